"""The card: features x levels -> whole points, with the evidence behind each level.

A model is a folder of JSON files: card.json (points, bounds, interval), evidence.json (the cases
behind each level), cases.json (the decided cases, for the nearest ones), metrics.json (how the
card did on cases it had not seen) and manifest.json (format number and hashes). See persistence.py.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from redrisk.context import StateContext
from redrisk.features import FEATURE, Feature
from redrisk.nearest import DecidedCase, Nearness, Neighbour
from redrisk.variance import Variance
from redrisk.view import Range

RecordingKind = Literal["even", "uneven", "not weighed"]


@dataclass(frozen=True, slots=True)
class LevelCounts:
    """How many decided cases of each class have a level."""

    rejected: int
    upheld: int


@dataclass(frozen=True, slots=True)
class CardRow:
    """A feature's place in the card.

    Attributes
    ----------
    feature
        Its declaration in the catalogue.
    recording
        even, uneven or not weighed.
    reason
        Why.
    points
        Whole points by the range of levels left open; 0 where all are.
    codes
        Column and value that each range puts into the interval's quadratic form.
    counts
        Cases of each class by level, with 'unknown'.
    notes
        Bounds that bind, and signs that contradict doctrine.
    extremes
        The least and most points that each range of levels can come to, once known.
    span
        The most that the feature can move the sum away from 0.
    """

    feature: Feature
    recording: RecordingKind
    reason: str
    points: Mapping[Range, int]
    codes: Mapping[Range, tuple[tuple[int, float], ...]]
    counts: Mapping[str, LevelCounts]
    notes: tuple[str, ...]
    extremes: Mapping[Range, tuple[int, int]]
    span: int

    @property
    def weighed(self) -> bool:
        """Whether it may carry points."""
        return self.recording != "not weighed"


@dataclass(frozen=True)
class Model:
    """A card with its evidence, ready to score.

    Attributes
    ----------
    name
        The model's identity, printed with every score.
    rows
        One for each feature, in the catalogue's order.
    lower, upper
        Reported points stay within these.
    covariance
        Of the columns' coefficients, in squared points.
    multiplier
        Half width of the interval, in standard errors.
    cases
        The decided cases behind it, by case id.
    contents
        File name to content, for each of the model's files but the manifest.
    hashes
        SHA-256 of each file of the model and of the data it goes with.
    context
        The issuing states' published indices.
    weighed
        The rows that may carry points.
    linked
        The same, grouped so that features which share a fact stand together.
    """

    name: str
    rows: tuple[CardRow, ...]
    lower: int
    upper: int
    covariance: tuple[tuple[float, ...], ...]
    multiplier: float
    cases: tuple[DecidedCase, ...]
    contents: Mapping[str, Any]
    hashes: Mapping[str, str]
    context: StateContext
    weighed: tuple[CardRow, ...] = field(init=False)
    linked: tuple[tuple[CardRow, ...], ...] = field(init=False)
    _nearness: Nearness = field(init=False)
    _variance: Variance = field(init=False)
    _ends: dict[tuple[tuple[str, Range], ...], tuple[int, int]] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        weighed = tuple(row for row in self.rows if row.weighed)
        spans = {row.feature.id: row.span for row in weighed if row.span}
        codes = {row.feature.id: row.codes for row in weighed}
        object.__setattr__(self, "weighed", weighed)
        object.__setattr__(self, "_variance", Variance(codes, self.covariance))
        object.__setattr__(self, "linked", _linked(weighed))
        object.__setattr__(self, "_nearness", Nearness(self.cases, spans))

    @property
    def card(self) -> Mapping[str, Any]:
        """card.json: points, bounds, interval, the recipe's numbers, counts."""
        content: Mapping[str, Any] = self.contents["card.json"]
        return content

    @property
    def evidence(self) -> Mapping[str, Any]:
        """evidence.json: the cases behind each level."""
        content: Mapping[str, Any] = self.contents["evidence.json"]
        return content

    @property
    def metrics(self) -> Mapping[str, Any]:
        """metrics.json: how the card did on cases that it had not seen."""
        content: Mapping[str, Any] = self.contents["metrics.json"]
        return content

    def save(self, folder: str | Path, *, report: bool = False) -> None:
        """Write the model's folder, whole or not at all.

        Parameters
        ----------
        folder
            Where it will lie; a model that lies there is replaced, with its report and signature.
        report
            Whether to write the model's report and model card into it, as pages.

        Raises
        ------
        ModelError
            If the folder holds something else, or can't be written. What stood there still does.
        MissingExtra
            If a report is asked for and the packages that draw it are not installed.
        """
        from redrisk.persistence import save_model

        if report:
            from redrisk.learning.report import write_report

            save_model(self, folder, lambda pages: write_report(self, pages))
        else:
            save_model(self, folder)

    def clip(self, points: int) -> int:
        """The points within the range that the data support."""
        return max(self.lower, min(self.upper, points))

    def range_over_unknowns(
        self, facts: Mapping[str, Range], levels: Mapping[str, Range]
    ) -> tuple[int, int]:
        """The least and most that the sum could come to if everything unknown were known.

        Features that share a fact are taken together, so that both ends can be reached.
        """
        least = most = 0
        for rows in self.linked:
            if len(rows) == 1:
                low, high = rows[0].extremes[levels[rows[0].feature.id]]
            else:
                low, high = self._joint_ends(rows, facts)
            least, most = least + low, most + high
        return least, most

    def _joint_ends(self, rows: tuple[CardRow, ...], facts: Mapping[str, Range]) -> tuple[int, int]:
        """The least and most that linked features can come to; each pattern is worked out once."""
        names = dict.fromkeys([fact.id for row in rows for fact in row.feature.facts])
        pattern = tuple([(name, facts[name]) for name in names])
        found = self._ends.get(pattern)
        if found is None:
            sums = list(_joint_sums(rows, facts))
            found = self._ends[pattern] = (min(sums), max(sums))
        return found

    def standard_error(self, levels: Mapping[str, Range]) -> float:
        """Standard error of the sum, in points, from the coefficients' covariance."""
        return float(self._variance.of(levels) ** 0.5)

    def nearest(
        self, levels: Mapping[str, Range], *, leave_out: str | None = None, each: int = 2
    ) -> tuple[Neighbour, ...]:
        """The decided cases most like these levels, rejected ones first.

        Likeness is the span of the features on which both stand alike, less the span of those on
        which they differ; what either leaves unknown does not count.

        Parameters
        ----------
        levels
            Feature id to the levels left open.
        leave_out
            A case id that must not be its own neighbour, nor another case of its affair.
        each
            How many of each class, where as many are alike in anything.
        """
        return self._nearness.nearest(levels, leave_out, each)


