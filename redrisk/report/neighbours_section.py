"""The nearest decided cases, both ways."""

from __future__ import annotations

from redrisk.nearest import Neighbour
from redrisk.report.blocks import Block, Paragraph, Section, table
from redrisk.report.matter import Matter, capital
from redrisk.report.statements import short_name


def neighbours(matter: Matter) -> Section:
    """The decided cases most alike by facts, rejected and upheld."""
    found = matter.assessment.neighbours
    blocks: list[Block] = [
        Paragraph(
            "The decided cases that are most like this one on the weighed features, two of each "
            "outcome where there are as many. They are cited by the casebook's id and by who "
            "published on them; the casebook ships with the software. Likeness counts features, "
            "it is no legal precedent."
        )
    ]
    if found:
        blocks.append(
            table(
                "Nearest decided cases",
                ("Outcome and case", "What it was, and who published", "Alike in", "Unlike in"),
                (17, 40, 27, 16),
                [_row(item) for item in found],
            )
        )
    else:
        blocks.append(Paragraph("No decided case is alike in anything that is stated."))
    return Section("neighbours", "Nearest decided cases", tuple(blocks))


def _row(item: Neighbour) -> tuple[str, str, str, str]:
    case = item.case
    decided = f", by {case.decided_by.replace('_', ' ')}" if case.decided_by else ""
    published = f" Published by: {', '.join(case.publishers)}." if case.publishers else ""
    return (
        f"{capital(case.label)}: {case.case_id}",
        f"{capital(case.descriptor or 'no description')}. Decided as {case.label}{decided}."
        f"{published}",
        ", ".join(map(short_name, item.alike)),
        ", ".join(map(short_name, item.different)) or "nothing known",
    )
