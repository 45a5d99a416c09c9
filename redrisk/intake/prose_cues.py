"""The words that sentences use before a fact; they stand in prose_cues.ini."""

from __future__ import annotations

import configparser
import re
import unicodedata
from functools import cache
from importlib import resources

_LANGUAGES = ("en", "fr", "es", "ru")


@cache
def cue(name: str) -> re.Pattern[str]:
    """The words that stand before a fact of this kind, longest first."""
    parser = configparser.ConfigParser(delimiters=("=",), interpolation=None)
    parser.read_string((resources.files("redrisk.intake") / "prose_cues.ini").read_text("utf-8"))
    phrases = {
        phrase.strip()
        for language in _LANGUAGES
        for phrase in parser[name][language].split("|")
        if phrase.strip()
    }
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?i)(?<![\w-])(?:{'|'.join(map(_pattern, ordered))})")


def _pattern(phrase: str) -> str:
    words = [
        _letters(word.removesuffix("*")) + (r"\w*" if word[-1] == "*" else "")
        for word in phrase.split()
    ]
    ends = "" if phrase.endswith("'") else r"(?!\w)"
    return r"\s+".join(words) + ends


def _letters(word: str) -> str:
    """The letters of a word; messages in capitals leave the accents out."""
    found = re.escape(word).replace("'", "['’]")
    return re.sub("[é-ëà-äî-ïô-öù-üñç]", lambda match: f"[{match[0]}{_BARE[match[0]]}]", found)


_BARE = {letter: unicodedata.normalize("NFD", letter)[0] for letter in map(chr, range(0xC0, 0x100))}
