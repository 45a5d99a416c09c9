"""Every way in which the command line takes a file that somebody else made."""

from __future__ import annotations

from pathlib import Path

NOTICE, TABLE, CASE = "good.yaml", "good.csv", "case.json"
"""Files beside the hostile one that are as they should be."""

OUT = "out"
"""What a command may write: the one file of this name, with any ending."""

COMMANDS: dict[str, tuple[str, ...]] = {
    "score": ("score", "FILE"),
    "score --json": ("score", "--json", "FILE"),
    "score --model": ("score", "--model", "FILE", NOTICE),
    "card": ("card", "FILE"),
    "check": ("check", "FILE"),
    "check --json": ("check", "--json", "FILE"),
    "check --grid": ("check", "--grid", "FILE"),
    "read": ("read", "FILE"),
    "read -o": ("read", "FILE", "-o", f"{OUT}.yaml"),
    "read --explain": ("read", "--explain", "FILE"),
    "read --html": ("read", "--html", f"{OUT}.html", "FILE"),
    "table": ("table", "FILE", "-o", f"{OUT}.csv", "--quiet"),
    "table --summary": ("table", "FILE", "--summary", "--quiet", "--unreadable", "unknown"),
    "table --mapping": ("table", TABLE, "--mapping", "FILE", "-o", f"{OUT}.csv", "--quiet"),
    "appendix": ("appendix", "FILE", "-o", f"{OUT}.md"),
    "appendix --preview": ("appendix", "FILE", "--preview"),
    "appendix --template": ("appendix", NOTICE, "--template", "FILE", "-o", f"{OUT}.docx"),
    "appendix --font-path": ("appendix", NOTICE, "--font-path", "FILE", "-o", f"{OUT}.pdf"),
    "verify": ("verify", "FILE"),
    "verify --model": ("verify", "FILE", "--model", "FILE"),
    "ask": ("ask", "FILE", "--out", f"{OUT}.yaml"),
    "cases check": ("cases", "check", "FILE"),
    "cases check --json": ("cases", "check", "--json", "FILE"),
    "cases import": ("cases", "import", "FILE", "-o", f"{OUT}.jsonl"),
    "cases import --mapping": ("cases", "import", TABLE, "--mapping", "FILE"),
    "cases sheet": ("cases", "sheet", "FILE", "-o", f"{OUT}.csv", "--key", f"{OUT}.key"),
    "cases agree": ("cases", "agree", "FILE", TABLE, NOTICE, "-o", f"{OUT}.jsonl"),
    "train": ("train", "FILE", "--out", OUT, "--jobs", "1"),
    "train --config": ("train", CASE, "--config", "FILE", "--out", OUT, "--jobs", "1"),
    "model verify": ("model", "verify", "FILE"),
}

READERS = ("score", "check", "read -o", "table", "verify", "cases import", "table --mapping")
"""The commands that between them use every reader."""

_ONLY = {
    "train": ("json", "jsonl", "yaml"),
    "train --config": ("json",),
    "appendix --template": ("docx", "xlsx", "empty.yaml"),
    "appendix --font-path": ("empty.yaml",),
    "cases agree": ("json", "jsonl", "csv"),
}
"""Endings of the files on which a dear command is tried; the others stop at the same first line."""


def suits(command: str, name: str) -> bool:
    """Whether a command is tried on a file of that name."""
    return command not in _ONLY or name.endswith(_ONLY[command])


CODES = frozenset({0, 1, 2, 3})
"""Those of docs/errors.md, without that of a fault of redrisk itself."""


def arguments(command: str, file: str | Path) -> list[str]:
    """The words of a command on a file."""
    return [str(file) if word == "FILE" else word for word in COMMANDS[command]]


def good_files(folder: Path) -> None:
    """Write the files that are as they should be."""
    (folder / NOTICE).write_text("issuing_country: TR\nnotice_date: 2015\n", encoding="utf-8")
    (folder / TABLE).write_text("issuing_country,notice_date\nTR,2015\n", encoding="utf-8")
    case = (
        '{"case_id": "ZZ-1", "notice": {"issuing_country": "TR"}, "outcome": {"label": "rejected"}}'
    )
    (folder / CASE).write_text(case, encoding="utf-8")
