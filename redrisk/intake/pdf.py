"""The text layer of a PDF, read in a process of its own with limits on time and memory."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from redrisk.errors import InvalidInput, MissingExtra, Problem
from redrisk.intake.blocks import blocks_of
from redrisk.intake.document import read_pages
from redrisk.intake.pages import lines_of
from redrisk.intake.reading import NoticeReading

MOST_BYTES = 50_000_000
_SECONDS = 9
_FEWEST_LETTERS = 40
_REFUSED = {
    "encrypted": "is protected by a password; open it, print it to a new PDF without one, and read that",
    "text": "holds far more text than a notice; cut out the pages that hold the notice",
    "memory": "unpacks to more than a notice can hold; print it to a new PDF, and read that",
    "damaged": "is damaged or cut off, and can't be read as a PDF; get a whole copy",
}
SCANNED = (
    "has no text layer: it is a scan. Make one with a free OCR program, then read the result: "
    "ocrmypdf -l eng+fra+spa+rus scan.pdf notice.pdf (ocrmypdf uses tesseract; name the languages "
    "of the document)"
)


def read_pdf(data: bytes, where: str = "") -> NoticeReading:
    """Read a notice from a PDF with a text layer.

    pypdf and pypdfium2 both extract the text; the one whose lines hold more headings is used.

    Raises
    ------
    MissingExtra
        If neither engine is installed.
    InvalidInput
        If the PDF is damaged, encrypted, a scan without text, or far larger than a notice.
    """
    pages = pages_of_pdf(data, where)
    return read_pages(pages, paged=True, where=where)


def pages_of_pdf(data: bytes, where: str = "") -> list[list[str]]:
    """The lines of each page.

    Raises
    ------
    MissingExtra, InvalidInput
        As for ``read_pdf``.
    """
    if not any(importlib.util.find_spec(name) for name in ("pypdf", "pypdfium2")):
        raise MissingExtra("reading a PDF", "intake")
    if len(data) > MOST_BYTES:
        raise _error(f"is larger than {MOST_BYTES // 1_000_000} MB; a notice is not", where)
    answers = _ask_worker(data, where)
    readable = [answer["pages"] for answer in answers.values() if "pages" in answer]
    if not readable:
        raise _refusal(list(answers.values()), where)
    written = [pages for pages in readable if _letters(pages) >= _FEWEST_LETTERS]
    if not written:
        raise _error(SCANNED, where)
    return max(written, key=_headings) if len(written) > 1 else written[0]


def _ask_worker(data: bytes, where: str) -> dict[str, dict[str, Any]]:
    worker = Path(__file__).with_name("pdf_worker.py")
    command = [sys.executable, "-P", "-B", str(worker)]
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed command; the data goes to standard input
            command, input=data, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        message = f"can't be read within {_SECONDS} seconds; print it to a new PDF, and read that"
        raise _error(message, where) from None
    except OSError as error:
        raise _error(f"can't be read: {error.strerror or error}", where) from None
    try:
        answers: dict[str, dict[str, Any]] = json.loads(done.stdout)
    except ValueError:
        raise _error(_REFUSED["memory"], where) from None
    return answers


def _refusal(answers: Sequence[dict[str, Any]], where: str) -> InvalidInput:
    for answer in answers:
        if answer.get("refused") == "pages":
            message = f"has {answer['count']} pages; a notice has a few: cut out those that hold the notice"
            return _error(message, where)
    reasons = [str(answer["refused"]) for answer in answers if "refused" in answer]
    worst = next((reason for reason in _REFUSED if reason in reasons), "damaged")
    return _error(_REFUSED[worst], where)


def _error(message: str, where: str) -> InvalidInput:
    return InvalidInput([Problem("", f"the PDF {message}")], where)


def _letters(pages: Sequence[Sequence[str]]) -> int:
    return sum(char.isalpha() for page in pages for line in page for char in line)


def _headings(pages: Sequence[Sequence[str]]) -> int:
    """How many headings with words under them the lines give."""
    blocks = blocks_of(lines_of(pages, paged=True))
    return sum(bool(block.label and block.filled) for block in blocks)
