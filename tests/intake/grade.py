"""Grades the document reader on a folder of documents with their truths.

``python -m tests.intake.grade FOLDER [--verbose]`` reads every NAME.txt or NAME.pdf that has a
NAME.yaml beside it. A truth is a flat mapping of paths to values; null says that nothing may be set
there; ``_secrets`` lists words that no reading may keep. Printed are, by field and by language, how
many were read right, partly right (a text with words more or fewer), missing and wrong, how many
were set of which the truth does not speak, and the score: the right ones less five times those that
are wrong or partly right.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import yaml

from redrisk.intake import read_notice
from redrisk.intake.plain import fold
from redrisk.intake.reading import NoticeReading
from tests.intake.truths import everything, same, value_at

WRONG_WEIGHT = 5
GRADES = ("right", "partly", "missing", "wrong", "beyond")
_GRADED = re.compile(
    r"issuing_country|instrument|notice_date|reference|nationalities|limitation_expires"
    r"|charges\[\d+\]\.(?:text|law|max_penalty)|warrant\.(?:reference|date|authority)|in_absentia"
    r"|sentence\.\w+|alleged_offence_date|criminal_case_opened"
)


@dataclass(frozen=True)
class Grade:
    """How one field of one document was read."""

    document: str
    language: str
    path: str
    grade: str
    got: Any = None
    wanted: Any = None

    @property
    def field(self) -> str:
        """The path without the number of a charge."""
        return re.sub(r"\[\d+\]", "[]", self.path)


def grade_of(got: Any, wanted: Any) -> str | None:
    """How a value compares with the truth; None where nothing was to be read, and nothing was."""
    if wanted is None:
        return None if got is None else "wrong"
    if got is None:
        return "missing"
    if same(got, wanted):
        return "right"
    return "partly" if _overlaps(got, wanted) else "wrong"


def _overlaps(got: Any, wanted: Any) -> bool:
    """Whether of two texts one holds most words of the other."""
    if not (isinstance(got, str) and isinstance(wanted, str)):
        return False
    one, other = Counter(fold(got).split()), Counter(fold(wanted).split())
    shared = sum((one & other).values())
    return shared * 2 > max(sum(one.values()), sum(other.values()))


def grades(name: str, facts: Mapping[str, Any], truth: Mapping[str, Any]) -> Iterator[Grade]:
    """The grades of one document."""
    language = name[:2].lower()
    for path, wanted in truth.items():
        if not path.startswith("_"):
            got = value_at(facts, path)
            grade = grade_of(got, wanted)
            if grade:
                yield Grade(name, language, path, grade, got, wanted)
    for path, got in _flat(facts):
        if path not in truth and _GRADED.fullmatch(path):
            yield Grade(name, language, path, "beyond", got)


def _flat(facts: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in facts.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            for index, item in enumerate(value):
                yield from _flat(item, f"{before}{key}[{index}].")
        else:
            yield f"{before}{key}", value


def leaks(record: NoticeReading, truth: Mapping[str, Any]) -> list[str]:
    """The secrets of a document that its reading keeps, as whole words."""
    kept = everything(record).casefold()
    return [
        word
        for word in map(str, truth.get("_secrets") or [])
        if re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", kept)
    ]


def _table(heading: str, rows: Mapping[str, Counter[str]]) -> None:
    click.echo(
        f"\n{heading:<26}{'right':>7}{'partly':>8}{'missing':>9}{'wrong':>7}{'beyond':>8}{'score':>7}"
    )
    total: Counter[str] = Counter()
    for name, counts in sorted(rows.items()):
        _row(name, counts)
        total += counts
    _row("all", total)
    stated = sum(total[grade] for grade in ("right", "partly", "missing", "wrong")) or 1
    shares = ", ".join(f"{grade} {total[grade] / stated:.1%}" for grade in GRADES)
    click.echo(f"{stated} fields with a truth: {shares}")


def _row(name: str, counts: Counter[str]) -> None:
    score = counts["right"] - WRONG_WEIGHT * (counts["wrong"] + counts["partly"])
    cells = "".join(
        f"{counts[grade]:>{width}}" for grade, width in zip(GRADES, (7, 8, 9, 7, 8), strict=True)
    )
    click.echo(f"{name:<26}{cells}{score:>7}")


def main(folder: Path, *, verbose: bool) -> None:
    """Print the grades of a folder."""
    by_field: dict[str, Counter[str]] = defaultdict(Counter)
    by_language: dict[str, Counter[str]] = defaultdict(Counter)
    leaked, seconds, count = [], 0.0, 0
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.pdf")]):
        truth_path = path.with_suffix(".yaml")
        if not truth_path.exists():
            continue
        truth = yaml.safe_load(truth_path.read_text("utf-8"))
        start = time.perf_counter()
        record = read_notice(path).records[0]
        seconds += (time.perf_counter() - start) * (path.suffix == ".txt")
        count += path.suffix == ".txt"
        found = list(grades(path.name, record.facts, truth))
        for item in found:
            by_field[item.field][item.grade] += 1
            by_language[item.language][item.grade] += 1
        secrets = leaks(record, truth)
        leaked += [f"{path.name}: {word}" for word in secrets]
        if verbose:
            faults = [item for item in found if item.grade != "right"]
            click.echo(f"{path.name}: {len(found) - len(faults)} of {len(found)} right")
            for item in faults:
                click.echo(f"  {item.grade:<8}{item.path}: {item.got!r}, not {item.wanted!r}")
    _table("field", by_field)
    _table("language", by_language)
    click.echo(f"secrets kept: {len(leaked)} {'; '.join(leaked)}")
    click.echo(f"{1000 * seconds / max(count, 1):.0f} ms a text document")


if __name__ == "__main__":
    main(Path(sys.argv[1]), verbose="--verbose" in sys.argv)
