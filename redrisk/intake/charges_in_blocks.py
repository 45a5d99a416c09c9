"""Charges, laws and penalties of a document, put together charge by charge."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from redrisk.intake.blocks import Block, Part
from redrisk.intake.pages import joined
from redrisk.intake.plain import fold, goes_on, unquoted

PARTS = ("charge", "law", "max_penalty")
_COUNT = r"(?i:count|charge|offen[cs]e|chef|infraction|cargo|delito|hecho|эпизод|преступление)"
_ITEM = re.compile(
    r"^\s*(?:[-–—•*▪●·◦►■]\s+|\(?[0-9]{1,2}(?:[.)]|\.-)\s*(?=\D)"
    r"|[0-9]{1,2}\.[0-9]{1,2}[.)]?\s+(?=[^\W\d_])|[0-9]{1,2}\s?[-–—]\s+(?=[^\W\d_])"
    r"|\(?(?:[ivx]{1,4}|[a-zа-яA-ZА-Я])\)\s+|\(?(?:[IVX]{1,4}|[ivx]{1,4})[.)]\s+|№\s*[0-9]{1,2}[.:)]\s+|"
    + _COUNT
    + r"\s+(?:n\.?[°ºo]\.?\s?|№\s?)?(?:[0-9]{1,2}|[IVX]{1,4})\s*[:.)–—-]+\s+)"
)
_FIGURE_ITEM = re.compile(  # '1) fraud', '2- 10 years'
    r"(?:(?<=^)|(?<=[\s;,.]))\(?([0-9]{1,2})"
    r"(?:[.)]\s+(?=[\w«\"“§])|\s?-\s+(?=[^\W\d]|[«\"“§]|[0-9]{1,3}\s+[^\W\d]))"
)
_LETTER_ITEM = re.compile(
    r"(?:(?<=^)|(?<=[\s;,.]))\(?([a-zа-я]|[ivx]{1,4})\)\s+(?=[\w«\"“§])", re.IGNORECASE
)
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
    first = mark = ""
    for block in with_counted_items(blocks):
        found.append(block)
        if block.key == "charge" and block.filled:
            charge = block
            marks = [mark for part in block.filled if (mark := _mark(part.text))]
            first, mark = (marks[0], marks[-1]) if marks else ("", "")
            continue
        if charge is None or block.key not in (*PARTS, "other.unknown"):
            charge = None
            continue
        texts = [part.text for part in block.parts]
        if not mark or (block.filled and _mark(block.filled[0].text) == first):
            continue
        for index, text in enumerate(texts):
            follows = _mark(text) == _after(mark)
            if follows and (index or block.key == "other.unknown"):
                rest = Block(charge.label, charge.heading, charge.line, block.parts[index:])
                rest.parts[0].text = text.rstrip(" :")
                block.parts = block.parts[:index]
                found.append(rest)
                charge, mark = rest, _mark(text)
                break
    return found


_MARK = re.compile(r"\s*(?:([-–—•▪●·◦►■])|\(?([0-9]{1,2}|[a-zа-яA-ZА-Я]|[ivxIVX]{1,4})[.)])\s")


def _mark(text: str) -> str:
    """The bullet, figure or letter that an item of a list begins with."""
    match = _MARK.match(text)
    return (match[1] or match[2]) if match else ""


def _after(mark: str) -> str:
    """The mark of the item after."""
    if mark.isdigit():
        return str(int(mark) + 1)
    for order in _ORDERS[::-1] if mark.lower() == "i" else _ORDERS:
        if mark.lower() in order[:-1]:
            following = order[order.index(mark.lower()) + 1]
            return following.upper() if mark.isupper() else following
    return mark


_COUNTED = re.compile(_COUNT + r"\s+(?:n\.?[°ºo]\.?\s?|№\s?)?(?:[0-9]{1,2}|[IVX]{1,4})")


def with_counted_items(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; 'Count 1', 'Count 2' under a heading without words are the items of its list."""
    found: list[Block] = []
    for block in blocks:
        counted = block.key in ("charge", "law") and _COUNTED.fullmatch(block.heading.strip(" .:"))
        above = found[-1] if found else None
        if not (counted and above and above.key in PARTS and block.parts):
            found.append(block)
            continue
        if above.filled and not above.filled[0].text.startswith(_COUNTED_ITEM):
            found.append(block)
            continue
        if block.key == "law" and above.key == "charge":
            above.label = block.label  # 'Qualification' over 'Count 1: Article 5'
        first, *more = block.parts
        above.parts = [*above.filled, Part(first.line, f"{_COUNTED_ITEM} {first.text}"), *more]
    return found


_COUNTED_ITEM = "•"


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
        counted = [mark[1].lower() for mark in marks] in [order[: len(marks)] for order in _ORDERS]
    if len(marks) < 2 or marks[0].start() > 1 or not counted:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [text[mark.end() : end].strip(" ;,") for mark, end in zip(marks, ends, strict=True)]
