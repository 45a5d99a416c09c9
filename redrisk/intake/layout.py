"""Brings the layouts of documents to one: 'Heading: value', with the rest of the value below.

Forms stand in tables, in two columns, with dotted leaders, or with each heading above its value. A
layout is told from its headings that are known; the headings beside them are then headings too,
known or not, and end the value before them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from redrisk.intake.boxes import without_bars
from redrisk.intake.heading_shape import GAP, LONGEST_HEADING, can_be_heading, is_known, led
from redrisk.intake.heading_words import meanings_in, part_of
from redrisk.intake.labels import beginnings, phrases, without_numbering
from redrisk.intake.pages import Line
from redrisk.intake.plain import fold, goes_on, is_open
from redrisk.intake.stacked_headings import sections, stacked, values_above

_FEWEST_KNOWN = 3
_LEADER = re.compile(
    r"\s*(?:\.{2,}|_{2,}|(?:\. ){3,}\.?|…{2,}|·{3,})[._…·]*\s*(?::\s+)?|\s+\.{1,2}\s+"
)
_DASH = re.compile(r"\s+[-–—]\s+|\s+[-–—]$")
_SEMICOLON = re.compile(r"\s*;\s*")
_STOP = re.compile(r"(?<=[^\W\d_]{3})\.\s+(?=[A-ZА-ЯЁÀ-Þ0-9№«])")
_COLON_BEFORE = re.compile(r"(?:(?!\.{3}).)*:(?:\s|$)")


def in_one_layout(lines: Sequence[Line]) -> list[Line]:
    """The lines, with the headings of whatever layout before a colon."""
    if len(lines) > _MOST_LINES_READ:
        return list(lines)  # no notice is that long
    found = values_above(without_bars(list(lines)))
    for find in (_brackets, _leader, _tab, _gap, _dash, _semicolon, _full_stop):
        found = _paired(found, find)
    found = _paired(found, _prefix, share=_LEAST_SHARE)
    return sections(_colons(stacked(found)))


# --- a heading and its value on one line ---

Pair = tuple[str, str]
_Find = Callable[[str], Pair | None]


_IN_BRACKETS = re.compile(r"\s*\[([^\[\]]{3,70})\]\s*:?\s*(?=\S)")


def _brackets(text: str) -> Pair | None:
    """'[Nationality] Greek'."""
    match = _IN_BRACKETS.match(text)
    return (match[1], text[match.end() :]) if match else None


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
    return _at(GAP, text)


def _dash(text: str) -> Pair | None:
    return _at(_DASH, text)


def _prefix(text: str) -> Pair | None:
    """'Off. date 18 Dec 2019': the longest heading before a capital or figure."""
    stripped = text.strip()
    if len(stripped) > _LONGEST_PREFIXED or re.search(r"[;,]$", stripped):
        return None
    if fold(stripped) in beginnings() or (can_be_heading(stripped) and is_known(stripped)):
        return None
    start = len(stripped) - len(without_numbering(stripped))
    words = list(re.finditer(r"[^\W_]+\.?", stripped[start:LONGEST_HEADING]))
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
        find(line.text)
        if not line.led and not _COLON_BEFORE.match(line.text[:LONGEST_HEADING])
        else None
        for line in lines
    ]
    pairs = [pair if pair and can_be_heading(pair[0]) else None for pair in pairs]
    known = [pair for pair in pairs if pair and is_known(pair[0])]
    count = sum(pair is not None for pair in pairs)
    if len(known) < _FEWEST_KNOWN or len(known) * 3 < count or count < share * left:
        return lines
    return [led(line, *pair) if pair else line for line, pair in zip(lines, pairs, strict=True)]


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
        found.append(led(line, *pair) if pair and not line.led and not broken else line)
    return found


def _colon(line: Line) -> Pair | None:
    pair = _at(_COLON, line.text[:400])
    if pair is None:
        return None
    exact = fold(pair[0]) in phrases() and not is_open(pair[0])
    if not exact and not (can_be_heading(pair[0]) and is_known(pair[0])):
        return None
    return pair[0], line.text.strip()[len(line.text.strip()[:400]) - len(pair[1]) :]
