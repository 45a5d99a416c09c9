from __future__ import annotations

import errno
import multiprocessing
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from redrisk import writing
from redrisk.errors import InvalidInput
from redrisk.writing import PART, Part, check_writable, folder_beside, one_at_a_time, write_whole

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions and locks differ there")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def a_part_left_behind(folder: Path, name: str = "out.txt") -> Path:
    path = folder / f".{name}.0123456789ab{PART}"
    path.write_bytes(b"half of a noti")
    return path


def test_a_new_file_is_whole_and_alone(tmp_path: Path) -> None:
    write_whole(tmp_path / "out.txt", b"whole")
    assert (tmp_path / "out.txt").read_bytes() == b"whole"
    assert names(tmp_path) == ["out.txt"]


def test_a_file_that_stands_there_is_left_alone_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_bytes(b"mine")
    with pytest.raises(InvalidInput, match=r"exists already and is not written over; pray"):
        write_whole(path, b"other", instead="pray")
    assert path.read_bytes() == b"mine"
    write_whole(path, b"other", over=True)
    assert path.read_bytes() == b"other"
    assert names(tmp_path) == ["out.txt"]


def test_a_file_that_appears_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    part = Part(path, instead="wait")
    part.file.write(b"other")
    path.write_bytes(b"mine")
    with pytest.raises(InvalidInput, match=r"exists already.*wait"):
        part.finish()
    part.abandon()
    assert path.read_bytes() == b"mine"
    assert names(tmp_path) == ["out.txt"]


def test_without_hard_links_nothing_is_written_over_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", none)
    path = tmp_path / "out.txt"
    write_whole(path, b"whole")
    assert path.read_bytes() == b"whole"
    part = Part(tmp_path / "two.txt")
    (tmp_path / "two.txt").write_bytes(b"mine")
    with pytest.raises(InvalidInput, match="exists already"):
        part.finish()
    part.abandon()
    assert (tmp_path / "two.txt").read_bytes() == b"mine"
    assert names(tmp_path) == ["out.txt", "two.txt"]


@posix
def test_permissions_are_the_usual_ones_those_asked_for_or_those_of_the_former_file(
    tmp_path: Path,
) -> None:
    (tmp_path / "usual").touch()
    write_whole(tmp_path / "new", b"")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode
    write_whole(tmp_path / "secret", b"", mode=0o600)
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
    for mode in (0o600, 0o666):
        (tmp_path / "usual").chmod(mode)
        write_whole(tmp_path / "usual", b"x", over=True)
        assert (tmp_path / "usual").stat().st_mode & 0o777 == mode


@posix
def test_a_part_can_be_read_by_no_more_people_than_the_file(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.touch(mode=0o600)
    for over, mode in ((True, None), (False, 0o600)):
        part = Part(path if over else tmp_path / "new", over=over, mode=mode)
        (beside,) = (item for item in tmp_path.iterdir() if item.name.endswith(PART))
        assert beside.stat().st_mode & 0o777 == 0o600
        part.abandon()


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    target, link = tmp_path / "far" / "out.txt", tmp_path / "link.txt"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_whole(link, b"new", over=True)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    with pytest.raises(InvalidInput, match=r"link\.txt: exists already"):
        write_whole(link, b"newer")
    dangling = tmp_path / "dangling.txt"
    dangling.symlink_to(tmp_path / "nothing")
    with pytest.raises(InvalidInput, match="exists already"):
        write_whole(dangling, b"newer")
    assert names(tmp_path / "far") == ["out.txt"]


def test_what_is_no_plain_file_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    places = [tmp_path / "folder", Path(os.devnull)]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        places.append(tmp_path / "pipe")
    for place in places:
        with pytest.raises(InvalidInput, match="can't be written: it is no plain file"):
            write_whole(place, b"x", over=True)
        assert place.exists()
        assert not place.is_file()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="No such file or directory; make its folder first"):
        write_whole(tmp_path / "far" / "out.txt", b"x")


def test_long_names_can_be_written(tmp_path: Path) -> None:
    for letter in ("a", "ü", "漢"):
        name = letter * (255 // len(letter.encode()))
        write_whole(tmp_path / name, b"whole")
        write_whole(tmp_path / name, b"again", over=True)
        assert (tmp_path / name).read_bytes() == b"again"


class Full:
    """A file on a full disk: one of its methods fails."""

    def __init__(self, file: Any, method: str) -> None:
        self._file, self._method = file, method

    def __getattr__(self, name: str) -> Any:
        return full if name == self._method else getattr(self._file, name)


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    ("when", "over"),
    [
        *((when, over) for when in ("write", "flush", "fsync") for over in (False, True)),
        ("replace", True),
    ],
)
def test_a_full_disk_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str, over: bool
) -> None:
    path = tmp_path / "out.txt"
    if over:
        path.write_bytes(b"mine")
    if when in ("write", "flush"):
        fdopen = os.fdopen
        monkeypatch.setattr(os, "fdopen", lambda *a, **k: Full(fdopen(*a, **k), when))
    else:
        monkeypatch.setattr(os, when, full)
    with pytest.raises(InvalidInput, match="No space left on device; free some space"):
        write_whole(path, b"other", over=over)
    monkeypatch.undo()
    assert names(tmp_path) == (["out.txt"] if over else [])
    if over:
        assert path.read_bytes() == b"mine"


