"""The order of events, drawn and as a table."""

from __future__ import annotations

from redrisk.report.blocks import Block, Paragraph, Section, table
from redrisk.report.figures import timeline_figures
from redrisk.report.matter import Matter
from redrisk.report.timeline import events


def timeline(matter: Matter) -> Section:
    """Political acts, departure, case, notice, protection and rulings in their order."""
    found = events(matter.assessment.notice)
    undated = sum(act.date is None for act in matter.assessment.notice.political_activity or ())
    blocks: list[Block] = [
        Paragraph(
            "Dates are as stated. A partial date (2015, 2015-11) is kept as the span of days that "
            "it can mean, and an order of two events is used only where it is certain."
        )
    ]
    if not found:
        blocks.append(Paragraph("No dated fact was stated."))
    else:
        blocks += timeline_figures(found)
        blocks.append(
            table(
                "The order of events",
                ("When", "What", "Kind"),
                (38, 46, 16),
                [(event.when, event.what, event.kind) for event in found],
            )
        )
    if undated:
        blocks.append(
            Paragraph(f"Stated without a date, and so not drawn: {undated} political act(s).")
        )
    return Section("timeline", "Order of events", tuple(blocks))
