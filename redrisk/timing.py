"""What the dates say: the order of dissent, departure, protection, charge and notice.

Partial dates are intervals, so an answer may be a range: a case opened in 2015, after a speech made
in 2014, was opened between a day and two years after it.
"""

from __future__ import annotations

from redrisk.rulings import DENIED, GRANTED, granted_abroad
from redrisk.view import Range, View, both, certain, either

DAYS_IN_YEAR = 366
DAYS_IN_THREE_YEARS = 3 * 365 + 1
DAYS_IN_FIVE_YEARS = 5 * 365 + 1
"""Lags in days; leap days are given to the shorter side."""


ACTIVITY_LAG_ANSWERS = (
    "no earlier act",
    "more than three years",
    "one to three years",
    "within one year",
)
_NEAREST = len(ACTIVITY_LAG_ANSWERS) - 1
_ASYLUM_CLAIM = frozenset({"asylum_application"})
_PENDING = frozenset({"asylum_pending"})


def _lag_step(days: int) -> int:
    return 1 + (days <= DAYS_IN_THREE_YEARS) + (days <= DAYS_IN_YEAR)


def activity_lag(view: View) -> Range:
    """How long after the nearest earlier political act the case was opened."""
    acts, opened = view.items("political_activity"), view.days("criminal_case_opened")
    first = last = dated = 0
    for act in acts:
        # An undated act may lie nearest: its lag runs from long before to long after.
        lag = act.date.until(opened)
        political = act.present & (1 - act.has("kind", _ASYLUM_CLAIM))
        first = view.most(first, political * (lag.fewest >= 0) * _lag_step(lag.most))
        last = view.most(last, political * (lag.most >= 0) * _lag_step(lag.fewest))
        dated = dated | (political & act.date.known & opened.known)
    told, denied = view.of_answer("charge_after_dissent", _told_or_denied)
    first = view.choose(dated, first, 0)
    last = view.choose(dated, last, view.choose(denied, 1, _NEAREST))
    # 'Yes, the charge came after dissent' tells of an earlier act, which may have no date.
    last = view.choose(told & (last == 0), _NEAREST, last)
    first = view.most(first, told)
    return (view.choose(acts.none, 0, first), view.choose(acts.none, 0, last))


def _told_or_denied(answer: object) -> tuple[int, int]:
    return (0 + (answer is True), 0 + (answer is False))


def after_departure(view: View) -> Range:
    """Whether the case was opened after the subject had left the issuing state."""
    return view.days("left_country").before(view.days("criminal_case_opened"))


def after_asylum_claim(view: View) -> Range:
    """Whether the case was opened after the subject asked for protection."""
    opened = view.days("criminal_case_opened")
    protection = view.items("protection")
    answer, asked = (0, 0), 0
    for act in view.items("political_activity"):
        claim = act.has("kind", _ASYLUM_CLAIM)
        answer = either(answer, both(certain(claim), act.date.before(opened)))
        asked = asked | claim
    for item in protection:
        pending, settled = item.has("status", _PENDING), item.has("status", GRANTED | DENIED)
        before = item.date.before(opened)
        answer = either(answer, both(certain(pending), before))
        # A ruling is later than its claim, so 'ruled after' does not say 'claimed after'.
        answer = either(answer, (settled & before[0], settled))
        asked = asked | pending | settled
    return either(answer, (0, 1 - (asked | protection.none)))


def old_facts(view: View) -> Range:
    """Whether the case was opened more than five years after the alleged acts."""
    lag = view.days("alleged_offence_date").until(view.days("criminal_case_opened"))
    return (0 + (lag.fewest > DAYS_IN_FIVE_YEARS), 0 + (lag.most > DAYS_IN_FIVE_YEARS))


def after_protection(view: View) -> Range:
    """Whether the notice was requested after another state had granted protection."""
    asked = view.days("notice_date")
    return view.items("protection").any(
        lambda item: both(granted_abroad(item), item.date.before(asked))
    )
