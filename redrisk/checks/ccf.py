"""The procedure before the CCF: what a request holds, its time limits, and a grid of grounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from redrisk.checks._declare import RULES, UNCONFIRMED_MARK, CheckResult, Citation
from redrisk.checks._facts import months_after
from redrisk.dates import PartialDate
from redrisk.errors import InvalidInput, Problem, listed, nearest, quote
from redrisk.notice import Notice

Request = Literal["access", "correction", "deletion", "revision"]
REQUESTS: tuple[str, ...] = ("access", "correction", "deletion", "revision")
Day = PartialDate | dt.date | str

STATUTE_SINCE = dt.date(2017, 3, 11)
NOTIFICATION_SINCE = dt.date(2025, 11, 27)
PORTAL_SINCE = dt.date(2026, 3, 26)
NOTIFICATION_DAYS = 45

_LIMITS = "https://www.rednoticelawjournal.com/2026/02/lyon-france-interpols-ccf-annual-activity-report-for-2024-growing-requestspost-1-of-3"
_REVISION = "https://otherside.law/applications-for-revision/"
_CHANGES_2025 = "https://otherside.law/interpol-2025-ccf-statute-rpd-changes-ielr"
_REPORT_2021 = "https://aliyildizlegal.com/2022/11/08/interpol-ccf-published-2021-activity-report/"


@dataclass(frozen=True, slots=True)
class Step:
    """One time limit: the event that starts it, its length, and when it ends.

    ``earliest`` and ``latest`` are the ends that the known dates allow; both are None if the
    starting event has no date that can be bounded.
    """

    name: str
    starts_with: str
    length: str
    earliest: dt.date | None
    latest: dt.date | None
    citation: Citation
    source: str
    unconfirmed: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether the end is one day, and not a range."""
        return self.earliest is not None and self.earliest == self.latest

    def plain(self) -> dict[str, Any]:
        """The step as data that JSON can hold."""
        return {
            "name": self.name,
            "starts_with": self.starts_with,
            "length": self.length,
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
            "text_confirmed": not self.unconfirmed,
            "unconfirmed": self.unconfirmed,
            "citation": self.citation.plain(),
            "source": self.source,
        }

    def __str__(self) -> str:
        mark = UNCONFIRMED_MARK if self.unconfirmed else ""
        if self.earliest is None:
            end = "no date can be given"
        elif self.is_exact:
            end = f"by {self.latest}"
        else:
            end = f"between {self.earliest} and {self.latest}"
        return f"{self.name}: {self.length} from {self.starts_with}, {end} ({self.citation}){mark}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """The time limits of one request, as far as its dates tell.

    Attributes
    ----------
    request
        access, correction, deletion or revision.
    channel
        How it must be, or could be, filed.
    contents
        What it must hold.
    steps
        The limits in the order in which they run.
    notes
        What the limits do not say.
    """

    request: Request
    channel: str
    contents: tuple[str, ...]
    steps: tuple[Step, ...]
    notes: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """The timeline as data that JSON can hold."""
        return {
            "request": self.request,
            "channel": self.channel,
            "contents": list(self.contents),
            "steps": [step.plain() for step in self.steps],
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class _Window:
    """The days on which an event can have happened."""

    first: dt.date
    last: dt.date

    def plus_months(self, months: int) -> _Window:
        return _Window(months_after(self.first, months), months_after(self.last, months))

    def plus_days(self, days: int) -> _Window:
        return _Window(self.first + dt.timedelta(days), self.last + dt.timedelta(days))


def ccf_timeline(
    request: Request = "deletion",
    *,
    filed: Day | None = None,
    admissible: Day | None = None,
    discovered: Day | None = None,
) -> Timeline:
    """The time limits of a request to the CCF, in the version in force at the given dates.

    The limits of four months (access) and nine months (correction, deletion) run from
    admissibility. With only a filing date the answer is therefore a range, never a date:
    admissibility is decided within a month of receipt.

    Parameters
    ----------
    request
        ``access``, ``correction``, ``deletion`` or ``revision``.
    filed, admissible
        Day of receipt, and day on which the request was found admissible; partial dates are
        allowed.
    discovered
        For a revision, the day on which the new fact was discovered.

    Returns
    -------
    Timeline
        Channel, contents, steps and notes.

    Raises
    ------
    InvalidInput
        If a date can't be read, the dates contradict each other, the request is of no known kind,
        or the dates lie before the Statute.

    Notes
    -----
    Source: CCF Statute, II.E/RCIA/GA/2004 (2025), and the Operating Rules of March 2026, as
    reported in the source of each step.

    Examples
    --------
    >>> known = ccf_timeline("deletion", admissible="2024-02-15")
    >>> known.steps[-1].latest
    datetime.date(2024, 11, 15)
    >>> filed = ccf_timeline("deletion", filed="2024-02-15").steps[-1]
    >>> str(filed.earliest), str(filed.latest), filed.is_exact
    ('2024-11-15', '2024-12-15', False)
    """
    if request not in REQUESTS:
        message = f"{quote(request)} is not one of: {listed(REQUESTS)}{nearest(request, REQUESTS)}"
        raise InvalidInput([Problem("request", message)])
    days = {
        name: _window(name, value)
        for name, value in (
            ("filed", filed),
            ("admissible", admissible),
            ("discovered", discovered),
        )
    }
    _check(days)
    start = days["filed"] or days["admissible"] or days["discovered"]
    steps = []
    if request == "revision":
        steps.append(_revision_step(days["discovered"]))
    steps.append(_admissibility_step(days))
    admitted = _admitted(days)
    if _possible(start, NOTIFICATION_SINCE):
        steps.append(
            _notification_step(admitted, sure=start is None or start.first >= NOTIFICATION_SINCE)
        )
    if request != "revision":
        steps.append(_decision_step(request, admitted))
    return Timeline(
        request,
        _channel(days["filed"] or days["admissible"]),
        ccf_request_contents(request),
        tuple(steps),
        _notes(request, start),
    )


def _window(name: str, value: Day | None) -> _Window | None:
    if value is None:
        return None
    try:
        if isinstance(value, dt.date):
            return _Window(value, value)
        date = value if isinstance(value, PartialDate) else PartialDate(str(value))
    except ValueError as error:
        raise InvalidInput([Problem(name, f"{error}; got {quote(value)}")]) from None
    return _Window(date.earliest, date.latest)


def _check(days: dict[str, _Window | None]) -> None:
    filed, admitted = days["filed"], days["admissible"]
    if filed and admitted and admitted.last < filed.first:
        message = f"{admitted.last} lies before the filing on {filed.first}; give the later day"
        raise InvalidInput([Problem("admissible", message)])
    found = days["discovered"]
    if filed and found and filed.last < found.first:
        message = f"{found.first} lies after the filing on {filed.last}; give the day of discovery"
        raise InvalidInput([Problem("discovered", message)])
    for name, window in days.items():
        if window and window.last < STATUTE_SINCE:
            message = (
                f"{window.last} lies before {STATUTE_SINCE}, when the Statute came into force; "
                "the procedure before it is not covered"
            )
            raise InvalidInput([Problem(name, message)])


def _possible(start: _Window | None, since: dt.date) -> bool:
    """Whether a rule of that day can govern the request; without dates today's rules do."""
    return start is None or start.last >= since


