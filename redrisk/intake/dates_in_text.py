"""Dates as documents write them, in English, French, Spanish and Russian.

A numeric date with slashes or dashes whose first two numbers could both be the month is
ambiguous, and no reading of it is chosen, unless other dates of the document settle the order.
Dots are read day first: no language that writes dots puts the month first.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

from redrisk.intake.number_words import NUMBER_WORDS, number_at
from redrisk.intake.plain import clean, fold

Certainty = Literal["certain", "probable", "ambiguous"]

_MONTHS = {
    1: "january jan janvier janv enero ene январь января январе янв",
    2: "february feb fevrier fevr fev febrero febr февраль февраля феврале фев февр",
    3: "march mar mars marzo март марта марте мар",
    4: "april apr avril avr abril abr апрель апреля апреле апр",
    5: "may mai mayo май мая мае",
    6: "june jun juin junio июнь июня июне июн",
    7: "july jul juillet juil julio июль июля июле июл",
    8: "august aug aout agosto ago август августа августе авг",
    9: "september sep sept septembre septiembre setiembre сентябрь сентября сентябре сен сент",
    10: "october oct octobre octubre октябрь октября октябре окт",
    11: "november nov novembre noviembre ноябрь ноября ноябре ноя нояб",
    12: "december dec decembre diciembre dic декабрь декабря декабре дек",
}
MONTH_WORDS: dict[str, int] = {
    word: number for number, words in _MONTHS.items() for word in words.split()
}
_ROMAN = {
    roman: number
    for number, roman in enumerate(
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], start=1
    )
}
_JOINERS = frozenset(
    [
        "of",
        "de",
        "del",
        "d",
        "the",
        "day",
        "jour",
        "jours",
        "dia",
        "dias",
        "день",
        "числа",
        "st",
        "nd",
        "rd",
        "th",
        "er",
        "eme",
        "ro",
        "do",
        "o",
        "a",
        "º",
        "ª",
        "г",
        "года",
    ]
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_TWO_DIGIT_PIVOT = 40
_NOT_IN_NUMBER = r"(?<![0-9A-Za-zА-Яа-я/№.-])"
_END = r"(?![0-9]|[/.-][0-9])"
_YEAR_FIRST = re.compile(
    _NOT_IN_NUMBER + r"(?P<y>(?:19|20)[0-9]{2})\s?(?P<s>[-/.])\s?(?P<m>[0-9]{1,2})\s?(?P=s)\s?"
    r"(?P<d>[0-9]{1,2})(?:T[0-9:.Z+]+)?" + _END
)
_YEAR_LAST = re.compile(
    _NOT_IN_NUMBER + r"(?P<a>[0-9]{1,2})\s?(?P<s>[-/.])\s?(?P<b>[0-9]{1,2}|[IVX]{1,4})\s?(?P=s)\s?"
    r"(?P<y>(?:19|20)[0-9]{2}|[0-9]{2})" + _END
)
_MONTH_YEAR = re.compile(
    _NOT_IN_NUMBER + r"(?P<m>0[1-9]|1[0-2])\s?[/.]\s?(?P<y>(?:19|20)[0-9]{2})" + _END
)
_ISO_MONTH = re.compile(_NOT_IN_NUMBER + r"(?P<y>(?:19|20)[0-9]{2})-(?P<m>0[1-9]|1[0-2])" + _END)
_COMPACT = re.compile(r"^\s*((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])\s*$")
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: its possible ISO readings, how sure they are, and where it stands."""

    readings: tuple[str, ...]
    certainty: Certainty
    start: int
    end: int

    @property
    def iso(self) -> str | None:
        """The date, if there is one reading."""
        return self.readings[0] if len(self.readings) == 1 else None


def dates_in(text: str) -> tuple[FoundDate, ...]:
    """Every date with at least a month, in the order of the text.

    >>> [found.iso for found in dates_in("le 1er mai 2015; «3» марта 2016 г.; 2017-01-02")]
    ['2015-05-01', '2016-03-03', '2017-01-02']
    >>> dates_in("03/04/2015")[0].readings
    ('2015-04-03', '2015-03-04')
    """
    text = without_slips(text)
    found: list[FoundDate] = []
    taken = bytearray(len(text))
    for finder in (_year_first, _year_last, _with_month_name, _month_and_year):
        for date in finder(text):
            if not any(taken[date.start : date.end]):
                taken[date.start : date.end] = b"\x01" * (date.end - date.start)
                found.append(date)
    return tuple(sorted(found, key=lambda date: date.start))


Order = Literal["day first", "month first"]
_order: ContextVar[Order | None] = ContextVar("order of numeric dates", default=None)


