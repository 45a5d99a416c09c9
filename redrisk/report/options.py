"""What the user asks of an appendix, checked once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal, get_args

from redrisk.errors import InvalidInput, Problem, listed, nearest, quote

Forum = Literal[
    "us_federal",
    "us_immigration",
    "us_extradition",
    "england_civil",
    "england_criminal",
    "ccf",
]
Length = Literal["full", "short"]
FormatName = Literal["docx", "pdf", "html", "xlsx", "md", "json"]

FORUMS: tuple[str, ...] = get_args(Forum)
LENGTHS: tuple[str, ...] = get_args(Length)
FORMATS: tuple[str, ...] = get_args(FormatName)

FIXED_STAMP = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
"""Stands in metadata where no date is given; the earliest that every format can hold."""

MOST_TEXT = 20_000
"""Characters of a title or author block."""


@dataclass(frozen=True, slots=True)
class Options:
    """What changes an appendix besides the assessment; enough to make it again.

    Attributes
    ----------
    forum
        Where it is to be used, or None.
    length
        full or short.
    date
        ISO date; None leaves a blank for the expert.
    title, author_block
        As the user words them.
    redacted
        Whether references, quotes and notes are replaced by marks.
    """

    forum: str | None = None
    length: str = "full"
    date: str | None = None
    title: str | None = None
    author_block: str | None = None
    redacted: bool = False

    def __post_init__(self) -> None:
        if self.forum is not None:
            _one_of("forum", self.forum, FORUMS)
        _one_of("length", self.length, LENGTHS)
        if self.date is not None:
            _check_date(self.date)
        for field in ("title", "author_block"):
            _check_text(field, getattr(self, field))
        if not isinstance(self.redacted, bool):
            raise _invalid("redacted", f"yes or no is needed; got {quote(self.redacted)}")

    @property
    def stamp(self) -> dt.datetime:
        """Midnight (UTC) of the date, or the fixed stamp."""
        if self.date is None:
            return FIXED_STAMP
        day = dt.date.fromisoformat(self.date)
        return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)

    def plain(self) -> dict[str, Any]:
        """The options as data that JSON can hold."""
        return {name: getattr(self, name) for name in self.__slots__}


def forum_of(value: str | None) -> str | None:
    """The forum by its name; 'none' is None."""
    return None if value in (None, "none") else value


def date_of(value: str | dt.date | None) -> str | None:
    """A date as ISO text."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, dt.date) else value


def format_of(path: str, stated: str | None) -> str:
    """The format that is stated, or that the file name's ending tells.

    >>> format_of("appendix.DOCX", None)
    'docx'
    """
    if stated is not None:
        _one_of("format", stated, FORMATS)
        return stated
    ending = path.rpartition(".")[2].lower() if "." in path else ""
    ending = {"markdown": "md", "htm": "html"}.get(ending, ending)
    if ending not in FORMATS:
        raise _invalid(
            "path",
            f"the file name must end in one of: {listed(f'.{name}' for name in FORMATS)}, or a "
            f"format must be given; got {quote(path)}",
        )
    return ending


def _one_of(field: str, value: object, allowed: tuple[str, ...]) -> None:
    if not isinstance(value, str) or value not in allowed:
        more = ", none" if field == "forum" else ""
        raise _invalid(
            field,
            f"{quote(value)} is not one of: {listed(allowed)}{more}{nearest(value, allowed)}",
        )


def _check_date(value: object) -> None:
    try:
        day = dt.date.fromisoformat(str(value))
    except ValueError:
        day = None
    if day is None or day.isoformat() != value or day < FIXED_STAMP.date() or day.year > 2100:
        message = f"a day from 1980-01-01 to 2100-12-31, as 2026-11-24; got {quote(value)}"
        raise _invalid("date", message)


def _check_text(field: str, value: object) -> None:
    if value is None:
        return
    if not isinstance(value, str) or len(value) > MOST_TEXT:
        got = f"{len(value)} characters" if isinstance(value, str) else quote(value)
        raise _invalid(field, f"text of at most {MOST_TEXT} characters is needed; got {got}")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise _invalid(field, "holds half of a character pair; save the text as UTF-8") from None


def _invalid(field: str, message: str) -> InvalidInput:
    return InvalidInput([Problem(field, message)])
