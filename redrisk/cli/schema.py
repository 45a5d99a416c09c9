"""``redrisk schema``: the JSON Schema of a notice or case."""

from __future__ import annotations

import json

import click

from redrisk.case import Case
from redrisk.notice import Notice


@click.command("schema")
@click.option("--case", "of_case", is_flag=True, help="the schema of a case instead")
def command(of_case: bool) -> None:
    """Print the JSON Schema of a notice, or of a case."""
    schema = (Case if of_case else Notice).model_json_schema()
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))
