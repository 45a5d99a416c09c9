"""The charge lexicon that people write (CSV) to the one that redrisk reads (JSON)."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

from redrisk._charge_matching import GAP, STEM_LENGTH, normalise
from redrisk.charges import CODE, DENIAL_AFTER, DENIAL_BEFORE, FORMAT, NOTHING
from redrisk.errors import DataError, nearest, quote
from redrisk.vocabulary import OFFENCE_CATEGORIES

COLUMNS = ("language", "category", "pattern", "example")
LANGUAGES = ("en", "es", "fr", "pt", "ru", "tr", "ar", "zh", "de", "it")
CATEGORIES = (*OFFENCE_CATEGORIES, NOTHING, DENIAL_BEFORE, DENIAL_AFTER)

_CODE_NAME = re.compile(r"[A-Z][A-Z0-9]+")
_WORD = re.compile(r"\*?[^\W_]+(\.[^\W_]+)*|[^\W_]+(\.[^\W_]+)*\*")


def compile_lexicon(datasets: Path, out: Path) -> None:
    """Write ``charge_lexicon.json`` from ``charge_lexicon.csv``: the same bytes for the same rows.

    Parameters
    ----------
    datasets
        The folder that holds charge_lexicon.csv.
    out
        The folder that charge_lexicon.json is written to.

    Raises
    ------
    DataError
        If a row can't be read: the message names its line and what to change.

    Notes
    -----
    Source: datasets/charge_lexicon.csv, described in docs/charges.md.
    """
    rows = [
        [row["language"], row["category"], " ".join(_normalised(row["pattern"]))]
        for row in read_rows(datasets / "charge_lexicon.csv")
    ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    content = f'{{"format": {FORMAT}, "rows": [\n{lines}\n]}}\n'
    (out / "charge_lexicon.json").write_text(content, encoding="utf-8", newline="\n")


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of the lexicon, each checked.

    Raises
    ------
    DataError
        If a row can't be read: the message names its line and what to change.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise DataError(f"{path.name}: the columns must be {', '.join(COLUMNS)}")
        rows = list(reader)
    codes = {_code(row) for row in rows} - {""}
    for line, row in enumerate(rows, start=2):
        for fault in _faults(row, codes):
            raise DataError(f"{path.name}:{line}: {fault}")
    return rows


def _code(row: dict[str, str]) -> str:
    category = row["category"] or ""
    return category.removeprefix(CODE) if category.startswith(CODE) else ""


def _faults(row: dict[str, str], codes: set[str]) -> Iterator[str]:
    if None in row or None in row.values() or not all(row.values()):
        yield "a row has a language, a category, a pattern and an example"
        return
    if row["language"] not in LANGUAGES:
        yield f"language {quote(row['language'])} is none of {', '.join(LANGUAGES)}"
    if row["category"] not in CATEGORIES and not _CODE_NAME.fullmatch(_code(row)):
        hint = nearest(row["category"], CATEGORIES)
        yield f"unknown category {quote(row['category'])}{hint}"
    slots = row["pattern"].split()
    if _CODE_NAME.fullmatch(slots[0]):
        if slots[0] not in codes:
            yield f"{quote(slots[0])} names no code: first add a row of category 'code {slots[0]}'"
        slots = slots[1:]
    if not slots or GAP in (slots[0], slots[-1]):
        yield f"pattern {quote(row['pattern'])} must begin and end with a word"
    for word in (word for slot in slots if slot != GAP for word in slot.split("/")):
        if not _WORD.fullmatch(word):
            yield f"{quote(word)} is no word; write word, word* or *word, parted by / or a space"
        elif "*" in word and len(word) <= STEM_LENGTH:
            yield f"{quote(word)} takes in too much: a stem has at least {STEM_LENGTH} letters"


def _normalised(pattern: str) -> Iterator[str]:
    """The slots of a pattern as the matcher compares them; names of codes stay as they are."""
    for index, slot in enumerate(pattern.split()):
        is_code = index == 0 and _CODE_NAME.fullmatch(slot)
        yield slot if is_code or slot == GAP else "/".join(map(normalise, slot.split("/")))
