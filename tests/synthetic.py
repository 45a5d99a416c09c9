"""Synthetic cases with a known truth, for tests and benchmarks; never part of any casebook.

Given the class, every fact is drawn on its own, so the log likelihood ratio of a notice is exactly
the sum over what it states. Free expression, the order of protection and notice, the age of the
acts and joined facts follow from the rest and add nothing of their own.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from redrisk.case import Case, Outcome
from redrisk.context import shipped_context
from redrisk.dates import PartialDate
from redrisk.facts import FACT, SECOND_CODING, STEPS
from redrisk.notice import Activity, Charge, Notice, Protection
from redrisk.view import View

Recording = Literal["even", "uneven", "uneven coding"]
"""even: each fact is stated as often in both classes. uneven: facts that are recorded as told are
stated more often where they speak for their class. uneven coding: the eight coded facts too."""

FIRST_YEAR, LAST_YEAR = 2004, 2021
HOSTS = ("FR", "DE", "GB", "NL")
PROTECTOR = "SE"
"""Never the state of the deciding court, whose own rulings are no facts of its case."""


@dataclass(frozen=True)
class Truth:
    """How often each answer to a question is true in each class, and how often it is stated."""

    id: str
    rejected: tuple[float, ...]
    upheld: tuple[float, ...]
    stated: float = 0.75

    def probabilities(self, effect: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Of the answers under rejected and under upheld; ``effect`` 0 makes them alike."""
        logs = np.log([self.rejected, self.upheld])
        middle, half = logs.mean(axis=0), effect * (logs[0] - logs[1]) / 2
        high, low = np.exp(middle + half), np.exp(middle - half)
        return high / high.sum(), low / low.sum()

    def weights(self, effect: float) -> NDArray[np.float64]:
        """The log likelihood ratio of each answer."""
        rejected, upheld = self.probabilities(effect)
        return np.asarray(np.log(rejected / upheld))


def _yes(fact: str, rejected: float, upheld: float, stated: float = 0.75) -> Truth:
    return Truth(fact, (1 - rejected, rejected), (1 - upheld, upheld), stated)


CHARGES = (
    "speech_offence",
    "coup_or_rebellion",
    "terrorism_membership",
    "terrorism",
    "fraud",
    "embezzlement",
    "money_laundering",
    "homicide",
    "drug_trafficking",
    "unpaid_cheque",
    "environmental",
)
ROLES = ("journalist", "opposition_politician", "businessperson", "private_person")
PLAIN_FACTS = (
    _yes("political_profile", 0.70, 0.30),
    _yes("crossed_officials", 0.25, 0.10, 0.6),
    _yes("state_post", 0.30, 0.30, 0.9),
    _yes("business_elite", 0.20, 0.20, 0.8),
    _yes("armed_or_gang", 0.10, 0.20, 0.9),
    _yes("private_victims", 0.35, 0.55, 0.75),
    _yes("concrete_act", 0.65, 0.85, 0.85),
    _yes("private_dispute", 0.12, 0.06, 0.9),
    _yes("associates_targeted", 0.35, 0.15, 0.5),
    _yes("in_absentia", 0.30, 0.22, 0.5),
    _yes("violence_alleged", 0.20, 0.35, 0.8),
)
STATE = Truth(
    "state_rule_of_law", (0.05, 0.10, 0.20, 0.30, 0.35), (0.35, 0.25, 0.20, 0.12, 0.08), 1.0
)
CHARGE = Truth(
    "charge",
    (0.14, 0.07, 0.12, 0.05, 0.20, 0.12, 0.06, 0.07, 0.05, 0.08, 0.04),
    (0.05, 0.04, 0.06, 0.05, 0.20, 0.12, 0.08, 0.18, 0.14, 0.04, 0.04),
    1.0,
)
ROLE = Truth("roles", (0.30, 0.20, 0.25, 0.25), (0.15, 0.10, 0.30, 0.45), 0.6)
ACTIVITY = Truth("activity_to_case", (0.35, 0.15, 0.20, 0.30), (0.60, 0.15, 0.15, 0.10), 0.5)
DEPARTURE = _yes("case_after_departure", 0.45, 0.25, 0.5)
PROTECTED = _yes("protected", 0.35, 0.15, 0.4)
TRUTHS = (STATE, CHARGE, *PLAIN_FACTS, ROLE, ACTIVITY, DEPARTURE, PROTECTED)


