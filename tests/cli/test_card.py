from __future__ import annotations

from pathlib import Path

import pytest

from redrisk.card_text import card_text, worked_sum
from redrisk.intake.case_file import read_one
from redrisk.persistence import load_model
from redrisk.scoring import score
from tests.helpers import EXAMPLES, ROOT, run


def test_the_card_is_printed_whole() -> None:
    result = run("card")
    assert (result.code, result.err) == (0, "")
    assert result.out == card_text(load_model())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_with_a_notice_its_sum_is_worked_out(path: Path) -> None:
    result = run("card", path)
    assert (result.code, result.out) == (0, worked_sum(score(read_one(path))))


def test_a_bad_notice_is_exit_2(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("issuing_country: UK\n", encoding="utf-8")
    result = run("card", tmp_path / "a.yaml")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"redrisk: {tmp_path / 'a.yaml'}:1: issuing_country: ")


def test_another_model_can_be_printed() -> None:
    assert run("card", "--model", ROOT / "redrisk" / "model").out == run("card").out
    assert run("card", "--model", ROOT / "nowhere").code == 2
