"""What a document says it is: a Red Notice, a diffusion, or a notice of another colour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from redrisk.intake.blocks import Block, Part
from redrisk.intake.heading_lines import title_in
from redrisk.intake.names import NameMask, harmless
from redrisk.intake.pages import Line
from redrisk.intake.plain import fold
from redrisk.intake.reading import Reading, shorten

RED, DIFFUSION, OTHER = "red_notice", "diffusion", "other_notice"
_TITLE_LINES = 30
_FIRST_LINES = 4
_MOST_WORDS = 20
_MAY_HOLD_TITLE = (
    "title", "other", "section", "issuing_country", "file_number", "control_number", "notice_date",
    "request_date", "date", "number", "identity.other",
)  # fmt: skip
_FROM_TEXT = "no title says so; the text speaks of no other kind"
_OTHER_COLOUR = "the title names a notice of another colour; redrisk weighs requests to arrest only"
_KINDS = {
    RED: re.compile(
        r"\bred ?(?:corner )?notices?\b|\bnotices? ?rouges?\b|\bavis (?:de recherche )?rouges?\b"
        r"|\bnotice red\b"
        r"|\b(?:notificacion|notificaciones|alertas?|fichas?|circular|circulares|avisos?|indice"
        r"|notif) ?rojas?\b|\b(?:aviso|indice)s? rojos?\b"
        r"|\bкрасн\w* (?:уведомл|извещ|циркуляр|бюллет|карточ|объявл)\w*|\bкрасн\w* уг(?:ол|л)\w*"
        r"|\b(?:уведомл|бюллет|извещ|циркуляр)\w* с красн\w* угл\w*"
    ),
    DIFFUSION: re.compile(
        r"\bdiffusions?\b|\bdifusion(?:es)?\b|\bдиффузи\w*"
        r"|\bциркулярн\w* (?:сообщ|запрос|уведомл)\w*|\bрозыскн\w* циркуляр\w*"
        r"|\bрозыскн\w* ориентировк\w*"
    ),
    OTHER: re.compile(
        r"\b(?:blue|green|yellow|black|orange|purple) notice\b"
        r"|\bnotice (?:bleue|verte|jaune|noire|orange|mauve)\b"
        r"|\bnotificacion (?:azul|verde|amarilla|negra|naranja|morada)\b"
        r"|\b(?:син|зелен|желт|черн|оранжев|фиолетов)\w* уведомлени\w*"
    ),
}
_IS_NOT = re.compile(
    r"\b(?:not|no es|no se trata de|n est pas|не является|ne constitue pas|instead of|en lieu de)"
    r"(?: (?:a|an|una?|une|la|de))*(?: \w+){0,2}? ?$"
)
_NOT_ASKED = re.compile(  # 'no red notice has been sought'
    r"\b(?:no|without(?: an?)?|sin|pas de|aucune|ninguna|n a pas ete (?:demande|sollicite|publie)e?"
    r"(?: de)?|no se ha (?:pedido|solicitado)(?: una)?|не (?:запрашивал\w*|испрашивал\w*)) ?#"
    r"|# ?(?:(?:has|have|was|is|had) (?:not|never)|not|n (?:a|est) (?:pas|jamais)"
    r"|no (?:se )?(?:ha|fue)(?: sido)?) (?:yet |been |ete )*(?:sought|request|asked|publish|issu"
    r"|demand|sollicit|publi|solicit|pedid|emis)"
    r"|# ?(?:еще )?не (?:запр|испр|публ|опубл|изд)"
)
_NO_TITLE = re.compile(  # 'diffusion' as an ordinary word
    r"\b(?:date|diffusion (?:restreinte|limitee|generale|interdite)"
    r"|difusion (?:restringida|limitada)|liste de diffusion|de diffusion|fecha de difusion"
    r"|restricted diffusion)\b"
)
_SUBJECT = re.compile(  # of a message or a letter
    r"(?i)\W*(?:subject|subj|re|objet|asunto|concerne|тема|предмет|вид)\s*[:.]"
)
_TITLE_WORDS = re.compile(
    r"\b(?:message|mensaje|demande|avis|telegramme) de (?:diffusion|difusion)\b"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A line that says what the document is."""

    kind: str
    line: Line
    text: str


def kinds_in(text: str) -> list[str]:
    """The kinds of notice that a text names, without those that it says it is not.

    >>> kinds_in("Request for a Red Corner Notice"), kinds_in("DIFUSIÓN, no es notificación roja")
    (['red_notice'], ['diffusion'])
    """
    folded = fold(text)
    found = []
    for kind, words in _KINDS.items():
        for match in words.finditer(folded):
            if kind == DIFFUSION and _NO_TITLE.search(folded) and not _TITLE_WORDS.search(folded):
                continue
            before, after = folded[: match.start()], folded[match.end() :]
            if not _IS_NOT.search(before) and not _NOT_ASKED.search(before + "#" + after):
                found.append(kind)
                break
    return found


