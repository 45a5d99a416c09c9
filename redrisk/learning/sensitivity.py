"""How far the card leans on what is told rather than on what is so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from redrisk.features import FEATURE
from redrisk.learning.coding import Column, design_matrix, points_of
from redrisk.learning.fit import Bounds, Config, fit
from redrisk.learning.metrics import Floats
from redrisk.learning.recipe import Learned
from redrisk.learning.recording import pattern_columns
from redrisk.learning.sample import Sample

DELETIONS = 20


def sensitivity(sample: Sample, learned: Learned, config: Config) -> dict[str, Any]:
    """Three questions to every weighed feature.

    *Adjusted*: the points when 'whether it is stated' has terms of its own, dropped at scoring.
    *Equal shares*: the points when answers are deleted at random until both classes state each
    feature equally often. *Tipping point*: how many times more often 'yes' (or 'no') would have to
    be told of rejected than of upheld cases, the truth being the same, to explain the level's sign
    by telling alone. Signal and telling can't be fully separated in these data.
    """
    adjusted = _adjusted_points(sample, learned, config)
    equal = _equal_share_points(sample, learned, config)
    return {
        name: {
            "points": by_level[top_of(name)],
            "adjusted_for_being_stated": adjusted[name],
            "equal_shares": equal[name],
            "tipping_point": _tipping_points(sample, name),
        }
        for name, by_level in learned.points.points.items()
    }


def top_of(name: str) -> tuple[int, int]:
    """The highest level of a feature."""
    top = len(FEATURE[name].levels) - 1
    return (top, top)


def _top_points(learned: Learned, coefficients: Floats, config: Config) -> dict[str, int]:
    columns = learned.points.columns
    return {
        name: points_of(name, columns, coefficients, config)[top_of(name)]
        for name in learned.points.points
    }


def _adjusted_points(sample: Sample, learned: Learned, config: Config) -> dict[str, int]:
    columns, bounds = learned.points.columns, learned.points.bounds
    design = design_matrix(sample, columns)
    stated = 1.0 - pattern_columns(sample, list(learned.points.points))
    free = np.full(stated.shape[1], np.inf)
    wide: Bounds = (np.concatenate([bounds[0], -free]), np.concatenate([bounds[1], free]))
    found = fit(sample, np.column_stack([design, stated]), wide, learned.points.penalty, config)
    return _top_points(learned, found.coefficients[: len(columns)], config)


def _equal_share_points(
    sample: Sample, learned: Learned, config: Config
) -> dict[str, dict[str, float]]:
    rng = np.random.default_rng(config.seed)
    runs: dict[str, list[int]] = {name: [] for name in learned.points.points}
    for _ in range(DELETIONS):
        thinned = _with_equal_shares(sample, learned.points.columns, rng)
        design = design_matrix(thinned, learned.points.columns)
        found = fit(thinned, design, learned.points.bounds, learned.points.penalty, config)
        for name, points in _top_points(learned, found.coefficients, config).items():
            runs[name].append(points)
    return {
        name: {
            "mean": round(float(np.mean(values)), 1),
            "low": int(min(values)),
            "high": int(max(values)),
        }
        for name, values in runs.items()
    }


def _with_equal_shares(
    sample: Sample, columns: tuple[Column, ...], rng: np.random.Generator
) -> Sample:
    """Answers made unknown at random in the class that states a feature more often."""
    first, last = dict(sample.first), dict(sample.last)
    for name in dict.fromkeys(column.feature for column in columns):
        known = ~sample.unknown(name)
        shares = [known[sample.rejected].mean(), known[~sample.rejected].mean()]
        fuller = sample.rejected if shares[0] > shares[1] else ~sample.rejected
        if max(shares) == 0:
            continue
        dropped = known & fuller & (rng.random(len(sample)) < 1 - min(shares) / max(shares))
        first[name] = np.where(dropped, 0, sample.first[name]).astype(np.int8)
        last[name] = np.where(dropped, top_of(name)[0], sample.last[name]).astype(np.int8)
    return replace(sample, first=first, last=last)


def _tipping_points(sample: Sample, name: str) -> dict[str, float | None]:
    """Ratio of the shares of each class that state the top level, and the bottom one."""
    found = {}
    for position in (len(FEATURE[name].levels) - 1, 0):
        rows = sample.level_is(name, position)
        share = [rows[sample.rejected].mean(), rows[~sample.rejected].mean()]
        ratio = round(float(share[0] / share[1]), 2) if share[1] else None
        found[FEATURE[name].levels[position]] = ratio
    return found
