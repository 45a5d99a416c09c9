"""Even coding: blind sheets for two coders, and the key that leads back to the cases.

A sheet holds what a coder needs to answer eight questions on each decided case, and not the
outcome, rulings, protection, issuing state or case id. Rows are shuffled by a stated seed. The key
holds the cases themselves, outcomes included, and stays away from the coders.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from redrisk.case import Case
from redrisk.casework.masking import masked
from redrisk.errors import InvalidInput, Problem, listed, quote, reason_of
from redrisk.facts import FACT, SECOND_CODING
from redrisk.notice import Activity, Notice

QUESTIONS: dict[str, str] = {
    name: fact.question for name, fact in FACT.items() if name in SECOND_CODING
}
"""The field and the question of every fact that is coded again, in the order of the facts."""

ALLOWED_IN_WORDS = "yes, no, or blank if the text does not tell"
_YES = frozenset({"yes", "y", "true"})
_NO = frozenset({"no", "n", "false"})
_BLANK = frozenset({"", "?", "-", "unknown", "can't tell", "can’t tell"})

KEY_FORMAT = "redrisk coding key 1"
_ABOUT_CASE = ("sheet", "description", "charges", "roles", "activity")
_SET, _CODER, _REMARK = "set", "coder", "remark"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'", "|", "%")

Answers = Mapping[str, bool | None]
"""Field to yes, no, or None for 'can't tell'."""


@dataclass(frozen=True)
class Key:
    """What leads from sheet numbers back to cases.

    Attributes
    ----------
    seed
        By which the rows were shuffled.
    sheets
        Sheet number to the case behind it, from 1.
    others
        Cases that are not on the sheet, since they have no label.
    """

    seed: int
    sheets: Mapping[int, Case]
    others: tuple[Case, ...]

    @cached_property
    def set_id(self) -> str:
        """A short mark that ties sheets to their key; it tells nothing of the cases."""
        return "S" + hashlib.sha256(self.text_of_cases().encode()).hexdigest()[:8]

    def text_of_cases(self) -> str:
        """One JSON line a case, with its sheet number; null for a case that is not on the sheet."""
        lines = [{"sheet": number, "case": case.plain()} for number, case in self.sheets.items()]
        lines += [{"sheet": None, "case": case.plain()} for case in self.others]
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)

    def text(self) -> str:
        """The key as a file."""
        head = {"format": KEY_FORMAT, "seed": self.seed, "set": self.set_id}
        return json.dumps(head) + "\n" + self.text_of_cases()


def make_key(cases: Sequence[Case], seed: int = 0, *, undecided: bool = False) -> Key:
    """Shuffle the decided cases and give them sheet numbers.

    Parameters
    ----------
    cases
        Any cases; their order and ids leave no trace in the numbers.
    seed
        Of the shuffle.
    undecided
        Whether contested and unresolved cases are coded as well.

    Raises
    ------
    InvalidInput
        If two cases have the same id, or none is to be coded.

    Examples
    --------
    >>> from redrisk.casework.hygiene import shipped_cases
    >>> key = make_key(shipped_cases(), seed=1)
    >>> len(key.sheets), len(key.others)
    (302, 282)
    """
    _refuse_twins(cases)
    chosen = [case for case in cases if case.is_decided or undecided]
    if not chosen:
        message = "holds no decided case; add --undecided to code others as well"
        raise InvalidInput([Problem("", message)])
    chosen.sort(key=lambda case: case.case_id)
    random.Random(seed).shuffle(chosen)  # noqa: S311
    on_sheet = {case.case_id for case in chosen}
    others = tuple(case for case in cases if case.case_id not in on_sheet)
    return Key(seed, dict(enumerate(chosen, start=1)), others)


def _refuse_twins(cases: Iterable[Case]) -> None:
    seen: set[str] = set()
    for case in cases:
        if case.case_id in seen:
            message = f"the id {quote(case.case_id)} stands twice; run redrisk cases check"
            raise InvalidInput([Problem("case_id", message)])
        seen.add(case.case_id)


def sheet_text(key: Key, coder: str = "") -> str:
    """The blind sheet as CSV that a spreadsheet opens, without a cell that it would run.

    >>> from redrisk.casework.hygiene import shipped_cases
    >>> sheet = sheet_text(make_key(shipped_cases()[:20]), "A")
    >>> sheet.splitlines()[0][:34]
    '"set","coder","sheet","description'
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    questions = [f"{name}: {question}" for name, question in QUESTIONS.items()]
    writer.writerow([_SET, _CODER, *_ABOUT_CASE, *questions, f"{_REMARK} (never read back)"])
    for number, case in key.sheets.items():
        shown = [str(number), *_shown(case)]
        blank = [""] * (len(QUESTIONS) + 1)
        writer.writerow([_safe(cell) for cell in (key.set_id, coder, *shown, *blank)])
    return buffer.getvalue()


def _shown(case: Case) -> tuple[str, str, str, str]:
    """What the coder sees of a case: description, charges, roles, activity."""
    notice = case.notice
    charges = [
        f"{masked(charge.text or '')} ({listed(charge.categories or ()) or 'not classed'})"
        for charge in notice.charges or ()
    ]
    activity = [_activity(act, notice) for act in notice.political_activity or ()]
    return (
        masked(case.descriptor or ""),
        "; ".join(charge.strip() for charge in charges),
        listed(notice.roles or ()),
        "; ".join(act for act in activity if act),
    )


def _activity(act: Activity, notice: Notice) -> str:
    """An act and whether it came before the case; a claim to asylum is a ruling's shadow."""
    if act.kind == "asylum_application":
        return ""
    opened = notice.criminal_case_opened
    before = act.date.before(opened) if act.date and opened else None
    when = {True: "before the case", False: "after the case was opened", None: "undated"}[before]
    note = f": {masked(act.note)}" if act.note else ""
    return f"{act.kind}, {when}{note}"


