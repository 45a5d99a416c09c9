from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from redrisk.features import FEATURE
from redrisk.learning.metrics import Estimate
from redrisk.learning.recording import (
    RecordingError,
    assess,
    pattern_auroc,
    pattern_features,
    stop_if_pattern_separates,
)
from redrisk.learning.sample import Sample
from tests.learning.helpers import QUICK, sample


def with_unknown(cases: Sample, name: str, rows: np.ndarray) -> Sample:
    """The sample with a feature made unknown in some rows."""
    first, last = dict(cases.first), dict(cases.last)
    top = len(FEATURE[name].levels) - 1
    first[name] = np.where(rows, 0, first[name]).astype(np.int8)
    last[name] = np.where(rows, top, last[name]).astype(np.int8)
    return replace(cases, first=first, last=last)


def test_a_coded_fact_is_even_while_the_gap_is_small_and_uneven_beyond_it() -> None:
    cases = sample()
    assert assess(cases, QUICK)["political_profile"].kind == "even"
    rng = np.random.default_rng(0)
    thinned = with_unknown(
        cases, "political_profile", cases.rejected & (rng.random(len(cases)) < 0.5)
    )
    found = assess(thinned, QUICK)["political_profile"]
    assert found.unknown_rejected - found.unknown_upheld > QUICK.max_unknown_gap
    assert found.kind == "uneven"


def test_what_is_recorded_as_sources_tell_it_is_never_even() -> None:
    recordings = assess(sample(), QUICK)
    for name, recording in recordings.items():
        if any(fact.basis == "as told" for fact in FEATURE[name].facts):
            assert recording.kind != "even", name


def test_a_feature_that_occurs_in_one_class_only_is_not_weighed() -> None:
    cases = sample()
    lost = with_unknown(cases, "associates_targeted", ~cases.rejected)
    found = assess(lost, QUICK)["associates_targeted"]
    assert found.kind == "not weighed"
    assert f"{QUICK.min_support} in each class are needed" in found.reason


def test_an_uneven_feature_without_doctrine_is_not_weighed() -> None:
    cases = sample()
    rng = np.random.default_rng(0)
    thinned = with_unknown(cases, "state_post", cases.rejected & (rng.random(len(cases)) < 0.6))
    assert FEATURE["state_post"].direction == "either"
    assert assess(thinned, QUICK)["state_post"].kind == "not weighed"


def test_the_pattern_of_even_recording_is_near_a_half_and_of_uneven_coding_is_not() -> None:
    even, uneven = sample(600, 2), sample(600, 2, "uneven coding")
    names = pattern_features(assess(even, QUICK))
    assert pattern_auroc(even, names, QUICK).value < QUICK.max_pattern_auroc
    assert pattern_auroc(uneven, names, QUICK).value > pattern_auroc(even, names, QUICK).value + 0.1


def test_learning_stops_when_the_pattern_gives_the_class_away() -> None:
    with pytest.raises(RecordingError, match="code the even facts of these cases"):
        stop_if_pattern_separates(Estimate(0.61, 0.55, 0.67), QUICK)
    stop_if_pattern_separates(Estimate(0.60, 0.5, 0.7), QUICK)
