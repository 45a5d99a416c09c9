"""Every message that redrisk can raise, read from its source.

A message is what stands in ``Problem(field, message)`` or in ``raise SomeError(message)``. It is
given as a pattern: fixed words, and ``<names>`` where a value is filled in. A message kept in a
variable, a constant, a table of texts or a function is followed to its words.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = "redrisk"

_BUILTIN = frozenset({"ValueError", "TypeError", "AttributeError"})
_OWN_BASE = "RedriskError"
_VALUE_WORDS = frozenset({"quote", "str", "repr", "printable", "listed", "join", "len", "int"})
_NAMES_FOR_WORDS = frozenset({"message", "hint", "reason", "what", "more", "purpose"})
_REASONS = frozenset({"strerror", "error", "why", "problem", "msg", "message"})
_GIVE_WORDS = frozenset({"nearest"})
_MOST_VARIANTS = 60

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """One message: the file that raises it, the class of the error, and its words."""

    file: str
    error: str
    pattern: str

    def regex(self) -> re.Pattern[str]:
        """Matches the message with any values filled in."""
        parts = re.split(r"(<[^<>]*>)", self.pattern)
        return re.compile(
            "".join(".*?" if part.startswith("<") else re.escape(part) for part in parts), re.DOTALL
        )


def messages(root: Path = ROOT) -> list[Message]:
    """Every message of the package, sorted by file.

    Examples
    --------
    >>> any("is empty" in message.pattern for message in messages())
    True
    """
    package = _Package(root)
    found: set[Message] = set()
    for module in package.modules.values():
        for site in module.sites():
            patterns = package.patterns(module, site.function, site.words, frozenset())
            found.update(
                Message(where, site.error, _tidy(text)) for where, text in patterns if _says(text)
            )
    return sorted(found)


def _tidy(pattern: str) -> str:
    return re.sub(r"\s+", " ", pattern).strip()


def _says(pattern: str) -> bool:
    """Whether there are words of our own; a message passed on is listed where it arises."""
    return bool(re.search(r"[A-Za-z]{2}", re.sub(r"<[^<>]*>", "", pattern)))


@dataclass(frozen=True, slots=True)
class _Site:
    """Where a message is handed to an error."""

    error: str
    words: ast.expr
    function: Function | None


class _Module:
    """One source file."""

    def __init__(self, path: Path, root: Path) -> None:
        self.file = path.relative_to(root).as_posix()
        self.name = self.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.above: dict[ast.AST, Function | None] = {}
        self._mark(self.tree, None)

    def _mark(self, node: ast.AST, function: Function | None) -> None:
        for child in ast.iter_child_nodes(node):
            self.above[child] = function
            inner = child if isinstance(child, Function) else function
            self._mark(child, inner)

    @cached_property
    def functions(self) -> dict[str, Function]:
        return {node.name: node for node in ast.walk(self.tree) if isinstance(node, Function)}

    @cached_property
    def constants(self) -> dict[str, ast.expr]:
        found: dict[str, ast.expr] = {}
        for node in ast.walk(self.tree):
            if self.above.get(node) is not None:
                continue
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                found[node.targets[0].id] = node.value
            elif (
                isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value
            ):
                found[node.target.id] = node.value
        return found

    @cached_property
    def imports(self) -> dict[str, tuple[str, str]]:
        return {
            alias.asname or alias.name: (node.module, alias.name)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }

    @cached_property
    def calls(self) -> list[ast.Call]:
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]

    def sites(self) -> Iterator[_Site]:
        for call in self.calls:
            name = _name(call.func)
            if name in ("Problem", "PydanticCustomError") and len(call.args) > 1:
                yield _Site("InvalidInput", call.args[1], self.above[call])
            elif name == "MissingExtra" and len(call.args) > 1:
                yield _Site("MissingExtra", _missing_extra(call), self.above[call])
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                name = _name(node.exc.func)
                if name in _BUILTIN or _is_error(name):
                    yield _Site(name, node.exc.args[0], self.above[node])


_ERRORS = frozenset(
    {_OWN_BASE, "ModelError", "DataError", "UnknownPrior", "NoRecord", "TooFewCases"}
    | {"RecordingError", "UsageError", "BadParameter", "ClickException"}
)


def _is_error(name: str) -> bool:
    return name in _ERRORS


def _missing_extra(call: ast.Call) -> ast.expr:
    purpose, extra = call.args[:2]
    middle = ast.Constant(" needs optional packages: pip install 'redrisk[")
    return _sum([purpose, middle, extra, ast.Constant("]'")])


def _sum(parts: Sequence[ast.expr]) -> ast.expr:
    total = parts[0]
    for part in parts[1:]:
        total = ast.BinOp(total, ast.Add(), part)
    return total


def _name_of_call(node: ast.expr) -> str:
    return _name(node.func) if isinstance(node, ast.Call) else ""


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


Found = set[tuple[str, str]]
"""Patterns, each with the file in which its words stand."""


class _Package:
    """All source files, for words that stand in another one."""

    def __init__(self, root: Path) -> None:
        paths = sorted((root / PACKAGE).rglob("*.py"))
        self.modules = {module.name: module for module in (_Module(p, root) for p in paths)}

    def patterns(
        self, module: _Module, function: Function | None, node: ast.expr, seen: frozenset[str]
    ) -> Found:
        """What an expression can say."""
        match node:
            case ast.Constant(value=str(text)):
                return {(module.file, text)}
            case ast.JoinedStr():
                return self._joined(module, function, node.values, seen)
            case ast.BinOp(op=ast.Add()):
                return self._joined(module, function, [node.left, node.right], seen)
            case ast.FormattedValue():
                return self._filled_in(module, function, node.value, seen)
            case ast.IfExp():
                return self.patterns(module, function, node.body, seen) | self.patterns(
                    module, function, node.orelse, seen
                )
            case ast.BoolOp(op=ast.Or(), values=values):
                each = (self.patterns(module, function, value, seen) for value in values)
                return set().union(*each)
            case ast.Call(func=ast.Attribute(value=inner, attr="replace")):
                return self.patterns(module, function, inner, seen)
            case ast.Name():
                return self._named(module, function, node, seen)
            case ast.Call():
                return self._called(module, node, seen)
            case ast.Subscript():
                return self._looked_up(module, function, node, seen)
            case _:
                return {(module.file, f"<{_word(node)}>")}

    def _joined(
        self,
        module: _Module,
        function: Function | None,
        nodes: Sequence[ast.expr],
        seen: frozenset[str],
    ) -> Found:
        each = [sorted(self.patterns(module, function, node, seen)) for node in nodes]
        found: Found = set()
        for parts in itertools.islice(itertools.product(*each), _MOST_VARIANTS):
            found.add((module.file, "".join(text for _, text in parts)))
        return found

    def _filled_in(
        self, module: _Module, function: Function | None, node: ast.expr, seen: frozenset[str]
    ) -> Found:
        """A value within other words; only names for words are followed."""
        name = node.id if isinstance(node, ast.Name) else None
        if (
            name in _NAMES_FOR_WORDS
            or (name is not None and self._constant(module, name) is not None)
            or _name_of_call(node) in _GIVE_WORDS
            or (isinstance(node, ast.BoolOp) and _name_of_call(node.values[0]) in _GIVE_WORDS)
        ):
            return self.patterns(module, function, node, seen)
        return {(module.file, f"<{_word(node)}>")}

    def _named(
        self, module: _Module, function: Function | None, node: ast.Name, seen: frozenset[str]
    ) -> Found:
        name = node.id
        key = f"{module.name}.{function.name if function else ''}.{name}"
        plain = {(module.file, f"<{_word(node)}>")}
        if key in seen:
            return plain
        seen = seen | {key}
        if function is not None:
            found: Found = set()
            for value in [*_assigned(function, name), *_looped(function, name, module.constants)]:
                found |= self.patterns(module, function, value, seen)
            if found:
                return found
            parameter = _parameter(function, name)
            if parameter is not None:
                return self._handed_over(module, function, parameter, seen) or plain
        constant = self._constant(module, name)
        return self.patterns(constant[0], None, constant[1], seen) if constant else plain

    def _constant(self, module: _Module, name: str) -> tuple[_Module, ast.expr] | None:
        """The text that a name stands for, here or where it is imported from."""
        home, original = module.imports.get(name, (module.name, name))
        owner = self.modules.get(home)
        value = owner.constants.get(original) if owner else None
        return (owner, value) if owner and value is not None and _is_text(value) else None

    def _handed_over(
        self, module: _Module, function: Function, position: int, seen: frozenset[str]
    ) -> Found:
        """What the callers of a function hand over as one of its texts."""
        found: Found = set()
        for other in self.modules.values():
            local = next(
                (
                    alias
                    for alias, target in other.imports.items()
                    if target == (module.name, function.name)
                ),
                function.name if other is module else None,
            )
            if local is None:
                continue
            for call in other.calls:
                if _name(call.func) == local:
                    handed = _argument(call, function, position)
                    if handed is not None:
                        found |= self.patterns(other, other.above[call], handed, seen)
        return found

    def _called(self, module: _Module, node: ast.Call, seen: frozenset[str]) -> Found:
        name = _name(node.func)
        if name == "nearest":
            return {(module.file, "")}
        home, original = module.imports.get(name, (module.name, name))
        owner = self.modules.get(home)
        made = owner.functions.get(original) if owner else None
        key = f"{home}.{original}()"
        if name not in _VALUE_WORDS and owner and made and key not in seen and _gives_text(made):
            found: Found = set()
            for inner in ast.walk(made):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    found |= self.patterns(owner, made, inner.value, seen | {key})
            if found:
                return found
        return {(module.file, f"<{_word(node)}>")}

    def _looked_up(
        self, module: _Module, function: Function | None, node: ast.Subscript, seen: frozenset[str]
    ) -> Found:
        table = module.constants.get(_name(node.value))
        if isinstance(table, ast.Dict) and all(_is_text(value) for value in table.values):
            found: Found = set()
            for value in table.values:
                found |= self.patterns(module, function, value, seen)
            return found
        return {(module.file, f"<{_word(node)}>")}


def _is_text(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.BinOp):
        return _is_text(node.left) or _is_text(node.right)
    return isinstance(node, ast.JoinedStr)


def _gives_text(function: Function) -> bool:
    return isinstance(function.returns, ast.Name) and function.returns.id == "str"


def _assigned(function: Function, name: str) -> list[ast.expr]:
    """The texts that a function gives to one of its variables."""
    values = []
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            values += [node.value for target in node.targets if _name(target) == name]
        elif isinstance(node, ast.NamedExpr) and node.target.id == name:
            values.append(node.value)
    return values


def _looped(function: Function, name: str, constants: dict[str, ast.expr]) -> list[ast.expr]:
    """The texts that a loop over a table of texts gives to a variable."""
    values: list[ast.expr] = []
    for node in ast.walk(function):
        if not (isinstance(node, ast.For) and isinstance(node.target, ast.Tuple)):
            continue
        table = constants.get(_name(node.iter))
        names = [_name(target) for target in node.target.elts]
        if name in names and isinstance(table, ast.Tuple | ast.List):
            rows = [row for row in table.elts if isinstance(row, ast.Tuple)]
            values += [row.elts[names.index(name)] for row in rows]
    return values


def _parameter(function: Function, name: str) -> int | None:
    names = [argument.arg for argument in function.args.args]
    return names.index(name) if name in names else None


def _argument(call: ast.Call, function: Function, position: int) -> ast.expr | None:
    names = [argument.arg for argument in function.args.args]
    for keyword in call.keywords:
        if keyword.arg == names[position]:
            return keyword.value
    given = position - (1 if names[0] in ("self", "cls") else 0)
    return call.args[given] if given < len(call.args) else None


def _word(node: ast.expr) -> str:
    """A short name for a value that is filled in."""
    word = _plain_word(node)
    return "reason" if word in _REASONS else word


def _plain_word(node: ast.expr) -> str:
    match node:
        case ast.Name():
            return node.id.strip("_").lower().replace("_", " ")
        case ast.Attribute():
            return node.attr.strip("_").replace("_", " ")
        case ast.Call(args=[first, *_]):
            return _word(first)
        case ast.Call():
            return _word(node.func)
        case ast.Subscript():
            return _word(node.value)
        case ast.BoolOp():
            return _word(node.values[0])
        case ast.BinOp():
            return _word(node.left)
        case ast.GeneratorExp():
            return _word(node.generators[0].iter)
        case ast.Constant():
            return str(node.value)
        case _:
            return "value"
