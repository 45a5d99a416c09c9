"""Cases that stand twice, and cases that look like the same request told twice.

Exact: descriptor, notice and outcome are the same, whatever id, sources and note say.

Near: the same issuing state, an offence category in common, no date that is surely more than a
year apart, and similar words. Words are those of the descriptor, charges and activity; each weighs
``log(cases / cases that have it)``, so that 'accused' says little and 'crypto-exchange' much. The
similarity of two texts is the weight of the words that they share, twice, over the weight of both
(Dice's coefficient, weighted). Cases of one stated affair are known to belong together.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from redrisk.case import Case
from redrisk.dates import PartialDate, lag
from redrisk.intake.plain import fold, stem
from redrisk.offences import offence_categories

SIMILAR = 0.40
"""Texts at least this similar are reported."""

FEWEST_WORDS = 4
_DAYS_APART = 366
_COMPARED_DATES = ("alleged_offence_date", "criminal_case_opened", "notice_date", "left_country")
_MOST_POSTINGS = 400
"""A word of more cases than this, in one state, brings no two cases together by itself."""

_LEFT_OUT = frozenset({"reference", "sources", "standing"})
_EVERYWHERE = (
    "accused after against alleged case charged charges former from into million over sought state "
    "that their then they this under wanted while with without year years"
)
_STOP_WORDS = frozenset(_EVERYWHERE.split())
_WORD = re.compile(r"[^\W\d_]{4,}|\d{2,}")


class Twin(NamedTuple):
    """An earlier case that a case repeats; ``similarity`` is 1 where nothing differs."""

    case: Case
    position: int
    similarity: float


@dataclass
class Library:
    """The cases seen so far, to be asked whether a case stands there already.

    Parameters
    ----------
    weights
        How much each word weighs; see ``word_weights``.

    Examples
    --------
    >>> from redrisk.case import Case
    >>> case = Case.parse({
    ...     "case_id": "A", "descriptor": "manager of a timber mill accused of cheque fraud",
    ...     "notice": {"issuing_country": "FR"}, "outcome": {"label": "unresolved"},
    ... })
    >>> library = Library(word_weights([case]))
    >>> library.add(case, 0)
    >>> library.exact(case.model_copy(update={"case_id": "B"})).case.case_id
    'A'
    """

    weights: dict[str, float]
    _cases: list[tuple[Case, int]] = field(default_factory=list)
    _exact: dict[str, int] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)
    _words: list[frozenset[str]] = field(default_factory=list)
    _postings: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, case: Case, position: int) -> None:
        """Remember a case under the position that a later twin is told."""
        number = len(self._cases)
        words = words_of(case)
        self._cases.append((case, position))
        self._words.append(words)
        self._exact.setdefault(fingerprint(case), number)
        self._ids.setdefault(case.case_id, number)
        if len(words) >= FEWEST_WORDS:
            for word in words:
                self._postings[case.notice.issuing_country, word].append(number)

    def same_id(self, case: Case) -> Twin | None:
        """The first case with the same id."""
        number = self._ids.get(case.case_id)
        return None if number is None else Twin(*self._cases[number], 1.0)

    def exact(self, case: Case) -> Twin | None:
        """The first case with the same descriptor, notice and outcome."""
        number = self._exact.get(fingerprint(case))
        return None if number is None else Twin(*self._cases[number], 1.0)

    def near(self, case: Case) -> Twin | None:
        """The most similar case that is near enough in state, dates, charges and words."""
        words = words_of(case)
        if len(words) < FEWEST_WORDS:
            return None
        own = self._weight(words)
        best: Twin | None = None
        for number in self._candidates(case, words):
            others = self._words[number]
            both = own + self._weight(others)
            similarity = 2 * self._weight(words & others) / both if both else 0.0
            if similarity < SIMILAR or (best is not None and similarity <= best.similarity):
                continue
            other, position = self._cases[number]
            if _known_affair(case, other):
                continue
            if _same_offences(case, other) and _dates_overlap(case, other):
                best = Twin(other, position, similarity)
        return best

    def _weight(self, words: Iterable[str]) -> float:
        return sum(self.weights.get(word, 0.0) for word in sorted(words))

    def _candidates(self, case: Case, words: frozenset[str]) -> Iterator[int]:
        """Cases of the same state that share two words which are not everywhere."""
        shared: Counter[int] = Counter()
        for word in words:
            postings = self._postings.get((case.notice.issuing_country, word), [])
            if len(postings) <= _MOST_POSTINGS:
                shared.update(postings)
        return (number for number, count in sorted(shared.items()) if count > 1)


def word_weights(cases: Sequence[Case]) -> dict[str, float]:
    """How much each word weighs: the log of how many times rarer it is than the cases."""
    counts = Counter(word for case in cases for word in words_of(case))
    return {word: math.log((1 + len(cases)) / count) for word, count in counts.items()}


def words_of(case: Case) -> frozenset[str]:
    """The words that describe a case, without endings and without words of every case."""
    notice = case.notice
    texts = [case.descriptor, *(charge.text for charge in notice.charges or ())]
    texts += [activity.note for activity in notice.political_activity or ()]
    found = _WORD.findall(fold(" ".join(text for text in texts if text)))
    return frozenset(_plain(word) for word in found if word not in _STOP_WORDS)


def _plain(word: str) -> str:
    """A word without the plainest endings."""
    word = stem(word)
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word


def fingerprint(case: Case) -> str:
    """The same text for cases whose descriptor, notice and outcome are the same."""
    notice = case.notice.plain()
    content: dict[str, Any] = {key: notice[key] for key in notice if key not in _LEFT_OUT}
    content["outcome"] = case.outcome.plain()
    content["descriptor"] = fold(case.descriptor or "")
    return json.dumps(content, sort_keys=True)


def _known_affair(case: Case, other: Case) -> bool:
    """Whether both are said to be of one affair, so that no split will part them."""
    return case.affair is not None and case.affair == other.affair


def _same_offences(case: Case, other: Case) -> bool:
    mine, theirs = offence_categories(case.notice)[0], offence_categories(other.notice)[0]
    return not mine or not theirs or bool(mine & theirs)


def _dates_overlap(case: Case, other: Case) -> bool:
    """Whether no date that both give lies surely more than a year apart."""
    return all(
        _at_most_a_year_apart(mine, theirs)
        for name in _COMPARED_DATES
        if (mine := getattr(case.notice, name)) and (theirs := getattr(other.notice, name))
    )


def _at_most_a_year_apart(mine: PartialDate, theirs: PartialDate) -> bool:
    apart = lag(mine, theirs)
    return apart.fewest <= _DAYS_APART and apart.most >= -_DAYS_APART
