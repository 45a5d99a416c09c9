"""Finds words that look like a person's name, where none should stand.

A heuristic: two or more capitalised words in a row of which none is a known place, body, month or
the like; an initial, a title or a patronymic beside a capitalised word. It can't see a surname
standing alone, a name in lower case, or one in a script without capitals.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from redrisk.casework.country_words import country_spans, is_country_word
from redrisk.intake.plain import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’\-‑][^\W\d_]+)*")
_INITIAL = re.compile(r"\b[A-ZА-ЯЁ]\.(?:\s?[A-ZА-ЯЁ]\.){0,3}\s?(?P<name>[A-ZА-ЯЁÀ-Þ][\w'’-]{2,40})")
_TITLED = re.compile(
    r"\b(?:[Mm]r|[Mm]rs|[Mm]s|[Mm]iss|[Dd]r|[Pp]rof|[Mm]me|[Mm]lle|[Ss]r|[Ss]ra|[Hh]err|[Ff]rau"
    r"|[Gg]ospodin|[Гг]осподин|[Гг]оспожа|[Гг]ражданин)\.?\s{1,3}(?P<name>[A-ZА-ЯЁÀ-Þ][\w'’-]{1,40})"
)
_PATRONYMIC = re.compile(
    r"\b[A-ZА-ЯЁ][\w'’-]{0,40}(?:[oe]vich|[oe]v(?:a|)na|yevich|yevna|ович|евич|овна|евна|инична"
    r"|o[gğ]lu|o['’]?g['’]?li|qizi|q[iı]z[iı]|kyzy|кызы|оглы|ogly)\b"
)
_PARTIES = re.compile(
    r"\b(?P<name>[A-ZÀ-Þ][\w'’-]{0,40}[a-zß-ÿ][\w'’-]{1,40})(?=\s(?:v|vs|c)\.?\s(?:the\s)?[A-ZÀ-Þ])"
)
_OFFICE_WORDS = (
    "president minister prime deputy vice judge justice prosecutor attorney senator governor mayor "
    "ambassador consul general colonel major captain lieutenant marshal king prince princess queen "
    "emir sheikh sultan lord lady sir archbishop bishop pope imam ayatollah rabbi father director "
    "chairman chief"
)
_OFFICES = frozenset(_OFFICE_WORDS.split())
_PARTICLE_WORDS = "bin ibn bint al el de del da van von der ter la ben abu"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_JOINED = re.compile(rf"[ \t\u00a0]+(?:(?:{_PARTICLE_WORDS.replace(' ', '|')})[ \t]+){{0,2}}")
_FORMS = (
    (_INITIAL, "an initial and a surname"),
    (_TITLED, "a title and a name"),
    (_PARTIES, "a party to a court case"),
)
_LONGEST_SHOWN = 60


class NameLike(NamedTuple):
    """A stretch of text that looks like a name, and why."""

    start: int
    end: int
    why: str


def names_in(text: str) -> tuple[NameLike, ...]:
    """The stretches that look like a person's name, in their order.

    Parameters
    ----------
    text
        A descriptor, note or charge.

    Examples
    --------
    >>> text = "the Supreme Court freed Ivan Petrov and Mr Doe in March 2015"
    >>> [text[found.start : found.end] for found in names_in(text)]
    ['Ivan Petrov', 'Mr Doe']
    """
    found = [*_runs(text), *_by_form(text)]
    found.sort()
    kept: list[NameLike] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
        elif item.end > kept[-1].end:
            kept[-1] = kept[-1]._replace(end=item.end)
    return tuple(kept)


def shown(text: str, found: NameLike) -> str:
    """The stretch as a message shows it."""
    return text[found.start : found.end][:_LONGEST_SHOWN]


def _by_form(text: str) -> Iterator[NameLike]:
    for match in _PATRONYMIC.finditer(text):
        if not _is_known(match[0]):
            yield NameLike(match.start(), match.end(), "a patronymic")
    for pattern, why in _FORMS:
        for match in pattern.finditer(text):
            if not any(_is_known(word) for word in match["name"].split()):
                yield NameLike(match.start(), match.end(), why)


def _runs(text: str) -> Iterator[NameLike]:
    """Runs of two or more capitalised words, none of them known but for an office before a name."""
    states = list(country_spans(text))
    state_ends = [end for _, end in states]
    run: list[re.Match[str]] = []
    for word in [*_WORD.finditer(text), None]:
        if word is not None and _continues(text, run, word):
            run.append(word)
            continue
        if run and word is not None and word[0] in _PARTICLES:
            continue
        name = _without_office(run)
        if len(run) > 1 and name and not any(_is_known(part[0]) for part in name):
            start, end = run[0].start(), run[-1].end()
            following = bisect.bisect_right(state_ends, start)
            if following == len(states) or states[following][0] >= end:
                yield NameLike(start, end, "capitalised words in a row")
        run = [word] if word is not None and _is_capitalised(word[0]) else []


def _without_office(run: list[re.Match[str]]) -> list[re.Match[str]]:
    start = 0
    while start < len(run) and fold(run[start][0]) in _OFFICES:
        start += 1
    return run[start:]


def _continues(text: str, run: list[re.Match[str]], word: re.Match[str]) -> bool:
    if not run or not _is_capitalised(word[0]):
        return False
    return _JOINED.fullmatch(text[run[-1].end() : word.start()]) is not None


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and len(word) > 1


def _is_known(word: str) -> bool:
    """Whether a capitalised word, or a part of it, is no name."""
    folded = fold(re.sub(r"['’]s$", "", word))
    if folded in _known_words() or folded.removesuffix("s") in _known_words():
        return True
    parts = folded.split()
    return is_country_word(word) or (
        len(parts) > 1 and any(part in _known_words() for part in parts if len(part) > 2)
    )


@cache
def _known_words() -> frozenset[str]:
    text = (resources.files("redrisk.casework") / "known_words.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(fold(word) for line in lines for word in line.split())
