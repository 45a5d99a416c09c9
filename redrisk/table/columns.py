"""A batch of rows as the facts read it: the view of a table.

It answers what the view of one notice answers (redrisk/view.py), in columns of whole numbers in
place of numbers, so that every fact and every caution is declared once for both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from redrisk.context import StateContext, StateIndices
from redrisk.dates import PartialDate
from redrisk.offences import Charged, ChargeRead, fold, read_charge
from redrisk.table.cells import RECORDS, ColumnReader, Numbers, combined, taken
from redrisk.table.layout import Layout, Place
from redrisk.view import UNKNOWN_DAYS, Days, Items, days_of, whether

_Charge = tuple[tuple[str, ...] | None, str | None, str | None]
_MOST_CHARGES_KEPT = 200_000


class Charges:
    """What each distinct charge comes to, kept from batch to batch."""

    def __init__(self) -> None:
        self._kept: dict[_Charge, ChargeRead] = {}

    def read(self, charge: _Charge) -> ChargeRead:
        """The charge's categories as bits, and whether they were stated."""
        found = self._kept.get(charge)
        if found is None:
            if len(self._kept) >= _MOST_CHARGES_KEPT:
                self._kept.clear()
            found = self._kept[charge] = read_charge(*charge)
        return found


class Part:
    """One part of a slot: a value for each row, by number."""

    __slots__ = ("codes", "reader", "values")

    def __init__(
        self, codes: Numbers, values: Sequence[Any], reader: ColumnReader | None = None
    ) -> None:
        self.codes = codes
        self.values = values
        self.reader = reader

    def is_among(self, words: frozenset[Any]) -> Numbers:
        """1 where the value is one of these words."""
        return np.array([value in words for value in self.values], np.int8)[self.codes]

    def days(self) -> Days:
        """The days that the value, a date, can mean."""
        if self.reader is not None:
            return self.reader.days(self.codes)
        both = [days_of(value) for value in self.values]
        earliest = np.array([one.earliest for one in both], np.int32)
        latest = np.array([one.latest for one in both], np.int32)
        return Days(earliest[self.codes], latest[self.codes])  # type: ignore[arg-type]


class Slot:
    """The record that each row has at one place of a list, where it has one."""

    def __init__(self, parts: Mapping[str, Part], present: Any, issuing: Part) -> None:
        self._parts = parts
        self._issuing = issuing
        self._date: Days | None = None
        self.present = present

    def has(self, part: str, words: frozenset[str]) -> Any:
        """1 where the record is there and its part is one of these words."""
        found = self._parts.get(part)
        return 0 if found is None else found.is_among(words)

    def part(self, name: str) -> Part | None:
        """A part, or None if no row has it."""
        return self._parts.get(name)

    @property
    def date(self) -> Days:
        """The days that its date can mean."""
        if self._date is None:
            part = self._parts.get("date")
            self._date = UNKNOWN_DAYS if part is None else part.days()
        return self._date

    @property
    def abroad(self) -> Any:
        """1 unless the record is the issuing state's own."""
        part = self._parts.get("country")
        if part is None:
            return 1
        number: dict[Any, int] = {}
        theirs, own = (
            np.array([number.setdefault(value, len(number)) for value in side.values])[side.codes]
            for side in (part, self._issuing)
        )
        return (theirs != own).astype(np.int8)


