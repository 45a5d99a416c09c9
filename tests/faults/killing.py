"""Commands that are killed while they write, by their own step or from outside.

A command runs in a process that a fork server makes, which has every module loaded already; so a
trial takes as long as the write itself. Each touch of a file in the command's folder is a step:
opening, locking, forcing to disk, moving, removing, making a folder. A trial kills the process at
its n-th step, or after a random part of the time that writing takes.
"""

from __future__ import annotations

import contextlib
import dataclasses
import importlib
import io
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from redrisk.writing import PART
from tests.models import snapshot

SEED = int(os.environ.get("REDRISK_FAULT_SEED", "20261124"))
"""Of every random choice; another one can be set by the environment."""

_PRELOADED = (
    "docx",
    "matplotlib.figure",
    "pyarrow.csv",
    "pyarrow.parquet",
    "pypdf",
    "redrisk.cli.appendix",
    "redrisk.cli.cases_import",
    "redrisk.cli.read",
    "redrisk.cli.table",
    "redrisk.cli.train",
    "redrisk.intake.tables",
    "redrisk.learning.report",
    "redrisk.learning.train",
    "redrisk.report.to_docx",
    "redrisk.report.to_pdf",
    "redrisk.report.to_xlsx",
    "redrisk.table.files",
    "redrisk.table.run",
    "tests.faults.preparing",
    "typst",
    "xlsxwriter",
)
_TOUCHES = (
    "fcntl.flock",
    "open",
    "os.chmod",
    "os.link",
    "os.listdir",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.scandir",
    "shutil.rmtree",
)
_WAIT = 120.0

MARK = "KILLED-WHILE-WRITING"
"""A reference that stands in the inputs; no temporary folder may keep it."""


@dataclasses.dataclass(frozen=True)
class Command:
    """A command that writes.

    Attributes
    ----------
    arguments
        As on a command line; paths are relative to its folder.
    output
        What it writes: a file, or the folder of a model.
    prepare
        A function of ``tests.faults.preparing``, called in the process before the command.
    over
        What is added so that an output that stands there is replaced.
    """

    arguments: tuple[str, ...]
    output: str
    prepare: str = "nothing"
    over: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Ended:
    """How a process ended."""

    code: int
    steps: int
    seconds: float
    err: str


def _process(
    arguments: tuple[str, ...], folder: str, prepare: str, kill_at: int, told: Connection
) -> None:
    """In a process of its own: run a command line, count its steps, be killed at one of them."""
    os.chdir(folder)
    os.environ["TMPDIR"] = str(Path(folder).parent / "tmp")
    from redrisk.cli import main

    getattr(importlib.import_module("tests.faults.preparing"), prepare)()
    errors = io.StringIO()
    sys.stdout, sys.stderr = io.StringIO(), errors
    sys.argv = ["redrisk", *arguments]
    steps = _Steps(folder, kill_at, told)
    code: object = 0
    try:
        main()
    except SystemExit as stop:
        code = stop.code or 0
    ended = time.perf_counter()
    steps.over = True
    told.send(("ended", code, steps.count, ended - steps.first, errors.getvalue()))


class _Steps:
    """Counts what touches a folder, from the first file that is opened there to be written."""

    def __init__(self, folder: str, kill_at: int, told: Connection) -> None:
        self.count, self.first, self.over = 0, time.perf_counter(), False
        self._folder, self._kill_at, self._told = folder, kill_at, told
        sys.addaudithook(self._heard)
        fsync = os.fsync

        def counted(handle: int) -> None:
            self._step()
            fsync(handle)
            self._step()

        os.fsync = counted  # type: ignore[assignment]

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.over or event not in _TOUCHES:
            return
        if self.count:
            if event == "fcntl.flock" or self._is_inside(arguments):
                self._step()
        elif event in ("open", "os.mkdir") and PART in str(arguments[0]):
            self.first = time.perf_counter()
            self._told.send(("writing",))
            self._step()

    def _is_inside(self, arguments: tuple[Any, ...]) -> bool:
        path = arguments[0] if arguments else None
        return isinstance(path, str | Path) and os.path.abspath(path).startswith(  # noqa: PTH100
            self._folder
        )

    def _step(self) -> None:
        self.count += 1
        if self.count == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)


def _context() -> Any:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_PRELOADED))
    return context


def run_apart(
    command: Command, folder: Path, *, over: bool, kill_at: int = 0, after: float | None = None
) -> Ended:
    """Run a command in a process of its own, and kill it at a step or after some seconds."""
    context = _context()
    mine, theirs = context.Pipe(duplex=False)
    arguments = (*command.arguments, *(command.over if over else ()))
    process = context.Process(
        target=_process, args=(arguments, str(folder), command.prepare, kill_at, theirs)
    )
    process.start()
    theirs.close()
    try:
        heard = _heard(mine)
        if heard and heard[0] == "writing":
            if after is not None:
                _sleep(after)
                process.kill()
            heard = _heard(mine)
        process.join(_WAIT)
    finally:
        process.kill()
        process.join()
    if process.exitcode == -signal.SIGKILL or heard is None:
        return Ended(-signal.SIGKILL, 0, 0.0, "")
    _, code, steps, seconds, err = heard
    return Ended(code, steps, seconds, err)


def _heard(mine: Connection) -> tuple[Any, ...] | None:
    with contextlib.suppress(EOFError, OSError):
        if mine.poll(_WAIT):
            found: tuple[Any, ...] = mine.recv()
            return found
    return None