def synthetic_cases(
    n: int,
    seed: int,
    *,
    rejected: float = 0.5,
    label_noise: float = 0.05,
    recording: Recording = "even",
    effect: float = 1.0,
    states: int = 100,
    state_spread: float = 0.0,
    targeted: float = 0.0,
    shared_affairs: float = 0.05,
) -> Iterator[Case]:
    """Decided cases, one after the other; the same arguments give the same cases.

    Parameters
    ----------
    n, seed
        How many, and which of many worlds.
    rejected
        The share of rejected cases before label noise.
    label_noise
        The share of labels that are turned round, in both classes alike.
    recording
        Whether what is told depends on the class, and where.
    effect
        Strength of the truth: 0 none, 1 that of the tables above.
    states
        How many issuing states there are at most; some are far more frequent than others.
    state_spread
        Standard deviation of a log likelihood ratio that each state has beside its index.
    targeted
        The share sought on purpose among upheld cases with a political profile and rejected ones
        without.
    shared_affairs
        The share of cases that belong to the affair of the case before.
    """
    rng = np.random.default_rng(seed)
    is_rejected = rng.random(n) < rejected
    is_targeted = rng.random(n) < targeted
    recorded = is_rejected ^ (rng.random(n) < label_noise)
    answers = {truth.id: _draw(truth, is_rejected, effect, rng) for truth in TRUTHS}
    stated = {t.id: _stated(t, answers[t.id], is_rejected, recording, rng) for t in TRUTHS}
    answers["political_profile"][is_targeted] = ~is_rejected[is_targeted]
    stated["political_profile"][is_targeted] = True
    months = _months(n, answers, rng)
    has_notice_date = rng.random(n) < 0.7
    year = np.where(has_notice_date, months["notice"], months["opened"]) // 12
    issuing = _states(answers[STATE.id], year, is_rejected, states, state_spread, rng)
    affair = np.cumsum(rng.random(n) >= shared_affairs)
    hosts = rng.integers(len(HOSTS), size=n)
    facts = {t.id: np.where(stated[t.id], answers[t.id], -1).tolist() for t in TRUTHS}
    for i in range(n):
        row = {name: column[i] for name, column in facts.items()}
        dates = {name: int(column[i]) for name, column in months.items()}
        if not has_notice_date[i]:
            del dates["notice"]
        notice = _notice(issuing[i], HOSTS[hosts[i]], row, dates)
        case_id = f"S{affair[i]:06d}-{i:06d}"
        outcome = _outcome(bool(recorded[i]), dates["outcome"])
        yield Case.model_construct(
            case_id=case_id,
            notice=notice,
            outcome=outcome,
            double_coded=True,
            affair=f"S{affair[i]:06d}",
            sampling="targeted" if is_targeted[i] else "open",
        )


def true_log_lr(case: Case, effect: float = 1.0) -> float:
    """The natural log of the likelihood ratio of what the case's notice states.

    It refers to the true class; ``with_label_noise`` gives that of the recorded label. How states
    differ beside their index, and what the recording gives away, are not part of it.
    """
    notice = case.notice
    view = View(notice, shipped_context())
    total = 0.0
    for truth in TRUTHS:
        answer = _READERS.get(truth.id, _read_fact)(truth.id, view)
        if answer is not None:
            total += _weights(truth.id, effect)[answer]
    return total


def with_label_noise(log_lr: float, label_noise: float = 0.05) -> float:
    """The log likelihood ratio of a recorded label, where the classes are equally frequent."""
    ratio = math.exp(log_lr)
    right, wrong = 1 - label_noise, label_noise
    return math.log((right * ratio + wrong) / (wrong * ratio + right))


def affairs_of(cases: Iterable[Case]) -> dict[str, str]:
    """Case id to affair."""
    return {case.case_id: case.affair or case.case_id for case in cases}


@functools.cache
def _weights(fact: str, effect: float) -> tuple[float, ...]:
    truth = next(truth for truth in TRUTHS if truth.id == fact)
    return tuple(truth.weights(effect).tolist())


def _draw(
    truth: Truth, is_rejected: NDArray[np.bool_], effect: float, rng: np.random.Generator
) -> NDArray[np.intp]:
    uniform = rng.random(len(is_rejected))
    by_class = [
        np.searchsorted(np.cumsum(p)[:-1], uniform, side="right")
        for p in truth.probabilities(effect)
    ]
    return np.where(is_rejected, *by_class)


def _stated(
    truth: Truth,
    answers: NDArray[np.intp],
    is_rejected: NDArray[np.bool_],
    recording: Recording,
    rng: np.random.Generator,
) -> NDArray[np.bool_]:
    """Which answers the sources state."""
    share = np.full(len(answers), truth.stated)
    told = truth.id not in SECOND_CODING and truth.stated < 1
    coded_unevenly = recording == "uneven coding" and truth.id in SECOND_CODING
    if (recording != "even" and told) or coded_unevenly:
        raises = truth.weights(1.0)[-1] >= 0
        share = np.where(is_rejected == raises, min(1.0, truth.stated * 1.3), truth.stated * 0.5)
        share = np.where(answers == 0, share * 0.5, share)
    return np.asarray(rng.random(len(answers)) < share)


_LAGS = ((0, 1), (40, 100), (14, 34), (1, 10))
"""Months from a political act to the case, for each answer; clear of the answers' edges."""


