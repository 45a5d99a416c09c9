"""What the facts say of protection, of extradition, and of INTERPOL's earlier decisions."""

from __future__ import annotations

from collections.abc import Callable

from redrisk.notice import Notice, Protection
from redrisk.view import NO, UNKNOWN, YES, Range, View

GRANTED = frozenset({"refugee", "subsidiary"})


def grants(notice: Notice) -> list[Protection]:
    """Refugee status and subsidiary protection given by anyone but the issuing state."""
    return [
        item
        for item in notice.protection or ()
        if item.status in GRANTED and item.country != notice.issuing_country
    ]


def protected(view: View) -> Range:
    """Whether another state, or UNHCR, has granted protection."""
    if view.notice.protection is None:
        return UNKNOWN
    return YES if grants(view.notice) else NO


def asylum_denied(view: View) -> Range:
    """Whether a claim to asylum was denied."""
    protection = view.notice.protection
    if protection is None:
        return UNKNOWN
    return YES if any(item.status == "asylum_denied" for item in protection) else NO


REFUSAL_ANSWERS = ("no refusal", "procedural or unstated ground", "political or rights ground")
_SUBSTANTIVE = frozenset({"political_motivation", "human_rights", "refugee"})


def extradition_refused(view: View) -> Range:
    """Whether another state refused extradition, and on which kind of ground."""
    notice = view.notice
    if notice.extradition is None:
        return (0, 2)
    refusals = [
        item
        for item in notice.extradition
        if item.result == "refused" and item.country != notice.issuing_country
    ]
    step = max((2 if item.ground in _SUBSTANTIVE else 1 for item in refusals), default=0)
    return (step, step)


def interpol_decided(decisions: frozenset[str]) -> Callable[[View], Range]:
    """Whether INTERPOL made one of these decisions on the same person or facts."""

    def read(view: View) -> Range:
        history = view.notice.interpol_history
        if history is None:
            return UNKNOWN
        return YES if any(item.decision in decisions for item in history) else NO

    return read
