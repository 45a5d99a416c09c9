"""Which part of the form a heading names.

A heading is looked up among the phrases of headings.ini; then told from the words that it is put
together from; then by likeness, for slips of OCR and typing.
"""

from __future__ import annotations

import configparser
import difflib
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from redrisk.caching import kept_for_short_texts
from redrisk.intake.countries_in_text import countries_in
from redrisk.intake.heading_words import part_of
from redrisk.intake.plain import clean, fold

LANGUAGES = ("en", "fr", "es", "ru")
_LIKENESS = 0.88
_LONGEST_LABEL = 120
_MOST_WORDS = 18


@dataclass(frozen=True, slots=True)
class Label:
    """A heading understood: the part of the form, the languages it can be, and how it was found."""

    key: str
    languages: tuple[str, ...]
    how: str  # exact, words, alike or typed

    @property
    def is_identity(self) -> bool:
        """Whether the words under it describe the person."""
        return self.key.startswith(("identity", "section.identity"))


@cache
def phrases() -> dict[str, Label]:
    """Folded phrase to its label."""
    parser = configparser.ConfigParser(delimiters=("=",), interpolation=None)
    parser.read_string((resources.files("redrisk.intake") / "headings.ini").read_text("utf-8"))
    found: dict[str, Label] = {}
    for key in parser.sections():
        for language in LANGUAGES:
            for phrase in parser[key][language].split("|"):
                folded = fold(phrase)
                known = found.get(folded)
                if known is None:
                    found[folded] = Label(key, (language,), "exact")
                elif known.key == key and language not in known.languages:
                    found[folded] = Label(key, (*known.languages, language), "exact")
    return found


@cache
def _by_length() -> dict[int, list[tuple[str, int]]]:
    """The phrases of each length, each with its letters."""
    lengths: dict[int, list[tuple[str, int]]] = {}
    for phrase in phrases():
        lengths.setdefault(len(phrase), []).append((phrase, _letters(phrase)))
    return lengths


def _letters(text: str) -> int:
    """The letters that a text holds, as bits."""
    bits = 0
    for char in text:
        bits |= 1 << (ord(char) % 64)
    return bits


@cache
def beginnings() -> frozenset[str]:
    """Every proper beginning, in whole words, of a phrase of three words or more."""
    found = set()
    for phrase in phrases():
        words = phrase.split()
        for count in range(1, len(words)):
            found.add(" ".join(words[:count]))
    return frozenset(found)


@kept_for_short_texts(20_000)
def label_of(text: str, *, loosely: bool = True, in_parts: bool = True) -> Label | None:
    """The part of the form that a heading names, or None.

    Parameters
    ----------
    text
        The heading without numbering and colon.
    loosely
        Whether likeness and stems count too, for words that are known to be a heading.
    in_parts
        Whether one language of a bilingual heading, or what stands outside brackets, is enough.

    Examples
    --------
    >>> label_of("MAXIMUM PENALTY POSSIBLE").key, label_of("Maximun penalty posible").key
    ('max_penalty', 'max_penalty')
    >>> label_of("Peine la plus haute, maximale").how
    'words'
    """
    if len(text) > _LONGEST_LABEL:
        return None
    text = _EITHER.sub("", text)
    folded = fold(text)
    if not folded or folded.isdigit():
        return None
    known = phrases().get(folded) or _counted(folded)
    if known:
        return known
    if not in_parts:
        return None
    loosely = loosely and len(folded.split()) <= _MOST_WORDS
    understood = _by_words(folded) if loosely else None
    if understood:
        return understood
    for part in _parts(text) if not re.search(r"[0-9]{2}", text) else ():
        known = phrases().get(fold(part))
        if known:
            return known
    return (_alike(folded) or _without_states(text) or _by_words(folded, 1)) if loosely else None


_EITHER = re.compile(
    r"(?<=[^\W\d_])[(](?:e?s|as?|os?|es?|x|ы|и|а|ях?)[)]"
)  # 'Nationality(ies)', 'né(e)'
_COUNTED = frozenset({"charge", "law", "max_penalty", "warrant", "nationality"})
_COUNTER = re.compile(r" (?:n |no |nr |nro )?(?:[0-9]{1,2}|[ivx]{1,4})$")