def _months(
    n: int, answers: dict[str, NDArray[np.intp]], rng: np.random.Generator
) -> dict[str, NDArray[np.intp]]:
    """Months since year 0 in an order that can be true: acts, case, notice, protection, outcome."""
    opened = rng.integers(FIRST_YEAR * 12, LAST_YEAR * 12, size=n)
    notice = opened + rng.integers(13, 37, size=n)
    low, high = np.array(_LAGS)[answers[ACTIVITY.id]].T
    away = rng.integers(1, 12, size=n)
    return {
        "alleged": opened - rng.integers(1, 90, size=n),
        "act": opened - rng.integers(low, high),
        "opened": opened,
        "left": np.where(answers[DEPARTURE.id] == 1, opened - away, opened + away),
        "notice": notice,
        "protection": notice + rng.integers(1, 8, size=n),
        "outcome": notice + rng.integers(10, 30, size=n),
    }


def _states(
    step: NDArray[np.intp],
    year: NDArray[np.intp],
    is_rejected: NDArray[np.bool_],
    states: int,
    spread: float,
    rng: np.random.Generator,
) -> NDArray[np.str_]:
    """An issuing state for each case whose index lies on the drawn step in the year before."""
    context = shipped_context()
    codes = sorted(code for code in context._states if _step(code, LAST_YEAR) is not None)
    codes = sorted(str(code) for code in rng.permutation(codes)[:states])
    popularity = 1 / rng.permutation(np.arange(1, len(codes) + 1))
    own = rng.normal(0, spread, len(codes)) / 2 if spread else np.zeros(len(codes))
    found = np.empty(len(step), dtype="<U2")
    for wanted in np.unique(year):
        steps = [_step(code, int(wanted) - 1) for code in codes]
        for level in range(len(STEPS) + 1):
            inside = [k for k, s in enumerate(steps) if s == level]
            pool = inside or [_nearest(steps, level)]
            for label in (True, False):
                rows = np.flatnonzero((year == wanted) & (step == level) & (is_rejected == label))
                share = popularity[pool] * np.exp(own[pool] if label else -own[pool])
                pick = rng.choice(pool, size=len(rows), p=share / share.sum())
                found[rows] = np.array(codes)[pick]
    return found


@functools.cache
def _step(code: str, year: int) -> int | None:
    value = shipped_context().indices(code, year).rule_of_law
    return None if value is None else sum(value < limit for limit in STEPS)


def _nearest(steps: list[int | None], level: int) -> int:
    """The state nearest to a step that no state has; only with very few states."""
    return min(range(len(steps)), key=lambda k: 9 if steps[k] is None else abs(steps[k] - level))  # type: ignore[operator]


def _notice(state: str, host: str, row: dict[str, int], months: dict[str, int]) -> Notice:
    fields: dict[str, Any] = {
        truth.id: bool(row[truth.id]) for truth in PLAIN_FACTS if row[truth.id] >= 0
    }
    fields["issuing_country"] = str(state)
    fields["host_country"] = host
    fields["charges"] = _charge(CHARGES[row["charge"]])
    fields["criminal_case_opened"] = _date(months["opened"])
    fields["alleged_offence_date"] = _date(months["alleged"])
    if "notice" in months:
        fields["notice_date"] = _date(months["notice"])
    if row["roles"] >= 0:
        fields["roles"] = (ROLES[row["roles"]],)
    if row[DEPARTURE.id] >= 0:
        fields["left_country"] = _date(months["left"])
    if row[ACTIVITY.id] >= 0:
        fields["political_activity"] = () if not row[ACTIVITY.id] else _activity(months["act"])
    if row["protected"] >= 0:
        fields["protection"] = _protection(months["protection"]) if row["protected"] else ()
    return Notice.model_construct(**fields)


@functools.cache
def _outcome(rejected: bool, month: int) -> Outcome:
    if rejected:
        return Outcome(label="rejected", decided_by="interpol_ccf", date=_date(month))
    return Outcome(label="upheld", decided_by="court", date=_date(month))


@functools.cache
def _date(month: int) -> PartialDate:
    return PartialDate(f"{month // 12}-{month % 12 + 1:02d}")


@functools.cache
def _charge(category: Any) -> tuple[Charge, ...]:
    return (Charge(categories=(category,)),)


@functools.cache
def _activity(month: int) -> tuple[Activity, ...]:
    return (Activity(kind="protest", date=_date(month)),)


@functools.cache
def _protection(month: int) -> tuple[Protection, ...]:
    return (Protection(status="refugee", country=PROTECTOR, date=_date(month)),)


def _read_fact(fact: str, view: View) -> int | None:
    first, last = FACT[fact].read(view)
    return first if first == last else None


def _read_charge(fact: str, view: View) -> int | None:  # noqa: ARG001
    charges = view.notice.charges
    categories = charges[0].categories if charges else None
    return CHARGES.index(categories[0]) if categories else None


def _read_role(fact: str, view: View) -> int | None:  # noqa: ARG001
    return ROLES.index(view.notice.roles[0]) if view.notice.roles else None


_READERS: dict[str, Callable[[str, View], int | None]] = {
    "charge": _read_charge,
    "roles": _read_role,
}
