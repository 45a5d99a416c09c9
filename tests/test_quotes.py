"""No message quotes more of the input than a few words, whatever is wrong with it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import redrisk
from redrisk.case import Case
from redrisk.errors import QUOTE_LIMIT, RedriskError
from redrisk.intake import read_notice
from redrisk.intake.case_file import entries_of_text
from redrisk.intake.column_mapping import mapping_of, read_mapping
from redrisk.intake.columns import assemble, known_columns
from redrisk.intake.tables import read_table
from redrisk.notice import Notice
from redrisk.persistence import load_model
from redrisk.priors import prior_of
from redrisk.report.options import Options
from tests.helpers import ROOT, run

LONG = st.builds(
    lambda seed, size: "".join(f"{seed:x}-{i}." for i in range(size)),
    st.integers(0, 2**60),
    st.integers(40, 900),
) | st.text(min_size=QUOTE_LIMIT + 20, max_size=900)


def _longest_quote(message: str, value: str) -> int:
    """The length of the longest run of characters of the value that stands in the message."""
    runs = (value, repr(value)[1:-1])
    most = QUOTE_LIMIT + 1
    return (
        most
        if any(
            text[start : start + most] in message
            for text in runs
            for start in range(max(len(text) - most + 1, 0))
        )
        else 0
    )


def _quoted(call: Callable[[], object], value: str) -> None:
    """Fail if the call's error quotes more of the value than is allowed."""
    said = []
    try:
        call()
    except RedriskError as error:
        said = [str(error), *map(str, getattr(error, "problems", ()))]
    assert not [text for text in said if _longest_quote(text, value) > QUOTE_LIMIT]


def test_a_longer_quote_would_be_seen() -> None:
    value = "".join(map(str, range(200)))
    assert _longest_quote(f"got {value[:81]}", value) > QUOTE_LIMIT
    assert _longest_quote(f"got {value[:80]}…", value) <= QUOTE_LIMIT


FIELDS = sorted(known_columns())
SHAPES: dict[str, Callable[[str], Any]] = {
    "text": lambda text: text,
    "list": lambda text: [text, text],
    "mapping": lambda text: {text: text},
    "deep": lambda text: [{text: [text]}],
}


@given(
    field=st.sampled_from([*FIELDS, "answers.x", "standing.charges"]),
    shape=st.sampled_from(sorted(SHAPES)),
    value=LONG,
)
def test_no_field_of_a_notice_or_case_is_quoted_at_length(
    field: str, shape: str, value: str
) -> None:
    plain = assemble({"issuing_country": "TR", field: SHAPES[shape](value)})
    _quoted(lambda: Notice.parse(plain), value)
    _quoted(lambda: Case.parse(plain), value)
    _quoted(lambda: redrisk.score(plain), value)


@given(value=LONG)
def test_no_name_of_a_field_is_quoted_at_length(value: str) -> None:
    for plain in (
        {value: 1},
        {"issuing_country": "TR", value: value},
        {"issuing_country": "TR", "charges": [{value: value}]},
        {"issuing_country": "TR", "warrant": {value: value}},
        {"issuing_country": "TR", "answers": {value: [value]}},
        {"issuing_country": "TR", "standing": {value: value}},
        {"issuing_country": "TR", "sources": {value: [{"page": 1}]}},
        {"issuing_country": "TR", "incomplete": [value]},
        {"case_id": value, "notice": {value: value}, "outcome": {value: value}},
    ):
        _quoted(partial(redrisk.score, plain), value)
        _quoted(partial(read_notice, plain), value)


YAML = (
    "!!python/object/apply:{0} [{0}]", "issuing_country: !!python/name:{0}", "!{0} x", "!<{0}> x",
    "%TAG ! {0}\n---\na: b", "%YAML {0}\n---\na", "a: *{0}", "a: &{0} b\nc: &{0} d", "[{0}",
    "{{{0}", "'{0}", '"{0}', "{0}: {0}: {0}", "{0}", "? {0}\n: {0}", "a: b\n{0}", "@{0}", "`{0}",
    "a: |{0}", "- {0}\nb: {0}", "issuing_country: {0}", "\t{0}", "? [{0}]\n: {0}",
    '{{"{0}": {0}}}', '"\\x{0}"',
)  # fmt: skip


@pytest.mark.parametrize("form", YAML)
@settings(max_examples=12)
@given(value=LONG)
def test_no_text_of_a_file_is_quoted_at_length(form: str, value: str) -> None:
    for suffix in (".yaml", ".json", ".jsonl", ""):

        def read(suffix: str = suffix) -> None:
            for entry in entries_of_text(form.format(value), "n", suffix):
                if entry.error is not None:
                    raise entry.error

        _quoted(read, value)
    _quoted(lambda: read_notice(form.format(value).encode("utf-8", "surrogatepass")).notice, value)


