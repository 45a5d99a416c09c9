"""The offence categories of a notice's charges, worked out once for all rules."""

from __future__ import annotations

from typing import Any

from redrisk.caching import kept_for_short_texts
from redrisk.notice import Notice


class ChargeGroups:
    """Categories of each charge, stated or read from its text.

    Attributes
    ----------
    charges
        Path and charge.
    complete
        Whether every charge could be classed.
    each
        The categories of each charge; None for a charge that can't be classed.
    union
        The categories of all charges together.
    facts
        Path and value of the facts that the categories rest on.
    """

    __slots__ = ("_named", "charges", "complete", "each", "facts", "union")

    def __init__(self, notice: Notice) -> None:
        charges = notice.charges or ()
        self.charges = [(f"charges[{index}]", charge) for index, charge in enumerate(charges)]
        self.each: list[tuple[str, ...] | None] = []
        self.facts: dict[str, Any] = {}
        union: set[str] = set()
        for path, charge in self.charges:
            categories: tuple[str, ...] | None = charge.categories or None
            if categories is not None:
                self.facts[f"{path}.categories"] = categories
            elif charge.text:
                categories = _categories_of_text(charge.text, charge.language)
                if categories is not None:
                    self.facts[f"{path}.text"] = charge.text
            self.each.append(categories)
            union.update(categories or ())
        self.union = frozenset(union)
        self.complete = bool(charges) and None not in self.each
        self._named = ""

    @property
    def named(self) -> str:
        """The categories of all charges, as a sentence names them."""
        if not self._named:
            in_order = dict.fromkeys(name for names in self.each for name in names or ())
            self._named = ", ".join(in_order).replace("_", " ") or "not classed"
        return self._named


@kept_for_short_texts(4096, longest=2_000)
def _categories_of_text(text: str, language: str | None) -> tuple[str, ...] | None:
    from redrisk import charges

    return charges.categories(text, language) or None
