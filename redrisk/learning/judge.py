"""Figures from held-out points: discrimination, calibration, errors, by class and by group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from redrisk.features import FEATURE
from redrisk.learning.metrics import (
    DECIBAN,
    Flags,
    Floats,
    auroc,
    brier,
    calibration_slope,
    cllr,
    cllr_min,
)
from redrisk.learning.sample import Sample
from redrisk.priors import named_priors
from redrisk.weight import BANDS

DECIMALS = 3
FEWEST = 10
"""A group with fewer cases of a class than this is said to be too small to judge."""

PROFILES = {"yes": 1, "no": -1, "unknown": 0}
EDGES = (-10, -3, 3, 10)


def rounded(value: float) -> float | None:
    """To the declared decimals; None for NaN."""
    return None if np.isnan(value) else round(float(value), DECIMALS)


def spread(values: Sequence[float]) -> dict[str, Any]:
    """Mean over the deals, and the least and most."""
    return {
        "mean": rounded(float(np.mean(values))),
        "deals": [rounded(min(values)), rounded(max(values))],
    }


def discrimination(deals: Sequence[Floats], sample: Sample, rows: Flags) -> dict[str, Any]:
    """AUROC of a group with its counts, or that it is too small."""
    labels = sample.rejected[rows]
    counts = {"rejected": int(labels.sum()), "upheld": int((~labels).sum())}
    if min(counts.values()) < FEWEST:
        return {**counts, "auroc": None, "note": "too few cases of a class to judge"}
    areas = [auroc(points[rows], labels) for points in deals]
    return {
        **counts,
        "auroc": {
            **spread([area.value for area in areas]),
            "low": rounded(areas[0].low),
            "high": rounded(areas[0].high),
        },
    }


def full_figures(deals: Sequence[Floats], sample: Sample, rows: Flags) -> dict[str, Any]:
    """Discrimination, Cllr, Cllr_min and calibration slope of a group."""
    figures = discrimination(deals, sample, rows)
    if figures["auroc"] is None:
        return figures
    labels = sample.rejected[rows]
    llrs = [points[rows] * DECIBAN for points in deals]
    figures["cllr"] = spread([cllr(llr, labels) for llr in llrs])
    figures["cllr_min"] = spread([cllr_min(llr, labels) for llr in llrs])
    slopes = [calibration_slope(llr, labels) if np.ptp(llr) else np.nan for llr in llrs]
    figures["calibration_slope"] = spread(slopes)
    return figures


def headline(deals: Sequence[Floats], sample: Sample) -> dict[str, Any]:
    """Open cases in full, and discrimination within strata of political_profile over all cases."""
    return {
        "open": full_figures(deals, sample, sample.open),
        "by_political_profile": {
            name: discrimination(deals, sample, sample.profile == value)
            for name, value in PROFILES.items()
        },
    }


def by_group(deals: Sequence[Floats], sample: Sample) -> dict[str, dict[str, Any]]:
    """Discrimination by offence family, instrument, decider, ground and decade, open cases."""
    return {
        title: {
            name: discrimination(deals, sample, rows & sample.open) for name, rows in parts.items()
        }
        for title, parts in _groups(sample).items()
    }


def by_group_rows(sample: Sample) -> dict[str, Flags]:
    """The same groups and the strata of political_profile, as flags over all cases."""
    found = {
        f"{title}: {name}": rows & sample.open
        for title, parts in _groups(sample).items()
        for name, rows in parts.items()
    }
    strata = {f"political profile {n}": sample.profile == v for n, v in PROFILES.items()}
    return {**found, **strata}


def _groups(sample: Sample) -> dict[str, Mapping[str, Flags]]:
    families = [name for name in sample.first if name.startswith("charge_")]
    return {
        "offence family": {FEATURE[name].question: sample.level_is(name, 1) for name in families},
        "instrument": {
            "Red Notice stated": sample.instrument == "red_notice",
            "diffusion stated": sample.instrument == "diffusion",
            "not stated": sample.instrument == "",
        },
        "decided by": {
            "INTERPOL or the CCF": np.char.startswith(sample.decided_by, "interpol"),
            "a court": sample.decided_by == "court",
        },
        "ground of rejection, against all upheld": {
            "Article 3": _with_ground(sample, "art3"),
            "Article 2": _with_ground(sample, "art2"),
            "refugee policy": _with_ground(sample, "refugee_policy"),
        },
        "decade of the outcome": {
            f"{decade}s": (sample.year >= decade) & (sample.year < decade + 10)
            for decade in (1990, 2000, 2010, 2020)
        },
    }


def _with_ground(sample: Sample, ground: str) -> Flags:
    has = np.array([ground in text.split() for text in sample.grounds.tolist()], bool)
    return np.asarray((sample.rejected & has) | ~sample.rejected, bool)


def by_band(reported: Floats, sample: Sample) -> list[dict[str, Any]]:
    """Open cases in each verbal step, by class: the errors are rejected below, upheld above."""
    rows = []
    edges = [band.points for band in BANDS] + [10_000]
    for sign in (-1, 1):
        steps = list(zip(BANDS, edges[1:], strict=True))
        for band, end in steps if sign > 0 else reversed(steps[1:]):
            size = np.abs(reported)
            inside = (size >= band.points) & (size < end) & sample.open
            if band.points:
                inside &= np.sign(reported) == sign
            side = "" if not band.points else f" for {'rejected' if sign > 0 else 'upheld'}"
            counts = (int((inside & sample.rejected).sum()), int((inside & ~sample.rejected).sum()))
            if any(counts):
                row = {"band": band.strength + side, "rejected": counts[0], "upheld": counts[1]}
                rows.append(row)
    return rows


def false_alarms(reported: Floats, sample: Sample) -> dict[str, Any]:
    """How many upheld requests, and surrendered persons among them, are held to look rejected."""
    groups = {
        "upheld": ~sample.rejected & sample.open,
        "surrendered": ~sample.rejected & sample.surrendered,
    }
    return {
        name: {
            "cases": int(rows.sum()),
            "weak_or_more": int((rows & (reported >= 3)).sum()),
            "moderate_or_more": int((rows & (reported >= 10)).sum()),
        }
        for name, rows in groups.items()
    }


def calibration_table(deals: Sequence[Floats], sample: Sample) -> list[dict[str, Any]]:
    """Held-out sums in five ranges: points claimed, and points found by counting classes."""
    points = np.concatenate([deal[sample.open] for deal in deals])
    labels = np.tile(sample.rejected[sample.open], len(deals))
    bins = np.digitize(points, EDGES)
    rows = []
    for step in range(len(EDGES) + 1):
        inside = bins == step
        rejected, upheld = int((inside & labels).sum()), int((inside & ~labels).sum())
        found = None
        if rejected and upheld:
            ratio = (rejected / labels.sum()) / (upheld / (~labels).sum())
            found = rounded(10 * np.log10(ratio))
        low = "below" if step == 0 else f"{EDGES[step - 1]:+d} to"
        high = f"{EDGES[step]:+d}" if step < len(EDGES) else "above"
        claimed = rounded(float(points[inside].mean())) if inside.any() else None
        rows.append(
            {
                "range": f"{low} {high}",
                "rejected": round(rejected / len(deals), 1),
                "upheld": round(upheld / len(deals), 1),
                "points_claimed": claimed,
                "points_found": found,
            }
        )
    return rows


def brier_by_prior(reported: Floats, sample: Sample) -> dict[str, float | None]:
    """Brier score of the open cases under each named prior."""
    llr, labels = reported[sample.open] * DECIBAN, sample.rejected[sample.open]
    return {
        name: rounded(brier(llr, labels, prior.value)) for name, prior in named_priors().items()
    }


def disagreements(points: Floats, sample: Sample, most: int = 10) -> list[dict[str, Any]]:
    """The cases whose held-out sum speaks most against their label, for re-reading."""
    against = np.where(sample.rejected, -points, points)
    worst = sorted(range(len(sample)), key=lambda i: (-against[i], str(sample.case_ids[i])))[:most]
    return [
        {
            "case_id": str(sample.case_ids[i]),
            "label": "rejected" if sample.rejected[i] else "upheld",
            "points": int(points[i]),
        }
        for i in worst
    ]
