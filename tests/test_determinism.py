"""The same input gives the same bytes, whatever the environment; of what: docs/determinism.md."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import reproduced
from tests.helpers import ROOT

PROGRAM = ROOT / "tests" / "reproduced.py"
EXAMPLES = ROOT / "examples"
ORDINARY = ["core", "appendix", "table"]
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS", "ARROW_NUM_THREADS")


def threads(number: int) -> dict[str, str]:
    return dict.fromkeys(THREADS, str(number))


TURKISH = {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}
SINGLE: dict[str, dict[str, str]] = {
    "hash seed 0": {"PYTHONHASHSEED": "0"},
    "hash seed 1": {"PYTHONHASHSEED": "1"},
    "random hash seed": {"PYTHONHASHSEED": "random"},
    "locale C": {"LC_ALL": "C"},
    "locale C.UTF-8": {"LC_ALL": "C.UTF-8"},
    "Turkish locale": TURKISH,
    # As in Kiritimati and in Los Angeles; written so that no table of zones is needed.
    "a day ahead": {"TZ": "<+14>-14"},
    "a day behind": {"TZ": "<-08>8<-07>,M3.2.0,M11.1.0"},
    "one thread": threads(1),
    "four threads": threads(4),
    "no assertions": {"PYTHONOPTIMIZE": "1"},
    "another year": {"SOURCE_DATE_EPOCH": "1"},
}
JOINED: dict[str, dict[str, str]] = {
    "east": SINGLE["hash seed 0"] | SINGLE["locale C"] | SINGLE["a day ahead"] | threads(1),
    "Turkey": SINGLE["hash seed 1"] | TURKISH | SINGLE["a day behind"] | threads(4),
    "elsewhere": SINGLE["random hash seed"] | SINGLE["locale C.UTF-8"] | SINGLE["another year"],
}


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where a Turkish locale is, if this system can make one."""
    if shutil.which("localedef") is None:
        return {}
    folder = tmp_path_factory.mktemp("locales")
    command = ["localedef", "-i", "tr_TR", "-f", "UTF-8", str(folder / "tr_TR.UTF-8")]
    made = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    return {"LOCPATH": str(folder)} if made.returncode in (0, 1) and any(folder.iterdir()) else {}


def reproduce(
    folder: Path,
    parts: list[str],
    changes: dict[str, str],
    python: str = sys.executable,
    cwd: Path = ROOT,
) -> dict[str, Any]:
    """What the program prints in another environment."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONHASHSEED", "TZ", "LANG", "LC_ALL", "PYTHONPATH", *THREADS}
    }
    if python == sys.executable:
        environment["PYTHONPATH"] = str(ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(  # noqa: S603
        [python, "-P", str(PROGRAM), str(EXAMPLES), str(folder), *parts],
        env=environment | changes, cwd=cwd, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The digests in the environment of the tests."""
    found: dict[str, str] = reproduce(tmp_path_factory.mktemp("here"), ORDINARY, {})["digests"]
    return found


def test_everything_that_is_written_is_compared(here: dict[str, str]) -> None:
    notices = sorted(EXAMPLES.glob("*.yaml"))
    assert len(here) == len(notices) * 4 + 4 * 2 + 4
    assert len(set(here.values())) == len(here)


@pytest.mark.parametrize("name", JOINED)
def test_the_environment_changes_no_byte(
    name: str, here: dict[str, str], locales: dict[str, str], tmp_path: Path
) -> None:
    told = reproduce(tmp_path / "other", ORDINARY, JOINED[name] | locales, cwd=tmp_path)
    assert told["digests"] == here
    if name == "Turkey" and locales:
        assert told["locale"].startswith("tr_TR")


@pytest.mark.slow
@pytest.mark.parametrize("name", SINGLE)
def test_no_single_setting_changes_a_byte(
    name: str, here: dict[str, str], locales: dict[str, str], tmp_path: Path
) -> None:
    told = reproduce(tmp_path, ORDINARY, SINGLE[name] | locales)
    assert told["digests"] == here


def test_without_docstrings_nothing_is_said_rather_than_less() -> None:
    code = "import redrisk; print(redrisk.score({'issuing_country': 'TR'}).checks)"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-OO", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "run Python without -OO" in done.stderr


@pytest.mark.slow
def test_threads_change_no_byte_of_a_card(tmp_path: Path) -> None:
    one = reproduce(tmp_path / "1", ["train"], threads(1) | {"PYTHONHASHSEED": "1"})
    four = reproduce(tmp_path / "4", ["train"], threads(4) | {"PYTHONHASHSEED": "2"})
    assert one["digests"] == four["digests"]


def interpreter(version: str) -> str | None:
    """A Python of this version: on the path, or among those that pyenv keeps."""
    found = shutil.which(f"python{version}")
    kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    for candidate in (found, *map(str, kept)):
        if candidate:
            asked = subprocess.run(  # noqa: S603
                [candidate, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            if asked.stdout.strip() == version:
                return candidate
    return None


@pytest.mark.slow
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_another_python_and_the_bare_installation_change_no_byte(
    version: str, here: dict[str, str], tmp_path: Path
) -> None:
    found = interpreter(version)
    if found is None:
        pytest.skip(f"no Python {version} on this machine")
    subprocess.run([found, "-m", "venv", str(tmp_path / "venv")], check=True)  # noqa: S603
    python = next(
        path
        for path in (tmp_path / "venv/bin/python", tmp_path / "venv/Scripts/python.exe")
        if path.exists()
    )
    install = [str(python), "-m", "pip", "install", "--quiet", str(ROOT)]
    done = subprocess.run(install, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        pytest.skip(f"pip can't install: {done.stderr.strip().splitlines()[-1][:200]}")
    told = reproduce(tmp_path / "out", ["core"], {}, python=str(python), cwd=tmp_path)
    core = {name: here[name] for name in told["digests"]}
    assert told["digests"] == core
    assert len(core) == len(list(EXAMPLES.glob("*.yaml"))) * 4


def test_the_parts_are_all_run_somewhere() -> None:
    assert set(reproduced.PARTS) == {*ORDINARY, "train"}
