"""Tables of notices or cases: CSV, XLSX, Parquet and JSON lines, one a row.

Every cell is text until its column gives it a meaning, so that NA stays Namibia and 2015 a date.
An empty cell means unknown. A mapping file translates other people's column names and words.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml

from redrisk.case import Case
from redrisk.errors import InvalidInput, MissingExtra, Problem, listed, nearest, quote
from redrisk.intake import case_file, detect
from redrisk.intake.columns import (
    NONE_WORDS,
    Column,
    assemble,
    column_of,
    known_columns,
    unknown_column,
)
from redrisk.intake.dates_in_text import one_date
from redrisk.intake.reading import NoticeReading
from redrisk.notice import Notice

MOST_ROWS = 200_000
_MOST_UNPACKED = 60_000_000
_MOST_COLUMNS = 2_000
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_EXCEL_DAYS = (9_000, 73_050)  # 1924 to 2099
_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_MAPPING_KEYS = (
    "columns",
    "values",
    "defaults",
    "ignore",
    "missing",
    "list_separator",
    "date_order",
)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How other people's columns and words translate.

    Attributes
    ----------
    columns
        Their column to ours.
    values
        Our column to: their word to ours.
    defaults
        Our column to the value of every row that has none.
    ignore
        Their columns to pass over; ``*`` stands for every one that is not mapped.
    missing
        Words that mean 'no value', besides an empty cell.
    list_separator
        What parts the words of a list.
    date_order
        ``dmy`` or ``mdy`` for dates such as 03/04/2015; without it they are errors.
    """

    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    list_separator: str = ";"
    date_order: Literal["dmy", "mdy"] | None = None


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


def read_mapping(path: str | Path) -> ColumnMapping:
    """A mapping file in YAML.

    Raises
    ------
    InvalidInput
        If it is not YAML, or names a column of ours that does not exist.
    """
    where = str(path)
    try:
        text = detect.text_of_bytes(Path(path).read_bytes(), where)
        data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 -- every scalar as text, no tags
    except OSError as error:
        raise InvalidInput(
            [Problem("", f"can't be read: {error.strerror or error}")], where
        ) from None
    except (yaml.YAMLError, RecursionError) as error:
        problem = getattr(error, "problem", None) or "it can't be parsed"
        raise InvalidInput([Problem("", f"is not YAML: {problem}")], where) from None
    return mapping_of(data or {}, where)


def mapping_of(data: object, where: str = "") -> ColumnMapping:
    """A mapping from plain data; every problem is named.

    Raises
    ------
    InvalidInput
        As for ``read_mapping``.
    """
    if not isinstance(data, Mapping):
        raise InvalidInput([Problem("", "a mapping of columns is needed")], where)
    problems = [
        Problem(
            str(key),
            f"there is no such part{nearest(key, _MAPPING_KEYS)}; the parts are: {listed(_MAPPING_KEYS)}",
        )
        for key in data
        if key not in _MAPPING_KEYS
    ]
    columns = _text_mapping(data, "columns", problems)
    defaults = _text_mapping(data, "defaults", problems)
    values: dict[str, dict[str, str]] = {}
    raw_values = data.get("values") or {}
    for key in raw_values if isinstance(raw_values, Mapping) else {}:
        values[str(key)] = _text_mapping(raw_values, key, problems)
    for ours, part in [
        *((o, "columns") for o in columns.values()),
        *((o, "defaults") for o in defaults),
        *((o, "values") for o in values),
    ]:
        if column_of(ours) is None:
            problems.append(
                Problem(part, f"there is no column {quote(ours)}{nearest(ours, known_columns())}")
            )
    order = data.get("date_order")
    if order not in (None, "", "dmy", "mdy"):
        problems.append(Problem("date_order", f"is dmy or mdy; got {quote(order)}"))
    if problems:
        raise InvalidInput(problems, where)
    return ColumnMapping(
        columns, values, defaults, _words(data.get("ignore")), _words(data.get("missing")),
        str(data.get("list_separator") or ";"), order or None,
    )  # fmt: skip


