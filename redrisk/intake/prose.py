"""The sentences of a document that stand under no heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from redrisk.intake.blocks import Block, Part
from redrisk.intake.context_of_blocks import is_decision
from redrisk.intake.pages import joined
from redrisk.intake.plain import fold

NOTE = "from a sentence; no heading states it"
_READ = ("title", "section", "other.unknown", "other.note", "other.date", "other.judgment")
_NOT_READ = re.compile(
    r"(?i)accomplic|co-accused|complice|coauteur|coautor|coprévenu|coacusad|соучастник|сообщник"
    r"|summary of (?:the )?facts|narrative in the notice|exposé des faits|resumen de los hechos"
    r"|изложени\w* (?:фактов|обстоятельств)"
)
_SENTENCE = re.compile(
    r"(?<=[^\W\d_]{4}[.;!?])\s+(?=[\"«“(]?[A-ZА-ЯЁÀ-Þ])|(?<=[0-9)»\"”][.;])\s+(?=[\"«“(]?[A-ZА-ЯЁÀ-Þ])"
)
_LONGEST = 4_000
_MOST_LINES = 100
_BEFORE = 400
_DOTTED = re.compile(r"\b(?:[A-ZА-Я]\.){2,4}")  # B.C.N.


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the lines that it stands on, and what its paragraph says before it."""

    text: str
    parts: list[Part]
    before: str = ""


def sentences_of(blocks: Sequence[Block]) -> list[Sentence]:
    """The sentences that stand under no heading of the form, in their order.

    Sentences about accomplices are left out.
    """
    found: list[Sentence] = []
    for block in blocks:
        if block.label is None or block.key.startswith(_READ):
            quoting = False
            for paragraph in _paragraphs(block):
                sentences = list(_sentences(paragraph))
                quotes_facts = any(_NOT_READ.search(sentence.text) for sentence in sentences)
                if not quoting or not sentences[0].text.startswith(tuple('"«“')):
                    found += [s for s in sentences if not _NOT_READ.search(s.text)]
                quoting = quotes_facts
    return found


_FACTS = frozenset(
    fold(heading)
    for heading in (
        "facts", "the facts", "factual background", "background", "background facts",
        "facts of the case", "en fait", "faits", "les faits", "rappel des faits", "hechos",
        "los hechos", "antecedentes", "antecedentes de hecho", "факты", "обстоятельства дела",
        "установил",
    )
)  # fmt: skip
_TOP_LINES = 14
_DECIDES = re.compile(
    r"(?:decision|judge?ment|ruling|arret|jugement|ordonnance|auto|sentencia|resolucion|определение"
    r"|постановление|решение)\b"
)
_SPEAKS_OF_NOTICE = re.compile(
    r"(?i)\b(?:red notice|notice rouge|diffusion|notificaci[oó]n roja|difusi[oó]n"
    r"|красн\w+ уведомлени)"
)


def facts_of_decision(blocks: list[Block]) -> list[Block]:
    """The blocks; 'FACTS' in a decision that tells of a notice is no summary of the facts."""
    decides = is_decision(blocks) or any(
        block.line and block.line.number <= _TOP_LINES and _DECIDES.match(fold(block.heading))
        for block in blocks
    )
    for block in blocks if decides else ():
        told = block.key == "summary" and fold(block.heading) in _FACTS
        if block.label and told and _SPEAKS_OF_NOTICE.search(joined(block.texts[:_MOST_LINES])):
            block.label = replace(block.label, key="other.note")
    return blocks


_NUMBERED = re.compile(r"\s*(?:[0-9]{1,3}\.|\[[0-9]{1,3}\]|[IVX]{1,4}\.)\s+[A-ZА-ЯЁÀ-Þ]")
_ENDED = re.compile(r"[.;:!?»\"”]\s*$")


def _paragraphs(block: Block) -> Iterator[list[Part]]:
    """The lines between blank lines."""
    titled = block.key.startswith("title") and block.line is not None and block.filled
    paragraph = [Part(block.line, block.heading)] if titled and block.line else []
    for part in block.parts:
        numbered = paragraph and _NUMBERED.match(part.text)
        if paragraph and numbered and _ENDED.search(paragraph[-1].text):
            yield paragraph
            paragraph = []
        if part.text.strip():
            paragraph.append(part)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _sentences(paragraph: list[Part]) -> Iterator[Sentence]:
    text = joined([part.text for part in paragraph[:_MOST_LINES]])[:_LONGEST]
    text = _DOTTED.sub(lambda match: match[0].replace(".", "").ljust(len(match[0])), text)
    start = 0
    for end in [*(match.start() for match in _SENTENCE.finditer(text)), len(text)]:
        words = text[start:end].strip()
        if words:
            before = text[max(0, start - _BEFORE) : start]
            yield Sentence(words, _parts_of(paragraph, start, end), before)
        start = end


def _parts_of(paragraph: list[Part], start: int, end: int) -> list[Part]:
    """The lines that a stretch of the joined text stands on."""
    at, found = 0, []
    for part in paragraph:
        stop = at + len(part.text.strip()) + 1
        if at < end and stop > start:
            found.append(part)
        at = stop
    return found or paragraph[-1:]
