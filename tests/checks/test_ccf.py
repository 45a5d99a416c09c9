"""The procedure before the CCF: limits run from their event; a filing date gives a range."""

from __future__ import annotations

import datetime as dt

import pytest

from redrisk.checks import ccf_grid, ccf_timeline, published_decisions, run
from redrisk.checks.ccf import Step, Timeline
from redrisk.checks.decisions import all_decisions
from redrisk.errors import RedriskError
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
        ("2026-03-25", "not yet the only channel"),
        ("2026-03-26", "portal only"),
        ("2026-03", "not to be told from the date"),
        (None, "portal only"),
    ],
)
def test_the_portal_is_the_only_channel_since_26_march_2026(filed: str | None, words: str) -> None:
    assert words in ccf_timeline("deletion", filed=filed).channel


@pytest.mark.parametrize(
    "dates",
    [
        {"filed": "2024-05", "admissible": "2024-01"},
        {"filed": "2024-05", "discovered": "2024-07"},
        {"filed": "2014-05"},
        {"filed": "May 2024"},
    ],
)
def test_dates_that_can_not_be_are_an_error(dates: dict[str, str]) -> None:
    with pytest.raises(RedriskError):
        ccf_timeline("revision", **dates)


def test_an_unknown_kind_of_request_names_the_nearest() -> None:
    with pytest.raises(RedriskError, match="did you mean 'deletion'"):
        ccf_timeline("deletions")  # type: ignore[arg-type]


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
