"""The appendix as PDF/A-3a and PDF/UA-1: tagged, with bookmarks, the record attached."""

from __future__ import annotations

import functools
import importlib.util
import json
import tempfile
import warnings
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from redrisk._version import __version__
from redrisk.errors import InvalidInput, MissingExtra, RedriskError, reason_of
from redrisk.report import fonts
from redrisk.report.blocks import Block, Bullets, Code, Figure, Paragraph, Section, Table
from redrisk.report.clean import breakable, code_point, is_right_to_left
from redrisk.report.made import Made
from redrisk.report.record import Carried, NoRecord
from redrisk.report.svg import cut

STANDARDS = ["a-3a", "ua-1"]
"""PDF/A-2 can't hold attachments of other kinds."""

RECORD, OPTIONS = "redrisk-record.json", "redrisk-options.json"
LONG_ROW = 500
"""Letters in a row's longest cell from which on it may break across pages."""

_SECONDS = {"attached": 3.0, "lines": 5.5}
"""For each of the two questions that verify asks of a PDF."""

HEADER_LETTERS = 70
FAMILIES = (
    "Noto Serif",
    "Noto Sans",
    "Noto Naskh Arabic",
    "Noto Sans Math",
    "Noto Sans Symbols",
    "Noto Sans Symbols2",
)
"""Looked at first, in this order."""


class UncoveredCharacters(UserWarning):
    """Some characters have no picture in any font and are shown by their code points."""


def write(made: Made) -> bytes:
    """A tagged PDF that conforms to PDF/A-3a and PDF/UA-1.

    Raises
    ------
    MissingExtra
        If typst is not installed.
    InvalidInput
        If a folder of ``font_paths`` is none, or holds a font that can't be read.
    """
    files = [path for place in fonts.folders(made.font_paths) for path in fonts.fonts_in(place)]
    data = _data(made)
    text = json.dumps(data, ensure_ascii=False)
    missing, families = _coverage(text, files)
    if missing:
        _warn(missing)
        data = _replaced(data, frozenset(missing))
        data["sections"][0]["blocks"].append(_note(missing))
    data["families"] = [*FAMILIES, *families]
    data["files"] = [
        _file(RECORD, made.carried.record, "The canonical record of the assessment", "source"),
        _file(OPTIONS, made.carried.options, "What the appendix was made with", "supplement"),
    ]
    folders = sorted({path.parent for path in files})
    return compiled(
        _template(),
        {"data": json.dumps(data, ensure_ascii=False)},
        tuple(map(str, folders)),
        made.options.stamp,
    )


def compiled(
    template: str,
    inputs: dict[str, str],
    folders: tuple[str, ...],
    stamp: Any,
) -> bytes:
    """The template compiled with these data; it sees no file and no font but those named."""
    typst = _typst()
    with tempfile.TemporaryDirectory() as empty:
        try:
            made = typst.compile(
                template.encode(),
                root=empty,
                font_paths=typst_fonts(folders),
                sys_inputs=inputs,
                pdf_standards=STANDARDS,
                format="pdf",
                timestamp=stamp,
            )
        except typst.TypstError as error:
            raise RedriskError(
                f"the PDF can't be made: {reason_of(error.message)}; "
                "name another format, such as .docx"
            ) from None
    return bytes(made)


@functools.lru_cache(maxsize=4)
def typst_fonts(folders: tuple[str, ...]) -> Any:
    """The fonts of these folders and no others."""
    return _typst().Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise MissingExtra("PDF", "appendix") from None
    return typst


@functools.cache
def _template() -> str:
    place = resources.files("redrisk.report") / "assets" / "appendix.typ"
    return place.read_text(encoding="utf-8")


def _file(name: str, content: str, description: str, relationship: str) -> dict[str, str]:
    return {
        "name": name,
        "content": content,
        "description": description,
        "relationship": relationship,
    }


def _coverage(text: str, files: Iterable[Path]) -> tuple[set[str], list[str]]:
    """Characters without a picture, and the families, beside our own, that the text needs."""
    left = {char for char in text if char.isprintable()}
    needed: list[str] = []
    for path in files:
        if fonts.family_of(path) in FAMILIES:
            left -= {char for char in left if ord(char) in fonts.covered_by(path)}
    for path in files:
        if not left:
            break
        found = {char for char in left if ord(char) in fonts.covered_by(path)}
        if found:
            needed.append(fonts.family_of(path))
            left -= found
    return fonts.without_pictures("".join(left), frozenset()), list(dict.fromkeys(needed))


