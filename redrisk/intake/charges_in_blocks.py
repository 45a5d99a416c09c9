"""Charges, laws and penalties of a document, put together charge by charge."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from redrisk.intake.blocks import Block, Part
from redrisk.intake.pages import joined
from redrisk.intake.plain import fold, goes_on, unquoted

PARTS = ("charge", "law", "max_penalty")
_ITEM = re.compile(
    r"^\s*(?:[-–—•*▪●·◦►■]\s+|\(?[0-9]{1,2}[.)]\s*(?=\D)|\(?(?:[ivx]{1,4}|[a-zа-я])\)\s+"
    r"|\(?[IVX]{1,4}[.)]\s+|№\s*[0-9]{1,2}[.:)]\s+)"
)
_FIGURE_ITEM = re.compile(r"(?:(?<=^)|(?<=[\s;,.]))\(?([0-9]{1,2})[.)]\s+(?=[\w«\"“§])")
_LETTER_ITEM = re.compile(r"(?:(?<=^)|(?<=[\s;,.]))\(?([a-zа-я]|[ivx]{1,4})\)\s+(?=[\w«\"“§])")
_ORDERS = (
    ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"],
    ["а", "б", "в", "г", "д", "е", "ж", "з", "и", "к", "л", "м"],
    ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"],
)


_LETTERED = re.compile(r"\s*([a-zа-я])\.\s+(?=\S)")
_ANY_ITEM = re.compile(f"{_ITEM.pattern}|^{_LETTERED.pattern}|^\\s*[0-9]{{1,2}}°\\s+")


@dataclass(slots=True)
class Item:
    """One value and the lines it stands on."""

    text: str
    parts: list[Part]


@dataclass(slots=True)
class ChargeGroup:
    """The charge, the law and the penalty that a document states together."""

    items: dict[str, list[Item]] = field(default_factory=dict)


def groups_of(blocks: Sequence[Block]) -> list[ChargeGroup]:
    """Charge groups in order: a part that comes a second time begins the next group.

    Several charges followed by one law and one penalty stay apart, and the last takes both.
    """
    groups: list[ChargeGroup] = []
    seen: set[str] = set()
    for block in blocks:
        if block.key not in PARTS or not block.filled:
            continue
        text = fold(joined(block.texts))
        if block.key == "charge" and text in seen:
            continue  # the same charge under two headings
        seen.add(text)
        if not groups or block.key in groups[-1].items:
            groups.append(ChargeGroup())
        groups[-1].items[block.key] = items_of(block)
    return groups


def with_listed_charges(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, a charge of a list taken out of the law or penalty of the charge before it."""
    found: list[Block] = []
    charge: Block | None = None
    for block in blocks:
        found.append(block)
        if block.key == "charge" and block.filled:
            charge = block
        elif charge is None or block.key not in PARTS:
            charge = None
        else:
            match = _BULLET.match(charge.filled[0].text)
            parallel = block.filled and _BULLET.match(block.filled[0].text)
            mark = match[0] if match and not parallel else ""
            for index, part in enumerate(block.parts) if mark else ():
                if index and part.text.startswith(mark):
                    found.append(
                        Block(charge.label, charge.heading, charge.line, block.parts[index:])
                    )
                    block.parts = block.parts[:index]
                    break
    return found


_BULLET = re.compile(r"\s*[-–—•▪●·◦►■]\s")


def items_of(block: Block) -> list[Item]:
    """The items of a block: of a numbered or bulleted list each one, else the whole.

    Lines that begin with a number or bullet begin an item; so do '1)', '2)' inside one line.
    """
    parts = block.filled
    marked = [bool(_ITEM.match(part.text)) for part in parts]
    if not any(marked):
        marked = _lettered(parts)
    if sum(marked) > 1 and marked[0]:
        items: list[Item] = []
        for part, begins in zip(parts, marked, strict=True):
            if begins:
                items.append(Item("", []))
            items[-1].parts.append(
                Part(part.line, _ANY_ITEM.sub("", part.text) if begins else part.text)
            )
        for item in items:
            item.text = unquoted(_joined_parts(item.parts).strip(" ;"))
        return [item for item in items if item.text]
    whole = unquoted(_joined_parts(parts))
    pieces = _numbered_pieces(whole)
    if pieces:
        return [Item(piece, parts) for piece in pieces]
    return [Item(_ITEM.sub("", whole).strip() if marked and marked[0] else whole, parts)]


_LAW_LINE = re.compile(
    r"(?i)\s*(?:articles?\b|arts?\.|sections? [0-9]|title [0-9]|art[íi]culos?\b|ст\.|стать[яи]\b"
    r"|ч\. [0-9])"
)


def _lettered(parts: list[Part]) -> list[bool]:
    """Which lines begin with a., b., c. in this order; or with 1°, 2°."""
    marks = [_LETTERED.match(part.text) for part in parts]
    letters = [mark[1] for mark in marks if mark]
    if len(letters) > 1 and letters in [order[: len(letters)] for order in _ORDERS]:
        return [mark is not None for mark in marks]
    return [re.match(r"\s*[0-9]{1,2}°\s", part.text) is not None for part in parts]


def _joined_parts(parts: list[Part]) -> str:
    """The lines as one text; a line that begins with a provision is set off by a semicolon."""
    text = ""
    for part in parts:
        apart = text and _LAW_LINE.match(part.text) and not goes_on(text)
        text = joined([f"{text};" if apart and text[-1] not in ";,:.(" else text, part.text])
    return text


def _numbered_pieces(text: str) -> list[str]:
    """'1) fraud; 2) theft' as two; empty if they do not run 1, 2, 3 or a, b, c from the start."""
    marks = list(_FIGURE_ITEM.finditer(text))
    counted = [mark[1] for mark in marks] == [str(i + 1) for i in range(len(marks))]
    if len(marks) < 2 or not counted:
        marks = list(_LETTER_ITEM.finditer(text))
        counted = [mark[1] for mark in marks] in [order[: len(marks)] for order in _ORDERS]
    if len(marks) < 2 or marks[0].start() > 1 or not counted:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [text[mark.end() : end].strip(" ;,") for mark, end in zip(marks, ends, strict=True)]
