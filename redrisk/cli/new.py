"""``redrisk new``: a commented template to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from redrisk.cli.text import say
from redrisk.template import template
from redrisk.writing import write_whole


@click.command("new")
@click.argument("file", required=False, type=click.Path(path_type=Path))
def command(file: Path | None) -> None:
    """Write a commented template of a notice to FILE, or print it. Never overwrites."""
    if file is None:
        click.echo(template(), nl=False)
        return
    write_whole(file, template().encode())
    say(f"wrote {file}: fill in what is known, leave out what is not", err=True)
