"""A warrant in one sentence: its number, its date, who issued it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from redrisk.intake.dates_in_text import FoundDate, dates_in
from redrisk.intake.names import without_persons
from redrisk.intake.plain import fold

_LONGEST_TAIL = 120
_WHOLE_DATE = len("2015-04-03")
Issuer = Literal["judge", "prosecutor", "police", "other"]

_NUMBER = re.compile(
    r"(?:(?i:\bnumber(?:ed)?|\bnumero|\bnúmero|\bnuméro|\bnro\.?|\bnúm\.?|\bref(?:erence|\.)?"
    r"|\bномер)\b|№|\b[Nn][°º]|\b[Nn]\.[°º]"
    r"|\b[Nn][Oo]\.|\b[Nn][Oo]\b|\bN[Rr]\.?)\s*[:.]?\s*"
    r"(?P<ref>(?:\((?:[0-9]{4}|[A-Z][a-z]{0,2})\) ?(?=[0-9]))?[A-ZА-ЯЁ0-9](?:[\w./()-]"
    r"|:(?=\w))*(?:\s?[/-]\s?[\w./-]+)*(?: [A-ZА-Я0-9][\w./-]*\d[\w./-]*)?"
    r"(?: of (?:19|20)[0-9]{2}(?![0-9])| \([A-Z]{2,4}\)| D\.? ?[İIi][şs]\b\.?| Sorgu\b)?)"
)
_BARE_NUMBER = re.compile(
    r"^\W*(?i:(?:causa(?: penal)?|case|expediente|dossier|file|cause|affaire|дело) )?"
    r"(?P<ref>(?:[A-ZА-Я]\w{0,5}\.? ){0,2}(?=[\w./-]*[0-9])[A-ZА-ЯЁ0-9]+"
    r"(?:(?:[\w./()-]|:(?=\w))*[\w)])?"
    r"(?: ?[A-Z]{1,3} ?[0-9/]+)?)"
)
_NEAR = 60
_SHORT_PREFIX = 15
_WHOLE_NUMBER = re.compile(r"\s*(?P<ref>.+)")
_NUMBER_WITHIN = re.compile(r"(?<![\w./-])(?P<ref>[0-9]{1,7}[/-][0-9]{2,7})(?![\w./-])")
_BY = re.compile(
    r"(?i:\b(?:issued|delivered|rendered|handed down|signed|given|made|granted"
    r"|ordered)(?:\s+on[^;]{4,40}?)?\s+by\b"
    r"|\b(?:délivrée?|émise?|décernée?|rendue?|pris)(?:\s+le[^;]{4,40}?)?\s+par\b"
    r"|\b(?:expedid[ao]|emitid[ao]|librad[ao]|dictad[ao]|girad[ao])(?:\s+el[^;]{4,50}?)?\s+por\b"
    r"|\bémanant d(?:u|e la|es|e)\b|\bemanad[ao] de(?:l| la)?\b"
    r"|\bby\b(?! default)|\bpar\b(?! (?:défaut|contumace))|\bpor\b(?! rebeldía)"
    r"|\b(?:выдал[аи]?|выдан(?:о|ный|ное)?|вынесен(?:о|ное)?|принят(?:о|ое)?|избран[ао]?"
    r"|санкционирован[ао]?)\b)"
)
_ISSUED = re.compile(r"(?i)\b(?:warrant|mandat|orden|ордер|постановлени|решени|order|sanction)")
_TRAILING_DATE_WORDS = re.compile(
    r"(?:[\s,;(]|\b(?:on|dated|issued|of|le|en date du|du|el|en fecha|con fecha|de fecha|del"
    r"|fecha|от|dated the|the"
    r"|valid|as of|г|no|nr)\b\.?)+$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[;\n]|(?<=\w{4})\.\s+(?=[A-ZА-ЯÀ-Þ])")
_LEADING = re.compile(r"^(?:(?:the|le|la|les|el|los|las)\s+|l['’]\s?)", re.IGNORECASE)
_RUSSIAN_OFFICE = re.compile(r"(?i)суд|прокур|следств|управлен|мвд|полици|комитет|следовател")
_OFFICES: tuple[tuple[Issuer, re.Pattern[str]], ...] = (
    (
        "prosecutor",
        re.compile(
            r"prosecut|procureur|parquet|\bfiscal\b|\bfiscalia|ministerio publico|ministere public"
            r"|прокур|district attorney|attorney general|savci|procurator|procuracy|procuradur"
            r"|organe (?:national )?de poursuite"
        ),
    ),
    (
        "judge",
        re.compile(
            r"\bcourt\b|\bcourts\b|\bjudges?\b|tribunal|\bjuge|\bcour\b|juzgado|\bjuez|\bcorte\b"
            r"|audiencia"
            r"|magistra|\bсуд|mahkeme|judgeship|justice of the peace|\bcamara\b|chambre"
        ),
    ),
    ("police", re.compile(r"police|policia|gendarm|полици|милици|\bмвд\b|carabinier")),
    (
        "other",
        re.compile(
            r"investigat|следств|следоват|comite d enquete|security service|\bфсб\b|\bfsb\b"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class WarrantText:
    """What a sentence says of a warrant."""

    reference: str | None = None
    date: FoundDate | None = None
    authority: str | None = None


def read_warrant(text: str) -> WarrantText:
    """Number, date and authority, as far as the words part them plainly.

    >>> read = read_warrant("No. 12/2015 issued on 3 May 2015 by the District Court of Riga")
    >>> read.reference, read.date.iso, read.authority
    ('12/2015', '2015-05-03', 'District Court of Riga')
    """
    number = _number(text)
    if number is None:
        return WarrantText(None, _date(text), _authority(text))
    rest = text[: number.start("ref")] + " " * len(number["ref"]) + text[number.end("ref") :]
    return WarrantText(number["ref"].rstrip(".,;-/ "), _date(rest), _authority(rest))


_INVESTIGATING_JUDGE = re.compile(r"\binvestigat\w+ (?:judge|magistrate)|следствен\w+ судь")


def issuer_of(authority: str) -> Issuer | None:
    """Whether a judge, a prosecutor, the police or another issues: the office named first.

    >>> issuer_of("Procureur près le tribunal de Lyon"), issuer_of("Тверской районный суд")
    ('prosecutor', 'judge')
    """
    folded = fold(authority)
    found = [
        (match.start(), office) for office, words in _OFFICES if (match := words.search(folded))
    ]
    if not found:
        return None
    first = min(found)[1]
    if first == "other" and _INVESTIGATING_JUDGE.search(folded):
        return "judge"
    # 'Investigation department of the police' is the police.
    return "police" if first == "other" and any(o == "police" for _, o in found) else first


def clean_authority(text: str) -> str | None:
    """An authority without the article before it, the date after it, or a person's name."""
    text = _without_dates(text)
    text = without_persons(_LEADING.sub("", text.strip(' .,;:-–—"«»'))).strip(" .,;:-–—")
    text = _TRAILING_NUMBER.sub("", text).strip(" .,;:-–—")
    return text if sum(char.isalpha() for char in text) > 2 else None


