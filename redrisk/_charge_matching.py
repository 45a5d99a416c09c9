"""How the charge lexicon's patterns are found in a text, with the place of each find.

A text is cut into words. Each distinct word is looked up once (``Words``) and then remembered, so
accents, case, word endings and spelling slips cost nothing the second time. What is found per word
is walked through a tree of all patterns (``Tree``), so time grows with the text, not the lexicon.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

GAP = "..."
GAP_WORDS = 8
"""``...`` in a pattern stands for at most this many words, all within one clause."""

STEM_LENGTH = 3
"""Stems and endings have at least this many letters."""

FUZZY_LENGTH = 6
"""Words shorter than this must be spelled right."""

FUZZY_STEM = 8
"""A slip inside a stem is forgiven from this length on; shorter stems must be the whole word."""

LONGEST_WORD = 40
"""Longer words are no words: they are looked up as they stand, and not remembered."""

REMEMBERED_WORDS = 50_000

_WORD = (
    r"0-9A-Za-z\u00aa\u00ad\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u060b\u060d-\u061a"
    r"\u0620-\u0669\u066e-\u06d3\u06d5-\u1fff\u200b-\u200f\u202a-\u202e\u2060-\u2069\u2c00-\u2dff\u3040-\u30ff\ua640-\ua69f"
    r"\ua720-\uabff\uac00-\ud7ff\ufb00-\ufdff\ufe70-\ufefc\ufeff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
)
_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_MARKS = ";,:()[]،؛。；，、：（）•·"
_MARK = rf"[{re.escape(_MARKS)}]|\.(?=\s|$)|\n[^\S\n]*[-–*]"
_TOKEN = re.compile(rf"([{_WORD}]+(?:(?<=\d)\.\d+)*|[{_HAN}]|{_MARK})")
CLAUSE_MARK = re.compile(rf"({_MARK})")
"""What parts clauses: no phrase and no denial reaches across."""

_CLAUSE_ENDS = frozenset(_MARKS + ".\n0123456789")
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x0640, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
)
_LETTERS = str.maketrans({"ı": "i", "ة": "ه", "ى": "ي", "ł": "l", "ø": "o", "đ": "d"})
_LOOKALIKES = str.maketrans("аеорсухікмтн", "aeopcyxikmth")
_ARABIC = re.compile(r"[\u0620-\u06ff]")
_ARABIC_PREFIX = re.compile(r"^[وف]?(?:[بكل]?ال|لل|[بكل])?(?=..)")
_REPEATED = re.compile(r"(.)\1+")


def normalise(word: str) -> str:
    """The form in which words are compared: no case, accents, points or look-alike letters.

    >>> normalise("Extorsión"), normalise("KAÇAKÇILIĞI")
    ('extorsion', 'kacakciligi')
    """
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.translate(_INVISIBLE)).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = plain.translate(_LETTERS)
    if any("a" <= char <= "z" for char in plain):
        plain = plain.translate(_LOOKALIKES)
    return plain


def squeezed(word: str) -> str:
    """The word with doubled letters written once: doubling is the commonest slip.

    >>> squeezed("robbery") == squeezed("roberry")
    True
    """
    return _REPEATED.sub(r"\1", word)


def one_slip_apart(left: str, right: str) -> bool:
    """Whether one letter added, lost, changed or swapped with its neighbour parts the two.

    >>> one_slip_apart("murder", "mudrer"), one_slip_apart("murder", "burden")
    (True, False)
    """
    if abs(len(left) - len(right)) > 1:
        return False
    same = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        same += 1
    left, right = left[same:], right[same:]
    if left[1:] == right[1:] or left[1:] == right or left == right[1:]:
        return True
    return left[:2] == right[1::-1] and left[2:] == right[2:]


def _near(word: str) -> set[str]:
    """Letter strings that two words share if they begin alike and are at most one slip apart.

    A word of FUZZY_STEM letters or more is filed under its beginning, so that stems find the words
    that go on after them; a shorter one under all its letters.
    """
    head = word[: FUZZY_STEM - 1]
    shorter = {head[:index] + head[index + 1 :] for index in range(1, len(head))}
    if len(word) == FUZZY_STEM - 1:
        shorter.add(word)
    return {head[: FUZZY_STEM - 2], *shorter}


def _stands_for(word: str, form: str, *, is_stem: bool) -> bool:
    """Whether a word is a pattern's word, or begins with its stem, but for one slip."""
    if one_slip_apart(word, form) or (is_stem and word.startswith(form)):
        return True
    size = len(form)
    return (
        is_stem
        and size >= FUZZY_STEM
        and any(one_slip_apart(word[:end], form) for end in range(size - 1, size + 2))
    )


