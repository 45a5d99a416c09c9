"""The notice as rules read it: every fact read is recorded, and dates stand against a moment.

The day of assessment is ``as_of`` if it was given. Without it the clock is never read: the latest
dated fact says how late it is at least, and nothing says how late at most. What such a half-open
moment can't decide stays unknown.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from redrisk.checks._charges import ChargeGroups
from redrisk.checks._declare import (
    NO_FACTS,
    RPD_IN_FORCE,
    RULES,
    Finding,
    Rule,
    not_applicable,
    unknown,
)
from redrisk.dates import PartialDate
from redrisk.notice import Charge, Notice

_DATED = (
    "notice_date",
    "renewed_on",
    "criminal_case_opened",
    "left_country",
    "located_on",
    "papers_sent_on",
)
_DATED_LISTS = ("protection", "extradition", "interpol_history")


class Facts:
    """A notice under test.

    Parameters
    ----------
    notice
        The notice.
    as_of
        The day of assessment, if one was given.
    settled
        Findings of rules that need no test, because nothing that they read is known.
    """

    __slots__ = (
        "_answers", "_events", "_is_planned", "_lower", "_outcomes", "_straddling", "_tested",
        "_values", "as_of", "charge_groups", "is_early", "notice", "used",
    )  # fmt: skip

    def __init__(
        self,
        notice: Notice,
        as_of: dt.date | None = None,
        settled: dict[str, Finding] | None = None,
    ) -> None:
        self.notice = notice
        self.as_of = as_of
        self._lower: dt.date | Literal[False] | None = as_of or False
        self.charge_groups = ChargeGroups(notice)
        self.used: dict[str, Any] = {}
        self._values = notice.__dict__
        self._answers = dict(notice.answers)
        self.is_early = as_of is not None and as_of < RPD_IN_FORCE
        self._is_planned = settled is not None
        self._outcomes: dict[str, Finding] = settled or {}
        self._tested: dict[str, Finding] = {}
        self._events: dict[str, list[tuple[str, Any]]] = {}
        self._straddling: list[dict[str, Any]] = []

    @property
    def lower(self) -> dt.date | None:
        """The day of assessment, or the day before which it can't lie; None if nothing tells."""
        if self._lower is False:
            self._lower = _latest_known_day(self.notice)
        return self._lower

    def field(self, name: str) -> Any:
        """The value of a field, or None if it is unknown."""
        value = self._values[name]
        if value is not None:
            self.used[name] = value
        return value

    def part(self, name: str, part: str) -> Any:
        """A part of the warrant or the sentence, or None if it is unknown."""
        record = self._values[name]
        value = None if record is None else getattr(record, part)
        if value is not None:
            self.used[f"{name}.{part}"] = value
        return value

    def answer(self, name: str) -> bool | None:
        """The answer to a yes-or-no question of the catalogue, or None if it has none."""
        value = self._answers.get(name)
        if value is True or value is False:
            self.used[f"answers.{name}"] = value
            return value
        return None

    def text(self, name: str) -> str | None:
        """The answer to a question that wants a word, a code or a date."""
        value = self._answers.get(name)
        if value is None or isinstance(value, bool):
            return None
        self.used[f"answers.{name}"] = value
        return str(value)

    def date_answer(self, name: str) -> PartialDate | None:
        """The answer to a question that wants a date; what is no date is unknown."""
        value = self._answers.get(name)
        if not isinstance(value, str):
            return None
        try:
            date = PartialDate(value)
        except ValueError:
            return None
        self.used[f"answers.{name}"] = value
        return date

    def happened(self, name: str) -> PartialDate | None:
        """A dated fact, unless it lies after the day of assessment."""
        date: PartialDate | None = self._values[name]
        if date is None or not self._has_come(date):
            return None
        self.used[name] = date
        return date

    def charges(self) -> list[tuple[str, Charge]]:
        """Each charge with its path; reading one of its facts is recorded by ``use``."""
        return self.charge_groups.charges

    def events(self, name: str) -> list[tuple[str, Any]]:
        """Rulings and protection with their paths, without those after the day of assessment."""
        items = self._values[name]
        if not items:
            return []
        if self.as_of is not None:
            return [
                (f"{name}[{index}]", item)
                for index, item in enumerate(items)
                if item.date is None or self._has_come(item.date)
            ]
        found = self._events.get(name)
        if found is None:
            found = self._events[name] = [(f"{name}[{i}]", item) for i, item in enumerate(items)]
        return found

    def use(self, path: str, value: Any) -> None:
        """Record a fact of a list as used."""
        self.used[path] = value

    def _has_come(self, date: PartialDate) -> bool:
        if self.as_of is None or date.latest <= self.as_of:
            return True
        if date.earliest > self.as_of:
            return False
        self._straddling.append(self.used)
        return True

    def is_past(self, date: dt.date) -> bool | None:
        """Whether the day of assessment lies after ``date``: True, False, or None if untold."""
        if self.lower is not None and self.lower > date:
            return True
        return None if self.as_of is None else False

    def past_date(self, date: PartialDate) -> bool | None:
        """Whether the day of assessment lies after a partial date."""
        if self.is_past(date.latest):
            return True
        return False if self.as_of is not None and self.as_of <= date.earliest else None

    def outcome(self, rule_id: str) -> Finding:
        """What a rule finds, if it applies; found once, and remembered."""
        found = self._outcomes.get(rule_id)
        if found is not None:
            return found
        rule = RULES[rule_id]
        if (self.is_early or rule.is_dated or not self._is_planned) and (
            found := self._not_applicable(rule)
        ):
            self._outcomes[rule_id] = found
            return found
        kept, self.used = self.used, {}
        found = rule.test(self)
        found.facts, self.used = self.used, kept
        if found.result == "FAIL":
            found = self._doubted(found, rule)
        self._outcomes[rule_id] = found
        return found

    def _not_applicable(self, rule: Rule) -> Finding | None:
        """Why the rule does not reach this instrument or this day; None if it does."""
        instrument = self.notice.instrument
        if instrument is not None and instrument not in rule.applies_to:
            return _excluded(rule.id, instrument)
        if not self._is_out_of_force(rule):
            return None
        found = not_applicable(_out_of_force(rule, self))
        found.facts = NO_FACTS
        return found

    def tested(self, rule_id: str) -> Finding:
        """What a rule's test says, whichever instrument and day the rule is written for."""
        rule = RULES[rule_id]
        if self.notice.instrument in rule.applies_to and not (self.is_early or rule.is_dated):
            return self.outcome(rule_id)
        found = self._tested.get(rule_id)
        if found is None:
            kept, self.used = self.used, {}
            found = self._tested[rule_id] = rule.test(self)
            found.facts, self.used = self.used, kept
        return found

    def rest_on(self, *findings: Finding) -> None:
        """Take over the facts on which other findings rest."""
        for finding in findings:
            self.used.update(finding.facts)

    def _doubted(self, finding: Finding, rule: Rule) -> Finding:
        """A failure becomes unknown while it is not known whether the rule applies at all."""
        if self.notice.instrument is None and len(rule.applies_to) == 1:
            doubt, asks = "whether it is a Red Notice or a diffusion is not known", "instrument"
        elif rule.since is not None and self.lower is not None and self.lower < rule.since:
            doubt = f"the rule is in force since {rule.since}, and no day of assessment is given"
            asks = "as_of"
        elif any(used is finding.facts for used in self._straddling):
            doubt, asks = "a date leaves open whether it had happened by then", "as_of"
        else:
            return finding
        doubted = unknown(asks, f"{finding.reason}; but {doubt}")
        doubted.facts = finding.facts
        return doubted

    def _is_out_of_force(self, rule: Rule) -> bool:
        """Whether the rule certainly did not, or no longer, govern the request on the day."""
        if rule.until is not None and (self.lower is None or self.lower >= rule.until):
            return True
        if rule.since is None or self.lower is None or self.lower >= rule.since:
            return False
        # A rule that has ended governed a request only if it was made under it.
        return self.as_of is not None or rule.until is not None


