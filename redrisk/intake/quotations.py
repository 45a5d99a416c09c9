"""What letters and decisions quote of a notice: 'the charge is "fraud", under "Article 5"'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from redrisk.intake.blocks import Block, Part
from redrisk.intake.labels import label_of
from redrisk.intake.prose_cues import cue

LAW_BEGINS = re.compile(
    r"(?i)(?:the |l['’]|les |el |los |la )?(?:articles?\b|arts?\.|sections?\b|§|title \d"
    r"|paragraphs?\b|art[íi]culos?\b|decree\b|ley \d|loi n|act no"
    r"|п\.|пункт\w*|ч\.|част\w+|ст\.|стать\w+|s\. ?\d|ss\. ?\d)"
)
OTHER_CASE = re.compile(  # another proceeding, or what somebody thinks of this one
    r"(?i)\b(?:acquitt\w*|related charge|earlier|previous\w*|co-?defendant|would have|local law"
    r"|acquitté?e?|relaxé?e?|antérieure?\w*|co-?prévenu\w*|sobreseimiento|absuelt\w|absolvi\w+"
    r"|otr[oa]s?|anterior\w*|oправдан\w*|оправдан\w*|прежн\w+|ранее|друг\w+|местному закону)\b"
)
_QUOTED = re.compile(r"[\"«“„]\s*(?P<words>[^\"«»”“„]{3,300}?)\s*[\"»”]")
_OPENS = re.compile(r"\s*[\"«“„]\s*(?=\w)")
_CLOSES = re.compile(r"[\"»”]")
_OPENS = re.compile(r"\s*[\"«“„]\s*(?=\w)")
_CLOSES = re.compile(r"[\"»”]")
_REACH = 90
_CLAUSE = re.compile(r"[;»\"”]|[^\W\d_]{3}\.\s")
_NOT = re.compile(r"(?i)\b(?:not|no|nor|pas|ne|n['’]|sin|не|нет)\b")
_CUES = {
    "charge_is": "charge",
    "charge": "charge",
    "law_is": "law",
    "law": "law",
    "max_penalty": "max_penalty",
}
_LONGEST_HEADING = 60
_FEWEST_LEFT = 4
_PARTS = ("charge", "law", "max_penalty")


def quoted_parts(text: str) -> dict[str, str]:
    """The charge, the law and the penalty that a sentence quotes, each after the words for it.

    >>> quoted_parts('It gives one charge: "Theft", under "Section 379 of the Code".')
    {'charge': 'Theft', 'law': 'Section 379 of the Code'}
    """
    found: dict[str, str] = {}
    heading, start = "", 0
    for quoted in _QUOTED.finditer(text):
        words = quoted["words"].strip(" .,;")
        before = _CLAUSE.split(text[start : quoted.start()])[-1]
        start = quoted.end()
        named = label_of(words, loosely=False) if len(words) < _LONGEST_HEADING else None
        if named and named.key in _PARTS and not _NOT.search(before):
            heading = named.key  # 'under the heading "Charge" it says "fraud"'
            continue
        is_law = LAW_BEGINS.match(words) is not None
        key = heading or _named(before, is_law=is_law) or ("law" if is_law and found else "")
        heading = ""
        if key and not _NOT.search(before) and (key != "charge" or not is_law):
            found.setdefault(key, words)
    return found


def _named(before: str, *, is_law: bool) -> str:
    """The part that the words straight before a quotation name."""
    nearest, key = -1, ""
    for name, part in _CUES.items():
        if (name == "law" and not is_law) or (part == "charge" and is_law):
            continue
        for match in cue(name).finditer(before, max(0, len(before) - _REACH)):
            if match.end() > nearest:
                nearest, key = match.end(), part
    bare = not key and not is_law and _FOR.search(before)
    return "charge" if bare else key


_FOR = re.compile(  # 'a warrant for "fraud"'
    r"(?i)\b(?:warrant|notice|wanted|sought|mandat|notice|recherchée?|orden|notificaci[oó]n|reclamad[oa]"
    r"|ордер\w*|уведомлени\w*|разыскив\w+)\b.*\b(?:for|pour|por|за)\s*$"
)


def without_what_follows(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, what a sentence says after a quoted charge or law in a block of its own."""
    found: list[Block] = []
    for block in blocks:
        found.append(block)
        if block.key in ("charge", "law") and block.filled:
            rest = _after_quotation(block)
            if rest:
                found.append(Block(None, "", None, rest))
    return found


def _after_quotation(block: Block) -> list[Part]:
    """Cut a block after the quotation that it begins with; the words that were cut."""
    parts = block.filled
    opens = _OPENS.match(parts[0].text)
    for index, part in enumerate(parts) if opens else ():
        close = _CLOSES.search(part.text, opens.end() if opens and not index else 0)
        if close is None:
            continue
        rest = part.text[close.end() :].strip(" .,;")
        left = [Part(part.line, rest)] if rest else []
        left += parts[index + 1 :]
        words = " ".join(piece.text for piece in left)
        if len(words.split()) < _FEWEST_LEFT or re.match(r"\s*[\"«“„(/-]", words):
            return []
        block.parts = [*parts[:index], Part(part.line, part.text[: close.end()])]
        return left
    return []
