from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from redrisk.cli.read import command
from redrisk.errors import RedriskError
from redrisk.intake import case_file

TEXT = """RED NOTICE
Requesting country: Peru
Family name: FABLEMAN
Charge: Theft
Maximum penalty: six years
Date of publication: 03/04/2015
"""


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "raw.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_notice_file_is_written_that_redrisk_reads(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "notice.yaml"
    result = CliRunner().invoke(command, [str(raw), "-o", str(out)])
    assert result.exit_code == 0
    notice = case_file.read_one(out)
    assert notice.plain()["charges"] == [{"text": "Theft", "language": "en", "max_penalty": 72}]
    assert "left open: notice_date" in result.stderr
    assert "2015-04-03 or 2015-03-04" in out.read_text("utf-8")


def test_a_file_that_exists_is_not_written_over(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "notice.yaml"
    out.write_text("mine", "utf-8")
    result = CliRunner().invoke(command, [str(raw), "-o", str(out)])
    assert isinstance(result.exception, RedriskError)
    assert "--force" in str(result.exception)
    assert out.read_text("utf-8") == "mine"
    assert CliRunner().invoke(command, [str(raw), "-o", str(out), "--force"]).exit_code == 0
    assert "issuing_country: PE" in out.read_text("utf-8")


def test_explain_shows_lines_and_fields_and_no_name(raw: Path) -> None:
    result = CliRunner().invoke(command, [str(raw), "--explain"])
    assert "Requesting country: Peru  <- issuing_country" in result.stdout
    assert "Family name: [identity, not kept]" in result.stdout
    assert "FABLEMAN" not in result.output
    assert "\x1b[" not in result.stdout


def test_html_stands_alone(raw: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert CliRunner().invoke(command, [str(raw), "--html", str(page)]).exit_code == 0
    text = page.read_text("utf-8")
    assert "<mark" in text
    assert "http" not in text
    assert "FABLEMAN" not in text


def test_standard_input() -> None:
    result = CliRunner().invoke(command, ["-"], input=TEXT)
    assert result.exit_code == 0
    assert "issuing_country: PE" in result.stdout


def test_what_names_no_state_is_written_for_a_person_to_fill_in(tmp_path: Path) -> None:
    raw = tmp_path / "raw.json"
    warrant = {"issuing_country_id": "914", "charge": "War crimes"}
    raw.write_text(json.dumps({"entity_id": "2098/1", "arrest_warrants": [warrant]}), "utf-8")
    result = CliRunner().invoke(command, [str(raw)])
    assert result.exit_code == 1
    assert "PLEASE FILL IN" in result.stdout
    assert "International Criminal Court" in result.stderr
