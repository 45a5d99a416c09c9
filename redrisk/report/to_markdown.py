"""The appendix as Markdown, with the record in a fenced block at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from redrisk.report.blocks import (
    Block,
    Bullets,
    Code,
    Figure,
    Paragraph,
    Place,
    Row,
    Section,
    Subheading,
    Table,
)
from redrisk.report.made import Made
from redrisk.report.record import Carried, NoRecord

_SPECIAL = re.compile(r"[\\`*_\[\]<>|#~$&]")
_LINE_START = re.compile(r"^(\s*)([-+](?=\s|$)|[-=]+(?=\s*$)|\d+[.)](?=\s|$))")
RECORD, OPTIONS = "redrisk-record", "redrisk-options"


def write(made: Made) -> bytes:
    """CommonMark with pipe tables; all text is escaped."""
    document = made.document
    lines = [f"# {escaped(document.title)}", ""]
    lines += [line for text in document.author_block for line in (escaped(text), "")]
    lines += [f"- **{escaped(name)}:** {escaped(value)}" for name, value in document.particulars]
    lines.append("")
    for section in document.sections:
        lines += _section(section)
    lines += [
        "## Record",
        "",
        "The canonical record of this assessment; `redrisk verify` computes it again.",
        "",
        *_fenced(RECORD, made.carried.record),
        *_fenced(OPTIONS, made.carried.options),
    ]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def escaped(text: str) -> str:
    r"""Text that Markdown prints as it is.

    >>> escaped("# *a* | <b>")
    '\\# \\*a\\* \\| \\<b\\>'
    """
    safe = _SPECIAL.sub(lambda match: "&amp;" if match[0] == "&" else "\\" + match[0], text)
    return _LINE_START.sub(_start, safe)


def _start(match: re.Match[str]) -> str:
    mark = match[2]
    return f"{match[1]}{mark[:-1]}\\{mark[-1]}"


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.number}. {escaped(section.title)}"
    yield ""
    for block in section.blocks:
        yield from _block(block)
        yield ""


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            number = f"{block.number} " if block.number else ""
            lead = f"**{escaped(block.lead)}** " if block.lead else ""
            quote = "> " if block.kind in ("quote", "warning") else ""
            yield f"{quote}{number}{lead}{escaped(block.text)}"
        case Subheading():
            yield f"### {escaped(block.text)}"
        case Bullets():
            for item in block.items:
                yield f"- {escaped(item)}"
        case Place():
            yield f"> **[For the expert to write]** {escaped(block.text)}"
        case Code():
            yield from _fenced("text", block.text)
        case Table():
            yield from _table(block)
        case Figure():
            yield f"**Figure {block.number}.** {escaped(block.caption)}"
            yield ""
            yield from _fenced("text", "\n".join(block.lines))


def _table(block: Table) -> Iterator[str]:
    if block.caption:
        yield f"**Table {block.number}.** {escaped(block.caption)}"
        yield ""
    yield _row(block.header)
    yield _row("---:" if i in block.right else "---" for i in range(len(block.header)))
    for row in block.rows:
        yield _row(_cells(row, len(block.header)))


def _cells(row: Row, columns: int) -> Iterable[str]:
    cells = [escaped(cell) for cell in row.cells]
    if row.kind != "plain":
        cells = [f"**{cell}**" if cell else "" for cell in cells]
    return [*cells, *[""] * (columns - len(cells))]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _fenced(info: str, text: str) -> list[str]:
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{info}", *text.split("\n"), fence, ""]


def read(content: bytes) -> Carried:
    """The record and options of such a file.

    Raises
    ------
    NoRecord
        If it holds none.
    """
    try:
        lines = content.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError:
        raise NoRecord("the file is not UTF-8 text") from None
    return Carried(_found(lines, RECORD), _found(lines, OPTIONS))


def _found(lines: list[str], info: str) -> str:
    """The line in the last fenced block of that name."""
    for position in range(len(lines) - 3, -1, -1):
        fence = lines[position].removesuffix(info)
        if len(fence) >= 3 and fence != lines[position] and set(fence) == {"`"}:
            if lines[position + 2] != fence:
                break
            return lines[position + 1]
    raise NoRecord(f"the file holds no whole block '{info}': it was cut or altered")
