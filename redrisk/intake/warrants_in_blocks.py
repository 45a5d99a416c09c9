"""The warrants of a document, put together from the headings that speak of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from redrisk.intake.blocks import Block
from redrisk.intake.dates_in_text import FoundDate, dates_in, one_date
from redrisk.intake.pages import joined
from redrisk.intake.plain import fold, goes_on, is_next, is_section, unquoted
from redrisk.intake.references import LONGEST_REFERENCE, reference_in, without_number_sign
from redrisk.intake.warrant_in_text import (
    WarrantText,
    clean_authority,
    issuer_of,
    read_warrant,
)

_COUNTER = re.compile(r"(?i)\W*[0-9]{1,2}\s*(?:(?:/|of|de|sur|из)\s*[0-9]{1,2}\W*)?")
WarrantParts = dict[str, tuple[Any, Block]]


_NAMES_NUMBER = re.compile(r"\b(?:number|no|n|numero|nro|num|ref\w*|номер)\b")


def warrants_of(blocks: Sequence[Block]) -> list[WarrantParts]:
    """The warrants of a document: a part that comes again, with another value, begins the next."""
    warrants: list[WarrantParts] = []
    for block in blocks:
        for name, value in _warrant_parts(block).items():
            if not warrants:
                warrants.append({})
            current = warrants[-1]
            if name in current and not _agree(current[name][0], value):
                if any(_agree(w[name][0], value) for w in warrants if name in w):
                    continue
                warrants.append({})
                current = warrants[-1]
            if name not in current or _is_surer(value, current[name][0]):
                current[name] = (value, block)
    return [warrant for warrant in warrants if warrant]


def _whole_number(text: str) -> str | None:
    """The whole words under 'Warrant number', if they are short and hold nothing else."""
    bare = without_number_sign(re.sub(r"\s*\([^()0-9]*\)\s*$", "", text)).strip(" .,;-/")
    short = len(bare) <= LONGEST_REFERENCE and len(bare.split()) <= _MOST_NUMBER_WORDS
    holds_more = dates_in(bare) or issuer_of(bare) or re.search(r"[,;:](?:\s|$)", bare)
    return bare if short and not holds_more and any(c.isdigit() for c in bare) else None


_MOST_NUMBER_WORDS = 7


def _agree(one: Any, other: Any) -> bool:
    """Whether two values of a warrant's part can be the same."""
    if isinstance(one, FoundDate) and isinstance(other, FoundDate):
        return bool(set(one.readings) & set(other.readings))
    first, second = fold(str(one)), fold(str(other))
    return first in second or second in first


def _is_surer(value: Any, known: Any) -> bool:
    """Whether a date has one reading where the one known has several."""
    return isinstance(value, FoundDate) and len(value.readings) < len(known.readings)


_TELEGRAPHED = re.compile(r"^(?:НР|НОМЕР|NRO|NUM)\.?\s+(?=\S*[0-9])")  # a telegram has no sign №
_SHORT_LINE = 55
_FEWEST_STATED = 4


def _is_statement(line: str, following: str) -> bool:
    """Whether a line says something of its own: not indented, with a capital, after a short one."""
    whole = following[:1].isupper() and len(following.split()) >= _FEWEST_STATED
    ended = (
        len(line.strip()) < _SHORT_LINE and not goes_on(line) and line.rstrip()[-1:] not in ",;("
    )
    speaks = dates_in(following) or issuer_of(following)  # it goes on about the warrant
    return whole and not speaks and (ended or is_next(line, following))


def _warrant_parts(block: Block) -> dict[str, Any]:
    lines: list[str] = []
    for part in block.parts:
        if lines and (_is_statement(lines[-1], part.text) or is_section(part.text)):
            break
        if part.text.strip():
            lines.append(part.text)
        elif lines and block.key != "warrant":
            break
    text = _TELEGRAPHED.sub("№ ", unquoted(joined(lines)))
    if block.key == "warrant" and _COUNTER.fullmatch(
        text
    ):  # 'Arrest warrant 1 / 2' counts the warrants
        return {}
    if block.key == "warrant_authority":
        # A later line with a date, or a sentence of its own, is no longer the authority's name.
        dated = next(
            (
                i
                for i, line in enumerate(lines)
                if i and (dates_in(line) or is_next(lines[i - 1], line))
            ),
            len(lines),
        )
        authority = clean_authority(unquoted(joined(lines[:dated])))
        return {"authority": authority} if authority else {}
    if block.key == "warrant_date":
        date = one_date(text)
        read = read_warrant(text)
        parts: dict[str, Any] = {"date": date} if date else {}
        rest = text[: date.start] + " " + text[date.end :] if date else ""
        if _NAMES_NUMBER.search(fold(block.heading)) and (
            number := reference_in(rest.strip(" ,;-–"))
        ):
            parts["reference"] = number
        if read.authority:
            parts["authority"] = read.authority
        elif date is None and issuer_of(text) and (office := clean_authority(text)):
            parts["authority"] = office  # 'Выдан: районный суд'
        return parts
    if block.key == "warrant_number" and (whole_number := _whole_number(text)):
        return {"reference": whole_number}
    read = read_warrant(text)
    if block.key == "warrant_number" and read.reference is None:
        whole = without_number_sign(text).strip(" .-/")
        if any(c.isdigit() for c in whole) and len(whole) <= LONGEST_REFERENCE and not read.date:
            read = WarrantText(whole, read.date, read.authority)
    found = {"reference": read.reference, "date": read.date, "authority": read.authority}
    return {name: value for name, value in found.items() if value}
