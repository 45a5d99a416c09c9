"""How the weight is found: in plain English, with the formula, the data and the whole card."""

from __future__ import annotations

from collections import Counter

from redrisk.features import GROUPS
from redrisk.report.blocks import Block, Bullets, Code, Paragraph, Row, Section, Subheading, table
from redrisk.report.matter import Matter, capital, signed, span
from redrisk.report.statements import short_name
from redrisk.scorecard import CardRow, LevelCounts, Model

DECIDERS = {
    "interpol_ccf": "the CCF",
    "interpol_general_secretariat": "INTERPOL's General Secretariat",
    "court": "a court",
    "asylum_authority": "an asylum authority",
    "issuing_state_withdrew": "withdrawn by the issuing state",
    "expert_or_ngo_only": "an expert or organisation only",
}


def method(matter: Matter) -> Section:
    """The method, the data and the card."""
    model = matter.assessment.model
    blocks: list[Block] = [
        Subheading("In plain English"),
        Paragraph(
            "Decided requests were collected from public sources and sorted by outcome. Rejected: "
            "INTERPOL or its Commission (the CCF) deleted, blocked, refused or annulled the "
            "request, or a court or asylum authority found it political, persecutory or a sham. "
            "Upheld: the CCF found it compliant, or an independent court examined it and allowed "
            "extradition, or the person was surrendered and convicted after a fair trial. Where "
            "bodies disagreed, or nobody decided, the case is no label."
        ),
        Paragraph(
            "For each question the card asks how much more often an answer goes with rejected than "
            "with upheld cases, all other answers being held equal, and states it in whole points. "
            "The form is that of forensic science: the weight of evidence (Good 1950), reported as "
            "a likelihood ratio with a verbal scale (ENFSI 2015). It is estimated by a shrunken "
            "additive classifier (ridge logistic regression whose signs are bound by doctrine) and "
            "judged by its calibration; it is not a measured frequency."
        ),
        Paragraph(
            "It fits this question because the sum can be redone on paper, each step can be "
            "disputed on its own, and a fact that is not known simply adds nothing. Alternatives "
            "(other learning methods, baselines) are reported beside it in "
            f"{matter.see('validation')}."
        ),
        Code(
            "points = sum of the points of all stated answers\n"
            f"reported points = points, kept within {span((model.lower, model.upper))}\n"
            "likelihood ratio = 10 ^ (reported points / 10)\n"
            "posterior odds = prior odds x likelihood ratio; risk = odds / (1 + odds)"
        ),
        Subheading("Rules that bind it"),
        Bullets(_rules(model)),
        Subheading("The data"),
        *_data(model),
        Subheading("The whole card"),
        Paragraph(
            "Every question that may carry points, every answer, its points, and the decided cases "
            "with that answer. ~ marks uneven recording. Partial dates can leave several answers "
            "open; then only what is certain counts."
        ),
        _card(model),
        _left_out(model),
    ]
    return Section("method", "Method, data and the whole card", tuple(blocks))


def _rules(model: Model) -> tuple[str, ...]:
    config = model.card["config"]
    return (
        "Unknown is 0 points, always. What is silent is never read as 'no'.",
        "No question is a state's name or a nationality. The issuing state enters through "
        "published indices (V-Dem, World Bank) of the year before the request.",
        "The ruling that gave a case its outcome is never one of its facts, and nothing later "
        "than the decision is.",
        "A question is evenly recorded if the shares of unknown in both classes differ by at most "
        f"{config['max_unknown_gap']:.0%} and each answer occurs at least "
        f"{config['min_support']} times in each class. An unevenly recorded one carries at most "
        f"{config['uneven_cap']} points, or none where it is too rare.",
        "The direction that doctrine gives a question was written down before the data were "
        "looked at, and bounds what can be learned.",
        "Whole issuing states, and whole affairs, are held out when the card is judged.",
        f"The 90 % interval is {model.multiplier:g} standard errors each way; on simulated data "
        "that had no part in the choice it covered the truth in "
        f"{model.card['interval']['coverage_on_unseen_tables']:.1%} of cases on average, and in "
        f"{model.card['interval']['worst_table']:.1%} on the worst table.",
    )


def _data(model: Model) -> list[Block]:
    cases = model.card["cases"]
    counted = Counter((case.label, case.decided_by or "") for case in model.cases)
    deciders = sorted({decider for _, decider in counted})
    rows = [
        (
            capital(DECIDERS.get(decider, decider.replace("_", " ") or "not told")),
            str(counted["rejected", decider]),
            str(counted["upheld", decider]),
        )
        for decider in deciders
    ]
    return [
        Paragraph(
            f"{cases['open']['rejected']} rejected and {cases['open']['upheld']} upheld cases were "
            f"collected as they were found, {cases['targeted']['rejected']} rejected and "
            f"{cases['targeted']['upheld']} upheld ones were sought on purpose among upheld "
            "requests whose subject has a political profile and rejected ones whose subject has "
            f"none, because open collection finds few of either. They come from "
            f"{len(model.card['states'])} issuing states. Cases of one person or affair stand on "
            "one side of every split. Each source is named in the casebook that ships with the "
            "software; counts by offence, decade and deciding body stand in the validation tables."
        ),
        Paragraph(
            "Eight facts were coded again for every decided case by two coders working apart, from "
            "sheets without the outcome; where they differed the fact is unknown."
        ),
        table(
            "Who decided the cases behind the card",
            ("Decided by", "Rejected", "Upheld"),
            (60, 20, 20),
            rows,
            right=(1, 2),
        ),
        Paragraph(
            "Missing: requests that nobody contested or published; requests decided in languages "
            "and places that the collection did not reach; facts that sources did not tell. Only "
            "contested notices are visible at all."
        ),
    ]


def _card(model: Model) -> Block:
    rows: list[Row] = []
    for group in GROUPS:
        for row in model.weighed:
            if row.feature.group == group:
                rows += _card_rows(row)
    return table(
        f"Card {model.name}",
        ("Answer", "Points", "Rejected", "Upheld"),
        (55, 15, 15, 15),
        rows,
        right=(1, 2, 3),
    )


def _card_rows(row: CardRow) -> list[Row]:
    feature = row.feature
    mark = " ~" if row.recording == "uneven" else ""
    direction = {"raises": "raises", "lowers": "lowers"}.get(feature.direction, "either way")
    notes = "".join(f" Note: {note}." for note in row.notes)
    title = f"{feature.question} [{short_name(feature.id)}{mark}; doctrine: {direction}]{notes}"
    rows = [Row((title,), "heading")]
    for position, level in enumerate(feature.levels):
        counts = row.counts.get(level, LevelCounts(0, 0))
        rows.append(_card_row(level, signed(row.points[position, position]), counts))
    if "straddling" in row.counts:
        rows.append(_card_row("dates leave it open", "", row.counts["straddling"]))
    rows.append(_card_row("unknown", "0", row.counts.get("unknown", LevelCounts(0, 0))))
    return rows


def _card_row(answer: str, points: str, counts: LevelCounts) -> Row:
    return Row((answer, points, str(counts.rejected), str(counts.upheld)))


def _left_out(model: Model) -> Block:
    return table(
        "Questions that are not weighed, and why",
        ("Question", "Why it carries no points"),
        (56, 44),
        [
            (row.feature.question, f"{capital(row.reason)}.")
            for row in model.rows
            if not row.weighed
        ],
    )
