"""Format name to the module that writes and reads it; loaded when asked for."""

from __future__ import annotations

import importlib
from typing import Protocol

from redrisk.report.made import Made
from redrisk.report.record import Carried


class Writer(Protocol):
    """What every writer module offers."""

    def write(self, made: Made) -> bytes:
        """The file's content."""

    def read(self, content: bytes) -> Carried:
        """The record and options in a file's content."""


MODULES = {
    "docx": "to_docx",
    "pdf": "to_pdf",
    "html": "to_html",
    "xlsx": "to_xlsx",
    "md": "to_markdown",
    "json": "to_json",
}


def writer(name: str) -> Writer:
    """The module of a format."""
    module: Writer = importlib.import_module(f"redrisk.report.{MODULES[name]}")
    return module
