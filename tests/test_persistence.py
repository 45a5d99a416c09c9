from __future__ import annotations

import hashlib
import json
import shutil
from importlib import resources
from pathlib import Path

import pytest

from redrisk import _shipped_model
from redrisk.errors import ModelError
from redrisk.model_folder import DATA_FILES, FILES
from redrisk.persistence import FORMAT, check_can_save, load_model, opened, save_model, write_model
from redrisk.scoring import score
from tests.helpers import ROOT, a_notice
from tests.models import ALL_FILES, NAME, a_folder, contents, edit, snapshot

SHIPPED = ROOT / "redrisk" / "model"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_folder(tmp_path / "model")


def test_a_copy_of_the_model_scores_as_the_shipped_one(tmp_path: Path) -> None:
    folder = shutil.copytree(SHIPPED, tmp_path / "model")
    notice = a_notice(political_profile=True, notice_date="2015")
    for place in (folder, str(folder)):
        assert score(notice, model=load_model(place)).to_json() == score(notice).to_json()
    assert opened(folder).is_shipped


def test_the_shipped_model_is_read_once() -> None:
    assert load_model() is load_model()


def test_redrisk_knows_the_shipped_model_by_name_and_hash() -> None:
    content = (SHIPPED / "manifest.json").read_bytes()
    assert hashlib.sha256(content).hexdigest() == _shipped_model.MANIFEST_SHA256
    assert load_model().name == _shipped_model.NAME


@pytest.mark.parametrize("name", DATA_FILES)
def test_other_data_are_refused(folder: Path, name: str) -> None:
    path = folder / "manifest.json"
    told = json.loads(path.read_bytes())["data"][name]
    path.write_bytes(path.read_bytes().replace(told.encode(), b"0" * 64))
    with pytest.raises(ModelError, match=f"another edition of data/{name}.*train it again"):
        load_model(folder)


def test_a_card_altered_together_with_its_hash_can_not_pass_for_the_shipped_one(
    tmp_path: Path,
) -> None:
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "model"))
    edit(folder, "card.json", lambda card: card | {"penalty": card["penalty"] + 1})
    with pytest.raises(ModelError, match="the shipped model's name, but is not that model"):
        load_model(folder)


def test_the_name_of_the_shipped_model_is_kept_for_it(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="shipped model's name; give the model another"):
        check_can_save(tmp_path / "other", _shipped_model.NAME)
    edit(folder, "metrics.json", lambda metrics: metrics | {"design": "another"})
    other = load_model(folder)
    renamed = {**other.contents, "card.json": {**other.card, "name": _shipped_model.NAME}}
    model = type(other)(
        **{
            field: getattr(other, field)
            for field in ("rows", "lower", "upper", "covariance", "multiplier", "cases")
        },
        name=_shipped_model.NAME,
        contents=renamed,
        hashes=other.hashes,
        context=other.context,
    )
    with pytest.raises(ModelError, match="shipped model's name"):
        model.save(tmp_path / "forged")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model"]


def test_the_shipped_model_can_be_saved_elsewhere(tmp_path: Path) -> None:
    load_model().save(tmp_path / "copy")
    assert snapshot(tmp_path / "copy") == snapshot(SHIPPED)
    assert opened(tmp_path / "copy").is_shipped


def test_no_other_model_is_taken_for_the_shipped_one(folder: Path) -> None:
    assert not opened(folder).is_shipped


def test_what_is_written_is_read_back(folder: Path, tmp_path: Path) -> None:
    again, shipped = load_model(folder), load_model()
    assert again.name == NAME
    assert again.card == {**shipped.card, "name": NAME}
    assert (again.evidence, again.metrics) == (shipped.evidence, shipped.metrics)
    assert again.rows == shipped.rows
    digest = write_model(tmp_path / "once more", contents())
    assert snapshot(tmp_path / "once more") == snapshot(folder)
    manifest = (folder / "manifest.json").read_bytes()
    assert digest == hashlib.sha256(manifest).hexdigest()


def test_hashes_name_every_file_of_model_and_data() -> None:
    hashes = load_model().hashes
    assert set(hashes) == {*FILES, *(f"data/{name}" for name in DATA_FILES)}
    for name, digest in hashes.items():
        place = resources.files("redrisk")
        file = place / name if name.startswith("data/") else place / "model" / name
        assert hashlib.sha256(file.read_bytes()).hexdigest() == digest


def test_saving_replaces_a_model_with_its_report_and_signature(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "model", report=True)
    (folder / "manifest.sig").write_bytes(b"\0" * 64)
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("mine")
    folder.chmod(0o750)
    load_model(a_folder(tmp_path / "other", name="the other")).save(folder)
    assert load_model(folder).name == "the other"
    assert sorted(path.name for path in folder.iterdir()) == sorted([*ALL_FILES, ".git"])
    assert (folder / ".git" / "HEAD").read_text() == "mine"
    assert folder.stat().st_mode & 0o777 == 0o750
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model", "other"]


@pytest.mark.parametrize("stranger", ["notes.txt", "report/notes.txt", "model.pickle"])
def test_saving_leaves_alone_what_is_no_model(tmp_path: Path, stranger: str) -> None:
    folder = a_folder(tmp_path / "model", report=True)
    (folder / stranger).write_text("mine")
    before = snapshot(folder)
    with pytest.raises(ModelError, match=f"{stranger} is no file of the model.*move it away"):
        load_model().save(folder)
    assert snapshot(folder) == before


def test_saving_into_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(ModelError, match="no model; name another folder"):
        check_can_save(tmp_path, "mine")
    with pytest.raises(ModelError, match="is no folder; name another place"):
        load_model().save(tmp_path / "letter.txt")
    assert snapshot(tmp_path) == {"letter.txt": b"mine"}


@pytest.mark.parametrize("place", ["letter.txt/model", "letter.txt/far/away/model"])
def test_a_place_that_can_not_be_written_to_is_told_before_a_model_is_learned(
    tmp_path: Path, place: str
) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(ModelError, match="can't be written: Not a directory"):
        check_can_save(tmp_path / place, "mine")


def test_trying_a_place_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    before = snapshot(tmp_path)
    for place in (folder, tmp_path / "new", tmp_path / "far" / "away"):
        check_can_save(place, "mine")
    assert snapshot(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_a_damaged_model_can_be_replaced(folder: Path) -> None:
    (folder / "card.json").write_bytes(b"")
    (folder / "manifest.json").write_bytes(b"{")
    (folder / "cases.json").unlink()
    load_model().save(folder)
    assert opened(folder).is_shipped


def test_an_empty_folder_is_a_place_and_a_missing_one_is_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for place in (tmp_path / "empty", tmp_path / "far" / "away"):
        load_model().save(place)
        assert opened(place).is_shipped


def test_saving_through_a_link_replaces_what_it_names(folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "current"
    link.symlink_to(folder, target_is_directory=True)
    load_model().save(link)
    assert link.is_symlink()
    assert opened(folder).is_shipped
    assert opened(link).is_shipped


def test_a_report_that_fails_leaves_the_former_model(folder: Path, tmp_path: Path) -> None:
    def failing(pages: Path) -> None:
        pages.mkdir()
        (pages / "half.md").write_text("half")
        raise OSError(28, "No space left on device")

    before = snapshot(folder)
    with pytest.raises(ModelError, match="No space left on device; free some space"):
        save_model(load_model(), folder, failing)
    assert snapshot(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_a_format_has_a_reader() -> None:
    assert json.loads((SHIPPED / "manifest.json").read_bytes())["format"] == FORMAT
