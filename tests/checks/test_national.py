"""The effect of a notice in the host state: what is covered, and until when it was so."""

from __future__ import annotations

import datetime as dt

import pytest

from redrisk.checks import national_effect
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
    assert "Canada is not covered" in national_effect("CA").not_covered
    assert national_effect(None).not_covered == "The host state is not known."


def test_a_code_that_is_none_is_an_error() -> None:
    with pytest.raises(RedriskError, match="host_country"):
        national_effect("UK")


def test_every_statement_has_date_source_and_side() -> None:
    for country in ("US", "GB", "ES"):
        for statement in national_effect(country).statements:
            assert statement.dated
            assert statement.source.startswith("http")
            assert statement.weighs in ("for", "against", "neutral")
