"""Wanted persons as OpenSanctions and other FollowTheMoney sources publish them.

A Person's Red Notice is a linked Sanction: the charge is its ``reason``, the issuing state its
``country``. Entities are nested (the Sanction inside the Person) or flat (each on a line of its
own, in any order). Their JSON is read directly. Names and descriptions are not kept.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from redrisk.contents import check_plain
from redrisk.errors import TOO_DEEP, InvalidInput, Problem
from redrisk.intake.interpol_api import charges_of, issuing_state, nationality_codes, split_charges
from redrisk.intake.names import NameMask
from redrisk.intake.plain import is_latin
from redrisk.intake.reading import NoticeReading, Reading, make_reading, shorten

_PROGRAMS = frozenset({"INTERPOL-RN"})
_DATASET = "interpol_red_notices"
_LONGEST_LINE = 5_000_000
_BATCH = 2_000
_NO_ENTITY = "an entity must be a mapping; each line holds one, as FollowTheMoney exports it"


def is_red_notice(sanction: Mapping[str, Any]) -> bool:
    """Whether a Sanction stands for an INTERPOL Red Notice."""
    properties = _properties(sanction)
    if _PROGRAMS & set(_values(properties, "programId")):
        return True
    if _DATASET in _strings(sanction.get("datasets")):
        return True
    authorities = " ".join(_values(properties, "authority", "program", "programUrl")).lower()
    return "interpol" in authorities and "red" in authorities.split()


def read_entities(entities: Iterable[object], where: str = "") -> Iterator[NoticeReading]:
    """The readings of entities in memory, nested or flat; the others are passed over."""
    persons: dict[str, Mapping[str, Any]] = {}
    linked: dict[str, list[Mapping[str, Any]]] = {}
    for entity in entities:
        if not isinstance(entity, Mapping):
            raise InvalidInput([Problem("", _NO_ENTITY)], where)
        if _is_person(entity):
            persons[str(entity.get("id", len(persons)))] = entity
        elif entity.get("schema") == "Sanction" and is_red_notice(entity):
            for target, person in _targets(entity):
                linked.setdefault(target, []).append(entity)
                if person is not None:
                    persons.setdefault(target, person)
    for key, person in persons.items():
        sanctions = [*_nested(person), *linked.get(key, [])]
        if sanctions:
            briefs = [_brief(item, _mask(person)) for item in sanctions]
            yield from _readings(_codes(person), briefs, where)


def stream_entities(path: str | Path) -> Iterator[NoticeReading]:
    """The readings of a line-delimited export of any size, in constant memory.

    Nested entities are read as they come. Flat ones are joined on disk, in a temporary file that
    holds no names, and follow in the order of their persons.

    Raises
    ------
    InvalidInput
        If the file can't be read, or a line is not the JSON of an entity.
    """
    where = str(path)
    with tempfile.TemporaryDirectory(prefix="redrisk-") as folder:
        store = _Store(Path(folder) / "join.sqlite")
        try:
            for number, entity in _lines(path):
                place = f"{where}:{number}"
                if _is_person(entity):
                    nested = _nested(entity)
                    if nested:
                        briefs = [_brief(item, _mask(entity)) for item in nested]
                        yield from _readings(_codes(entity), briefs, place)
                    else:
                        store.add_person(str(entity.get("id", "")), _codes(entity))
                elif entity.get("schema") == "Sanction" and is_red_notice(entity):
                    for target, person in _targets(entity):
                        store.add_sanction(target, _brief(entity))
                        if person is not None:
                            store.add_person(target, _codes(person))
            for codes, sanctions in store.joined():
                yield from _readings(codes, sanctions, where)
        finally:
            store.close()


def _lines(path: str | Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    check_plain(path)
    try:
        with Path(path).open("rb") as file:
            number = 0
            while line := file.readline(_LONGEST_LINE + 1):
                number += 1
                place = f"{path}:{number}"
                if len(line) > _LONGEST_LINE:
                    size = _LONGEST_LINE // 1_000_000
                    message = f"the line is longer than {size} MB; one entity a line is read"
                    raise InvalidInput([Problem("", message)], place)
                text = line.strip(b"\xef\xbb\xbf \t\r\n")
                if text:
                    yield number, _entity(text, place)
    except OSError as error:
        message = f"can't be read: {error.strerror or error}"
        raise InvalidInput([Problem("", message)], str(path)) from None


def _entity(line: bytes, place: str) -> Mapping[str, Any]:
    try:
        entity = json.loads(line)
    except UnicodeDecodeError:
        raise InvalidInput([Problem("", "is not UTF-8 text; save it as UTF-8")], place) from None
    except RecursionError:
        raise InvalidInput([Problem("", TOO_DEEP)], place) from None
    except ValueError as error:
        reason = getattr(error, "msg", "a number is too long")
        raise InvalidInput([Problem("", f"is not JSON: {reason}")], place) from None
    if not isinstance(entity, Mapping):
        raise InvalidInput([Problem("", _NO_ENTITY)], place)
    return entity


class _Store:
    """Persons and Sanctions on disk, joined at the end."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8000;"
            "PRAGMA temp_store=FILE;"
            "CREATE TABLE person (id TEXT, codes TEXT);"
            "CREATE TABLE sanction (target TEXT, brief TEXT);"
        )
        self._persons: list[tuple[str, str]] = []
        self._sanctions: list[tuple[str, str]] = []

    def add_person(self, key: str, codes: list[str]) -> None:
        self._persons.append((key, " ".join(codes)))
        if len(self._persons) >= _BATCH:
            self._flush()

    def add_sanction(self, target: str, brief: dict[str, Any]) -> None:
        self._sanctions.append((target, json.dumps(brief, ensure_ascii=False)))
        if len(self._sanctions) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO person VALUES (?, ?)", self._persons)
        self._db.executemany("INSERT INTO sanction VALUES (?, ?)", self._sanctions)
        self._db.execute("COMMIT")
        self._persons.clear()
        self._sanctions.clear()

    def joined(self) -> Iterator[tuple[list[str], list[dict[str, Any]]]]:
        """Each person's nationalities and Sanctions; Sanctions without a person come last."""
        self._flush()
        self._db.execute("CREATE INDEX by_target ON sanction (target)")
        rows = self._db.execute(
            "SELECT person.rowid, codes, brief FROM person JOIN sanction ON target = id"
            " ORDER BY person.rowid, sanction.rowid"
        )
        yield from _grouped(rows)
        self._db.execute("CREATE INDEX by_id ON person (id)")
        orphans = self._db.execute(
            "SELECT target, '', brief FROM sanction WHERE target NOT IN (SELECT id FROM person)"
            " ORDER BY sanction.rowid"
        )
        yield from _grouped(orphans)

    def close(self) -> None:
        self._db.close()


