"""The readings of a sentence: what was imposed, and what is left to serve."""

from __future__ import annotations

import re

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


_JUDGED = (
    r"(?:judge?ments?|convict(?:ed|ion)|sentenced?|tried|trial|jugements?|jug[ée]e?|condamn\w+|arr[êe]t|sentencia"
    r"|condenad[oa]|juzgad[oa]|juicio|fallo|приговор\w*|осужд[её]н\w*|суд\w*)"
)
_PRESENT = re.compile(
    rf"(?i)\b{_JUDGED}\b[^.;]{{0,60}}?(?:in (?:his|her|the) presence|in the presence of the (?:accused|defendant"
    r"|convict\w*|person)|while present|en (?:sa|la) pr[ée]sence|en pr[ée]sence d[ue]|contradictoire\w*|en presencia"
    r"|estando presente|в (?:его |её |ее )?присутствии|не заочно|\bочно)"
)
_ABSENT = re.compile(
    rf"(?i)\b{_JUDGED}\b[^.;]{{0,60}}?(?:in absentia|in (?:his|her) absence|by default|par d[ée]faut"
    r"|en son absence|par contumace|en rebeld[íi]a|en (?:su )?ausencia|(?<!не )заочн\w*|в (?:его |её |ее )?отсутстви\w+)"
)
_NEGATED = re.compile(r"(?i)\b(?:not|never|n['’]|pas|no|не)\b(?! заочно)|\?")


def read_absence(findings: Findings) -> None:
    """Add whether the judgment was given in absence, where a line of the form says so."""
    said: list[Found] = []
    for block in findings.blocks:
        if block.key not in _OF_JUDGMENT:
            continue
        heading = f"{block.heading} " if block.key == "other.judgment" else ""
        text = heading + joined(block.texts)
        if len(text) > _LONGEST_STATEMENT or _NEGATED.search(text):
            continue
        absent, present = _ABSENT.search(text), _PRESENT.search(text)
        if bool(absent) != bool(present):
            said.append(Found(bool(absent), block, "probable", _FROM_WORDS))
    if not findings.has("in_absentia") and len({item.value for item in said}) == 1:
        item = said[0]
        words = (_ABSENT if item.value else _PRESENT).search(joined(item.block.texts))
        quote = words[0] if words else item.block.heading
        findings.add(
            "in_absentia", item.value, item.block.filled[:1], "probable", _FROM_WORDS, quote
        )


_OF_JUDGMENT = (
    "other.judgment",
    "sentence",
    "sentence_remaining",
    "section.judicial",
    "in_absentia",
)
_LONGEST_STATEMENT = 400
_FROM_WORDS = "from the words on the judgment"


def _read_imposed(findings: Findings) -> None:
    for block in findings.of("sentence"):
        _, rest = without_remainder(findings.text(block))
        remaining = stated_months(rest).value if rest else None
        if remaining is not None and not findings.has(REMAINING):
            findings.add(REMAINING, remaining, findings.parts(block))
    _read_months(findings, "sentence", IMPOSED)


def _read_months(findings: Findings, key: str, path: str) -> None:
    found: list[Found] = []
    for block in findings.of(key):
        text = findings.text(block)
        if key == "sentence":
            text, _ = without_remainder(text)
        penalty = stated_months(text)
        if penalty.value is not None:
            found.append(Found(penalty.value, block, penalty.certainty))
        elif penalty.why_unknown.startswith("several"):
            findings.add(path, "", findings.parts(block), "ambiguous", penalty.why_unknown)
        else:
            findings.leave(block)
    if not findings.has(path):
        findings.agreed(path, found)


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
