"""``redrisk cases check``: every problem of cases, before they are learned from."""

from __future__ import annotations

import sys

import click

from redrisk.casework.findings import Finding
from redrisk.casework.hygiene import Report, check_cases, titles
from redrisk.cli.text import json_line, say
from redrisk.errors import printable

MOST_SHOWN = 10


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--no-base", is_flag=True, help="Do not compare with the shipped casebook.")
@click.option("--all", "show_all", is_flag=True, help=f"Show more than {MOST_SHOWN} of a kind.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def command(files: tuple[str, ...], *, no_base: bool, show_all: bool, as_json: bool) -> None:
    """Report every problem of cases with file, line, case and field.

    A FILE is YAML, JSON or JSON lines; - is standard input. Exit code 0: no errors (warnings
    allowed); 1: errors; 2: a file that can't be read.
    """
    report = check_cases(files, against=() if no_base else None)
    if as_json:
        for finding in report.findings:
            click.echo(json_line(finding.plain()))
        click.echo(json_line(report.plain()))
    else:
        for name, found in report.by_check().items():
            _show(name, found, None if show_all else MOST_SHOWN)
        say(summary(report))
    sys.exit(report.exit_code)


def _show(check: str, found: list[Finding], most: int | None) -> None:
    severity = found[0].severity
    colour = "red" if severity == "error" else "yellow"
    click.secho(f"{severity}: {titles()[check]} [{check}]: {len(found)}", fg=colour, bold=True)
    for finding in found[:most]:
        click.echo(f"  {printable(finding.place())}")
    if most is not None and len(found) > most:
        click.echo(f"  ... and {len(found) - most} more; --all shows them")
    click.echo()


def summary(report: Report) -> str:
    """What was read, what can serve as labels, and why the rest can't."""
    names = titles()
    lines = [
        f"{_counted(report.files, 'file')} with {_counted(report.records, 'record')}: "
        f"{_counted(report.cases, 'case')}, {_listed(report.labels)}",
        f"usable as labels: {report.usable.total()} ({_listed(report.usable)}; "
        f"{report.targeted} from a targeted round)",
        f"not usable as labels: {report.unusable.total()}",
        *(
            f"  {count:6} {names.get(reason, f'{reason}, which is no label')}"
            for reason, count in report.unusable.most_common()
        ),
        f"{_counted(report.errors, 'error')}, "
        f"{_counted(len(report.findings) - report.errors, 'warning')}",
    ]
    if report.unreadable_files:
        lines.append(f"{_counted(report.unreadable_files, 'file')} could not be read to its end")
    return "\n".join(lines)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {label}" for label, count in sorted(counts.items())) or "none"
