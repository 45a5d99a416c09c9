"""Write docs/errors.md: every message of redrisk, why it comes, and what to do.

The messages are read from the source; errors.yaml beside this file adds to each its cause and its
remedy, errors_introduction.md what stands above them. A message without an entry, or an entry
without a message, fails the tests.

    python -m tools.errors_page              writes the page
    python -m tools.errors_page --missing    prints an empty entry for each message that has none
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from tools.error_messages import ROOT, Message, messages

PAGE = ROOT / "docs" / "errors.md"
CATALOGUE = Path(__file__).parent / "errors.yaml"
INTRODUCTION = Path(__file__).parent / "errors_introduction.md"

_AREAS = (
    ("redrisk/intake/", "Files and raw notices"),
    ("redrisk/cli/", "The command line"),
    ("redrisk/casework/", "Coding of cases"),
    ("redrisk/checks/", "Rules, charges and indicators"),
    ("redrisk/charges.py", "Rules, charges and indicators"),
    ("redrisk/indicators.py", "Rules, charges and indicators"),
    ("redrisk/learning/", "Training"),
    ("redrisk/model", "Models"),
    ("redrisk/persistence.py", "Models"),
    ("redrisk/signature", "Models"),
    ("redrisk/report/", "The appendix, and its verification"),
    ("redrisk/table/", "Tables"),
)
_ELSEWHERE = "Notices, cases and options"
_SEVERAL = "In several places"
_ORDER = [_SEVERAL, _ELSEWHERE, *dict.fromkeys(name for _, name in _AREAS)]


class Remedy(NamedTuple):
    """What the page says of a message."""

    cause: str
    remedy: str


def catalogue(path: Path = CATALOGUE) -> dict[str, Remedy]:
    """The causes and remedies by message."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    found = {entry["message"]: Remedy(entry["cause"], entry["remedy"]) for entry in entries}
    if len(found) < len(entries):
        twice = sorted({e["message"] for e in entries if entries.count(e) > 1})
        raise SystemExit(f"{path}: these stand twice: {twice}")
    return found


def without_entry(found: Iterable[Message], known: Mapping[str, Remedy]) -> list[str]:
    """The messages that the catalogue does not have."""
    return sorted({message.pattern for message in found} - set(known))


def without_message(found: Iterable[Message], known: Mapping[str, Remedy]) -> list[str]:
    """The entries of messages that are no longer raised."""
    return sorted(set(known) - {message.pattern for message in found})


def page(found: Iterable[Message], known: Mapping[str, Remedy]) -> str:
    """The page."""
    areas: dict[str, set[str]] = {}
    classes: dict[str, set[str]] = {}
    for message in found:
        areas.setdefault(message.pattern, set()).add(_area(message.file))
        classes.setdefault(message.pattern, set()).add(message.error)
    parts = [INTRODUCTION.read_text(encoding="utf-8")]
    for area in _ORDER:
        rows = [
            f"| `{_cell(pattern)}` | {', '.join(f'`{name}`' for name in sorted(classes[pattern]))} "
            f"| {_cell(known[pattern].cause)} | {_cell(known[pattern].remedy)} |"
            for pattern in sorted(areas)
            if area == (_SEVERAL if len(areas[pattern]) > 1 else next(iter(areas[pattern])))
        ]
        if rows:
            head = "| message | class | why | what to do |\n|---|---|---|---|"
            parts.append("\n".join([f"\n## {area}\n", head, *rows, ""]))
    return "".join(parts)


def _area(file: str) -> str:
    return next((name for start, name in _AREAS if file.startswith(start)), _ELSEWHERE)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main(arguments: list[str] | None = None) -> int:
    """Write the page, or say which entries it lacks."""
    parser = argparse.ArgumentParser(prog="python -m tools.errors_page")
    parser.add_argument("--missing", action="store_true", help="print empty entries instead")
    options = parser.parse_args(arguments)
    found, known = messages(), catalogue()
    missing, stale = without_entry(found, known), without_message(found, known)
    if options.missing:
        empty = [{"message": text, "cause": "", "remedy": ""} for text in missing]
        print(yaml.safe_dump(empty, allow_unicode=True, sort_keys=False, width=100))
        return 0
    for text in missing:
        print(f"no entry in {CATALOGUE.name}: {text}", file=sys.stderr)
    for text in stale:
        print(f"no longer raised: {text}", file=sys.stderr)
    if missing or stale:
        return 1
    PAGE.write_text(page(found, known), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
