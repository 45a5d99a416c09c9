"""Columns of text: a heading that broke inside its column, and a table of charges."""

from __future__ import annotations

import re
from collections.abc import Sequence

from redrisk.intake.labels import beginnings, label_of, phrases, without_numbering
from redrisk.intake.pages import Line
from redrisk.intake.plain import fold

_GAP = re.compile(r"\s*\t\s*|\s{3,}|\s*\|\s*")
_MOST_PIECES = 5


def mend_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines, where each heading that runs over several lines of a left column stands in one.

    'Law covering    Article 5' over 'the offence' becomes 'Law covering the offence: Article 5'.
    """
    mended = list(lines)
    index = 0
    while index < len(mended):
        index += _mend(mended, index)
    return mended


def _mend(lines: list[Line], index: int) -> int:
    """Mend the heading that begins at a line; how many lines it took."""
    left, right = _cells(lines[index].text)
    heading = without_numbering(left)
    if not right or fold(heading) not in beginnings():
        return 1
    pieces, values, best = heading, [right], 0
    rights = [right]
    for extra in range(1, _MOST_PIECES):
        if index + extra >= len(lines) or not lines[index + extra].text.strip():
            break
        more, value = _cells(lines[index + extra].text)
        if not more:
            rights.append(value)
            continue
        if value and fold(more) in phrases():
            break  # 'Sentence | 2 years' over 'Remaining | 1 year': a heading of its own
        pieces = pieces[:-1] + more if pieces.endswith("-") else f"{pieces} {more}"
        rights.append(value)
        if fold(pieces) in phrases():
            best, values, heading = extra, list(rights), pieces
        elif fold(pieces) not in beginnings():
            break
    if not best:
        return 1
    for offset in range(best + 1):
        line = lines[index + offset]
        value = values[offset] if offset < len(values) else ""
        text = f"{heading}: {value}" if offset == 0 else f"    {value}"
        lines[index + offset] = Line(line.page, line.number, text)
    return best + 1


def _cells(text: str) -> tuple[str, str]:
    """The left cell and the rest; the left is empty if the line begins far to the right."""
    if len(text) - len(text.lstrip()) > _FAR:
        return "", text.strip()
    parts = _GAP.split(text.strip().strip("|").strip(), maxsplit=1)
    return parts[0].strip(), parts[1].strip() if len(parts) > 1 else ""


_FAR = 12


# --- a table of charges, its columns parted by tabs or wide gaps ---

_OF_CHARGE = ("charge", "law", "max_penalty")
_CELL = re.compile(r"\S+(?: \S+)*")
_TABBED = re.compile(r"[^\t]*[^\t\s][^\t]*")
_NEAR = 6
_MOST_ROWS = 40


def tables_of_charges(lines: Sequence[Line]) -> list[Line]:
    """The lines, the rows of a table of charges with bars between their cells."""
    found = list(lines)
    index = 0
    while index < len(found):
        starts = _heads(found[index].text)
        index += 1
        if not starts:
            continue
        found[index - 1] = _barred(found[index - 1], _row(found[index - 1].text, starts) or [])
        end = min(index + _MOST_ROWS, len(found))
        while index < end and (row := _row(found[index].text, starts)):
            found[index] = _barred(found[index], row)
            index += 1
    return found


def _heads(text: str) -> list[int]:
    """Where the columns of a row of headings begin, if it names the parts of charges."""
    if "|" in text or ":" in text:
        return []
    cells = list((_TABBED if "\t" in text else _CELL).finditer(text))
    labels = [label_of(cell[0].strip()) for cell in cells] if 2 < len(cells) < 7 else []
    keys = {label.key for label in labels if label and label.key in _OF_CHARGE}
    return [cell.start() for cell in cells] if len(keys) > 1 and "charge" in keys else []


def _row(text: str, starts: list[int]) -> list[str] | None:
    """A line's words by column; None if they do not stand in the columns."""
    if "\t" in text:
        cells = [cell.strip() for cell in text.split("\t")]
        return cells if len(cells) == len(starts) else None
    row = [""] * len(starts)
    for cell in _CELL.finditer(text):
        column = min(range(len(starts)), key=lambda i: abs(starts[i] - cell.start()))
        if abs(starts[column] - cell.start()) > _NEAR or row[column]:
            return None
        row[column] = cell[0]
    return row if any(row) else None


def _barred(line: Line, cells: Sequence[str]) -> Line:
    return Line(line.page, line.number, "| " + " | ".join(cells) + " |")
