"""Every reader as one small function that takes any bytes.

A target lets a RedriskError pass, since that is what bad input is answered with; any other
exception is a fault. What was read must also be fit for use: it is scored and written.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from redrisk.casework.coding import make_key, read_key, read_sheet
from redrisk.charges import categories
from redrisk.errors import RedriskError
from redrisk.explanation import explain
from redrisk.intake import case_file, iter_notices, read_notice
from redrisk.intake.as_yaml import notices_yaml
from redrisk.intake.column_mapping import ColumnMapping, read_mapping
from redrisk.intake.explain import as_html, as_text
from redrisk.intake.tables import read_table
from redrisk.learning.train import config_from
from redrisk.notice import Notice
from redrisk.persistence import load_model
from redrisk.priors import prior_of
from redrisk.report.opc import parts_of
from redrisk.report.options import Options
from redrisk.report.verify import verify
from redrisk.report.write import made_for
from redrisk.report.writers import writer
from redrisk.scoring import score
from tests.helpers import a_case, run

Target = Callable[[bytes], None]
TARGETS: dict[str, Target] = {}
FOLDER = Path(tempfile.gettempdir()) / f"redrisk-fuzz-{os.getpid()}"
_MOST_SCORED = 5
"""Of the notices of one input; the others are read in the same way."""


def target(function: Target) -> Target:
    """Declare a target: it lets RedriskError pass."""

    @functools.wraps(function)
    def quiet(data: bytes) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                function(data)
            except RedriskError as error:
                _said(error)

    TARGETS[function.__name__] = quiet
    return quiet


def _said(error: RedriskError) -> None:
    """What every error owes its reader: some text of sane length that a terminal can show."""
    text = str(error)
    assert text.strip(), "an error without words"
    assert all(char.isprintable() or char == "\n" for char in text), ascii(text)
    assert max(map(len, text.split("\n"))) < 1_500, text


@contextmanager
def _file(data: bytes, suffix: str) -> Iterator[Path]:
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"input{suffix}"
    path.write_bytes(data)
    try:
        yield path
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)


def _used(notices: Iterable[Notice | None]) -> None:
    for notice, _ in zip(notices, range(_MOST_SCORED), strict=False):
        if notice is not None:
            assessment = score(notice)
            explain(assessment)
            assert json.loads(assessment.to_json())["reported_points"] == assessment.reported_points


def _entries(data: bytes, suffix: str) -> None:
    text = case_file.decoded(data, "input", case_file.MAX_BYTES)
    entries = list(case_file.entries_of_text(text, "input", suffix))
    for entry in entries:
        if entry.error is not None:
            _said(entry.error)
        if entry.value is not None:
            assert type(entry.value).parse(entry.value.plain()) == entry.value
    _used(entry.notice for entry in entries)


@target
def notice_json(data: bytes) -> None:
    _entries(data, ".json")


@target
def notice_yaml(data: bytes) -> None:
    _entries(data, ".yaml")


@target
def notice_lines(data: bytes) -> None:
    _entries(data, ".jsonl")


def _raw(data: bytes, kind: str | None) -> None:
    records = read_notice(data, format=kind).records
    for record in records:
        if record.problem is not None:
            _said(record.problem)
    _used(record.notice for record in records)
    some = records[:_MOST_SCORED]
    written = notices_yaml(some)
    assert all(char.isprintable() or char == "\n" for char in written), "a hidden character"
    again = list(case_file.entries_of_text(written, "written", ".yaml"))
    for entry, record in zip(again, some, strict=True):
        if record.notice is not None:
            assert entry.error is None, entry.error
            assert entry.notice == record.notice, "the file written says something else"
    as_html(some)
    for record in some:
        as_text(record, lambda text, **_: text)


@target
def any_notice(data: bytes) -> None:
    _raw(data, None)


@target
def interpol_api(data: bytes) -> None:
    _raw(data, "interpol_api")


@target
def followthemoney(data: bytes) -> None:
    _raw(data, "followthemoney")


@target
def document(data: bytes) -> None:
    _raw(data, "document")


@target
def pdf(data: bytes) -> None:
    _raw(data, "pdf")


@target
def stream(data: bytes) -> None:
    with _file(data, ".jsonl") as path:
        _used(reading.notice for reading in iter_notices(path))


def _table(data: bytes, suffix: str) -> None:
    mapping = ColumnMapping(ignore=("*",))
    for translation in (None, mapping):
        try:
            rows = list(read_table(data, suffix=suffix, where="input", mapping=translation))
        except RedriskError as error:
            _said(error)
            continue
        for row in rows[:50]:
            if row.error is not None:
                _said(row.error)
        _used(row.reading().notice for row in rows)


def _scored_table(data: bytes, suffix: str, output: str) -> None:
    """The table command as a user runs it; an error may not leave a file behind."""
    with _file(data, suffix) as path:
        out = path.with_name(f"scored{output}")
        outcome = run("table", path, "-o", out, "--quiet", "--unreadable", "unknown")
        assert outcome.code in (0, 2), outcome
        assert "Traceback" not in outcome.err
        assert (outcome.code == 0) == out.exists(), outcome
        left = {item.name for item in path.parent.iterdir()} - {path.name, out.name}
        assert not left, left


@target
def table_csv(data: bytes) -> None:
    _table(data, ".csv")
    _scored_table(data, ".csv", ".csv")


@target
def table_tsv(data: bytes) -> None:
    _table(data, ".tsv")
    _scored_table(data, ".tsv", ".parquet")


@target
def table_jsonl(data: bytes) -> None:
    _table(data, ".jsonl")
    _scored_table(data, ".jsonl", ".jsonl")


@target
def table_xlsx(data: bytes) -> None:
    _table(data, ".xlsx")


@target
def table_parquet(data: bytes) -> None:
    _table(data, ".parquet")
    _scored_table(data, ".parquet", ".arrow")


@target
def table_arrow(data: bytes) -> None:
    _scored_table(data, ".arrow", ".tsv")


@target
def mapping_file(data: bytes) -> None:
    with _file(data, ".yaml") as path:
        mapping = read_mapping(path)
    rows = b"Country,Date,charge_text\nTurkey,2015,fraud\nRU,1/2/2016,x;y\n"
    list(read_table(rows, suffix=".csv", where="input", mapping=mapping))


@target
def model_file(data: bytes) -> None:
    """One file of a model's folder; the first byte says which. The manifest names its hash."""
    from tests.fuzz.seeds import model_folder

    with _file(b"", ".none") as path:
        model = load_model(model_folder(path.parent / "model", data))
        score({"issuing_country": "TR", "political_profile": True}, model=model).to_json()


