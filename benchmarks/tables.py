"""Tables of flat notices on each engine, against scikit-learn and against the floor.

    python benchmarks/tables.py [--rows 1000000] [--growth 1000,10000,100000,1000000,10000000]

Each engine runs in a process of its own, which prints seconds and peak memory. All figures of one
run stand beside each other; the ratios are to polars, lazy.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from _notices import write_notices

SCORES = ["points", "reported_points", "risk", "band", "warnings"]


def main() -> None:
    """Run every contestant on one file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--growth", default="")
    parser.add_argument("--one", nargs=2, metavar=("NAME", "PATH"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        return run_one(*given.one)
    print(f"{platform.machine()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notices.parquet"
        # In processes of their own, since a child begins with its parent's peak memory.
        apart(write_notices, path, given.rows)
        apart(write_levels, path)
        base = None
        for name in CONTESTANTS:
            found = measured(name, path)
            base = base or found
            show(name, given.rows, found, base)
        for rows in map(int, filter(None, given.growth.split(","))):
            grown = Path(folder) / f"{rows}.parquet"
            apart(write_notices, grown, rows)
            show(
                "polars, lazy, to Parquet", rows, measured("polars, lazy, to Parquet", grown), base
            )
            grown.unlink()
    return None


def apart(work: Callable[..., None], *arguments: Any) -> None:
    """Do some work in another process."""
    process = multiprocessing.get_context("spawn").Process(target=work, args=arguments)
    process.start()
    process.join()


def show(name: str, rows: int, found: dict[str, Any], base: dict[str, Any] | None) -> None:
    """One line of the result."""
    if "error" in found:
        print(f"{name:<42} {found['error']}")
        return
    ratio = found["seconds"] / (base or found)["seconds"]
    print(
        f"{name:<42}{rows:>12,} rows{found['seconds']:>8.2f} s  x{ratio:<6.2f}"
        f"{found['megabytes']:>6} MB  {found['sum']}",
        flush=True,
    )


def measured(name: str, path: Path) -> dict[str, Any]:
    """A contestant in a process of its own."""
    command = [sys.executable, __file__, "--one", name, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"error": (done.stderr.strip().splitlines() or ["failed"])[-1]}
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def run_one(name: str, path: str) -> None:
    """Load what a contestant needs, then time it from file to sum of points."""
    work = CONTESTANTS[name](Path(path))
    start = time.perf_counter()
    total = work()
    seconds = time.perf_counter() - start
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(one).ru_maxrss for one in whose) // 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak, "sum": total}))


def write_levels(path: Path) -> None:
    """The ready columns of levels, beside the notices."""
    import polars as pl

    from redrisk.table import level_table

    levels = level_table(pl.read_parquet(path))
    levels.select([c for c in levels.columns if c.startswith("level_")]).write_parquet(
        path.with_suffix(".levels")
    )


def polars_lazy(path: Path) -> Callable[[], Any]:
    import polars as pl

    import redrisk

    def work() -> Any:
        query = redrisk.score_table(pl.scan_parquet(path)).select(SCORES)
        return query.collect(engine="streaming")["points"].sum()

    return work


def polars_to_parquet(path: Path) -> Callable[[], Any]:
    import polars as pl

    import redrisk

    def work() -> None:
        out = path.with_suffix(".out")
        redrisk.score_table(pl.scan_parquet(path)).sink_parquet(out)
        out.unlink()

    return work


def polars_eager(path: Path) -> Callable[[], Any]:
    import polars as pl

    import redrisk

    return lambda: int(redrisk.score_table(pl.read_parquet(path))["points"].sum())


def pyarrow_table(path: Path) -> Callable[[], Any]:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    import redrisk

    return lambda: pc.sum(redrisk.score_table(pq.read_table(path))["points"]).as_py()


def duckdb_relation(path: Path) -> Callable[[], Any]:
    import duckdb

    import redrisk

    def work() -> Any:
        relation = redrisk.score_table(duckdb.sql(f"FROM '{path}'"))
        return int(relation.sum("points").fetchall()[0][0])

    return work


def pandas_frame(path: Path) -> Callable[[], Any]:
    import pandas as pd

    import redrisk

    return lambda: int(redrisk.score_table(pd.read_parquet(path))["points"].sum())


def dask_frame(path: Path) -> Callable[[], Any]:
    import dask
    import dask.dataframe as dd

    import redrisk

    dask.config.set(scheduler="threads")
    frame = dd.read_parquet(path, split_row_groups=True)
    return lambda: int(redrisk.score_table(frame)["points"].sum().compute())


def command_line(path: Path) -> Callable[[], Any]:
    command = [sys.executable, "-c", "from redrisk.cli import main; main()", "table", str(path)]
    out = path.with_suffix(".scored.parquet")

    def work() -> None:
        subprocess.run([*command, "-o", str(out), "--quiet"], check=True)
        out.unlink()

    return work


def ready_polars(path: Path) -> Callable[[], Any]:
    import polars as pl

    from redrisk.table import score_levels

    levels = pl.read_parquet(path.with_suffix(".levels"))
    return lambda: int(score_levels(levels.lazy()).select(SCORES[:4]).collect()["points"].sum())


def ready_duckdb(path: Path) -> Callable[[], Any]:
    import duckdb

    import redrisk
    from redrisk.card_sql import card_sql

    connection = duckdb.connect()
    connection.execute(
        f"CREATE TABLE levels AS SELECT * FROM read_parquet('{path.with_suffix('.levels')}')"
    )
    query = card_sql(redrisk.load_model()).rstrip(";\n")
    asked = f"SELECT sum(points), sum(risk), max(band) FROM ({query})"
    return lambda: int(connection.execute(asked).fetchall()[0][0])


def ready_sklearn(path: Path) -> Callable[[], Any]:
    """A one-hot logistic regression on the same levels, fitted on the casebook's kind of table."""
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder

    levels = pd.read_parquet(path.with_suffix(".levels")).fillna("unknown")
    model = make_pipeline(OneHotEncoder(handle_unknown="ignore"), LogisticRegression())
    model.fit(levels[:400], [0, 1] * 200)
    return lambda: float(model.predict_proba(levels)[:, 1].sum())


def floor_of_bytes(path: Path) -> Callable[[], Any]:
    return lambda: len(path.read_bytes())


def floor_of_codes(path: Path) -> Callable[[], Any]:
    """The sum of the card's points over codes that are there already."""
    import numpy as np
    import pyarrow.parquet as pq

    rows = pq.read_metadata(path).num_rows
    rng = np.random.default_rng(0)
    codes = rng.integers(3, size=(30, rows)).astype(np.int8)
    points = rng.integers(-5, 6, size=(30, 3)).astype(np.int32)

    def work() -> Any:
        total = np.zeros(rows, np.int32)
        for by_code, column in zip(points, codes, strict=True):
            total += by_code[column]
        return int(total.sum())

    return work


CONTESTANTS: dict[str, Callable[[Path], Callable[[], Any]]] = {
    "polars, lazy": polars_lazy,
    "polars, lazy, to Parquet": polars_to_parquet,
    "polars, eager": polars_eager,
    "pyarrow": pyarrow_table,
    "DuckDB": duckdb_relation,
    "pandas": pandas_frame,
    "Dask, threads": dask_frame,
    "redrisk table, Parquet to Parquet": command_line,
    "ready levels: polars": ready_polars,
    "ready levels: DuckDB, the card as SQL": ready_duckdb,
    "ready levels: scikit-learn, one-hot": ready_sklearn,
    "floor: the file's bytes": floor_of_bytes,
    "floor: sum of prepared codes": floor_of_codes,
}

if __name__ == "__main__":
    main()
