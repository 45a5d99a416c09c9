"""Cells of a table's columns: each distinct value is read once, by the same code as a notice.

A column of a million rows has few distinct values. ``ColumnReader`` keeps, for one column, every
distinct cell met so far, what it means, and what is wrong with it; a batch of rows is then a column
of whole numbers that point at those values. Number 0 always stands for unknown.
"""

from __future__ import annotations

import datetime as dt
import json
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
    """

    def __init__(self, column: Column, theirs: str, mapping: ColumnMapping) -> None:
        self.column = column
        self.theirs = theirs
        self._mapping = mapping
        self._ours = theirs if column.group == "answers" else mapping.columns.get(theirs, theirs)
        self._number: dict[object, int] = {}
        self.values: list[Any] = [None]
        self.plain: list[Any] = [None]
        """The values as they stand in plain data, before they are checked."""
        self.errors: list[str | None] = [None]
        self._earliest: list[int] = [UNKNOWN_DAYS.earliest]
        self._latest: list[int] = [UNKNOWN_DAYS.latest]

    def codes(self, cells: Any) -> Numbers:
        """The number of each cell's value; ``cells`` is an Arrow array or a sequence of objects."""
        if isinstance(cells, (pa.Array, pa.ChunkedArray)):
            return self._codes_of_arrow(cells)
        numbers: Numbers = np.fromiter(map(self._code, cells), np.int32, len(cells))
        return numbers

    def _codes_of_arrow(self, cells: Any) -> Numbers:
        array = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
        if isinstance(array, pa.ChunkedArray):
            array = pa.concat_arrays(array.chunks)
        kind = array.type
        if pa.types.is_null(kind):
            return np.zeros(len(array), np.int32)
        if pa.types.is_nested(kind):
            return self.codes(array.to_pylist())
        if pa.types.is_string_view(kind):
            array = array.cast(pa.large_string())
        elif pa.types.is_timestamp(kind) and kind.tz is None:
            array = array.cast(pa.date32(), safe=False)
        if not pa.types.is_dictionary(kind):
            array = array.dictionary_encode()
        numbers = np.fromiter(
            (self._code(cell) for cell in array.dictionary.to_pylist()),
            np.int32,
            len(array.dictionary),
        )
        places = array.indices
        if not len(numbers):
            return np.zeros(len(array), np.int32)
        codes: Numbers = numbers[places.fill_null(0).to_numpy(zero_copy_only=False)]
        if places.null_count:
            codes[places.is_null().to_numpy(zero_copy_only=False)] = 0
        return codes

    def _code(self, cell: Any) -> int:
        if cell is None:
            return 0
        key = _key(cell)
        number = self._number.get(key)
        if number is None:
            number = self._number[key] = self._read(cell)
        return number

    def _read(self, cell: Any) -> int:
        """Read a cell not met before; its number, 0 if it says nothing."""
        error = plain = value = None
        try:
            plain = cell_value(_plain(cell), self.column, self._ours, self._mapping)
            if plain is None:
                return 0
            value = _checked(self.column, plain)
        except ValueError as problem:
            error = str(problem)
        days = days_of(value if isinstance(value, PartialDate) else None)
        self.values.append(value)
        self.plain.append(plain)
        self.errors.append(error)
        self._earliest.append(days.earliest)
        self._latest.append(days.latest)
        return len(self.values) - 1

    def wrong(self, codes: Numbers) -> Numbers | None:
        """Whether each cell can't be read; None if all can."""
        bad = np.array([error is not None for error in self.errors])
        if not bad.any():
            return None
        found: Numbers = bad[codes]
        return found if found.any() else None

    def days(self, codes: Numbers) -> Days:
        """The days that each date can mean."""
        earliest = np.array(self._earliest, np.int32)[codes]
        latest = np.array(self._latest, np.int32)[codes]
        return Days(earliest, latest)  # type: ignore[arg-type]


def _key(cell: Any) -> object:
    """What tells a cell from others; True and 1 are not the same answer."""
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