def _verify(data: bytes, form: str) -> None:
    with _file(data, f".{form}") as path:
        found = verify(path)
    text = "\n".join((*found.findings, *found.verified, *found.notes))
    assert text.strip()
    assert found.same == (not found.findings)


@target
def verify_md(data: bytes) -> None:
    _verify(data, "md")


@target
def verify_json(data: bytes) -> None:
    _verify(data, "json")


@target
def verify_html(data: bytes) -> None:
    _verify(data, "html")


@target
def verify_docx(data: bytes) -> None:
    _verify(data, "docx")


@target
def verify_xlsx(data: bytes) -> None:
    _verify(data, "xlsx")


@target
def verify_pdf(data: bytes) -> None:
    _verify(data, "pdf")


@functools.cache
def _result() -> Any:
    return score({"issuing_country": "FR"})


@target
def template(data: bytes) -> None:
    with _file(data, ".docx") as path:
        made = made_for(_result(), Options(length="short"), template=path)
        parts = parts_of(writer("docx").write(made))
    relations = b"".join(content for name, content in parts.items() if name.endswith(".rels"))
    assert b'"External"' not in relations


@target
def training_config(data: bytes) -> None:
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError):
        return
    if isinstance(plain, dict):
        config_from(plain)


@functools.cache
def _key() -> Any:
    return make_key([a_case({"charges": [{"text": f"fraud {n}"}]}) for n in range(1)], 0)


@target
def coding_key(data: bytes) -> None:
    read_key(data.decode("utf-8", "replace"), "key")


@target
def coding_sheet(data: bytes) -> None:
    read_sheet(data.decode("utf-8", "replace"), _key(), "sheet")


@target
def prior(data: bytes) -> None:
    prior_of(data.decode("utf-8", "replace"))


@target
def charge_words(data: bytes) -> None:
    categories(data.decode("utf-8", "replace"))


@target
def answers(data: bytes) -> None:
    """The interview, fed with any lines."""
    with _file(b"", ".none") as path:
        out = path.with_name("notice.yaml")
        outcome = run("ask", "--new", out, stdin=data.decode("utf-8", "replace").encode())
        assert outcome.code == 0, outcome
        if out.exists():
            _used(entry.notice for entry in case_file.read_entries(out))
