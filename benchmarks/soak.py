"""Scores many mixed notices in one process, and prints the memory that it holds.

``python -m benchmarks.soak [NUMBER]`` (default 200000). Every text is another one, so that a cache
without a bound would show. The memory must not grow from one line to the next.
"""

from __future__ import annotations

import contextlib
import gc
import json
import random
import sys
import time
from typing import Any

import pyarrow as pa

import redrisk
from redrisk.errors import RedriskError
from redrisk.intake import read_notice
from redrisk.notice import Notice

EVERY = 10_000
_TABLE = 500
_STATES = ("RU", "TR", "NO", "KZ", "AE", "FR", "XX")
_WORDS = (
    "fraud", "murder", "money laundering", "membership of an armed organisation", "insult",
    "мошенничество", "estafa agravada", "blanchiment", "theft of a vehicle", "high treason",
)  # fmt: skip
_TEXT = """RED NOTICE
Control No.: A-{number}/1-2019
Country of request: {country}
Date of publication: {day} March {year}
Family name: BRAVO{number}
CHARGE: {charge}
Maximum penalty: {years} years
Summary of facts: Between {year} and 2019 the subject took {number} from a company in town {number}.
"""


def main(count: int) -> None:
    """Score, check, read and write; a tenth of it from texts, some as tables."""
    rng = random.Random(0)
    start, first = time.perf_counter(), 0.0
    for number in range(1, count + 1):
        data = _notice(number, rng)
        with contextlib.suppress(RedriskError):  # some name a state that does not exist
            _use(number, data, rng)
        if number % EVERY == 0:
            gc.collect()
            now = resident_megabytes()
            first = first or now
            rate = number / (time.perf_counter() - start)
            print(f"{number:>9,} notices {now:>7.1f} MB ({now - first:+.1f}) {rate:,.0f} a second")


def _notice(number: int, rng: random.Random) -> dict[str, Any]:
    return {
        "reference": f"file {number}",
        "issuing_country": rng.choice(_STATES),
        "notice_date": f"{rng.randrange(1995, 2025)}-{rng.randrange(1, 13):02}",
        "charges": [{"text": f"{rng.choice(_WORDS)}, article {number} of act {number % 977}"}],
        "political_profile": rng.choice((True, False, None)),
        "answers": {f"free_{number}": f"answer {number}"},
        "political_activity": [{"kind": "protest", "date": str(rng.randrange(1995, 2025))}],
    }


def _use(number: int, data: dict[str, Any], rng: random.Random) -> None:
    if number % 10 == 0:
        text = _TEXT.format(
            number=number,
            country=rng.choice(("Turkey", "Russia", "Norway", f"Land {number}")),
            day=rng.randrange(1, 29),
            year=rng.randrange(1995, 2019),
            charge=f"{rng.choice(_WORDS)} number {number}",
            years=rng.randrange(1, 30),
        )
        redrisk.score(read_notice(text.encode()).notice).to_json()
    elif number % _TABLE == 1:
        rows = [_notice(number + row, rng) for row in range(50)]
        table = pa.table(
            {
                "issuing_country": [row["issuing_country"] for row in rows],
                "charge_text": [row["charges"][0]["text"] for row in rows],
                "notice_date": [row["notice_date"] for row in rows],
            }
        )
        redrisk.score_table(table, unreadable="unknown")
    else:
        assessment = redrisk.score(Notice.parse(data))
        json.loads(assessment.to_json())
        str(assessment.checks)


def resident_megabytes() -> float:
    """The memory that this process holds now (Linux)."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * 4096 / 1e6


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 200_000)
