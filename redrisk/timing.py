"""What the dates say: the order of dissent, departure, protection, charge and notice.

Partial dates are intervals, so an answer may be a range: a case opened in 2015, after a speech made
in 2014, was opened between a day and two years after it.
"""

from __future__ import annotations

from redrisk.dates import Lag, lag
from redrisk.notice import Activity, Notice
from redrisk.rulings import GRANTED, grants
from redrisk.view import NO, UNKNOWN, YES, Range, View, whether

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


def _political_acts(notice: Notice) -> tuple[Activity, ...]:
    return tuple(act for act in notice.political_activity or () if act.kind != "asylum_application")


def activity_lag(view: View) -> Range:
    """How long after the nearest earlier political act the case was opened."""
    notice = view.notice
    if notice.political_activity == ():
        return (0, 0)
    acts = _political_acts(notice)
    opened = notice.criminal_case_opened
    dated = [lag(act.date, opened) for act in acts if act.date] if opened else []
    told = notice.answers.get("charge_after_dissent")
    if not dated:
        return (1, 3) if told is True else (0, 1) if told is False else (0, 3)
    certain = [_lag_step(days.most) for days in dated if days.fewest >= 0]
    possible = [_lag_step(max(days.fewest, 0)) for days in dated if days.most >= 0]
    first, last = max(certain, default=0), max(possible, default=0)
    if len(dated) < len(acts):
        # An undated act may lie nearer than the dated ones.
        last = len(ACTIVITY_LAG_ANSWERS) - 1
    if told is True:
        first, last = max(first, 1), max(last, 1)
    return (first, last)


def _lag_step(days: int) -> int:
    return 3 if days <= DAYS_IN_YEAR else 2 if days <= DAYS_IN_THREE_YEARS else 1


def after_departure(view: View) -> Range:
    """Whether the case was opened after the subject had left the issuing state."""
    left, opened = view.notice.left_country, view.notice.criminal_case_opened
    return UNKNOWN if left is None or opened is None else whether(left.before(opened))


def after_asylum_claim(view: View) -> Range:
    """Whether the case was opened after the subject asked for protection."""
    notice = view.notice
    opened = notice.criminal_case_opened
    claims = [act for act in notice.political_activity or () if act.kind == "asylum_application"]
    pending = [p for p in notice.protection or () if p.status == "asylum_pending"]
    granted = [p for p in notice.protection or () if p.status in GRANTED]
    if not (claims or pending or granted):
        return NO if notice.protection == () else UNKNOWN
    if opened is None:
        return UNKNOWN
    dates = [act.date for act in claims] + [item.date for item in pending]
    before = [date.before(opened) if date else None for date in dates]
    before += [True for item in granted if item.date and item.date.before(opened)]
    if any(before):
        return YES
    return NO if before and not granted and all(answer is False for answer in before) else UNKNOWN


def old_facts(view: View) -> Range:
    """Whether the case was opened more than five years after the alleged acts."""
    acts, opened = view.notice.alleged_offence_date, view.notice.criminal_case_opened
    if acts is None or opened is None:
        return UNKNOWN
    return _longer_than(lag(acts, opened), DAYS_IN_FIVE_YEARS)


def _longer_than(days: Lag, limit: int) -> Range:
    return YES if days.fewest > limit else NO if days.most <= limit else UNKNOWN


def after_protection(view: View) -> Range:
    """Whether the notice was requested after another state had granted protection."""
    notice = view.notice
    if notice.protection is None:
        return UNKNOWN
    granted = grants(notice)
    if not granted:
        return NO
    asked = notice.notice_date
    answers = [item.date.before(asked) if item.date and asked else None for item in granted]
    if any(answers):
        return YES
    return UNKNOWN if None in answers else NO
