"""Points, likelihood ratio, band and risk: one weight on four scales.

One point is one deciban: 10 log10 of a likelihood ratio (Good 1950). The bands are a verbal scale
in the manner of the ENFSI guideline for evaluative reporting (2015).
"""

from __future__ import annotations

from typing import NamedTuple


class Band(NamedTuple):
    """A step of the verbal scale: from this many points, in either direction, this word."""

    points: int
    strength: str


BANDS: tuple[Band, ...] = (
    Band(0, "no support either way"),
    Band(3, "weak support"),
    Band(10, "moderate support"),
    Band(20, "moderately strong support"),
    Band(30, "strong support"),
    Band(40, "very strong support"),
)


def band(points: int) -> str:
    """The verbal step for reported points.

    >>> band(12)
    'moderate support for rejected'
    >>> band(-4)
    'weak support for upheld'
    """
    step = [entry for entry in BANDS if abs(points) >= entry.points][-1]
    if not step.points:
        return step.strength
    return f"{step.strength} for {'rejected' if points > 0 else 'upheld'}"


def strength(points: int) -> str:
    """The verbal step without its direction."""
    return [entry for entry in BANDS if abs(points) >= entry.points][-1].strength


def likelihood_ratio(points: int) -> float:
    """The likelihood ratio that points stand for, to three significant digits.

    >>> likelihood_ratio(10), likelihood_ratio(-3)
    (10.0, 0.501)
    """
    return float(f"{10 ** (points / 10):.3g}")


def risk(points: int, prior: float) -> float:
    """Posterior probability of rejection, to four decimals.

    Parameters
    ----------
    points
        Reported points.
    prior
        Probability of rejection before the facts, strictly between 0 and 1.

    Examples
    --------
    >>> risk(0, 0.5), risk(10, 0.0445)
    (0.5, 0.3177)
    """
    odds = prior / (1 - prior) * 10 ** (points / 10)
    return round(odds / (1 + odds), 4)
