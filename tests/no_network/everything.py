"""Does everything that redrisk does, in a folder given: run by tests/test_network.py."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pyarrow as pa

import redrisk
from redrisk.casework.hygiene import shipped_cases
from redrisk.intake import iter_notices, read_notice
from redrisk.report.verify import verify
from tests.helpers import EXAMPLES, run
from tests.intake import corpus

API = {"entity_id": "1/2", "arrest_warrants": [{"issuing_country_id": "TR", "charge": "Fraud"}]}
PERSON = {
    "id": "p",
    "schema": "Person",
    "properties": {
        "sanctions": [
            {
                "id": "s",
                "schema": "Sanction",
                "properties": {
                    "authority": ["INTERPOL"],
                    "country": ["iq"],
                    "programId": ["INTERPOL-RN"],
                },
            }
        ]
    },
}


def main(folder: Path) -> None:
    document = corpus.documents()[0]
    pdf = folder / "notice.pdf"
    pdf.write_bytes(corpus.as_pdf(document))
    for source in (pdf, document.text.encode(), API, PERSON, EXAMPLES[0]):
        assert read_notice(source).notice is not None
    lines = folder / "export.jsonl"
    lines.write_text((json.dumps(PERSON) + "\n") * 20, encoding="utf-8")
    assert len(list(iter_notices(lines))) == 20

    result = redrisk.score(read_notice(pdf).notice)
    assert result.checks
    assert result.explain()
    for ending in ("docx", "pdf", "html", "xlsx", "md", "json"):
        assert verify(redrisk.appendix(result, folder / f"a.{ending}")).same
    for call in (
        "table {}/export.jsonl --format followthemoney -o {}/scored.parquet",
        "table {}/scored.csv -o {}/again.csv",
    ):
        if "again" in call:
            (folder / "scored.csv").write_text("issuing_country\nTR\n", encoding="utf-8")
        assert run(*call.replace("{}", str(folder)).split()).code == 0
    table = pa.table({"issuing_country": ["TR"], "political_profile": [True]})
    assert redrisk.score_table(table).num_rows == 1
    for call in ("score", "card", "check", "cases check"):
        assert run(*call.split(), str(EXAMPLES[0])).code in (0, 1)

    decided = [case for case in shipped_cases() if case.is_decided]
    numbers = {"folds": 2, "repeats": 1, "simulations": 2, "penalties": [4.0], "multipliers": [2.0]}
    model = redrisk.train(decided, config=numbers, jobs=2)
    model.save(folder / "model")
    assert redrisk.load_model(folder / "model")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
