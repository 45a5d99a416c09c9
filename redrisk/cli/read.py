"""``redrisk read``: from a raw notice to a notice file that a person checks."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from redrisk.cli._files import write_new
from redrisk.cli.text import say
from redrisk.errors import InvalidInput, Problem
from redrisk.intake import Intake, NoticeReading, read_notice
from redrisk.intake.as_yaml import needs_confirmation, notices_yaml
from redrisk.intake.detect import FORMATS
from redrisk.intake.explain import as_html, as_text
from redrisk.intake.pdf import MOST_BYTES


@click.command("read")
@click.argument("raw", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the notice file here.")
@click.option("--force", is_flag=True, help="Write over files that exist.")
@click.option(
    "--format", "kind", type=click.Choice(FORMATS), help="Told from the content if absent."
)
@click.option("--explain", is_flag=True, help="Show the lines and the fields found in them.")
@click.option("--html", type=click.Path(path_type=Path), help="The same as an HTML page.")
def command(
    raw: tuple[str, ...],
    output: Path | None,
    html: Path | None,
    kind: str | None,
    *,
    force: bool,
    explain: bool,
) -> None:
    """Read notices as people hold them, and write notice files.

    RAW is a PDF, the text of a notice, JSON of INTERPOL's public service or of OpenSanctions, a
    table, or - for standard input. Names and birth dates are never written.
    """
    records: list[NoticeReading] = []
    for source in raw:
        intake = read_raw(source, kind)
        for warning in intake.warnings:
            say(f"{source}: {warning}", err=True)
        if not intake.records:
            raise InvalidInput([Problem("", "holds no notice")], source)
        for record in intake.records:
            say(understood(source, record), err=True)
            records.append(record)
    if html is not None:
        write_new(html, as_html(records), force=force)
    if explain:
        colour = sys.stdout.isatty()
        style = click.style if colour else (lambda text, **_: text)
        for record in records:
            click.echo(as_text(record, style), nl=False)
    if output is not None:
        write_new(output, notices_yaml(records), force=force)
    elif not explain and html is None:
        click.echo(notices_yaml(records), nl=False)
    if any(record.notice is None for record in records):
        sys.exit(1)


def read_raw(source: str, kind: str | None = None) -> Intake:
    """The intake of a path, or of standard input for ``-``.

    Raises
    ------
    RedriskError
        If it can't be read.
    """
    if source == "-":
        return read_notice(sys.stdin.buffer.read(MOST_BYTES + 1), format=kind)
    return read_notice(source, format=kind)


def understood(source: str, record: NoticeReading) -> str:
    """One line or a few on what was understood, for standard error."""
    where = record.where if record.where.startswith(source) else source
    if record.notice is None:
        reason = record.problem.problems[0] if record.problem else "the issuing state is not known"
        lines = [f"{where}: not a notice yet: {reason}"]
    else:
        facts = ", ".join(record.notice.known_facts())
        lines = [f"{where}: read {facts}"]
    doubtful = [item.path for item in record.fields if not item.is_set]
    if doubtful:
        lines.append(f"  left open: {', '.join(doubtful)}")
    confirm = [item.path for item in record.fields if needs_confirmation(item)]
    if confirm:
        lines.append(f"  please confirm: {', '.join(confirm)}")
    lines += [f"  {warning}" for warning in record.warnings if record.notice is not None]
    return "\n".join(lines)
