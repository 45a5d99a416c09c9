from __future__ import annotations

import dataclasses

import pytest

from redrisk.context import MAX_AGE, StateContext, context_year, shipped_context
from redrisk.notice import Notice
from redrisk.persistence import load_model
from redrisk.scoring import score
from tests.helpers import a_case, a_context, a_notice, indices_of

DATA = {
    "indices": ["rule_of_law", "free_expression", "bank_law", "bank_voice"],
    "translation": {
        "rule_of_law": {"from": "bank_law", "intercept": 0.5, "slope": 0.2},
        "free_expression": {"from": "bank_voice", "intercept": 0.5, "slope": 0.2},
    },
    "states": {
        "TR": {"2010": [0.3, 0.4, None, None], "2012": [0.2, 0.35, None, None]},
        "SM": {"2010": [None, None, 1.0, 9.0]},
        "VA": {"2010": [0.9, None, 1.0, -1.0]},
        "MC": {"2010": [0.9, None, None, None], "2008": [0.9, 0.8, None, None]},
    },
    "last_year": 2012,
}
CONTEXT = StateContext(DATA)


def warnings_of(notice: Notice) -> set[str]:
    model = dataclasses.replace(load_model(), context=CONTEXT)
    return {caution.code for caution in score(notice, model=model).warnings}


def test_the_year_before_the_notice_is_read() -> None:
    assert indices_of(a_notice(notice_date="2013-01-01"), CONTEXT).rule_of_law == 0.2
    assert indices_of(a_notice(notice_date="2011"), CONTEXT).rule_of_law == 0.3


def test_the_year_of_the_case_stands_in_for_a_missing_notice_date() -> None:
    assert context_year(a_notice(criminal_case_opened="2011-05")) == 2010
    assert context_year(a_notice(notice_date="2013", criminal_case_opened="2011")) == 2012


@pytest.mark.parametrize("field", ["alleged_offence_date", "left_country", "renewed_on"])
def test_no_other_date_stands_in(field: str) -> None:
    notice = a_notice(**{field: "2013"})
    assert context_year(notice) is None
    assert "no_year" in warnings_of(notice)


def test_the_outcomes_year_never_stands_in() -> None:
    result = score(a_case({}, decided_by="court", date="2013"))
    assert "no_year" in {caution.code for caution in result.warnings}


@pytest.mark.parametrize("late", range(MAX_AGE + 2))
def test_the_last_value_within_three_years_is_taken_with_a_warning(late: int) -> None:
    notice = a_notice(notice_date=str(2013 + late))
    found = indices_of(notice, CONTEXT)
    assert found.wanted_year == 2012 + late
    if late <= MAX_AGE:
        assert (found.rule_of_law, found.year) == (0.2, 2012)
        assert ("older_index" in warnings_of(notice)) == (late > 0)
    else:
        assert (found.rule_of_law, found.year) == (None, None)
        assert "no_index" in warnings_of(notice)


def test_a_later_value_never_fills_a_gap() -> None:
    assert indices_of(a_notice(notice_date="2012"), CONTEXT).rule_of_law == 0.3  # of 2010
    assert indices_of(a_notice(notice_date="2010"), CONTEXT).rule_of_law is None


def test_the_world_bank_stands_in_where_v_dem_is_silent_and_is_named() -> None:
    notice = a_notice(issuing_country="SM", notice_date="2011")
    found = indices_of(notice, CONTEXT)
    assert found.rule_of_law == pytest.approx(0.5 + 0.2 * 1.0)
    assert found.free_expression == 1.0  # kept on the scale
    assert found.translated
    assert "translated_index" in warnings_of(notice)


def test_one_index_can_be_translated_without_the_other() -> None:
    found = indices_of(a_notice(issuing_country="VA", notice_date="2011"), CONTEXT)
    assert found.rule_of_law == 0.9
    assert found.free_expression == pytest.approx(0.3)
    assert found.translated


def test_a_value_of_v_dem_within_three_years_goes_before_a_translation() -> None:
    found = indices_of(a_notice(issuing_country="MC", notice_date="2011"), CONTEXT)
    assert (found.free_expression, found.translated) == (0.8, False)
    assert found.year == 2008  # the older of both


def test_a_state_without_any_index_is_unknown() -> None:
    notice = a_notice(issuing_country="FR", notice_date="2011")
    assert indices_of(notice, CONTEXT).rule_of_law is None
    assert "no_index" in warnings_of(notice)


def test_a_missing_index_of_expression_is_warned_of_too() -> None:
    data = {**DATA, "states": {"FR": {"2010": [0.9, None, None, None]}}}
    model = dataclasses.replace(load_model(), context=StateContext(data))
    result = score(a_notice(issuing_country="FR", notice_date="2011"), model=model)
    assert "no_index" in {caution.code for caution in result.warnings}


def test_shipped_values_lie_on_the_scale() -> None:
    context = shipped_context()
    seen = 0
    for state in load_model().card["states"]:
        for year in range(2000, context.last_year + MAX_AGE):
            found = context.indices(state, year)
            for value in (found.rule_of_law, found.free_expression):
                if value is not None:
                    assert 0 <= value <= 1
                    seen += 1
    assert seen > len(load_model().card["states"])


def test_only_the_indices_of_the_state_move_the_sum() -> None:
    model = dataclasses.replace(load_model(), context=a_context(FR=[0.5, 0.5], BY=[0.5, 0.5]))
    dated = {"notice_date": "2015", "political_profile": True}
    one, other = (score(a_notice(issuing_country=s, **dated), model=model) for s in ("FR", "BY"))
    assert one.points == other.points
