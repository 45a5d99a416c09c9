"""How the charge lexicon's patterns are found in a text, with the place of each find.

A text is cut into words (``Text``). Each distinct word is looked up once (``Words``) and then
remembered, so accents, case, word endings and spelling slips cost nothing the second time. What is
found per word is walked through a tree of all patterns (``Tree``), so time grows with the text, not
the lexicon.
"""

from __future__ import annotations

import itertools
import operator
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias, TypeVar

GAP = "..."
GAP_WORDS = 8
"""``...`` in a pattern stands for at most this many words, all within one clause."""

STEM_LENGTH = 3
"""Stems and endings have at least this many letters."""

FUZZY_LENGTH = 6
"""From this length on a word may have a slip. A word one letter shorter may have two letters
swapped, or doubled; still shorter words must be right."""

FUZZY_STEM = 8
"""A slip inside a stem is forgiven from this length on; shorter stems must be the whole word."""

LONGEST_WORD = 40
"""Longer words are no words: they are looked up as they stand, and not remembered."""

REMEMBERED_WORDS = 50_000

_WORD = (
    r"0-9A-Za-z\u00aa\u00ad\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u060b\u060d-\u061a"
    r"\u0620-\u0669\u066e-\u06d3\u06d5-\u167f\u1681-\u1fff\u200b-\u200f\u202a-\u202e\u2060-\u2069\u2c00-\u2dff\u3040-\u30ff\ua640-\ua69f"
    r"\ua720-\uabff\uac00-\ud7ff\ufb00-\ufdff\ufe70-\ufefc\ufeff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
)
_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_MARKS = ";,:()[]،؛。；，：（）•·"
_MARK = rf"[{re.escape(_MARKS)}.\n](?:(?<![.\n])|(?<=\.)(?=\s|$)|(?<=\n)[^\S\n]*[-–*])"
_TOKEN = re.compile(rf"([{_WORD}]+(?:(?<=\d)\.\d+)*|[{_HAN}]|{_MARK})")
_ONLY_WORDS = re.compile(rf"[{_WORD}\s]+")
"""Such a text is cut much faster at its spaces than by ``_TOKEN``."""

CLAUSE_MARK = re.compile(rf"({_MARK}\s*)")
"""What parts clauses, and the space behind it: no phrase and no denial reaches across."""

_CLAUSE_ENDS = frozenset(_MARKS + ".\n0123456789")
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x0640, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
)
_LETTERS = str.maketrans({"ı": "i", "ة": "ه", "ى": "ي", "ł": "l", "ø": "o", "đ": "d"})
_LOOKALIKES = str.maketrans("аеорсухікмтн", "aeopcyxikmth")
_ARABIC = re.compile(r"[\u0620-\u06ff]")
_ARABIC_PREFIX = re.compile(r"^[وف]?(?:[بكل]?ال|لل|[بكل])?(?=..)")


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
    if not any(map(operator.eq, word, word[1:])):
        return word
    return "".join([letter for letter, _ in itertools.groupby(word)])


def one_slip_apart(word: str, form: str) -> bool:
    """Whether one letter added, lost, changed or swapped with its neighbour parts the two.

    >>> one_slip_apart("murder", "mudrer"), one_slip_apart("murder", "burden")
    (True, False)
    """
    word, form = _parted(word, form)
    return (
        word[1:] in (form[1:], form)
        or word == form[1:]
        or (word[:2] == form[1::-1] and word[2:] == form[2:])
    )


def begins_with(word: str, stem: str) -> bool:
    """Whether a word begins with a stem, but for one slip.

    >>> begins_with("terorisms", "terroris"), begins_with("tourists", "terroris")
    (True, False)
    """
    word, stem = _parted(word, stem)
    return (
        word[1:].startswith((stem[1:], stem))
        or word.startswith(stem[1:])
        or (word[:2] == stem[1::-1] and word[2:].startswith(stem[2:]))
    )


def _parted(left: str, right: str) -> tuple[str, str]:
    """The two from where they begin to differ."""
    same = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        same += 1
    return left[same:], right[same:]


def _near(word: str) -> list[tuple[str, ...]]:
    """Letters that two words share which begin with the same letter and are one slip apart.

    They are the word's letters behind the first, with one left out. A word of FUZZY_STEM letters or
    more is filed under its beginning, so that stems find the words that go on after them; a shorter
    one under all its letters too.
    """
    letters = word[1 : FUZZY_STEM - 1]
    near = [*itertools.combinations(letters, len(letters) - 1)]
    if len(word) < FUZZY_STEM:
        near.append(tuple(letters))
    return near


def _swapped(word: str) -> list[str]:
    """The word with two neighbouring letters swapped, but never the first."""
    return [
        word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        for place in range(1, len(word) - 1)
    ]