def _grouped(
    rows: Iterable[tuple[Any, str, str]],
) -> Iterator[tuple[list[str], list[dict[str, Any]]]]:
    key: Any = None
    codes: list[str] = []
    briefs: list[dict[str, Any]] = []
    for row_key, row_codes, brief in rows:
        if row_key != key and briefs:
            yield codes, briefs
            briefs = []
        key, codes = row_key, row_codes.split()
        briefs.append(json.loads(brief))
    if briefs:
        yield codes, briefs


def _readings(
    codes: list[str], sanctions: list[dict[str, Any]], where: str
) -> Iterator[NoticeReading]:
    """One reading for each state among a person's Sanctions."""
    states = list(dict.fromkeys(item["country"] for item in sanctions))
    for state in states:
        theirs = [item for item in sanctions if item["country"] == state]
        yield _reading(codes, state, theirs, where)


def _reading(
    codes: list[str], state: str, sanctions: list[dict[str, Any]], where: str
) -> NoticeReading:
    facts: dict[str, Any] = {"instrument": "red_notice"}
    fields = [_field("instrument", "red_notice", "Sanction: INTERPOL Red Notice")]
    warnings: list[str] = []
    code, problem = issuing_state(state, "Sanction.country", where)
    if code:
        facts["issuing_country"] = code
        fields.append(_field("issuing_country", code, state))
    elif problem:
        warnings.append(str(problem.problems[0].message))
    reference = next((item["reference"] for item in sanctions if item["reference"]), None)
    if reference:
        facts["reference"] = reference
        fields.append(_field("reference", reference, reference))
    if codes:
        facts["nationalities"] = codes
        fields.append(_field("nationalities", codes, " ".join(codes)))
    charges: list[dict[str, Any]] = []
    for sanction in sanctions:
        for charge in _charges(sanction["reasons"]):
            if charge not in charges:
                charges.append(charge)
    if charges:
        facts["charges"] = charges
    for index, charge in enumerate(charges):
        fields.append(_field(f"charges[{index}].text", charge["text"], charge["text"]))
    return make_reading(facts, fields, problem=problem, warnings=tuple(warnings), where=where)


