"""What ``redrisk train`` says and refuses around the saving; tests/learning has what it learns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from redrisk import _shipped_model
from redrisk.learning import train as learning
from redrisk.persistence import load_model
from tests.faults import preparing
from tests.helpers import run
from tests.learning.helpers import cases
from tests.models import a_folder, snapshot


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with cases, in which training only saves a model learned before."""
    monkeypatch.chdir(tmp_path)
    lines = (json.dumps(case.plain()) + "\n" for case in cases())
    (tmp_path / "cases.jsonl").write_text("".join(lines), encoding="utf-8")
    a_folder(tmp_path / "source", name="the new")
    for name in ("judge_against", "train"):  # put back after the test
        monkeypatch.setattr(learning, name, getattr(learning, name))
    preparing.learned_already()
    return tmp_path


def test_the_report_is_saved_with_the_model_and_covered_by_its_hashes(folder: Path) -> None:
    result = run("train", "cases.jsonl", "--out", "model")
    assert (result.code, result.out) == (0, "")
    assert load_model("model").name == "the new"
    assert "# Model card: the new" in (folder / "model/report/model_card.md").read_text("utf-8")
    checked = run("model", "verify", "model")
    pages = len(list((folder / "model" / "report").iterdir()))
    assert f"{pages} of its report" in checked.out
    (folder / "model" / "report" / "model_card.md").write_text("the best card of all", "utf-8")
    assert run("model", "verify", "model").code == 1


def test_a_signature_that_goes_is_said_to_go(folder: Path) -> None:
    a_folder(folder / "model")
    assert run("model", "keygen", "private.pem", "public.pem").code == 0
    assert run("model", "sign", "model", "--key", "private.pem").code == 0
    first = run("train", "cases.jsonl", "--out", "model", "--no-report")
    assert first.code == 0
    assert "the former model's signature went with it; sign the new one" in first.err
    assert run("model", "verify", "model", "--key", "public.pem").code == 1
    assert "signature" not in run("train", "cases.jsonl", "--out", "model", "--no-report").err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--out", "papers"), "holds files that are no model; name another folder"),
        (("--out", "cases.jsonl"), "is no folder; name another place"),
        (("--out", "cases.jsonl/model"), "can't be written: Not a directory"),
        (("--out", "mine"), "notes.txt is no file of the model that lies there"),
        (("--out", "new", "--name", _shipped_model.NAME), "is the shipped model's name"),
    ],
)
def test_a_place_or_name_that_will_not_do_is_refused_before_anything_is_learned(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    (folder / "papers").mkdir()
    (folder / "papers" / "letter.txt").write_text("mine")
    a_folder(folder / "mine")
    (folder / "mine" / "notes.txt").write_text("mine")
    monkeypatch.setattr(learning, "judge_against", lambda *_, **__: pytest.fail("learned"))
    before = snapshot(folder)
    result = run("train", "cases.jsonl", *arguments)
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    assert result.err.count("\n") == 1
    assert snapshot(folder) == before
