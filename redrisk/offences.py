"""Offence families: which charges are alike for the purpose of INTERPOL's rules.

A charge falls under one or more of the closed offence categories (vocabulary.py); a family is a
set of categories that the rules treat alike. A category may belong to two families.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

from redrisk.notice import Notice

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


def offence_categories(notice: Notice) -> tuple[frozenset[str], bool]:
    """The offence categories that the charges fall under, and whether every charge has one.

    Stated categories count as stated. A charge without them is placed by its text.

    >>> notice = Notice(issuing_country="FR", charges=[{"categories": ["fraud"]}])
    >>> offence_categories(notice)
    (frozenset({'fraud'}), True)
    """
    charges = notice.charges
    if not charges:
        return frozenset(), False
    found: set[str] = set()
    complete = True
    for charge in charges:
        categories: Iterable[str] = charge.categories or ()
        if not charge.categories and charge.text:
            categories = _categories_of_text(charge.text, charge.language)
        found.update(categories)
        complete = complete and bool(categories)
    return frozenset(found), complete


@functools.lru_cache(maxsize=4096)
def _categories_of_text(text: str, language: str | None) -> tuple[str, ...]:
    from redrisk import charges

    return charges.categories(text, language)
