"""``redrisk cases sheet``: blind sheets, and the key that stays away from the coders."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from redrisk.case import Case
from redrisk.casework.coding import ALLOWED_IN_WORDS, make_key, sheet_text
from redrisk.cli._files import write_where_none_is
from redrisk.cli.text import say
from redrisk.errors import InvalidInput, Problem
from redrisk.intake.case_file import read_entries


@click.command("sheet")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="Write the sheet here."
)
@click.option(
    "--key", "key_file", type=click.Path(path_type=Path), help="Write the key here, not beside it."
)
@click.option("--coder", default="", help="Who will fill it in; a name of one's own choice.")
@click.option("--seed", default=0, show_default=True, help="Of the shuffle of the rows.")
@click.option("--undecided", is_flag=True, help="Code contested and unresolved cases as well.")
def command(
    files: tuple[str, ...],
    output: Path,
    key_file: Path | None,
    coder: str,
    *,
    seed: int,
    undecided: bool,
) -> None:
    """Write a blind sheet for one coder: a CSV file for a spreadsheet, and its key.

    Run it once for each of two coders, with the same files and seed: the key is then the same. No
    file is ever written over.
    """
    key = make_key(cases_of(files), seed, undecided=undecided)
    key_path = key_file or output.with_suffix(".key.jsonl")
    if key_path.resolve() == output.resolve():
        raise InvalidInput(
            [Problem("", "the key can't have the name of the sheet; name another file")],
            str(output),
        )
    if output.exists():
        message = "exists already and is not written over; choose another name"
        raise InvalidInput([Problem("", message)], str(output))
    write_where_none_is(key_path, key.text(), same_allowed=True)
    # The byte order mark tells spreadsheets that the text is UTF-8.
    write_where_none_is(output, "\ufeff" + sheet_text(key, coder))
    say(
        f"{output}: {len(key.sheets)} cases to code, in an order by seed {seed}; "
        f"{len(key.others)} without a label are not on it\n"
        f"{key_path}: the key, with every outcome; keep it from the coders\n"
        f"Answers: {ALLOWED_IN_WORDS}.",
        err=True,
    )


def cases_of(files: Iterable[str]) -> list[Case]:
    """Every case of some files.

    Raises
    ------
    InvalidInput
        At the first record that is not a case.
    """
    cases: list[Case] = []
    for file in files:
        for entry in read_entries(file):
            if not isinstance(entry.value, Case):
                problem = Problem("", "is a notice; a case needs a notice and an outcome")
                raise entry.error or InvalidInput([problem], entry.where)
            cases.append(entry.value)
    return cases
