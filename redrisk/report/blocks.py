"""What an appendix is made of: sections of a few kinds of block, the same for every format.

Content is built once (content.py) and written by one writer a format. A block holds plain text
only; no writer reads markup in it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

ParagraphKind = Literal["plain", "quote", "warning", "small"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``lead`` is set in bold before it.

    ``number`` is given when the document is put together, to those that are ``numbered``.
    """

    text: str
    lead: str = ""
    kind: ParagraphKind = "plain"
    numbered: bool = True
    number: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without numbers."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading within a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a ``heading`` row holds one text for all columns."""

    cells: tuple[str, ...]
    kind: Literal["plain", "strong", "heading"] = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row, which a writer repeats on every page.

    Attributes
    ----------
    caption
        What it shows; empty for a table that only lays out.
    header
        The columns' names.
    widths
        The columns' shares of the width.
    rows
        As many cells each as there are columns.
    right
        Positions of the columns whose numbers are aligned to the right.
    """

    caption: str
    header: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    right: tuple[int, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, with the same in words for who can't see it."""

    name: str
    caption: str
    alt: str
    svg: str
    width: int
    height: int
    lines: tuple[str, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that only the expert may fill in; it is never filled in by the software."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A formula or a command, set as it is."""

    text: str


Block = Paragraph | Bullets | Subheading | Table | Figure | Place | Code


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the appendix."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The whole appendix.

    Attributes
    ----------
    title
        On the first page.
    reference
        The user's own, in the header of every page; empty if none is given.
    particulars
        Name and value, under the title.
    author_block
        The lines that the user gave on its author.
    sections
        The first one is page 1.
    """

    title: str
    reference: str
    particulars: tuple[tuple[str, str], ...]
    author_block: tuple[str, ...]
    sections: tuple[Section, ...]


def table(
    caption: str,
    header: Iterable[str],
    widths: Iterable[int],
    rows: Iterable[Iterable[str] | Row],
    right: Iterable[int] = (),
) -> Table:
    """A table from plain rows."""
    made = tuple(row if isinstance(row, Row) else Row(tuple(row)) for row in rows)
    return Table(caption, tuple(header), tuple(widths), made, tuple(right))


def numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections with numbers for paragraphs (3.4), tables and figures."""
    counts = {Table: 0, Figure: 0}
    done = []
    for position, section in enumerate(sections, start=1):
        blocks: list[Block] = []
        paragraph = 0
        for block in section.blocks:
            if isinstance(block, Paragraph) and block.numbered:
                paragraph += 1
                blocks.append(dataclasses.replace(block, number=f"{position}.{paragraph}"))
            elif isinstance(block, Figure) or (isinstance(block, Table) and block.caption):
                counts[type(block)] += 1
                blocks.append(dataclasses.replace(block, number=str(counts[type(block)])))
            else:
                blocks.append(block)
        done.append(dataclasses.replace(section, number=str(position), blocks=tuple(blocks)))
    return tuple(done)


def mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The same blocks with every text changed; drawings are left alone."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Code):
        return Code("\n".join(change(line) for line in value.text.split("\n")))
    if isinstance(value, tuple):
        return tuple(mapped(item, change) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            field.name: mapped(getattr(value, field.name), change)
            for field in dataclasses.fields(value)
            if field.name not in ("svg", "id", "kind", "name")
        }
        return dataclasses.replace(value, **fields)
    return value
