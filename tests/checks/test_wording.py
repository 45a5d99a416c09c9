"""What the rules say in words, on every case of tests/checks/cases, and what stands beside them.

A change of wording changes a file beside this one. To write it anew, and then read the difference
before it is committed:

    pytest tests/checks/test_wording.py --renew-golden
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from redrisk.checks import ccf_timeline, national_effect, plain_value
from redrisk.checks._inputs import CHOICES, DOCUMENTS, INPUTS
from redrisk.checks.ccf import Request
from tests.checks.test_cases import CASES, run_case

HERE = Path(__file__).parent


def told(case: dict[str, Any]) -> str:
    lines = [f"{case['file']}: {case['name']}"]
    results = run_case(case)
    for rule in case["expect"]:
        found = results[rule]
        asks = f" [{found.asks}]" if found.asks else ""
        read = ", ".join(f"{path}={plain_value(value)}" for path, value in found.facts.items())
        facts = f" <- {read}" if read else ""
        lines.append(f"  {rule} {found.stated}: {found.reason}{asks}{facts}")
    return "\n".join(lines)


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
        timeline = ccf_timeline(request, **dates)
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
                if path.startswith("answers.") and path in CHOICES:
                    yield f"    {', '.join(CHOICES[path])}"


SAID = HERE / "said.txt"
BESIDE = {
    "questions.txt": questions,
    "before_the_ccf.txt": before_the_ccf,
    "host_states.txt": national,
}


@pytest.mark.parametrize("case", CASES, ids=[f"{case['file']}: {case['name']}" for case in CASES])
def test_the_reasons_of_a_case_read_as_they_did(case: dict[str, Any], renew_golden: bool) -> None:
    assert renew_golden or f"\n{told(case)}\n\n" in f"\n{SAID.read_text(encoding='utf-8')}\n"


def test_nothing_else_is_written_there(renew_golden: bool) -> None:
    text = "\n\n".join(told(case) for case in CASES) + "\n"
    if renew_golden:
        SAID.write_text(text, encoding="utf-8", newline="\n")
    assert text == SAID.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BESIDE)
def test_what_stands_beside_the_rules_reads_as_it_did(name: str, renew_golden: bool) -> None:
    text, file = "\n".join(BESIDE[name]()).lstrip() + "\n", HERE / name
    if renew_golden:
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")
