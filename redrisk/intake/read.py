"""The ways in: one source read whole, or a large export read as a stream."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from redrisk.case import Case
from redrisk.contents import check_plain, content_of
from redrisk.errors import TOO_DEEP, InvalidInput, Problem
from redrisk.intake import case_file, detect
from redrisk.intake.document import read_text
from redrisk.intake.followthemoney import read_entities, stream_entities
from redrisk.intake.interpol_api import read_api, wrong_shape
from redrisk.intake.pdf import MOST_BYTES, read_pdf
from redrisk.intake.reading import Intake, NoticeReading, make_reading
from redrisk.notice import Notice

_YAML_NOTICE = re.compile(r"^(?:issuing_country|notice|case_id)\s*:", re.MULTILINE)
_MOST_RECORDS = 50_000


def read_notice(
    source: str | Path | bytes | Mapping[str, Any] | Sequence[Any],
    *,
    format: str | None = None,  # noqa: A002
) -> Intake:
    r"""Read a notice, or several, from a file, from bytes, or from JSON as plain data.

    Parameters
    ----------
    source
        A path, the bytes of a file, or a mapping (or a list of mappings) as read from JSON.
    format
        ``interpol_api`` (INTERPOL's public service), ``followthemoney`` (OpenSanctions),
        ``document`` (text of a notice), ``pdf``, ``case_file`` (redrisk's own YAML or JSON) or
        ``table`` (CSV, XLSX, Parquet). Told from the content if absent.

    Returns
    -------
    Intake
        The notices, and for each what was read where, how surely, and what was not placed.

    Raises
    ------
    RedriskError
        If the source can't be read; says why and what to do.

    Notes
    -----
    Names, birth dates, descriptions and pictures are not kept. docs/reading.md says what each
    format gives. Sources of the formats: INTERPOL's public service; followthemoney.tech.

    Examples
    --------
    >>> warrant = {"issuing_country_id": "SE", "charge": "Gross fraud\r\nMoney laundering"}
    >>> intake = read_notice({"entity_id": "2099/10001", "arrest_warrants": [warrant]})
    >>> [charge.text for charge in intake.notice.charges]
    ['Gross fraud', 'Money laundering']
    """
    if format is not None:
        detect.check_format(format)
    if isinstance(source, Mapping):
        return _from_plain([source], format, "")
    if isinstance(source, (str, Path)):
        return _from_file(Path(source), format)
    if isinstance(source, (bytes, bytearray, memoryview)):
        return _from_bytes(bytes(source), "", "", format)
    if isinstance(source, Sequence):
        return _from_plain(source, format, "")
    message = f"a path, bytes or a mapping is needed; got {type(source).__name__}"
    raise InvalidInput([Problem("source", message)])


def iter_notices(path: str | Path, *, format: str | None = None) -> Iterator[NoticeReading]:  # noqa: A002
    """Read a line-delimited export of any size, one notice after the other, in constant memory.

    Parameters
    ----------
    path
        A file of JSON lines: FollowTheMoney entities, pages of INTERPOL's public service, or
        redrisk notices and cases.
    format
        ``followthemoney``, ``interpol_api`` or ``case_file``; told from the first line if absent.

    Yields
    ------
    NoticeReading
        One reading for each notice. What can't be a notice has ``problem`` set instead.

    Raises
    ------
    InvalidInput
        If the file can't be read, or a line is not JSON.
    """
    path = Path(path)
    if format is None:
        first = next(_json_lines(path), None)
        if first is None:
            return
        format = detect.format_of_mapping(first[1]) if isinstance(first[1], Mapping) else None  # noqa: A001
        if format is None:
            raise wrong_shape(first[1], f"{path}:{first[0]}")
    elif detect.check_format(format) not in ("followthemoney", "interpol_api", "case_file"):
        message = f"{format} has no records a line; use read_notice"
        raise InvalidInput([Problem("format", message)], str(path))
    if format == "followthemoney":
        yield from stream_entities(path)
        return
    for number, data in _json_lines(path):
        yield from _records([data], format, f"{path}:{number}")


def _json_lines(path: Path) -> Iterator[tuple[int, Any]]:
    check_plain(path)
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(detect.MOST_TEXT + 1):
                number += 1
                text = detect.text_of_bytes(line, f"{path}:{number}").strip()
                if text:
                    yield number, detect.load_json(text, f"{path}:{number}")
    except OSError as error:
        message = f"can't be read: {error.strerror or error}"
        raise InvalidInput([Problem("", message)], str(path)) from None


def _from_file(path: Path, format: str | None) -> Intake:  # noqa: A002
    where = str(path)
    data = content_of(path, MOST_BYTES)
    if len(data) > MOST_BYTES:
        message = (
            f"is larger than {MOST_BYTES // 1_000_000} MB; exports with a record a line are "
            f"streamed: "
            "redrisk.intake.iter_notices"
        )
        raise InvalidInput([Problem("", message)], where)
    return _from_bytes(data, path.suffix.lower(), where, format)


def _from_bytes(data: bytes, suffix: str, where: str, format: str | None) -> Intake:  # noqa: A002
    kind = format or detect.format_of_bytes(data, suffix, where)
    if kind == "pdf":
        return Intake("pdf", (read_pdf(data, where),))
    if kind == "table":
        from redrisk.intake.tables import read_table

        rows = read_table(data, suffix=suffix, where=where)
        return Intake("table", tuple(row.reading() for row in rows))
    text = detect.text_of_bytes(data, where)
    if kind == "yaml_or_document":
        kind = "case_file" if _YAML_NOTICE.search(text) else "document"
    if kind == "document":
        return Intake("document", (read_text(text, where),))
    if (
        kind == "case_file"
        and suffix not in (".json", ".jsonl", ".ndjson")
        and text.lstrip()[:1] not in "{["
    ):
        return Intake(
            "case_file",
            tuple(_of_entry(e) for e in case_file.entries_of_text(text, where, ".yaml")),
        )
    return _from_plain(_json_values(text, where), None if kind == "json" else kind, where)


def _json_values(text: str, where: str) -> list[Any]:
    """The values of a JSON document, or of JSON lines."""
    lines = ((i, line) for i, line in enumerate(io.StringIO(text, newline="\n"), 1) if line.strip())
    first = list(itertools.islice(lines, 3))
    if len(first) > 1 and all(line.strip()[0] + line.strip()[-1] == "{}" for _, line in first):
        some = itertools.islice(itertools.chain(first, lines), _MOST_RECORDS + 1)
        return [detect.load_json(line, f"{where}:{i}") for i, line in some]
    data = detect.load_json(text, where)
    return data if isinstance(data, list) else [data]


def _from_plain(values: Sequence[Any], format: str | None, where: str) -> Intake:  # noqa: A002
    if len(values) > _MOST_RECORDS:
        message = f"holds more than {_MOST_RECORDS} records; stream it: redrisk.intake.iter_notices"
        raise InvalidInput([Problem("", message)], where)
    if not values:
        raise InvalidInput([Problem("", "holds no record; get a whole copy")], where)
    kind = format
    if kind is None:
        first = values[0]
        kind = detect.format_of_mapping(first) if isinstance(first, Mapping) else None
        if kind is None:
            raise wrong_shape(first, where)
    if kind not in ("interpol_api", "followthemoney", "case_file"):
        message = f"plain data can't be of the format {kind}; leave format out"
        raise InvalidInput([Problem("format", message)], where)
    try:
        return Intake(kind, tuple(_records(values, kind, where)))
    except RecursionError:
        raise InvalidInput([Problem("", TOO_DEEP)], where) from None


def _records(values: Sequence[Any], kind: str, where: str) -> Iterator[NoticeReading]:
    if kind == "followthemoney":
        yield from read_entities(values, where)
        return
    for index, value in enumerate(values):
        place = f"{where} record {index + 1}".strip() if len(values) > 1 else where
        if not isinstance(value, Mapping):
            raise wrong_shape(value, place)
        if kind == "interpol_api":
            yield from read_api(value, place)
        else:
            yield _of_case_data(value, place)


def _of_case_data(value: Mapping[str, Any], where: str) -> NoticeReading:
    try:
        return _of_value(case_file.parse_record(dict(value), where), where)
    except InvalidInput as error:
        return make_reading({}, (), problem=error, where=where)


def _of_entry(entry: case_file.Entry) -> NoticeReading:
    if entry.value is None:
        return make_reading({}, (), problem=entry.error, where=entry.where)
    return _of_value(entry.value, entry.where)


def _of_value(value: Notice | Case, where: str) -> NoticeReading:
    """The reading of a notice or case that redrisk itself can write: every fact is as stated."""
    notice = value.before_decision() if isinstance(value, Case) else value
    return NoticeReading(notice=notice, facts=notice.plain(), where=where)
