"""How well likelihood ratios tell rejected from upheld requests: forensic and clinical measures.

Throughout, ``llr`` is a natural-log likelihood ratio and ``rejected`` a boolean array of the same
length. Sources: Bruemmer & du Preez 2006 (Cllr, Cllr_min); Vergeer et al. 2016 (ELUB);
Hanley & McNeil 1982 (AUROC and its standard error).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

DECIBAN = np.log(10.0) / 10.0
"""One point in natural-log units."""


class Estimate(NamedTuple):
    """A figure with its 90 % interval; NaN where a class is empty."""

    value: float
    low: float
    high: float


def cllr(llr: Floats, rejected: Flags) -> float:
    """Log-likelihood-ratio cost in bits: 0 is perfect, 1 is a system that always says LR = 1.

    Each class counts by half, so the class ratio of the sample does not matter.

    >>> bool(np.isclose(cllr(np.zeros(4), np.array([True, True, False, False])), 1.0))
    True
    """
    if not rejected.any() or rejected.all():
        return float("nan")
    misses = np.logaddexp(0.0, -llr[rejected]).mean()
    false_alarms = np.logaddexp(0.0, llr[~rejected]).mean()
    return float((misses + false_alarms) / (2 * np.log(2)))


def cllr_min(llr: Floats, rejected: Flags) -> float:
    """Cllr after the best monotone recalibration: what is left is lack of discrimination."""
    if not rejected.any() or rejected.all():
        return float("nan")
    posterior = _isotonic(llr, rejected)
    prior = np.log(rejected.sum() / (~rejected).sum())
    with np.errstate(divide="ignore"):
        best = np.log(posterior) - np.log1p(-posterior) - prior
    return cllr(best, rejected)


def _isotonic(score: Floats, rejected: Flags) -> Floats:
    """Posterior by pooling adjacent violators; equal scores are one block from the start."""
    order = np.argsort(score, kind="stable")
    _, starts = np.unique(score[order], return_index=True)
    ends = np.append(starts[1:], len(score))
    blocks: list[list[float]] = []
    for start, end in zip(starts, ends, strict=True):
        blocks.append([float(rejected[order[start:end]].sum()), float(end - start)])
        while len(blocks) > 1 and blocks[-2][0] * blocks[-1][1] >= blocks[-1][0] * blocks[-2][1]:
            hits, count = blocks.pop()
            blocks[-1][0] += hits
            blocks[-1][1] += count
    fitted = np.concatenate([np.full(int(count), hits / count) for hits, count in blocks])
    result = np.empty(len(score))
    result[order] = fitted
    return result


def auroc(score: Floats, rejected: Flags) -> Estimate:
    """Chance that a rejected request scores above an upheld one, ties by half, with 90 % interval.

    The interval is Hanley & McNeil's on the logit scale, so that it stays within 0 and 1.
    """
    high, low = score[rejected], score[~rejected]
    if not len(high) or not len(low):
        return Estimate(float("nan"), float("nan"), float("nan"))
    _, position, ties = np.unique(score, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(ties) - (ties - 1) / 2)[position]
    wins = ranks[rejected].sum() - len(high) * (len(high) + 1) / 2
    area = float(wins / (len(high) * len(low)))
    q1, q2 = area / (2 - area), 2 * area**2 / (1 + area)
    variance = (
        area * (1 - area) + (len(high) - 1) * (q1 - area**2) + (len(low) - 1) * (q2 - area**2)
    )
    error = np.sqrt(max(variance, 0.0) / (len(high) * len(low)))
    if not 0 < area < 1:
        return Estimate(area, area, area)
    logit, spread = np.log(area / (1 - area)), 1.645 * error / (area * (1 - area))
    ends = 1 / (1 + np.exp(-np.array([logit - spread, logit + spread])))
    return Estimate(area, float(ends[0]), float(ends[1]))


def brier(llr: Floats, rejected: Flags, prior: float) -> float:
    """Mean squared error of the posterior under a prior, each class weighted by that prior."""
    posterior = 1 / (1 + np.exp(-(llr + np.log(prior / (1 - prior)))))
    if not rejected.any() or rejected.all():
        return float("nan")
    misses = ((1 - posterior[rejected]) ** 2).mean()
    false_alarms = (posterior[~rejected] ** 2).mean()
    return float(prior * misses + (1 - prior) * false_alarms)


def calibration_slope(llr: Floats, rejected: Flags) -> float:
    """Slope of the logistic regression of the label on held-out sums; 1 is calibrated."""
    slope, intercept = 1.0, 0.0
    base = np.log(rejected.sum() / (~rejected).sum())
    design = np.column_stack([llr, np.ones(len(llr))])
    for _ in range(50):
        p = 1 / (1 + np.exp(-(base + design @ np.array([slope, intercept]))))
        hessian = design.T @ (design * (p * (1 - p))[:, None]) + 1e-9 * np.eye(2)
        step = np.linalg.solve(hessian, design.T @ (rejected - p))
        slope, intercept = slope + step[0], intercept + step[1]
        if np.abs(step).max() < 1e-10:
            break
    return float(slope)


def elub(
    llr: Floats, rejected: Flags, *, misleading: int = 1, step: float = 0.01
) -> tuple[float, float]:
    """Empirical lower and upper bound of log10 LR: beyond them the data support no stronger claim.

    A bound is where deciding by the system stops being better than deciding without it, once
    ``misleading`` consequential errors are added to each class.

    Parameters
    ----------
    llr
        Natural-log likelihood ratios of held-out cases.
    rejected
        Their labels.
    misleading
        Misleading values added to each class.
    step
        Grid of thresholds, in log10 units.

    Returns
    -------
    tuple
        Lower bound (at most 0) and upper bound (at least 0), in log10 units.
    """
    log10 = llr / np.log(10.0)
    first = max(log10.min(), -np.log10(rejected.sum() + 1))
    last = min(log10.max(), np.log10((~rejected).sum() + 1))
    low = min(0, int(np.floor_divide(first, step)))
    high = max(0, int(np.floor_divide(last, step)) + 1)
    thresholds = np.linspace(low * step, high * step, high - low + 1)
    odds = 10**thresholds
    accepted = (10**log10)[:, None] > odds[None]
    hits = accepted[rejected].sum(0) / (rejected.sum() + misleading)
    alarms = (accepted[~rejected].sum(0) + misleading) / ((~rejected).sum() + misleading)
    system = 1 - hits + odds * alarms
    neutral = np.where(odds < 1, odds, 1.0)
    worse = neutral / system < 1
    left, right = worse & (thresholds <= 0), worse & (thresholds >= 0)
    lower = (thresholds[left] + step).max(initial=thresholds.min())
    upper = (thresholds[right] - step).min(initial=thresholds.max())
    return float(min(lower, 0.0)), float(max(upper, 0.0))
