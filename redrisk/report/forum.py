"""The forum page: what a forum asks, and the facts of this appendix against it. No conclusion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from redrisk.checks import ccf_grid, ccf_request_contents
from redrisk.report.blocks import Block, Bullets, Paragraph, Place, Section, table
from redrisk.report.figure_words import estimate, number
from redrisk.report.matter import Matter, capital

EXPERT = "For the expert to write."
Rows = list[tuple[str, str]]

NAMES = {
    "us_federal": "United States federal courts: FRE 702 and FRCP 26",
    "us_immigration": "United States immigration courts",
    "us_extradition": "United States extradition hearings",
    "england_civil": "England and Wales, civil: CPR Practice Direction 35",
    "england_criminal": "England and Wales, criminal and extradition: CrimPR Part 19",
    "ccf": "The Commission for the Control of INTERPOL's Files",
}


def forum_page(matter: Matter) -> Section:
    """The page for the forum that the options name."""
    name = matter.options.forum or ""
    if name == "ccf":
        blocks = _ccf(matter)
    else:
        opening, rows = _FORUMS[name](matter)
        blocks = [
            Paragraph(opening),
            table(
                "What the forum asks, and what stands in this appendix",
                ("Asked", "What there is"),
                (34, 66),
                rows,
            ),
        ]
    closing = Paragraph(
        "Facts are set against the forum's requirements here. Whether they suffice, and whether "
        "the appendix is admissible or reliable, is for the tribunal; no conclusion is drawn."
    )
    title = f"Forum: {NAMES[name]}"
    return Section("forum", title, (*blocks, closing))


def tested(matter: Matter) -> str:
    """The measured performance in a sentence, each figure from the metrics file."""
    metrics = matter.assessment.model.metrics
    said = []
    area = _figure(metrics, "with_uneven_features", "open", "auroc")
    if area:
        said.append(
            "on held-out cases collected as found, whole issuing states left out, AUROC "
            f"{estimate(area)} and Cllr "
            f"{number(_figure(metrics, 'with_uneven_features', 'open', 'cllr'))}"
        )
    without = _figure(metrics, "without_uneven_features", "open", "auroc")
    if without:
        said.append(f"without unevenly recorded features AUROC {estimate(without)}")
    alarms = _figure(metrics, "false_alarms", "surrendered")
    if alarms:
        said.append(
            f"of {alarms['cases']} surrendered or convicted persons {alarms['weak_or_more']} got "
            f"weak support for 'rejected' or more, {alarms['moderate_or_more']} moderate or more"
        )
    designs = metrics.get("designs")
    for name, design in designs.items() if isinstance(designs, Mapping) else ():
        if "masked" in name and _figure(design, "open", "auroc"):
            said.append(f"with the country masked AUROC {estimate(design['open']['auroc'])}")
    if not said:
        return "No figures are reported in this model's metrics file."
    return capital(f"{'; '.join(said)}.")


def _figure(data: Any, *keys: str) -> Any:
    for key in keys:
        if not isinstance(data, dict) or key not in data:
            return None
        data = data[key]
    return data


def _given(matter: Matter) -> str:
    a = matter.assessment
    exhibited = sum(value == "exhibited" for value in a.notice.standing.values())
    return (
        f"{a.known_facts} of {len(a.contributions)} weighed features are known; {exhibited} "
        f"entries are marked as exhibited. Each fact stands with exhibit, page and quote in "
        f"{matter.see('facts')}; the total on exhibited facts alone in {matter.see('result')}. "
        f"The card rests on {len(a.model.cases)} decided cases ({matter.see('method')})."
    )


def _us_federal(matter: Matter) -> tuple[str, Rows]:
    see = matter.see
    return (
        "Rule 702 of the Federal Rules of Evidence, as amended on 1 December 2023, asks the "
        "proponent to show each of (a) to (d) as more likely than not. Rule 26(a)(2)(B) of the "
        "Federal Rules of Civil Procedure lists what a report holds. A proposed Rule 707 on "
        "machine-generated evidence is not law.",
        [
            (
                "702(a): the specialised knowledge will help the trier of fact",
                f"The exact question, and what is not answered, stand in {see('summary')}: "
                "likeness to decided requests; nothing on guilt, credibility or what INTERPOL will "
                "decide.",
            ),
            ("702(b): sufficient facts or data", _given(matter)),
            (
                "702(c): reliable principles and methods (Daubert: testing, review, error rate, "
                "standards, acceptance)",
                f"Testing: {tested(matter)} The error rate in the field is unknown. Standards: the "
                "form of the ENFSI guideline of 2015. Review: the card, data and code are open; no "
                f"validation by others is known to the software. Criticisms: {see('criticisms')}.",
            ),
            (
                "702(d): the opinion reflects a reliable application to the case",
                f"Every contribution stands in {see('weights')}; the sum can be redone on paper or "
                f"in the XLSX form. What would change it: {see('sensitivity')}. Warnings: "
                f"{len(matter.assessment.warnings)}, in {see('result')}. No statement of strength "
                "goes beyond the range that the data support.",
            ),
            (
                "26(a)(2)(B)(i): all opinions, their basis and reasons",
                f"Basis: {see('weights')}. {EXPERT}",
            ),
            ("26(a)(2)(B)(ii): facts or data considered", f"{capital(see('facts'))}. {EXPERT}"),
            (
                "26(a)(2)(B)(iii): exhibits",
                "This appendix, its XLSX worksheet with live formulas, and the JSON record inside.",
            ),
            ("26(a)(2)(B)(iv): qualifications and publications of ten years", EXPERT),
            ("26(a)(2)(B)(v): testimony of four years", EXPERT),
            ("26(a)(2)(B)(vi): compensation", EXPERT),
        ],
    )


def _us_immigration(matter: Matter) -> tuple[str, Rows]:
    see = matter.see
    return (
        "In immigration court the Federal Rules of Evidence do not bind. Matter of J-G-T-, "
        "28 I&N Dec. 97 (BIA 2020), asks whether expert evidence is relevant and reliable, and "
        "then how probative and persuasive it is on the disputed point.",
        [
            (
                "Relevance: the disputed point",
                "Whether the request behind the notice resembles rejected requests. Not answered: "
                "whether the respondent is credible, or guilty.",
            ),
            ("Reliability: facts", _given(matter)),
            ("Reliability: method", tested(matter)),
            (
                "Weight: probative and persuasive on the point",
                f"Facts against the conclusion stand first in {see('weights')}; unknown and "
                f"disputed ones in {see('sensitivity')}; limits in {see('limits')}.",
            ),
            (
                "Probable cause and the serious nonpolitical crime bar",
                "Not addressed. What the notice says on acts and warrant stands in "
                f"{see('checks')}.",
            ),
            ("Qualifications of the expert", EXPERT),
        ],
    )


def _us_extradition(matter: Matter) -> tuple[str, Rows]:
    see = matter.see
    return (
        "The Federal Rules of Evidence, privilege apart, do not apply to extradition (FRE "
        "1101(d)(3)). The hearing asks for probable cause on the requesting state's papers; the "
        "motive of the request is as a rule for the Secretary of State. Check the wording and the "
        "law of the circuit before filing.",
        [
            (
                "Evidence that explains, and evidence that contradicts",
                "The appendix weighs facts stated about the request; it neither explains nor "
                "contradicts evidence of the offence.",
            ),
            (
                "Political offence, dual criminality, specialty",
                f"Not decided here. Facts on the charge stand in {see('facts')}.",
            ),
            (
                "Submissions to the Department of State on motive and treatment",
                f"Result: {see('result')}; facts each way: {see('weights')}; rules of INTERPOL: "
                f"{see('checks')}.",
            ),
            ("Facts and data", _given(matter)),
            ("Testing", tested(matter)),
            ("Qualifications of the expert", EXPERT),
        ],
    )


def _england_civil(matter: Matter) -> tuple[str, Rows]:
    see = matter.see
    return (
        "Practice Direction 35, paragraphs 3.2 and 3.3, lists what a report must hold; paragraphs "
        "2.1 to 2.5 ask for independence, material facts that could detract from the opinion, and "
        "notice of a change of view.",
        [
            ("3.2(1): qualifications", EXPERT),
            (
                "3.2(2): literature and other material relied on",
                f"{capital(see('references'))}. {EXPERT}",
            ),
            ("3.2(3): substance of facts and instructions", f"{capital(see('facts'))}. {EXPERT}"),
            (
                "3.2(4): which facts are within the expert's own knowledge",
                f"{EXPERT} No fact here is within anybody's knowledge by the software's doing.",
            ),
            (
                "3.2(5): who carried out a test, qualifications, supervision",
                f"Software, model and hashes: {see('versions')}. {EXPERT}",
            ),
            (
                "3.2(6): range of opinion, and reasons",
                f"Range: {see('result')} and {see('sensitivity')}. Reasons: {EXPERT.lower()}",
            ),
            ("3.2(7): summary of conclusions", f"{capital(see('summary'))}. {EXPERT}"),
            (
                "3.2(8): qualifications to the opinion",
                f"Limits: {see('limits')}; warnings: {see('result')}.",
            ),
            ("3.2(9): duty to the court, and awareness of the rules", EXPERT),
            ("3.3: statement of truth", EXPERT),
            (
                "2.3: material facts that could detract from the opinion",
                f"They stand first in {see('weights')}.",
            ),
            (
                "2.4: insufficient data, or outside expertise",
                f"Unknown facts: {see('facts')}. {EXPERT}",
            ),
            ("Testing", tested(matter)),
        ],
    )


def _england_criminal(matter: Matter) -> tuple[str, Rows]:
    see = matter.see
    return (
        "Rule 19.4 of the Criminal Procedure Rules, which reach extradition, lists what an "
        "expert's report must hold. The Rules are renewed; check the edition in force.",
        [
            ("(a) qualifications, experience, accreditation", EXPERT),
            (
                "(b) literature and other information relied on",
                f"{capital(see('references'))}. {EXPERT}",
            ),
            ("(c) substance of all facts given that are material", f"{capital(see('facts'))}."),
            ("(d) which facts are within the expert's own knowledge", EXPERT),
            (
                "(e) who carried out an examination or test, qualifications, supervision",
                f"Software, model and hashes: {see('versions')}. {EXPERT}",
            ),
            (
                "(f) range of opinion, and reasons for the expert's own",
                f"Range: {see('result')} and {see('sensitivity')}. {EXPERT}",
            ),
            (
                "(g) qualifications to the opinion",
                f"Limits: {see('limits')}; warnings: {see('result')}.",
            ),
            (
                "(h) information that the court may need to decide whether the opinion is "
                "sufficiently reliable",
                f"{tested(matter)} {_given(matter)} Criticisms: {see('criticisms')}.",
            ),
            ("(i) summary of conclusions", f"{capital(see('summary'))}. {EXPERT}"),
            ("(j) duty to the court", EXPERT),
            ("(k) declaration of truth", EXPERT),
        ],
    )


def _ccf(matter: Matter) -> list[Block]:
    grid = ccf_grid(matter.assessment.notice, matter.checks)
    blocks: list[Block] = [
        Paragraph(
            "The CCF decides on paper, by INTERPOL's rules. The grid lists the rules that are not "
            "satisfied on the stated facts, each with its provision, fact and exhibit. The "
            "statistics of this appendix are no ground before the CCF."
        )
    ]
    if grid:
        blocks.append(
            table(
                "Grounds on the stated facts",
                ("Provision", "Ground", "Fact", "Exhibit", "Standing"),
                (20, 34, 16, 16, 14),
                [
                    (
                        row.provision + ("" if row.text_confirmed else " (wording unconfirmed)"),
                        row.ground,
                        row.fact,
                        row.exhibit,
                        row.standing,
                    )
                    for row in grid
                ],
            )
        )
    else:
        blocks.append(Paragraph("No rule is found not satisfied on the stated facts."))
    blocks += [
        Paragraph(
            "What a request for deletion holds, by the CCF's guidance on admissibility (that Rule "
            "30 of the Operating Rules says so word for word is unconfirmed):"
        ),
        Bullets(ccf_request_contents()),
    ]
    blocks.append(Place("The request itself, signed, with the documents that the CCF asks for."))
    return blocks


_FORUMS: dict[str, Callable[[Matter], tuple[str, Rows]]] = {
    "us_federal": _us_federal,
    "us_immigration": _us_immigration,
    "us_extradition": _us_extradition,
    "england_civil": _england_civil,
    "england_criminal": _england_criminal,
}
