"""A charge, its law and its penalty in one item: 'Fraud, art. 159 of the Code (up to 10 years)'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from redrisk.intake.heading_words import meanings_in
from redrisk.intake.penalties_in_text import longest_penalty
from redrisk.intake.plain import fold

_LAW = re.compile(
    r"(?i)(?:(?:under|contrary to|in violation of|pursuant to|punishable under|en vertu de"
    r"|faits? prévus? et (?:punis?|réprimés?) par|prévue?s? (?:et (?:punie?s?|réprimée?s?) )?par"
    r"|réprimée?s? par|punie?s? par|previst[oa]s? (?:y \w+ )?(?:en|por)|tipificad[oa]s? en"
    r"|предусмотренн\w+)\s+)?"
    r"(?P<law>(?:l['’]|les |the |el |los |la )?(?:articles?|arts?\.|art(?= [0-9])|sections?"
    r"|sec\.|secs\.|§|ss?\. ?(?=[0-9])"
    r"|title [0-9]|parts? [0-9]+ of|paragraphs? [0-9]+ of|art[íi]culos?|stat\.|code section|ст\."
    r"|стать\w+|ч\. ?(?=[0-9])|част\w+ [0-9]|п\. ?(?=[0-9«])"
    r"|пункт\w* [0-9]).*)$",
    re.DOTALL,
)
_LEADING_LAW = re.compile(  # 'art. 5 of the Code - fraud'
    r"(?i)(?P<law>(?:articles?|arts?\.|sections?|art[íi]culos?|ст\.|стать\w+|ч\.|част\w+|п\.)[^–—:]{2,80}?)"
    r"\s*(?:\s[-–—]\s|:\s)\s*(?P<rest>[^\W\d_].{5,})$"
)
_BEFORE_LAW = re.compile(r"(?:[,;:(\[–—/]|\s-|\.)\s*$")
_BRACKETS = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]\s*[.;,]?$")
_CUT = re.compile(r"\s*(?:[;,–—]|\s-)\s+|\.\s+(?=[A-ZА-ЯЁÀ-Þ])|\s*[:(\[]\s*")
_PENALTY_WORDS = re.compile(
    r"\b(?:years?|months?|ans?|annees?|mois|anos?|meses|лет|года?|месяц\w*|life|perpetu\w*|pozhizn\w*"
    r"|пожизненн\w*|cadena|imprison\w*|prison\w*|reclu\w*|servitude|travaux forces)\b"
)
_FEWEST_LETTERS = 3
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class ChargeParts:
    """What one item states; a part that it does not state is empty."""

    text: str
    law: str = ""
    penalty: str = ""


def parts_of_charge(item: str) -> ChargeParts:
    """The item parted, if its words part it plainly; else the whole as the charge.

    >>> parts_of_charge("Fraud, art. 159 of the Criminal Code (maximum: 10 years)")
    ChargeParts(text='Fraud', law='art. 159 of the Criminal Code', penalty='maximum: 10 years')
    >>> parts_of_charge("Murder (Ms A) with a weapon").text
    'Murder (Ms A) with a weapon'
    """
    item, law, penalty = item.strip(" .;,"), "", ""
    if len(item) > _LONGEST:
        return ChargeParts(item)
    while bracket := _BRACKETS.search(item):
        inside = bracket["inside"].strip()
        if _LAW.match(inside) and re.search("[0-9]", inside) and not law:
            law, more = _without_penalty(inside)
            penalty = more or penalty
        elif _is_penalty(inside) and not penalty:
            penalty = inside
        else:
            break
        item = item[: bracket.start()].strip(" .;,")
    leading = _LEADING_LAW.match(item) if not law else None
    if leading and re.search("[0-9]", leading["law"]) and not _is_penalty(leading["rest"]):
        law, item = leading["law"], leading["rest"]
    start = _law_start(item) if not law else None
    if start is not None:
        law = item[start:]
        item = re.sub(r"[\s,;:(\[–—/-]+$", "", item[:start])
        item = _lead(item)
    if law:
        law, rest = _without_penalty(law)
        penalty = penalty or rest
    elif not penalty:
        item, penalty = _without_penalty(item)
    if sum(char.isalpha() for char in item) < _FEWEST_LETTERS:
        return ChargeParts("", _bare(law), penalty)
    return ChargeParts(item.strip(" .;,"), _bare(law), penalty)


def _law_start(item: str) -> int | None:
    """Where the law begins: after a mark, or after words such as 'contrary to'."""
    for match in re.finditer(r"(?<!\S)(?=\S)|(?<=[(\[])", item):
        found = _LAW.match(item, match.start())
        if not found or not match.start() or not re.search("[0-9]", found["law"]):
            continue
        led = found.start("law") > match.start()
        if led or _BEFORE_LAW.search(item[: match.start()]):
            return found.start("law")
    return None


def _lead(text: str) -> str:
    """The charge without the words that lead to its law."""
    return re.sub(
        r"(?i)[\s,;(]+(?:under|contrary to|in violation of|pursuant to|punishable under|en vertu de"
        r"|faits? prévus? et (?:punis?|réprimés?) par|prévue?s? (?:et (?:punie?s?"
        r"|réprimée?s?) )?par"
        r"|réprimée?s? par|punie?s? par|previst[oa]s? (?:y \w+ )?(?:en|por)|tipificad[oa]s? en"
        r"|предусмотренн\w+)$",
        "",
        text,
    )


def _without_penalty(text: str) -> tuple[str, str]:
    """The text up to a last part that is a penalty, and that part."""
    for cut in reversed(list(_CUT.finditer(text))):
        rest = text[cut.end() :].strip(" )].;,")
        if (
            cut.start()
            and _is_penalty(rest)
            and not re.match(r"(?i)(?:art|sec|ст|law|ley|loi)", rest)
        ):
            return _without_lead(text[: cut.start()].strip(" .;,")), rest
    return text, ""


def _without_lead(text: str) -> str:
    """The text without a last part that only says 'the maximum is'."""
    before, mark, last = text.rpartition(";") if ";" in text else text.rpartition(",")
    meanings = meanings_in(fold(last))
    said = meanings and meanings <= {"max", "penalty", "term", "possible", "joint", "sentence"}
    return before.strip(" .;,") if mark and said else text


def _is_penalty(text: str) -> bool:
    folded = fold(text)
    return bool(_PENALTY_WORDS.search(folded)) and longest_penalty(text).value is not None


def _bare(law: str) -> str:
    return re.sub(r"^(?i:the|l['’]|les|el|los|la)\s*(?=\w)", "", law).strip(" .;,)") + (
        ")"
        if law.count("(") > law.strip(" .;,)").count(")") and law.strip(" .;,").endswith(")")
        else ""
    )
