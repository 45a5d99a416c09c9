"""Brings the layouts of documents to one: 'Heading: value', with the rest of the value below.

Forms stand in tables, in two columns, with dotted leaders, or with each heading above its value. A
layout is told from its headings that are known; the headings beside them are then headings too,
known or not, and end the value before them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from redrisk.intake.heading_words import meanings_in, part_of
from redrisk.intake.labels import beginnings, label_of, phrases, without_numbering
from redrisk.intake.pages import Line
from redrisk.intake.plain import fold, goes_on, is_open

_FEWEST_KNOWN = 3
_MOST_WORDS = 10
_LONGEST = 90
_INDENT = "    "
_LEADER = re.compile(
    r"\s*(?:\.{2,}|_{2,}|(?:\. ){3,}\.?|…{2,}|·{3,})[._…·]*\s*(?::\s+)?|\s+\.{1,2}\s+"
)
_GAP = re.compile(r"\s{3,}")
_TAB = re.compile(r"\s*\t\s*")
_DASH = re.compile(r"\s+[-–—]\s+|\s+[-–—]$")
_SEMICOLON = re.compile(r"\s*;\s*")
_STOP = re.compile(r"(?<=[^\W\d_]{3})\.\s+(?=[A-ZА-ЯЁÀ-Þ0-9№«])")
_COLON_BEFORE = re.compile(r"(?:(?!\.{3}).)*:(?:\s|$)")
_NOT_AT_END = re.compile(r"[.;,]$")
_ABBREVIATED = re.compile(r"(?:^|[\s.(])[^\W\d_]{1,7}\.$")


def in_one_layout(lines: Sequence[Line]) -> list[Line]:
    """The lines, with the headings of whatever layout before a colon."""
    if len(lines) > _MOST_LINES_READ:
        return list(lines)  # no notice is that long
    found = _values_above(_boxes(list(lines)))
    for find in (_leader, _tab, _gap, _dash, _semicolon, _full_stop):
        found = _paired(found, find)
    found = _paired(found, _prefix, share=_LEAST_SHARE)
    for stands in (_stands_numbered, _stands_above, _stands_out):
        found = _stacked(found, stands)
    return _colons(_stacked(found, _stands_over_list, fewest=2))


def _led(line: Line, heading: str, value: str) -> Line:
    """The line as 'Heading: value'."""
    heading = heading.rstrip(" :")
    return Line(line.page, line.number, f"{heading}: {value}", len(heading))


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
        and not _GAP.search(bare)
        and not is_open(bare)
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


def _prefix(text: str) -> Pair | None:
    """'Off. date 18 Dec 2019': the longest heading before a capital or figure."""
    stripped = text.strip()
    if len(stripped) > _LONGEST_PREFIXED or re.search(r"[;,]$", stripped):
        return None
    if fold(stripped) in beginnings() or (_can_be_heading(stripped) and _is_known(stripped)):
        return None
    start = len(stripped) - len(without_numbering(stripped))
    words = list(re.finditer(r"[^\W_]+\.?", stripped[start:_LONGEST]))
    for word in reversed(words[: min(_MOST_PREFIX_WORDS, len(words) - 1)]):
        end = start + word.end()
        heading, rest = stripped[start:end], stripped[end:].lstrip(" .°º")
        begins = rest and (not rest[0].islower() or _LAW_VALUE.match(rest))
        if begins and rest[0].isdigit() and "law" in meanings_in(fold(heading)):
            continue  # 'Article 5' is no heading of its own
        if begins and _names_a_part(heading):
            return heading, rest
    return None


def _names_a_part(heading: str) -> bool:
    """Whether the words are a heading, the last of them too."""
    folded = fold(heading)
    if not folded or meanings_in(folded.split()[-1]) <= {"joint"}:
        return False
    if folded in phrases():
        return " " in folded
    understood = part_of(folded)
    short = heading.endswith(".") or heading.isupper()
    return bool(understood and (understood.meanings > 1 or short))


_LAW_VALUE = re.compile(r"(?:ss?\.|arts?\.|ст\.|ч\.|п\.) ?[0-9]")
_LONGEST_PREFIXED = 130
_MOST_PREFIX_WORDS = 9


def _semicolon(text: str) -> Pair | None:
    return _at(_SEMICOLON, text)


def _full_stop(text: str) -> Pair | None:
    """'F. LAW. Article 5': a heading in capitals before a full stop."""
    pair = _at(_STOP, text)
    return pair if pair and pair[0].isupper() and len(without_numbering(pair[0])) > 2 else None


def _at(separator: re.Pattern[str], text: str) -> Pair | None:
    stripped = text.strip()
    match = separator.search(stripped)
    if match is None or match.start() == 0:
        return None
    return stripped[: match.start()], stripped[match.end() :]


_LEAST_SHARE = 0.3
_MOST_LINES_READ = 3_000


def _paired(lines: list[Line], find: _Find, share: float = 0) -> list[Line]:
    """The lines with a colon after each heading, if enough of the headings are known.

    ``share`` is how many of the lines that are left must be pairs.
    """
    left = sum(bool(line.text.strip()) and not line.led for line in lines)
    pairs = [
        find(line.text) if not line.led and not _COLON_BEFORE.match(line.text[:_LONGEST]) else None
        for line in lines
    ]
    pairs = [pair if pair and _can_be_heading(pair[0]) else None for pair in pairs]
    known = [pair for pair in pairs if pair and _is_known(pair[0])]
    count = sum(pair is not None for pair in pairs)
    if len(known) < _FEWEST_KNOWN or len(known) * 3 < count or count < share * left:
        return lines
    return [_led(line, *pair) if pair else line for line, pair in zip(lines, pairs, strict=True)]


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
    if all(re.match(r"[^:]{2,60}:\s+\S", cell) for cell in cells):
        return [Line(line.page, line.number, cell) for cell in cells]
    heads = [cell for cell in cells[::2] if cell]
    if len(cells) % 2 or len(cells) < 4 or not all(map(_can_be_heading, heads)):
        return None
    if not heads or not any(_is_known(head) for head in heads) or any(map(_is_known, cells[1::2])):
        return None
    pairs = zip(cells[::2], cells[1::2], strict=True)
    return [_led(line, head, value) for head, value in pairs if head]


def _box(run: list[Line]) -> list[Line]:
    rows = [_cells(line.text) for line in run]
    if any(len(row) > 2 for row in rows) or all(_COLON.search(c) for row in rows for c in row):
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
            mended.append(_led(line, row[0], row[1]))
    return mended


def _longer_heading(mended: list[Line], more: str) -> Line:
    """The last heading with the words that its cell holds in the next row."""
    heading, _, value = mended[-1].text.partition(": ")
    return _led(mended[-1], f"{heading} {more}", value)


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


# --- each heading below its value ---

_FEWEST_BELOW = 4


def _values_above(lines: list[Line]) -> list[Line]:
    """The lines, each value that stands above its heading put behind it."""
    paragraphs: list[list[int]] = [[]]
    for index, line in enumerate(lines):
        if line.text.strip():
            paragraphs[-1].append(index)
        elif paragraphs[-1]:
            paragraphs.append([])
    several = [places for places in paragraphs if len(places) > 1]
    below = [p for p in several if _is_heading(lines[p[-1]]) and not _is_heading(lines[p[0]])]
    above = [p for p in several if _is_heading(lines[p[0]]) and not _is_heading(lines[p[-1]])]
    if len(below) < _FEWEST_BELOW or len(below) <= len(above) * 2:
        return lines
    found = list(lines)
    for places in below:
        heading = lines[places[-1]].text.strip()
        for place, before in zip(places[1:], places, strict=False):
            found[place] = lines[before]
        found[places[0]] = _led(lines[places[-1]], heading, "")
    return found


def _is_heading(line: Line) -> bool:
    return ":" not in line.text and _can_be_heading(line.text.strip()) and _is_known(line.text)


# --- each heading above its value ---


_Stands = Callable[[list[Line], int], bool]


def _stacked(lines: list[Line], stands: _Stands, fewest: int = _FEWEST_KNOWN) -> list[Line]:
    """The lines with a colon after each line that stands as a heading above its value."""
    places = [i for i in range(len(lines)) if not lines[i].led and stands(lines, i)]
    known = [index for index in places if _is_known(lines[index].text)]
    if len(known) < fewest or len(known) * 5 < len(places) * 2:
        return lines
    found = list(lines)
    for index in places[places.index(known[0]) :]:
        found[index] = _led(lines[index], lines[index].text.rstrip(), "")
    return found


_NUMBERED = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,2}[.)]?\s|[0-9]{1,2}[.)]\s")


def _stands_numbered(lines: list[Line], index: int) -> bool:
    """Whether a numbered heading stands above a value that is not numbered."""
    text = lines[index].text.strip()
    below = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    if not _NUMBERED.match(text) or not below or _NUMBERED.match(below):
        return False
    return ":" not in text and _can_be_heading(text)


def _stands_above(lines: list[Line], index: int) -> bool:
    text = lines[index].text.strip()
    below = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    above = lines[index - 1].text.strip() if index else ""
    holds = bool(below) and not above and ":" not in text and _can_be_heading(text)
    return holds and label_of(without_numbering(below).partition(":")[0]) is None


def _stands_out(lines: list[Line], index: int) -> bool:
    """Whether a heading stands further left than its value below, and than the value above."""
    text, below = lines[index].text, lines[index + 1].text if index + 1 < len(lines) else ""
    above = lines[index - 1].text if index else ""
    if not below.strip() or _indent(below) <= _indent(text):
        return False
    begins = not above.strip() or _indent(above) > _indent(text) or lines[index - 1].led > 0
    return begins and ":" not in text and _can_be_heading(text)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


_FIRST_MARK = re.compile(r"\s*(?:\(?(?:1|[aа]|[AА]|i|I)[.)]|1[°ºª]|1\s?[-–—]|1\.-)\s")


def _stands_over_list(lines: list[Line], index: int) -> bool:
    """Whether a heading stands above the first item of a numbered list."""
    text, below = lines[index].text, lines[index + 1].text if index + 1 < len(lines) else ""
    if not _FIRST_MARK.match(below) or _FIRST_MARK.match(text):
        return False
    return ":" not in text and _can_be_heading(text)


# --- colons ---

_COLON = re.compile(r"\s*(?<![0-9])[:：]\s*|\s*[:：](?![0-9])\s*|\?\s+(?=[A-ZА-ЯÀ-Þ])")


def _colons(lines: list[Line]) -> list[Line]:
    """The lines, those marked that begin with a known heading, if enough do so.

    A heading that is only known from its words then counts within the summary of the facts too.
    """
    pairs = [_colon(line) for line in lines]
    if sum(pair is not None for pair in pairs) < _FEWEST_KNOWN:
        return lines
    found = []
    for index, (line, pair) in enumerate(zip(lines, pairs, strict=True)):
        broken = index > 0 and goes_on(lines[index - 1].text)
        found.append(_led(line, *pair) if pair and not line.led and not broken else line)
    return found


def _colon(line: Line) -> Pair | None:
    pair = _at(_COLON, line.text[:400])
    if pair is None:
        return None
    exact = fold(pair[0]) in phrases() and not is_open(pair[0])
    if not exact and not (_can_be_heading(pair[0]) and _is_known(pair[0])):
        return None
    return pair[0], line.text.strip()[len(line.text.strip()[:400]) - len(pair[1]) :]
