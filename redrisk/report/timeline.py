"""The dated facts in their order, with what partial dates leave open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from redrisk import countries
from redrisk.dates import PartialDate
from redrisk.notice import Notice


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, or between two days."""

    kind: str
    what: str
    date: PartialDate

    @property
    def is_exact(self) -> bool:
        """Whether its day is known."""
        return self.date.earliest == self.date.latest

    @property
    def when(self) -> str:
        """The day, or the days between which it lies."""
        if self.is_exact:
            return self.date.text
        return f"between {self.date.earliest} and {self.date.latest}"


_SINGLE = (
    ("alleged_offence_date", "Case", "alleged acts"),
    ("criminal_case_opened", "Case", "criminal case opened"),
    ("left_country", "Departure", "subject left the issuing state"),
    ("notice_date", "Notice", "notice requested or published"),
    ("renewed_on", "Notice", "retention renewed"),
    ("retained_until", "Notice", "end of retention"),
    ("located_on", "Extradition", "subject located by the issuing state"),
    ("papers_sent_on", "Extradition", "extradition papers sent"),
    ("limitation_expires", "Case", "limitation period ends"),
)


def events(notice: Notice) -> list[Event]:
    """Every dated fact, the earliest first."""
    return sorted(_events(notice), key=lambda e: (e.date.earliest, e.date.latest, e.kind, e.what))


def _events(notice: Notice) -> Iterator[Event]:
    for field, kind, what in _SINGLE:
        date = getattr(notice, field)
        if date is not None:
            yield Event(kind, what, date)
    if notice.warrant and notice.warrant.date:
        yield Event("Case", "warrant issued", notice.warrant.date)
    for act in notice.political_activity or ():
        if act.date:
            kind = "Protection" if act.kind == "asylum_application" else "Political act"
            yield Event(kind, act.kind.replace("_", " "), act.date)
    for item in notice.protection or ():
        if item.date:
            yield Event(
                "Protection", f"{item.status.replace('_', ' ')}{_by(item.country)}", item.date
            )
    for request in notice.extradition or ():
        if request.date:
            ground = f" ({request.ground.replace('_', ' ')})" if request.ground else ""
            what = f"extradition {request.result}{_by(request.country)}{ground}"
            yield Event("Ruling", what, request.date)
    for ruling in notice.interpol_history or ():
        if ruling.date:
            yield Event("Ruling", f"INTERPOL: {ruling.decision}", ruling.date)


def _by(country: str | None) -> str:
    if country is None:
        return ""
    return f", {'UNHCR' if country == 'UNHCR' else countries.name(country)}"
