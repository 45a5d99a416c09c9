"""What scoring a table does, once its packages are there."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from redrisk.errors import RedriskError, quote
from redrisk.intake.tables import ColumnMapping
from redrisk.persistence import load_model
from redrisk.priors import Prior, prior_of
from redrisk.scorecard import Model
from redrisk.table import results
from redrisk.table.distributed import add_columns_to_dask
from redrisk.table.frames import Work, add_columns, is_dask, names_of
from redrisk.table.kernel import Kernel, Unreadable
from redrisk.table.layout import layout_of, mapping_from
from redrisk.table.ready import add_up

__all__ = ["add_up", "run", "work_for"]


def run(
    frame: Any,
    *,
    what: str,
    prior: str | float | Prior = "even",
    model: Model | None = None,
    columns: Mapping[str, str | None] | ColumnMapping | None = None,
    explain: bool = False,
    unreadable: Unreadable = "error",
) -> Any:
    """The table with the columns of ``what``: scores or levels."""
    if unreadable not in ("error", "unknown"):
        raise RedriskError(f"unreadable: is 'error' or 'unknown'; got {quote(unreadable)}")
    make = functools.partial(
        work_for,
        what=what,
        prior=prior_of(prior),
        model=model,
        mapping=mapping_from(columns),
        explain=explain,
        unreadable=unreadable,
    )
    work = make(names_of(frame))
    return add_columns_to_dask(frame, make) if is_dask(frame) else add_columns(frame, work)


def work_for(
    names: list[str],
    *,
    what: str = "scores",
    prior: Prior,
    model: Model | None,
    mapping: ColumnMapping,
    explain: bool = False,
    unreadable: Unreadable = "error",
) -> Work:
    """What is to be done to a table with these columns."""
    model = model or load_model()
    kernel = Kernel(layout_of(names, mapping), mapping, model, unreadable)
    if what == "levels":
        schema = results.level_schema()
        results.refuse_twins(names, schema)
        return Work(kernel, results.levels, schema)
    schema = results.score_schema(model, explain=explain)
    results.refuse_twins(names, schema)
    shape = functools.partial(results.scores, model=model, prior=prior, explain=explain)
    return Work(kernel, shape, schema)
