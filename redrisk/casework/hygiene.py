"""Checks files of cases before they are learned from; nothing is dropped in silence.

Every problem is told with its file, line, case and field. Errors keep a case from being learned
from, warnings do not. Each check is declared once, in the modules that are named for what has to
agree; this module asks them of every case, and counts what was read.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from redrisk.case import Case
from redrisk.casework import coding_agrees, dates_agree, labels_agree
from redrisk.casework.duplicates import Library, Twin, word_weights
from redrisk.casework.findings import Check, Finding, Severity, Surroundings
from redrisk.context import shipped_context
from redrisk.errors import InvalidInput
from redrisk.intake.case_file import Entry, entries_of_text, read_entries

CASE_CHECKS: tuple[Check, ...] = (
    *labels_agree.CHECKS,
    *dates_agree.CHECKS,
    *coding_agrees.CHECKS,
)
"""The checks that look at one case alone."""

FILE_CHECKS: dict[str, tuple[Severity, str]] = {
    "unreadable-file": ("error", "files that can't be read"),
    "schema": ("error", "records that are not cases, or cases with fields that can't be read"),
    "no-case": ("error", "notices without an outcome"),
    "same-id": ("error", "case ids that stand twice"),
    "duplicate": ("error", "the same case under two ids"),
    "in-casebook": ("error", "cases that the shipped casebook holds already"),
    "near-duplicate": ("warning", "cases that may be the same request told twice"),
}
"""The checks that look at the files and at the cases side by side: id to severity and title."""

_FROM_CASEBOOK = -1


@dataclass
class Report:
    """What the check of some files found, and what became of every record.

    Attributes
    ----------
    findings
        Every problem, in the order of the files; duplicates after a case's other problems.
    files
        How many files were asked for, and how many of them could not be read.
    records, cases
        How many records the files hold, and how many of them are cases that can be read.
    labels
        How many of the cases have each label.
    usable
        How many decided cases without an error there are, by label.
    unusable
        How many records can't be labels, by reason; a case counts under its first error.
    targeted
        How many usable cases come from a targeted round.
    """

    findings: list[Finding] = field(default_factory=list)
    files: int = 0
    unreadable_files: int = 0
    records: int = 0
    cases: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    usable: Counter[str] = field(default_factory=Counter)
    unusable: Counter[str] = field(default_factory=Counter)
    targeted: int = 0

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def exit_code(self) -> int:
        """0 without errors, 1 with errors, 2 if a file could not be read at all."""
        return 2 if self.unreadable_files else 1 if self.errors else 0

    def by_check(self) -> dict[str, list[Finding]]:
        """The findings by check, in the order in which the checks are declared."""
        groups: dict[str, list[Finding]] = {name: [] for name in titles()}
        for finding in self.findings:
            groups[finding.check].append(finding)
        return {name: found for name, found in groups.items() if found}

    def plain(self) -> dict[str, Any]:
        """The counts as one JSON object."""
        return {
            "kind": "summary",
            "files": self.files,
            "unreadable_files": self.unreadable_files,
            "records": self.records,
            "cases": self.cases,
            "labels": dict(sorted(self.labels.items())),
            "usable": dict(sorted(self.usable.items())),
            "usable_targeted": self.targeted,
            "unusable": dict(sorted(self.unusable.items())),
            "errors": self.errors,
            "warnings": len(self.findings) - self.errors,
            "by_check": {name: len(found) for name, found in self.by_check().items()},
        }


def check_cases(
    files: Iterable[str], *, against: Sequence[Case] | None = None, today: dt.date | None = None
) -> Report:
    """Check files of cases.

    Parameters
    ----------
    files
        Paths of YAML, JSON or JSON lines files; ``-`` is standard input.
    against
        Cases that a duplicate may repeat; the shipped casebook if None, ``()`` for none.
    today
        For dates in the future; the machine's date if None.

    Returns
    -------
    Report
        A file or record that can't be read is a finding like any other.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> text = '''
    ... case_id: XX-1
    ... notice: {issuing_country: TR, notice_date: 2019}
    ... outcome: {label: upheld, decided_by: expert_or_ngo_only, date: 2018}
    ... '''
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "cases.yaml")
    ...     _ = path.write_text(text)
    ...     report = check_cases([str(path)], against=())
    >>> for finding in report.findings[:2]:
    ...     print(finding.line, finding.field, finding.check)
    4 outcome.decided_by label-without-decision
    4 outcome.date contradictory-dates
    >>> report.exit_code, dict(report.unusable)
    (1, {'label-without-decision': 1})
    """
    report = Report()
    around = Surroundings(shipped_context(), today or dt.date.today())
    read: list[tuple[str, int, Entry]] = []
    for file in files:
        report.files += 1
        read += _read(file, report)
    base = shipped_cases() if against is None else against
    cases = [entry.value for _, _, entry in read if isinstance(entry.value, Case)]
    library = Library(word_weights([*base, *cases]))
    for case in base:
        library.add(case, _FROM_CASEBOOK)
    for position, (file, record, entry) in enumerate(read):
        report.records += 1
        found = [
            Finding(file, _line(entry.lines, path), record, case_id, path, check, severity, message)
            for check, severity, case_id, path, message in _problems(entry, around, library, read)
        ]
        report.findings += found
        _count(report, entry, found)
        if isinstance(entry.value, Case):
            library.add(entry.value, position)
    return report


@cache
def shipped_cases() -> tuple[Case, ...]:
    """The casebook that ships with this version."""
    text = (resources.files("redrisk") / "data" / "casebook.jsonl").read_text(encoding="utf-8")
    entries = entries_of_text(text, "shipped casebook", ".jsonl")
    return tuple(entry.value for entry in entries if isinstance(entry.value, Case))


@cache
def titles() -> dict[str, str]:
    """Check id to what it finds, in the order in which reports are printed."""
    by_files = {name: title for name, (_, title) in FILE_CHECKS.items()}
    return by_files | {check.id: check.title for check in CASE_CHECKS}


def _read(file: str, report: Report) -> list[tuple[str, int, Entry]]:
    """A file's records, each with its number; a file that can't be read becomes a finding."""
    found: list[tuple[str, int, Entry]] = []
    try:
        for entry in read_entries(file):
            found.append((file, len(found) + 1, entry))
    except InvalidInput as error:
        report.unreadable_files += 1
        for problem in error.problems:
            report.findings.append(
                Finding(
                    file,
                    problem.line,
                    len(found) + 1,
                    "",
                    problem.field,
                    "unreadable-file",
                    "error",
                    problem.message,
                )
            )
    return found


Told = tuple[str, Severity, str, str, str]
"""Check, severity, case id, field and message."""


def _problems(
    entry: Entry, around: Surroundings, library: Library, read: Sequence[tuple[str, int, Entry]]
) -> Iterator[Told]:
    case = entry.value
    if case is None:
        for problem in entry.error.problems if entry.error else ():
            yield "schema", "error", "", problem.field, problem.message
    elif not isinstance(case, Case):
        yield "no-case", "error", "", "", "is a notice; a case needs a notice and an outcome"
    else:
        for check in CASE_CHECKS:
            for path, message in check.find(case, around):
                yield check.id, check.severity, case.case_id, path, message
        yield from _twins(case, library, read)


def _twins(case: Case, library: Library, read: Sequence[tuple[str, int, Entry]]) -> Iterator[Told]:
    """At most one duplicate of each kind: the plainest is told, the vaguer ones are not."""

    def place(twin: Twin) -> str:
        if twin.position == _FROM_CASEBOOK:
            return f"{twin.case.case_id} of the shipped casebook"
        file, record, other = read[twin.position]
        line = _line(other.lines, "")
        return f"{twin.case.case_id} ({file}{f':{line}' if line else f' record {record}'})"

    exact, same_id = library.exact(case), library.same_id(case)
    if exact is not None:
        check = "in-casebook" if exact.position == _FROM_CASEBOOK else "duplicate"
        yield check, "error", case.case_id, "", f"is the same as {place(exact)}"
    if same_id is not None and (exact is None or exact.position != same_id.position):
        yield "same-id", "error", case.case_id, "case_id", f"is the id of {place(same_id)}"
    if exact is None and (near := library.near(case)) is not None:
        message = (
            f"may be the same request or affair as {place(near)}: same issuing state and offence, "
            f"dates within a year, words {near.similarity:.0%} alike; if so, drop one or give both "
            "the same 'affair'"
        )
        yield "near-duplicate", "warning", case.case_id, "descriptor", message


def _line(lines: Any, path: str) -> int | None:
    """The line of a field, or of the nearest field around it that the format tells."""
    while path and path not in lines:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    line: int | None = lines.get(path)
    return line


def _count(report: Report, entry: Entry, found: Sequence[Finding]) -> None:
    case = entry.value
    first_error = next((finding.check for finding in found if finding.severity == "error"), None)
    if isinstance(case, Case):
        report.cases += 1
        report.labels[case.outcome.label] += 1
        if not case.is_decided:
            report.unusable[case.outcome.label] += 1
            return
        if first_error is None:
            report.usable[case.outcome.label] += 1
            report.targeted += case.sampling == "targeted"
    if first_error is not None:
        report.unusable[first_error] += 1
