"""The flat columns: how a notice or case is written on one row of a table.

A field is a column of its own name. A part of a record joins both names: ``charge_law``,
``warrant_date``, ``protection_status``. A second record of a list ends in ``_2``:
``charge_law_2``. A list of words is split by ';'. docs/reading.md lists every column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from redrisk._record import Record
from redrisk.case import Outcome, Source
from redrisk.errors import nearest, quote
from redrisk.notice import (
    Activity,
    Charge,
    Extradition,
    InterpolRuling,
    Notice,
    Protection,
    Sentence,
    Warrant,
)

_LISTS: dict[str, tuple[str, type[Record]]] = {
    # column prefix: field of the notice, record
    "charge": ("charges", Charge),
    "political_activity": ("political_activity", Activity),
    "protection": ("protection", Protection),
    "extradition": ("extradition", Extradition),
    "interpol_history": ("interpol_history", InterpolRuling),
}
_RECORDS: dict[str, type[Record]] = {"sentence": Sentence, "warrant": Warrant}
_WORD_LISTS = frozenset(
    {"nationalities", "roles", "incomplete", "charge_categories", "outcome_basis"}
)
_DATES = frozenset({
    "notice_date", "retained_until", "renewed_on", "limitation_expires", "alleged_offence_date",
    "criminal_case_opened", "left_country", "located_on", "papers_sent_on", "warrant_date",
    "political_activity_date", "protection_date", "extradition_date", "interpol_history_date",
    "outcome_date", "source_date", "first_political_activity",
})  # fmt: skip
_NUMBERS = frozenset({
    "charge_max_penalty", "charge_cheque_total_usd", "sentence_imposed_months",
    "sentence_remaining_months",
})  # fmt: skip
_CASE_FIELDS = ("case_id", "descriptor", "confidence", "note", "double_coded", "sampling")
_NOT_FLAT = frozenset({
    "charges", "political_activity", "protection", "extradition", "interpol_history", "sentence",
    "warrant", "answers", "standing", "sources",
})  # fmt: skip
NONE_WORDS = frozenset({"none", "[]"})
"""In a list's own column (``protection``, ``roles``), these say 'known to be none'."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column understood.

    Attributes
    ----------
    name
        The column's own name, without a number.
    group
        ``notice``, ``case``, ``outcome``, ``source``, ``record``, ``list``, ``whole_list``,
        ``answers``, ``standing`` or ``first_activity``.
    field
        The field of the notice (or case) that it belongs to.
    part
        The part of the record, or the key of an answer.
    index
        Which record of a list, from 0.
    """

    name: str
    group: str
    field: str
    part: str = ""
    index: int = 0

    @property
    def kind(self) -> str:
        """``date``, ``number``, ``words`` or ``text``."""
        if self.name in _DATES:
            return "date"
        if self.name in _NUMBERS:
            return "number"
        return "words" if self.name in _WORD_LISTS else "text"


@cache
def known_columns() -> dict[str, Column]:
    """Every column by name, without numbers."""
    return {column.name: column for column in _columns()}


def _columns() -> Iterator[Column]:
    for field in _CASE_FIELDS:
        yield Column(field, "case", field)
    for field in Notice.model_fields:
        if field not in _NOT_FLAT:
            yield Column(field, "notice", field)
    for prefix, record in _RECORDS.items():
        for part in record.model_fields:
            yield Column(f"{prefix}_{part}", "record", prefix, part)
    for prefix, (field, record) in _LISTS.items():
        for part in record.model_fields:
            yield Column(f"{prefix}_{part}", "list", field, part)
        yield Column(field, "whole_list", field)
    yield Column("first_political_activity", "first_activity", "political_activity", "date")
    for part in Outcome.model_fields:
        yield Column(f"outcome_{part}", "outcome", "outcome", part)
    for part in Source.model_fields:
        yield Column(f"source_{part}", "source", "sources", part)


def column_of(name: str) -> Column | None:
    """The column that a header names, or None.

    >>> column_of("charge_law_2").index, column_of("answers.wanted_abroad").part
    (1, 'wanted_abroad')
    """
    known = known_columns()
    if name in known:
        return known[name]
    numbered = re.fullmatch(r"(.+)_([1-9][0-9]?)", name)
    if numbered and numbered[1] in known and known[numbered[1]].group in ("list", "source"):
        column = known[numbered[1]]
        return Column(column.name, column.group, column.field, column.part, int(numbered[2]) - 1)
    for group in ("answers", "standing"):
        if name.startswith(f"{group}."):
            return Column(name, group, group, name.removeprefix(f"{group}."))
    return None


def known_column(name: str) -> Column:
    """The column of a header that was checked before.

    Raises
    ------
    KeyError
        If there is none.
    """
    column = column_of(name)
    if column is None:
        raise KeyError(name)
    return column


def unknown_column(name: str) -> str:
    """What to say of a header that is no column."""
    hint = nearest(name, known_columns())
    return (
        f"there is no column {quote(name)}{hint}; rename it, or give a mapping file that maps or "
        "ignores it"
    )


def assemble(cells: dict[str, Any]) -> dict[str, Any]:
    """Plain data of a notice, or of a case if a column speaks of one, from cells by column name.

    >>> assemble({"issuing_country": "TR", "charge_law": "Art. 314", "protection": []})
    {'issuing_country': 'TR', 'protection': [], 'charges': [{'law': 'Art. 314'}]}
    """
    notice: dict[str, Any] = {}
    case: dict[str, Any] = {}
    lists: dict[str, dict[int, dict[str, Any]]] = {}
    for name, value in cells.items():
        column = column_of(name)
        if column is None:
            continue
        if column.group in ("notice", "whole_list"):
            notice[column.field] = value
        elif column.group == "case":
            case[column.field] = value
        elif column.group == "outcome":
            case.setdefault("outcome", {})[column.part] = value
        elif column.group in ("record", "answers", "standing"):
            notice.setdefault(column.field, {})[column.part] = value
        elif column.group == "first_activity":
            lists.setdefault(column.field, {}).setdefault(-1, {})["date"] = value
        else:
            lists.setdefault(column.field, {}).setdefault(column.index, {})[column.part] = value
    for field, records in lists.items():
        items = [records[index] for index in sorted(records)]
        if field == "political_activity":
            for item in items:
                item.setdefault("kind", "other")
        if field == "sources":
            case[field] = items
        else:
            notice[field] = [*(notice.get(field) or []), *items]
    return {**case, "notice": notice} if case else notice
