"""Keeps names and birth dates out of everything that is kept.

The words under the headings of a document's identity part are read once, to know what must not be
repeated anywhere else, and then dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from redrisk.intake.countries_in_text import countries_in
from redrisk.intake.dates_in_text import MONTH_WORDS, dates_in
from redrisk.intake.labels import phrases
from redrisk.intake.number_words import NUMBER_WORDS
from redrisk.intake.plain import fold, stem, words

MASK = "[name]"
_BIRTH_MASK = "[birth date]"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_COMMON = words(
    """
    and the of de la le les el los las del des du van von bin ibn al abu ben da do dos di
    née nee né y et и unknown not known none name names first last family no yes male female
    masculin féminin masculino femenino мужской женский нет да неизвестно inconnu
    desconocido ninguno néant aka alias dit also available confirmed confirmé see attached
    annex
    """
)
_SHORTEST = 3


class NameMask:
    """Replaces the words of names, and the dates of birth, that it was told of.

    Parameters
    ----------
    names
        What stands under the headings for names.
    births
        What stands under the headings for the date of birth.

    Examples
    --------
    >>> NameMask(["DOE, John"], ["3 May 1970"]).hide("John DOE, born 03.05.1970, took the money")
    '[name], born [birth date], took the money'
    """

    def __init__(self, names: Iterable[str], births: Iterable[str] = ()) -> None:
        words = {word for name in names for word in _WORD.findall(name)}
        words |= {part for word in words for part in re.split(r"['’-]", word)}
        self._words = frozenset(
            fold(word)
            for word in words
            if fold(word) not in _COMMON
            and fold(word) not in _OFFICE
            and (len(word) >= _SHORTEST or (len(word) > 1 and word[0].isupper()))
        )
        self._stems = frozenset(stem(word) for word in self._words if len(word) >= _SHORTEST)
        self._births = frozenset(
            iso
            for birth in births
            for found in dates_in(birth)
            for iso in found.readings
            if len(iso) > 7
        )

    def hide(self, text: str) -> str:
        """The text with names and birth dates replaced."""
        if self._births:
            for found in reversed(dates_in(text)):
                if self._births & set(found.readings):
                    text = text[: found.start] + _BIRTH_MASK + text[found.end :]
        if self._words:
            text = _WORD.sub(lambda match: MASK if self._is_name(match[0]) else match[0], text)
            text = re.sub(r"\[name\](?:[\s,.-]+\[name\])+", MASK, text)
        return text

    def _is_name(self, word: str) -> bool:
        if not word[0].isupper() and word[0].lower() != word[0].upper():
            return False
        folded = fold(word)
        if folded in self._words:
            return len(word) >= _SHORTEST or word.isupper()
        if any(part in self._words and len(part) >= _SHORTEST for part in folded.split()):
            return True
        base = stem(folded)
        return base in self._stems or any(
            len(known) > 3 and folded.startswith(known) and len(folded) - len(known) <= 3
            for known in self._stems
        )


_TITLES = re.compile(
    r"(?P<title>\b(?i:judges?|magistrates?|juge|juez|jueza|судь[яией]{1,2}|судьёй|prosecutor|procureur|fiscal"
    r"|прокурор(?:ом)?|investigator|следовател(?:ь|ем)|hon\.?|mr\.?|ms\.?|mrs\.?|m\.|mme|dr\.?|lic\.?"
    r"|don|doña|d\.)\s+)(?P<name>(?:(?:[A-ZА-ЯЁÀ-Þ]\.\s?)+|[A-ZА-ЯЁÀ-Þ][\w'’-]+\s*){1,4})"
)
_OFFICE = words(
    """
    court tribunal general public office district central regional supreme criminal
    investigating of de del la du the high appeal magistrate state federal first instance
    attorney military republic republique republica city civil penal instruccion instruction
    garantias control juzgado juge cour corte crown chief principal sessions special
    examining area local primer primera primero segundo segunda tercer tercero tercera
    cuarto cuarta quinto quinta sexto sexta septimo septima octavo octava noveno novena
    decimo decima undecimo duodecimo vigesimo trigesimo cuadragesimo quincuagesimo unico
    unica premier deuxieme troisieme second third fourth fifth competent promiscuo mixto
    sala provincia province county superior justice peace paix paz garantia hearing trial
    for pour para cases cbi economic crimes delitos offences narcotics sadc
    duty on turno guardia liquidador especializado anticorrupcion
    """
)


def without_persons(text: str) -> str:
    """The text without the name that follows a title, as in 'Judge A. Brown of the District Court'.

    >>> without_persons("Judge A. Brown of the District Court"), without_persons("Judge of Rome")
    ('Judge of the District Court', 'Judge of Rome')
    """

    def drop(match: re.Match[str]) -> str:
        name = match["name"]
        if not name[0].isupper() or any(word in _OFFICE for word in fold(name).split()):
            return match[0]
        if any(stem(word) in _OFFICE_STEMS for word in fold(name).split()):
            return match[0]
        return match["title"]

    text = without_papers(text)
    return re.sub(r"\s+([,;])", r"\1", _TITLES.sub(drop, text)).strip(" ,;")


_PAPER = re.compile(
    r"(?i)(?<![^\W\d_])(?:passports?|passeports?|pasaportes?|паспорт\w*|pass?|pp|dni"
    r"|c\.\s?i\.|c[ée]dula(?: de \w+)?|curp|cni|nie|id(?:entity)?(?: card)?|carte d['’]identité"
    r"|documento(?: de identidad)?"
    r"|удостоверени\w*|personal n(?:o|umber)|загранпаспорт\w*)(?![^\W\d_])"
    r"(?:\s+(?!n[aé]|born)[^\W\d_]{2,12})?[\s:.,№°º#–—-]{1,4}(?:n[.°ºo]*\s*)?"
    r"(?P<number>(?:[A-ZА-Я]{1,4}[\s.-]?)?[0-9][\w./-]*(?:\s[0-9]{2,}[\w./-]*){0,3})"
)
_BORN = re.compile(
    r"(?i)(?<![^\W\d_])(?:born|n[ée]e?|nacid[oa]|nac\.?|nacimiento|naissance|birth|d\.?o\.?b\.?|b\.|n\.|родил\w+"
    r"|род\.?|рожд\w*|г\.\s?р\.?)(?![^\W\d_])[^0-9;()]{0,25}"
)
_BORN_BROKEN = re.compile(  # 'born on 3 May', and the year in the next line
    rf"(?i)({_BORN.pattern.removeprefix('(?i)')})[0-9]{{1,2}}\s+[^\W\d_]{{3,10}}\.?\s*$"
)
_BORN_AFTER = re.compile(r"(?i)\s*(?:г\.|года)?\s*(?:рожд|г\.?\s?р\.|\(?d\.?o\.?b)")
_BORN_IN_WORDS = re.compile(r"(?i)\b(?:l['’]an|en|in the year|año)\s+(?P<year>(?:19|20)[0-9]{2})")


def without_papers(text: str) -> str:
    """The text without the numbers of identity papers and without dates of birth.

    >>> without_papers("born on 3 May 1970 in Riga, passport LV 4490127, arrested 5 May 2020")
    'born on … in Riga, passport LV …, arrested 5 May 2020'
    """
    for match in reversed(list(_PAPER.finditer(text))):
        text = f"{text[: match.start('number')]}…{text[match.end('number') :]}"
    text = _BORN_BROKEN.sub(r"\1…", text)
    births = [match.end() for match in _BORN.finditer(text)]
    for date in reversed(dates_in(text)) if births or _BORN_AFTER.search(text) else ():
        led = any(0 <= date.start - end < _NEAR for end in births)
        if led or _BORN_AFTER.match(text, date.end):
            text = f"{text[: date.start]}…{text[date.end :]}"
    if births:
        for match in reversed(list(_BORN_IN_WORDS.finditer(text))):
            if match.start("year") >= births[0]:
                text = f"{text[: match.start('year')]}…{text[match.end() :]}"
    return text


_NEAR = 3


_OFFICE_STEMS = frozenset(
    stem(word)
    for word in [
        "районный",
        "городской",
        "областной",
        "верховный",
        "следственный",
        "генеральный",
        "прокуратура",
        "суд",
        "федеральный",
        "военный",
        "гарнизонный",
        "центральный",
        "республика",
    ]
)


def harmless(text: str) -> str:
    """The text with every word left out that could be a name.

    A capitalised word stays only if the catalogue of headings, a month, a number or a country
    knows it.

    >>> harmless("Photo of John Doe taken in France, May 2015")
    'Photo of … taken in France, May 2015'
    """
    text = without_papers(text)
    hidden = _WORD.sub(lambda match: match[0] if _is_harmless(match[0]) else "…", text)
    return re.sub(r"…(?:[\s.,-]*…)+", "…", hidden)


_DOCUMENT_NUMBER = re.compile(
    r"(?<![^\W_])(?=(?:[^\s]*[0-9]){5})[\w][\w./-]*[\w]|[0-9]{2,4}(?: [0-9]{2,7}){1,3}"
)


def harmless_line(text: str) -> str:
    """A line as it may be shown: also without whole dates and without numbers as documents have.

    >>> harmless_line("Passport 71 8830416, issued 3 May 2015 in France")
    'Passport …, issued … in France'
    """
    for found in reversed(dates_in(text)):
        if len(found.readings[0]) > len("2015-05"):
            text = f"{text[: found.start]}…{text[found.end :]}"
    return harmless(_DOCUMENT_NUMBER.sub("…", text))


def _is_harmless(word: str) -> bool:
    if word[0].islower():
        return True
    folded = fold(word)
    return (
        folded in MONTH_WORDS
        or folded in NUMBER_WORDS
        or folded in _heading_words()
        or bool(countries_in(word))
    )


@cache
def _heading_words() -> frozenset[str]:
    return frozenset(word for phrase in phrases() for word in phrase.split())
