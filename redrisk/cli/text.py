"""Text for a terminal: safe to print, and wrapped."""

from __future__ import annotations

import textwrap

WIDTH = 100


def printable(text: str) -> str:
    """The text without what a terminal would obey instead of print; line ends stay."""
    return "".join(char if char.isprintable() or char == "\n" else "�" for char in text)


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
