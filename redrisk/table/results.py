"""The columns that scoring adds to a table, and those of its features' levels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from redrisk.errors import InvalidInput, Problem, listed
from redrisk.features import FEATURES, Feature
from redrisk.priors import Prior
from redrisk.scorecard import Model
from redrisk.table.cells import Numbers
from redrisk.table.kernel import Scored
from redrisk.view import Range
from redrisk.weight import band, likelihood_ratio, risk

SCORE_COLUMNS: dict[str, pa.DataType] = {
    "points": pa.int32(),
    "points_even": pa.int32(),
    "reported_points": pa.int32(),
    "likelihood_ratio": pa.float64(),
    "risk": pa.float64(),
    "band": pa.string(),
    "known_facts": pa.int32(),
    "warnings": pa.string(),
}
"""What scoring adds, in this order."""

POINTS_PREFIX, LEVEL_PREFIX = "points_of_", "level_"


def score_schema(model: Model, *, explain: bool) -> dict[str, pa.DataType]:
    """The names and types of the columns that scoring adds."""
    names = [row.feature.id for row in model.weighed] if explain else []
    return {**SCORE_COLUMNS, **{f"{POINTS_PREFIX}{name}": pa.int32() for name in names}}


def level_schema() -> dict[str, pa.DataType]:
    """The names and types of the columns of levels."""
    return {f"{LEVEL_PREFIX}{feature.id}": pa.string() for feature in FEATURES}


def refuse_twins(names: Sequence[str], added: Mapping[str, Any]) -> None:
    """Raise InvalidInput if a column that is to be added is there already."""
    twins = [name for name in names if name in added]
    if twins:
        message = f"the table already has {listed(twins)}; rename or drop what is there"
        raise InvalidInput([Problem("columns", message)])


def scores(scored: Scored, *, model: Model, prior: Prior, explain: bool) -> pa.Table:
    """The added columns of a batch; a row that can't be scored has none but its warnings."""
    reported = scored.reported_points
    absent = None if scored.scored.all() else ~scored.scored

    def of_reported(read: Callable[[int], Any], kind: pa.DataType) -> pa.Array:
        every = [read(points) for points in range(model.lower, model.upper + 1)]
        return _spread(pa.array(every, kind), reported - model.lower, absent)

    columns = [
        pa.array(scored.points, pa.int32(), mask=absent),
        pa.array(scored.points_even, pa.int32(), mask=absent),
        pa.array(reported, pa.int32(), mask=absent),
        of_reported(likelihood_ratio, pa.float64()),
        of_reported(lambda points: risk(points, prior.value), pa.float64()),
        of_reported(band, pa.string()),
        pa.array(scored.known_facts, pa.int32(), mask=absent),
        _spread(pa.array(scored.warnings[1], pa.string()), scored.warnings[0], None),
    ]
    if explain:
        columns += [pa.array(p, pa.int32(), mask=absent) for p in scored.by_feature.values()]
    return _table(columns, score_schema(model, explain=explain))


def levels(scored: Scored) -> pa.Table:
    """The level of every feature in words; null where it is unknown."""
    absent = None if scored.scored.all() else ~scored.scored
    columns = []
    for feature in FEATURES:
        first, last = scored.levels[feature.id]
        width = len(feature.levels)
        words = pa.array(
            [_word(feature, (i // width, i % width)) for i in range(width * width)], pa.string()
        )
        columns.append(_spread(words, first * width + last, absent))
    return _table(columns, level_schema())


def _word(feature: Feature, level: Range) -> str | None:
    if level[0] > level[1] or level == feature.unknown:
        return None
    return feature.in_words(level)


def _spread(values: pa.Array, places: Numbers, absent: Numbers | None) -> pa.Array:
    """Each row's value, by its place among the values."""
    return values.take(pa.array(places.astype(np.int32), mask=absent))


def _table(columns: list[pa.Array], schema: Mapping[str, pa.DataType]) -> pa.Table:
    return pa.table(dict(zip(schema, columns, strict=True)), schema=pa.schema(list(schema.items())))
