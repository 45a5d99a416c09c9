"""A hostile hand in a model's folder, and readers beside a saver."""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import shutil
import sys
import time
from collections.abc import Callable
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path

import pytest

from redrisk import model_folder
from redrisk.errors import ModelError
from redrisk.model_folder import FILES, spread_json
from redrisk.persistence import FORMAT, load_model
from tests.models import ALL_FILES, NAME, a_folder, edit, replaced, snapshot


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_folder(tmp_path / "model", report=True)


def refused(folder: Path, *words: str) -> None:
    """The folder is refused with a message that names the file and a remedy."""
    with pytest.raises(ModelError) as caught:
        load_model(folder)
    message = str(caught.value)
    assert message.startswith(f"{folder}: ")
    assert "\n" not in message
    for word in words:
        assert word in message


def test_a_whole_folder_is_read_with_its_report(folder: Path) -> None:
    load_model(folder)


REPORT_FILES = ("report/report.md", "report/model_card.md")


@pytest.mark.parametrize("name", [*FILES, *REPORT_FILES])
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_a_flipped_bit_is_refused(folder: Path, name: str, place: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[{"first": 0, "middle": len(content) // 2, "last": -1}[place]] ^= 1
    (folder / name).write_bytes(bytes(content))
    refused(folder, f"{name} is not the file that the manifest names", "restore the folder")


@pytest.mark.parametrize("name", [*ALL_FILES, *REPORT_FILES])
def test_a_missing_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    refused(folder, f"{name} is missing", "restore the folder")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("left", [0, 1, -1])
def test_a_truncated_file_is_refused(folder: Path, name: str, left: int) -> None:
    (folder / name).write_bytes((folder / name).read_bytes()[:left])
    refused(folder, f"{name} is not the file", "only partly written")


def test_two_files_that_changed_places_are_refused(folder: Path) -> None:
    card, cases = (folder / "card.json").read_bytes(), (folder / "cases.json").read_bytes()
    (folder / "card.json").write_bytes(cases)
    (folder / "cases.json").write_bytes(card)
    refused(folder, "card.json is not the file")


@pytest.mark.parametrize("name", FILES)
def test_another_models_file_is_refused(folder: Path, tmp_path: Path, name: str) -> None:
    other = a_folder(tmp_path / "other", name="the other")
    edit(other, name, lambda plain: plain[:-1] if name == "cases.json" else {**plain, "x": {}})
    shutil.copy(other / name, folder / name)
    refused(folder, f"{name} is not the file")


@pytest.mark.parametrize(
    "name", ["notes.txt", "card.json.bak", "model.pkl", "report/evil.html", "sub/card.json"]
)
def test_an_added_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(pickle.dumps({"points": 99}))
    added = name if name.startswith("report/") else name.split("/", maxsplit=1)[0]
    refused(folder, f"{added} is not named by manifest.json", "move it away")


def test_a_report_that_the_manifest_does_not_name_is_refused(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "model")
    (folder / "report").mkdir()
    refused(folder, "report is not named by manifest.json")


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "desktop.ini", "report/.DS_Store"])
def test_what_an_operating_system_adds_does_no_harm(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"x")
    load_model(folder)


@pytest.mark.parametrize("name", [*ALL_FILES, *REPORT_FILES])
def test_a_link_in_place_of_a_file_is_refused(folder: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    (folder / name).rename(outside)
    (folder / name).symlink_to(outside)
    refused(folder, f"{name} is a link", "put the file itself there")


def test_a_report_that_is_a_link_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "report").rename(tmp_path / "outside")
    (folder / "report").symlink_to(tmp_path / "outside", target_is_directory=True)
    refused(folder, "report is not named")


def test_a_link_to_a_whole_folder_is_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to(folder, target_is_directory=True)
    load_model(tmp_path / "current")


@pytest.mark.parametrize("name", ALL_FILES)
def test_a_folder_or_a_pipe_in_place_of_a_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()
    refused(folder, f"{name} is no plain file")
    if hasattr(os, "mkfifo"):
        (folder / name).rmdir()
        os.mkfifo(folder / name)
        refused(folder, f"{name} is no plain file")


def test_a_pickle_in_place_of_a_file_is_refused_and_never_run(folder: Path, tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
            return os.mkdir, (str(tmp_path / "ran"),)

    for name in ALL_FILES:
        kept = (folder / name).read_bytes()
        (folder / name).write_bytes(pickle.dumps(Evil()))
        refused(folder, name)
        (folder / name).write_bytes(kept)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("name", FILES)
def test_a_space_more_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    refused(folder, f"{name} is not the file")


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content + b"\n",
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: json.dumps(json.loads(content)).encode(),
        lambda content: json.dumps(json.loads(content), indent=2, sort_keys=True).encode(),
        lambda content: content.replace(b'"format"', b'"form\\u0061t"'),
        lambda content: spread_json(json.loads(content) | {"note": "harmless"}).encode(),
    ],
)
def test_a_manifest_that_is_written_otherwise_is_refused(
    folder: Path, change: Callable[[bytes], bytes]
) -> None:
    path = folder / "manifest.json"
    path.write_bytes(change(path.read_bytes()))
    refused(folder, "manifest.json is not as redrisk writes it")


