"""Parquet and Arrow read in batches that hold no more than their files make likely.

A few kilobytes can stand for gigabytes: one long cell to which a million rows point, or a billion
rows of nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from redrisk.errors import InvalidInput, Problem

_MOST_IN_BATCH = 100_000_000
_MANY_ROWS = 2_000_000
_ROWS_A_BYTE = 50


def parquet_batches(source: Any, rows: int, size: int, where: str) -> Iterator[Any]:
    """The record batches of a Parquet file; at least one, which may be empty.

    Parameters
    ----------
    source
        A path, or an open source of pyarrow.
    rows
        How many rows a batch holds at most.
    size
        How many bytes the file has.
    where
        The file, for messages.

    Raises
    ------
    InvalidInput
        If a batch, or the number of rows, is far larger than the size of the file makes likely.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pq.read_schema(source)
    # Words to which rows point are read as such, until they are known to be small.
    pointed = [field.name for field in schema if _is_text(field.type)]
    if hasattr(source, "seek"):
        source.seek(0)
    with pq.ParquetFile(source, read_dictionary=pointed or None) as file:
        refuse_rows(file.metadata.num_rows, size, where)
        empty = True
        for batch in file.iter_batches(batch_size=rows):
            empty = False
            if sum(map(unpacked, batch.columns)) > _MOST_IN_BATCH:
                message = "holds far more text than its size tells; split it, or write it as CSV"
                raise InvalidInput([Problem("", message)], where)
            columns = [
                column.cast(field.type) if column.type != field.type else column
                for column, field in zip(batch.columns, schema, strict=True)
            ]
            whole = pa.record_batch(columns, schema=schema)
            whole.validate(full=True)  # Parquet does not see to it that text is UTF-8
            yield whole
        if empty:
            yield from schema.empty_table().to_batches(max_chunksize=1) or [
                pa.record_batch([pa.array([], field.type) for field in schema], schema=schema)
            ]


def refuse_rows(rows: int, size: int, where: str) -> None:
    """See that a file does not claim more rows than it can well hold.

    Raises
    ------
    InvalidInput
        If it does.
    """
    if rows > _MANY_ROWS and rows > _ROWS_A_BYTE * size:
        message = (
            f"claims {rows:,} rows in {size:,} bytes; no table of notices does; get a whole copy"
        )
        raise InvalidInput([Problem("", message)], where)


def _is_text(kind: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_string(kind) or pa.types.is_binary(kind))


def unpacked(column: Any) -> int:
    """How many bytes the cells of a column take once each stands for itself."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_dictionary(column.type):
        return int(column.nbytes)
    if not (len(column.dictionary) and _is_text(column.type.value_type)):
        return 0
    lengths = pc.cast(pc.binary_length(column.dictionary), pa.int64())
    return int(pc.sum(lengths.take(column.indices)).as_py() or 0)
