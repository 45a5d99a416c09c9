"""A model's folder: which files it holds, how they are read whole, and how it is replaced whole.

manifest.json names the SHA-256 of every other file; manifest.sig, if there is one, signs the
manifest. A folder that holds less, more or something else is refused.

Readers and savers need no lock between them. A saver fills a folder beside the place, moves the
former folder to a known name beside it, moves the fresh one in, then removes the former. A reader
that finds nothing in the place reads the former folder, and one whose files don't fit together
looks again if the folder was replaced under its hands.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redrisk.errors import ModelError, listed, quote, reason_of, shortened
from redrisk.writing import (
    folder_beside,
    move_folder,
    one_at_a_time,
    remove_folder,
    settle,
    settle_names,
)

FILES = ("card.json", "evidence.json", "cases.json", "metrics.json")
MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
REPORT = "report"
"""A folder of pages for people; redrisk reads none of them, but checks their hashes too."""

DATA_FILES = ("states.json", "charge_lexicon.json")
"""The compiled data on which a level depends; a model goes with the hashes of these."""

MOST_BYTES = 200_000_000
REMEDY = "restore the folder from a copy, or train the model again"

_OWN = (*FILES, MANIFEST, SIGNATURE, REPORT)
_SHA256 = re.compile("[0-9a-f]{64}")
_FILE_NAME = re.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
_OF_THE_SYSTEM = ("Thumbs.db", "desktop.ini")
_PATIENCE = 5.0
"""Seconds for which a reader looks again while the folder is being replaced."""


@dataclass(frozen=True)
class Manifest:
    """What a folder must hold.

    Attributes
    ----------
    content
        The bytes of manifest.json.
    format
        The number of the form in which the files are written.
    files, data, report
        File name to SHA-256: of the model, of the data that it goes with, of its report.
    """

    content: bytes
    format: int
    files: Mapping[str, str]
    data: Mapping[str, str]
    report: Mapping[str, str]

    @property
    def digest(self) -> str:
        """SHA-256 of manifest.json, and so of everything that it names."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Folder:
    """What was read of a folder: every file is the one that the manifest names."""

    manifest: Manifest
    files: Mapping[str, bytes]
    signature: bytes | None = None


def read_folder(folder: Path, where: str, formats: tuple[int, ...]) -> Folder:
    """Read a model's folder whole: as it was before a save that is under way, or after it.

    Parameters
    ----------
    folder
        The folder, or a link to one.
    where
        What messages call it.
    formats
        The numbers of the forms that can be read.

    Raises
    ------
    ModelError
        If a file is missing, altered, of another kind, or not named by the manifest.
    """
    place = Path(os.path.realpath(folder))
    end = time.monotonic() + _PATIENCE
    while True:
        before = _identity(place)
        try:
            return _read(place, where, formats)
        except ModelError:
            if before is None:
                with contextlib.suppress(ModelError):
                    return _read(_former(place), where, formats)
            if _identity(place) == before or time.monotonic() > end:
                raise


def _identity(place: Path) -> tuple[int, int, int] | None:
    """What tells a folder from the one that replaced it."""
    try:
        found = place.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino, found.st_ctime_ns)


def _read(place: Path, where: str, formats: tuple[int, ...]) -> Folder:
    if not place.is_dir():
        raise ModelError(f"{where}: there is no such folder; name one that redrisk train wrote")
    manifest = manifest_from(_file(place / MANIFEST, where, MANIFEST), where, formats)
    try:
        strange = next(strangers(place, manifest.report), None)
    except OSError as error:
        raise ModelError(f"{where}: can't be read: {error.strerror or error}") from None
    if strange is not None:
        raise ModelError(
            f"{where}: {shortened(strange)} is not named by {MANIFEST}: it was added later; move "
            f"it away, or {REMEDY}"
        )
    contents = {name: _file(place / name, where, name) for name in FILES}
    check_hashes(contents, manifest.files, where)
    for name in manifest.report:
        shown = f"{REPORT}/{name}"
        check_hashes(
            {shown: _file(place / REPORT / name, where, shown)},
            {shown: manifest.report[name]},
            where,
        )
    signature = place / SIGNATURE
    signed = _file(signature, where, SIGNATURE) if os.path.lexists(signature) else None
    return Folder(manifest, contents, signed)