_TRAILING_NUMBER = re.compile(  # 'the court, under number': the number is gone
    r"(?i)(?:[\s,(]+(?:d[ií]a|on|le|el))?"
    r"(?:[\s,(]+(?:con|bajo|sous|under|avec|with|за|под)"
    r"(?: (?:el|le|the))?)?"
    r"[\s,(]+(?:no|nr|n[°º]|№|n[uú]m(?:ero)?|num[ée]ro|number|номером)\.?$"
)


def _without_dates(text: str) -> str:
    for found in reversed(dates_in(text)):
        before = _TRAILING_DATE_WORDS.sub("", text[: found.start])
        after = re.sub(r"^\s*(?:г\.|года|г\b)", "", text[found.end :])
        if after.strip(" .,;)"):
            text = f"{before} {after.lstrip(' ,;)')}" if before else after.lstrip(" ,;)")
        else:
            text = before
    return text


def _is_of_office(number: re.Match[str]) -> bool:
    """Whether a small number is that of a court or its chamber."""
    small = re.fullmatch(r"[0-9]{1,3}[.º°]*", number["ref"].strip())
    return bool(small and _OF_OFFICE.search(number.string[: number.start()]))


_OF_OFFICE = re.compile(  # 'Court No. 3' is not the warrant's number
    r"(?i)\b(?:court|courts|juzgado|tribunal|sala|c[áa]mara|суд|суда|судом|cabinet|secci[óo]n|branch|juez|juge"
    r"|judge|cour|fiscal[íi]a|unidad)\b"
    r"(?:(?!\b(?:order|warrant|orden|mandat|auto|case|causa|cause|decision|ruling|file|expediente"
    r"|ордер\w*|постановл\w*|решени\w*|дел[оу])\b)[^,;:(]){0,60}$"
)


def _number(text: str) -> re.Match[str] | None:
    """The match of the warrant's number: one with a figure in it, and not a date."""
    matches = (m for m in _NUMBER.finditer(text) if not _is_of_office(m))
    match = next(matches, None)
    if match is not None and any(char.isdigit() for char in match["ref"]):
        before = text[: match.start()].strip()
        if len(before) <= _SHORT_PREFIX and any(char.isdigit() for char in before):
            return _WHOLE_NUMBER.match(text, 0, match.end("ref"))  # Kv-Po1 no. 88/19
        return match
    match = _BARE_NUMBER.search(text) or _NUMBER_WITHIN.search(text[:_NEAR])
    if match is None or any(
        date.start < match.end("ref")
        and match.start("ref") < date.end
        and len(date.readings[0]) == _WHOLE_DATE
        for date in dates_in(text)  # 12/2015 is a number here, not a month
    ):
        return None
    return match


