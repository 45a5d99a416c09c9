"""``redrisk cases import``: from a table to JSON lines."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from redrisk.cli._files import write_new
from redrisk.cli.text import json_line, say
from redrisk.contents import content_of
from redrisk.errors import InvalidInput, Problem
from redrisk.intake.detect import format_of_bytes
from redrisk.intake.pdf import MOST_BYTES
from redrisk.intake.tables import Row, read_mapping, read_table

_MOST_ERRORS_SHOWN = 50


@click.command("import")
@click.argument("table", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write JSON lines here.")
@click.option("--mapping", type=click.Path(path_type=Path), help="Translates columns and words.")
@click.option("--force", is_flag=True, help="Write over files that exist.")
@click.option("--skip-errors", is_flag=True, help="Import the rows that are right.")
def command(
    table: Path, output: Path | None, mapping: Path | None, *, force: bool, skip_errors: bool
) -> None:
    """Turn a table of notices or cases into JSON lines.

    TABLE is CSV, XLSX, Parquet or JSON lines. Every row that can't be read is named, with its
    column; nothing is written then, unless --skip-errors is given.
    """
    rows = read_rows(table, mapping)
    bad = [row for row in rows if row.error is not None]
    for row in bad[:_MOST_ERRORS_SHOWN]:
        say(row.error, err=True)
    if len(bad) > _MOST_ERRORS_SHOWN:
        click.echo(f"... and {len(bad) - _MOST_ERRORS_SHOWN} more rows", err=True)
    good = [row.value for row in rows if row.value is not None]
    if bad and not skip_errors:
        message = f"{len(bad)} of {len(rows)} rows can't be read; mend them, or add --skip-errors"
        raise InvalidInput([Problem("", message)], str(table))
    text = "".join(json_line(value.plain()) + "\n" for value in good)
    if output is not None:
        write_new(output, text, force=force)
    else:
        click.echo(text, nl=False)
    say(f"{table}: {len(good)} rows imported, {len(bad)} left out", err=True)
    if bad:
        sys.exit(1)


def read_rows(table: Path, mapping: Path | None = None) -> list[Row]:
    """The rows of a table file.

    Raises
    ------
    RedriskError
        If the table or the mapping can't be read.
    """
    translation = read_mapping(mapping) if mapping else None
    data = content_of(table, MOST_BYTES)
    if len(data) > MOST_BYTES:
        message = f"is larger than {MOST_BYTES // 1_000_000} MB; split it"
        raise InvalidInput([Problem("", message)], str(table))
    kind = format_of_bytes(data, table.suffix.lower(), str(table))
    suffix = table.suffix.lower()
    if kind not in ("table", "json"):
        message = "is not a table: CSV, XLSX, Parquet and JSON lines are read"
        raise InvalidInput([Problem("", message)], str(table))
    if kind == "json":
        suffix = ".jsonl"
    return list(read_table(data, suffix=suffix, where=str(table), mapping=translation))
