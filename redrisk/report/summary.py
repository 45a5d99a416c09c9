"""Page 1: the question, the answer, what it does not say, and the facts each way."""

from __future__ import annotations

from redrisk.cautions import FEW_FACTS, counts_as_stated
from redrisk.explanation import NOT_SAID, quotable
from redrisk.report.blocks import Block, Bullets, Paragraph, Section, Subheading, table
from redrisk.report.matter import Matter, capital
from redrisk.report.statements import statement
from redrisk.standing import anything_exhibited

MOST = 5
"""Facts on page 1, each way."""


def summary(matter: Matter) -> Section:
    """The first page, in words that need no glossary."""
    blocks: list[Block] = [
        Subheading("The question"),
        Paragraph(
            f"Do the facts stated about this {matter.request}, look more like those of requests "
            "that INTERPOL, its Commission or an independent court or authority rejected, or more "
            "like those of requests that were upheld?"
        ),
        Subheading("The answer"),
        Paragraph(f"“{quotable(matter.assessment)}”", lead="Quote this:", kind="quote"),
        Paragraph(f"{_standing(matter)} {_unknown(matter)}"),
        Subheading("What this does not say"),
        Bullets(NOT_SAID),
        Subheading("The weightiest facts, each way"),
        _both_ways(matter),
        Paragraph(
            f"All facts stand in {matter.see('facts')}, the numbers and the range of opinion in "
            f"{matter.see('result')}, every contribution in {matter.see('weights')}, the rules of "
            f"INTERPOL in {matter.see('checks')}.",
            kind="small",
            numbered=False,
        ),
    ]
    return Section("summary", "Summary", tuple(blocks))


def _standing(matter: Matter) -> str:
    assessment = matter.assessment
    stated = sum(item.known and counts_as_stated(item.row) for item in assessment.contributions)
    if not stated:
        return (
            "None of the facts that could be weighed is stated about this person or charge; no "
            "definite opinion can rest on this."
        )
    exhibited = anything_exhibited(assessment.notice)
    proof = (
        "some facts are exhibited, the rest are asserted and may be disputed"
        if exhibited
        else "no fact is marked as exhibited: all are asserted and may be disputed"
    )
    if stated < FEW_FACTS:
        return (
            f"Only {stated} of the facts that could be weighed {'is' if stated == 1 else 'are'} "
            f"stated, too few for a definite opinion, and {proof}."
        )
    return f"{capital(proof)}."


def _unknown(matter: Matter) -> str:
    """Whether unknown facts or sampling error could turn the answer round."""
    low, high = matter.assessment.range_over_unknowns
    least, most = matter.assessment.interval
    unknown, error = low < 0 < high, least < 0 < most
    if unknown:
        more = ", and so could sampling error alone" if error else ""
        return f"The facts that are still unknown could turn the answer round{more}."
    if error:
        return (
            "The facts that are still unknown could not turn the answer round; sampling error "
            "alone could."
        )
    return "The facts that are still unknown could not turn the answer round."


def _both_ways(matter: Matter) -> Block:
    columns = [
        [statement(item) for item in matter.moving(sign)[:MOST]] or ["None is stated."]
        for sign in (-1, 1)
    ]
    height = max(map(len, columns))
    padded = [column + [""] * (height - len(column)) for column in columns]
    return table(
        "",
        ("These look like upheld requests", "These look like rejected requests"),
        (1, 1),
        zip(*padded, strict=True),
    )
