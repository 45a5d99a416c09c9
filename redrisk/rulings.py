"""What the facts say of protection, of extradition, and of INTERPOL's earlier decisions."""

from __future__ import annotations

from collections.abc import Callable

from redrisk.view import Item, Range, View, certain

GRANTED = frozenset({"refugee", "subsidiary"})
DENIED = frozenset({"asylum_denied"})
_REFUSED = frozenset({"refused"})
_SUBSTANTIVE = frozenset({"political_motivation", "human_rights", "refugee"})

REFUSAL_ANSWERS = ("no refusal", "procedural or unstated ground", "political or rights ground")


def granted_abroad(item: Item) -> Range:
    """Whether it is refugee status or subsidiary protection by anyone but the issuing state."""
    return certain(item.has("status", GRANTED) & item.abroad)


def protected(view: View) -> Range:
    """Whether another state, or UNHCR, has granted protection."""
    return view.items("protection").any(granted_abroad)


def asylum_denied(view: View) -> Range:
    """Whether a claim to asylum was denied."""
    return view.items("protection").any(lambda item: certain(item.has("status", DENIED)))


def extradition_refused(view: View) -> Range:
    """Whether another state refused extradition, and on which kind of ground."""
    rulings = view.items("extradition")
    step = 0
    for item in rulings:
        refused = item.has("result", _REFUSED) & item.abroad
        step = view.most(step, refused + (refused & item.has("ground", _SUBSTANTIVE)))
    return (step, view.choose(rulings.known, step, 2))


def interpol_decided(decisions: frozenset[str]) -> Callable[[View], Range]:
    """Whether INTERPOL made one of these decisions on the same person or facts."""

    def read(view: View) -> Range:
        history = view.items("interpol_history")
        return history.any(lambda item: certain(item.has("decision", decisions)))

    return read
