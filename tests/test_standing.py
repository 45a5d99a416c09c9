from __future__ import annotations

import pytest
from hypothesis import given

from redrisk.notice import Notice
from redrisk.scoring import score
from redrisk.standing import exhibited_alone, is_exhibited
from tests.helpers import a_notice
from tests.property.strategies import notices

CHARGES = [{"text": "fraud", "categories": ["fraud"]}, {"categories": ["homicide"]}]


@pytest.mark.parametrize(
    ("marked", "asked", "answer"),
    [
        ("charges", "charges[0].text", True),
        ("charges[0]", "charges[0].text", True),
        ("charges[0].text", "charges[0]", False),
        ("charges[0]", "charges[1]", False),
        ("in_absentia", "charges", False),
    ],
)
def test_the_nearest_path_above_speaks_for_a_fact(marked: str, asked: str, answer: bool) -> None:
    notice = a_notice(charges=CHARGES, standing={marked: "exhibited"})
    assert is_exhibited(notice, asked) is answer


def test_a_nearer_word_overrules_a_farther_one() -> None:
    notice = a_notice(charges=CHARGES, standing={"charges": "exhibited", "charges[1]": "asserted"})
    assert is_exhibited(notice, "charges[0]")
    assert not is_exhibited(notice, "charges[1].categories")


def test_without_a_word_a_fact_is_asserted() -> None:
    notice = a_notice(political_profile=True)
    assert exhibited_alone(notice) is None
    assert score(notice).points_exhibited == 0


def test_asserted_facts_are_unknown_on_exhibits_alone() -> None:
    notice = a_notice(
        political_profile=True, state_post=True, standing={"political_profile": "exhibited"}
    )
    alone = exhibited_alone(notice)
    assert alone is not None
    assert (alone.political_profile, alone.state_post) == (True, None)


def test_a_list_known_to_be_empty_needs_a_word_too() -> None:
    marked = a_notice(protection=[], standing={"protection": "exhibited"})
    other = a_notice(protection=[], state_post=True, standing={"state_post": "exhibited"})
    for notice, expected in ((marked, ()), (other, None)):
        alone = exhibited_alone(notice)
        assert alone is not None
        assert alone.protection == expected


def test_a_part_of_a_record_can_be_exhibited_alone() -> None:
    notice = a_notice(charges=CHARGES, standing={"charges[0].categories": "exhibited"})
    alone = exhibited_alone(notice)
    assert alone is not None
    assert [(c.text, c.categories) for c in alone.charges or ()] == [(None, ("fraud",))]


def test_a_record_without_its_required_part_is_unknown() -> None:
    notice = a_notice(
        extradition=[{"result": "refused", "country": "DE"}],
        standing={"extradition[0].country": "exhibited"},
    )
    alone = exhibited_alone(notice)
    assert alone is not None
    assert alone.extradition is None


def test_the_state_counts_on_exhibits_only_if_it_and_its_year_are_exhibited() -> None:
    facts = {"issuing_country": "BY", "notice_date": "2015"}
    both = {"issuing_country": "exhibited", "notice_date": "exhibited"}
    whole = score(Notice.parse(facts | {"standing": both}))
    assert whole.points_exhibited == whole.points != 0
    for field in both:
        assert score(Notice.parse(facts | {"standing": {field: "exhibited"}})).points_exhibited == 0


def test_answers_can_be_exhibited_one_by_one() -> None:
    notice = a_notice(
        answers={"charge_after_dissent": True, "x": True}, standing={"answers.x": "exhibited"}
    )
    alone = exhibited_alone(notice)
    assert alone is not None
    assert dict(alone.answers) == {"x": True}


@given(notices())
def test_with_everything_exhibited_both_sums_are_equal(notice: Notice) -> None:
    names = [*notice.known_facts(), *(f"answers.{key}" for key in notice.answers)]
    marked = Notice.parse(notice.plain() | {"standing": dict.fromkeys(names, "exhibited")})
    result = score(marked)
    assert result.points_exhibited == result.points == score(notice).points


@given(notices())
def test_standing_moves_no_point_of_the_whole_sum(notice: Notice) -> None:
    marked = Notice.parse(notice.plain() | {"standing": {"issuing_country": "exhibited"}})
    assert score(marked).points == score(notice).points


def test_an_asserted_charge_is_unknown_on_exhibits_and_not_absent() -> None:
    notice = a_notice(
        charges=[{"categories": ["fraud"]}, {"categories": ["speech_offence"]}],
        standing={"charges[0]": "exhibited"},
    )
    fraud_and_unknown = a_notice(charges=[{"categories": ["fraud"]}, {"law": "Article 1"}])
    assert score(notice).points_exhibited == score(fraud_and_unknown).points
