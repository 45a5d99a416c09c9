"""What a rule reads is what it declares, and what it says of nothing is the same every time."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redrisk import checks, indicators
from redrisk._derived_signs import DERIVED, READS
from redrisk.checks import RULES
from redrisk.checks._facts import Facts, known_names, months_after, years_after
from redrisk.checks._inputs import INPUTS, declared_path
from redrisk.notice import Notice
from tests.checks.test_cases import CASES
from tests.property.strategies import ANSWERS, notices

DAYS = (None, dt.date(2011, 1, 1), dt.date(2016, 1, 1), dt.date(2024, 1, 1))


def _pool() -> dict[str, list[Any]]:
    pool: dict[str, list[Any]] = {"answers": []}
    for case in CASES:
        for field, value in case["facts"].items():
            if field not in ("standing", "answers") and value != "~":
                pool.setdefault(field, []).append(value)
    return pool


def _answers() -> list[dict[str, Any]]:
    return [case["facts"]["answers"] for case in CASES if "answers" in case["facts"]]


def _random_notices(count: int) -> list[Notice]:
    chance, pool, answers = random.Random(7), _pool(), _answers()  # noqa: S311
    notices = []
    for _ in range(count):
        size = chance.choice((1, 2, 4, 12))
        fields = chance.sample(sorted(set(pool) - {"answers", "issuing_country"}), size)
        facts = {field: chance.choice(pool[field]) for field in fields}
        merged: dict[str, Any] = {}
        for chosen in chance.sample(answers, chance.choice((0, 1, 6))):
            merged |= chosen
        country = chance.choice(("TR", "RU"))
        notices.append(Notice.parse({"issuing_country": country, **facts, "answers": merged}))
    return notices


def test_a_rule_reads_no_more_than_it_declares() -> None:
    for notice in _random_notices(400):
        for day in DAYS:
            full = Facts(notice, day)
            for result in checks.run(notice, as_of=day):
                found = full.outcome(result.rule)
                assert (result.result, result.reason) == (found.result, found.reason), result
                assert dict(result.facts) == dict(found.facts), result


@given(notices(), st.sampled_from(DAYS))
def test_every_answer_opens_the_rules_that_read_it(notice: Notice, day: dt.date | None) -> None:
    full = Facts(notice, day)
    for result in checks.run(notice, as_of=day):
        found = full.outcome(result.rule)
        assert (result.result, result.reason) == (found.result, found.reason), result


@pytest.mark.parametrize("answer", [True, False])
@pytest.mark.parametrize("instrument", [None, "red_notice", "diffusion"])
def test_a_single_answer_opens_the_rules_that_read_it(answer: bool, instrument: Any) -> None:
    for name in ANSWERS:
        notice = Notice(issuing_country="TR", instrument=instrument, answers={name: answer})
        full = Facts(notice)
        for result in checks.run(notice):
            assert result.result == full.outcome(result.rule).result, (name, result)


def test_an_indicator_reads_no_more_than_it_declares() -> None:
    for notice in _random_notices(300):
        for name, derive in DERIVED.items():
            facts = Facts(notice)
            if READS[name].isdisjoint(known_names(notice)):
                assert derive(facts) is None, name


def test_no_notice_is_too_odd_to_be_tested() -> None:
    for notice in _random_notices(300):
        for day in DAYS:
            for result in checks.run(notice, as_of=day):
                assert result.reason
                assert (result.result == "UNKNOWN") == (result.question is not None), result
                result.plain()
            indicators.find(notice, as_of=day)


def test_taking_a_fact_away_never_makes_a_rule_fail() -> None:
    """UNKNOWN is never FAIL: less knowledge can't turn a known pass into a breach."""
    for notice in _random_notices(150):
        before = {result.rule: result.result for result in checks.run(notice)}
        for field in notice.known_facts():
            if field == "issuing_country":
                continue
            for result in checks.run(notice.without(field)):
                if result.result == "FAIL":
                    assert before[result.rule] in ("FAIL", "UNKNOWN", "NOT_APPLICABLE", "PASS")
                    assert result.facts, result


def test_nothing_known_fails_nothing() -> None:
    for instrument in (None, "red_notice", "diffusion"):
        notice = Notice.parse({"issuing_country": "RU", "instrument": instrument})
        assert {r.rule for r in checks.run(notice) if r.result == "FAIL"} == set()


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_declaration_is_complete(rule: checks.Rule) -> None:
    assert rule.title
    assert rule.demands
    assert rule.inputs
    assert all(declared_path(path) in INPUTS for path in rule.inputs)
    assert rule.sources or rule.unconfirmed
    assert not any("forum" in source for source in rule.sources)
    assert rule.citation.instrument
    if rule.citation.instrument == "RPD":
        assert rule.citation.article
        assert rule.since == dt.date(2012, 7, 1)


def test_trap_7_article_paragraph_and_letter_stand_apart() -> None:
    citation = RULES["R84b"].citation
    assert (citation.article, citation.paragraph, citation.letter) == ("84", "", "b")
    citation = RULES["R83-1a-ii-p"].citation
    assert (citation.article, citation.paragraph, citation.letter, citation.item) == (
        "83",
        "1",
        "a",
        "ii",
    )


def test_unconfirmed_wording_is_part_of_the_value_and_not_counted() -> None:
    notice = Notice.parse(
        {
            "issuing_country": "TR",
            "instrument": "red_notice",
            "identity_set_complete": False,
            "individual_acts_described": False,
        }
    )
    results = {result.rule: result for result in checks.run(notice)}
    assert results["R83-2a"].plain()["result"] == "FAIL (text unconfirmed)"
    assert results["R83-2a"].plain()["text_confirmed"] is False
    assert results["R83-2b-i"].plain()["result"] == "FAIL"
    assert checks.summary(tuple(results.values()))["FAIL"] == 1


def test_standing_is_that_of_the_weakest_fact() -> None:
    facts = {
        "issuing_country": "TR",
        "instrument": "red_notice",
        "individual_acts_described": False,
        "standing": {"individual_acts_described": "exhibited"},
    }
    results = {result.rule: result for result in checks.run(Notice.parse(facts))}
    assert results["R83-2b-i"].standing == "exhibited"
    assert results["G17"].standing is None
    facts["standing"] = {}
    results = {result.rule: result for result in checks.run(Notice.parse(facts))}
    assert results["R83-2b-i"].standing == "asserted"


def test_an_answer_that_nothing_reads_is_named() -> None:
    notice = Notice(issuing_country="TR", answers={"ne_bis_in_idem": True, "foo": True})
    assert checks.unread_answers(notice) == ("foo",)


def test_five_years_and_six_months_end_on_a_day_that_exists() -> None:
    assert years_after(dt.date(2020, 2, 29), 5) == dt.date(2025, 2, 28)
    assert months_after(dt.date(2023, 8, 31), 6) == dt.date(2024, 2, 29)
