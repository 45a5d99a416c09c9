"""Criticisms, limits, versions, the places for the expert, and the words."""

from __future__ import annotations

from redrisk._version import __version__
from redrisk.report.blocks import Block, Bullets, Code, Paragraph, Place, Section, Subheading, table
from redrisk.report.matter import Matter
from redrisk.report.record import digest


def criticisms(matter: Matter) -> Section:
    """What is said against the method."""
    return Section(
        "criticisms",
        "Known criticisms",
        (
            Paragraph(
                "Published cases are chosen by journalists, lawyers, courts and the CCF. Abuse "
                "that succeeded in silence, and proper requests that nobody wrote about, are "
                "missing. The likelihood ratio describes published cases.",
                lead="Selection.",
            ),
            Paragraph(
                "Texts on abuse tell of politics, texts on ordinary crime of victims. Part of what "
                "the card reads may be what is told rather than what is so. The rules on uneven "
                "recording limit this; they do not remove it, and in these data signal and "
                "telling can't be fully separated.",
                lead="Recording.",
            ),
            Paragraph(
                "Labels are decisions, and decisions err. Most upheld cases were upheld by courts, "
                "most rejected ones rejected by INTERPOL's own bodies, which apply other rules. A "
                "court that allows extradition does not say that INTERPOL's rules are met.",
                lead="Court labels.",
            ),
            Paragraph(
                "The number of decided cases is small for the number of questions; the verbal "
                f"steps that the data allow are low, and end at "
                f"{matter.assessment.model.upper:+d} and "
                f"{matter.assessment.model.lower:+d} points. The catalogue of questions was "
                "chosen by people who know the field, with some of the cases before them.",
                lead="Size and choice.",
            ),
            Paragraph(
                "The issuing state's indices raise the points of requests from states with weak "
                "courts. That is not a finding on this request; the results with the country "
                f"masked stand in {matter.see('validation')}.",
                lead="The issuing state.",
            ),
        ),
    )


def limits(matter: Matter) -> Section:
    """What may not be claimed."""
    del matter
    return Section(
        "limits",
        "Limits: what may not be claimed",
        (
            Bullets(
                (
                    "A probability that the request is abusive.",
                    "An error rate in the field.",
                    "That unknown facts are neutral. Unknown counts 0 points; that is a refusal "
                    "to use silence, not a finding.",
                    "That AUROC shows validity for notices without political facts.",
                    "That the interval includes bias. It covers sampling error alone: not "
                    "selection, not wrong labels, not uneven recording.",
                    "Guilt or innocence. Nothing here is said on either.",
                )
            ),
            Paragraph(
                "Public cases are no random sample, labels are decisions, most upheld cases come "
                "from courts, and signal and telling can't be fully separated in these data."
            ),
            Paragraph(
                "The result is a help in forming an opinion and takes the place of none. A change "
                "of facts, a new decision or a new version of the card changes it; whoever relies "
                "on it must say so if that happens."
            ),
        ),
    )


def versions(matter: Matter) -> Section:
    """Software, model and data, with hashes; who ran it; how to make it again."""
    assessment, options = matter.assessment, matter.options
    model = assessment.model
    rows = [
        ("Software", f"redrisk {__version__}"),
        ("Model", model.name),
        ("Model built with", f"redrisk {model.card.get('software', 'not told')}"),
        *((f"SHA-256 of {name}", value) for name, value in model.hashes.items()),
        ("SHA-256 of this record", digest(assessment.to_json())),
        ("Prior chosen", f"{assessment.prior.name} ({assessment.prior.value:g})"),
    ]
    if options.redacted:
        rows.append(("Redacted", "reference, quotes and free notes are replaced by marks"))
    flags = [f" --forum {options.forum}"] if options.forum else []
    flags += [" --length short"] if options.length == "short" else []
    flags += [f" --date {options.date}"] if options.date else []
    flags += [" --redact"] if options.redacted else []
    if assessment.prior.name != "even":
        name = assessment.prior.name
        flags.append(f" --prior {assessment.prior.value if name == 'stated' else name}")
    blocks: list[Block] = [
        table("Versions", ("What", "Value"), (30, 70), rows),
        Paragraph("The same notice, model and version give the same bytes:"),
        Code(f"redrisk appendix NOTICE.yaml{''.join(flags)} -o APPENDIX.pdf"),
        Paragraph(
            "The record of this assessment, as JSON, travels inside this file. Anyone can take it "
            "out, compute it again and compare:"
        ),
        Code("redrisk verify APPENDIX.pdf"),
        Paragraph(
            "The XLSX form of this appendix holds the card and live formulas, so that the sum can "
            "be redone, and other answers tried, without this software."
        ),
        Place("Who ran the software, on which day, under whose supervision, and how qualified."),
    ]
    return Section("versions", "Versions, and how to compute it again", tuple(blocks))


