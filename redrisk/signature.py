"""Detached signatures of models: Ed25519 (RFC 8032) over the bytes of manifest.json.

The manifest names the SHA-256 of every file of the model and of the data that it goes with, so the
signature covers them all. It is the 64 bytes that RFC 8032 defines and nothing else, so that other
programs can check it too:

    openssl pkeyutl -verify -pubin -inkey public.pem -rawin -in manifest.json -sigfile manifest.sig

The mathematics is that of the package cryptography, which is loaded only here.
"""

from __future__ import annotations

import hashlib
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redrisk.errors import InvalidInput, MissingExtra, ModelError, Problem
from redrisk.model_folder import MANIFEST, SIGNATURE, Folder
from redrisk.writing import write_whole

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

KeySource = str | Path | bytes
"""The file of a key, or its PEM text as bytes."""

_BYTES = 64
_MOST_BYTES = 100_000
_MADE = "make a pair with redrisk model keygen"


def write_key_pair(private: Path, public: Path, password: bytes | None = None) -> str:
    """Make a pair of keys and write them, as PEM.

    Parameters
    ----------
    private
        Where the private key goes; on Linux and macOS only its owner can read it.
    public
        Where the public key goes.
    password
        Protects the private key; None leaves it unprotected.

    Returns
    -------
    str
        The public key's fingerprint.

    Raises
    ------
    InvalidInput
        If either file exists, or can't be written.
    MissingExtra
        If the package cryptography is not installed.
    """
    keys = _keys()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    protection = keys.BestAvailableEncryption(password) if password else keys.NoEncryption()
    secret = key.private_bytes(keys.Encoding.PEM, keys.PrivateFormat.PKCS8, protection)
    shown = key.public_key().public_bytes(keys.Encoding.PEM, keys.PublicFormat.SubjectPublicKeyInfo)
    write_whole(private, secret, mode=0o600)
    try:
        write_whole(public, shown, mode=0o644)
    except InvalidInput:
        private.unlink()
        raise
    return fingerprint(shown)


def sign_model(folder: Path, manifest: bytes, private: KeySource, password: bytes | None) -> None:
    """Write the signature of a manifest into its folder; a former one is replaced.

    Parameters
    ----------
    folder
        The model's folder, which was read and found whole.
    manifest
        The bytes of its manifest, as they were read.
    private
        The private key.
    password
        Of the private key, if it has one.

    Raises
    ------
    InvalidInput
        If the key is no Ed25519 private key, or the signature can't be written.
    MissingExtra
        If the package cryptography is not installed.
    """
    signature = _private_key(private, password).sign(manifest)
    write_whole(folder / SIGNATURE, signature, over=True)


def check_signature(folder: Folder, public: KeySource, where: str) -> None:
    """See that a folder is signed with the private key that belongs to a public one.

    Raises
    ------
    ModelError
        If it is not signed, or the signature is not of this manifest by that key.
    InvalidInput
        If the key is no Ed25519 public key.
    MissingExtra
        If the package cryptography is not installed.
    """
    key = _public_key(public)
    if folder.signature is None:
        raise ModelError(
            f"{where}: is not signed: there is no {SIGNATURE}; sign it with redrisk model sign, or "
            "get the signed folder from whoever trained it"
        )
    if len(folder.signature) != _BYTES:
        raise ModelError(
            f"{where}: {SIGNATURE} is damaged: an Ed25519 signature has {_BYTES} bytes, this has "
            f"{len(folder.signature)}; get it again from whoever signed the model"
        )
    from cryptography.exceptions import InvalidSignature

    try:
        key.verify(folder.signature, folder.manifest.content)
    except InvalidSignature:
        raise ModelError(
            f"{where}: {SIGNATURE} is no signature of this {MANIFEST} by this key: the model was "
            "altered after it was signed, or another key signed it; get both from whoever signed it"
        ) from None


def fingerprint(public: KeySource) -> str:
    """SHA-256 of a public key's DER form, by which people compare keys."""
    keys = _keys()
    der = _public_key(public).public_bytes(
        keys.Encoding.DER, keys.PublicFormat.SubjectPublicKeyInfo
    )
    return hashlib.sha256(der).hexdigest()


def is_protected(private: KeySource) -> bool:
    """Whether a private key needs a password."""
    return b"ENCRYPTED" in _content(private)


def others_can_read(private: Path) -> bool:
    """Whether other users of this computer can read a key; never told on Windows."""
    if sys.platform == "win32":
        return False
    try:
        return bool(private.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
    except OSError:
        return False


def _private_key(source: KeySource, password: bytes | None) -> Ed25519PrivateKey:
    content, where = _content(source), _where(source)
    if _is_public(content):
        raise _wrong(where, "is a public key; the private one of the pair is needed to sign")
    keys = _keys()
    from cryptography.hazmat.primitives.asymmetric import ed25519

    if password is None and is_protected(content):
        raise _wrong(where, "is protected by a password; give it with --password-file")
    # cryptography refuses a password for a key that has none.
    used = password if is_protected(content) else None
    try:
        key: object = keys.load_pem_private_key(content, used)
    except (ValueError, TypeError, _unsupported()):
        wrong = "can't be opened: the password is wrong, or the file is damaged"
        raise _wrong(where, wrong if used is not None else _no_key()) from None
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise _wrong(where, _other_kind(key))
    return key


def _public_key(source: KeySource) -> Ed25519PublicKey:
    content, where = _content(source), _where(source)
    if _is_private(content):
        message = "is a private key; give the public one of the pair, and keep this one secret"
        raise _wrong(where, message)
    keys = _keys()
    from cryptography.hazmat.primitives.asymmetric import ed25519

    try:
        key: object = keys.load_pem_public_key(content)
    except (ValueError, TypeError, _unsupported()):
        raise _wrong(where, _no_key()) from None
    if not isinstance(key, ed25519.Ed25519PublicKey):
        raise _wrong(where, _other_kind(key))
    return key


def _is_public(content: bytes) -> bool:
    return b"PUBLIC KEY-----" in content


def _is_private(content: bytes) -> bool:
    return b"PRIVATE KEY-----" in content


def _no_key() -> str:
    return f"is no Ed25519 key in PEM (PKCS #8 or SubjectPublicKeyInfo); {_MADE}"


def _other_kind(key: object) -> str:
    kind = type(key).__name__.lstrip("_").removesuffix("PrivateKey").removesuffix("PublicKey")
    return f"is a key of another kind ({kind}); only Ed25519 is used; {_MADE}"


def _wrong(where: str, message: str) -> InvalidInput:
    return InvalidInput([Problem("", message)], where)


def _where(source: KeySource) -> str:
    return "the key" if isinstance(source, bytes) else str(source)


def _content(source: KeySource) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        with Path(source).open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError as error:
        raise _wrong(str(source), f"can't be read: {error.strerror or error}") from None


def _keys() -> Any:
    try:
        from cryptography.hazmat.primitives import serialization
    except ImportError:
        raise MissingExtra("signing models and checking signatures", "sign") from None
    return serialization


def _unsupported() -> type[Exception]:
    from cryptography.exceptions import UnsupportedAlgorithm

    return UnsupportedAlgorithm
