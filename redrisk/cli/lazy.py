"""A group of commands whose modules are loaded only when one of them is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click


class LazyGroup(click.Group):
    """A click group that knows its commands by name and one-line help.

    Parameters
    ----------
    commands
        Command name to its one-line help.
    modules
        The modules' common beginning; with the name added, a module that defines ``command``.
    """

    def __init__(self, *, commands: Mapping[str, str], modules: str, **settings: Any) -> None:
        super().__init__(**settings)
        self._helps = commands
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names in the order of the help page."""
        return list(self._helps)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, from its own module."""
        if cmd_name not in self._helps:
            return None
        module = importlib.import_module(f"{self._modules}{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The help page's list, without loading any command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._helps.items()))
