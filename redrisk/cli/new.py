"""``redrisk new``: a commented template to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from redrisk.errors import RedriskError
from redrisk.template import template


@click.command("new")
@click.argument("file", required=False, type=click.Path(path_type=Path))
def command(file: Path | None) -> None:
    """Write a commented template of a notice to FILE, or print it. Never overwrites."""
    if file is None:
        click.echo(template(), nl=False)
        return
    try:
        with file.open("x", encoding="utf-8", newline="\n") as out:
            out.write(template())
    except FileExistsError:
        raise RedriskError(f"{file}: exists already; name another file") from None
    except OSError as error:
        raise RedriskError(f"{file}: can't be written: {error.strerror}") from None
    click.echo(f"wrote {file}: fill in what is known, leave out what is not", err=True)