def _text_mapping(data: Mapping[str, Any], key: str, problems: list[Problem]) -> dict[str, str]:
    value = data.get(key) or {}
    if isinstance(value, Mapping) and all(isinstance(item, str) for item in value.values()):
        return {str(theirs): str(ours) for theirs, ours in value.items()}
    problems.append(Problem(str(key), "a mapping of words to words is needed"))
    return {}


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in (value if isinstance(value, list) else [value]) if item)


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
    if suffix in (".jsonl", ".ndjson", ".json"):
        yield from _json_rows(data, where, mapping)
        return
    if data.startswith(b"PK\x03\x04"):
        rows: Iterator[tuple[int, Sequence[Any]]] = _xlsx_rows(data, where)
    elif data.startswith(b"PAR1"):
        rows = _parquet_rows(data, where)
    else:
        rows = _csv_rows(data, suffix, where)
    yield from _typed_rows(rows, where, mapping)


def _typed_rows(
    rows: Iterable[tuple[int, Sequence[Any]]], where: str, mapping: ColumnMapping
) -> Iterator[Row]:
    numbered = iter(rows)
    number, header = next(numbered, (0, None))
    if header is None:
        raise InvalidInput([Problem("", "has no header row")], where)
    names = [str(cell).strip() if cell is not None else "" for cell in header]
    columns = _columns_of(names, where, mapping)
    count = 0
    for number, cells in numbered:
        if all(cell in (None, "") for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise InvalidInput([Problem("", f"has more than {MOST_ROWS} rows; split it")], where)
        if len(cells) > len(names) and any(cell not in (None, "") for cell in cells[len(names) :]):
            message = f"has {len(cells)} cells, but the header has {len(names)}"
            yield _bad_row(number, where, [Problem("", message)])
            continue
        yield _row(number, dict(zip(names, cells, strict=False)), columns, where, mapping)


def _columns_of(names: Sequence[str], where: str, mapping: ColumnMapping) -> dict[str, str]:
    """Their column to ours, for every column that is read."""
    if len(names) > _MOST_COLUMNS:
        raise InvalidInput(
            [Problem("", f"has {len(names)} columns; at most {_MOST_COLUMNS} are read")], where
        )
    columns: dict[str, str] = {}
    problems = []
    for name in names:
        if not name or name in mapping.ignore:
            continue
        ours = mapping.columns.get(name, name)
        if column_of(ours) is None:
            if "*" not in mapping.ignore:
                problems.append(Problem(name[:80], unknown_column(name), 1))
        elif name in columns or ours in columns.values():
            problems.append(Problem(name[:80], f"two columns give {quote(ours)}", 1))
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
        column = column_of(ours)
        assert column is not None
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
            column = column_of(ours)
            assert column is not None
            typed[ours] = cell_value(default, column, ours, mapping)
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


def cell_value(cell: Any, column: Column, ours: str, mapping: ColumnMapping) -> Any:
    """A cell as the record takes it; None if it is empty.

    Raises
    ------
    ValueError
        If it can't be what its column needs; says what is allowed.
    """
    if isinstance(cell, (dt.datetime, dt.date)) and column.kind != "date":
        cell = cell.date().isoformat() if isinstance(cell, dt.datetime) else cell.isoformat()
    if isinstance(cell, (list, tuple)):
        return list(cell)
    text = _text_of_cell(cell)
    if text == "" or text in mapping.missing:
        return None
    text = mapping.values.get(ours, {}).get(text, text)
    if column.group == "whole_list" or (text.startswith("[") and column.kind == "words"):
        return _whole_list(text)
    if column.kind == "words":
        if text.lower() in NONE_WORDS:
            return []
        words = mapping.values.get(ours, {})
        return [
            words.get(word.strip(), word.strip())
            for word in text.split(mapping.list_separator)
            if word.strip()
        ]
    if column.kind == "date":
        return _date(cell if isinstance(cell, (dt.date, dt.datetime)) else text, mapping.date_order)
    if column.kind == "number":
        return _number(text)
    return text


def _text_of_cell(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        if cell != cell:
            return ""
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, (dt.datetime, dt.date)):
        return cell.isoformat()[:10]
    return str(cell).replace("\u00a0", " ").strip()


def _whole_list(text: str) -> list[Any]:
    if text.lower() in NONE_WORDS:
        return []
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, list):
        raise ValueError(f"the column takes 'none', or a list in JSON; got {quote(text)}")
    return value