@dataclass(slots=True)
class Node:
    """A place in the tree of patterns: what may follow, and which patterns end here."""

    then: dict[int, Node] = field(default_factory=dict)
    after_gap: Node | None = None
    ends: list[int] = field(default_factory=list)


class Seen(NamedTuple):
    """What is known of a word of a text.

    ``alone`` are the patterns that this word fulfils by itself, ``openings`` the places in the tree
    from which it may go on.
    """

    numbers: tuple[int, ...]
    alone: tuple[int, ...]
    openings: tuple[Node, ...]
    ends_clause: bool


_UNKNOWN = Seen((), (), (), ends_clause=False)
_CLAUSE_MARK = Seen((), (), (), ends_clause=True)


@dataclass(slots=True)
class Words:
    """All the words of the patterns, numbered; and which of them a word of a text stands for.

    ``openings`` are the places in the tree that a pattern's first word leads to.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    exact: dict[str, int] = field(default_factory=dict)
    starts: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    endings: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    slips: dict[str, list[tuple[str, bool, int]]] = field(default_factory=dict)
    remembered: dict[str, Seen] = field(default_factory=dict)
    openings: dict[int, Node] = field(default_factory=dict)

    def number(self, word: str) -> int:
        """The number of a pattern's word; it is taken in when first seen."""
        if word in self.numbers:
            return self.numbers[word]
        number = self.numbers[word] = len(self.numbers)
        letters = word.strip("*")
        if word.startswith("*"):
            self.endings.setdefault(letters[-STEM_LENGTH:], []).append((letters, number))
        elif word.endswith("*"):
            self.starts.setdefault(letters[:STEM_LENGTH], []).append((letters, number))
        else:
            self.exact[letters] = number
        form = squeezed(letters)
        if len(form) >= FUZZY_LENGTH and form.isalpha() and not word.startswith("*"):
            for key in _near(form):
                self.slips.setdefault(key, []).append((form, word.endswith("*"), number))
        return number

    def of(self, word: str) -> Seen:
        """What is known of a word of a text."""
        seen = self.remembered.get(word)
        if seen is None:
            seen = self._seen(word)
            if len(self.remembered) >= REMEMBERED_WORDS:
                self.remembered.clear()
            if len(word) <= LONGEST_WORD:
                self.remembered[word] = seen
        return seen

    def _seen(self, word: str) -> Seen:
        ends_clause = word[0] in _CLAUSE_ENDS
        numbers = self._look_up(normalise(word))
        if not numbers:
            return _CLAUSE_MARK if ends_clause else _UNKNOWN
        nodes = [self.openings[number] for number in numbers if number in self.openings]
        alone = tuple(pattern for node in nodes for pattern in node.ends)
        openings = tuple(node for node in nodes if node.then or node.after_gap)
        return Seen(numbers, alone, openings, ends_clause)

    def _look_up(self, word: str) -> tuple[int, ...]:
        found = self._spelled_right(word)
        if not found and _ARABIC.match(word):
            found = self._spelled_right(_ARABIC_PREFIX.sub("", word))
        elif not found and FUZZY_LENGTH - 1 <= len(word) <= LONGEST_WORD and word.isalpha():
            found = self._misspelled(squeezed(word))
        return tuple(sorted(found)) if found else ()

    def _spelled_right(self, word: str) -> set[int]:
        found = set()
        for stem, number in self.starts.get(word[:STEM_LENGTH], ()):
            if word.startswith(stem):
                found.add(number)
        for ending, number in self.endings.get(word[-STEM_LENGTH:], ()):
            if word.endswith(ending):
                found.add(number)
        if word in self.exact:
            found.add(self.exact[word])
        return found

    def _misspelled(self, word: str) -> set[int]:
        return {
            number
            for key in _near(word)
            for form, is_stem, number in self.slips.get(key, ())
            if _stands_for(word, form, is_stem=is_stem)
        }


Find: TypeAlias = tuple[int, tuple[int, ...]]
"""A pattern found: its number, and the indexes of the tokens that it explains."""


