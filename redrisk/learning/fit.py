"""The fit: ridge logistic regression with bounds, and an offset in place of an intercept."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from redrisk.learning.metrics import Flags, Floats, cllr
from redrisk.learning.sample import Sample, state_folds, training_rows

Bounds = tuple[Floats, Floats]
"""Lower and upper bound of each column's coefficient, in natural-log units."""


MOST_STEPS = 100
SMALLEST_STEP = 1e-6
CONVERGED = 1e-10


@dataclass(frozen=True)
class Config:
    """Every number of the recipe that a person chose. The release values are training/config.json.

    Attributes
    ----------
    max_unknown_gap
        Largest difference between the classes' shares of unknown for an even feature.
    min_support
        Fewest cases of a class in which a level must occur.
    max_pattern_auroc
        Largest AUROC of the recording pattern of the even features.
    uneven_cap
        Most points that an uneven feature may carry.
    folds, repeats
        Folds of whole issuing states, and how many deals of them are averaged.
    penalties
        Ridge penalties to choose from, per coefficient in natural-log units.
    nuisance_penalty
        Penalty of the targeted round's nuisance terms.
    interval_level
        Coverage that the interval must reach.
    multipliers
        Standard errors to choose the interval's half width from; two are the least, since fewer
        covered too little on synthetic tables of another shape.
    simulations
        Simulated tables for choosing it, and as many for judging it.
    seed
        Of every random choice.
    """

    max_unknown_gap: float = 0.15
    min_support: int = 5
    max_pattern_auroc: float = 0.60
    uneven_cap: int = 3
    folds: int = 10
    repeats: int = 5
    penalties: tuple[float, ...] = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0)
    nuisance_penalty: float = 0.05
    interval_level: float = 0.90
    multipliers: tuple[float, ...] = (2.0, 2.2, 2.4, 2.6, 2.8, 3.0, 3.5, 4.0)
    simulations: int = 30
    seed: int = 0

    def plain(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


def round_offsets(rejected: Flags, targeted: Flags) -> Floats:
    """The log class ratio of each row's sampling round; half a case is added to an empty class."""
    offsets = np.zeros(len(rejected))
    for rows in (targeted, ~targeted):
        if rows.any():
            hits, misses = float(rejected[rows].sum()), float((~rejected[rows]).sum())
            spare = 0.5 if not hits or not misses else 0.0
            offsets[rows] = np.log((hits + spare) / (misses + spare))
    return offsets


def nuisance_columns(sample: Sample) -> Floats:
    """The targeted round's choice by political profile: its value, and its being unknown."""
    if not sample.targeted.any():
        return np.zeros((len(sample), 0))
    return np.column_stack(
        [sample.targeted * sample.profile, sample.targeted * (sample.profile == 0)]
    ).astype(float)


@dataclass(frozen=True)
class Fit:
    """Coefficients in natural-log units, and their covariance by Laplace's approximation."""

    coefficients: Floats
    covariance: Floats


def fit(sample: Sample, design: Floats, bounds: Bounds, penalty: float, config: Config) -> Fit:
    """Fit the columns of ``design`` to the sample's labels.

    Parameters
    ----------
    sample
        n cases.
    design
        n x k, the coded levels.
    bounds
        Lower and upper bound of each of the k coefficients.
    penalty
        Ridge penalty.
    config
        For the nuisance terms' penalty.

    Returns
    -------
    Fit
        k coefficients and their k x k covariance, the nuisance terms integrated out.
    """
    nuisance = nuisance_columns(sample)
    full = np.column_stack([design, nuisance])
    k = design.shape[1]
    ridge = np.concatenate(
        [np.full(k, penalty), np.full(nuisance.shape[1], config.nuisance_penalty)]
    )
    offsets = round_offsets(sample.rejected, sample.targeted)
    low = np.concatenate([bounds[0], np.full(nuisance.shape[1], -np.inf)])
    high = np.concatenate([bounds[1], np.full(nuisance.shape[1], np.inf)])
    theta, hessian = bounded_ridge(full, sample.rejected, offsets, ridge, (low, high))
    covariance = np.asarray(np.linalg.inv(hessian)[:k, :k], np.float64)
    return Fit(theta[:k], covariance)


def bounded_ridge(
    design: Floats, labels: Flags, offsets: Floats, ridge: Floats, bounds: Bounds
) -> tuple[Floats, Floats]:
    """Ridge logistic regression within bounds, by projected Newton steps.

    The loss is convex, so the minimum is unique; a step is halved until it lowers the loss.

    Parameters
    ----------
    design, labels, offsets
        n x k columns, n labels, and the n fixed parts of the log odds.
    ridge
        Penalty of each of the k coefficients.
    bounds
        Lower and upper bound of each coefficient.

    Returns
    -------
    tuple
        The k coefficients, and the k x k Hessian of the loss there.

    Source
    ------
    Bertsekas 1982, Projected Newton methods for optimization problems with simple constraints.
    """
    low, high = bounds
    theta = np.clip(np.zeros(design.shape[1]), low, high)
    signs = np.where(labels, -1.0, 1.0)

    def loss(coefficients: Floats) -> float:
        margins = signs * (offsets + design @ coefficients)
        return float(np.logaddexp(0, margins).sum() + 0.5 * (ridge * coefficients) @ coefficients)

    value = loss(theta)
    for _ in range(MOST_STEPS):
        p = 1 / (1 + np.exp(-(offsets + design @ theta)))
        gradient = design.T @ (p - labels) + ridge * theta
        hessian = design.T @ (design * (p * (1 - p))[:, None]) + np.diag(ridge)
        free = ~(((theta <= low) & (gradient > 0)) | ((theta >= high) & (gradient < 0)))
        step = np.zeros(len(theta))
        step[free] = -np.linalg.solve(hessian[np.ix_(free, free)], gradient[free])
        moved, size = theta, 1.0
        while size > SMALLEST_STEP:
            moved = np.clip(theta + size * step, low, high)
            lower = loss(moved)
            if lower <= value:
                break
            size /= 2
        change = np.abs(moved - theta).max(initial=0.0)
        theta, value = moved, min(value, lower)
        if change < CONVERGED:
            break
    p = 1 / (1 + np.exp(-(offsets + design @ theta)))
    return theta, design.T @ (design * (p * (1 - p))[:, None]) + np.diag(ridge)


def cross_fitted(
    sample: Sample, design: Floats, bounds: Bounds, penalty: float, config: Config, *, seed: int
) -> Floats:
    """Natural-log LR of each case from a fit without its state and without its affair."""
    folds = state_folds(sample, config.folds, seed)
    llr = np.zeros(len(sample))
    for fold in range(config.folds):
        held_out = folds == fold
        rows = training_rows(sample, held_out)
        if held_out.any() and sample.rejected[rows].any() and not sample.rejected[rows].all():
            theta = fit(sample[rows], design[rows], bounds, penalty, config).coefficients
            llr[held_out] = design[held_out] @ theta
    return llr


def choose_penalty(sample: Sample, design: Floats, bounds: Bounds, config: Config) -> float:
    """The penalty of least cross-fitted Cllr on open cases, averaged over deals of states."""
    rows = ~sample.targeted

    def cost(penalty: float) -> float:
        deals = (
            cross_fitted(sample, design, bounds, penalty, config, seed=config.seed + repeat)
            for repeat in range(config.repeats)
        )
        return float(np.mean([cllr(llr[rows], sample.rejected[rows]) for llr in deals]))

    costs = {penalty: round(cost(penalty), 6) for penalty in config.penalties}
    return min(costs, key=lambda penalty: (costs[penalty], -penalty))


def whole_points(decibans: Floats | float) -> Floats:
    """Decibans to whole points, halves away from zero."""
    values = np.asarray(decibans, float)
    whole: Floats = np.sign(values) * np.floor(np.abs(values) + 0.5)
    return whole
