"""``redrisk card``: the whole card, and a worked sum for a notice."""

from __future__ import annotations

from pathlib import Path

import click

from redrisk.card_text import card_text, worked_sum
from redrisk.cli.score import printable
from redrisk.intake.case_file import read_one
from redrisk.persistence import load_model
from redrisk.scoring import score


@click.command("card")
@click.argument("file", required=False)
@click.option("--model", "folder", type=click.Path(path_type=Path), help="a model's folder")
def command(file: str | None, folder: Path | None) -> None:
    """Print the card with the counts behind it; given a notice's FILE, its sum worked out."""
    model = load_model(folder)
    text = worked_sum(score(read_one(file), model=model)) if file else card_text(model)
    for line in text.rstrip("\n").split("\n"):
        click.echo(printable(line))
