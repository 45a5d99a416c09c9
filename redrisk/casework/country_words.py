"""Words that name a state, its people, or what is found in one state alone.

The list of countries (names, nationalities and capitals in English, French, Spanish and Russian)
and state_words.txt (peoples, cities, bodies, currencies), for people to extend. A word that two
states share counts as well: it narrows the guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from redrisk.countries import NAMES
from redrisk.intake.plain import fold, stem

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+")
_SHORTEST_IN_LOWER_CASE = 5
_ALSO_PLAIN_WORDS = (
    "argentine bishop cali canada chad china congressman costa dram english florence franc "
    "georgetown grenade guinea jersey jordan lei male mit nice perm pole polish pound pounds rand "
    "reading real senator som split sum try turkey valencia victoria vienna won"
)
_ONLY_WITH_CAPITAL = frozenset(_ALSO_PLAIN_WORDS.split())
_CURRENCIES_IN_LOWER_CASE = frozenset({"rand", "pound", "pounds", "franc", "dram"})
_NEVER = frozenset(
    {"male", "reading", "bishop", "senator", "congressman", "la", "of", "and", "the"}
)


def country_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the text names a state, its people or something of one state alone.

    >>> text = "Polish businessman from Costa Rica, polish remover"
    >>> [text[start:end] for start, end in country_spans(text)]
    ['Polish', 'Costa Rica']
    """
    tokens = list(_TOKEN.finditer(text))
    words = [stem(fold(token[0])) for token in tokens]
    entries, longest = _entries()
    index = 0
    while index < len(tokens):
        for length in range(min(longest, len(tokens) - index), 0, -1):
            if _matches(entries, words[index : index + length]) and _counts(
                [token[0] for token in tokens[index : index + length]]
            ):
                yield tokens[index].start(), tokens[index + length - 1].end()
                index += length
                break
        else:
            index += 1


def is_country_word(word: str) -> bool:
    """Whether a word, or a part of one with hyphens, names a state or its people.

    >>> is_country_word("Qatari"), is_country_word("Singapore-born"), is_country_word("Petrov")
    (True, True, False)
    """
    return next(country_spans(word), None) is not None


def _matches(entries: frozenset[tuple[str, ...]], words: list[str]) -> bool:
    if tuple(words) in entries:
        return True
    return words[-1].endswith("s") and (*words[:-1], words[-1][:-1]) in entries


def _counts(tokens: list[str]) -> bool:
    """Whether words that match are written as names: 'US' but not 'us', 'Polish' not 'polish'."""
    if len(tokens) > 1:
        return True
    word = tokens[0]
    folded = fold(word)
    if folded in _NEVER:
        return False
    if not word[0].islower():
        return len(folded) > 3 or word.isupper() or len(word) > 2
    if folded in _CURRENCIES_IN_LOWER_CASE:
        return True
    return folded not in _ONLY_WITH_CAPITAL and len(folded) >= _SHORTEST_IN_LOWER_CASE


@cache
def _entries() -> tuple[frozenset[tuple[str, ...]], int]:
    """The listed words as folded stems, and the length of the longest entry."""
    countries = _lines("redrisk.intake", "country_names.txt")
    columns = [column for line in countries for column in line.split("|")[1:]]
    names = [name for column in columns for name in column.split(";")]
    names += [
        name for line in _lines("redrisk.casework", "state_words.txt") for name in line.split(";")
    ]
    names += NAMES.values()
    entries = set()
    for name in names:
        words = tuple(stem(word) for word in fold(name).split())
        if words and not all(word in _NEVER for word in words):
            entries.add(words)
    return frozenset(entries), max(map(len, entries))


def _lines(package: str, name: str) -> list[str]:
    text = (resources.files(package) / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