def expert(matter: Matter) -> Section:
    """What only the expert may write."""
    del matter
    places = (
        "Name, training, experience, publications and testimony; fee; limits of expertise.",
        "Who instructed, the substance of all material instructions, and the questions put.",
        "Every document considered, used or not; any that was withheld.",
        "Facts within own knowledge, and assumptions adopted from others.",
        "Who checked the entries against the documents; what was overridden by judgment, and why.",
        "The opinion, the range of opinion, and why this one; what would change it.",
        "Measures taken to protect sources and asylum confidences; what was redacted, and why.",
        "Conflicts of interest.",
        "The duty to the court or tribunal, and the statement of truth, in the forum's wording.",
        "Date and signature.",
    )
    return Section(
        "expert",
        "For the expert to write",
        (
            Paragraph(
                "The software makes an appendix; the expert signs a report. What follows is left "
                "blank on purpose and is never filled in by the software."
            ),
            *(Place(text) for text in places),
        ),
    )


def do_not_write(matter: Matter) -> Section:
    """Sentences that the numbers do not carry."""
    del matter
    return Section(
        "do_not_write",
        "Do not write",
        (
            Paragraph("Each of these is wrong, whatever the numbers are:"),
            Bullets(
                (
                    "“There is an X per cent probability that the notice is abusive.” A risk needs "
                    "a prior, and no prior here counts abuse.",
                    "“The software found the notice to be politically motivated.” It weighs "
                    "likeness to decided cases.",
                    "“The method is X per cent accurate.” AUROC is no accuracy, and published "
                    "cases are no random sample.",
                    "“The error rate is nil” or “known”. The error rate in the field is unknown.",
                    "“The person is innocent” or “guilty”. Nothing is said on either.",
                    "“INTERPOL will delete the notice.” Nobody's decision is predicted.",
                    "“The interval shows that the result is certain.” It covers sampling error "
                    "alone.",
                    "“No evidence of X was found, so there is none.” Unknown is not no.",
                    "“The expert's opinion is X because the software says so.” The opinion is the "
                    "expert's own.",
                )
            ),
        ),
    )


def glossary(matter: Matter) -> Section:
    """The words used."""
    del matter
    return Section(
        "glossary",
        "Glossary",
        (
            table(
                "Words used in this appendix",
                ("Word", "Meaning"),
                (24, 76),
                (
                    (
                        "Red Notice",
                        "A request, circulated by INTERPOL, to find and provisionally "
                        "arrest a person.",
                    ),
                    (
                        "diffusion",
                        "A request that a state's bureau sends itself through INTERPOL's channels.",
                    ),
                    ("issuing state", "The state whose bureau asked."),
                    ("subject", "The person wanted."),
                    ("NCB", "National Central Bureau: a state's INTERPOL office."),
                    ("RPD", "INTERPOL's Rules on the Processing of Data."),
                    ("CCF", "Commission for the Control of INTERPOL's Files."),
                    (
                        "rejected, upheld",
                        "The two outcomes that the card was learned from; defined "
                        "in the section on method.",
                    ),
                    ("feature, level", "A question that may carry points, and an answer to it."),
                    (
                        "points",
                        "Decibans: ten times the logarithm (base 10) of a likelihood ratio.",
                    ),
                    ("reported points", "Points kept within the range that the data support."),
                    (
                        "likelihood ratio (LR)",
                        "How many times as probable such facts are among "
                        "rejected as among upheld requests.",
                    ),
                    (
                        "prior",
                        "How common rejection was in a named population before the facts are "
                        "weighed.",
                    ),
                    (
                        "risk",
                        "The probability of rejection under a named prior; never a "
                        "probability of abuse.",
                    ),
                    ("verbal step, band", "The words for a range of reported points."),
                    (
                        "even, uneven",
                        "Whether a question is recorded alike in texts on rejected and "
                        "on upheld requests.",
                    ),
                    (
                        "exhibited, asserted",
                        "Shown by a document, according to whoever entered it; or merely stated.",
                    ),
                    ("AUROC", "Chance that a rejected case gets more points than an upheld one."),
                    ("Cllr", "Cost of likelihood ratios: 0 perfect, 1 what knowing nothing costs."),
                ),
            ),
        ),
    )