def _file(path: Path, where: str, name: str) -> bytes:
    """The content of a plain file.

    Raises
    ------
    ModelError
        If it is missing, a link, anything else that is no plain file, or far too large.
    """
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode):
            raise ModelError(f"{where}: {name} is a link; put the file itself there, or {REMEDY}")
        if not stat.S_ISREG(found.st_mode):
            raise ModelError(f"{where}: {name} is no plain file; {REMEDY}")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise ModelError(
            f"{where}: {name} is missing: the folder is no model, or was only partly copied; "
            f"{REMEDY}"
        ) from None
    except OSError as error:
        raise ModelError(f"{where}: {name} can't be read: {error.strerror or error}") from None
    if len(content) > MOST_BYTES:
        raise ModelError(
            f"{where}: {name} is larger than {MOST_BYTES // 1_000_000} MB; no model is; {REMEDY}"
        )
    return content


def check_hashes(contents: Mapping[str, bytes], named: Mapping[str, str], where: str) -> None:
    """See that each file is the one that the manifest names.

    Raises
    ------
    ModelError
        At the first that is not.
    """
    for name, content in contents.items():
        if hashlib.sha256(content).hexdigest() != named[name]:
            raise ModelError(
                f"{where}: {name} is not the file that the manifest names: it was altered, or only "
                f"partly written; {REMEDY}"
            )


def manifest_from(content: bytes, where: str, formats: tuple[int, ...]) -> Manifest:
    """A manifest from its bytes.

    Raises
    ------
    ModelError
        If it is of a form that can't be read, or not written as redrisk writes it.
    """
    plain = strict_json(content, MANIFEST, where)
    number = plain.get("format") if isinstance(plain, dict) else None
    if type(number) is not int or number not in formats:
        raise ModelError(
            f"{where}: model format {quote(number)} can't be read; this version reads "
            f"{', '.join(map(str, formats))}; a newer redrisk may"
        )
    report = plain.get(REPORT, {})
    for part, names in (("files", FILES), ("data", DATA_FILES), (REPORT, report)):
        hashes = plain.get(part, {})
        if not _are_hashes(hashes) or set(hashes) != set(names):
            raise ModelError(
                f"{where}: {MANIFEST}: {part} must hold the SHA-256 of "
                f"{'files of the report' if part == REPORT else listed(names)}; {REMEDY}"
            )
    manifest = Manifest(content, number, plain["files"], plain["data"], report)
    if content != manifest_bytes(number, manifest.files, manifest.data, manifest.report):
        raise ModelError(
            f"{where}: {MANIFEST} is not as redrisk writes it: it was altered, if only in its "
            f"spaces or line ends; {REMEDY}"
        )
    return manifest


def _are_hashes(plain: object) -> bool:
    return isinstance(plain, dict) and all(
        _FILE_NAME.fullmatch(name) and isinstance(value, str) and _SHA256.fullmatch(value)
        for name, value in plain.items()
    )


def manifest_bytes(
    number: int,
    files: Mapping[str, str],
    data: Mapping[str, str],
    report: Mapping[str, str],
) -> bytes:
    """The manifest as it is written."""
    plain: dict[str, Any] = {"format": number, "files": dict(files), "data": dict(data)}
    if report:
        plain[REPORT] = dict(sorted(report.items()))
    return spread_json(plain).encode()


