"""What reading a source gives: the notice, where each fact stood, and what could not be placed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from redrisk.errors import QUOTE_LIMIT, InvalidInput, Problem
from redrisk.intake.dates_in_text import Certainty
from redrisk.notice import Notice

EXHIBIT = "notice as read"
"""How sources name what was read. A file's name often is the person's name, so it is not kept."""


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of a source: the page, if it has pages, and the first and last line."""

    first: int
    last: int
    page: int | None = None

    def __str__(self) -> str:
        lines = (
            f"line {self.first}" if self.first == self.last else f"lines {self.first}-{self.last}"
        )
        return f"page {self.page}, {lines}" if self.page else lines


@dataclass(frozen=True, slots=True)
class Reading:
    """One fact that was read.

    Attributes
    ----------
    path
        The fact's path in the notice, such as ``charges[0].max_penalty``.
    value
        What was understood: text, number, truth value or list; of an ambiguous reading, the
        possible values.
    page, lines
        Where it stood: the page, if there are pages, and the first and last line.
    words
        The words that say so, without names, at most 80 characters.
    certainty
        ``certain`` and ``probable`` readings are in the notice; ``ambiguous`` ones are not.
    note
        Why the reading is not certain, in words for a person.
    """

    path: str
    value: Any
    page: int | None
    lines: tuple[int, int] | None
    words: str
    certainty: Certainty
    note: str = ""

    @property
    def is_set(self) -> bool:
        """Whether the notice holds this value."""
        return self.certainty != "ambiguous"

    @property
    def place(self) -> str:
        """Where it stood, in words."""
        return str(Span(*self.lines, self.page)) if self.lines else ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate fact from the summary, for a person to confirm; never set by the reader."""

    path: str
    value: Any
    page: int | None
    lines: tuple[int, int] | None
    words: str
    question: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Words that no field took, with every word that could be a name left out."""

    page: int | None
    line: int
    words: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line as ``--explain`` shows it: without names; the fields whose words stand in it."""

    page: int | None
    number: int
    text: str
    fields: tuple[str, ...] = ()
    is_identity: bool = False


@dataclass(frozen=True, slots=True)
class NoticeReading:
    """What was read of one notice.

    Attributes
    ----------
    notice
        The notice; None if the issuing state could not be read (``problem`` says why).
    facts
        The facts as plain data, also when they do not make a notice yet.
    """

    notice: Notice | None
    facts: Mapping[str, Any]
    fields: tuple[Reading, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    warnings: tuple[str, ...] = ()
    problem: InvalidInput | None = None
    lines: tuple[ShownLine, ...] = ()
    language: str | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    r"""Everything read from one source.

    Attributes
    ----------
    format
        interpol_api, followthemoney, document, pdf, case_file or table.
    records
        One reading for each notice of the source.
    warnings
        What a person should know about the source as a whole.

    Examples
    --------
    >>> from redrisk.intake import read_notice
    >>> text = "RED NOTICE\nCountry of request: Russian Federation\nMaximum penalty: ten years"
    >>> intake = read_notice(text.encode())
    >>> intake.notice.issuing_country, intake.records[0].fields[0].place
    ('RU', 'line 2')
    """

    format: str
    records: tuple[NoticeReading, ...]
    warnings: tuple[str, ...] = field(default=())

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The notices that could be read in full."""
        return tuple(record.notice for record in self.records if record.notice is not None)

    @property
    def notice(self) -> Notice:
        """The single notice.

        Raises
        ------
        InvalidInput
            If the source holds none or several, or one whose issuing state could not be read.
        """
        return self.single().notice  # type: ignore[return-value]

    def single(self) -> NoticeReading:
        """The single reading, with its notice.

        Raises
        ------
        InvalidInput
            As for ``notice``.
        """
        if len(self.records) != 1:
            count = len(self.records) or "none"
            message = f"one notice is needed; the source holds {count}"
            hint = "; use .notices, or redrisk.intake.iter_notices" if self.records else ""
            raise InvalidInput([Problem("", message + hint)])
        record = self.records[0]
        if record.notice is None:
            raise record.problem or no_issuing_state()
        return record


def no_issuing_state(where: str = "") -> InvalidInput:
    """The error for a source that does not say which state asked."""
    message = (
        "the source does not say which state asked, or not in words that were understood; "
        "write the state's two-letter code into the notice file"
    )
    return InvalidInput([Problem("issuing_country", message)], where)


def shorten(text: str) -> str:
    """The text on one line, cut at the most that may be quoted."""
    text = " ".join(text.split())
    return text if len(text) <= QUOTE_LIMIT else text[: QUOTE_LIMIT - 1] + "…"


def sources_of(fields: Iterable[Reading]) -> dict[str, list[dict[str, str]]]:
    """The ``sources`` of a notice: for each fact set, the exhibit, the place and the words.

    The file reference is no fact of the request, and has no source.
    """
    sources: dict[str, list[dict[str, str]]] = {}
    for item in fields:
        if item.is_set and item.path != "reference" and (item.lines or item.words):
            exhibit = {"exhibit": EXHIBIT}
            if item.lines:
                exhibit["page"] = item.place.removeprefix("page ")
            if item.words:
                exhibit["quote"] = item.words
            sources.setdefault(item.path, []).append(exhibit)
    return sources


def make_reading(facts: dict[str, Any], fields: Iterable[Reading], **rest: Any) -> NoticeReading:
    """A reading whose notice is built from the facts, if they name the issuing state."""
    fields = tuple(fields)
    problem = rest.pop("problem", None)
    notice = None
    if problem is None and "issuing_country" not in facts:
        problem = no_issuing_state(rest.get("where", ""))
    if problem is None:
        data = dict(facts)
        sources = sources_of(fields)
        if sources:
            data["sources"] = sources
        try:
            notice = Notice.parse(data, rest.get("where", ""))
        except InvalidInput as error:
            problem = error
    return NoticeReading(notice=notice, facts=facts, fields=fields, problem=problem, **rest)
