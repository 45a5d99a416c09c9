from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from redrisk.cli.cases import command
from redrisk.errors import RedriskError
from redrisk.intake import case_file

TABLE = "id;Land;Ergebnis;Datum\nA-1;NA;abgelehnt;2019\nA-2;Namibien;abgelehnt;2019\n"
MAPPING = """
columns: {id: case_id, Land: issuing_country, Ergebnis: outcome_label, Datum: outcome_date}
values: {outcome_label: {abgelehnt: rejected}}
"""


def _files(tmp_path: Path) -> tuple[Path, Path, Path]:
    table, mapping, out = tmp_path / "t.csv", tmp_path / "m.yaml", tmp_path / "cases.jsonl"
    table.write_text(TABLE, "utf-8")
    mapping.write_text(MAPPING, "utf-8")
    return table, mapping, out


def test_a_bad_row_stops_the_import_and_is_named(tmp_path: Path) -> None:
    table, mapping, out = _files(tmp_path)
    result = CliRunner().invoke(
        command, ["import", str(table), "--mapping", str(mapping), "-o", str(out)]
    )
    assert isinstance(result.exception, RedriskError)
    assert "row 3, column 'Land'" in result.stderr
    assert not out.exists()


def test_the_good_rows_can_be_imported(tmp_path: Path) -> None:
    table, mapping, out = _files(tmp_path)
    arguments = ["import", str(table), "--mapping", str(mapping), "-o", str(out), "--skip-errors"]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 1
    entries = list(case_file.read_entries(out))
    assert [entry.value.plain()["case_id"] for entry in entries if entry.value] == ["A-1"]
    assert json.loads(out.read_text("utf-8"))["notice"]["issuing_country"] == "NA"


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text("hello", "utf-8")
    result = CliRunner().invoke(command, ["import", str(path)])
    assert "is not a table" in str(result.exception)