def manifest_with(folder: Path, **parts: object) -> None:
    path = folder / "manifest.json"
    path.write_bytes(spread_json(json.loads(path.read_bytes()) | parts).encode())


@pytest.mark.parametrize("number", [FORMAT + 1, 0, -1, "1", None, [1], 1.5, True, 1.0, {}, 10**400])
def test_an_unknown_format_is_refused(folder: Path, number: object) -> None:
    manifest_with(folder, format=number)
    refused(folder, "model format", f"this version reads {FORMAT}", "a newer redrisk may")


@pytest.mark.parametrize("part", ["files", "data", "report"])
@pytest.mark.parametrize(
    "value",
    [
        [],
        None,
        "x",
        {"card.json": 1},
        {"card.json": "0" * 63},
        {"card.json": "g" * 64},
        {"../card.json": "0" * 64},
        {"a/b": "0" * 64},
        {"a\\b": "0" * 64},
        {"..": "0" * 64},
        {"\0": "0" * 64},
        {"\ud800": "0" * 64},
    ],
)
def test_a_manifest_of_another_form_is_refused(folder: Path, part: str, value: object) -> None:
    plain = json.loads((folder / "manifest.json").read_bytes()) | {part: value}
    (folder / "manifest.json").write_bytes(json.dumps(plain).encode())
    refused(folder, f"manifest.json: {part} must hold the SHA-256 of")


@pytest.mark.parametrize("part", ["files", "data"])
def test_a_manifest_that_names_less_is_refused(folder: Path, part: str) -> None:
    hashes = json.loads((folder / "manifest.json").read_bytes())[part]
    for left_out in hashes:
        manifest_with(folder, **{part: {k: v for k, v in hashes.items() if k != left_out}})
        refused(folder, f"manifest.json: {part} must hold", left_out)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Expecting value"),
        (b"{", "Expecting"),
        (b"[1", "Expecting"),
        (b"[" * 200_000, "recursion"),
        (b'{"format": 1, "format": 1}', "a name stands twice"),
        (b'{"format": NaN}', "NaN is no number"),
        (b'{"format": -Infinity}', "-Infinity is no number"),
        (b'{"format": 1e999}', "a number is too large"),
        (b"1" * 5000, ""),
    ],
)
def test_a_manifest_that_is_not_json_is_refused(folder: Path, content: bytes, why: str) -> None:
    (folder / "manifest.json").write_bytes(content)
    refused(folder, "manifest.json is not JSON as redrisk writes it", why)


@pytest.mark.parametrize("name", ALL_FILES)
def test_a_file_that_is_no_text_is_refused(folder: Path, name: str) -> None:
    if name == "manifest.json":
        (folder / name).write_bytes(b"\xff\xfe")
    else:
        replaced(folder, name, b'{"name": "\xff"}')
    refused(folder, f"{name} is not text in UTF-8", "restore the folder")


def test_a_huge_file_is_refused_before_it_fills_the_memory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_folder, "MOST_BYTES", 1000)
    refused(folder, "card.json is larger than")


def test_what_is_no_folder_is_refused(folder: Path) -> None:
    refused(folder / "nowhere", "there is no such folder")
    refused(folder / "card.json", "there is no such folder")


def test_a_damaged_folder_is_refused_at_once(folder: Path) -> None:
    (folder / "card.json").write_bytes(b"")
    start = time.perf_counter()
    refused(folder, "card.json")
    assert time.perf_counter() - start < model_folder._PATIENCE / 2, (
        "a folder that nobody replaces is not looked at again"
    )


# Readers beside a saver


def test_a_save_cut_off_between_its_two_moves_loses_nothing(folder: Path) -> None:
    former = folder.with_name(f".{folder.name}.redrisk-former")
    before = snapshot(folder)
    folder.rename(former)
    load_model(folder)
    load_model().save(folder)
    assert not former.exists()
    assert load_model(folder).name == load_model().name
    assert before != snapshot(folder)


def test_a_save_cut_off_before_it_cleaned_up_is_brought_to_an_end(folder: Path) -> None:
    former = a_folder(folder.with_name(f".{folder.name}.redrisk-former"))
    (former / "notes.txt").write_text("mine")
    before = snapshot(folder)
    load_model(folder)
    assert snapshot(folder) == before
    with pytest.raises(ModelError, match="can't be written"):
        model_folder.replace_folder(folder, _failing)
    load_model().save(folder)
    assert not former.exists()
    assert (folder / "notes.txt").read_text() == "mine"


