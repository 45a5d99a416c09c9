"""Charge text, in ten languages, to every offence category that it names.

The words that decide stand in one lexicon, written to be read and extended: see docs/charges.md.
A longer phrase explains the words that it holds ('indecent assault' is no assault beside it), a
denied one counts for nothing ('not terrorism'), and each hit shows the phrase that decided.
"""

from __future__ import annotations

import functools
import importlib.resources
import itertools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from redrisk._charge_matching import CLAUSE_MARK, Find, Remembered, Text, Tree, largest
from redrisk.errors import DataError, InvalidInput, Problem, quote
from redrisk.vocabulary import OFFENCE_CATEGORIES

MAX_CHARACTERS = 50_000
"""No more than this many characters of a charge text are read; the rest is left alone."""

NOTHING = "nothing"
DENIAL_BEFORE = "denial before"
DENIAL_AFTER = "denial after"
CODE = "code "
FORMAT = 1

_REMEMBERED_CLAUSES = 10_000
_LONGEST_REMEMBERED = 200
_CODE_REACH = 40
_DENIAL_REACH = 12
_FILLERS = frozenset(
    word
    for words in (
        "a an the any of to in for act acts crime crimes charge charges offence offences related",
        "involving or nor and de d del la las el los le les du des un una une o e ou y ni u",
        "acte actes acto actos crime delit delito delitos",
    )
    for word in words.split()
)


class Hit(NamedTuple):
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


Named: TypeAlias = tuple[str, int, int]
"""A category named in a clause, and where in it the phrase begins and ends."""

_NAMES_CODE: list[Named] = [("a code of law", 0, 0)]
"""Stands for what a clause names that has to be read together with the clauses around it."""


