"""Mapping files: how other people's columns and words translate into ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from redrisk.contents import content_of
from redrisk.errors import InvalidInput, Problem, listed, nearest, quote
from redrisk.intake import case_file, detect
from redrisk.intake.columns import column_of, known_columns

_MAPPING_KEYS = (
    "columns", "values", "defaults", "ignore", "missing", "list_separator", "date_order",
)  # fmt: skip
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How other people's columns and words translate.

    Attributes
    ----------
    columns
        Their column to ours.
    values
        Our column to: their word to ours.
    defaults
        Our column to the value of every row that has none.
    ignore
        Their columns to pass over; ``*`` stands for every one that is not mapped.
    missing
        Words that mean 'no value', besides an empty cell.
    list_separator
        What parts the words of a list.
    date_order
        ``dmy`` or ``mdy`` for dates such as 03/04/2015; without it they are errors.
    """

    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    list_separator: str = ";"
    date_order: Literal["dmy", "mdy"] | None = None


def read_mapping(path: str | Path) -> ColumnMapping:
    """A mapping file in YAML.

    Raises
    ------
    InvalidInput
        If it is not YAML, or names a column of ours that does not exist.
    """
    where = str(path)
    text = detect.text_of_bytes(content_of(path, detect.MOST_TEXT), where)
    data = case_file.plain_yaml(text, where)
    return mapping_of(data or {}, where)


def mapping_of(data: object, where: str = "") -> ColumnMapping:
    """A mapping from plain data; every problem is named.

    Raises
    ------
    InvalidInput
        As for ``read_mapping``.
    """
    if not isinstance(data, Mapping):
        raise InvalidInput(
            [Problem("", "a mapping of columns is needed, as docs/tables.md shows")], where
        )
    unknown = [key for key in data if key not in _MAPPING_KEYS]
    problems = [
        Problem(
            str(key),
            f"there is no such part; the parts are: {listed(_MAPPING_KEYS)}"
            f"{nearest(key, _MAPPING_KEYS)}",
        )
        for key in unknown[:_MOST_NAMED]
    ]
    columns = _text_mapping(data, "columns", problems)
    defaults = _text_mapping(data, "defaults", problems)
    values: dict[str, dict[str, str]] = {}
    raw_values = data.get("values") or {}
    for key in raw_values if isinstance(raw_values, Mapping) else {}:
        values[str(key)] = _text_mapping(raw_values, key, problems)
    for ours, part in [
        *((o, "columns") for o in columns.values()),
        *((o, "defaults") for o in defaults),
        *((o, "values") for o in values),
    ]:
        if column_of(ours) is None:
            problems.append(
                Problem(part, f"there is no column {quote(ours)}{nearest(ours, known_columns())}")
            )
    order = data.get("date_order")
    if order not in (None, "", "dmy", "mdy"):
        problems.append(Problem("date_order", f"is dmy or mdy; got {quote(order)}"))
    if problems:
        raise InvalidInput(problems, where)
    return ColumnMapping(
        columns, values, defaults, _words(data.get("ignore")), _words(data.get("missing")),
        str(data.get("list_separator") or ";"), order or None,
    )  # fmt: skip


def _text_mapping(data: Mapping[str, Any], key: str, problems: list[Problem]) -> dict[str, str]:
    value = data.get(key) or {}
    if isinstance(value, Mapping) and all(isinstance(item, str) for item in value.values()):
        return {str(theirs): str(ours) for theirs, ours in value.items()}
    problems.append(
        Problem(str(key), "a mapping of words to words is needed, as docs/tables.md shows")
    )
    return {}


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in (value if isinstance(value, list) else [value]) if item)
