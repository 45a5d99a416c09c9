"""Tables of notices or cases: CSV, XLSX, Parquet and JSON lines, one a row.

Every cell is text until its column gives it a meaning, so that NA stays Namibia and 2015 a date.
An empty cell means unknown. A mapping file translates other people's column names and words.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from redrisk.case import Case
from redrisk.errors import InvalidInput, Problem, nearest, quote
from redrisk.intake import case_file, detect
from redrisk.intake.cells import cell_value
from redrisk.intake.column_mapping import ColumnMapping, mapping_of, read_mapping
from redrisk.intake.columns import assemble, column_of, known_column, unknown_column
from redrisk.intake.reading import NoticeReading
from redrisk.intake.table_rows import csv_rows, parquet_rows, xlsx_rows
from redrisk.notice import Notice

__all__ = [
    "MOST_COLUMNS",
    "MOST_ROWS",
    "ColumnMapping",
    "Row",
    "cell_value",
    "mapping_of",
    "read_mapping",
    "read_table",
]

MOST_ROWS = 200_000
_GIVE_UP_AFTER = 1_000
MOST_COLUMNS = 2_000
_MOST_NAMED = 50
"""Problems of a header that are named; the first ones tell what is wrong."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the notice or case, or what was wrong with it."""

    number: int
    where: str
    value: Notice | Case | None
    error: InvalidInput | None = None

    def reading(self) -> NoticeReading:
        """The row as a reading."""
        if self.value is None:
            return NoticeReading(notice=None, facts={}, problem=self.error, where=self.where)
        notice = self.value.before_decision() if isinstance(self.value, Case) else self.value
        return NoticeReading(notice=notice, facts=notice.plain(), where=self.where)


def read_table(
    data: bytes, *, suffix: str = "", where: str = "", mapping: ColumnMapping | None = None
) -> Iterator[Row]:
    """The rows of a table.

    Parameters
    ----------
    data
        The file's content.
    suffix
        The file name's ending, which tells CSV from JSON lines.
    where
        The file, for messages.
    mapping
        Translates columns and words.

    Yields
    ------
    Row
        A row that can't be read carries its error: row, column, value, what is allowed.

    Raises
    ------
    InvalidInput
        If the table as a whole can't be read, or has a column that is neither ours nor mapped.
    MissingExtra
        If XLSX or Parquet is read and its package is not installed.
    """
    mapping = mapping or ColumnMapping()
    good = 0
    for count, row in enumerate(_rows(data, suffix, where, mapping), start=1):
        good += row.value is not None
        yield row
        if not good and count == _GIVE_UP_AFTER:
            message = f"none of its first {count} rows is a notice or case; the rest is not read"
            raise InvalidInput([Problem("", message)], where)
        if count == MOST_ROWS:
            raise InvalidInput([Problem("", f"has more than {MOST_ROWS} rows; split it")], where)


def _rows(data: bytes, suffix: str, where: str, mapping: ColumnMapping) -> Iterator[Row]:
    if suffix in (".jsonl", ".ndjson", ".json"):
        yield from _json_rows(data, where, mapping)
        return
    if data.startswith(b"PK\x03\x04"):
        rows: Iterator[tuple[int, Sequence[Any]]] = xlsx_rows(data, where)
    elif data.startswith(b"PAR1"):
        rows = parquet_rows(data, where)
    else:
        rows = csv_rows(data, suffix, where)
    yield from _typed_rows(rows, where, mapping)


def _typed_rows(
    rows: Iterable[tuple[int, Sequence[Any]]], where: str, mapping: ColumnMapping
) -> Iterator[Row]:
    numbered = iter(rows)
    number, header = next(numbered, (0, None))
    if header is None:
        raise InvalidInput(
            [Problem("", "has no header row; name the columns in its first row")], where
        )
    names = [str(cell).strip() if cell is not None else "" for cell in header]
    columns = _columns_of(names, where, mapping)
    for number, cells in numbered:
        if all(cell in (None, "") for cell in cells):
            continue
        if len(cells) > len(names) and any(cell not in (None, "") for cell in cells[len(names) :]):
            message = (
                f"has {len(cells)} cells, but the header has {len(names)}; "
                "quote a cell that holds a separator"
            )
            yield _bad_row(number, where, [Problem("", message)])
            continue
        yield _row(number, dict(zip(names, cells, strict=False)), columns, where, mapping)


