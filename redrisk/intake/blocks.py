"""A document's lines as blocks: a heading and the words under it.

Several headings may share a line, in cells or one after the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from redrisk.intake.clauses import run_on_lists
from redrisk.intake.columns_of_text import mend_columns, tables_of_charges
from redrisk.intake.heading_lines import (
    GAP,
    MOST_HEADING_WORDS,
    ROOMY,
    WORD,
    Split,
    heading_at,
    known_prefix,
    split_heading,
)
from redrisk.intake.labels import Label, label_of, phrases, without_numbering
from redrisk.intake.layout import in_one_layout
from redrisk.intake.pages import Line
from redrisk.intake.plain import fold, goes_on, is_open
from redrisk.intake.prose_cues import cue

_UNKNOWN = Label("other.unknown", (), "words")
_INLINE_LABELS = 8
_OF_ITEM = ("law", "max_penalty")
_MOST_TABLE_ROWS = 30
_CELL_GAP = re.compile(r"\s*\|\s*|\s*\t\s*|\s{2,}")


@dataclass(slots=True)
class Part:
    """Words of one line that belong to a block."""

    line: Line
    text: str


@dataclass(slots=True)
class Block:
    """A heading and the words under it; ``label`` is None for words before any heading."""

    label: Label | None
    heading: str
    line: Line | None
    parts: list[Part] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The part of the form."""
        return self.label.key if self.label else ""

    @property
    def texts(self) -> list[str]:
        """The words, line by line, without the blank ones."""
        return [part.text.strip() for part in self.parts if part.text.strip()]

    @property
    def filled(self) -> list[Part]:
        """The parts that say something."""
        return [part for part in self.parts if part.text.strip()]


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """The blocks of a document, in order."""
    lines = tables_of_charges([piece for line in lines for piece in _slashed(line)])
    lines = mend_columns(lines)
    lines = in_one_layout(run_on_lists(lines))
    blocks = [Block(None, "", None)]
    index = 0
    while index < len(lines):
        table = _table_row(lines, index)
        if table:
            blocks.extend(table)
            rows = {part.line.number for block in table for part in block.parts}
            index += 1 + len(rows)
            continue
        if _is_value_below(lines, index):
            blocks[-1].parts.append(Part(lines[index], lines[index].text))
            index += 1
            continue
        split = heading_at(lines, index, in_prose=blocks[-1].key in ROOMY)
        if split is None and (
            lines[index].led or _is_unknown_heading(lines[index].text, blocks[-1])
        ):
            pieces = list(_inline(Part(lines[index], lines[index].text), ""))
            blocks.append(Block(_UNKNOWN, "", lines[index], [pieces[0][1]]))
            blocks.extend(Block(s.label, s.heading, lines[index], [p]) for s, p in pieces[1:] if s)
            index += 1
            continue
        if split is None and _is_new_paragraph(lines, index, blocks[-1]):
            blocks.append(Block(None, "", None))
        if split is None:
            pieces = list(_inline(Part(lines[index], lines[index].text), blocks[-1].key))
            blocks[-1].parts.append(pieces[0][1])
            blocks.extend(Block(s.label, s.heading, lines[index], [p]) for s, p in pieces[1:] if s)
            index += 1
            continue
        line = lines[index]
        last = lines[index + split.lines - 1]
        blocks.append(Block(split.label, split.heading, line))
        inner = (
            split_heading(split.rest, in_prose=False) if _holds_nothing(split.label.key) else None
        )
        if inner:
            blocks.append(Block(inner.label, inner.heading, last))
            split = Split(inner.label, inner.heading, inner.rest, split.lines)
        pieces = list(_inline(Part(last, split.rest), split.label.key))
        blocks[-1].parts.append(pieces[0][1])
        blocks.extend(Block(s.label, s.heading, last, [p]) for s, p in pieces[1:] if s)
        index += split.lines
    return blocks


_CUE_REACH = 80
_FEWEST_PARAGRAPH_WORDS = 9
_LIST_ITEM = re.compile(r"\s*(?:[-–—•*▪●·◦►■]|\(?(?:[0-9]{1,2}|[ivxIVX]{1,4}|[a-zа-я])[.)])\s")


_SHORT_VALUES = frozenset([
    "control_number", "file_number", "issuing_country", "notice_date", "request_date", "date",
    "number", "in_absentia", "other.date", "other.number",
])  # fmt: skip


def _is_new_paragraph(lines: Sequence[Line], index: int, block: Block) -> bool:
    """Whether a paragraph of running text begins, after the value of a heading and a blank line."""
    text = lines[index].text
    if block.label is None or not index or lines[index - 1].text.strip() or not block.filled:
        return False
    if block.key in ROOMY:
        cued = cue("warrant").search(text[:_CUE_REACH])
        return bool(
            cued
            and not lines[index - 1].text.strip()
            and re.search("[0-9]", "".join(line.text for line in lines[index : index + 3]))
        )
    if lines[index - 1].text.strip() or not text.strip() or goes_on(block.filled[-1].text):
        return False
    starts = text.strip()[0]
    listed = _LIST_ITEM.match(text) and any(_LIST_ITEM.match(p.text) for p in block.filled)
    long = len(text.split()) >= (2 if block.key in _SHORT_VALUES else _FEWEST_PARAGRAPH_WORDS)
    return long and (starts.isupper() or starts.isdigit()) and not listed


