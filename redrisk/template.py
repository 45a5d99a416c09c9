"""The commented template of a notice, made from the declared fields so that it can't go stale."""

from __future__ import annotations

import textwrap
import types
import typing
from typing import Any

from redrisk._record import Record
from redrisk.notice import Notice

SHORT = 5
"""A closed list of more words than this stands above the example."""

LONG_WORDS = 70
"""More characters of allowed words than this do not fit into a part's line."""

_HEAD = """\
# A notice. Fill in what is known and delete the # before it; leave the rest as it is: a field that
# is left out is unknown, and unknown never counts for or against. [] means 'known to be none'.
# Dates: 2015, 2015-11 or 2015-11-03. Countries: two-letter codes (ISO 3166-1). No name is needed.
"""


def template() -> str:
    """A YAML file with every field of a notice, commented out but for the required one.

    >>> "issuing_country:" in template()
    True
    """
    lines = [_HEAD.rstrip("\n"), ""]
    for name, field in Notice.model_fields.items():
        description = field.description
        if description:
            lines += textwrap.wrap(description, 96, initial_indent="# ", subsequent_indent="# ")
        for words in _long_lists(field.annotation):
            lines += textwrap.wrap(words, 96, initial_indent="# ", subsequent_indent="#   ")
        mark = "" if field.is_required() else "# "
        lines += [f"{mark}{line}" for line in _example(name, field.annotation)]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


_EXAMPLES = {
    "issuing_country": "XX   # replace by the code of the state whose NCB asked",
    "answers": "{charge_after_dissent: yes}",
    "standing": "{charges: exhibited, political_profile: asserted}",
    "sources": "{charges: [{exhibit: A1, page: 2, quote: as worded in the notice}]}",
}


def _example(name: str, annotation: Any) -> list[str]:
    """How the field is written: the kind of value, or the parts of a record."""
    if name in _EXAMPLES:
        return [f"{name}: {_EXAMPLES[name]}"]
    record, many = _record_in(annotation)
    if record is None:
        return [f"{name}: {_listed(kind_in_words(annotation, name=name), many=many)}"]
    lines = [f"{name}:"]
    for position, (part, field) in enumerate(record.model_fields.items()):
        start = "  - " if many and not position else "    " if many else "  "
        words = kind_in_words(field.annotation, name=part)
        if len(words) > LONG_WORDS:
            words = f"{words.split(' | ')[0]} | ..."
        lines.append(f"{start}{part}: {_listed(words, many=is_list(field.annotation))}")
    return lines


def _listed(words: str, *, many: bool) -> str:
    return f"[{words}]" if many else words


def _long_lists(annotation: Any) -> list[str]:
    """The closed lists that are too long to stand in the example, each with its field's name."""
    record, _ = _record_in(annotation)
    parts = (
        {name: field.annotation for name, field in record.model_fields.items()}
        if record
        else {"one or several": annotation}
    )
    lists = {name: kind_in_words(part, most=None) for name, part in parts.items()}
    return [f"{name}: {words}" for name, words in lists.items() if words.count("|") >= SHORT]


def _members(annotation: Any) -> list[Any]:
    """The types that an annotation allows, without None."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _members(typing.get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        return [
            m for arg in typing.get_args(annotation) for m in _members(arg) if m is not type(None)
        ]
    return [annotation]


def is_list(annotation: Any) -> bool:
    """Whether a field holds a list."""
    return any(typing.get_origin(member) is tuple for member in _members(annotation))


def _record_in(annotation: Any) -> tuple[type[Record] | None, bool]:
    for member in _members(annotation):
        many = typing.get_origin(member) is tuple
        inner = _members(typing.get_args(member)[0])[0] if many else member
        if isinstance(inner, type) and issubclass(inner, Record):
            return inner, many
        if many:
            return None, True
    return None, False


_KINDS = {
    "bool": "yes or no",
    "PartialDate": "date",
    "int": "number",
    "float": "number",
    "str": "text",
}


def kind_in_words(annotation: Any, most: int | None = SHORT, name: str = "") -> str:
    """The kind of value: the allowed words where the list is closed, at most ``most`` of them."""
    if name.endswith("country") or name == "nationalities":
        return "country code"
    words: list[str] = []
    for member in _members(annotation):
        inner = typing.get_args(member)[0] if typing.get_origin(member) is tuple else member
        for kind in _members(inner):
            if typing.get_origin(kind) is typing.Literal:
                words += list(typing.get_args(kind))
            else:
                words.append(_KINDS.get(kind.__name__, kind.__name__))
    shown = " | ".join(words[:most])
    return f"{shown} | ..." if most and len(words) > most else shown
