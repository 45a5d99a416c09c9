"""Headings that mean one thing or another by where they stand.

'Date', 'Number' and 'Issued on' belong to the warrant after a warrant's heading, and to a passport
in the identity part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from redrisk.intake.absence_in_text import absence_in
from redrisk.intake.blocks import Block, parted
from redrisk.intake.dates_in_text import one_date
from redrisk.intake.heading_words import meanings_in
from redrisk.intake.labels import Label
from redrisk.intake.plain import fold
from redrisk.intake.warrant_in_text import issuer_of

_WEAK = frozenset(
    {
        "issuing_country",
        "file_number",
        "notice_date",
        "date",
        "number",
        "warrant_date",
        "warrant_authority",
    }
)
_NOT_WEAK = frozenset(
    fold(heading)
    for heading in (
        "date of publication", "publication date", "date de publication", "fecha de publicación",
        "дата публикации", "requesting country", "country of request", "published on", "file no",
        "file number", "publiée le", "publicada el", "interpol file number",
    )
)  # fmt: skip
_ISSUED = frozenset(
    fold(heading)
    for heading in (
        "issued on", "date of issue", "date issued", "date d'émission", "fecha de emisión",
        "дата выпуска", "дата издания",
    )
)  # fmt: skip
_LEAVES_IDENTITY = frozenset(
    {"summary", "extradition", "warrant", "warrant_number", "law", "charge", "max_penalty"}
)


def in_context(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with ambiguous headings settled by the headings before them."""
    blocks = _judgment_lines(blocks)
    person = False
    seen: set[str] = set()
    decision = is_decision(blocks)
    for index, block in enumerate(blocks):
        _early_date(block, seen)
        _early_decision(block, seen)
        if block.key.startswith("section"):
            person = block.key == "section.identity"
        elif (
            block.key in _LEAVES_IDENTITY
            or block.key.startswith("title")
            or (block.key == "other.unknown" and _heads_a_section(block))
        ):
            person = False
        if decision and block.label and block.key == "summary" and _is_section(block):
            block.label = None  # the facts as the court found them, with what the notice says
        if block.label is None:
            continue
        previous = _key_before(blocks, index)
        if block.key == "warrant" and _names_court(block):
            block.label = Label("warrant_authority", block.label.languages, block.label.how)
        if block.key == "other.unknown" and previous.startswith("warrant"):
            _issued_after_warrant(block)
            continue
        if person and block.key == "other.unknown":
            block.label = Label("identity.other", (), "words")
        elif (person or previous == "identity.documents") and _is_weak(block):
            block.label = Label("identity.other", block.label.languages, block.label.how)
        elif _is_court_of_judgment(block, seen):
            block.label = Label("other.judgment", block.label.languages, block.label.how)
        elif previous.startswith("warrant") or previous in _OF_WARRANT:
            block.label = _of_warrant(block, block.label)
        elif block.key in ("number", "date"):
            block.label = Label(f"other.{block.key}", block.label.languages, block.label.how)
        seen.add(block.key)
    _penalty_of_law(blocks, seen)
    _facts_under_charge(blocks)
    _judgment_beside_warrant(blocks)
    _case_of_warrant(blocks)
    return list(blocks)


def _judgment_beside_warrant(blocks: Sequence[Block]) -> None:
    """'Decision: final judgment' of a convict is not the order on which the arrest rests.

    It is, if the document names no other order.
    """
    orders = [block for block in blocks if block.key in ("warrant", "warrant_number")]
    judged = [block for block in orders if _is_judgment(block)]
    for block in judged if 0 < len(judged) < len(orders) else ():
        block.label = Label("other.judgment", (), "words")
    first = next((i for i, b in enumerate(blocks) if b.key in ("warrant", "warrant_number")), 0)
    if not any(block.key == "warrant_authority" and block.filled for block in blocks[first:]):
        return
    following = False
    for block in blocks[:first]:
        if following and block.label and block.key == "warrant_authority":
            block.label = Label("other.judgment", block.label.languages, block.label.how)
        following = following or block.key == "other.judgment"


def _is_judgment(block: Block) -> bool:
    """Whether a bare 'Decision' is, by its words, the judgment."""
    weak = meanings_in(fold(block.heading)) <= {"decision", "judicial", "joint", "authority"}
    return weak and bool(block.filled) and _JUDGMENT.match(fold(block.filled[0].text)) is not None