@settings(max_examples=12)
@given(value=LONG)
def test_no_text_of_a_mapping_file_is_quoted_at_length(
    tmp_path_factory: pytest.TempPathFactory, value: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "mapping.yaml"
    for form in YAML:
        path.write_bytes(form.format(value).encode("utf-8", "surrogatepass"))
        _quoted(partial(read_mapping, path), value)


@given(field=st.sampled_from(FIELDS), value=LONG)
def test_no_cell_is_quoted_at_length(field: str, value: str) -> None:
    for header, cells in (
        (["issuing_country", field], ["TR", value]),
        ([field, value], ["TR", "x"]),
        (["issuing_country", value, value], ["TR", "x", "y"]),
        (["issuing_country"], ["TR", value]),
    ):
        text = io.StringIO()
        csv.writer(text).writerows([header, cells])
        data = text.getvalue().encode("utf-8", "replace")

        def read(data: bytes = data) -> None:
            for row in read_table(data, suffix=".csv", where="t"):
                if row.error is not None:
                    raise row.error

        _quoted(read, value)


@given(value=LONG)
def test_no_part_of_a_mapping_is_quoted_at_length(value: str) -> None:
    for plain in (
        {value: value}, {"columns": {value: value}}, {"columns": value}, value,
        {"defaults": {value: value}}, {"values": {value: value}}, {"date_order": value},
        {"values": {value: {value: value}}},
    ):  # fmt: skip
        _quoted(partial(mapping_of, plain, "m"), value)
    table = b"issuing_country\nTR\n"
    mapped = {"columns": {value: "issuing_country"}}
    _quoted(
        lambda: list(read_table(table, suffix=".csv", where="t", mapping=mapping_of(mapped))), value
    )


@given(value=LONG)
def test_no_column_or_cell_of_a_large_table_is_quoted_at_length(value: str) -> None:
    polars = pytest.importorskip("polars")
    text = value.encode("utf-8", "replace").decode()
    for data in (
        {"issuing_country": [text]}, {"issuing_country": ["TR"], "notice_date": [text]},
        {"issuing_country": ["TR"], "instrument": [text]}, {text: ["TR"]},
        {"issuing_country": ["TR"], f"answers.{text}": [text]},
    ):  # fmt: skip
        _quoted(partial(redrisk.score_table, polars.DataFrame(data)), text)
    for columns in ({text: "issuing_country"}, {"issuing_country": text}, {text: text}):
        frame = polars.DataFrame({"issuing_country": ["TR"]})
        _quoted(partial(redrisk.score_table, frame, columns=columns), text)


@given(value=LONG)
def test_no_option_is_quoted_at_length(value: str) -> None:
    for field in ("forum", "length", "date", "redacted"):
        asked: dict[str, Any] = {field: value}
        _quoted(partial(Options, **asked), value)
    _quoted(lambda: Options(title=value * 100), value)
    _quoted(lambda: prior_of(value), value)
    _quoted(lambda: read_notice({"issuing_country": "TR"}, format=value), value)


FILES = {
    "bad.csv": "issuing_country,notice_date\nTR,2015\nTR,2015,{0},{0}\n",
    "late.csv": "issuing_country\nTR\n" * 3 + "TR,{0}\n",
    "bad.jsonl": '{{"issuing_country": "TR"}}\n{{"{0}": {0}\n',
    "list.jsonl": '{{"issuing_country": "TR"}}\n["{0}"]\n',
    "bad.parquet": "PAR1{0}PAR1",
    "bad.arrow": "ARROW1{0}",
    "bad.txt": "{0}",
    "bad.pdf": "%PDF-1.4 {0}",
    "bad.xlsx": "PK\x03\x04xl/{0}",
    "bad.docx": "{0}",
    "bad.md": "```json redrisk-record\n{{{0}\n```\n",
    "bad.html": '<html><script id="redrisk-record">{0}</script></html>',
    "bad.json": '{{"redrisk": {0}',
    "config.json": '{{"{0}": 1}}',
    "config2.json": '{{"{0}": {0}',
}
CALLS = [
    "table bad.csv -o o.csv", "table late.csv -o o.csv", "table bad.jsonl -o o.csv",
    "table list.jsonl -o o.csv", "table bad.parquet -o o.csv", "table bad.arrow -o o.csv",
    "score bad.txt", "score bad.pdf", "score bad.jsonl", "read bad.txt", "read bad.pdf",
    "read bad.xlsx", "read bad.parquet", "read bad.md", "check bad.jsonl", "cases check bad.jsonl",
    "cases import bad.csv", "cases agree bad.jsonl bad.csv late.csv",
    "appendix good.yaml -o o.docx --template bad.docx", "verify bad.pdf", "verify bad.xlsx",
    "verify bad.docx", "verify bad.md", "verify bad.html", "verify bad.json",
    "train case.jsonl --out m --config config.json",
    "train case.jsonl --out m --config config2.json", "score good.yaml --model .",
]  # fmt: skip


@pytest.mark.parametrize("call", CALLS)
def test_no_file_is_quoted_at_length_by_a_command(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    value = "".join(f"Zqw{i}." for i in range(300))
    for name, form in FILES.items():
        Path(name).write_text(form.format(value), encoding="utf-8")
    Path("good.yaml").write_text("issuing_country: TR\n", encoding="utf-8")
    Path("manifest.json").write_text(f'{{"format": "{value}"}}', encoding="utf-8")
    case = {"case_id": "a", "notice": {"issuing_country": "TR"}, "outcome": {"label": "rejected"}}
    Path("case.jsonl").write_text(json.dumps(case) + "\n", encoding="utf-8")
    done = run(*call.split())
    assert done.code in (1, 2)
    assert "Traceback" not in done.err
    assert _longest_quote(done.out + done.err, value) <= QUOTE_LIMIT


@pytest.mark.parametrize("part", ["manifest.json", "card.json"])
def test_a_damaged_model_is_not_quoted_at_length(part: str, tmp_path: Path) -> None:
    value = "".join(f"Zqw{i}." for i in range(300))
    folder = tmp_path / "model"
    shutil.copytree(ROOT / "redrisk" / "model", folder)
    (folder / part).write_text(f'{{"format": 1, "files": {{"{value}": "{value}"}}}}')
    with pytest.raises(RedriskError) as error:
        load_model(folder)
    assert _longest_quote(str(error.value), value) <= QUOTE_LIMIT