def _is_value_below(lines: Sequence[Line], index: int) -> bool:
    """Whether the line is the value of a heading that the layout puts above it."""
    above = lines[index - 1] if index else None
    return bool(
        above
        and above.led
        and not above.text[above.led + 1 :].strip()
        and not lines[index].led
        and lines[index].text.strip()
    )


def _holds_nothing(key: str) -> bool:
    """Whether what follows such a heading on its line must be a heading again."""
    return key.startswith(("title", "section"))


def _slashed(line: Line) -> list[Line]:
    """'Surname DOE / Sex M / Nationality Greek' as three lines; any other line as it is."""
    pieces = re.split(r"\s+/\s+", line.text)
    if len(pieces) < _FEWEST_SLASHED or not all(_begins_with_heading(piece) for piece in pieces):
        return [line]
    return [Line(line.page, line.number, _with_colon(piece)) for piece in pieces]


_FEWEST_SLASHED = 3


def _begins_with_heading(piece: str) -> bool:
    return _with_colon(piece) != piece


def _with_colon(piece: str) -> str:
    words = list(WORD.finditer(piece))
    for word in reversed(words[:-1]):
        if fold(piece[: word.end()]) in phrases():
            return f"{piece[: word.end()]}: {piece[word.end() :].strip()}"
    return piece


def main_language(blocks: Sequence[Block]) -> str | None:
    """The language whose headings the document uses most."""
    counts: Counter[str] = Counter()
    for block in blocks:
        if block.label:
            counts.update(dict.fromkeys(block.label.languages, 1))
    if not counts:
        return None
    (first, most), *others = counts.most_common()
    return first if not others or others[0][1] < most else None


_UNKNOWN_HEADING = re.compile(r"[A-ZА-ЯЁÀ-Þ][^:;]{2,60}?(?::(?:\s|$)|\s*\.{4,})")
_QUESTION = re.compile(
    r"\s*(?:\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]?\s+)?¿?[A-ZА-ЯЁÀ-Þ][^?]{8,110}\?\s*"
    r"(?:(?:[Yy]es|[Nn]o|[Oo]ui|[Nn]on|[Ss][ií]|[Дд]а|[Нн]ет)\b.{0,60})?$"
)
_BARS = re.compile(r"\|?\s*[A-ZА-ЯЁÀ-Þ][^|]{2,60}?\s*\|\s*(?=\S)")
_DASHED = re.compile(r"[A-ZА-ЯЁÀ-Þ][^:;–—|]{2,60}?(?:\s+[–—]\s+|\s{2,}-\s+)(?=\S)")
_COLUMNS = re.compile(r"[A-ZА-ЯЁÀ-Þ][^:;]{2,45}?\s{3,}(?=\S)")
_NOT_A_HEADING = re.compile(
    r"(?i)(?:art|sec|§|count|charge|item|ст\.|стат|част|ч\.|пункт|п\.|title|chapter|para|law\b|loi\b|ley\b|code"
    r"|chef|cargo|delito|эпизод|№|n[.°º]|no\.|[0-9])"
)


def _is_unknown_heading(text: str, block: Block) -> bool:
    """Whether a line begins a field that the catalogue does not know, and so ends the last one."""
    in_columns = block.line is not None and _COLUMNS.match(block.line.text) is not None
    match = _COLUMNS.match(text) if in_columns else None
    if block.line is not None and "|" in block.line.text:
        match = match or _BARS.match(text.strip())
    if block.line is not None and _DASHED.match(without_numbering(block.line.text)):
        match = match or _DASHED.match(without_numbering(text))
        if match is not None and block.key not in ROOMY:
            return len(match[0].split()) <= MOST_HEADING_WORDS + 2
    if _QUESTION.match(text) and block.key not in ROOMY:
        return True
    text = without_numbering(text)
    match = _UNKNOWN_HEADING.match(text) or match
    if match is None or block.key in ROOMY or is_open(match[0]):
        return False
    return len(match[0].split()) <= MOST_HEADING_WORDS and not _NOT_A_HEADING.match(text)


