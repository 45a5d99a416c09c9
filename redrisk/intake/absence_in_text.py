"""Whether words say that a judgment was given in the absence of the convicted person."""

from __future__ import annotations

import re

_JUDGED = (
    r"(?:judge?ments?|convict(?:ed|ion)|sentenced?|tried|trial|jugements?|jug[ée]e?|condamn\w+"
    r"|arr[êe]t|sentencia|condenad[oa]|juzgad[oa]|juicio|fallo|приговор\w*|осужд[её]н\w*|суд\w*)"
)
_PRESENT = re.compile(
    rf"(?i)\b{_JUDGED}\b[^;]{{0,80}}?(?:in (?:his|her|the) presence"
    r"|in the presence of the (?:accused|defendant|convict\w*|person)|while present"
    r"|en (?:sa|la) pr[ée]sence|en pr[ée]sence d[ue]|contradictoire\w*|en presencia"
    r"|estando presente|в (?:его |её |ее )?присутствии|не заочно|\bочно)"
)
_ABSENT = re.compile(
    rf"(?i)\b{_JUDGED}\b[^;]{{0,80}}?(?:in absentia|in (?:his|her) absence|by default"
    r"|par d[ée]faut|en son absence|par contumace|en rebeld[íi]a|en (?:su )?ausencia"
    r"|(?<!не )заочн\w*|в (?:его |её |ее )?отсутстви\w+)"
)
_NEGATED = re.compile(r"(?i)\b(?:not|never|n['’]|pas|no(?!\.?\s*[0-9№])|не)\b(?! заочно)|\?")
_LONGEST = 400


def absence_in(text: str) -> bool | None:
    """Whether a judgment was given in absence; None if the words do not say so plainly.

    >>> absence_in("Jugement rendu en présence du condamné"), absence_in("Sentence: 5 years")
    (False, None)
    >>> absence_in("The judgment was rendered in absentia")
    True
    """
    if len(text) > _LONGEST or _NEGATED.search(text):
        return None
    absent, present = _ABSENT.search(text), _PRESENT.search(text)
    return bool(absent) if bool(absent) != bool(present) else None
