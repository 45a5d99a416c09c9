"""Headings that the catalogue does not know, told from their words and from what follows.

'Accusation brought: fraud' has no heading of the catalogue, but a word that only charges have. The
words after it must be of the kind that the field needs. Such readings are probable, and count only
where no known heading gives the same field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from redrisk.intake.blocks import Block, parted
from redrisk.intake.countries_in_text import countries_in
from redrisk.intake.dates_in_text import dates_in, one_date
from redrisk.intake.heading_words import meanings_in
from redrisk.intake.labels import Label
from redrisk.intake.penalties_in_text import longest_penalty
from redrisk.intake.plain import fold
from redrisk.intake.prose_cues import cue
from redrisk.intake.references import reference_in
from redrisk.intake.warrant_in_text import issuer_of

TYPED = "typed"
NOTE = "the heading is not a known one; its words suggest this field"
_MOST_WORDS = 9
_LONGEST_AUTHORITY = 140
_FEWEST_LETTERS = 4
_BARRED = re.compile(
    r"\b(?:co[- ]?accused|accomplice|complic|victim|previous|prior|former|birth|naiss|nacim"
    r"|passport|passeport"
    r"|pasaporte|amount|damage|copy|copie|copia|phone|tel\b|mail|bank|compte|cuenta|lieu|place"
    r"|lugar|translat"
    r"|traduc|соучастник|потерпевш|рожден|паспорт|ущерб|сумма|копия|место|перевод|прежн|предыдущ"
    r"|сообщник"
    r"|number of|nombre de|numero de personas|количеств|witness|temoin|testig|свидетел|address"
    r"|adresse"
    r"|direcc|адрес|visa|contact)"
)


def _has_letters(value: str) -> bool:
    return sum(char.isalpha() for char in value) >= _FEWEST_LETTERS


def _is_law(value: str) -> bool:
    return any(char.isdigit() for char in value) and _has_letters(value)


def _is_penalty(value: str) -> bool:
    return longest_penalty(value).value is not None


def _is_date(value: str) -> bool:
    return one_date(value) is not None


def _is_warrant(value: str) -> bool:
    return any(char.isdigit() for char in value)


def _is_authority(value: str) -> bool:
    return len(value) < _LONGEST_AUTHORITY and issuer_of(value) is not None


def _is_reference(value: str) -> bool:
    return reference_in(value) is not None and one_date(value) is None


def _is_state(value: str) -> bool:
    return len(countries_in(value)) == 1


def _is_charge(value: str) -> bool:
    return _has_letters(value) and not _is_date(value) and reference_in(value) is None


_RULES: tuple[tuple[str, str, str, Callable[[str], bool]], ...] = (
    ("limitation", r"limitation|prescri|давност", r"law|ley\b|loi\b", _is_date),
    (
        "sentence_remaining",
        r"remain|balance|unserved|restant|reliquat|purger|pendiente|resta|cumplir|остат|остал"
        r"|неотбыт",
        "",
        _is_penalty,
    ),
    (
        "max_penalty",
        r"penalt|punish|sentence|sanction|peine|\bpena|sancion|наказан|санкц|encouru|\bсрок"
        r"|maxim|максим",
        r"impos|prononc|inflig|impuest|dictad|назнач|serve|convict|condamn|conden|приговор|осужд"
        r"|хранен|"
        r"действ|retention|warrant",
        _is_penalty,
    ),
    (
        "warrant_authority",
        r"court|tribunal|judge|issuing|authority|juzgado|autorid|autorit|magistrat|judicial|juridict|суд"
        r"|орган"
        r"|par\b|por\b|\bby\b|кем",
        r"sentenc|convict|condamn|conden|приговор|request|demand|solicit|запрос|date|number|no\b",
        _is_authority,
    ),
    (
        "warrant",
        r"warrant|mandat|\borden\b|mandamiento|ordonnance|aprehens|captura|ордер|постановлен"
        r"|\bарест"
        r"|recherche",
        r"expir|valid|caduc|venc|истеч|copy|requir",
        _is_warrant,
    ),
    (
        "notice_date",
        r"publi|issued|issuance|emission|emitid|diffus|difus|circul|опублик|издан|распростр|рассыл",
        r"warrant|mandat|orden|ордер|постановл|by\b|par\b|por\b|translat|print",
        _is_date,
    ),
    (
        "law",
        r"\barticl|\barticul|\blaw\b|\blaws\b|\bloi|\bley|legal|juridi|norm|reprim|\bstatut"
        r"|\bcode|codig|стать|закон|кодекс"
        r"|provision|section|texte",
        r"date|fecha|дата|charact|qualif|calific|classif|class\b|adviser|represent|status",
        _is_law,
    ),
    (
        "charge",
        r"accus|imputac|imputad|\bcharge|\bcrime|\bdelit|offen[cs]|infraction|обвин|за что|преступ"
        r"|\bcargo|деян",
        r"date|fecha|дата|number|numero|номер|time|heure|hora|время|law|loi\b|ley\b|закон|стать"
        r"|person|name|nom\b",
        _is_charge,
    ),
    (
        "file_number",
        r"\bref|file|dossier|expedient|досье|дело|дела|исх|control|контрол|notice|notific|уведомл",
        r"case|court|warrant|law|date|criminal|penal|уголовн|mandat|orden",
        _is_reference,
    ),
    (
        "issuing_country",
        r"request|demand|solicit|requer|запрос|инициат|wanted by|issu",
        r"extradit|visit|date|naiss|birth",
        _is_state,
    ),
)


def typed_label(heading: str, value: str) -> Label | None:
    """The part of the form that unknown words before a colon suggest, if the value fits it.

    >>> typed_label("Accusation brought", "fraud").key
    'charge'
    >>> typed_label("Number of victims", "3 persons") is None
    True
    """
    folded = fold(heading)
    if not folded or len(folded.split()) > _MOST_WORDS or _BARRED.search(folded):
        return None
    if not value.strip():
        return None
    for key, needed, barred, fits in _RULES:
        if re.search(needed, folded) and not (barred and re.search(barred, folded)) and fits(value):
            return Label(key, (), TYPED)
    return None


def with_typed_labels(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with unknown headings told from their words, where no known one is there."""
    known = {block.key for block in blocks if block.filled}
    if known & {"control_number", "file_number"}:
        known |= {"control_number", "file_number"}
    if known & {"warrant", "warrant_number", "warrant_date"}:
        known |= {"warrant"}
    for index, block in enumerate(blocks):
        if block.key != "other.unknown" or not block.parts:
            continue
        first = block.parts[0].text
        heading, mark, value = parted(first)
        label = typed_label(
            heading, " ".join([value, *(part.text for part in block.parts[1:])])[:500]
        )
        if _under_charge(blocks, index) and _LAW_VALUE.match(value):
            label = Label("law", (), TYPED)
            known -= {"law"}
        if mark and label and label.key not in known:
            block.label = label
            block.heading = heading
            block.parts[0].text = value
    return list(blocks)


