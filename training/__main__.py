"""Build redrisk/data/ and redrisk/model/ from datasets/, or check that they are up to date."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from redrisk.context import shipped_context
from redrisk.errors import ModelError
from redrisk.learning.blocks import to_markdown
from redrisk.learning.fit import Config
from redrisk.learning.publish import model_contents
from redrisk.learning.recipe import learn
from redrisk.learning.report import model_card_blocks, write_report
from redrisk.learning.rivals import compare
from redrisk.learning.sample import sample_of
from redrisk.learning.train import case_counts
from redrisk.learning.validate import validation
from redrisk.model_folder import FILES
from redrisk.persistence import load_model, model_from, write_model
from redrisk.scorecard import Model
from training import datasets
from training.compile import DATA, compile_data

REPORT = datasets.ROOT / "training" / "report"
RIVAL_TOLERANCE = 0.02
MODEL = datasets.ROOT / "redrisk" / "model"
SHIPPED = datasets.ROOT / "redrisk" / "_shipped_model.py"


def main(arguments: list[str] | None = None) -> int:
    """Run the release recipe."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if what is committed differs")
    parser.add_argument("--quick", action="store_true", help="without the rivals")
    parser.add_argument("--data", action="store_true", help="with --check: compiled data only")
    parser.add_argument("--jobs", type=int, default=2, help="processes side by side")
    parser.add_argument(
        "--describe", action="store_true", help="write hashes of changed datasets, then stop"
    )
    options = parser.parse_args(arguments)
    if options.describe:
        datasets.describe()
        return 0
    if options.check:
        return check(rivals=not options.quick, model=not options.data, jobs=options.jobs)
    started = time.monotonic()
    compile_data(out=DATA)
    model, timings = build_model(rivals=not options.quick, jobs=options.jobs)
    previous = _committed_model()
    digest = write_model(MODEL, model.contents)
    SHIPPED.write_text(shipped_module(model.name, digest), encoding="utf-8", newline="\n")
    write_report(model, REPORT, previous=previous, timings=timings)
    print(f"built data, model and report in {time.monotonic() - started:.0f} s")
    return 0


def build_model(*, rivals: bool, jobs: int) -> tuple[Model, list[dict[str, Any]]]:
    """Learn the card from the casebook; with the rivals' figures, and what they took in seconds.

    Without the rivals their committed figures are kept.
    """
    # The context is read after it was compiled.
    shipped_context.cache_clear()
    name, config, looks = configuration()
    cases = datasets.casebook()
    sample = sample_of(cases, shipped_context(), datasets.affairs())
    learned = learn(sample, config, jobs=jobs)
    metrics = validation(sample, learned, config, jobs=jobs)
    metrics["cases"] = case_counts(cases)
    metrics["looks"] = looks
    timings: list[dict[str, Any]] = []
    if rivals:
        timings = compare(sample, config, jobs=jobs)
        metrics["rivals"] = [_without_seconds(row) for row in timings]
    else:
        metrics["rivals"] = _committed_rivals()
    contents = model_contents(name, cases, sample, learned, config, metrics)
    return model_from(contents), timings


def _without_seconds(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if not key.startswith("seconds")}


def _committed_rivals() -> list[dict[str, Any]]:
    path = MODEL / "metrics.json"
    rivals: list[dict[str, Any]] = json.loads(path.read_text("utf-8")).get("rivals", [])
    return rivals


def _committed_model() -> Model | None:
    try:
        return load_model(MODEL)
    except ModelError:
        return None


def shipped_module(name: str, digest: str) -> str:
    """The module by which redrisk knows the shipped model, hashes and all."""
    return (
        '"""The model that ships with this version; written by ``python -m training``."""\n\n'
        f'NAME = "{name}"\nMANIFEST_SHA256 = "{digest}"\n'
    )


def configuration() -> tuple[str, Config, dict[str, int]]:
    """The model's name, the recipe's numbers, and how often held-out figures were looked at."""
    plain: dict[str, Any] = json.loads((Path(__file__).parent / "config.json").read_text("utf-8"))
    name, looks = plain.pop("name"), plain.pop("looks")
    for key in ("penalties", "multipliers"):
        plain[key] = tuple(plain[key])
    return name, Config(**plain), looks


def check(*, rivals: bool, model: bool, jobs: int) -> int:
    """Rebuild into a temporary folder and compare byte for byte; 0 if nothing differs.

    Figures of the rivals come from other libraries and are compared to a tolerance; the report is
    compared without its table of seconds and its pictures.
    """
    with tempfile.TemporaryDirectory() as folder:
        data, built = Path(folder, "data"), Path(folder, "model")
        compile_data(out=data)
        pairs = [(DATA / path.name, path) for path in sorted(data.iterdir())]
        differing = [old for old, new in pairs if not _same_bytes(old, new)]
        if model:
            fresh, _ = build_model(rivals=rivals, jobs=jobs)
            contents = {**fresh.contents, "metrics.json": _with_close_rivals(fresh.metrics)}
            digest = write_model(built, contents)
            named = Path(folder, SHIPPED.name)
            named.write_text(shipped_module(fresh.name, digest), encoding="utf-8", newline="\n")
            pairs.append((SHIPPED, named))
            differing += [SHIPPED] * (not _same_bytes(SHIPPED, named))
            files = [(MODEL / name, built / name) for name in (*FILES, "manifest.json")]
            differing += [old for old, new in files if not _same_bytes(old, new)]
            pairs += files
            page = REPORT / "model_card.md"
            pairs.append((page, page))
            if page.read_text("utf-8") != to_markdown(model_card_blocks(fresh)):
                differing.append(page)
    for path in differing:
        print(f"differs: {path.relative_to(datasets.ROOT)}; run: python -m training")
    print(f"compared {len(pairs)} files, {len(differing)} differ")
    return 1 if differing else 0


def _same_bytes(committed: Path, built: Path) -> bool:
    return committed.is_file() and committed.read_bytes() == built.read_bytes()


def _with_close_rivals(metrics: Mapping[str, Any]) -> dict[str, Any]:
    """The metrics, with the committed figures of the rivals where the new ones are close."""
    committed, fresh = _committed_rivals(), list(metrics["rivals"])
    close = len(committed) == len(fresh) and all(
        old["name"] == new["name"]
        and all(abs(old[key] - new[key]) <= RIVAL_TOLERANCE for key in ("auroc", "cllr"))
        for old, new in zip(committed, fresh, strict=True)
    )
    return {**metrics, "rivals": committed if close else fresh}


if __name__ == "__main__":
    sys.exit(main())
