"""From a batch of rows to levels, points and warnings, by the facts and cautions of a notice."""

from __future__ import annotations

import functools
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast

import numpy as np
from pydantic import ValidationError

from redrisk._record import problems
from redrisk.cautions import RULES, STRADDLING, Weighed, counts_as_stated
from redrisk.errors import InvalidInput, Problem, quote
from redrisk.facts import FACTS, Fact, reads_any
from redrisk.features import levels_of
from redrisk.intake.tables import ColumnMapping
from redrisk.scorecard import CardRow, Model
from redrisk.table.cells import RECORDS, ColumnReader, Numbers, Reading, combined
from redrisk.table.columns import Charges, TableView
from redrisk.table.layout import Layout
from redrisk.view import Range, View

Unreadable = Literal["error", "unknown"]
MOST_PROBLEMS = 20
"""No error lists more cells than this."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A batch of rows, weighed.

    Attributes
    ----------
    levels
        Feature to the first and the last level left open, a column each.
    points, points_even, reported_points, known_facts
        As in an Assessment, a column each.
    by_feature
        Weighed feature to its points.
    warnings
        Each row's number of a combination of warnings, and the combinations in words.
    scored
        False for a row that can't be scored, since its issuing state is unreadable.
    view
        What the rows say.
    """

    levels: Mapping[str, tuple[Numbers, Numbers]]
    points: Numbers
    points_even: Numbers
    reported_points: Numbers
    known_facts: Numbers
    by_feature: Mapping[str, Numbers]
    warnings: tuple[Numbers, list[str]]
    scored: Numbers
    view: TableView


@dataclass(slots=True)
class Kernel:
    """Scores batches of one table; what distinct cells mean is kept from batch to batch."""

    layout: Layout
    mapping: ColumnMapping
    model: Model
    unreadable: Unreadable = "error"
    where: str = ""
    _readers: dict[str, ColumnReader] = field(init=False)
    _charges: Charges = field(init=False)
    _lock: Any = field(init=False)

    def __post_init__(self) -> None:
        dates: dict[object, Reading] = {}
        self._readers = {
            place.theirs: ColumnReader(place.column, place.theirs, self.mapping, dates)
            for place in self.layout.places
        }
        self._charges = Charges()
        # An engine may hand over several batches at once.
        self._lock = threading.Lock()

    @property
    def reads(self) -> list[str]:
        """The columns of the table that are read."""
        return list(self._readers)

    def score(self, cells: Mapping[str, Any], rows: int, numbers: Numbers | int = 1) -> Scored:
        """Weigh a batch.

        Parameters
        ----------
        cells
            Column to its cells: an Arrow array, or a sequence of objects.
        rows
            How many rows the batch has.
        numbers
            The number of its first row, or of each row, for messages.

        Raises
        ------
        InvalidInput
            If a cell can't be read, unless such cells are to be unknown.
        """
        with self._lock:
            codes = {name: reader.codes(cells[name]) for name, reader in self._readers.items()}
            wrong = self._wrong(codes)
            if wrong and self.unreadable == "error":
                raise InvalidInput(_located(wrong, numbers), self.where)
            for theirs, bad in [(key, bad) for key, bad, _ in wrong]:
                for name in theirs:
                    codes[name] = np.where(bad, 0, codes[name]).astype(np.int32)
            view = TableView(
                self.layout, self._readers, codes, rows, self.model.context, self._charges
            )
            return self._weigh(view, wrong)

    def _wrong(self, codes: Mapping[str, Numbers]) -> list[_Wrong]:
        """Where cells can't be read, or don't make a record together."""
        found: list[_Wrong] = []
        for name, reader in self._readers.items():
            bad = reader.wrong(codes[name])
            if bad is not None:
                errors = [reader.errors[code] or "" for code in codes[name][bad].tolist()]
                found.append(((name,), bad, errors))
        required = self.layout.fields["issuing_country"].theirs
        missing = codes[required] == 0
        if missing.any():
            found.append(((required,), missing, ["is required"] * int(missing.sum())))
        for field_name, by_index in self.layout.slots.items():
            for index, places in by_index.items():
                names = tuple(place.theirs for place in places.values())
                found += self._broken_records(field_name, index, list(places), names, codes)
        return found

    def _broken_records(
        self, field_name: str, index: int, parts: list[str], names: tuple[str, ...], codes: Any
    ) -> list[_Wrong]:
        """Rows whose parts do not make a record, such as a protection without its status."""
        stated = [(codes[name] > 0).astype(np.int8) for name in names]
        patterns, keys = combined(stated)
        found: list[_Wrong] = []
        for number, key in enumerate(keys):
            given = [i for i, is_given in enumerate(key) if is_given]
            here = patterns == number
            if not given or not here.any():
                continue
            row = int(np.argmax(here))
            sample = {
                parts[i]: self._good_value(names[i], int(codes[names[i]][row])) for i in given
            }
            if field_name == "political_activity":
                sample.setdefault("kind", "other")
            problem = _problem_of_record(field_name, sample)
            if problem:
                message = f"record {max(index, 0) + 1} of {field_name}: {problem}"
                found.append((names, here, [message] * int(here.sum())))
        return found

    def _good_value(self, name: str, code: int) -> Any:
        """A cell's value; where it can't be read, one of the column that can."""
        reader = self._readers[name]
        if reader.errors[code] is None:
            return reader.plain[code]
        good = (p for p, e in zip(reader.plain[1:], reader.errors[1:], strict=True) if e is None)
        return next(good, None)

    def _weigh(self, view: TableView, wrong: list[_Wrong]) -> Scored:
        rows, model = view.rows, self.model
        facts = {fact.id: _left_open(fact, fact.read(cast("View", view)), view) for fact in FACTS}
        least = cast("Any", np.minimum)
        levels = {
            name: (_column(level[0], rows), _column(level[1], rows))
            for name, level in levels_of(cast("Mapping[str, Range]", facts), least).items()
        }
        by_feature, known = {}, {}
        for row in model.weighed:
            name = row.feature.id
            by_feature[name] = _points_of(row, levels[name])
            known[name] = ~_is(levels[name], row.feature.unknown)
        zero = np.zeros(rows, np.int32)
        points = sum(by_feature.values(), start=zero)
        stated = sum(
            (known[r.feature.id] for r in model.weighed if counts_as_stated(r)), start=zero
        )
        weighed = Weighed(cast("View", view), model, cast("Any", points), cast("Any", stated))
        marks = [(rule.code, _column(rule.applies(weighed), rows) != 0) for rule in RULES]
        for name, is_known in known.items():
            first, last = levels[name]
            marks.append((STRADDLING, (first != last) & is_known))
        required = self.layout.fields["issuing_country"].theirs
        scored = np.ones(rows, bool)
        unread: dict[str, Numbers] = {}
        for names, bad, _ in wrong:
            for name in names:
                unread[name] = unread.get(name, False) | bad
        if required in unread:
            scored = ~unread[required]
            marks = [(code, mark & scored) for code, mark in marks]
        marks += [(f"unreadable:{name}", bad) for name, bad in unread.items()]
        return Scored(
            levels=levels,
            points=points,
            points_even=sum(
                (by_feature[r.feature.id] for r in model.weighed if r.recording == "even"),
                start=zero,
            ),
            reported_points=np.clip(points, model.lower, model.upper),
            known_facts=sum(known.values(), start=zero),
            by_feature=by_feature,
            warnings=_in_words(marks, rows),
            scored=scored,
            view=view,
        )


