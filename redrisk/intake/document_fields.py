"""From the blocks of a document to facts, each with its place and how sure it is."""

from __future__ import annotations

import re
from typing import Any

from redrisk.intake.blocks import Block, Part
from redrisk.intake.charge_fields import read_charges
from redrisk.intake.countries_in_text import countries_in
from redrisk.intake.dates_in_text import one_date
from redrisk.intake.findings import AMBIGUOUS_DATE, NOTHING, Findings, Found
from redrisk.intake.identity import identity_set_complete
from redrisk.intake.letterhead import (
    country_of_letterhead,
    date_of_letter,
    date_of_title,
    nationality_of_person,
)
from redrisk.intake.messages import date_of_message, number_of_message, sender_of
from redrisk.intake.pages import joined
from redrisk.intake.plain import fold, goes_on
from redrisk.intake.prose_fields import read_prose
from redrisk.intake.reading import Reading
from redrisk.intake.references import control_numbers_in, reference_in
from redrisk.intake.sentence_fields import read_absence, read_sentence
from redrisk.intake.warrant_fields import read_warrants

_NO_LIMIT = re.compile(
    r"^(?:no limit|none|no time limit|unlimited|imprescript|not subject|sans limite|sin limite"
    r"|не ограничен"
    r"|без срока|бессрочно|no statute|does not expire|not time barred)"
)
_CONTROL = "from how INTERPOL's control numbers are built"
_OF_ANOTHER = re.compile(
    r"accomplic|co accused|complic|coautor|соучастник|сообщник|see also|другого лица"
)
_WARRANT_EXPIRES = re.compile(r"warrant|mandat|\borden\b|ордер|постановлен")
_DOUBTED = {
    "limitation_or_expiry": "the heading leaves open whether this is the limitation or the "
    "warrant's end",
    "other.warrant_expiry": "the day on which the warrant expires; no other limitation was found",
}
_OF_REQUEST = "the date of the request; no date of publication was found"
_RANGE = re.compile(  # 'from 2009 through June 2013' states no one date
    r"\b(?:between|from|through|until|since|onwards?|entre|du|au|depuis|jusqu|desde|hasta"
    r"|en adelante"
    r"|с|по|до|начиная)\b"
)
_WEAK_COUNTRY = frozenset(["country", "from", "ncb", "bcn", "ocn", "нцб", "запрос"])
_YES = frozenset(["yes", "y", "oui", "si", "sí", "да", "true"])
_NO = frozenset(["no", "n", "non", "нет", "false"])
_DATED = {
    "limitation": "limitation_expires",
    "limitation_or_expiry": "limitation_expires",
    "offence_date": "alleged_offence_date",
    "case_opened": "criminal_case_opened",
    "other.warrant_expiry": "limitation_expires",
    "retained_until": "retained_until",
    "renewed_on": "renewed_on",
}


def read_fields(findings: Findings) -> dict[str, Any]:
    """Add every reading of a document's blocks; the facts that are set, as plain data."""
    _read_reference(findings)
    _read_country(findings)
    _read_date(findings, "notice_date", "notice_date")
    if not findings.has("notice_date"):
        _read_date(findings, "request_date", "notice_date")
    findings.fall_back("notice_date", date_of_title)
    findings.fall_back("notice_date", date_of_message)
    findings.fall_back("reference", number_of_message)
    _read_nationalities(findings)
    findings.fall_back("nationalities", nationality_of_person)
    read_charges(findings)
    for key, path in _DATED.items():
        _read_date(findings, key, path)
    read_sentence(findings)
    read_warrants(findings)
    _read_yes_no(findings, "in_absentia")
    read_absence(findings)
    read_prose(findings)
    findings.fall_back("notice_date", date_of_letter)
    findings.fall_back("issuing_country", sender_of)
    findings.fall_back("issuing_country", country_of_letterhead)
    _read_identity(findings)
    facts: dict[str, Any] = {}
    for reading in findings.readings:
        if reading.is_set:
            _put(facts, reading.path, reading.value)
    return facts


def _read_reference(findings: Findings) -> None:
    """The control number under its heading, or as it is built; else the file number."""
    for key in ("control_number", "", "file_number"):
        found = _control_numbers(findings) if not key else _references(findings, key)
        if found:
            findings.agreed("reference", found)
            return


def _references(findings: Findings, key: str) -> list[Found]:
    return [
        Found(reference, block)
        for block in findings.of(key)
        if (reference := _reference_in(findings.text(block)))
    ]


def _reference_in(text: str) -> str | None:
    numbers = control_numbers_in(text)
    return numbers[0] if numbers else reference_in(text)


def _control_numbers(findings: Findings) -> list[Found]:
    """The one number in the document that is built as a control number is."""
    found: dict[str, Found] = {}
    for block in findings.blocks:
        if block.key.startswith(("summary", "other.offence_place")):
            continue
        heading = [Part(block.line, block.line.text)] if block.line else []
        for part in heading + block.filled:
            if _OF_ANOTHER.search(fold(part.text)):
                continue
            for number in control_numbers_in(part.text):
                here = Block(None, "", part.line, [Part(part.line, number)])
                found.setdefault(number, Found(number, here, "probable", _CONTROL))
    return list(found.values()) if len(found) == 1 else []


