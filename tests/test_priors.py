from __future__ import annotations

import pytest

from redrisk.errors import UnknownPrior
from redrisk.priors import EVEN, Prior, named_priors, prior_of
from redrisk.scoring import score
from tests.helpers import a_notice

NAMES = sorted(named_priors())


@pytest.mark.parametrize("name", NAMES)
def test_a_named_prior_says_what_was_counted(name: str) -> None:
    prior = prior_of(name)
    assert prior.name == name
    assert 0 < prior.value < 1
    assert prior.population
    if prior != EVEN:
        assert prior.period
        assert prior.grounds
        assert prior.source


def test_even_is_the_default_and_neutral() -> None:
    result = score(a_notice())
    assert result.prior == EVEN == prior_of("even")
    assert EVEN.value == 0.5
    assert "yardstick" in EVEN.population


@pytest.mark.parametrize("value", [0.2, "0.2", " 0.2 "])
def test_a_prior_can_be_stated_as_a_number(value: str | float) -> None:
    prior = prior_of(value)
    assert (prior.name, prior.value) == ("stated", 0.2)
    assert "user" in prior.population


@pytest.mark.parametrize(
    "value", [0, 1, -0.1, 1.1, "0", "1", "nan", "inf", "", "20%", "0,2", True, None, [], "a\x1b[0m"]
)
def test_what_is_neither_a_name_nor_a_probability_is_refused(value: object) -> None:
    with pytest.raises(UnknownPrior) as caught:
        prior_of(value)  # type: ignore[arg-type]
    message = str(caught.value)
    assert all(name in message for name in NAMES)
    assert message.isprintable()


@pytest.mark.parametrize("name", NAMES)
def test_a_slip_in_a_name_is_answered_with_the_nearest(name: str) -> None:
    with pytest.raises(UnknownPrior, match=f"did you mean '{name}'"):
        prior_of(name + "x")


def test_a_very_large_number_is_refused_as_any_other() -> None:
    with pytest.raises(UnknownPrior):
        prior_of(10**400)


@pytest.mark.parametrize("value", [0.0, 1.0, 2.0, -1.0])
def test_a_prior_made_by_hand_is_checked_too(value: float) -> None:
    with pytest.raises(UnknownPrior):
        score(a_notice(), Prior("own", value, "own"))


@pytest.mark.parametrize("prior", [*NAMES, 0.03])
def test_the_prior_changes_the_risk_and_never_the_points(prior: str | float) -> None:
    notice = a_notice(political_profile=True, notice_date="2015")
    even, other = score(notice), score(notice, prior)
    assert (other.points, other.interval, other.band) == (even.points, even.interval, even.band)
    assert other.prior.value == prior_of(prior).value


def test_the_table_shows_every_named_prior_and_a_stated_one() -> None:
    assert [row["name"] for row in score(a_notice()).priors_table()] == list(named_priors())
    rows = score(a_notice(), 0.2).priors_table()
    assert [row["name"] for row in rows] == [*named_priors(), "stated"]
    assert all(row["warning"] for row in rows if row["name"] != "even")
    assert rows[0]["warning"] is None
