"""The effect of a notice in the host state: what is covered, and until when it was so."""

from __future__ import annotations

import datetime as dt

import pytest

from redrisk.checks import national_effect
from redrisk.checks.national import EU_MEMBERS, SCHENGEN_BESIDES
from redrisk.countries import check_code
from redrisk.errors import RedriskError


def test_us_decisions_name_their_circuit_and_point_both_ways() -> None:
    effect = national_effect("US")
    by_name = {statement.authority.split(",")[0]: statement for statement in effect.statements}
    assert by_name["Rubio Barahona v. Garland"].court == "8th Cir."
    assert by_name["Gonzalez-Castillo v. Garland"].court == "9th Cir."
    assert by_name["Villalobos Sura v. Garland"].weighs == "against"
    assert by_name["Matter of W-E-R-B-"].court == "BIA"
    assert "Circuits other than 8th Cir. and 9th Cir. are not covered" in effect.not_covered


def test_what_was_decided_later_is_left_out() -> None:
    effect = national_effect("US", as_of=dt.date(2021, 6, 1))
    authorities = " ".join(statement.authority for statement in effect.statements)
    assert "Barahona" in authorities
    assert "Gonzalez-Castillo" not in authorities


@pytest.mark.parametrize(
    ("country", "words"), [("GB", "74A"), ("DE", "C-505/19"), ("FR", "C-182/15")]
)
def test_uk_and_member_states(country: str, words: str) -> None:
    assert any(words in statement.authority for statement in national_effect(country).statements)


def test_other_states_are_not_covered() -> None:
    assert not national_effect("CA").covered
    assert national_effect("CA").country == "CA"
    assert "Canada is not covered" in national_effect("CA").not_covered
    assert national_effect(None).not_covered == "The host state is not known."


def test_a_code_that_is_none_is_an_error() -> None:
    with pytest.raises(RedriskError, match=r"^host_country: 'UK' is .*GB"):
        national_effect("UK")


def test_every_statement_has_date_source_and_side() -> None:
    for country in ("US", "GB", "ES"):
        for statement in national_effect(country).statements:
            assert statement.dated
            assert statement.source.startswith("http")
            assert statement.weighs in ("for", "against", "neutral")


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (dt.date(2020, 12, 30), 1),  # what has no date, and no decision of 2020 yet
        (dt.date(2020, 12, 31), 2),
        (dt.date(2021, 2, 2), 2),
        (dt.date(2021, 2, 3), 3),
        (dt.date(2021, 12, 31), 4),
    ],
)
def test_a_decision_counts_from_its_day_and_one_of_a_year_from_the_end_of_it(
    day: dt.date, known: int
) -> None:
    assert len(national_effect("US", as_of=day).statements) == known


def test_an_effect_as_data_is_what_it_says() -> None:
    effect = national_effect("GB")
    assert effect.plain() == {
        "country": "GB",
        "covered": True,
        "statements": [statement.plain() for statement in effect.statements],
        "not_covered": "",
    }
    assert not national_effect(None).covered
    assert "text unconfirmed" in str(national_effect("US").statements[-1])
    assert "text unconfirmed" not in str(effect.statements[0])


def test_the_eu_has_27_members_and_each_is_covered() -> None:
    assert len(EU_MEMBERS) == 27
    for state in EU_MEMBERS:
        assert national_effect(state).covered
    for state in SCHENGEN_BESIDES:
        assert not national_effect(state).covered
        assert check_code(state) == state
