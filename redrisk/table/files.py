"""Files of notices, of any size: read in batches, and written whole or not at all.

CSV, TSV, JSON lines, Parquet and Arrow are read and written; exports in FollowTheMoney are read.
Cells of text files stay text until their column gives them a meaning, as in tables of cases.
"""

from __future__ import annotations

import contextlib
import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from redrisk.contents import check_plain
from redrisk.errors import InvalidInput, Problem, listed, quote, reason_of
from redrisk.intake import detect
from redrisk.intake.columns import column_of
from redrisk.intake.followthemoney import stream_entities
from redrisk.intake.parquet import parquet_batches, refuse_rows
from redrisk.intake.tables import MOST_COLUMNS
from redrisk.writing import Part, cannot_write

BATCH = 1 << 17
"""Rows that are read, scored and written at once."""

READ = (".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet", ".arrow", ".feather", ".ipc")
WRITTEN = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".arrow", ".feather", ".ipc")
_MOST_BLANK = 1_000_000
_FEW = 1_000
_ARROW = (".arrow", ".feather", ".ipc")
_PARTS = ("warrant", "sentence", "answers", "standing")
"""Fields of a nested notice whose parts are columns of their own."""


class Batch(NamedTuple):
    """Some rows of a file.

    Attributes
    ----------
    table
        As they stand in the file.
    first
        The number of the first row, as a person counts the file's lines or rows.
    share
        How much of the file has been read, from 0 to 1.
    """

    table: pa.Table
    first: int
    share: float


def read_batches(path: Path, kind: str | None = None) -> Iterator[Batch]:
    """The rows of a file, batch by batch.

    Parameters
    ----------
    path
        The file; its name's ending says what it is.
    kind
        ``followthemoney`` for such an export, which is told from its first line if absent.

    Raises
    ------
    InvalidInput
        If it can't be read, or is of no kind that is.
    """
    suffix = path.suffix.lower()
    if suffix not in READ:
        message = f"is none of the files that are read: {listed(READ)}"
        raise InvalidInput([Problem("", message)], str(path))
    check_plain(path)
    try:
        for batch in _batches(path, suffix, kind):
            # Names are decoded when they are asked for.
            if len(batch.table.column_names) > MOST_COLUMNS:
                raise _too_wide(len(batch.table.column_names), path)
            yield batch
    except (UnicodeError, csv.Error):
        message = "can't be read: it is not UTF-8 text; save it as UTF-8"
        raise InvalidInput([Problem("", message)], str(path)) from None
    except (pa.ArrowException, OSError) as error:
        why = getattr(error, "strerror", None) or _told(str(error))
        raise InvalidInput([Problem("", f"can't be read: {why}")], str(path)) from None


def _batches(path: Path, suffix: str, kind: str | None) -> Iterator[Batch]:
    if suffix in (".csv", ".tsv"):
        return _csv(path, suffix)
    if suffix == ".parquet":
        return _parquet(path)
    if suffix in _ARROW:
        return _arrow(path)
    if kind == "followthemoney" or (kind is None and _is_followthemoney(path)):
        return _records(_entities(path), path)
    return _records(_lines(path), path)


def _too_wide(count: int, path: Path) -> InvalidInput:
    message = f"has {count} columns; at most {MOST_COLUMNS} are read; leave the others out"
    return InvalidInput([Problem("", message)], str(path))


_SHORT_ROW = re.compile(r"(?:Row #[0-9]+: )?Expected [0-9]+ columns, got [0-9]+")


def _told(message: str) -> str:
    """What pyarrow says of a file, without the row that it quotes."""
    row = _SHORT_ROW.search(message)
    return row[0] if row else reason_of(message)


def _csv(path: Path, suffix: str) -> Iterator[Batch]:
    with path.open("rb") as file:
        head = detect.text_of_bytes(file.readline(1 << 20), str(path)).strip("\r\n")
    delimiter = "\t" if suffix == ".tsv" else max(",;\t|", key=head.count)
    names = next(csv.reader([head], delimiter=delimiter), [])
    if len(names) > MOST_COLUMNS:
        raise _too_wide(len(names), path)
    if len(set(names)) < len(names):
        raise InvalidInput(
            [Problem("", "two columns have the same name; rename one", 1)], str(path)
        )
    reader = pyarrow.csv.open_csv(
        path,
        read_options=pyarrow.csv.ReadOptions(block_size=1 << 24),
        parse_options=pyarrow.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types={name: pa.string() for name in names}, strings_can_be_null=False
        ),
    )
    size, done, row = max(path.stat().st_size, 1), 0, 2
    for part in reader:
        done += part.nbytes
        yield Batch(pa.Table.from_batches([part]), row, min(done / size, 1.0))
        row += len(part)
    if row == 2:
        yield Batch(pa.table({name: pa.array([], pa.string()) for name in names}), row, 1.0)


