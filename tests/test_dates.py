from __future__ import annotations

import copy
import datetime as dt
import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from redrisk.dates import FIRST_YEAR, LAST_YEAR, PartialDate, lag
from redrisk.notice import Notice
from tests.property.strategies import partial_dates


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2015", dt.date(2015, 1, 1), dt.date(2015, 12, 31)),
        ("2015-11", dt.date(2015, 11, 1), dt.date(2015, 11, 30)),
        ("2015-02", dt.date(2015, 2, 1), dt.date(2015, 2, 28)),
        ("2016-02", dt.date(2016, 2, 1), dt.date(2016, 2, 29)),
        ("2015-11-03", dt.date(2015, 11, 3), dt.date(2015, 11, 3)),
        ("2016-02-29", dt.date(2016, 2, 29), dt.date(2016, 2, 29)),
    ],
)
def test_a_partial_date_stands_for_every_day_that_it_leaves_open(
    text: str, first: dt.date, last: dt.date
) -> None:
    date = PartialDate(text)
    assert (date.earliest, date.latest, str(date), date.year) == (first, last, text, first.year)


FORMS = "a date is written 2015, 2015-11 or 2015-11-03"
NO_SUCH_DAY = "there is no such day or month in the calendar"
OUT_OF_RANGE = "the year must lie between 1900 and 2100"
OTHER_FORMS = (
    "",
    "15",
    "2015-1",
    "2015-11-3",
    "20151103",
    "2015/11/03",
    "03.11.2015",
    " 2015",
    "2015\n",
    "2015-11-03T00:00",
    "-2015",
    "٢٠١٥",
    "X2015X",
)
REFUSED = {
    **dict.fromkeys(OTHER_FORMS, FORMS),
    **dict.fromkeys(("2015-13", "2015-02-29", "2015-11-31"), NO_SUCH_DAY),
    **dict.fromkeys(("2015-00", "2015-11-00", "2015-00-05", "2015-00-00"), NO_SUCH_DAY),
    **dict.fromkeys(("1899", "2101", "0000"), OUT_OF_RANGE),
}


@pytest.mark.parametrize(("text", "words"), REFUSED.items())
def test_what_is_no_date_is_refused_and_told_why(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=f"^{words}$"):
        PartialDate(text)


@pytest.mark.parametrize("text", ["1900", "1900-01-01", "2100", "2100-12-31"])
def test_the_first_and_last_year_are_allowed(text: str) -> None:
    assert str(PartialDate(text)) == text


def test_an_error_in_a_notice_quotes_what_was_written() -> None:
    with pytest.raises(ValueError, match=f"{NO_SUCH_DAY}; got '2015-02-30'"):
        Notice.model_validate({"issuing_country": "TR", "notice_date": "2015-02-30"})
    with pytest.raises(ValueError, match=f"{FORMS}, as text; got 2015"):
        Notice.model_validate({"issuing_country": "TR", "notice_date": 2015})


def test_the_schema_allows_the_forms_that_are_read_and_names_them() -> None:
    schema = TypeAdapter(PartialDate).json_schema()
    assert schema["type"] == "string"
    assert schema["description"] == "A partial ISO date: 2015, 2015-11 or 2015-11-03."
    for text in ("2015", "2015-11", "2015-11-03"):
        assert re.search(schema["pattern"], text)
    for text in OTHER_FORMS:
        assert not re.search(schema["pattern"], text.replace("\n", "x"))


def test_a_date_is_written_out_as_it_was_written() -> None:
    dates = TypeAdapter(list[PartialDate])
    assert dates.dump_json([PartialDate("2015-11")]) == b'["2015-11"]'
    assert Notice.parse({"issuing_country": "TR", "notice_date": "2015"}).plain() == {
        "issuing_country": "TR",
        "notice_date": "2015",
        "answers": {},
        "standing": {},
        "sources": {},
    }


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        ("2014", "2015", True),
        ("2015", "2014", False),
        ("2015", "2015", None),
        ("2015-11", "2015", None),
        ("2015", "2015-01-01", False),  # no day of 2015 lies before its first
        ("2015", "2015-01-02", None),
        ("2015-12-31", "2015", False),
        ("2015-12-30", "2015", None),
        ("2015-11-03", "2015-11-03", False),
        ("2015-11-03", "2015-11-04", True),
        ("2014-12-31", "2015", True),
    ],
)
def test_before_has_three_answers(first: str, second: str, answer: bool | None) -> None:
    assert PartialDate(first).before(PartialDate(second)) is answer


@given(partial_dates(), partial_dates())
def test_before_says_what_every_pair_of_days_says(one: str, two: str) -> None:
    first, second = PartialDate(one), PartialDate(two)
    always = first.latest < second.earliest
    never = not first.earliest < second.latest
    assert first.before(second) is (True if always else False if never else None)
    assert not (first.before(second) and second.before(first))


@given(partial_dates(), partial_dates())
def test_a_lag_turned_round_changes_its_sign(one: str, two: str) -> None:
    there, back = lag(PartialDate(one), PartialDate(two)), lag(PartialDate(two), PartialDate(one))
    assert there.fewest <= there.most
    assert (there.fewest, there.most) == (-back.most, -back.fewest)


def test_a_lag_between_two_days_is_one_number() -> None:
    assert lag(PartialDate("2015-03-01"), PartialDate("2016-03-01")) == (366, 366)
    assert lag(PartialDate("2015"), PartialDate("2015")) == (-364, 364)


def test_equal_means_equally_written() -> None:
    assert PartialDate("2015") == PartialDate("2015")
    assert PartialDate("2015") != PartialDate("2015-01")
    assert PartialDate("2015") != "2015"
    assert len({PartialDate("2015"), PartialDate("2015")}) == 1


@pytest.mark.parametrize("name", ["text", "earliest", "latest", "other"])
def test_a_partial_date_cannot_be_changed(name: str) -> None:
    with pytest.raises(AttributeError, match=r"^a PartialDate can't be changed$"):
        setattr(PartialDate("2015"), name, dt.date(2020, 1, 1))


def test_no_part_of_a_partial_date_can_be_deleted() -> None:
    date = PartialDate("2015")
    with pytest.raises(AttributeError, match=r"^a PartialDate can't be changed$"):
        del date.text


@given(partial_dates())
def test_a_date_survives_copy_and_pickle(text: str) -> None:
    date = PartialDate(text)
    assert pickle.loads(pickle.dumps(date)) == copy.deepcopy(date) == date  # noqa: S301


@given(st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)))
def test_a_day_of_the_standard_library_is_read_as_that_day(day: dt.date) -> None:
    notice = Notice.model_validate({"issuing_country": "TR", "notice_date": day})
    assert notice.notice_date == PartialDate(day.isoformat())


@pytest.mark.parametrize(
    "value",
    [2015, 2015.0, True, b"2015", ["2015"], dt.datetime(2015, 1, 1)],
)
def test_anything_else_is_refused_as_a_date(value: object) -> None:
    with pytest.raises(ValueError, match=r"2015, 2015-11 or 2015-11-03"):
        Notice.model_validate({"issuing_country": "TR", "notice_date": value})
