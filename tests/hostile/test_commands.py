"""Every command on every hostile file: a documented code, words, and nothing else written."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.helpers import Run, run
from tests.hostile.commands import CODES, COMMANDS, OUT, READERS, arguments, good_files, suits
from tests.hostile.files import HEAVY, LIGHT, made
from tests.hostile.process import MEGABYTES, SECONDS, process, tree

MARK = Path("/tmp/redrisk-was-run")  # noqa: S108
"""What code in a hostile file would make if it were run."""

LONGEST_LINE = 6_000
MOST_LINES = 1_100


def judged(command: str, code: int, out: str, err: str) -> None:
    """What holds for the answer to any input."""
    assert code in CODES, (command, code, err)
    assert "Traceback" not in err
    assert "Traceback" not in out
    if code == 2:
        assert err.strip() or out.strip(), "no word of what is wrong"
        lines = err.rstrip("\n").split("\n")
        assert len(lines) <= MOST_LINES
        assert max(map(len, lines)) <= LONGEST_LINE
    assert all(char.isprintable() or char == "\n" for char in err), ascii(err[:2_000])
    assert not MARK.exists(), "code of the input was run"


def left_as_it_was(before: dict[str, str], after: dict[str, str]) -> None:
    """Nothing but the output, under its name, is there that was not."""
    new = {name for name, kind in after.items() if before.get(name) != kind}
    assert {name for name in new if not name.removeprefix("inner/").startswith(OUT)} == set()
    assert before.keys() <= after.keys()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    inner = tmp_path / "inner"
    inner.mkdir()
    good_files(inner)
    monkeypatch.chdir(inner)
    return inner


def on(command: str, file: Path | str, folder: Path) -> Run:
    before = tree(folder.parent)
    outcome = run(*arguments(command, file), stdin=b"quit\n")
    try:
        judged(command, outcome.code, outcome.out, outcome.err)
    except AssertionError as error:
        raise AssertionError(f"{command}: {error}") from error
    left_as_it_was(before, tree(folder.parent))
    for written in folder.glob(f"{OUT}*"):
        written.unlink() if written.is_file() else shutil.rmtree(written)
    return outcome


@pytest.mark.parametrize("name", LIGHT)
def test_the_readers_on_a_hostile_file(name: str, folder: Path) -> None:
    file = made(name, folder)
    for command in READERS:
        on(command, file, folder)


@pytest.mark.slow
@pytest.mark.parametrize("name", LIGHT)
def test_each_command_on_a_hostile_file(name: str, folder: Path) -> None:
    file = made(name, folder)
    for command in COMMANDS:
        if command not in READERS and suits(command, name):
            on(command, file, folder)


def test_what_can_be_read_is_read_and_the_rest_refused(folder: Path) -> None:
    """Hostile files that hold a sound notice all the same, and such that may not pass for one."""
    assert on("score", made("no-ending", folder), folder).code == 0
    assert on("score", made("jinja.yaml", folder), folder).code == 0
    for name in ("tags.yaml", "aliases.yaml", "alias-loop.yaml", "twice.yaml", "pickle.json"):
        assert on("score", made(name, folder), folder).code == 2, name


PLACES = ("folder", "missing", "loop", "pipe", "/dev/zero", "/dev/null", "/dev/stdin", "long")


def place(name: str, folder: Path) -> str:
    if name == "folder":
        (folder / "a.yaml").mkdir()
        return "a.yaml"
    if name == "loop":
        (folder / "b.yaml").symlink_to("c.yaml")
        (folder / "c.yaml").symlink_to("b.yaml")
        return "b.yaml"
    if name == "pipe":
        os.mkfifo(folder / "d.yaml")
        return "d.yaml"
    return {"missing": "none.yaml", "long": "e" * 5_000 + ".yaml"}.get(name, name)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such places on Windows")
@pytest.mark.parametrize("name", PLACES)
def test_the_readers_on_what_is_no_plain_file(name: str, folder: Path) -> None:
    file = place(name, folder)
    for command in READERS:
        outcome = on(command, file, folder)
        assert outcome.code == 2 or command == "verify", command


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there are no such places on Windows")
@pytest.mark.parametrize("name", PLACES)
def test_each_command_on_what_is_no_plain_file(name: str, folder: Path) -> None:
    file = place(name, folder)
    for command in COMMANDS:
        if name == "/dev/stdin" and command == "ask":
            continue  # its answers come from there
        outcome = on(command, file, folder)
        if command not in ("verify", "model verify", "appendix --font-path"):
            assert outcome.code in (1, 2), command


@pytest.mark.skipif(sys.platform == "win32", reason="there is no /dev/fd on Windows")
def test_what_another_program_writes_into_a_pipe_is_read(folder: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"issuing_country: TR\n")
    os.close(writing)
    try:
        assert on("score", f"/dev/fd/{reading}", folder).code == 0
    finally:
        os.close(reading)


NAMES = (
    "a\x1b[31mred\x1b[0m.yaml",
    "a\x1b]0;title\x07.yaml",
    "a\u202elmay.yaml",
    "a\nredrisk: all is well.yaml",
    "a\rb\tc.yaml",
    "=1+1.yaml",
    "<script>alert(1)<\u2215script>.yaml",
    "$(touch redrisk-was-run).yaml",
    "'; DROP TABLE notices; --.yaml",
    "-x.yaml",
    "\udcff\udcfe.yaml",
)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("content", ["issuing_country: TR\n", "issuing_country: XX\nx: 1\n"])
def test_a_hostile_file_name_is_shown_as_text(name: str, content: str, folder: Path) -> None:
    try:
        file = folder / name
        file.write_text(content, encoding="utf-8")
    except (OSError, UnicodeEncodeError):
        pytest.skip("this system can't hold such a name")
    for command in (*READERS, "appendix", "check --json", "read --explain", "cases check --json"):
        outcome = on(command, file, folder)
        assert all(char.isprintable() or char == "\n" for char in outcome.out), command


@pytest.mark.parametrize(
    "words",
    [
        ["\x1b[31m"],
        ["score", "--\x1b[31m"],
        ["score", "a", "--prior", "\x1b[31m\u202e"],
        ["new", "a", "\x1b[31m"],
        ["appendix", "a", "-o", "\x1b[2J.zip"],
        ["check", "a", "--as-of", "\x1b[2J"],
        ["read", "--format", "\x1b[2J", "a"],
    ],
)
def test_hostile_words_of_a_call_are_shown_as_text(words: list[str], folder: Path) -> None:
    before = tree(folder)
    outcome = run(*words)
    left_as_it_was(before, tree(folder))
    judged(" ".join(words), outcome.code, outcome.out, outcome.err)
    assert outcome.code == 2


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured on Unix")
@pytest.mark.parametrize("name", HEAVY)
def test_each_command_on_a_file_that_asks_for_much(name: str, tmp_path: Path) -> None:
    good_files(tmp_path)
    file = made(name, tmp_path)
    dear = []
    for command in (*READERS, "appendix", "train", "appendix --template", "cases agree"):
        if not suits(command, name):
            continue
        before = tree(tmp_path)
        took = process(*arguments(command, file), folder=tmp_path, stdin=b"quit\n")
        if took.seconds > SECONDS or took.megabytes > MEGABYTES:
            dear.append(f"{command}: {took.seconds:.1f} s, {took.megabytes:.0f} MB, {took.code}")
            continue
        judged(command, took.code, took.out, took.err)
        left_as_it_was(before, tree(tmp_path))
        for written in tmp_path.glob(f"{OUT}*"):
            written.unlink() if written.is_file() else shutil.rmtree(written)
    assert not dear