def _admitted(days: dict[str, _Window | None]) -> _Window | None:
    """When the request was, or can have been, found admissible."""
    filed, admitted = days["filed"], days["admissible"]
    if admitted is not None:
        return admitted
    return _Window(filed.first, months_after(filed.last, 1)) if filed else None


def _step(
    name: str,
    starts: str,
    length: str,
    end: _Window | None,
    citation: Citation,
    source: str,
    unconfirmed: str = "",
) -> Step:
    first, last = (end.first, end.last) if end else (None, None)
    return Step(name, starts, length, first, last, citation, source, unconfirmed)


def _admissibility_step(days: dict[str, _Window | None]) -> Step:
    filed = days["filed"]
    if filed and days["admissible"]:
        filed = filed.plus_months(1)
    elif filed:  # the day of receipt is not known to be that of filing, nor the day of decision
        filed = _admitted(days)
    return _step(
        "Decision on admissibility",
        "receipt",
        "one month",
        filed,
        Citation("CCF Statute", "32"),
        _REPORT_2021,
        "wording; the month is sourced",
    )


def _notification_step(admitted: _Window | None, *, sure: bool) -> Step:
    return _step(
        "Notification step of 2025",
        "the consultation that follows admissibility",
        f"{NOTIFICATION_DAYS} days",
        admitted.plus_days(NOTIFICATION_DAYS) if admitted else None,
        Citation("CCF Statute", "33"),
        _CHANGES_2025,
        "the event from which the days run"
        if sure
        else "whether it was in force on the day, and the event from which the days run",
    )


def _decision_step(request: Request, admitted: _Window | None) -> Step:
    months, words = (4, "four months") if request == "access" else (9, "nine months")
    return _step(
        f"Decision on {request}",
        "admissibility",
        words,
        admitted.plus_months(months) if admitted else None,
        Citation("CCF Statute", "40"),
        _LIMITS,
        "article number; the months are sourced",
    )


