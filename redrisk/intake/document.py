"""Notice documents: the text of a notice, or of its translation, in the parts of the standard form.

Headings in English, French, Spanish and Russian are understood, in any order and layout. A fact is
set only from words under its own heading. The summary of the facts only gives proposals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from redrisk.intake.blocks import Block, Part, blocks_of, main_language
from redrisk.intake.context_of_blocks import in_context
from redrisk.intake.document_fields import read_fields
from redrisk.intake.findings import Findings
from redrisk.intake.heading_lines import title_in
from redrisk.intake.names import NameMask, harmless, without_persons
from redrisk.intake.pages import Line, joined, lines_of, pages_of_text
from redrisk.intake.plain import fold
from redrisk.intake.reading import (
    NoticeReading,
    Reading,
    ShownLine,
    Unplaced,
    make_reading,
    shorten,
)
from redrisk.intake.summary_facts import proposals_of
from redrisk.intake.typed_labels import with_typed_labels

_TITLE_LINES = 30
_MOST_UNPLACED = 200
_MOST_TITLE_WORDS = 20
_KEPT_UNPLACED = ("section.judicial", "title", "other.unknown")


def read_text(text: str, where: str = "") -> NoticeReading:
    """Read a notice from plain text; form feeds part its pages.

    Raises
    ------
    InvalidInput
        If the text is far longer than a notice.
    """
    pages = pages_of_text(text)
    return read_pages(pages, paged=len(pages) > 1, where=where)


def read_pages(pages: Sequence[Sequence[str]], *, paged: bool, where: str = "") -> NoticeReading:
    """Read a notice from the lines of its pages.

    Parameters
    ----------
    pages
        Each page's lines.
    paged
        Whether page numbers mean something to a person.
    where
        The source, for messages.
    """
    lines = lines_of(pages, paged=paged, where=where)
    blocks = with_typed_labels(in_context(blocks_of(lines)))
    mask = _mask_of(blocks)
    language = main_language(blocks)
    findings = Findings(blocks, mask, language)
    facts = read_fields(findings)
    fields, warnings = findings.readings, findings.warnings
    instrument = _instrument(blocks, mask)
    if instrument:
        if instrument.is_set:
            facts["instrument"] = instrument.value
        fields.append(instrument)
    warnings += _title_warnings(blocks)
    if not any(block.label for block in blocks):
        warnings.append("no heading of a notice was recognised; is this a notice?")
    return make_reading(
        facts,
        fields,
        proposals=proposals_of([block for block in blocks if block.key == "summary"], mask),
        unplaced=_unplaced(blocks, mask, findings.leftovers),
        warnings=tuple(dict.fromkeys(warnings)),
        language=language,
        lines=_shown(lines, blocks, fields, mask),
        where=where,
    )


def _mask_of(blocks: Sequence[Block]) -> NameMask:
    names, births = [], []
    for block in blocks:
        if block.key in ("identity.family_name", "identity.forename", "identity.other_name"):
            names.append(joined(block.texts))
        elif block.key == "identity.birth":
            births.append(joined(block.texts))
        elif block.key == "identity.other" and _names_an_official(block):
            names.append(joined(block.texts))
        elif block.key == "section.identity":
            names += [text for text in block.texts if len(text.split()) < 6]
    return NameMask(names, births)


def _names_an_official(block: Block) -> bool:
    heading = fold(block.heading)
    return any(
        word in heading
        for word in ("judge", "signat", "juge", "juez", "firmante", "суд", "подпис", "magistrat")
    )


def _titles(blocks: Sequence[Block]) -> list[tuple[str, Line, str]]:
    """The title's key, line and text, for every line near the top that says what this is."""
    found = []
    for block in blocks:
        if block.key.startswith("title") and block.line:
            found.append((block.key, block.line, block.heading))
        if block.key == "notice_kind":
            found += [
                (key, part.line, part.text) for part in block.filled[:1] for key in _kinds(part)
            ]
            continue
        for part in block.parts if not block.label or block.key.startswith("title") else []:
            found += _title_in(part)
    return [item for item in found if item[1].number <= _TITLE_LINES and item[1].page in (None, 1)]


