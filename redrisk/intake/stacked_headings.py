"""Headings on lines of their own: above their values, below them, or further left."""

from __future__ import annotations

import re
from collections.abc import Callable

from redrisk.intake.heading_shape import can_be_heading, is_known, led
from redrisk.intake.labels import label_of, without_numbering
from redrisk.intake.pages import Line

_FEWEST_KNOWN = 3


def stacked(lines: list[Line]) -> list[Line]:
    """The lines, a colon after each heading that stands above its value."""
    for stands in (_stands_numbered, _stands_above, _stands_out):
        lines = _stacked(lines, stands)
    return _stacked(lines, _stands_over_list, fewest=2)


def sections(lines: list[Line]) -> list[Line]:
    """The lines, a colon after each line in capitals that stands over lines with headings."""
    found = list(lines)
    for index in range(1, len(lines) - 1):
        text = lines[index].text.strip()
        alone = not lines[index].led and not lines[index - 1].text.strip()
        over = lines[index + 1].led > 0 and text.isupper() and ":" not in text
        if alone and over and any(line.led for line in lines[:index]) and can_be_heading(text):
            found[index] = led(lines[index], text, "")
    return found


# --- each heading below its value ---

_FEWEST_BELOW = 4


def values_above(lines: list[Line]) -> list[Line]:
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
        found[places[0]] = led(lines[places[-1]], heading, "")
    return found


def _is_heading(line: Line) -> bool:
    return ":" not in line.text and can_be_heading(line.text.strip()) and is_known(line.text)


# --- each heading above its value ---


_Stands = Callable[[list[Line], int], bool]


def _stacked(lines: list[Line], stands: _Stands, fewest: int = _FEWEST_KNOWN) -> list[Line]:
    """The lines with a colon after each line that stands as a heading above its value."""
    places = [i for i in range(len(lines)) if not lines[i].led and stands(lines, i)]
    known = [index for index in places if is_known(lines[index].text)]
    if len(known) < fewest or len(known) * 5 < len(places) * 2:
        return lines
    found = list(lines)
    for index in places[places.index(known[0]) :]:
        found[index] = led(lines[index], lines[index].text.rstrip(), "")
    return found


_NUMBERED = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,2}[.)]?\s|[0-9]{1,2}[.)]\s")


def _stands_numbered(lines: list[Line], index: int) -> bool:
    """Whether a numbered heading stands above a value that is not numbered."""
    text = lines[index].text.strip()
    below = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    if not _NUMBERED.match(text) or not below or _NUMBERED.match(below):
        return False
    return ":" not in text and can_be_heading(text)


def _stands_above(lines: list[Line], index: int) -> bool:
    text = lines[index].text.strip()
    below = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    above = lines[index - 1].text.strip() if index else ""
    holds = bool(below) and not above and ":" not in text and can_be_heading(text)
    return holds and label_of(without_numbering(below).partition(":")[0]) is None


def _stands_out(lines: list[Line], index: int) -> bool:
    """Whether a heading stands further left than its value below, and than the value above."""
    text, below = lines[index].text, lines[index + 1].text if index + 1 < len(lines) else ""
    above = lines[index - 1].text if index else ""
    if not below.strip() or _indent(below) <= _indent(text):
        return False
    begins = not above.strip() or _indent(above) > _indent(text) or lines[index - 1].led > 0
    return begins and ":" not in text and can_be_heading(text)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


_FIRST_MARK = re.compile(r"\s*(?:\(?(?:1|[aа]|[AА]|i|I)[.)]|1[°ºª]|1\s?[-–—]|1\.-)\s")


def _stands_over_list(lines: list[Line], index: int) -> bool:
    """Whether a heading stands above the first item of a numbered list."""
    text, below = lines[index].text, lines[index + 1].text if index + 1 < len(lines) else ""
    if not _FIRST_MARK.match(below) or _FIRST_MARK.match(text):
        return False
    return ":" not in text and can_be_heading(text)
