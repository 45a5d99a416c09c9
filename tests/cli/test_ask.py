"""``redrisk ask``: from nothing to a file that can be scored, left and resumed, input untouched."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from redrisk.cli import group
from redrisk.cli._interview import Interview, asked_before
from redrisk.errors import InvalidInput
from redrisk.intake.case_file import read_one
from redrisk.notice import Notice


def _ask(*args: str, answers: list[str]) -> Result:
    return CliRunner().invoke(group, ["ask", *args], input="\n".join(answers) + "\n")


BEGINNING = ["TR", "", "red_notice", "", "2019-05", "B", "12", "fraud", "", ""]
"""Issuing state, instrument, date with exhibit and page, one charge; the rest without source."""


def test_from_nothing_to_a_file_that_can_be_read(tmp_path: Path) -> None:
    target = tmp_path / "case.yaml"
    result = _ask("--new", str(target), answers=[*BEGINNING, *["unknown"] * 90])
    assert result.exit_code == 0, result.output
    assert "No question is open any more." in result.output
    notice = read_one(target)
    assert isinstance(notice, Notice)
    assert notice.issuing_country == "TR"
    assert notice.standing["notice_date"] == "exhibited"
    assert notice.standing["instrument"] == "asserted"
    assert notice.sources["notice_date"][0].page == "12"
    assert notice.charges is not None
    assert notice.charges[0].text == "fraud"


def test_nothing_of_the_score_is_shown(tmp_path: Path) -> None:
    result = _ask("--new", str(tmp_path / "c.yaml"), answers=[*BEGINNING, *["unknown"] * 90])
    assert not any(word in result.output.lower() for word in ("points", "deciban", "likelihood"))


def test_left_and_resumed_without_touching_the_input(tmp_path: Path) -> None:
    first = tmp_path / "case.yaml"
    _ask("--new", str(first), answers=["TR", "", "unknown", "2019", "", "quit"])
    before = first.read_bytes()
    assert asked_before(first) == ("instrument",)
    result = _ask(str(first), answers=["fraud", "", "", "quit"])
    assert "Red Notice or a diffusion" not in result.output
    assert first.read_bytes() == before
    resumed = read_one(tmp_path / "case-2.yaml")
    assert isinstance(resumed, Notice)
    assert resumed.charges is not None
    assert resumed.notice_date is not None
    again = _ask(str(first), "--again", answers=["quit"])
    assert "Red Notice or a diffusion" in again.output
    assert (tmp_path / "case-3.yaml").exists()


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "case.yaml"
    target.write_text("issuing_country: FR\n", encoding="utf-8")
    result = _ask("--new", str(target), answers=["TR"])
    assert isinstance(result.exception, InvalidInput)
    assert target.read_text(encoding="utf-8") == "issuing_country: FR\n"


def test_nothing_answered_leaves_no_file(tmp_path: Path) -> None:
    target = tmp_path / "case.yaml"
    result = _ask("--new", str(target), answers=["quit"])
    assert result.exit_code == 0
    assert not target.exists()


def test_an_answer_that_can_not_be_used_is_asked_again(tmp_path: Path) -> None:
    target = tmp_path / "case.yaml"
    answers = [
        "unknown",
        "Turkey",
        "TR",
        "",
        "perhaps",
        "red_notice",
        "",
        "2019-13",
        "2019",
        "",
        "quit",
    ]
    result = _ask("--new", str(target), answers=answers)
    assert "the one fact that a notice can't do without" in result.output
    assert "did you mean 'TR'" in result.output
    assert "the words are: red_notice, diffusion" in result.output
    assert "no such day or month" in result.output
    assert read_one(target) is not None


def test_back_undoes_the_last_answer(tmp_path: Path) -> None:
    target = tmp_path / "case.yaml"
    _ask(
        "--new", str(target), answers=["TR", "", "diffusion", "", "back", "red_notice", "", "quit"]
    )
    notice = read_one(target)
    assert isinstance(notice, Notice)
    assert notice.instrument == "red_notice"


def test_why_names_the_rule_and_not_the_effect(tmp_path: Path) -> None:
    result = _ask("--new", str(tmp_path / "c.yaml"), answers=[*BEGINNING, "why", "unknown", "quit"])
    assert "The answer decides RPD Art. 42" in result.output


def test_the_end_of_input_saves(tmp_path: Path) -> None:
    target = tmp_path / "case.yaml"
    result = CliRunner().invoke(group, ["ask", "--new", str(target)], input="TR\n\n")
    assert result.exit_code == 0
    assert "Saved to" in result.output
    assert read_one(target) is not None


def test_records_are_asked_part_by_part() -> None:
    interview = Interview({"issuing_country": "TR"})
    interview.answer("protection", [{"status": "refugee", "country": "DE", "date": "2019"}])
    interview.source("protection", "A", "")
    assert interview.data["sources"] == {"protection": [{"exhibit": "A"}]}
    with pytest.raises(InvalidInput):
        interview.answer("protection", [{"status": "refugees"}])
    assert Notice.parse(interview.data).protection is not None
