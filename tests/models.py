"""Folders of models for tests: whole ones, and ones changed together with their hashes."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from redrisk.model_folder import FILES, manifest_bytes, manifest_from, spread_json
from redrisk.persistence import FORMAT, load_model, write_model

NAME = "a test's model"


def contents(**card: Any) -> dict[str, Any]:
    """What the shipped model's files hold, under another name."""
    plain = copy.deepcopy(dict(load_model().contents))
    plain["card.json"].update({"name": NAME, **card})
    return plain


def a_folder(place: Path, *, report: bool = False, **card: Any) -> Path:
    """A whole folder of a model that is not the shipped one."""
    write_model(place, contents(**card), _pages if report else None)
    return place


def _pages(folder: Path) -> None:
    folder.mkdir()
    (folder / "report.md").write_text("# The report\n", encoding="utf-8")
    (folder / "model_card.md").write_text("# The model card\n", encoding="utf-8")


def edit(folder: Path, name: str, change: Callable[[Any], Any]) -> None:
    """Change a file, and its hash in the manifest too, as one does who knows the format."""
    plain = json.loads((folder / name).read_text(encoding="utf-8"))
    replaced(folder, name, spread_json(change(plain)).encode())


def replaced(folder: Path, name: str, content: bytes) -> None:
    """Put other bytes into a file, and their hash into the manifest."""
    (folder / name).write_bytes(content)
    path = folder / "manifest.json"
    manifest = manifest_from(path.read_bytes(), str(folder), (FORMAT,))
    files = {**manifest.files, name: hashlib.sha256(content).hexdigest()}
    path.write_bytes(manifest_bytes(FORMAT, files, manifest.data, manifest.report))


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


ALL_FILES = (*FILES, "manifest.json")
