"""``redrisk cases``: exit codes, what is printed, and that no file is written over."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from redrisk.casework.coding import QUESTIONS
from redrisk.intake.case_file import read_entries
from tests.helpers import ROOT, run

CASEBOOK = ROOT / "datasets" / "casebook.jsonl"


def test_check_counts_every_record() -> None:
    result = run("cases", "check", CASEBOOK, "--no-base")
    assert "584 records: 584 cases" in result.out
    assert "... and" in result.out
    assert "Traceback" not in result.err


def test_check_prints_one_json_object_a_line() -> None:
    result = run("cases", "check", CASEBOOK, "--no-base", "--json")
    rows = [json.loads(line) for line in result.out.splitlines()]
    *findings, summary = rows
    assert summary["kind"] == "summary"
    assert summary["errors"] + summary["warnings"] == len(findings)
    assert sum(summary["usable"].values()) + sum(summary["unusable"].values()) == 584
    assert {"file", "line", "case_id", "field", "check", "message"} <= findings[0].keys()
    assert result.code == (1 if summary["errors"] else 0)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("case_id: A\nnotice: {issuing_country: TR}\noutcome: {label: unresolved}\n", 0),
        ("case_id: A\nnotice: {issuing_country: TR}\noutcome: {label: upheld}\n", 1),
        ("case_id: A\nnotice: {issuing_country: TR}\noutcome: {label: won}\n", 1),
        ("case_id: [", 2),
    ],
)
def test_check_exit_codes(text: str, code: int, tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(text, encoding="utf-8")
    assert run("cases", "check", path).code == code


def test_sheets_and_agreement_from_end_to_end(tmp_path: Path) -> None:
    key, out = tmp_path / "key.jsonl", tmp_path / "coded.jsonl"
    sheets = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for sheet, coder in zip(sheets, "AB", strict=True):
        result = run("cases", "sheet", CASEBOOK, "-o", sheet, "--key", key, "--coder", coder)
        assert result.code == 0, result.err
        _fill_in(sheet, "yes" if coder == "A" else "no")
    assert run("cases", "sheet", CASEBOOK, "-o", sheets[0]).code == 2
    result = run("cases", "agree", key, *sheets, "-o", out)
    assert result.code == 0, result.err
    assert result.out.count("\n") == len(QUESTIONS) + 2
    cases = [entry.value for entry in read_entries(out)]
    assert len(cases) == 584
    assert run("cases", "agree", key, *sheets, "-o", out).code == 2
    assert run("cases", "agree", key, sheets[0], sheets[0], "-o", tmp_path / "x").code == 2
    assert run("cases", "agree", sheets[0], *sheets, "-o", tmp_path / "x").code == 2
    assert not (tmp_path / "x").exists()


def _fill_in(path: Path, answer: str) -> None:
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    for row in rows[1:]:
        row[-1 - len(QUESTIONS) : -1] = [answer] * len(QUESTIONS)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def test_sheet_refuses_records_that_are_not_cases(tmp_path: Path) -> None:
    path = tmp_path / "notice.yaml"
    path.write_text("issuing_country: TR\n", encoding="utf-8")
    result = run("cases", "sheet", path, "-o", tmp_path / "a.csv")
    assert result.code == 2
    assert "a case needs a notice and an outcome" in result.err
    assert list(tmp_path.iterdir()) == [path]


def test_the_group_loads_no_command_that_was_not_asked_for() -> None:
    code = (
        "import sys; from redrisk.cli import group; "
        "group(['cases', '--help'], standalone_mode=False); "
        "print([name for name in sys.modules if name.startswith(('redrisk.casework', "
        "'redrisk.cli.cases_', 'redrisk.intake.tables'))])"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
