"""Two records, or two files of one format, compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from redrisk.errors import quote
from redrisk.report.opc import parts_of, xml_of
from redrisk.report.record import NoRecord
from redrisk.report.xlsx_record import rows_of, sheet_names

if TYPE_CHECKING:
    from redrisk.report.verify import Verification

MOST_SHOWN = 8
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLACES = ("For the expert to write", "____________")
"""Marks of lines that the expert fills in or takes out."""


def compared(found: Verification, content: bytes, expected: bytes) -> None:
    """Compare a file with the same appendix made again; the outcome goes into ``found``."""
    if content == expected:
        found.verified.append("The whole file was made again: identical, byte for byte.")
        return
    try:
        stated = Counter(lines_of(found.format, content))
        right = Counter(lines_of(found.format, expected))
    except NoRecord as error:
        found.findings.append(f"the text that a reader sees can't be compared: {error}.")
        return
    missing = [line for line in (right - stated) if not any(mark in line for mark in PLACES)]
    added = list(stated - right)
    if missing:
        found.findings.append(
            f"the record is sound, but {len(missing)} line(s) of the text were altered or removed:"
        )
        found.findings += [f"made again it says {quote(line)}" for line in missing[:MOST_SHOWN]]
        found.findings += [f"the file says {quote(line)}" for line in added[:MOST_SHOWN]]
        return
    found.verified.append(
        "The text was compared with the appendix made again: nothing of it was altered or removed."
    )
    count = sum((stated - right).values())
    more = (
        f"{count} line(s) were added or filled in; they are no part of what was verified. "
        if count
        else ""
    )
    found.notes.append(
        f"{more}The bytes differ, as they do when another program, or another version of a "
        "library, saves the file."
    )


def lines_of(name: str, content: bytes) -> list[str]:
    """The text that a reader sees, line by line."""
    return [line for line in _READERS[name](content) if line]


def _plain_lines(content: bytes) -> Iterable[str]:
    return (_spaced(line) for line in content.decode("utf-8", "replace").split("\n"))


def _json_lines(content: bytes) -> Iterable[str]:
    import json

    return (f"{path}: {value}" for path, value in _leaves("", json.loads(content)))


def _docx_lines(content: bytes) -> Iterator[str]:
    parts = parts_of(content)
    main = xml_of(parts.get("word/document.xml", b""), "word/document.xml")
    for paragraph in main.iter(f"{WORD}p"):
        style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
        kind = style.get(f"{WORD}val", "") if style is not None else ""
        if not kind.lower().replace(" ", "").startswith(("toc", "contents")):
            yield _spaced("".join(_word_text(paragraph)))


def _word_text(paragraph: ET.Element) -> Iterator[str]:
    """The text of a paragraph, without that of paragraphs within it."""
    pending = list(reversed(paragraph))
    while pending:
        part = pending.pop()
        if part.tag != f"{WORD}p":
            pending.extend(reversed(part))
        if part.tag == f"{WORD}t":
            yield part.text or ""
        elif part.tag in (f"{WORD}tab", f"{WORD}br"):
            yield " "


def _xlsx_lines(content: bytes) -> Iterator[str]:
    parts = parts_of(content)
    for sheet in sheet_names(parts):
        for row in rows_of(parts, sheet):
            yield from (f"{sheet}: {_number(text)}" for text in row if text)


def _number(text: str) -> str:
    """A number in one form, whichever program stored it."""
    try:
        return f"{float(text):.10g}"
    except ValueError:
        return _spaced(text)


def _pdf_lines(content: bytes) -> Iterator[str]:
    from redrisk.report.to_pdf import asked

    pages = asked(content, "lines").get("pages")
    if pages is None:
        raise NoRecord("its pages can't be read")
    for page in pages:
        yield from map(_spaced, page)


_READERS = {
    "md": _plain_lines,
    "html": _plain_lines,
    "json": _json_lines,
    "docx": _docx_lines,
    "xlsx": _xlsx_lines,
    "pdf": _pdf_lines,
}


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def differences(stated: Any, right: Any) -> list[tuple[str, Any, Any]]:
    """Path and both values of everything in which two records differ."""
    one, other = dict(_leaves("", stated)), dict(_leaves("", right))
    return [
        (path, one.get(path, "nothing"), other.get(path, "nothing"))
        for path in dict.fromkeys([*one, *other])
        if path not in one or path not in other or one[path] != other[path]
    ]


def _leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and value:
        for key, part in value.items():
            yield from _leaves(f"{path}.{key}" if path else str(key), part)
    elif isinstance(value, list) and value:
        for position, part in enumerate(value):
            yield from _leaves(f"{path}[{position}]", part)
    else:
        yield path, value