def _stands_for(word: str, form: str, *, is_stem: bool) -> bool:
    """Whether a word is a pattern's word, or begins with its stem, but for one slip."""
    if is_stem:
        if len(form) >= FUZZY_STEM:
            return begins_with(word, form)
        if word.startswith(form):
            return True
    return one_slip_apart(word, form)


@dataclass(slots=True)
class Node:
    """A place in the tree of patterns.

    ``next`` is where a word directly behind leads, ``later`` where one behind a gap leads, and
    ``ends`` holds the patterns that end here.
    """

    next: dict[int, Node] = field(default_factory=dict)
    later: dict[int, Node] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


class Seen(NamedTuple):
    """What is known of a word of a text.

    ``numbers`` are the pattern words that it stands for, and ``openings`` the places in the tree
    that they lead to as first words.
    """

    numbers: Sequence[int]
    openings: Sequence[Node]
    ends_clause: bool


_UNKNOWN = Seen((), (), ends_clause=False)
_CLAUSE_MARK = Seen((), (), ends_clause=True)


Answer = TypeVar("Answer")


class Remembered(dict[str, Answer]):
    """Answers to short texts, each found when first asked for; too many are forgotten."""

    longest: int
    most: int

    def answer(self, text: str) -> Answer:
        """The answer to a text that is not remembered."""
        raise NotImplementedError

    def __missing__(self, text: str) -> Answer:
        answer = self.answer(text)
        if len(text) <= self.longest:
            if len(self) >= self.most:
                self.clear()
            self[text] = answer
        return answer


class Words(Remembered[Seen]):
    """What is known of each word of a text.

    Holds all the words of the patterns, numbered; ``openings`` are the places in the tree that a
    pattern's first word leads to.
    """

    longest = LONGEST_WORD
    most = REMEMBERED_WORDS

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.exact: dict[str, int] = {}
        self.starts: dict[str, list[tuple[str, int]]] = {}
        self.endings: dict[str, list[tuple[str, int]]] = {}
        self.slips: dict[str, dict[tuple[str, ...], list[tuple[str, bool, int]]]] = {}
        self.swapped: dict[str, list[int]] = {}
        self.openings: dict[int, Node] = {}

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
        if form.isalpha() and not word.startswith("*"):
            if len(form) >= FUZZY_LENGTH:
                slips = self.slips.setdefault(form[0], {})
                for near in set(_near(form)):
                    slips.setdefault(near, []).append((form, word.endswith("*"), number))
            elif len(form) == FUZZY_LENGTH - 1:
                for key in (*_swapped(form), letters):
                    self.swapped.setdefault(key, []).append(number)
        return number

    def answer(self, word: str) -> Seen:
        """What is known of a word, looked up."""
        ends_clause = word[0] in _CLAUSE_ENDS
        numbers = self._look_up(normalise(word))
        if not numbers:
            return _CLAUSE_MARK if ends_clause else _UNKNOWN
        openings = [self.openings[number] for number in numbers if number in self.openings]
        return Seen(numbers, openings, ends_clause)

    def _look_up(self, word: str) -> list[int]:
        found = self._spelled_right(word)
        if found or len(word) > LONGEST_WORD:
            return found
        if _ARABIC.match(word):
            return self._spelled_right(_ARABIC_PREFIX.sub("", word))
        word = squeezed(word)
        if len(word) >= FUZZY_LENGTH - 1 and word.isalpha():
            return self._misspelled(word)
        return found

    def _spelled_right(self, word: str) -> list[int]:
        found = []
        for stem, number in self.starts.get(word[:STEM_LENGTH], ()):
            if word.startswith(stem):
                found.append(number)
        for ending, number in self.endings.get(word[-STEM_LENGTH:], ()):
            if word.endswith(ending):
                found.append(number)
        if word in self.exact:
            found.append(self.exact[word])
        return found

    def _misspelled(self, word: str) -> list[int]:
        found = [*self.swapped.get(word, ())]
        slips = self.slips.get(word[0], {})
        near = _near(word)
        if not slips.keys().isdisjoint(near):
            for key in near:
                for form, is_stem, number in slips.get(key, ()):
                    if number not in found and _stands_for(word, form, is_stem=is_stem):
                        found.append(number)
        return found


Find: TypeAlias = tuple[int, tuple[int, ...]]
"""A pattern found: its number, and the indexes of the tokens that it explains."""


