"""A model on disk: a folder of JSON files with a format number and hashes. Nothing in it is run.

Raising FORMAT: when a file's meaning changes, add one, and keep the reader of the old format in
``_READERS`` with a test on an old folder.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from redrisk._shipped_model import MANIFEST_SHA256, NAME
from redrisk.context import StateContext
from redrisk.errors import ModelError, quote
from redrisk.features import FEATURES
from redrisk.model_folder import (
    DATA_FILES,
    FILES,
    MANIFEST,
    REMEDY,
    REPORT,
    Folder,
    Manifest,
    check_hashes,
    check_place,
    manifest_bytes,
    manifest_from,
    read_folder,
    replace_folder,
    spread_json,
    strict_json,
    try_place,
)
from redrisk.nearest import DecidedCase
from redrisk.scorecard import Model, row_from
from redrisk.writing import reason

FORMAT = 1


def load_model(
    folder: str | Path | None = None, *, public_key: str | Path | bytes | None = None
) -> Model:
    """Read a model from its folder, or the shipped one.

    Parameters
    ----------
    folder
        Where ``manifest.json`` lies; None for the model that ships with this version.
    public_key
        The file of an Ed25519 public key, or its PEM text as bytes. The folder must then be signed
        with the private key that belongs to it. Without it no signature is checked.

    Returns
    -------
    Model
        Ready for ``redrisk.score``.

    Raises
    ------
    ModelError
        If a file is missing, damaged, altered or not named by the manifest; its format is not one
        that this version reads; its files contradict each other; the data that it goes with are
        not the ones installed; or it is not signed with the key.
    InvalidInput
        If the public key can't be read.
    MissingExtra
        If a public key is given and the package that checks signatures is not installed.

    Source
    ------
    docs/models.md.

    Examples
    --------
    >>> load_model().lower < 0 < load_model().upper
    True
    """
    if folder is not None:
        return opened(folder, public_key=public_key).model
    if public_key is not None:
        raise ModelError(
            "the shipped model bears no signature; redrisk knows its hash. Leave the key out"
        )
    return _shipped_model()


class Opened:
    """A model that was read from a folder, and what was found about it.

    Attributes
    ----------
    model
        The model.
    folder
        Its files as they were read.
    is_shipped
        Whether it is, byte for byte, the model that ships with this version.
    """

    def __init__(self, folder: Folder, where: str) -> None:
        self.folder = folder
        self.is_shipped = folder.manifest.digest == MANIFEST_SHA256
        self.model = _model(folder.manifest, folder.files, where)


def opened(folder: str | Path, *, public_key: str | Path | bytes | None = None) -> Opened:
    """Read a model's folder, and tell what was found; for the rest see ``load_model``."""
    where = str(folder)
    found = read_folder(Path(folder), where, tuple(_READERS))
    if public_key is not None:
        from redrisk.signature import check_signature

        check_signature(found, public_key, where)
    return Opened(found, where)


@functools.cache
def _shipped_model() -> Model:
    where, folder = "the shipped model", resources.files("redrisk") / "model"
    try:
        content = (folder / MANIFEST).read_bytes()
        files = {name: (folder / name).read_bytes() for name in FILES}
    except OSError as error:
        raise ModelError(f"{where}: {error.strerror or error}; install redrisk again") from None
    if hashlib.sha256(content).hexdigest() != MANIFEST_SHA256:
        raise ModelError(
            f"{where}: {MANIFEST} is not the one that this version was released with; install "
            "redrisk again"
        )
    manifest = manifest_from(content, where, tuple(_READERS))
    check_hashes(files, manifest.files, where)
    return _model(manifest, files, where)


def _model(manifest: Manifest, files: Mapping[str, bytes], where: str) -> Model:
    """The model, if its files make sense and go with the data that are installed."""
    is_shipped = manifest.digest == MANIFEST_SHA256
    contents = {
        name: json.loads(content) if is_shipped else strict_json(content, name, where)
        for name, content in files.items()
    }
    data = _data_bytes()
    for name, content in data.items():
        if hashlib.sha256(content).hexdigest() != manifest.data[name]:
            raise ModelError(
                f"{where}: the model goes with another edition of data/{name}; "
                "use the redrisk version that it was trained with, or train it again"
            )
    # The release recipe proved the shipped files; any other could have been written by hand.
    if not is_shipped:
        _check_other(contents, where)
    hashes = {**manifest.files, **{f"data/{name}": value for name, value in manifest.data.items()}}
    return _READERS[manifest.format](contents, hashes, data)


