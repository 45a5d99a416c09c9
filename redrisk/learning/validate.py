"""The card's proof: the recipe repeated on cases that it has not seen, in several designs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from joblib import Parallel, delayed

from redrisk.features import FEATURES
from redrisk.learning.coding import design_matrix, total_points
from redrisk.learning.fit import Config
from redrisk.learning.judge import (
    brier_by_prior,
    by_band,
    by_group,
    calibration_table,
    disagreements,
    false_alarms,
    full_figures,
    headline,
    rounded,
)
from redrisk.learning.metrics import DECIBAN, Floats, auroc, cllr
from redrisk.learning.recipe import HeldOut, Learned, held_out_points, state_deals
from redrisk.learning.recording import pattern_auroc, pattern_features
from redrisk.learning.sample import Folds, Sample, group_folds, state_folds, training_rows
from redrisk.learning.sensitivity import sensitivity

Progress = Callable[[str], None]


def validation(
    sample: Sample,
    learned: Learned,
    config: Config,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Every figure that the model is published with.

    Parameters
    ----------
    sample
        The cases that the card was learned from.
    learned
        The card, with its held-out points by deals of whole issuing states.
    config
        The recipe's numbers.
    jobs
        Processes side by side; the figures do not depend on it.
    progress
        Called with the name of each step that begins.

    Returns
    -------
    dict
        For metrics.json. Where several deals of states are made, a figure is their mean, ``deals``
        the least and most, ``low`` and ``high`` the first deal's 90 % interval.
    """
    totals = [deal.total for deal in learned.held_out]
    reported = np.clip(totals[0], learned.lower, learned.upper)
    tell = progress or _silent
    tell("baselines")
    baselines = {
        name: headline([d.total for d in state_deals(sample, config, only=only, jobs=jobs)], sample)
        for name, only in _baselines().items()
    }
    tell("other designs")
    designs = _designs(sample, config, jobs)
    tell("recording and sensitivity")
    return {
        "design": (
            f"{config.folds} folds of whole issuing states, {config.repeats} deals, every step "
            "repeated in each fold"
        ),
        "with_uneven_features": headline(totals, sample),
        "without_uneven_features": headline([deal.even for deal in learned.held_out], sample),
        "reported_points": {
            "lower": learned.lower,
            "upper": learned.upper,
            "open": full_figures(
                [np.clip(total, learned.lower, learned.upper) for total in totals],
                sample,
                sample.open,
            ),
        },
        "baselines": baselines,
        "designs": designs,
        "groups": by_group(totals, sample),
        "bands": by_band(reported, sample),
        "false_alarms": false_alarms(reported, sample),
        "calibration": calibration_table(totals, sample),
        "brier": brier_by_prior(reported, sample),
        "recording_pattern": _patterns(sample, learned, config),
        "sensitivity": sensitivity(sample, learned, config),
        "learning_curve": _learning_curve(sample, config, jobs),
        "parameters": _parameters(sample, learned),
        "disagreements": disagreements(totals[0], sample),
        "held_out": {
            "case_ids": sample.case_ids.tolist(),
            "rejected": sample.rejected.astype(int).tolist(),
            "targeted": sample.targeted.astype(int).tolist(),
            "points": totals[0].astype(int).tolist(),
            "points_even": learned.held_out[0].even.astype(int).tolist(),
        },
    }


def _silent(step: str) -> None:
    """Say nothing of a step."""


def _baselines() -> dict[str, list[str]]:
    """Parts of the catalogue that the whole card must beat."""
    bases = {f.id: {fact.basis for fact in f.facts} for f in FEATURES}
    return {
        "state indices alone": [name for name, basis in bases.items() if basis == {"index"}],
        "offence families and state indices": [
            name for name, basis in bases.items() if basis <= {"index", "charge"}
        ],
    }


def _designs(sample: Sample, config: Config, jobs: int) -> dict[str, Any]:
    """Splits other than by state, and the recipe learned on a part of cases or of facts."""
    masked = [f.id for f in FEATURES if f.facts[0].basis != "index"]
    states = state_folds(sample, config.folds, config.seed)
    stated = sample.instrument != ""
    tasks: dict[str, tuple[Sample, Folds, list[str] | None]] = {
        "country masked: no state index, whole states left out": (sample, states, masked),
        "by source: whole publishers left out": (
            sample,
            group_folds(sample.publisher, config.folds, config.seed),
            None,
        ),
        "by time: the latest third, learned from earlier outcomes": (*_by_time(sample), None),
        "stated INTERPOL instruments only, learned and judged": (
            sample[stated],
            states[stated],
            None,
        ),
    }
    results: list[HeldOut] = Parallel(n_jobs=jobs)(
        delayed(held_out_points)(part, folds, config, only=only)
        for part, folds, only in tasks.values()
    )
    figures = {}
    for (name, (part, folds, _)), found in zip(tasks.items(), results, strict=True):
        held = folds >= 0
        figures[name] = {
            "open": full_figures([found.total], part, part.open & held),
            "without_uneven_features": full_figures([found.even], part, part.open & held),
        }
    return figures