class TableView:
    """A batch of rows as the facts read it.

    Parameters
    ----------
    layout
        Which column says what.
    readers
        The reader of each column that is read, by the table's name for it.
    codes
        The numbers of its cells in this batch.
    rows
        How many rows there are.
    context, charges
        The states' indices; what charges come to.
    """

    most = staticmethod(np.maximum)
    choose = staticmethod(np.where)

    def __init__(
        self,
        layout: Layout,
        readers: Mapping[str, ColumnReader],
        codes: Mapping[str, Numbers],
        rows: int,
        context: StateContext,
        charges: Charges,
    ) -> None:
        self._layout = layout
        self._readers = readers
        self._codes = codes
        self._context = context
        self._charges = charges
        self.rows = rows
        self._days: dict[str, Days] = {}
        self._items: dict[str, Items] = {}
        self._charged: Charged | None = None
        self._states: tuple[Numbers, list[StateIndices]] | None = None

    def _part(self, place: Place) -> Part:
        reader = self._readers[place.theirs]
        return Part(self._codes[place.theirs], reader.values, reader)

    def field(self, name: str) -> Part | None:
        """A field of the notice; None if the table has no such column."""
        place = self._layout.fields.get(name)
        return None if place is None else self._part(place)

    def of(self, field: str, read: Callable[[Any], Any]) -> Any:
        """What a function makes of one field's value, called once for each distinct value."""
        part = self.field(field)
        return read(None) if part is None else taken(part.values, part.codes, read)

    def stated(self, field: str) -> Any:
        """Whether a field is stated as yes or as no."""
        return self.of(field, whether)

    def of_answer(self, key: str, read: Callable[[Any], Any]) -> Any:
        """What a function makes of the answer to a catalogue question."""
        return self.of(f"answers.{key}", read)

    def of_state(self, read: Callable[[StateIndices], Any]) -> Any:
        """What a function makes of the state's indices, called once for each state and year."""
        if self._states is None:
            self._states = self._read_states()
        codes, indices = self._states
        return taken(indices, codes, read) if indices else read(StateIndices())

    def _read_states(self) -> tuple[Numbers, list[StateIndices]]:
        """Each row's number of state and year; the indices of each."""
        year = self._year("notice_date")
        year = np.where(year > 0, year, self._year("criminal_case_opened"))
        country = self.issuing
        codes, keys = combined([country.codes, np.broadcast_to(year, self.rows)])
        found = [
            self._context.indices(country.values[state] or "", year - 1 if year else None)
            for state, year in keys
        ]
        return codes, found

    @property
    def issuing(self) -> Part:
        """The issuing state of each row."""
        return self._part(self._layout.fields["issuing_country"])

    def _year(self, field: str) -> Any:
        """The year of a date, 0 where it is unknown."""
        return self.of(field, _year_of)

    def days(self, field: str) -> Days:
        """The days that a dated field can mean."""
        found = self._days.get(field)
        if found is None:
            part = self.field(field)
            found = self._days[field] = UNKNOWN_DAYS if part is None else part.days()
        return found

    @property
    def warrant_days(self) -> Days:
        """The days that the warrant's date can mean."""
        place = self._layout.parts.get("warrant", {}).get("date")
        return UNKNOWN_DAYS if place is None else self._part(place).days()

    def items(self, field: str) -> Items:
        """The records of a list: slot by slot, each a record of every row that has one."""
        found = self._items.get(field)
        if found is None:
            found = self._items[field] = self._items_of(field)
        return found

    def _items_of(self, field: str) -> Items:
        slots = list(self._slots(field))
        whole = self._layout.whole.get(field)
        known: Any = 0
        if whole is not None:
            known = 0 + (self._codes[whole.theirs] > 0)
        some: Any = 0
        for slot in slots:
            some = some | slot.present
        known = known | some
        return Items(known, known & (1 - some), slots)  # type: ignore[arg-type]

    def _slots(self, field: str) -> Iterator[Slot]:
        issuing = self.issuing
        whole = self._layout.whole.get(field)
        if whole is not None:
            values = self._readers[whole.theirs].values
            codes = self._codes[whole.theirs]
            longest = max((len(value) for value in values if value), default=0)
            for place in range(longest):
                members = [
                    value[place] if value and len(value) > place else None for value in values
                ]
                present = np.array([0 + (member is not None) for member in members], np.int8)[codes]
                parts = {
                    name: Part(codes, [getattr(member, name, None) for member in members])
                    for name in RECORDS[field].model_fields
                }
                yield Slot(parts, present, issuing)
        for _, places in sorted(self._layout.slots.get(field, {}).items()):
            named = {name: self._part(place) for name, place in places.items()}
            yield Slot(_complete(field, named), _present(named.values()), issuing)

    @property
    def charged(self) -> Charged:
        """What the charges together come to."""
        if self._charged is None:
            slots = self._slots("charges")
            self._charged = fold([self._read_charges(slot) for slot in slots])
        return self._charged

    def _read_charges(self, slot: Slot) -> ChargeRead:
        """One charge of each row; each distinct charge is read once."""
        parts = [slot.part(name) or _NOTHING for name in ("categories", "text", "language")]
        codes, keys = combined([np.broadcast_to(part.codes, self.rows) for part in parts])
        stated_in, text_in, language_in = (part.values for part in parts)
        read = [self._charges.read((stated_in[c], text_in[t], language_in[i])) for c, t, i in keys]
        bits: Any = np.array([categories for categories, _, _ in read], np.int64)[codes]
        stated: Any = np.array([is_stated for _, is_stated, _ in read], np.int8)[codes]
        return (bits, stated, slot.present)


_NOTHING = Part(np.zeros(1, np.int32), [None])


def _year_of(date: PartialDate | None) -> int:
    return date.year if date else 0


def _present(parts: Any) -> Numbers:
    """1 where any part of a record is stated."""
    found: Any = False
    for part in parts:
        found = found | (part.codes > 0)
    return np.asarray(found, np.int8)


def _complete(field: str, parts: dict[str, Part]) -> dict[str, Part]:
    """The parts, with what a flat record may leave out: an act of no stated kind is 'other'."""
    if field != "political_activity":
        return parts
    kind = parts.get("kind")
    if kind is None:
        return parts
    return {**parts, "kind": Part(kind.codes, ["other", *kind.values[1:]])}
