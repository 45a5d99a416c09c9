from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from redrisk import signature
from redrisk.errors import InvalidInput, MissingExtra, ModelError
from redrisk.persistence import load_model, opened
from redrisk.signature import fingerprint, is_protected, others_can_read, sign_model, write_key_pair
from tests.models import a_folder, edit, snapshot

PEM = serialization.Encoding.PEM


class Keys:
    """A pair of keys on disk."""

    def __init__(self, folder: Path, name: str = "mine", password: bytes | None = None) -> None:
        self.private, self.public = folder / f"{name}.pem", folder / f"{name}.pub.pem"
        self.mark = write_key_pair(self.private, self.public, password)


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_folder(tmp_path / "model", report=True)


def sign(folder: Path, private: Path | bytes, password: bytes | None = None) -> None:
    sign_model(folder, opened(folder).folder.manifest.content, private, password)


def refused(folder: Path, key: Path | bytes, words: str) -> None:
    with pytest.raises(ModelError, match=words) as caught:
        load_model(folder, public_key=key)
    assert str(caught.value).startswith(f"{folder}: ")


def test_a_signed_model_loads_with_the_signers_public_key(folder: Path, keys: Keys) -> None:
    sign(folder, keys.private)
    for key in (keys.public, str(keys.public), keys.public.read_bytes()):
        assert load_model(folder, public_key=key).name == load_model(folder).name


def test_a_signature_is_what_the_standard_says_and_covers_the_manifest(
    folder: Path, keys: Keys
) -> None:
    sign(folder, keys.private)
    content = (folder / "manifest.sig").read_bytes()
    public = serialization.load_pem_public_key(keys.public.read_bytes())
    assert isinstance(public, ed25519.Ed25519PublicKey)
    public.verify(content, (folder / "manifest.json").read_bytes())


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_openssl_checks_the_signature_too(folder: Path, keys: Keys) -> None:
    sign(folder, keys.private)
    command: list[str | Path] = [
        "openssl",
        "pkeyutl",
        "-verify",
        "-pubin",
        "-inkey",
        keys.public,
        "-rawin",
    ]
    command += ["-in", folder / "manifest.json", "-sigfile", folder / "manifest.sig"]
    assert (
        "Successfully"
        in subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, check=True
        ).stdout
    )


def test_a_model_without_a_signature_is_refused(folder: Path, keys: Keys) -> None:
    refused(folder, keys.public, "is not signed: there is no manifest.sig; sign it with")


def test_another_signer_is_refused(folder: Path, keys: Keys, tmp_path: Path) -> None:
    sign(folder, keys.private)
    refused(
        folder, Keys(tmp_path, "other").public, "no signature of this manifest.json by this key"
    )


def test_a_card_altered_together_with_its_hash_is_refused(folder: Path, keys: Keys) -> None:
    sign(folder, keys.private)
    edit(folder, "card.json", lambda card: card | {"penalty": card["penalty"] + 1})
    load_model(folder)
    refused(folder, keys.public, "altered after it was signed")


def test_another_models_signature_is_refused(folder: Path, keys: Keys, tmp_path: Path) -> None:
    other = a_folder(tmp_path / "other", name="other")
    sign(other, keys.private)
    shutil.copy(other / "manifest.sig", folder)
    refused(folder, keys.public, "altered after it was signed")


@pytest.mark.parametrize("place", [0, 31, 32, 63])
def test_a_flipped_bit_of_the_signature_is_refused(folder: Path, keys: Keys, place: int) -> None:
    sign(folder, keys.private)
    content = bytearray((folder / "manifest.sig").read_bytes())
    content[place] ^= 1
    (folder / "manifest.sig").write_bytes(bytes(content))
    refused(folder, keys.public, "no signature of this manifest.json by this key")


@pytest.mark.parametrize("length", [0, 1, 63, 65, 1000])
def test_a_signature_of_another_length_is_refused(folder: Path, keys: Keys, length: int) -> None:
    (folder / "manifest.sig").write_bytes(b"\0" * length)
    refused(folder, keys.public, f"has 64 bytes, this has {length}")


def test_a_signature_that_is_a_link_is_refused_with_and_without_a_key(
    folder: Path, keys: Keys, tmp_path: Path
) -> None:
    sign(folder, keys.private)
    (folder / "manifest.sig").rename(tmp_path / "outside")
    (folder / "manifest.sig").symlink_to(tmp_path / "outside")
    refused(folder, keys.public, "manifest.sig is a link")
    with pytest.raises(ModelError, match=r"manifest\.sig is a link"):
        load_model(folder)


def test_signing_again_replaces_the_signature(folder: Path, keys: Keys, tmp_path: Path) -> None:
    other = Keys(tmp_path, "other")
    sign(folder, keys.private)
    sign(folder, other.private)
    load_model(folder, public_key=other.public)
    refused(folder, keys.public, "another key signed it")


