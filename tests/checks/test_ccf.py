"""The procedure before the CCF: limits run from their event; a filing date gives a range."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from unittest import mock

import pytest

from redrisk.checks import (
    RULES,
    ccf,
    ccf_grid,
    ccf_request_contents,
    ccf_timeline,
    published_decisions,
    run,
)
from redrisk.checks.ccf import Step, Timeline
from redrisk.checks.decisions import all_decisions
from redrisk.dates import PartialDate
from redrisk.errors import DataError, RedriskError
from redrisk.notice import Notice


def _step(timeline: Timeline, name: str) -> Step:
    return next(step for step in timeline.steps if name in step.name)


def test_nine_months_for_deletion_and_four_for_access_from_admissibility() -> None:
    deletion = _step(ccf_timeline("deletion", admissible="2024-05-31"), "Decision on deletion")
    access = _step(ccf_timeline("access", admissible="2024-05-31"), "Decision on access")
    assert (deletion.earliest, deletion.latest) == (dt.date(2025, 2, 28), dt.date(2025, 2, 28))
    assert (access.latest, access.starts_with) == (dt.date(2024, 9, 30), "admissibility")


def test_with_only_a_filing_date_the_answer_is_a_range() -> None:
    step = _step(ccf_timeline("deletion", filed="2024-02-15"), "Decision on deletion")
    assert not step.is_exact
    assert (step.earliest, step.latest) == (dt.date(2024, 11, 15), dt.date(2024, 12, 15))


def test_without_a_date_no_date_is_given() -> None:
    assert all(step.latest is None for step in ccf_timeline("access").steps)


def test_a_partial_date_widens_the_range() -> None:
    step = _step(ccf_timeline("access", admissible="2024-02"), "Decision on access")
    assert (step.earliest, step.latest) == (dt.date(2024, 6, 1), dt.date(2024, 6, 29))


def test_revision_within_six_months_of_discovery() -> None:
    timeline = ccf_timeline("revision", discovered="2025-08-31")
    step = _step(timeline, "revision")
    assert (step.latest, step.starts_with) == (dt.date(2026, 2, 28), "discovery of the new fact")
    assert any("two-page summary" in document for document in timeline.contents)
    assert not any("Decision on" in s.name and s.name.endswith("revision") for s in timeline.steps)


def test_the_step_of_45_days_came_in_2025() -> None:
    before = ccf_timeline("deletion", admissible="2025-06-01")
    after = ccf_timeline("deletion", admissible="2026-01-10")
    assert not any("2025" in step.name for step in before.steps)
    assert _step(after, "2025").latest == dt.date(2026, 2, 24)


@pytest.mark.parametrize(
    ("filed", "words"),
    [
        ("2026-03-25", "the portal was not yet the only channel"),
        ("2026-03-26", "the CCF's portal only"),
        ("2026-03", "not to be told from the date: until 26 March 2026 also by mail"),
        (None, "the CCF's portal only"),
    ],
)
def test_the_portal_is_the_only_channel_since_26_march_2026(filed: str | None, words: str) -> None:
    assert ccf_timeline("deletion", filed=filed).channel.startswith(words)


def test_a_period_that_ends_on_the_first_day_of_the_portal_is_not_told() -> None:
    channel = ccf._channel(ccf._Window(dt.date(2026, 3, 1), dt.date(2026, 3, 26)))
    assert channel.startswith("not to be told from the date")


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (
            {"filed": "2024-05", "admissible": "2024-01"},
            "admissible: 2024-01-31 lies before the filing on 2024-05-01; give the later day",
        ),
        (
            {"filed": "2024-05", "discovered": "2024-07"},
            "discovered: 2024-07-01 lies after the filing on 2024-05-31; give the day of discovery",
        ),
        (
            {"filed": "2014-05"},
            "filed: 2014-05-31 lies before 2017-03-11, when the Statute came into force; the "
            "procedure before it is not covered",
        ),
        ({"filed": "May 2024"}, "filed: a date is written 2015, 2015-11 or 2015-11-03; got"),
    ],
)
def test_dates_that_can_not_be_are_an_error(dates: dict[str, str], words: str) -> None:
    with pytest.raises(RedriskError, match=re.escape(words)):
        ccf_timeline("revision", **dates)


@pytest.mark.parametrize(
    "dates",
    [
        {"filed": "2024-05-10", "admissible": "2024-05-10"},
        {"filed": "2024-05-10", "discovered": "2024-05-10"},
        {"filed": "2024-05", "admissible": "2024-05-01"},
        {"discovered": "2017-03-11"},
    ],
)
def test_dates_that_just_agree_are_none(dates: dict[str, str]) -> None:
    assert ccf_timeline("revision", **dates).request == "revision"


def test_a_day_may_be_given_as_text_as_a_partial_date_or_as_a_day() -> None:
    told = [
        ccf_timeline("access", admissible=day)
        for day in ("2024-02-15", PartialDate("2024-02-15"), dt.date(2024, 2, 15))
    ]
    assert told[0] == told[1] == told[2]
    assert told[0].plain()["steps"] == [step.plain() for step in told[0].steps]
    assert set(told[0].plain()) == {"request", "channel", "contents", "steps", "notes"}


def test_admissibility_is_decided_within_a_month_of_receipt() -> None:
    step = _step(ccf_timeline("access", filed="2024-01-31", admissible="2024-02-10"), "admissib")
    assert (step.earliest, step.latest) == (dt.date(2024, 2, 29), dt.date(2024, 2, 29))
    step = _step(ccf_timeline("access", filed="2024-01-31"), "admissib")
    assert (step.earliest, step.latest) == (dt.date(2024, 1, 31), dt.date(2024, 2, 29))


def test_the_step_of_2025_is_in_doubt_where_the_date_straddles_its_first_day() -> None:
    first_day, straddling, before = (
        ccf_timeline("deletion", filed=day) for day in ("2025-11-27", "2025-11", "2025-11-26")
    )
    assert _step(first_day, "2025").unconfirmed == "the event from which the days run"
    assert "whether it was in force" in _step(straddling, "2025").unconfirmed
    assert not any("2025" in step.name for step in before.steps)


def test_an_unknown_kind_of_request_names_the_nearest() -> None:
    words = (
        "request: 'deletions' is not one of: access, correction, deletion, revision; "
        "did you mean 'deletion'"
    )
    with pytest.raises(RedriskError, match=re.escape(words)):
        ccf_timeline("deletions")  # type: ignore[arg-type]


def test_a_deletion_is_meant_unless_another_request_is_named() -> None:
    assert ccf_timeline() == ccf_timeline("deletion")
    assert ccf_request_contents() == ccf_request_contents("deletion")


def test_the_grid_names_ground_provision_fact_and_exhibit() -> None:
    notice = Notice.parse(
        {
            "issuing_country": "TR",
            "instrument": "red_notice",
            "warrant": {"valid": False},
            "standing": {"warrant.valid": "exhibited"},
            "sources": {"warrant.valid": [{"exhibit": "C", "page": "4"}]},
        }
    )
    grid = {row.rule: row for row in ccf_grid(notice, run(notice))}
    row = grid["R83-2b-v"]
    assert (row.provision, row.fact, row.exhibit) == (
        "RPD Art. 83(2)(b)(v)",
        "warrant.valid",
        "C, p. 4",
    )
    assert (row.standing, row.text_confirmed) == ("exhibited", False)


def test_published_decisions_show_outcomes_in_both_directions() -> None:
    decisions = all_decisions()
    assert decisions[0].plain() == {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in dataclasses.asdict(decisions[0]).items()
    }
    assert len(decisions) == 34
    assert sum(decision.outcome == "non-compliant" for decision in decisions) == 18
    outcomes = {decision.outcome for decision in published_decisions(["C3"])}
    assert {"non-compliant", "compliant"} <= outcomes


def test_with_a_filing_date_alone_every_step_is_a_range() -> None:
    assert not any(step.is_exact for step in ccf_timeline("deletion", filed="2026-05-31").steps)


def test_review_of_2025_is_not_noted_for_a_request_before_it() -> None:
    before, after = (ccf_timeline("access", filed=day) for day in ("2024-05-01", "2026-05-01"))
    assert not any("33(3)" in note for note in before.notes)
    assert any("33(3)" in note for note in after.notes)


def test_the_exhibits_of_a_list_speak_for_its_members_and_none_is_said() -> None:
    notice = Notice.parse(
        {
            "issuing_country": "TR",
            "instrument": "red_notice",
            "charges": [{"categories": ["speech_offence"]}],
            "warrant": {"valid": False},
            "minor_at_offence": True,
            "answers": {"organised_or_transnational_crime": False, "minor_flagged": False},
            "sources": {
                "charges": [{"exhibit": "A", "page": "1"}, {"exhibit": "B"}],
                "answers.minor_flagged": [{"exhibit": "C"}],
            },
        }
    )
    rows = ccf_grid(notice, run(notice))
    grid = {row.rule: row for row in rows}
    assert grid["R83-x1"].exhibit == "A, p. 1; B"
    assert grid["R83-x1"].fact == "charges[0].categories; answers.organised_or_transnational_crime"
    assert grid["G40"].exhibit == "C"
    assert grid["D51"].exhibit == "none yet"
    reasons = {result.rule: result.reason for result in run(notice)}
    assert all(row.ground == reasons[row.rule] for row in rows)
    assert {row.standing for row in rows} == {"asserted"}
    confirmed = [row.text_confirmed for row in rows]
    assert confirmed == sorted(confirmed, reverse=True)
    assert len(set(confirmed)) == 2
    assert grid["G40"].plain()["ground"] == grid["G40"].ground
    assert not any(RULES[row.rule].kind == "note" for row in rows)


@pytest.mark.parametrize("content", ["no JSON", "[]", "{}", '{"decisions": [{"id": "1"}]}'])
def test_damaged_decisions_are_an_error_that_says_what_to_do(content: str) -> None:
    with (
        mock.patch("pathlib.Path.read_text", return_value=content),
        pytest.raises(DataError, match=r"ccf_decisions\.json can't be read .*; reinstall redrisk"),
    ):
        all_decisions.__wrapped__()


def test_the_exhibit_of_one_charge_goes_before_that_of_all() -> None:
    notice = Notice.parse(
        {
            "issuing_country": "TR",
            "instrument": "red_notice",
            "charges": [{"text": "fraud", "max_penalty": 12}],
            "answers": {"particular_importance": False},
            "sources": {
                "charges": [{"exhibit": "A"}],
                "charges[0].max_penalty": [{"exhibit": "D"}],
            },
        }
    )
    grid = {row.rule: row.exhibit for row in ccf_grid(notice, run(notice))}
    assert grid["R83-1a-ii-p"] == "D"
