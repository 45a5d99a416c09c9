"""What a heading looks like, whatever the layout: short, a capital first, no sentence."""

from __future__ import annotations

import re

from redrisk.intake.labels import label_of, without_numbering
from redrisk.intake.pages import Line
from redrisk.intake.plain import is_open

LONGEST_HEADING = 90
GAP = re.compile(r"\s{3,}")
_MOST_WORDS = 10
_NOT_AT_END = re.compile(r"[.;,]$")
_ABBREVIATED = re.compile(r"(?:^|[\s.(])[^\W\d_]{1,7}\.$")


def led(line: Line, heading: str, value: str) -> Line:
    """The line as 'Heading: value'."""
    heading = heading.rstrip(" :")
    return Line(line.page, line.number, f"{heading}: {value}", len(heading))


def is_known(heading: str) -> bool:
    """Whether the words name a part of the form."""
    label = label_of(without_numbering(heading).rstrip(" :"))
    return label is not None and not label.key.startswith("title")


def can_be_heading(text: str) -> bool:
    """Whether the words have the shape of a heading, known or not."""
    bare = without_numbering(text)
    return (
        1 < len(bare) <= LONGEST_HEADING
        and len(bare.split()) <= _MOST_WORDS
        and (bare[0].isupper() or bare[0] in "¿(«№")
        and ":" not in bare.rstrip(":")
        and not GAP.search(bare)
        and not is_open(bare)
        and (not _NOT_AT_END.search(bare) or _ABBREVIATED.search(bare) is not None)
        and sum(char.isdigit() for char in bare) < 4
    )
