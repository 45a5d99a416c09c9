"""The recipe for Spark in docs/tables.md, run as it stands there."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator

import pyarrow as pa
import pytest

from redrisk.table import score_table
from tests.table.rows import differences, random_columns, scored_one_by_one

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_map_in_arrow_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    sql = pytest.importorskip("pyspark.sql", reason="needs pyspark")
    types = pytest.importorskip("pyspark.sql.pandas.types")
    columns = random_columns(300, seed=8)
    table = pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
    # Spark reads a dot in a name as a part of a column.
    answered = {"charged_after": "answers.charge_after_dissent"}
    table = table.rename_columns({name: theirs for theirs, name in answered.items()})
    table = table.append_column("number", pa.array(range(len(table))))
    spark = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = spark.getOrCreate()
    try:
        notices = session.createDataFrame(table.to_pandas()).repartition(3)

        def score(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                yield from score_table(
                    pa.Table.from_batches([batch]), columns=answered
                ).to_batches()

        empty = types.to_arrow_schema(notices.schema).empty_table()
        schema = types.from_arrow_schema(score_table(empty, columns=answered).schema)
        rows = notices.mapInArrow(score, schema).orderBy("number").collect()
    finally:
        session.stop()
    names = ("points", "reported_points", "band", "warnings")
    got = {name: [row[name] for row in rows] for name in names}
    assert differences(scored_one_by_one(columns), got) == {}
