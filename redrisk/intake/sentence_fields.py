"""The readings of a sentence: what was imposed, and what is left to serve."""

from __future__ import annotations

import re

from redrisk.intake.absence_in_text import absence_in
from redrisk.intake.findings import Findings, Found
from redrisk.intake.pages import joined
from redrisk.intake.penalties_in_text import stated_months

IMPOSED, REMAINING = "sentence.imposed_months", "sentence.remaining_months"
_REMAINDER = re.compile(
    r"(?i)\b(?:remain\w*|left to serve|restant\w*|reliquat|reste à purger|pendiente\w*|por cumplir"
    r"|resta\w*"
    r"|неотбыт\w*|остал\w*|остат\w*|оставш\w*)\b"
)


def read_sentence(findings: Findings) -> None:
    """Add the months imposed and the months that remain."""
    _read_imposed(findings)
    if not findings.has(REMAINING):
        _read_months(findings, "sentence_remaining", REMAINING)


_JUDGMENT = "other.judgment"
_OF_JUDGMENT = (_JUDGMENT, "sentence", "sentence_remaining", "in_absentia")
_FROM_WORDS = "from the words on the judgment"


def read_absence(findings: Findings) -> None:
    """Add whether the judgment was given in absence, where a line of the form says so."""
    said: list[Found] = []
    for block in findings.blocks:
        if block.key in _OF_JUDGMENT:
            heading = f"{block.heading} " if block.key == _JUDGMENT else ""
            absent = absence_in(heading + joined(block.texts))
            if absent is not None:
                said.append(Found(absent, block))
    if not findings.has("in_absentia") and len({item.value for item in said}) == 1:
        parts = said[0].block.filled[:1]
        findings.add("in_absentia", said[0].value, parts, "probable", _FROM_WORDS)


def _read_imposed(findings: Findings) -> None:
    for block in findings.of("sentence"):
        _, rest = without_remainder(findings.text(block))
        remaining = stated_months(rest).value if rest else None
        if remaining is not None and not findings.has(REMAINING):
            findings.add(REMAINING, remaining, findings.parts(block))
    _read_months(findings, "sentence", IMPOSED)
    if not findings.has(IMPOSED):
        terms = [
            (stated_months(findings.text(block)).value, block) for block in findings.of(_JUDGMENT)
        ]
        found = [Found(term, block, "probable", _FROM_WORDS) for term, block in terms if term]
        findings.agreed(IMPOSED, found)


def _read_months(findings: Findings, key: str, path: str) -> None:
    found: list[Found] = []
    for block in findings.of(key):
        text = findings.text(block)
        if key == "sentence":
            text, _ = without_remainder(text)
        penalty = stated_months(text)
        imposed = _imposed(findings) if key == "sentence_remaining" else None
        if penalty.value is None and imposed is not None and _WHOLE.search(text):
            found.append(Found(imposed, block, "probable", "the whole of what was imposed"))
        elif penalty.value is not None:
            found.append(Found(penalty.value, block, penalty.certainty))
        elif penalty.why_unknown.startswith("several"):
            findings.add(path, "", findings.parts(block), "ambiguous", penalty.why_unknown)
        else:
            findings.leave(block)
    if not findings.has(path):
        findings.agreed(path, found)


_WHOLE = re.compile(
    r"(?i)\b(?:whole|entire|full|total(?:it[ée]|idad)|entière|intégrale|íntegra|toute la peine"
    r"|toda la (?:pena|condena)|весь|полностью)\b"
)


def _imposed(findings: Findings) -> int | None:
    """The months imposed, if they are settled."""
    values = {item.value for item in findings.readings if item.path == IMPOSED and item.is_set}
    return int(values.pop()) if len(values) == 1 else None


def without_remainder(text: str) -> tuple[str, str]:
    """'8 years, remaining 6 years' as the two parts; the second is empty if there is none.

    >>> without_remainder("8 years, remaining 6 years")
    ('8 years', 'remaining 6 years')
    """
    pieces = re.split(r"[;,.(]\s*|\s+(?:of which|dont|de los cuales|из них|из которых)\s+", text)
    if len(pieces) < 2:
        return text, ""
    left = [piece for piece in pieces if not _REMAINDER.search(piece)]
    rest = [piece for piece in pieces if _REMAINDER.search(piece)]
    return (", ".join(left), ", ".join(rest)) if rest and left else (text, "")