def references(matter: Matter) -> Section:
    """The literature that the method rests on."""
    del matter
    return Section(
        "references",
        "References",
        (
            Bullets(
                (
                    "Good, I. J. (1950). Probability and the Weighing of Evidence.",
                    "Hanley, J. A., McNeil, B. J. (1982). The meaning and use of the area under a "
                    "receiver operating characteristic (ROC) curve. Radiology 143.",
                    "Brümmer, N., du Preez, J. (2006). Application-independent evaluation of "
                    "speaker detection. Computer Speech & Language 20.",
                    "ENFSI (2015). Guideline for evaluative reporting in forensic science.",
                    "Vergeer, P., van Es, A., de Jongh, A., Alberink, I., Stoel, R. (2016). "
                    "Numerical likelihood ratios outputted by LR systems are often based on "
                    "extrapolation. Science & Justice 56.",
                    "Coppedge, M. and others (2026). V-Dem Country-Year Dataset v16, "
                    "doi 10.23696/vdemds26.",
                    "World Bank. Worldwide Governance Indicators.",
                    "INTERPOL. Constitution; Rules on the Processing of Data (RPD); Statute of the "
                    "Commission for the Control of INTERPOL's Files.",
                )
            ),
            Place("Further literature relied on, with dates of retrieval."),
        ),
    )


def checklist(matter: Matter) -> Section:
    """Where each thing stands that courts ask of an expert's appendix."""
    see = matter.see
    rows = (
        ("Expert's name, training, publications, testimony, fee", see("expert"), "expert"),
        ("Instructions, and every document considered", see("expert"), "expert"),
        ("Facts assumed, by where they come from", see("facts"), "software and expert"),
        ("The exact question, and what is not answered", see("summary"), "software"),
        ("Tool, version, hashes; operator and day", see("versions"), "software and expert"),
        ("How cases were collected, dated and labelled", see("method"), "software"),
        ("Size and make-up of the data, and what is missing", see("method"), "software"),
        ("Method in plain words, criticisms, alternatives", see("criticisms"), "software"),
        ("Tests on unseen cases, error rates, false alarms", see("validation"), "software"),
        ("Calibration, and base rates with their sources", see("result"), "software"),
        ("Result with the country masked", see("validation"), "software"),
        ("Each input with exhibit and certainty; unknowns", see("facts"), "software"),
        ("Each contribution, what would change it, nearest cases", see("weights"), "software"),
        ("Every fact against the opinion; range of opinion", see("weights"), "software and expert"),
        ("Strength worded by measured performance", see("result"), "software"),
        ("Rules of INTERPOL with provisions and unknowns", see("checks"), "software"),
        ("Human review, and what was overridden", see("expert"), "expert"),
        ("Data protection and redactions", see("expert"), "expert"),
        ("Materials to replicate it", see("versions"), "software"),
        ("Conclusions, qualifications, duty to update", see("limits"), "software and expert"),
        ("Declaration, statement of truth, signature", see("expert"), "expert"),
    )
    return Section(
        "checklist",
        "Where each thing stands",
        (
            Subheading("What courts ask of such an appendix"),
            table(
                "What courts ask of such an appendix, and where it stands",
                ("Item", "Where", "Written by"),
                (56, 20, 24),
                rows,
            ),
        ),
    )
