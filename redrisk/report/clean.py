"""Text from outside made safe to print: nothing that no page can show, or that reorders it."""

from __future__ import annotations

import re
import unicodedata

REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that change the order in which others are read; shown by their code points."""

INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff")
"""Characters without a picture of their own. Joiners and marks belong to their languages."""

_SPACES = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029 ]+")
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cn", "Co", "Cs", "Cf"})
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_LEFT_TO_RIGHT = frozenset({"L"})


def clean(text: str) -> str:
    r"""The text on one line, with unprintable characters shown by their code points.

    >>> clean("a\x00b\n\u202ec")
    'a‹U+0000›b ‹U+202E›c'
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    spaced = _SPACES.sub(" ", text)
    if spaced.isprintable() and not any(char in REORDERING for char in spaced):
        return spaced
    return "".join(map(_shown, spaced))


def _shown(char: str) -> str:
    if char in INVISIBLE or char.isprintable():
        return char
    if unicodedata.category(char) in _HIDDEN_CATEGORIES or char in REORDERING:
        return code_point(char)
    return char


def code_point(char: str) -> str:
    """A character by its number, where its picture can't be shown.

    >>> code_point("中")
    '‹U+4E2D›'
    """
    return f"‹U+{ord(char):04X}›"


def is_right_to_left(text: str) -> bool:
    """Whether most letters of the text are written from right to left.

    >>> is_right_to_left("تهمة 12"), is_right_to_left("charge")
    (True, False)
    """
    if text.isascii():
        return False
    kinds = [unicodedata.bidirectional(char) for char in text]
    right = sum(kind in _RIGHT_TO_LEFT for kind in kinds)
    return right > sum(kind in _LEFT_TO_RIGHT for kind in kinds)


def breakable(text: str, longest: int = 24) -> str:
    """The text with places to break a line within words longer than ``longest``."""
    if all(len(word) <= longest for word in text.split(" ")):
        return text
    return " ".join(
        "\u200b".join(_pieces(word, longest // 2)) if len(word) > longest else word
        for word in text.split(" ")
    )


def _pieces(word: str, size: int) -> list[str]:
    """Parts of a word; a mark stays with the character that bears it."""
    parts: list[str] = []
    for char in word:
        joins = unicodedata.combining(char) or char in INVISIBLE
        if not parts or (len(parts[-1]) >= size and not joins):
            parts.append(char)
        else:
            parts[-1] += char
    return parts
