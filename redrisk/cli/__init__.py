"""The command line: each command is a module here, loaded when it is called.

A command parses, calls the public face and prints. What can be piped goes to standard output;
everything else goes to standard error. Exit codes: 0 done, 1 the answer is no, 2 bad input;
docs/errors.md lists them all.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import NoReturn

import click

from redrisk._version import __version__
from redrisk.cli.lazy import LazyGroup
from redrisk.cli.text import say
from redrisk.errors import RedriskError

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


FAULT = 70
"""Exit code for a fault of redrisk itself, as sysexits.h numbers it."""

TRACEBACK = "REDRISK_TRACEBACK"
"""With this environment variable, a fault of redrisk itself is shown in full."""


@click.group(cls=LazyGroup, commands=COMMANDS, modules="redrisk.cli.")
@click.version_option(__version__, prog_name="redrisk")
def group() -> None:
    """How strongly a Red Notice resembles requests that were rejected rather than upheld, and why.

    Nothing leaves this machine. The score speaks about the request, never about guilt.
    """


def main() -> None:
    """Run the command line; whatever goes wrong is one clear line, and tells itself by its code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    _end_in_order()
    try:
        try:
            code = group(prog_name="redrisk", standalone_mode=False)
        finally:
            if sys.stdout:  # a shell may have closed it
                sys.stdout.flush()
    except RedriskError as error:
        _stop(f"redrisk: {error}", 2)
    except click.ClickException as error:
        words = io.StringIO()
        error.show(words)
        _stop(words.getvalue().rstrip("\n"), error.exit_code)
    except click.Abort:
        _stop("Aborted!", 1)
    except OSError as error:
        _let_output_go()
        _stop(f"redrisk: {error.filename or 'standard output'}: {error.strerror or error}", 2)
    except MemoryError:
        _stop("redrisk: the input needs more memory than there is; split it", 2)
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        _stop(f"redrisk: {_fault(error)}", FAULT)
    sys.exit(code)


def _stop(message: str, code: int) -> NoReturn:
    say(message, err=True)
    sys.exit(code)


def _fault(error: Exception) -> str:
    """Where redrisk itself went wrong, without a word of the input."""
    here = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"a fault of redrisk itself ({type(error).__name__} in {Path(here.filename).name}, line "
        f"{here.lineno}); please report it as SECURITY.md says; {TRACEBACK}=1 shows all of it"
    )


def _let_output_go() -> None:
    """Give up what could not be printed, so that Python doesn't try again when it ends."""
    with contextlib.suppress(OSError, AttributeError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _end_in_order() -> None:
    """Let a request to end (SIGTERM) unwind as Ctrl-C does, so that no temporary file is left."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
