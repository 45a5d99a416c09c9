"""The fact patterns in tests/checks/cases, which a lawyer can read."""

from __future__ import annotations

import collections
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from redrisk import checks
from redrisk.checks import RULES
from redrisk.notice import Notice

FOLDER = Path(__file__).parent / "cases"
BASE = {"issuing_country": "TR", "instrument": "red_notice"}
NEVER = {
    # An element of S-dc and F99-3 can't fail: neither sets a condition that a request can break.
    "S-dc": {"FAIL", "UNKNOWN"},
    "F99-3": {"FAIL"},
    "R83-1b": {"FAIL"},
}


_AS_TEXT = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the first is ten times as fast


def _cases() -> list[dict[str, Any]]:
    cases = []
    for path in sorted(FOLDER.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        loaded = yaml.load(text, Loader=_AS_TEXT)  # noqa: S506  (all scalars as text)
        cases += [{**case, "file": path.stem} for case in loaded]
    return cases


CASES = _cases()


def run_case(case: dict[str, Any]) -> dict[str, checks.CheckResult]:
    facts = {**BASE, **case["facts"]}
    notice = Notice.parse({key: value for key, value in facts.items() if value != "~"})
    as_of = dt.date.fromisoformat(case["as_of"]) if "as_of" in case else None
    return {result.rule: result for result in checks.run(notice, as_of=as_of)}


@pytest.mark.parametrize("case", CASES, ids=[f"{case['file']}: {case['name']}" for case in CASES])
def test_the_rules_say_what_the_case_expects(case: dict[str, Any]) -> None:
    results = run_case(case)
    found = {rule: results[rule].result for rule in case["expect"]}
    reasons = {rule: results[rule].reason for rule in case["expect"]}
    assert found == case["expect"], reasons
    for rule in case.get("unconfirmed", ()):
        assert not results[rule].text_confirmed
    if "nothing_fails" in case:
        wanted = case["nothing_fails"]
        failed = [
            rule
            for rule, result in results.items()
            if result.result == "FAIL" and (wanted != "rules" or RULES[rule].kind == "rule")
        ]
        assert failed == []


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 90
    assert all(case["cites"] for case in CASES)


def test_every_rule_is_shown_passing_failing_and_unknown() -> None:
    shown = collections.defaultdict(set)
    for case in CASES:
        for rule, result in case["expect"].items():
            shown[rule].add(result)
    missing = {
        rule: lacking
        for rule in RULES
        if (lacking := {"PASS", "FAIL", "UNKNOWN"} - shown[rule] - NEVER.get(rule, set()))
    }
    assert missing == {}


def test_each_of_the_seven_traps_has_a_case() -> None:
    assert {case["trap"] for case in CASES if "trap" in case} == set("1234567")
