"""Decided cases as the recipe sees them: ranges of levels, labels, and who belongs together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from redrisk.case import Case
from redrisk.context import StateContext
from redrisk.facts import FACT, read_facts
from redrisk.features import FEATURES, levels_of
from redrisk.learning.metrics import Flags
from redrisk.offences import offence_categories
from redrisk.view import View

Steps = NDArray[np.int8]


@dataclass(frozen=True)
class Sample:
    """Decided cases, one row each, as they stood before the decision.

    Attributes
    ----------
    case_ids
        One per row.
    first, last
        Feature id to the first and last level left open, int8 arrays.
    rejected
        True for rejected, False for upheld.
    targeted
        Whether the case comes from the targeted round.
    state
        Issuing state, the group that is left out whole.
    affair
        The affair, or the case id where it stands alone.
    profile
        +1, -1, 0 for political_profile yes, no, unknown.
    charged
        Whether every charge could be placed in an offence category.
    """

    case_ids: tuple[str, ...]
    first: Mapping[str, Steps]
    last: Mapping[str, Steps]
    rejected: Flags
    targeted: Flags
    state: NDArray[np.str_]
    affair: NDArray[np.str_]
    profile: Steps
    charged: Flags

    def __len__(self) -> int:
        return len(self.case_ids)

    def __getitem__(self, rows: Flags | NDArray[np.intp]) -> Sample:
        index = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
        return Sample(
            tuple(self.case_ids[i] for i in index),
            {name: values[index] for name, values in self.first.items()},
            {name: values[index] for name, values in self.last.items()},
            self.rejected[index],
            self.targeted[index],
            self.state[index],
            self.affair[index],
            self.profile[index],
            self.charged[index],
        )

    def unknown(self, feature: str) -> Flags:
        """Rows in which every level of the feature is left open."""
        top = len(next(f for f in FEATURES if f.id == feature).levels) - 1
        flags: Flags = (self.first[feature] == 0) & (self.last[feature] == top)
        return flags


def sample_of(
    cases: Sequence[Case], context: StateContext, affairs: Mapping[str, str] | None = None
) -> Sample:
    """The decided cases among ``cases``; contested and unresolved ones are not labels."""
    decided = [case for case in cases if case.is_decided]
    values = [read_facts(View(case.before_decision(), context)) for case in decided]
    levels = [levels_of(facts) for facts in values]
    first = {f.id: np.array([row[f.id][0] for row in levels], np.int8) for f in FEATURES}
    last = {f.id: np.array([row[f.id][1] for row in levels], np.int8) for f in FEATURES}
    profile = [row[FACT["political_profile"].id] for row in values]
    return Sample(
        case_ids=tuple(case.case_id for case in decided),
        first=first,
        last=last,
        rejected=np.array([case.outcome.label == "rejected" for case in decided], bool),
        targeted=np.array([case.sampling == "targeted" for case in decided], bool),
        state=np.array([case.notice.issuing_country for case in decided], str),
        affair=np.array([(affairs or {}).get(case.case_id, case.case_id) for case in decided], str),
        profile=np.array([low + high - 1 for low, high in profile], np.int8),
        charged=np.array([offence_categories(case.notice)[1] for case in decided], bool),
    )


def state_folds(sample: Sample, folds: int, seed: int) -> NDArray[np.intp]:
    """Whole issuing states dealt to folds of about equal size; the seed orders ties.

    Parameters
    ----------
    sample
        The cases.
    folds
        How many folds.
    seed
        Which of many equally good deals.

    Returns
    -------
    ndarray
        The fold of each row.
    """
    states, counts = np.unique(sample.state, return_counts=True)
    noise = np.random.default_rng(seed).random(len(states))
    load = np.zeros(folds)
    fold_of: dict[str, int] = {}
    for i in sorted(range(len(states)), key=lambda i: (-counts[i], noise[i])):
        lightest = int(np.argmin(load))
        fold_of[str(states[i])] = lightest
        load[lightest] += counts[i]
    return np.array([fold_of[str(state)] for state in sample.state], np.intp)


def training_rows(sample: Sample, held_out: Flags) -> Flags:
    """Rows to learn from: not held out, and no affair shared with a row that is."""
    shared = np.isin(sample.affair, sample.affair[held_out])
    return np.asarray(~held_out & ~shared, bool)