def _sleep(seconds: float) -> None:
    """Sleep, exactly even for a part of a millisecond."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        time.sleep(max(left - 0.001, 0))


@dataclasses.dataclass
class Tally:
    """What the kills of a command came to."""

    kills: int = 0
    before: int = 0
    after: int = 0
    parts: int = 0
    aside: int = 0

    def __str__(self) -> str:
        return (
            f"{self.kills} kills: {self.before} left the output as it was, {self.after} came when "
            f"it was in place; {self.parts} left a part behind, {self.aside} a model moved aside"
        )


@dataclasses.dataclass
class Trials:
    """Kills of one command, and what they came to.

    Parameters
    ----------
    command
        The command.
    folder
        Holds its inputs, and nothing else.
    spoil
        Puts a former output in place, which the command replaces.
    seed
        Of the moments.
    """

    command: Command
    folder: Path
    spoil: Callable[[Path], None]
    seed: int

    def __post_init__(self) -> None:
        self.tally = Tally()
        self._chance = random.Random(self.seed)  # noqa: S311
        self._elsewhere = self.folder.parent / "tmp"
        self._elsewhere.mkdir(exist_ok=True)
        self._inputs = snapshot(self.folder)
        self._whole = {over: self._measured(over=over) for over in (False, True)}

    def _measured(self, *, over: bool) -> Ended:
        """How a run goes that nobody kills, and what it writes."""
        if over:
            self.spoil(self.folder / self.command.output)
        ended = run_apart(self.command, self.folder, over=over)
        assert ended.code == 0, ended.err
        self._expected = _output(self.folder, self.command)
        assert self._expected
        _remove_output(self.folder, self.command, self._inputs)
        return ended

    def kill_at_random(self, kills: int) -> None:
        """Kill it so many times, half of them with a former output in place."""
        wanted = self.tally.kills + kills
        for attempt in range(4 * kills):
            whole = self._whole[attempt % 2 == 1]
            if self._chance.random() < 0.5:
                self._kill(attempt, kill_at=self._chance.randint(1, whole.steps))
            else:
                self._kill(attempt, after=self._chance.uniform(0, whole.seconds))
            if self.tally.kills == wanted:
                return
        raise AssertionError(f"seed {self.seed}: only {self.tally.kills} kills came in time")

    def kill_at_each_of_the_last(self, steps: int) -> None:
        """Kill it with a former output in place, at each step that puts the new one there."""
        last = self._whole[True].steps
        for step in range(last - steps + 1, last + 1):
            self._kill(1, kill_at=step)

    def _kill(self, attempt: int, *, kill_at: int = 0, after: float | None = None) -> None:
        over = attempt % 2 == 1
        if over:
            self.spoil(self.folder / self.command.output)
        former = _output(self.folder, self.command)
        ended = run_apart(self.command, self.folder, over=over, kill_at=kill_at, after=after)
        where = f"seed {self.seed}, attempt {attempt}, step {kill_at} or after {after} s"
        if ended.code == -signal.SIGKILL:
            self.tally.kills += 1
            allowed = (former, self._expected)
            _check(self.folder, self.command, self._inputs, allowed, self.tally, where)
            again = run_apart(self.command, self.folder, over=True)
            assert again.code == 0, f"{where}: {again.err}"
        else:
            assert ended.code == 0, f"{where}: {ended.err}"
        assert _output(self.folder, self.command) == self._expected, where
        _remove_output(self.folder, self.command, self._inputs)
        held = [path.read_bytes() for path in self._elsewhere.rglob("*") if path.is_file()]
        assert not any(MARK.encode() in content for content in held), where


def _check(
    folder: Path,
    command: Command,
    inputs: dict[str, bytes],
    allowed: tuple[dict[str, bytes], dict[str, bytes]],
    tally: Tally,
    where: str,
) -> None:
    """See that a killed command left inputs, the output and nothing but parts."""
    left = snapshot(folder)
    assert {name: left.get(name) for name in inputs} == inputs, where
    former, expected = allowed
    found = _output(folder, command)
    if not found:  # a model's folder between its two moves is read under its other name
        aside = folder / f".{command.output}.redrisk-former"
        found = snapshot(aside) if aside.is_dir() else {}
        tally.aside += aside.is_dir()
    assert found in (former, expected), f"{where}: the output is neither the former nor the new"
    tally.before += found == former
    tally.after += found == expected
    own = {command.output, *(Path(name).parts[0] for name in inputs)}
    strange = {path.name for path in folder.iterdir()} - own
    for name in strange:
        is_part = name.startswith(".") and name.endswith((PART, ".redrisk-former"))
        assert is_part, f"{where}: {name} was left behind"
    tally.parts += bool(strange)


def _output(folder: Path, command: Command) -> dict[str, bytes]:
    """What stands in the output's place, by path; empty if nothing does."""
    path = folder / command.output
    if path.is_dir():
        return snapshot(path)
    return {"": path.read_bytes()} if path.is_file() else {}


def _remove_output(folder: Path, command: Command, inputs: dict[str, bytes]) -> None:
    """Take the output away; the inputs are then all that is left."""
    path = folder / command.output
    if path.is_dir():
        for inner in sorted(path.rglob("*"), reverse=True):
            inner.rmdir() if inner.is_dir() else inner.unlink()
        path.rmdir()
    else:
        path.unlink()
    assert snapshot(folder) == inputs
