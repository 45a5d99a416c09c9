from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from redrisk.errors import RedriskError
from redrisk.intake import iter_notices, read_notice
from tests.intake.truths import everything


def sanction(key: str, person: str | None = None, **properties: Any) -> dict[str, Any]:
    values = {
        "authority": ["INTERPOL"],
        "authorityId": ["2098/5"],
        "country": ["iq"],
        "reason": ["احتيال", "Fraud"],
        "programId": ["INTERPOL-RN"],
    }
    if person:
        values["entity"] = [person]
    return {"id": key, "schema": "Sanction", "properties": values | properties}


def person(key: str, **properties: Any) -> dict[str, Any]:
    values = {"name": ["Quentin Fableman"], "nationality": ["iq"], "notes": ["a scar"]}
    return {"id": key, "schema": "Person", "properties": values | properties}


def test_a_nested_entity() -> None:
    intake = read_notice(person("p", sanctions=[sanction("s")]))
    notice = intake.notice
    assert (notice.issuing_country, notice.nationalities, notice.reference) == (
        "IQ",
        ("IQ",),
        "2098/5",
    )
    assert notice.charges is not None
    assert [charge.text for charge in notice.charges] == ["Fraud"]
    kept = everything(intake.records[0])
    assert "Fableman" not in kept
    assert "scar" not in kept


def test_flat_entities_in_any_order() -> None:
    entities = [sanction("s1", "b"), person("a"), person("b"), sanction("s2", "a", country=["tr"])]
    notices = read_notice(entities).notices
    assert [notice.issuing_country for notice in notices] == ["TR", "IQ"]


@pytest.mark.parametrize("order", ["persons first", "sanctions first", "nested", "mixed"])
def test_an_export_is_streamed(tmp_path: Path, order: str) -> None:
    persons = [person(f"p{i}") for i in range(50)]
    sanctions = [sanction(f"s{i}", f"p{i}") for i in range(50)]
    lines: list[dict[str, Any]] = {
        "persons first": [*persons, *sanctions],
        "sanctions first": [*sanctions, *persons],
        "nested": [person(f"p{i}", sanctions=[sanction(f"s{i}")]) for i in range(50)],
        "mixed": [
            *[{**sanctions[i], "properties": {**sanctions[i]["properties"], "entity": [persons[i]]}}
              for i in range(50)],
        ],
    }[order]  # fmt: skip
    path = tmp_path / "export.ftm.ijson"
    path.write_text("\n".join(map(json.dumps, [{"schema": "Company", "id": "c"}, *lines])), "utf-8")
    records = list(iter_notices(path, format="followthemoney"))
    assert [record.facts["issuing_country"] for record in records] == ["IQ"] * 50


def test_other_sanctions_are_passed_over() -> None:
    other = sanction("s", programId=["EU-XX"], authority=["Council"])
    yellow = sanction("y", programId=["INTERPOL-YN"])
    assert read_notice(person("p", sanctions=[other, yellow])).records == ()


def test_a_code_that_is_no_state_gets_a_message(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_text(json.dumps(person("p", sanctions=[sanction("s", country=["eu"])])), "utf-8")
    record = next(iter_notices(path))
    assert record.notice is None
    assert "country" in str(record.problem)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_text(json.dumps(person("p")) + "\n{oops\n", "utf-8")
    with pytest.raises(RedriskError, match=r"jsonl:2: .*not JSON"):
        list(iter_notices(path))


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    peaks = []
    for count in (2_000, 8_000):
        path = tmp_path / f"{count}.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for i in range(count):
                file.write(json.dumps(person(f"p{i}", sanctions=[sanction(f"s{i}")])) + "\n")
        tracemalloc.start()
        for _ in iter_notices(path):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5
