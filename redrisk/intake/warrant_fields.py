"""The readings of the warrant: reference, date, authority, and who issues it."""

from __future__ import annotations

from redrisk.intake.blocks import Part
from redrisk.intake.dates_in_text import Certainty, FoundDate
from redrisk.intake.findings import AMBIGUOUS_DATE, Findings
from redrisk.intake.warrant_in_text import issuer_of
from redrisk.intake.warrants_in_blocks import warrants_of

_KEYS = ("warrant", "warrant_number", "warrant_date", "warrant_authority")


def read_warrants(findings: Findings) -> None:
    """Add the warrant; of several the first, with a warning."""
    warrants = warrants_of(findings.of(*_KEYS))
    if not warrants:
        return
    several = len(warrants) > 1
    if several:
        findings.warnings.append(
            f"{len(warrants)} warrants are named and the first is kept; check which one counts"
        )
    certainty: Certainty = "probable" if several else "certain"
    note = "the first of several warrants" if several else ""
    for name, (value, block) in warrants[0].items():
        add_warrant_part(findings, name, value, findings.parts(block), certainty, note)


def add_warrant_part(
    findings: Findings,
    name: str,
    value: str | FoundDate,
    parts: list[Part],
    certainty: Certainty,
    note: str,
    words: str = "",
) -> None:
    """Add one part of a warrant: its reference, date or authority."""
    if isinstance(value, FoundDate):
        if value.certainty == "ambiguous":
            findings.add("warrant.date", value.readings, parts, "ambiguous", AMBIGUOUS_DATE, words)
        else:
            findings.add("warrant.date", value.iso, parts, certainty, note, words)
        return
    text = findings.mask.hide(value).strip()
    if not text or text == "[name]":
        return
    findings.add(f"warrant.{name}", text, parts, certainty, note, words=value)
    issuer = issuer_of(text) if name == "authority" else None
    if issuer:
        why = "told from the authority's name"
        findings.add("warrant.issuer", issuer, parts, "probable", why)