def _counted(folded: str) -> Label | None:
    """The label of a heading with its own number: 'Charge 2', 'Delito n.º 1'."""
    known = phrases().get(_COUNTER.sub("", folded))
    return known if known and known.key in _COUNTED else None


def _parts(text: str) -> list[str]:
    """The languages of a bilingual heading, and the heading without what stands in brackets."""
    without = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", text)
    parts = [without] if without.strip() and without != text else []
    parts += [part for part in re.split(r"\s*/\s*|\s+[–—|]\s+", text) if len(part.strip()) > 2]
    inside = re.findall(r"[(\[]([^()\[\]]*)[)\]]", text)
    return parts + [part for part in inside if len(part.strip()) > 3]


def _alike(folded: str) -> Label | None:
    best, score = None, _LIKENESS
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(folded)
    slack = max(1, len(folded) // 7)
    if len(folded) < 6:
        return None
    letters, most = _letters(folded), 2 + len(folded) // 12
    for length in range(len(folded) - slack, len(folded) + slack + 1):
        for phrase, held in _by_length().get(length, ()):
            if (letters ^ held).bit_count() > most:
                continue  # too many letters that only one of them has
            matcher.set_seq1(phrase)
            if matcher.quick_ratio() > score:
                ratio = matcher.ratio()
                if ratio > score:
                    best, score = phrase, ratio
    if best is None:
        return None
    known = phrases()[best]
    return Label(known.key, known.languages, "alike")


def _without_states(text: str) -> Label | None:
    """The label of 'Wanted by Qatar for', from the words that name no state."""
    words = [word for word in text.split() if not (word[:1].isupper() and countries_in(word))]
    return _by_words(fold(" ".join(words))) if 1 < len(words) < len(text.split()) else None


_FEWEST_MEANINGS = 4


def _by_words(folded: str, unknown: int = 0) -> Label | None:
    """The label that a heading's words put together; an unknown word needs many known ones."""
    if unknown and folded.count(" ") < _FEWEST_MEANINGS:
        return None  # too short to hold an unknown word and enough known ones
    understood = part_of(folded, unknown=unknown)
    if understood is None or (unknown and understood.meanings < _FEWEST_MEANINGS):
        return None
    return Label(understood.key, (), "words")


_LETTERED = r"(?!\s*[^\W\d_]\.)(?=\s+[A-ZА-ЯЁÀ-Þ0-9«\"])"  # a letter that is no initial
_NUMBERING = re.compile(
    r"^(?:\[[0-9IVX]{1,3}\])?[\s¿«“\"\-–—•*▪►■□●○◦#>|§·]*(?:(?:"
    r"\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]{0,2}|\(?[IVX]{1,5}(?:\.[0-9]{1,2})*[.)]{1,2}|[IVX]{1,5}\.[0-9]{1,2}"
    r"|[0-9]{1,2}\s?\.?[-–—](?=\s+[^\W\d_])|(?:[IVX]{1,5}|[A-ZА-Я])\s?[-–—](?=\s+[^\W\d_])"
    r"|\(?[A-Za-zА-Яа-я]\)|[a-zа-я]\.|[A-ZА-Я]\." + _LETTERED + r")\s+"
    r"|(?i:part|partie|parte|section|secci[óo]n|chapter|chapitre|cap[íi]tulo|rubrique|rubro|раздел"
    r"|часть|пункт|графа)\s+(?:[0-9]{1,2}|[IVX]{1,5}|[A-ZА-Я]|(?:перв|втор|трет|четв[её]рт|пят)\w+)"
    r"\s*(?:[.:)]|[-–—])\s+(?=[^\W\d_]))?"
    r"[\s\-–—•*▪►■□●_]*"
)


def without_numbering(text: str) -> str:
    """The text without a bullet or number before it.

    >>> without_numbering("2.1) Nationality"), without_numbering("• Charge")
    ('Nationality', 'Charge')
    """
    text = clean(text)
    return text[_NUMBERING.match(text).end() :].strip()  # type: ignore[union-attr]
