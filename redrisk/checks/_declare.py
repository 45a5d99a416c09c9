"""How a rule is declared, and what comes back when it is tested.

A rule is one small function that reads facts and returns a finding. Its decorator carries what a
lawyer must be able to check: the citation in separate fields, the period of validity, the source,
and whether the wording was confirmed against a retrieved text. The function's docstring says what
the rule demands, and docs/law.md is generated from these declarations.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from redrisk.checks._inputs import question_for
from redrisk.errors import DataError

if TYPE_CHECKING:
    from redrisk.checks._facts import Facts

Result = Literal["PASS", "FAIL", "UNKNOWN", "NOT_APPLICABLE"]
Kind = Literal["rule", "note"]

RED_NOTICE = ("red_notice",)
DIFFUSION = ("diffusion",)
BOTH = ("red_notice", "diffusion")

UNCONFIRMED_MARK = " (text unconfirmed)"
RPD_IN_FORCE = dt.date(2012, 7, 1)
NO_FACTS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule stands: instrument, article, paragraph, letter and item apart.

    Examples
    --------
    >>> str(Citation("RPD", "83", "1", "a", "ii"))
    'RPD Art. 83(1)(a)(ii)'
    >>> str(Citation("GA-2017-86-RES-09"))
    'GA-2017-86-RES-09'
    """

    instrument: str
    article: str = ""
    paragraph: str = ""
    letter: str = ""
    item: str = ""

    def __str__(self) -> str:
        if not self.article:
            return self.instrument
        below = "".join(f"({part})" for part in (self.paragraph, self.letter, self.item) if part)
        return f"{self.instrument} Art. {self.article}{below}"

    def plain(self) -> dict[str, str]:
        """The five fields, and the citation as it is printed."""
        return {
            "instrument": self.instrument,
            "article": self.article,
            "paragraph": self.paragraph,
            "letter": self.letter,
            "item": self.item,
            "printed": str(self),
        }


class Finding:
    """What a rule's function says: the result, the reason, and which fact would settle it.

    ``unconfirmed`` is True if the result rests on wording that no retrieved text confirmed although
    the rule as a whole was confirmed. ``facts`` is filled in by whoever ran the function.
    """

    __slots__ = ("asks", "facts", "reason", "result", "unconfirmed")
    facts: Mapping[str, Any]

    def __init__(
        self,
        result: Result,
        reason: str,
        asks: str = "",
        unconfirmed: bool = False,  # noqa: FBT001, FBT002  (named wherever it is given)
    ) -> None:
        self.result = result
        self.reason = reason
        self.asks = asks
        self.unconfirmed = unconfirmed


passed = partial(Finding, "PASS")
"""The request satisfies the rule."""

failed = partial(Finding, "FAIL")
"""The request does not satisfy the rule, on facts that are known."""

not_applicable = partial(Finding, "NOT_APPLICABLE")
"""The rule does not reach this request."""


def unknown(asks: str, reason: str) -> Finding:
    """A fact is missing; ``asks`` is its path, and an input declared in ``_inputs``."""
    return Finding("UNKNOWN", reason, asks)


@dataclass(frozen=True, slots=True)
class Rule:
    """The declaration of one rule.

    Attributes
    ----------
    id, title
        The id of the rules sheet, and a short name.
    demands
        What the rule demands, in our own words.
    citation, sources
        Where it stands, and the addresses of the retrieved texts that support it.
    unconfirmed
        What no retrieved text confirmed ('wording', 'article number', ...); empty if nothing.
    applies_to
        ``red_notice``, ``diffusion`` or both.
    since, until
        First day of validity, and the first day on which it no longer applied.
    inputs
        Paths of the facts that can decide it.
    kind
        ``rule``, or ``note`` for an element to be weighed, of which none decides alone.
    test
        The function.
    """

    id: str
    title: str
    demands: str
    citation: Citation
    sources: tuple[str, ...]
    unconfirmed: str
    applies_to: tuple[str, ...]
    since: dt.date | None
    until: dt.date | None
    inputs: tuple[str, ...]
    kind: Kind
    test: Callable[[Facts], Finding]
    rests_on: tuple[str, ...]
    """Ids of the rules whose findings it takes over."""
    is_dated: bool
    """Whether its period of validity is another than that of the RPD as a whole."""


RULES: dict[str, Rule] = {}
"""Every declared rule by id, in the order of the sheet."""


