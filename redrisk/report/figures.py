"""The two figures: the order of events, and what each fact adds or takes away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from redrisk.assessment import Contribution
from redrisk.explanation import bar
from redrisk.report import svg
from redrisk.report.blocks import Figure
from redrisk.report.matter import signed
from redrisk.report.statements import short_name
from redrisk.report.timeline import Event

WIDTH = 680
LABELS = 330
"""Left part of a figure, for its labels."""

ROW = 20
MOST_ROWS = 28
"""Rows that fit on a page; more make further figures."""

DAYS_IN_YEAR = 365.25
LABEL_LETTERS = 60


def contribution_figure(
    lowering: Sequence[Contribution], raising: Sequence[Contribution], total: int
) -> Figure:
    """Bars to the left for what lowers, to the right for what raises."""
    items = [*lowering, *reversed(raising)]
    most = max(abs(item.points) for item in items)
    middle = LABELS + (WIDTH - LABELS) / 2
    scale = ((WIDTH - LABELS) / 2 - 40) / most
    height = ROW * len(items) + 54
    return Figure(
        name="contributions",
        caption=(
            "What each fact adds or takes away, in points. Bars to the left (white) lower the "
            "total, bars to the right (dark) raise it; hatched bars are unevenly recorded."
        ),
        alt=_contributions_in_words(items, total),
        svg=svg.drawing(WIDTH, height, _bars(items, middle, scale, height)),
        width=WIDTH,
        height=height,
        lines=tuple(
            f"{signed(item.points):>4} {bar(item.points)} {_label(item)}" for item in items
        ),
    )


def _bars(items: Sequence[Contribution], middle: float, scale: float, height: int) -> Iterator[str]:
    yield svg.text(middle - 8, 14, "← like upheld requests", "end", "bold")
    yield svg.text(middle + 8, 14, "like rejected requests →", "start", "bold")
    yield svg.line(middle, 22, middle, height - 20)
    for position, item in enumerate(items):
        y = 28 + ROW * position
        length = abs(item.points) * scale
        left = middle - length if item.points < 0 else middle
        plain = svg.PALE if item.points < 0 else svg.INK
        fill = svg.HATCHED if item.row.recording == "uneven" else plain
        yield svg.text(0, y + 12, svg.cut(_label(item), LABEL_LETTERS))
        yield svg.rect(left, y + 2, length, ROW - 7, fill)
        if item.points < 0:
            yield svg.text(left - 5, y + 12, signed(item.points), "end")
        else:
            yield svg.text(left + length + 5, y + 12, signed(item.points))
    total = sum(item.points for item in items)
    yield svg.text(middle, height - 6, f"total {signed(total)}", "middle", "bold")


def _label(item: Contribution) -> str:
    return f"{short_name(item.feature.id)}: {item.level_in_words}"


def _contributions_in_words(items: Sequence[Contribution], total: int) -> str:
    parts = "; ".join(f"{_label(item)} {signed(item.points)}" for item in items)
    return f"Bar chart of contributions in points, from what lowers to what raises: {parts}. " + (
        f"Total {signed(total)}."
    )


def timeline_figures(events: Sequence[Event]) -> list[Figure]:
    """The events from top to bottom in their order; several figures if there are many."""
    parts = [events[start : start + MOST_ROWS] for start in range(0, len(events), MOST_ROWS)]
    return [_timeline(part, position, len(parts)) for position, part in enumerate(parts, start=1)]


def _timeline(events: Sequence[Event], position: int, of: int) -> Figure:
    first = min(event.date.earliest for event in events)
    last = max(event.date.latest for event in events)
    height = ROW * len(events) + 44
    part = f" Part {position} of {of}." if of > 1 else ""
    return Figure(
        name="timeline" if of == 1 else f"timeline-{position}",
        caption=(
            "The order of events. A diamond is a known day; a bar covers the days that a partial "
            f"date leaves open.{part}"
        ),
        alt="Timeline: " + "; ".join(f"{e.kind}, {e.what}, {e.when}" for e in events) + ".",
        svg=svg.drawing(WIDTH, height, _rows(events, first, last, height)),
        width=WIDTH,
        height=height,
        lines=tuple(f"{event.when:<38} {event.kind}: {event.what}" for event in events),
    )


def _rows(events: Sequence[Event], first: dt.date, last: dt.date, height: int) -> Iterator[str]:
    days = max((last - first).days, 1)
    scale = (WIDTH - LABELS - 24) / days

    def x(day: dt.date) -> float:
        return round(LABELS + 12 + (day - first).days * scale, 1)

    for day, words in _ticks(first, last):
        yield svg.line(x(day), 8, x(day), height - 22, dashed=True)
        yield svg.text(x(day), height - 8, words, "middle")
    for position, event in enumerate(events):
        y = 10 + ROW * position
        label = f"{event.date}  {event.kind}: {event.what}"
        yield svg.text(0, y + 12, svg.cut(label, LABEL_LETTERS))
        if event.is_exact:
            yield svg.diamond(x(event.date.earliest), y + 8, 6)
        else:
            start, end = x(event.date.earliest), x(event.date.latest)
            yield svg.rect(start, y + 4, max(end - start, 3), 8, svg.PALE)


def _ticks(first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, str]]:
    """At most eight starts of years; the first day itself where no year starts."""
    years = range(first.year + 1, last.year + 1)
    if not years:
        yield first, first.isoformat()
        return
    step = -(-len(years) // 8)
    for year in years[::step]:
        yield dt.date(year, 1, 1), str(year)
