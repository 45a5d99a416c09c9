"""The card as data for whoever tries other answers: the HTML panel and the XLSX worksheet."""

from __future__ import annotations

from typing import Any

from redrisk.assessment import Assessment
from redrisk.facts import FACTS, Fact, answer_in_words
from redrisk.report.statements import short_name
from redrisk.view import Range
from redrisk.weight import band


def weighed_facts(assessment: Assessment) -> list[Fact]:
    """The facts behind the weighed features, in the catalogue's order."""
    used = {fact.id for item in assessment.contributions for fact in item.feature.facts}
    return [fact for fact in FACTS if fact.id in used]


def choices(assessment: Assessment, fact: Fact) -> list[Range]:
    """The answers to choose from: unknown, each answer, and what the dates leave open now."""
    singles: list[Range] = [(i, i) for i in range(len(fact.answers))]
    found = [fact.unknown, *singles]
    now = assessment.facts[fact.id]
    return found if now in found else [*found, now]


def key(level: Range) -> str:
    """A range of answers as the card's tables are keyed."""
    return f"{level[0]}-{level[1]}"


def panel(assessment: Assessment) -> dict[str, Any]:
    """All that the sums need: answers, points by range, bounds, powers of ten."""
    model = assessment.model
    return {
        "facts": [
            {
                "id": fact.id,
                "question": fact.question,
                "now": key(assessment.facts[fact.id]),
                "choices": [
                    [key(level), answer_in_words(fact, level)]
                    for level in choices(assessment, fact)
                ],
            }
            for fact in weighed_facts(assessment)
        ],
        "features": [
            {
                "id": item.feature.id,
                "name": short_name(item.feature.id),
                "facts": [fact.id for fact in item.feature.facts],
                "points": {key(level): value for level, value in item.row.points.items()},
            }
            for item in assessment.contributions
        ],
        "lower": model.lower,
        "upper": model.upper,
        "power": {str(n): 10 ** (n / 10) for n in range(model.lower, model.upper + 1)},
        "bands": {str(n): band(n) for n in range(model.lower, model.upper + 1)},
        "prior": assessment.prior.value,
    }
