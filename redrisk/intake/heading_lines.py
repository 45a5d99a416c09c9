"""Whether a line begins with a heading, and where the heading ends.

A heading stands before a colon, a wide gap, a bar or a dash; alone on its line; or, if it is one
that the catalogue knows, directly before its value. It may break over two or three lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from redrisk.intake.countries_in_text import countries_in
from redrisk.intake.dates_in_text import dates_in
from redrisk.intake.heading_words import part_of
from redrisk.intake.labels import Label, beginnings, label_of, phrases, without_numbering
from redrisk.intake.pages import Line
from redrisk.intake.penalties_in_text import longest_penalty
from redrisk.intake.plain import fold, goes_on, is_open
from redrisk.intake.references import reference_in
from redrisk.intake.warrant_in_text import issuer_of

MOST_HEADING_WORDS = 7
_HEAD = 200
_SEPARATOR = re.compile(
    r"\s*(?<![0-9])[:：]\s*|\s*[:：](?![0-9])\s*|\s*\|\s*|\t+\s*|\s{2,}|\s+[–—=]\s+|\s+-\s+|\s*\.{4,}\s*|\s*_{3,}\s*"
    r"|\s*\?\s+(?=(?i:yes|no|oui|non|s[ií]|да|нет)\b)"
)
GAP = re.compile(r"\s*\|\s*|\t+\s*|\s{3,}")
WORD = re.compile(r"[^\W_]+|№")
_VALUE_START = re.compile(r"[\"«“„'‘(№#]?(?:[A-ZА-ЯЁÀ-ÖØ-Þ0-9]|n[°ºo.]|№)")
_PROSE_END = re.compile(r"[.;,]$")
_SHORT_END = re.compile(r"\b[^\W\d_]{1,4}\.$")
_LONGEST_TITLE = 90
_MOST_TITLE_WORDS = 10
_LONGEST_HEADING = 130
ROOMY = frozenset({"summary", "extradition", "other.warning"})
_NEVER_ALONE = frozenset(
    fold(heading)
    for heading in (
        "from", "court", "ref", "reference", "dit", "crime", "note", "nota", "count", "tribunal",
        "суд",
        "выдан", "pena", "peine", "autorité", "de", "от", "prosecutor", "judge", "investigator",
        "juge",
        "procureur", "fiscal", "juez", "судья", "прокурор", "следователь", "penal code",
        "criminal code",
        "associates", "address", "no", "number", "date", "par", "by", "provision", "provisions",
        "demandeur", "лицо", "избрана", "орган", "предусмотренного", "предусмотрено", "назначено",
        "файл", "категория", "solicita", "sujeto", "разыскивается", "parution", "dispositions",
        "incrimination", "previsto en", "ордер", "вынес", "вынесено", "вынесен", "выдано",
        "ilícito", "requerido", "reclamado", "accusation", "accusations",
    )
)  # fmt: skip
_BARE_PREFIX = ("nationality", "identity.sex", "identity.description", "max_penalty")


_SENTENCE_WITHIN = re.compile(r"[^\W\d_]{4,}\.\s|\b[A-ZА-ЯЁ]{2,3}\.\s+[A-ZА-ЯЁ][a-zа-яё]{3}")
_CLOSED = re.compile(r"(?:^|[.;:!?»\"”)])\s*$")


@dataclass(slots=True)
class Split:
    """A heading found at the start of a text, and the words that follow it there."""

    label: Label
    heading: str
    rest: str
    lines: int = 1


def heading_at(lines: Sequence[Line], index: int, *, in_prose: bool) -> Split | None:
    """The heading that a line begins with, or None; in prose, only one that can't be missed."""
    if lines[index].led:
        return _of_layout(lines[index])
    text = without_numbering(lines[index].text)
    if not text or not any(char.isalpha() for char in text):
        return None
    title = None if in_prose else _title(text)
    if title:
        return title
    if index and goes_on(lines[index - 1].text) and not _SEPARATOR.search(text):
        return None  # the rest of a value that broke before a word that is also a heading
    broken = _broken_heading(lines, index) or _hanging_heading(lines, index)
    if broken:
        return broken
    split = split_heading(text, in_prose=in_prose, numbered=text != lines[index].text.strip())
    if split is None and in_prose and index and not lines[index - 1].text.strip():
        split = split_heading(text, in_prose=False)
        fits = split and split.rest and _fits(split.label.key, split.rest) and " " in split.heading
        return split if fits else None
    if split and index and _is_wrapped(lines, index, text, split):
        return None
    if split and index and _ends_capitals(lines[index - 1].text, text, split):
        return None
    if split and in_prose and index and not _CLOSED.search(lines[index - 1].text):
        colon = text[len(split.heading) :].lstrip()[:1]
        return split if colon in (":", "|", "") and split.rest != text else None
    return split


_WIDE = 60


def _ends_capitals(above: str, text: str, split: Split) -> bool:
    """Whether a word or two only end a text in capitals: 'CODE' below 'THE REVISED PENAL'."""
    few = split.label.how == "words" and not split.rest and len(text.split()) <= _FEWEST_WORDS
    return few and text.isupper() and above.isupper()


