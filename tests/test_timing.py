from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from redrisk.timing import (
    ACTIVITY_LAG_ANSWERS,
    DAYS_IN_FIVE_YEARS,
    DAYS_IN_THREE_YEARS,
    DAYS_IN_YEAR,
)
from redrisk.view import NO, UNKNOWN, YES, Range
from tests.helpers import a_notice, read

NONE, LONG, MIDDLE, SHORT = range(len(ACTIVITY_LAG_ANSWERS))
OPEN: Range = (NONE, SHORT)


def lag_of(*acts: str | None, opened: str | None = "2015-06-01", **facts: Any) -> Range:
    activity = [{"kind": "protest", **({"date": act} if act else {})} for act in acts]
    dated = {"criminal_case_opened": opened} if opened else {}
    return read("activity_to_case", a_notice(political_activity=activity, **dated, **facts))


@pytest.mark.parametrize(
    ("act", "level"),
    [
        ("2015-05-31", (SHORT, SHORT)),
        ("2014-06", (SHORT, SHORT)),
        ("2013", (MIDDLE, MIDDLE)),
        ("2001", (LONG, LONG)),
        ("2016", (NONE, NONE)),
        ("2014", (MIDDLE, SHORT)),  # the year straddles two answers
        ("2012", (LONG, MIDDLE)),
        ("2015", (NONE, SHORT)),  # before or after the case
        ("2015-06", (NONE, SHORT)),
    ],
)
def test_the_lag_is_as_certain_as_the_dates(act: str, level: Range) -> None:
    assert lag_of(act) == level


def test_limits_of_the_lag_are_those_declared() -> None:
    for days, near, far in (
        (DAYS_IN_YEAR, SHORT, MIDDLE),
        (DAYS_IN_THREE_YEARS, MIDDLE, LONG),
    ):
        opened = dt.date(2015, 6, 1)
        for more, step in ((0, near), (1, far)):
            act = (opened - dt.timedelta(days=days + more)).isoformat()
            assert lag_of(act, opened=opened.isoformat()) == (step, step)


def test_the_nearest_earlier_act_counts() -> None:
    assert lag_of("2001", "2013", "2016") == (MIDDLE, MIDDLE)
    assert lag_of("2016", "2013", "2001") == (MIDDLE, MIDDLE)


def test_an_undated_act_may_lie_nearer() -> None:
    assert lag_of("2001", None) == (LONG, SHORT)
    assert lag_of(None) == OPEN


def test_an_act_nearer_than_all_others_stays_so() -> None:
    assert lag_of("2015-05-31", None) == (SHORT, SHORT)


def test_known_to_be_none_is_no_earlier_act() -> None:
    assert lag_of() == (NONE, NONE)
    assert read("activity_to_case", a_notice(criminal_case_opened="2015")) == OPEN


def test_without_the_cases_date_the_lag_is_unknown() -> None:
    assert lag_of("2001", opened=None) == OPEN


def test_a_claim_to_asylum_is_no_political_act() -> None:
    notice = a_notice(
        political_activity=[{"kind": "asylum_application", "date": "2015-05"}],
        criminal_case_opened="2015-06",
    )
    assert read("activity_to_case", notice) == OPEN


def test_a_known_order_without_dates_leaves_the_lag_open() -> None:
    assert lag_of(None, opened=None, answers={"charge_after_dissent": True}) == (LONG, SHORT)
    first, last = lag_of(None, opened=None, answers={"charge_after_dissent": False})
    assert (first, last) < OPEN


def test_a_known_order_beats_dates_of_later_acts() -> None:
    first, last = lag_of("2016", answers={"charge_after_dissent": True})
    assert LONG <= first <= last


def test_a_known_order_is_not_a_known_lag() -> None:
    assert lag_of("2016", answers={"charge_after_dissent": True}) == (LONG, SHORT)


