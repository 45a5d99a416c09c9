"""What a command was handed: redrisk's own case files, or a notice as people hold it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from redrisk.cli.text import say
from redrisk.contents import content_of
from redrisk.errors import InvalidInput
from redrisk.intake import case_file

_RAW_SUFFIXES = frozenset({".pdf", ".txt", ".text", ".csv", ".tsv", ".xlsx", ".parquet"})
_JSON_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})


def entries_of(source: str) -> Iterator[case_file.Entry]:
    """The records of a source; of a raw one, standard error is told what was understood.

    Parameters
    ----------
    source
        A path, or - for standard input.

    Raises
    ------
    RedriskError
        If the source as a whole can't be read.
    """
    if source == "-":
        data = sys.stdin.buffer.read(case_file.MAX_BYTES + 1)
        if _is_raw_text(data):
            yield from _raw_entries(source, data)
        else:
            text = case_file.decoded(data, "standard input", case_file.MAX_BYTES)
            yield from case_file.entries_of_text(text, "standard input")
    elif _is_raw_file(Path(source)):
        yield from _raw_entries(source, source)
    else:
        yield from case_file.read_entries(source)


def _is_raw_file(path: Path) -> bool:
    suffix = path.suffix.lower()
    if suffix in _RAW_SUFFIXES:
        return True
    if suffix not in _JSON_SUFFIXES:
        return False
    try:
        return _is_raw_json(content_of(path, case_file.MAX_BYTES))
    except InvalidInput:
        return False


def _is_raw_text(data: bytes) -> bool:
    start = data.lstrip()[:5]
    if start.startswith(b"%PDF"):
        return True
    return _is_raw_json(data) if start[:1] in (b"{", b"[") else False


def _is_raw_json(data: bytes) -> bool:
    """Whether the first record is of another maker's format."""
    first = _first_value(data)
    if not isinstance(first, Mapping):
        return False
    from redrisk.intake import detect

    return detect.format_of_mapping(first) in ("interpol_api", "followthemoney")


def _first_value(data: bytes) -> Any:
    """The first JSON value of a file, or of a list in it; None if there is none."""
    import json

    text = data.decode("utf-8-sig", errors="replace").lstrip()
    try:
        value, _ = json.JSONDecoder().raw_decode(text.removeprefix("[").lstrip())
    except (ValueError, RecursionError):
        return None
    return value


def _raw_entries(source: str, content: str | bytes) -> Iterator[case_file.Entry]:
    from redrisk.cli.read import understood
    from redrisk.intake import read_notice

    intake = read_notice(content)
    for warning in intake.warnings:
        say(f"{source}: {warning}", err=True)
    for number, record in enumerate(intake.records, start=1):
        say(understood(source, record), err=True)
        where = source if len(intake.records) == 1 else f"{source} record {number}"
        yield case_file.Entry(where, record.notice, record.problem)
