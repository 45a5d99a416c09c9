"""Three examples, word for word: the explanation, the JSON record and the worked sum.

A change of wording, card or data changes these files. To write them anew, and then read the
difference before it is committed:

    pytest tests/golden --renew-golden
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from redrisk.card_text import worked_sum
from redrisk.intake.case_file import read_one
from redrisk.scoring import score
from tests.helpers import ROOT

HERE = Path(__file__).parent
NAMES = ("duralev_v_garland", "cheque_after_business_dispute", "label_only_membership")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["explanation.txt", "record.json", "sum.txt"])
def test_an_example_reads_as_it_did(name: str, kind: str, renew_golden: bool) -> None:
    result = score(read_one(ROOT / "examples" / f"{name}.yaml"))
    record = json.loads(result.to_json())
    for changing in ("hashes", "software"):  # of every new edition; tests of their own hold them
        del record["model"][changing]
    for part in ("checks", "indicators"):  # held by the cases of tests/checks
        del record[part]
    text = {
        "explanation.txt": result.explain().partition("\nCard and data\n")[0],
        "record.json": json.dumps(record, ensure_ascii=False, indent=1) + "\n",
        "sum.txt": worked_sum(result),
    }[kind]
    file = HERE / f"{name}.{kind}"
    if renew_golden:
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")
