from __future__ import annotations

import warnings

import numpy as np
import pytest

from redrisk.learning.metrics import (
    DECIBAN,
    Flags,
    Floats,
    auroc,
    brier,
    calibration_slope,
    cllr,
    cllr_min,
    elub,
)


def sums(seed: int) -> tuple[Floats, Flags]:
    """Whole points of a system that works, more or less."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(20, 300))
    labels = rng.random(n) < 0.5
    points = np.round(rng.normal(size=n) * 6 + labels * rng.integers(0, 10) - 4)
    return points * DECIBAN, labels


@pytest.mark.parametrize("seed", range(40))
def test_forensic_measures_agree_with_lir(seed: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        metrics = pytest.importorskip("lir.metrics")
        from lir.algorithms import bayeserror
        from lir.data.models import LLRData
    llr, labels = sums(seed)
    data = LLRData(features=(llr / np.log(10))[:, None], labels=labels.astype(int))
    assert cllr(llr, labels) == pytest.approx(metrics.cllr(data), abs=1e-9)
    assert cllr_min(llr, labels) == pytest.approx(metrics.cllr_min(data), abs=1e-9)
    theirs = bayeserror.elub(llr / np.log(10), labels.astype(int))
    assert elub(llr, labels) == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize("seed", range(20))
def test_auroc_agrees_with_scikit_learn(seed: int) -> None:
    from sklearn.metrics import roc_auc_score

    llr, labels = sums(seed)
    assert auroc(llr, labels).value == pytest.approx(roc_auc_score(labels, llr), abs=1e-12)


def test_a_worthless_system_costs_one_bit_and_has_no_bounds() -> None:
    labels = np.array([True, False] * 50)
    nothing = np.zeros(100)
    assert cllr(nothing, labels) == pytest.approx(1.0)
    assert elub(nothing, labels) == (0.0, 0.0)
    assert auroc(nothing, labels).value == 0.5


def test_what_one_class_alone_cannot_tell_is_not_a_number() -> None:
    labels = np.ones(5, bool)
    points = np.arange(5.0)
    assert np.isnan(cllr(points, labels))
    assert np.isnan(auroc(points, labels).value)
    assert np.isnan(brier(points, labels, 0.5))


def test_a_calibrated_sum_has_slope_one_and_a_doubled_one_a_half() -> None:
    rng = np.random.default_rng(0)
    llr = rng.normal(size=40_000) * 1.5
    labels = rng.random(40_000) < 1 / (1 + np.exp(-llr))
    assert calibration_slope(llr, labels) == pytest.approx(1, abs=0.05)
    assert calibration_slope(2 * llr, labels) == pytest.approx(0.5, abs=0.03)


def test_the_interval_of_auroc_covers_the_truth_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(1)
    truth = auroc(*_normal(rng, 20_000)).value
    found = [auroc(*_normal(rng, 60)) for _ in range(300)]
    share = np.mean([area.low <= truth <= area.high for area in found])
    assert 0.84 <= share <= 0.96


def _normal(rng: np.random.Generator, n: int) -> tuple[Floats, Flags]:
    labels = np.arange(n) % 2 == 0
    return rng.normal(size=n) + labels, labels
