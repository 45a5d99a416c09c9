"""The canonical record that every appendix carries, and the options it was made with.

The record is ``Assessment.to_json()``. Formats whose own marks could stand in it carry it with
more of JSON's escapes; it comes back to the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from redrisk.errors import RedriskError

FORMAT = 1
"""Of the options beside the record; raise it when their meaning changes."""

DEEPEST = 40
"""Levels of nesting that no record reaches."""

MARKUP = re.compile(r"[^\x20-\x7e]|[<>&]|_(?=x[0-9A-Fa-f]{4}_)")


class NoRecord(RedriskError):
    """A file without a readable record."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A record and its options, as a file carries them."""

    record: str
    options: str


def canonical(data: Any) -> str:
    """Plain data as the one text that stands for it."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"))


def loaded(text: str) -> Any:
    """Plain data from the JSON that a file carries.

    Raises
    ------
    NoRecord
        If it is no JSON, or nested deeper than any record is.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise NoRecord("the record in the file is damaged: it is not JSON any more") from None
    level = [data]
    for _ in range(DEEPEST):
        level = [
            part
            for value in level
            if isinstance(value, dict | list)
            for part in (value.values() if isinstance(value, dict) else value)
        ]
    if level:
        raise NoRecord("the record in the file is nested deeper than any is: it was altered")
    return data


def digest(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def carried(record: str, options: dict[str, Any]) -> Carried:
    """The record with its options, which name the record's hash."""
    return Carried(
        record,
        canonical({"format": FORMAT, "options": options, "record_sha256": digest(record)}),
    )


def in_ascii(text: str) -> str:
    r"""Canonical JSON in characters that every format holds.

    >>> in_ascii('{"a":"<é>"}')
    '{"a":"\\u003c\\u00e9\\u003e"}'
    """
    return MARKUP.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return json.dumps(char)[1:-1] if char > "~" else f"\\u{ord(char):04x}"


def from_ascii(text: str) -> str:
    """The canonical JSON that ``in_ascii`` was given.

    Raises
    ------
    NoRecord
        If the text is not what ``in_ascii`` writes: it was altered.
    """
    found = canonical(loaded(text))
    if in_ascii(found) != text:
        raise NoRecord("the record in the file was altered: it is not in its canonical form")
    return found
