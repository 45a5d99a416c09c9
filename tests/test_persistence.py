from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from redrisk.errors import ModelError
from redrisk.persistence import DATA_FILES, FILES, FORMAT, load_model, spread_json, write_model
from redrisk.scoring import score
from tests.helpers import ROOT, a_notice

SHIPPED = ROOT / "redrisk" / "model"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "model"))


def edit(folder: Path, name: str, change: Callable[[Any], Any], *, seal: bool = True) -> None:
    """Change a file, and its hash in the manifest too if sealed."""
    content = json.dumps(change(json.loads((folder / name).read_text(encoding="utf-8")))).encode()
    (folder / name).write_bytes(content)
    if seal and name != "manifest.json":
        digest = hashlib.sha256(content).hexdigest()
        edit(folder, "manifest.json", lambda m: m | {"files": m["files"] | {name: digest}})


def test_a_copy_of_the_model_scores_as_the_shipped_one(folder: Path) -> None:
    notice = a_notice(political_profile=True, notice_date="2015")
    assert score(notice, model=load_model(folder)).to_json() == score(notice).to_json()
    assert score(notice, model=load_model(str(folder))).to_json() == score(notice).to_json()


def test_the_shipped_model_is_read_once() -> None:
    assert load_model() is load_model()


@pytest.mark.parametrize("name", FILES)
def test_a_changed_byte_is_refused(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(bytes(content))
    with pytest.raises(ModelError, match=f"{name} is not the file that the manifest names"):
        load_model(folder)


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_missing_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"{name} can't be read"):
        load_model(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_the_manifest_does_not_name_is_refused(folder: Path, name: str) -> None:
    edit(
        folder,
        "manifest.json",
        lambda m: m | {"files": {k: v for k, v in m["files"].items() if k != name}},
    )
    with pytest.raises(ModelError, match=name):
        load_model(folder)


@pytest.mark.parametrize("number", [FORMAT + 1, 0, "1", None, [1], 1.5])
def test_an_unknown_format_is_refused(folder: Path, number: object) -> None:
    edit(folder, "manifest.json", lambda m: m | {"format": number})
    with pytest.raises(ModelError, match="this version reads"):
        load_model(folder)


@pytest.mark.parametrize("name", DATA_FILES)
def test_other_data_are_refused(folder: Path, name: str) -> None:
    edit(folder, "manifest.json", lambda m: m | {"data": m["data"] | {name: "0" * 64}})
    with pytest.raises(ModelError, match="another edition of data"):
        load_model(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[1", b"[" * 200_000])
def test_a_manifest_that_is_no_json_is_refused(folder: Path, content: bytes) -> None:
    (folder / "manifest.json").write_bytes(content)
    with pytest.raises(ModelError, match=r"manifest\.json is not JSON"):
        load_model(folder)


@pytest.mark.parametrize("place", ["nowhere", "manifest.json"])
def test_what_is_no_folder_is_refused(folder: Path, place: str) -> None:
    with pytest.raises(ModelError, match="can't be read"):
        load_model(folder / place)


def without_first_feature(card: dict[str, Any]) -> dict[str, Any]:
    return card | {"features": card["features"][1:]}


def without_bounds(card: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in card.items() if key != "bounds"}


def with_short_covariance(card: dict[str, Any]) -> dict[str, Any]:
    return card | {"covariance": card["covariance"][1:]}


def with_points_as_text(card: dict[str, Any]) -> dict[str, Any]:
    first, *rest = card["features"]
    return card | {"features": [first | {"points": dict.fromkeys(first["points"], "3")}, *rest]}


@pytest.mark.parametrize(
    "change", [without_first_feature, without_bounds, with_short_covariance, with_points_as_text]
)
def test_a_card_of_another_form_is_refused(folder: Path, change: Callable[[Any], Any]) -> None:
    edit(folder, "card.json", change)
    with pytest.raises(ModelError, match="has not the form"):
        load_model(folder)


def with_points_as_list(card: dict[str, Any]) -> dict[str, Any]:
    first, *rest = card["features"]
    return card | {"features": [first | {"points": [1, 2]}, *rest]}


def test_points_of_another_kind_are_refused(folder: Path) -> None:
    edit(folder, "card.json", with_points_as_list)
    with pytest.raises(ModelError):
        load_model(folder)


@pytest.mark.parametrize("part", ["files", "data"])
def test_a_manifest_of_another_form_is_refused(folder: Path, part: str) -> None:
    edit(folder, "manifest.json", lambda m: m | {part: []})
    with pytest.raises(ModelError):
        load_model(folder)


@pytest.mark.parametrize(
    "bounds", [{"lower": "a", "upper": 5}, {"lower": 5, "upper": -5}, {"lower": None, "upper": 5}]
)
def test_bounds_that_bound_nothing_are_refused(folder: Path, bounds: dict[str, Any]) -> None:
    edit(folder, "card.json", lambda card: card | {"bounds": bounds})
    with pytest.raises(ModelError):
        load_model(folder)


def test_what_is_written_is_read_back(folder: Path, tmp_path: Path) -> None:
    contents = {name: json.loads((folder / name).read_text(encoding="utf-8")) for name in FILES}
    write_model(tmp_path / "again", contents)
    again = load_model(tmp_path / "again")
    shipped = load_model()
    assert (again.card, again.evidence, again.metrics) == (
        shipped.card,
        shipped.evidence,
        shipped.metrics,
    )
    assert again.rows == shipped.rows
    write_model(tmp_path / "once more", contents)
    for name in (*FILES, "manifest.json"):
        twice = [(tmp_path / place / name).read_bytes() for place in ("again", "once more")]
        assert twice[0] == twice[1]


def test_hashes_name_every_file_of_model_and_data() -> None:
    hashes = load_model().hashes
    assert set(hashes) == {*FILES, *(f"data/{name}" for name in DATA_FILES)}
    for name, digest in hashes.items():
        place = resources.files("redrisk")
        file = place / name if name.startswith("data/") else place / "model" / name
        assert hashlib.sha256(file.read_bytes()).hexdigest() == digest


def test_spread_json_is_json() -> None:
    data = {"a": [1, {"b": [2, 3], "c": {}}], "d": "ü", "e": []}
    assert json.loads(spread_json(data)) == data
    assert spread_json(data).endswith("\n")
