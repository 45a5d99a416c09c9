"""Cells of a table's columns: each distinct value is read once, by the same code as a notice.

A column of a million rows has few distinct values. ``ColumnReader`` keeps, for one column, every
distinct cell met so far, what it means, and what is wrong with it; a batch of rows is then a column
of whole numbers that point at those values. Number 0 always stands for unknown.
"""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pydantic import ValidationError

from redrisk._record import Record, problems
from redrisk.dates import PartialDate
from redrisk.intake.columns import Column
from redrisk.intake.tables import ColumnMapping, cell_value
from redrisk.notice import (
    Activity,
    Charge,
    Extradition,
    InterpolRuling,
    Notice,
    Protection,
    Sentence,
    Warrant,
)
from redrisk.view import UNKNOWN_DAYS, Days, days_of

Numbers = NDArray[Any]
Reading = tuple[Any, Any, str | None]
"""A cell as plain data, as the notice holds it, and what is wrong with it."""

RECORDS: dict[str, type[Record]] = {
    "charges": Charge,
    "political_activity": Activity,
    "protection": Protection,
    "extradition": Extradition,
    "interpol_history": InterpolRuling,
    "sentence": Sentence,
    "warrant": Warrant,
}
"""The record that a list, or a field of parts, holds."""

_FILL: dict[type[Record], dict[str, Any]] = {
    Notice: {"issuing_country": "FR"},
    Charge: {"law": "-"},
    Activity: {"kind": "other"},
    Protection: {"status": "refugee"},
    Extradition: {"result": "refused"},
    InterpolRuling: {"decision": "refused"},
}
"""What makes a record complete, so that one part of it can be checked alone."""


class ColumnReader:
    """The distinct cells of one column, read once each.

    Parameters
    ----------
    column
        What the column means.
    theirs
        Its name in the table, for messages.
    mapping
        Translates words, as for tables of cases.
    dates
        What each distinct date cell means, shared by the columns of dates.
    """

    def __init__(
        self, column: Column, theirs: str, mapping: ColumnMapping, dates: dict[object, Reading]
    ) -> None:
        self.column = column
        self.theirs = theirs
        self._mapping = mapping
        self._ours = theirs if column.group == "answers" else mapping.columns.get(theirs, theirs)
        is_shared = column.kind == "date" and not mapping.values.get(self._ours)
        self._dates = dates if is_shared else None
        self._number: dict[object, int] = {None: 0}
        self.values: list[Any] = [None]
        self.plain: list[Any] = [None]
        """The values as they stand in plain data, before they are checked."""
        self.errors: list[str | None] = [None]
        self._any_errors = False
        self._is_date = column.kind == "date"
        self._days = array("i", UNKNOWN_DAYS)

    def codes(self, cells: Any) -> Numbers:
        """The number of each cell's value; ``cells`` is an Arrow array or a sequence of objects."""
        if isinstance(cells, (pa.Array, pa.ChunkedArray)):
            return self._codes_of_arrow(cells)
        return self._numbers(cells)

    def _codes_of_arrow(self, cells: Any) -> Numbers:
        kind = cells.type
        if pa.types.is_null(kind):
            return np.zeros(len(cells), np.int32)
        if pa.types.is_nested(kind):
            return self._numbers(cells.to_pylist())
        coded = _coded(cells)
        numbers, places = self._numbers(coded.dictionary.to_pylist()), coded.indices
        if not len(numbers):
            return np.zeros(len(cells), np.int32)
        codes: Numbers = numbers[places.fill_null(0).to_numpy(zero_copy_only=False)]
        if places.null_count:
            codes[places.is_null().to_numpy(zero_copy_only=False)] = 0
        return codes

    def _numbers(self, cells: Sequence[Any]) -> Numbers:
        known = self._number.get
        numbers = [known(cell) if type(cell) is str else self._code(cell) for cell in cells]
        for place, number in enumerate(numbers):
            if number is None:
                numbers[place] = self._code(cells[place])
        return np.array(numbers, np.int32)

    def _code(self, cell: Any) -> int:
        key = _key(cell)
        number = self._number.get(key)
        if number is None:
            number = self._number[key] = self._added(self._reading(key, cell))
        return number

    def _reading(self, key: object, cell: Any) -> Reading:
        if self._dates is None:
            return self._read(cell)
        found = self._dates.get(key)
        if found is None:
            found = self._dates[key] = self._read(cell)
        return found

    def _read(self, cell: Any) -> Reading:
        plain = None
        try:
            plain = cell_value(_plain(cell), self.column, self._ours, self._mapping)
            value = None if plain is None else _checked(self.column, plain)
        except ValueError as problem:
            return (plain, None, str(problem))
        return (plain, value, None)

    def _added(self, reading: Reading) -> int:
        """The number of a value not met before, 0 if it says nothing."""
        plain, value, error = reading
        if plain is None and error is None:
            return 0
        self.values.append(value)
        self.plain.append(plain)
        self.errors.append(error)
        self._any_errors = self._any_errors or error is not None
        if self._is_date:
            self._days.extend(days_of(value))
        return len(self.values) - 1

    def wrong(self, codes: Numbers) -> Numbers | None:
        """Whether each cell can't be read; None if all can."""
        if not self._any_errors:
            return None
        found: Numbers = np.array([error is not None for error in self.errors])[codes]
        return found if found.any() else None

    def days(self, codes: Numbers) -> Days:
        """The days that each date can mean."""
        ends = np.array(self._days, np.int32)
        return Days(ends[0::2][codes], ends[1::2][codes])  # type: ignore[arg-type]


