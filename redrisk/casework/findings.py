"""What a check of cases finds, and how a check is declared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from redrisk.case import Case
from redrisk.context import StateContext

Severity = Literal["error", "warning"]
Place = tuple[str, str]
"""A field's path in the case, and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a check may look at besides the case: the states' indices, and today's date."""

    context: StateContext
    today: dt.date


@dataclass(frozen=True, slots=True)
class Check:
    """One question asked of every case.

    Attributes
    ----------
    id
        The name by which reports and ``--json`` refer to it.
    severity
        An error keeps the case from being learned from; a warning does not.
    title
        What it finds, as a heading.
    find
        Yields the field and the message of each problem in one case.
    """

    id: str
    severity: Severity
    title: str
    find: Callable[[Case, Surroundings], Iterable[Place]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem, with the place where a person can mend it.

    Attributes
    ----------
    file, line, record
        Where the case stands: the line of the field if the format tells, and which record of the
        file it is, counted from 1.
    case_id
        Empty if the record is not a case.
    field
        Path of the field, such as ``notice.charges[0].text``; empty for the case as a whole.
    check, severity, message
        Which check found it, how much it matters, and what is wrong.
    """

    file: str
    line: int | None
    record: int
    case_id: str
    field: str
    check: str
    severity: Severity
    message: str

    def place(self) -> str:
        """Where it is and what is wrong, on one line."""
        place = f"{self.file}:{self.line}" if self.line else f"{self.file} record {self.record}"
        case = f" {self.case_id}" if self.case_id else ""
        field = f" {self.field}" if self.field else ""
        return f"{place}:{case}{field}: {self.message}"

    def __str__(self) -> str:
        return f"{self.place()} [{self.severity}: {self.check}]"

    def plain(self) -> dict[str, Any]:
        """As one JSON object."""
        return {
            "kind": self.severity,
            "check": self.check,
            "file": self.file,
            "line": self.line,
            "record": self.record,
            "case_id": self.case_id or None,
            "field": self.field or None,
            "message": self.message,
        }
