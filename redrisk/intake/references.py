"""File references, as documents write them."""

from __future__ import annotations

import re

LONGEST_REFERENCE = 40
_NUMBER_SIGN = re.compile(r"^(?:[\s№:#.]|НР\.?\s|\b[Nn](?:o|r|ro|º|°)?[.°º]+)+")
_REFERENCE = re.compile(
    r"[A-ZА-Я0-9][\w./-]*(?:\s?[/-]\s?[\w./-]+)*(?:\s(?=[\w./-]*[0-9])[A-Z0-9][\w./-]*)?"
)


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


_CONTROL_NUMBER = re.compile(
    r"(?<![\w/-])[AА]\s?-\s?[0-9]{1,6}\s?/\s?[0-9]{1,2}\s?-\s?(?:19|20)[0-9]{2}(?![\w/-])"
)


def control_numbers_in(text: str) -> list[str]:
    """Every number that is built as INTERPOL builds a notice's control number.

    >>> control_numbers_in("The notice (A-77/1-2015) names file 2015/77")
    ['A-77/1-2015']
    """
    return ["A" + re.sub(r"\s", "", match[0])[1:] for match in _CONTROL_NUMBER.finditer(text)]
