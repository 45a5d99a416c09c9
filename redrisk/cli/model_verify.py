"""``redrisk model verify``: whether a model's folder is whole, and who signed it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from redrisk._version import __version__
from redrisk.cli.text import printable
from redrisk.errors import InvalidInput, ModelError, Problem
from redrisk.persistence import Opened, opened


@click.command("verify")
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option(
    "--key", type=click.Path(path_type=Path), help="the public key that the model must be signed by"
)
def command(folder: Path, key: Path | None) -> None:
    """Check every hash of a model's FOLDER, and with --key its signature.

    Exit code 0: whole, and signed by the key if one is given. 1: damaged, altered, not signed, or
    signed by another key. 2: there is no such folder, or the key can't be read.
    """
    if not folder.is_dir():
        raise InvalidInput(
            [Problem("", "there is no such folder; name one that redrisk train wrote")], str(folder)
        )
    try:
        found = opened(folder, public_key=key)
    except ModelError as error:
        click.echo(printable(str(error)))
        sys.exit(1)
    for line in _lines(found, folder, key):
        click.echo(printable(line))


def _lines(found: Opened, folder: Path, key: Path | None) -> list[str]:
    held = found.folder
    pages = len(held.manifest.report)
    shipped = (
        f"It is the model that ships with redrisk {__version__}, byte for byte."
        if found.is_shipped
        else f"It is not the model that ships with redrisk {__version__}."
    )
    return [
        f"{folder}: whole: model {found.model.name}",
        f"  - {len(held.files)} files of the model and {pages} of its report are those that the "
        "manifest names, and there is no other.",
        "  - It goes with the data of this redrisk; card, evidence and cases agree.",
        f"  - {shipped}",
        f"  - manifest.json has the SHA-256 {held.manifest.digest}.",
        f"  - {_signature(found, key)}",
    ]


def _signature(found: Opened, key: Path | None) -> str:
    if key is not None:
        from redrisk.signature import fingerprint

        return f"Signed by the key {key}, whose SHA-256 is {fingerprint(key)}."
    if found.folder.signature is None:
        return "No signature was checked, and there is none."
    return "No signature was checked. There is one; --key with the signer's public key checks it."