class Text:
    """A text cut into tokens: words, single Chinese characters, and marks that end a clause."""

    __slots__ = ("_ends", "_text", "breaks", "tokens")

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: list[int] = []
        self.breaks: Collection[int] = ()
        """The tokens that begin a line."""
        words = text.replace("'", " ").replace("’", " ").replace("/", " ")
        if "\n" not in text:
            words = words.replace("-", " ")
        if _ONLY_WORDS.fullmatch(words):
            self.tokens = words.split()
            if "\n" in text:
                sizes = [len(line.split()) for line in words.split("\n")]
                self.breaks = {*itertools.accumulate(sizes)}
        else:
            parts = _TOKEN.split(text)
            self.tokens = parts[1::2]
            if "\n" in text:
                self.breaks = {i for i, gap in enumerate(parts[::2]) if "\n" in gap}

    def span(self, tokens: tuple[int, ...]) -> tuple[int, int]:
        """Where some tokens begin and end in the text."""
        first, last, ends = tokens[0], tokens[-1], self._ends
        place = ends[-1] if ends else 0
        for token in self.tokens[len(ends) : last + 1]:
            place = self._text.index(token, place) + len(token)
            ends.append(place)
        return ends[first] - len(self.tokens[first]), ends[last]


class Tree:
    """All patterns, merged where they begin alike."""

    def __init__(self) -> None:
        self.words = Words()

    def add(self, pattern: str, number: int) -> None:
        """Take a pattern in: words parted by spaces, ``a/b`` for either, ``...`` for a gap."""
        slots = [slot.split("/") if slot != GAP else [GAP] for slot in pattern.split()]
        for first, *others in itertools.product(*slots):
            node = self.words.openings.setdefault(self.words.number(first), Node())
            behind_gap = False
            for word in others:
                if word == GAP:
                    behind_gap = True
                else:
                    ways = node.later if behind_gap else node.next
                    node = ways.setdefault(self.words.number(word), Node())
                    behind_gap = False
            if number not in node.ends:
                node.ends.append(number)

    def finds(self, text: Text) -> list[Find]:
        """Every pattern in the text, also those inside or across one another."""
        seen = [*map(self.words.__getitem__, text.tokens), _CLAUSE_MARK]
        return _Walk(seen, text.breaks).finds()


class _Walk:
    """The tree walked along one text, whose last token is a mark."""

    __slots__ = ("breaks", "found", "seen")

    def __init__(self, seen: list[Seen], breaks: Collection[int]) -> None:
        self.seen = seen
        self.breaks = breaks
        self.found: list[Find] = []

    def finds(self) -> list[Find]:
        """All that is found, from every token on."""
        seen, found = self.seen, self.found
        for index, (_, openings, _) in enumerate(seen):
            if openings:
                following = seen[index + 1].numbers
                for node in openings:
                    for pattern in node.ends:
                        found.append((pattern, (index,)))
                    ways = node.next
                    for number in following:
                        if number in ways:
                            self._arrive(ways[number], (index, index + 1))
                    if node.later:
                        self._leap(node.later, (index,))
        return found

    def _arrive(self, node: Node, path: tuple[int, ...]) -> None:
        for pattern in node.ends:
            self.found.append((pattern, path))
        if node.next:
            index = path[-1] + 1
            for number in self.seen[index].numbers:
                if number in node.next:
                    self._arrive(node.next[number], (*path, index))
        if node.later:
            self._leap(node.later, path)

    def _leap(self, ways: dict[int, Node], path: tuple[int, ...]) -> None:
        """Go on behind a gap: with the nearest word of each way, in the same clause and line."""
        index = path[-1] + 1
        breaks = self.breaks
        reached: tuple[int, ...] = ()
        for numbers, _, ends_clause in self.seen[index : index + GAP_WORDS + 1]:
            if ends_clause or index in breaks:
                return
            for number in numbers:
                if number in ways and number not in reached:
                    reached = (*reached, number)
                    self._arrive(ways[number], (*path, index))
            index += 1


def largest(finds: list[Find]) -> list[Find]:
    """The finds without those whose words a larger find explains.

    So 'indecent assault' is one thing and not an assault beside it.
    """
    if len(finds) < 2:
        return finds
    phrases: dict[int, list[set[int]]] = {}
    for _, tokens in finds:
        if len(tokens) > 1:
            phrase = set(tokens)
            for token in tokens:
                phrases.setdefault(token, []).append(phrase)
    if not phrases:
        return finds
    return [
        (pattern, tokens)
        for pattern, tokens in finds
        if tokens[0] not in phrases or not _explained(tokens, phrases[tokens[0]])
    ]


def _explained(tokens: tuple[int, ...], phrases: list[set[int]]) -> bool:
    size = len(tokens)
    for phrase in phrases:  # noqa: SIM110 (a generator takes twice the time, once per find)
        if len(phrase) > size and phrase.issuperset(tokens):
            return True
    return False
