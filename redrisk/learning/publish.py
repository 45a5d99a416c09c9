"""From what was learned to the files of a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from redrisk._version import __version__
from redrisk.case import Case
from redrisk.features import FEATURES, Feature
from redrisk.learning.fit import Config
from redrisk.learning.metrics import DECIBAN, Floats
from redrisk.learning.recipe import Learned
from redrisk.learning.sample import Sample

COEFFICIENT_DECIMALS = 2
COVARIANCE_DECIMALS = 4
"""Decibans and squared decibans: coarse enough that another numpy build writes the same bytes."""


def model_contents(
    name: str,
    cases: Sequence[Case],
    sample: Sample,
    learned: Learned,
    config: Config,
    metrics: Mapping[str, Any],
) -> dict[str, Any]:
    """The content of each of a model's files, but for the manifest."""
    return {
        "card.json": _card(name, sample, learned, config),
        "evidence.json": {feature.id: _evidence(feature, sample) for feature in FEATURES},
        "cases.json": _cases(cases, sample),
        "metrics.json": dict(metrics),
    }


def _card(name: str, sample: Sample, learned: Learned, config: Config) -> dict[str, Any]:
    points = learned.points
    covariance = points.fitted.covariance / DECIBAN**2
    return {
        "name": name,
        "software": __version__,
        "config": config.plain(),
        "cases": _class_counts(sample),
        "years": _years(sample),
        "states": sorted(set(sample.state.tolist())),
        "penalty": points.penalty,
        "bounds": {"lower": learned.lower, "upper": learned.upper},
        "interval": {
            "level": config.interval_level,
            "multiplier": learned.coverage.multiplier,
            "coverage_on_unseen_tables": learned.coverage.unseen,
            "worst_table": learned.coverage.worst,
        },
        "features": [_feature(feature, sample, learned, config) for feature in FEATURES],
        "covariance": [
            [round(float(value), COVARIANCE_DECIMALS) + 0.0 for value in line]
            for line in covariance
        ],
    }


def _years(sample: Sample) -> list[int]:
    """First and last year of the state indices behind the cases."""
    years = sample.context_year[sample.context_year > 0]
    return [int(years.min()), int(years.max())] if len(years) else [0, 0]


def _class_counts(sample: Sample) -> dict[str, dict[str, int]]:
    return {
        sampling: {
            "rejected": int((sample.rejected & rows).sum()),
            "upheld": int((~sample.rejected & rows).sum()),
        }
        for sampling, rows in (("open", ~sample.targeted), ("targeted", sample.targeted))
    }


def _feature(feature: Feature, sample: Sample, learned: Learned, config: Config) -> dict[str, Any]:
    recording = learned.points.recordings[feature.id]
    coefficients = np.array(
        [
            value
            for column, value in zip(
                learned.points.columns, learned.points.fitted.coefficients, strict=True
            )
            if column.feature == feature.id
        ]
    )
    by_level = learned.points.points.get(feature.id, {})
    return {
        "id": feature.id,
        "recording": recording.kind,
        "reason": recording.reason,
        "direction": feature.direction,
        "levels": list(feature.levels),
        "cuts": list(recording.cuts),
        "coefficients": [
            round(float(value) / DECIBAN, COEFFICIENT_DECIMALS) + 0.0 for value in coefficients
        ],
        "points": {
            f"{first}-{last}": value
            for (first, last), value in by_level.items()
            if (first, last) != feature.unknown
        },
        "counts": {
            name: [int((rows & sample.rejected).sum()), int((rows & ~sample.rejected).sum())]
            for name, rows in _level_rows(feature, sample).items()
        },
        "notes": _notes(feature, sample, coefficients, config, uneven=recording.kind == "uneven"),
    }


def _level_rows(feature: Feature, sample: Sample) -> dict[str, Any]:
    """Level to the rows that certainly have it; 'unknown', and 'straddling' for shorter ranges."""
    first, last = sample.first[feature.id], sample.last[feature.id]
    rows = {
        level: sample.level_is(feature.id, position)
        for position, level in enumerate(feature.levels)
    }
    unknown = sample.unknown(feature.id)
    straddling = (first != last) & ~unknown
    if straddling.any():
        rows["straddling"] = straddling
    rows["unknown"] = unknown
    return rows


def _notes(
    feature: Feature, sample: Sample, coefficients: Floats, config: Config, *, uneven: bool
) -> list[str]:
    """Bounds that bind, and a sign among stated cases that contradicts doctrine."""
    notes = []
    if len(coefficients) and feature.direction != "either":
        if np.abs(coefficients).max() < 1e-6:
            notes.append(
                "the bound binds: unbounded, the data would give it no weight or the other sign"
            )
        elif np.abs(coefficients).min() < 1e-6:
            notes.append("the bound binds at one of its steps")
    cap = config.uneven_cap / max(len(coefficients), 1)
    if uneven and len(coefficients) and np.abs(coefficients).max() / DECIBAN > cap - 1e-6:
        notes.append(f"the cap of {config.uneven_cap} points binds")
    contradiction = _contradiction(feature, sample)
    if contradiction:
        notes.append(contradiction)
    return notes


def _contradiction(feature: Feature, sample: Sample) -> str | None:
    """Whether, among cases that state the fact, 'yes' goes with the class that doctrine denies."""
    yes = sample.first[feature.id] >= 1
    no = sample.last[feature.id] == 0
    counts = [
        int((side & label).sum())
        for label in (sample.rejected, ~sample.rejected)
        for side in (yes, no)
    ]
    if feature.direction == "either" or min(counts[0] + counts[1], counts[2] + counts[3]) == 0:
        return None
    a, b, c, d = (count + 0.5 for count in counts)
    log_odds = np.log(a * d / (b * c))
    if (feature.direction == "raises") == (log_odds > 0):
        return None
    return (
        "among cases that state it, the sign is against doctrine: "
        f"{counts[0]} of {counts[0] + counts[1]} rejected and "
        f"{counts[2]} of {counts[2] + counts[3]} upheld cases have it"
    )


def _evidence(feature: Feature, sample: Sample) -> dict[str, dict[str, list[str]]]:
    """The cases behind each level; 'unknown' is every other case."""
    ids = sample.case_ids
    return {
        name: {
            "rejected": sorted(ids[rows & sample.rejected].tolist()),
            "upheld": sorted(ids[rows & ~sample.rejected].tolist()),
        }
        for name, rows in _level_rows(feature, sample).items()
        if name != "unknown"
    }


def _cases(cases: Sequence[Case], sample: Sample) -> list[dict[str, Any]]:
    """Every decided case as it is cited, with its levels in the catalogue's order."""
    by_id = {case.case_id: case for case in cases}
    rows = []
    for i, case_id in enumerate(sample.case_ids.tolist()):
        case = by_id[case_id]
        publishers = dict.fromkeys(s.publisher for s in case.sources if s.publisher)
        rows.append(
            {
                "case_id": case_id,
                "label": case.outcome.label,
                "decided_by": case.outcome.decided_by,
                "descriptor": case.descriptor,
                "publishers": list(publishers),
                "affair": str(sample.affair[i]),
                "levels": [
                    [int(sample.first[f.id][i]), int(sample.last[f.id][i])] for f in FEATURES
                ],
            }
        )
    return rows
