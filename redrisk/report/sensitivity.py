"""What would change the result: each unknown fact answered, each stated one struck or turned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from redrisk.assessment import Assessment
from redrisk.facts import FACTS, Fact, answer_in_words
from redrisk.report.blocks import Block, Paragraph, Section, Subheading, table
from redrisk.report.matter import Matter, capital, signed, span
from redrisk.view import Range
from redrisk.weight import band


@dataclass(frozen=True, slots=True)
class Turn:
    """A fact with another answer, all else as it is."""

    fact: Fact
    stated: str
    answer: str
    points: int


def turns(assessment: Assessment) -> Iterator[Turn]:
    """Each known fact made unknown, and given each other answer; those that move the total."""
    weighed = {fact.id for item in assessment.contributions for fact in item.feature.facts}
    for fact in FACTS:
        now = assessment.facts[fact.id]
        if fact.id not in weighed or now == fact.unknown:
            continue
        others: list[Range] = [fact.unknown]
        others += [(i, i) for i in range(len(fact.answers)) if (i, i) != now]
        for answer in others:
            points = total_with(assessment, fact, answer)
            if points != assessment.points:
                yield Turn(fact, answer_in_words(fact, now), answer_in_words(fact, answer), points)


def total_with(assessment: Assessment, fact: Fact, answer: Range) -> int:
    """The total if this fact had this answer, all else as it is."""
    facts = {**assessment.facts, fact.id: answer}
    return sum(
        item.row.points[item.feature.level(facts)] if fact in item.feature.facts else item.points
        for item in assessment.contributions
    )


def sensitivity(matter: Matter) -> Section:
    """Each unknown and each stated fact, and the total that another answer gives."""
    assessment = matter.assessment
    unknown = [item for item in assessment.unknowns if item.lowest or item.highest]
    idle = [item for item in assessment.unknowns if not item.lowest and not item.highest]
    blocks: list[Block] = [
        Paragraph(
            f"The total is {signed(assessment.points)} "
            f"({band(assessment.reported_points)}). The tables change one fact at a time. Change "
            "several in the XLSX worksheet or the HTML panel."
        ),
        Subheading("Facts that nobody stated"),
    ]
    if unknown:
        blocks.append(
            table(
                "Unknown facts, and the total that each could give",
                ("Question", "Lowest total", "Highest total"),
                (64, 18, 18),
                [
                    (
                        item.fact.question,
                        signed(assessment.points + item.lowest),
                        signed(assessment.points + item.highest),
                    )
                    for item in unknown
                ],
                right=(1, 2),
            )
        )
    else:
        blocks.append(Paragraph("No unknown fact could move the total."))
    if idle:
        blocks.append(
            Paragraph(
                "Unknown too, but worth no points on this card, whatever the answer: "
                f"{'; '.join(item.fact.id.replace('_', ' ') for item in idle)}."
            )
        )
    blocks.append(Subheading("Facts that were stated, and may be disputed"))
    rows = [
        (
            capital(turn.fact.question),
            turn.stated,
            turn.answer,
            signed(turn.points),
            _band(matter, turn),
        )
        for turn in turns(assessment)
    ]
    if rows:
        blocks.append(
            table(
                "The total if a stated fact is struck or turned",
                ("Question", "Stated", "If instead", "Total", "Verbal step"),
                (42, 14, 14, 9, 21),
                rows,
                right=(3,),
            )
        )
    else:
        blocks.append(Paragraph("No stated fact carries points."))
    if unknown:
        together = span(assessment.range_over_unknowns)
        blocks.append(Paragraph(f"All unknown facts together could give {together} points."))
    return Section("sensitivity", "What would change the result", tuple(blocks))


def _band(matter: Matter, turn: Turn) -> str:
    return band(matter.assessment.model.clip(turn.points))
