"""One notice as the facts read it, and the ranges of answers that they give back."""

from __future__ import annotations

from redrisk.context import StateContext, StateIndices, context_year
from redrisk.notice import Notice
from redrisk.offences import offence_categories

Range = tuple[int, int]
"""First and last position of the answers left open."""

NO_YES = ("no", "yes")
YES: Range = (1, 1)
NO: Range = (0, 0)
UNKNOWN: Range = (0, 1)


class View:
    """One notice as the facts read it: what several of them need is worked out once."""

    __slots__ = ("_categories", "_context", "_indices", "notice", "state_known")

    def __init__(self, notice: Notice, context: StateContext, *, state_known: bool = True) -> None:
        self.notice = notice
        self.state_known = state_known
        self._context = context
        self._indices: StateIndices | None = None
        self._categories: tuple[frozenset[str], bool] | None = None

    @property
    def indices(self) -> StateIndices:
        """The issuing state's indices in the year before the notice."""
        if self._indices is None:
            year = context_year(self.notice) if self.state_known else None
            self._indices = self._context.indices(self.notice.issuing_country, year)
        return self._indices

    @property
    def categories(self) -> tuple[frozenset[str], bool]:
        """Offence categories of the charges, and whether every charge could be placed."""
        if self._categories is None:
            self._categories = offence_categories(self.notice)
        return self._categories


def whether(answer: bool | None) -> Range:  # noqa: FBT001
    """Yes, no, or both left open for None."""
    return UNKNOWN if answer is None else YES if answer else NO