def _coded(cells: pa.Array | pa.ChunkedArray) -> pa.DictionaryArray:
    """A column as numbers that point at its distinct values."""
    kind = cells.type
    if pa.types.is_string_view(kind):
        cells = cells.cast(pa.large_string())
    elif pa.types.is_timestamp(kind) and kind.tz is None:
        cells = cells.cast(pa.date32(), safe=False)
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.unify_dictionaries() if pa.types.is_dictionary(kind) else cells
        cells = cells.combine_chunks()
    return cells if pa.types.is_dictionary(kind) else cells.dictionary_encode()


def _key(cell: Any) -> object:
    """What tells a cell from others; True and 1 are not the same answer."""
    if type(cell) is str or cell is None:
        return cell
    try:
        hash(cell)
    except TypeError:
        return json.dumps(_plain(cell), default=repr, sort_keys=True)
    return (type(cell), cell)


def _plain(cell: Any) -> Any:
    """A cell without the types of the frame that it came from."""
    if isinstance(cell, dict):
        plain = {key: _plain(value) for key, value in cell.items()}
        return {key: value for key, value in plain.items() if value is not None}
    if isinstance(cell, (list, tuple)):
        return [_plain(item) for item in cell]
    if isinstance(cell, (np.ndarray, np.generic)):
        return _plain(cell.tolist())
    if isinstance(cell, dt.datetime):
        return cell.date() if cell == cell else None
    if isinstance(cell, float) and cell != cell:
        return None
    return None if type(cell).__name__ in ("NAType", "NaTType") else cell


def _checked(column: Column, plain: Any) -> Any:
    """A cell's value as the notice holds it.

    Raises
    ------
    ValueError
        If the notice would not take it.
    """
    if column.kind == "date":
        try:
            return PartialDate(plain)
        except ValueError:
            pass
    record = Notice if column.group in ("notice", "whole_list") else RECORDS.get(column.field)
    if column.group == "answers":
        return Notice.model_validate(
            {"issuing_country": "FR", "answers": {column.part: plain}}
        ).answers[column.part]
    if record is None:
        return plain
    field = column.field if record is Notice else column.part
    if record.model_fields[field].annotation == str | None:
        return plain
    try:
        return getattr(record.model_validate({**_FILL.get(record, {}), field: plain}), field)
    except ValidationError as error:
        raise ValueError("; ".join(_in_words(problems(error), field))) from None


def _in_words(found: Iterable[Any], field: str) -> list[str]:
    """The problems, each with its place within the field if it has one."""
    words = []
    for problem in found:
        place = problem.field.removeprefix(field)
        words.append(f"{place}: {problem.message}" if place else problem.message)
    return words


def taken(values: Sequence[Any], codes: Numbers, read: Callable[[Any], Any]) -> Any:
    """What ``read`` makes of each cell's value: a column, or several if it gives a tuple."""
    results = [read(value) for value in values]
    if isinstance(results[0], tuple):
        return tuple(np.array(part)[codes] for part in zip(*results, strict=True))
    return np.array(results)[codes]


def combined(columns: Sequence[Numbers]) -> tuple[Numbers, list[tuple[int, ...]]]:
    """Number the distinct combinations of columns: each row's number, and what numbers mean."""
    if len(columns) == 1:
        top = int(columns[0].max(initial=0)) + 1
        return columns[0], [(number,) for number in range(top)]
    dense, keys = combined(columns[:-1])
    last = columns[-1].astype(np.int64)
    width = int(last.max(initial=0)) + 1
    if width == 1:
        return dense, [(*key, 0) for key in keys]
    distinct, numbers = np.unique(dense * width + last, return_inverse=True)
    return numbers, [(*keys[one // width], one % width) for one in distinct.tolist()]
