"""redrisk table: every format in and out, whole files or none, and words a person can act on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.feather
import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result

import redrisk
from redrisk.cli import group
from redrisk.errors import InvalidInput, RedriskError
from redrisk.table import files
from redrisk.writing import PART
from tests.helpers import ROOT
from tests.table.rows import Columns, differences, random_columns, scored_one_by_one

SCORES = ("points", "points_even", "reported_points", "band", "known_facts", "warnings")


@pytest.fixture(scope="module")
def columns() -> Columns:
    return random_columns(300, seed=21)


@pytest.fixture(scope="module")
def expected(columns: Columns) -> dict[str, list[Any]]:
    return scored_one_by_one(columns)


def write(path: Path, columns: Columns) -> Path:
    table = pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
    if path.suffix == ".csv":
        pyarrow.csv.write_csv(table, path)
    elif path.suffix == ".parquet":
        pyarrow.parquet.write_table(table, path)
    elif path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in table.to_pylist()), "utf-8")
    elif path.suffix == ".feather":
        pyarrow.feather.write_feather(table, path)
    else:
        with pa.ipc.new_stream(path, table.schema) as stream:
            stream.write_table(table)
    return path


def read(path: Path) -> dict[str, list[Any]]:
    (table,) = [batch.table for batch in files.read_batches(path)]
    got: dict[str, list[Any]] = table.to_pydict()
    for name in ("points", "points_even", "reported_points", "known_facts"):
        got[name] = [None if cell in (None, "") else int(cell) for cell in got[name]]
    got["warnings"] = [cell or "" for cell in got["warnings"]]
    return got


def run(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["table", *map(str, arguments)])


@pytest.mark.parametrize("source", [".csv", ".parquet", ".jsonl", ".feather", ".arrow"])
@pytest.mark.parametrize("target", [".csv", ".tsv", ".parquet", ".jsonl", ".arrow"])
def test_every_format_in_and_out(
    source: str, target: str, tmp_path: Path, columns: Columns, expected: dict[str, list[Any]]
) -> None:
    output = tmp_path / f"out{target}"
    result = run(write(tmp_path / f"in{source}", columns), "-o", output)
    assert result.exit_code == 0, result.exception
    assert "300 rows in" in result.stderr
    got = read(output)
    assert differences(expected, {name: got[name] for name in SCORES}) == {}
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_several_batches_make_one_file(
    tmp_path: Path, columns: Columns, expected: dict[str, list[Any]], monkeypatch: Any
) -> None:
    monkeypatch.setattr(files, "BATCH", 37)
    for source in (".parquet", ".jsonl", ".arrow"):
        output = tmp_path / f"out{source}.parquet"
        assert run(write(tmp_path / f"in{source}", columns), "-o", output).exit_code == 0
        got = pyarrow.parquet.read_table(output).to_pydict()
        assert differences(expected, {name: got[name] for name in SCORES}) == {}


def test_a_bad_cell_stops_with_its_row_and_leaves_nothing(tmp_path: Path) -> None:
    source, output = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("issuing_country,notice_date\nFR,2015\nRU,20x15\n")
    result = run(source, "-o", output)
    assert isinstance(result.exception, InvalidInput)
    assert f"{source}: row 3, column 'notice_date'" in str(result.exception)
    assert list(tmp_path.iterdir()) == [source]
    assert run(source, "-o", output, "--unreadable", "unknown").exit_code == 0
    assert read(output)["warnings"][1].endswith("unreadable:notice_date")


def test_a_file_that_exists_is_kept_unless_forced(tmp_path: Path, columns: Columns) -> None:
    source, output = write(tmp_path / "in.csv", columns), tmp_path / "out.csv"
    output.write_text("mine")
    result = run(source, "-o", output)
    assert isinstance(result.exception, RedriskError)
    assert "exists already" in str(result.exception)
    assert output.read_text() == "mine"
    assert run(source, "-o", output, "--force").exit_code == 0
    assert len(read(output)["points"]) == 300


def test_explain_levels_prior_and_mapping(tmp_path: Path) -> None:
    source, output, mapping = (tmp_path / name for name in ("in.csv", "out.csv", "map.yaml"))
    source.write_text("asked by;politics\nRU;ja\nFR;nein\n")
    mapping.write_text(
        "columns: {asked by: issuing_country, politics: political_profile}\n"
        "values: {political_profile: {ja: 'yes', nein: 'no'}}\n"
    )
    result = run(source, "-o", output, "--mapping", mapping, "--explain", "--levels",
                 "--prior", "0.2")  # fmt: skip
    assert result.exit_code == 0, result.exception
    got = read(output)
    one = redrisk.score({"issuing_country": "RU", "political_profile": True}, prior=0.2)
    assert got["points"][0] == one.points
    assert float(got["risk"][0]) == one.risk
    assert got["level_political_profile"] == ["yes", "no"]
    assert int(got["points_of_political_profile"][0]) == one.points


def test_summary_counts_steps_states_and_families(tmp_path: Path, columns: Columns) -> None:
    result = run(write(tmp_path / "in.csv", columns), "--summary")
    assert result.exit_code == 0, result.exception
    assert "300 notices scored" in result.stdout
    for heading in ("Verbal step", "By issuing state", "By offence family"):
        assert heading in result.stdout
    assert "  RU " in result.stdout
    assert "economic" in result.stdout
    assert "#" in result.stdout


def test_notices_as_redrisk_writes_them_are_read(tmp_path: Path) -> None:
    notices: list[dict[str, Any]] = [
        {"issuing_country": "RU", "roles": ["journalist"], "protection": [],
         "warrant": {"date": "2020"}, "notice_date": "2016",
         "answers": {"charge_after_dissent": True}, "charges": [{"text": "fraud"}],
         "political_activity": [{"kind": "protest", "date": "2015-12"}]},
        {"issuing_country": "FR"},
    ]  # fmt: skip
    source, output = tmp_path / "in.jsonl", tmp_path / "out.parquet"
    source.write_text("".join(json.dumps(notice) + "\n" for notice in notices))
    assert run(source, "-o", output).exit_code == 0
    got = pyarrow.parquet.read_table(output).to_pydict()
    for row, notice in enumerate(notices):
        one = redrisk.score(notice)
        assert (got["points"][row], got["known_facts"][row]) == (one.points, one.known_facts)
        assert got["warnings"][row] == ";".join(warning.code for warning in one.warnings)


def test_followthemoney_is_told_from_its_first_line(tmp_path: Path) -> None:
    sanction = {
        "id": "s",
        "schema": "Sanction",
        "properties": {
            "programId": ["INTERPOL-RN"],
            "country": ["ru"],
            "reason": ["fraud"],
            "entity": ["p"],
        },
    }
    person = {"id": "p", "schema": "Person", "properties": {"nationality": ["ru"]}}
    source, output = tmp_path / "in.jsonl", tmp_path / "out.parquet"
    source.write_text("".join(json.dumps(entity) + "\n" for entity in (person, sanction)))
    result = run(source, "-o", output)
    assert result.exit_code == 0, result.exception
    got = pyarrow.parquet.read_table(output).to_pydict()
    assert got["issuing_country"] == ["RU"]
    assert "charge_placed_by_text" in got["warnings"][0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["in.csv"], "-o OUT or --summary is needed"),
        (["in.txt", "-o", "out.csv"], "none of the files that are read"),
        (["in.csv", "-o", "out.docx"], "none of the files that are written"),
        (["absent.csv", "-o", "out.csv"], "can't be read: No such file"),
        (["broken.parquet", "-o", "out.csv"], "can't be read"),
        (["in.csv", "-o", "out.csv", "--prior", "odd"], "'odd' is neither a named prior"),
    ],
)
def test_mistakes_are_said(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in.csv").write_text("issuing_country\nFR\n")
    Path("in.txt").write_text("")
    Path("broken.parquet").write_bytes(b"PAR1 cut off")
    result = run(*arguments)
    assert isinstance(result.exception, RedriskError)
    assert said in str(result.exception)
    assert not list(tmp_path.glob("out*"))


def test_a_missing_extra_is_one_line_with_the_command(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['narwhals'] = sys.modules['narwhals.stable'] = None; "
        "sys.modules['narwhals.stable.v2'] = sys.modules['pyarrow'] = None; "
        "sys.argv = ['redrisk', 'table', 'in.csv', '-o', 'out.csv']; "
        "from redrisk.cli import main; main()"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == (
        "redrisk: redrisk table needs optional packages: pip install 'redrisk[table]'\n"
    )


@pytest.mark.slow
def test_a_killed_run_leaves_no_half_file_and_the_next_is_whole(tmp_path: Path) -> None:
    columns = random_columns(2_000, seed=1)
    table = pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
    source, output = tmp_path / "in.parquet", tmp_path / "out.parquet"
    with pyarrow.parquet.ParquetWriter(source, table.schema) as writer:
        for _ in range(1_000):
            writer.write_table(table)
    command = [sys.executable, "-c", "from redrisk.cli import main; main()"]
    command += ["table", str(source), "-o", str(output)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run_to_be_killed = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and _written(tmp_path) < 10_000:
        time.sleep(0.05)
    assert _written(tmp_path)
    assert run_to_be_killed.poll() is None
    run_to_be_killed.send_signal(signal.SIGKILL)
    run_to_be_killed.wait()
    assert not output.exists()
    subprocess.run(command, env=environment, check=True, capture_output=True)  # noqa: S603
    assert pyarrow.parquet.read_metadata(output).num_rows == 2_000_000
    assert not _written(tmp_path)


def _written(folder: Path) -> int:
    """The size of what is not whole yet."""
    return sum(path.stat().st_size for path in folder.glob(f".*{PART}"))
