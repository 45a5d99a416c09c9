"""Facts of cases that a lawyer can read (tests/facts/*.yaml), and rules on all facts."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given

from redrisk.context import StateContext, shipped_context
from redrisk.facts import FACT, FACTS, SECOND_CODING, STEPS, answer_in_words, read_facts
from redrisk.features import FEATURE, levels_of
from redrisk.notice import Notice
from redrisk.view import View
from tests.helpers import a_context, a_notice, read
from tests.property.strategies import notices


class Told(NamedTuple):
    about: str
    notice: dict[str, Any]
    expect: dict[str, str]


def told() -> list[Told]:
    return [
        Told(f"{path.stem}: {record['about']}", record["notice"], record["expect"])
        for path in sorted((Path(__file__).parent / "facts").glob("*.yaml"))
        for record in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    ]


TOLD = told()


@pytest.mark.parametrize("case", TOLD, ids=[case.about for case in TOLD])
def test_facts_lead_to_the_levels_that_a_lawyer_expects(case: Told) -> None:
    notice = Notice.parse(case.notice)
    levels = levels_of(read_facts(View(notice, shipped_context())))
    got = {name: FEATURE[name].in_words(levels[name]) for name in case.expect}
    assert got == case.expect


def test_there_are_cases_for_timing_protection_refusal_and_charge() -> None:
    stems = {case.about.split(":")[0] for case in TOLD}
    assert {"timing", "protection", "refusal", "charge"} <= stems


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
def test_an_empty_notice_leaves_every_fact_open(fact: Any) -> None:
    assert fact.read(View(a_notice(), shipped_context())) == fact.unknown


@given(notices())
def test_every_answer_lies_within_the_answers_declared(notice: Notice) -> None:
    for name, (first, last) in read_facts(View(notice, shipped_context())).items():
        assert 0 <= first <= last < len(FACT[name].answers)


def test_facts_are_declared_once_and_read_fields_that_exist() -> None:
    assert len(FACT) == len(FACTS)
    for fact in FACTS:
        assert fact.question.endswith("?")
        assert {path.split(".")[0] for path in fact.reads} <= set(Notice.model_fields)
    assert set(FACT) >= SECOND_CODING


@pytest.mark.parametrize("field", sorted(SECOND_CODING))
def test_a_stated_yes_is_yes_and_a_stated_no_is_no(field: str) -> None:
    assert read(field, a_notice(**{field: True})) == (1, 1)
    assert read(field, a_notice(**{field: False})) == (0, 0)


def test_acts_that_are_described_are_not_missing() -> None:
    assert read("individual_acts_missing", a_notice(individual_acts_described=True)) == (0, 0)
    assert read("individual_acts_missing", a_notice(individual_acts_described=False)) == (1, 1)


@pytest.mark.parametrize("step", range(len(STEPS)))
def test_an_index_on_a_step_belongs_to_the_better_side(step: int) -> None:
    def position(value: float) -> tuple[int, int]:
        context: StateContext = a_context(TR=[value, value])
        return FACT["state_rule_of_law"].read(View(a_notice(notice_date="2015"), context))

    assert position(STEPS[step]) == (step, step)
    assert position(STEPS[step] - 0.001) == (step + 1, step + 1)


def test_a_range_of_answers_reads_as_words() -> None:
    fact = FACT["activity_to_case"]
    assert answer_in_words(fact, fact.unknown) == "unknown"
    assert answer_in_words(fact, (2, 2)) == fact.answers[2]
    assert answer_in_words(fact, (2, 3)) == f"{fact.answers[2]} or {fact.answers[3]}"
    assert answer_in_words(fact, (1, 3)) == f"between '{fact.answers[1]}' and '{fact.answers[3]}'"


def test_a_charge_that_cannot_be_placed_leaves_the_others_open() -> None:
    placed = {"categories": ["fraud"]}
    notice = a_notice(charges=[placed, {"law": "Article 1"}])
    assert read("charge_economic", notice) == (1, 1)
    assert read("charge_political", notice) == (0, 1)
    assert read("charge_political", a_notice(charges=[placed])) == (0, 0)


def test_no_charge_at_all_is_unknown() -> None:
    assert read("charge_economic", a_notice(charges=[])) == (0, 1)


def test_stated_categories_go_before_the_wording() -> None:
    notice = a_notice(charges=[{"text": "murder", "categories": ["fraud"]}])
    assert read("charge_violent", notice) == (0, 0)
    assert read("charge_violent", a_notice(charges=[{"text": "murder"}])) == (1, 1)


def test_an_empty_list_of_categories_is_not_read_from_the_wording() -> None:
    notice = a_notice(charges=[{"text": "murder", "categories": []}])
    assert read("charge_violent", notice) != (1, 1)