def rule(
    id: str,  # noqa: A002  (the sheet's own word)
    citation: Citation,
    *,
    inputs: str,
    sources: tuple[str, ...] = (),
    unconfirmed: str = "",
    applies_to: tuple[str, ...] = BOTH,
    since: dt.date | None = None,
    until: dt.date | None = None,
    rests_on: str = "",
    kind: Kind = "rule",
) -> Callable[[Callable[[Facts], Finding]], Callable[[Facts], Finding]]:
    """Declare the function below as a rule: its docstring is the title, and what it demands."""
    if since is None and citation.instrument == "RPD":
        since = RPD_IN_FORCE

    def declare(test: Callable[[Facts], Finding]) -> Callable[[Facts], Finding]:
        if test.__doc__ is None:
            raise DataError("the rules lost their titles; run Python without -OO")
        title, _, demands = test.__doc__.partition("\n")
        RULES[id] = Rule(
            id=id,
            title=title.rstrip("."),
            demands=" ".join(demands.split()),
            citation=citation,
            sources=sources,
            unconfirmed=unconfirmed,
            applies_to=applies_to,
            since=since,
            until=until,
            inputs=tuple(inputs.split()),
            kind=kind,
            test=test,
            rests_on=tuple(rests_on.split()),
            is_dated=until is not None or since not in (None, RPD_IN_FORCE),
        )
        return test

    return declare


class CheckResult(NamedTuple):
    """What one rule says about one notice.

    Attributes
    ----------
    rule
        The rule's id; ``redrisk.checks.RULES`` has its declaration.
    result
        PASS: the request satisfies the rule. FAIL: on known facts it does not. UNKNOWN: a fact is
        missing. NOT_APPLICABLE: the rule does not reach this request.
    text_confirmed
        False if the result rests on wording that no retrieved text confirmed.
    reason
        One sentence with the actual values.
    facts
        Path and value of each fact used.
    standing
        ``exhibited`` if every fact used is; ``asserted`` if one is not; None without facts.
    question
        For UNKNOWN, the question that would settle it.
    asks
        For UNKNOWN, the path of the fact that the question asks for.
    citation
        Where the rule stands.
    """

    declared: Rule
    finding: Finding
    standing: Literal["exhibited", "asserted"] | None

    @property
    def rule(self) -> str:
        """The rule's id."""
        return self.declared.id

    @property
    def result(self) -> Result:
        """PASS, FAIL, UNKNOWN or NOT_APPLICABLE."""
        return self.finding.result

    @property
    def text_confirmed(self) -> bool:
        """Whether every wording that the result rests on was confirmed."""
        return not (self.declared.unconfirmed or self.finding.unconfirmed)

    @property
    def reason(self) -> str:
        """One sentence with the actual values."""
        return self.finding.reason

    @property
    def facts(self) -> Mapping[str, Any]:
        """Path and value of each fact used."""
        return self.finding.facts

    @property
    def asks(self) -> str | None:
        """The path of the fact that would settle it; None unless UNKNOWN."""
        return self.finding.asks or None if self.finding.result == "UNKNOWN" else None

    @property
    def question(self) -> str | None:
        """The question that would settle it; None unless UNKNOWN."""
        return question_for(self.asks) if self.asks else None

    @property
    def citation(self) -> Citation:
        """Where the rule stands."""
        return self.declared.citation

    def __repr__(self) -> str:
        return f"<{self.rule}: {self.stated}, {self.reason}>"

    @property
    def stated(self) -> str:
        """The result as it is written: unconfirmed wording is part of the value itself."""
        return self.result if self.text_confirmed else self.result + UNCONFIRMED_MARK

    def plain(self) -> dict[str, Any]:
        """The result as data that JSON can hold."""
        declared = self.declared
        return {
            "rule": declared.id,
            "title": declared.title,
            "kind": declared.kind,
            "result": self.stated,
            "text_confirmed": self.text_confirmed,
            "unconfirmed": declared.unconfirmed,
            "reason": self.reason,
            "facts": {path: plain_value(value) for path, value in self.facts.items()},
            "standing": self.standing,
            "question": self.question,
            "citation": self.citation.plain(),
            "sources": list(declared.sources),
            "in_force_since": declared.since.isoformat() if declared.since else None,
            "in_force_until": declared.until.isoformat() if declared.until else None,
        }


def plain_value(value: Any) -> Any:
    """A fact's value as JSON holds it: numbers and yes or no as they are, dates as text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, tuple | list):
        return [plain_value(item) for item in value]
    return value.plain() if hasattr(value, "plain") else str(value)