def test_saving_a_model_drops_the_former_ones_signature(folder: Path, keys: Keys) -> None:
    sign(folder, keys.private)
    load_model(folder).save(folder)
    refused(folder, keys.public, "is not signed")


def test_the_shipped_model_takes_no_key(keys: Keys) -> None:
    with pytest.raises(ModelError, match=r"bears no signature.*Leave the key out"):
        load_model(public_key=keys.public)


# Keys


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are another thing there")
def test_a_private_key_is_its_owners_alone(keys: Keys) -> None:
    assert keys.private.stat().st_mode & 0o777 == 0o600
    assert not others_can_read(keys.private)
    for mode in (0o640, 0o604):
        keys.private.chmod(mode)
        assert others_can_read(keys.private)
    assert not others_can_read(keys.private.with_name("nowhere"))


def test_two_pairs_differ_and_keys_are_never_written_over(keys: Keys, tmp_path: Path) -> None:
    assert Keys(tmp_path, "other").mark != keys.mark
    before = snapshot(tmp_path)
    with pytest.raises(InvalidInput, match=r"mine\.pem: exists already"):
        write_key_pair(keys.private, tmp_path / "new")
    with pytest.raises(InvalidInput, match=r"mine\.pub\.pem: exists already"):
        write_key_pair(tmp_path / "new", keys.public)
    assert snapshot(tmp_path) == before


def test_the_fingerprint_is_of_the_public_key(keys: Keys) -> None:
    der = serialization.load_pem_public_key(keys.public.read_bytes()).public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    assert fingerprint(keys.public) == keys.mark == hashlib.sha256(der).hexdigest()


def test_a_password_protects_a_key(folder: Path, tmp_path: Path) -> None:
    keys = Keys(tmp_path, password=b"correct horse")
    assert is_protected(keys.private)
    assert not is_protected(keys.public)
    with pytest.raises(InvalidInput, match="is protected by a password; give it with"):
        sign(folder, keys.private)
    with pytest.raises(InvalidInput, match="the password is wrong"):
        sign(folder, keys.private, b"battery staple")
    assert not (folder / "manifest.sig").exists()
    sign(folder, keys.private, b"correct horse")
    load_model(folder, public_key=keys.public)


def test_a_password_for_a_key_without_one_is_not_needed(folder: Path, keys: Keys) -> None:
    sign(folder, keys.private, b"correct horse")
    load_model(folder, public_key=keys.public)


def pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def public_pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    public = key.public_key()
    return public.public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ELLIPTIC = ec.generate_private_key(ec.SECP256R1())
RUBBISH = (b"", b"x", b"\0\xff", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (pem(RSA), r"key of another kind \(RSA\); only Ed25519"),
        (pem(ELLIPTIC), r"key of another kind \(EC\); only Ed25519"),
        (public_pem(RSA), "is a public key; the private one of the pair"),
        *((rubbish, "no Ed25519 key in PEM.*redrisk model keygen") for rubbish in RUBBISH),
    ],
)
def test_what_is_no_private_key_is_told(folder: Path, key: bytes, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        sign(folder, key)
    assert not (folder / "manifest.sig").exists()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (public_pem(RSA), r"key of another kind \(RSA\); only Ed25519"),
        (public_pem(ELLIPTIC), r"key of another kind \(EC\); only Ed25519"),
        (pem(RSA), "is a private key; give the public one of the pair, and keep this one secret"),
        *((rubbish, "no Ed25519 key in PEM.*redrisk model keygen") for rubbish in RUBBISH[:3]),
        (b"ssh-ed25519 AAAAC3 me@here", "no Ed25519 key in PEM"),
    ],
)
def test_what_is_no_public_key_is_told(folder: Path, keys: Keys, key: bytes, words: str) -> None:
    sign(folder, keys.private)
    with pytest.raises(InvalidInput, match=words):
        load_model(folder, public_key=key)


def test_a_key_that_is_not_there_is_told(folder: Path, tmp_path: Path) -> None:
    for call in (lambda key: sign(folder, key), lambda key: load_model(folder, public_key=key)):
        asked: Callable[[Path], object] = call
        with pytest.raises(InvalidInput, match="nowhere: can't be read: No such file"):
            asked(tmp_path / "nowhere")


def test_without_the_package_the_extra_is_named(
    folder: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(folder, keys.private)
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives", None)
    with pytest.raises(MissingExtra, match=r"pip install 'redrisk\[sign\]'"):
        load_model(folder, public_key=keys.public)
    with pytest.raises(MissingExtra, match="signing models and checking signatures"):
        sign(folder, keys.private)
    load_model(folder)


def test_nothing_of_cryptography_is_loaded_without_a_key() -> None:
    code = (
        "import sys, redrisk, redrisk.signature; redrisk.load_model();"
        "assert 'cryptography' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603
    assert signature.KeySource
