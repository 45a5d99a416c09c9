from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from redrisk.cautions import FEW_FACTS
from redrisk.notice import Notice
from redrisk.persistence import load_model
from redrisk.scoring import score
from tests.helpers import a_context, a_notice

FULL: dict[str, Any] = {
    "notice_date": "2015",
    "criminal_case_opened": "2014",
    "charges": [{"categories": ["fraud"]}],
    "political_profile": True,
    "state_post": False,
    "armed_or_gang": False,
    "private_dispute": False,
    "business_elite": True,
}


def codes(**facts: Any) -> list[str]:
    return [caution.code for caution in score(a_notice(**facts)).warnings]


def test_a_full_notice_without_trouble_has_no_warning() -> None:
    result = score(a_notice(**FULL), model=dataclasses.replace(load_model(), upper=100, lower=-100))
    assert result.warnings == ()


def test_few_facts_are_called_thin() -> None:
    weighed = ("political_profile", "state_post", "armed_or_gang", "private_dispute")
    assert len(weighed) < FEW_FACTS
    facts = {name: FULL[name] for name in weighed}
    assert "thin_facts" in codes(notice_date="2015", **facts)
    assert "thin_facts" not in codes(notice_date="2015", business_elite=True, **facts)


def test_a_notice_that_states_nothing_but_its_charge_is_thin() -> None:
    assert "thin_facts" in codes(notice_date="2015", charges=[{"categories": ["fraud"]}])


def test_points_beyond_the_bounds_are_called_clipped() -> None:
    model = load_model()
    narrow = dataclasses.replace(model, lower=-1, upper=1)
    for value in (True, False):
        result = score(a_notice(political_profile=value), model=narrow)
        assert result.points != result.reported_points
        assert "clipped" in {caution.code for caution in result.warnings}
        assert result.clipped == ("at least" if value else "at most")
    assert "clipped" not in codes(political_profile=True)


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        (
            {"alleged_offence_date": "2016", "criminal_case_opened": "2015"},
            ("alleged_offence_date", "criminal_case_opened"),
        ),
        (
            {"criminal_case_opened": "2016", "notice_date": "2015"},
            ("criminal_case_opened", "notice_date"),
        ),
        ({"notice_date": "2016", "renewed_on": "2015"}, ("notice_date", "renewed_on")),
        ({"notice_date": "2016", "retained_until": "2015"}, ("notice_date", "retained_until")),
        ({"located_on": "2016", "papers_sent_on": "2015"}, ("located_on", "papers_sent_on")),
        ({"warrant": {"date": "2016"}, "notice_date": "2015"}, ("warrant.date", "notice_date")),
    ],
)
def test_dates_in_conflict_are_named(facts: dict[str, Any], fields: tuple[str, str]) -> None:
    warnings = score(a_notice(**facts)).warnings
    found = [caution.message for caution in warnings if caution.code == "dates_in_conflict"]
    assert len(found) == 1
    assert all(field in found[0] for field in fields)


def test_dates_that_may_agree_are_no_conflict() -> None:
    assert "dates_in_conflict" not in codes(criminal_case_opened="2015-06", notice_date="2015")


def test_an_offence_later_than_the_notice_is_a_conflict() -> None:
    assert "dates_in_conflict" in codes(alleged_offence_date="2016", notice_date="2015")


def test_a_level_that_dates_leave_open_is_named() -> None:
    model = load_model()
    lag = next(row for row in model.rows if row.feature.id == "activity_to_case")
    straddling = codes(
        criminal_case_opened="2016",
        political_activity=[{"kind": "protest", "date": "2015"}],
    )
    assert ("straddling" in straddling) == lag.weighed


@pytest.mark.parametrize(
    ("charges", "code"),
    [
        ([{"law": "Article 1"}], "charge_not_placed"),
        ([{"text": "murder"}], "charge_placed_by_text"),
    ],
)
def test_charges_that_were_placed_by_text_or_not_at_all_are_named(charges: Any, code: str) -> None:
    assert code in codes(charges=charges)
    assert code not in codes(charges=[{"text": "murder", "categories": ["homicide"]}])


def test_a_state_that_stands_behind_no_case_is_named() -> None:
    known = load_model().card["states"]
    foreign = next(state for state in ("SM", "VA", "LI", "NR") if state not in known)
    found = {caution.code for caution in score(Notice(issuing_country=foreign)).warnings}
    assert "state_not_in_casebook" in found
    home = {caution.code for caution in score(Notice(issuing_country=min(known))).warnings}
    assert "state_not_in_casebook" not in home


def test_a_case_that_helped_to_make_the_card_is_named() -> None:
    case_id = load_model().cases[0].case_id
    plain = {"notice": {"issuing_country": "TR"}, "outcome": {"label": "rejected"}}
    found = [c.code for c in score({**plain, "case_id": case_id}).warnings]
    other = [c.code for c in score({**plain, "case_id": "ZZ-none"}).warnings]
    assert "in_casebook" in found
    assert "in_casebook" not in other


def test_every_message_is_one_printable_line() -> None:
    result = score(
        a_notice(
            charges=[{"text": "murder"}, {"law": "Article 1"}],
            alleged_offence_date="2020",
            criminal_case_opened="2016",
            notice_date="2015",
        ),
        model=dataclasses.replace(load_model(), context=a_context(FR=[0.5, 0.5]), upper=1),
    )
    assert len(result.warnings) >= 4
    for caution in result.warnings:
        assert caution.message.isprintable()
        assert len(caution.message) > 20