def _out_of_force(rule: Rule, facts: Facts) -> str:
    if rule.until is not None and (facts.lower is None or facts.lower >= rule.until):
        return f"no longer in force since {rule.until}"
    return f"in force only since {rule.since}; tested for {facts.as_of or facts.lower}"


def _other_instrument(reason: str) -> Finding:
    finding = not_applicable(reason)
    finding.facts = NO_FACTS
    return finding


_NOT_FOR_DIFFUSIONS = _other_instrument("written for Red Notices; this is a diffusion")
_NOT_FOR_NOTICES = _other_instrument("written for diffusions; this is a Red Notice")
_VAGUE_DIFFUSION = _other_instrument(
    "written for Red Notices; this is a diffusion. Yet the CCF found diffusions not compliant "
    "under the tag 'description of criminal activities' (decisions 1 and 3 of 2023)"
)


def _excluded(rule_id: str, instrument: str) -> Finding:
    if instrument == "red_notice":
        return _NOT_FOR_NOTICES
    return _VAGUE_DIFFUSION if rule_id == "R83-2b-i" else _NOT_FOR_DIFFUSIONS


def known_names(notice: Notice) -> set[str]:
    """The fields and answers that may tell something."""
    known = {name for name, value in notice.__dict__.items() if value is not None}
    known.update(notice.answers)
    return known


def _latest_known_day(notice: Notice) -> dt.date | None:
    """The day before which the assessment can't lie, since a fact of the notice is that late."""
    values = notice.__dict__
    days = [date.earliest for name in _DATED if (date := values[name]) is not None]
    for name in _DATED_LISTS:
        items = values[name]
        if items:
            days += [item.date.earliest for item in items if item.date]
    return max(days, default=None)


def years_after(date: dt.date, years: int) -> dt.date:
    """The same day so many years later; 29 February becomes the 28th in a common year.

    >>> years_after(dt.date(2020, 2, 29), 5)
    datetime.date(2025, 2, 28)
    """
    try:
        return date.replace(year=date.year + years)
    except ValueError:
        return date.replace(year=date.year + years, day=28)


def months_after(date: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last day of a shorter month.

    >>> months_after(dt.date(2024, 5, 31), 9)
    datetime.date(2025, 2, 28)
    """
    import calendar

    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date.replace(year=year, month=month + 1, day=min(date.day, last))
