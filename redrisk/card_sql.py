"""The card as one SQL query over columns of levels, to be read, checked by hand, and run.

The query needs only what every database has: CASE, COALESCE, additions and a join with a small
table of values. It gives the same whole points as every other path.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from redrisk.errors import InvalidInput, Problem, listed, nearest, printable, quote
from redrisk.priors import Prior, prior_of
from redrisk.scorecard import CardRow, Model
from redrisk.view import Range
from redrisk.weight import band, likelihood_ratio, risk

REAL_TYPES = {"duckdb": "DOUBLE", "postgresql": "DOUBLE PRECISION", "sqlite": "REAL"}
"""Dialect to its type of real numbers, the only thing in which the dialects differ here."""

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?")
_LEVEL, _POINTS = "level_", "points_of_"


def card_sql(
    model: Model,
    dialect: str = "duckdb",
    *,
    table: str = "levels",
    prior: str | float | Prior = "even",
) -> str:
    """The card as a query over a table of levels, as ``redrisk.table.level_table`` makes it.

    Parameters
    ----------
    model
        The card.
    dialect
        ``duckdb``, ``postgresql`` or ``sqlite``.
    table
        The table to read, with an optional schema. It needs a text column ``level_<feature>`` for
        each weighed feature: a level in words; NULL or 'unknown' where it is unknown.
    prior
        For the column of risks.

    Returns
    -------
    str
        A SELECT that gives the table's columns, the points of each feature, points, points_even,
        reported_points (whole decibans), likelihood_ratio, risk, band and known_facts. A word that
        is no level of its feature makes the row's points NULL.

    Raises
    ------
    InvalidInput
        If there is no such dialect, or the table's name is not a plain one.
    UnknownPrior
        If the prior is neither a name nor a probability.

    Examples
    --------
    >>> import redrisk
    >>> print(card_sql(redrisk.load_model(), "sqlite").splitlines()[3])
    WITH weighed AS (
    """
    if dialect not in REAL_TYPES:
        message = f"{quote(dialect)} is not one of: {listed(REAL_TYPES)}"
        raise InvalidInput([Problem("dialect", message + nearest(dialect, REAL_TYPES))])
    if not _IDENTIFIER.fullmatch(table):
        message = f"a table's name is made of letters, digits and _; got {quote(table)}"
        raise InvalidInput([Problem("table", message)])
    return "\n".join(_query(model, dialect, table, prior_of(prior))) + "\n"


def _query(model: Model, dialect: str, table: str, prior: Prior) -> Iterator[str]:
    real = REAL_TYPES[dialect]
    even = [row for row in model.weighed if row.recording == "even"]
    cap = model.card["config"]["uneven_cap"]
    yield (
        f"-- The card {_text(printable(model.name))} for {dialect}. "
        "One point is one deciban; unknown is 0 points."
    )
    yield "-- A word that is no level of its feature makes the row's points NULL."
    yield f"-- 'uneven' features are recorded unevenly and carry at most {cap} points."
    yield "WITH weighed AS ("
    yield f"  SELECT {table.rpartition('.')[2]}.*"
    for row in model.weighed:
        yield from _case(row)
    yield f"  FROM {table}"
    yield "), summed AS ("
    yield "  SELECT weighed.*,"
    yield _added(f"{_POINTS}{row.feature.id}" for row in model.weighed) + " AS points,"
    yield _added(f"{_POINTS}{row.feature.id}" for row in even) + " AS points_even,"
    yield _added(_is_known(row) for row in model.weighed) + " AS known_facts"
    yield "  FROM weighed"
    yield "), clipped AS ("
    yield "  -- reported within the range that the decided cases support"
    yield (
        f"  SELECT summed.*, CASE WHEN points < {model.lower} THEN {model.lower} "
        f"WHEN points > {model.upper} THEN {model.upper} ELSE points END AS reported_points"
    )
    yield "  FROM summed"
    yield "), scale (at_points, likelihood_ratio, risk, band) AS ("
    yield f"  -- the risk is that under the prior {_text(prior.name)}, {prior.value:g}"
    yield "  VALUES"
    every = range(model.lower, model.upper + 1)
    for points in every:
        end = "" if points == every[-1] else ","
        yield (
            f"    ({points}, {likelihood_ratio(points)!r}, {risk(points, prior.value)!r}, "
            f"{_text(band(points))}){end}"
        )
    yield ")"
    yield "SELECT clipped.*,"
    yield f"  CAST(scale.likelihood_ratio AS {real}) AS likelihood_ratio,"
    yield f"  CAST(scale.risk AS {real}) AS risk, scale.band AS band"
    yield "FROM clipped LEFT JOIN scale ON scale.at_points = clipped.reported_points;"


def _case(row: CardRow) -> Iterator[str]:
    """The points of one feature."""
    feature = row.feature
    mark = "" if row.recording == "even" else f", {row.recording}"
    for line in textwrap.wrap(f"{feature.question} ({feature.group.lower()}{mark})", 90):
        yield f"    -- {line}"
    yield f"    , CASE COALESCE({_LEVEL}{feature.id}, 'unknown') WHEN 'unknown' THEN 0"
    for words, points in words_and_points(row):
        yield f"        WHEN {_text(words)} THEN {points}"
    yield f"      END AS {_POINTS}{feature.id}"


def words_and_points(row: CardRow) -> list[tuple[str, int]]:
    """A feature's levels in words with their points, the single ones first; not 'unknown'."""

    def single_first(level: Range) -> tuple[int, Range]:
        return (level[1] - level[0], level)

    return [
        (row.feature.in_words(level), row.points[level])
        for level in sorted(row.points, key=single_first)
        if level != row.feature.unknown
    ]


def _is_known(row: CardRow) -> str:
    column = f"{_LEVEL}{row.feature.id}"
    return f"CASE WHEN COALESCE({column}, 'unknown') = 'unknown' THEN 0 ELSE 1 END"


def _added(parts: Iterable[str]) -> str:
    return "    " + "\n      + ".join(parts)


def _text(words: str) -> str:
    """A text as SQL writes it."""
    return "'" + words.replace("'", "''") + "'"
