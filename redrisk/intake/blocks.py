"""A document's lines as blocks: a heading and the words under it.

A heading stands before a colon, a wide gap, a bar or a dash; alone on its line; or, if it is one
that the catalogue knows, directly before its value. It may break over two or three lines, and
several may share one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from redrisk.intake.columns_of_text import mend_columns
from redrisk.intake.countries_in_text import countries_in
from redrisk.intake.dates_in_text import dates_in
from redrisk.intake.labels import Label, beginnings, label_of, phrases, without_numbering
from redrisk.intake.pages import Line
from redrisk.intake.penalties_in_text import longest_penalty
from redrisk.intake.plain import fold, goes_on

_HEAD = 200
_SEPARATOR = re.compile(
    r"\s*[:：]\s*|\s*\|\s*|\t+\s*|\s{2,}|\s+[–—=]\s+|\s+-\s+|\s*\.{4,}\s*|\s*_{3,}\s*"
)
_GAP = re.compile(r"\s*\|\s*|\t+\s*|\s{3,}")
_WORD = re.compile(r"[^\W_]+|№")
_VALUE_START = re.compile(r"[\"«“„'‘(№#]?(?:[A-ZА-ЯЁÀ-ÖØ-Þ0-9]|n[°ºo.]|№)")
_PROSE_END = re.compile(r"[.;,]$")
_SHORT_END = re.compile(r"\b[^\W\d_]{1,4}\.$")
_LONGEST_TITLE = 90
_LONGEST_HEADING = 130
_INLINE_LABELS = 8
_ROOMY = frozenset({"summary", "extradition", "other.warning"})
_NEVER_ALONE = frozenset(
    fold(heading)
    for heading in (
        "from", "court", "ref", "reference", "dit", "crime", "note", "nota", "count", "tribunal", "суд",
        "выдан", "pena", "peine", "autorité", "de", "от", "prosecutor", "judge", "investigator", "juge",
        "procureur", "fiscal", "juez", "судья", "прокурор", "следователь", "penal code", "criminal code",
        "associates", "address", "no", "number", "date",
    )
)  # fmt: skip
_BARE_PREFIX = ("nationality", "identity.sex", "identity.description", "max_penalty")


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


@dataclass(slots=True)
class _Split:
    """A heading found at the start of a text, and the words that follow it there."""

    label: Label
    heading: str
    rest: str
    lines: int = 1


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """The blocks of a document, in order."""
    lines = mend_columns([piece for line in lines for piece in _slashed(line)])
    blocks = [Block(None, "", None)]
    index = 0
    while index < len(lines):
        table = _table_row(lines, index)
        if table:
            blocks.extend(table)
            index = index + 2
            continue
        split = _heading_at(lines, index, in_prose=blocks[-1].key in _ROOMY)
        if split is None and _is_unknown_heading(lines[index].text, blocks[-1]):
            unknown = Label("other.unknown", (), "stems")
            blocks.append(Block(unknown, "", lines[index], [Part(lines[index], lines[index].text)]))
            index += 1
            continue
        if split is None:
            pieces = list(_inline(Part(lines[index], lines[index].text), blocks[-1].key))
            blocks[-1].parts.append(pieces[0][1])
            blocks.extend(Block(s.label, s.heading, lines[index], [p]) for s, p in pieces[1:] if s)
            index += 1
            continue
        line = lines[index]
        last = lines[index + split.lines - 1]
        blocks.append(Block(split.label, split.heading, line))
        inner = _split(split.rest, in_prose=False) if _holds_nothing(split.label.key) else None
        if inner:
            blocks.append(Block(inner.label, inner.heading, last))
            split = _Split(inner.label, inner.heading, inner.rest, split.lines)
        pieces = list(_inline(Part(last, split.rest), split.label.key))
        blocks[-1].parts.append(pieces[0][1])
        blocks.extend(Block(s.label, s.heading, last, [p]) for s, p in pieces[1:] if s)
        index += split.lines
    return blocks


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
    words = list(_WORD.finditer(piece))
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


def _heading_at(lines: Sequence[Line], index: int, *, in_prose: bool) -> _Split | None:
    text = without_numbering(lines[index].text)
    if not text or not any(char.isalpha() for char in text):
        return None
    title = None if in_prose else _title(text)
    if title:
        return title
    if index and goes_on(lines[index - 1].text) and not _SEPARATOR.search(text):
        return None  # the rest of a value that broke before a word that is also a heading
    broken = _broken_heading(lines, index)
    if broken:
        return broken
    return _split(text, in_prose=in_prose, numbered=text != lines[index].text.strip())


def _split(text: str, *, in_prose: bool, numbered: bool = False) -> _Split | None:
    head = text[:_HEAD]
    for count, match in enumerate(_SEPARATOR.finditer(head)):
        if count > 3:
            break
        heading = head[: match.start()]
        strong = ":" in match[0] or "：" in match[0]
        loosely = (
            strong or "|" in match[0] or "\t" in match[0] or len(match[0]) > 2
        ) and not in_prose
        label = label_of(heading, loosely=loosely)
        if label and not (in_prose and not _is_heading_like(heading)):
            return _Split(label, heading, text[match.end() :])
        if strong:
            break
    return (
        _whole_line(text, loosely=False)
        or _known_prefix(text, in_prose=in_prose)
        or (None if in_prose else _whole_line(text, loosely=True, numbered=numbered))
    )


_UNKNOWN_HEADING = re.compile(r"[A-ZА-ЯЁÀ-Þ][^:.;]{2,60}(?::(?:\s|$)|\s*\.{4,})")
_NOT_A_HEADING = re.compile(
    r"(?i)(?:art|sec|§|count|charge|item|ст\.|стат|част|ч\.|пункт|п\.|title|chapter|para|law\b|loi\b|ley\b|code"
    r"|chef|cargo|delito|эпизод|№|n[.°º]|no\.|[0-9])"
)
_MOST_HEADING_WORDS = 7


def _is_unknown_heading(text: str, block: Block) -> bool:
    """Whether a line begins a field that the catalogue does not know, so that it ends the one before."""
    text = without_numbering(text)
    match = _UNKNOWN_HEADING.match(text)
    if match is None or block.key in _ROOMY or not block.filled:
        return False
    return len(match[0].split()) <= _MOST_HEADING_WORDS and not _NOT_A_HEADING.match(text)


def _title(text: str) -> _Split | None:
    """A line that says what the document is, whatever else it says: 'Wanted person - RED NOTICE'."""
    if len(text) > _LONGEST_TITLE or re.search(r"[:0-9]", text):
        return None
    label = title_in(text)
    return _Split(label, text, "") if label else None


def title_in(text: str) -> Label | None:
    """The label of a title phrase of two words or more in a text; one word is too common in prose."""
    folded = f" {fold(text)} "
    found = [phrase for phrase in _title_phrases() if f" {phrase} " in folded]
    return phrases()[max(found, key=len)] if found else None


@cache
def _title_phrases() -> tuple[str, ...]:
    return tuple(
        phrase
        for phrase, label in phrases().items()
        if label.key.startswith("title") and " " in phrase
    )


def _is_heading_like(text: str) -> bool:
    """Whether words in the middle of prose can be a heading: capitals, or known and capitalised."""
    return text.isupper() or (text[:1].isupper() and (" " in text or len(text) > 3))


def _whole_line(text: str, *, loosely: bool, numbered: bool = False) -> _Split | None:
    """A heading alone on its line; ``loosely`` also one that is only like a known heading."""
    heading = text.rstrip(" :：.-–—_?")
    is_prose = _PROSE_END.search(text) and not text.isupper() and not _SHORT_END.search(text)
    if len(text) > _LONGEST_HEADING or not heading or is_prose:
        return None
    if fold(heading) in _NEVER_ALONE or heading[:1].islower():
        return None
    if loosely:
        marked = text.isupper() or numbered or text.endswith(":")
        if not marked or len(heading.split()) > _MOST_HEADING_WORDS + 5 or re.search("[0-9]", heading):
            return None
    label = label_of(heading, loosely=loosely, in_parts=loosely or "/" in heading)
    if label is None or (label.how == "stems" and not text.endswith(":") and len(heading.split()) < 3):
        return None
    return _Split(label, heading, "")


def _known_prefix(text: str, *, in_prose: bool) -> _Split | None:
    """'Maximum penalty possible 10 years': a known heading with nothing between it and its value."""
    words = list(_WORD.finditer(text[:_HEAD]))
    known = phrases()
    for count in range(min(len(words), 14), 0, -1):
        if fold(text[: words[count - 1].end()]).count(" ") + 1 < count:
            continue
        end = words[count - 1].end()
        label = known.get(fold(text[:end]))
        if label is None:
            continue
        heading, rest = text[:end], text[end:].lstrip(" ).,°º?-–")
        if not rest or not heading[:1].isupper():
            return None
        typed = _fits(label.key, rest)
        if not typed and not _VALUE_START.match(rest):
            return None
        capitals = heading.isupper() and len(heading) > 3
        if fold(heading) in _NEVER_ALONE and not typed:
            return None
        if count == 1 and not typed and not label.key.startswith(_BARE_PREFIX):
            return None
        if in_prose and not (capitals and not rest.isupper()):
            return None
        if label.key.startswith("title") or (
            _PROSE_END.search(text) and len(words) > 25 and not capitals
        ):
            return None
        return _Split(label, heading, rest)
    return None


def _fits(key: str, value: str) -> bool:
    """Whether a value in small letters is what a heading calls for."""
    if key == "nationality":
        return bool(countries_in(value, nationality=True)) and len(value.split()) < _MOST_HEADING_WORDS
    if key == "max_penalty":
        return longest_penalty(value).value is not None
    if key in _DATE_KEYS:
        dates = dates_in(value)
        return bool(dates) and dates[0].start <= _DATE_NEAR
    if key == "issuing_country":
        return len(countries_in(value)) == 1 and len(value.split()) <= _MOST_HEADING_WORDS
    if key == "warrant":
        return _ISSUED.match(value) is not None and bool(dates_in(value))
    return False


_DATE_KEYS = frozenset({
    "notice_date", "request_date", "limitation", "limitation_or_expiry", "warrant_date", "offence_date",
    "case_opened", "retained_until", "renewed_on",
})  # fmt: skip
_DATE_NEAR = 30
_ISSUED = re.compile(
    r"(?i)(?:issued|dated|of|delivered|délivrée?|émise?|décernée?|du|dictad|expedid|emitid|librad|de fecha|от|выдан|вынес)"
)


def _broken_heading(lines: Sequence[Line], index: int) -> _Split | None:
    """A heading whose words go on in the next line or two."""
    first = without_numbering(lines[index].text)
    whole_first = re.split(r"[:：]", first)[0]
    if len(whole_first) < len(first) or len(first) > 110:
        return None
    text = first
    for extra in (1, 2):
        if index + extra >= len(lines):
            return None
        if fold(text) not in beginnings():
            return None
        following = lines[index + extra].text.strip()
        if not following:
            return None
        text = f"{text} {following}" if not text.endswith("-") else text[:-1] + following
        heading, colon, rest = text.partition(":")
        if phrases().get(fold(heading)) and len(heading) > len(first):
            label = phrases()[fold(heading)]
            if not colon and _is_two_headings(first, following):
                return None
            return _Split(label, heading, rest.strip() if colon else "", extra + 1)
        gap = _GAP.search(following)
        if gap:
            heading = f"{lines[index].text.strip()} {following[: gap.start()]}"
            label = phrases().get(fold(heading))  # type: ignore[assignment]
            if label:
                return _Split(label, heading, following[gap.end() :], extra + 1)
    return None


def _is_two_headings(first: str, second: str) -> bool:
    """Whether each line is a heading of its own, and the longer phrase only chance."""
    one, two = phrases().get(fold(first)), phrases().get(fold(second))
    return bool(one and two)


def _inline(part: Part, key: str) -> Iterator[tuple[_Split | None, Part]]:
    """The words of a line, parted where further headings begin."""
    text = part.text
    starts: list[tuple[int, int, Label]] = []
    known = phrases()
    for colon in list(re.finditer(r"[:：]", text[:2000]))[: _INLINE_LABELS * 2]:
        words = list(_WORD.finditer(text[: colon.start()]))[-12:]
        tail = text[words[-1].end() : colon.start()] if words else "x"
        if not words or tail.strip(" .°º)#№"):
            continue
        for word in words:
            label = known.get(fold(text[word.start() : colon.start()]))
            if label is None or (word.start() == 0 and not _holds_nothing(key)):
                continue
            before = text[: word.start()]
            roomy = bool(re.search(r"(?:\s{2,}|[;|,.\t)]\s*)$", before))
            several = " " in fold(text[word.start() : colon.start()])
            capital = text[word.start()].isupper()
            if key in _ROOMY:
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
        split = _Split(label, text[begin:value].rstrip(" :"), "")
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
        split = _known_prefix(text[begin:end], in_prose=False)
        if split:
            more.append((begin, begin + len(split.heading), split.label))
    return more


def _cells(text: str) -> list[tuple[int, int]]:
    cells, start = [], 0
    for gap in _GAP.finditer(text):
        if gap.start() > start:
            cells.append((start, gap.start()))
        start = gap.end()
    if start < len(text):
        cells.append((start, len(text)))
    return cells


def _table_row(lines: Sequence[Line], index: int) -> list[Block] | None:
    """A row of headings over a row of values."""
    text = lines[index].text.strip().strip("|").strip()
    cells = [text[a:b].strip(" :") for a, b in _cells(text)]
    if len(cells) < 2 or index + 1 >= len(lines):
        return None
    labels = [label_of(cell, loosely=False) for cell in cells]
    if not all(labels):
        return None
    below = lines[index + 1].text.strip().strip("|").strip()
    values = [below[a:b] for a, b in _cells(below)]
    if len(values) != len(cells) or any(label_of(value, loosely=False) for value in values):
        return None
    return [
        Block(label, cell, lines[index], [Part(lines[index + 1], value)])
        for label, cell, value in zip(labels, cells, values, strict=True)
    ]
