"""Dask: the same scores, partition by partition, even when a worker is killed."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from redrisk.table import level_table, score_table
from tests.table.rows import differences, random_columns, scored_one_by_one

dd = pytest.importorskip("dask.dataframe", reason="needs dask: pip install 'redrisk[dask]'")


def frame_of(rows: int, seed: int = 4) -> tuple[dict[str, list[Any]], pd.DataFrame]:
    columns = random_columns(rows, seed=seed)
    table = pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
    return columns, table.to_pandas()


def test_partitions_give_the_same_and_declare_their_columns() -> None:
    columns, frame = frame_of(200)
    parts = dd.from_pandas(frame, npartitions=3)
    for add in (score_table, level_table):
        lazy = add(parts)
        assert isinstance(lazy, dd.DataFrame)
        got = lazy.compute(scheduler="synchronous")
        assert list(lazy.columns) == list(got.columns)
        assert [str(kind) for kind in lazy.dtypes] == [str(kind) for kind in got.dtypes]
        own = got[[name for name in got.columns if name not in columns]].astype(object)
        own = {name: [None if c != c else c for c in own[name]] for name in own.columns}
        assert differences(scored_one_by_one(columns), own) == {}


def test_a_bad_cell_names_its_partition() -> None:
    frame = pd.DataFrame({"issuing_country": ["FR"] * 4, "notice_date": ["2015"] * 3 + ["x"]})
    lazy = score_table(dd.from_pandas(frame, npartitions=2))
    with pytest.raises(Exception, match="partition 1: row 2, column 'notice_date'"):
        lazy.compute(scheduler="synchronous")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_killed_worker_costs_no_row(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    _columns, frame = frame_of(4_000)
    frame = pd.concat([frame] * 25, ignore_index=True)
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None,
            local_directory=str(tmp_path),
        ) as cluster,
        distributed.Client(cluster) as client,
    ):  # fmt: skip
        parts = dd.from_pandas(frame, npartitions=50)
        future = client.compute(score_table(parts)[["points", "warnings"]])
        pids = client.run(os.getpid)
        time.sleep(2)
        assert not future.done()
        os.kill(next(iter(pids.values())), signal.SIGKILL)
        got = future.result(timeout=300)
    whole = score_table(frame)[["points", "warnings"]]
    pd.testing.assert_frame_equal(got.sort_index(), whole)
