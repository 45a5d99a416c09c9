"""Every small change of a module that mutmut's operators know, wherever it stands in the module.

mutmut itself leaves out decorated functions, and so all rules of law; here they are changed too, as
are constants. Left out are annotations, docstrings and imports, and arguments or values dropped
from a declaration, which stop the import. Of a text one change is made, not three: marks put round
it.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import (
    mutation_operators,
    operator_arg_removal,
    operator_assignment,
    operator_string,
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed module.

    Attributes
    ----------
    path
        The module's file, from the root of the repository.
    line
        Where the change stands.
    scope
        The function or class around it, such as ``PartialDate.before``; '' for the module.
    before, after
        The lines that the change touches.
    is_wording
        Whether a text was changed.
    code
        The module as changed.
    """

    path: str
    line: int
    scope: str
    before: str
    after: str
    is_wording: bool
    code: str
    number: int = 1
    """Of changes that read alike, which one."""

    @property
    def id(self) -> str:
        """Names the change by what it does, not by its line."""
        told = "\n".join((self.path, self.scope, self.before, self.after, str(self.number)))
        return hashlib.sha256(told.encode()).hexdigest()[:8]


def mutants_of(path: str, root: Path) -> list[Mutant]:
    """Every mutant of a module, in the order of its lines; those that can't be parsed left out."""
    source = (root / path).read_text(encoding="utf-8")
    wrapper = MetadataWrapper(cst.parse_module(source))
    visitor = _Visitor(wrapper.module)
    wrapper.visit(visitor)
    seen = {source}
    found = []
    for change in visitor.changes:
        code = source[: change.start] + change.text + source[change.end :]
        if code in seen or not _parses(code):
            continue
        seen.add(code)
        found.append(_mutant(path, source, code, change))
    alike: dict[tuple[str, str, str], int] = {}
    numbered = []
    for mutant in sorted(found, key=lambda mutant: mutant.line):
        told = (mutant.scope, mutant.before, mutant.after)
        alike[told] = alike.get(told, 0) + 1
        numbered.append(replace(mutant, number=alike[told]))
    return numbered


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    text: str
    line: int
    scope: str
    is_wording: bool


class _Visitor(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, module: cst.Module) -> None:
        self.module = module
        self.changes: list[_Change] = []
        self._scope: list[str] = []
        self._around: list[cst.CSTNode] = [module]
        self._in_bodies = 0
        lines = module.code.splitlines(keepends=True)
        self._offsets = [0]
        for line in lines:
            self._offsets.append(self._offsets[-1] + len(line))

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Annotation | cst.ImportFrom | cst.Import) or _is_docstring(node):
            return False
        if isinstance(node, cst.Assign) and _assigns(node, "__all__", "__slots__"):
            return False
        if isinstance(node, cst.Subscript) and node.value.deep_equals(cst.Name("Literal")):
            return False
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self._scope.append(node.name.value)
        if isinstance(node, cst.IndentedBlock) and isinstance(self._around[-1], cst.FunctionDef):
            self._in_bodies += 1
        for kind, operator in mutation_operators:
            if isinstance(node, kind) and not self._only_stops_the_import(node, operator):
                self._add(node, operator)
        self._around.append(node)
        return True

    def on_leave(self, node: cst.CSTNode) -> None:
        if self._around[-1] is node:  # what was not entered is left too
            self._around.pop()
            if isinstance(node, cst.FunctionDef | cst.ClassDef):
                self._scope.pop()
            if isinstance(node, cst.IndentedBlock) and isinstance(
                self._around[-1], cst.FunctionDef
            ):
                self._in_bodies -= 1

    def _only_stops_the_import(self, node: cst.CSTNode, operator: object) -> bool:
        """Changes that would count as killed and mean nothing."""
        if operator is operator_arg_removal and isinstance(node, cst.Call):
            if isinstance(node.func, cst.Name) and node.func.value in ("len", "isinstance"):
                return True
            return not self._in_bodies
        return operator is operator_assignment and not self._in_bodies

    def _add(self, node: cst.CSTNode, operator: object) -> None:
        changed = list(operator(node))  # type: ignore[operator]
        if operator is operator_string:
            changed = changed[:1]
        for other in changed:
            place = self.get_metadata(PositionProvider, node, None)
            if place is None:
                continue
            start = self._offsets[place.start.line - 1] + place.start.column
            end = self._offsets[place.end.line - 1] + place.end.column
            text = self.module.code_for_node(other)
            wording = operator is operator_string
            scope = ".".join(self._scope)
            self.changes.append(_Change(start, end, text, place.start.line, scope, wording))


def _is_docstring(node: cst.CSTNode) -> bool:
    return (
        isinstance(node, cst.SimpleStatementLine)
        and len(node.body) == 1
        and isinstance(node.body[0], cst.Expr)
        and isinstance(node.body[0].value, cst.SimpleString | cst.ConcatenatedString)
    )


def _assigns(node: cst.Assign, *names: str) -> bool:
    return any(isinstance(t.target, cst.Name) and t.target.value in names for t in node.targets)


def _parses(code: str) -> bool:
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True


def _mutant(path: str, source: str, code: str, change: _Change) -> Mutant:
    old, new = source.splitlines(), code.splitlines()
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    before, after = (
        " ".join(" ".join(lines[first : len(lines) - last]).split()) for lines in (old, new)
    )
    return Mutant(path, first + 1, change.scope, before, after, change.is_wording, code)


def modules(patterns: list[str], root: Path) -> Iterator[str]:
    """The files that patterns such as ``redrisk/checks/*.py`` name, from the root."""
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            yield path.relative_to(root).as_posix()