def _revision_step(discovered: _Window | None) -> Step:
    return _step(
        "Application for revision",
        "discovery of the new fact",
        "six months",
        discovered.plus_months(6) if discovered else None,
        Citation("CCF Statute", "42"),
        _REVISION,
    )


def _channel(filed: _Window | None) -> str:
    portal = (
        "the CCF's portal only (since 10:00 CET on 26 March 2026); paper or mail only in "
        "exceptional circumstances under Rule 25(2) of the Operating Rules"
    )
    if filed is None or filed.first >= PORTAL_SINCE:
        return portal
    if filed.last >= PORTAL_SINCE:
        return f"not to be told from the date: until 26 March 2026 also by mail, then {portal}"
    return "the portal was not yet the only channel (that is so since 26 March 2026)"


def ccf_request_contents(request: Request = "deletion") -> tuple[str, ...]:
    """What a request to the CCF must hold, one document a line.

    Notes
    -----
    Source: CCF guidance on admissibility; that Rule 30 of the Operating Rules says so word for word
    is unconfirmed.

    Examples
    --------
    >>> len(ccf_request_contents("revision")) - len(ccf_request_contents("access"))
    1
    """
    contents = (
        f"a signed request that states its aim: {request}",
        "a clear, unredacted copy of an identity document with names, birth date and photograph",
        "if represented: a power of attorney that covers access to data",
        "for an entity: its registration papers",
        "for a minor: proof of the relationship, and the minor's identity document",
        "all in English, French, Spanish or Arabic",
    )
    if request == "revision":
        return (
            *contents,
            "first a two-page summary of the new fact; full argument only if invited (Rule 30(7))",
        )
    return contents


def _notes(request: Request, start: _Window | None) -> tuple[str, ...]:
    notes = [
        "The procedure is written; there is no hearing save exceptionally.",
        "The CCF often needs longer: in 2024, 70 % of access requests took over four months and "
        "30 % of deletion requests over nine.",
        "Access to the data is in practice blocked while a deletion request runs (Art. 37, text "
        "unconfirmed).",
        "If the source deletes its data before the decision there is no ruling, and they may be "
        "entered again.",
        "After a deletion other states are asked to update their own databases; national copies "
        "follow national law.",
    ]
    if _possible(start, NOTIFICATION_SINCE):
        notes.insert(
            3,
            "The Secretariat may finish its own review first (Art. 33(3), 2025), which may delay "
            "the Chamber.",
        )
    if request == "revision":
        notes.insert(
            0,
            "A revision needs the discovery of a fact that could have led to another "
            "result had it been known; decisions are otherwise final.",
        )
    return tuple(notes)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One ground for the CCF: provision, fact, exhibit, and how firmly it stands."""

    ground: str
    rule: str
    provision: str
    fact: str
    exhibit: str
    standing: str
    text_confirmed: bool

    def plain(self) -> dict[str, Any]:
        """The row as data that JSON can hold."""
        return {name: getattr(self, name) for name in self.__slots__}


def ccf_grid(notice: Notice, results: Sequence[CheckResult]) -> tuple[GridRow, ...]:
    """The grounds that are made out, as the CCF reads them: on paper, each with its exhibit.

    Parameters
    ----------
    notice
        The notice, for the exhibits in ``sources``.
    results
        What ``redrisk.checks.run`` returned for it.

    Returns
    -------
    tuple of GridRow
        One for each rule with FAIL; those with confirmed wording first.

    Examples
    --------
    >>> from redrisk.checks import run
    >>> notice = Notice.parse({
    ...     "issuing_country": "TR", "instrument": "red_notice",
    ...     "individual_acts_described": False,
    ...     "sources": {"individual_acts_described": [{"exhibit": "B", "page": "2"}]},
    ... })
    >>> [(row.provision, row.exhibit) for row in ccf_grid(notice, run(notice))]
    [('RPD Art. 83(2)(b)(i)', 'B, p. 2')]
    """
    rows = [
        GridRow(
            ground=result.reason,
            rule=result.rule,
            provision=str(result.citation),
            fact="; ".join(result.facts),
            exhibit=_exhibits(notice, result),
            standing=result.standing or "asserted",
            text_confirmed=result.text_confirmed,
        )
        for result in results
        if result.result == "FAIL" and RULES[result.rule].kind == "rule"
    ]
    return tuple(sorted(rows, key=lambda row: not row.text_confirmed))


def _exhibits(notice: Notice, result: CheckResult) -> str:
    found: dict[str, None] = {}
    for path in result.facts:
        for source in notice.sources.get(path, notice.sources.get(path.split("[")[0], ())):
            page = f", p. {source.page}" if source.page else ""
            found[f"{source.exhibit}{page}"] = None
    return "; ".join(found) or "none yet"
