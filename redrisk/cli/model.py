"""``redrisk model``: what people do with a model's folder, each command in a module of its own."""

from __future__ import annotations

import click

from redrisk.cli.lazy import LazyGroup

COMMANDS = {
    "verify": "check that a model's folder is whole, and who signed it",
    "sign": "sign a model's folder with a private key",
    "keygen": "make a pair of keys to sign models with",
}
"""Command name to its one-line help; ``model_<name>.py`` defines ``command``."""


@click.group("model", cls=LazyGroup, commands=COMMANDS, modules="redrisk.cli.model_")
def command() -> None:
    """Check and sign the folders of models."""
