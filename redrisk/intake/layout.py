"""Brings the layouts of documents to one: 'Heading: value', with the rest of the value below.

Forms stand in tables, in two columns, with dotted leaders, or with each heading above its value. A
layout is told from its headings that are known; the headings beside them are then headings too,
known or not, and end the value before them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from redrisk.intake.labels import label_of, without_numbering
from redrisk.intake.pages import Line

_FEWEST_KNOWN = 3
_MOST_WORDS = 10
_LONGEST = 90
_INDENT = "    "
_LEADER = re.compile(r"\s*(?:\.{2,}|_{2,}|(?:\. ){3,}\.?|…{2,}|·{3,})[._…·]*\s*|\s+\.{1,2}\s+")
_GAP = re.compile(r"\s{3,}")
_TAB = re.compile(r"\s*\t\s*")
_DASH = re.compile(r"\s+[-–—]\s+|\s+[-–—]$")
_NOT_AT_END = re.compile(r"[.;,]$")
_ABBREVIATED = re.compile(r"(?:^|[\s.(])[^\W\d_]{1,7}\.$")


def in_one_layout(lines: Sequence[Line]) -> list[Line]:
    """The lines, with the headings of whatever layout before a colon."""
    found = _boxes(list(lines))
    for find in (_leader, _tab, _gap, _dash):
        found = _paired(found, find)
    return _stacked(found)


def _is_known(heading: str) -> bool:
    label = label_of(without_numbering(heading).rstrip(" :"))
    return label is not None and not label.key.startswith("title")


def _can_be_heading(text: str) -> bool:
    bare = without_numbering(text)
    return (
        1 < len(bare) <= _LONGEST
        and len(bare.split()) <= _MOST_WORDS
        and (bare[0].isupper() or bare[0] in "¿(«№")
        and ":" not in bare.rstrip(":")
        and (not _NOT_AT_END.search(bare) or _ABBREVIATED.search(bare) is not None)
        and sum(char.isdigit() for char in bare) < 4
    )


# --- a heading and its value on one line ---

Pair = tuple[str, str]
_Find = Callable[[str], Pair | None]


def _leader(text: str) -> Pair | None:
    return _at(_LEADER, text)


def _tab(text: str) -> Pair | None:
    cells = [cell.strip() for cell in text.split("\t")]
    if len(cells) > 2 and re.fullmatch(r"\W*[0-9]{1,2}\W*", cells[0]):
        cells = cells[1:]  # the row's number
    if len(cells) < 2 or not cells[0]:
        return None
    return cells[0], "   ".join(cell for cell in cells[1:] if cell)


def _gap(text: str) -> Pair | None:
    return _at(_GAP, text)


def _dash(text: str) -> Pair | None:
    return _at(_DASH, text)


def _at(separator: re.Pattern[str], text: str) -> Pair | None:
    stripped = text.strip()
    match = separator.search(stripped)
    if match is None or match.start() == 0:
        return None
    return stripped[: match.start()], stripped[match.end() :]


def _paired(lines: list[Line], find: _Find) -> list[Line]:
    """The lines with a colon after each heading, if enough of the headings are known."""
    pairs = [find(line.text) if ":" not in line.text[:_LONGEST] else None for line in lines]
    pairs = [pair if pair and _can_be_heading(pair[0]) else None for pair in pairs]
    known = [pair for pair in pairs if pair and _is_known(pair[0])]
    if len(known) < _FEWEST_KNOWN or len(known) * 3 < sum(pair is not None for pair in pairs):
        return lines
    return [
        Line(line.page, line.number, f"{pair[0].rstrip(' :')}: {pair[1]}") if pair else line
        for line, pair in zip(lines, pairs, strict=True)
    ]


# --- tables drawn with bars ---

_BAR = re.compile(r"\s*\|+\s*")


def _boxes(lines: list[Line]) -> list[Line]:
    """Rows of two cells as 'Heading: value'; two columns of rows, one after the other."""
    found: list[Line] = []
    run: list[Line] = []
    for line in [*lines, Line(None, 0, "")]:
        if "|" in line.text:
            run.append(line)
            continue
        found += _box(run) if len(run) > 1 else run
        run = []
        found.append(line)
    return found[:-1]


def _box(run: list[Line]) -> list[Line]:
    rows = [_cells(line.text) for line in run]
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
            mended.append(Line(line.page, line.number, f"{row[0].rstrip(' :')}: {row[1]}"))
    return mended


def _longer_heading(mended: list[Line], more: str) -> Line:
    """The last heading with the words that its cell holds in the next row."""
    heading, _, value = mended[-1].text.partition(": ")
    return Line(mended[-1].page, mended[-1].number, f"{heading} {more.rstrip(' :')}: {value}")


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
    pairs = [row for row in both if all(_GAP.search(cell) or ": " in cell for cell in row)]
    return len(pairs) >= 2 and len(pairs) * 2 >= len(both)


def _column_after_column(run: list[Line]) -> list[Line]:
    left, right = [], []
    for line in run:
        cells = line.text.split("|")
        left.append(Line(line.page, line.number, cells[0].rstrip()))
        if len(cells) > 1:
            right.append(Line(line.page, line.number, cells[1].rstrip()))
    return left + right


# --- each heading above its value ---


def _stacked(lines: list[Line]) -> list[Line]:
    """The lines with a colon after each line that stands as a heading above its value."""
    places = [index for index in range(len(lines)) if _stands_above(lines, index)]
    known = [index for index in places if _is_known(lines[index].text)]
    if len(known) < _FEWEST_KNOWN + 1 or len(known) * 5 < len(places) * 2:
        return lines
    found = list(lines)
    for index in places:
        line = lines[index]
        found[index] = Line(line.page, line.number, line.text.rstrip(" :") + ":")
    return found


def _stands_above(lines: list[Line], index: int) -> bool:
    text = lines[index].text.strip()
    below = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    above = lines[index - 1].text.strip() if index else ""
    return bool(below) and not above and ":" not in text and _can_be_heading(text)
