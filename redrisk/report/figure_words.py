"""Figures of a metrics file in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def number(value: Any, decimals: int = 2) -> str:
    """A number, or the mean of an estimate.

    >>> number({"mean": 0.4791, "deals": [0.458, 0.511]}), number(None)
    ('0.48', 'not estimable')
    """
    if isinstance(value, Mapping):
        value = value.get("mean", value.get("value"))
    if value is None:
        return "not estimable"
    return f"{value:.{decimals}f}" if isinstance(value, float) else str(value)


def estimate(value: Any) -> str:
    """A figure with its interval, where it has one.

    >>> estimate({"mean": 0.932, "deals": [0.921, 0.939], "low": 0.907, "high": 0.96})
    '0.93 (0.91 to 0.96)'
    """
    if isinstance(value, Mapping):
        if "low" in value and "high" in value and value["low"] is not None:
            return f"{number(value)} ({number(value['low'])} to {number(value['high'])})"
        if "mean" in value or "value" in value:
            return number(value)
        return "; ".join(f"{humanised(name)} {number(part)}" for name, part in value.items())
    return number(value)


def points(value: Any) -> str:
    """Points with a sign, one decimal where they are a mean."""
    if value is None:
        return "not estimable"
    text = f"{value:+.1f}" if isinstance(value, float) else f"{value:+d}"
    return text.replace("-", "−")


def humanised(name: object) -> str:
    """A key as words.

    >>> humanised("cllr_min")
    'Cllr min'
    """
    words = str(name).replace("_", " ")
    return words.replace("auroc", "AUROC").replace("cllr", "Cllr")
