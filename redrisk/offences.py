"""Offence families: which charges are alike for the purpose of INTERPOL's rules.

A charge falls under one or more of the closed offence categories (vocabulary.py); a family is a
set of categories that the rules treat alike. A category may belong to two families.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from redrisk.caching import kept_for_short_texts
from redrisk.notice import Charge, Notice
from redrisk.vocabulary import OFFENCE_CATEGORIES

POLITICAL_OFFENCES = frozenset(
    {
        "treason_espionage",
        "coup_or_rebellion",
        "separatism",
        "extremism",
        "speech_offence",
        "religious_offence",
        "public_order",
        "military_desertion",
    }
)
ECONOMIC_OFFENCES = frozenset(
    {
        "fraud",
        "embezzlement",
        "tax_evasion",
        "money_laundering",
        "corruption_bribery",
        "abuse_of_office",
        "cybercrime",
        "forgery",
        "customs_smuggling",
    }
)
VIOLENT_OFFENCES = frozenset(
    {
        "homicide",
        "assault",
        "kidnapping",
        "sexual_offence",
        "robbery",
        "war_crimes",
    }
)
ORGANISED_OFFENCES = frozenset(
    {
        "drug_trafficking",
        "arms_trafficking",
        "human_trafficking",
        "migrant_smuggling",
        "organised_crime",
    }
)
TRANSNATIONAL_OFFENCES = frozenset({"money_laundering", "cybercrime", "customs_smuggling"})
TERRORIST_OFFENCES = frozenset({"terrorism", "terrorism_membership"})
MEMBERSHIP_OFFENCES = frozenset({"terrorism_membership"})
PRIVATE_OFFENCES = frozenset({"bankruptcy_debt", "unpaid_cheque", "family_abduction"})


_BIT = {category: 1 << place for place, category in enumerate(OFFENCE_CATEGORIES)}


def as_bits(categories: Iterable[str]) -> int:
    """A set of categories as a whole number with one bit for each.

    >>> as_bits(["homicide", "kidnapping"])
    5
    """
    bits = 0
    for category in categories:
        bits |= _BIT[category]
    return bits


def names_of_bits(bits: int) -> list[str]:
    """The categories that a number stands for, in alphabetical order."""
    return sorted(category for category, bit in _BIT.items() if bits & bit)


class Charged(NamedTuple):
    """What the charges of a notice come to together.

    Attributes
    ----------
    found
        The categories that any charge falls under, as bits.
    any
        1 if there is a charge.
    unplaced
        1 if a charge falls under no known category.
    unclassed
        1 if a charge's categories were not stated, so that its text had to be read.
    """

    found: int
    any: int
    unplaced: int
    unclassed: int

    def under(self, family: int) -> tuple[int, int]:
        """Whether a charge falls under a family of categories, given as bits."""
        hit = 0 + (self.found & family != 0)
        return (hit, hit | self.unplaced | (1 - self.any))


ChargeRead = tuple[int, int, int]
"""One charge: its categories as bits; 1 if they were stated; 1 if there is such a charge at all."""


def read_charge(
    categories: Sequence[str] | None, text: str | None, language: str | None
) -> ChargeRead:
    """Stated categories count as stated; a charge without them is placed by its text."""
    if categories is not None:
        return (as_bits(categories), 1, 1)
    return (_bits_of_text(text, language) if text else 0, 0, 1)


def fold(charges: Iterable[ChargeRead]) -> Charged:
    """What several charges come to together."""
    found = some = unplaced = unclassed = 0
    for categories, stated, present in charges:
        found |= categories
        some |= present
        unplaced |= present & (categories == 0)
        unclassed |= present & (1 - stated)
    return Charged(found, some, unplaced, unclassed)


_NO_CHARGES = Charged(0, 0, 0, 0)


def charges_together(charges: Sequence[Charge] | None) -> Charged:
    """What a notice's charges come to together."""
    if not charges:
        return _NO_CHARGES
    return fold([read_charge(item.categories, item.text, item.language) for item in charges])


def offence_categories(notice: Notice) -> tuple[frozenset[str], bool]:
    """The offence categories that the charges fall under, and whether every charge has one.

    >>> notice = Notice(issuing_country="FR", charges=[{"categories": ["fraud"]}])
    >>> offence_categories(notice)
    (frozenset({'fraud'}), True)
    """
    charged = charges_together(notice.charges)
    return frozenset(names_of_bits(charged.found)), bool(charged.any and not charged.unplaced)


@kept_for_short_texts(4096, longest=2_000)
def _bits_of_text(text: str, language: str | None) -> int:
    from redrisk import charges

    return as_bits(charges.categories(text, language))
