"""The card and its rivals learn from the same cases, in the same folds, with the same budget."""

from __future__ import annotations

import sys
from dataclasses import replace
from unittest import mock

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from redrisk.errors import MissingExtra
from redrisk.learning.metrics import auroc
from redrisk.learning.rivals import Rival, _best_setting, compare, rivals
from redrisk.learning.sample import Sample, state_folds, training_rows
from tests.learning.helpers import QUICK, sample

ONE_SETTING = replace(QUICK, folds=2, penalties=(4.0,))


def test_every_rival_has_as_many_settings_as_the_card_has_penalties() -> None:
    for penalties in ((4.0,), (1.0, 2.0, 4.0)):
        names = {rival.name for rival in rivals(replace(QUICK, penalties=penalties))}
        assert {len(rival.settings) for rival in rivals(replace(QUICK, penalties=penalties))} == {
            len(penalties)
        }
        assert len(names) == 9


@pytest.mark.parametrize("rival", rivals(ONE_SETTING), ids=lambda rival: rival.name)
def test_every_rival_scores_cases_of_states_that_it_had_not_seen(rival: Rival) -> None:
    cases = sample(160)
    held = state_folds(cases, 2, seed=1) == 0
    with threadpool_limits(1):  # threads that wait for one another take longer than one alone
        scorer = rival.learn(cases[training_rows(cases, held)], ONE_SETTING, rival.settings[0])
        llr = scorer(cases[held])
    assert llr.shape == (held.sum(),)
    assert np.isfinite(llr).all()
    if rival.name == "recording pattern alone":  # which facts are told says nothing in these cases
        assert abs(auroc(llr, cases.rejected[held]).value - 0.5) < 0.15
    else:
        assert auroc(llr, cases.rejected[held]).value > 0.6


def test_the_comparison_tells_of_each_how_it_did_and_how_long_it_took() -> None:
    two = rivals(ONE_SETTING)[:2]
    with mock.patch("redrisk.learning.rivals.rivals", return_value=two):
        table = compare(sample(160), ONE_SETTING)
    assert [row["name"] for row in table] == ["the card", "recording pattern alone"]
    for row in table:
        assert 0 <= row["low"] <= row["auroc"] <= row["high"] <= 1
        assert row["cllr"] > 0
        assert min(row["seconds_to_learn"], row["seconds_for_1000"]) >= 0
        assert row["settings"] == 1
    assert table[0]["auroc"] > table[1]["auroc"]


def test_the_setting_of_least_cost_on_inner_folds_is_taken() -> None:
    def learn(training: Sample, config: object, right: float) -> object:
        del training, config
        return lambda cases: np.where(cases.rejected, right, -right)

    rival = Rival("knows the answer", learn, (-1.0, 0.0, 2.0))  # type: ignore[arg-type]
    assert _best_setting(rival, sample(160), ONE_SETTING) == 2.0


def test_without_its_package_the_boosting_machine_says_what_to_install() -> None:
    boosting = next(r for r in rivals(ONE_SETTING) if r.name == "explainable boosting machine")
    with (
        mock.patch.dict(sys.modules, {"interpret.glassbox": None}),
        pytest.raises(MissingExtra, match="train"),
    ):
        boosting.learn(sample(160), ONE_SETTING, boosting.settings[0])
