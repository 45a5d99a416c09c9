"""What a run of the rules adds up to: counts, unread answers, charges read from their words."""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
from typing import Any, get_args
from unittest import mock

import pytest

from redrisk import offences
from redrisk.checks import (
    INPUTS,
    RULES,
    ccf_grid,
    ccf_timeline,
    national_effect,
    plain_value,
    published_decisions,
    run,
    summary,
    unread_answers,
)
from redrisk.checks._charges import ChargeGroups
from redrisk.checks._declare import Citation, rule
from redrisk.checks._facts import Facts
from redrisk.checks._inputs import CHOICES, question_for
from redrisk.checks._offences import (
    CHEQUE,
    FAMILY,
    GRAVE,
    HONOUR,
    ORDINARY,
    POLITICAL,
    TERRORIST,
    spread,
    unclassed,
)
from redrisk.checks.context import CONTEXT
from redrisk.dates import PartialDate
from redrisk.errors import DataError
from redrisk.indicators import catalogue
from redrisk.notice import Notice
from redrisk.vocabulary import Instrument, OffenceCategory, RefusalGround, Role, WarrantIssuer
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
            assert result.standing in (None, "asserted", "exhibited")


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


def test_the_words_of_a_charge_are_read_in_its_stated_language() -> None:
    with mock.patch("redrisk.charges.categories", return_value=("fraud",)) as read:
        groups = ChargeGroups(a_notice(charges=[{"text": "a text of one test", "language": "es"}]))
    read.assert_called_once_with("a text of one test", "es")
    assert groups.union == {"fraud"}


def test_a_result_as_data_says_all_that_a_reader_needs() -> None:
    notice = a_notice(
        instrument="red_notice",
        charges=[{"text": "unpaid cheque", "max_penalty": 18}],
        answers={"particular_importance": False},
    )
    plain = {result.rule: result.plain() for result in run(notice)}
    failed = plain["R83-1a-ii-p"]
    sources = failed.pop("sources")
    assert all(source.startswith("http") for source in sources)
    assert failed == {
        "rule": "R83-1a-ii-p",
        "title": "Wanted for trial: maximum penalty of two years",
        "kind": "rule",
        "result": "FAIL (text unconfirmed)",
        "text_confirmed": False,
        "unconfirmed": "wording; the two-year figure is sourced",
        "reason": "maximum penalty 18 months, below the 24 required, and the exception of "
        "83(1)(b) is not used",
        "facts": {"charges[0].max_penalty": 18, "answers.particular_importance": False},
        "standing": "asserted",
        "question": None,
        "citation": {
            "instrument": "RPD",
            "article": "83",
            "paragraph": "1",
            "letter": "a",
            "item": "ii",
            "printed": "RPD Art. 83(1)(a)(ii)",
        },
        "in_force_since": "2012-07-01",
        "in_force_until": None,
    }
    ended = plain["S-ref0"]
    assert (ended["in_force_since"], ended["in_force_until"]) == ("2014-06-01", "2017-09-29")
    assert plain["C2"]["in_force_since"] is None
    assert plain["P-a"]["kind"] == "note"
    assert plain["G40"]["question"] == "Was the subject under 18 at the time of the acts?"
    law = next(result for result in run(notice) if result.rule == "R83-2b-iii")
    assert law.question is not None
    assert law.question.startswith("Charge 1: ")


def test_values_become_what_json_can_hold() -> None:
    sentence = a_notice(sentence={"imposed_months": 8}).sentence
    for value, plain in (
        (None, None),
        (True, True),
        (2.5, 2.5),
        ("x", "x"),
        (PartialDate("2015-11"), "2015-11"),
        (("a", PartialDate("2015")), ["a", "2015"]),
        (sentence, {"imposed_months": 8}),
    ):
        assert plain_value(value) == plain


