"""What a notice says, in the form in which the facts read it.

A fact reads through a view, never from the notice itself. The view of one notice answers in whole
numbers; the view of a table (table/columns.py) answers the same questions in columns of whole
numbers. So each fact is written once. Its code keeps to what works for both: arithmetic,
comparison, ``&`` and ``|``, and the view's own ``choose`` and ``most``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from redrisk.context import StateContext, StateIndices, context_year
from redrisk.dates import Lag, PartialDate
from redrisk.notice import Notice
from redrisk.offences import Charged, charges_together

Range = tuple[int, int]
"""First and last position of the answers left open."""

NO_YES = ("no", "yes")
YES: Range = (1, 1)
NO: Range = (0, 0)
UNKNOWN: Range = (0, 1)

Value = TypeVar("Value")


def whether(answer: bool | None) -> Range:  # noqa: FBT001
    """Yes, no, or both left open for None."""
    return UNKNOWN if answer is None else YES if answer else NO


def certain(answer: int) -> Range:
    """The answer, 0 or 1, with nothing left open."""
    return (answer, answer)


def both(one: Range, other: Range) -> Range:
    """Whether both hold."""
    return (one[0] & other[0], one[1] & other[1])


def either(one: Range, other: Range) -> Range:
    """Whether at least one holds."""
    return (one[0] | other[0], one[1] | other[1])


def opposite(answer: Range) -> Range:
    """Whether it does not hold."""
    return (1 - answer[1], 1 - answer[0])


class Days(NamedTuple):
    """The first and last day that a date can mean, numbered from 1 January of the year 1."""

    earliest: int
    latest: int

    @property
    def known(self) -> int:
        """1 if there is a date, else 0."""
        return 0 + (self.earliest > UNKNOWN_DAYS.earliest)

    def before(self, other: Days) -> Range:
        """Whether this date lies before the other; left open where it can't be told."""
        return (self.surely_before(other), 0 + (self.earliest < other.latest))

    def surely_before(self, other: Days) -> int:
        """1 if every day of this date lies before every day of the other."""
        return 0 + (self.latest < other.earliest)

    def until(self, other: Days) -> Lag:
        """The fewest and the most days from this date to the other; negative if it comes first."""
        return Lag(other.earliest - self.latest, other.latest - self.earliest)


UNKNOWN_DAYS = Days(-1_000_000, 2_000_000)
"""An unknown date leaves every day open, so that comparing with it leaves the answer open."""


def days_of(date: PartialDate | None) -> Days:
    """The days that a date can mean.

    >>> days_of(PartialDate("2015-11")).until(days_of(PartialDate("2015-12-01")))
    Lag(fewest=1, most=30)
    """
    if date is None:
        return UNKNOWN_DAYS
    return Days(date.earliest.toordinal(), date.latest.toordinal())


class Item:
    """One record of a list, such as one ruling on extradition."""

    __slots__ = ("_issuing_country", "_record", "date")

    present = 1
    """Whether the record is there; a table has rows with fewer records than others."""

    date: Days
    """The days that its date can mean."""

    def __init__(self, record: Any, issuing_country: str) -> None:
        self._record = record
        self._issuing_country = issuing_country
        self.date = days_of(record.date)

    def has(self, part: str, words: frozenset[str]) -> int:
        """1 if the record's part is one of these words."""
        value: str | None = getattr(self._record, part)
        return 0 + (value in words)

    @property
    def abroad(self) -> int:
        """1 unless the record is the issuing state's own."""
        country: str | None = self._record.country
        return 0 + (country != self._issuing_country)


class Items:
    """The records of a list, and whether anything is known of it.

    Attributes
    ----------
    known
        0 if nobody stated the list.
    none
        1 if it is known to be empty.
    """

    __slots__ = ("_members", "known", "none")

    def __init__(self, known: int, none: int, members: Iterable[Item]) -> None:
        self.known = known
        self.none = none
        self._members = members

    def __iter__(self) -> Iterator[Item]:
        return iter(self._members)

    def any(self, test: Callable[[Item], Range]) -> Range:
        """Whether the test holds for a record; left open if the list is unknown."""
        first, last = 0, 1 - self.known
        for item in self._members:
            one = test(item)
            first, last = first | one[0], last | one[1]
        return (first, last)


_UNKNOWN_ITEMS, _NO_ITEMS = Items(0, 0, ()), Items(1, 1, ())


class View:
    """One notice as the facts read it: what several of them need is worked out once."""

    __slots__ = (
        "_charged",
        "_context",
        "_days",
        "_indices",
        "_items",
        "notice",
        "state_known",
    )

    most = staticmethod(max)
    """The greater of two numbers."""

    def __init__(self, notice: Notice, context: StateContext, *, state_known: bool = True) -> None:
        self.notice = notice
        self.state_known = state_known
        self._context = context
        self._indices: StateIndices | None = None
        self._charged: Charged | None = None
        self._days: dict[str, Days] = {}
        self._items: dict[str, Items] = {}

    @staticmethod
    def choose(condition: int, if_so: int, otherwise: int) -> int:
        """The one or the other number."""
        return if_so if condition else otherwise

    def of(self, field: str, read: Callable[[Any], Value]) -> Value:
        """What a function makes of one field's value."""
        return read(getattr(self.notice, field))

    def stated(self, field: str) -> Range:
        """Whether a field is stated as yes or as no."""
        answer: bool | None = getattr(self.notice, field)
        return UNKNOWN if answer is None else YES if answer else NO

    def of_answer(self, key: str, read: Callable[[Any], Value]) -> Value:
        """What a function makes of the answer to a catalogue question; None if there is none."""
        return read(self.notice.answers.get(key))

    def of_state(self, read: Callable[[StateIndices], Value]) -> Value:
        """What a function makes of the issuing state's indices."""
        return read(self.indices)

    @property
    def indices(self) -> StateIndices:
        """The issuing state's indices in the year before the notice."""
        if self._indices is None:
            year = context_year(self.notice) if self.state_known else None
            self._indices = self._context.indices(self.notice.issuing_country, year)
        return self._indices

    @property
    def charged(self) -> Charged:
        """What the charges together come to."""
        if self._charged is None:
            self._charged = charges_together(self.notice.charges)
        return self._charged

    def days(self, field: str) -> Days:
        """The days that a dated field can mean."""
        found = self._days.get(field)
        if found is None:
            found = self._days[field] = days_of(getattr(self.notice, field))
        return found

    @property
    def warrant_days(self) -> Days:
        """The days that the warrant's date can mean."""
        warrant = self.notice.warrant
        return days_of(warrant.date) if warrant else UNKNOWN_DAYS

    def items(self, field: str) -> Items:
        """The records of a list."""
        found = self._items.get(field)
        if found is None:
            found = self._items[field] = self._items_of(getattr(self.notice, field))
        return found

    def _items_of(self, records: Sequence[Any] | None) -> Items:
        if not records:
            return _UNKNOWN_ITEMS if records is None else _NO_ITEMS
        state = self.notice.issuing_country
        return Items(1, 0, [Item(record, state) for record in records])
