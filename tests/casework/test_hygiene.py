"""Every check finds what it is for, with its place, and stays silent on a case without fault."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from redrisk.casework.hygiene import CASE_CHECKS, FILE_CHECKS, Report, check_cases, shipped_cases
from tests.helpers import ROOT
from tests.synthetic import synthetic_cases

TODAY = dt.date(2026, 1, 1)


def a_record(notice: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """A case without fault, but for the changes; a change to None takes the field away."""
    outcome = {"label": "rejected", "decided_by": "interpol_ccf", "date": "2019-05"}
    record: dict[str, Any] = {
        "case_id": "ZZ-1",
        "descriptor": "accountant of a timber mill accused of forging export papers",
        "notice": {
            "issuing_country": "TR",
            "host_country": "DE",
            "notice_date": "2017-03",
            "criminal_case_opened": "2016",
            "alleged_offence_date": "2015",
            "charges": [{"text": "forgery of documents", "categories": ["forgery"]}],
            "political_profile": False,
        },
        "outcome": outcome,
        "sources": [{"title": "A report", "publisher": "A court"}],
        "double_coded": True,
    }
    record["notice"] |= notice or {}
    for name, value in changes.items():
        if name in ("label", "decided_by", "date", "basis"):
            outcome[name] = value
        else:
            record[name] = value
    record["outcome"] = {k: v for k, v in outcome.items() if v is not None}
    record["notice"] = {k: v for k, v in record["notice"].items() if v is not None}
    return {k: v for k, v in record.items() if v is not None}


def report_on(folder: Path, *records: dict[str, Any], **options: Any) -> Report:
    path = folder / "cases.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    options.setdefault("against", ())
    return check_cases([str(path)], today=TODAY, **options)


def ruling(country: str, date: str | None, result: str, **more: str) -> dict[str, Any]:
    return {
        "extradition": [{"country": country, "date": date, "result": result} | more]
        if date
        else [{"country": country, "result": result} | more]
    }


COURT = {"decided_by": "court", "date": "2019-05"}
FAULTS = [
    ("label-without-decision", "outcome.decided_by", a_record(decided_by=None)),
    ("label-without-decision", "outcome.decided_by", a_record(decided_by="expert_or_ngo_only")),
    ("label-without-decision", "outcome.decided_by", a_record(decided_by="issuing_state_withdrew")),
    ("label-without-decision", "outcome.decided_by", a_record(label="upheld", decided_by=None)),
    (
        "label-without-decision",
        "outcome.decided_by",
        a_record(label="upheld", decided_by="expert_or_ngo_only"),
    ),
    ("upheld-with-basis", "outcome.basis", a_record(label="upheld", basis=["art3"])),
    ("basis-without-label", "outcome.basis", a_record(label="unresolved", basis=["art3"])),
    ("decided-but-unresolved", "outcome.label", a_record(label="unresolved")),
    (
        "court-without-rule-of-law",
        "outcome.label",
        a_record(ruling("RU", "2019-05", "granted"), label="upheld", **COURT),
    ),
    (
        "court-without-rule-of-law",
        "outcome.label",
        a_record({"host_country": "BY"}, label="upheld", **COURT),
    ),
    (
        "court-unknown",
        "notice.host_country",
        a_record({"host_country": None}, label="upheld", **COURT),
    ),
    (
        "label-against-ruling",
        "notice.extradition[0]",
        a_record(ruling("DE", "2019-05", "refused"), label="upheld", **COURT),
    ),
    (
        "label-against-ruling",
        "notice.extradition[0]",
        a_record(ruling("DE", "2019-05", "surrendered"), **COURT),
    ),
    (
        "label-against-ruling",
        "notice.extradition[0].ground",
        a_record(ruling("DE", "2019-05", "refused", ground="procedural"), **COURT),
    ),
    ("undated-decision", "outcome.date", a_record(date=None)),
    (
        "contradictory-dates",
        "notice.criminal_case_opened",
        a_record({"alleged_offence_date": "2016-05", "criminal_case_opened": "2016-04"}),
    ),
    ("contradictory-dates", "notice.notice_date", a_record({"notice_date": "2015"})),
    ("contradictory-dates", "outcome.date", a_record(date="2017-02")),
    (
        "contradictory-dates",
        "notice.extradition[0].date",
        a_record({"left_country": "2018-06"} | ruling("DE", "2018-05", "refused")),
    ),
    ("contradictory-dates", "notice.renewed_on", a_record({"renewed_on": "2016"})),
    (
        "protection-at-home",
        "notice.protection[0].date",
        a_record(
            {
                "left_country": "2018",
                "protection": [{"status": "refugee", "country": "SE", "date": "2017"}],
            }
        ),
    ),
    ("future-date", "outcome.date", a_record(date="2027")),
    ("fact-after-outcome", "notice.left_country", a_record({"left_country": "2020"})),
    (
        "deciding-ruling",
        "notice.extradition[0]",
        a_record(ruling("DE", "2019-05-03", "refused"), **COURT),
    ),
    ("deciding-ruling", "notice.extradition[0]", a_record(ruling("DE", None, "refused"))),
    (
        "deciding-ruling",
        "notice.interpol_history[0]",
        a_record({"interpol_history": [{"date": "2018", "decision": "blocked"}]}),
    ),
    ("not-double-coded", "double_coded", a_record(double_coded=False)),
    (
        "targeted-sampling",
        "sampling",
        a_record({"political_profile": True}, sampling="targeted"),
    ),
    ("no-source", "sources", a_record(sources=[])),
    ("personal-name", "descriptor", a_record(descriptor="accountant Ivan Petrov, a forger")),
    ("personal-name", "note", a_record(note="Mr Petrov left")),
    (
        "personal-name",
        "notice.charges[0].text",
        a_record({"charges": [{"text": "Иванов Пётр Сергеевич похитил"}]}),
    ),
    ("personal-name", "sources[0].supports", a_record(sources=[{"supports": "Petrov v Russia"}])),
]


def test_a_case_without_fault_is_clean(tmp_path: Path) -> None:
    report = report_on(tmp_path, a_record())
    assert report.findings == []
    assert report.exit_code == 0
    assert report.usable == {"rejected": 1}


@pytest.mark.parametrize(("check", "field", "record"), FAULTS)
def test_each_fault_is_found_with_its_place(
    check: str, field: str, record: dict[str, Any], tmp_path: Path
) -> None:
    other = a_record({"issuing_country": "BR"}, case_id="ZZ-0", descriptor="a hacker")
    report = report_on(tmp_path, other, record)
    found = [finding for finding in report.findings if finding.check == check]
    assert [finding.field for finding in found] == [field]
    assert (found[0].line, found[0].record, found[0].case_id) == (2, 2, "ZZ-1")
    severity = {declared.id: declared.severity for declared in CASE_CHECKS}[check]
    assert found[0].severity == severity
    assert report.exit_code == (1 if report.errors else 0)


def test_every_declared_check_has_a_fault_here() -> None:
    untested = {check.id for check in CASE_CHECKS} - {check for check, _, _ in FAULTS}
    assert untested == {"no-facts"}


def test_a_case_with_nothing_known(tmp_path: Path) -> None:
    record = a_record()
    record["notice"] = {"issuing_country": "TR"}
    assert [f.check for f in report_on(tmp_path, record).findings] == ["no-facts"]


def test_partial_dates_contradict_only_what_is_certain(tmp_path: Path) -> None:
    dates = {"alleged_offence_date": "2016-12", "criminal_case_opened": "2016"}
    assert report_on(tmp_path, a_record(dates)).findings == []


def test_exact_duplicates_and_ids(tmp_path: Path) -> None:
    twin = a_record(case_id="ZZ-2", note="told by another paper")
    other = a_record({"issuing_country": "BR"}, descriptor="a hacker")
    report = report_on(tmp_path, a_record(), twin, other)
    assert [(f.check, f.record) for f in report.findings] == [("duplicate", 2), ("same-id", 3)]
    assert report.usable.total() == 1
    assert report.unusable == {"duplicate": 1, "same-id": 1}


def test_near_duplicates(tmp_path: Path) -> None:
    words = "accountant of a timber mill said to have forged papers for export"
    near = a_record({"notice_date": "2017"}, case_id="ZZ-2", descriptor=words)
    far_in_time = a_record(
        {"criminal_case_opened": "2012", "alleged_offence_date": "2010", "notice_date": "2014"},
        case_id="ZZ-3",
        descriptor=words,
    )
    elsewhere = a_record({"issuing_country": "BR"}, case_id="ZZ-4", descriptor=words)
    rest = [
        a_record({"issuing_country": "MX"}, case_id=f"YY-{i}", descriptor=f"hacker of bank {i}{i}")
        for i in range(10, 20)
    ]
    report = report_on(tmp_path, a_record(), near, far_in_time, elsewhere, *rest)
    found = [f for f in report.findings if f.check == "near-duplicate"]
    assert [f.case_id for f in found if f.case_id.startswith("ZZ")] == ["ZZ-2"]
    assert "ZZ-1" in found[0].message
    one_affair = [record | {"affair": "timber"} for record in (a_record(), near)]
    assert "near-duplicate" not in report_on(tmp_path, *one_affair, *rest[:1]).by_check()


def test_the_shipped_casebook_is_known(tmp_path: Path) -> None:
    case = next(case for case in shipped_cases() if case.is_decided)
    report = report_on(tmp_path, case.plain(), against=None)
    assert [f.check for f in report.findings if f.severity == "error"] == ["in-casebook"]


def test_schema_errors_and_notices_are_told(tmp_path: Path) -> None:
    bad = a_record(label="refused")
    report = report_on(tmp_path, a_record(), bad, {"issuing_country": "FR"})
    told = [(f.check, f.line, f.field) for f in report.findings]
    assert told == [("schema", 2, "outcome.label"), ("no-case", 3, "")]
    assert (report.records, report.cases) == (3, 1)
    assert report.unusable == {"schema": 1, "no-case": 1}


def test_lines_of_yaml_fields(tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(
        "- case_id: A\n  notice:\n    issuing_country: TR\n    left_country: 2020\n"
        "  outcome:\n    label: rejected\n    decided_by: interpol_ccf\n    date: 2019\n"
        "- case_id: B\n  notice:\n    issuing_country: TR\n  outcome: {label: upheld}\n",
        encoding="utf-8",
    )
    report = check_cases([str(path)], against=(), today=TODAY)
    lines = {(f.case_id, f.check): f.line for f in report.findings}
    assert lines["A", "fact-after-outcome"] == 4
    assert lines["B", "label-without-decision"] == 12


def test_an_unreadable_file_does_not_hide_the_others(tmp_path: Path) -> None:
    good = tmp_path / "good.jsonl"
    good.write_text(json.dumps(a_record()), encoding="utf-8")
    report = check_cases([str(tmp_path / "none.yaml"), str(good)], against=(), today=TODAY)
    assert report.exit_code == 2
    assert [f.check for f in report.findings] == ["unreadable-file"]
    assert report.usable.total() == 1


def test_every_record_is_counted_once(tmp_path: Path) -> None:
    records = [record | {"case_id": f"ZZ-{i}"} for i, (_, _, record) in enumerate(FAULTS)]
    report = report_on(tmp_path, *records)
    assert report.records == len(records)
    assert report.usable.total() + report.unusable.total() == report.records


def test_our_own_casebook_has_few_errors_and_no_false_names() -> None:
    path = ROOT / "datasets" / "casebook.jsonl"
    report = check_cases([str(path)], against=(), today=dt.date(2027, 1, 1))
    groups = report.by_check()
    assert report.errors <= 2
    assert len(groups.get("personal-name", [])) <= 2
    assert set(groups) <= {*FILE_CHECKS, *(check.id for check in CASE_CHECKS)}


def test_many_cases_are_checked_in_a_moment(tmp_path: Path) -> None:
    records = [case.plain() for case in synthetic_cases(2000, 1)]
    report = report_on(tmp_path, *records)
    assert report.cases == 2000
    assert "future-date" not in report.by_check()


def test_every_check_stands_in_the_documentation() -> None:
    text = (ROOT / "docs" / "cases.md").read_text(encoding="utf-8")
    severities = {check.id: check.severity for check in CASE_CHECKS}
    severities |= {name: severity for name, (severity, _) in FILE_CHECKS.items()}
    for name, severity in severities.items():
        assert f"| `{name}` | {severity} |" in text