def test_what_is_handed_out_cannot_be_changed() -> None:
    notice = a_notice(minor_at_offence=True, answers={"minor_flagged": False})
    things: tuple[Any, ...] = (
        RULES["C3"],
        RULES["C3"].citation,
        INPUTS["charges"],
        CONTEXT[0],
        ccf_timeline("access"),
        ccf_timeline("access").steps[0],
        national_effect("US"),
        national_effect("US").statements[0],
        published_decisions(["C3"])[0],
        ccf_grid(notice, run(notice))[0],
    )
    for thing in things:
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(thing, dataclasses.fields(thing)[0].name, None)
        assert not hasattr(thing, "__dict__")


def test_rules_that_lost_their_words_are_an_error_that_names_the_switch() -> None:
    with pytest.raises(DataError, match=r"^the rules lost their titles; run Python without -OO$"):
        rule("X", Citation("RPD", "1"), inputs="charges")(mock.Mock(__doc__=None))
    assert "X" not in RULES


def test_grave_and_political_charges_are_those_that_the_features_call_so() -> None:
    """Two readings of one list: what is violent, organised or political is so for both.

    A sexual offence may be conduct on which countries differ, and membership is a label; neither
    is grave by its name. Public order is political to the features and open to the rules.
    """
    violent = offences.VIOLENT_OFFENCES | offences.ORGANISED_OFFENCES
    assert violent - {"sexual_offence"} | {"terrorism"} == GRAVE
    assert offences.POLITICAL_OFFENCES - {"public_order"} == POLITICAL
    economic = offences.ECONOMIC_OFFENCES - {"tax_evasion", "abuse_of_office", "customs_smuggling"}
    assert GRAVE | economic | {"sexual_offence", "theft"} == ORDINARY
    assert offences.TERRORIST_OFFENCES == TERRORIST
    assert offences.PRIVATE_OFFENCES - {"bankruptcy_debt"} == FAMILY | CHEQUE


FRAUD, INSULT, ODD = {"categories": ["fraud"]}, {"categories": ["speech_offence"]}, {"law": "1"}


@pytest.mark.parametrize(
    ("charges", "told"),
    [
        (None, "unknown"),
        ([], "unknown"),
        ([ODD], "unknown"),
        ([FRAUD], "none"),
        ([FRAUD, ODD], "unknown"),
        ([INSULT], "all"),
        ([INSULT, ODD], "unknown"),
        ([INSULT, FRAUD], "some"),
        ([INSULT, FRAUD, ODD], "some"),
        ([{"categories": ["speech_offence", "fraud"]}], "none"),
    ],
)
def test_how_the_charges_fall_into_a_group(charges: Any, told: str) -> None:
    assert spread(Facts(a_notice(charges=charges)), HONOUR) == told


def test_the_question_left_open_names_the_charge_that_nobody_classed() -> None:
    for charges, path in (
        (None, "charges"),
        ([FRAUD, ODD], "charges[1].categories"),
        ([FRAUD], "charges[0].categories"),
    ):
        assert unclassed(Facts(a_notice(charges=charges))) == path
    assert question_for("charges[1].law") == f"Charge 2: {INPUTS['charges[].law'].question}"
    assert question_for("charges") == INPUTS["charges"].question
    ground = question_for("extradition[3].ground")
    assert ground == INPUTS["extradition[].ground"].question


def test_the_words_to_choose_from_are_those_that_a_notice_takes() -> None:
    assert CHOICES["instrument"] == get_args(Instrument)
    assert CHOICES["warrant.issuer"] == get_args(WarrantIssuer)
    assert CHOICES["extradition[].ground"] == get_args(RefusalGround)
    assert CHOICES["roles"] == get_args(Role)
    assert CHOICES["charges[].categories"] == get_args(OffenceCategory)
    assert CHOICES["answers.wanted_for"] == ("trial", "sentence")
    choosing = {path for path, asked in INPUTS.items() if asked.kind in ("choice", "choices")}
    assert set(CHOICES) == choosing
