"""Tables drawn with bars, as lines 'Heading: value'."""

from __future__ import annotations

import re

from redrisk.intake.heading_shape import GAP, can_be_heading, is_known, led
from redrisk.intake.pages import Line

_INDENT = "    "
_LABELLED = re.compile(r"[^:]{2,60}:\s+\S")


def without_bars(lines: list[Line]) -> list[Line]:
    """Rows of two cells as 'Heading: value'; two columns of rows, one after the other."""
    found: list[Line] = []
    run: list[Line] = []
    for line in [*lines, Line(None, 0, "")]:
        if "|" in line.text:
            run.append(line)
            continue
        for rows in _alike(run):
            found += _box(rows)
        run = []
        found.append(line)
    return found[:-1]


def _alike(run: list[Line]) -> list[list[Line]]:
    """The rows, parted where their number of cells changes; a row of one cell stays with others."""
    parted: list[list[Line]] = []
    width = 0
    for line in run:
        count = len(_cells(line.text))
        if not parted or (count != width and min(count, width) > 1):
            parted.append([])
            width = 0
        parted[-1].append(line)
        width = max(width, count)
    return parted


def _pairs_in_row(line: Line, cells: list[str]) -> list[Line] | None:
    """'Sex | M | Nationality | Greek', or 'Sex: M | Nationality: Greek', a heading a line."""
    if all(_LABELLED.match(cell) for cell in cells):
        return [Line(line.page, line.number, cell) for cell in cells]
    heads = [cell for cell in cells[::2] if cell]
    if len(cells) % 2 or len(cells) < 4 or not all(map(can_be_heading, heads)):
        return None
    if not heads or not any(is_known(head) for head in heads) or any(map(is_known, cells[1::2])):
        return None
    pairs = zip(cells[::2], cells[1::2], strict=True)
    return [led(line, head, value) for head, value in pairs if head]


def _box(run: list[Line]) -> list[Line]:
    rows = [_cells(line.text) for line in run]
    if any(len(row) > 2 for row in rows) or all(_LABELLED.match(c) for row in rows for c in row):
        wide = [_pairs_in_row(line, row) for line, row in zip(run, rows, strict=True)]
        return [one for line, row in zip(run, wide, strict=True) for one in (row or [line])]
    if len(run) == 1:
        return run
    if not all(len(row) == 2 for row in rows if len(row) > 1):
        return run
    if _are_columns(rows):
        return _column_after_column(run)
    mended: list[Line] = []
    for line, row in zip(run, rows, strict=True):
        if len(row) == 1:
            mended.append(Line(line.page, line.number, row[0]))
        elif not row[0]:
            mended.append(Line(line.page, line.number, _INDENT + row[1]))
        elif not row[1] and mended and not row[0][:1].isupper() and ": " in mended[-1].text:
            mended[-1] = _longer_heading(mended, row[0])
        else:
            mended.append(led(line, row[0], row[1]))
    return mended


def _longer_heading(mended: list[Line], more: str) -> Line:
    """The last heading with the words that its cell holds in the next row."""
    heading, _, value = mended[-1].text.partition(": ")
    return led(mended[-1], f"{heading} {more}", value)


def _cells(text: str) -> list[str]:
    stripped = text.rstrip()
    bare = stripped.strip()
    inner = stripped[stripped.index("|") :] if bare.startswith("|") else stripped
    inner = inner.removesuffix("|") if bare.endswith("|") and bare.startswith("|") else inner
    inner = re.sub(r"^\|+", "", inner)
    return [cell.strip() if inner is not text else cell for cell in re.split(r"\|+", inner)]


def _are_columns(rows: list[list[str]]) -> bool:
    """Whether both cells hold headings with values of their own."""
    both = [row for row in rows if len(row) == 2 and row[0] and row[1]]
    pairs = [row for row in both if all(GAP.search(cell) or ": " in cell for cell in row)]
    return len(pairs) >= 2 and len(pairs) * 2 >= len(both)


def _column_after_column(run: list[Line]) -> list[Line]:
    left, right = [], []
    for line in run:
        cells = line.text.split("|")
        left.append(Line(line.page, line.number, cells[0].rstrip()))
        if len(cells) > 1:
            right.append(Line(line.page, line.number, cells[1].rstrip()))
    return left + right