_LAW_VALUE = re.compile(
    r"(?i)^\W*(?:[0-9a-zа-я]\)\s+|[0-9]\.\s+)?(?:articles?\b|arts?\.|sections?\b|§|ss?\. ?[0-9]"
    r"|title [0-9]|art[íi]culos?\b"
    r"|п\.|пункт|ч\.|част[ьи]|ст\.|стать)"
)


def _under_charge(blocks: Sequence[Block], index: int) -> bool:
    """Whether a block stands straight under a charge that no law follows."""
    following = blocks[index + 1].key if index + 1 < len(blocks) else ""
    return index > 0 and blocks[index - 1].key == "charge" and following != "law"


def _charge_of_convict(blocks: Sequence[Block]) -> None:
    """'Condenado por: homicidio' names the charge, 'Condenado por: Juzgado 3' the court."""
    if any(block.key == "charge" and block.filled for block in blocks):
        return
    for block in blocks:
        if block.label and fold(block.heading) in _CONVICTED_OF and block.filled:
            first = block.filled[0].text
            if block.key == "other.judgment" and not (dates_in(first) or issuer_of(first)):
                block.label = Label("charge", block.label.languages, TYPED)


_CONVICTED_OF = frozenset(
    ["condenado por", "condenada por", "condamne pour", "convicted", "осужден"]
)


