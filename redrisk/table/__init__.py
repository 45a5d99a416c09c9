"""Tables of notices: the score of ``redrisk.score`` for every row of any dataframe.

The facts, features and cautions are those of one notice; docs/tables.md lists the columns that a
table may have, and those that are added. Nothing heavy is imported until a table is scored.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Literal, TypeVar

from redrisk.errors import MissingExtra
from redrisk.priors import Prior
from redrisk.scorecard import Model

if TYPE_CHECKING:
    from redrisk.intake.tables import ColumnMapping

__all__ = ["level_table", "score_levels", "score_table"]

Frame = TypeVar("Frame")
Unreadable = Literal["error", "unknown"]


def score_table(
    frame: Frame,
    *,
    prior: str | float | Prior = "even",
    model: Model | None = None,
    columns: Mapping[str, str | None] | ColumnMapping | None = None,
    explain: bool = False,
    unreadable: Unreadable = "error",
) -> Frame:
    """Weigh the notice on every row of a table, as ``redrisk.score`` weighs one.

    Parameters
    ----------
    frame
        A dataframe of pandas, polars (eager or lazy), pyarrow or Dask, or a DuckDB relation; one
        notice a row, in the columns of docs/tables.md. Other columns are kept as they are.
    prior
        A named prior, or a probability of rejection strictly between 0 and 1.
    model
        From ``redrisk.load_model`` or ``redrisk.train``; the shipped one by default.
    columns
        What your columns are called: your name to ours, or to None to pass a column over. A
        ``ColumnMapping``, as for tables of cases, also translates words.
    explain
        Whether to add the points of each weighed feature, as ``points_of_<feature>``.
    unreadable
        What becomes of a cell that can't be read: ``"error"`` stops and names row and column;
        ``"unknown"`` scores it as not stated, with the warning ``unreadable:<column>``. A row
        whose issuing state is unreadable has no score then.

    Returns
    -------
    The same kind of table, with the added columns points, points_even, reported_points (whole
    decibans), likelihood_ratio, risk, band, known_facts (how many weighed features are known) and
    warnings (codes joined by ';'). A lazy polars frame stays lazy and a Dask dataframe
    distributed; a DuckDB relation is read at once. For the interval use ``redrisk.score``.

    Raises
    ------
    InvalidInput
        If a column is missing, named twice or by a slip, or a cell can't be read. On a lazy frame
        the second is raised when the query runs.
    UnknownPrior
        If the prior is neither a name nor a probability.
    MissingExtra
        If the packages of ``redrisk[table]`` are not installed.

    Examples
    --------
    >>> import pyarrow as pa
    >>> notices = pa.table({"issuing_country": ["NO", "RU"], "political_profile": ["no", "yes"]})
    >>> scored = score_table(notices)
    >>> scored.num_rows, scored.column_names[2:5]
    (2, ['points', 'points_even', 'reported_points'])
    """
    scored: Frame = _engine().run(
        frame,
        what="scores",
        prior=prior,
        model=model,
        columns=columns,
        explain=explain,
        unreadable=unreadable,
    )
    return scored


def level_table(
    frame: Frame,
    *,
    model: Model | None = None,
    columns: Mapping[str, str | None] | ColumnMapping | None = None,
    unreadable: Unreadable = "error",
) -> Frame:
    """Add the level of every feature, as ``level_<feature>`` in words; null where it is unknown.

    These are the columns that the card as SQL (``redrisk card --sql``) and ``score_levels`` read.

    Parameters
    ----------
    frame, model, columns, unreadable
        As for ``score_table``.

    Raises
    ------
    InvalidInput, MissingExtra
        As for ``score_table``.

    Examples
    --------
    >>> import pyarrow as pa
    >>> notices = pa.table({"issuing_country": ["NO"], "political_profile": ["no"]})
    >>> level_table(notices).column("level_political_profile").to_pylist()
    ['no']
    """
    levels: Frame = _engine().run(
        frame, what="levels", model=model, columns=columns, unreadable=unreadable
    )
    return levels


def score_levels(
    frame: Frame,
    *,
    prior: str | float | Prior = "even",
    model: Model | None = None,
    explain: bool = False,
) -> Frame:
    """Add up the card over ready columns of levels, as ``level_table`` writes them.

    Parameters
    ----------
    frame
        Any dataframe that narwhals takes; lazy ones stay lazy, DuckDB relations too. Columns
        ``level_<feature>`` hold a level in words, or null for unknown; a feature without a column
        is unknown in every row.
    prior, model, explain
        As for ``score_table``.

    Returns
    -------
    The same kind of table with the columns that ``score_table`` adds, but for the warnings. A
    lazy row with a word that is no level of its feature has no points.

    Raises
    ------
    InvalidInput
        If no column is a feature's level, one is named by a slip, or an eager table holds a word
        that is no level of its feature.
    UnknownPrior
        If the prior is neither a name nor a probability.

    Examples
    --------
    >>> import pyarrow as pa
    >>> levels = pa.table({"level_political_profile": ["yes", None]})
    >>> score_levels(levels).column("points").to_pylist()[1]
    0
    """
    scored: Frame = _engine().add_up(frame, prior=prior, model=model, explain=explain)
    return scored


def _engine() -> ModuleType:
    """The part that needs narwhals and pyarrow."""
    try:
        import narwhals.stable.v2  # noqa: F401
        import pyarrow  # noqa: F401, ICN001
    except ImportError:
        raise MissingExtra("scoring a table", "table") from None
    from redrisk.table import run

    return run
