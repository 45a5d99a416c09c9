"""Hides from a coder what gives the outcome or the issuing state away.

Hidden are words of the list of states and their peoples (country_words.py), words that tell what
became of the request, names, and addresses. What can't be hidden: the language of a text, titles,
offences and events that are known from one state alone, and an outcome told in other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redrisk.casework.country_words import country_spans
from redrisk.casework.names_in_text import names_in

MARK = "[...]"

_LEADING = (
    r"(?:(?:recognised|recognized|granted|given|claim\w*|later|denied|sought|seeking|applied|for|said"
    r"|is|was|were|been|on|a|an|the)\s{1,3}){0,4}"
)
_OUTCOME = re.compile(
    rf"\b{_LEADING}"
    r"(?:asylum|refuge\w*|extradit\w*|surrender\w*|deport\w*|interpol\w*|red (?:corner )?notices?"
    r"|diffusions?|ccf|unhcr|ecthr|acquit\w*|pardon\w*|exonerat\w*|delet\w*|annul\w*|quash\w*"
    r"|persecut\w*|politically[- ]motivated|political(?:ly)? motiv\w*|sham|fabricated|trumped[- ]up"
    r"|(?:wanted )?data (?:was |were )?(?:blocked|removed)|(?:request|notice)s?(?: was| were)?"
    r"(?: refused| rejected| upheld| removed| blocked| withdrawn)?"
    r"|courts? (?:refused|allowed|stopped|found)\w*|removed from (?:the )?list|allowed by (?:the )?"
    r"|claim(?:s|ed|ing)? (?:of )?(?:political|bias)\w*|(?:subsidiary|temporary) protection"
    r"|беженц\w*|убежищ\w*|экстрадиц\w*|интерпол\w*)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}", re.IGNORECASE
)


def masked(text: str) -> str:
    """The text with a mark for everything that is hidden.

    Parameters
    ----------
    text
        A descriptor, charge or note of a case.

    Examples
    --------
    >>> masked("Turkish journalist granted asylum in Sweden, accused of tax evasion")
    '[...] journalist [...] in [...], accused of tax evasion'
    """
    kept, end = [], 0
    for start, stop in _joined(sorted(_hidden(text))):
        kept += [text[end:start], MARK]
        end = stop
    kept.append(text[end:])
    return re.sub(r"\[\.\.\.\](?:[\s,'’-]*\[\.\.\.\])+", MARK, " ".join("".join(kept).split()))


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    yield from country_spans(text)
    yield from ((found.start, found.end) for found in names_in(text))
    yield from (match.span() for match in _ADDRESS.finditer(text))
    for match in _OUTCOME.finditer(text):
        yield _afterthought(text, match) or match.span()


def _afterthought(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """The whole clause after a semicolon in which an outcome is told."""
    before = text.rfind(";", 0, match.start())
    if before < 0:
        return None
    start = before + 1
    while text[start].isspace():
        start += 1
    end = text.find(";", match.end())
    return start, end if end > 0 else len(text)


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans in order, those that overlap made one."""
    current: tuple[int, int] | None = None
    for start, stop in spans:
        if current is not None and start <= current[1]:
            current = (current[0], max(current[1], stop))
            continue
        if current is not None:
            yield current
        current = (start, stop)
    if current is not None:
        yield current
