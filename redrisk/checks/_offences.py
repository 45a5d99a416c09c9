"""Offence categories as the rules group them, and how a notice's charges fall into a group."""

from __future__ import annotations

import functools
from typing import Literal

from redrisk.checks._facts import Facts
from redrisk.notice import Charge

GRAVE = frozenset({
    "homicide", "assault", "kidnapping", "robbery", "drug_trafficking", "arms_trafficking",
    "human_trafficking", "migrant_smuggling", "organised_crime", "terrorism", "war_crimes",
})  # fmt: skip
"""Serious ordinary-law crimes that are neither a private dispute nor a breach of regulations."""

ORDINARY = GRAVE | {
    "sexual_offence", "theft", "fraud", "embezzlement", "money_laundering", "corruption_bribery",
    "cybercrime", "forgery",
}  # fmt: skip
"""Ordinary-law crimes, as far as the name of the offence tells."""

POLITICAL = frozenset({
    "treason_espionage", "separatism", "extremism", "speech_offence", "religious_offence",
    "coup_or_rebellion", "military_desertion",
})  # fmt: skip
"""Offences against the state, its security, its creed or its army."""

TERRORIST_LABEL = frozenset({"terrorism_membership"})
HONOUR = frozenset({"speech_offence"})
FAMILY = frozenset({"family_abduction"})
CHEQUE = frozenset({"unpaid_cheque"})

Spread = Literal["all", "some", "none", "unknown"]


def categories_of(charge: Charge) -> tuple[str, ...] | None:
    """The offence categories of a charge, stated or read from its text; None if unknown."""
    if charge.categories:
        return charge.categories
    return _categories_of_text(charge.text, charge.language) if charge.text else None


@functools.lru_cache(maxsize=4096)
def _categories_of_text(text: str, language: str | None) -> tuple[str, ...] | None:
    from redrisk import charges

    return charges.categories(text, language) or None


def _use_categories(facts: Facts, path: str, charge: Charge) -> None:
    if charge.categories:
        facts.use(f"{path}.categories", charge.categories)
    else:
        facts.use(f"{path}.text", charge.text)


def spread(facts: Facts, group: frozenset[str]) -> Spread:
    """How the charges fall into a group: all of them, some, none, or not to be told.

    A charge lies in the group if all its categories do, and outside if one lies outside.
    """
    inside = outside = untold = 0
    for path, charge in facts.charges():
        categories = categories_of(charge)
        if categories is None:
            untold += 1
            continue
        _use_categories(facts, path, charge)
        if group.issuperset(categories):
            inside += 1
        else:
            outside += 1
    if inside and outside:
        return "some"
    if untold or not (inside or outside):
        return "unknown"
    return "all" if inside else "none"


def named(facts: Facts) -> str:
    """The categories of all charges, for a sentence."""
    names: dict[str, None] = {}
    for _, charge in facts.charges():
        names.update(dict.fromkeys(categories_of(charge) or ()))
    return ", ".join(name.replace("_", " ") for name in names) or "not classed"


def touches(facts: Facts, group: frozenset[str]) -> bool:
    """Whether any category of any charge lies in the group."""
    found = False
    for path, charge in facts.charges():
        categories = categories_of(charge)
        if categories and not group.isdisjoint(categories):
            _use_categories(facts, path, charge)
            found = True
    return found