def order_in(text: str) -> Order | None:
    """Which comes first in a document's numeric dates, if some of them settle it and none differ.

    >>> order_in("born 30/10/1961, warrant of 06/05/2014"), order_in("06/05/2014")
    ('day first', None)
    """
    settled: set[Order] = set()
    for match in _YEAR_LAST.finditer(text):
        if match["s"] == "." or not match["b"].isdigit() or len(match["y"]) < 4:
            continue
        first, second = int(match["a"]), int(match["b"])
        if 12 < first <= 31 and 1 <= second <= 12:
            settled.add("day first")
        elif 12 < second <= 31 and 1 <= first <= 12:
            settled.add("month first")
    return settled.pop() if len(settled) == 1 else None


@contextmanager
def dates_ordered(order: Order | None) -> Iterator[None]:
    """Read ambiguous dates in this order while the context lasts; they are then only probable."""
    token = _order.set(order)
    try:
        yield
    finally:
        _order.reset(token)


_SLIPPED = re.compile(r"(?<![^\W_])(?=[OОlI|]*[0-9])[0-9OОlI|]{2,4}(?![^\W_])")
_SLIPPED_MONTH = re.compile(r"\brn(?=(?:ars|arch|arzo|ai|ay|ayo)\b)")
_SLIPS = str.maketrans("OОlI|", "00111")


def without_slips(text: str) -> str:
    """The text with the letters that stand for figures mended in short numbers.

    >>> without_slips("1O May 2O26, l2 years")
    '10 May 2026, 12 years'
    """
    text = _SLIPPED.sub(lambda match: match[0].translate(_SLIPS), text)
    return _SLIPPED_MONTH.sub("m", text)


def one_date(text: str) -> FoundDate | None:
    """The date that a field's words state: one date, or several that agree.

    A year alone counts if nothing else stands there. Of two dates that differ neither is chosen.

    >>> one_date("03/04/2015 (3 April 2015)").iso
    '2015-04-03'
    >>> one_date("2015").iso
    '2015'
    >>> one_date("3 May 2015, expires 3 May 2025").certainty
    'ambiguous'
    """
    text = without_slips(text)
    found = dates_in(_COMPACT.sub(r"\1-\2-\3", text))
    if not found:
        year = re.fullmatch(
            r"\W*(?:in |en |год )?((?:19|20)[0-9]{2})(?:\s?(?:г\.?|год[ау]?))?\W*", text.strip()
        )
        return FoundDate((year[1],), "certain", 0, len(text)) if year else None
    readings = set(found[0].readings)
    for date in found[1:]:
        readings &= set(date.readings)
    if len(readings) == 1:
        certainty: Certainty = (
            "probable" if any(d.certainty == "probable" for d in found) else "certain"
        )
        return FoundDate(tuple(readings), certainty, found[0].start, found[-1].end)
    every = tuple(dict.fromkeys(reading for date in found for reading in date.readings))
    return FoundDate(every, "ambiguous", found[0].start, found[-1].end)


def _iso(year: int, month: int, day: int | None) -> str | None:
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12):
        return None
    if day is None:
        return f"{year}-{month:02}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year}-{month:02}-{day:02}"


def _year_first(text: str) -> Iterator[FoundDate]:
    for match in _YEAR_FIRST.finditer(text):
        iso = _iso(int(match["y"]), int(match["m"]), int(match["d"]))
        if iso:
            yield FoundDate((iso,), "certain", *match.span())


def _year_last(text: str) -> Iterator[FoundDate]:
    for match in _YEAR_LAST.finditer(text):
        year = int(match["y"])
        certainty: Certainty = "certain"
        if len(match["y"]) == 2:
            if match["s"] != ".":  # 12/3-15 and the like are references
                continue
            year += 2000 if year < _TWO_DIGIT_PIVOT else 1900
            certainty = "probable"
        first, second = int(match["a"]), match["b"]
        if not second.isdigit():
            month = _ROMAN.get(second.lower())
            day_first = _iso(year, month, first) if month else None
            month_first = None
        else:
            day_first = _iso(year, int(second), first)
            month_first = _iso(year, first, int(second)) if match["s"] != "." else None
        readings = tuple(dict.fromkeys(iso for iso in (day_first, month_first) if iso))
        if len(readings) > 1 and _order.get():
            readings = (readings[0 if _order.get() == "day first" else 1],)
            certainty = "probable"
        if readings:
            sure = certainty if len(readings) == 1 else "ambiguous"
            yield FoundDate(readings, sure, *match.span())


def _month_and_year(text: str) -> Iterator[FoundDate]:
    for pattern in (_MONTH_YEAR, _ISO_MONTH):
        for match in pattern.finditer(text):
            iso = _iso(int(match["y"]), int(match["m"]), None)
            if iso:
                yield FoundDate((iso,), "certain", *match.span())


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    raw: str
    start: int
    end: int


