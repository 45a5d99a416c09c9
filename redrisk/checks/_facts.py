"""The notice as rules read it: every fact read is recorded, and dates have a moment to stand against.

The day of assessment is ``as_of`` if it was given. Without it the clock is never read: the latest
dated fact says how late it is at least, and nothing says how late at most. What such a half-open
moment can't decide stays unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from redrisk.checks._declare import RULES, Finding, Rule, not_applicable
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
    """

    __slots__ = ("_answers", "_outcomes", "as_of", "lower", "notice", "undated", "used")

    def __init__(self, notice: Notice, as_of: dt.date | None = None) -> None:
        self.notice = notice
        self.as_of = as_of
        self.lower = as_of or _latest_known_day(notice)
        self.used: dict[str, Any] = {}
        self.undated = False
        self._answers = notice.answers
        self._outcomes: dict[str, Finding] = {}

    def field(self, name: str) -> Any:
        """The value of a field, or None if it is unknown."""
        value = getattr(self.notice, name)
        if value is not None:
            self.used[name] = value
        return value

    def part(self, name: str, part: str) -> Any:
        """A part of the warrant or the sentence, or None if it is unknown."""
        record = getattr(self.notice, name)
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
        date: PartialDate | None = getattr(self.notice, name)
        if date is None or not self._has_come(date):
            return None
        self.used[name] = date
        return date

    def charges(self) -> Iterator[tuple[str, Charge]]:
        """Each charge with its path; reading one of its facts is recorded by ``use``."""
        for index, charge in enumerate(self.notice.charges or ()):
            yield f"charges[{index}]", charge

    def events(self, name: str) -> Iterator[tuple[str, Any]]:
        """Rulings and protection with their paths, without those after the day of assessment."""
        for index, item in enumerate(getattr(self.notice, name) or ()):
            if item.date is None or self._has_come(item.date):
                yield f"{name}[{index}]", item

    def use(self, path: str, value: Any) -> None:
        """Record a fact of a list as used."""
        self.used[path] = value

    def _has_come(self, date: PartialDate) -> bool:
        if self.as_of is None or date.latest <= self.as_of:
            return True
        if date.earliest > self.as_of:
            return False
        self.undated = True
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
        """What another rule found; found once, and remembered."""
        found = self._outcomes.get(rule_id)
        if found is None:
            kept_used, kept_undated = self.used, self.undated
            self.used, self.undated = {}, False
            found = self._outcomes[rule_id] = self._found(RULES[rule_id])
            self.used, self.undated = kept_used, kept_undated
        return found

    def tested(self, rule_id: str) -> Finding:
        """What another rule's test says, whichever instrument the rule is written for."""
        kept_used, kept_undated = self.used, self.undated
        self.used = {}
        found = RULES[rule_id].test(self)
        found = found._replace(facts=self.used) if self.used else found
        self.used, self.undated = kept_used, kept_undated or self.undated
        return found

    def rest_on(self, *findings: Finding) -> None:
        """Take over the facts on which other findings rest."""
        for finding in findings:
            self.used.update(finding.facts)

    def _found(self, rule: Rule) -> Finding:
        instrument = self.notice.instrument
        if instrument is not None and instrument not in rule.applies_to:
            return _OTHER_INSTRUMENT[rule.applies_to]
        in_force = self._in_force(rule)
        if in_force is False:
            return not_applicable(_out_of_force(rule, self))
        finding = rule.test(self)
        if finding.result == "FAIL":
            finding = self._doubted(finding, rule, in_force=in_force)
        return finding._replace(facts=self.used) if self.used else finding

    def _doubted(self, finding: Finding, rule: Rule, *, in_force: bool | None) -> Finding:
        """A failure becomes unknown while it is not known whether the rule applies at all."""
        if self.notice.instrument is None and len(rule.applies_to) == 1:
            doubt, asks = "whether it is a Red Notice or a diffusion is not known", "instrument"
        elif in_force is None:
            doubt = f"the rule is in force since {rule.since}, and no day of assessment is given"
            asks = "as_of"
        elif self.undated:
            doubt, asks = "a date leaves open whether it had happened by then", "as_of"
        else:
            return finding
        return Finding("UNKNOWN", f"{finding.reason}; but {doubt}", asks)

    def _in_force(self, rule: Rule) -> bool | None:
        if rule.until is not None and (self.lower is None or self.lower >= rule.until):
            return False
        if rule.since is None or self.lower is None or self.lower >= rule.since:
            return True
        if self.as_of is not None:
            return False
        date = self.notice.notice_date
        if date is not None and date.latest >= rule.since:
            return None
        # An ended rule governed the request only if the request was made under it.
        return None if rule.until is None else False


def _out_of_force(rule: Rule, facts: Facts) -> str:
    day = facts.as_of or facts.notice.notice_date or facts.lower
    if rule.until is not None and (facts.lower is None or facts.lower >= rule.until):
        return f"no longer in force since {rule.until}"
    return f"in force only since {rule.since}; tested for {day}"


_OTHER_INSTRUMENT = {
    ("red_notice",): not_applicable("written for Red Notices; this is a diffusion"),
    ("diffusion",): not_applicable("written for diffusions; this is a Red Notice"),
}


def _latest_known_day(notice: Notice) -> dt.date | None:
    """The day before which the assessment can't lie, since a fact of the notice is that late."""
    days = [date.earliest for name in _DATED if (date := getattr(notice, name)) is not None]
    for name in _DATED_LISTS:
        days += [item.date.earliest for item in getattr(notice, name) or () if item.date]
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
