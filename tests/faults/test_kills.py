"""Kill -9 at random moments of every long write: nothing lost, nothing half written."""

from __future__ import annotations

import json
import re
import sys
import zlib
from pathlib import Path

import pytest

from tests.cli.test_read import TEXT
from tests.faults.killing import MARK, SEED, Command, Tally, Trials
from tests.helpers import EXAMPLES
from tests.learning.helpers import cases
from tests.models import a_folder

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 there"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "work"
    made.mkdir()
    return made


def a_former_file(path: Path) -> None:
    path.write_bytes(b"the former output, of another length\n")


def a_former_model(path: Path) -> None:
    a_folder(path, report=True, name="the former")


def killed(command: Command, folder: Path, kills: int, *, last: int = 0) -> Tally:
    spoil = a_former_model if command.prepare == "learned_already" else a_former_file
    seed = SEED + zlib.crc32(" ".join(command.arguments).encode())
    trials = Trials(command, folder, spoil, seed)
    trials.kill_at_random(kills)
    trials.kill_at_each_of_the_last(last)
    tally = trials.tally
    print(f"{' '.join(command.arguments[:2])} -> {command.output}, seed {seed}: {tally}")  # noqa: T201
    assert tally.kills == kills + last
    assert tally.parts, "no kill came while a part was being written"
    assert tally.before
    assert tally.after, "no kill came after the output was in place"
    return tally


@pytest.mark.parametrize("form", ["md", "html", "json", "xlsx", "docx", "pdf"])
def test_appendix(folder: Path, form: str) -> None:
    text = re.sub(
        "^reference: .*$", f"reference: {MARK}", EXAMPLES[0].read_text("utf-8"), flags=re.MULTILINE
    )
    assert MARK in text
    (folder / "notice.yaml").write_text(text, encoding="utf-8")
    command = Command(("appendix", "notice.yaml", "-o", f"out.{form}"), f"out.{form}")
    killed(command, folder, 5, last=7)


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "arrow"])
def test_table(folder: Path, form: str) -> None:
    notice = {"issuing_country": "TR", "political_profile": True, "charges": [{"text": "fraud"}]}
    lines = (json.dumps(notice | {"reference": f"{MARK}-{row}"}) for row in range(2_000))
    (folder / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    arguments = ("table", "in.jsonl", "-o", f"out.{form}", "--quiet")
    command = Command(arguments, f"out.{form}", "small_batches", ("--force",))
    killed(command, folder, 9, last=6)


@pytest.mark.parametrize("option", ["-o", "--html"])
def test_read(folder: Path, option: str) -> None:
    (folder / "raw.txt").write_text(TEXT, encoding="utf-8")
    name = "notice.yaml" if option == "-o" else "page.html"
    command = Command(("read", "raw.txt", option, name), name, over=("--force",))
    killed(command, folder, 14, last=6)


def test_cases_import(folder: Path) -> None:
    lines = ["case_id;issuing_country;outcome_label;outcome_date"]
    lines += [f"A-{row};TR;rejected;2019" for row in range(500)]
    (folder / "table.csv").write_text("\n".join(lines), encoding="utf-8")
    arguments = ("cases", "import", "table.csv", "-o", "cases.jsonl")
    killed(Command(arguments, "cases.jsonl", over=("--force",)), folder, 24, last=6)


@pytest.mark.parametrize(("report", "kills", "last"), [("--no-report", 20, 24), ("--report", 8, 2)])
def test_train(folder: Path, report: str, kills: int, last: int) -> None:
    lines = (json.dumps(case.plain()) + "\n" for case in cases())
    (folder / "cases.jsonl").write_text("".join(lines), encoding="utf-8")
    a_folder(folder / "source", name="the new")
    arguments = ("train", "cases.jsonl", "--out", "model", "--name", "the new", report)
    tally = killed(Command(arguments, "model", "learned_already"), folder, kills, last=last)
    assert tally.aside or report == "--report", "no kill came between the two moves"