def _safe(cell: str) -> str:
    """A cell that a spreadsheet shows and does not run."""
    text = " ".join(cell.split())
    return f"'{text}" if text.startswith(_FORMULA) else text


def read_key(text: str, where: str) -> Key:
    """A key from its file's text.

    Raises
    ------
    InvalidInput
        If it is not a key, or was changed since it was written.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    try:
        head, *rows = [json.loads(line) for line in lines]
        told, seed, recorded = head["format"], head["seed"], head["set"]
        numbered = [(row["sheet"], row["case"]) for row in rows]
    except (KeyError, TypeError, ValueError, RecursionError):
        told = seed = None
        numbered = []
    sound = type(seed) is int and all(isinstance(sheet, int | None) for sheet, _ in numbered)
    if told != KEY_FORMAT or not sound:
        message = "is not a coding key; the key is the file that redrisk cases sheet wrote"
        raise InvalidInput([Problem("", message)], where)
    cases = [(number, Case.parse(case, where)) for number, case in numbered]
    sheets = {number: case for number, case in cases if number is not None}
    key = Key(seed, sheets, tuple(case for number, case in cases if number is None))
    if key.set_id != recorded:
        message = (
            "was changed since it was written: its cases no longer match its mark; restore the file"
        )
        raise InvalidInput([Problem("set", message)], where)
    return key


@dataclass(frozen=True)
class Sheet:
    """One coder's answers.

    Attributes
    ----------
    coder
        The name in the coder column; empty if none was given.
    answers
        Sheet number to the eight answers.
    """

    coder: str
    answers: Mapping[int, Answers]


def read_sheet(text: str, key: Key, where: str) -> Sheet:
    """A filled-in sheet, as a spreadsheet saves it with commas, semicolons or tabs.

    Raises
    ------
    InvalidInput
        Names every cell that is neither yes, no nor blank; a missing column or row, a row that
        stands twice, or a sheet of another key.
    """
    try:
        rows = list(_rows(text))
    except csv.Error as error:
        message = f"is not a table: {reason_of(error)}; save it as CSV again"
        raise InvalidInput([Problem("", message)], where) from None
    columns = _columns(rows[0][1] if rows else [], where)
    answers: dict[int, Answers] = {}
    coders: set[str] = set()
    problems: list[Problem] = []
    for line, row in rows[1:]:
        cells = {name: row[i].strip() if i < len(row) else "" for name, i in columns.items()}
        number = _number(cells, key, answers, line, problems)
        if number is not None:
            coders.add(cells[_CODER])
            answers[number] = {
                name: _answer(cells[name], name, line, problems) for name in QUESTIONS
            }
    missing = sorted(set(key.sheets) - set(answers))
    if missing and not problems:
        shown = listed(str(number) for number in missing[:10])
        more = f" and {len(missing) - 10} more" if len(missing) > 10 else ""
        message = f"rows are missing: {shown}{more}; leave the answers blank, but keep the row"
        problems.append(Problem("sheet", message))
    if problems:
        raise InvalidInput(problems, where)
    return Sheet(listed(sorted(coders - {""})), answers)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with the line on which it starts."""
    text = text.removeprefix("\ufeff")
    delimiter = next((char for char in ",;\t" if _reads_head(text, char)), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for row in reader:
        if any(cell.strip() for cell in row):
            yield line, row
        line = reader.line_num + 1


def _reads_head(text: str, delimiter: str) -> bool:
    """Whether the first row falls into columns by this delimiter."""
    head = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    return "sheet" in (cell.strip().lower() for cell in head)


def _columns(head: Sequence[str], where: str) -> dict[str, int]:
    """Where each column stands; a question's column is known by the field before its colon."""
    found = {cell.partition(":")[0].strip().lower(): i for i, cell in enumerate(head)}
    wanted = [_SET, _CODER, "sheet", *QUESTIONS]
    problems = [
        Problem(name, "the column is missing; keep the sheet's first row as it was written")
        for name in wanted
        if name not in found
    ]
    if problems:
        raise InvalidInput(problems, where)
    return {name: found[name] for name in wanted}


def _number(
    cells: Mapping[str, str],
    key: Key,
    answers: Mapping[int, Answers],
    line: int,
    problems: list[Problem],
) -> int | None:
    """The row's sheet number, if it belongs to the key and comes once."""
    told = cells["sheet"]
    number = int(told) if told.isascii() and told.isdigit() and len(told) < 10 else None
    if cells[_SET] != key.set_id:
        message = (
            f"the row is of set {quote(cells[_SET])}, the key of set '{key.set_id}'; "
            "take the sheet's own key"
        )
    elif number not in key.sheets:
        message = f"there is no sheet {quote(told)}; they are 1 to {len(key.sheets)}"
    elif number in answers:
        message = f"sheet {number} stands twice; keep one row of it"
    else:
        return number
    problems.append(Problem("sheet", message, line))
    return None


def _answer(cell: str, field: str, line: int, problems: list[Problem]) -> bool | None:
    word = cell.lstrip("'").strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    if word not in _BLANK:
        problems.append(
            Problem(field, f"the answer is {ALLOWED_IN_WORDS}; got {quote(cell)}", line)
        )
    return None
