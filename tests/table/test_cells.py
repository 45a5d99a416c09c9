"""Odd cells and columns: what is read, what is refused, and in which words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import redrisk
from redrisk.errors import InvalidInput
from redrisk.table import level_table, score_levels, score_table
from tests.table.rows import differences, rows_of, scored_one_by_one
from tests.table.test_equality import plain


def scored(**columns: list[Any]) -> dict[str, list[Any]]:
    """The scores of a pandas table of plain objects."""
    got = score_table(pd.DataFrame(columns, dtype=object))
    return plain(got[["points", "known_facts", "warnings"]])


def problem_of(**columns: Any) -> str:
    with pytest.raises(InvalidInput) as error:
        score_table(pa.table(columns))
    return str(error.value)


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("notice_date", "20x15", "row 2, column 'notice_date': a date is written 2015, 2015-11"),
        ("notice_date", "2015-02-30", "row 2, column 'notice_date': there is no such day"),
        ("notice_date", "03/04/2015", "can be 2015-04-03 or 2015-03-04"),
        ("notice_date", "1066", "the year must lie between 1900 and 2100"),
        ("issuing_country", "SU", "'SU' is a historic code; use RU"),
        ("issuing_country", "ru", "must be written in capitals: 'RU'"),
        ("issuing_country", "", "row 2, column 'issuing_country': is required"),
        ("in_absentia", "perhaps", "the answer is yes or no; got 'perhaps'"),
        ("in_absentia", "1", "the answer is yes or no; got '1'"),
        ("roles", "journalist;astronaut", "'astronaut' is not one of: opposition_politician"),
        ("protection_status", "refugees", "did you mean 'refugee'?"),
        ("protection", "yes", "the column takes 'none', or a list in JSON; got 'yes'"),
        ("protection", '[{"status": "odd"}]', "'odd' is not one of: refugee"),
        ("charge_categories", "frauds", "did you mean 'fraud'?"),
        ("sentence_imposed_months", "many", "a number is needed"),
        ("host_country", "Atlantis", "a country is a two-letter ISO 3166-1 code"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(column: str, cell: str, said: str) -> None:
    columns: dict[str, list[str | None]] = {
        "issuing_country": ["FR", "FR", "NO"],
        column: [None, None, None],
    }
    columns[column] = [columns[column][0], cell, columns[column][2]]
    typed = {name: pa.array(cells, pa.string()) for name, cells in columns.items()}
    message = problem_of(**typed)
    assert said in message
    assert f"row 2, column '{column}'" in message
    assert "unreadable='unknown'" in message


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"protection_country": ["FR"]}, "record 1 of protection: status: is required"),
        ({"extradition_date_2": ["2015"]}, "record 2 of extradition: result: is required"),
        ({"charge_language": ["en"]}, "a charge needs at least one of: text, categories, law"),
    ],
)
def test_parts_that_make_no_record_are_named(parts: dict[str, list[str]], said: str) -> None:
    message = problem_of(issuing_country=["FR"], **parts)
    assert said in message
    assert "row 1, column" in message


def test_many_bad_cells_give_the_first_and_a_count() -> None:
    message = problem_of(issuing_country=["FR"] * 500, notice_date=["x"] * 500)
    assert message.count("row ") == 20
    assert "and 480 more cells" in message


def test_unreadable_cells_can_be_scored_as_unknown_with_a_warning() -> None:
    table = pa.table({
        "issuing_country": ["FR", "FR", "Atlantis"],
        "notice_date": ["2015", "20x15", "2015"],
        "in_absentia": ["yes", "yes", "yes"],
    })  # fmt: skip
    got = score_table(table, unreadable="unknown").to_pydict()
    assert got["warnings"][1].endswith(";unreadable:notice_date")
    assert "no_year" in got["warnings"][1]
    assert "unreadable" not in got["warnings"][0]
    without = score_table(table.slice(1, 1).drop_columns("notice_date"))
    assert got["points"][1] == without["points"][0].as_py()
    assert (got["points"][2], got["band"][2], got["risk"][2]) == (None, None, None)
    assert got["warnings"][2] == "unreadable:issuing_country"


def test_whole_numbers_stay_whole_in_pandas_when_some_are_missing() -> None:
    frame = pd.DataFrame({"issuing_country": ["FR", "??"]}, index=[7, 7])
    got = score_table(frame, unreadable="unknown")
    assert str(got.dtypes["points"]) == "Int32"
    assert list(got.index) == [7, 7]


def test_odd_types_are_read_as_they_are_meant() -> None:
    got = scored(
        issuing_country=["FR"] * 6,
        notice_date=[2015, 2015.0, dt.date(2015, 3, 4), pd.Timestamp("2015-03-04"), "2015", None],
        in_absentia=[True, np.True_, "yes", " YES ", "on", float("nan")],
        political_profile=[None, pd.NA, pd.NaT, np.nan, "", "  "],
    )
    assert len(set(got["points"][:5])) == 1
    assert len(set(got["known_facts"][:5])) == 1
    assert got["warnings"][5] == "thin_facts;no_year"


@pytest.mark.parametrize("zone", [None, "Asia/Tokyo"])
def test_times_are_read_as_days(zone: str | None) -> None:
    stamps = pd.to_datetime(["2015-03-04T23:30"]).tz_localize(zone)
    frame = pd.DataFrame({"issuing_country": ["FR"], "notice_date": stamps})
    assert (
        score_table(frame)["points"].tolist()
        == score_table(pd.DataFrame({"issuing_country": ["FR"], "notice_date": ["2015-03-04"]}))[
            "points"
        ].tolist()
    )


LISTS: dict[str, list[Any]] = {
    "issuing_country": ["RU", "RU", "TR"],
    "criminal_case_opened": ["2016-05", "2016-05", "2016-05"],
    "roles": [["journalist", "lawyer"], [], None],
    "charges": [[{"text": "fraud"}, {"categories": ["extremism"]}], [], None],
    "political_activity": [
        [{"kind": "protest", "date": "2015-12"}, {"kind": "journalism"}],
        [{"kind": "asylum_application", "date": "2015"}],
        [],
    ],
    "protection": [[{"status": "refugee", "country": "FR", "date": "2017"}], [], None],
    "extradition": [[{"result": "refused", "ground": "human_rights", "country": "DE"}], None, []],
    "interpol_history": [[{"decision": "deleted", "date": dt.date(2018, 1, 2)}], [], None],
}


@pytest.mark.parametrize("make", [pa.table, pl.DataFrame, pd.DataFrame])
def test_list_columns_are_read_whole(make: Any) -> None:
    expected = [
        redrisk.score({name: cell for name, cell in row.items() if cell is not None})
        for row in rows_of(LISTS)
    ]
    got = plain(score_table(make(LISTS)))
    assert got["points"] == [item.points for item in expected]
    assert got["known_facts"] == [item.known_facts for item in expected]
    assert got["warnings"] == [";".join(w.code for w in item.warnings) for item in expected]


def test_a_list_known_to_lack_members_leaves_its_facts_open() -> None:
    rows: list[dict[str, Any]] = [
        {"issuing_country": "RU", "protection": [], "incomplete": ["protection"]},
        {"issuing_country": "RU", "protection": [], "incomplete": None},
    ]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    got = plain(level_table(pa.table(columns)))
    assert got["level_protected"] == [None, "no"]
    expected = [redrisk.score({k: v for k, v in row.items() if v is not None}) for row in rows]
    assert [one.facts["protected"] for one in expected] == [(0, 1), (0, 0)]


def test_list_columns_may_come_back_from_parquet_as_arrays() -> None:
    frame = pa.table(LISTS).to_pandas()
    assert (
        score_table(frame)["points"].tolist() == score_table(pa.table(LISTS))["points"].to_pylist()
    )


def test_true_and_one_are_not_the_same_answer() -> None:
    with pytest.raises(InvalidInput, match="row 2, column 'in_absentia': the answer is yes or no"):
        scored(issuing_country=["FR", "FR"], in_absentia=[True, 1])


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["notice_date"], "issuing_country: the table has no such column"),
        (["issuing_country", "poltical_profile"], "did you mean 'political_profile'?"),
        (["issuing_country", "outcome_label"], "scored as it stood before that"),
        (["issuing_country", "points"], "the table already has points"),
    ],
)
def test_columns_that_mislead_are_refused(names: list[str], said: str) -> None:
    assert said in problem_of(**{name: ["FR"] for name in names})


def test_columns_can_be_renamed_and_passed_over() -> None:
    table = pa.table({"asked_by": ["RU"], "poltical_profile": ["x"], "outcome_label": ["rejected"]})
    columns = {"asked_by": "issuing_country", "poltical_profile": None, "outcome_label": None}
    got = score_table(table, columns=columns)
    assert got.column_names[:3] == table.column_names
    assert got["points"][0].as_py() == redrisk.score({"issuing_country": "RU"}).points


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"asked_by": "isuing_country"}, "did you mean 'issuing_country'?"),
        ({"absent": "issuing_country"}, "absent: the mapping names a column"),
    ],
)
def test_a_wrong_mapping_is_named(columns: dict[str, str | None], said: str) -> None:
    with pytest.raises(InvalidInput) as error:
        score_table(pa.table({"asked_by": ["RU"]}), columns=columns)
    assert said in str(error.value)


def test_a_lazy_table_names_the_row_when_it_runs() -> None:
    lazy = pl.LazyFrame({"issuing_country": ["FR"] * 5, "notice_date": ["2015"] * 4 + ["x"]})
    query = score_table(lazy)
    with pytest.raises(Exception, match="row 5, column 'notice_date'"):
        query.collect()


def test_an_empty_table_gets_its_columns() -> None:
    for frame in (pa.table({"issuing_country": pa.array([], pa.string())}),):
        got = score_table(frame, explain=True)
        assert got.num_rows == 0
        assert "points_of_political_profile" in got.column_names
    assert len(score_table(pl.DataFrame({"issuing_country": []}))) == 0
    assert len(score_table(pd.DataFrame({"issuing_country": []}))) == 0
    assert len(level_table(pd.DataFrame({"issuing_country": []}))) == 0


def test_batches_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    from redrisk.table import frames
    from tests.table.rows import random_columns

    columns = random_columns(50, seed=5)
    table = pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
    monkeypatch.setattr(frames, "BATCH", 7)
    got = {k: v for k, v in plain(score_table(table)).items() if k not in columns}
    assert differences(scored_one_by_one(columns), got) == {}


def test_what_is_no_table_is_refused_in_one_line() -> None:
    with pytest.raises(redrisk.RedriskError, match="a table is a pandas, polars"):
        score_table([{"issuing_country": "FR"}])
    with pytest.raises(redrisk.RedriskError, match="unreadable: is 'error' or 'unknown'"):
        score_table(pa.table({"issuing_country": ["FR"]}), unreadable="skip")  # type: ignore[arg-type]


def test_ready_levels_refuse_words_and_columns_that_are_none() -> None:
    with pytest.raises(InvalidInput, match="row 2: in 1 rows, a word is no level"):
        score_levels(pa.table({"level_political_profile": ["yes", "Yes"]}))
    with pytest.raises(InvalidInput, match="did you mean 'level_political_profile'"):
        score_levels(pa.table({"level_political_profil": ["yes"]}))
    with pytest.raises(InvalidInput, match="no column is called level_<feature>"):
        score_levels(pa.table({"a": ["yes"]}))
    lazy = score_levels(pl.LazyFrame({"level_political_profile": ["yes", "Yes", None]})).collect()
    assert lazy["points"].is_null().to_list() == [False, True, False]