_Wrong = tuple[tuple[str, ...], Numbers, list[str]]
"""Columns, the rows in which they can't be read, and what is wrong in each of these rows."""


def _left_open(fact: Fact, value: Range, view: TableView) -> Range:
    """A fact's range, open to the end where it reads a list that is known to lack members."""
    if view.field("incomplete") is None:
        return value
    is_open = view.of("incomplete", functools.partial(reads_any, fact))
    return (value[0], cast("int", np.where(is_open, fact.unknown[1], value[1])))


def _problem_of_record(field_name: str, sample: dict[str, Any]) -> str | None:
    try:
        RECORDS[field_name].model_validate(sample)
    except ValidationError as error:
        return "; ".join(str(problem) for problem in problems(error))
    return None


def _located(wrong: list[_Wrong], numbers: Numbers | int) -> list[Problem]:
    """The first problems by row, and how many there are."""
    placed: list[tuple[int, Problem]] = []
    total = 0
    for names, bad, errors in wrong:
        rows = np.flatnonzero(bad)
        total += len(rows)
        listed = ", ".join(quote(name) for name in names)
        for row, error in zip(rows[:MOST_PROBLEMS].tolist(), errors, strict=False):
            number = row + numbers if isinstance(numbers, int) else int(numbers[row])
            placed.append((number, Problem(f"row {number}, column {listed}", error)))
    placed.sort(key=lambda pair: pair[0])
    shown = [problem for _, problem in placed[:MOST_PROBLEMS]]
    if total > len(shown):
        shown.append(Problem("", f"and {total - len(shown)} more cells that can't be read"))
    shown.append(
        Problem("", "mend them, or ask for unreadable='unknown' to score them as not stated")
    )
    return shown


def _column(values: Any, rows: int) -> Numbers:
    return np.broadcast_to(np.asarray(values), (rows,))


def _is(level: tuple[Numbers, Numbers], wanted: Range) -> Numbers:
    found: Numbers = (level[0] == wanted[0]) & (level[1] == wanted[1])
    return found


def _points_of(row: CardRow, level: tuple[Numbers, Numbers]) -> Numbers:
    """The card's points for each row's range of levels."""
    width = len(row.feature.levels)
    by_range = np.zeros(width * width, np.int32)
    for (first, last), points in row.points.items():
        by_range[first * width + last] = points
    found: Numbers = by_range[level[0] * width + level[1]]
    return found


def _in_words(marks: list[tuple[str, Numbers]], rows: int) -> tuple[Numbers, list[str]]:
    """Number the distinct combinations of warnings; the codes of each, joined by ';'."""
    used = [(code, mark) for code, mark in marks if mark.any()]
    numbers, words = np.zeros(rows, np.int64), [""]
    for start in range(0, len(used), 60):
        part = used[start : start + 60]
        bits = np.zeros(rows, np.int64)
        for place, (_, mark) in enumerate(part):
            bits |= mark.astype(np.int64) << place
        distinct, codes = np.unique(bits, return_inverse=True)
        texts = [
            ";".join(code for place, (code, _) in enumerate(part) if one >> place & 1)
            for one in distinct.tolist()
        ]
        numbers, keys = combined([numbers, codes])
        words = [";".join(filter(None, (words[one], texts[other]))) for one, other in keys]
    return numbers, words
