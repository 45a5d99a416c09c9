from __future__ import annotations

from pathlib import Path

from redrisk.template import template
from tests.helpers import run


def test_without_a_file_the_template_is_printed() -> None:
    result = run("new")
    assert (result.code, result.out, result.err) == (0, template(), "")


def test_with_a_file_it_is_written_there(tmp_path: Path) -> None:
    result = run("new", tmp_path / "a.yaml")
    assert (result.code, result.out) == (0, "")
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == template()
    assert str(tmp_path / "a.yaml") in result.err


def test_a_file_that_exists_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("mine", encoding="utf-8")
    result = run("new", tmp_path / "a.yaml")
    assert result.code == 2
    assert "exists already" in result.err
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == "mine"


def test_a_place_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    result = run("new", tmp_path / "none" / "a.yaml")
    assert result.code == 2
    assert result.err.startswith("redrisk: ")
    assert result.err.count("\n") == 1
