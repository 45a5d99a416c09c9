"""The interview behind ``redrisk ask``: what is answered, what comes next, what is written."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import yaml

from redrisk._record import Record
from redrisk.checks._inputs import INPUTS, question_for
from redrisk.cli._files import read_text
from redrisk.errors import InvalidInput, Problem
from redrisk.interview import Question, all_questions
from redrisk.notice import Activity, Extradition, InterpolRuling, Notice, Protection
from redrisk.writing import check_writable, write_whole

RECORDS: dict[str, type[Record]] = {
    "protection": Protection,
    "extradition": Extradition,
    "interpol_history": InterpolRuling,
    "political_activity": Activity,
}
"""Lists of records that the interview asks for, and what each record holds."""

_HEADER = "# A notice, written by redrisk ask. An absent field is unknown.\n"
_ASKED = "# Asked, and not known: "
_PART = re.compile(r"([a-z_]+)(?:\[([0-9]+)\])?(?:\.(.+))?")


class Interview:
    """A notice in the making.

    Parameters
    ----------
    data
        The notice so far, as plain data; empty to begin from nothing.
    asked
        Paths that were asked before and are not known.
    """

    def __init__(self, data: dict[str, Any] | None = None, asked: tuple[str, ...] = ()) -> None:
        self.data: dict[str, Any] = data or {}
        self.asked: list[str] = list(asked)
        self._before: list[tuple[dict[str, Any], list[str]]] = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered yet."""
        return "issuing_country" not in self.data

    def remaining(self) -> list[Question]:
        """The questions still open, the next one first."""
        if self.is_empty:
            return [_first_question()]
        notice = Notice.parse(self.data)
        return [question for question in all_questions(notice) if question.path not in self.asked]

    def answer(self, path: str, value: object) -> None:
        """Put a value at a path.

        Raises
        ------
        InvalidInput
            If the notice can't hold it; nothing is changed then.
        """
        changed = copy.deepcopy(self.data)
        _put(changed, path, value)
        Notice.parse(changed)
        self._remember()
        self.data = changed

    def source(self, path: str, exhibit: str, page: str) -> None:
        """Mark a fact as exhibited, with exhibit and page; without an exhibit, as asserted."""
        self.data.setdefault("standing", {})[path] = "exhibited" if exhibit else "asserted"
        if exhibit:
            shown = {"exhibit": exhibit, **({"page": page} if page else {})}
            self.data.setdefault("sources", {})[path] = [shown]

    def not_known(self, path: str) -> None:
        """Leave a fact unknown, and ask for it no more."""
        self._remember()
        self.asked.append(path)

    def back(self) -> bool:
        """Undo the last answer; whether there was one."""
        if not self._before:
            return False
        self.data, self.asked = self._before.pop()
        return True

    def _remember(self) -> None:
        self._before.append((copy.deepcopy(self.data), list(self.asked)))

    def text(self) -> str:
        """The notice as a YAML file, with the questions that stay open as a comment."""
        ordered = {
            name: self.data[name]
            for name in Notice.model_fields
            if self.data.get(name) != {} and name in self.data
        }
        body = yaml.safe_dump(ordered, sort_keys=False, allow_unicode=True, width=100)
        asked = f"{_ASKED}{', '.join(self.asked)}\n" if self.asked else ""
        return f"{_HEADER}{asked}{body}"


def asked_before(path: Path) -> tuple[str, ...]:
    """The paths that a file written by an interview lists as asked and not known."""
    try:
        lines = read_text(path).splitlines()
    except InvalidInput:
        return ()
    for line in lines:
        if line.startswith(_ASKED):
            return tuple(line.removeprefix(_ASKED).split(", "))
    return ()


def free_name(path: Path) -> Path:
    """``case.yaml`` as ``case-2.yaml``, or the next number whose file does not exist."""
    stem = re.sub(r"-[0-9]+$", "", path.stem)
    number = 2
    while (free := path.with_name(f"{stem}-{number}.yaml")).exists():
        number += 1
    return free


class Kept:
    """The file that an interview writes after every answer; one that stood there is left alone.

    Raises
    ------
    InvalidInput
        If it exists already, or can't be made.
    """

    def __init__(self, path: Path) -> None:
        check_writable(path)
        self._path = path
        self._is_ours = False

    def __call__(self, text: str) -> None:
        """Write it as a whole: a crash leaves the old text or the new, never half of it."""
        write_whole(self._path, text.encode(), over=self._is_ours)
        self._is_ours = True


def _first_question() -> Question:
    declared = INPUTS["issuing_country"]
    return Question(
        fact=declared.path,
        text=question_for(declared.path),
        path=declared.path,
        why="says whose law and whose courts the request rests on",
        document="the notice, or an extract of it from the CCF",
        rules=(),
        kind=declared.kind,
        choices=(),
    )


def _put(data: dict[str, Any], path: str, value: object) -> None:
    match = _PART.fullmatch(path)
    if match is None:
        raise InvalidInput(
            [Problem(path, "is not the path of a fact; docs/notice.md lists the fields")]
        )
    name, index, part = match.groups()
    if index is not None:
        data[name][int(index)][part] = value
    elif part is not None:
        data.setdefault(name, {})[part] = value
    else:
        data[name] = value
