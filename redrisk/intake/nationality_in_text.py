"""A person's nationality in running words: 'a Russian national', 'гражданин Армении'."""

from __future__ import annotations

import re

from redrisk.intake.countries_in_text import countries_in

_BEFORE = re.compile(  # a Russian national; of Greek and Cypriot nationality
    r"(?P<words>(?:[A-Z][\w-]+(?:,? (?:and|or)(?: of)? |[- ])?){1,4})"
    r"(?i:nationals?|citizens?|nationality|citizenship|passport holder)\b"
)
_AFTER = re.compile(
    r"\b(?i:nationals? of|nationality of|nationalities of|citizens? of|ressortissante?s? d[ue]s?"
    r"|ressortissante?s? de|ressortissante?s?"
    r"|de nationalit[ée]s?|nationalit[ée]s?|citoyen(?:ne)?s?(?: de)?"
    r"|de nacionalidad(?:es)?|nacionalidad(?:es)?|nacional de|ciudadan[oa]s?(?: de)?"
    r"|(?:dite?|désignée? comme(?: étant)?|décrite? comme(?: étant)?|descrit[oa] como"
    r"|identificad[oa] como|said to be|described as(?: an?)?)(?= [^\W\d_]+,)"
    r"|граждан(?:ин|к)\w*|гражданств\w*|гр\.|гр-во:?|поддан\w+),?\s+"
    r"(?i:the |la |l['’]|de la |de l['’]|del )?"
    r"(?P<words>[^\W\d_]+(?:[ -](?!né|nac|born|пасп|род)[^\W\d_]+){0,3}"
    r"(?:,? (?:and|et|y|e|и) [^\W\d_]+)?(?:\s\([^()]{2,30}\))?)"
)
_CELL = re.compile(r"[,;.]\s+|\s{2,}")
_LONGEST = 600


def nationalities_in(text: str) -> list[tuple[tuple[str, ...], str]]:
    """Each statement of a nationality: the states, and the words that say so.

    >>> nationalities_in("born in Riga, a Latvian national")
    [(('LV',), 'Latvian national')]
    """
    found = []
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(text[:_LONGEST]):
            codes = countries_in(match["words"], nationality=True)
            if codes and pattern is _AFTER:
                codes = _with_following(codes, text[match.end() :])
            if codes:
                found.append((codes, match[0]))
    return found


def _with_following(codes: tuple[str, ...], after: str) -> tuple[str, ...]:
    """The states, with those of adjectives that go on after a comma or 'and'."""
    while more := re.match(
        r"\s*(?:,|\bet\b|\by\b|\band\b|\bи\b)\s*(?:(?:de la|del?|du|des|of)\s|d['’])?"
        r"([^\W\d_]+(?: [^\W\d_]+)?)",
        after,
    ):
        here = countries_in(more[1], nationality=True)
        if len(here) != 1 or here[0] in codes:
            break
        codes += here
        after = after[more.end() :]
    return codes


def nationality_among(text: str) -> list[tuple[tuple[str, ...], str]]:
    """The same, with an adjective that stands alone between commas, for words on one person.

    >>> nationality_among("male, born in 1988 in Kpalimé, togolais")
    [(('TG',), 'togolais')]
    """
    cells = [cell.strip() for cell in _CELL.split(text[:_LONGEST])]
    adjectives = [
        (codes, cell)
        for cell in cells
        if 0 < len(cell.split()) <= 2
        and not countries_in(cell)
        and (codes := countries_in(cell, nationality=True))
    ]
    return nationalities_in(text) or adjectives