def _failing(fresh: Path) -> None:
    raise ModelError(f"{fresh}: can't be written")


def test_the_former_model_comes_back_if_the_new_one_can_not_be_moved(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(folder)
    moves: list[tuple[Path, Path]] = []

    def failing_second(old: Path, new: Path) -> None:
        moves.append((old, new))
        if len(moves) == 2:
            raise OSError(5, "Input/output error")
        old.rename(new)

    monkeypatch.setattr(model_folder, "move_folder", failing_second)
    with pytest.raises(ModelError, match="Input/output error"):
        load_model().save(folder)
    assert len(moves) == 3
    assert snapshot(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_reader_between_the_two_moves_is_given_the_former_model(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = snapshot(folder)
    seen: list[str] = []

    def watched(old: Path, new: Path) -> None:
        if new == folder:
            assert not folder.exists()
            seen.append(load_model(folder).name)
        old.rename(new)

    monkeypatch.setattr(model_folder, "move_folder", watched)
    load_model().save(folder)
    assert seen == [NAME]
    assert load_model(folder).name == load_model().name
    assert snapshot(folder) != former


def test_a_folder_replaced_under_a_readers_hands_is_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = model_folder._file
    saved: list[str] = []

    def interrupted(path: Path, where: str, name: str) -> bytes:
        if name == "evidence.json" and not saved:
            saved.append(name)
            load_model().save(folder)
        return read(path, where, name)

    monkeypatch.setattr(model_folder, "_file", interrupted)
    assert load_model(folder).name == load_model().name
    assert saved


def test_a_save_that_ends_between_a_readers_two_looks_is_seen(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = model_folder._former(folder)
    ended: list[Path] = []
    folder.rename(aside)
    fresh = a_folder(tmp_path / "fresh", name="the new")

    def late(place: Path) -> Path:
        if not ended:
            ended.append(place)
            fresh.rename(place)
            shutil.rmtree(aside)
        return aside

    monkeypatch.setattr(model_folder, "_former", late)
    assert load_model(folder).name == "the new"
    assert ended


def test_a_folder_that_never_rests_is_given_up_in_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_folder, "_PATIENCE", 0.05)
    (folder / "card.json").write_bytes(b"")
    looks: list[int] = []

    def never_the_same(_: Path) -> tuple[int, int, int]:
        looks.append(0)
        return (0, 0, len(looks))

    monkeypatch.setattr(model_folder, "_identity", never_the_same)
    refused(folder, "card.json is not the file")
    assert len(looks) > 2


SAVES = 12


def mark(folder: Path, word: str) -> None:
    """Put a word into the last file that a reader opens; the model's name stands in the first."""
    edit(folder, "metrics.json", lambda metrics: metrics | {"design": word})


def save_again_and_again(folder: Path, number: int, ready: Barrier, ended: Event) -> None:
    model = load_model(folder.parent / f"source-{number}")
    ready.wait(60)
    for _ in range(SAVES):
        model.save(folder)
    ended.set()


def read_again_and_again(
    folder: Path, ready: Barrier, ended: Event, told: multiprocessing.Queue[object]
) -> None:
    seen = set()
    ready.wait(60)
    while True:
        last = ended.is_set()
        try:
            model = load_model(folder)
        except ModelError as error:
            told.put(str(error))
            return
        seen.add((model.name, model.metrics["design"]))
        if last:
            told.put(seen)
            return


@pytest.mark.skipif(sys.platform == "win32", reason="savers are not kept apart there")
@pytest.mark.parametrize("savers", [1, 2])
def test_readers_see_one_model_or_the_other_whole_while_it_is_saved(
    tmp_path: Path, savers: int
) -> None:
    folder = a_folder(tmp_path / "model", name="source-0")
    mark(folder, "source-0")
    for number in range(1, savers + 1):
        source = a_folder(tmp_path / f"source-{number}", name=f"source-{number}")
        mark(source, f"source-{number}")
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[object] = context.Queue()
    ready, ended = context.Barrier(savers + 2), context.Event()
    processes = [
        *(
            context.Process(target=save_again_and_again, args=(folder, number, ready, ended))
            for number in range(1, savers + 1)
        ),
        *(
            context.Process(target=read_again_and_again, args=(folder, ready, ended, told))
            for _ in range(2)
        ),
    ]
    for process in processes:
        process.start()
    seen = [told.get(timeout=120) for _ in range(2)]
    for process in processes:
        process.join(120)
        assert process.exitcode == 0
    for found in seen:
        assert isinstance(found, set), found
        assert all(name == design for name, design in found), found
        assert found - {("source-0", "source-0")}, "nothing was saved while it was read"
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["model", *(f"source-{number}" for number in range(1, savers + 1))]
