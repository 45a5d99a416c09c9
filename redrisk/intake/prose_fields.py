"""Facts that only sentences state: letters, telegrams and extracts in decisions have no headings.

Every reading is probable, is of the kind that its field needs, and counts only where no heading
gave the field. Sentences that state a field differently give no reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from redrisk.intake.blocks import Part
from redrisk.intake.countries_in_text import countries_in
from redrisk.intake.dates_in_text import FoundDate, dates_in
from redrisk.intake.findings import AMBIGUOUS_DATE, Findings
from redrisk.intake.names import harmless
from redrisk.intake.nationality_in_text import nationalities_in, nationality_among
from redrisk.intake.plain import fold
from redrisk.intake.prose import NOTE, Sentence, sentences_of
from redrisk.intake.prose_charge import read_charge_in_prose
from redrisk.intake.prose_cues import cue
from redrisk.intake.references import control_numbers_in
from redrisk.intake.warrant_fields import add_warrant_part
from redrisk.intake.warrant_in_text import issuer_of, read_warrant

_Value = tuple[Any, list[Part], str]  # the value, its lines, the words that state it


def read_prose(findings: Findings) -> None:
    """Add what sentences state of the fields that no heading gave."""
    sentences = sentences_of(findings.blocks)
    if not sentences:
        return
    for path, read in _READERS:
        if not findings.has(path):
            _add_agreed(findings, path, [v for s in sentences for v in read(s)])
    if not findings.has("warrant.date") and not findings.has("warrant.reference"):
        _read_warrant(findings, sentences)
    read_charge_in_prose(findings, sentences)


def _add_agreed(findings: Findings, path: str, found: Sequence[_Value]) -> None:
    values: list[Any] = []
    for value, *_ in found:
        plain = _plain(value)
        if plain not in values:
            values.append(plain)
    if len(values) != 1:
        return
    value, parts, words = found[0]
    words = harmless(words)
    if isinstance(value, FoundDate):
        if value.iso is None:
            findings.add(path, value.readings, parts, "ambiguous", AMBIGUOUS_DATE, words)
            return
        value = value.iso
    findings.add(path, value, parts, "probable", NOTE, words)


# --- the notice ---

_NOTICE = re.compile(
    r"(?i)\b(?:red notice|notice|diffusion|notificaci[oó]n|difusi[oó]n|circular|уведомлени\w*"
    r"|циркуляр\w*|диффузи\w*)\b"
)
_OTHER_ACT = re.compile(
    r"(?i)\b(?:warrant|mandat|orden\b|ордер|постановлени|judgment|jugement|sentencia|приговор|born"
    r"|né[e]? le|nacid|рожд|arrested|détenu|detenid|задерж)"
)
_PUBLISHED = re.compile(
    r"(?i)\b(?:published|dated|datée|fechada|issued|circulated|disseminated|publi[ée]e?s?|[ée]mise?|diffus[ée]e?"
    r"|publicada|emitida|difundida|publicad[oa]|опубликован\w*|изда[нв]\w*|выпущен\w*"
    r"|распростран[её]н\w*|разослан\w*|se publicó|publicó|a publié|parue?)\b"
)
_PUBLISHED_AFTER = re.compile(  # 28 мая 2019 года было опубликовано Красное уведомление
    r"(?i)^\s*(?:г\.|года)?,?\s*(?:(?:l['’])?interpol\s+|интерпол\w*\s+)?"
    r"(?:was|было|была|fue|se|a été|a|has)?\s*"
    r"(?:published|опубликова\w*|издан\w*|publicad[oa]|publicó|publiée?)\b"
)
_DATE_REACH = 100
_COUNTRY_WORDS = 90
_STOP = re.compile(r"[;.:]|,\s+(?=(?:and|for|who|on|that|pour|qui|le|que|por|para|el|за|для)\b)")


def _published(sentence: Sentence) -> list[_Value]:
    """'The notice (control number ...), published on 3 May 2015': the date of the notice."""
    found: list[_Value] = []
    context = sentence.before + sentence.text
    speaks = _NOTICE.search(context) or control_numbers_in(context)
    for match in _PUBLISHED.finditer(sentence.text) if speaks else ():
        before = sentence.text[: match.start()]
        notice = list(_NOTICE.finditer(before))
        since = before[notice[-1].end() :] if notice else before
        dates = dates_in(sentence.text[match.end() : match.end() + _DATE_REACH])
        between = sentence.text[match.end() : match.end() + dates[0].start] if dates else ";"
        if _OTHER_ACT.search(since + between) or re.search(r"[.;:0-9]", between):
            continue
        if dates:
            words = sentence.text[match.start() : match.end() + dates[0].end]
            found.append((dates[0], sentence.parts, words))
    for date in dates_in(sentence.text) if speaks and not found else ():
        after = _PUBLISHED_AFTER.match(sentence.text[date.end :])
        if after:
            words = sentence.text[date.start : date.end + after.end()]
            found.append((date, sentence.parts, words))
    return found


def _country(sentence: Sentence) -> list[_Value]:
    """'at the request of NCB Ankara': the state whose bureau or authorities asked."""
    about = (_NOTICE, _BUREAU, _SOUGHT)
    if not any(p.search(sentence.text) for p in about) and not _NOTICE.search(sentence.before):
        return []
    found: list[_Value] = []
    for match in cue("issuing_country").finditer(sentence.text):
        after = _STOP.split(sentence.text[match.end() : match.end() + _COUNTRY_WORDS])[0]
        codes = countries_in(after, nationality=True)
        if len(codes) == 1:
            found.append((codes[0], sentence.parts, f"{match[0]} {after.split(',')[0].strip()}"))
    for asked in _ASKED.finditer(sentence.text) if not found else ():
        codes = countries_in(asked["state"])
        if len(codes) == 1:
            found.append((codes[0], sentence.parts, asked[0]))
    return found


_ASKED = re.compile(  # the notice that Peru obtained
    r"(?i)\b(?:que|that|which|котор\w+)\s+(?P<state>[^,;.]{2,45}?)\s+(?:obtuvo|solicitó|pidió|gestionó"
    r"|obtained|secured|requested|asked for"
    r"|a (?:obtenue?|demandée?|sollicitée?|requise?|fait publier)"
    r"|запросил\w*|получил\w*|добил\w*)\b"
)


_SOUGHT = re.compile(
    r"(?i)\b(?:sought|wanted) by\b|\brecherchée? par\b|\b(?:reclamad|requerid|buscad)[oa] por\b"
    r"|\bмеждународн\w+ розыск|объявлен\w* в розыск"
)
_BUREAU = re.compile(
    r"\b(?:NCB|BCN|OCN|НЦБ|National Central Bureau|Bureau central national"
    r"|Oficina Central Nacional)\b"
)


def _nationality(sentence: Sentence) -> list[_Value]:
    """'a Russian national', 'гражданин Армении': the state of the person."""
    person = _BORN.search(sentence.before[-_PERSON_REACH:] + sentence.text)
    find = nationality_among if person else nationalities_in
    return [(list(codes), sentence.parts, words) for codes, words in find(sentence.text)]


_PERSON_REACH = 80
_BORN = re.compile(
    r"(?i)(?<!\w)(?:born|née?|nacid[oa]|nac\.?|n\.|dob|род(?:ил\w+|\.)|г\.\s?р\.|рождения)(?!\w)"
)


def _limitation(sentence: Sentence) -> list[_Value]:
    """'the prosecution becomes time-barred on 3 May 2030'."""
    match = cue("limitation").search(sentence.text)
    dates = dates_in(sentence.text[match.end() : match.end() + 90]) if match else ()
    if len(dates) != 1 or match is None:
        return []
    words = sentence.text[match.start() : match.end() + dates[0].end]
    return [(dates[0], sentence.parts, words)]


_JUDGED = re.compile(
    r"(?i)^(?:the |this |le |ce |la |esta )?(?:judge?ment|conviction|jugement|condamnation"
    r"|sentencia"
    r"|condena|приговор)\b"
)


def _absence(sentence: Sentence) -> list[_Value]:
    """'The judgment was rendered in absentia': of the subject, as no other judgment leads so."""
    match = cue("absence").search(sentence.text)
    negated = re.search(r"(?i)\b(?:not|pas|no|не)\b", sentence.text)
    if not match or negated or not _JUDGED.search(sentence.text) or match.start() > _NEAR:
        return []
    return [(True, sentence.parts, match[0])]


_NEAR = 60
_READERS: tuple[tuple[str, Callable[[Sentence], list[_Value]]], ...] = (
    ("notice_date", _published),
    ("issuing_country", _country),
    ("nationalities", _nationality),
    ("limitation_expires", _limitation),
    ("in_absentia", _absence),
)


# --- the warrant ---


def _read_warrant(findings: Findings, sentences: Sequence[Sentence]) -> None:
    """The warrant that the sentences speak of, if they speak of one."""
    parts: dict[str, list[_Value]] = {}
    for sentence in sentences:
        match = cue("warrant").search(sentence.text)
        if match is None:
            continue
        read = read_warrant(sentence.text[match.end() :].split("; ")[0])
        act = _RULING.search(sentence.text[: match.start()])
        if read.date is None and read.reference is None and act:
            read = read_warrant(sentence.text[act.start() : match.start()])
        if read.date is None and read.reference is None:
            continue
        office = read.authority or _office_before(sentence.text[: match.start()])
        values = {"reference": read.reference, "date": read.date, "authority": office}
        for name, value in values.items():
            if value:
                parts.setdefault(name, []).append((value, sentence.parts, ""))
    for name, found in parts.items():
        if len({_plain(value) for value, *_ in found}) == 1:
            value, lines, _ = found[0]
            add_warrant_part(findings, name, value, lines, "probable", NOTE, _plain(value))


_RULING = re.compile(  # 'by a ruling of the court of 3 May 2015 his detention was ordered'
    r"(?:Постановлением|постановлением|Решением|решением|Определением|определением)\s+(?=[А-ЯЁ])"
)


def _plain(value: Any) -> str:
    """A value in a form that tells whether two are the same."""
    return ", ".join(value.readings) if isinstance(value, FoundDate) else fold(str(value))


_ACTS = re.compile(
    r"(?P<office>(?:[A-ZА-ЯЁÀ-Þ]|\d+-)[^,;.()]{6,110}?)\s+(?:has |had |a |ha )?"
    r"(?:issued|ordered|granted|délivré|décerné|émis|lancé|dictó|libró|expidió|emitió|dictado|emitido"
    r"|librado|expedido|вынес\w*|выдал\w*|избрал\w*|санкционировал\w*)\b[^,;.]{0,30}$"
)


def _office_before(text: str) -> str | None:
    """'The District Court of Riga issued an arrest warrant': the court."""
    match = _ACTS.search(text)
    if match is None or issuer_of(match["office"]) is None:
        return None
    return re.sub(r"^(?i:the|le|la|el|l['’])\s*", "", match["office"]).strip() or None
