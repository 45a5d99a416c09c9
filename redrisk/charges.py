"""Charge text, in ten languages, to every offence category that it names.

The words that decide stand in one lexicon, written to be read and extended: see docs/charges.md.
A longer phrase explains the words that it holds ('indecent assault' is no assault beside it), a
denied one counts for nothing ('not terrorism'), and each hit shows the phrase that decided.
"""

from __future__ import annotations

import functools
import importlib.resources
import json
from collections.abc import Iterable
from dataclasses import dataclass

from redrisk._charge_matching import Find, Text, Tree, largest
from redrisk.errors import DataError, InvalidInput, Problem, quote
from redrisk.vocabulary import OFFENCE_CATEGORIES

MAX_CHARACTERS = 50_000
"""No more than this many characters of a charge text are read; the rest is left alone."""

NOTHING = "nothing"
DENIAL_BEFORE = "denial before"
DENIAL_AFTER = "denial after"
CODE = "code "
FORMAT = 1

_CODE_REACH = 40
_FILLERS = frozenset(
    word
    for words in (
        "a an the any of to in for act acts crime crimes charge charges offence offences related",
        "involving or nor and de d del la las el los le les du des un una une o e ou y ni u",
        "acte actes acto actos crime delit delito delitos",
    )
    for word in words.split()
)


@dataclass(frozen=True, slots=True)
class Hit:
    """An offence category that a charge text names, and the phrase that decided.

    Attributes
    ----------
    category
        A word of the closed list of offence categories.
    phrase
        The words of the text, exactly as they stand in it.
    span
        Where the phrase begins and ends: ``text[span[0]:span[1]] == phrase``.
    """

    category: str
    phrase: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the compiled lexicon."""

    language: str
    category: str
    pattern: str


class Lexicon:
    """The compiled rows, made ready for reading texts."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = tuple(rows)
        self.tree = Tree()
        self.codes: dict[str, Tree] = {
            row.category.removeprefix(CODE): Tree()
            for row in self.rows
            if row.category.startswith(CODE)
        }
        for number, row in enumerate(self.rows):
            code, _, numbers = row.pattern.partition(" ")
            if code in self.codes:
                self.codes[code].add(numbers, number)
            else:
                self.tree.add(row.pattern, number)

    def hits(self, content: str, language: str | None) -> tuple[Hit, ...]:
        """Every hit in a text, in its order."""
        text = Text.cut(content[:MAX_CHARACTERS])
        finds = largest(self.tree.finds(text))
        finds = self._with_statutes(text, finds)
        if language:
            finds = self._own_language_first(finds, language.lower()[:2])
        finds = self._undenied(text, finds)
        seen = dict.fromkeys(
            (self.rows[find.pattern].category, *text.span(find))
            for find in finds
            if self.rows[find.pattern].category in _CATEGORIES
        )
        return tuple(Hit(name, content[start:end], (start, end)) for name, start, end in seen)

    def _with_statutes(self, text: Text, finds: list[Find]) -> list[Find]:
        """Article numbers, read where the text names their code not far away."""
        places: dict[str, list[int]] = {}
        for find in finds:
            category = self.rows[find.pattern].category
            if category.startswith(CODE):
                places.setdefault(category.removeprefix(CODE), []).append(find.tokens[0])
        if not places:
            return finds
        for code, named_at in places.items():
            near = {
                token
                for place in named_at
                for token in range(place - _CODE_REACH, place + _CODE_REACH)
            }
            articles = largest(self.codes[code].finds(text))
            finds += [find for find in articles if find.tokens[0] in near]
        return sorted(finds, key=lambda find: find.tokens)

    def _own_language_first(self, finds: list[Find], language: str) -> list[Find]:
        """Where rows of several languages claim the same words, the stated language decides."""
        own = {find.tokens for find in finds if self.rows[find.pattern].language == language}
        return [
            find
            for find in finds
            if find.tokens not in own or self.rows[find.pattern].language == language
        ]

    def _undenied(self, text: Text, finds: list[Find]) -> list[Find]:
        """The finds without those that the text denies, as in 'not murder or terrorism'."""
        denials = [find for find in finds if self.rows[find.pattern].category.startswith("denial")]
        if not denials:
            return finds
        category = {find: self.rows[find.pattern].category for find in denials}
        passable = {token for find in denials for token in find.tokens}
        before = {find.tokens[-1] for find in denials if category[find] == DENIAL_BEFORE}
        after = {find.tokens[0] for find in denials if category[find] == DENIAL_AFTER}
        kept = []
        for find in finds:
            token = find.tokens[0] - 1
            while token >= 0 and token not in before and self._passes(text, token, passable):
                token -= 1
            if token in before or find.tokens[-1] + 1 in after:
                passable.update(find.tokens)
            else:
                kept.append(find)
        return kept

    @staticmethod
    def _passes(text: Text, token: int, passable: set[int]) -> bool:
        return token in passable or text.tokens[token].lower() in _FILLERS


_CATEGORIES = frozenset(OFFENCE_CATEGORIES)


@functools.cache
def _lexicon() -> Lexicon:
    file = importlib.resources.files("redrisk") / "data" / "charge_lexicon.json"
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        known = content["format"] == FORMAT
        rows = [Row(*row) for row in content["rows"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"charge_lexicon.json can't be read: {error}") from error
    if not known:
        raise DataError("charge_lexicon.json has a format that this version can't read")
    return Lexicon(rows)


def classify(text: str, language: str | None = None) -> tuple[Hit, ...]:
    """Every offence category that a charge text names, each with the phrase that decided.

    Parameters
    ----------
    text
        The charge as worded, in English, Spanish, French, Portuguese, Russian, Turkish, Arabic,
        Chinese, German or Italian, or in several of them; with spelling slips, statute numbers
        and several charges in one string. Only the first 50,000 characters are read.
    language
        An ISO 639-1 code. The languages given for charges are often wrong, so this only decides
        where the same words mean different things in two languages.

    Returns
    -------
    The hits in the order of the text, several for a category that is named several times;
    empty if the text names nothing that the lexicon knows. Empty means unknown, never ``other``.

    Raises
    ------
    InvalidInput
        If ``text`` is not a string.
    DataError
        If the compiled lexicon is missing or damaged.

    Notes
    -----
    Source: datasets/charge_lexicon.csv, described in docs/charges.md.

    Examples
    --------
    >>> for hit in classify("Robo con arma de fuego; lavado de activos", "es"):
    ...     print(hit.category, hit.phrase, hit.span)
    robbery Robo (0, 4)
    money_laundering lavado de activos (24, 41)
    """
    if not isinstance(text, str):
        problem = Problem("text", f"a charge text is a string, not {quote(type(text).__name__)}")
        raise InvalidInput([problem])
    return _lexicon().hits(text, language)


def categories(text: str, language: str | None = None) -> tuple[str, ...]:
    """The offence categories that a charge text names, in the order of the closed list.

    Parameters
    ----------
    text, language
        As for `classify`.

    Raises
    ------
    InvalidInput
        If ``text`` is not a string.
    DataError
        If the compiled lexicon is missing or damaged.

    Notes
    -----
    Source: datasets/charge_lexicon.csv, described in docs/charges.md.

    Examples
    --------
    >>> categories("money laundering and tax evasion")
    ('tax_evasion', 'money_laundering')
    >>> categories("not terrorism")
    ()
    """
    named = {hit.category for hit in classify(text, language)}
    return tuple(category for category in OFFENCE_CATEGORIES if category in named)
