"""Reads the text of a PDF from standard input; run as a program of its own, never imported.

A damaged or hostile PDF can make a parser loop or swell. In a process with limits it can't harm
the caller. The answers on standard output are JSON lines. Without arguments there is one an engine:
the lines of each page. ``lines`` asks for those of one engine, however many pages there are;
``attached NAME...`` for the texts of the files of these names that the PDF carries.
"""

from __future__ import annotations

import json
import sys
from typing import Any

MOST_PAGES = 200
MOST_PAGES_IN_COLUMNS = 25
MOST_TEXT = 2_000_000
MEMORY = 380_000_000
SECONDS = 7


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the caller's timeout is the only limit
        return
    used = 2_000_000_000 if sys.platform == "darwin" else _address_space()
    for what, most in ((resource.RLIMIT_AS, used + MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


def _address_space() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[0]) * 4096
    except OSError:
        return 500_000_000


def _by_pypdf(data: bytes, most_pages: int = MOST_PAGES) -> dict[str, Any]:
    import io
    import logging

    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"refused": "encrypted"}
    count = len(reader.pages)
    if count > most_pages:
        return {"refused": "pages", "count": count}
    pages, size = [], 0
    for page in reader.pages:
        text = page.extract_text()
        size += len(text)
        if size > MOST_TEXT:
            return {"refused": "text"}
        pages.append(text.split("\n"))
    return {"pages": pages}


def _by_layout(data: bytes) -> dict[str, Any]:
    import io

    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        reader.decrypt("")
    pages, size = [], 0
    for page in reader.pages:
        text = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
        size += len(text)
        if size > MOST_TEXT:
            return {"refused": "text"}
        pages.append(text.split("\n"))
    return {"pages": pages}


def _by_pdfium(data: bytes, most_pages: int = MOST_PAGES) -> dict[str, Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    if len(document) > most_pages:
        return {"refused": "pages", "count": len(document)}
    pages, size = [], 0
    for page in document:
        text = page.get_textpage().get_text_bounded().replace("\r\n", "\n").replace("\r", "\n")
        size += len(text)
        if size > MOST_TEXT:
            return {"refused": "text"}
        pages.append(text.replace("\ufffe", "-\n").split("\n"))
    return {"pages": pages}


def _attempt(engine: Any, data: bytes) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = engine(data)
    except MemoryError:
        return {"refused": "memory"}
    except ImportError:
        return {"missing": True}
    except Exception as error:
        message = str(error).lower()
        return {
            "refused": "encrypted" if "password" in message or "encrypt" in message else "damaged"
        }
    return answer


def _by_attachments(data: bytes) -> dict[str, Any]:
    import io

    import pypdf

    attached = pypdf.PdfReader(io.BytesIO(data)).attachments
    return {"attached": [attached[name][0].decode() for name in sys.argv[2:]]}


def _by_lines(data: bytes) -> dict[str, Any]:
    found = _attempt(lambda pdf: _by_pdfium(pdf, sys.maxsize), data)
    return found if "pages" in found else _by_pypdf(data, sys.maxsize)


def main() -> None:
    """Print what the engines read."""
    _limit()
    data = sys.stdin.buffer.read()
    if sys.argv[1:]:
        _say(_attempt(_by_attachments if sys.argv[1] == "attached" else _by_lines, data))
        return
    first = _attempt(_by_pypdf, data)
    _say(first)
    if first.get("refused") not in ("pages", "text", "memory", "encrypted"):
        _say(_attempt(_by_pdfium, data))
    if len(first.get("pages", ())) in range(1, MOST_PAGES_IN_COLUMNS + 1):
        _say(_attempt(_by_layout, data))


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
