from __future__ import annotations

import pytest
from hypothesis import given

from redrisk.case import Case
from redrisk.facts import facts_of, read_facts
from redrisk.features import FEATURE, levels_of
from redrisk.intake.case_file import read_entries
from redrisk.nearest import DecidedCase, Nearness
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
        levels = levels_of(facts_of(case.before_decision(), MODEL.context))
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


def decided(case_id: str, **levels: int) -> DecidedCase:
    known: dict[str, Range] = {name: (level, level) for name, level in levels.items()}
    unknown = {name: feature.unknown for name, feature in FEATURE.items()}
    return DecidedCase(case_id, "upheld", "court", None, (), case_id, {**unknown, **known})


SMALL, LARGE = "state_post", "political_profile"


def shown(*cases: DecidedCase) -> list[str]:
    levels = decided("asked", **{SMALL: 1, LARGE: 1}).levels
    found = Nearness(cases, {SMALL: 1, LARGE: 8}).nearest(levels, None, 2)
    return [neighbour.case.case_id for neighbour in found]


def test_the_likest_comes_first_and_a_tie_goes_by_case_id() -> None:
    alike, partly = {SMALL: 1, LARGE: 1}, {LARGE: 1}
    assert shown(decided("c", **partly), decided("b", **alike), decided("a", **partly)) == [
        "b",
        "a",
    ]


def test_a_case_alike_in_nothing_is_never_shown() -> None:
    assert shown(decided("a", **{SMALL: 0}), decided("b")) == []


def test_cases_alike_in_nothing_take_no_place() -> None:
    near = decided("near", **{SMALL: 1, LARGE: 0})
    assert shown(near, decided("silent"), decided("silent too")) == ["near"]
