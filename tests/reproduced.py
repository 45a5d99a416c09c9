"""Prints the SHA-256 of everything that redrisk writes, as one JSON object.

Run as a program of its own by tests/test_determinism.py, in other environments and other Pythons:
python reproduced.py EXAMPLES FOLDER PART...; the parts are core, appendix, table and train.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import locale
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import redrisk
from redrisk.cli import main as command_line
from redrisk.intake.case_file import read_one

Written = Iterator[tuple[str, bytes]]
DATED: dict[str, Any] = {
    "date": "2026-11-24",
    "title": "İstanbul ışık",
    "author_block": "A. Expert",
}
OPTIONS: dict[str, dict[str, Any]] = {"": {}, " for a court": {**DATED, "forum": "us_federal"}}
ROWS = ["TR,2015-11,yes", "RU,2012,", "us,,no", "FR,2020-02-29,no", "NO,,yes"] * 40


def core(notices: dict[str, Any], folder: Path) -> Written:
    """What the bare installation writes."""
    for name, notice in notices.items():
        result = redrisk.score(notice)
        yield f"{name} record", result.to_json().encode()
        yield f"{name} explanation", result.explain().encode()
        for ending in ("md", "json"):
            path = redrisk.appendix(result, folder / f"a.{ending}", **DATED)
            yield f"{name} appendix.{ending}", path.read_bytes()


def appendix(notices: dict[str, Any], folder: Path) -> Written:
    """The formats that need the extra."""
    for name in sorted(notices)[:1]:
        result = redrisk.score(notices[name])
        for ending in ("docx", "html", "xlsx", "pdf"):
            for words, options in OPTIONS.items():
                path = redrisk.appendix(result, folder / f"a.{ending}", **options)
                yield f"{name} appendix.{ending}{words}", path.read_bytes()


def table(notices: dict[str, Any], folder: Path) -> Written:  # noqa: ARG001
    """A scored table, and the records of dataframes."""
    import polars as pl

    source = folder / "rows.csv"
    text = "\n".join(["issuing_country,notice_date,political_profile", *ROWS]) + "\n"
    source.write_text(text.replace("us,", "US,"), encoding="utf-8")
    for ending in ("csv", "parquet", "jsonl"):
        output = folder / f"scored.{ending}"
        _call(
            "table", str(source), "-o", str(output), "--explain", "--levels", "--quiet", "--force"
        )
        yield f"table.{ending}", output.read_bytes()
    frame = pl.read_csv(source, infer_schema=False)
    yield "frame", redrisk.score_table(frame, explain=True).write_csv().encode()


def train(notices: dict[str, Any], folder: Path) -> Written:  # noqa: ARG001
    """A card learned with a short recipe."""
    from redrisk.casework.hygiene import shipped_cases

    decided = [case for case in shipped_cases() if case.is_decided]
    numbers = {"folds": 3, "repeats": 1, "simulations": 4, "penalties": [1.0, 4.0]}
    model = redrisk.train(decided, config=numbers, name="short", jobs=2)
    model.save(folder / "model")
    yield "card", (folder / "model" / "card.json").read_bytes()


PARTS = {"core": core, "appendix": appendix, "table": table, "train": train}


def _call(*arguments: str) -> None:
    sys.argv = ["redrisk", *arguments]
    with contextlib.suppress(SystemExit):
        command_line()


def main(examples: Path, folder: Path, parts: list[str]) -> None:
    """Print the digests, and the locale that is in force."""
    with contextlib.suppress(locale.Error):
        locale.setlocale(locale.LC_ALL, "")
    notices = {path.stem: read_one(path) for path in sorted(examples.glob("*.yaml"))}
    digests = {
        name: hashlib.sha256(content).hexdigest()
        for part in parts
        for name, content in PARTS[part](notices, folder)
    }
    told = {"locale": locale.setlocale(locale.LC_CTYPE), "digests": digests}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
