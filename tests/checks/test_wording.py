"""What the rules say in words, on every case of tests/checks/cases, and what stands beside them.

A change of wording changes the file beside this one. To write it anew, and then read the difference
before it is committed:

    pytest tests/checks/test_wording.py --renew-golden
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from redrisk.checks import ccf_timeline, national_effect, plain_value
from redrisk.checks._inputs import DOCUMENTS, INPUTS
from redrisk.checks.ccf import Request
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


REQUESTS: tuple[tuple[Request, dict[str, str]], ...] = (
    ("access", {}),
    ("access", {"filed": "2024-02-15"}),
    ("access", {"admissible": "2024-05"}),
    ("correction", {"filed": "2026-04-01", "admissible": "2026-04-20"}),
    ("deletion", {"filed": "2025-11-27"}),
    ("deletion", {"filed": "2025-11"}),
    ("deletion", {"filed": "2026-03"}),
    ("revision", {"filed": "2026-05-01", "discovered": "2026-01-31"}),
    ("revision", {"discovered": "2024-08-31"}),
)


def before_the_ccf() -> Iterator[str]:
    for request, dates in REQUESTS:
        timeline = ccf_timeline(request, **dates)  # type: ignore[arg-type]
        yield f"\n{request}{''.join(f', {name} {day}' for name, day in dates.items())}"
        yield f"  channel: {timeline.channel}"
        for step in timeline.steps:
            yield f"  {step}"
            yield f"    {json.dumps(step.plain(), ensure_ascii=False, sort_keys=True)}"
        yield from (f"  note: {note}" for note in timeline.notes)
        yield from (f"  holds: {document}" for document in timeline.contents)


def national() -> Iterator[str]:
    for country in ("US", "GB", "DE", "BR", None):
        effect = national_effect(country)
        yield f"\n{country}, covered: {effect.covered}. {effect.not_covered}"
        yield from (f"  {statement}" for statement in effect.statements)
        yield from (f"    {json.dumps(row.plain())}" for row in effect.statements)


def questions() -> Iterator[str]:
    for document, about in DOCUMENTS.items():
        yield f"\nAsked of {about}"
        for path, asked in INPUTS.items():
            if asked.document == document:
                yield f"  {path} ({asked.kind}): {asked.question}"


def test_reasons_and_questions_read_as_they_did(renew_golden: bool) -> None:
    text = (
        "\n".join(
            [
                "Reasons",
                *said(),
                "",
                "Questions",
                *questions(),
                "",
                "Before the CCF",
                *before_the_ccf(),
                "",
                "In the host state",
                *national(),
            ]
        )
        + "\n"
    )
    if renew_golden:
        SAID.write_text(text, encoding="utf-8", newline="\n")
    assert text == SAID.read_text(encoding="utf-8")