@pytest.mark.parametrize(
    ("left", "opened", "answer"),
    [
        ("2014", "2015", YES),
        ("2015", "2014", NO),
        ("2015", "2015", UNKNOWN),
        ("2015-06-01", "2015-06-01", NO),
        ("2015-06", "2015", UNKNOWN),
        (None, "2015", UNKNOWN),
        ("2015", None, UNKNOWN),
    ],
)
def test_after_departure_means_certainly_later(
    left: str | None, opened: str | None, answer: Range
) -> None:
    notice = a_notice(left_country=left, criminal_case_opened=opened)
    assert read("case_after_departure", notice) == answer


CLAIM = {"kind": "asylum_application", "date": "2014"}
PENDING = {"status": "asylum_pending", "date": "2014"}
GRANT = {"status": "refugee", "country": "DE", "date": "2014"}


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({}, UNKNOWN),
        ({"protection": []}, NO),
        ({"political_activity": [CLAIM]}, YES),
        ({"protection": [PENDING]}, YES),
        ({"protection": [GRANT]}, YES),  # a claim came before the grant
        ({"political_activity": [CLAIM | {"date": "2016"}]}, NO),
        ({"political_activity": [CLAIM | {"date": "2015"}]}, UNKNOWN),
        ({"political_activity": [CLAIM | {"date": None}]}, UNKNOWN),
        ({"protection": [GRANT | {"date": "2016"}]}, UNKNOWN),  # the claim is undated
        ({"political_activity": [CLAIM | {"date": "2016"}, CLAIM]}, YES),
    ],
)
def test_after_a_claim_to_asylum(facts: dict[str, Any], answer: Range) -> None:
    assert read("case_after_asylum_claim", a_notice(criminal_case_opened="2015", **facts)) == answer


def test_a_claim_that_was_denied_before_the_case_came_before_it() -> None:
    denied = {"status": "asylum_denied", "country": "DE", "date": "2014"}
    notice = a_notice(criminal_case_opened="2015", protection=[denied])
    assert read("case_after_asylum_claim", notice) == YES


@pytest.mark.parametrize(
    ("acts", "answer"), [("2001", YES), ("2014", NO), ("2010", UNKNOWN), (None, UNKNOWN)]
)
def test_old_facts_are_older_than_five_years(acts: str | None, answer: Range) -> None:
    notice = a_notice(alleged_offence_date=acts, criminal_case_opened="2015-06-01")
    assert read("old_facts", notice) == answer


@pytest.mark.parametrize(("more", "answer"), [(0, NO), (1, YES)])
def test_the_limit_of_old_facts_is_the_one_declared(more: int, answer: Range) -> None:
    opened = dt.date(2015, 6, 1)
    acts = opened - dt.timedelta(days=DAYS_IN_FIVE_YEARS + more)
    notice = a_notice(
        alleged_offence_date=acts.isoformat(), criminal_case_opened=opened.isoformat()
    )
    assert read("old_facts", notice) == answer


@pytest.mark.parametrize(
    ("protection", "asked", "answer"),
    [
        (None, "2015", UNKNOWN),
        ([], "2015", NO),
        ([PENDING], "2015", NO),
        ([GRANT], "2015", YES),
        ([GRANT], "2013", NO),
        ([GRANT], "2014", UNKNOWN),
        ([GRANT], None, UNKNOWN),
        ([{"status": "refugee", "country": "DE"}], "2015", UNKNOWN),
        ([GRANT | {"date": "2016"}, GRANT], "2015", YES),
        ([GRANT | {"country": "TR"}], "2015", NO),  # the issuing state's own word is none
        ([GRANT | {"country": "UNHCR"}], "2015", YES),
    ],
)
def test_after_protection(
    protection: list[dict[str, str]] | None, asked: str | None, answer: Range
) -> None:
    notice = a_notice(protection=protection, notice_date=asked)
    assert read("notice_after_protection", notice) == answer
