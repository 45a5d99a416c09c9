"""How a table's scores are spread: by verbal step, issuing state and offence family."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from redrisk.scorecard import Model
from redrisk.table.kernel import Scored
from redrisk.weight import BANDS, band

FAMILIES = {
    "charge_political": "political by nature",
    "charge_membership": "membership of a terrorist body",
    "charge_terrorism": "terrorism, act or membership",
    "charge_economic": "economic",
    "charge_violent": "violence",
    "charge_organised": "trafficking, organised crime",
    "charge_transnational": "across borders by nature",
    "charge_private": "debt, cheque or family matter",
}
_LEAST = BANDS[1].points
_MOST_STATES = 20
_BAR = 30
_Z = 1.96


@dataclass(slots=True)
class Group:
    """How many notices of a group there are, and how many lean to rejected."""

    rows: int = 0
    leaning: int = 0

    def add(self, rows: int, leaning: int) -> None:
        """Count more of them."""
        self.rows += rows
        self.leaning += leaning


@dataclass(slots=True)
class Summary:
    """Counts over all batches of a table."""

    points: Counter[int] = field(default_factory=Counter)
    states: dict[str, Group] = field(default_factory=dict)
    families: dict[str, Group] = field(default_factory=dict)
    unscored: int = 0

    def add(self, scored: Scored) -> None:
        """Count a batch."""
        kept = scored.scored
        self.unscored += int((~kept).sum())
        reported = scored.reported_points[kept]
        for points, count in zip(*np.unique(reported, return_counts=True), strict=True):
            self.points[int(points)] += int(count)
        leaning = reported >= _LEAST
        states = scored.view.issuing
        codes = states.codes[kept]
        rows = np.bincount(codes, minlength=len(states.values))
        more = np.bincount(codes[leaning], minlength=len(states.values))
        for code in np.flatnonzero(rows).tolist():
            group = self.states.setdefault(states.values[code], Group())
            group.add(int(rows[code]), int(more[code]))
        for name in FAMILIES:
            charged = scored.levels[name][0][kept] > 0
            self.families.setdefault(name, Group()).add(
                int(charged.sum()), int((charged & leaning).sum())
            )

    def lines(self, model: Model) -> Iterator[str]:
        """The summary as printed."""
        total = self.points.total()
        yield f"{total:,} notices scored" + (
            f", {self.unscored:,} not, since their issuing state can't be read"
            if self.unscored
            else ""
        )
        if not total:
            return
        steps: Counter[str] = Counter()
        for points, count in self.points.items():
            steps[band(points)] += count
        yield "\nVerbal step of the reported points"
        order = dict.fromkeys(band(points) for points in range(model.upper, model.lower - 1, -1))
        most = max(steps.values())
        for words in order:
            count = steps[words]
            yield (
                f"  {words:<44}{count:>12,}{count / total:>7.1%}  "
                f"{'#' * math.ceil(_BAR * count / most)}"
            )
        yield (
            f"\nShare with at least {_LEAST} points for rejected, and its 95 % interval "
            "(chance alone; says nothing of how the table was gathered)"
        )
        yield "\nBy issuing state"
        ranked = sorted(self.states.items(), key=lambda item: (-item[1].rows, item[0]))
        yield from (_line(name, group) for name, group in ranked[:_MOST_STATES])
        if len(ranked) > _MOST_STATES:
            rest = Group()
            for _, group in ranked[_MOST_STATES:]:
                rest.add(group.rows, group.leaning)
            yield _line(f"{len(ranked) - _MOST_STATES} other states", rest)
        yield "\nBy offence family (a notice may be in several)"
        yield from (_line(FAMILIES[name], self.families[name]) for name in FAMILIES)


def _line(name: str, group: Group) -> str:
    if not group.rows:
        return f"  {name:<32}{0:>12,}"
    low, high = wilson(group.leaning, group.rows)
    share = group.leaning / group.rows
    chart = "".join(
        "#" if place < round(_BAR * share) else "-" if place < round(_BAR * high) else " "
        for place in range(_BAR)
    )
    return f"  {name:<32}{group.rows:>12,}{share:>7.1%} ({low:.1%} to {high:.1%})  {chart}".rstrip()


def wilson(hits: int, rows: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share (Wilson 1927).

    >>> low, high = wilson(5, 10)
    >>> round(low, 3), round(high, 3)
    (0.237, 0.763)
    """
    share = hits / rows
    middle = share + _Z**2 / (2 * rows)
    half = _Z * math.sqrt(share * (1 - share) / rows + _Z**2 / (4 * rows**2))
    whole = 1 + _Z**2 / rows
    return max((middle - half) / whole, 0.0), min((middle + half) / whole, 1.0)
