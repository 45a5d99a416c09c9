"""Penalties as documents write them: figures and words, years and months, ranges, life.

The longest deprivation of liberty counts. A term that is only a minimum gives no maximum, and
terms of something else (a ban, supervision, a fine measured in income) are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from redrisk.intake.dates_in_text import Certainty, without_slips
from redrisk.intake.number_words import number_at
from redrisk.intake.plain import clean, fold

_YEARS = frozenset(
    [
        "year",
        "years",
        "yr",
        "yrs",
        "an",
        "ans",
        "annee",
        "annees",
        "ano",
        "anos",
        "год",
        "года",
        "году",
        "лет",
        "годам",
        "годами",
        "годов",
    ]
)
_MONTHS = frozenset(
    [
        "month",
        "months",
        "mos",
        "mth",
        "mths",
        "mois",
        "mes",
        "meses",
        "месяц",
        "месяца",
        "месяцев",
        "месяцам",
        "мес",
    ]
)
_DAYS = frozenset(
    [
        "day",
        "days",
        "jour",
        "jours",
        "dia",
        "dias",
        "день",
        "дня",
        "дней",
        "week",
        "weeks",
        "semaine",
        "semaines",
    ]
)
_LIFE = re.compile(
    r"\blife (?:imprison\w*|sentence|term|in prison|incarceration)|\bfor life\b|^life$|\bto life\b"
    r"|\bor life\b|\bwhole life\b|perpetuit|perpetuidad|perpetu[ao]|\bde por vida\b"
    r"|prision permanente|пожизнен"
    r"|\ba vie\b|\ba vida\b|\bimprisonment life\b"
)
_DEATH = re.compile(
    r"\bdeath\b|capital punishment|\bde mort\b|peine capitale|de muerte|pena capital|смертн|казн"
)
_MINIMUM = re.compile(
    r"(?:not less than|no less than|at least|minimum(?: of| term of)?|not under|from|au moins"
    r"|minimum de|(?:pas|non) inferieure? a|no menor(?:es)? (?:de|a)|no inferior a|minim[oa] de"
    r"|al menos|не менее|не ниже|минимум|от)$"
)
_ABOUT = re.compile(
    r"\b(?:less than|about|approximately|approx|more than|over|around|moins de|environ|plus de"
    r"|menos de"
    r"|aproximadamente|mas de|unos|около|примерно|приблизительно|(?<!не )менее|(?<!не )более"
    r"|(?<!не )свыше)$"
)
_EXACT = re.compile(
    r"\b(?:no|not|nor|and not|or) (?:less|more) than$|\b(?:no|ni) (?:mas|menos) de$"
    r"|\b(?:pas|ni) (?:plus|moins) de$|\bни (?:более|менее|свыше)$"
)
_MAXIMUM = re.compile(
    r"\b(?:to|up to|not more than|no more than|not exceeding|maximum|max|at most|jusqu a|au plus"
    r"|maximale?|hasta|maxim[oa]|no mayor|до|не более|не свыше|максимум)\b"
)
_OTHER_PENALTY = re.compile(
    r"disqualif|ban\b|prohibit|deprivation of (?:the )?right|deprived of (?:the )?right|supervis"
    r"|probation|restriction of (?:liberty|freedom)|restricted freedom|income|salary|wage|parole"
    r"|interdiction|suivi socio|surete|ineligib|inhabilit|libertad vigilada|suspension|ограничени"
    r"|лишени\w+ права|доход|заработн|зарплат|испытательн|community service|travaux d interet"
    r"|trabajo comunitario|исправительн\w+ работ|обязательн\w+ работ|limitation|prescri|давност"
)
_PRISON = re.compile(
    r"prison|prision|presidio|imprison|custod|detention|deprivation of (?:liberty|freedom)"
    r"|incarcerat|jail|reclu"
    r"|servitude penale|travaux forces|hard labour|hard labor|emprison|privati|privacion"
    r"|лишени\w+ свободы|заключени|penal servitude"
)
_HALF = re.compile(r"^(?: and)? a half\b|^ et demie?\b|^ y medio\b|^ с половиной\b")
_REACH = 120
_RANGE = frozenset({"to", "a", "do", "до", "hasta", "jusqu a", "and up to"})
_NEXT_PENALTY = re.compile(r"\b(?:and|et|y|e|with|avec|con|с|со|и|plus|or|ou|o|или)\b")
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[^\W\d_]+|½|[^\w\s]")
_CLAUSE_END = re.compile(r"[;.:]|, (?=and |with |et |avec |y |con |с |и )")


@dataclass(frozen=True, slots=True)
class Penalty:
    """The longest penalty that a text states, and how sure the reading is."""

    value: int | Literal["life"] | None
    certainty: Certainty
    why_unknown: str = ""


@dataclass(frozen=True, slots=True)
class _Term:
    """A length of time in a text: its months, where it stands, and whether it is a minimum."""

    months: float
    start: int
    end: int
    is_minimum: bool = False
    conflicting: bool = False


def longest_penalty(text: str) -> Penalty:
    """The most that the text says an offence carries.

    >>> longest_penalty("imprisonment for a term of three to eight years").value
    96
    >>> longest_penalty("пожизненное лишение свободы").value
    'life'
    >>> longest_penalty("not less than 5 years").value is None
    True
    """
    text = without_slips(clean(text))
    folded = fold(text)
    life, death = bool(_LIFE.search(folded)), bool(_DEATH.search(folded))
    if life:
        return Penalty("life", "probable" if death else "certain")
    if death:
        return Penalty(None, "ambiguous", "the death penalty has no value among these fields")
    terms = _prison_terms(text)
    if any(term.conflicting for term in terms):
        return Penalty(
            None, "ambiguous", "figures and words differ, or the length is only about so much"
        )
    upper = [term for term in terms if not term.is_minimum]
    if not upper:
        why = "only a minimum is stated" if terms else "no length of time is stated"
        return Penalty(None, "ambiguous", why)
    longest = max(upper, key=lambda term: term.months)
    return Penalty(int(longest.months), "certain")


def stated_months(text: str) -> Penalty:
    """The length of a sentence; of two lengths that differ, neither is chosen.

    >>> stated_months("7 years and 6 months").value
    90
    """
    terms = {int(term.months) for term in _prison_terms(without_slips(clean(text)))}
    if len(terms) == 1:
        return Penalty(terms.pop(), "certain")
    why = "several lengths are stated" if terms else "no length of time is stated"
    if _LIFE.search(fold(text)):
        why = "a life sentence has no number of months"
    return Penalty(None, "ambiguous", why)


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    raw: str
    start: int
    end: int


def _tokens(text: str) -> list[_Token]:
    return [_Token(fold(m[0]), m[0], m.start(), m.end()) for m in _TOKEN.finditer(text)]


def _terms(text: str) -> list[_Term]:
    tokens = _tokens(text)
    terms: list[_Term] = []
    index = 0
    while index < len(tokens):
        unit = _unit(tokens[index].word)
        number = _number_before(tokens, index) if unit else None
        if unit and number:
            term, index = _term(text, tokens, index, unit, number)
            if terms and _completes(text, terms[-1], term):
                terms[-1] = _Term(
                    terms[-1].months + term.months,
                    terms[-1].start,
                    term.end,
                    terms[-1].is_minimum,
                    terms[-1].conflicting,
                )
            elif term.months:
                terms.append(term)
        index += 1
    return terms


def _unit(word: str) -> float:
    if word in _YEARS:
        return 12
    if word in _MONTHS:
        return 1
    return 0


@dataclass(frozen=True, slots=True)
class _Number:
    value: float
    start: int
    conflicting: bool = False


def _term(
    text: str, tokens: list[_Token], index: int, unit: float, number: _Number
) -> tuple[_Term, int]:
    months = number.value * unit
    end = tokens[index].end
    half = _HALF.match(" " + fold(text[end : end + 20]))
    if half and unit == 12:
        months += 6
    before = fold(text[max(0, number.start - 40) : number.start])
    vague = number.conflicting or bool(_ABOUT.search(before) and not _EXACT.search(before))
    return _Term(months, number.start, end, _MINIMUM.search(before) is not None, vague), index


def _completes(text: str, years: _Term, months: _Term) -> bool:
    """Whether '6 months' continues '7 years'."""
    between = fold(text[years.end : months.start])
    return (
        months.months < 12
        and years.months % 12 == 0
        and between in ("", "and", "et", "y", "и")
        and ";" not in text[years.end : months.start]
    )


def _number_before(tokens: list[_Token], index: int) -> _Number | None:
    """The number that a unit counts: 10; ten; 10 (ten); ten (10); 2.5; two and a half."""
    at = index - 1
    if at >= 0 and tokens[at].raw in "-'’)" and tokens[at].raw != ")":
        at -= 1
    if at >= 0 and tokens[at].raw == ")":
        opening = next(
            (i for i in range(at - 1, max(at - 8, -1), -1) if tokens[i].raw == "("), None
        )
        if opening is None:
            return None
        inner = _number_ending(tokens, at - 1, opening + 1)
        outer = _number_ending(tokens, opening - 1, 0)
        if inner is None:
            return outer
        if outer is None:
            return inner
        return _Number(outer.value, outer.start, conflicting=outer.value != inner.value)
    return _number_ending(tokens, at, 0)


def _number_ending(tokens: list[_Token], at: int, first: int) -> _Number | None:
    """The number whose last token is ``at``."""
    if at < first:
        return None
    raw, word = tokens[at].raw, tokens[at].word
    if re.fullmatch(r"[0-9]{1,3}(?:[.,][0-9]+)?", raw):
        return _Number(float(raw.replace(",", ".")), tokens[at].start)
    if raw == "½":
        whole = _number_ending(tokens, at - 1, first)
        return _Number((whole.value if whole else 0) + 0.5, (whole or tokens[at]).start)
    if word == "полтора":
        return _Number(1.5, tokens[at].start)
    if word in ("half", "половиной"):
        joint = {"half": 3, "половиной": 2}[word]
        whole = _number_ending(tokens, at - joint, first)
        return _Number(whole.value + 0.5, whole.start) if whole else None
    if word in ("a", "an") and at >= first:
        return _Number(1, tokens[at].start)
    for start in range(max(first, at - 6), at + 1):
        words = [(i, tokens[i].word) for i in range(start, at + 1) if tokens[i].raw != "-"]
        found = number_at([word for _, word in words], 0)
        if found and found[1] == len(words):
            return _Number(found[0], tokens[start].start)
    return None


def _prison_terms(text: str) -> list[_Term]:
    """The terms that measure a deprivation of liberty."""
    kept: list[_Term] = []
    start, other = 0, False
    for term in _terms(text):
        between = fold(text[start : term.start])
        if (
            between not in _RANGE
        ):  # 'to' and the like: the second end of a range is of the same kind
            other = _is_of_something_else(
                re.split(";", text[start : term.start])[-1], text[term.end :]
            )
        if not other:
            kept.append(term)
        start = term.end
    return kept


def _is_of_something_else(before: str, after: str) -> bool:
    """Whether the words round a term say that it is no deprivation of liberty."""
    left = fold(before[-_REACH:])
    right = _NEXT_PENALTY.split(fold(_CLAUSE_END.split(after[:_REACH])[0]))[0]
    other = [match.end() for match in _OTHER_PENALTY.finditer(left)]
    prison = [match.end() for match in _PRISON.finditer(left)]
    if other and (not prison or prison[-1] < other[-1]):
        return True
    if prison:
        return False
    other_right, prison_right = _OTHER_PENALTY.search(right), _PRISON.search(right)
    return bool(other_right and (not prison_right or prison_right.start() > other_right.start()))
