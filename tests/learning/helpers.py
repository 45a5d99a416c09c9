from __future__ import annotations

import functools
from dataclasses import replace

from redrisk.case import Case
from redrisk.context import shipped_context
from redrisk.learning.fit import Config
from redrisk.learning.sample import Sample, sample_of
from tests.synthetic import Recording, synthetic_cases

QUICK = replace(
    Config(), folds=4, repeats=1, penalties=(1.0, 4.0), simulations=4, multipliers=(2.0, 3.0)
)
"""The recipe with few folds, for tests."""


@functools.cache
def cases(n: int = 240, seed: int = 1, recording: Recording = "even") -> tuple[Case, ...]:
    made = synthetic_cases(n, seed, recording=recording)
    return tuple(Case.parse(case.plain()) for case in made)


@functools.cache
def sample(n: int = 240, seed: int = 1, recording: Recording = "even") -> Sample:
    return sample_of(cases(n, seed, recording), shipped_context())


def flipped(case: Case, case_id: str) -> Case:
    """The same case with the other label."""
    plain = case.plain()
    label = "upheld" if case.outcome.label == "rejected" else "rejected"
    return Case.parse(
        {
            **plain,
            "case_id": case_id,
            "affair": None,
            "outcome": {**plain["outcome"], "label": label},
        }
    )
