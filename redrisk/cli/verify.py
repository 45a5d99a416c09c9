"""``redrisk verify``: the record in an appendix computed again."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from redrisk.cli.text import printable
from redrisk.report.verify import verify


@click.command("verify")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option("--model", "folder", type=click.Path(path_type=Path), help="the named model's folder")
def command(files: tuple[Path, ...], folder: Path | None) -> None:
    """Take the record out of an appendix, compute it again, and say what differs.

    A FILE is an appendix in any format. Exit code 0 if all that was verified is identical, 1 if
    anything differs or no record is found, 2 if a file or model can't be read.
    """
    same = True
    for file in files:
        found = verify(file, folder)
        same = same and found.same
        word = "identical" if found.same else "differs"
        click.echo(printable(f"{file}: {word} ({found.format})"))
        for text in (*found.findings, *found.verified, *found.notes):
            click.echo(printable(f"  - {text[:1].upper()}{text[1:]}"))
    if not same:
        sys.exit(1)
