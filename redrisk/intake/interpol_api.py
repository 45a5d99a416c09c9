"""Notices as INTERPOL's public service gives them: JSON of one notice, or a page of a list.

The service's shapes were described by bundesAPI/interpol-api (openapi.yaml) and by clients of the
service. Names, birth dates, descriptions and pictures are looked at only to tell whether the
identity set is complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from redrisk.countries import check_code
from redrisk.errors import InvalidInput, Problem, listed, quote
from redrisk.intake.dates_in_text import Certainty
from redrisk.intake.names import NameMask
from redrisk.intake.plain import clean, fold, goes_on, is_latin, language_of
from redrisk.intake.reading import NoticeReading, Reading, make_reading, no_issuing_state, shorten

_EMPTY: tuple[object, ...] = (None, "", "-", "--", 0, "0", [], {})
_TRIBUNALS = {
    "914": "the International Criminal Court",
    "916": "the Special Tribunal for Lebanon",
    "922": "the International Residual Mechanism for Criminal Tribunals",
    "UNK": "the United Nations mission in Kosovo",
}
_LIST_ITEM = (
    "a list page says who is wanted, not which state asks or for what; read the notice's own page "
    "(the address under _links.self)"
)
_SAVE_AGAIN = "save the page again as the service gives it"
_DESCRIPTION = ("height", "weight", "eyes_colors_id", "hairs_id", "distinguishing_marks")
_LINE_NUMBER = re.compile(r"^\s*(?:[-–•*]\s+|\(?[0-9]{1,2}[.)]\s*(?=\D))")


def read_api(data: Mapping[str, Any], where: str = "") -> Iterator[NoticeReading]:
    """The readings of a notice's own page, or of every item of a list page.

    Warrants of different states give one reading a state.

    Raises
    ------
    InvalidInput
        If the shape is not the service's.
    """
    embedded = data.get("_embedded")
    if isinstance(embedded, Mapping) and "notices" in embedded:
        items = embedded["notices"]
        if not isinstance(items, list):
            raise InvalidInput(
                [Problem("_embedded.notices", f"a list is needed; {_SAVE_AGAIN}")], where
            )
        for index, item in enumerate(items):
            place = f"{where} item {index + 1}".strip()
            if not isinstance(item, Mapping):
                raise InvalidInput(
                    [Problem(f"_embedded.notices[{index}]", f"a mapping is needed; {_SAVE_AGAIN}")],
                    where,
                )
            yield from _read_notice(item, place)
        return
    yield from _read_notice(data, where)


def _read_notice(data: Mapping[str, Any], where: str) -> Iterator[NoticeReading]:
    if "arrest_warrants" not in data:
        facts, fields = _common(data)
        problem = InvalidInput([Problem("arrest_warrants", _LIST_ITEM)], where)
        yield make_reading(facts, fields, problem=problem, warnings=(_LIST_ITEM,), where=where)
        return
    warrants = data["arrest_warrants"] or []
    if not isinstance(warrants, list) or not all(isinstance(item, Mapping) for item in warrants):
        raise InvalidInput(
            [Problem("arrest_warrants", f"a list of warrants is needed; {_SAVE_AGAIN}")], where
        )
    issuers = list(
        dict.fromkeys(str(item.get("issuing_country_id") or "") for item in warrants)
    ) or [""]
    for issuer in issuers:
        theirs = [item for item in warrants if str(item.get("issuing_country_id") or "") == issuer]
        yield _one_issuer(data, issuer, theirs, several=len(issuers) > 1, where=where)


def _one_issuer(
    data: Mapping[str, Any],
    issuer: str,
    warrants: list[Mapping[str, Any]],
    *,
    several: bool,
    where: str,
) -> NoticeReading:
    facts, fields = _common(data)
    warnings: list[str] = []
    problem = None
    if several:
        warnings.append(
            "warrants of several states stand under this notice; each state is read apart"
        )
    code, problem = issuing_state(issuer, "arrest_warrants.issuing_country_id", where)
    if code:
        facts["issuing_country"] = code
        fields.insert(0, _reading("issuing_country", code, issuer))
    elif problem:
        warnings.append(str(problem.problems[0].message))
    charges: list[dict[str, Any]] = []
    mask = NameMask(_text(data.get(key)) for key in ("name", "forename"))
    for warrant in warrants:
        for charge in charges_of(
            _text(warrant.get("charge")), _text(warrant.get("charge_translation"))
        ):
            charge["text"] = mask.hide(charge["text"])
            if charge not in charges:
                charges.append(charge)
    for index, charge in enumerate(charges):
        for name, value in charge.items():
            sure: Certainty = "certain" if name == "text" else "probable"
            note = "" if name == "text" else "told from the words"
            fields.append(
                Reading(
                    f"charges[{index}].{name}",
                    value,
                    None,
                    None,
                    shorten(charge["text"]),
                    sure,
                    note,
                )
            )
    if charges:
        facts["charges"] = charges
    return make_reading(
        facts, fields, problem=problem, warnings=tuple(dict.fromkeys(warnings)), where=where
    )


def issuing_state(
    issuer: str, field: str, where: str = ""
) -> tuple[str | None, InvalidInput | None]:
    """The code of the state that asks, or a clear problem if it is no state.

    >>> issuing_state("914", "issuer")[1].problems[0].message.split(":")[0]
    'the issuer is the International Criminal Court, not a state'
    """
    issuer = issuer.strip()
    if issuer in ("", "-"):
        return None, no_issuing_state(where)
    if issuer.upper() in _TRIBUNALS:
        who = _TRIBUNALS[issuer.upper()]
        message = (
            f"the issuer is {who}, not a state: requests of tribunals are not weighed, because no "
            "state's record speaks to them"
        )
        return None, InvalidInput([Problem(field, message)], where)
    try:
        return check_code(issuer.upper()), None
    except ValueError as error:
        return None, InvalidInput([Problem(field, str(error))], where)


def charges_of(charge: str, translation: str) -> list[dict[str, Any]]:
    r"""Charges from a warrant's text and its translation: one for each line that is a charge.

    The translation is kept where there is one, as that is what classing reads best; the language
    is that of the text kept.

    >>> charges_of("Gross fraud\r\nMoney laundering", "")
    [{'text': 'Gross fraud', 'language': 'en'}, {'text': 'Money laundering', 'language': 'en'}]
    """
    kept = split_charges(translation) or split_charges(charge)
    found = []
    for text in kept:
        language = language_of(text)
        if language is None and translation and is_latin(text):
            language = "en"
        found.append({"text": text} | ({"language": language} if language else {}))
    return found


def split_charges(text: str) -> list[str]:
    r"""The charges of a text with line breaks; a line that goes on in the next is joined to it.

    >>> split_charges("Fraud /\r\nembezzlement\r\nForgery")
    ['Fraud / embezzlement', 'Forgery']
    """
    charges: list[str] = []
    for raw in re.split(r"[\r\n\u2028\u2029]+", clean(text)):
        marked = bool(_LINE_NUMBER.match(raw))
        line = " ".join(_LINE_NUMBER.sub("", raw).split()).strip(" ;")
        if not line or line == "-":
            continue
        belongs_before = line[0].islower() and not marked
        if charges and (belongs_before or goes_on(charges[-1])):
            charges[-1] = f"{charges[-1]} {line}"
        else:
            charges.append(line)
    return list(dict.fromkeys(charges))


def _common(data: Mapping[str, Any]) -> tuple[dict[str, Any], list[Reading]]:
    """Facts that do not depend on the warrant."""
    facts: dict[str, Any] = {"instrument": "red_notice"}
    fields = [_reading("instrument", "red_notice", "public service of red notices")]
    reference = _text(data.get("entity_id"))
    if reference and re.fullmatch(r"[\w./-]{1,40}", reference):
        facts["reference"] = reference
        fields.append(_reading("reference", reference, reference))
    codes = nationality_codes(data.get("nationalities"))
    if codes:
        facts["nationalities"] = codes
        fields.append(_reading("nationalities", codes, " ".join(codes)))
    if _identity_complete(data):
        facts["identity_set_complete"] = True
        note = "from which identity fields are filled in; none is kept"
        is_complete: Final = True
        fields.append(
            Reading("identity_set_complete", is_complete, None, None, "", "probable", note)
        )
    return facts, fields


def nationality_codes(value: object) -> list[str]:
    """The ISO codes among a list of nationalities; what is no code is left out."""
    codes: list[str] = []
    for item in value if isinstance(value, list) else []:
        try:
            code = check_code(str(item).upper())
        except ValueError:
            continue
        if code not in codes:
            codes.append(code)
    return codes


def _identity_complete(data: Mapping[str, Any]) -> bool:
    names = all(_filled(data.get(key)) for key in ("name", "forename", "sex_id", "date_of_birth"))
    return names and any(_filled(data.get(key)) for key in _DESCRIPTION)


def _filled(value: object) -> bool:
    return value not in _EMPTY and fold(str(value)) not in ("", "unknown", "u")


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) and value.strip() not in ("-", "0") else ""


def _reading(path: str, value: Any, words: str) -> Reading:
    return Reading(path, value, None, None, shorten(words), "certain")


def wrong_shape(value: object, where: str) -> InvalidInput:
    """The error for JSON that is of no shape that intake reads; it quotes no value, only keys."""
    keys = listed(str(key)[:30] for key in list(value)[:6]) if isinstance(value, Mapping) else ""
    got = f"a mapping with the keys {quote(keys)}" if keys else f"a {type(value).__name__}"
    message = (
        f"is JSON of no known shape: {got}; what is read: INTERPOL's public service, "
        f"FollowTheMoney "
        "entities, notice and case files"
    )
    return InvalidInput([Problem("", message)], where)
