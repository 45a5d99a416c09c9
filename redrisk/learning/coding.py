"""From ranges of levels to the columns that are fitted, and from coefficients back to points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from redrisk.features import FEATURE, FEATURES
from redrisk.learning.fit import Bounds, Config, whole_points
from redrisk.learning.metrics import DECIBAN, Floats
from redrisk.learning.recording import Recording
from redrisk.learning.sample import Sample
from redrisk.view import Range


@dataclass(frozen=True, slots=True)
class Column:
    """One cut of one feature: 'this level or more'.

    An even column is +1, -1 or 0 for yes, no and unknown; an uneven one 1 for yes, else 0.
    """

    feature: str
    cut: int
    even: bool

    def code(self, level: Range) -> float:
        """The column's value for a range of levels."""
        first, last = level
        if first >= self.cut:
            return 1.0
        return -1.0 if self.even and last < self.cut else 0.0


def columns_for(recordings: Mapping[str, Recording]) -> tuple[Column, ...]:
    """The columns of every weighed feature, in the catalogue's order."""
    return tuple(
        Column(feature.id, cut, recordings[feature.id].kind == "even")
        for feature in FEATURES
        for cut in recordings[feature.id].cuts
    )


def design_matrix(sample: Sample, columns: Sequence[Column]) -> Floats:
    """N cases x k columns."""
    design = np.zeros((len(sample), len(columns)))
    for j, column in enumerate(columns):
        design[sample.first[column.feature] >= column.cut, j] = 1.0
        if column.even:
            design[sample.last[column.feature] < column.cut, j] = -1.0
    return design


def bounds_for(columns: Sequence[Column], config: Config) -> Bounds:
    """Doctrine's sign for each coefficient; an uneven feature's cuts share its cap."""
    low, high = np.full(len(columns), -np.inf), np.full(len(columns), np.inf)
    for j, column in enumerate(columns):
        direction = FEATURE[column.feature].direction
        if direction == "raises":
            low[j] = 0.0
        elif direction == "lowers":
            high[j] = 0.0
        if not column.even:
            cuts = sum(other.feature == column.feature for other in columns)
            cap = config.uneven_cap * DECIBAN / cuts
            low[j], high[j] = max(low[j], -cap), min(high[j], cap)
    return low, high


def points_of(
    feature: str, columns: Sequence[Column], coefficients: Floats, config: Config
) -> dict[Range, int]:
    """Whole points for every range of levels that the feature can have; 0 for unknown."""
    own = [(c, b) for c, b in zip(columns, coefficients, strict=True) if c.feature == feature]
    top = len(FEATURE[feature].levels) - 1
    points: dict[Range, int] = {}
    for first in range(top + 1):
        for last in range(first, top + 1):
            level = (first, last)
            total = sum(column.code(level) * b / DECIBAN for column, b in own)
            whole = int(whole_points(round(total, 4)))
            if own and not own[0][0].even:
                whole = max(-config.uneven_cap, min(config.uneven_cap, whole))
            points[level] = whole
    return points


def total_points(sample: Sample, points: Mapping[str, Mapping[Range, int]]) -> Floats:
    """The sum of the card's whole points for each case."""
    total = np.zeros(len(sample))
    for feature, by_level in points.items():
        pairs = zip(sample.first[feature].tolist(), sample.last[feature].tolist(), strict=True)
        total += [by_level[pair] for pair in pairs]
    return total
