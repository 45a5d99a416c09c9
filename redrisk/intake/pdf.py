"""The text layer of a PDF, read in a process of its own with limits on time and memory."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from redrisk.errors import InvalidInput, MissingExtra, Problem
from redrisk.intake.document import read_pages
from redrisk.intake.reading import NoticeReading

MOST_BYTES = 50_000_000
_SECONDS = 7
_FEWEST_LETTERS = 40
_REFUSED = {
    "encrypted": "is protected by a password; open it, print it to a new PDF, and read that",
    "text": "holds far more text than a notice; cut out the pages that hold the notice",
    "memory": "unpacks to more than a notice can hold; print it to a new PDF, and read that",
    "damaged": "is damaged or cut off, and can't be read as a PDF; get a whole copy",
}
_LATE = f"can't be read within {_SECONDS} seconds; print it to a new PDF, and read that"
SCANNED = (
    "has no text layer: it is a scan. Make one with a free OCR program, then read the result: "
    "ocrmypdf -l eng+fra+spa+rus scan.pdf notice.pdf (ocrmypdf uses tesseract; name the languages "
    "of the document)"
)


def read_pdf(data: bytes, where: str = "") -> NoticeReading:
    """Read a notice from a PDF with a text layer.

    The text is extracted by pypdf, by pypdfium2, and by pypdf with its columns kept apart; the
    reading that understands most kinds of fields is used.

    Raises
    ------
    MissingExtra
        If neither engine is installed.
    InvalidInput
        If the PDF is damaged, encrypted, a scan without text, or far larger than a notice.
    """
    readings = [read_pages(pages, paged=True, where=where) for pages in pages_of_pdf(data, where)]
    return max(readings, key=_fullness)


def _fullness(reading: NoticeReading) -> tuple[int, int]:
    """How many kinds of fields are set; then how few charges stand without a law."""
    kinds = {re.sub(r"[0-9]+", "", field.path) for field in reading.fields if field.is_set}
    charges = reading.facts.get("charges") or []
    return len(kinds), -sum("law" not in charge for charge in charges)


def pages_of_pdf(data: bytes, where: str = "") -> list[list[list[str]]]:
    """The lines of each page, once for each way of extracting them that gave text.

    Raises
    ------
    MissingExtra, InvalidInput
        As for ``read_pdf``.
    """
    if not any(importlib.util.find_spec(name) for name in ("pypdf", "pypdfium2")):
        raise MissingExtra("reading a PDF", "intake")
    if len(data) > MOST_BYTES:
        raise _error(f"is larger than {MOST_BYTES // 1_000_000} MB; a notice is not", where)
    answers = ask_worker(data, where)
    readable = [answer["pages"] for answer in answers if "pages" in answer]
    if not readable:
        raise _refusal(answers, where)
    written = [pages for pages in readable if _letters(pages) >= _FEWEST_LETTERS]
    if not written:
        raise _error(SCANNED, where)
    return written


def ask_worker(
    data: bytes, where: str, task: Sequence[str] = (), seconds: float = _SECONDS
) -> list[dict[str, Any]]:
    """What the process that reads a PDF answered before its time was up.

    Parameters
    ----------
    data, where
        The PDF, and what messages call it.
    task
        The arguments of pdf_worker.py.
    seconds
        How long to wait.

    Raises
    ------
    InvalidInput
        If it answered nothing.
    """
    worker = Path(__file__).with_name("pdf_worker.py")
    command = [sys.executable, "-P", "-B", str(worker), *task]
    late = False
    try:
        said = subprocess.run(  # noqa: S603 -- a fixed command; the data goes to standard input
            command, input=data, capture_output=True, timeout=seconds, check=False
        ).stdout
    except subprocess.TimeoutExpired as error:
        late, said = True, error.stdout or b""
    except OSError as error:
        raise _error(f"can't be read: {error.strerror or error}", where) from None
    whole_lines = said.split(b"\n")[:-1]
    if not whole_lines:
        raise _error(_LATE if late else _REFUSED["memory"], where)
    return [json.loads(line) for line in whole_lines]


def _refusal(answers: Sequence[dict[str, Any]], where: str) -> InvalidInput:
    for answer in answers:
        if answer.get("refused") == "pages":
            count = answer["count"]
            message = f"has {count} pages; a notice has a few: cut out those that hold the notice"
            return _error(message, where)
    reasons = [str(answer["refused"]) for answer in answers if "refused" in answer]
    worst = next((reason for reason in _REFUSED if reason in reasons), "damaged")
    return _error(_REFUSED[worst], where)


def _error(message: str, where: str) -> InvalidInput:
    return InvalidInput([Problem("", f"the PDF {message}")], where)


def _letters(pages: Sequence[Sequence[str]]) -> int:
    return sum(char.isalpha() for page in pages for line in page for char in line)