def _parquet(path: Path) -> Iterator[Batch]:
    rows, done = max(pyarrow.parquet.read_metadata(path).num_rows, 1), 0
    for part in parquet_batches(path, BATCH, path.stat().st_size, str(path)):
        yield Batch(pa.Table.from_batches([part]), done + 1, min((done + len(part)) / rows, 1.0))
        done += len(part)


def _arrow(path: Path) -> Iterator[Batch]:
    with pa.memory_map(str(path)) as source:
        try:
            file = pa.ipc.open_file(source)
            parts: Iterable[pa.RecordBatch] = map(file.get_batch, range(file.num_record_batches))
        except pa.ArrowInvalid:
            source.seek(0)
            file = parts = pa.ipc.open_stream(source)
        size, done = max(source.size(), 1), 0
        for part in parts:
            refuse_rows(done + len(part), size, str(path))
            part.validate(full=True)
            for start in range(0, len(part), BATCH):
                piece = part.slice(start, BATCH)
                share = min(source.tell() / size, 1.0)
                yield Batch(pa.Table.from_batches([piece]), done + 1, share)
                done += len(piece)
        if not done:
            yield Batch(file.schema.empty_table(), 1, 1.0)


def _is_followthemoney(path: Path) -> bool:
    first = next(_lines(path), None)
    return bool(first and detect.format_of_mapping(first[1]) == "followthemoney")


def _lines(path: Path) -> Iterator[tuple[float, Mapping[str, Any]]]:
    """How much of a file of JSON lines has been read, and each line."""
    size = max(path.stat().st_size, 1)
    done = 0
    with path.open("rb") as file:
        number = blank = 0
        while line := file.readline(detect.MOST_TEXT + 1):
            number += 1
            done += len(line)
            if not line.strip():
                blank += 1
                if blank > _MOST_BLANK:
                    message = f"holds more than {_MOST_BLANK} empty lines; take them out"
                    raise InvalidInput([Problem("", message)], str(path))
                continue
            place = f"{path}:{number}"
            value = detect.load_json(detect.text_of_bytes(line, place), place)
            if not isinstance(value, dict):
                raise InvalidInput(
                    [Problem("", "each line must be one notice, as a JSON object")], place
                )
            yield done / size, value


def _entities(path: Path) -> Iterator[tuple[float, Mapping[str, Any]]]:
    """The notices of an export; what names no issuing state has none."""
    for reading in stream_entities(path):
        yield 0.0, reading.notice.plain() if reading.notice else dict(reading.facts)


def _records(records: Iterator[tuple[float, Mapping[str, Any]]], path: Path) -> Iterator[Batch]:
    """Records as rows, in the columns that any record of their batch has."""
    rows: list[dict[str, Any]] = []
    first = 1
    for share, record in records:
        if "notice" in record and "outcome" in record:
            message = "holds cases; redrisk score scores them as they stood before the decision"
            raise InvalidInput([Problem("", message)], str(path))
        rows.append(flat(record))
        if len(rows) == _FEW and not any(rows):
            message = f"the first {_FEW} of its records are empty; get a whole copy"
            raise InvalidInput([Problem("", message)], str(path))
        if len(rows) == BATCH:
            yield Batch(_table(rows), first, share)
            first += len(rows)
            rows = []
    if rows or first == 1:
        yield Batch(_table(rows), first, 1.0)


def flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record's columns: parts of its warrant and answers stand for themselves, lists stay whole.

    >>> flat({"issuing_country": "FR", "warrant": {"date": "2015"}, "answers": {"a": True}})
    {'issuing_country': 'FR', 'warrant_date': '2015', 'answers.a': True}
    """
    found: dict[str, Any] = {}
    for name, value in record.items():
        if name in _PARTS and isinstance(value, Mapping):
            joint = "_" if name in ("warrant", "sentence") else "."
            found.update({f"{name}{joint}{part}": inner for part, inner in value.items()})
        elif name != "sources":
            found[name] = value
    return found


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    """Rows as columns of text; what is no text is written as JSON."""
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: pa.array([_cell(row.get(name), name) for row in rows]) for name in names}
    return pa.table(columns or {"issuing_country": pa.array([], pa.string())})


def _cell(value: Any, name: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    column = column_of(name)
    if isinstance(value, list) and column is not None and column.kind == "words":
        return ";".join(map(str, value)) or "none"
    return json.dumps(value, ensure_ascii=False)


class Writer(Protocol):
    """Takes tables of one schema, one after the other."""

    def write(self, table: pa.Table) -> None:
        """Add rows."""

    def close(self) -> None:
        """Finish the file."""


class _Lines:
    """JSON lines; a cell that is missing has no key."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, table: pa.Table) -> None:
        for row in table.to_pylist():
            kept = {name: value for name, value in row.items() if value is not None}
            self._file.write(f"{json.dumps(kept, ensure_ascii=False, default=str)}\n".encode())

    def close(self) -> None:
        self._file.flush()