def _inline(part: Part, key: str) -> Iterator[tuple[Split | None, Part]]:
    """The words of a line, parted where further headings begin."""
    text = part.text
    starts: list[tuple[int, int, Label]] = []
    known = phrases()
    for colon in list(re.finditer(r"[:：]", text[:2000]))[: _INLINE_LABELS * 2]:
        words = list(WORD.finditer(text[: colon.start()]))[-12:]
        tail = text[words[-1].end() : colon.start()] if words else "x"
        if not words or tail.strip(" .°º)#№"):
            continue
        for word in words:
            label = known.get(fold(text[word.start() : colon.start()]))
            before = text[: word.start()]
            if is_open(before):
                continue  # '(maximum: 10 years)' belongs to what stands before it
            heading = text[word.start() : colon.start()]
            alone = before.strip() and re.search(r"\s{3,}$", before)
            if label is None and alone and not re.search(r":|\s{3}", heading):
                label = label_of(heading) or _UNKNOWN
            if label and key == "charge" and label.key in _OF_ITEM and _LIST_ITEM.match(text):
                continue  # '1) fraud, Article 5, maximum penalty: 10 years' is one item
            if label is None or (word.start() == 0 and not _holds_nothing(key)):
                continue
            roomy = bool(re.search(r"(?:\s{2,}|[;|,.\t)—–]\s*)$", before))
            several = " " in fold(text[word.start() : colon.start()])
            roomy = roomy or label is _UNKNOWN
            capital = text[word.start()].isupper()
            if key in ROOMY:
                roomy = several = bool(re.search(r"(?:\s{2,}|[|\t]\s*)$", before))
            if capital and (roomy or several):
                starts.append((word.start(), colon.end(), label))
                break
    starts += _gap_headings(text, starts)
    starts.sort()
    end = starts[0][0] if starts else len(text)
    yield None, Part(part.line, text[:end].rstrip(" ;|,\t"))
    for index, (begin, value, label) in enumerate(starts):
        stop = starts[index + 1][0] if index + 1 < len(starts) else len(text)
        split = Split(label, text[begin:value].rstrip(" :"), "")
        yield split, Part(part.line, text[value:stop].strip(" ;|\t"))


def _gap_headings(text: str, found: list[tuple[int, int, Label]]) -> list[tuple[int, int, Label]]:
    """Headings that stand in a cell of their own, with the value in the next cell."""
    more = []
    cells = _cells(text)
    ends = [begin for begin, _ in cells[2:]] + [len(text)]
    for (begin, end), after in zip(cells[1:], ends, strict=False):
        if not text[begin].isupper() or any(begin <= start < end for start, _, _ in found):
            continue
        label = phrases().get(fold(text[begin:end]))
        if label:
            more.append((begin, after, label))
            continue
        split = known_prefix(text[begin:end], in_prose=False)
        if split:
            more.append((begin, begin + len(split.heading), split.label))
    return more


def _cells(text: str) -> list[tuple[int, int]]:
    cells, start = [], 0
    for gap in GAP.finditer(text):
        if gap.start() > start:
            cells.append((start, gap.start()))
        start = gap.end()
    if start < len(text):
        cells.append((start, len(text)))
    return cells


def _table_row(lines: Sequence[Line], index: int) -> list[Block] | None:
    """A row of headings over rows of values, with as many cells each."""
    cells = [cell.strip(" :") for cell in _cells_of_row(lines[index].text)]
    if len(cells) < 2 or index + 1 >= len(lines):
        return None
    labels = [label_of(cell, loosely=False) for cell in cells]
    if sum(label is not None and label.key in _OF_CHARGE for label in labels) > 1:
        labels = [
            label or label_of(cell) or _UNKNOWN for label, cell in zip(labels, cells, strict=True)
        ]
    if not all(labels) or any(label and label.key.startswith("title") for label in labels):
        return None
    blocks: list[Block] = []
    for line in lines[index + 1 : index + 1 + _MOST_TABLE_ROWS]:
        values = _cells_of_row(line.text)
        if len(values) != len(cells) or any(label_of(value, loosely=False) for value in values):
            break
        mostly_empty = values.count("") * 2 > len(values)
        if "|" in line.text and blocks and (not values[0] or mostly_empty):
            for block, value in zip(blocks[-len(cells) :], values, strict=True):
                block.parts.append(Part(line, value))  # a cell that goes on in the next row
            continue
        blocks += [
            Block(label, cell, lines[index], [Part(line, value)])
            for label, cell, value in zip(labels, cells, values, strict=True)
        ]
    return blocks or None


_OF_CHARGE = ("charge", "law", "max_penalty")


def _cells_of_row(text: str) -> list[str]:
    """The cells of a table's row; with bars, an empty one too."""
    bare = text.strip()
    if "|" in bare:
        return [cell.strip() for cell in bare.removeprefix("|").removesuffix("|").split("|")]
    return _CELL_GAP.split(bare)


def parted(text: str) -> tuple[str, str, str]:
    """A line with an unknown heading as heading, separator and value."""
    match = re.search(r"\s*(?::|\.{4,}|\|)\s*:?\s*|\s+[–—]\s+|\s{2,}-\s+|\s{3,}", text)
    if match is None:
        return text, "", ""
    return text[: match.start()], match[0], text[match.end() :]
