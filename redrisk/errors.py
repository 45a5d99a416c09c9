"""What goes wrong, said so that a person can mend it.

RedriskError (a ValueError)
├── InvalidInput    a notice, case or file that can't be read as one
├── UnknownPrior    a prior that is neither a name nor a probability
├── ModelError      a model folder that is damaged, altered or of an unknown format
├── DataError       shipped data that is not what its description promises
└── MissingExtra    a part of redrisk whose optional packages are not installed
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

QUOTE_LIMIT = 80
"""No message quotes more of the input than this many characters."""

TOO_DEEP = "nested too deeply to be read; write it as docs/notice.md shows"


class RedriskError(ValueError):
    """Any error that redrisk raises on purpose."""


class UnknownPrior(RedriskError):
    """A prior that is neither a known name nor a probability strictly between 0 and 1."""


class ModelError(RedriskError):
    """A model folder that is damaged, altered, or written in a format this version can't read."""


class DataError(RedriskError):
    """Shipped data that differs from what its own description promises."""


class MissingExtra(RedriskError):
    """Optional packages are needed for what was asked."""

    def __init__(self, purpose: str, extra: str) -> None:
        self.purpose, self.extra = purpose, extra
        super().__init__(f"{purpose} needs optional packages: pip install 'redrisk[{extra}]'")

    def __reduce__(self) -> tuple[type[MissingExtra], tuple[str, str]]:
        return MissingExtra, (self.purpose, self.extra)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input: which field, by which rule, and what to do."""

    field: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        field = f"{shortened(self.field)}: " if self.field else ""
        return f"{field}{self.message}"


class InvalidInput(RedriskError):
    """A notice, case or file that can't be read as one.

    Attributes
    ----------
    problems
        Every problem found, in the order of the input.
    where
        The file, or the file and record, that was read; empty for an object in memory.
    """

    def __init__(self, problems: Sequence[Problem], where: str = "") -> None:
        self.problems = tuple(problems)
        self.where = where
        super().__init__("\n".join(self._lines()))

    def _lines(self) -> list[str]:
        lines = []
        for problem in self.problems:
            place = printable(self.where)
            if problem.line is not None:
                place = f"{place}:{problem.line}" if place else f"line {problem.line}"
            lines.append(f"{place}: {problem}" if place else str(problem))
        return lines

    def __reduce__(self) -> tuple[type[InvalidInput], tuple[tuple[Problem, ...], str]]:
        return InvalidInput, (self.problems, self.where)

    def at(self, where: str) -> InvalidInput:
        """The same problems, placed in a file or record."""
        return InvalidInput(self.problems, where)


def quote(value: object) -> str:
    """The value as a message shows it: on one line, and cut at QUOTE_LIMIT characters."""
    text = repr(value) if isinstance(value, str) else str(value)
    return shortened(text)


def shortened(text: str) -> str:
    """The text on one line, and cut at QUOTE_LIMIT characters."""
    text = printable(text[: QUOTE_LIMIT + 1])
    return text if len(text) <= QUOTE_LIMIT else text[: QUOTE_LIMIT - 1] + "…"


def reason_of(error: object) -> str:
    """Why something failed, as another library says it, without what that quotes of the input.

    >>> reason_of("expected ']', but found 'A. Person'")
    'expected …, but found …'
    """
    first = (str(error).splitlines() or [""])[0]
    return shortened(re.sub(r"""'[^']*'?|"[^"]*"?""", "…", first))


def printable(text: str) -> str:
    """The text with a mark in place of every character that a terminal would obey."""
    return "".join(char if char.isprintable() else "�" for char in text)


def nearest(value: object, allowed: Iterable[str]) -> str:
    """A hint naming the allowed word that comes nearest to ``value``, or an empty string.

    >>> nearest("issuing_contry", ["issuing_country", "host_country"])
    "; did you mean 'issuing_country'?"
    """
    matches = difflib.get_close_matches(str(value).lower()[:QUOTE_LIMIT], list(allowed), n=1)
    return f"; did you mean {quote(matches[0])}?" if matches else ""


def listed(allowed: Iterable[str]) -> str:
    """The allowed words as a message lists them."""
    return ", ".join(allowed)
