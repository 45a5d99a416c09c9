from __future__ import annotations

import pytest
from hypothesis import given

from redrisk.case import Case
from redrisk.facts import read_facts
from redrisk.features import levels_of
from redrisk.intake.case_file import read_entries
from redrisk.nearest import DecidedCase
from redrisk.notice import Notice
from redrisk.persistence import load_model
from redrisk.scoring import score
from redrisk.view import Range, View
from tests.helpers import ROOT, a_notice
from tests.property.strategies import notices

MODEL = load_model()
SPANS = {row.feature.id: row.span for row in MODEL.weighed if row.span}
CLASSES = ("rejected", "upheld")


def likeness(case: DecidedCase, known: dict[str, int]) -> tuple[int, int]:
    """Likeness by its definition, one feature at a time, and on how many features both agree."""
    total = alike = 0
    for name, level in known.items():
        theirs = case.level(name)
        if theirs is not None:
            total += SPANS[name] if theirs == level else -SPANS[name]
            alike += theirs == level
    return total, alike


def levels_and_known(notice: Notice) -> tuple[dict[str, Range], dict[str, int]]:
    levels = levels_of(read_facts(View(notice, MODEL.context)))
    certain = {n: levels[n][0] for n in SPANS if levels[n][0] == levels[n][1]}
    return levels, certain


@given(notices())
def test_neighbours_are_the_likest_by_definition(notice: Notice) -> None:
    levels, known = levels_and_known(notice)
    found = MODEL.nearest(levels)
    for label in CLASSES:
        best = sorted(
            (likeness(c, known)[0] for c in MODEL.cases if c.label == label), reverse=True
        )
        mine = [n for n in found if n.case.label == label]
        for neighbour in mine:
            assert neighbour.likeness == likeness(neighbour.case, known)[0]
            assert neighbour.likeness >= best[1]
            assert neighbour.alike
            assert not set(neighbour.alike) & set(neighbour.different)


def test_there_are_two_of_each_class_rejected_ones_first() -> None:
    facts = {"political_profile": True, "charges": [{"categories": ["fraud"]}]}
    labels = [n.case.label for n in score(a_notice(**facts)).neighbours]
    assert labels == ["rejected", "rejected", "upheld", "upheld"]


def missing(notice: Notice) -> list[str]:
    """The classes in which two alike cases exist, but fewer than two are shown."""
    levels, known = levels_and_known(notice)
    found = MODEL.nearest(levels)
    return [
        label
        for label in CLASSES
        if sum(n.case.label == label for n in found)
        < min(2, sum(likeness(c, known)[1] > 0 for c in MODEL.cases if c.label == label))
    ]


@given(notices())
def test_two_of_each_class_are_shown_wherever_two_are_alike_in_anything(notice: Notice) -> None:
    assert missing(notice) == []


def test_an_empty_notice_is_like_no_case() -> None:
    assert score(a_notice()).neighbours == ()


def casebook() -> list[Case]:
    ids = {case.case_id for case in MODEL.cases}
    found = [entry.value for entry in read_entries(ROOT / "datasets" / "casebook.jsonl")]
    return [case for case in found if isinstance(case, Case) and case.case_id in ids]


CASEBOOK = casebook()


def test_no_case_is_its_own_neighbour_nor_of_its_affair() -> None:
    affairs = {case.case_id: case.affair for case in MODEL.cases}
    assert CASEBOOK
    for case in CASEBOOK:
        shown = {n.case.affair for n in score(case).neighbours}
        assert affairs[case.case_id] not in shown


def test_without_its_id_a_case_would_be_its_own_neighbour() -> None:
    own = sum(
        case.case_id in {n.case.case_id for n in score(case.before_decision()).neighbours}
        for case in CASEBOOK
    )
    assert own > len(CASEBOOK) / 2


def test_levels_behind_the_card_are_those_of_the_cases_before_their_decision() -> None:
    by_id = {case.case_id: case for case in MODEL.cases}
    for case in CASEBOOK:
        levels = levels_of(read_facts(View(case.before_decision(), MODEL.context)))
        assert dict(by_id[case.case_id].levels) == levels


@pytest.mark.parametrize("each", [0, 1, 5, 10_000])
def test_as_many_are_shown_as_are_asked_for_and_none_twice(each: int) -> None:
    levels, _ = levels_and_known(a_notice(political_profile=True))
    shown = MODEL.nearest(levels, each=each)
    assert len({n.case.case_id for n in shown}) == len(shown) <= 2 * each
    if each == 5:
        assert len(shown) == 10


def test_every_neighbour_is_cited_by_publisher_where_one_is_known() -> None:
    assert all(case.case_id.isprintable() for case in MODEL.cases)
    with_publisher = sum(bool(case.publishers) for case in MODEL.cases)
    assert with_publisher > len(MODEL.cases) / 2
