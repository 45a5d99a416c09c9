"""Reads datasets/ against datasets/datapackage.json, and fails loudly where they differ.

The description follows the layout of a Frictionless data package: each resource names its file,
fields, licence, sources, SHA-256 and number of records.
"""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

from redrisk.case import Case
from redrisk.errors import DataError

ROOT = Path(__file__).parent.parent
DATASETS = ROOT / "datasets"


def description(folder: Path = DATASETS) -> dict[str, Any]:
    """The data package description."""
    text = (folder / "datapackage.json").read_text(encoding="utf-8")
    package: dict[str, Any] = json.loads(text)
    return package


def resource(name: str, folder: Path = DATASETS) -> tuple[dict[str, Any], bytes]:
    """A resource's description and its bytes, once they agree.

    Raises
    ------
    DataError
        If the file is absent, or its hash or number of records is not what is promised.
    """
    described = {item["name"]: item for item in description(folder)["resources"]}
    if name not in described:
        raise DataError(f"datapackage.json describes no {name!r}; it has: {', '.join(described)}")
    item = described[name]
    path = folder / item["path"]
    if not path.is_file():
        raise DataError(f"{path}: the file is missing")
    content = path.read_bytes().replace(b"\r\n", b"\n")
    found = records_in(item["path"], content)
    if found != item["records"]:
        raise DataError(f"{path}: {item['records']} records are promised, {found} are there")
    digest = hashlib.sha256(content).hexdigest()
    if digest != item["sha256"]:
        raise DataError(
            f"{path}: the SHA-256 is {digest}, not {item['sha256']}; if the change is meant, "
            "run: python -m training --describe"
        )
    return item, content


def records_in(path: str, content: bytes) -> int:
    """How many records a file holds: rows of a CSV, lines of a JSONL, members of a JSON list."""
    text = content.decode("utf-8")
    if path.endswith(".csv"):
        return sum(1 for _ in csv.reader(text.splitlines())) - 1
    if path.endswith(".jsonl"):
        return sum(1 for line in text.split("\n") if line.strip())
    return len(json.loads(text))


def table(name: str, folder: Path = DATASETS) -> list[dict[str, str]]:
    """The rows of a CSV resource, every cell as text.

    Raises
    ------
    DataError
        If the columns are not the described ones, or the file is not what is promised.
    """
    item, content = resource(name, folder)
    reader = csv.DictReader(content.decode("utf-8").splitlines())
    promised = [field["name"] for field in item["schema"]["fields"]]
    if list(reader.fieldnames or []) != promised:
        raise DataError(f"{item['path']}: the columns are {reader.fieldnames}, not {promised}")
    return list(reader)


def casebook(folder: Path = DATASETS) -> tuple[Case, ...]:
    """Every case of the casebook, in the order of the file.

    Raises
    ------
    DataError
        If the file is not what is promised, or a case id stands twice.
    InvalidInput
        If a case can't be read.
    """
    item, content = resource("casebook", folder)
    cases = []
    for number, line in enumerate(content.decode("utf-8").split("\n"), start=1):
        if line.strip():
            cases.append(Case.parse(json.loads(line), f"{item['path']}:{number}"))
    ids = [case.case_id for case in cases]
    if len(set(ids)) != len(ids):
        twice = sorted({case_id for case_id in ids if ids.count(case_id) > 1})
        raise DataError(f"{item['path']}: case ids stand twice: {', '.join(twice)}")
    return tuple(cases)


def affairs(folder: Path = DATASETS) -> dict[str, str]:
    """Case id to the affair it belongs to, for cases that share a person or an affair."""
    return {row["case_id"]: row["affair"] for row in table("affairs", folder)}


def describe(folder: Path = DATASETS) -> None:
    """Write the present hash and number of records of every file into the description."""
    package = description(folder)
    for item in package["resources"]:
        content = (folder / item["path"]).read_bytes().replace(b"\r\n", b"\n")
        item["sha256"] = hashlib.sha256(content).hexdigest()
        item["records"] = records_in(item["path"], content)
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