def _date(value: Any, order: str | None) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value).strip()
    if _ISO.fullmatch(text):
        return text
    if re.fullmatch(r"[0-9]{5}(?:[.,][0-9]+)?", text):
        days = int(re.split("[.,]", text)[0])
        if _EXCEL_DAYS[0] <= days <= _EXCEL_DAYS[1]:
            return (_EXCEL_EPOCH + dt.timedelta(days=days)).isoformat()
    found = one_date(text)
    if found and found.certainty != "ambiguous":
        return found.readings[0]
    if found and len(found.readings) == 2 and order and re.search(r"[0-9]\s?[/-]\s?[0-9]", text):
        return found.readings[0 if order == "dmy" else 1]
    if found and len(found.readings) > 1:
        message = f"{quote(text)} can be {' or '.join(found.readings[:2])}; write 2015-04-03, or set date_order in a mapping file"
        raise ValueError(message)
    raise ValueError(f"a date is written 2015, 2015-11 or 2015-11-03; got {quote(text)}")


def _number(text: str) -> str:
    """A number with a decimal comma, or with spaces or commas between thousands, as a plain one."""
    if text == "life":
        return text
    bare = re.sub(r"[\s'’]", "", text)
    if re.fullmatch(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", bare):
        if bare.count(",") == 1 and "." not in bare:
            raise ValueError(
                f"{quote(text)} can be a thousand or a decimal; write it without a comma"
            )
        bare = bare.replace(",", "")
    elif re.fullmatch(r"-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+", bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?[0-9]+,[0-9]+", bare):
        bare = bare.replace(",", ".")
    if re.fullmatch(r"-?[0-9]+\.0+", bare):
        bare = bare.split(".")[0]
    return bare


def _csv_rows(data: bytes, suffix: str, where: str) -> Iterator[tuple[int, list[str]]]:
    text = detect.text_of_bytes(data, where)
    head = text.split("\n", 1)[0]
    delimiter = "\t" if suffix == ".tsv" else max(",;\t|", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        message = f"is not a table: {error}"
        raise InvalidInput([Problem("", message, reader.line_num)], where) from None


def _xlsx_rows(data: bytes, where: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    try:
        import openpyxl
    except ImportError:
        raise MissingExtra("reading XLSX", "intake") from None
    _refuse_bomb(data, where)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        yield from enumerate(sheet.iter_rows(values_only=True), start=1)
    except InvalidInput:
        raise
    except GeneratorExit:
        raise
    except Exception:
        message = "is not an XLSX file that can be read; save it again, or as CSV"
        raise InvalidInput([Problem("", message)], where) from None


def _refuse_bomb(data: bytes, where: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(item.file_size for item in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise InvalidInput(
            [Problem("", "is damaged or cut off; get a whole copy")], where
        ) from None
    if size > _MOST_UNPACKED:
        message = (
            f"unpacks to {size // 1_000_000} MB; at most {_MOST_UNPACKED // 1_000_000} MB are read"
        )
        raise InvalidInput([Problem("", message)], where)


def _parquet_rows(data: bytes, where: str) -> Iterator[tuple[int, list[Any]]]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtra("reading Parquet", "intake") from None
    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        yield 1, list(file.schema_arrow.names)
        number = 1
        for batch in file.iter_batches(batch_size=1_000):
            for row in batch.to_pylist():
                number += 1
                yield number, list(row.values())
    except (pa.ArrowException, OSError, ValueError, KeyError):
        message = "is not a Parquet file that can be read; get a whole copy"
        raise InvalidInput([Problem("", message)], where) from None


def _json_rows(data: bytes, where: str, mapping: ColumnMapping) -> Iterator[Row]:
    """JSON lines: of flat columns, or of notices and cases as redrisk writes them."""
    text = detect.text_of_bytes(data, where)
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{where}:{number}"
        value = detect.load_json(line, place)
        if not isinstance(value, Mapping):
            yield _bad_row(number, where, [Problem("", "a mapping of columns is needed")])
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
