from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.helpers import ROOT

HEAVY = ("numpy", "scipy", "sklearn", "pandas", "joblib", "pyarrow", "openpyxl", "yaml", "click")
SCORE = "redrisk.score({'issuing_country': 'TR', 'notice_date': '2015', 'political_profile': True})"


def loaded_after(code: str) -> set[str]:
    print_modules = "import sys; print(*{name.split('.')[0] for name in sys.modules})"
    output = subprocess.run(  # noqa: S603
        [sys.executable, "-c", f"{code}\n{print_modules}"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return set(output.split())


@pytest.mark.parametrize("code", ["import redrisk", f"import redrisk; {SCORE}.explain()"])
def test_importing_and_scoring_load_nothing_heavy(code: str) -> None:
    allowed = (
        {"yaml"} if "score" in code else set()
    )  # plain data are read by the case file's parser
    assert loaded_after(code) & {*HEAVY} - allowed == set()


def test_the_test_sees_what_is_loaded() -> None:
    assert "yaml" in loaded_after("import redrisk.intake.case_file")


def test_no_network_is_touched_at_import() -> None:
    assert loaded_after("import redrisk") & {"socket", "ssl", "urllib3", "requests"} == set()
