"""How the card did on cases that it had not seen: whole issuing states left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from redrisk.features import FEATURES
from redrisk.learning.coding import total_points
from redrisk.learning.fit import Config
from redrisk.learning.metrics import (
    DECIBAN,
    Flags,
    Floats,
    auroc,
    calibration_slope,
    cllr,
    cllr_min,
)
from redrisk.learning.recipe import Learned, held_out_points
from redrisk.learning.recording import pattern_auroc, pattern_features
from redrisk.learning.sample import Sample

DECIMALS = 3
PROFILES = {"yes": 1, "no": -1, "unknown": 0}
BASELINES = {
    "state indices alone": lambda basis: basis == {"index"},
    "offence families and state indices": lambda basis: basis <= {"index", "charge"},
}


def validation(sample: Sample, learned: Learned, config: Config) -> dict[str, Any]:
    """The figures that every score is published with, on cases held out by whole states.

    Each figure is the mean over the deals of states to folds; ``low`` and ``high`` are the first
    deal's 90 % interval, and ``deals`` the least and most over the deals.
    """
    baselines = {name: _baseline(sample, config, fits) for name, fits in BASELINES.items()}
    even = pattern_features(learned.points.recordings)
    return {
        "design": (
            f"{config.folds} folds of whole issuing states, {config.repeats} deals, every step "
            "repeated in each fold; the kept-back cases of the casebook were not looked at"
        ),
        "with_uneven_features": _figures([deal.total for deal in learned.held_out], sample),
        "without_uneven_features": _figures([deal.even for deal in learned.held_out], sample),
        "baselines": {name: _figures(points, sample) for name, points in baselines.items()},
        "recording_pattern": {
            "even_facts": _rounded(pattern_auroc(sample, even, config)._asdict()),
            "with_whether_a_charge_is_told": _rounded(
                pattern_auroc(sample, even, config, with_charge=True)._asdict()
            ),
            "through_the_card": _random_recording(sample, learned, config),
        },
        "reported_points": {
            "lower": learned.lower,
            "upper": learned.upper,
            "open_cllr": round(
                _mean(
                    [
                        cllr(
                            np.clip(deal.total, learned.lower, learned.upper)[~sample.targeted]
                            * DECIBAN,
                            sample.rejected[~sample.targeted],
                        )
                        for deal in learned.held_out
                    ]
                ),
                DECIMALS,
            ),
        },
    }


def _baseline(sample: Sample, config: Config, fits: Any) -> list[Floats]:
    only = [f.id for f in FEATURES if fits({fact.basis for fact in f.facts})]
    deals = [
        held_out_points(sample, config, seed=config.seed + repeat, only=only)
        for repeat in range(config.repeats)
    ]
    return [deal.total for deal in deals]


def _figures(deals: list[Floats], sample: Sample) -> dict[str, Any]:
    rows = ~sample.targeted
    figures: dict[str, Any] = {"open": _discrimination(deals, sample, rows)}
    llrs = [points[rows] * DECIBAN for points in deals]
    labels = sample.rejected[rows]
    figures["open"]["cllr"] = _spread([cllr(llr, labels) for llr in llrs])
    figures["open"]["cllr_min"] = _spread([cllr_min(llr, labels) for llr in llrs])
    figures["open"]["calibration_slope"] = _spread([_slope(llr, labels) for llr in llrs])
    figures["by_political_profile"] = {
        name: _discrimination(deals, sample, sample.profile == value)
        for name, value in PROFILES.items()
    }
    return figures


def _slope(llr: Floats, labels: Flags) -> float:
    return calibration_slope(llr, labels) if np.ptp(llr) else float("nan")


def _discrimination(deals: list[Floats], sample: Sample, rows: Flags) -> dict[str, Any]:
    labels = sample.rejected[rows]
    areas = [auroc(points[rows], labels) for points in deals]
    return {
        "rejected": int(labels.sum()),
        "upheld": int((~labels).sum()),
        "auroc": {
            **_spread([area.value for area in areas]),
            "low": _round(areas[0].low),
            "high": _round(areas[0].high),
        },
    }


def _spread(values: list[float]) -> dict[str, Any]:
    return {"mean": _round(_mean(values)), "deals": [_round(min(values)), _round(max(values))]}


def _mean(values: list[float]) -> float:
    return float(np.mean(values))


def _round(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), DECIMALS)


def _rounded(figures: Mapping[str, float]) -> dict[str, float | None]:
    return {name: _round(value) for name, value in figures.items()}


def _random_recording(sample: Sample, learned: Learned, config: Config) -> dict[str, Any]:
    """What the pattern of unknowns alone earns through the card's even features.

    Every known answer is replaced by one drawn at random from the open cases that know it, the two
    classes drawn equally often, so that only which answers are known is left. Answers that are
    recorded together, those of the charge and those of the state, are drawn together.
    """
    rng = np.random.default_rng(config.seed)
    points = learned.points.even()
    blocks = _blocks(points)
    areas = []
    rows = ~sample.targeted
    for _ in range(100):
        drawn = _redrawn(sample, blocks, rng)
        areas.append(auroc(total_points(drawn, points)[rows], sample.rejected[rows]).value)
    return {"auroc": _round(_mean(areas)), "draws": len(areas)}


def _blocks(points: Mapping[str, Any]) -> list[list[str]]:
    """Features that are recorded together; a joined one goes with the fact told by coders."""
    blocks: dict[str, list[str]] = {}
    for feature in FEATURES:
        if feature.id in points:
            basis = feature.facts[0].basis
            key = basis if basis in ("charge", "index") else feature.facts[0].id
            blocks.setdefault(key, []).append(feature.id)
    return list(blocks.values())


def _redrawn(sample: Sample, blocks: list[list[str]], rng: np.random.Generator) -> Sample:
    first, last = dict(sample.first), dict(sample.last)
    open_rows = ~sample.targeted
    for block in blocks:
        known = ~sample.unknown(block[0])
        takers = np.flatnonzero(known)
        donors = [np.flatnonzero(known & open_rows & (sample.rejected == c)) for c in (True, False)]
        pick = np.where(
            rng.random(len(takers)) < 0.5,
            rng.choice(donors[0], len(takers)),
            rng.choice(donors[1], len(takers)),
        )
        for name in block:
            first[name], last[name] = first[name].copy(), last[name].copy()
            first[name][takers] = sample.first[name][pick]
            last[name][takers] = sample.last[name][pick]
    return replace(sample, first=first, last=last)
