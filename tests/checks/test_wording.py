"""What the rules say in words, on every case of tests/checks/cases: reasons are quoted in letters.

A change of wording changes the file beside this one. To write it anew, and then read the difference
before it is committed:

    pytest tests/checks/test_wording.py --renew-golden
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from redrisk.checks import plain_value
from redrisk.checks._inputs import DOCUMENTS, INPUTS
from tests.checks.test_cases import CASES, run_case

SAID = Path(__file__).parent / "said.txt"


def said() -> Iterator[str]:
    for case in CASES:
        yield f"\n{case['file']}: {case['name']}"
        results = run_case(case)
        for rule in case["expect"]:
            found = results[rule]
            asks = f" [{found.asks}]" if found.asks else ""
            told = ", ".join(f"{path}={plain_value(value)}" for path, value in found.facts.items())
            facts = f" <- {told}" if told else ""
            yield f"  {rule} {found.stated}: {found.reason}{asks}{facts}"


def questions() -> Iterator[str]:
    for document, about in DOCUMENTS.items():
        yield f"\nAsked of {about}"
        for path, asked in INPUTS.items():
            if asked.document == document:
                yield f"  {path} ({asked.kind}): {asked.question}"


def test_reasons_and_questions_read_as_they_did(renew_golden: bool) -> None:
    text = "\n".join(["Reasons", *said(), "", "Questions", *questions()]) + "\n"
    if renew_golden:
        SAID.write_text(text, encoding="utf-8", newline="\n")
    assert text == SAID.read_text(encoding="utf-8")
