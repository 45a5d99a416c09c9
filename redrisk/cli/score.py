"""``redrisk score``: notices and cases in, explained scores out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from redrisk.case import Case
from redrisk.cli.sources import entries_of
from redrisk.cli.text import say
from redrisk.errors import InvalidInput, Problem, RedriskError, printable
from redrisk.explanation import explain
from redrisk.intake.case_file import Entry
from redrisk.persistence import load_model
from redrisk.priors import prior_of
from redrisk.scoring import score

GIVE_UP_AFTER = 20
"""A source whose first so many records all fail is of another kind."""


@click.command("score")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--prior",
    default="even",
    metavar="NAME|NUMBER",
    help="a named prior, or a probability of rejection between 0 and 1 (default: even)",
)
@click.option("--model", "folder", type=click.Path(path_type=Path), help="a model's folder")
@click.option("--json", "as_json", is_flag=True, help="print one JSON object a line")
def command(files: tuple[str, ...], prior: str, folder: Path | None, as_json: bool) -> None:
    """Score notices, and cases as they stood before their decision.

    A FILE is a notice file (YAML, JSON or JSON lines), or a notice as people hold it: a PDF, its
    text, JSON of INTERPOL's public service or of OpenSanctions, a table; - is standard input. What
    was understood of a raw notice is said on standard error. Exit code 2 if any record can't be
    read; the others are still scored.
    """
    model, named = load_model(folder), prior_of(prior)
    failed = False
    shown = 0
    for file in files:
        try:
            for entry in _readable(file):
                if entry.value is None:
                    failed = True
                    say(f"redrisk: {entry.error}", err=True)
                    continue
                assessment = score(entry.value, named, model)
                if as_json:
                    click.echo(assessment.to_json())
                else:
                    if shown or len(files) > 1:
                        click.echo(_heading(entry))
                    _show(explain(assessment))
                shown += 1
        except RedriskError as error:
            failed = True
            say(f"redrisk: {error}", err=True)
    if failed:
        sys.exit(2)


def _readable(file: str) -> Iterator[Entry]:
    """The records of a source, given up if none of the first ones can be read."""
    good = 0
    for number, entry in enumerate(entries_of(file), start=1):
        good += entry.value is not None
        yield entry
        if not good and number == GIVE_UP_AFTER:
            message = (
                f"none of its first {number} records is a notice or case; the rest is not read"
            )
            raise InvalidInput([Problem("", message)], file)


def _heading(entry: Entry) -> str:
    value = entry.value
    name = value.case_id if isinstance(value, Case) else value.reference if value else None
    text = f"{entry.where}: {name}" if name else entry.where
    return f"\n{'=' * 20} {printable(text)}\n"


_SUM_LINE = re.compile(r"^ {2,}([+-]\d+) [ ~]")


def _show(text: str) -> None:
    """Print an explanation; on a terminal headings are bold and the sum has two colours."""
    for line in text.rstrip("\n").split("\n"):
        safe = printable(line)
        found = _SUM_LINE.match(line)
        if safe and not safe.startswith(" "):
            click.secho(safe, bold=True)
        elif found:
            click.secho(safe, fg="yellow" if found[1].startswith("+") else "cyan")
        else:
            click.echo(safe)
