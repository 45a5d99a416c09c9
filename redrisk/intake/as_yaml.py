"""Writes what was read as a notice file: facts, sources, and comments on what to confirm."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from redrisk.intake.reading import NoticeReading, Reading, sources_of

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*|[0-9]{4}(?:-[0-9]{2}){0,2}|[0-9]{1,6}")
_NOT_PLAIN = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n"])
_MOST_COMMENTS = 60


def notice_yaml(record: NoticeReading) -> str:
    """One notice as YAML that ``redrisk score`` and the other commands read.

    Comments say where each fact stood, which ones a person should confirm, what was ambiguous and
    left out, what the summary suggests, and what could not be placed.
    """
    lines = [
        "# Read by redrisk. Check each fact against the notice, then give the exhibits your own "
        "marks.",
        *_comments(record.warnings),
    ]
    if record.problem is not None:
        lines += _comments(str(problem) for problem in record.problem.problems)
    if "issuing_country" not in record.facts:
        lines.append("issuing_country:  # PLEASE FILL IN: two letters, such as TR")
    for name, value in record.facts.items():
        if name not in ("sources", "answers", "standing") or value:
            if name == "sources":
                continue
            lines += _confirmations(record.fields, name)
            lines += _entry(name, value)
    sources = record.facts.get("sources") or sources_of(record.fields)
    if sources:
        shown = sources if record.notice is not None else _settled(sources, record)
        lines += ["", "# Where each fact stands.", *_entry("sources", shown)]
    lines += _left_out(record)
    return "\n".join(lines) + "\n"


def notices_yaml(records: Sequence[NoticeReading]) -> str:
    """Several notices as YAML documents, parted by ``---``."""
    return "---\n".join(notice_yaml(record) for record in records)


def _settled(sources: dict[str, Any], record: NoticeReading) -> dict[str, Any]:
    """The sources of the facts that are there; another path would make the file invalid."""
    return {
        path: items
        for path, items in sources.items()
        if path.split(".")[0].split("[")[0] in record.facts
    }


def _confirmations(fields: Sequence[Reading], name: str) -> Iterator[str]:
    for item in fields:
        if item.path.split(".")[0].split("[")[0] == name and needs_confirmation(item):
            where = f" ({item.place})" if item.place else ""
            yield _comment(f"PLEASE CONFIRM {item.path}: {item.note or 'probable'}{where}")


def needs_confirmation(item: Reading) -> bool:
    """Whether a person should confirm a fact that is set; a charge's language needs none."""
    return item.certainty == "probable" and not item.path.endswith(".language")


def _left_out(record: NoticeReading) -> Iterator[str]:
    doubtful = [item for item in record.fields if not item.is_set]
    if doubtful:
        yield from ("", "# Not set, because the words leave it open:")
        for item in doubtful[:_MOST_COMMENTS]:
            yield _comment(
                f"  {item.path}: {_options(item.value)} ({item.place}: {item.note}) {item.words}"
            )
    if record.proposals:
        yield from ("", "# The summary suggests these; set them only if you can confirm them:")
        for proposal in record.proposals[:_MOST_COMMENTS]:
            value = "" if proposal.value is None else f" {_options(proposal.value)}?"
            line = proposal.lines[0] if proposal.lines else ""
            yield _comment(
                f"  {proposal.path}:{value} {proposal.question} (line {line}: {proposal.words})"
            )
    if record.unplaced:
        yield from ("", "# Not understood; words that could be names are left out:")
        for left in record.unplaced[:_MOST_COMMENTS]:
            page = f"page {left.page}, " if left.page else ""
            yield _comment(f"  {page}line {left.line}: {left.words}")


def _options(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return " or ".join(str(item) for item in value)
    return (
        {True: "yes", False: "no", None: "?"}.get(value, str(value))
        if not isinstance(value, int) or isinstance(value, bool)
        else str(value)
    )


def _comments(texts: Iterable[str]) -> list[str]:
    return [_comment(text) for text in texts]


def _comment(text: str) -> str:
    text = "".join(char if char.isprintable() else " " for char in text)
    return "# " + text.rstrip()


def _entry(name: str, value: Any, indent: str = "") -> list[str]:
    """A key and its value."""
    if isinstance(value, dict):
        if not value:
            return []
        return [f"{indent}{_key(name)}:"] + [
            line for key, part in value.items() for line in _entry(key, part, indent + "  ")
        ]
    if isinstance(value, (list, tuple)):
        if all(not isinstance(item, (dict, list, tuple)) for item in value):
            return [f"{indent}{_key(name)}: [{', '.join(_scalar(item) for item in value)}]"]
        lines = [f"{indent}{_key(name)}:"]
        for item in value:
            inner = [
                line for key, part in item.items() for line in _entry(key, part, indent + "    ")
            ]
            inner[0] = f"{indent}  - {inner[0].lstrip()}"
            lines += inner
        return lines
    return [f"{indent}{_key(name)}: {_scalar(value)}"]


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", name) else _scalar(name)


def _scalar(value: Any) -> str:
    """A value as YAML: plain where nothing can be mistaken, else in double quotes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return str(value)
    text = str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_PLAIN:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else _escape(char) for char in quoted)


def _escape(char: str) -> str:
    """A character that a terminal would obey, or nobody see, as YAML writes its number."""
    return f"\\u{ord(char):04x}" if char <= "\uffff" else f"\\U{ord(char):08x}"
