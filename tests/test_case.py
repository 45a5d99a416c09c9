from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from redrisk.case import Case
from redrisk.dates import PartialDate
from redrisk.errors import InvalidInput
from redrisk.features import FEATURES
from redrisk.notice import Notice
from redrisk.persistence import load_model
from redrisk.scoring import score
from tests.helpers import a_case, a_notice
from tests.property.strategies import cases

REFUGEE = {"status": "refugee", "country": "DE", "date": "2015"}
REFUSED = {"result": "refused", "country": "DE", "date": "2015"}
DELETED = {"decision": "deleted", "date": "2015"}
RULINGS: dict[str, Any] = {
    "protection": [REFUGEE],
    "extradition": [REFUSED],
    "interpol_history": [DELETED],
}
LISTS = tuple(RULINGS)


def left(case: Case) -> set[str]:
    """The lists of rulings of which something is left before the decision."""
    return {field for field in LISTS if getattr(case.before_decision(), field)}


def test_rulings_by_others_before_the_decision_stay() -> None:
    case = a_case(RULINGS, decided_by="expert_or_ngo_only", date="2019")
    assert left(case) == set(LISTS)


@pytest.mark.parametrize("label", ["rejected", "upheld", "contested", "unresolved"])
def test_without_an_outcome_date_no_ruling_stays(label: str) -> None:
    case = a_case(RULINGS, label=label, decided_by="court")
    assert left(case) == set()


def test_a_case_that_nobody_has_decided_stands_as_it_is() -> None:
    case = a_case(RULINGS, label="unresolved")
    assert case.before_decision() == case.notice


@pytest.mark.parametrize("date", ["2015", "2015-07", "2015-01-01", "2014"])
def test_no_ruling_on_or_after_the_earliest_day_of_the_outcome_stays(date: str) -> None:
    assert left(a_case(RULINGS, decided_by="expert_or_ngo_only", date=date)) == set()


@pytest.mark.parametrize("field", LISTS)
def test_no_ruling_without_a_date_stays(field: str) -> None:
    undated = [{k: v for k, v in RULINGS[field][0].items() if k != "date"}]
    case = a_case({field: undated}, decided_by="expert_or_ngo_only", date="2019")
    assert left(case) == set()


@pytest.mark.parametrize("body", ["interpol_ccf", "interpol_general_secretariat"])
def test_no_interpol_decision_stays_where_interpol_decided(body: str) -> None:
    case = a_case(RULINGS, decided_by=body, date="2019")
    assert left(case) == {"protection", "extradition"}


@pytest.mark.parametrize("body", ["court", "asylum_authority"])
@pytest.mark.parametrize("field", ["protection", "extradition"])
def test_no_ruling_by_the_deciding_state_stays(field: str, body: str) -> None:
    item = RULINGS[field][0]
    notice = {field: [item, item | {"country": "FR"}], "host_country": "DE"}
    case = a_case(notice, decided_by=body, date="2019")
    assert [item.country for item in getattr(case.before_decision(), field)] == ["FR"]


@pytest.mark.parametrize("field", ["protection", "extradition"])
def test_the_state_whose_ruling_has_the_outcomes_date_counts_as_deciding(field: str) -> None:
    item = RULINGS[field][0]
    notice = {field: [item, item | {"date": "2019-05"}], "host_country": "FR"}
    case = a_case(notice, decided_by="court", date="2019-05-07")
    assert case.deciding_states() == {"FR", "DE"}
    assert left(case) == set()


@pytest.mark.parametrize("field", ["protection", "extradition"])
def test_a_ruling_by_an_unnamed_state_does_not_stay_where_a_court_decided(field: str) -> None:
    unnamed = [{k: v for k, v in RULINGS[field][0].items() if k != "country"}]
    case = a_case({field: unnamed, "host_country": "FR"}, decided_by="court", date="2019")
    assert left(case) == set()


def test_where_the_deciding_state_is_unknown_no_ruling_by_a_state_stays() -> None:
    case = a_case(RULINGS, decided_by="court", date="2019")
    assert left(case) <= {"interpol_history"}


def test_where_the_deciding_body_is_unknown_no_ruling_stays() -> None:
    assert left(a_case(RULINGS | {"host_country": "DE"}, date="2019")) == set()