def _linked(rows: tuple[CardRow, ...]) -> tuple[tuple[CardRow, ...], ...]:
    groups: list[list[CardRow]] = []
    for row in rows:
        names = {fact.id for fact in row.feature.facts}
        touching = [
            group
            for group in groups
            if any(fact.id in names for other in group for fact in other.feature.facts)
        ]
        merged = [other for group in touching for other in group]
        groups = [group for group in groups if group not in touching] + [[*merged, row]]
    return tuple(tuple(group) for group in groups)


def _joint_sums(rows: tuple[CardRow, ...], facts: Mapping[str, Range]) -> Iterator[int]:
    """The sum of linked features' points, for every way in which their open facts could fall."""
    names = list(dict.fromkeys(fact.id for row in rows for fact in row.feature.facts))
    answers = [range(facts[name][0], facts[name][1] + 1) for name in names]
    for chosen in itertools.product(*answers):
        single = {name: (answer, answer) for name, answer in zip(names, chosen, strict=True)}
        yield sum(row.points[row.feature.level(single)] for row in rows)
    # What is uncertain now stands at the points that it has now.
    yield sum(row.points[row.feature.level(facts)] for row in rows)


def row_from(plain: Mapping[str, Any], first_column: int) -> CardRow:
    """A card row from its JSON form; ``first_column`` is the place of its first column."""
    feature = FEATURE[plain["id"]]
    points = {_range(key): value for key, value in plain["points"].items()}
    even = plain["recording"] == "even"
    codes = {}
    for level in _ranges(feature):
        codes[level] = tuple(
            (first_column + i, 1.0 if level[0] >= cut else -1.0)
            for i, cut in enumerate(plain["cuts"])
            if level[0] >= cut or (even and level[1] < cut)
        )
    points.setdefault(feature.unknown, 0)
    if plain["recording"] == "not weighed":
        points = dict.fromkeys(_ranges(feature), 0)
    extremes = {level: _extremes(points, level) for level in _ranges(feature)}
    counts = {name: LevelCounts(*pair) for name, pair in plain["counts"].items()}
    return CardRow(
        feature=feature,
        recording=plain["recording"],
        reason=plain["reason"],
        points=points,
        codes=codes,
        counts=counts,
        notes=tuple(plain["notes"]),
        extremes=extremes,
        span=max(abs(value) for value in points.values()),
    )


def _ranges(feature: Feature) -> Iterator[Range]:
    top = len(feature.levels)
    return ((first, last) for first in range(top) for last in range(first, top))


def _range(text: str) -> Range:
    first, last = text.split("-")
    return int(first), int(last)


def _extremes(points: Mapping[Range, int], level: Range) -> tuple[int, int]:
    """The least and most points that the levels left open can come to."""
    single = [points[(step, step)] for step in range(level[0], level[1] + 1)]
    return min(*single, points[level]), max(*single, points[level])