def test_a_part_left_behind_is_removed_by_the_next_write(tmp_path: Path) -> None:
    a_part_left_behind(tmp_path)
    a_part_left_behind(tmp_path, "other.txt")
    left = tmp_path / f".model.0123456789ab{PART}"
    (left / "report").mkdir(parents=True)
    (left / "report" / "card.json").write_bytes(b"{}")
    write_whole(tmp_path / "out.txt", b"whole")
    assert names(tmp_path) == ["out.txt"]


def test_files_of_other_names_are_no_parts(tmp_path: Path) -> None:
    for name in (f"out{PART}", ".hidden", ".out.part", f".out{PART}.txt"):
        (tmp_path / name).write_bytes(b"mine")
    before = names(tmp_path)
    write_whole(tmp_path / "out.txt", b"whole")
    assert names(tmp_path) == sorted([*before, "out.txt"])


@posix
def test_a_part_that_is_a_link_or_a_pipe_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").write_bytes(b"mine")
    (tmp_path / f".a{PART}").symlink_to(tmp_path / "mine")
    os.mkfifo(tmp_path / f".b{PART}")
    write_whole(tmp_path / "out.txt", b"whole")
    assert (tmp_path / "mine").read_bytes() == b"mine"


@posix
def test_what_is_being_written_is_not_taken_for_left_behind(tmp_path: Path) -> None:
    part = Part(tmp_path / "one.txt")
    part.file.write(b"one")
    with folder_beside(tmp_path / "model") as fresh:
        (fresh / "card.json").write_bytes(b"{}")
        write_whole(tmp_path / "two.txt", b"two")
        assert (fresh / "card.json").read_bytes() == b"{}"
    part.finish()
    assert (tmp_path / "one.txt").read_bytes() == b"one"
    assert names(tmp_path) == ["one.txt", "two.txt"]


def test_a_part_taken_away_before_it_was_locked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = writing._lock
    taken: list[str] = []

    def late(handle: int) -> bool:
        if not taken:
            (beside,) = tmp_path.iterdir()
            taken.append(beside.name)
            beside.rmdir() if beside.is_dir() else beside.unlink()
        return lock(handle)

    monkeypatch.setattr(writing, "_lock", late)
    write_whole(tmp_path / "out.txt", b"whole")
    assert (tmp_path / "out.txt").read_bytes() == b"whole"
    (tmp_path / "out.txt").unlink()
    taken.clear()
    with folder_beside(tmp_path / "model") as fresh:
        (fresh / "a").touch()
        assert fresh.name != taken[0]


def test_checking_a_place_leaves_nothing(tmp_path: Path) -> None:
    check_writable(tmp_path / "out.txt")
    assert names(tmp_path) == []
    with pytest.raises(InvalidInput, match="can't be written"):
        check_writable(tmp_path / "far" / "out.txt")


@posix
def test_one_at_a_time_waits_and_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_LOCK_SECONDS", 0.05)
    with (
        one_at_a_time(tmp_path),
        pytest.raises(OSError, match="another process is writing there"),
        one_at_a_time(tmp_path),
    ):
        pytest.fail("two at a time")
    with one_at_a_time(tmp_path):
        pass


def write_numbers(path: Path, number: int) -> None:
    for _ in range(100):
        write_whole(path, bytes([number]) * 300_000, over=True)


def claim(path: Path, number: int, told: multiprocessing.Queue[int]) -> None:
    try:
        write_whole(path, bytes([number]) * 300_000)
    except InvalidInput:
        told.put(0)
    else:
        told.put(number)


def test_two_writers_of_one_file_never_mix(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    path = tmp_path / "out.bin"
    path.write_bytes(bytes(300_000))
    writers = [context.Process(target=write_numbers, args=(path, number)) for number in (1, 2)]
    for writer in writers:
        writer.start()
    seen = set()
    while any(writer.is_alive() for writer in writers):
        content = path.read_bytes()
        assert len(content) == 300_000
        assert len(set(content)) == 1
        seen.add(content[0])
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    assert seen & {1, 2}
    assert names(tmp_path) == ["out.bin"]


def test_of_two_who_claim_one_name_one_gets_it(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[int] = context.Queue()
    writers = [
        context.Process(target=claim, args=(tmp_path / "out.bin", number, told))
        for number in (1, 2, 3)
    ]
    for writer in writers:
        writer.start()
    won = sorted(told.get(timeout=60) for _ in writers)
    assert won[:2] == [0, 0]
    assert (tmp_path / "out.bin").read_bytes() == bytes([won[2]]) * 300_000
    for writer in writers:
        writer.join()
    assert names(tmp_path) == ["out.bin"]
