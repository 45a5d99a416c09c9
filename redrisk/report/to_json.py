"""The appendix as JSON: the content block by block, and the canonical record."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from redrisk.report.blocks import Block
from redrisk.report.made import Made
from redrisk.report.record import Carried, NoRecord, canonical, loaded


def write(made: Made) -> bytes:
    """One line of canonical JSON: sorted keys, UTF-8."""
    document = made.document
    data = {
        "appendix": json.loads(made.carried.options),
        "content": {
            "title": document.title,
            "reference": document.reference,
            "particulars": [list(pair) for pair in document.particulars],
            "author_block": list(document.author_block),
            "sections": [
                {
                    "id": section.id,
                    "number": section.number,
                    "title": section.title,
                    "blocks": [_plain(block) for block in section.blocks],
                }
                for section in document.sections
            ],
        },
        "record": json.loads(made.carried.record),
    }
    return (canonical(data) + "\n").encode()


def _plain(block: Block) -> dict[str, Any]:
    data = dataclasses.asdict(block)
    data.pop("svg", None)
    return {"block": type(block).__name__.lower(), **data}


def read(content: bytes) -> Carried:
    """The record and options of such a file.

    Raises
    ------
    NoRecord
        If it is none.
    """
    try:
        data = loaded(content.decode())
        record, options = data["record"], data["appendix"]
    except (NoRecord, UnicodeDecodeError, KeyError, TypeError):
        raise NoRecord("the file is no appendix in JSON: it holds no record") from None
    return Carried(canonical(record), canonical(options))
