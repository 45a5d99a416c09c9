"""``redrisk cases``: what people do with files of cases, each command in a module of its own."""

from __future__ import annotations

import click

from redrisk.cli.lazy import LazyGroup

COMMANDS = {
    "import": "turn a table of notices or cases into JSON lines",
    "check": "report every problem of cases before they are learned from",
    "sheet": "write blind sheets, for coding facts without knowing the outcome",
    "agree": "merge the sheets of two coders, with their agreement",
}
"""Command name to its one-line help; ``cases_<name>.py`` defines ``command``."""


@click.group("cases", cls=LazyGroup, commands=COMMANDS, modules="redrisk.cli.cases_")
def command() -> None:
    """Import, check and evenly code files of cases."""