_RED = re.compile(r"\b(?:red|rouge|roja|rojo|красн\w*)\b")
_DIFFUSION = re.compile(r"\b(?:diffusion|difusion|диффузи\w*|циркуляр\w*)\b")


def _kinds(part: Part) -> list[str]:
    """The titles that the words under 'Type of notice' amount to."""
    text = fold(part.text)
    label = title_in(part.text)
    if label:
        return [label.key]
    kinds = {"title.red_notice": _RED, "title.diffusion": _DIFFUSION}
    return [key for key, words in kinds.items() if words.search(text)][-1:]


def _title_in(part: Part) -> list[tuple[str, Line, str]]:
    text = part.text.strip()
    if not text or len(text.split()) > _MOST_TITLE_WORDS:
        return []
    label = title_in(text)
    return [(label.key, part.line, text)] if label else []


def _instrument(blocks: Sequence[Block], mask: NameMask) -> Reading | None:
    kinds = {"title.red_notice": "red_notice", "title.diffusion": "diffusion"}
    titles = [title for title in _titles(blocks) if title[0] in kinds]
    if not titles:
        return None
    values = tuple(dict.fromkeys(kinds[key] for key, _, _ in titles))
    key, line, text = titles[0]
    words = shorten(mask.hide(harmless(text)))
    where: dict[str, Any] = {"page": line.page, "lines": (line.number, line.number), "words": words}
    if len(values) > 1:
        note = "the title names both a red notice and a diffusion"
        return Reading("instrument", values, **where, certainty="ambiguous", note=note)
    return Reading("instrument", kinds[key], **where, certainty="certain")


def _title_warnings(blocks: Sequence[Block]) -> list[str]:
    if any(key == "title.other_notice" for key, _, _ in _titles(blocks)):
        return [
            "the title names a notice of another colour; redrisk weighs requests to arrest only"
        ]
    return []


def _unplaced(
    blocks: Sequence[Block], mask: NameMask, leftovers: Sequence[tuple[Line, str]]
) -> tuple[Unplaced, ...]:
    found = list(leftovers)
    for block in blocks:
        if block.key == "other.note":
            found += [(part.line, f"{block.heading}: {part.text}") for part in block.filled[:1]]
        if block.label and not block.key.startswith(_KEPT_UNPLACED):
            continue
        found += [
            (part.line, part.text)
            for part in block.filled
            if not _title_in(part) and any(char.isalpha() for char in part.text)
        ]
    found.sort(key=lambda item: (item[0].page or 0, item[0].number))
    return tuple(
        Unplaced(line.page, line.number, shorten(harmless(mask.hide(text)).strip()))
        for line, text in found[:_MOST_UNPLACED]
    )


def _shown(
    lines: Sequence[Line], blocks: Sequence[Block], fields: Sequence[Reading], mask: NameMask
) -> tuple[ShownLine, ...]:
    identity: dict[int, Block] = {}
    kept: set[int] = set()
    headed: set[int] = set()
    for block in blocks:
        if block.label is None:
            continue
        touched = {id(part.line) for part in block.parts}
        touched |= {id(block.line)} if block.line else set()
        if block.label.is_identity:
            identity |= dict.fromkeys(touched, block)
        elif not block.key.startswith("other"):
            kept |= touched
            headed |= {id(block.line)} if block.line else set()
    by_line: dict[tuple[int | None, int], list[Reading]] = {}
    for item in fields:
        for number in range(*_line_range(item)):
            by_line.setdefault((item.page, number), []).append(item)
    shown = []
    for line in lines:
        here = by_line.get((line.page, line.number), [])
        block_of_person = identity.get(id(line))
        if block_of_person is not None and here:
            text = "; ".join(dict.fromkeys(item.words for item in here))
        elif block_of_person is not None and line.text.strip():
            text = f"{block_of_person.heading}: [identity, not kept]"
        else:
            text = without_persons(mask.hide(line.text))
            text = text if id(line) in kept and (here or id(line) in headed) else harmless(text)
        paths = tuple(item.path for item in here)
        shown.append(
            ShownLine(line.page, line.number, text, paths, bool(block_of_person and not here))
        )
    return tuple(shown)


def _line_range(item: Reading) -> tuple[int, int]:
    return (item.lines[0], item.lines[1] + 1) if item.lines else (0, 0)
