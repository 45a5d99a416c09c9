"""Whether the identity particulars that the rules ask for are there; none of them is kept.

INTERPOL's Rules on the Processing of Data, Article 83(2)(a): family name, forename, sex and date of
birth (at least the year), with one of physical description, DNA, fingerprints or an identity
document; or a photograph of good quality with a further identifier.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from redrisk.intake.blocks import Block
from redrisk.intake.dates_in_text import has_year
from redrisk.intake.pages import joined
from redrisk.intake.plain import fold

_FURTHER = ("identity.description", "identity.dna", "identity.fingerprints", "identity.documents")
_ABSENT = frozenset(fold(word) for word in ("no", "non", "нет", "not available", "no disponible"))


def identity_set_complete(blocks: Sequence[Block], nothing: Collection[str]) -> bool | None:
    """True if the minimum set is there; None if that can't be told from a document's words.

    It is never False: a translation or an extract may leave out what the notice has, and no text
    tells how good a photograph is.

    Parameters
    ----------
    blocks
        The document's blocks.
    nothing
        Folded words that stand for an empty field.
    """
    filled: dict[str, str] = {}
    for block in blocks:
        text = joined(block.texts)
        if (
            block.key.startswith("identity")
            and fold(text) not in nothing
            and fold(text) not in _ABSENT
        ):
            filled.setdefault(block.key, text)
    name = filled.get("identity.family_name", "")
    both = "identity.forename" in filled or len(name.split()) > 1
    if (
        name
        and both
        and "identity.sex" in filled
        and has_year(filled.get("identity.birth", ""))
        and any(key in filled for key in _FURTHER)
    ):
        return True
    return None
