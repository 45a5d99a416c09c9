"""Text for a terminal: safe to print, and wrapped."""

from __future__ import annotations

import json
import textwrap
from typing import Any

import click

WIDTH = 100


def printable(text: str) -> str:
    """The text without what a terminal would obey instead of print; line ends stay."""
    return "".join(char if char.isprintable() or char == "\n" else "�" for char in text)


def say(text: object, *, err: bool = False) -> None:
    """Print what may hold words of a file, or its name."""
    click.echo(printable(str(text)), err=err)


def json_line(data: Any) -> str:
    r"""One JSON object on a line, with every character that a terminal would obey by its number.

    >>> print(json_line({"é": "a\u202eb"}))
    {"é": "a\u202eb"}
    """
    text = json.dumps(data, ensure_ascii=False)
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)


def paragraph(text: str, indent: str = "") -> str:
    """The text wrapped, every line indented."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
