"""The issuing state's institutions, by published index, in the year before the notice.

A state's name is never a feature. What is used is the V-Dem rule of law index (v2x_rule), its
freedom of expression index (v2x_freexp_altinf). Where V-Dem does not cover a member, the World
Bank's estimate is translated to the V-Dem scale by a line fitted over all state-years that have
both, and the assessment says so.

Source: Coppedge et al. 2026, V-Dem Country-Year Dataset v16; World Bank, WGI.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib import resources
from typing import Any

from redrisk.notice import Notice

MAX_AGE = 3
"""A missing year takes the last value of at most this many years before."""


@dataclass(frozen=True, slots=True)
class StateIndices:
    """The issuing state's indices for one year; None where nothing was published.

    Attributes
    ----------
    wanted_year
        The year before the notice, or before the case was opened; None if neither is dated.
    year
        The year whose values are used: the wanted one, or one of the three before it.
    rule_of_law, free_expression
        V-Dem scale, 0 to 1, higher is better.
    translated
        Whether rule of law or free expression comes from the World Bank's estimate.
    """

    wanted_year: int | None = None
    year: int | None = None
    rule_of_law: float | None = None
    free_expression: float | None = None
    translated: bool = False


UNKNOWN_STATE = StateIndices()


class StateContext:
    """Published indices of states by year.

    Parameters
    ----------
    data
        The content of data/states.json: index names, translation lines, values by state and year.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self._position = {name: i for i, name in enumerate(data["indices"])}
        self._translation: dict[str, dict[str, Any]] = data["translation"]
        self._states: dict[str, dict[str, list[float | None]]] = data["states"]
        self.last_year: int = data["last_year"]
        self._cache: dict[tuple[str, int], StateIndices] = {}

    def indices(self, iso2: str, wanted_year: int | None) -> StateIndices:
        """The indices of a state for a year, or the last ones within three years before it.

        >>> context = shipped_context()
        >>> context.indices("NO", 2014).rule_of_law > context.indices("BY", 2014).rule_of_law
        True
        """
        if wanted_year is None:
            return UNKNOWN_STATE
        key = (iso2, wanted_year)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._look_up(iso2, wanted_year)
        return found

    def _look_up(self, iso2: str, wanted_year: int) -> StateIndices:
        law = self._with_translation(iso2, "rule_of_law", wanted_year)
        voice = self._with_translation(iso2, "free_expression", wanted_year)
        years = [found[1] for found in (law, voice) if found]
        return StateIndices(
            wanted_year=wanted_year,
            year=min(years) if years else None,
            rule_of_law=law[0] if law else None,
            free_expression=voice[0] if voice else None,
            translated=bool((law and law[2]) or (voice and voice[2])),
        )

    def _with_translation(self, iso2: str, index: str, year: int) -> tuple[float, int, bool] | None:
        found = self._value(iso2, index, year)
        if found is not None:
            return (*found, False)
        line = self._translation[index]
        substitute = self._value(iso2, line["from"], year)
        if substitute is None:
            return None
        value = line["intercept"] + line["slope"] * substitute[0]
        return round(min(1.0, max(0.0, value)), 3), substitute[1], True

    def _value(self, iso2: str, index: str, year: int) -> tuple[float, int] | None:
        by_year = self._states.get(iso2)
        if by_year is None:
            return None
        position = self._position[index]
        for candidate in range(year, year - MAX_AGE - 1, -1):
            values = by_year.get(str(candidate))
            if values is not None and (value := values[position]) is not None:
                return value, candidate
        return None


def context_year(notice: Notice) -> int | None:
    """The year before the notice; without its date, the year before the case was opened.

    A case's outcome never sets the year.
    """
    date = notice.notice_date or notice.criminal_case_opened
    return date.year - 1 if date else None


@functools.cache
def shipped_context() -> StateContext:
    """The indices that ship with this version."""
    text = (resources.files("redrisk") / "data" / "states.json").read_text(encoding="utf-8")
    return StateContext(json.loads(text))
