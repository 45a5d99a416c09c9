"""Checks of a case's dates: against each other, against the outcome, and against today.

A partial date is an interval, and only what is certain counts: '2015' and '2015-03' contradict
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from redrisk.case import Case
from redrisk.casework.findings import Check, Place, Surroundings
from redrisk.dates import PartialDate

RULINGS = ("protection", "extradition", "interpol_history")
_SINGLE = (
    "notice_date",
    "retained_until",
    "renewed_on",
    "limitation_expires",
    "alleged_offence_date",
    "criminal_case_opened",
    "left_country",
    "located_on",
    "papers_sent_on",
)
_MAY_LIE_AHEAD = frozenset({"retained_until", "limitation_expires"})


def dated_fields(case: Case) -> Iterator[tuple[str, PartialDate]]:
    """Every dated field of the notice and the outcome, with its path in the case."""
    notice = case.notice
    for name in _SINGLE:
        date = getattr(notice, name)
        if date is not None:
            yield f"notice.{name}", date
    if notice.warrant is not None and notice.warrant.date is not None:
        yield "notice.warrant.date", notice.warrant.date
    for name in ("political_activity", *RULINGS):
        for i, item in enumerate(getattr(notice, name) or ()):
            if item.date is not None:
                yield f"notice.{name}[{i}].date", item.date
    if case.outcome.date is not None:
        yield "outcome.date", case.outcome.date


class Order(NamedTuple):
    """Two fields of which the first can't come after the second, and why."""

    first: str
    second: str
    why: str


ORDERS = (
    Order("alleged_offence_date", "criminal_case_opened", "a case follows the act that it alleges"),
    Order("criminal_case_opened", "notice_date", "a notice rests on a case, charge or warrant"),
    Order("warrant.date", "notice_date", "a notice rests on a warrant"),
    Order("notice_date", "outcome.date", "a request is made before it is decided"),
    Order("criminal_case_opened", "outcome.date", "a case is opened before a request is decided"),
    Order("notice_date", "renewed_on", "a notice is published before it is renewed"),
    Order("notice_date", "retained_until", "a notice is published before it lapses"),
    Order("criminal_case_opened", "papers_sent_on", "a case is opened before papers are sent"),
    Order("criminal_case_opened", "extradition", "a case is opened before extradition is decided"),
    Order("left_country", "extradition", "the subject leaves before another state decides"),
    Order("alleged_offence_date", "limitation_expires", "limitation runs from the act"),
)


def _contradictory(case: Case, around: Surroundings) -> Iterator[Place]:  # noqa: ARG001
    for order in ORDERS:
        for _, first in _dates(case, order.first):
            for path, second in _dates(case, order.second):
                if second.before(first):
                    yield path, f"{second} is before {order.first} {first}; {order.why}"


def _dates(case: Case, name: str) -> Iterator[tuple[str, PartialDate]]:
    path = name if name.startswith("outcome") else f"notice.{name}"
    for found, date in dated_fields(case):
        if found == path or found.startswith(f"{path}["):
            yield found, date


def _protected_at_home(case: Case, around: Surroundings) -> Iterator[Place]:  # noqa: ARG001
    left = case.notice.left_country
    for i, item in enumerate(case.notice.protection or ()):
        if (
            left is not None
            and item.date is not None
            and item.date.before(left)
            and item.status in ("refugee", "subsidiary")
            and item.country not in (case.notice.issuing_country, "UNHCR")
        ):
            yield (
                f"notice.protection[{i}].date",
                f"{item.date} is before left_country {left}; right only for refuge in an embassy",
            )


def _after_outcome(case: Case, around: Surroundings) -> Iterator[Place]:  # noqa: ARG001
    decided = case.outcome.date
    if decided is None or not case.is_decided:
        return
    # A notice or case that is younger than the outcome is a contradiction, told as such.
    told = {"notice.notice_date", "notice.criminal_case_opened", "outcome.date"}
    for path, date in dated_fields(case):
        name = path.removeprefix("notice.")
        if path not in told and name not in _MAY_LIE_AHEAD and decided.before(date):
            yield path, f"{date} is after the outcome ({decided}); the fact is not learned from"


def _deciding_ruling(case: Case, around: Surroundings) -> Iterator[Place]:  # noqa: ARG001
    decided = case.outcome.date
    if decided is None or not case.is_decided:
        return
    known = case.notice.as_of(decided.earliest)
    kept = case.before_decision()
    for name in RULINGS:
        for i, item in enumerate(getattr(case.notice, name) or ()):
            if item in (getattr(kept, name) or ()):
                continue
            if item.date is None:
                why = "has no date, so it may be the ruling that decided"
            elif decided.before(item.date):
                continue
            elif item in (getattr(known, name) or ()):
                why = "is by the body or state that decided"
            else:
                why = f"{item.date} may be the day of the outcome ({decided}), or later"
            yield f"notice.{name}[{i}]", f"{why}; it is not learned from"


def _in_future(case: Case, around: Surroundings) -> Iterator[Place]:
    for path, date in dated_fields(case):
        if path.removeprefix("notice.") not in _MAY_LIE_AHEAD and date.earliest > around.today:
            yield path, f"{date} is in the future"


CHECKS = (
    Check("contradictory-dates", "error", "dates that can't both be right", _contradictory),
    Check(
        "protection-at-home",
        "warning",
        "protection by another state before the subject left",
        _protected_at_home,
    ),
    Check("future-date", "error", "dates in the future", _in_future),
    Check("fact-after-outcome", "warning", "facts dated after the outcome", _after_outcome),
    Check(
        "deciding-ruling",
        "warning",
        "rulings among the facts that decided, or may have decided",
        _deciding_ruling,
    ),
)