def _columns_of(names: Sequence[str], where: str, mapping: ColumnMapping) -> dict[str, str]:
    """Their column to ours, for every column that is read."""
    if len(names) > MOST_COLUMNS:
        raise InvalidInput(
            [
                Problem(
                    "",
                    f"has {len(names)} columns; at most {MOST_COLUMNS} are read; "
                    "leave the others out",
                )
            ],
            where,
        )
    columns: dict[str, str] = {}
    problems: list[Problem] = []
    for name in names:
        if not name or name in mapping.ignore:
            continue
        ours = mapping.columns.get(name, name)
        if column_of(ours) is None:
            if "*" not in mapping.ignore and len(problems) < _MOST_NAMED:
                problems.append(Problem(name[:80], unknown_column(name), 1))
        elif name in columns or ours in columns.values():
            problems.append(Problem(name[:80], f"two columns give {quote(ours)}; leave one out", 1))
        else:
            columns[name] = ours
    absent = [name for name in mapping.columns if name not in names]
    problems += [
        Problem(
            name, f"the mapping names a column that the table does not have{nearest(name, names)}"
        )
        for name in absent
    ]
    if problems:
        raise InvalidInput(problems, where)
    return columns


def _row(
    number: int,
    cells: Mapping[str, Any],
    columns: Mapping[str, str],
    where: str,
    mapping: ColumnMapping,
) -> Row:
    typed: dict[str, Any] = {}
    problems = []
    names: dict[str, str] = {}
    for theirs, ours in columns.items():
        column = known_column(ours)
        names[ours] = theirs
        try:
            value = cell_value(cells.get(theirs), column, ours, mapping)
        except ValueError as error:
            problems.append(Problem(f"row {number}, column {quote(theirs)}", str(error)))
            continue
        if value is not None:
            typed[ours] = value
    for ours, default in mapping.defaults.items():
        if ours not in typed:
            typed[ours] = cell_value(default, known_column(ours), ours, mapping)
    if problems:
        return Row(number, f"{where} row {number}", None, InvalidInput(problems, where))
    place = f"{where} row {number}".strip()
    try:
        return Row(number, place, case_file.parse_record(assemble(typed), place))
    except InvalidInput as error:
        return _bad_row(number, where, _by_column(error, number, names))


def _bad_row(number: int, where: str, problems: Sequence[Problem]) -> Row:
    error = InvalidInput(
        [
            p
            if p.field.startswith("row ")
            else Problem(f"row {number}{', ' + p.field if p.field else ''}", p.message)
            for p in problems
        ],
        where,
    )
    return Row(number, f"{where} row {number}".strip(), None, error)


def _by_column(error: InvalidInput, number: int, names: Mapping[str, str]) -> list[Problem]:
    """The problems of a record, each named by its row and the column that it came from."""
    placed = []
    for problem in error.problems:
        ours = column_of_path(problem.field)
        theirs = names.get(ours)
        place = (
            f"row {number}, column {quote(theirs)}"
            if theirs
            else f"row {number}, {problem.field or 'record'}"
        )
        placed.append(Problem(place, problem.message))
    return placed


def column_of_path(path: str) -> str:
    """The column that holds the field at a path.

    >>> column_of_path("notice.charges[1].law"), column_of_path("outcome.label")
    ('charge_law_2', 'outcome_label')
    """
    path = path.removeprefix("notice.")
    match = re.fullmatch(r"(\w+)(?:\[(\d+)\])?(?:\.(.+))?", path)
    if match is None:
        return path
    name, index, part = match[1], match[2], match[3]
    prefix = {"charges": "charge", "sources": "source"}.get(name, name)
    if name in ("answers", "standing") and part:
        return f"{name}.{part}"
    base = f"{prefix}_{part.split('[')[0]}" if part else name
    return f"{base}_{int(index) + 1}" if part and index and int(index) else base


def _json_rows(data: bytes, where: str, mapping: ColumnMapping) -> Iterator[Row]:
    """JSON lines: of flat columns, or of notices and cases as redrisk writes them."""
    text = detect.text_of_bytes(data, where)
    for number, line in enumerate(io.StringIO(text, newline="\n"), start=1):
        if not line.strip():
            continue
        place = f"{where}:{number}"
        value = detect.load_json(line, place)
        if not isinstance(value, Mapping):
            yield _bad_row(
                number,
                where,
                [Problem("", "a mapping of columns is needed, as docs/tables.md shows")],
            )
        elif mapping == ColumnMapping() and _is_record(value):
            try:
                yield Row(number, place, case_file.parse_record(dict(value), place))
            except InvalidInput as error:
                yield _bad_row(number, where, error.problems)
        else:
            try:
                columns = _columns_of(
                    [str(key) for key in value],
                    where,
                    ColumnMapping(
                        {k: v for k, v in mapping.columns.items() if k in value},
                        ignore=mapping.ignore,
                    ),
                )
            except InvalidInput as error:
                yield _bad_row(number, where, error.problems)
            else:
                yield _row(number, value, columns, where, mapping)


def _is_record(value: Mapping[str, Any]) -> bool:
    """Whether a mapping is a notice or a case with nested parts, not a flat row."""
    return (
        "notice" in value
        or any(isinstance(part, (list, dict)) for part in value.values())
        or all(key in Notice.model_fields for key in value)
    )
