"""Published decisions of the CCF, found by the rules at stake. A selection, in both directions."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Any

from redrisk.errors import DataError

SELECTION_WARNING = (
    "The CCF chooses which decisions it publishes, and not all of these were found: they are "
    "examples in both directions, and their shares are no rates."
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One published decision.

    Attributes
    ----------
    id
        Year and number.
    data_type
        Red Notice, diffusion or another kind of data.
    outcome
        ``compliant``, ``compliant with update`` or ``non-compliant``.
    tags
        The subjects under which the CCF published it.
    rules
        Ids of the rules that these subjects concern.
    note
        The facts and the reasoning as far as known, in our own words.
    basis
        How sure it is that the facts belong to this number.
    source
        Address of the decision.
    """

    id: str
    data_type: str
    outcome: str
    tags: tuple[str, ...]
    rules: tuple[str, ...]
    note: str
    basis: str
    source: str

    def plain(self) -> dict[str, Any]:
        """The decision as data that JSON can hold."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        return {**plain, "tags": list(self.tags), "rules": list(self.rules)}


@functools.cache
def all_decisions() -> tuple[Decision, ...]:
    """Every published decision that the package holds, the oldest first.

    Raises
    ------
    DataError
        If the shipped file is damaged.
    """
    file = resources.files("redrisk") / "data" / "ccf_decisions.json"
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))["decisions"]
        return tuple(
            Decision(
                id=row["id"],
                data_type=row["data_type"],
                outcome=row["outcome"],
                tags=tuple(row["tags"]),
                rules=tuple(row["rules"]),
                note=row["note"],
                basis=row["basis"],
                source=row["source"],
            )
            for row in rows
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"redrisk/data/ccf_decisions.json can't be read ({error}); reinstall redrisk"
        raise DataError(message) from None


def published_decisions(rules: Iterable[str]) -> tuple[Decision, ...]:
    """The published decisions that concern any of these rules, whatever their outcome.

    Parameters
    ----------
    rules
        Ids of rules, such as those that failed.

    Raises
    ------
    DataError
        If the shipped file is damaged.

    Notes
    -----
    Source: the CCF's published excerpts; ``SELECTION_WARNING`` belongs beside them.

    Examples
    --------
    >>> sorted({decision.outcome for decision in published_decisions(["R83-x3q"])})
    ['compliant', 'non-compliant']
    """
    wanted = set(rules)
    return tuple(decision for decision in all_decisions() if wanted.intersection(decision.rules))