def _read_country(findings: Findings) -> None:
    found: list[Found] = []
    for block in findings.of("issuing_country"):
        text = findings.text(block)
        codes = countries_in(text)
        first = re.split(r"[/,(;]", text)[0]
        if not codes and block.label and len(first.split()) <= 3:
            codes = countries_in(f"NCB {first}")
        if not codes:
            findings.leave(block)
        elif len(codes) == 1:
            weak = fold(block.heading) in _WEAK_COUNTRY
            found.append(Found(codes[0], block, "probable" if weak else "certain"))
        else:
            why = "several states are named"
            findings.add("issuing_country", codes, findings.parts(block), "ambiguous", why)
    strong = [item for item in found if item.certainty == "certain"]
    findings.agreed("issuing_country", strong or found)


def _read_nationalities(findings: Findings) -> None:
    codes: list[str] = []
    parts = []
    for block in findings.of("nationality"):
        text = joined([part.text for part in _of_nationality(findings.parts(block))])
        here = countries_in(text, nationality=True)
        if here and not _all_understood(text):
            why = "a part of it names no state that was understood"
            findings.add("nationalities", here, findings.parts(block), "ambiguous", why)
        elif here:
            codes += [code for code in here if code not in codes]
            parts += findings.parts(block)
        else:
            findings.leave(block)
    if codes:
        findings.add("nationalities", codes, parts)


def _of_nationality(parts: list[Part]) -> list[Part]:
    """The first line, and those after it that only go on with the list of states."""
    kept = parts[:1]
    for part in parts[1:]:
        goes = goes_on(kept[-1].text) or kept[-1].text.rstrip().endswith((",", ";"))
        if not (
            goes or (countries_in(part.text, nationality=True) and len(part.text.split()) <= 2)
        ):
            break
        kept.append(part)
    return kept


def _all_understood(text: str) -> bool:
    """Whether each part of a list of nationalities names a state."""
    bare = re.sub(r"\([^()]*\)", " ", text)
    if len(bare.split()) == 1 and len(countries_in(text, nationality=True)) == 1:
        return True  # 'congolaise (RDC)'
    bare = re.sub(r"[,;/][^,;/]*[0-9][^,;/]*", "", bare)  # 'Azerbaijan; passport P4417720'
    if all(countries_in(part, nationality=True) for part in re.split(r"[,;/&+]", bare)):
        return True
    parts = re.split(r"[,;/&+]|\b(?:and|et|y|e|и|also)\b", bare)
    return all(
        countries_in(part, nationality=True) or not re.search(r"[^\W\d_]{3,}|[0-9]", part)
        for part in parts
    ) or bool(
        countries_in(bare)
        and len(countries_in(bare, nationality=True)) == 1
        and not re.search(r"[,;/&+]", bare)
    )


def _read_date(findings: Findings, key: str, path: str) -> None:
    found: list[Found] = []
    for block in findings.of(key):
        text = findings.text(block)
        date = one_date(text)
        if date is None or _states_no_date(key, fold(text)):
            if not _NO_LIMIT.search(fold(text)):
                findings.leave(block)
        elif date.certainty == "ambiguous":
            parts = findings.parts(block)
            findings.add(path, date.readings, parts, "ambiguous", AMBIGUOUS_DATE)
        elif key in _DOUBTED:
            found.append(Found(date.iso, block, "probable", _DOUBTED[key]))
        else:
            note = _OF_REQUEST if key == "request_date" else ""
            found.append(Found(date.iso, block, date.certainty, note))
    if key != "other.warrant_expiry" or not findings.has(path):
        findings.agreed(path, found)


def _states_no_date(key: str, folded: str) -> bool:
    """Whether the dates there are the ends of a range, or the warrant's."""
    return bool(
        (key == "offence_date" and _RANGE.search(folded))
        or (key == "limitation_or_expiry" and _WARRANT_EXPIRES.search(folded))
    )


def _read_yes_no(findings: Findings, key: str) -> None:
    for block in findings.of(key):
        words = fold(findings.text(block)).split()
        answer = words[0] if words else ""
        if answer in _YES or answer in _NO:
            findings.add(key, answer in _YES, findings.parts(block))
        else:
            findings.leave(block)


def _read_identity(findings: Findings) -> None:
    complete = identity_set_complete(findings.blocks, NOTHING)
    if complete is not None:
        note = "from which identity particulars are filled in; the particulars are not kept"
        findings.readings.append(
            Reading("identity_set_complete", complete, None, None, "", "probable", note)
        )


def _put(facts: dict[str, Any], path: str, value: Any) -> None:
    """Put a value at a path such as ``charges[1].law`` into plain data."""
    match = re.fullmatch(r"(?P<field>\w+)(?:\[(?P<index>\d+)\])?(?:\.(?P<part>\w+))?", path)
    if match is None:
        raise ValueError(path)
    name, index, part = match["field"], match["index"], match["part"]
    if index is not None:
        items = facts.setdefault(name, [])
        while len(items) <= int(index):
            items.append({})
        items[int(index)][part] = value
    elif part:
        facts.setdefault(name, {})[part] = value
    else:
        facts[name] = value
