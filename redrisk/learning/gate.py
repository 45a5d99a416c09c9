"""The gate: a new recipe or new cases must not make the card worse.

The present recipe learned from the base casebook, and the candidate recipe learned from the
candidate's cases, are refitted in the same folds of whole issuing states and judged on the same
held-out cases: those of the base casebook, and the new ones apart. Differences are judged by a
paired bootstrap over issuing states.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from joblib import Parallel, delayed

from redrisk.learning.coding import total_points
from redrisk.learning.fit import Config
from redrisk.learning.judge import DECIMALS, by_group_rows
from redrisk.learning.metrics import DECIBAN, Flags, Floats, auroc, cllr
from redrisk.learning.recipe import learn_points
from redrisk.learning.sample import Names, Sample, group_folds

MARGIN = 0.01
"""A difference smaller than this, in AUROC or bits, closes no gate however surely it is there."""

RESAMPLES = 2000
LEVEL = 0.95
DEALS = 3
"""Deals of states to folds over which every difference is averaged."""

GROUP_CASES, GROUP_CLASS = 30, 10
"""A group is judged apart from this many cases on, and this many of each class."""

MOST_PAIRS = 3000
"""More cases than this are thinned before they are compared pair by pair."""


@dataclass(frozen=True)
class Comparison:
    """One measure on one set of cases: the present recipe, the candidate, and the difference."""

    cases: str
    measure: str
    count: int
    present: float
    candidate: float
    low: float
    high: float
    worse: bool

    def plain(self) -> dict[str, Any]:
        """As plain data, rounded."""
        return {
            "cases": self.cases,
            "measure": self.measure,
            "count": self.count,
            "present": round(self.present, DECIMALS),
            "candidate": round(self.candidate, DECIMALS),
            "difference": [round(self.low, DECIMALS), round(self.high, DECIMALS)],
            "worse": self.worse,
        }


@dataclass(frozen=True)
class Verdict:
    """Whether the candidate may be saved, and every comparison made."""

    comparisons: tuple[Comparison, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing is worse."""
        return not any(row.worse for row in self.comparisons)

    def text(self) -> str:
        """The table, with what is worse marked."""
        head = f"{'cases':<44}{'n':>5}  {'measure':<8}{'present':>8}{'new':>8}   difference (95 %)"
        lines = [head]
        for row in self.comparisons:
            mark = "  WORSE" if row.worse else ""
            lines.append(
                f"{row.cases[:43]:<44}{row.count:>5}  {row.measure:<8}{row.present:>8.3f}"
                f"{row.candidate:>8.3f}   {row.low:+.3f} to {row.high:+.3f}{mark}"
            )
        verdict = "nothing is significantly worse" if self.passed else "the new model is worse"
        return "\n".join([*lines, verdict])

    def plain(self) -> dict[str, Any]:
        """As plain data."""
        return {"passed": self.passed, "comparisons": [row.plain() for row in self.comparisons]}


def judge(
    base: Sample,
    candidate: Sample,
    present_config: Config,
    candidate_config: Config,
    *,
    jobs: int = 1,
) -> Verdict:
    """Compare two recipes on the cases that neither saw.

    Parameters
    ----------
    base
        Decided cases of the base casebook, with the labels to be judged by.
    candidate
        Every case that the candidate learns from; one with the id of a base case takes its place.
    present_config, candidate_config
        The two recipes' numbers.
    jobs
        Processes side by side.
    """
    new = candidate[~_same_cases(candidate, base)]
    sums = _held_out_sums(base, candidate, new, present_config, candidate_config, jobs)
    rows = [*_compared("base casebook, open", base, sums[0], base.open, candidate_config.seed)]
    groups = {
        name: flags
        for name, flags in by_group_rows(base).items()
        if _large_enough(base.rejected[flags])
    }
    for name, flags in groups.items():
        rows += _compared(
            name, base, sums[0], flags, candidate_config.seed, parts=len(groups), only_auroc=True
        )
    if _large_enough(new.rejected):
        every = np.ones(len(new), bool)
        rows += _compared("new cases", new, sums[1], every, candidate_config.seed)
    if len(new):
        rows += _against_the_base(new, sums[1][0][0])
    return Verdict(tuple(rows))


def _held_out_sums(
    base: Sample,
    candidate: Sample,
    new: Sample,
    present_config: Config,
    candidate_config: Config,
    jobs: int,
) -> tuple[Floats, Floats]:
    """Held-out points, deals x recipes x cases, of the base cases and of the new ones."""
    states = np.concatenate([base.state, new.state])
    seeds = [candidate_config.seed + deal for deal in range(DEALS)]
    deals = [group_folds(states, candidate_config.folds, seed) for seed in seeds]
    tasks = [(deal, fold) for deal in range(DEALS) for fold in range(candidate_config.folds)]
    parts = Parallel(n_jobs=jobs)(
        delayed(_one_fold)(
            base, candidate, new, deals[deal] == fold, present_config, candidate_config
        )
        for deal, fold in tasks
    )
    sums = np.zeros((DEALS, 2, len(base))), np.zeros((DEALS, 2, len(new)))
    for (deal, fold), (on_base, on_new) in zip(tasks, parts, strict=True):
        held = deals[deal] == fold
        sums[0][deal][:, held[: len(base)]] = on_base
        sums[1][deal][:, held[len(base) :]] = on_new
    return sums


