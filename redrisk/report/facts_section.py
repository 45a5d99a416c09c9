"""Materials and facts: what was stated, on what it rests, and what nobody stated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from redrisk import countries
from redrisk._record import Record
from redrisk.notice import Exhibit, Notice
from redrisk.report.blocks import Block, Paragraph, Place, Section, Subheading, table
from redrisk.report.matter import INSTRUMENTS, Matter, capital
from redrisk.standing import is_exhibited

_NOT_LISTED = frozenset({"reference", "standing", "sources", "incomplete"})


def facts(matter: Matter) -> Section:
    """Every stated fact with exhibit, page and quote; the unknown ones as unknown."""
    notice = matter.assessment.notice
    rows = _rows(notice)
    unknown = [
        name_of(name)
        for name in type(notice).model_fields
        if name not in _NOT_LISTED and name != "answers" and getattr(notice, name) is None
    ]
    blocks: list[Block] = [
        Subheading("Instructions and documents"),
        Place("Instructions received, by whom, and every document considered, used or not."),
        Paragraph(
            "The software saw only what is listed here. It read no document, asked nobody and "
            "fetched nothing from a network. Facts are kept apart from opinion: this section holds "
            "what was stated to the software, the others what follows from it."
        ),
        Subheading("Facts stated"),
        Paragraph(
            "'Exhibited' means that whoever entered the fact marked it as shown by a document. "
            "'Asserted' is every other fact. The software can't tell whether either is true."
        ),
        table(
            "Facts stated, with the exhibits they rest on",
            ("Fact", "As stated", "Standing", "Exhibit, page, quote"),
            (20, 42, 12, 26),
            rows,
        ),
        Place("Which of these facts are within the expert's own knowledge, and which are assumed."),
        Subheading("Facts unknown"),
        Paragraph(
            "Nobody stated the following. None was counted for or against; that is a refusal to "
            "use silence, and no finding that silence is neutral. What each could move stands in "
            f"{matter.see('sensitivity')}."
        ),
        Paragraph(f"{'; '.join(unknown)}." if unknown else "None.", numbered=False),
    ]
    return Section("facts", "Materials and facts", tuple(blocks))


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact as it is listed: a name, what was stated, and the paths that it covers."""

    name: str
    value: str
    paths: tuple[str, ...]


def stated(notice: Notice) -> Iterator[Stated]:
    """Every stated fact; the parts of a record together, a charge's wording apart."""
    for name in type(notice).model_fields:
        value = getattr(notice, name)
        if name in _NOT_LISTED or value is None:
            continue
        if name == "answers":
            for key, answer in sorted(value.items()):
                path = f"answers.{key}"
                yield Stated(name_of(path), in_words(answer), (path,))
        elif isinstance(value, Record):
            yield from _record(name, value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            for position, item in enumerate(value):
                yield from _record(f"{name}[{position}]", item)
        elif isinstance(value, tuple):
            words = ", ".join(in_words(item, name) for item in value) or "none (known)"
            yield Stated(name_of(name), words, (name,))
        else:
            yield Stated(name_of(name), in_words(value, name), (name,))


def _record(path: str, record: Record) -> Iterator[Stated]:
    parts = {
        part: value
        for part in type(record).model_fields
        if (value := getattr(record, part)) is not None
    }
    if "text" in parts:
        yield Stated(f"{name_of(path)}, as worded", parts.pop("text"), (f"{path}.text",))
    if parts:
        words = "; ".join(f"{part.replace('_', ' ')}: {_part(part, parts[part])}" for part in parts)
        yield Stated(name_of(path), words, tuple(f"{path}.{part}" for part in parts))


def _part(name: str, value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(in_words(item) for item in value) or "none (known)"
    return in_words(value, name)


def _rows(notice: Notice) -> list[tuple[str, str, str, str]]:
    """A row for each stated fact; a quote is printed once and referred to after that."""
    quoted: set[Exhibit] = set()
    rows = []
    for fact in stated(notice):
        found = dict.fromkeys(item for path in fact.paths for item in _exhibits(notice, path))
        rows.append(
            (
                fact.name,
                fact.value,
                _standing(notice, fact.paths),
                "; ".join(_exhibit(item, quoted) for item in found) or "none given",
            )
        )
    return rows


def _standing(notice: Notice, paths: tuple[str, ...]) -> str:
    shown = [is_exhibited(notice, path) for path in paths]
    return "exhibited" if all(shown) else "partly exhibited" if any(shown) else "asserted"


def in_words(value: Any, field: str = "") -> str:
    """A fact's value as a person writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field in ("issuing_country", "host_country", "country", "nationalities"):
        return "UNHCR" if value == "UNHCR" else f"{countries.name(value)} ({value})"
    if field in ("max_penalty", "imposed_months", "remaining_months"):
        return "life" if value == "life" else f"{value} months"
    if field == "instrument":
        return INSTRUMENTS[value]
    if field in ("text", "note", "law", "reference", "authority", "renewal_reason"):
        return str(value)
    return str(value).replace("_", " ") if field != "answers" else str(value)


def name_of(path: str) -> str:
    """A path as a person reads it.

    >>> name_of("charges[0].max_penalty"), name_of("answers.ne_bis_in_idem")
    ('Charge 1: max penalty', 'Answer: ne bis in idem')
    """
    head, _, part = path.partition(".")
    name, _, index = head.rstrip("]").partition("[")
    if name == "answers":
        return f"Answer: {part.replace('_', ' ')}"
    words = _SINGULAR.get(name, name) if index else name
    label = capital(words.replace("_", " "))
    if index:
        label += f" {int(index) + 1}"
    return f"{label}: {part.replace('_', ' ')}" if part else label


_SINGULAR = {
    "charges": "charge",
    "political_activity": "political_act",
    "extradition": "extradition_request",
    "interpol_history": "decision_of_INTERPOL",
    "protection": "protection",
}


def _exhibits(notice: Notice, path: str) -> tuple[Exhibit, ...]:
    """The exhibits given for a path, or for the nearest path above it."""
    while path:
        if path in notice.sources:
            return notice.sources[path]
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return ()


def _exhibit(item: Exhibit, quoted: set[Exhibit]) -> str:
    page = f", p. {item.page}" if item.page else ""
    if not item.quote:
        return f"{item.exhibit}{page}"
    if item in quoted:
        return f"{item.exhibit}{page} (quoted above)"
    quoted.add(item)
    return f"{item.exhibit}{page}: “{item.quote}”"
