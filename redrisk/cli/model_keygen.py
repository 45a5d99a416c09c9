"""``redrisk model keygen``: a pair of keys to sign models with."""

from __future__ import annotations

from pathlib import Path

import click

from redrisk.cli.model_sign import password_for
from redrisk.cli.text import printable
from redrisk.signature import write_key_pair


@click.command("keygen")
@click.argument("private", type=click.Path(path_type=Path), metavar="PRIVATE")
@click.argument("public", type=click.Path(path_type=Path), metavar="PUBLIC")
@click.option("--password", is_flag=True, help="protect the private key; you are asked for a word")
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    help="protect the private key with the first line of a file",
)
def command(private: Path, public: Path, password_file: Path | None, *, password: bool) -> None:
    """Make an Ed25519 pair: PRIVATE signs and stays with you, PUBLIC goes to whoever checks.

    Both are PEM files. Neither is ever written over.
    """
    secret = None
    if password or password_file is not None:
        secret = password_for(private, password_file, twice=True)
    mark = write_key_pair(private, public, secret)
    unprotected = "" if secret else " It has no password: whoever has the file can sign."
    for line in (
        f"{private}: the private key; keep it to yourself.{unprotected}",
        f"{public}: the public key, SHA-256 {mark}; tell it to those who get the file",
    ):
        click.echo(printable(line), err=True)