class AtomicFile:
    """A file of rows under its final name only once it is whole; see ``redrisk.writing``.

    Raises
    ------
    InvalidInput
        If the ending is not one that is written, or the file exists and ``force`` is not given.
    """

    def __init__(self, path: Path, *, force: bool = False) -> None:
        if path.suffix.lower() not in WRITTEN:
            message = f"is none of the files that are written: {listed(WRITTEN)}"
            raise InvalidInput([Problem("", message)], str(path))
        self.path = path
        instead = "add --force to write over it, or choose another name"
        self._part = Part(path, over=force, instead=instead)
        self._writer: Any = None
        self._schema: pa.Schema | None = None

    def write(self, table: pa.Table) -> None:
        """Add rows; every batch must have the columns of the first."""
        try:
            if self._writer is None:
                self._schema = table.schema
                self._writer = _writer(self._part.file, self.path.suffix.lower(), table.schema)
            elif table.schema != self._schema:
                table = _like(table, self._schema, str(self.path))
            self._writer.write(table)
        except OSError as error:
            raise cannot_write(self.path, error) from None

    def finish(self) -> None:
        """Give the whole file its name."""
        try:
            self._writer.close()
            self._part.finish()
        except OSError as error:
            raise cannot_write(self.path, error) from None

    def abandon(self) -> None:
        """Leave nothing behind."""
        if self._writer is not None:
            # What the writer still holds may have nowhere to go.
            with contextlib.suppress(OSError, ValueError, pa.ArrowException):
                self._writer.close()
        self._part.abandon()


class _Sheet:
    """CSV in which no cell is a formula: a ' is put before a text that a spreadsheet would run."""

    def __init__(self, file: BinaryIO, schema: pa.Schema, delimiter: str) -> None:
        names = pa.array(schema.names, pa.string())
        schema = pa.schema(
            [
                field.with_name(name)
                for field, name in zip(schema, _shown(names).to_pylist(), strict=True)
            ]
        )
        options = pyarrow.csv.WriteOptions(delimiter=delimiter)
        self._schema = schema
        self._csv = pyarrow.csv.CSVWriter(file, schema, write_options=options)

    def write(self, table: pa.Table) -> None:
        columns = [_shown(column) if _is_text(column) else column for column in table.columns]
        self._csv.write(pa.table(columns, schema=self._schema))

    def close(self) -> None:
        self._csv.close()


def _is_text(column: Any) -> bool:
    return bool(pa.types.is_string(column.type) or pa.types.is_large_string(column.type))


def _shown(texts: Any) -> Any:
    runs = pc.and_not(
        pc.match_substring_regex(texts, _FORMULA), pc.match_substring_regex(texts, _NUMBER)
    )
    quoted = pc.binary_join_element_wise(
        pa.scalar("'", texts.type), texts, pa.scalar("", texts.type)
    )
    return pc.if_else(runs, quoted, texts)


_FORMULA = "^[=+\\-@\t\r\n＝＋－＠]"
_NUMBER = "^[+-]?[0-9]+([.,][0-9]+)*([eE][+-]?[0-9]+)?$"


def _writer(part: BinaryIO, suffix: str, schema: pa.Schema) -> Any:
    if suffix in (".csv", ".tsv"):
        return _Sheet(part, schema, "\t" if suffix == ".tsv" else ",")
    if suffix in (".jsonl", ".ndjson"):
        return _Lines(part)
    if suffix == ".parquet":
        return pyarrow.parquet.ParquetWriter(part, schema)
    return pa.ipc.new_file(part, schema)


def _like(table: pa.Table, schema: Any, where: str) -> pa.Table:
    """A batch in the columns of the first one.

    Raises
    ------
    InvalidInput
        If it has a column that the first does not have.
    """
    strange = [name for name in table.column_names if name not in schema.names]
    if strange:
        message = (
            f"{listed(map(quote, strange[:5]))} occur only after the first {BATCH} records; "
            "write .jsonl, or give "
            "the first record every field"
        )
        raise InvalidInput([Problem("columns", message)], where)
    columns = [
        table.column(field.name).cast(field.type)
        if field.name in table.column_names
        else pa.nulls(len(table), field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)
