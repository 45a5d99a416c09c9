"""The lines of a document, page by page, without what headers and footers repeat."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from redrisk.errors import InvalidInput, Problem
from redrisk.intake.countries_in_text import countries_in
from redrisk.intake.plain import clean, fold
from redrisk.intake.references import control_numbers_in

MOST_LINES = 5_000
MOST_CHARACTERS = 600_000
_EDGE = 4
_WIDEST_GAP = " " * 150
_LONG_GAP = re.compile(r"\s{150,}")
_PAGE_NUMBER = re.compile(
    r"^[\W_]*(?:(?:page|p|pagina|pag|стр|страница|лист|seite|sayfa)[\s.:]*)?[0-9]{1,3}"
    r"(?:\s*(?:/|of|sur|de|из|-)\s*[0-9]{1,3})?[\W_]*$",
    re.IGNORECASE,
)
_FURNITURE = frozenset(
    fold(line)
    for line in (
        "for official use only", "restricted", "confidential", "interpol", "icpo interpol",
        "interpol for official use only", "for police use only", "unclassified",
        "general secretariat",
        "à usage officiel", "réservé à l'usage officiel", "à usage officiel uniquement",
        "diffusion restreinte",
        "confidentiel", "réservé à la police", "oipc interpol", "secrétariat général",
        "usage officiel uniquement", "pour usage officiel uniquement",
        "solo para uso oficial", "uso oficial", "de uso oficial", "confidencial",
        "para uso oficial",
        "secretaría general", "reservado", "uso oficial exclusivamente",
        "для служебного пользования", "только для служебного пользования", "конфиденциально",
        "секретно", "интерпол", "мокп интерпол", "генеральный секретариат",
        "генеральный секретариат интерпола", "end of document", "fin du document",
        "fin del documento",
        "конец документа", "translation", "certified translation", "unofficial translation",
        "translated from russian", "translated from turkish", "translated from arabic",
    )
)  # fmt: skip


_FURNITURE_WORDS = frozenset(
    fold(
        "interpol icpo oipc for official police use only restricted confidential unclassified "
        "and judicial general secretariat à usage officiel réservé exclusif de la restreinte "
        "confidentiel secrétariat général uso oficial solo para exclusivo reservado confidencial "
        "secretaría для служебного пользования только конфиденциально интерпол"
    ).split()
)
_RUNNING_WORDS = _FURNITURE_WORDS | frozenset(
    fold(
        "ICPO OIPC O I P C МОУП red notice notice rouge notificación roja красное уведомление "
        "diffusion difusión диффузия control no n № de du von"
    ).split()
)
_PAGE_MARK = re.compile(
    r"(?i)\b(?:page|p[aá]gina|p[aá]g|p|sheet|hoja|feuille|folio|стр|страница|лист)\b\.?\s*[0-9]{1,3}"
    r"(?:\s*(?:/|of|sur|de|из)\s*[0-9]{1,3})?"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document: its page (None if there are no pages), its number there, its text.

    ``led`` is the length of the heading that the document's layout shows the line to begin with.
    """

    page: int | None
    number: int
    text: str
    led: int = 0


def pages_of_text(text: str) -> list[list[str]]:
    """The pages of a text, parted by form feeds, each a list of lines."""
    return [page.split("\n") for page in text.replace("\r\n", "\n").replace("\r", "\n").split("\f")]


def lines_of(pages: Sequence[Sequence[str]], *, paged: bool, where: str = "") -> list[Line]:
    """The lines that carry content, in order; blank lines stay, as they part blocks.

    Raises
    ------
    InvalidInput
        If there are more lines or characters than any notice has.
    """
    count = sum(len(page) for page in pages)
    size = sum(len(line) for page in pages for line in page)
    if count > MOST_LINES or size > MOST_CHARACTERS:
        message = (
            f"has {count} lines and {size} characters; a notice has a few pages "
            f"(at most {MOST_LINES} lines are read): cut out the pages that hold the notice"
        )
        raise InvalidInput([Problem("", message)], where)
    repeated = _repeated(pages) | _repeated_at_marks(pages)
    top = _top_of(pages)
    lines: list[Line] = []
    seen: set[str] = set()
    numbers: set[str] = set()
    for page_number, page in enumerate(pages, start=1):
        for number, raw in enumerate(page, start=1):
            text = _LONG_GAP.sub(_WIDEST_GAP, clean(raw).replace("**", "")).rstrip()
            text = _ORDINAL.sub(r"\1", _without_slips(_SPACED.sub(_unspaced, text)))
            key = _without_figures(text)
            runs = key in repeated and (key in seen or (key not in top and ":" not in text))
            if text.strip() and (_is_furniture(text) or runs):
                continue
            if numbers & (here := set(control_numbers_in(text))) and _is_running(text):
                continue
            numbers |= here
            if key in repeated:
                seen.add(key)
            lines.append(Line(page_number if paged else None, number, text))
    return lines


_ORDINAL = re.compile(r"((?:^|(?<=[\s;(]))[0-9]{1,2})\s?[°ºª](?=\s?[).])")
"""The degree in '1°) fraud', which is the item 1) of a list."""

