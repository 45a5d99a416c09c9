"""Signs are found in fields, else in answers; contradictions leave them unknown; no sums."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from redrisk.indicators import catalogue, find
from redrisk.notice import Notice


def _found(as_of: dt.date | None = None, **facts: Any) -> dict[str, str]:
    notice = Notice.parse({"issuing_country": "DE", **facts})
    return {sign.id: sign.result for sign in find(notice, as_of=as_of)}


CASES: list[tuple[str, dict[str, Any], str]] = [
    (
        "pure_political_charge",
        {"charges": [{"categories": ["treason_espionage"]}], "violence_alleged": False},
        "FOUND",
    ),
    ("pure_political_charge", {"charges": [{"categories": ["fraud"]}]}, "NOT_FOUND"),
    ("pure_political_charge", {"charges": [{"categories": ["treason_espionage"]}]}, "UNKNOWN"),
    ("military_offence", {"charges": [{"categories": ["military_desertion"]}]}, "FOUND"),
    (
        "terror_membership_without_act",
        {"charges": [{"categories": ["terrorism_membership"]}], "concrete_act": False},
        "FOUND",
    ),
    (
        "terror_membership_without_act",
        {"charges": [{"categories": ["terrorism_membership"]}]},
        "UNKNOWN",
    ),
    ("vague_no_individual_role", {"individual_acts_described": False}, "FOUND"),
    ("max_penalty_under_two_years", {"charges": [{"text": "x", "max_penalty": 23}]}, "FOUND"),
    ("max_penalty_under_two_years", {"charges": [{"text": "x", "max_penalty": 24}]}, "NOT_FOUND"),
    ("sentence_under_six_months", {"sentence": {"imposed_months": 5}}, "FOUND"),
    ("sentence_under_six_months", {"sentence": {"imposed_months": 6}}, "NOT_FOUND"),
    ("no_valid_warrant", {"warrant": {"valid": False}}, "FOUND"),
    ("opposition_or_candidate", {"roles": ["opposition_politician"]}, "FOUND"),
    ("opposition_or_candidate", {"roles": ["banker"]}, "NOT_FOUND"),
    ("opposition_or_candidate", {"political_activity": [{"kind": "election_candidacy"}]}, "FOUND"),
    ("journalist_or_blogger", {"roles": ["blogger"]}, "FOUND"),
    (
        "charge_after_dissent",
        {
            "political_activity": [{"kind": "protest", "date": "2019-05"}],
            "criminal_case_opened": "2019-09",
        },
        "FOUND",
    ),
    (
        "charge_after_dissent",
        {
            "political_activity": [{"kind": "protest", "date": "2021"}],
            "criminal_case_opened": "2019-09",
        },
        "NOT_FOUND",
    ),
    (
        "charge_after_dissent",
        {"political_activity": [{"kind": "protest"}], "criminal_case_opened": "2019-09"},
        "UNKNOWN",
    ),
    (
        "charge_after_departure_or_asylum",
        {"left_country": "2018", "criminal_case_opened": "2019"},
        "FOUND",
    ),
    ("instrument_is_diffusion", {"instrument": "diffusion"}, "FOUND"),
    (
        "diffusion_after_notice_refused",
        {"instrument": "diffusion", "interpol_history": [{"decision": "refused"}]},
        "FOUND",
    ),
    ("earlier_request_refused", {"interpol_history": []}, "NOT_FOUND"),
    ("ccf_found_compliant", {"interpol_history": [{"decision": "upheld"}]}, "FOUND"),
    ("asylum_pending", {"protection": [{"status": "asylum_pending"}]}, "FOUND"),
    ("refugee_status_confirmed", {"protection": []}, "NOT_FOUND"),
    ("refugee_status_confirmed", {"protection": [{"status": "refugee"}]}, "UNKNOWN"),
    (
        "extradition_refused_substantive",
        {"extradition": [{"result": "refused", "ground": "human_rights"}]},
        "FOUND",
    ),
    (
        "extradition_refused_technical",
        {"extradition": [{"result": "refused", "ground": "procedural"}]},
        "FOUND",
    ),
    ("extradition_refused_technical", {"extradition": [{"result": "refused"}]}, "UNKNOWN"),
    (
        "no_extradition_request_when_located",
        {"located_on": "2019", "extradition_requested_when_located": False},
        "FOUND",
    ),
    ("in_absentia_no_retrial", {"in_absentia": False}, "NOT_FOUND"),
    ("state_named_for_interpol_abuse", {"issuing_country": "RU", "notice_date": "2022"}, "FOUND"),
    (
        "state_named_for_interpol_abuse",
        {"issuing_country": "DE", "notice_date": "2022"},
        "NOT_FOUND",
    ),
    ("state_named_for_interpol_abuse", {"issuing_country": "DE", "notice_date": "2009"}, "UNKNOWN"),
    ("charge_near_election", {"answers": {"charge_near_election": True}}, "FOUND"),
    ("charge_near_election", {}, "UNKNOWN"),
]


@pytest.mark.parametrize(("sign", "facts", "expected"), CASES)
def test_a_sign_in_a_notice(sign: str, facts: dict[str, Any], expected: str) -> None:
    assert _found(**facts)[sign] == expected


def test_a_field_and_an_answer_that_contradict_each_other_leave_it_unknown() -> None:
    answers = {"vague_no_individual_role": True}
    found = _found(individual_acts_described=True, answers=answers)
    assert found["vague_no_individual_role"] == "UNKNOWN"


def test_limitation_needs_a_day() -> None:
    assert _found(limitation_expires="2020")["limitation_expired_at_home"] == "UNKNOWN"
    day = dt.date(2021, 1, 1)
    assert _found(day, limitation_expires="2020")["limitation_expired_at_home"] == "FOUND"


def test_nothing_known_finds_nothing() -> None:
    assert set(_found().values()) <= {"UNKNOWN"}


def test_the_catalogue_keeps_its_promises() -> None:
    signs = catalogue().values()
    assert len(signs) == 85
    directions = [sign.direction for sign in signs]
    assert (directions.count("raises"), directions.count("lowers")) == (65, 10)
    assert not any("forum" in sign.source for sign in signs)
    for sign in signs:
        commentary = sign.authority_kind == "practitioner commentary"
        assert (sign.authority == "practitioner commentary") == commentary
    assert sum(sign.restates_outcome for sign in signs) == 12


def test_a_result_says_on_what_it_rests() -> None:
    notice = Notice(issuing_country="DE", minor_at_offence=True)
    sign = next(s for s in find(notice) if s.id == "minor_at_time")
    plain = sign.plain()
    assert plain["facts"] == {"minor_at_offence": True}
    assert plain["standing"] == "asserted"
    assert plain["text_confirmed"] is False
