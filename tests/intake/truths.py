"""Compares what was read with what a document says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from redrisk.intake.plain import fold
from redrisk.intake.reading import NoticeReading

_ARTICLE = re.compile(r"^(?:the|le|la|les|l|el|los|las) ")
_PATH = re.compile(r"(\w+)(?:\[(\d+)\])?(?:\.(\w+))?")


def value_at(facts: Mapping[str, Any], path: str) -> Any:
    """The value at a path such as ``charges[1].law``; None if it is absent."""
    match = _PATH.fullmatch(path)
    assert match, path
    value = facts.get(match[1])
    if match[2] is not None and value is not None:
        value = value[int(match[2])] if int(match[2]) < len(value) else None
    if match[3] is not None and value is not None:
        value = value.get(match[3])
    return value


def mistakes(facts: Mapping[str, Any], truth: Mapping[str, Any]) -> list[str]:
    """The fields that differ from the truth; a truth of None means that nothing may be set."""
    found = []
    for path, wanted in truth.items():
        got = value_at(facts, path)
        if not same(got, wanted):
            found.append(f"{path}: {got!r}, not {wanted!r}")
    return found


def same(got: Any, wanted: Any) -> bool:
    """Whether a value is the true one; of texts, case, accents, punctuation and an
    article before it do not count."""
    if isinstance(got, str) and isinstance(wanted, str):
        return _ARTICLE.sub("", fold(got)) == _ARTICLE.sub("", fold(wanted))
    if isinstance(got, (list, tuple)) and isinstance(wanted, list):
        return sorted(got) == sorted(wanted)
    return bool(got == wanted)


def everything(record: NoticeReading) -> str:
    """Every word that a reading keeps anywhere."""
    return "".join(
        map(
            repr,
            (
                record.notice, record.facts, record.fields, record.proposals, record.unplaced,
                record.lines, record.warnings, record.problem,
            ),
        )
    )  # fmt: skip