def _charges(reasons: list[str]) -> list[dict[str, Any]]:
    """The charges among a Sanction's reasons; of a text and its translation, the translation.

    A source lists a charge and its translation side by side, without saying which is which. Where
    some are in another script, those in Latin script are their translations.
    """
    latin = [reason for reason in reasons if is_latin(reason)]
    other = [reason for reason in reasons if not is_latin(reason)]
    found: list[dict[str, Any]] = []
    for reason in latin if other and latin else reasons:
        found += charges_of("", reason) if other and latin else charges_of(reason, "")
    return found


def _field(path: str, value: Any, words: str) -> Reading:
    return Reading(path, value, None, None, shorten(words), "certain")


def _mask(person: Mapping[str, Any]) -> NameMask:
    names = ("name", "alias", "weakAlias", "firstName", "lastName", "middleName", "fatherName")
    return NameMask(_values(_properties(person), *names))


def _brief(sanction: Mapping[str, Any], mask: NameMask | None = None) -> dict[str, Any]:
    """What is needed of a Sanction, its charges without the person's name if it is known."""
    properties = _properties(sanction)
    countries = _values(properties, "country")
    references = [
        value
        for value in _values(properties, "authorityId")
        if len(value) <= 40 and " " not in value
    ]
    reasons = [reason for reason in _values(properties, "reason") if split_charges(reason)]
    return {
        "country": countries[0] if countries else "",
        "reference": references[0] if references else "",
        "reasons": [mask.hide(reason) for reason in reasons] if mask else reasons,
    }


def _is_person(entity: Mapping[str, Any]) -> bool:
    return entity.get("schema") in ("Person", "LegalEntity")


def _properties(entity: Mapping[str, Any]) -> Mapping[str, Any]:
    properties = entity.get("properties")
    return properties if isinstance(properties, Mapping) else {}


def _values(properties: Mapping[str, Any], *names: str) -> list[str]:
    return [value for name in names for value in _strings(properties.get(name))]


def _strings(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str) and item]


def _codes(person: Mapping[str, Any]) -> list[str]:
    return nationality_codes(_values(_properties(person), "nationality", "citizenship"))


def _nested(person: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    inside = _properties(person).get("sanctions") or _properties(person).get("sanctionEntity")
    items = inside if isinstance(inside, list) else []
    return [item for item in items if isinstance(item, Mapping) and is_red_notice(item)]


def _targets(sanction: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
    """The persons of a Sanction: their ids, and the person if it is nested there."""
    value = _properties(sanction).get("entity")
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and item:
            yield item, None
        elif isinstance(item, Mapping) and isinstance(item.get("id"), str):
            yield item["id"], item
