"""The table path gives what the one-notice path gives, row by row, on every engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from redrisk.table import level_table, score_levels, score_table
from tests.table.rows import Columns, differences, random_columns, scored_one_by_one

ROWS = 1_500

Make = Callable[[pa.Table], Any]
ENGINES: dict[str, Make] = {
    "pyarrow": lambda table: table,
    "pandas": lambda table: table.to_pandas(),
    "pandas of objects": lambda table: pd.DataFrame(table.to_pydict(), dtype=object),
    "pandas of categories": lambda table: table.to_pandas().astype("category"),
    "polars": pl.DataFrame,
    "lazy polars": lambda table: pl.DataFrame(table).lazy(),
    "duckdb": duckdb.from_arrow,
}


def plain(frame: Any) -> dict[str, list[Any]]:
    """Any table as lists, with None for what is missing."""
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, pl.DataFrame):
        return frame.to_dict(as_series=False)
    if isinstance(frame, duckdb.DuckDBPyRelation):
        frame = frame.to_arrow_table()
    if isinstance(frame, pd.DataFrame):
        frame = pa.Table.from_pandas(frame, preserve_index=False)
    found: dict[str, list[Any]] = frame.to_pydict()
    return found


def table_of(columns: Columns) -> pa.Table:
    return pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})


@pytest.fixture(scope="module")
def columns() -> Columns:
    return random_columns(ROWS)


@pytest.fixture(scope="module")
def expected(columns: Columns) -> dict[str, list[Any]]:
    return scored_one_by_one(columns, prior="complaint_decided")


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_equals_one_by_one(
    engine: str, columns: Columns, expected: dict[str, list[Any]]
) -> None:
    frame = ENGINES[engine](table_of(columns))
    scored = score_table(frame, prior="complaint_decided", explain=True)
    assert type(scored) is type(frame)
    got = plain(scored)
    assert list(got)[: len(columns)] == list(columns)
    assert differences(expected, {k: v for k, v in got.items() if k not in columns}) == {}


@pytest.mark.parametrize("engine", ENGINES)
def test_levels_equal_and_ready_levels_give_the_same_points(
    engine: str, columns: Columns, expected: dict[str, list[Any]]
) -> None:
    levels = level_table(ENGINES[engine](table_of(columns)))
    assert differences(expected, {k: v for k, v in plain(levels).items() if k not in columns}) == {}
    scored = plain(score_levels(levels, prior="complaint_decided", explain=True))
    own = {k: v for k, v in scored.items() if k not in columns}
    assert set(own) == set(expected) - {"warnings"}
    assert differences(expected, own) == {}


def test_the_table_holds_what_it_is_meant_to_test(expected: dict[str, list[Any]]) -> None:
    codes = {code for cell in expected["warnings"] for code in cell.split(";")}
    assert codes >= {
        "thin_facts", "clipped", "no_year", "older_index", "translated_index", "no_index",
        "state_not_in_casebook", "charge_not_placed", "charge_placed_by_text",
        "dates_in_conflict", "straddling",
    }  # fmt: skip
    assert any("from '" in (level or "") for level in expected["level_activity_to_case"])
