"""The record read back from a workbook, whichever program saved it last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from redrisk.report.opc import parts_of, xml_of
from redrisk.report.record import Carried, NoRecord, from_ascii

RECORD_SHEET = "Record"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_record(content: bytes) -> Carried:
    """The record and options in the sheet of that name.

    Raises
    ------
    NoRecord
        If the sheet is missing, or its text was altered.
    """
    rows = list(rows_of(parts_of(content), RECORD_SHEET))
    found = {
        name: "".join(row[1] for row in rows if len(row) > 1 and row[0] == name)
        for name in ("record", "options")
    }
    if not all(found.values()):
        raise NoRecord(f"the workbook has no whole sheet '{RECORD_SHEET}': it was cut or altered")
    return Carried(from_ascii(found["record"]), from_ascii(found["options"]))


def sheet_names(parts: Mapping[str, bytes]) -> list[str]:
    """The sheets in their order."""
    return list(_sheets(parts))


def rows_of(parts: Mapping[str, bytes], sheet: str) -> Iterator[list[str]]:
    """The texts of a sheet, row by row; numbers and results as they are stored."""
    shared = _shared(parts)
    place = _sheets(parts).get(sheet)
    if place is None:
        return
    for row in _xml(parts, place).iterfind(f"{MAIN}sheetData/{MAIN}row"):
        yield [_text(cell, shared) for cell in row.iterfind(f"{MAIN}c")]


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in _xml(parts, "xl/_rels/workbook.xml.rels")
    }
    return {
        sheet.get("name", ""): _place(targets.get(sheet.get(RELATION, ""), ""))
        for sheet in _xml(parts, "xl/workbook.xml").iter(f"{MAIN}sheet")
    }


def _place(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _shared(parts: Mapping[str, bytes]) -> list[str]:
    if "xl/sharedStrings.xml" not in parts:
        return []
    return [
        "".join(text.text or "" for text in item.iter(f"{MAIN}t"))
        for item in _xml(parts, "xl/sharedStrings.xml").iter(f"{MAIN}si")
    ]


def _text(cell: ET.Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        text = "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
    else:
        value = cell.find(f"{MAIN}v")
        text = (value.text or "") if value is not None else ""
        if cell.get("t") == "s":
            number = int(text) if _NUMBER.fullmatch(text) else len(shared)
            text = shared[number] if number < len(shared) else ""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


_NUMBER = re.compile("[0-9]{1,9}")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _xml(parts: Mapping[str, bytes], name: str) -> ET.Element:
    return xml_of(parts.get(name, b""), name)
