"""Materials and facts: what was stated, on what it rests, and what nobody stated."""

from __future__ import annotations

from collections.abc import Iterator
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
    rows = [
        (
            name_of(path),
            value,
            "exhibited" if is_exhibited(notice, path) else "asserted",
            _exhibits(notice, path),
        )
        for path, value in stated(notice)
    ]
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
            (22, 38, 14, 26),
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


def stated(notice: Notice) -> Iterator[tuple[str, str]]:
    """Path and value, in words, of every stated fact."""
    for name in type(notice).model_fields:
        value = getattr(notice, name)
        if name in _NOT_LISTED or value is None:
            continue
        if name == "answers":
            for key, answer in sorted(value.items()):
                yield f"answers.{key}", in_words(answer)
        elif isinstance(value, Record):
            yield from _parts(name, value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            for position, item in enumerate(value):
                yield from _parts(f"{name}[{position}]", item)
        elif isinstance(value, tuple):
            yield name, ", ".join(in_words(item, name) for item in value) or "none (known)"
        else:
            yield name, in_words(value, name)


def _parts(path: str, record: Record) -> Iterator[tuple[str, str]]:
    for part in type(record).model_fields:
        value = getattr(record, part)
        if value is not None:
            shown = (
                ", ".join(in_words(item) for item in value)
                if isinstance(value, tuple)
                else in_words(value, part)
            )
            yield f"{path}.{part}", shown


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


def _exhibits(notice: Notice, path: str) -> str:
    """The exhibits given for a path, or for the nearest path above it."""
    while path:
        if path in notice.sources:
            return "; ".join(_exhibit(item) for item in notice.sources[path]) or "none"
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return "none given"


def _exhibit(item: Exhibit) -> str:
    page = f", p. {item.page}" if item.page else ""
    quote = f": “{item.quote}”" if item.quote else ""
    return f"{item.exhibit}{page}{quote}"