def _date(text: str) -> FoundDate | None:
    found = dates_in(text)
    if not found:
        return None
    every = {reading for date in found for reading in date.readings}
    if len(found) == 1 or len(every) == 1:
        return found[0]
    agreed = set(found[0].readings).intersection(*(date.readings for date in found))
    if len(agreed) == 1:
        return FoundDate(tuple(agreed), "certain", found[0].start, found[-1].end)
    return FoundDate(tuple(sorted(every)), "ambiguous", found[0].start, found[-1].end)


def _authority(text: str) -> str | None:
    by = _BY.search(text)
    if by is None:
        return _authority_at_end(text) or _authority_beside(text)
    after = _without_dates(text[by.end() :])
    if re.search("[а-я]", by[0]) and not _RUSSIAN_OFFICE.search(after):  # выдан 3 мая судом
        return None
    words = _CLAUSE.split(_SENTENCE_END.split(after)[0].lstrip())[0]
    act = _ACT_OF.match(words)
    office = clean_authority(words[act.end() :] if act else words)
    return None if office and fold(office) in _NAMELESS else office


_NAMELESS = frozenset(
    fold(office)
    for office in (
        "investigating judge", "judge", "court", "magistrate", "judicial authority", "prosecutor",
        "juge d'instruction", "juge", "tribunal", "procureur", "juez", "juez de instrucción",
        "juzgado", "fiscal", "судом", "судьей", "следственным судьей", "прокурором",
        "следователем",
    )
)  # fmt: skip
_CLAUSE = re.compile(
    r",?\s+(?=[\"«“„])|,\s+(?:for|pour|por (?:el|los|un)|за|under|against|contre|contra"
    r"|в отношении)\s"
    r"|,\s+(?=n['’]|(?:qui|que|dont|et|which|who|has|was|is|and|y|no|se|котор\w+|что|и)\s)"
)
_ACT_OF = re.compile(
    r"(?i)^(?:the |a |an |une? |la |le |l['’]|el )?(?:ruling|order|decision|resolution"
    r"|ordonnance|décision"
    r"|auto|resolución|decisión|постановлением|определением"
    r"|решением)\b[^;]{0,60}?(?:\bof(?: the)?|\bdu|\bde la|\bde l['’]|\bdes?"
    r"|\bdel)\s*(?=[A-ZА-Я0-9])"
    r"|^(?i:постановлением|определением|решением|приговором)\s+(?=[А-Я0-9])"
)


_IN_BRACKETS = re.compile(r"\((?P<office>[^()0-9]{6,100})\)")
_COURT_OF_ACT = re.compile(  # постановление Тверского районного суда г. Москвы от 3 мая
    r"(?i:постановлени\w*|решени\w*|определени\w*|приговор\w*)\s+"
    r"(?P<office>[А-ЯЁ][^,;()]{3,60}?(?:суда|суд)\b[^,;()№0-9]{0,60}?)\s+(?:от\b|№|[0-9])"
)


def _authority_beside(text: str) -> str | None:
    """'No. 5/2019 (investigating judge of Beirut)': the office in brackets, or of the act."""
    for pattern in (_IN_BRACKETS, _COURT_OF_ACT):
        match = pattern.search(text)
        if match and issuer_of(match["office"]):
            return clean_authority(match["office"])
    return None


def _authority_at_end(text: str) -> str | None:
    """'No. 7 of 6 January 2014, High Criminal Court': the office after the date and a comma."""
    dates = dates_in(text)
    tail = re.match(r"(?:\s*(?:г\.|года))?\s*,\s*(.+)$", text[dates[-1].end :]) if dates else None
    if tail is None:
        return _authority_between_commas(text)
    pieces = re.split(r",\s+", tail[1])
    first = next((i for i, piece in enumerate(pieces) if issuer_of(piece)), None)
    if first is None or len(tail[1]) > _LONGEST_TAIL:
        return None
    office = _OF.sub("", ", ".join(pieces[first:]))
    return clean_authority(_SENTENCE_END.split(office)[0])


_OF = re.compile(r"^(?:(?:D\.|of the|of|del|de la|de l['’]|du|des)\s*)+|^\W+")


def _authority_between_commas(text: str) -> str | None:
    """'2018/9917, Public Prosecution of Doha, dated 9 August 2018': the one part with an office."""
    parts = [
        part for part in re.split(r",\s+|;\s+", text) if issuer_of(part) and not dates_in(part)
    ]
    parts = [_OF.sub("", re.split(r"\s{3,}", part)[-1]) for part in parts]
    if len(parts) != 1 or re.search(r"[0-9]{3}", parts[0]) or _ISSUED.search(parts[0]):
        return None
    return clean_authority(parts[0]) if "," in text else None
