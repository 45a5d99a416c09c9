"""A disk that is full or can't be written to: one clear line, exit code 2, nothing lost."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from redrisk.learning import train as learning
from tests.cli.test_read import TEXT
from tests.faults import preparing
from tests.helpers import EXAMPLES, ROOT, Run, run
from tests.learning.helpers import cases
from tests.models import a_folder, snapshot

FULL = "No space left on device; free some space, or write elsewhere"
READ_ONLY = "Read-only file system; write elsewhere"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    mounted = _mount("-t", "tmpfs", "-o", "size=512k", "redrisk-test", place)
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)  # noqa: S603, S607


def _mount(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        ["mount", *arguments],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )


def fill(disk: Path) -> None:
    """Leave no room for a single byte."""
    with (disk / "filler").open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))


def close(disk: Path) -> None:
    """Let nothing be written any more."""
    done = _mount("-o", "remount,ro", disk)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an input for each command, which runs there."""
    folder = tmp_path / "in"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "notice.yaml").write_bytes(EXAMPLES[0].read_bytes())
    (folder / "raw.txt").write_text(TEXT, encoding="utf-8")
    (folder / "table.csv").write_text(
        "case_id,issuing_country,outcome_label,outcome_date\nA-1,TR,rejected,2019\n", "utf-8"
    )
    (folder / "notices.csv").write_text("issuing_country\nTR\nFR\n", "utf-8")
    lines = (json.dumps(case.plain()) + "\n" for case in cases())
    (folder / "cases.jsonl").write_text("".join(lines), encoding="utf-8")
    for coder in ("one", "two"):
        made = run(
            "cases", "sheet", "cases.jsonl", "-o", f"{coder}.csv", "--key", "key.jsonl",
            "--coder", coder,
        )  # fmt: skip
        assert made.code == 0, made.err
    assert run("model", "keygen", "private.pem", "public.pem").code == 0
    a_folder(folder / "source", name="the new")
    for name in ("judge_against", "train"):  # put back after the test
        monkeypatch.setattr(learning, name, getattr(learning, name))
    preparing.learned_already()
    return folder


COMMANDS: dict[str, tuple[str, ...]] = {
    "appendix md": ("appendix", "notice.yaml", "-o", "{disk}/a.md"),
    "appendix docx": ("appendix", "notice.yaml", "-o", "{disk}/a.docx"),
    "appendix pdf": ("appendix", "notice.yaml", "-o", "{disk}/a.pdf"),
    "table csv": ("table", "notices.csv", "-o", "{disk}/t.csv", "--quiet"),
    "table jsonl": ("table", "notices.csv", "-o", "{disk}/t.jsonl", "--quiet"),
    "table parquet": ("table", "notices.csv", "-o", "{disk}/t.parquet", "--quiet"),
    "table arrow": ("table", "notices.csv", "-o", "{disk}/t.arrow", "--quiet"),
    "read": ("read", "raw.txt", "-o", "{disk}/read.yaml"),
    "read html": ("read", "raw.txt", "--html", "{disk}/n.html"),
    "cases import": ("cases", "import", "table.csv", "-o", "{disk}/c.jsonl"),
    "cases sheet": ("cases", "sheet", "cases.jsonl", "-o", "{disk}/s.csv"),
    "cases agree": ("cases", "agree", "key.jsonl", "one.csv", "two.csv", "-o", "{disk}/a.jsonl"),
    "new": ("new", "{disk}/new.yaml"),
    "train": ("train", "cases.jsonl", "--out", "{disk}/fresh", "--name", "x", "--no-report"),
    "train with report": ("train", "cases.jsonl", "--out", "{disk}/fresh", "--name", "x"),
    "train over": ("train", "cases.jsonl", "--out", "{disk}/model", "--name", "x", "--no-report"),
    "model sign": ("model", "sign", "{disk}/model", "--key", "private.pem"),
    "model keygen": ("model", "keygen", "{disk}/a.pem", "{disk}/b.pem"),
    "ask": ("ask", "--new", "{disk}/ask.yaml"),
}
"""Every command that writes a file, on a disk that is to be spoilt."""


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(("spoil", "words"), [(fill, FULL), (close, READ_ONLY)])
def test_nothing_is_lost_on_a_spoilt_disk(
    inputs: Path, disk: Path, name: str, spoil: Callable[[Path], None], words: str
) -> None:
    a_folder(disk / "model")
    (disk / "letter.txt").write_text("mine")
    spoil(disk)
    before = snapshot(disk), snapshot(inputs)
    result = tried(name, disk)
    assert result.code == 2, result.err
    # A progress bar ends with a line of its own; what was read is said as well.
    (last,) = result.err.splitlines()[-1:]
    assert last.startswith("redrisk: ")
    assert last.endswith(words)
    assert str(disk) in last
    assert "Traceback" not in result.err
    assert (snapshot(disk), snapshot(inputs)) == before
    assert not any(path.name.startswith(".") for path in disk.iterdir())


def tried(name: str, disk: Path) -> Run:
    arguments = [part.format(disk=disk) for part in COMMANDS[name]]
    return run(*arguments, stdin=b"TR\n\nno\n\nquit\n")


@pytest.mark.slow
def test_every_command_does_it_on_a_disk_with_room(inputs: Path, disk: Path) -> None:
    _mount("-o", "remount,size=50m", disk)
    a_folder(disk / "model")
    for name in COMMANDS:
        before = snapshot(disk)
        result = tried(name, disk)
        assert result.code == 0, (name, result.err)
        assert snapshot(disk) != before, name
        if name == "train":
            _remove(disk / "fresh")
    assert inputs.exists()


def _remove(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


@pytest.mark.slow
def test_answers_that_can_not_be_saved_are_shown(inputs: Path, disk: Path) -> None:
    fill(disk)
    result = tried("ask", disk)
    assert "issuing_country: TR" in result.out
    assert inputs.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    "arguments",
    [
        ("schema",),
        ("new",),
        ("card",),
        ("--version",),
        ("--help",),
        ("score", str(EXAMPLES[0])),
        ("score", "--json", str(EXAMPLES[0])),
        ("check", str(EXAMPLES[0])),
        ("read", str(EXAMPLES[0])),
    ],
)
def test_a_full_disk_behind_standard_output_is_told(arguments: tuple[str, ...]) -> None:
    code = "from redrisk.cli import main; main()"
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-W", "ignore", "-c", code, *arguments],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    last = done.stderr.splitlines()[-1]
    assert last == "redrisk: standard output: No space left on device"
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
