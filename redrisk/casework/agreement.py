"""How far two coders agree, and what is kept of their answers.

Agreement is the share of cases on which both gave the same answer of three: yes, no, can't tell.
Cohen's kappa (Cohen 1960) is that agreement beyond what the coders' own shares of each answer would
give by chance: 0 none, 1 all. Where both give one and the same answer throughout, it has no value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from redrisk.case import Case
from redrisk.casework.coding import QUESTIONS, Key, Sheet
from redrisk.errors import InvalidInput, Problem, quote

CLASSES = ("rejected", "upheld")
_ANSWERS = (True, False, None)
_WORDS = {True: "yes", False: "no", None: "unknown"}


@dataclass(frozen=True)
class Agreement:
    """How far two coders agree on one fact, and what comes of it.

    Attributes
    ----------
    field
        The fact.
    cases
        How many cases both coded.
    same
        On how many they gave the same answer, 'can't tell' included.
    both_answered, same_answer
        How many both answered with yes or no, and on how many of these alike.
    kappa, low, high
        Cohen's kappa over yes, no and can't tell, with its 90 % interval (Fleiss, Cohen and
        Everitt 1969, large samples); None where it has no value.
    merged
        Class to how many of its cases are yes, no and unknown after merging.
    """

    field: str
    cases: int
    same: int
    both_answered: int
    same_answer: int
    kappa: float | None
    low: float | None
    high: float | None
    merged: Mapping[str, Mapping[str, int]]

    def plain(self) -> dict[str, Any]:
        """As one JSON object."""
        return {
            "field": self.field,
            "cases": self.cases,
            "same": self.same,
            "both_answered": self.both_answered,
            "same_answer": self.same_answer,
            "kappa": _rounded(self.kappa),
            "kappa_low": _rounded(self.low),
            "kappa_high": _rounded(self.high),
            "merged": {name: dict(counts) for name, counts in self.merged.items()},
        }


def cohens_kappa(
    first: Sequence[bool | None], second: Sequence[bool | None]
) -> tuple[float | None, float | None]:
    """Cohen's kappa of two coders' answers, and its standard error.

    Parameters
    ----------
    first, second
        The answers to the same cases in the same order.

    Returns
    -------
    tuple
        None and None without cases, or if both gave one and the same answer throughout.

    Examples
    --------
    >>> kappa, error = cohens_kappa([True, True, False, False], [True, False, False, False])
    >>> round(kappa, 3), round(error, 3)
    (0.5, 0.375)
    """
    n = len(first)
    if not n:
        return None, None
    share = {pair: count / n for pair, count in Counter(zip(first, second, strict=True)).items()}
    row = {a: sum(share.get((a, b), 0.0) for b in _ANSWERS) for a in _ANSWERS}
    column = {b: sum(share.get((a, b), 0.0) for a in _ANSWERS) for b in _ANSWERS}
    observed = sum(share.get((a, a), 0.0) for a in _ANSWERS)
    expected = sum(row[a] * column[a] for a in _ANSWERS)
    if expected >= 1:
        return None, None
    kappa = (observed - expected) / (1 - expected)
    on = sum(
        share.get((a, a), 0.0) * (1 - (row[a] + column[a]) * (1 - kappa)) ** 2 for a in _ANSWERS
    )
    off = (1 - kappa) ** 2 * sum(
        share.get((a, b), 0.0) * (column[a] + row[b]) ** 2
        for a in _ANSWERS
        for b in _ANSWERS
        if a != b
    )
    variance = (on + off - (kappa - expected * (1 - kappa)) ** 2) / (n * (1 - expected) ** 2)
    return kappa, max(variance, 0.0) ** 0.5


_NORMAL_90 = 1.6449


def agreements(key: Key, first: Sheet, second: Sheet) -> tuple[Agreement, ...]:
    """The agreement of two coders on every fact.

    Raises
    ------
    InvalidInput
        If both sheets name the same coder.
    """
    if first.coder and first.coder == second.coder:
        message = f"both sheets are by {quote(first.coder)}; agreement needs two coders"
        raise InvalidInput([Problem("coder", message)])
    return tuple(_agreement(field, key, first, second) for field in QUESTIONS)


def _agreement(field: str, key: Key, first: Sheet, second: Sheet) -> Agreement:
    ours = [first.answers[number][field] for number in key.sheets]
    theirs = [second.answers[number][field] for number in key.sheets]
    pairs = list(zip(ours, theirs, strict=True))
    answered = [(a, b) for a, b in pairs if a is not None and b is not None]
    kappa, error = cohens_kappa(ours, theirs)
    low, high = (
        (None, None)
        if kappa is None or error is None
        else (max(-1.0, kappa - _NORMAL_90 * error), min(1.0, kappa + _NORMAL_90 * error))
    )
    merged = {name: Counter(dict.fromkeys(_WORDS.values(), 0)) for name in CLASSES}
    for case, (a, b) in zip(key.sheets.values(), pairs, strict=True):
        if case.outcome.label in merged:
            merged[case.outcome.label][_WORDS[_agreed(a, b)]] += 1
    return Agreement(
        field=field,
        cases=len(pairs),
        same=sum(a == b for a, b in pairs),
        both_answered=len(answered),
        same_answer=sum(a == b for a, b in answered),
        kappa=kappa,
        low=low,
        high=high,
        merged=merged,
    )


def _agreed(first: bool | None, second: bool | None) -> bool | None:  # noqa: FBT001
    """What both said, or None."""
    return first if first is second else None


def merged_cases(key: Key, first: Sheet, second: Sheet) -> tuple[Case, ...]:
    """The cases with the answers that both coders gave; those not on the sheet as they were.

    A fact on which the coders differ, or which either left blank, becomes unknown, whatever the
    case said before.
    """
    coded = []
    for number, case in key.sheets.items():
        ours, theirs = first.answers[number], second.answers[number]
        agreed = {field: _agreed(ours[field], theirs[field]) for field in QUESTIONS}
        notice = case.notice.model_copy(update=agreed)
        coded.append(case.model_copy(update={"notice": notice, "double_coded": True}))
    return tuple(sorted([*coded, *key.others], key=lambda case: case.case_id))


def table(found: Sequence[Agreement]) -> str:
    """The agreements as a Markdown table, with yes, no and unknown after merging by class.

    The last column is the difference between the classes' shares of unknown, in percentage points:
    what decides whether a fact is recorded evenly.
    """
    head = [
        "fact", "agreement", "both answered, alike", "kappa (90 % interval)",
        "rejected: yes/no/unknown %", "upheld", "gap in unknown",
    ]  # fmt: skip
    rows = [head, ["---"] * len(head), *(_row(item) for item in found)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _row(item: Agreement) -> list[str]:
    kappa = "not estimable"
    if item.kappa is not None and item.low is not None and item.high is not None:
        kappa = f"{item.kappa:.2f} ({item.low:.2f} to {item.high:.2f})"
    shares = [_shares(item.merged[name]) for name in CLASSES]
    gap = "n/a" if None in shares else f"{abs(_unknown(shares[0]) - _unknown(shares[1])):.0f}"
    return [
        item.field,
        f"{item.same / item.cases:.2f}" if item.cases else "n/a",
        f"{item.same_answer}/{item.both_answered}",
        kappa,
        *("/".join(f"{share:.0f}" for share in found) if found else "none" for found in shares),
        gap,
    ]


def _shares(counts: Mapping[str, int]) -> list[float] | None:
    total = sum(counts.values())
    return [100 * counts[word] / total for word in _WORDS.values()] if total else None


def _unknown(shares: list[float] | None) -> float:
    return shares[-1] if shares else 0.0


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
