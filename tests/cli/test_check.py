"""``redrisk check``: every rule a line, unconfirmed wording apart, the day stated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from redrisk.checks import RULES
from redrisk.cli import group


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "notice.yaml"
    path.write_text(
        "issuing_country: AE\n"
        "instrument: red_notice\n"
        "notice_date: 2018-03-01\n"
        "host_country: GB\n"
        "identity_set_complete: no\n"
        "individual_acts_described: no\n"
        "charges:\n  - {text: bounced cheque, max_penalty: 18}\n"
        "answers: {particular_importance: no, foo: yes}\n",
        encoding="utf-8",
    )
    return path


def test_json_has_one_object_a_line_and_rule(file: Path) -> None:
    result = CliRunner().invoke(group, ["check", str(file), "--json", "--as-of", "2024-01-01"])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["rule"] for row in rows] == list(RULES)
    assert {"rule", "result", "text_confirmed", "reason", "facts", "question", "citation"} <= set(
        rows[0]
    )
    penalty = next(row for row in rows if row["rule"] == "R83-1a-ii-p")
    assert penalty["result"] == "FAIL (text unconfirmed)"
    assert penalty["facts"]["charges[0].max_penalty"] == 18
    assert penalty["citation"]["paragraph"] == "1"
    assert penalty["as_of"] == "2024-01-01"
    assert "maximum penalty 18 months, below the 24 required" in penalty["reason"]
    assert "answers.foo is read by no rule" in result.stderr


def test_print_keeps_unconfirmed_wording_apart_and_states_the_day(file: Path) -> None:
    result = CliRunner().invoke(group, ["check", str(file), "--as-of", "2024-01-01"])
    confirmed, unconfirmed = result.stdout.split("Rules with unconfirmed wording, not counted")
    assert "Day of assessment: 2024-01-01." in confirmed
    assert "1 not satisfied" in confirmed
    assert "R83-2b-i  FAIL" in confirmed
    assert "R83-2a  FAIL" not in confirmed
    assert "R83-2a  FAIL (text unconfirmed)" in unconfirmed
    assert "Extradition Act 2003" in unconfirmed
    assert "point" not in result.stdout.replace("points to", "").replace("points both", "")


def test_without_a_day_it_says_so(file: Path) -> None:
    result = CliRunner().invoke(group, ["check", str(file)])
    assert "No day of assessment given" in result.stdout


def test_the_grid_is_a_table(file: Path) -> None:
    result = CliRunner().invoke(group, ["check", str(file), "--grid"])
    assert "| RPD Art. 83(2)(b)(i) | individual_acts_described | none yet |" in result.stdout


def test_bad_records_and_days_are_named(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("issuing_country: TUR\n", encoding="utf-8")
    result = CliRunner().invoke(group, ["check", str(bad)])
    assert result.exit_code == 2
    assert "issuing_country" in result.stderr
    day = CliRunner().invoke(group, ["check", str(bad), "--as-of", "yesterday"])
    assert "a day is written" in str(day.exception)
