"""Dask: each partition is scored where it lies, with the columns declared beforehand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from redrisk.errors import InvalidInput
from redrisk.table.frames import Work, add_columns


def add_columns_to_dask(frame: Any, make: Callable[[list[str]], Work]) -> Any:
    """A Dask dataframe with the added columns; nothing is computed here."""
    names = list(frame.columns)
    meta = add_columns(frame._meta, make(names))  # noqa: SLF001 -- Dask's own way to declare columns
    return frame.map_partitions(_score_partition, make, meta=meta)


def _score_partition(
    part: Any, make: Callable[[list[str]], Work], partition_info: Any = None
) -> Any:
    try:
        return add_columns(part, make(list(part.columns)))
    except InvalidInput as error:
        number = (partition_info or {}).get("number")
        raise error.at("" if number is None else f"partition {number}") from None
