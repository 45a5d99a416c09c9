"""``redrisk table``: a file of notices in, the same rows with their scores out."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redrisk.cli.text import say
from redrisk.errors import InvalidInput, MissingExtra, Problem
from redrisk.persistence import load_model
from redrisk.priors import prior_of

if TYPE_CHECKING:
    from redrisk.table.frames import Work

_BAR = 24


@click.command("table")
@click.argument("file", type=click.Path(path_type=Path), metavar="IN")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="write the scored rows here")
@click.option(
    "--prior",
    default="even",
    metavar="NAME|NUMBER",
    help="a named prior, or a probability of rejection between 0 and 1 (default: even)",
)
@click.option("--model", "folder", type=click.Path(path_type=Path), help="a model's folder")
@click.option("--mapping", type=click.Path(path_type=Path), help="translates columns and words")
@click.option("--explain", is_flag=True, help="add the points of each feature")
@click.option("--levels", is_flag=True, help="add the level of each feature, for the card as SQL")
@click.option(
    "--unreadable",
    type=click.Choice(("error", "unknown")),
    default="error",
    help="what becomes of a cell that can't be read (default: error)",
)
@click.option("--format", "kind", type=click.Choice(("followthemoney",)), help="of IN")
@click.option("--summary", is_flag=True, help="print counts by verbal step, state and offence")
@click.option("--force", is_flag=True, help="write over a file that exists")
@click.option("--quiet", is_flag=True, help="no progress")
def command(
    file: Path,
    output: Path | None,
    prior: str,
    folder: Path | None,
    mapping: Path | None,
    unreadable: Any,
    kind: str | None,
    *,
    explain: bool,
    levels: bool,
    summary: bool,
    force: bool,
    quiet: bool,
) -> None:
    """Score a file of notices of any size, one a row.

    IN is CSV, TSV, JSON lines, Parquet, Arrow, or JSON lines in FollowTheMoney; the file written
    may be any but the last. docs/tables.md lists the columns. The output has its name only once it
    is whole; a run that was cut off starts again.
    """
    if output is None and not summary:
        raise InvalidInput([Problem("", "-o OUT or --summary is needed")], "redrisk table")
    try:
        import redrisk.table.run as engine
        from redrisk.table import files, results
        from redrisk.table.summary import Summary
    except ImportError:
        raise MissingExtra("redrisk table", "table") from None
    from redrisk.intake.tables import ColumnMapping, read_mapping

    model, named = load_model(folder), prior_of(prior)
    translation = read_mapping(mapping) if mapping else ColumnMapping()
    works: dict[tuple[str, ...], Work] = {}
    counts = Summary()
    target = files.AtomicFile(output, force=force) if output else None
    progress = Progress(quiet=quiet)
    try:
        for batch in files.read_batches(file, kind):
            names = tuple(batch.table.column_names)
            if names not in works:
                works[names] = engine.work_for(
                    list(names),
                    prior=named,
                    model=model,
                    mapping=translation,
                    explain=explain,
                    unreadable=unreadable,
                )
            work = works[names]
            cells = {name: batch.table.column(name) for name in work.kernel.reads}
            scored = work.kernel.score(cells, len(batch.table), batch.first)
            counts.add(scored)
            if target:
                extra = [work.shape(scored), *([results.levels(scored)] if levels else [])]
                target.write(beside(batch.table, extra))
            progress.show(len(batch.table), batch.share)
        progress.end()
        if target:
            target.finish()
    except BaseException as error:
        if target:
            target.abandon()
        if isinstance(error, InvalidInput) and not error.where:
            raise error.at(str(file)) from None
        raise
    if summary:
        for line in counts.lines(model):
            say(line)


def beside(table: Any, extra: list[Any]) -> Any:
    """A table with the columns of others."""
    for other in extra:
        for name in other.column_names:
            table = table.append_column(name, other.column(name))
    return table


class Progress:
    """A line on standard error: how much is done, and rows per second."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._live = sys.stderr.isatty()
        self._start = time.perf_counter()
        self._rows = 0

    def show(self, rows: int, share: float) -> None:
        """Some rows more, and the share of the file that is read; 0 if it is not known."""
        self._rows += rows
        if not self._quiet and self._live:
            done = "#" * round(_BAR * share)
            bar = f"[{done:<{_BAR}}] {share:>4.0%}  " if share else ""
            click.echo(f"\r{bar}{self._rate()} ", nl=False, err=True)

    def end(self) -> None:
        """The last word."""
        if not self._quiet:
            click.echo(f"{chr(13) if self._live else ''}{self._rate():<70}".rstrip(), err=True)

    def _rate(self) -> str:
        seconds = max(time.perf_counter() - self._start, 1e-9)
        return f"{self._rows:,} rows in {seconds:.1f} s ({self._rows / seconds:,.0f} rows/s)"
