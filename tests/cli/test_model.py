from __future__ import annotations

import json
import sys
from pathlib import Path
from unittest import mock

import pytest

from redrisk import __version__
from redrisk.persistence import load_model
from redrisk.signature import fingerprint
from tests.helpers import ROOT, run
from tests.models import a_folder, edit, snapshot

SHIPPED = ROOT / "redrisk" / "model"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_folder(tmp_path / "model", report=True)


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, Path]:
    private, public = tmp_path / "private.pem", tmp_path / "public.pem"
    made = run("model", "keygen", private, public)
    assert made.code == 0, made.err
    assert fingerprint(public) in made.err
    assert "no password: whoever has the file can sign" in made.err
    return private, public


def test_the_shipped_model_is_whole_and_known() -> None:
    result = run("model", "verify", SHIPPED)
    assert (result.code, result.err) == (0, "")
    assert f"{SHIPPED}: whole: model {load_model().name}" in result.out
    assert f"the model that ships with redrisk {__version__}, byte for byte" in result.out
    assert "No signature was checked, and there is none." in result.out


def test_another_model_is_whole_and_said_not_to_be_the_shipped_one(folder: Path) -> None:
    result = run("model", "verify", folder)
    assert result.code == 0
    assert "4 files of the model and 2 of its report" in result.out
    assert f"It is not the model that ships with redrisk {__version__}." in result.out


def test_signing_and_verifying(folder: Path, keys: tuple[Path, Path]) -> None:
    private, public = keys
    unsigned = run("model", "verify", folder, "--key", public)
    assert unsigned.code == 1
    assert "is not signed" in unsigned.out
    before = snapshot(folder)
    signed = run("model", "sign", folder, "--key", private)
    assert (signed.code, signed.out) == (0, "")
    assert "warning" not in signed.err
    assert {k: v for k, v in snapshot(folder).items() if k != "manifest.sig"} == before
    checked = run("model", "verify", folder, "--key", public)
    assert checked.code == 0
    assert f"Signed by the key {public}, whose SHA-256 is {fingerprint(public)}." in checked.out
    unchecked = run("model", "verify", folder)
    assert unchecked.code == 0
    assert "No signature was checked. There is one; --key" in unchecked.out


@pytest.mark.parametrize("with_key", [False, True])
def test_a_damaged_model_is_exit_code_1(
    folder: Path, keys: tuple[Path, Path], with_key: bool
) -> None:
    run("model", "sign", folder, "--key", keys[0])
    (folder / "card.json").write_bytes(b"{}")
    result = run("model", "verify", folder, *(("--key", keys[1]) if with_key else ()))
    assert (result.code, result.err) == (1, "")
    assert "card.json is not the file that the manifest names" in result.out
    assert result.out.count("\n") == 1


