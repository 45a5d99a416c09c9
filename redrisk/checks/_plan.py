"""Which rules a notice opens: the others say the same of every notice that tells them nothing."""

from __future__ import annotations

import functools
import re

from redrisk.checks._declare import NO_FACTS, RULES, CheckResult, Finding
from redrisk.checks._facts import Facts, known_names
from redrisk.notice import Notice
from redrisk.vocabulary import Instrument


class Plan:
    """For one instrument, what each rule says of nothing, and which facts open which rules.

    Attributes
    ----------
    results
        The result of each rule if nothing that it reads is known, in the order of the rules.
    place
        The place of each rule in ``results``.
    """

    __slots__ = ("_dated", "_opened_by", "_settled", "place", "results")

    def __init__(self, instrument: Instrument | None) -> None:
        nothing = Facts(Notice(issuing_country="XK", instrument=instrument))
        self.place = {name: index for index, name in enumerate(RULES)}
        self._settled: dict[str, Finding] = {}
        for name in RULES:
            self._settled[name] = found = nothing.outcome(name)
            found.facts = NO_FACTS
        self.results = [CheckResult(RULES[name], self._settled[name], None) for name in RULES]
        applicable = [
            rule for rule in RULES.values() if instrument is None or instrument in rule.applies_to
        ]
        # A rule with a validity of its own reads the day, which no field tells.
        self._dated = frozenset(rule.id for rule in applicable if rule.is_dated)
        opened_by: dict[str, set[str]] = {}
        for rule in applicable:
            for name in reads(rule.id):
                opened_by.setdefault(name, set()).add(rule.id)
        self._opened_by = {name: frozenset(rules) for name, rules in opened_by.items()}

    def opened(self, notice: Notice) -> set[str]:
        """The rules that the notice tells something."""
        opened_by = self._opened_by
        known = [opened_by[name] for name in known_names(notice) if name in opened_by]
        return set(self._dated).union(*known)

    def settled(self, opened: set[str]) -> dict[str, Finding]:
        """The findings of the other rules."""
        settled = self._settled.copy()
        for name in opened:
            del settled[name]
        return settled


@functools.cache
def plan_for(instrument: Instrument | None) -> Plan:
    """The plan for Red Notices, for diffusions, or for a request that may be either."""
    return Plan(instrument)


@functools.cache
def reads(rule_id: str) -> frozenset[str]:
    """The fields and answers that a rule, or one that it rests on, can read."""
    rule = RULES[rule_id]
    own = {re.split(r"[.\[]", path.removeprefix("answers."))[0] for path in rule.inputs}
    return frozenset(own).union(*(reads(name) for name in rule.rests_on))
