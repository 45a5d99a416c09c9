"""The command line: each command is a module here, loaded when it is called.

A command parses, calls the public face and prints. What can be piped goes to standard output;
everything else goes to standard error. Exit codes: 0 done, 1 the answer is no, 2 bad input;
docs/errors.md lists them all.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from pathlib import Path

import click

from redrisk._version import __version__
from redrisk.cli.lazy import LazyGroup
from redrisk.errors import RedriskError, printable

COMMANDS = {
    "score": "score notices and explain the score",
    "card": "print the card, or the worked sum of a notice",
    "table": "score a file of notices of any size",
    "appendix": "write the appendix to an expert's report",
    "verify": "compute the record in an appendix again, and compare",
    "train": "learn a model from decided cases, unless it would be worse",
    "model": "check and sign a model's folder",
    "new": "write a commented template of a notice",
    "schema": "print the JSON Schema of a notice or case",
    "read": "read a raw notice (PDF, text, JSON, table) into a notice file",
    "cases": "import, check and evenly code cases",
    "check": "test notices against the rules of INTERPOL, with citations",
    "ask": "answer the open questions on a notice, one at a time",
}
"""Command name to its one-line help; the module of the same name defines ``command``."""


@click.group(cls=LazyGroup, commands=COMMANDS, modules="redrisk.cli.")
@click.version_option(__version__, prog_name="redrisk")
def group() -> None:
    """How strongly a Red Notice resembles requests that were rejected rather than upheld, and why.

    Nothing leaves this machine. The score speaks about the request, never about guilt.
    """


def main() -> None:
    """Run the command line; errors that redrisk foresees are one clear line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    _end_in_order()
    try:
        try:
            group(prog_name="redrisk")
        finally:
            if sys.stdout:  # a shell may have closed it
                sys.stdout.flush()
    except RedriskError as error:
        click.echo(f"redrisk: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        _let_output_go()
        what = printable(str(error.filename or "standard output"))
        click.echo(f"redrisk: {what}: {error.strerror or error}", err=True)
        sys.exit(2)


def _let_output_go() -> None:
    """Give up what could not be printed, so that Python doesn't try again when it ends."""
    with contextlib.suppress(OSError, AttributeError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _end_in_order() -> None:
    """Let a request to end (SIGTERM) unwind as Ctrl-C does, so that no temporary file is left."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
