"""What holds for every format: the same bytes, the record inside, hostile text, the time."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import subprocess
import sys
import time
import warnings
from pathlib import Path
from unittest import mock

import pytest

import redrisk
from redrisk.errors import InvalidInput, RedriskError
from redrisk.report.opc import parts_of
from redrisk.report.options import Options
from redrisk.report.record import from_ascii, in_ascii
from redrisk.report.verify import verify
from redrisk.report.write import made_for
from redrisk.report.writers import writer
from tests.report.helpers import (
    FORMATS,
    HOSTILE_TEXTS,
    NAMES,
    assessment,
    fresh,
    hostile_notice,
    made,
    saved,
    written,
)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_the_record_comes_back_as_it_was_put_in(form: str, name: str) -> None:
    carried = writer(form).read(written(form, name))
    assert carried.record == assessment(name).to_json()
    assert carried == made(name).carried


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_input_gives_the_same_bytes_on_another_day(form: str) -> None:
    first = written(form, "duralev_v_garland")

    later = time.time() + 10**8
    with (
        mock.patch("time.time", return_value=later),
        mock.patch("time.localtime", return_value=time.gmtime(later)),
    ):
        assert fresh(form, "duralev_v_garland") == first


@pytest.mark.parametrize("form", FORMATS)
def test_no_clock_is_read(form: str) -> None:
    content = written(form, "empty")
    if form in ("docx", "xlsx"):
        content = b"\n".join(parts_of(content).values())
    today = dt.datetime.now(dt.UTC)
    for shape in ("%Y-%m-%dT", "D:%Y%m%d", "%Y-%m-%d"):
        assert today.strftime(shape).encode() not in content


_CHILD = """
import hashlib, sys, redrisk
from redrisk.intake.case_file import read_one
result = redrisk.score(read_one(sys.argv[1]))
for form in sys.argv[3:]:
    file = redrisk.appendix(result, f"{sys.argv[2]}/b.{form}", forum="ccf", date="2026-11-24")
    print(hashlib.sha256(file.read_bytes()).hexdigest())
"""


def test_the_same_input_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "examples" / "label_only_membership.yaml"
    child = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _CHILD, str(example), str(tmp_path), *FORMATS],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "PYTHONPATH": ":".join(sys.path)},
        timeout=60,
    )
    ours = [
        hashlib.sha256(
            written(form, "label_only_membership", forum="ccf", date="2026-11-24")
        ).hexdigest()
        for form in FORMATS
    ]
    assert child.stdout.split() == ours


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("number", range(len(HOSTILE_TEXTS)))
def test_hostile_text_in_every_field_does_no_harm(form: str, number: int, tmp_path: Path) -> None:
    text = HOSTILE_TEXTS[number]
    result = redrisk.score(hostile_notice(text))
    options = Options(title=text[:200], author_block=text, length="short", forum="ccf")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        content = writer(form).write(made_for(result, options))
        path = tmp_path / f"a.{form}"
        path.write_bytes(content)
        found = verify(path)
    assert found.same, found.findings


def test_all_six_formats_take_less_than_two_seconds() -> None:
    for form in FORMATS:
        fresh(form, "empty")
    start = time.perf_counter()
    for form in FORMATS:
        fresh(form, "duralev_v_garland", forum="us_federal")
    assert time.perf_counter() - start < 6, "three times what is promised: a slow machine"


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_all_of_the_content(form: str, tmp_path: Path) -> None:
    from redrisk.report.compare import lines_of

    content = saved(tmp_path, form, "duralev_v_garland", forum="england_civil").read_bytes()
    said = " ".join(lines_of(form, content)).replace("\u200b", "").replace("\\", "")
    for words in (
        "Quote this:",
        "Facts that lower the total",
        "Practice Direction 35",
        "Guilt or innocence",
        "For the expert to write",
        "KZ-2015-01",
        "false" if form == "none" else "Vergeer",
    ):
        assert words in said, words


def test_a_bad_option_says_what_is_allowed(tmp_path: Path) -> None:
    result = assessment("empty")
    with pytest.raises(InvalidInput, match=r"forum: 'us_federl'.*did you mean 'us_federal'"):
        redrisk.appendix(result, tmp_path / "a.md", forum="us_federl")
    with pytest.raises(InvalidInput, match="length"):
        redrisk.appendix(result, tmp_path / "a.md", length="long")
    with pytest.raises(InvalidInput, match=r"path: the file name must end in one of: \.docx"):
        redrisk.appendix(result, tmp_path / "a.txt")
    with pytest.raises(InvalidInput, match="date: a day from 1980"):
        redrisk.appendix(result, tmp_path / "a.md", date="24.11.2026")
    with pytest.raises(InvalidInput, match="template is for docx"):
        redrisk.appendix(result, tmp_path / "a.md", template="x.docx")
    with pytest.raises(InvalidInput, match="an Assessment"):
        redrisk.appendix({"points": 3}, tmp_path / "a.md")  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="title: text of at most"):
        redrisk.appendix(result, tmp_path / "a.md", title="x" * 30_000)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_can_not_be_written_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(RedriskError, match="can't be written"):
        redrisk.appendix(assessment("empty"), tmp_path / "nowhere" / "a.md")


def test_format_and_date_may_be_given_apart(tmp_path: Path) -> None:
    path = redrisk.appendix(
        assessment("empty"),
        tmp_path / "noending",
        format="json",
        date=dt.date(2026, 11, 24),
        forum="none",
    )
    assert json.loads(path.read_bytes())["appendix"]["options"]["date"] == "2026-11-24"


@pytest.mark.parametrize("text", ['{"a":"<é&\\u0000_x0041_>"}', '{"a":"\\\\u003c"}', '{"a":[1.5]}'])
def test_records_survive_every_container(text: str) -> None:
    from redrisk.report.record import canonical

    record = canonical(json.loads(text))
    assert from_ascii(in_ascii(record)) == record
    assert not set("<>&") & set(in_ascii(record))


def test_importing_redrisk_loads_no_writer() -> None:
    code = (
        "import sys, redrisk; "
        "heavy = {'docx', 'typst', 'jinja2', 'xlsxwriter', 'pypdf', 'numpy', 'redrisk.report'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    child = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert child.stdout.strip() == "[]"


def test_a_missing_package_names_the_extra(tmp_path: Path) -> None:
    for form, module in (("docx", "docx"), ("xlsx", "xlsxwriter"), ("pdf", "typst")):
        with (
            mock.patch.dict(sys.modules, {module: None}),
            pytest.raises(redrisk.errors.MissingExtra, match=r"redrisk\[appendix\]"),
        ):
            redrisk.appendix(assessment("empty"), tmp_path / f"a.{form}")
