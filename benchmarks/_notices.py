"""Flat notices for the benchmarks: raw charge texts, dates and answers, as a Parquet file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

TEXTS = (
    "large-scale fraud", "money laundering and tax evasion", "membership of an armed organisation",
    "insulting the president", "murder", "trafficking in narcotic drugs", "embezzlement of funds",
    "calls for mass disorder", "organised criminal group", "issuing cheques without cover",
    "estafa agravada", "blanchiment de capitaux", "мошенничество в особо крупном размере",
    "high treason", "theft of a vehicle",
)  # fmt: skip
STATES = ("RU", "TR", "CN", "NO", "US", "FR", "KZ", "AE", "VE", "DE", "IN", "EG", "BY", "GB", "BR")
ANSWERS = (
    "political_profile", "crossed_officials", "state_post", "business_elite", "armed_or_gang",
    "private_victims", "concrete_act", "violence_alleged", "individual_acts_described",
    "private_dispute", "associates_targeted", "in_absentia",
)  # fmt: skip
DATES = ("notice_date", "criminal_case_opened", "alleged_offence_date", "left_country",
         "first_political_activity", "protection_date")  # fmt: skip
GROUP = 1 << 18


def write_notices(path: Path, rows: int, distinct_texts: int = 20_000, seed: int = 1) -> None:
    """Write a Parquet file of notices, a row group at a time."""
    rng = np.random.default_rng(seed)
    texts = [f"{TEXTS[i % len(TEXTS)]}, article {i} of the code" for i in range(distinct_texts)]
    writer = None
    for start in range(0, rows, GROUP):
        table = _notices(min(GROUP, rows - start), texts, rng)
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()


def _notices(rows: int, texts: list[str], rng: np.random.Generator) -> pa.Table:
    def pick(words: list[str], unknown: float) -> pa.Array:
        places = pa.array(rng.integers(len(words), size=rows), mask=rng.random(rows) < unknown)
        return pa.array(words).take(places)

    days = rng.integers(
        np.datetime64("2000-01-01", "D").astype(int), 20_500, size=(len(DATES), rows)
    )
    columns = {
        "reference": pa.array(rng.integers(10**9, size=rows)).cast(pa.string()),
        "issuing_country": pick(list(STATES), 0),
        "charge_text": pick(texts, 0.02),
    }
    for name, day in zip(DATES, days, strict=True):
        words = day.astype("datetime64[D]").astype(str)
        cut = rng.random(rows)
        words = np.where(
            cut < 0.2, words.astype("U4"), np.where(cut < 0.4, words.astype("U7"), words)
        )
        columns[name] = pa.array(words, mask=rng.random(rows) < 0.3)
    for name in ANSWERS:
        columns[name] = pick(["yes", "no"], 0.4)
    granted = pick(["refugee", "subsidiary", "asylum_denied"], 0)
    has_date = columns["protection_date"].is_valid()
    columns["protection_status"] = pc.if_else(has_date, granted, pa.scalar(None, pa.string()))
    columns["roles"] = pick(
        ["journalist", "activist;lawyer", "businessperson", "private_person"], 0.3
    )
    return pa.table(columns)
