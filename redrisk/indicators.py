"""Signs for and against that law and practice know: found, not found or unknown. No points.

The catalogue comes from rules, decisions and published accounts. What notice fields can answer is
derived from them; the rest is answered in ``notice.answers`` under the indicator's id. Signs that
raise and signs that lower doubt are shown alike, by group, and never added up: no author offers a
validated, weighted list, and published writing lists almost only signs of abuse.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from redrisk._derived_signs import DERIVED, READS, Derive
from redrisk.checks._declare import NO_FACTS, plain_value
from redrisk.checks._exhibited import StandingOf
from redrisk.checks._facts import Facts, known_names
from redrisk.errors import DataError
from redrisk.notice import Notice

State = Literal["FOUND", "NOT_FOUND", "UNKNOWN"]
Direction = Literal["raises", "lowers", "context"]
AuthorityKind = Literal["instrument", "decision", "institution", "practitioner commentary"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One sign of the catalogue.

    Attributes
    ----------
    id, group, question
        What is looked for.
    direction
        Whether finding it raises or lowers doubt in the request, or is context.
    authority_kind, authority
        The instrument, decision or institution it is printed in; 'practitioner commentary' if
        none.
    unconfirmed
        What of the authority no retrieved text confirmed; empty if nothing.
    note
        A caution; empty if none.
    restates_outcome
        Whether it says again what decided a case, and so must not be learned from.
    source
        Address of the retrieved text; empty if none is cited.
    """

    id: str
    group: str
    question: str
    direction: Direction
    authority_kind: AuthorityKind
    authority: str
    unconfirmed: str
    note: str
    restates_outcome: bool
    source: str


class IndicatorResult(NamedTuple):
    """What one sign shows in one notice."""

    indicator: Indicator
    result: State
    facts: Mapping[str, Any]
    standing: Literal["exhibited", "asserted"] | None

    @property
    def id(self) -> str:
        """The indicator's id."""
        return self.indicator.id

    def plain(self) -> dict[str, Any]:
        """The result as data that JSON can hold."""
        sign = self.indicator
        return {
            "indicator": sign.id,
            "group": sign.group,
            "question": sign.question,
            "result": self.result,
            "direction": sign.direction,
            "authority": sign.authority,
            "authority_kind": sign.authority_kind,
            "text_confirmed": not sign.unconfirmed,
            "unconfirmed": sign.unconfirmed,
            "note": sign.note,
            "source": sign.source,
            "facts": {path: plain_value(value) for path, value in self.facts.items()},
            "standing": self.standing,
        }


@functools.cache
def catalogue() -> Mapping[str, Indicator]:
    """Every indicator by id, by group.

    Raises
    ------
    DataError
        If the shipped file is damaged.

    Notes
    -----
    Source: datasets/indicators.json, described in datasets/README.md.

    Examples
    --------
    >>> len(catalogue())
    85
    """
    file = resources.files("redrisk") / "data" / "indicators.json"
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))["indicators"]
        return MappingProxyType({row["id"]: Indicator(**row) for row in rows})
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"redrisk/data/indicators.json can't be read ({error}); reinstall redrisk"
        raise DataError(message) from None


_Row = tuple[str, Derive | None, IndicatorResult]


@functools.cache
def _plan() -> tuple[tuple[_Row, ...], Mapping[str, frozenset[int]]]:
    """Each indicator with its derivation and its unknown result, and which facts open which."""
    rows: list[_Row] = []
    opened_by: dict[str, set[int]] = {}
    for place, (name, sign) in enumerate(catalogue().items()):
        rows.append((name, DERIVED.get(name), IndicatorResult(sign, "UNKNOWN", NO_FACTS, None)))
        for fact in READS.get(name, frozenset()) | {name}:
            opened_by.setdefault(fact, set()).add(place)
    return tuple(rows), {fact: frozenset(places) for fact, places in opened_by.items()}


def find(notice: Notice, *, as_of: dt.date | None = None) -> tuple[IndicatorResult, ...]:
    """Look for every sign of the catalogue.

    Parameters
    ----------
    notice
        The notice; its ``answers`` speak where no field does. An answer and a field that
        contradict each other leave the sign unknown.
    as_of
        The day of assessment, for the signs that need one.

    Returns
    -------
    tuple of IndicatorResult
        One for each indicator, by group.

    Raises
    ------
    DataError
        If the shipped catalogue is damaged.

    Notes
    -----
    Source: the authority and source of each indicator.

    Examples
    --------
    >>> notice = Notice(issuing_country="DE", instrument="diffusion", roles=["journalist"])
    >>> [found.id for found in find(notice) if found.result == "FOUND"]
    ['journalist_or_blogger', 'instrument_is_diffusion']
    """
    facts = Facts(notice, as_of)
    answers = notice.answers
    standing = StandingOf(notice) if "exhibited" in notice.standing.values() else None
    plan, opened_by = _plan()
    results = [unknown for _, _, unknown in plan]
    known = [opened_by[name] for name in known_names(notice) if name in opened_by]
    for place in frozenset[int]().union(*known):
        name, derive, unknown = plan[place]
        facts.used = used = {}
        value = derive(facts) if derive is not None else None
        stated = answers.get(name)
        if stated is True or stated is False:
            used[f"answers.{name}"] = stated
            value = stated if value is None or value is stated else None
        if value is not None:
            state = "FOUND" if value else "NOT_FOUND"
            stands = standing(used) if standing else "asserted"
            results[place] = _new(IndicatorResult, (unknown.indicator, state, used, stands))
    return tuple(results)


_new = tuple.__new__
"""Builds an IndicatorResult in half the time that calling the class takes."""
