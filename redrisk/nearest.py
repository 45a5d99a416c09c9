"""The decided cases most like a notice, cited by case id and publisher."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from redrisk.features import FEATURE
from redrisk.view import Range


@dataclass(frozen=True, slots=True)
class DecidedCase:
    """A decided case as it is cited: by its id and publisher."""

    case_id: str
    label: str
    decided_by: str | None
    descriptor: str | None
    publishers: tuple[str, ...]
    affair: str
    levels: Mapping[str, Range]

    def level(self, feature: str) -> int | None:
        """The position of its level, or None where it is not certain."""
        first, last = self.levels[feature]
        return first if first == last else None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A decided case that is near, and why.

    Attributes
    ----------
    case
        The decided case.
    likeness
        Span of the features on which it stands alike, less that of those on which it differs.
    known
        The notice's level, by feature, where it is certain.
    """

    case: DecidedCase
    likeness: int
    known: Mapping[str, int]

    @property
    def alike(self) -> tuple[str, ...]:
        """The features on which both stand alike."""
        return tuple(name for name, level in self.known.items() if self.case.level(name) == level)

    @property
    def different(self) -> tuple[str, ...]:
        """The features on which they differ; what either leaves unknown is neither."""
        return tuple(
            name for name, level in self.known.items() if self.case.level(name) not in (None, level)
        )


class Nearness:
    """Likeness to every decided case at once: one addition of packed 16-bit counters a feature."""

    def __init__(self, cases: Sequence[DecidedCase], spans: Mapping[str, int]) -> None:
        self._cases = sorted(cases, key=lambda case: (case.label, case.case_id))
        self._rejected = sum(case.label == "rejected" for case in self._cases)
        self._start = _packed([_MIDDLE] * len(self._cases))
        self._spans = spans
        self._gain = {
            (name, position): self._gains(name, position, span)
            for name, span in spans.items()
            for position in range(len(FEATURE[name].levels))
        }

    def _gains(self, name: str, position: int, span: int) -> int:
        """What each case gains, or loses, if the notice has this level."""
        known = [case.levels[name][0] == case.levels[name][1] for case in self._cases]
        alike = [case.levels[name][0] == position for case in self._cases]
        gains = [span * (k and a) for k, a in zip(known, alike, strict=True)]
        losses = [span * (k and not a) for k, a in zip(known, alike, strict=True)]
        return _packed(gains) - _packed(losses)

    def nearest(
        self, levels: Mapping[str, Range], leave_out: str | None, each: int
    ) -> tuple[Neighbour, ...]:
        """The nearest cases of each class that are alike in anything, rejected ones first."""
        known = {
            name: first for name in self._spans for first, last in (levels[name],) if first == last
        }
        total = self._start
        for name, level in known.items():
            total += self._gain[name, level]
        likeness = _unpacked(total, len(self._cases))
        if leave_out is not None:
            for i in self._same_affair(leave_out):
                likeness[i] = _TAKEN
        chosen: list[Neighbour] = []
        for start, stop in ((0, self._rejected), (self._rejected, len(self._cases))):
            part = likeness[start:stop]
            wanted = each if known else 0
            while wanted and (best := max(part, default=_TAKEN)) > _TAKEN:
                position = part.index(best)
                part[position] = _TAKEN
                case = self._cases[start + position]
                # More likeness than unlikeness says that they are alike in something.
                if best > _MIDDLE or _alike_in_anything(case, known):
                    chosen.append(Neighbour(case, best - _MIDDLE, known))
                    wanted -= 1
        return tuple(chosen)

    def _same_affair(self, case_id: str) -> list[int]:
        affair = next((case.affair for case in self._cases if case.case_id == case_id), case_id)
        return [i for i, case in enumerate(self._cases) if affair in (case.affair, case.case_id)]


def _alike_in_anything(case: DecidedCase, known: Mapping[str, int]) -> bool:
    return any(case.level(name) == level for name, level in known.items())


_TAKEN = -1
"""A case that is chosen already, or must not be."""

_MIDDLE = 1 << 14
"""Where each 16-bit counter starts, so that losses never borrow from its neighbour."""


def _packed(counters: Sequence[int]) -> int:
    return int.from_bytes(array("H", counters).tobytes(), sys.byteorder)


def _unpacked(total: int, count: int) -> list[int]:
    return array("H", total.to_bytes(2 * count, sys.byteorder)).tolist()
