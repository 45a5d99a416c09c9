"""Build redrisk/data/ and redrisk/model/ from datasets/, or check that they are up to date."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from redrisk.learning.fit import Config
from redrisk.learning.publish import model_contents
from redrisk.learning.recipe import learn
from redrisk.learning.sample import sample_of
from redrisk.learning.validate import validation
from redrisk.persistence import FILES, write_model
from training import datasets
from training.compile import DATA, compile_data

MODEL = datasets.ROOT / "redrisk" / "model"


def main(arguments: list[str] | None = None) -> int:
    """Run the release recipe."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if what is committed differs")
    parser.add_argument("--quick", action="store_true", help="with --check: compiled data only")
    parser.add_argument(
        "--describe", action="store_true", help="write hashes of changed datasets, then stop"
    )
    options = parser.parse_args(arguments)
    if options.describe:
        datasets.describe()
        return 0
    if options.check:
        return check(quick=options.quick)
    started = time.monotonic()
    compile_data(out=DATA)
    build_model(MODEL)
    print(f"built redrisk/data and redrisk/model in {time.monotonic() - started:.0f} s")
    return 0


def build_model(out: Path) -> None:
    """Learn the card from the casebook and write it."""
    # Imported here, since the context must be read after it was compiled.
    from redrisk.context import shipped_context

    name, config = configuration()
    cases = datasets.casebook()
    sample = sample_of(cases, shipped_context(), datasets.affairs())
    learned = learn(sample, config)
    metrics = validation(sample, learned, config)
    write_model(out, model_contents(name, cases, sample, learned, config, metrics))


def configuration() -> tuple[str, Config]:
    """The model's name, and the recipe's numbers, from config.json."""
    plain: dict[str, Any] = json.loads((Path(__file__).parent / "config.json").read_text("utf-8"))
    name = plain.pop("name")
    for key in ("penalties", "multipliers"):
        plain[key] = tuple(plain[key])
    return name, Config(**plain)


def check(*, quick: bool) -> int:
    """Rebuild into a temporary folder and compare byte for byte; 0 if nothing differs."""
    with tempfile.TemporaryDirectory() as folder:
        data, model = Path(folder, "data"), Path(folder, "model")
        compile_data(out=data)
        pairs = [(DATA / path.name, path) for path in sorted(data.iterdir())]
        if not quick:
            build_model(model)
            pairs += [(MODEL / name, model / name) for name in (*FILES, "manifest.json")]
        stale = [
            committed
            for committed, built in pairs
            if not committed.is_file() or committed.read_bytes() != built.read_bytes()
        ]
    for path in stale:
        print(f"differs: {path.relative_to(datasets.ROOT)}; run: python -m training")
    print(f"compared {len(pairs)} files, {len(stale)} differ")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