def _is_wrapped(lines: Sequence[Line], index: int, text: str, split: Split) -> bool:
    """Whether a line of running text only happens to begin with a heading."""
    above = lines[index - 1].text.strip()
    after = text[len(split.heading) :].lstrip(" ")
    runs_on = after[:1].islower() or after[:1] == ","
    if split.label.key in _DATE_KEYS and _fits(split.label.key, split.rest):
        return False
    if split.label.key in ("sentence", "in_absentia") and after[:1] != ":":
        runs_on = runs_on or not _CLOSED.search(above)
    return runs_on and len(above) >= _WIDE and len(text) >= _WIDE


def _of_layout(line: Line) -> Split | None:
    """The heading that the layout shows, if it is understood."""
    heading = without_numbering(line.text[: line.led])
    label = label_of(heading)
    return Split(label, heading, line.text[line.led + 1 :].strip()) if label else None


def split_heading(text: str, *, in_prose: bool, numbered: bool = False) -> Split | None:
    """The heading at the start of a text, and the words after it."""
    numbered_value = known_prefix(text, in_prose=in_prose)
    if (
        numbered_value
        and numbered_value.label.key in _REFERENCE_KEYS
        and _fits(numbered_value.label.key, numbered_value.rest)
    ):
        return numbered_value
    head = text[:_HEAD]
    for count, match in enumerate(_SEPARATOR.finditer(head)):
        if count > 3:
            break
        heading = head[: match.start()]
        strong = ":" in match[0] or "：" in match[0]
        loosely = (
            strong or "|" in match[0] or "\t" in match[0] or len(match[0]) > 2
        ) and not in_prose
        stopped = heading.endswith(".") and match[0].isspace()  # 'Accusation.  Fraud'
        loosely = loosely or (not in_prose and len(match[0]) > 1 and (numbered or stopped))
        plain = not is_open(heading) and not _SENTENCE_WITHIN.search(heading)
        label = label_of(heading, loosely=loosely) if plain else None
        if label and not (in_prose and not _is_heading_like(heading)):
            return Split(label, heading, text[match.end() :])
        if strong:
            break
    return (
        _whole_line(text, loosely=False, numbered=numbered)
        or known_prefix(text, in_prose=in_prose)
        or (None if in_prose else _whole_line(text, loosely=True, numbered=numbered))
    )


def _title(text: str) -> Split | None:
    """A line that says what the document is, as in 'Wanted person - RED NOTICE'."""
    if len(text) > _LONGEST_TITLE or re.search(r"[:0-9]", text):
        return None
    label = title_in(text)
    short = text.isupper() or len(text.split()) <= _MOST_TITLE_WORDS
    return Split(label, text, "") if label and short else None


def title_in(text: str) -> Label | None:
    """The label of a title phrase in a text; of two words or more, as one is common in prose."""
    folded = f" {fold(text)} "
    found = [phrase for phrase in _title_phrases() if f" {phrase} " in folded]
    return phrases()[max(found, key=len)] if found else None


@cache
def _title_phrases() -> tuple[str, ...]:
    return tuple(
        phrase
        for phrase, label in phrases().items()
        if label.key.startswith("title") and " " in phrase
    )


def _is_heading_like(text: str) -> bool:
    """Whether words in the middle of prose can be a heading: capitals, or known and capitalised."""
    return text.isupper() or (text[:1].isupper() and (" " in text or len(text) > 3))


def _whole_line(text: str, *, loosely: bool, numbered: bool = False) -> Split | None:
    """A heading alone on its line; ``loosely`` also one that is only like a known heading."""
    heading = text.rstrip(" :：.-–—_?")
    is_prose = _PROSE_END.search(text) and not text.isupper() and not _SHORT_END.search(text)
    if len(text) > _LONGEST_HEADING or not heading or is_prose:
        return None
    if heading[:1].islower() or (
        fold(heading) in _NEVER_ALONE and not (numbered and heading.isupper())
    ):
        return None
    if loosely:
        marked = text.isupper() or numbered or text.endswith(":")
        understood = None if marked else part_of(fold(heading))
        if (
            not (marked or (understood and understood.meanings > 1))
            or "|" in text
            or len(heading.split()) > MOST_HEADING_WORDS + 5
            or re.search(r"[0-9](?![^\W\d_])", heading)
        ):
            return None
    label = label_of(heading, loosely=loosely, in_parts=loosely or "/" in heading)
    sure = text.isupper() or text.endswith(":") or len(heading.split()) > _FEWEST_WORDS
    if label is None or (label.how == "words" and not sure):
        return None
    return Split(label, heading, "")


_FEWEST_WORDS = 2


