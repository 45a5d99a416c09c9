from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redrisk.weight import BANDS, band, likelihood_ratio, risk, strength


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (0, "no support either way"),
        (2, "no support either way"),
        (3, "weak support"),
        (9, "weak support"),
        (10, "moderate support"),
        (19, "moderate support"),
        (20, "moderately strong support"),
        (29, "moderately strong support"),
        (30, "strong support"),
        (39, "strong support"),
        (40, "very strong support"),
        (400, "very strong support"),
    ],
)
def test_bands_begin_where_the_method_says(points: int, words: str) -> None:
    assert strength(points) == strength(-points) == words
    if points > 2:
        assert band(points) == f"{words} for rejected"
        assert band(-points) == f"{words} for upheld"


def test_bands_are_in_order_and_start_at_nothing() -> None:
    limits = [step.points for step in BANDS]
    assert limits == sorted(set(limits))
    assert limits[0] == 0


@given(st.integers(-60, 60))
def test_the_ratio_is_ten_to_a_tenth_of_the_points(points: int) -> None:
    assert likelihood_ratio(points) == pytest.approx(10 ** (points / 10), rel=0.005)
    assert likelihood_ratio(points) * likelihood_ratio(-points) == pytest.approx(1, rel=0.01)


@given(st.integers(-40, 40), st.floats(0.001, 0.999))
def test_the_risk_is_bayes_rule(points: int, prior: float) -> None:
    rejected = prior * 10 ** (points / 10)
    assert risk(points, prior) == pytest.approx(rejected / (rejected + 1 - prior), abs=6e-5)


@given(st.integers(-40, 39), st.floats(0.01, 0.99))
def test_more_points_never_lower_the_risk(points: int, prior: float) -> None:
    assert risk(points, prior) <= risk(points + 1, prior)


def test_no_points_leave_the_prior_as_it_is() -> None:
    assert risk(0, 0.2) == 0.2
    assert math.isclose(risk(3, 0.5) + risk(-3, 0.5), 1, abs_tol=2e-4)
