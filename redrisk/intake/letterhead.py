"""What a document says outside its headings: the letterhead, the sentence of its title, the person.

These readings are only probable, and are asked for only where no heading gives the field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redrisk.intake.blocks import Block, Part
from redrisk.intake.context_of_blocks import is_decision
from redrisk.intake.countries_in_text import countries_in
from redrisk.intake.dates_in_text import dates_in, one_date
from redrisk.intake.names import harmless
from redrisk.intake.nationality_in_text import nationalities_in, nationality_among
from redrisk.intake.pages import joined
from redrisk.intake.plain import fold
from redrisk.intake.reading import Reading, shorten
from redrisk.intake.references import control_numbers_in
from redrisk.intake.titles import kinds_in

_TOP_LINES = 12
_MOST_WORDS = 12
_WHOLE_DATE = len("2015-04-03")
_FROM_LETTERHEAD = "from the letterhead; no heading says which state asked"
_FROM_TITLE = "from the sentence of the title"
_FROM_DATE = "a bare date at the top; taken as the date of the document"
_FROM_PERSON = "from the words on the person"
_OFFICE = re.compile(
    r"\b(?:ministry|ministere|ministerio|министерств\w*|ncb|bcn|ocn|нцб|interpol|интерпол\w*"
    r"|police|policia|prosecut\w*|procureur|fiscalia|прокуратур\w*"
    r"|national central bureau|bureau central national|oficina central nacional)\b"
)
_STATE = re.compile(
    r"\b(?:republic|republique|republica|республик\w*|kingdom|royaume|reino|королевств\w*|state of"
    r"|sultanate|emirates|federation|federacion|федераци\w*)\b"
)
_FOREIGN = re.compile(
    r"\b(?:to|a|al|au|aux|para|pour|translat\w*|traduc\w*|traduit\w*|перевод\w*|из|embassy|ambassade"
    r"|embajada|посольство|law|code|codigo|кодекс\w*|article|nationality|citizen)\b"
)
_PUBLISHED = re.compile(
    r"(?i)\b(?:notice|diffusion|notificaci[oó]n|difusi[oó]n|уведомлени[ея]|циркуляр|диффузия)\b"
    r"[^.;:\d]{0,40}?\b(?:published|issued|circulated|publi[ée]e|[ée]mise|diffus[ée]e|publicada"
    r"|emitida|difundida|опубликован\w*|издан\w*|выпущен\w*)\b[^.;:\d]{0,12}"
)
_PERSON = ("identity", "section.identity")
_LANGUAGES = re.compile(r"\b(?:lang|idioma|язык|parl|habla|spoken)")


def country_of_letterhead(blocks: Sequence[Block]) -> Reading | None:
    """The state whose bureau, ministry or police wrote the document, by its first lines."""
    bureaus: dict[str, Part] = {}
    offices: dict[str, Part] = {}
    for part in _top_cells(blocks):
        folded = fold(part.text)
        if _FOREIGN.search(folded) or len(folded.split()) > _MOST_WORDS:
            continue
        is_state = _STATE.search(folded) is not None
        codes = countries_in(part.text, nationality=is_state)
        if len(codes) != 1:
            continue
        if _BUREAU.search(folded):
            bureaus.setdefault(codes[0], part)
        elif is_state or _OFFICE.search(folded):
            offices.setdefault(codes[0], part)
    found = bureaus or offices or _in_title(blocks)
    if len(found) != 1:
        return None
    ((code, part),) = found.items()
    return _reading("issuing_country", code, part, harmless(part.text), _FROM_LETTERHEAD)


def _in_title(blocks: Sequence[Block]) -> dict[str, Part]:
    """'RED NOTICE - CONTROL No. A-77/1-2015 - UNITED STATES': the state in the title."""
    found: dict[str, Part] = {}
    for part in _top_cells(blocks):
        if not kinds_in(part.text) and not control_numbers_in(part.text):
            continue
        for piece in re.split(r"\s+[-–—/|]\s+", part.text):
            codes = countries_in(piece)
            if len(codes) == 1 and len(piece.split()) <= _MOST_STATE_WORDS:
                found.setdefault(codes[0], Part(part.line, piece))
    return found


_MOST_STATE_WORDS = 4
_BUREAU = re.compile(
    r"\b(?:ncb|bcn|ocn|нцб|interpol|national central bureau|bureau central national"
    r"|oficina central nacional|национальн\w* центральн\w* бюро)\b"
)


def _top_cells(blocks: Sequence[Block]) -> Iterator[Part]:
    """The cells of the first lines, headed or not, but for addressees and the person."""
    seen: set[tuple[int | None, int]] = set()
    for block in blocks:
        if block.key.startswith(("identity", "section.identity", "summary", "charge")):
            return
        lines = ([block.line] if block.line else []) + [part.line for part in block.filled]
        for line in lines:
            place = (line.page, line.number)
            if line.number <= _TOP_LINES and line.page in (None, 1) and place not in seen:
                seen.add(place)
                text = _ADDRESSEE.split(line.text)[0]
                yield from (Part(line, cell) for cell in _CELL.split(text) if cell.strip())


_ADDRESSEE = re.compile(
    r"(?i)\s(?:a|to|à|aux?|para|всем)\s+(?=(?:tod[ao]s|all|tous|toutes|ncbs?|bcn|ocn|нцб)\b)"
)
_CELL = re.compile(r"\s{3,}|\t|\s*\|\s*")


def date_of_title(blocks: Sequence[Block]) -> Reading | None:
    """'Red notice published on 3 May 2015', or a bare 'Date:' before the charge."""
    for part in _top_parts(blocks, titles=True):
        published = _PUBLISHED.search(part.text)
        dates = dates_in(part.text[published.end() :]) if published else ()
        if published and dates and dates[0].start == 0:
            words = part.text[published.start() : published.end() + dates[0].end]
            return _dated(dates[0].readings, part, words, _FROM_TITLE)
    return _bare_date(blocks)


def date_of_letter(blocks: Sequence[Block]) -> Reading | None:
    """'Kyiv, 16.08.2018' beside the number of a letter that asks for a notice."""
    found = [part for part in _top_cells(blocks) if _LETTER_DATE.match(part.text)]
    dates = [(date, part) for part in found if (date := one_date(part.text))]
    numbered = any(_OUTGOING.search(part.text) for part in _top_cells(blocks))
    to_commission = any(_COMMISSION.search(part.text) for part in _top_cells(blocks))
    if len(dates) != 1 or not numbered or is_decision(blocks) or to_commission:
        return None
    date, part = dates[0]
    if len(date.readings[0]) != _WHOLE_DATE:
        return None
    return _dated(date.readings, part, part.text[date.start : date.end], _FROM_LETTER)


_FROM_LETTER = "the date of the letter that asks for the notice"
_LETTER_DATE = re.compile(
    r"^\s*(?:[^\W\d_.]+(?:[ -][^\W\d_.]+)?,?\s+)?(?:le |el |a |à |on |the |del? |от |«|\")*\s*"
    r"[0-9]{1,2}[^:;]{0,28}(?:19|20)[0-9]{2}\s*(?:г\.?|года)?\s*$"
)
_COMMISSION = re.compile(r"(?i)commission|comisi[oó]n|комисси|\bccf\b")
_OUTGOING = re.compile(
    r"(?i)(?:^|\s)(?:out\.|исх\.?|ref\.?|réf\.?|n\.?[°ºo]\.?|núm\.?|nro\.?|no\.|№"
    r"|message n)\s*\S*[0-9]"
)


def _bare_date(blocks: Sequence[Block]) -> Reading | None:
    """A bare 'Date:' before the charge."""
    bare = []
    for block in blocks:
        if block.key in ("charge", "law", "warrant", "summary", "other.warning"):
            break
        if block.key == "other.date" and block.filled:
            bare.append(block)
    if len(bare) != 1:
        return None
    part = bare[0].filled[0]
    date = one_date(part.text)
    if date is None or len(date.readings[0]) != _WHOLE_DATE:
        return None
    return _dated(date.readings, part, part.text[date.start : date.end], _FROM_DATE)


def nationality_of_person(blocks: Sequence[Block]) -> Reading | None:
    """'of Greek nationality' beside the person's name; the name is not quoted."""
    for block in blocks:
        if not block.key.startswith(_PERSON) or not block.filled:
            continue
        of_person = block.key in ("identity.family_name", "section.identity", "identity.other")
        bare = of_person and not _LANGUAGES.search(fold(block.heading))
        for codes, words in (nationality_among if bare else nationalities_in)(joined(block.texts)):
            part = block.filled[0]
            return _reading("nationalities", list(codes), part, harmless(words), _FROM_PERSON)
    return None


def _top_parts(blocks: Sequence[Block], *, titles: bool = False) -> Iterator[Part]:
    """The words of the first lines that stand under no heading but a title."""
    for block in blocks:
        is_title = block.key.startswith("title")
        if block.label is not None and not is_title:
            if not titles:
                return
            continue
        if is_title and block.line is not None and block.line.number <= _TOP_LINES:
            yield Part(block.line, block.line.text)
        for part in block.filled:
            if part.line.number <= _TOP_LINES and part.line.page in (None, 1):
                yield part


def _dated(readings: tuple[str, ...], part: Part, words: str, note: str) -> Reading:
    if len(readings) == 1:
        return _reading("notice_date", readings[0], part, words, note)
    where = (part.line.number, part.line.number)
    why = "the words leave open which date is meant"
    return Reading("notice_date", readings, part.line.page, where, shorten(words), "ambiguous", why)


def _reading(path: str, value: object, part: Part, words: str, note: str) -> Reading:
    where = (part.line.number, part.line.number)
    return Reading(path, value, part.line.page, where, shorten(words), "probable", note)
