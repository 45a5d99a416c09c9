"""What several test modules need: short builders, and the command line run in this process."""

from __future__ import annotations

import contextlib
import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from redrisk.case import Case
from redrisk.cli import main
from redrisk.context import StateContext, StateIndices, shipped_context
from redrisk.facts import FACT
from redrisk.notice import Notice
from redrisk.view import Range, View

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def a_notice(**facts: Any) -> Notice:
    return Notice.parse({"issuing_country": "TR", **facts})


def a_case(notice: dict[str, Any], **outcome: Any) -> Case:
    return Case.parse(
        {
            "case_id": "ZZ-test",
            "notice": {"issuing_country": "TR", **notice},
            "outcome": {"label": "rejected", **outcome},
        }
    )


def a_context(**values: list[float | None]) -> StateContext:
    """One context for tests: the same indices in every year for each state named."""
    years = range(1899, 2101)
    return StateContext(
        {
            "indices": ["rule_of_law", "free_expression"],
            "translation": {
                "rule_of_law": {"from": "rule_of_law", "intercept": 0, "slope": 1},
                "free_expression": {"from": "free_expression", "intercept": 0, "slope": 1},
            },
            "states": {
                state: {str(year): indices for year in years} for state, indices in values.items()
            },
            "last_year": 2100,
        }
    )


def read(fact: str, notice: Notice) -> Range:
    return FACT[fact].read(View(notice, shipped_context()))


def indices_of(notice: Notice, context: StateContext) -> StateIndices:
    return View(notice, context).indices


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


def run(*arguments: str | Path, stdin: bytes = b"") -> Run:
    """The command line as a shell would run it, without the cost of a new process."""
    streams = {
        "stdin": io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"),
        "stdout": io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n"),
        "stderr": io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n"),
    }
    code: object = 0
    with contextlib.ExitStack() as stack:
        stack.enter_context(mock.patch.object(sys, "argv", ["redrisk", *map(str, arguments)]))
        for name, stream in streams.items():
            stack.enter_context(mock.patch.object(sys, name, stream))
        try:
            main()
        except SystemExit as stop:
            code = stop.code or 0
        out, err = (_written(streams[name]) for name in ("stdout", "stderr"))
    assert isinstance(code, int)
    return Run(code, out, err)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode("utf-8")
