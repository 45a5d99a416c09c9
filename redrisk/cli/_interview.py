"""The interview behind ``redrisk ask``: what is answered, what comes next, what is written."""

from __future__ import annotations

import copy
import os
import re
import tempfile
from pathlib import Path
from typing import Any

import yaml

from redrisk._record import Record
from redrisk.checks._inputs import INPUTS, question_for
from redrisk.errors import InvalidInput, Problem
from redrisk.interview import Question, all_questions
from redrisk.notice import Activity, Extradition, InterpolRuling, Notice, Protection

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
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ()
    for line in lines:
        if line.startswith(_ASKED):
            return tuple(line.removeprefix(_ASKED).split(", "))
    return ()


def claim(path: Path) -> None:
    """Create an empty file that did not exist.

    Raises
    ------
    InvalidInput
        If it exists already, or can't be made.
    """
    try:
        with path.open("x", encoding="utf-8"):
            pass
    except FileExistsError:
        message = "exists already and is never overwritten; name another file"
        raise InvalidInput([Problem("", message)], str(path)) from None
    except OSError as error:
        message = f"can't be written: {error.strerror or error}"
        raise InvalidInput([Problem("", message)], str(path)) from None


def free_name(path: Path) -> Path:
    """``case.yaml`` as ``case-2.yaml``, or the next number whose file does not exist."""
    stem = re.sub(r"-[0-9]+$", "", path.stem)
    number = 2
    while (free := path.with_name(f"{stem}-{number}.yaml")).exists():
        number += 1
    return free


def save(path: Path, text: str) -> None:
    """Write a file as a whole: a crash leaves the old text or the new, never half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(path)


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
