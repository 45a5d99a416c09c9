"""Notice documents: the text of a notice, or of its translation, in the parts of the standard form.

Headings in English, French, Spanish and Russian are understood, in any order and layout. A fact is
set only from words under its own heading. The summary of the facts only gives proposals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from redrisk.intake.blocks import Block, blocks_of, main_language
from redrisk.intake.charges_in_blocks import with_listed_charges
from redrisk.intake.context_of_blocks import in_context
from redrisk.intake.countries_in_text import countries_in
from redrisk.intake.dates_in_text import dates_ordered, order_in
from redrisk.intake.document_fields import read_fields
from redrisk.intake.findings import Findings
from redrisk.intake.names import NameMask, harmless_line, without_persons
from redrisk.intake.pages import Line, joined, lines_of, pages_of_text
from redrisk.intake.plain import fold
from redrisk.intake.prose import facts_of_decision
from redrisk.intake.quotations import without_what_follows
from redrisk.intake.reading import (
    NoticeReading,
    Reading,
    ShownLine,
    Unplaced,
    make_reading,
    shorten,
)
from redrisk.intake.summary_facts import proposals_of
from redrisk.intake.titles import instrument_of, is_title, title_warnings
from redrisk.intake.typed_labels import law_under_charge, with_typed_labels

_MOST_UNPLACED = 200
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
    with dates_ordered(order_in("\n".join(line.text for line in lines))):
        return _read(lines, where)


def _read(lines: Sequence[Line], where: str) -> NoticeReading:
    blocks = without_what_follows(
        with_typed_labels(in_context(facts_of_decision(blocks_of(lines))))
    )
    blocks = with_listed_charges(law_under_charge(blocks))
    mask = _mask_of(blocks)
    language = main_language(blocks)
    findings = Findings(blocks, mask, language)
    facts = read_fields(findings)
    fields, warnings = findings.readings, findings.warnings
    instrument = instrument_of(blocks, mask)
    if instrument:
        if instrument.is_set:
            facts["instrument"] = instrument.value
        fields.append(instrument)
    warnings += title_warnings(blocks)
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
            words = f" {joined(block.texts)}"
            names.append(_PERSON_ENDS.split(words)[0])
        elif block.key == "identity.birth":
            births.append(joined(block.texts))
        elif block.key == "identity.other" and _names_an_official(block):
            names += [_without_states(text) for text in block.texts[:1] if text[0] not in "[("]
        elif block.key == "section.identity":
            names += [_without_states(text) for text in block.texts if len(text.split()) < 6]
    return NameMask(names, births)


_PERSON_ENDS = re.compile(  # what follows a name in one line: the birth, the sex, the nationality
    r"(?i)[,.;]?\s+(?=(?:born|n[ée]e?\b|nacid|род|г\.\s?р|sexe?\b|male\b|female\b|of\s"
    r"|de nationalit"
    r"|nationalit|nacionalidad|граждан|пол\b|d\.?o\.?b|passport|pass|id\b)|[0-9])"
)


def _without_states(text: str) -> str:
    return " ".join(word for word in text.split() if not countries_in(word, nationality=True))


def _names_an_official(block: Block) -> bool:
    heading = fold(block.heading)
    return any(
        word in heading
        for word in ("judge", "signat", "juge", "juez", "firmante", "суд", "подпис", "magistrat")
    )


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
            if not is_title(part) and any(char.isalpha() for char in part.text)
        ]
    found.sort(key=lambda item: (item[0].page or 0, item[0].number))
    return tuple(
        Unplaced(line.page, line.number, shorten(harmless_line(mask.hide(text)).strip()))
        for line, text in found[:_MOST_UNPLACED]
    )


def _shown(
    lines: Sequence[Line], blocks: Sequence[Block], fields: Sequence[Reading], mask: NameMask
) -> tuple[ShownLine, ...]:
    identity: dict[_Place, Block] = {}
    kept: set[_Place] = set()
    free: set[_Place] = set()
    headed: set[_Place] = set()
    for block in blocks:
        if block.label is None or block.key == "other.unknown":
            free |= {_place(part.line) for part in block.filled}
            continue
        touched = {_place(part.line) for part in block.parts}
        touched |= {_place(block.line)} if block.line else set()
        if block.label.is_identity:
            identity |= dict.fromkeys(touched, block)
        elif not block.key.startswith(("other", "title", "section")):
            kept |= touched
            headed |= {_place(block.line)} if block.line else set()
    by_line: dict[_Place, list[Reading]] = {}
    for item in fields:
        for number in range(*_line_range(item)):
            by_line.setdefault((item.page, number), []).append(item)
    shown = []
    for line in lines:
        here = by_line.get(_place(line), [])
        block_of_person = identity.get(_place(line))
        beside = block_of_person is not None or _place(line) in free
        if here and (beside or "nationalities" in {item.path for item in here}):
            text = "; ".join(dict.fromkeys(item.words for item in here))
        elif block_of_person is not None and line.text.strip():
            text = f"{block_of_person.heading}: [identity, not kept]"
        else:
            text = without_persons(mask.hide(line.text))
            text = (
                text
                if _place(line) in kept and (here or _place(line) in headed)
                else harmless_line(text)
            )
        paths = tuple(item.path for item in here)
        shown.append(
            ShownLine(line.page, line.number, text, paths, bool(block_of_person and not here))
        )
    return tuple(shown)


_Place = tuple[int | None, int]


def _place(line: Line) -> _Place:
    return line.page, line.number


def _line_range(item: Reading) -> tuple[int, int]:
    return (item.lines[0], item.lines[1] + 1) if item.lines else (0, 0)
