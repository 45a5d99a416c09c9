"""The variance of a sum of points, from the covariance of the card's coefficients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from redrisk.view import Range

Codes = tuple[tuple[int, float], ...]
"""Column and value that a level puts into the quadratic form."""


class Variance:
    """Adds up what each level, and each pair of levels, brings; every such term is kept.

    Parameters
    ----------
    codes
        Feature to its ranges of levels and their codes.
    covariance
        Of the columns' coefficients, in squared points.
    """

    def __init__(
        self,
        codes: Mapping[str, Mapping[Range, Codes]],
        covariance: Sequence[Sequence[float]],
    ) -> None:
        self._covariance = covariance
        self._codes: list[Codes] = []
        self._number: dict[str, dict[Range, int]] = {}
        for feature, by_level in codes.items():
            numbers = self._number[feature] = {}
            for level, one in by_level.items():
                if one:
                    numbers[level] = len(self._codes)
                    self._codes.append(one)
        self._terms: list[list[float] | None] = [None] * len(self._codes)

    def of(self, levels: Mapping[str, Range]) -> float:
        """The variance, in squared points, of the sum for these levels."""
        known = [
            number
            for feature, numbers in self._number.items()
            if (number := numbers.get(levels[feature])) is not None
        ]
        total = 0.0
        for place, number in enumerate(known, start=1):
            terms = self._terms[number]
            if terms is None:
                terms = self._terms[number] = self._terms_of(number)
            total += terms[number] + 2 * sum([terms[other] for other in known[place:]])
        return max(total, 0.0)

    def _terms_of(self, number: int) -> list[float]:
        """What one level brings together with every level of the card."""
        return [
            sum(
                one_value * other_value * self._covariance[one][other]
                for one, one_value in self._codes[number]
                for other, other_value in codes
            )
            for codes in self._codes
        ]
