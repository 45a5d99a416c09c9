"""survivors.md: how many mutants the tests kill, and each one that they don't, with the reason."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.mutants import Mutant

PAGE = Path(__file__).parent / "survivors.md"
NO_REASON = "**No reason given.**"
LEAST = 0.85
"""The share of a module's mutants that must be killed."""

_INTRODUCTION = f"""# Mutants that no test notices

Written by `make mutation`, but for the reasons, which people write at the end of the lines; a
reason stays with its mutant when the page is written anew. The command fails if a survivor has no
reason, or if fewer than {LEAST:.0%} of a module's mutants are killed. mutants.py tells how mutants
are made, config.toml which tests answer for which module. The last column names the module's code
as it was measured; tests/mutation/test_survivors.py says so when it has changed since.

| module | killed | of | share | code |
|---|---|---|---|---|
"""
_ROW = re.compile(r"\| (\S+\.py) \| (\d+) \| (\d+) \| \S+ % \| `(\w+)` \|")
_LINE = re.compile(r"- `(\w{8})` (\S*): `(.+?)` becomes `(.*?)`\. (.+)")


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that lives, as the page tells it."""

    id: str
    scope: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one module."""

    path: str
    killed: int
    total: int
    code: str
    survivors: tuple[Survivor, ...]

    @property
    def share(self) -> float:
        """Killed of all."""
        return self.killed / self.total if self.total else 1.0


def measured(path: str, code: str, mutants: list[Mutant], left: list[Mutant]) -> Measured:
    """The figures of one module, with the reasons that the page already gives."""
    reasons = {one.id: one.reason for module in read() for one in module.survivors}
    survivors = tuple(
        Survivor(one.id, one.scope or "module", *_shortened(one.before, one.after),
                 reasons.get(one.id, NO_REASON))
        for one in left
    )  # fmt: skip
    return Measured(path, len(mutants) - len(left), len(mutants), code, survivors)


def _shortened(before: str, after: str, around: int = 24) -> tuple[str, str]:
    """Both lines from shortly before to shortly after the place where they differ."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    start, end = max(start - around, 0), max(end - around, 0)
    return tuple(line[start : len(line) - end].replace("`", "'") for line in (before, after))  # type: ignore[return-value]


def code_of(source: str) -> str:
    """Names a module's code, whatever its layout, comments and docstrings."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and _is_text(body[0]):
            body[0] = ast.Pass()
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()[:8]


def _is_text(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def read() -> list[Measured]:
    """What the page tells, module by module."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    lines: dict[str, list[Survivor]] = {}
    path = ""
    for line in text.splitlines():
        if line.startswith("## "):
            path = line.removeprefix("## ")
        elif told := _LINE.fullmatch(line):
            lines.setdefault(path, []).append(Survivor(*told.groups()))
    return [
        Measured(path, int(killed), int(total), code, tuple(lines.get(path, ())))
        for path, killed, total, code in _ROW.findall(text)
    ]


def write(fresh: Measured, order: Iterable[str]) -> None:
    """Write the page anew; modules that were not measured now stay as they were."""
    known: Mapping[str, Measured] = {m.path: m for m in (*read(), fresh)}
    modules = [known[path] for path in order if path in known]
    rows = [
        f"| {m.path} | {m.killed} | {m.total} | {m.share:.1%} | `{m.code}` |".replace("% |", " % |")
        for m in modules
    ]
    parts = [_INTRODUCTION + "\n".join(rows)]
    for module in modules:
        if module.survivors:
            lines = [
                f"- `{s.id}` {s.scope}: `{s.before}` becomes `{s.after}`. {s.reason}"
                for s in module.survivors
            ]
            parts.append(f"## {module.path}\n\n" + "\n".join(lines))
    PAGE.write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")


def faults(modules: Iterable[Measured]) -> list[str]:
    """What is not as it should be."""
    found = []
    for module in modules:
        if module.share < LEAST:
            found.append(f"{module.path}: only {module.share:.1%} of mutants are killed")
        found += [
            f"{module.path}: no reason is given for {one.id}"
            for one in module.survivors
            if one.reason == NO_REASON
        ]
    return found