def instrument_of(blocks: Sequence[Block], mask: NameMask) -> Reading | None:
    """The kind of notice by the title; else by what the text speaks of, if it is one kind only."""
    titles = [title for title in titles_of(blocks) if title.kind != OTHER]
    if titles:
        values = tuple(dict.fromkeys(title.kind for title in titles))
        if len(values) > 1:
            note = "the title names both a red notice and a diffusion"
            return _reading(titles[0], values, mask, "ambiguous", note)
        return _reading(titles[0], values[0], mask, "certain", "")
    named = [title for title in _named(blocks) if title.kind != OTHER]
    if len({title.kind for title in named}) == 1:
        return _reading(named[0], named[0].kind, mask, "probable", _FROM_TEXT)
    return None


def title_warnings(blocks: Sequence[Block]) -> list[str]:
    """A warning for a notice of another colour."""
    kinds = {title.kind for title in titles_of(blocks)}
    return [_OTHER_COLOUR] if OTHER in kinds and RED not in kinds else []


def titles_of(blocks: Sequence[Block]) -> list[Title]:
    """Every line near the top that says what this is."""
    found: list[Title] = []
    for block in blocks:
        if block.key.startswith("title") and block.line:
            kinds = kinds_in(block.heading)
            if not kinds and not _speaks_of_one(block.heading):
                kinds = [block.key.removeprefix("title.")]
            found += [Title(kind, block.line, block.heading) for kind in kinds]
        if block.line and _SUBJECT.match(block.line.text):
            kinds = kinds_in(block.line.text)
            found += [Title(kind, block.line, block.line.text) for kind in kinds]
            continue
        if block.key == "notice_kind":
            found += [Title(kind, p.line, p.text) for p in block.filled[:1] for kind in _kinds(p)]
            continue
        if not block.label or block.key.startswith(_MAY_HOLD_TITLE):
            found += [title for part in block.parts for title in _in_part(part)]
    return [t for t in found if t.line.number <= _TITLE_LINES and t.line.page in (None, 1)]


def _speaks_of_one(text: str) -> bool:
    """Whether a text names a kind of notice, if only to say that there is none."""
    return any(words.search(fold(text)) for words in _KINDS.values())


def is_title(part: Part) -> bool:
    """Whether a line says what the document is."""
    return bool(_in_part(part))


def _kinds(part: Part) -> list[str]:
    """The kinds that the words under 'Type of notice' amount to."""
    kinds = kinds_in(part.text)
    if kinds:
        return kinds
    folded = fold(part.text)
    return [RED] if re.search(r"\b(?:red|rouge|roja|rojo|красн\w*)\b", folded) else []


def _in_part(part: Part) -> list[Title]:
    text = part.text.strip()
    if not text or len(text.split()) > _MOST_WORDS or not _can_be_title(text):
        return []
    kinds = kinds_in(text)
    label = title_in(text) if not kinds and not _speaks_of_one(text) else None
    if label:
        kinds = [label.key.removeprefix("title.")]
    return [Title(kind, part.line, text) for kind in kinds]


def _can_be_title(text: str) -> bool:
    """Whether a line is no part of a sentence."""
    return not re.search(r"[.;,]$", text) and (text[0].isupper() or not text[0].isalpha())


def _named(blocks: Sequence[Block]) -> Iterator[Title]:
    """What the running text speaks of."""
    for block in blocks:
        if block.label and not block.key.startswith((*_MAY_HOLD_TITLE, "extradition")):
            continue
        if block.line and block.heading:
            yield from (Title(kind, block.line, block.heading) for kind in kinds_in(block.heading))
        for text, line in _joined_lines(block):
            for kind in kinds_in(text):
                if kind != DIFFUSION or (line.number <= _FIRST_LINES and "DIF" in text):
                    yield Title(kind, line, text)


def _joined_lines(block: Block) -> Iterator[tuple[str, Line]]:
    """Each line with the next one, as a title may break between them."""
    for part, after in zip(block.parts, [*block.parts[1:], None], strict=False):
        yield (f"{part.text} {after.text}" if after else part.text), part.line


def _reading(title: Title, value: Any, mask: NameMask, certainty: Any, note: str) -> Reading:
    line = title.line
    words = shorten(mask.hide(harmless(title.text)))
    return Reading("instrument", value, line.page, (line.number,) * 2, words, certainty, note)