def _warrant_of_convict(blocks: Sequence[Block]) -> None:
    """'Document: decision No. 5, court' below the sentence is the order, not an identity paper."""
    if any(block.key.startswith("warrant") and block.filled for block in blocks):
        return
    above = ""
    for block in blocks:
        paper = block.key in ("identity.documents", "identity.other", "other.note", "other.unknown")
        below = paper and block.key != "other.unknown" and above in _OF_CASE
        if block.label and below and block.filled and _is_warrant_value(block):
            block.label = Label("warrant", block.label.languages, TYPED)
        above = block.key


_OF_CASE = frozenset(
    ["charge", "law", "max_penalty", "sentence", "sentence_remaining", "in_absentia", "limitation"]
)


_PURPOSE = frozenset(
    ["prosecution", "judgment", "case", "search", "legal", "joint", "serve", "sentence", "penalty"]
)


def is_purpose(text: str) -> bool:
    """Whether 'Wanted for: investigation and trial' says what for, and not the charge.

    >>> is_purpose("prosecution"), is_purpose("fraud")
    (True, False)
    """
    words = fold(text).split()
    meanings = [meanings_in(word) for word in words]
    known = frozenset[str]().union(*meanings)
    unknown = sum(not names for names in meanings)
    aimed = known & {"prosecution", "judgment"} or (
        known & {"case", "serve"} and len(words) < _MOST_WORDS
    )
    return (
        bool(aimed) and unknown <= (len(words) > 2) and all(not n or n & _PURPOSE for n in meanings)
    )


def _is_warrant_value(block: Block) -> bool:
    """Whether the value under 'Act of prosecution' or the like is a warrant with its number."""
    first = block.filled[0].text.strip()
    leads = meanings_in(fold(first.split(maxsplit=1)[0])) & {"warrant", "decision"}
    numbered = leads and re.search(r"№|\b[Nn](?:o\b|[.°º])", first)
    return bool(cue("warrant").match(first) or numbered) and any(char.isdigit() for char in first)


def _is_bare_law(text: str) -> bool:
    """Whether a line names provisions and nothing that they punish."""
    return bool(_LAW_VALUE.match(text)) and not _CHARGE_BESIDE.search(text)


_CHARGE_BESIDE = re.compile(r"(?:\s[-–—]|[:«\"“(;,])\s*[^\W\d_]{5,}")


def law_under_charge(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; 'Legal qualification: Article 5 of the Code' is the law, if a charge is named."""
    for block in blocks:
        if block.label and block.key == "charge" and block.filled:
            if is_purpose(block.filled[0].text):
                block.label = Label("other.note", block.label.languages, block.label.how)
            elif _is_warrant_value(block):
                block.label = Label("warrant", block.label.languages, TYPED)
    _charge_of_convict(blocks)
    _warrant_of_convict(blocks)
    charges = [block for block in blocks if block.key == "charge" and block.filled]
    laws = [block for block in charges if _LAW_VALUE.match(block.filled[0].text)]
    bare = all(_is_bare_law(part.text) for block in charges for part in block.filled)
    if (len(laws) < len(charges) or bare) and not any(block.key == "law" for block in blocks):
        for block in laws:
            if block.label and _is_law(block.filled[0].text):
                block.label = Label("law", block.label.languages, block.label.how)
    return list(blocks)
