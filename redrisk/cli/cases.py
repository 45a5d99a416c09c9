"""``redrisk cases``: what people do with files of cases, each command in a module of its own."""

from __future__ import annotations

import importlib

import click

COMMANDS = {
    "import": "turn a table of notices or cases into JSON lines",
    "check": "report every problem of cases before they are learned from",
    "sheet": "write blind sheets, for coding facts without knowing the outcome",
    "agree": "merge the sheets of two coders, with their agreement",
}
"""Command name to its one-line help; ``cases_<name>.py`` defines ``command``."""


class _LazyGroup(click.Group):
    """Loads a command's module only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"redrisk.cli.cases_{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group("cases", cls=_LazyGroup)
def command() -> None:
    """Import, check and evenly code files of cases."""
