from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from redrisk.errors import DataError
from training import datasets, notice_page, readme
from training.compile import DATA, compile_data


def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "datasets"
    shutil.copytree(datasets.DATASETS, folder)
    return folder


def test_every_dataset_is_what_its_description_promises() -> None:
    for item in datasets.description()["resources"]:
        datasets.resource(item["name"])
        assert item["licenses"]
        assert item["schema"]["fields"]


def test_every_file_of_data_is_described() -> None:
    described = {item["path"] for item in datasets.description()["resources"]}
    present = {path.name for path in datasets.DATASETS.iterdir() if path.suffix != ".md"}
    assert present - {"datapackage.json"} == described


def test_fewer_rows_than_promised_fail_loudly(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    path = folder / "casebook.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    with pytest.raises(DataError, match=f"{len(lines)} records are promised, {len(lines) - 1}"):
        datasets.casebook(folder)


def test_a_changed_figure_fails_loudly(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    path = folder / "base_rates.csv"
    path.write_text(path.read_text("utf-8").replace("1200", "1201"), encoding="utf-8")
    with pytest.raises(DataError, match="SHA-256"):
        datasets.table("base_rates", folder)
    datasets.describe(folder)
    assert datasets.table("base_rates", folder)


def test_the_compiled_data_are_those_of_the_datasets(tmp_path: Path) -> None:
    compile_data(out=tmp_path)
    for path in sorted(tmp_path.iterdir()):
        assert path.read_bytes() == (DATA / path.name).read_bytes(), path.name


def test_no_title_or_address_of_a_source_is_compiled() -> None:
    for line in (DATA / "casebook.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        assert "note" not in case
        assert all(set(source) == {"publisher"} for source in case["sources"])


def test_namibia_is_a_state() -> None:
    rows = datasets.table("country_year")
    assert any(row["iso2"] == "NA" for row in rows)


def test_pages_made_from_declarations_are_fresh() -> None:
    assert notice_page.PAGE.read_text("utf-8") == notice_page.page()
    text = readme.README.read_text("utf-8")
    assert readme.filled(text) == text