def _with_month_name(text: str) -> Iterator[FoundDate]:
    tokens = [_Token(fold(m[0]), m[0], m.start(), m.end()) for m in _TOKEN.finditer(text)]
    for index, token in enumerate(tokens):
        month = MONTH_WORDS.get(token.word)
        if month is None:
            continue
        date = _around(tokens, index, month)
        if date:
            yield date


def _around(tokens: list[_Token], index: int, month: int) -> FoundDate | None:
    day_before = _day_before(tokens, index)
    year = _year_after(tokens, index + 1)
    if year:
        if day_before is None and index and tokens[index - 1].word.isdigit():
            return None  # 45 May 2015 is a slip, not May 2015
        start = day_before[1] if day_before else tokens[index].start
        iso = _iso(year[0], month, day_before[0] if day_before else None)
        return FoundDate((iso,), "certain", start, year[1]) if iso else None
    if day_before is None:
        return _day_after(tokens, index, month)
    return _year_first_in_words(tokens, index, month, day_before)


def _year_first_in_words(
    tokens: list[_Token], index: int, month: int, day: tuple[int, int]
) -> FoundDate | None:
    """2015 год, 22 апреля; 2015, April 22 has its own order."""
    at = next(i for i in range(index) if tokens[i].start == day[1]) - 1
    joined = False
    while at >= 0 and (
        not tokens[at].word or tokens[at].word in ("год", "года", "г", "year", "an")
    ):
        joined = True
        at -= 1
    if at < 0 or not joined or not re.fullmatch("(?:19|20)[0-9]{2}", tokens[at].raw):
        return None
    iso = _iso(int(tokens[at].raw), month, day[0])
    return FoundDate((iso,), "certain", tokens[at].start, tokens[index].end) if iso else None


def _day_after(tokens: list[_Token], index: int, month: int) -> FoundDate | None:
    """May 3, 2015; May 3rd 2015; May the third, 2015."""
    at = _skip(tokens, index + 1)
    day, after = _number(tokens, at, limit=2)
    if day is None or not 1 <= day <= 31:
        return None
    year = _year_after(tokens, after)
    iso = _iso(year[0], month, day) if year else None
    return FoundDate((iso,), "certain", tokens[index].start, year[1]) if iso and year else None


def _skip(tokens: list[_Token], at: int) -> int:
    steps = 0
    while at < len(tokens) and steps < 4 and (not tokens[at].word or tokens[at].word in _JOINERS):
        at += 1
        steps += 1
    return at


def _number(tokens: list[_Token], at: int, limit: int) -> tuple[int | None, int]:
    """A number in figures of at most ``limit`` digits, or in words, from a token on."""
    if at >= len(tokens):
        return None, at
    word = tokens[at].word
    if word.isdigit():
        return (int(word), at + 1) if len(word) <= limit else (None, at)
    positions = [i for i in range(at, min(at + 14, len(tokens))) if tokens[i].word]
    found = number_at([tokens[i].word for i in positions], 0)
    return (found[0], positions[found[1] - 1] + 1) if found else (None, at)


def _year_after(tokens: list[_Token], at: int) -> tuple[int, int] | None:
    at = _skip(tokens, at)
    if at < len(tokens) and tokens[at].word == "year":
        at += 1
    year, after = _number(tokens, at, limit=4)
    if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    return year, tokens[after - 1].end


def _day_before(tokens: list[_Token], index: int) -> tuple[int, int] | None:
    at, steps = index - 1, 0
    while at >= 0 and steps < 5 and (not tokens[at].word or tokens[at].word in _JOINERS):
        if tokens[at].word == "" and tokens[at].start >= 0 and _closes_sentence(tokens, at):
            return None
        at -= 1
        steps += 1
    if at < 0:
        return None
    word = tokens[at].word
    if word.isdigit():
        return (int(word), tokens[at].start) if len(word) <= 2 and 1 <= int(word) <= 31 else None
    if word not in NUMBER_WORDS:
        return None
    first = at
    while (
        first > 0
        and at - first < 3
        and tokens[first - 1].word in (*NUMBER_WORDS, "y", "et", "and", "")
    ):
        first -= 1
    for start in range(first, at + 1):
        day, after = _number(tokens, start, limit=2)
        if day is not None and after == at + 1 and 1 <= day <= 31:
            return day, tokens[start].start
    return None


def _closes_sentence(tokens: list[_Token], at: int) -> bool:
    """Whether a mark parts two phrases; a dot or dash that touches a figure does not."""
    before = tokens[at - 1] if at else None
    return bool(before and before.word.isdigit() and tokens[at].start > before.end + 1)


def has_year(text: str) -> bool:
    """Whether the text holds four figures that can be a year."""
    return re.search(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", clean(text)) is not None