class Text:
    """A text cut into tokens: words, single Chinese characters, and marks that end a clause."""

    __slots__ = ("_ends", "_parts", "breaks", "tokens")

    def __init__(self, text: str) -> None:
        self._parts = _TOKEN.split(text)
        self._ends: list[int] = []
        self.tokens: list[str] = self._parts[1::2]
        self.breaks: set[int] = set()
        """The tokens that begin a line."""
        if "\n" in text:
            self.breaks.update(i for i, gap in enumerate(self._parts[::2]) if "\n" in gap)

    def span(self, find: Find) -> tuple[int, int]:
        """Where a find begins and ends in the text."""
        if not self._ends:
            self._ends = list(itertools.accumulate(map(len, self._parts)))[1::2]
        first, last = find[1][0], find[1][-1]
        return self._ends[first] - len(self.tokens[first]), self._ends[last]


class Tree:
    """All patterns, merged where they begin alike."""

    def __init__(self) -> None:
        self.words = Words()

    def add(self, pattern: str, number: int) -> None:
        """Take a pattern in: words parted by spaces, ``a/b`` for either, ``...`` for a gap."""
        slots = [slot.split("/") if slot != GAP else [GAP] for slot in pattern.split()]
        for first, *others in itertools.product(*slots):
            node = self.words.openings.setdefault(self.words.number(first), Node())
            for word in others:
                if word == GAP:
                    node.after_gap = node = node.after_gap or Node()
                else:
                    node = node.then.setdefault(self.words.number(word), Node())
            if number not in node.ends:
                node.ends.append(number)

    def finds(self, text: Text) -> list[Find]:
        """Every pattern in the text, also those inside or across one another."""
        return _Walk(self.words, text).finds()


class _Walk:
    """The tree walked along one text."""

    __slots__ = ("breaks", "found", "present", "seen")

    def __init__(self, words: Words, text: Text) -> None:
        remembered, of = words.remembered, words.of
        self.seen = [remembered.get(token) or of(token) for token in text.tokens]
        self.seen.append(_CLAUSE_MARK)
        self.breaks = text.breaks
        self.present: set[int] = set()
        self.found: list[Find] = []

    def finds(self) -> list[Find]:
        """All that is found, from every token on."""
        found = self.found
        for index, (_, alone, openings, _) in enumerate(self.seen):
            if alone:
                path = (index,)
                for pattern in alone:
                    found.append((pattern, path))
            if openings:
                following = self.seen[index + 1].numbers
                for node in openings:
                    if node.after_gap is not None:
                        self._leap(node.after_gap.then, (index,))
                    for number in following:
                        if number in node.then:
                            self._arrive(node.then[number], (index, index + 1))
        return found

    def _arrive(self, node: Node, path: tuple[int, ...]) -> None:
        for pattern in node.ends:
            self.found.append((pattern, path))
        following = path[-1] + 1
        if node.then:
            for number in self.seen[following].numbers:
                if number in node.then:
                    self._arrive(node.then[number], (*path, following))
        if node.after_gap is not None:
            self._leap(node.after_gap.then, path)

    def _leap(self, then: dict[int, Node], path: tuple[int, ...]) -> None:
        """Go on behind a gap: to the nearest such word of the same clause."""
        if not self.present:
            self.present.update(*[seen.numbers for seen in self.seen])
        if then.keys().isdisjoint(self.present):
            return
        first = path[-1] + 1
        reached = set()
        for index, seen in enumerate(self.seen[first : first + GAP_WORDS + 1], first):
            if seen.ends_clause or index in self.breaks:
                return
            for number in seen.numbers:
                if number in then and number not in reached:
                    reached.add(number)
                    self._arrive(then[number], (*path, index))


def largest(finds: Sequence[Find]) -> list[Find]:
    """The finds without those whose words a larger find explains.

    So 'indecent assault' is one thing and not an assault beside it.
    """
    phrases: dict[int, list[set[int]]] = {}
    for _, tokens in finds:
        if len(tokens) > 1:
            phrase = set(tokens)
            for token in tokens:
                phrases.setdefault(token, []).append(phrase)
    if not phrases:
        return list(finds)
    return [
        (pattern, tokens)
        for pattern, tokens in finds
        if tokens[0] not in phrases or not _explained(tokens, phrases[tokens[0]])
    ]


def _explained(tokens: tuple[int, ...], phrases: Sequence[set[int]]) -> bool:
    size = len(tokens)
    for phrase in phrases:  # noqa: SIM110 (a generator takes twice the time, once per find)
        if len(phrase) > size and phrase.issuperset(tokens):
            return True
    return False
