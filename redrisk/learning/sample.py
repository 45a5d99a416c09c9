"""Decided cases as the recipe sees them: ranges of levels, labels, and who belongs together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from redrisk.case import Case
from redrisk.context import StateContext, context_year
from redrisk.facts import FACT, facts_of
from redrisk.features import FEATURE, FEATURES, levels_of
from redrisk.learning.metrics import Flags
from redrisk.offences import offence_categories

Steps = NDArray[np.int8]
Names = NDArray[np.str_]
Folds = NDArray[np.intp]


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
    decided_by, instrument, publisher
        Who decided, the stated instrument, the first-named publisher; empty if not stated.
    year
        Year of the outcome; 0 if it has no date.
    context_year
        Year of the issuing state's indices; 0 if neither notice nor case is dated.
    grounds
        The outcome's grounds, joined by spaces.
    surrendered
        Whether the person was surrendered.
    """

    case_ids: Names
    first: Mapping[str, Steps]
    last: Mapping[str, Steps]
    rejected: Flags
    targeted: Flags
    state: Names
    affair: Names
    profile: Steps
    charged: Flags
    decided_by: Names
    instrument: Names
    publisher: Names
    year: NDArray[np.int16]
    context_year: NDArray[np.int16]
    grounds: Names
    surrendered: Flags

    def __len__(self) -> int:
        return len(self.case_ids)

    def __getitem__(self, rows: Flags | Folds) -> Sample:
        picked: dict[str, Any] = {}
        for field in fields(self):
            values = getattr(self, field.name)
            picked[field.name] = (
                {name: column[rows] for name, column in values.items()}
                if isinstance(values, Mapping)
                else values[rows]
            )
        return Sample(**picked)

    def unknown(self, feature: str) -> Flags:
        """Rows in which every level of the feature is left open."""
        top = len(FEATURE[feature].levels) - 1
        flags: Flags = (self.first[feature] == 0) & (self.last[feature] == top)
        return flags

    def level_is(self, feature: str, position: int) -> Flags:
        """Rows that certainly have this level."""
        flags: Flags = (self.first[feature] == position) & (self.last[feature] == position)
        return flags

    @property
    def open(self) -> Flags:
        """Rows collected as they were found."""
        return ~self.targeted


def sample_of(
    cases: Sequence[Case], context: StateContext, affairs: Mapping[str, str] | None = None
) -> Sample:
    """The decided cases among ``cases``; contested and unresolved ones are not labels.

    Parameters
    ----------
    cases
        Any cases.
    context
        The issuing states' indices.
    affairs
        Case id to affair, where the cases themselves do not say.
    """
    decided = [case for case in cases if case.is_decided]
    values = [facts_of(case.before_decision(), context) for case in decided]
    levels = [levels_of(facts) for facts in values]
    profile = [row[FACT["political_profile"].id] for row in values]
    known = affairs or {}

    def text(items: list[str | None]) -> Names:
        return np.array([item or "" for item in items], str)

    return Sample(
        case_ids=text([case.case_id for case in decided]),
        first={f.id: np.array([row[f.id][0] for row in levels], np.int8) for f in FEATURES},
        last={f.id: np.array([row[f.id][1] for row in levels], np.int8) for f in FEATURES},
        rejected=np.array([case.outcome.label == "rejected" for case in decided], bool),
        targeted=np.array([case.sampling == "targeted" for case in decided], bool),
        state=text([case.notice.issuing_country for case in decided]),
        affair=text([case.affair or known.get(case.case_id, case.case_id) for case in decided]),
        profile=np.array([low + high - 1 for low, high in profile], np.int8),
        charged=np.array([offence_categories(case.notice)[1] for case in decided], bool),
        decided_by=text([case.outcome.decided_by for case in decided]),
        instrument=text([case.notice.instrument for case in decided]),
        publisher=text([_first_publisher(case) for case in decided]),
        year=np.array([c.outcome.date.year if c.outcome.date else 0 for c in decided], np.int16),
        context_year=np.array([context_year(case.notice) or 0 for case in decided], np.int16),
        grounds=text([" ".join(case.outcome.basis) for case in decided]),
        surrendered=np.array([_surrendered(case) for case in decided], bool),
    )


def _first_publisher(case: Case) -> str | None:
    return next((source.publisher for source in case.sources if source.publisher), None)


def _surrendered(case: Case) -> bool:
    return any(item.result == "surrendered" for item in case.notice.extradition or ())


def group_folds(groups: Names, folds: int, seed: int) -> Folds:
    """Whole groups dealt to folds of about equal size; the seed orders ties.

    Parameters
    ----------
    groups
        The group of each row.
    folds
        How many folds.
    seed
        Which of many equally good deals.

    Returns
    -------
    ndarray
        The fold of each row.
    """
    names, counts = np.unique(groups, return_counts=True)
    noise = np.random.default_rng(seed).random(len(names))
    load = np.zeros(folds)
    fold_of: dict[str, int] = {}
    for i in sorted(range(len(names)), key=lambda i: (-counts[i], noise[i])):
        lightest = int(np.argmin(load))
        fold_of[str(names[i])] = lightest
        load[lightest] += counts[i]
    return np.array([fold_of[str(name)] for name in groups], np.intp)


def state_folds(sample: Sample, folds: int, seed: int) -> Folds:
    """Whole issuing states dealt to folds."""
    return group_folds(sample.state, folds, seed)


def training_rows(sample: Sample, held_out: Flags) -> Flags:
    """Rows to learn from: not held out, and no affair shared with a row that is."""
    shared = np.isin(sample.affair, sample.affair[held_out])
    return np.asarray(~held_out & ~shared, bool)