class Lexicon:
    """The compiled rows, made ready for reading texts."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = tuple(rows)
        names = [row.category for row in self.rows]
        self.category = [name if name in _CATEGORIES else "" for name in names]
        self.denials = {i: name for i, name in enumerate(names) if name.startswith("denial")}
        self.code_names = {
            i: name.removeprefix(CODE) for i, name in enumerate(names) if name.startswith(CODE)
        }
        self.special = self.denials.keys() | self.code_names.keys()
        self.codes = {code: Tree() for code in self.code_names.values()}
        self.tree = Tree()
        self.languages = {row.language for row in self.rows}
        self.clauses = {language: _Clauses(self, language) for language in (*self.languages, "")}
        for number, row in enumerate(self.rows):
            code, _, articles = row.pattern.partition(" ")
            if code in self.codes:
                self.codes[code].add(articles, number)
            else:
                self.tree.add(row.pattern, number)

    def read(self, content: str, language: str | None) -> list[tuple[int, list[Named]]]:
        """What a text names, clause by clause, each with the place where the clause begins.

        Charges repeat the same clauses again and again, so what a clause names is remembered. Only
        statute numbers reach across clauses: a text that names a code is read as a whole.
        """
        known = language.lower()[:2] if language else ""
        known = known if known in self.languages else ""
        clauses = self.clauses[known]
        named = []
        start = 0
        for clause in CLAUSE_MARK.split(content):
            found = clauses[clause]
            if found:
                if found is _NAMES_CODE:
                    return [(0, self._whole(content, known))]
                named.append((start, found))
            start += len(clause)
        return named

    def finds(self, text: Text, language: str) -> list[Find]:
        """The patterns found in a text, but those that a larger one explains."""
        finds = largest(self.tree.finds(text))
        return self._own_language_first(finds, language) if language else finds

    def named(self, text: Text, finds: list[Find]) -> list[Named]:
        """The categories that finds name, and where."""
        named: dict[Named, None] = {}
        for pattern, tokens in finds:
            category = self.category[pattern]
            if category:
                named[category, *text.span(tokens)] = None
        return [*named]

    def clause(self, clause: str, language: str) -> list[Named]:
        """What a clause names, or _NAMES_CODE if it names a code of law."""
        text = Text(clause)
        finds = self.finds(text, language)
        for pattern, _ in finds:
            if pattern in self.special:
                patterns = [pattern for pattern, _ in finds]
                if not self.code_names.keys().isdisjoint(patterns):
                    return _NAMES_CODE
                return self.named(text, self._undenied(text, finds))
        return self.named(text, finds)

    def _whole(self, content: str, language: str) -> list[Named]:
        """What a text names that names a code of law."""
        text = Text(content)
        finds = self._with_statutes(text, self.finds(text, language))
        return self.named(text, self._undenied(text, finds))

    def _with_statutes(self, text: Text, finds: list[Find]) -> list[Find]:
        """Article numbers too, where the text names their code not far away."""
        near: dict[str, set[int]] = {}
        for pattern, tokens in finds:
            if pattern in self.code_names:
                reach = range(tokens[0] - _CODE_REACH, tokens[0] + _CODE_REACH)
                near.setdefault(self.code_names[pattern], set()).update(reach)
        articles = [
            (pattern, tokens)
            for code, places in near.items()
            for pattern, tokens in largest(self.codes[code].finds(text))
            if tokens[0] in places
        ]
        return sorted(finds + articles, key=_tokens)

    def _own_language_first(self, finds: list[Find], language: str) -> list[Find]:
        """Where rows of several languages claim the same words, the stated language decides."""
        own = {tokens for pattern, tokens in finds if self.rows[pattern].language == language}
        return [
            (pattern, tokens)
            for pattern, tokens in finds
            if tokens not in own or self.rows[pattern].language == language
        ]

    def _undenied(self, text: Text, finds: list[Find]) -> list[Find]:
        """The finds without those that the text denies, as in 'not murder or terrorism'."""
        denials = [(self.denials.get(pattern), tokens) for pattern, tokens in finds]
        before = {tokens[-1] for kind, tokens in denials if kind == DENIAL_BEFORE}
        after = {tokens[0] for kind, tokens in denials if kind == DENIAL_AFTER}
        passable: set[int] = set()
        kept = []
        for pattern, tokens in finds:
            reach = itertools.takewhile(
                lambda token: token in before or self._passes(text, token, passable),
                range(tokens[0] - 1, max(tokens[0] - 1 - _DENIAL_REACH, -1), -1),
            )
            if tokens[-1] + 1 in after or not before.isdisjoint(reach):
                passable.update(tokens)
            else:
                kept.append((pattern, tokens))
        return kept

    @staticmethod
    def _passes(text: Text, token: int, passable: set[int]) -> bool:
        return token in passable or text.tokens[token].lower() in _FILLERS


class _Clauses(Remembered[list[Named]]):
    """What clauses name in texts of one language, or _NAMES_CODE if they name a code of law."""

    longest = _LONGEST_REMEMBERED
    most = _REMEMBERED_CLAUSES

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self.lexicon = lexicon
        self.language = language

    def answer(self, clause: str) -> list[Named]:
        return self.lexicon.clause(clause, self.language)


_CATEGORIES = frozenset(OFFENCE_CATEGORIES)
_place = {category: place for place, category in enumerate(OFFENCE_CATEGORIES)}.__getitem__


def _tokens(find: Find) -> tuple[int, ...]:
    return find[1]


@functools.cache
def _lexicon() -> Lexicon:
    file = importlib.resources.files("redrisk") / "data" / "charge_lexicon.json"
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        known = content["format"] == FORMAT
        rows = [Row(*row) for row in content["rows"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"redrisk/data/charge_lexicon.json can't be read ({error}); reinstall redrisk"
        ) from error
    if not known:
        raise DataError(
            "redrisk/data/charge_lexicon.json has a format that this version can't read; "
            "reinstall redrisk"
        )
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
        If ``text`` is not a string, or ``language`` neither that nor None.
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
    new = tuple.__new__  # Hit() takes twice the time
    return tuple(
        [
            new(Hit, (category, text[place + start : place + end], (place + start, place + end)))
            for place, named in _read(text, language)
            for category, start, end in named
        ]
    )


def categories(text: str, language: str | None = None) -> tuple[str, ...]:
    """The offence categories that a charge text names, in the order of the closed list.

    Parameters
    ----------
    text, language
        As for `classify`.

    Raises
    ------
    InvalidInput
        If ``text`` is not a string, or ``language`` neither that nor None.
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
    found = {category for _, named in _read(text, language) for category, _, _ in named}
    return tuple(sorted(found, key=_place))


def _read(text: str, language: str | None) -> list[tuple[int, list[Named]]]:
    for field, value in (("text", text), ("language", language or "")):
        if not isinstance(value, str):
            problem = Problem(field, f"must be a string, not {quote(type(value).__name__)}")
            raise InvalidInput([problem])
    return _lexicon().read(text[:MAX_CHARACTERS], language)
