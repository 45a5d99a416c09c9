"""The recipe: from decided cases to a card, every step in order and nothing tuned by hand.

recording -> columns -> penalty -> fit -> whole points -> held-out sums -> bounds -> interval
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from joblib import Parallel, delayed

from redrisk.features import FEATURES
from redrisk.learning.coding import (
    Column,
    bounds_for,
    columns_for,
    design_matrix,
    points_of,
    total_points,
)
from redrisk.learning.coverage import Coverage, choose_multiplier
from redrisk.learning.fit import Bounds, Config, Fit, choose_penalty, fit
from redrisk.learning.metrics import DECIBAN, Floats, elub
from redrisk.learning.recording import (
    Recording,
    assess,
    pattern_auroc,
    pattern_features,
    stop_if_pattern_separates,
)
from redrisk.learning.sample import Folds, Sample, state_folds, training_rows
from redrisk.view import Range


@dataclass(frozen=True)
class Points:
    """A fitted card without its bounds: points by feature and range of levels."""

    recordings: dict[str, Recording]
    columns: tuple[Column, ...]
    bounds: Bounds
    penalty: float
    fitted: Fit
    points: dict[str, dict[Range, int]]

    def even(self) -> dict[str, dict[Range, int]]:
        """The points of even features alone."""
        return {name: p for name, p in self.points.items() if self.recordings[name].kind == "even"}


@dataclass(frozen=True)
class HeldOut:
    """Whole points of each case by a card learned without its state and affair."""

    total: Floats
    even: Floats


@dataclass(frozen=True)
class Learned:
    """Everything that the recipe found."""

    points: Points
    held_out: tuple[HeldOut, ...]
    lower: int
    upper: int
    coverage: Coverage


def learn_points(sample: Sample, config: Config, *, only: Collection[str] | None = None) -> Points:
    """The steps that are repeated in every fold: recording, columns, penalty, fit, whole points.

    Parameters
    ----------
    sample
        Decided cases.
    config
        The recipe's numbers.
    only
        Feature ids to learn from; all of them if None. For baselines.
    """
    recordings = assess(sample, config)
    if only is not None:
        left_out = {
            name: replace(found, kind="not weighed", cuts=(), reason="left out")
            for name, found in recordings.items()
            if name not in only
        }
        recordings |= left_out
    columns = columns_for(recordings)
    design = design_matrix(sample, columns)
    bounds = bounds_for(columns, config)
    penalty = choose_penalty(sample, design, bounds, config)
    fitted = fit(sample, design, bounds, penalty, config)
    points = {
        feature.id: points_of(feature.id, columns, fitted.coefficients, config)
        for feature in FEATURES
        if recordings[feature.id].cuts
    }
    return Points(recordings, columns, bounds, penalty, fitted, points)


def held_out_points(
    sample: Sample, folds: Folds, config: Config, *, only: Collection[str] | None = None
) -> HeldOut:
    """Points of each case from the whole recipe repeated without its fold and its affair.

    Parameters
    ----------
    sample
        Decided cases.
    folds
        The fold of each row; a negative one is learned from but never held out.
    config
        The recipe's numbers; in a fold the penalty is chosen on one deal.
    only
        Feature ids to learn from; all of them if None.
    """
    inner = replace(config, repeats=1)
    total, even = np.zeros(len(sample)), np.zeros(len(sample))
    for fold in np.unique(folds[folds >= 0]):
        held = folds == fold
        rows = training_rows(sample, held)
        if 0 < sample.rejected[rows].sum() < rows.sum():
            card = learn_points(sample[rows], inner, only=only)
            total[held] = total_points(sample[held], card.points)
            even[held] = total_points(sample[held], card.even())
    return HeldOut(total, even)


def whole_bounds(held_out: tuple[HeldOut, ...], sample: Sample) -> tuple[int, int]:
    """The range of points that the data support: the median ELUB over the deals, whole points.

    Judged on open cases, since targeted ones were picked against their profile.
    """
    rows = ~sample.targeted
    found = [elub(deal.total[rows] * DECIBAN, sample.rejected[rows]) for deal in held_out]
    lower = float(np.median([low for low, _ in found]))
    upper = float(np.median([high for _, high in found]))
    # The grid's steps are hundredths; 1e-9 keeps a bound that falls on a whole point.
    return -int(-10 * lower + 1e-9), int(10 * upper + 1e-9)


def state_deals(
    sample: Sample, config: Config, *, only: Collection[str] | None = None, jobs: int = 1
) -> tuple[HeldOut, ...]:
    """Held-out points for each deal of whole issuing states to folds, in parallel."""
    tasks = (
        delayed(held_out_points)(
            sample, state_folds(sample, config.folds, config.seed + deal), config, only=only
        )
        for deal in range(config.repeats)
    )
    return tuple(Parallel(n_jobs=jobs)(tasks))


def learn(sample: Sample, config: Config, *, jobs: int = 1) -> Learned:
    """Learn a card.

    Parameters
    ----------
    sample
        Decided cases, of both classes.
    config
        The recipe's numbers.
    jobs
        Processes that work side by side; the result does not depend on it.

    Raises
    ------
    RecordingError
        If the pattern of what is recorded separates the classes.
    """
    points = learn_points(sample, config)
    pattern = pattern_auroc(sample, pattern_features(points.recordings), config)
    stop_if_pattern_separates(pattern, config)
    deals = state_deals(sample, config, jobs=jobs)
    lower, upper = whole_bounds(deals, sample)
    design = design_matrix(sample, points.columns)
    coverage = choose_multiplier(
        sample, design, points.bounds, points.fitted, points.penalty, config
    )
    return Learned(points, deals, lower, upper, coverage)