def _warn(missing: set[str]) -> None:
    shown = ", ".join(code_point(char) for char in sorted(missing)[:10])
    more = f" and {len(missing) - 10} more" if len(missing) > 10 else ""
    warnings.warn(
        f"no font has a picture for {shown}{more}; they are shown by their code points. Install "
        "redrisk[fonts] for Chinese, Japanese and Korean, or name a folder in font_paths",
        UncoveredCharacters,
        stacklevel=4,
    )


def _note(missing: set[str]) -> dict[str, Any]:
    text = (
        f"{len(missing)} character(s) of the text have no picture in the fonts used here and are "
        "shown by their code points, as in ‹U+4E2D›. The record holds them unchanged."
    )
    return _block(Paragraph(text, lead="Note:", kind="warning", numbered=False))


def _replaced(value: Any, missing: frozenset[str]) -> Any:
    if isinstance(value, str):
        return fonts.shown(value, missing)
    if isinstance(value, list):
        return [_replaced(item, missing) for item in value]
    if isinstance(value, Mapping):
        return {key: _replaced(item, missing) for key, item in value.items()}
    return value


def _data(made: Made) -> dict[str, Any]:
    document, stamp = made.document, made.options.stamp
    return {
        "title": document.title,
        "title_shown": _said(document.title),
        "reference": document.reference,
        "reference_short": cut(document.reference, HEADER_LETTERS),
        "footer": f"redrisk {__version__}, {made.assessment.model.name}",
        "stamp": [stamp.year, stamp.month, stamp.day],
        "author_block": [_said(line) for line in document.author_block],
        "particulars": [
            {"name": name, "value": _said(value)} for name, value in document.particulars
        ],
        "sections": [_section(section) for section in document.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "title": section.title,
        "blocks": [_block(block) for block in section.blocks],
    }


def _said(text: str) -> dict[str, Any]:
    return {"text": breakable(text), "rtl": is_right_to_left(text)}


def _block(block: Block) -> dict[str, Any]:
    kind = {"block": type(block).__name__.lower()}
    match block:
        case Paragraph():
            return {
                **kind,
                "body": _said(block.text),
                "lead": block.lead,
                "kind": block.kind,
                "number": block.number,
            }
        case Bullets():
            return {**kind, "items": [_said(item) for item in block.items]}
        case Table():
            return {**kind, **_table(block)}
        case Figure():
            return {
                **kind,
                "svg": block.svg,
                "alt": block.alt,
                "number": block.number,
                "caption": block.caption,
            }
        case Code():
            return {**kind, "lines": [breakable(line, 40) for line in block.text.split("\n")]}
        case _:
            return {**kind, "text": breakable(block.text)}


def _table(block: Table) -> dict[str, Any]:
    return {
        "caption": block.caption,
        "number": block.number,
        "header": list(block.header),
        "widths": list(block.widths),
        "right": list(block.right),
        "rows": [
            {
                "kind": row.kind,
                "cells": [_said(cell) for cell in row.cells],
                "long": max(map(len, row.cells)) > LONG_ROW,
            }
            for row in block.rows
        ],
    }


def read(content: bytes) -> Carried:
    """The record and options attached to such a file.

    Raises
    ------
    MissingExtra
        If pypdf is not installed.
    NoRecord
        If nothing of that name is attached.
    """
    found = asked(content, "attached", RECORD, OPTIONS).get("attached")
    if found is None:
        raise NoRecord("the PDF has no readable record attached")
    return Carried(*found)


def asked(content: bytes, *task: str) -> dict[str, Any]:
    """What a process of its own, with limits, makes of a PDF.

    Raises
    ------
    MissingExtra
        If pypdf is not installed.
    NoRecord
        If it can't be read within the limits.
    """
    from redrisk.intake.pdf import ask_worker

    if importlib.util.find_spec("pypdf") is None:
        raise MissingExtra("reading a PDF", "appendix")
    try:
        return ask_worker(content, "", task, _SECONDS[task[0]])[0]
    except InvalidInput as error:
        raise NoRecord(error.problems[0].message) from None