def test_only_the_key_tells_a_card_that_was_altered_together_with_its_hash(
    folder: Path, keys: tuple[Path, Path]
) -> None:
    run("model", "sign", folder, "--key", keys[0])
    edit(folder, "card.json", lambda card: card | {"penalty": 2})
    assert run("model", "verify", folder).code == 0
    result = run("model", "verify", folder, "--key", keys[1])
    assert result.code == 1
    assert "altered after it was signed" in result.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify", "nowhere"),
        ("verify", "model", "--key", "nowhere"),
        ("verify", "model", "--key", "private.pem"),
        ("sign", "nowhere", "--key", "private.pem"),
        ("sign", "model", "--key", "nowhere"),
        ("sign", "model", "--key", "public.pem"),
        ("sign", "model", "--key", "private.pem", "--password-file", "nowhere"),
        ("keygen", "private.pem", "other.pem"),
        ("keygen", "other.pem", "public.pem"),
        ("keygen", "other.pem", "third.pem", "--password-file", "nowhere"),
        ("keygen", "other.pem", "third.pem", "--password-file", "empty"),
        ("keygen", "no/such/folder/a.pem", "third.pem"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(
    folder: Path,
    keys: tuple[Path, Path],
    arguments: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").write_bytes(b"\n")
    if arguments[-1] == "nowhere" and "sign" in arguments and len(arguments) == 6:
        run("model", "keygen", "locked.pem", "locked.pub", "--password-file", word(tmp_path))
        arguments = (*arguments[:3], "locked.pem", *arguments[4:])
    before = snapshot(tmp_path)
    result = run("model", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("redrisk: ")
    assert result.err.count("\n") == 1
    assert snapshot(tmp_path) == before
    assert keys[0].exists()
    assert folder.exists()


def word(place: Path, text: str = "correct horse") -> Path:
    path = place / "word"
    path.write_text(f"{text}\nand this is no part of it\n", encoding="utf-8")
    return path


def test_a_password_comes_from_a_file_or_from_the_person(folder: Path, tmp_path: Path) -> None:
    private, public = tmp_path / "locked.pem", tmp_path / "locked.pub"
    made = run("model", "keygen", private, public, "--password-file", word(tmp_path))
    assert "no password" not in made.err
    unasked = run("model", "sign", folder, "--key", private)
    assert (unasked.code, unasked.out) == (2, "")
    assert "give it with --password-file" in unasked.err
    wrong = run("model", "sign", folder, "--key", private, "--password-file", word(tmp_path, "x"))
    assert wrong.code == 2
    assert "the password is wrong" in wrong.err
    right = run("model", "sign", folder, "--key", private, "--password-file", word(tmp_path))
    assert right.code == 0
    assert run("model", "verify", folder, "--key", public).code == 0
    (folder / "manifest.sig").unlink()
    with (
        mock.patch("click.prompt", return_value="correct horse") as asked,
        mock.patch("redrisk.cli.model_sign._somebody_can_type", return_value=True),
    ):
        assert run("model", "sign", folder, "--key", private).code == 0
    assert asked.call_args.kwargs["hide_input"]
    assert run("model", "verify", folder, "--key", public).code == 0


def test_a_new_password_is_asked_for_twice(tmp_path: Path) -> None:
    with (
        mock.patch("click.prompt", return_value="correct horse") as asked,
        mock.patch("redrisk.cli.model_sign._somebody_can_type", return_value=True),
    ):
        made = run("model", "keygen", tmp_path / "a", tmp_path / "b", "--password")
    assert made.code == 0
    assert asked.call_args.kwargs["confirmation_prompt"]
    assert b"ENCRYPTED" in (tmp_path / "a").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are another thing there")
def test_a_private_key_that_others_can_read_is_warned_of(
    folder: Path, keys: tuple[Path, Path]
) -> None:
    keys[0].chmod(0o644)
    result = run("model", "sign", folder, "--key", keys[0])
    assert result.code == 0
    assert "can be read by others" in result.err


def test_a_damaged_model_is_not_signed(folder: Path, keys: tuple[Path, Path]) -> None:
    (folder / "cases.json").write_bytes(b"[]")
    result = run("model", "sign", folder, "--key", keys[0])
    assert result.code == 2
    assert "cases.json is not the file" in result.err
    assert not (folder / "manifest.sig").exists()


def test_without_the_package_the_extra_is_named(
    folder: Path, keys: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run("model", "sign", folder, "--key", keys[0])
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives", None)
    for arguments in (
        ("verify", folder, "--key", keys[1]),
        ("sign", folder, "--key", keys[0]),
        ("keygen", tmp_path / "a", tmp_path / "b"),
    ):
        result = run("model", *arguments)
        assert (result.code, result.out) == (2, "")
        assert "pip install 'redrisk[sign]'" in result.err
    assert run("model", "verify", folder).code == 0


def test_every_command_is_listed_with_its_help() -> None:
    listed = run("model", "--help").out
    for name in ("verify", "sign", "keygen"):
        assert name in listed
        assert run("model", name, "--help").code == 0


def test_a_terminal_obeys_no_name_of_a_model(folder: Path) -> None:
    edit(folder, "card.json", lambda card: card | {"name": "a\x1b[2Jb"})
    result = run("model", "verify", folder)
    assert result.code == 0
    assert "\x1b" not in result.out
    assert json.loads((folder / "card.json").read_text("utf-8"))["name"] == "a\x1b[2Jb"
