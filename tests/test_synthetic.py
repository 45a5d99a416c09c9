"""The synthetic cases are what they promise: valid, repeatable, and drawn from their truth."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from redrisk.case import Case
from redrisk.context import shipped_context
from redrisk.facts import read_facts
from redrisk.view import View
from tests.synthetic import (
    TRUTHS,
    Recording,
    affairs_of,
    synthetic_cases,
    true_log_lr,
    with_label_noise,
)


def test_cases_are_valid_and_repeatable() -> None:
    cases = list(synthetic_cases(200, 1, recording="uneven", targeted=0.2))
    assert cases == list(synthetic_cases(200, 1, recording="uneven", targeted=0.2))
    assert cases != list(synthetic_cases(200, 2, recording="uneven", targeted=0.2))
    for case in cases:
        assert Case.parse(case.plain()).plain() == case.plain()


def test_nothing_that_carries_truth_falls_to_the_decision() -> None:
    for case in synthetic_cases(200, 3):
        before = case.model_copy(update={"notice": case.before_decision()})
        assert true_log_lr(before) == true_log_lr(case)


@pytest.mark.parametrize("label_noise", [0.0, 0.2])
def test_log_lr_is_calibrated(label_noise: float) -> None:
    cases = list(synthetic_cases(10_000, 4, label_noise=label_noise))
    llr = np.array([with_label_noise(true_log_lr(case), label_noise) for case in cases])
    labels = np.array([case.outcome.label == "rejected" for case in cases])
    edges = np.quantile(llr, [0, 0.2, 0.4, 0.6, 0.8, 1])
    for low, high in itertools.pairwise(edges):
        inside = (llr >= low) & (llr <= high)
        expected = (1 / (1 + np.exp(-llr[inside]))).mean()
        assert labels[inside].mean() == pytest.approx(expected, abs=0.04)


def test_without_effect_the_truth_is_zero() -> None:
    assert {true_log_lr(case, 0.0) for case in synthetic_cases(50, 5, effect=0.0)} == {0.0}


@pytest.mark.parametrize(
    ("recording", "coded_gap", "told_gap"),
    [("even", False, False), ("uneven", False, True), ("uneven coding", True, True)],
)
def test_recording_is_uneven_where_asked(
    recording: Recording, coded_gap: bool, told_gap: bool
) -> None:
    cases = list(synthetic_cases(3000, 6, recording=recording, label_noise=0.0))
    for field, wide in (("private_victims", coded_gap), ("associates_targeted", told_gap)):
        shares = [
            np.mean(
                [
                    getattr(case.notice, field) is None
                    for case in cases
                    if case.outcome.label == label
                ]
            )
            for label in ("rejected", "upheld")
        ]
        assert (abs(shares[0] - shares[1]) > 0.15) == wide


def test_every_truth_is_read_back_by_the_library() -> None:
    known = {truth.id for truth in TRUTHS} - {"charge", "roles"}
    seen: set[str] = set()
    for case in synthetic_cases(300, 7):
        facts = read_facts(View(case.notice, shipped_context()))
        seen |= {name for name in known if facts[name][0] == facts[name][1]}
    assert seen == known


def test_affairs_and_states_are_many() -> None:
    cases = list(synthetic_cases(1000, 8))
    assert 900 < len(set(affairs_of(cases).values())) < 1000
    assert len({case.notice.issuing_country for case in cases}) > 60
