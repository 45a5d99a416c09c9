"""``redrisk card``: the whole card, and a worked sum for a notice."""

from __future__ import annotations

from pathlib import Path

import click

from redrisk.card_sql import REAL_TYPES, card_sql
from redrisk.card_text import card_text, worked_sum
from redrisk.checklist import checklist_text
from redrisk.errors import printable
from redrisk.intake.case_file import read_one
from redrisk.persistence import load_model
from redrisk.scorecard import Model
from redrisk.scoring import score


@click.command("card")
@click.argument("file", required=False)
@click.option(
    "--sql",
    "dialect",
    type=click.Choice(tuple(REAL_TYPES)),
    help="the card as a query over columns of levels",
)
@click.option("--checklist", is_flag=True, help="TRIPOD+AI: where each item is answered")
@click.option("--model", "folder", type=click.Path(path_type=Path), help="a model's folder")
def command(file: str | None, dialect: str | None, checklist: bool, folder: Path | None) -> None:
    """Print the card with the counts behind it; given a notice's FILE, its sum worked out."""
    if dialect:
        click.echo(card_sql(load_model(folder), dialect), nl=False)
        return
    text = checklist_text() if checklist else _card_or_sum(file, load_model(folder))
    for line in text.rstrip("\n").split("\n"):
        click.echo(printable(line))


def _card_or_sum(file: str | None, model: Model) -> str:
    return worked_sum(score(read_one(file), model=model)) if file else card_text(model)
