from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize

from redrisk.learning.coding import bounds_for, columns_for, design_matrix, points_of, total_points
from redrisk.learning.fit import bounded_ridge, choose_penalty, fit, round_offsets, whole_points
from redrisk.learning.metrics import DECIBAN
from redrisk.learning.recording import assess
from redrisk.learning.sample import state_folds, training_rows
from tests.learning.helpers import QUICK, sample


@pytest.mark.parametrize("seed", range(40))
def test_the_bounded_fit_is_the_minimum_that_scipy_finds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, k = int(rng.integers(20, 200)), int(rng.integers(1, 20))
    design = rng.integers(-1, 2, (n, k)).astype(float)
    labels = rng.random(n) < 0.5
    offsets, ridge = rng.normal(size=n) * 0.3, np.full(k, rng.choice([0.05, 0.5, 2.0]))
    low = np.where(rng.random(k) < 0.4, 0.0, -np.inf)
    high = np.where(
        (rng.random(k) < 0.4) & (low < 0), 0.0, np.where(rng.random(k) < 0.3, 0.7, np.inf)
    )

    def loss(theta: np.ndarray) -> float:
        eta = offsets + design @ theta
        return float(np.logaddexp(0, eta).sum() - labels @ eta + 0.5 * (ridge * theta) @ theta)

    found, _ = bounded_ridge(design, labels, offsets, ridge, (low, high))
    theirs = minimize(
        loss,
        np.zeros(k),
        method="L-BFGS-B",
        bounds=list(zip(low, high, strict=True)),
        options={"maxiter": 5000, "ftol": 1e-14, "gtol": 1e-9},
    )
    assert np.all(found >= low)
    assert np.all(found <= high)
    assert loss(found) <= theirs.fun + 1e-7
    assert found == pytest.approx(theirs.x, abs=2e-3)


def test_signs_are_those_of_doctrine_and_uneven_features_keep_their_cap() -> None:
    cases = sample(recording="uneven")
    recordings = assess(cases, QUICK)
    columns = columns_for(recordings)
    bounds = bounds_for(columns, QUICK)
    found = fit(cases, design_matrix(cases, columns), bounds, 0.1, QUICK).coefficients
    assert any(not column.even for column in columns)
    for name, recording in recordings.items():
        if recording.kind == "uneven":
            points = points_of(name, columns, found, QUICK)
            assert max(abs(value) for value in points.values()) <= QUICK.uneven_cap
    assert np.all(found >= bounds[0] - 1e-12)
    assert np.all(found <= bounds[1] + 1e-12)


def test_unknown_is_worth_nothing_in_every_feature() -> None:
    cases = sample()
    columns = columns_for(assess(cases, QUICK))
    design = design_matrix(cases, columns)
    found = fit(cases, design, bounds_for(columns, QUICK), 1.0, QUICK).coefficients
    points = {name: points_of(name, columns, found, QUICK) for name in {c.feature for c in columns}}
    for by_level in points.values():
        top = max(last for _, last in by_level)
        assert by_level[0, top] == 0
    assert total_points(cases, points) == pytest.approx(
        design @ found / DECIBAN, abs=0.5 * len(points)
    )


def test_each_round_has_its_own_class_ratio() -> None:
    rejected = np.array([True, True, False, True, False, False])
    targeted = np.array([False, False, False, True, True, True])
    assert round_offsets(rejected, targeted) == pytest.approx(np.log([2, 2, 2, 0.5, 0.5, 0.5]))


def test_targeted_sampling_on_the_profile_does_not_move_the_profiles_points() -> None:
    """Points of political_profile come from open cases, however the targeted ones were picked."""
    cases = sample()
    columns = columns_for(assess(cases, QUICK))
    index = [c.feature for c in columns].index("political_profile")
    picked = cases.profile * np.where(cases.rejected, 1, -1) < 0
    targeted = replace(cases, targeted=picked & (np.arange(len(cases)) % 2 == 0))
    design, bounds = design_matrix(cases, columns), bounds_for(columns, QUICK)
    opened = targeted[~targeted.targeted]
    kept = fit(opened, design_matrix(opened, columns), bounds, 1.0, QUICK).coefficients[index]
    found = fit(targeted, design, bounds, 1.0, QUICK).coefficients[index]
    assert found == pytest.approx(kept, abs=0.15)


def test_the_penalty_is_one_of_those_offered_and_the_same_every_time() -> None:
    cases = sample()
    columns = columns_for(assess(cases, QUICK))
    design, bounds = design_matrix(cases, columns), bounds_for(columns, QUICK)
    first = choose_penalty(cases, design, bounds, QUICK)
    assert first in QUICK.penalties
    assert first == choose_penalty(cases, design, bounds, QUICK)


def test_halves_are_rounded_away_from_zero() -> None:
    assert whole_points(np.array([0.5, -0.5, 1.49, -2.5])).tolist() == [1, -1, 1, -3]


def test_a_state_and_an_affair_are_never_on_both_sides() -> None:
    cases = sample()
    folds = state_folds(cases, 4, seed=0)
    for fold in range(4):
        held = folds == fold
        rows = training_rows(cases, held)
        assert not set(cases.state[rows]) & set(cases.state[held])
        assert not set(cases.affair[rows]) & set(cases.affair[held])
