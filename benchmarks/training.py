"""How the cost of learning grows with the number of cases: time and peak memory, as ratios.

    python -m benchmarks.training [CASES ...]

Each size runs in a process of its own, on synthetic cases: one card without the repeated held-out
deals (recording, penalty chosen on one deal, fit, whole points).
"""

from __future__ import annotations

import itertools
import json
import resource
import subprocess
import sys
import time

SIZES = (1_000, 10_000, 100_000)


def measure(n: int) -> dict[str, float]:
    """Seconds and MB to learn one card from n synthetic cases."""
    from dataclasses import replace

    from redrisk.context import shipped_context
    from redrisk.learning.fit import Config
    from redrisk.learning.recipe import learn_points
    from redrisk.learning.sample import sample_of
    from tests.synthetic import synthetic_cases

    config = replace(Config(), repeats=1)
    cases = list(synthetic_cases(n, 1))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started = time.process_time()
    sample = sample_of(cases, shipped_context())
    read = time.process_time()
    learn_points(sample, config)
    learned = time.process_time()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"read": read - started, "learn": learned - read, "cases_mb": before, "peak_mb": after}


def main() -> None:
    """Print a row for each size, and the ratios between them."""
    sizes = [int(argument) for argument in sys.argv[1:]] or list(SIZES)
    rows = []
    for size in sizes:
        call = f"print(json.dumps(measure({size})))"
        code = f"import json; from benchmarks.training import measure; {call}"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        rows.append((size, json.loads(done.stdout)))
    heads = ("to levels s", "to learn s", "us/case", "peak MB", "KB/case")
    print(f"{'cases':>8}" + "".join(f"{head:>13}" for head in heads))
    for size, row in rows:
        total = row["read"] + row["learn"]
        print(
            f"{size:>8}{row['read']:>13.2f}{row['learn']:>13.2f}{total / size * 1e6:>13.0f}"
            f"{row['peak_mb']:>13.0f}{row['peak_mb'] / size * 1024:>13.1f}"
        )
    for (small, first), (large, second) in itertools.pairwise(rows):
        print(
            f"{large / small:g} x cases: {(second['learn']) / first['learn']:.1f} x learning, "
            f"{second['peak_mb'] / first['peak_mb']:.1f} x memory"
        )


if __name__ == "__main__":
    main()
