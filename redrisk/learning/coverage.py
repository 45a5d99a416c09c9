"""How wide the 90 % interval must be: simulated tables on which the true weight is known.

Laplace's approximation with sign bounds covers too little at one nominal width, so the width is
the smallest multiple of the standard error whose simulated coverage reaches the level, and is then
judged on tables that had no part in the choice. It covers sampling error alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from redrisk.learning.fit import Bounds, Config, Fit, fit
from redrisk.learning.metrics import Floats
from redrisk.learning.sample import Sample


@dataclass(frozen=True)
class Coverage:
    """The chosen multiple of the standard error, and the coverage found on unseen tables."""

    multiplier: float
    unseen: float
    worst: float


def choose_multiplier(
    sample: Sample, design: Floats, bounds: Bounds, fitted: Fit, penalty: float, config: Config
) -> Coverage:
    """The smallest multiple that covers the true weight at the level, on simulated tables.

    Each table has as many cases as the sample. Its facts are drawn from the sample's, its true
    coefficients around the fitted ones by twice as much as the fit leaves open, within the bounds,
    and its labels from them.
    """
    rng = np.random.default_rng(config.seed)
    tables = list(_tables(sample, design, bounds, fitted, penalty, config, rng))
    half = len(tables) // 2
    chosen = config.multipliers[-1]
    for multiplier in config.multipliers:
        if (
            np.mean([_covered(*table, multiplier) for table in tables[:half]])
            >= config.interval_level
        ):
            chosen = multiplier
            break
    judged = [_covered(*table, chosen) for table in tables[half:]]
    return Coverage(chosen, round(float(np.mean(judged)), 3), round(float(np.min(judged)), 3))


def _tables(
    sample: Sample,
    design: Floats,
    bounds: Bounds,
    fitted: Fit,
    penalty: float,
    config: Config,
    rng: np.random.Generator,
) -> Iterator[tuple[Floats, Floats, Floats]]:
    """For each simulated table: true weight, estimate and standard error of its cases."""
    open_rows = np.flatnonzero(~sample.targeted)
    root = np.linalg.cholesky(fitted.covariance + 1e-12 * np.eye(len(fitted.covariance)))
    for _ in range(2 * config.simulations):
        drawn = fitted.coefficients + 2 * root @ rng.standard_normal(len(fitted.coefficients))
        truth = np.clip(drawn, *bounds)
        rows = rng.choice(open_rows, len(sample))
        eta = design[rows] @ truth
        labels = rng.random(len(rows)) < 1 / (1 + np.exp(-eta))
        if not 0 < labels.sum() < len(labels):
            continue
        # The true weight is relative to the table's own class ratio, as the fit's offset is.
        weight = eta - np.log(
            np.mean(np.exp(eta - np.logaddexp(0, eta))) / np.mean(1 / (1 + np.exp(eta)))
        )
        table = replace(sample[rows], rejected=labels, targeted=np.zeros(len(rows), bool))
        refit = fit(table, design[rows], bounds, penalty, config)
        estimate = design[rows] @ refit.coefficients
        variance = np.einsum("ij,jk,ik->i", design[rows], refit.covariance, design[rows])
        yield weight, estimate, np.sqrt(variance)


def _covered(weight: Floats, estimate: Floats, error: Floats, multiplier: float) -> float:
    return float((np.abs(weight - estimate) <= multiplier * error).mean())
