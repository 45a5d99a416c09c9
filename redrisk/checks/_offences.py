"""Offence categories as the rules group them, and how a notice's charges fall into a group."""

from __future__ import annotations

from typing import Literal

from redrisk.checks._facts import Facts

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

TERRORIST = frozenset({"terrorism", "terrorism_membership"})
HONOUR = frozenset({"speech_offence"})
FAMILY = frozenset({"family_abduction"})
CHEQUE = frozenset({"unpaid_cheque"})

SUBSTANTIVE = frozenset({"political_motivation", "human_rights", "refugee"})
"""Grounds of refused extradition that INTERPOL's rules share."""

Spread = Literal["all", "some", "none", "unknown"]


def spread(facts: Facts, group: frozenset[str]) -> Spread:
    """How the charges fall into a group: all of them, some, none, or not to be told.

    A charge lies in the group if all its categories do, and outside if one lies outside.
    """
    charges = facts.charge_groups
    if not charges.facts:
        return "unknown"
    facts.used.update(charges.facts)
    if group.isdisjoint(charges.union):
        return "none" if charges.complete else "unknown"
    inside = outside = False
    for categories in charges.each:
        if categories is not None:
            if group.issuperset(categories):
                inside = True
            else:
                outside = True
    if inside and outside:
        return "some"
    if not charges.complete:
        return "unknown"
    return "all" if inside else "none"


def touches(facts: Facts, group: frozenset[str]) -> bool:
    """Whether any category of any charge lies in the group."""
    charges = facts.charge_groups
    if group.isdisjoint(charges.union):
        return False
    facts.used.update(charges.facts)
    return True


def unclassed(facts: Facts) -> str:
    """The path that would tell what kind of offence is charged."""
    for (path, _), categories in zip(facts.charges(), facts.charge_groups.each, strict=True):
        if categories is None:
            return f"{path}.categories"
    return "charges[0].categories" if facts.charges() else "charges"


def named(facts: Facts) -> str:
    """The categories of all charges, for a sentence."""
    return facts.charge_groups.named
