"""The card as SQL runs where it says, and agrees to the point."""

from __future__ import annotations

import sqlite3
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from click.testing import CliRunner

import redrisk
from redrisk.card_sql import REAL_TYPES, card_sql
from redrisk.cli import group
from redrisk.table import level_table
from tests.table.rows import Columns, random_columns, scored_one_by_one

ASKED = (
    "points",
    "points_even",
    "reported_points",
    "likelihood_ratio",
    "risk",
    "band",
    "known_facts",
)


@pytest.fixture(scope="module")
def columns() -> Columns:
    return random_columns(400, seed=11)


@pytest.fixture(scope="module")
def levels(columns: Columns) -> pa.Table:
    table = pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
    added = level_table(table).select([*level_names(), "issuing_country"])
    return added.append_column("number", pa.array(range(len(added))))


def level_names() -> list[str]:
    return [f"level_{row.feature.id}" for row in redrisk.load_model().rows]


def in_duckdb(query: str, levels: pa.Table) -> dict[str, list[Any]]:
    connection = duckdb.connect()
    connection.register("levels", levels)
    found = connection.sql(query).to_arrow_table().sort_by("number").to_pydict()
    connection.close()
    return dict(found)


def in_sqlite(query: str, levels: pa.Table) -> dict[str, list[Any]]:
    connection = sqlite3.connect(":memory:")
    names = levels.column_names
    connection.execute(f"CREATE TABLE levels ({', '.join(names)})")
    marks = ", ".join("?" for _ in names)
    rows = zip(*levels.to_pydict().values(), strict=True)
    connection.executemany(f"INSERT INTO levels VALUES ({marks})", rows)  # noqa: S608 -- our names
    connection.row_factory = sqlite3.Row
    found = sorted(map(dict, connection.execute(query)), key=lambda row: row["number"])
    connection.close()
    return {name: [row[name] for row in found] for name in found[0]}


@pytest.mark.parametrize(("dialect", "run"), [("duckdb", in_duckdb), ("sqlite", in_sqlite)])
@pytest.mark.parametrize("prior", ["even", "complaint_decided"])
def test_the_query_gives_the_same_points(
    dialect: str, run: Any, prior: str, columns: Columns, levels: pa.Table
) -> None:
    model = redrisk.load_model()
    got = run(card_sql(model, dialect, prior=prior), levels)
    expected = scored_one_by_one(columns, prior)
    names = (*ASKED, *(f"points_of_{row.feature.id}" for row in model.weighed))
    assert {name: got[name] for name in names} == {name: expected[name] for name in names}


def test_a_word_that_is_no_level_leaves_no_points(levels: pa.Table) -> None:
    broken = levels.slice(0, 2).set_column(
        levels.column_names.index("level_political_profile"),
        "level_political_profile",
        pa.array(["Yes", "unknown"]),
    )
    got = in_duckdb(card_sql(redrisk.load_model()), broken)
    assert (got["points"][0], got["reported_points"][0], got["band"][0]) == (None, None, None)
    assert got["points"][1] is not None


@pytest.mark.parametrize("dialect", REAL_TYPES)
def test_the_command_prints_the_query(dialect: str) -> None:
    result = CliRunner().invoke(group, ["card", "--sql", dialect])
    assert result.exit_code == 0
    assert result.output == card_sql(redrisk.load_model(), dialect)


def test_every_line_can_be_read() -> None:
    lines = card_sql(redrisk.load_model()).splitlines()
    assert max(map(len, lines)) <= 120
    assert sum("CASE COALESCE" in line for line in lines) == len(redrisk.load_model().weighed)


@pytest.mark.parametrize("table", ["levels; DROP TABLE levels", "", "a b", "1st", 'x"y'])
def test_a_table_name_that_could_be_more_than_a_name_is_refused(table: str) -> None:
    with pytest.raises(redrisk.RedriskError, match="table: a table's name"):
        card_sql(redrisk.load_model(), table=table)


def test_an_unknown_dialect_is_named() -> None:
    with pytest.raises(redrisk.RedriskError, match="'postgres' is not one of: duckdb, postgresql"):
        card_sql(redrisk.load_model(), "postgres")
