"""Every kind of dataframe in, the same kind out.

Rows go through the kernel in batches, so that memory stays small beside the table itself. A lazy
polars frame stays lazy and a Dask dataframe stays distributed: their batches are scored when the
engine asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa

from redrisk.errors import RedriskError
from redrisk.table.kernel import Kernel, Scored

BATCH = 1 << 18
"""Rows that are scored at once."""

Shape = Callable[[Scored], pa.Table]
"""From a scored batch to the columns that it adds."""


class Work:
    """What is to be done to a table: score its rows, and add these columns."""

    def __init__(self, kernel: Kernel, shape: Shape, schema: Mapping[str, pa.DataType]) -> None:
        self.kernel = kernel
        self.schema = schema
        self.shape = shape

    def added(self, cells: Mapping[str, Any], rows: int, numbers: Any = 1) -> pa.Table:
        """The added columns of a batch."""
        return self.shape(self.kernel.score(cells, rows, numbers))


def names_of(frame: Any) -> list[str]:
    """The columns of any dataframe that is taken.

    Raises
    ------
    RedriskError
        If it is none.
    """
    if is_dask(frame):
        return list(frame.columns)
    return wrapped(frame).collect_schema().names()


def wrapped(frame: Any) -> nw.DataFrame[Any] | nw.LazyFrame[Any]:
    """The dataframe as narwhals sees it."""
    try:
        inside: nw.DataFrame[Any] | nw.LazyFrame[Any] = nw.from_native(frame)
    except TypeError:
        raise RedriskError(
            "a table is a pandas, polars, pyarrow or Dask dataframe, or a DuckDB relation; got "
            f"{type(frame).__module__}.{type(frame).__qualname__}; for files there is "
            "'redrisk table', for Spark a recipe in docs/tables.md"
        ) from None
    return inside


def is_dask(frame: Any) -> bool:
    """Whether it is a Dask dataframe, told without importing Dask."""
    kind = type(frame)
    return kind.__module__.split(".")[0] in ("dask", "dask_expr") and hasattr(
        frame, "map_partitions"
    )


def add_columns(frame: Any, work: Work) -> Any:
    """The same kind of table with the added columns.

    Raises
    ------
    RedriskError
        If the table is of no kind that is taken.
    """
    inside = wrapped(frame)
    if isinstance(inside, nw.DataFrame):
        return _add_to_eager(inside, work)
    kind = inside.implementation
    if kind is nw.Implementation.POLARS:
        return _add_to_polars_lazy(frame, work)
    if kind is nw.Implementation.DUCKDB:
        return _add_to_duckdb(frame, inside, work)
    raise RedriskError(
        f"lazy tables of {kind} are not taken; hand over an eager one, or see the recipes in "
        "docs/tables.md"
    )


def _add_to_eager(frame: nw.DataFrame[Any], work: Work) -> Any:
    parts = [
        work.added(cells, rows, start + 1)
        for start, rows, cells in batches(frame, work.kernel.reads)
    ]
    added = pa.concat_tables(parts)
    backend = frame.implementation
    if backend.is_pandas_like():
        return _add_to_pandas(frame.to_native(), added, work)
    extra = nw.from_arrow(added, backend=backend)
    return frame.with_columns(*extra.iter_columns()).to_native()


def _add_to_pandas(frame: Any, added: pa.Table, work: Work) -> Any:
    """Whole numbers stay whole: where a row may have none, they are of pandas' Int32 type."""
    import pandas as pd

    columns = {}
    for name, kind in work.schema.items():
        if pa.types.is_int32(kind) and work.kernel.unreadable == "unknown":
            columns[name] = pd.array(added.column(name).to_pylist(), dtype="Int32")
        else:
            columns[name] = added.column(name).to_pandas().array
    return frame.assign(**columns)


def batches(
    frame: nw.DataFrame[Any], names: list[str]
) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """The columns that are read, batch by batch: first row, number of rows, cells; at least one."""
    for start in range(0, max(len(frame), 1), BATCH):
        part = frame[start : start + BATCH]
        yield start, len(part), {name: _cells(part.get_column(name)) for name in names}


def _cells(column: nw.Series[Any]) -> Any:
    """A column as Arrow data, or as plain objects where Arrow has no type for it."""
    native = column.to_native()
    if column.implementation.is_pandas_like():
        try:
            return pa.chunked_array(_as_chunks(pa.array(native, from_pandas=True)))
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
            return native.to_numpy(dtype=object)
    try:
        return column.to_arrow()
    except Exception:
        return column.to_list()


def _as_chunks(array: Any) -> list[Any]:
    return array.chunks if isinstance(array, pa.ChunkedArray) else [array]


_ROW, _ADDED = "__redrisk_row", "__redrisk_added"


def _add_to_polars_lazy(frame: Any, work: Work) -> Any:
    """One struct of columns, scored batch by batch when polars runs the query."""
    import polars as pl

    empty = pa.table({name: pa.array([], kind) for name, kind in work.schema.items()})
    kind = pl.Struct(dict(pl.DataFrame(empty).schema))

    def run(batch: Any) -> Any:
        rows = batch.struct.unnest()
        numbers = rows.get_column(_ROW).to_numpy().astype(np.int64)
        inside = nw.from_native(rows)
        cells = {name: _cells(inside.get_column(name)) for name in work.kernel.reads}
        try:
            added = pl.DataFrame(work.added(cells, len(rows), numbers))
        except RedriskError as error:
            # polars raises errors anew, from their text alone.
            raise RedriskError(str(error)) from None
        return added.to_struct(batch.name)

    read = pl.struct(_ROW, *work.kernel.reads).map_batches(
        run, return_dtype=kind, is_elementwise=True
    )
    return (
        frame.with_row_index(_ROW, offset=1)
        .with_columns(read.alias(_ADDED))
        .drop(_ROW)
        .unnest(_ADDED)
    )


def _add_to_duckdb(relation: Any, frame: nw.LazyFrame[Any], work: Work) -> Any:
    """A relation on the same connection; it is read now, since a connection runs one query."""
    table = frame.collect("pyarrow").to_native()
    scored = _add_to_eager(nw.from_native(table, eager_only=True), work)  # noqa: F841 -- named in SQL
    return relation.query("notices", "SELECT * FROM scored")
