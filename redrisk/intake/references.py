"""File references, as documents write them."""

from __future__ import annotations

import re

LONGEST_REFERENCE = 40
_NUMBER_SIGN = re.compile(r"^(?:[\s№:#.]|\b[Nn](?:o|r|ro|º|°)?[.°º]+)+")
_REFERENCE = re.compile(r"[A-ZА-Я0-9][\w./-]*(?:\s?[/-]\s?[\w./-]+)*(?:\s[A-Z0-9][\w./-]*)?")


def without_number_sign(text: str) -> str:
    """The text without 'No.' or '№' before it.

    >>> without_number_sign("No. 12/2015")
    '12/2015'
    """
    return _NUMBER_SIGN.sub("", text)


def reference_in(text: str) -> str | None:
    """The reference that a text begins with, or None; a reference has a figure.

    >>> reference_in("№ A-77/1-2099 (new)"), reference_in("pending")
    ('A-77/1-2099', None)
    """
    match = _REFERENCE.match(without_number_sign(text))
    if match is None or not any(char.isdigit() for char in match[0]):
        return None
    return match[0].strip(" .-/") if len(match[0]) <= LONGEST_REFERENCE else None
