"""The law data that people write, compiled to the small files that redrisk reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from redrisk.errors import DataError, listed, quote

FORMAT = 1

DIRECTIONS = ("raises", "lowers", "context")
AUTHORITY_KINDS = ("instrument", "decision", "institution", "practitioner commentary")
OUTCOMES = ("compliant", "compliant with update", "non-compliant")
INDICATOR_FIELDS = (
    "id", "group", "question", "direction", "authority_kind", "authority", "unconfirmed", "note",
    "restates_outcome", "source",
)  # fmt: skip

RULES_BY_TAG = {
    "Accuracy and quality of data": ("G12",),
    "Article 2 of INTERPOL's Constitution": ("C2",),
    "Article 2 of INTERPOL's Constitution (torture and mistreatments)": ("C2", "S-tort"),
    "Article 2 of INTERPOL's Constitution (right to life)": ("C2", "S-pen"),
    "Article 2 of INTERPOL's Constitution (right to life, right to security in the event of "
    "sickness)": ("C2", "S-pen"),
    "Article 2 of INTERPOL's Constitution (right to movement within a state)": ("C2",),
    "Article 3 of INTERPOL's Constitution": ("C3", "G34"),
    "Article 35 of the Statute of the CCF - Access to files": (),
    "Cooperation of NCBs": ("G17",),
    "Description of criminal activities": ("R83-2b-i",),
    "Due process": ("S-due", "C2"),
    "Due process / Fair hearing": ("S-due", "C2"),
    "Extradition": ("S-ext",),
    "Family matter": ("R83-x2",),
    "Human rights": ("C2",),
    "International interest and seriousness": ("G35", "R83-1a-iii"),
    "Lack of action for extradition": ("S-act", "R87b", "N81b"),
    "Lawfulness / validity of proceedings": ("G11", "R83-2b-v"),
    "Misuse of INTERPOL's channels": ("G10",),
    "Ne bis in idem": ("S-nbi",),
    "Political character": ("C3", "G34"),
    "Private matter": ("R83-x3",),
    "Purpose of the notice or data": ("G10", "D51"),
    "Reexamination (replaced by Article 42 of the CCF Statute)": (),
    "Transfer of proceedings": (),
    "Trial in absentia": ("S-abs",),
    "Unfunded cheques": ("R83-x3q",),
    "Validity of proceedings": ("G11", "R83-2b-v"),
}
"""The rules that each subject of a published decision concerns."""


def compile_law(datasets: Path, out: Path) -> None:
    """Write ``indicators.json`` and ``ccf_decisions.json``: the same bytes for the same rows.

    Parameters
    ----------
    datasets
        The folder that holds indicators.json and ccf_decisions.jsonl.
    out
        The folder that the compiled files are written to.

    Raises
    ------
    DataError
        If a row can't be read: the message names it and what to change.

    Notes
    -----
    Source: datasets/indicators.json and datasets/ccf_decisions.jsonl, described in
    datasets/README.md.
    """
    signs = json.loads((datasets / "indicators.json").read_text(encoding="utf-8"))
    _write(out / "indicators.json", "indicators", [_indicator(row) for row in signs])
    lines = (datasets / "ccf_decisions.jsonl").read_text(encoding="utf-8").splitlines()
    _write(out / "ccf_decisions.json", "decisions", [_decision(json.loads(line)) for line in lines])


def _indicator(row: dict[str, Any]) -> dict[str, Any]:
    where = f"indicators.json, {quote(row.get('id', '?'))}"
    if tuple(row) != INDICATOR_FIELDS:
        raise DataError(f"{where}: the fields must be, in this order: {listed(INDICATOR_FIELDS)}")
    _one_of(where, "direction", row["direction"], DIRECTIONS)
    _one_of(where, "authority_kind", row["authority_kind"], AUTHORITY_KINDS)
    if "forum" in row["source"]:
        raise DataError(f"{where}: a forum page is not cited; leave source empty")
    return row


def _decision(row: dict[str, Any]) -> dict[str, Any]:
    where = f"ccf_decisions.jsonl, {quote(row.get('id', '?'))}"
    _one_of(where, "outcome", row["outcome"], OUTCOMES)
    tags = row.get("tags", [])
    rules: dict[str, None] = {}
    for tag in tags:
        _one_of(where, "tag", tag, tuple(RULES_BY_TAG))
        rules.update(dict.fromkeys(RULES_BY_TAG[tag]))
    if not tags and "Constitution 3" in row.get("articles", ()):
        rules.update(dict.fromkeys(RULES_BY_TAG["Political character"]))
    said = (row.get(name) for name in ("offence", "applicant", "rulings", "reasoning"))
    return {
        "id": row["id"],
        "data_type": row["data_type"],
        "outcome": row["outcome"],
        "tags": tags,
        "rules": list(rules),
        "note": ". ".join(text.rstrip(".") for text in said if text),
        "basis": row["basis"],
        "source": row["sources"][0],
    }


def _one_of(where: str, field: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise DataError(f"{where}: {field} {quote(value)} is not one of: {listed(allowed)}")


def _write(path: Path, name: str, rows: list[dict[str, Any]]) -> None:
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    content = f'{{"format": {FORMAT}, "{name}": [\n{lines}\n]}}\n'
    path.write_text(content, encoding="utf-8", newline="\n")
