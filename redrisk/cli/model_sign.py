"""``redrisk model sign``: a signature for a model's folder."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from redrisk.cli.text import printable
from redrisk.errors import InvalidInput, Problem
from redrisk.persistence import opened
from redrisk.signature import is_protected, others_can_read, sign_model


@click.command("sign")
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option("--key", required=True, type=click.Path(path_type=Path), help="your private key")
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    help="a file whose first line is the key's password (default: you are asked)",
)
def command(folder: Path, key: Path, password_file: Path | None) -> None:
    """Write FOLDER/manifest.sig, after the whole of FOLDER was checked.

    The signature covers every file that the manifest names. A former one is replaced.
    """
    found = opened(folder)
    password = password_for(key, password_file) if is_protected(key) else None
    sign_model(folder, found.folder.manifest.content, key, password)
    if others_can_read(key):
        warning = f"redrisk: warning: {key} can be read by others; make it your own: chmod 600"
        click.echo(printable(warning), err=True)
    click.echo(printable(f"signed {folder}: wrote {folder / 'manifest.sig'}"), err=True)


def password_for(key: Path, file: Path | None, *, twice: bool = False) -> bytes:
    """The password of a private key, from a file or from the person at the terminal.

    Raises
    ------
    InvalidInput
        If there is neither, or the password is empty.
    """
    if file is None and not _somebody_can_type():
        message = "is protected by a password; give it with --password-file"
        raise InvalidInput([Problem("", message)], str(key))
    if file is None:
        asked = f"Password of {printable(str(key))}"
        text: str = click.prompt(asked, hide_input=True, err=True, confirmation_prompt=twice)
        return text.encode()
    try:
        lines = file.read_bytes().splitlines()
    except OSError as error:
        message = f"can't be read: {error.strerror or error}"
        raise InvalidInput([Problem("", message)], str(file)) from None
    if not lines or not lines[0]:
        message = "its first line is empty; write the password there"
        raise InvalidInput([Problem("", message)], str(file))
    return lines[0]


def _somebody_can_type() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
