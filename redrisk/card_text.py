"""The card as a person reads it: every level with its points and counts, and a sum worked out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from redrisk.assessment import Assessment
from redrisk.features import GROUPS
from redrisk.scorecard import CardRow, LevelCounts, Model

WIDTH = 96


def card_text(model: Model) -> str:
    """The whole card: weighed features with points and counts, the others with the reason."""
    cases = model.card["cases"]
    lines = [
        f"Card {model.name}",
        *_wrapped(
            "One point is one deciban: ten points make the odds ten times higher. Points are added "
            f"up and reported within {model.lower:+d} to {model.upper:+d}, the range that the "
            "decided cases support. Unknown is 0 points, always. ~ marks a feature that is "
            f"recorded unevenly and carries at most {model.card['config']['uneven_cap']} points."
        ),
        *_wrapped(
            f"Learned from {cases['open']['rejected']} rejected and {cases['open']['upheld']} "
            "upheld cases collected as found, and "
            f"{cases['targeted']['rejected']} and {cases['targeted']['upheld']} sought on purpose; "
            f"ridge penalty {model.card['penalty']:g}; interval {model.multiplier:g} standard "
            "errors each way."
        ),
        "",
        f"  {'points':>6}    {'level':<36}{'rejected':>10}{'upheld':>10}",
    ]
    for group in GROUPS:
        rows = [row for row in model.weighed if row.feature.group == group]
        if rows:
            lines += ["", group]
            lines += [line for row in rows for line in _row(row)]
    lines += ["", "Not weighed"]
    for row in model.rows:
        if not row.weighed:
            lines += _wrapped(f"{row.feature.id}: {row.reason}.", indent="  - ")
    return "\n".join(lines) + "\n"


def _row(row: CardRow) -> Iterator[str]:
    feature = row.feature
    yield from _wrapped(f"{feature.question} [{feature.id}; {_direction(row)}]")
    mark = "~" if row.recording == "uneven" else " "
    for position, level in enumerate(feature.levels):
        counts = row.counts[level]
        yield _line(f"{row.points[position, position]:+d}", mark, level, counts)
    for name in ("straddling", "unknown"):
        if name in row.counts:
            shown = "0" if name == "unknown" else ""
            label = "dates leave it open" if name == "straddling" else "unknown"
            yield _line(shown, mark, label, row.counts[name])
    for note in row.notes:
        yield from _wrapped(f"Note: {note}.", indent="            ")


def _direction(row: CardRow) -> str:
    return {
        "raises": "doctrine: raises",
        "lowers": "doctrine: lowers",
        "either": "doctrine gives no direction",
    }[row.feature.direction]


def _line(points: str, mark: str, level: str, counts: LevelCounts) -> str:
    return f"  {points:>6} {mark}  {level:<36}{counts.rejected:>10}{counts.upheld:>10}"


def worked_sum(assessment: Assessment) -> str:
    """The sum for one notice, line by line, as it would be done on paper."""
    lines = [f"Worked sum on card {assessment.model.name}", ""]
    total = 0
    for item in assessment.contributions:
        total += item.points
        mark = "~" if item.row.recording == "uneven" else " "
        lines.append(
            f"  {item.points:+4d} {mark}  {total:+4d}   {item.feature.id}: {item.level_in_words}"
        )
    low, high = assessment.interval
    lines += [
        "",
        f"  sum               {assessment.points:+d}",
        f"  reported          {assessment.reported_points:+d}   within "
        f"{assessment.model.lower:+d} to {assessment.model.upper:+d}",
        f"  {100 * assessment.interval_level:g} % interval     {low:+d} to {high:+d}",
        f"  likelihood ratio  10^({assessment.reported_points}/10) = "
        f"{assessment.likelihood_ratio:g}",
        f"  verbal step       {assessment.band}",
        f"  risk              prior {assessment.prior.name} {assessment.prior.value:g}: odds "
        f"{assessment.prior.value / (1 - assessment.prior.value):.4g} x "
        f"{assessment.likelihood_ratio:g}, risk {assessment.risk:.4f}",
    ]
    return "\n".join(lines) + "\n"


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
        break_on_hyphens=False,
    )
