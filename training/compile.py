"""Compiles what scoring needs of datasets/ into redrisk/data/: small JSON files, the same bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from redrisk.case import Case
from redrisk.model_folder import spread_json
from training import datasets
from training.compile_law import compile_law
from training.compile_lexicon import compile_lexicon

DATA = datasets.ROOT / "redrisk" / "data"
INDICES = (
    "rule_of_law",
    "free_expression",
    "wgi_rule_of_law",
    "wgi_voice",
)
TRANSLATED = {"rule_of_law": "wgi_rule_of_law", "free_expression": "wgi_voice"}


def compile_data(folder: Path = datasets.DATASETS, out: Path = DATA) -> None:
    """Write every compiled file."""
    out.mkdir(parents=True, exist_ok=True)
    write_json(out / "states.json", states(datasets.table("country_year", folder)))
    write_json(out / "base_rates.json", base_rates(datasets.table("base_rates", folder)))
    compile_lexicon(folder, out)
    compile_law(folder, out)
    cases = datasets.casebook(folder)
    affairs = datasets.affairs(folder)
    lines = [json.dumps(public_case(case, affairs), ensure_ascii=False) for case in cases]
    (out / "casebook.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def states(rows: list[dict[str, str]]) -> dict[str, Any]:
    """Indices by state and year, and the lines that translate the World Bank's estimates."""
    by_state: dict[str, dict[str, list[float | None]]] = {}
    for row in rows:
        values = [float(row[name]) if row[name] else None for name in INDICES]
        if any(value is not None for value in values):
            by_state.setdefault(row["iso2"], {})[row["year"]] = values
    return {
        "indices": list(INDICES),
        "last_year": max(int(row["year"]) for row in rows if row["rule_of_law"]),
        "translation": {
            index: _translation(rows, index, source) for index, source in TRANSLATED.items()
        },
        "states": by_state,
    }


def _translation(rows: list[dict[str, str]], index: str, source: str) -> dict[str, Any]:
    """The least-squares line from the World Bank's estimate to the V-Dem index."""
    both = [(float(r[source]), float(r[index])) for r in rows if r[source] and r[index]]
    x, y = np.array(both).T
    slope, intercept = np.polyfit(x, y, 1)
    spread = float(np.std(y - slope * x - intercept))
    return {
        "from": source,
        "slope": round(float(slope), 4),
        "intercept": round(float(intercept), 4),
        "residual_sd": round(spread, 3),
        "state_years": len(both),
    }


def base_rates(rows: list[dict[str, str]]) -> list[dict[str, Any]]:
    """The named priors, each with its population, period, grounds and source."""
    return [
        {
            "name": row["name"],
            "value": round(int(row["numerator"]) / int(row["denominator"]), 4),
            "numerator": int(row["numerator"]),
            "denominator": int(row["denominator"]),
            **{key: row[key] for key in ("population", "period", "grounds", "note", "source")},
        }
        for row in rows
    ]


def public_case(case: Case, affairs: dict[str, str]) -> dict[str, Any]:
    """A case without titles and addresses of its sources, which may carry names."""
    plain = case.plain()
    publishers = [source.publisher for source in case.sources if source.publisher]
    plain["sources"] = [{"publisher": name} for name in dict.fromkeys(publishers)]
    plain.pop("note", None)
    affair = case.affair or affairs.get(case.case_id)
    if affair:
        plain["affair"] = affair
    return plain


def write_json(path: Path, data: Any) -> None:
    """Write JSON with a line for each member of its two outer levels."""
    path.write_text(spread_json(data, depth=2), encoding="utf-8", newline="\n")
