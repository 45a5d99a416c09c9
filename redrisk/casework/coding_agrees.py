"""Checks of how a case was coded: evenly, from cited sources, and without names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from redrisk.case import Case
from redrisk.casework.findings import Check, Place, Surroundings
from redrisk.casework.names_in_text import names_in, shown

_NO_FREE_TEXT = frozenset({"case_id", "url", "title", "publisher"})
"""The id is no text; a cited source's title, publisher and address may hold a name."""


def _not_double_coded(case: Case, around: Surroundings) -> Iterator[Place]:  # noqa: ARG001
    if case.is_decided and not case.double_coded:
        yield (
            "double_coded",
            f"{case.outcome.label}, but not coded again by two coders blind to the outcome "
            "(redrisk cases sheet)",
        )


def _targeted(case: Case, around: Surroundings) -> Iterator[Place]:  # noqa: ARG001
    if case.sampling != "targeted":
        return
    profile = case.notice.political_profile
    if case.is_decided and profile is not None and profile == (case.outcome.label == "rejected"):
        yield (
            "sampling",
            f"targeted, yet {case.outcome.label} with political_profile "
            f"{'yes' if profile else 'no'}: the targeted round seeks the reverse",
        )


def _no_source(case: Case, around: Surroundings) -> Iterator[Place]:  # noqa: ARG001
    if case.is_decided and not case.sources:
        yield "sources", "no published source is cited for the facts and the outcome"


def _no_facts(case: Case, around: Surroundings) -> Iterator[Place]:  # noqa: ARG001
    if case.is_decided and set(case.before_decision().known_facts()) <= {"issuing_country"}:
        yield "notice", "nothing but the issuing state is known before the decision"


def _names(case: Case, around: Surroundings) -> Iterator[Place]:  # noqa: ARG001
    for path, text in free_texts(case.model_dump(mode="json", exclude_none=True)):
        for found in names_in(text):
            yield path, f"{shown(text, found)!r} looks like a person's name ({found.why})"


def free_texts(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text that a person wrote into a case, with its path.

    >>> list(free_texts({"case_id": "A", "notice": {"charges": [{"text": "fraud"}]}}))
    [('notice.charges[0].text', 'fraud')]
    """
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in _NO_FREE_TEXT:
                yield from free_texts(value, f"{path}.{key}" if path else key)
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from free_texts(value, f"{path}[{i}]")
    elif isinstance(data, str):
        yield path, data


CHECKS = (
    Check("not-double-coded", "warning", "decided cases not coded evenly", _not_double_coded),
    Check("targeted-sampling", "warning", "sampling marks that can't be right", _targeted),
    Check("no-source", "warning", "decided cases without a cited source", _no_source),
    Check("no-facts", "warning", "decided cases without facts", _no_facts),
    Check("personal-name", "warning", "words that look like a person's name", _names),
)
