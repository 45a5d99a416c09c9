"""The rows of CSV, XLSX and Parquet, the header first, each with its number in the file."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from redrisk.errors import InvalidInput, MissingExtra, Problem, reason_of
from redrisk.intake import detect
from redrisk.intake.parquet import parquet_batches

_MOST_UNPACKED = 60_000_000
_MOST_MARKS = 2_000_000
"""Of XML; a cell has two to six."""


def csv_rows(data: bytes, suffix: str, where: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of CSV or TSV, each with its line; the separator is told from the header."""
    text = detect.text_of_bytes(data, where)
    head = text.split("\n", 1)[0]
    delimiter = "\t" if suffix == ".tsv" else max(",;\t|", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        message = f"is not a table: {reason_of(error)}; save it as CSV again"
        raise InvalidInput([Problem("", message, reader.line_num)], where) from None


def xlsx_rows(data: bytes, where: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows of the first sheet, with the values that formulas last had."""
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
            small = size <= _MOST_UNPACKED
            marks = sum(archive.read(item).count(b"<") for item in archive.infolist() if small)
    except Exception:  # whatever zipfile and its unpackers make of a damaged one
        raise InvalidInput(
            [Problem("", "is damaged or cut off; get a whole copy")], where
        ) from None
    if size > _MOST_UNPACKED:
        message = (
            f"unpacks to {size // 1_000_000} MB; at most {_MOST_UNPACKED // 1_000_000} MB are read"
        )
        raise InvalidInput([Problem("", message)], where)
    if marks > _MOST_MARKS:
        message = "has more cells than can be read in good time; split it, or save it as CSV"
        raise InvalidInput([Problem("", message)], where)


def parquet_rows(data: bytes, where: str) -> Iterator[tuple[int, list[Any]]]:
    """The rows of Parquet, the names first."""
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtra("reading Parquet", "intake") from None
    try:
        number = 0
        for batch in parquet_batches(pa.BufferReader(data), 1_000, len(data), where):
            if not number:
                yield 1, list(batch.schema.names)
                number = 1
            for row in batch.to_pylist():
                number += 1
                yield number, list(row.values())
    except InvalidInput:
        raise
    except (pa.ArrowException, OSError, ValueError, KeyError, OverflowError):
        message = "is not a Parquet file that can be read; get a whole copy"
        raise InvalidInput([Problem("", message)], where) from None