def known_prefix(text: str, *, in_prose: bool) -> Split | None:
    """'Maximum penalty possible 10 years': a known heading straight before its value."""
    words = list(WORD.finditer(text[:_HEAD]))
    known = phrases()
    for count in range(min(len(words), 14), 0, -1):
        if fold(text[: words[count - 1].end()]).count(" ") + 1 < count:
            continue
        end = words[count - 1].end()
        label = known.get(fold(text[:end]))
        if label is None:
            continue
        heading, rest = text[:end], text[end:].lstrip(" ).,°º?-–")
        if not rest or not heading[:1].isupper():
            return None
        typed = _fits(label.key, rest)
        if not typed and not _VALUE_START.match(rest):
            return None
        capitals = heading.isupper() and len(heading) > 3
        if fold(heading) in _NEVER_ALONE and not typed:
            return None
        if count == 1 and not typed and not label.key.startswith(_BARE_PREFIX):
            return None
        if in_prose and not (capitals and not rest.isupper()):
            return None
        if label.key.startswith("title") or (
            _PROSE_END.search(text) and len(words) > 25 and not capitals
        ):
            return None
        return Split(label, heading, rest)
    return None


def _fits(key: str, value: str) -> bool:
    """Whether a value in small letters is what a heading calls for."""
    if key == "nationality":
        return (
            bool(countries_in(value, nationality=True)) and len(value.split()) < MOST_HEADING_WORDS
        )
    if key == "max_penalty":
        return longest_penalty(value).value is not None
    if key in _DATE_KEYS:
        dates = dates_in(value)
        return bool(dates) and dates[0].start <= _DATE_NEAR
    if key == "issuing_country":
        return len(countries_in(value)) == 1 and len(value.split()) <= MOST_HEADING_WORDS
    if key == "warrant_authority":
        return _ARTICLE.match(value) is not None and issuer_of(value[:_HEAD]) is not None
    if key in _REFERENCE_KEYS:
        return (
            any(char.isdigit() for char in value.split(maxsplit=1)[0])
            and reference_in(value) is not None
        )
    if key == "warrant":
        dates = dates_in(value)
        if _NUMBERED.match(value) and reference_in(value):
            return True
        begins = _ISSUED.match(value) or re.match(r"(?i)[\w. ]{0,20}(?:\bn[.°º]|\bno\.|№)", value)
        return begins is not None and bool(dates)
    return False


_ARTICLE = re.compile(r"(?:the|le|la|el)\s|l['’]")
_REFERENCE_KEYS = frozenset({"control_number", "file_number"})
_DATE_KEYS = frozenset({
    "notice_date", "request_date", "limitation", "limitation_or_expiry", "warrant_date",
    "offence_date",
    "case_opened", "retained_until", "renewed_on",
})  # fmt: skip
_DATE_NEAR = 30
_NUMBERED = re.compile(r"(?:№|[Nn][.°º]+|[Nn]o\.)\s*\w")
_ISSUED = re.compile(
    r"(?i)(?:issued|dated|of|en date|delivered|délivrée?|émise?|décernée?|du|"
    r"dictad|expedid|emitid|librad"
    r"|de fecha|de(?= [0-9])|girad|от|выдан|вынес)"
)


def _broken_heading(lines: Sequence[Line], index: int) -> Split | None:
    """A heading whose words go on in the next line or two."""
    first = without_numbering(lines[index].text)
    whole_first = re.split(r"[:：]", first)[0]
    if len(whole_first) < len(first) or len(first) > 110:
        return None
    text = first
    for extra in (1, 2):
        if index + extra >= len(lines):
            return None
        if fold(text) not in beginnings():
            return None
        following = lines[index + extra].text.strip()
        if not following:
            return None
        text = f"{text} {following}" if not text.endswith("-") else text[:-1] + following
        heading, colon, rest = text.partition(":")
        if phrases().get(fold(heading)) and len(heading) > len(first):
            label = phrases()[fold(heading)]
            if not colon and _is_two_headings(first, following):
                return None
            return Split(label, heading, rest.strip() if colon else "", extra + 1)
        gap = GAP.search(following)
        if gap:
            heading = f"{lines[index].text.strip()} {following[: gap.start()]}"
            label = phrases().get(fold(heading))  # type: ignore[assignment]
            if label:
                return Split(label, heading, following[gap.end() :], extra + 1)
    return None


_HANGS = re.compile(
    r"(?i)\b(?:of|the|for|to|by|and|or|de|del|la|el|los|las|du|des|le|les|et|ou|y|o|par|por|para|pour|en"
    r"|о|об|на|для|в|по|с|и|или)\s*$|\b[ld]['’]\s*$"
)
_LONGEST_HANGING = 110


def _hanging_heading(lines: Sequence[Line], index: int) -> Split | None:
    """A heading that breaks behind a small word and ends with a colon in the next line."""
    first = without_numbering(lines[index].text)
    if ":" in first or not _HANGS.search(first) or index + 1 == len(lines):
        return None
    second, colon, rest = lines[index + 1].text.strip().partition(":")
    heading = f"{first} {second}"
    if not colon or len(heading) > _LONGEST_HANGING:
        return None
    label = label_of(heading)
    if label is None or label.how not in ("exact", "words"):
        return None
    return Split(label, heading, rest.strip(), 2)


def _is_two_headings(first: str, second: str) -> bool:
    """Whether each line is a heading of its own, and the longer phrase only chance."""
    one, two = phrases().get(fold(first)), phrases().get(fold(second))
    return bool(one and two)
