"""From ready columns of levels to points: one expression, for every engine that narwhals speaks."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable
from typing import Any

import narwhals.stable.v2 as nw

from redrisk.card_sql import words_and_points
from redrisk.errors import InvalidInput, Problem, listed, nearest
from redrisk.features import FEATURE
from redrisk.persistence import load_model
from redrisk.priors import Prior, prior_of
from redrisk.scorecard import CardRow, Model
from redrisk.table.frames import wrapped
from redrisk.table.results import LEVEL_PREFIX, POINTS_PREFIX, refuse_twins, score_schema
from redrisk.weight import band, likelihood_ratio, risk


def add_up(
    frame: Any,
    *,
    prior: str | float | Prior = "even",
    model: Model | None = None,
    explain: bool = False,
) -> Any:
    """Add up the card; ``redrisk.table.score_levels`` describes it."""
    model, named = model or load_model(), prior_of(prior)
    inside = wrapped(frame)
    names = inside.collect_schema().names()
    added = score_schema(model, explain=explain)
    refuse_twins(names, added)
    _refuse_slips(names)
    rows = [row for row in model.weighed if f"{LEVEL_PREFIX}{row.feature.id}" in names]
    points = {row.feature.id: f"{POINTS_PREFIX}{row.feature.id}" for row in model.weighed}
    scored = inside.with_columns(*(_points(row).alias(points[row.feature.id]) for row in rows))
    missing = [row.feature.id for row in model.weighed if row not in rows]
    if missing and explain:
        scored = scored.with_columns(*(_whole(0).alias(points[name]) for name in missing))
    even = [row for row in rows if row.recording == "even"]
    scored = scored.with_columns(
        _sum(nw.col(points[row.feature.id]) for row in rows).alias("points"),
        _sum(nw.col(points[row.feature.id]) for row in even).alias("points_even"),
        _sum(_known(row) for row in rows).alias("known_facts"),
    )
    scored = _without_strangers(scored)
    reported = nw.col("points").clip(model.lower, model.upper)
    scored = scored.with_columns(reported.alias("reported_points"))
    every = range(model.lower, model.upper + 1)
    scored = scored.with_columns(
        _by_points([likelihood_ratio(p) for p in every], nw.Float64, every).alias(
            "likelihood_ratio"
        ),
        _by_points([risk(p, named.value) for p in every], nw.Float64, every).alias("risk"),
        _by_points([band(p) for p in every], nw.String, every).alias("band"),
    )
    order = [name for name in added if name != "warnings"]
    return scored.select(*names, *order).to_native()


def _refuse_slips(names: list[str]) -> None:
    levels = [name for name in names if name.startswith(LEVEL_PREFIX)]
    if not levels:
        message = f"no column is called {LEVEL_PREFIX}<feature>; level_table makes them"
        raise InvalidInput([Problem("columns", message)])
    ours = [f"{LEVEL_PREFIX}{name}" for name in FEATURE]
    slips = [
        Problem(name, f"is the level of no feature{nearest(name, ours) or f': {listed(FEATURE)}'}")
        for name in levels
        if name not in ours
    ]
    if slips:
        raise InvalidInput(slips)


_STRANGER = -1_000_000
"""Stands for the points of a word that is no level, until all are added up."""


def _without_strangers(scored: Any) -> Any:
    """Stop at a word that is no level, or, in a lazy table, leave such a row without points."""
    strange = nw.col("points") < _STRANGER // 2
    if isinstance(scored, nw.DataFrame):
        rows = scored.select(strange.alias("strange")).get_column("strange").to_numpy().nonzero()[0]
        if not len(rows):
            return scored
        message = f"in {len(rows)} rows, a word is no level of its feature; see level_table"
        raise InvalidInput([Problem(f"row {int(rows[0]) + 1}", message)])
    totals = ("points", "points_even")
    kept = (nw.when(~strange).then(nw.col(name)).alias(name) for name in totals)
    return scored.with_columns(*kept)


def _whole(value: int) -> nw.Expr:
    return nw.lit(value, nw.Int32)


def _sum(parts: Iterable[nw.Expr]) -> nw.Expr:
    return functools.reduce(operator.add, parts, _whole(0)).cast(nw.Int32)


def _known(row: CardRow) -> nw.Expr:
    column = nw.col(f"{LEVEL_PREFIX}{row.feature.id}")
    return nw.when(column.is_null() | (column == "unknown")).then(_whole(0)).otherwise(_whole(1))


def _points(row: CardRow) -> nw.Expr:
    """The card's points for a level in words; far below any for a word that is no level of it."""
    column = nw.col(f"{LEVEL_PREFIX}{row.feature.id}")
    result = _whole(_STRANGER)
    for level, points in reversed(words_and_points(row)):
        result = nw.when(column == level).then(_whole(points)).otherwise(result)
    unknown = column.is_null() | (column == "unknown")
    return nw.when(unknown).then(_whole(0)).otherwise(result)


def _by_points(values: list[Any], kind: Any, every: range) -> nw.Expr:
    """The value that stands for each number of reported points; null for null."""
    reported = nw.col("reported_points")
    return reported.replace_strict(list(every), values, default=None, return_dtype=kind)
