"""One notice: redrisk.score against scikit-learn's and EBM's prediction and explanation of one row.

    python benchmarks/single.py [--repeats 300]

The rivals are fitted on the casebook's levels, one-hot for scikit-learn, and get a one-row
dataframe, as their users would hand it over. Import times are those of new processes, the median of
several, with compiled bytecode.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import redrisk
from redrisk.intake.case_file import read_entries

EXAMPLES = Path(__file__).parent.parent / "examples"
Timed = Callable[[int], Any]


def main() -> None:
    """Print every contestant beside redrisk.score."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeats", type=int, default=300)
    repeats = parser.parse_args().repeats
    warnings.simplefilter("ignore")
    print(f"{platform.machine()}, Python {platform.python_version()}")
    notices = [
        entry.notice for path in sorted(EXAMPLES.glob("*.yaml")) for entry in read_entries(path)
    ]
    kept = [notice for notice in notices if notice is not None]
    texts = [json.dumps(notice.plain()) for notice in kept]
    contestants: dict[str, tuple[Timed, int]] = {
        "redrisk.score, validated Notice": (lambda i: redrisk.score(kept[i]), repeats),
        "redrisk.score, from JSON": (lambda i: redrisk.score(json.loads(texts[i])), repeats),
        "redrisk.score and its JSON": (lambda i: redrisk.score(kept[i]).to_json(), repeats),
        **rivals([redrisk.score(notice) for notice in kept], max(repeats // 10, 5)),
    }
    base = None
    for name, (work, times) in contestants.items():
        median, late = spread(work, len(kept), times)
        base = base or median
        print(f"{name:<44}{median:>10.0f} us median{late:>10.0f} us p99   x{median / base:.1f}")
    imports()


def spread(work: Timed, count: int, repeats: int) -> tuple[float, float]:
    """Median and 99th percentile in microseconds."""
    for i in range(count):
        work(i)
    taken = []
    for _ in range(repeats):
        for i in range(count):
            start = time.perf_counter_ns()
            work(i)
            taken.append((time.perf_counter_ns() - start) / 1000)
    taken.sort()
    return statistics.median(taken), taken[int(0.99 * len(taken))]


def rivals(assessments: Sequence[Any], repeats: int) -> dict[str, tuple[Timed, int]]:
    """scikit-learn and EBM on the same levels; what is not installed is left out."""
    try:
        import pandas as pd
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import OneHotEncoder
    except ImportError:
        print("scikit-learn and pandas are not installed: no rivals")
        return {}
    cases = redrisk.load_model().cases
    table = pd.DataFrame([{k: f"{a}-{b}" for k, (a, b) in c.levels.items()} for c in cases])
    label = [int(case.label == "rejected") for case in cases]
    rows = [
        pd.DataFrame(
            [{item.feature.id: "{}-{}".format(*item.level) for item in
              (*one.contributions, *one.not_weighed)}]
        )[list(table)]
        for one in assessments
    ]  # fmt: skip
    encoder = OneHotEncoder(handle_unknown="ignore")
    linear = make_pipeline(encoder, LogisticRegression(max_iter=500)).fit(table, label)

    def explained(i: int) -> Any:
        encoded = linear[0].transform(rows[i])
        return linear.predict_proba(rows[i]), encoded.multiply(linear[1].coef_).tocoo()

    found: dict[str, tuple[Timed, int]] = {
        "scikit-learn pipeline, predict": (lambda i: linear.predict_proba(rows[i]), repeats),
        "scikit-learn pipeline, predict and explain": (explained, repeats),
    }
    try:
        from interpret.glassbox import ExplainableBoostingClassifier
    except ImportError:
        print("interpret-core is not installed: no EBM")
        return found
    ebm = ExplainableBoostingClassifier(interactions=0, n_jobs=1, outer_bags=4).fit(table, label)
    found["EBM, predict"] = (lambda i: ebm.predict_proba(rows[i]), repeats)
    found["EBM, predict and explain"] = (
        lambda i: (ebm.predict_proba(rows[i]), ebm.explain_local(rows[i]).data(0)),
        repeats,
    )
    return found


def imports() -> None:
    """Seconds of new processes, and what importing adds to pydantic."""
    example = min(EXAMPLES.glob("*.yaml"))
    command = "from redrisk.cli import main; main()"
    contestants = {
        "python": ["-c", "pass"],
        "import pydantic": ["-c", "import pydantic; pydantic.BaseModel"],
        "import redrisk": ["-c", "import redrisk"],
        "import sklearn.linear_model": ["-c", "import sklearn.linear_model"],
        "redrisk score FILE": ["-c", command, "score", str(example)],
    }
    for name, arguments in contestants.items():
        taken = []
        for _ in range(7):
            start = time.perf_counter()
            subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
            taken.append(time.perf_counter() - start)
        print(f"{name:<44}{1000 * statistics.median(taken):>10.0f} ms in a new process")


if __name__ == "__main__":
    main()
