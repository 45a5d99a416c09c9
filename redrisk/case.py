"""A case: a notice, what became of it, and the published sources that say so."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, Field

from redrisk._record import Record, Text, YesNo
from redrisk.dates import PartialDate
from redrisk.errors import quote
from redrisk.notice import RULINGS, Extradition, Notice, Protection
from redrisk.vocabulary import Confidence, DecidedBy, OutcomeBasis, OutcomeLabel, Sampling


def _identifier(value: str) -> str:
    if not value.strip() or len(value) > 100 or not value.isprintable():
        raise ValueError(f"a case id is 1 to 100 printable characters; got {quote(value)}")
    return value


class Outcome(Record):
    """What became of a request, by whom, when and on which ground."""

    label: OutcomeLabel
    decided_by: DecidedBy | None = None
    date: PartialDate | None = None
    basis: tuple[OutcomeBasis, ...] = ()


class Source(Record):
    """A published source of a case, and what it supports."""

    url: Text | None = None
    title: Text | None = None
    publisher: Text | None = None
    date: PartialDate | None = None
    supports: Text | None = None


class Case(Record):
    """A notice with its outcome: one line of the casebook.

    Examples
    --------
    >>> case = Case.parse({
    ...     "case_id": "XX-1",
    ...     "notice": {"issuing_country": "TR", "interpol_history": [{"decision": "refused"}]},
    ...     "outcome": {"label": "rejected", "decided_by": "interpol_ccf", "date": "2019"},
    ... })
    >>> case.before_decision().interpol_history is None
    True
    """

    case_id: Annotated[str, AfterValidator(_identifier)]
    descriptor: Text | None = None
    notice: Notice
    outcome: Outcome
    sources: tuple[Source, ...] = ()
    confidence: Confidence | None = None
    note: Text | None = None
    double_coded: YesNo = False
    affair: Text | None = Field(
        default=None,
        description="Cases of one person or affair share this name and are never split.",
    )
    sampling: Sampling = Field(
        default="open",
        description="'targeted' if it was sought on purpose by outcome and political profile.",
    )

    @property
    def is_decided(self) -> bool:
        """Whether the outcome is one of the two labels."""
        return self.outcome.label in ("rejected", "upheld")

    def decision_day(self) -> dt.date | None:
        """The earliest day on which the outcome can have been decided; None if it has no date."""
        return self.outcome.date.earliest if self.outcome.date else None

    def before_decision(self) -> Notice:
        """The notice as it stood before the decision that gave the case its label.

        The ruling that labels a case is never one of its facts: no ruling, protection or INTERPOL
        decision by the state or body that decided, none without a date, none on or after the
        earliest day of the outcome; with no outcome date, none at all. A case that nobody has
        decided stands as it is.
        """
        day = self.decision_day()
        decided_by = self.outcome.decided_by
        if not self.is_decided and day is None and decided_by is None:
            return self.notice
        if day is None:
            return self._without_rulings(self.notice, RULINGS)
        notice = self.notice.as_of(day)
        if decided_by in ("interpol_ccf", "interpol_general_secretariat"):
            # The history does not tell the two bodies apart.
            return self._without_rulings(notice, ("interpol_history",))
        if decided_by is None:
            return self._without_rulings(notice, RULINGS)
        if decided_by not in ("court", "asylum_authority"):
            return notice
        states = self.deciding_states()
        if not states:
            return self._without_rulings(notice, ("protection", "extradition"))
        for name in ("protection", "extradition"):
            notice = notice.keeping(
                name, lambda item: item.country is not None and item.country not in states
            )
        return notice

    @staticmethod
    def _without_rulings(notice: Notice, names: tuple[str, ...]) -> Notice:
        """The notice with these lists made unknown, but for those known to be empty."""
        return notice.without(*(name for name in names if getattr(notice, name)))

    def deciding_states(self) -> frozenset[str]:
        """The states whose court or authority can have given the outcome.

        They are the host state, and every state with a ruling whose date may be the outcome's.
        """
        states: set[str | None] = {self.notice.host_country}
        date = self.outcome.date
        if date is not None:
            rulings: list[Extradition | Protection] = [
                *(self.notice.extradition or ()),
                *(self.notice.protection or ()),
            ]
            for item in rulings:
                if (
                    item.date
                    and item.date.earliest <= date.latest
                    and date.earliest <= item.date.latest
                ):
                    states.add(item.country)
        return frozenset(state for state in states if state)
