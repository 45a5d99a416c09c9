"""Which column of a table says what of a notice."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from redrisk.errors import InvalidInput, Problem, quote
from redrisk.intake.columns import Column, column_of, known_columns
from redrisk.intake.tables import ColumnMapping

SLIP = 0.85
"""A column whose name is this like one of ours is taken for a slip, not for a column of its own."""

_OUTCOME = frozenset({"outcome"})
_UNREAD_FIELDS = frozenset({"reference", "renewal_reason"})
"""Free text of the notice that the score never looks at."""

_READ_ANSWERS = frozenset({"charge_after_dissent"})


@dataclass(frozen=True, slots=True)
class Place:
    """A column of the table and what it means."""

    theirs: str
    column: Column


@dataclass(slots=True)
class Layout:
    """The columns that are read.

    Attributes
    ----------
    fields
        Field of the notice, or ``answers.key``, to its column.
    whole
        List of the notice to the column that holds it whole.
    slots
        List of the notice to its numbered records, each a mapping of part to column.
    parts
        Record of the notice that is no list, such as its warrant, to the column of each part.
    """

    fields: dict[str, Place] = field(default_factory=dict)
    whole: dict[str, Place] = field(default_factory=dict)
    slots: dict[str, dict[int, dict[str, Place]]] = field(default_factory=dict)
    parts: dict[str, dict[str, Place]] = field(default_factory=dict)

    @property
    def places(self) -> list[Place]:
        """Every column that is read."""
        records = [parts for by_index in self.slots.values() for parts in by_index.values()]
        return [
            *self.fields.values(),
            *self.whole.values(),
            *(place for parts in records for place in parts.values()),
            *(place for parts in self.parts.values() for place in parts.values()),
        ]


def mapping_from(columns: Mapping[str, str | None] | ColumnMapping | None) -> ColumnMapping:
    """The translation of columns that the caller gave."""
    if isinstance(columns, ColumnMapping):
        return columns
    given = columns or {}
    for theirs, ours in given.items():
        if ours is not None and column_of(ours) is None:
            close = difflib.get_close_matches(str(ours), known_columns(), n=1)
            hint = f"; did you mean '{close[0]}'?" if close else "; docs/tables.md lists them"
            message = f"{quote(ours)}, for {quote(theirs)}, is no column of a notice{hint}"
            raise InvalidInput([Problem("columns", message)])
    return ColumnMapping(
        columns={theirs: ours for theirs, ours in given.items() if ours is not None},
        ignore=tuple(theirs for theirs, ours in given.items() if ours is None),
    )


def layout_of(names: Sequence[str], mapping: ColumnMapping) -> Layout:
    """Find what each column of a table says.

    Parameters
    ----------
    names
        The table's columns. Those that say nothing of a notice are passed over.
    mapping
        Their names to ours, and columns to pass over.

    Raises
    ------
    InvalidInput
        If there is no issuing state; if two columns say the same; if a name looks like a slip; if
        a mapped column is absent; or if the table says how its cases ended.
    """
    layout = Layout()
    seen: dict[str, str] = {}
    wrong: list[Problem] = [
        Problem(
            theirs, "the mapping names a column that the table does not have; name one that it has"
        )
        for theirs in mapping.columns
        if theirs not in names
    ]
    for theirs in names:
        if theirs in mapping.ignore:
            continue
        ours = mapping.columns.get(theirs, theirs)
        column = column_of(ours)
        if column is None:
            wrong += _slip(theirs, mapping)
        elif column.group in _OUTCOME:
            wrong.append(Problem(theirs, _HAS_OUTCOME))
        elif ours in seen:
            wrong.append(Problem(theirs, f"says the same as {quote(seen[ours])}; leave one out"))
        else:
            seen[ours] = theirs
            _put(layout, Place(theirs, column))
    if "issuing_country" not in layout.fields:
        wrong.append(
            Problem("issuing_country", "the table has no such column; name it so, or give columns")
        )
    if wrong:
        raise InvalidInput(wrong)
    return layout


_HAS_OUTCOME = (
    "the table says how its cases ended, and a case must be scored as it stood before that; turn "
    "the rows into cases (redrisk cases import) and score those, or pass the column over to score "
    "everything that the rows say"
)


def _slip(theirs: str, mapping: ColumnMapping) -> list[Problem]:
    """A problem if the name of a foreign column is nearly one of ours."""
    if "*" in mapping.ignore:
        return []
    close = difflib.get_close_matches(theirs, known_columns(), n=1, cutoff=SLIP)
    if not close:
        return []
    return [
        Problem(
            theirs,
            f"there is no such column; did you mean '{close[0]}'? rename it, or pass it over with "
            f"columns={{{quote(theirs)}: None}}",
        )
    ]


def _put(layout: Layout, place: Place) -> None:
    column = place.column
    if column.group == "notice" and column.field not in _UNREAD_FIELDS:
        layout.fields[column.field] = place
    elif column.group == "answers" and column.part in _READ_ANSWERS:
        layout.fields[f"answers.{column.part}"] = place
    elif column.group == "whole_list":
        layout.whole[column.field] = place
    elif column.group == "list":
        layout.slots.setdefault(column.field, {}).setdefault(column.index, {})[column.part] = place
    elif column.group == "first_activity":
        layout.slots.setdefault(column.field, {}).setdefault(-1, {})["date"] = place
    elif column.group == "record":
        layout.parts.setdefault(column.field, {})[column.part] = place
