"""A model on disk: a folder of JSON files with a format number and hashes. Nothing in it is run.

Raising FORMAT: when a file's meaning changes, add one, and keep the reader of the old format in
``_READERS`` with a test on an old folder.
"""

from __future__ import annotations

import functools
import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from redrisk.context import StateContext
from redrisk.errors import ModelError, quote, reason_of
from redrisk.features import FEATURES
from redrisk.nearest import DecidedCase
from redrisk.scorecard import Model, row_from

FORMAT = 1
FILES = ("card.json", "evidence.json", "cases.json", "metrics.json")
DATA_FILES = ("states.json", "charge_lexicon.json")
"""The compiled data on which a level depends; a model goes with the hashes of these."""


def load_model(folder: str | Path | None = None) -> Model:
    """Read a model from its folder, or the shipped one.

    Parameters
    ----------
    folder
        Where ``manifest.json`` lies; None for the model that ships with this version.

    Returns
    -------
    Model
        Ready for ``redrisk.score``.

    Raises
    ------
    ModelError
        If a file is missing, damaged or altered, its format is not one that this version reads,
        or the data that it goes with are not the ones installed.

    Examples
    --------
    >>> load_model().lower < 0 < load_model().upper
    True
    """
    return _shipped_model() if folder is None else _read(Path(folder), str(folder))


@functools.cache
def _shipped_model() -> Model:
    return _read(resources.files("redrisk") / "model", "the shipped model")


def _read(folder: Traversable, where: str) -> Model:
    manifest = _json(_bytes(folder, "manifest.json", where), "manifest.json", where)
    number = manifest.get("format") if isinstance(manifest, dict) else None
    reader = _READERS.get(number) if isinstance(number, int) else None
    if reader is None:
        raise ModelError(
            f"{where}: model format {quote(number)} can't be read; this version reads "
            f"{', '.join(map(str, _READERS))}; a newer redrisk may"
        )
    promised = {key: manifest.get(key) for key in ("files", "data")}
    if not all(isinstance(hashes, dict) for hashes in promised.values()):
        raise ModelError(f"{where}: manifest.json names no files or data; the folder is damaged")
    contents = {}
    for name in FILES:
        content = _bytes(folder, name, where)
        digest = hashlib.sha256(content).hexdigest()
        if digest != promised["files"].get(name):
            raise ModelError(
                f"{where}: {name} is not the file that the manifest names: it was altered or only "
                "partly written; restore the folder, or train the model again"
            )
        contents[name] = _json(content, name, where)
    data = _data_bytes()
    for name, content in data.items():
        if hashlib.sha256(content).hexdigest() != promised["data"].get(name):
            raise ModelError(
                f"{where}: the model goes with another edition of data/{name}; "
                "use the redrisk version that it was trained with, or train it again"
            )
    try:
        hashes = {**manifest["files"], **{f"data/{k}": v for k, v in manifest["data"].items()}}
        return reader(contents, hashes, data)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{where}: card.json has not the form of format {number}: {reason_of(error)}"
        ) from None


def _read_format_1(
    contents: Mapping[str, Any], hashes: Mapping[str, str], data: Mapping[str, bytes]
) -> Model:
    card = contents["card.json"]
    rows, column = [], 0
    by_id = {plain["id"]: plain for plain in card["features"]}
    if list(by_id) != [feature.id for feature in FEATURES]:
        raise ValueError("its features are not those of this version's catalogue")
    for plain in card["features"]:
        rows.append(row_from(plain, column))
        column += len(plain["cuts"])
    lower, upper = card["bounds"]["lower"], card["bounds"]["upper"]
    if not (isinstance(lower, int) and isinstance(upper, int) and lower <= 0 <= upper):
        raise ValueError("its bounds are not whole points either side of 0")
    covariance = tuple(tuple(map(float, line)) for line in card["covariance"])
    if len(covariance) != column or any(len(line) != column for line in covariance):
        raise ValueError("its covariance does not fit its columns")
    return Model(
        name=card["name"],
        rows=tuple(rows),
        lower=lower,
        upper=upper,
        covariance=covariance,
        multiplier=card["interval"]["multiplier"],
        cases=tuple(_decided_case(plain) for plain in contents["cases.json"]),
        contents=contents,
        hashes=hashes,
        context=StateContext(json.loads(data["states.json"])),
    )


def _decided_case(plain: Mapping[str, Any]) -> DecidedCase:
    pairs = zip(FEATURES, plain["levels"], strict=True)
    return DecidedCase(
        case_id=plain["case_id"],
        label=plain["label"],
        decided_by=plain["decided_by"],
        descriptor=plain["descriptor"],
        publishers=tuple(plain["publishers"]),
        affair=plain["affair"],
        levels={feature.id: (first, last) for feature, (first, last) in pairs},
    )


_READERS = {1: _read_format_1}


def model_from(contents: Mapping[str, Any]) -> Model:
    """A model from the content of its files, as if it had been written and read.

    Parameters
    ----------
    contents
        File name to content, for each of ``FILES``.
    """
    written = {name: spread_json(contents[name]).encode() for name in FILES}
    data = _data_bytes()
    hashes = {**_digests(written), **{f"data/{k}": v for k, v in _digests(data).items()}}
    read = {name: json.loads(content) for name, content in written.items()}
    return _READERS[FORMAT](read, hashes, data)


def save_model(model: Model, folder: str | Path) -> None:
    """Write a model's folder: whole under another name first, then moved into place.

    Parameters
    ----------
    model
        The model.
    folder
        Where it will lie; a model that lies there is replaced, anything else is left alone.

    Raises
    ------
    ModelError
        If the folder holds something that is not a model, or can't be written.
    """
    target = Path(folder)
    if target.exists() and any(target.iterdir()) and not (target / "manifest.json").is_file():
        raise ModelError(f"{target}: holds files that are no model; name another folder")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as work:
            fresh, former = Path(work, "fresh"), Path(work, "former")
            write_model(fresh, model.contents)
            if target.exists():
                for extra in target.iterdir():
                    if extra.name not in (*FILES, "manifest.json"):
                        shutil.move(extra, fresh / extra.name)
                target.rename(former)
            fresh.rename(target)
    except OSError as error:
        raise ModelError(f"{target}: can't be written: {error.strerror or error}") from None


def write_model(folder: Path, contents: Mapping[str, Any]) -> None:
    """Write a model's files and its manifest, the manifest last."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {name: spread_json(contents[name]).encode() for name in FILES}
    for name, content in written.items():
        (folder / name).write_bytes(content)
    manifest = {"format": FORMAT, "files": _digests(written), "data": _digests(_data_bytes())}
    (folder / "manifest.json").write_bytes(spread_json(manifest).encode())


def _digests(contents: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}


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


def _data_bytes() -> dict[str, bytes]:
    folder = resources.files("redrisk") / "data"
    return {name: (folder / name).read_bytes() for name in DATA_FILES}


def _bytes(folder: Traversable, name: str, where: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelError(f"{where}: {name} can't be read: {reason}") from None


def _json(content: bytes, name: str, where: str) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise ModelError(f"{where}: {name} is not JSON; the folder is damaged") from None