_SPACED = re.compile(r"(?<!\S)[^\W\d_](?:\s+[^\W\d_](?!\S)){4,}")


def _unspaced(match: re.Match[str]) -> str:
    """'R E D  N O T I C E' as 'RED NOTICE'; small letters stay, as they can be words."""
    text = match[0]
    if not re.match(r"(?:\w\s+){3}\w", text) or not re.sub(r"\s", "", text)[:4].isupper():
        return text
    return re.sub(r"\s{2,}", " ", re.sub(r"(?<=\S) (?=\S)", "", text))


_CAPITALS = re.compile(r"(?<![^\W_])(?=[^\W\d_]*[A-ZÀ-Þ]{2})[A-ZÀ-Þl]{4,}(?![^\W_])")
_LOST_CAPITAL = re.compile(r"(?<![^\W_])l(?=[bcdfghjkmnpqrstvwxz][a-zà-ÿ]{2})")
_FIGURE_ONE = re.compile(r"(?<=[a-zà-ÿ])1(?=[a-zà-ÿ])")


def _without_slips(text: str) -> str:
    """'NATlONALlTÉ' as 'NATIONALITÉ', 'contrô1e' as 'contrôle': what scanning confuses."""
    text = _CAPITALS.sub(lambda match: match[0].replace("l", "I"), text)
    return _FIGURE_ONE.sub("l", _LOST_CAPITAL.sub("I", text))


def _is_furniture(text: str) -> bool:
    if not any(char.isalnum() for char in text):
        return True  # a rule, a row of dots
    bare = unicodedata.normalize("NFD", text.strip()).replace("\u0301", "")
    folded = fold(_PAGE_MARK.sub(" ", bare))
    words = folded.split()
    only_furniture = len(words) > 1 and set(words) <= _FURNITURE_WORDS
    return _PAGE_NUMBER.match(bare) is not None or folded in _FURNITURE or only_furniture


def _is_running(text: str) -> bool:
    """Whether a line only repeats what the document is, whose, and its number."""
    words = set(re.findall(r"[^\W\d_]{2,}", fold(_PAGE_MARK.sub(" ", text))))
    return all(word in _RUNNING_WORDS or countries_in(word, nationality=True) for word in words)


def _without_figures(text: str) -> str:
    """The line as a header repeats it, whatever its page number."""
    text = re.sub(r"\b[0-9]{1,3}\s*(?:/|of|sur|de|из)\s*[0-9]{1,3}\s*$", "#", text.strip())
    text = re.sub(r"(?i)\b(page|p\.|pág\.|página|стр\.)\s*[0-9]{1,3}", r"\1 #", text)
    text = re.sub(
        r"(?i)\b(folio|feuillet|hoja|sheet|лист|л\.)\s*(?:n\S{0,2}\s)?[0-9]{1,7}$", r"\1 #", text
    )
    return fold(text.replace("#", " hash "))


def _top_of(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """The first lines of the document: what a header repeats stands there, a footer does not."""
    filled = [line for page in pages[:1] for line in page if any(map(str.isalnum, line))]
    return frozenset(_without_figures(line) for line in filled[:_EDGE])


def _repeated(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Lines at the top or bottom of two pages or more."""
    counts: Counter[str] = Counter()
    for page in pages:
        filled = [line for line in page if line.strip()]
        edges = filled[:_EDGE] + filled[-_EDGE:] if len(filled) > 2 * _EDGE else filled
        counts.update({_without_figures(line) for line in edges})
    counts.pop("", None)
    return frozenset(key for key, count in counts.items() if count > 1)


_MARK = re.compile(
    r"(?i)(?:\b(?:page|p[aá]gina|p[aá]g\.|p\.|sheet|hoja|feuille)|\b(?:стр\.?|страница|лист))"
    r"\s*[0-9]{1,3}(?:\s*(?:/|of|sur|de|из)\s*[0-9]{1,3})?\W*$"
)
_MARK_REACH = 2


def _repeated_at_marks(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Lines that stand again and again at a page number, in a text without form feeds."""
    counts: Counter[str] = Counter()
    for page in pages:
        filled = [line for line in page if line.strip()]
        marks = [index for index, line in enumerate(filled) if _MARK.search(line)]
        near = {
            place
            for index in ([*marks, len(filled) - 1] if marks else [])
            for place in range(max(0, index - _MARK_REACH), index + _MARK_REACH + 1)
            if place < len(filled)
        }
        counts.update(_without_figures(filled[place]) for place in near)
    return frozenset(key for key, count in counts.items() if count > 1 and key)


def joined(lines: Sequence[str]) -> str:
    """Lines as one text: a word that a hyphen broke at a line's end is made whole.

    >>> joined(["misappro-", "priation of", "funds"])
    'misappropriation of funds'
    """
    text = ""
    for line in (part.strip() for part in lines):
        if not line:
            continue
        end = text[-3:]
        if (
            re.search(r"[^\W\d_]-$", end) and re.match(r"[^\W\d_]", line) and not line[0].isupper()
        ) or (re.search(r"[A-ZА-Я]{2}-$", end) and re.match(r"[A-ZА-Я]{2}", line)):
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return text
