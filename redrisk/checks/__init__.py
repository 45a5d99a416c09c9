"""The law as code: which rules of INTERPOL a request satisfies, on which facts, by which text.

PASS always means that the request satisfies the rule; a ground for deletion that is made out is
FAIL. What is not known is UNKNOWN, never FAIL. The checks give no points, and the score does not
read them.

Examples
--------
>>> from redrisk import Notice
>>> from redrisk.checks import run
>>> notice = Notice.parse({
...     "issuing_country": "AE",
...     "instrument": "red_notice",
...     "charges": [{"text": "unpaid cheque", "max_penalty": 18}],
...     "answers": {"particular_importance": "no"},
... })
>>> result = next(r for r in run(notice) if r.rule == "R83-1a-ii-p")
>>> result.result, result.text_confirmed
('FAIL', False)
>>> result.reason
'maximum penalty 18 months, below the 24 required, and the exception of 83(1)(b) is not used'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

# The order of these imports is the order of the rules.
# isort: off
from redrisk.checks._declare import RPD_IN_FORCE, RULES, CheckResult, Citation
from redrisk.checks._declare import Result, Rule
from redrisk.checks._declare import plain_value
from redrisk.checks._exhibited import StandingOf
from redrisk.checks._facts import Facts
from redrisk.checks._inputs import INPUTS
from redrisk.checks import (  # noqa: F401
    rpd_general,
    rpd_retention,
    rpd_notices,
    rpd_offence,
    rpd_thresholds,
    rpd_contents,
    rpd_diffusion,
    constitution,
    refugee,
    situations,
    elements,
)
from redrisk.checks._plan import plan_for
from redrisk.checks.ccf import ccf_grid, ccf_request_contents, ccf_timeline
from redrisk.checks.decisions import published_decisions
from redrisk.checks.national import national_effect

# isort: on
from redrisk.notice import Notice

__all__ = [
    "INPUTS",
    "RULES",
    "CheckResult",
    "Citation",
    "Result",
    "Rule",
    "ccf_grid",
    "ccf_request_contents",
    "ccf_timeline",
    "national_effect",
    "plain_value",
    "published_decisions",
    "run",
    "summary",
    "unread_answers",
]


def run(notice: Notice, *, as_of: dt.date | None = None) -> tuple[CheckResult, ...]:
    """Test a notice against every rule.

    Parameters
    ----------
    notice
        The notice. Facts that are absent are unknown.
    as_of
        The day of assessment. Without it the clock is not read: a rule that needs a day stays
        unknown, unless the dated facts of the notice decide it.

    Returns
    -------
    tuple of CheckResult
        One for each rule, in the order of ``RULES``.

    Raises
    ------
    Nothing
        Any notice can be tested.

    Notes
    -----
    Source: the citation and the sources of each rule; docs/law.md prints them.

    Examples
    --------
    >>> import datetime as dt
    >>> notice = Notice(issuing_country="RU", notice_date="2019-05-10", answers={"renewed": False})
    >>> def retention(day):
    ...     return next(r.result for r in run(notice, as_of=day) if r.rule == "D49")
    >>> retention(dt.date(2024, 5, 10)), retention(dt.date(2024, 5, 11)), retention(None)
    ('PASS', 'FAIL', 'UNKNOWN')
    """
    plan = plan_for(notice.instrument)
    before_rpd = as_of is not None and as_of < RPD_IN_FORCE
    opened = set(RULES) if before_rpd else plan.opened(notice)
    facts = Facts(notice, as_of, plan.settled(opened))
    outcome, place = facts.outcome, plan.place
    standing = StandingOf(notice) if "exhibited" in notice.standing.values() else None
    results = plan.results.copy()
    for name in opened:
        found = outcome(name)
        stands = standing(found.facts) if standing else "asserted" if found.facts else None
        results[place[name]] = _new(CheckResult, (RULES[name], found, stands))
    return tuple(results)


_new = tuple.__new__
"""Builds a CheckResult in half the time that calling the class takes."""


def summary(results: Sequence[CheckResult]) -> dict[Result, int]:
    """How many rules have each result; unconfirmed wording and notes are not counted.

    Examples
    --------
    >>> counts = summary(run(Notice(issuing_country="RU", instrument="red_notice")))
    >>> counts["FAIL"]
    0
    """
    counts: dict[Result, int] = {"FAIL": 0, "UNKNOWN": 0, "PASS": 0, "NOT_APPLICABLE": 0}
    for result in results:
        if result.text_confirmed and RULES[result.rule].kind == "rule":
            counts[result.result] += 1
    return counts


def unread_answers(notice: Notice) -> tuple[str, ...]:
    """Ids in ``notice.answers`` that no rule and no indicator reads, such as a misspelt one.

    Examples
    --------
    >>> unread_answers(Notice(issuing_country="RU", answers={"ne_bis_in_idm": True}))
    ('ne_bis_in_idm',)
    """
    from redrisk.indicators import catalogue

    known: set[Any] = {path.removeprefix("answers.") for path in INPUTS} | set(catalogue())
    return tuple(name for name in notice.answers if name not in known)