def strict_json(content: bytes, name: str, where: str) -> Any:
    """JSON in UTF-8 that has one meaning: no name twice in an object, no NaN, nothing infinite.

    Raises
    ------
    ModelError
        If it is anything else.
    """
    try:
        return json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_unique,
            parse_constant=_no_number,
            parse_float=_finite,
        )
    except UnicodeDecodeError:
        raise ModelError(f"{where}: {name} is not text in UTF-8; {REMEDY}") from None
    except (ValueError, RecursionError) as error:
        raise ModelError(
            f"{where}: {name} is not JSON as redrisk writes it ({reason_of(error)}); {REMEDY}"
        ) from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in an object")
    return found


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def _finite(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError("a number is too large")
    return value


def strangers(place: Path, report: Mapping[str, str]) -> Iterator[str]:
    """What lies in a folder and is no file of a model; what an operating system puts there may."""
    with os.scandir(place) as entries:
        for entry in entries:
            if entry.name == REPORT and report and entry.is_dir(follow_symlinks=False):
                inner = {path.name for path in Path(entry.path).iterdir()}
                yield from (
                    f"{REPORT}/{name}"
                    for name in sorted(inner - set(report))
                    if not _of_the_system(name)
                )
            elif entry.name == REPORT or not (entry.name in _OWN or _of_the_system(entry.name)):
                yield entry.name


def _of_the_system(name: str) -> bool:
    return name.startswith(".") or name in _OF_THE_SYSTEM


def check_place(folder: Path, formats: tuple[int, ...]) -> None:
    """See that a model can be saved there without a loss.

    Raises
    ------
    ModelError
        If the place holds anything but a model.
    """
    place = Path(os.path.realpath(folder))
    try:
        if not os.path.lexists(place) or (place.is_dir() and not any(place.iterdir())):
            return
        if not place.is_dir():
            raise ModelError(f"{folder}: is no folder; name another place for the model")
        if not (place / MANIFEST).is_file():
            raise ModelError(f"{folder}: holds files that are no model; name another folder")
        report: Mapping[str, str] = {}
        with contextlib.suppress(ModelError):
            content = _file(place / MANIFEST, str(folder), MANIFEST)
            report = manifest_from(content, str(folder), formats).report
        strange = next(strangers(place, report), None)
    except OSError as error:
        raise ModelError(f"{folder}: can't be read: {error.strerror or error}") from None
    if strange is not None:
        raise ModelError(
            f"{folder}: {shortened(strange)} is no file of the model that lies there, and would be "
            "lost; move it away, or name another folder"
        )


def try_place(folder: Path) -> None:
    """Make a folder beside the place, or beside the first of its folders that is missing.

    Raises
    ------
    OSError
        If none can be made there.
    """
    place = Path(os.path.realpath(folder))
    while not place.parent.exists():
        place = place.parent
    with folder_beside(place):
        pass


def replace_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Put a model's folder in place of the one that stands there, whole.

    Parameters
    ----------
    folder
        The place, or a link to it. Its folder is made if need be.
    fill
        Writes the files into the folder that it is given.

    Raises
    ------
    OSError
        If it can't be written; what stood there still does.
    """
    place = Path(os.path.realpath(folder))
    place.parent.mkdir(parents=True, exist_ok=True)
    with folder_beside(place) as fresh:
        fill(fresh)
        if place.exists():
            if not os.access(place, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            fresh.chmod(stat.S_IMODE(place.stat().st_mode))
        settle(fresh)
        with one_at_a_time(place.parent):
            _swap(fresh, place)
            settle_names(place.parent)


def _swap(fresh: Path, place: Path) -> None:
    former = _former(place)
    _finish_cut_off(former, place)
    if place.exists():
        move_folder(place, former)
    try:
        move_folder(fresh, place)
    except OSError:
        if former.exists():
            move_folder(former, place)
        raise
    _finish_cut_off(former, place)


def _finish_cut_off(former: Path, place: Path) -> None:
    """Bring what was moved aside to an end: put it back if nothing took its place, or remove it."""
    if not former.exists():
        return
    if not place.exists():
        move_folder(former, place)
        return
    for entry in former.iterdir():
        if entry.name not in _OWN and not os.path.lexists(place / entry.name):
            entry.rename(place / entry.name)
    remove_folder(former)


def _former(place: Path) -> Path:
    """Where the former folder lies while a save is under way, or after one that was cut off."""
    return place.with_name(f".{place.name}.redrisk-former")


def spread_json(data: Any, depth: int = 3) -> str:
    """JSON with a line for each member of the outer levels: small, and easy to compare."""
    return _spread(data, depth) + "\n"


def _spread(data: Any, depth: int) -> str:
    if depth and isinstance(data, Mapping) and data:
        members = (f"{json.dumps(k)}: {_spread(v, depth - 1)}" for k, v in data.items())
        return "{\n" + ",\n".join(members) + "\n}"
    if depth and isinstance(data, list | tuple) and data:
        return "[\n" + ",\n".join(_spread(item, depth - 1) for item in data) + "\n]"
    return json.dumps(data, ensure_ascii=False)