def _same_cases(candidate: Sample, base: Sample) -> Flags:
    """Rows of the candidate that are base cases unchanged: same id, label and levels."""
    position = {str(case_id): i for i, case_id in enumerate(base.case_ids)}
    same = np.zeros(len(candidate), bool)
    for row, case_id in enumerate(candidate.case_ids.tolist()):
        other = position.get(case_id)
        same[row] = other is not None and all(
            column[row] == twin[other]
            for column, twin in (
                (candidate.rejected, base.rejected),
                *((candidate.first[f], base.first[f]) for f in base.first),
                *((candidate.last[f], base.last[f]) for f in base.last),
            )
        )
    return same


def _one_fold(
    base: Sample,
    candidate: Sample,
    new: Sample,
    held: Flags,
    present_config: Config,
    candidate_config: Config,
) -> tuple[Floats, Floats]:
    """Points of the fold's base and new cases, by the present recipe and by the candidate."""
    held_base, held_new = base[held[: len(base)]], new[held[len(base) :]]
    states = np.concatenate([held_base.state, held_new.state])
    affairs = np.concatenate([held_base.affair, held_new.affair])
    on_base, on_new = np.zeros((2, len(held_base))), np.zeros((2, len(held_new)))
    recipes = ((base, present_config), (candidate, candidate_config))
    for row, (cases, config) in enumerate(recipes):
        training = cases[_free_of(cases, states, affairs)]
        if 0 < training.rejected.sum() < len(training):
            card = learn_points(training, replace(config, repeats=1))
            on_base[row] = total_points(held_base, card.points)
            on_new[row] = total_points(held_new, card.points)
    return on_base, on_new


def _free_of(cases: Sample, states: Names, affairs: Names) -> Flags:
    return np.asarray(~np.isin(cases.state, states) & ~np.isin(cases.affair, affairs), bool)


def _large_enough(rejected: Flags) -> bool:
    fewer = min(int(rejected.sum()), int((~rejected).sum()))
    return len(rejected) >= GROUP_CASES and fewer >= GROUP_CLASS


def _compared(
    name: str,
    sample: Sample,
    sums: Floats,
    rows: Flags,
    seed: int,
    *,
    parts: int = 1,
    only_auroc: bool = False,
) -> list[Comparison]:
    """AUROC, and Cllr unless the set is a group, with the paired bootstrap's interval."""
    rng = np.random.default_rng(seed)
    index = np.flatnonzero(rows)
    if len(index) > MOST_PAIRS:
        index = np.sort(rng.choice(index, MOST_PAIRS, replace=False))
    labels, states = sample.rejected[index], sample.state[index]
    points = sums[:, :, index]
    weights = _bootstrap_weights(states, rng)
    # With several groups the level of each is raised, so that all together keep theirs.
    tail = (1 - LEVEL) / 2 / parts
    measures: Mapping[str, Any] = {"AUROC": _auroc_differences, "Cllr": _cllr_differences}
    found = []
    for measure, differences in measures.items():
        if only_auroc and measure != "AUROC":
            continue
        values = [
            float(np.mean([_value(measure, deal[recipe], labels) for deal in points]))
            for recipe in (0, 1)
        ]
        change = np.mean([differences(deal, labels, weights) for deal in points], axis=0)
        low, high = np.nanquantile(change, [tail, 1 - tail])
        drop = values[0] - values[1] if measure == "AUROC" else values[1] - values[0]
        worse = drop > MARGIN and (high < 0 if measure == "AUROC" else low > 0)
        found.append(
            Comparison(
                name,
                measure,
                len(index),
                values[0],
                values[1],
                float(low),
                float(high),
                bool(worse),
            )
        )
    return found


def _value(measure: str, points: Floats, labels: Flags) -> float:
    return auroc(points, labels).value if measure == "AUROC" else cllr(points * DECIBAN, labels)


def _bootstrap_weights(states: Names, rng: np.random.Generator) -> Floats:
    """How often each case is drawn, in each resample of whole states: resamples x cases."""
    names, group = np.unique(states, return_inverse=True)
    draws = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=RESAMPLES)
    return draws[:, group].astype(float)


def _cllr_differences(points: Floats, labels: Flags, weights: Floats) -> Floats:
    signs = np.where(labels, -1.0, 1.0)
    costs = np.logaddexp(0, signs * points * DECIBAN) / np.log(2)
    change = costs[1] - costs[0]
    with np.errstate(invalid="ignore"):
        sides = [
            (weights[:, side] @ change[side]) / weights[:, side].sum(1)
            for side in (labels, ~labels)
        ]
    total: Floats = (sides[0] + sides[1]) / 2
    return total


def _auroc_differences(points: Floats, labels: Flags, weights: Floats) -> Floats:
    wins = [
        (p[labels][:, None] > p[~labels][None]) + 0.5 * (p[labels][:, None] == p[~labels][None])
        for p in points
    ]
    change = wins[1] - wins[0]
    above, below = weights[:, labels], weights[:, ~labels]
    with np.errstate(invalid="ignore"):
        total: Floats = ((above @ change) * below).sum(1) / (above.sum(1) * below.sum(1))
    return total


def _against_the_base(new: Sample, present: Floats) -> list[Comparison]:
    """Whether the new labels run against what the base casebook teaches.

    By the present recipe the new cases' AUROC must not lie significantly below one half.
    """
    area = auroc(present, new.rejected)
    if np.isnan(area.value):
        return []
    return [
        Comparison(
            "new labels, by the present card",
            "AUROC",
            len(new),
            0.5,
            area.value,
            area.low - 0.5,
            area.high - 0.5,
            bool(area.high < 0.5),
        )
    ]
