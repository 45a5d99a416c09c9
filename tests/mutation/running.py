"""Runs the tests against each mutant, in a forked process of its own, until one fails.

Tests are collected once; the process of a mutant takes a copy of that session, puts the changed
function in place and runs the tests that call it, the quickest first. A change of what is run on
import needs a fresh import, and so a session of its own.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import settings

from tests.mutation.mutants import Mutant
from tests.mutation.swapping import (
    Place,
    Swap,
    live_functions,
    place_of,
    put_in_place,
    swap_for,
    what_is_remembered,
)

SURVIVED, KILLED, BROKEN = 0, 1, 3
LONGEST = 20
"""Seconds that a mutant may take beyond three times what the tests take without it."""

_OPTIONS = [
    "-q", "-x", "-s", "--tb=no", "--assert=plain", "--no-header",
    "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "-o", "addopts=",
    "-o", "filterwarnings=", "--doctest-modules",
    "-m", "not slow", "--hypothesis-profile=mutation",
]  # fmt: skip


def unnoticed(
    mutants: list[Mutant], first: list[str], tests: list[str], root: Path, jobs: int
) -> list[Mutant]:
    """The mutants that no test notices.

    ``first`` are tests that notice most changes of what is run on import, tried before the others.
    """
    for name in ("click", "numpy", "pydantic.main", "yaml"):  # what each fresh import would import
        importlib.import_module(name)
    settings.register_profile("mutation", deadline=None, max_examples=12, derandomize=True)
    swaps = _swaps(mutants, root)
    inside = [place for place, swap in enumerate(swaps) if swap.own]
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        session = _Session(mutants, swaps, inside, jobs, write)
        code = pytest.main([*_OPTIONS, *tests], plugins=[session])
        os._exit(0 if session.done else int(code) or 2)
    os.close(write)
    results: dict[int, int] = {}
    with os.fdopen(read) as pipe:
        for line in pipe:
            _note(results, json.loads(line), len(mutants))
    _, status = os.waitpid(child, 0)
    if status:
        raise SystemExit("the tests fail without any change; run pytest")
    outside = [place for place in range(len(mutants)) if place not in results]

    for chosen in (first, tests):
        fresh = functools.partial(_with_fresh_import, mutants, chosen, root)
        left = [place for place in outside if results.get(place) != KILLED]
        for told in _in_parallel(left, fresh, jobs, lambda _: 180):
            _note(results, told, len(mutants))
    broken = [mutants[place].id for place, result in results.items() if result == BROKEN]
    if broken:
        raise SystemExit(f"mutants that could not be tested: {broken}")
    return [mutant for place, mutant in enumerate(mutants) if results[place] == SURVIVED]


def _note(results: dict[int, int], told: tuple[int, int], total: int) -> None:
    place, result = told
    results[place] = result
    if len(results) % 100 == 0 and result == KILLED:
        print(f"{len(results)} of {total}", file=sys.stderr, flush=True)


def _swaps(mutants: list[Mutant], root: Path) -> list[Swap]:
    originals: dict[str, CodeType] = {}
    swaps = []
    for mutant in mutants:
        file = str(root / mutant.path)
        if file not in originals:
            originals[file] = compile(Path(file).read_text(encoding="utf-8"), file, "exec")
        swaps.append(swap_for(originals[file], compile(mutant.code, file, "exec")))
    return swaps


class _Session:
    """A plugin: collects the tests, learns which function each calls, then runs the mutants."""

    def __init__(
        self, mutants: list[Mutant], swaps: list[Swap], inside: list[int], jobs: int, write: int
    ) -> None:
        self.mutants, self.swaps, self.inside, self.jobs = mutants, swaps, inside, jobs
        self.write = write
        self.done = False
        self.files = {place[0] for swap in swaps for place in swap.codes}
        self.on_import: set[Place] = set()

    def pytest_sessionstart(self) -> None:
        sys.setprofile(_noting(self.files, self.on_import))

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self) -> None:
        sys.setprofile(None)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = session.items
        calls, seconds = self._learn(items)
        functions = live_functions(self.files)
        gc.freeze()  # so that the processes share their memory
        chosen: dict[int, list[int]] = {}
        for place in self.inside:
            own = self.swaps[place].own
            if own & self.on_import:
                continue
            tests = [test for test, called in enumerate(calls) if own & called]
            chosen[place] = sorted(tests, key=seconds.__getitem__)

        def run(place: int) -> int:
            put_in_place(self.swaps[place], functions)
            return KILLED if _any_fails([items[test] for test in chosen[place]]) else SURVIVED

        def limit(place: int) -> int:
            return LONGEST + int(3 * sum(seconds[test] for test in chosen[place]))

        for place, result in _in_parallel(list(chosen), run, self.jobs, limit):
            os.write(self.write, f"[{place}, {result}]\n".encode())
        self.done = True
        return True

    def _learn(self, items: list[pytest.Item]) -> tuple[list[set[Place]], list[float]]:
        """Which functions each test calls, and how long it takes; found out in another process."""
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            remembered = what_is_remembered(self.files)
            with os.fdopen(write, "w") as pipe:
                for place, item in enumerate(items):
                    for function in remembered:
                        function.cache_clear()
                    called: set[Place] = set()
                    start = time.perf_counter()
                    sys.setprofile(_noting(self.files, called))
                    following = items[place + 1] if place + 1 < len(items) else None
                    reports = runtestprotocol(item, nextitem=following, log=False)
                    sys.setprofile(None)
                    if any(report.failed for report in reports):
                        os._exit(BROKEN)
                    pipe.write(json.dumps([sorted(called), time.perf_counter() - start]) + "\n")
            os._exit(0)
        os.close(write)
        with os.fdopen(read) as pipe:
            told = [json.loads(line) for line in pipe]
        os.waitpid(child, 0)
        if len(told) != len(items):
            pytest.exit(f"{items[len(told)].nodeid} fails without any change", 2)
        return [{tuple(place) for place in called} for called, _ in told], [s for _, s in told]


def _noting(files: set[str], called: set[Place]) -> Callable[[FrameType, str, Any], None]:
    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code.co_filename in files:
            called.add(place_of(frame.f_code))

    return note


def _any_fails(items: list[pytest.Item]) -> bool:
    for place, item in enumerate(items):
        following = items[place + 1] if place + 1 < len(items) else None
        if any(report.failed for report in runtestprotocol(item, nextitem=following, log=False)):
            return True
    return False


def _with_fresh_import(mutants: list[Mutant], tests: list[str], root: Path, place: int) -> int:
    mutant = mutants[place]
    name = mutant.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    changed = _Changed(name, str(root / mutant.path), mutant.code)
    code = pytest.main([*_OPTIONS, *tests], plugins=[changed])
    return SURVIVED if code == 0 else KILLED


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Imports one module from changed source."""

    def __init__(self, name: str, file: str, source: str) -> None:
        self.name, self.file, self.source = name, file, source

    def pytest_sessionstart(self) -> None:
        sys.meta_path.insert(0, self)  # before pytest's own

    def find_spec(self, name: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        if name != self.name:
            return None
        is_package = self.file.endswith("__init__.py")
        folder = [str(Path(self.file).parent)] if is_package else None
        return importlib.util.spec_from_file_location(
            name, self.file, loader=self, submodule_search_locations=folder
        )

    def get_source(self, _: str) -> str:
        return self.source

    def is_package(self, _: str) -> bool:
        return self.file.endswith("__init__.py")

    def get_code(self, _: str) -> CodeType:
        return compile(self.source, self.file, "exec")


def _in_parallel(
    places: Iterable[int], run: Callable[[int], int], jobs: int, limit: Callable[[int], int]
) -> Iterator[tuple[int, int]]:
    """Run each in a process of its own; one that takes too long counts as killed."""
    running: dict[int, int] = {}
    for place in places:
        if len(running) >= jobs:
            yield _next_result(running)
        child = os.fork()
        if child == 0:
            _silenced()
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(limit(place))
            result = KILLED
            with contextlib.suppress(BaseException):
                result = run(place)
            os._exit(result)
        running[child] = place
    while running:
        yield _next_result(running)


def _next_result(running: dict[int, int]) -> tuple[int, int]:
    child, status = os.waitpid(-1, 0)
    result = os.waitstatus_to_exitcode(status)
    return running.pop(child), KILLED if result < 0 else result


def _silenced() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
