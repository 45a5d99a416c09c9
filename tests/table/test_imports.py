"""What is loaded: nothing heavy until a table is scored, and each extra only when it is used."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.helpers import ROOT

HEAVY = frozenset({
    "numpy", "scipy", "sklearn", "pandas", "polars", "pyarrow", "narwhals", "duckdb", "dask",
    "distributed", "matplotlib", "joblib", "interpret", "docx", "xlsxwriter", "typst", "pypdf",
})  # fmt: skip
SCORE_A_TABLE = (
    "import pyarrow as pa, redrisk\nredrisk.score_table(pa.table({'issuing_country': ['FR']}))"
)


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def loaded_after(code: str) -> frozenset[str]:
    done = run(f"{code}\nimport sys; print(*{{name.partition('.')[0] for name in sys.modules}})")
    assert done.returncode == 0, done.stderr
    return frozenset(done.stdout.splitlines()[-1].split()) & HEAVY


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import redrisk", ""),
        ("from redrisk import score_table", ""),
        ("from redrisk.cli import main, table, card", ""),
        (
            SCORE_A_TABLE,
            "numpy pyarrow narwhals",
        ),
    ],
)
def test_only_what_is_needed_is_loaded(code: str, expected: str) -> None:
    assert loaded_after(code) - {"pandas"} == set(expected.split())


def test_the_score_command_loads_nothing_heavy() -> None:
    example = min((ROOT / "examples").glob("*.yaml"))
    code = (
        f"import sys; sys.argv = ['redrisk', 'score', {str(example)!r}]\n"
        "from redrisk.cli import main\ntry: main()\nexcept SystemExit: pass"
    )
    assert loaded_after(code) == set()


def test_a_missing_extra_is_one_line_that_names_the_command() -> None:
    done = run(
        "import sys; sys.modules['narwhals'] = sys.modules['narwhals.stable'] = None\n"
        "sys.modules['narwhals.stable.v2'] = None\n"
        "import redrisk\n"
        "try: redrisk.score_table([])\n"
        "except redrisk.RedriskError as error: print(error)"
    )
    assert done.stdout == (
        "scoring a table needs optional packages: pip install 'redrisk[table]'\n"
    )
