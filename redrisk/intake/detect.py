"""What format a source has: by its first bytes, then by its name."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from redrisk.errors import TOO_DEEP, InvalidInput, Problem, listed, nearest, quote

FORMATS = ("interpol_api", "followthemoney", "document", "pdf", "case_file", "table")
MOST_TEXT = 10_000_000
_JSON_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[\[\]{\"])")
_TABLES = (".csv", ".tsv", ".xlsx", ".parquet")
_NOT_READ: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file; save it as PDF, text or XLSX"),
    (b"{\\rtf", "a rich-text file; save it as PDF or plain text"),
    (
        b"\x89PNG",
        "a picture; make text of it with a free OCR program: tesseract picture.png notice -l eng",
    ),
    (
        b"\xff\xd8\xff",
        "a picture; make text of it with a free OCR program: tesseract picture.jpg notice -l eng",
    ),
    (
        b"II*\x00",
        "a picture; make text of it with a free OCR program: tesseract picture.tif notice -l eng",
    ),
    (
        b"MM\x00*",
        "a picture; make text of it with a free OCR program: tesseract picture.tif notice -l eng",
    ),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"7z\xbc\xaf", "an archive; unpack it first"),
    (b"Rar!", "an archive; unpack it first"),
)


def check_format(name: str) -> str:
    """The format's name if it is one.

    Raises
    ------
    InvalidInput
        Names the formats.
    """
    if name in FORMATS:
        return name
    hint = nearest(name, FORMATS)
    message = f"there is no format {quote(name)}{hint}; the formats are: {listed(FORMATS)}"
    raise InvalidInput([Problem("format", message)])


def format_of_bytes(data: bytes, suffix: str, where: str) -> str:
    """The format of a file's content.

    Parameters
    ----------
    data
        The content, or its first kilobytes.
    suffix
        The file name's ending, in lower case; empty if there is no name.
    where
        The source, for messages.

    Raises
    ------
    InvalidInput
        If it is empty, or of a kind that is not read; says what to save it as.
    """
    if not data.strip():
        raise InvalidInput([Problem("", "is empty; get a whole copy")], where)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for magic, what in _NOT_READ:
        if data.startswith(magic):
            raise InvalidInput([Problem("", f"is {what}")], where)
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, suffix, where)
    if data.startswith(b"PAR1") or suffix in _TABLES:
        return "table"
    if suffix == ".pdf":
        raise InvalidInput([Problem("", "is named .pdf but is not a PDF; get a whole copy")], where)
    if data[:512].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise InvalidInput([Problem("", "is a web page; save it as PDF or plain text")], where)
    if suffix in (".yaml", ".yml"):
        return "case_file"
    if suffix in (".jsonl", ".ndjson", ".json", ".ijson") or _JSON_START.match(data):
        return "json"
    return "yaml_or_document"


def _zipped(data: bytes, suffix: str, where: str) -> str:
    if suffix == ".xlsx" or b"xl/" in data[:4096] or b"[Content_Types].xml" in data[:100]:
        if suffix == ".docx" or b"word/" in data[:8192]:
            message = "is a Word document; save it as PDF or plain text"
            raise InvalidInput([Problem("", message)], where)
        return "table"
    raise InvalidInput([Problem("", "is an archive; unpack it first")], where)


def text_of_bytes(data: bytes, where: str) -> str:
    """The text of UTF-8, or of UTF-16 and UTF-32 with a byte order mark.

    Raises
    ------
    InvalidInput
        If the encoding is another, or the bytes are not text; says how to convert.
    """
    if len(data) > MOST_TEXT:
        message = (
            f"is larger than {MOST_TEXT // 1_000_000} MB; a notice is not. Large exports with a "
            f"record "
            "a line are streamed: redrisk.intake.iter_notices"
        )
        raise InvalidInput([Problem("", message)], where)
    encoding = "utf-8-sig"
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        encoding = "utf-32"
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        message = (
            f"is not UTF-8 text (byte {error.start}); save it as UTF-8, or convert it: "
            "iconv -f WINDOWS-1251 -t UTF-8 (Russian), -f WINDOWS-1252 (French, Spanish)"
        )
        raise InvalidInput([Problem("", message)], where) from None
    if "\x00" in text:
        raise InvalidInput([Problem("", "is not text; save it as UTF-8 text or PDF")], where)
    return text


def load_json(text: str, where: str) -> Any:
    """Plain data from JSON.

    Raises
    ------
    InvalidInput
        If it is not JSON, or nested too deeply.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        message = f"is not JSON: {error.msg} (column {error.colno})"
        raise InvalidInput([Problem("", message, error.lineno)], where) from None
    except RecursionError:
        raise InvalidInput([Problem("", TOO_DEEP)], where) from None
    except ValueError:
        message = "is not JSON that can be read: a number has too many figures"
        raise InvalidInput([Problem("", message)], where) from None


def format_of_mapping(data: Mapping[str, Any]) -> str | None:
    """The format of a mapping as read from JSON, or None.

    >>> format_of_mapping({"arrest_warrants": []}), format_of_mapping({"schema": "Person"})
    ('interpol_api', 'followthemoney')
    """
    if isinstance(data.get("schema"), str):
        return "followthemoney"
    if "arrest_warrants" in data or ("entity_id" in data and "_links" in data):
        return "interpol_api"
    embedded = data.get("_embedded")
    if isinstance(embedded, Mapping) and "notices" in embedded:
        return "interpol_api"
    if "issuing_country" in data or "notice" in data or "outcome" in data:
        return "case_file"
    return None
