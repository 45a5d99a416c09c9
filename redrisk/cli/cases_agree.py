"""``redrisk cases agree``: how far two coders agree, and the cases with what they agree on."""

from __future__ import annotations

from pathlib import Path

import click

from redrisk.casework.agreement import agreements, merged_cases, table
from redrisk.casework.coding import Sheet, read_key, read_sheet
from redrisk.cli._files import read_text, write_where_none_is
from redrisk.cli.text import json_line, say
from redrisk.errors import InvalidInput, Problem


@click.command("agree")
@click.argument("key_file", metavar="KEY", type=click.Path(path_type=Path))
@click.argument("first", metavar="SHEET1", type=click.Path(path_type=Path))
@click.argument("second", metavar="SHEET2", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="Write the cases here."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a fact.")
def command(key_file: Path, first: Path, second: Path, output: Path, *, as_json: bool) -> None:
    """Merge two filled-in sheets into new cases, and print how far their coders agree.

    A fact on which they differ, or which either left blank, becomes unknown. Every case that was on
    the sheet is marked double_coded. No file is ever written over.
    """
    if first.resolve() == second.resolve():
        raise InvalidInput([Problem("", "the same sheet twice; two coders are needed")], str(first))
    key = read_key(read_text(key_file), str(key_file))
    sheets = [read_sheet(read_text(path), key, str(path)) for path in (first, second)]
    found = agreements(key, *sheets)
    cases = merged_cases(key, *sheets)
    lines = [json_line(case.plain()) + "\n" for case in cases]
    write_where_none_is(output, "".join(lines))
    if as_json:
        for item in found:
            click.echo(json_line(item.plain()))
    else:
        click.echo(table(found))
    say(
        f"{output}: {len(cases)} cases, {len(key.sheets)} of them coded twice, by "
        f"{_name(sheets[0], first)} and {_name(sheets[1], second)}",
        err=True,
    )
    if sheets[0].answers == sheets[1].answers:
        click.echo("Every answer is the same: is one sheet a copy of the other?", err=True)


def _name(sheet: Sheet, path: Path) -> str:
    return sheet.coder or path.name