_JUDGMENT = re.compile(
    r"(?:the |final |definitive )*(?:judg|convict|sentence\b|verdict|jugement"
    r"|arret\b(?! du mandat)|condamnation"
    r"|sentencia|condena|fallo|приговор|вердикт)"
)


def _case_of_warrant(blocks: Sequence[Block]) -> None:
    """'Case 212/2019' under a warrant's heading is its number, if no other is stated there."""
    numbered = any(block.key == "warrant_number" and block.filled for block in blocks)
    numbered = numbered or any(
        block.key == "warrant" and re.search("[0-9]", " ".join(block.texts)) for block in blocks
    )
    for block in blocks:
        if block.label and block.key == "other.case_of_warrant":
            key = "other.case_number" if numbered else "warrant_number"
            block.label = Label(key, block.label.languages, block.label.how)


_FACTS = re.compile(r"(?:(?:alleged|the|les|los) )?(?:facts|acts|faits|hechos|факты|события)\b")
_LONG_STORY = 30


def _facts_under_charge(blocks: Sequence[Block]) -> None:
    """'Alleged facts' with a story below, beside another heading for the charge, is the summary."""
    charges = [block for block in blocks if block.key == "charge" and block.filled]
    for block in charges if len(charges) > 1 else ():
        told = _FACTS.match(fold(block.heading)) is not None
        if told and block.label and sum(len(text.split()) for text in block.texts) > _LONG_STORY:
            block.label = Label("summary", block.label.languages, block.label.how)


def _key_before(blocks: Sequence[Block], index: int) -> str:
    """The part of the form before a block; 'Kind: national' after a warrant still speaks of it."""
    before = blocks[index - 1].key if index else ""
    if before == "other.unknown" and index > 1:
        heading = (blocks[index - 1].texts or [""])[0].partition(":")[0]
        if "kind" in meanings_in(fold(heading)):
            return blocks[index - 2].key
    return before


def _heads_a_section(block: Block) -> bool:
    """Whether an unknown heading in capitals has no words of its own."""
    words = " ".join(block.texts)
    return words.isupper() and words.endswith(":")


def _names_court(block: Block) -> bool:
    """Whether 'Warrant, authority' stands above a court's name, and no number or date."""
    last = fold(block.heading).split()[-1:]
    value = " ".join(block.texts)
    speaks = bool(last) and "authority" in meanings_in(last[0])
    return speaks and not re.search("[0-9]", value) and issuer_of(value) is not None


_OF_WARRANT = ("other.warrant_expiry", "other.case_of_warrant")
_JUDGMENT_LINE = re.compile(
    r"(?:The judg|Judg|Convict|Le jugement|Jugement|Arr[êe]t\b|Condamn|La sentencia|Sentencia"
    r"|Fallo|Приговор|Осужд)"
)
_LONGEST_JUDGMENT_LINE = 25


