"""Case files: notices and cases as people write them, in YAML, JSON or JSON lines.

YAML is read with every plain scalar as text, so that NO stays Norway, NA stays Namibia and 2015
stays a date. An empty value, ``null`` or ``~`` means absent.
"""

from __future__ import annotations

import io
import itertools
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from redrisk.case import Case
from redrisk.contents import content_of, lines_of
from redrisk.errors import TOO_DEEP, InvalidInput, Problem, quote, reason_of
from redrisk.notice import Notice

MAX_BYTES = 10_000_000
"""Of a text read at once; one document of JSON or YAML is smaller. A file of JSON lines and a table
may be of any size."""

MAX_DEPTH = 40
_MOST_JSON = 5_000_000
_LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
_MOST_YAML = 5_000_000 if yaml.__with_libyaml__ else 1_000_000
"""Characters; they are read in some seconds."""

_MOST_YAML_PARTS = 300_000
_MOST_BAD = 1_000
"""A file with more records that can't be read is of another kind."""
_JSON_LINES = (".jsonl", ".ndjson")
FORMATS = (".yaml", ".yml", ".json", *_JSON_LINES)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a file: a notice or a case, or what was wrong with it.

    ``lines`` holds the line on which each field stands, where the format tells; the path "" is the
    record itself.
    """

    where: str
    value: Notice | Case | None
    error: InvalidInput | None = None
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def notice(self) -> Notice | None:
        """The notice; of a case, as it stood before the decision."""
        return self.value.before_decision() if isinstance(self.value, Case) else self.value


@dataclass(slots=True)
class _Plain:
    """Plain data with the line on which each field stands."""

    data: Any
    lines: dict[str, int] = field(default_factory=dict)


def read_entries(source: str | Path) -> Iterator[Entry]:
    """The notices and cases of a file, one after the other; ``-`` is standard input.

    A record that can't be read comes back as an entry with its error, so that the others still
    count.

    Raises
    ------
    InvalidInput
        If the file as a whole can't be read.
    """
    where = "standard input" if str(source) == "-" else str(source)
    suffix = Path(where).suffix.lower() if where != "standard input" else ""
    if suffix and suffix not in FORMATS:
        message = f"the file name must end in {', '.join(FORMATS)}; got {quote(suffix)}"
        raise InvalidInput([Problem("", message)], where)
    if suffix in _JSON_LINES:
        yield from _checked(_json_lines(_lines_of_file(source, where), where), where)
    else:
        yield from entries_of_text(_text_of(source, where), where, suffix)


def entries_of_text(text: str, where: str, suffix: str = "") -> Iterator[Entry]:
    """The notices and cases of a file's text; ``suffix`` is the file name's ending, if any.

    Raises
    ------
    InvalidInput
        If the text as a whole can't be read, or holds no record.
    """
    if suffix in _JSON_LINES or (not suffix and _looks_like_json_lines(text)):
        # Not splitlines(): JSON strings may hold U+2028 and the like.
        entries = _json_lines(io.StringIO(text, newline="\n"), where)
    elif suffix == ".json" or (not suffix and text.lstrip()[:1] in ("{", "[")):
        entries = _records(_Plain(_json(text, where)), where)
    else:
        entries = _yaml_entries(text, where)
    yield from _checked(entries, where)


def _checked(entries: Iterable[Entry], where: str) -> Iterator[Entry]:
    """The entries, unless there is none, or most of them are of another kind."""
    empty, bad = True, 0
    for entry in entries:
        empty = False
        bad += entry.value is None
        yield entry
        if bad == _MOST_BAD:
            message = f"{bad} of its records can't be read; the rest is not looked at"
            raise InvalidInput([Problem("", message)], where)
    if empty:
        raise InvalidInput(
            [Problem("", "holds no notice or case; 'redrisk new FILE' writes a template")], where
        )


def read_one(source: str | Path) -> Notice | Case:
    """The single notice or case of a file.

    Raises
    ------
    InvalidInput
        If it holds none or several, or one that can't be read.
    """
    entries = list(itertools.islice(read_entries(source), 2))
    if len(entries) != 1:
        message = "one notice or case is needed; the file has 2 or more; name a file with one"
        raise InvalidInput([Problem("", message)], str(source))
    if entries[0].value is None:
        raise entries[0].error or InvalidInput([], str(source))
    return entries[0].value


def parse_record(
    data: object, where: str = "", lines: dict[str, int] | None = None
) -> Notice | Case:
    """A notice or a case from plain data; a mapping with ``notice`` or ``outcome`` is a case.

    Raises
    ------
    InvalidInput
        Lists every problem by field.
    """
    if isinstance(data, dict) and ("notice" in data or "outcome" in data):
        return Case.parse(data, where, lines)
    return Notice.parse(data, where, lines)


def _text_of(source: str | Path, where: str) -> str:
    if str(source) != "-":
        return decoded(content_of(source, MAX_BYTES), where, MAX_BYTES)
    try:
        raw = sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"can't be read: {error.strerror or error}"
        raise InvalidInput([Problem("", message)], where) from None
    return decoded(raw, where, MAX_BYTES)


def decoded(raw: bytes, where: str, most: int) -> str:
    """The text of UTF-8 bytes, with or without a byte order mark.

    Raises
    ------
    InvalidInput
        If there are more than ``most`` bytes, or they are not UTF-8.
    """
    if len(raw) > most:
        raise InvalidInput([Problem("", f"is larger than {most // 1_000_000} MB; split it")], where)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 text (byte {error.start}); save it as UTF-8"
        raise InvalidInput([Problem("", message)], where) from None


def _looks_like_json_lines(text: str) -> bool:
    """Whether the first of several lines is an object by itself."""
    first, _, rest = text.lstrip().partition("\n")
    first = first.rstrip()
    return first.startswith("{") and first.endswith("}") and bool(rest.strip())


def _lines_of_file(source: str | Path, where: str) -> Iterator[str]:
    for number, line in enumerate(lines_of(source, _MOST_JSON), start=1):
        place = where if number == 1 else f"{where}:{number}"
        yield decoded(line, place, _MOST_JSON)


def _json_lines(lines: Iterable[str], where: str) -> Iterator[Entry]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            place = f"{where}:{number}"
            try:
                data = _json(line, place)
            except InvalidInput as error:
                yield Entry(place, None, error, {"": number})
            else:
                yield _entry(_Plain(data), place, {"": number})


def _records(plain: _Plain, where: str) -> Iterator[Entry]:
    if isinstance(plain.data, list):
        for index, item in enumerate(plain.data):
            prefix = f"[{index}]"
            lines = {
                path.removeprefix(prefix).removeprefix("."): line
                for path, line in plain.lines.items()
                if path.startswith(prefix)
            }
            yield _entry(_Plain(item, lines), f"{where} record {index + 1}" if not lines else where)
    else:
        yield _entry(plain, where)


def _entry(plain: _Plain, where: str, lines: Mapping[str, int] | None = None) -> Entry:
    lines = lines or plain.lines
    try:
        _stop_if_twice(plain.data)
    except ValueError as error:
        return Entry(where, None, InvalidInput([Problem("", str(error))], where), lines)
    try:
        return Entry(where, parse_record(plain.data, where, plain.lines), lines=lines)
    except InvalidInput as error:
        return Entry(where, None, error, lines)


def _json(text: str, where: str) -> Any:
    if len(text) > _MOST_JSON:
        message = (
            f"holds a record, or a list of them, larger than {_MOST_JSON // 1_000_000} MB; write "
            "JSON lines: one record a line"
        )
        raise InvalidInput([Problem("", message)], where)
    try:
        return json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        message = f"is not JSON: {error.msg} (column {error.colno})"
        raise InvalidInput([Problem("", message, error.lineno)], where) from None
    except RecursionError:
        raise InvalidInput([Problem("", TOO_DEEP)], where) from None
    except ValueError as error:
        raise InvalidInput([Problem("", str(error))], where) from None


class _Twice(dict[str, Any]):
    """An object in which a field stands twice: an error of its record, not of the file."""

    key = ""


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) == len(pairs):
        return data
    seen: set[str] = set()
    twice = _Twice(data)
    for name, _ in pairs:
        if name in seen:
            twice.key = name
            break
        seen.add(name)
    return twice


def _stop_if_twice(data: Any) -> None:
    """Raise ValueError if a field stands twice anywhere in plain data."""
    pending = [data]
    while pending:
        part = pending.pop()
        if isinstance(part, _Twice):
            raise ValueError(f"the field {quote(part.key)} stands twice; keep one")
        if isinstance(part, dict):
            pending += part.values()
        elif isinstance(part, list):
            pending += part


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number that a notice can hold; leave out what is not known")


def plain_yaml(text: str, where: str) -> Any:
    """The first YAML document of a text as plain data, every scalar as text; None if it is empty.

    Raises
    ------
    InvalidInput
        If it is not YAML, or too large or too deeply nested to be a file that a person writes.
    """
    for node in _yaml_nodes(text, where):
        return _from_node(node, "", {}, where, set(), 0)
    return None


def _yaml_nodes(text: str, where: str) -> list[yaml.Node]:
    if len(text) > _MOST_YAML:
        message = f"is larger than {_MOST_YAML // 1_000_000} MB; {_SPLIT}"
        raise InvalidInput([Problem("", message)], where)
    try:
        small = all(n < _MOST_YAML_PARTS for n, _ in enumerate(yaml.parse(text, Loader=_LOADER)))
        nodes = list(yaml.compose_all(text, Loader=_LOADER)) if small else []
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        message = f"is not YAML: {reason_of(error.problem or error.context)}"
        raise InvalidInput([Problem("", message, line)], where) from None
    except yaml.YAMLError as error:
        why = reason_of(getattr(error, "reason", "it can't be parsed"))
        raise InvalidInput([Problem("", f"is not YAML: {why}")], where) from None
    except (RecursionError, ValueError):
        raise InvalidInput(
            [Problem("", "is not YAML that can be read; 'redrisk new FILE' writes a template")],
            where,
        ) from None
    if not small:
        raise InvalidInput([Problem("", f"holds too many values; {_SPLIT}")], where)
    return nodes


def _yaml_entries(text: str, where: str) -> Iterator[Entry]:
    for node in _yaml_nodes(text, where):
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield _yaml_record(item, where)
        elif node is not None and not _is_empty(node):
            yield _yaml_record(node, where)


_SPLIT = "split it, or write JSON lines: one record a line"


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.value


def _yaml_record(node: yaml.Node, where: str) -> Entry:
    plain = _Plain(None)
    try:
        plain.data = _from_node(node, "", plain.lines, where, set(), 0)
    except InvalidInput as error:
        return Entry(where, None, error, plain.lines)
    return _entry(plain, where)


def _from_node(
    node: yaml.Node, path: str, lines: dict[str, int], where: str, above: set[int], depth: int
) -> Any:
    """Plain data from a YAML node: every scalar as text, no tags, no aliases, no twins."""
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if id(node) in above or depth > MAX_DEPTH:
        message = "aliases and deep nesting are not allowed; write the value out"
        raise InvalidInput([Problem(path, message, line)], where)
    above.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        if not node.style and node.value in ("", "~", "null", "Null", "NULL"):
            return None
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [
            _from_node(item, f"{path}[{i}]", lines, where, above, depth + 1)
            for i, item in enumerate(node.value)
        ]
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            message = "a field name must be plain text, such as issuing_country"
            raise InvalidInput([Problem(path, message, line)], where)
        key = key_node.value
        below = f"{path}.{key}" if path else key
        if key in data:
            message = f"the field {quote(key)} stands twice; keep one"
            raise InvalidInput([Problem(path, message, key_node.start_mark.line + 1)], where)
        data[key] = _from_node(value_node, below, lines, where, above, depth + 1)
        lines[below] = key_node.start_mark.line + 1
    return data
