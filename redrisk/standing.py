"""Exhibited or asserted: what is left of a notice when only proven facts count.

A fact is exhibited if ``standing`` says so for its path; the nearest path above it speaks for it
otherwise (``charges`` for ``charges[0]``, and that for ``charges[0].text``). Without a word it is
asserted.
"""

from __future__ import annotations

from typing import Any

from redrisk._record import Record
from redrisk.notice import Notice


def is_exhibited(notice: Notice, path: str) -> bool:
    """Whether the fact at ``path`` is marked as exhibited.

    >>> standing = {"in_absentia": "exhibited"}
    >>> notice = Notice(issuing_country="RU", in_absentia=True, standing=standing)
    >>> is_exhibited(notice, "in_absentia"), is_exhibited(notice, "issuing_country")
    (True, False)
    """
    while path:
        if path in notice.standing:
            return notice.standing[path] == "exhibited"
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return False


def anything_exhibited(notice: Notice) -> bool:
    """Whether a stated fact other than the issuing state is exhibited."""
    alone = exhibited_alone(notice)
    return alone is not None and (len(alone.known_facts()) > 1 or bool(alone.answers))


def exhibited_alone(notice: Notice) -> Notice | None:
    """The notice with every asserted fact made unknown; None if no fact is exhibited.

    The issuing state stays, since a notice can't do without it; whoever reads the state's indices
    must ask ``is_exhibited`` for it.
    """
    if "exhibited" not in notice.standing.values():
        return None
    kept: dict[str, Any] = {"issuing_country": notice.issuing_country}
    incomplete: set[str] = set(notice.incomplete or ())
    for name in notice.known_facts():
        value = getattr(notice, name)
        if name == "issuing_country":
            continue
        if isinstance(value, tuple):
            items = [_exhibited_part(notice, item, f"{name}[{i}]") for i, item in enumerate(value)]
            left = tuple(item for item in items if item is not None)
            if left or (not value and is_exhibited(notice, name)):
                kept[name] = left
            if left and len(left) < len(value):
                incomplete.add(name)
        else:
            part = _exhibited_part(notice, value, name)
            if part is not None:
                kept[name] = part
    kept["incomplete"] = tuple(sorted(incomplete)) or None
    kept["answers"] = {
        key: value
        for key, value in notice.answers.items()
        if is_exhibited(notice, f"answers.{key}")
    }
    return Notice.model_construct(**kept)


def _exhibited_part(notice: Notice, value: Any, path: str) -> Any:
    """The value, or a record without its asserted parts; None if nothing of it is exhibited."""
    if not isinstance(value, Record):
        return value if is_exhibited(notice, path) else None
    fields = type(value).model_fields
    parts = {
        name: getattr(value, name) if is_exhibited(notice, f"{path}.{name}") else None
        for name in fields
    }
    stated = [name for name in fields if getattr(value, name) is not None]
    required = [name for name, field in fields.items() if field.is_required()]
    if not any(parts[name] is not None for name in stated):
        return None
    if any(parts[name] is None for name in required):
        return None
    return value.model_copy(update=parts)
