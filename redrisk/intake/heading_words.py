"""Headings told from the words that they are put together from.

heading_words.ini says what each word means, and which meanings together name which part of the
form. A heading counts only if every word of it is known there, so that a sentence is not taken for
one.
"""

from __future__ import annotations

import configparser
from dataclasses import dataclass
from functools import cache
from importlib import resources

from redrisk.intake.plain import fold

_JOINT = "joint"
_ONLY_LAST = frozenset(["on", "by"])
_ANYWHERE = frozenset(["кем", "кто", "quien"])
_LONGEST_PHRASE = 4
_LANGUAGES = ("en", "fr", "es", "ru")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the form: the ways in which its heading can be put together."""

    key: str
    needs: tuple[frozenset[str], ...]
    may: frozenset[str] | None  # None: any word


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Meanings by word, by beginning of a word, and by phrase; and the parts of the form."""

    words: dict[str, frozenset[str]]
    beginnings: dict[str, frozenset[str]]
    phrases: dict[str, list[tuple[tuple[str, ...], str]]]
    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """A part of the form that a heading's words name, and how many of its words carry meaning."""

    key: str
    meanings: int


@cache
def _vocabulary() -> _Vocabulary:
    parser = configparser.ConfigParser(delimiters=("=",), interpolation=None)
    parser.read_string((resources.files("redrisk.intake") / "heading_words.ini").read_text("utf-8"))
    words: dict[str, set[str]] = {}
    starts: dict[str, set[str]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    parts: list[_Part] = []
    for section in parser.sections():
        kind, name = section.split(" ")
        if kind == "part":
            parts.append(_part(name, parser[section]["needs"], parser[section]["may"]))
            continue
        for language in _LANGUAGES:
            for entry in parser[section].get(language, "").split("|"):
                pieces = tuple(_folded(piece) for piece in entry.split())
                if len(pieces) > 1:
                    phrases.setdefault(pieces[0][:2], []).append((pieces, name))
                elif pieces and pieces[0].endswith("*"):
                    starts.setdefault(pieces[0][:-1], set()).add(name)
                elif pieces:
                    words.setdefault(pieces[0], set()).add(name)
    return _Vocabulary(
        {word: frozenset(names) for word, names in words.items()},
        {start: frozenset(names) for start, names in starts.items()},
        phrases,
        tuple(parts),
    )


def _part(key: str, needs: str, may: str) -> _Part:
    ways = tuple(frozenset(way.split()) for way in needs.split("|"))
    return _Part(key, ways, None if may.strip() == "any" else frozenset(may.split()))


def _folded(piece: str) -> str:
    return fold(piece) + ("*" if piece.endswith("*") else "")


def part_of(folded: str, *, unknown: int = 0) -> Understood | None:
    """The part of the form that a folded heading names, or None.

    Parameters
    ----------
    folded
        The heading's words, as ``fold`` gives them.
    unknown
        How many words may be unknown.

    Examples
    --------
    >>> part_of("date on which the warrant was issued").key
    'warrant_date'
    >>> part_of("the warrant was issued in his absence on the ground that he fled") is None
    True
    """
    meanings = _meanings(folded.split())
    strange = [index for index, names in enumerate(meanings) if not names]
    if len(strange) > unknown:
        return None
    told = [names for names in meanings if names and _JOINT not in names]
    named = frozenset[str]().union(*meanings)
    best: tuple[int, int, str] | None = None
    for part in _vocabulary().parts:
        for way in part.needs:
            if not way <= named or not _may_stand(told, way, part.may):
                continue
            first = min(index for index, names in enumerate(meanings) if names & way)
            if best is None or (len(way), -first) > (best[0], -best[1]):
                best = (len(way), first, part.key)
    return Understood(best[2], len(told)) if best else None


def meanings_in(folded: str) -> frozenset[str]:
    """Every meaning that a word of a folded heading can have.

    >>> sorted(meanings_in("issued on"))
    ['issue', 'joint', 'on']
    """
    return frozenset().union(*_meanings(folded.split()))


def _may_stand(told: list[frozenset[str]], way: frozenset[str], may: frozenset[str] | None) -> bool:
    """Whether every word is one that the way needs, or one that may stand beside it."""
    return may is None or all(names & way or names & may for names in told)


def _meanings(words: list[str]) -> list[frozenset[str]]:
    """The meanings of each word or phrase, longest phrases first; an unknown word has none."""
    known = _vocabulary()
    found: list[frozenset[str]] = []
    index = 0
    while index < len(words):
        length, names = _phrase_at(words, index)
        if not length:
            length, names = 1, _word(words[index], known)
        index += length
        ends = index == len(words) or words[index - length] in _ANYWHERE
        found.append(names if ends else names - _ONLY_LAST)
    return found


def _phrase_at(words: list[str], index: int) -> tuple[int, frozenset[str]]:
    longest, names = 0, set[str]()
    for pieces, name in _vocabulary().phrases.get(words[index][:2].removesuffix("*"), ()):
        here = words[index : index + len(pieces)]
        if len(here) < len(pieces) or len(pieces) < longest:
            continue
        if all(_same(word, piece) for word, piece in zip(here, pieces, strict=True)):
            names = names | {name} if len(pieces) == longest else {name}
            longest = len(pieces)
    return longest, frozenset(names)


def _same(word: str, piece: str) -> bool:
    return word.startswith(piece[:-1]) if piece.endswith("*") else word == piece


def _word(word: str, known: _Vocabulary) -> frozenset[str]:
    exact = known.words.get(word)
    for length in range(len(word), 1, -1):
        names = known.beginnings.get(word[:length])
        if names:
            return names | exact if exact else names
    return exact or (frozenset([_JOINT]) if word.isdigit() else frozenset())