def _check_other(contents: Mapping[str, Any], where: str) -> None:
    """See that a model which is not the shipped one makes sense, and does not pass for it."""
    from redrisk.model_form import Flaw, check_form

    try:
        check_form(contents)
    except Flaw as flaw:
        raise ModelError(
            f"{where}: {flaw}; its hash is right, so it was made so, or altered together with "
            f"{MANIFEST}; {REMEDY}"
        ) from None
    if contents["card.json"]["name"] == NAME:
        raise ModelError(
            f"{where}: calls itself {quote(NAME)}, which is the shipped model's name, but is not "
            "that model: it was altered together with its hashes; leave the folder out to use the "
            "shipped one, or train a model under a name of its own"
        )


def _read_format_1(
    contents: Mapping[str, Any], hashes: Mapping[str, str], data: Mapping[str, bytes]
) -> Model:
    card = contents["card.json"]
    rows, column = [], 0
    for plain in card["features"]:
        rows.append(row_from(plain, column))
        column += len(plain["cuts"])
    return Model(
        name=card["name"],
        rows=tuple(rows),
        lower=card["bounds"]["lower"],
        upper=card["bounds"]["upper"],
        covariance=tuple(tuple(map(float, line)) for line in card["covariance"]),
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


_READERS: Mapping[int, Callable[..., Model]] = {1: _read_format_1}


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


def save_model(
    model: Model, folder: str | Path, report: Callable[[Path], None] | None = None
) -> None:
    """Write a model's folder: whole under another name first, then moved into place.

    Parameters
    ----------
    model
        The model.
    folder
        Where it will lie; a model that lies there is replaced, with its report and signature.
    report
        Writes the model's report into the folder that it is given; None for no report.

    Raises
    ------
    ModelError
        If the folder holds something that is not a model, or can't be written. What stood there
        still does.
    """
    check_place(Path(folder), tuple(_READERS))

    def fill(fresh: Path) -> None:
        if write_model(fresh, model.contents, report) != MANIFEST_SHA256:
            _check_name(model.name)

    try:
        replace_folder(Path(folder), fill)
    except OSError as error:
        raise ModelError(f"{folder}: can't be written: {reason(error)}") from None


def check_can_save(folder: str | Path, name: str) -> None:
    """See that a model of that name can be saved there, before one is learned.

    Raises
    ------
    ModelError
        If the place holds anything but a model, can't be written to, or the name is the shipped
        model's.
    """
    _check_name(name)
    check_place(Path(folder), tuple(_READERS))
    try:
        try_place(Path(folder))
    except OSError as error:
        raise ModelError(f"{folder}: can't be written: {reason(error)}") from None


def _check_name(name: str) -> None:
    if name == NAME:
        raise ModelError(f"{quote(name)} is the shipped model's name; give the model another")


def write_model(
    folder: Path, contents: Mapping[str, Any], report: Callable[[Path], None] | None = None
) -> str:
    """Write a model's files and its manifest, the manifest last; the manifest's SHA-256."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {name: spread_json(contents[name]).encode() for name in FILES}
    for name, content in written.items():
        (folder / name).write_bytes(content)
    pages: dict[str, bytes] = {}
    if report is not None:
        report(folder / REPORT)
        pages = {path.name: path.read_bytes() for path in (folder / REPORT).iterdir()}
    manifest = manifest_bytes(FORMAT, _digests(written), _digests(_data_bytes()), _digests(pages))
    (folder / MANIFEST).write_bytes(manifest)
    return hashlib.sha256(manifest).hexdigest()


def _digests(contents: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}


def _data_bytes() -> dict[str, bytes]:
    folder = resources.files("redrisk") / "data"
    return {name: (folder / name).read_bytes() for name in DATA_FILES}