def _judgment_lines(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, a line such as 'Judgment rendered in his presence' as a block of its own."""
    found: list[Block] = []
    for block in blocks:
        found.append(block)
        if block.key.startswith(("summary", "other.judgment", "sentence", "identity")):
            continue
        for index, part in enumerate(block.parts):
            if index == 0 and block.label and block.line is part.line:
                continue
            short = len(part.text.split()) <= _LONGEST_JUDGMENT_LINE
            if not short or not _JUDGMENT_LINE.match(part.text.strip()):
                continue
            if absence_in(" ".join(more.text for more in block.parts[index : index + 2])) is None:
                continue
            judged = Block(Label("other.judgment", (), "words"), "", part.line, block.parts[index:])
            block.parts = block.parts[:index]
            found.append(judged)
            break
    return found


_OF_CONVICT = frozenset(["sentence", "sentence_remaining", "in_absentia", "other.judgment"])


def _is_court_of_judgment(block: Block, seen: set[str]) -> bool:
    """Whether 'Court' names the court that convicted: after the judgment, before any warrant."""
    return (
        block.key == "warrant_authority"
        and meanings_in(fold(block.heading)) <= {"authority", "joint", "legal", "judicial"}
        and bool(seen & _OF_CONVICT)
        and not any(key.startswith("warrant") for key in seen)
    )


def _penalty_of_law(blocks: Sequence[Block], seen: set[str]) -> None:
    """A bare 'Penalty' of somebody who is not convicted is what the law provides."""
    convicted = seen & (_OF_CONVICT - {"sentence"}) or "max_penalty" in seen or "charge" not in seen
    for block in blocks if not convicted else ():
        if block.label and block.key == "sentence":
            bare = meanings_in(fold(block.heading)) <= {"penalty", "sentence", "term", "joint"}
            if bare:
                block.label = Label("max_penalty", block.label.languages, block.label.how)


def _issued_after_warrant(block: Block) -> None:
    """'Emitida: 3 May 2015, by the court' after a warrant is the warrant's date."""
    heading, mark, value = parted(block.parts[0].text) if block.parts else ("", "", "")
    if mark and _is_bare_issue(heading):
        block.label = Label("warrant_date", (), "words")
        block.heading = heading
        block.parts[0].text = value


_DECISION = re.compile(
    r"\b(?:decision|judgment|judgement|ruling|tribunal|court|commission for the control|applicant"
    r"|respondent|arret|cour d appel|chambre|jugement|attendu|considerant|auto|sentencia|resolucion"
    r"|sala|audiencia|comision de control|antecedentes|определение|постановление|решение|приговор"
    r"|комисси\w+ по контролю|установил|судья|суд|палата|извлечение|extract|extracto|extrait)\b"
)
_DECIDED_LINES = 14


def is_decision(blocks: Sequence[Block]) -> bool:
    """Whether the first lines are those of a court's or the Commission's decision."""
    top = [
        part
        for block in blocks
        if not block.label or block.key.startswith("other")
        for part in block.filled
    ]
    words = {
        match[0]
        for part in top
        if part.line.number <= _DECIDED_LINES and part.line.page in (None, 1)
        for match in _DECISION.finditer(fold(part.text))
    }
    return len(words) > 1


def _is_section(block: Block) -> bool:
    """Whether a heading stands alone on its line, with paragraphs below."""
    below = block.filled[0] if block.filled else None
    return below is not None and block.line is not None and below.line.number != block.line.number


def _early_date(block: Block, seen: set[str]) -> None:
    """'Issued on' at the head of a notice is the notice's date, before any warrant is spoken of."""
    if block.label and block.key == "warrant_date" and _is_bare_issue(block.heading):
        spoken = any(key.startswith(("warrant", "charge", "law", "max", "sum")) for key in seen)
        if not spoken:
            block.label = Label("notice_date", block.label.languages, block.label.how)


def _early_decision(block: Block, seen: set[str]) -> None:
    """'DECISION of 3 May 2015' at the head of a decision that quotes a notice is no warrant."""
    if block.label and block.key.startswith("warrant"):
        weak = meanings_in(fold(block.heading)) <= {
            "decision",
            "judicial",
            "authority",
            "joint",
            "issue",
        }
        spoken = any(
            key.startswith(("warrant", "charge", "law", "max", "identity", "section"))
            for key in seen
        )
        if weak and not spoken:
            block.label = Label("other.note", block.label.languages, block.label.how)


def _is_bare_issue(heading: str) -> bool:
    """Whether a heading says 'issued', and not of what."""
    meanings = meanings_in(fold(heading))
    return "issue" in meanings and meanings <= {"issue", "joint", "on", "date", "notice"}


def _is_weak(block: Block) -> bool:
    return (
        block.key in _WEAK
        and fold(block.heading) not in _NOT_WEAK
        and (
            len(fold(block.heading).split()) == 1
            or fold(block.heading) in _ISSUED
            or "issu" in fold(block.heading)
        )
    )


def _of_warrant(block: Block, label: Label) -> Label:
    """What a heading means straight after a part of the warrant."""
    if block.key == "date" or (
        block.key in ("notice_date", "other.unknown")
        and (fold(block.heading) in _ISSUED or _is_bare_issue(block.heading))
    ):
        return Label("warrant_date", label.languages, label.how)
    if block.key == "other.case_number" and not label.how.startswith("typed"):
        return Label("other.case_of_warrant", label.languages, label.how)
    preposition = block.key == "issuing_country" and fold(block.heading) in ("от", "de")
    if preposition and block.filled and one_date(block.filled[0].text):
        return Label("warrant_date", label.languages, label.how)
    if block.key == "number" or (
        block.key == "file_number"
        and fold(block.heading).startswith(("ref", "номер", "numero", "n "))
    ):
        return Label("warrant_number", label.languages, label.how)
    return label
