"""Puts real output and validation figures into README.md; ``--check`` says if they are stale."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from redrisk.explanation import explain
from redrisk.intake.case_file import read_one
from redrisk.scoring import score
from training import datasets

README = datasets.ROOT / "README.md"
EXAMPLE = datasets.ROOT / "examples" / "duralev_v_garland.yaml"
METRICS = datasets.ROOT / "redrisk" / "model" / "metrics.json"
LAST_SECTION = "The sum, feature by feature"


def output() -> str:
    """The beginning of the example's explanation, up to the sum."""
    text = explain(score(read_one(EXAMPLE)))
    return text[: text.index(LAST_SECTION)].rstrip()


def figures() -> str:
    """A table of the validation figures, read from the model."""
    metrics: dict[str, Any] = json.loads(METRICS.read_text("utf-8"))
    rows = {
        "the card": metrics["with_uneven_features"],
        "the card without uneven features": metrics["without_uneven_features"],
        **metrics["baselines"],
    }
    lines = [
        "| | AUROC (90 % interval) | Cllr | within political profile yes / no / unknown |",
        "|---|---|---|---|",
    ]
    for name, found in rows.items():
        if "open" not in found:
            continue
        area = found["open"]["auroc"]
        strata = " / ".join(
            f"{found['by_political_profile'][value]['auroc']['mean']:.2f}"
            for value in ("yes", "no", "unknown")
        )
        lines.append(
            f"| {name} | {area['mean']:.2f} ({area['low']:.2f}-{area['high']:.2f}) | "
            f"{found['open']['cllr']['mean']:.2f} | {strata} |"
        )
    pattern = metrics["recording_pattern"]
    lines += [
        "",
        "The pattern of which facts are recorded, taken alone, separates the classes at AUROC "
        f"{pattern['even_facts']['value']:.2f} (even facts), and through the card's even features "
        f"at {pattern['through_the_card']['auroc']:.2f}; 0.50 is nothing.",
    ]
    return "\n".join(lines)


def filled(text: str) -> str:
    """The page with its two generated parts made anew."""
    text = re.sub(
        r"(<!-- output: .*? -->\n).*?(<!-- end of output -->)",
        lambda m: f"{m[1]}```text\n{output()}\n```\n{m[2]}",
        text,
        flags=re.DOTALL,
    )
    return re.sub(
        r"(<!-- figures: .*? -->\n).*?(<!-- end of figures -->)",
        lambda m: f"{m[1]}{figures()}\n{m[2]}",
        text,
        flags=re.DOTALL,
    )


def main(path: Path = README) -> int:
    """Rewrite README.md, or with ``--check`` return 1 if it is stale."""
    text = path.read_text("utf-8")
    fresh = filled(text)
    if "--check" in sys.argv[1:]:
        return int(fresh != text)
    path.write_text(fresh, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