def test_a_notice_dated_after_the_decision_is_undated() -> None:
    case = a_case({"notice_date": "2019-06"}, decided_by="court", date="2019-06")
    assert case.before_decision().notice_date is None


@given(cases())
def test_what_was_decided_later_changes_nothing(case: Case) -> None:
    before = case.before_decision()
    day = case.decision_day()
    if day is None:
        return
    dates = [
        *(item.date for item in before.protection or ()),
        *(item.date for item in before.extradition or ()),
        *(item.date for item in before.interpol_history or ()),
    ]
    assert all(date is not None and date.latest < day for date in dates)


@given(cases())
def test_nothing_is_added_before_the_decision(case: Case) -> None:
    before = case.before_decision()
    for field in LISTS:
        whole, kept = getattr(case.notice, field), getattr(before, field)
        assert set(kept or ()) <= set(whole or ())
        if whole == ():
            assert kept == ()


@pytest.mark.parametrize("result", ["granted", "surrendered", "withdrawn", "pending"])
def test_an_extradition_that_was_granted_is_no_feature(result: str) -> None:
    granted = a_notice(extradition=[{"result": result, "country": "DE", "date": "2015"}])
    none = a_notice(extradition=[])
    for one, other in zip(
        (*score(granted).contributions, *score(granted).not_weighed),
        (*score(none).contributions, *score(none).not_weighed),
        strict=True,
    ):
        assert (one.level, one.points) == (other.level, other.points)


def test_no_feature_asks_for_an_extradition_that_was_granted() -> None:
    for feature in FEATURES:
        assert "grant" not in feature.id
        if "extradition" in feature.reads:
            assert all("grant" not in level for level in feature.levels)


def test_a_case_is_scored_as_it_stood_before_its_decision() -> None:
    case = a_case(RULINGS | {"political_profile": True}, decided_by="court", date="2015")
    result = score(case)
    assert result.notice == case.before_decision()
    assert result.case_id == case.case_id
    assert result.points == score(case.before_decision()).points


def test_the_outcome_moves_nothing_but_what_was_known() -> None:
    facts = {"political_profile": True, "charges": [{"categories": ["fraud"]}]}
    labels = ("rejected", "upheld", "contested", "unresolved")
    points = {
        score(a_case(facts, label=label, decided_by="court", date="2019")).points
        for label in labels
    }
    assert len(points) == 1


@pytest.mark.parametrize("case_id", ["", " ", "a" * 101, "a\nb", "a\x1b[31m"])
def test_a_case_id_is_short_and_printable(case_id: str) -> None:
    with pytest.raises(InvalidInput, match="case id"):
        Case.parse(
            {
                "case_id": case_id,
                "notice": {"issuing_country": "TR"},
                "outcome": {"label": "upheld"},
            }
        )


def test_problems_of_the_notice_in_a_case_are_named_by_path() -> None:
    with pytest.raises(InvalidInput) as caught:
        Case.parse(
            {"case_id": "a", "notice": {"issuing_contry": "TR"}, "outcome": {"label": "won"}}
        )
    fields = {problem.field for problem in caught.value.problems}
    assert fields == {"notice.issuing_contry", "notice.issuing_country", "outcome.label"}


def test_the_decision_day_is_the_earliest_one() -> None:
    date = PartialDate("2019")
    assert a_case({}, date="2019").decision_day() == date.earliest
    assert a_case({}).decision_day() is None


def test_only_rejected_and_upheld_are_labels() -> None:
    decided = {label: a_case({}, label=label).is_decided for label in ("rejected", "upheld")}
    others = {label: a_case({}, label=label).is_decided for label in ("contested", "unresolved")}
    assert all(decided.values())
    assert not any(others.values())


@pytest.mark.parametrize("lost", [{"status": "refugee", "country": "DE"}])
def test_a_ruling_that_is_left_out_is_not_read_as_none(lost: dict[str, str]) -> None:
    denied = {"status": "asylum_denied", "country": "FR", "date": "2012"}
    case = a_case({"protection": [lost, denied]}, decided_by="expert_or_ngo_only", date="2019")
    result = score(case)
    every = (*result.contributions, *result.not_weighed)
    (protected,) = (item for item in every if item.feature.id == "protected")
    assert not protected.known


def test_every_case_behind_the_card_is_decided() -> None:
    assert {case.label for case in load_model().cases} == {"rejected", "upheld"}
    assert isinstance(a_case({}).notice, Notice)
