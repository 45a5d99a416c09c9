"""What a run of the rules adds up to: counts, answers that nothing reads, charges read from text."""

from __future__ import annotations

import collections
import datetime as dt

from redrisk.checks import INPUTS, RULES, run, summary, unread_answers
from redrisk.checks._charges import ChargeGroups
from redrisk.indicators import catalogue
from redrisk.notice import Notice
from tests.helpers import a_notice

LISTED = "terrorist organisation membership"


def test_the_summary_counts_confirmed_rules_and_no_notes() -> None:
    results = run(
        a_notice(instrument="red_notice", individual_acts_described=False, minor_at_offence=False)
    )
    counted = collections.Counter(
        result.result
        for result in results
        if result.text_confirmed and RULES[result.rule].kind == "rule"
    )
    counts = summary(results)
    assert list(counts) == ["FAIL", "UNKNOWN", "PASS", "NOT_APPLICABLE"]
    assert counts == {name: counted[name] for name in counts}
    assert min(counts["FAIL"], counts["NOT_APPLICABLE"]) >= 1
    assert counts["UNKNOWN"] > 2
    assert summary([]) == dict.fromkeys(counts, 0)


def test_an_answer_that_a_rule_or_a_sign_reads_is_not_called_unread() -> None:
    read = {path.partition("answers.")[2] for path in INPUTS} - {""} | set(catalogue())
    assert unread_answers(a_notice(answers=dict.fromkeys(sorted(read), True))) == ()
    assert unread_answers(a_notice(answers={"answers.renewed": True, "renewd": True})) == (
        "answers.renewed",
        "renewd",
    )


def test_a_result_without_facts_has_no_standing() -> None:
    for notice in (
        a_notice(minor_at_offence=True),
        a_notice(minor_at_offence=True, standing={"minor_at_offence": "exhibited"}),
    ):
        for result in run(notice):
            assert (result.standing is None) == (not result.facts), result


def test_before_the_rpd_its_rules_did_not_apply_and_on_its_first_day_they_did() -> None:
    notice = a_notice(instrument="red_notice", individual_acts_described=False)

    def on(day: dt.date) -> str:
        return next(r.result for r in run(notice, as_of=day) if r.rule == "R83-2b-i")

    assert on(dt.date(2012, 6, 30)) == "NOT_APPLICABLE"
    assert on(dt.date(2012, 7, 1)) == "FAIL"


def test_charges_are_classed_by_what_is_stated_or_else_by_their_words() -> None:
    charges = [
        {"text": "murder", "categories": ["fraud"]},
        {"text": LISTED},
        {"text": "xyzzy"},
        {"law": "Article 1"},
    ]
    groups = ChargeGroups(a_notice(charges=charges))
    assert groups.each == [("fraud",), ("terrorism_membership",), None, None]
    assert groups.union == {"fraud", "terrorism_membership"}
    assert groups.facts == {"charges[0].categories": ("fraud",), "charges[1].text": LISTED}
    assert groups.named == "fraud, terrorism membership"
    assert not groups.complete
    assert ChargeGroups(a_notice(charges=charges[:2])).complete


def test_no_charge_is_not_a_complete_list_of_classed_ones() -> None:
    for notice in (a_notice(), a_notice(charges=[]), Notice.parse({"issuing_country": "TR"})):
        groups = ChargeGroups(notice)
        assert (groups.complete, groups.facts, groups.named) == (False, {}, "not classed")


def test_a_stated_language_decides_between_readings_of_one_word() -> None:
    """Spanish 'injurias' are insults; elsewhere the word may mean an injury."""
    for language, read in ((None, {"assault", "speech_offence"}), ("es", {"speech_offence"})):
        charges = [{"text": "injurias", "language": language}]
        assert set(ChargeGroups(a_notice(charges=charges)).union) == read