def _by_time(sample: Sample) -> tuple[Sample, Folds]:
    """Dated cases; the latest third by outcome year is held out at once."""
    dated = sample[sample.year > 0]
    cut = np.quantile(dated.year, 2 / 3)
    return dated, np.where(dated.year > cut, 0, -1).astype(np.intp)


def _learning_curve(sample: Sample, config: Config, jobs: int) -> list[dict[str, Any]]:
    """Open held-out Cllr and AUROC when only a part of the training cases is used."""
    shares = (0.25, 0.5, 0.75, 1.0)
    results = Parallel(n_jobs=jobs)(
        delayed(_learned_from_share)(sample, config, share) for share in shares
    )
    rows = sample.open
    return [
        {
            "share": share,
            "cases": round(share * len(sample)),
            "cllr": rounded(cllr(total[rows] * DECIBAN, sample.rejected[rows])),
            "auroc": rounded(auroc(total[rows], sample.rejected[rows]).value),
        }
        for share, total in zip(shares, results, strict=True)
    ]


def _learned_from_share(sample: Sample, config: Config, share: float) -> Floats:
    from redrisk.learning.recipe import learn_points

    rng = np.random.default_rng(config.seed)
    keep = rng.random(len(sample)) < share if share < 1 else np.ones(len(sample), bool)
    folds = state_folds(sample, config.folds, config.seed)
    inner = replace(config, repeats=1)
    total = np.zeros(len(sample))
    for fold in range(config.folds):
        held = folds == fold
        rows = training_rows(sample, held) & keep
        if 0 < sample.rejected[rows].sum() < rows.sum():
            total[held] = total_points(sample[held], learn_points(sample[rows], inner).points)
    return total


def _parameters(sample: Sample, learned: Learned) -> dict[str, Any]:
    """Events for each free parameter, and the columns that are most alike."""
    design = design_matrix(sample, learned.points.columns)
    moved = np.abs(learned.points.fitted.coefficients) > 1e-6
    fewer = int(min(sample.rejected.sum(), (~sample.rejected).sum()))
    names = [f"{c.feature} (from level {c.cut})" for c in learned.points.columns]
    with np.errstate(invalid="ignore"):
        correlation = np.atleast_2d(np.nan_to_num(np.corrcoef(design.T)))
    pairs = [
        (names[i], names[j], round(float(correlation[i, j]), 2))
        for i in range(len(names))
        for j in range(i + 1, len(names))
        if learned.points.columns[i].feature != learned.points.columns[j].feature
    ]
    pairs.sort(key=lambda pair: -abs(pair[2]))
    return {
        "columns": len(names),
        "free": int(moved.sum()),
        "cases_of_the_smaller_class": fewer,
        "events_per_free_parameter": round(fewer / max(int(moved.sum()), 1), 1),
        "most_alike": [list(pair) for pair in pairs[:6]],
    }


def _patterns(sample: Sample, learned: Learned, config: Config) -> dict[str, Any]:
    even = pattern_features(learned.points.recordings)
    alone = pattern_auroc(sample, even, config)
    charge = pattern_auroc(sample, even, config, with_charge=True)
    return {
        "limit": config.max_pattern_auroc,
        "even_facts": {key: rounded(value) for key, value in alone._asdict().items()},
        "with_whether_a_charge_is_told": {
            key: rounded(value) for key, value in charge._asdict().items()
        },
        "through_the_card": _random_recording(sample, learned, config),
    }


def _random_recording(sample: Sample, learned: Learned, config: Config) -> dict[str, Any]:
    """What the pattern of unknowns alone earns through the card's even features.

    Every known answer is replaced by one drawn at random from the open cases that know it, the two
    classes drawn equally often, so that only which answers are known is left. Answers that are
    recorded together, those of the charge and those of the state, are drawn together.
    """
    rng = np.random.default_rng(config.seed)
    points = learned.points.even()
    blocks = _blocks(list(points))
    rows = sample.open
    areas = [
        auroc(
            total_points(_redrawn(sample, blocks, rng), points)[rows], sample.rejected[rows]
        ).value
        for _ in range(100)
    ]
    return {"auroc": rounded(float(np.mean(areas))), "draws": len(areas)}


def _blocks(names: list[str]) -> list[list[str]]:
    """Features that are recorded together; a joined one goes with the fact told by coders."""
    blocks: dict[str, list[str]] = {}
    for feature in FEATURES:
        if feature.id in names:
            basis = feature.facts[0].basis
            key = basis if basis in ("charge", "index") else feature.facts[0].id
            blocks.setdefault(key, []).append(feature.id)
    return list(blocks.values())


def _redrawn(sample: Sample, blocks: list[list[str]], rng: np.random.Generator) -> Sample:
    first, last = dict(sample.first), dict(sample.last)
    for block in blocks:
        known = ~sample.unknown(block[0])
        takers = np.flatnonzero(known)
        donors = [
            np.flatnonzero(known & sample.open & (sample.rejected == c)) for c in (True, False)
        ]
        if not all(len(group) for group in donors):
            continue
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
