"""Run-on lists in a paragraph: 'charge: fraud; law: Article 5; maximum penalty: ten years'.

Letters, decisions and messages quote a notice so. Each clause becomes a line of its own, as if the
form's headings stood at the margin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from redrisk.intake.dates_in_text import dates_in
from redrisk.intake.heading_lines import WORD, known_prefix
from redrisk.intake.labels import label_of, phrases
from redrisk.intake.pages import Line, joined
from redrisk.intake.plain import fold, is_open
from redrisk.intake.references import control_numbers_in

_FEWEST_KNOWN = 3
_FEWEST_NUMBERED = 4
_SHORTEST_WARRANT = 12
_MOST_LINES = 40
_LONGEST = 4_000
_HEADING_REACH = 90
_MOST_HEADING_WORDS = 7
_MANY_LINES = 3_000
_COLUMNS = re.compile(r"\S(?:\s{3,}|\t)\S|\||\.{4}")
_END = re.compile(
    r"\s*(?:;|///?|\bSTOP\b)\s+|(?<=[^\W\d_]):\s+|\.[»\"”)]?\s+(?=[A-ZА-ЯЁÀ-Þ¿\[(«\"“•–—-])"
    r"|[,.]?\s[–—-]\s+(?=[^\W\d_]{3})|\s(?=[0-9]{1,2}[.)]\s+[A-ZА-ЯЁÀ-Þ]{3})"
)
_MARK = re.compile(
    r"(?:[-–—•*]+\s+)?(?:\(?(?:[a-zа-я]|[A-ZА-Я]|[0-9]{1,2}(?:\.[0-9]{1,2})*|[ivxIVX]{1,4})[).]*\s+)?"
)
_NUMBER_SIGNS = ("N", "NO", "NR", "№")
_NUMBERED = re.compile(r"\(?[0-9]{1,2}[.)]+\s+(?=[A-ZА-ЯЁÀ-Þ]{2})")
_LEAD = re.compile(
    r"(?i)(?:(?:and|et|y|e|и|а также|that|que|the|its?|le|la|les|el|los|las)\s+|l['’])+"
)
_COLON = re.compile(r"\s?[:：](?=\s|$)")
_SENTENCE = re.compile(
    r"(?<=[^\W\d_]{4})\.\s+(?=[A-ZА-ЯЁÀ-Þ])|(?<=[0-9»\"”)])\.\s+(?=[A-ZА-ЯЁÀ-Þ])"
)
_PIECE = re.compile(r"[;.]\s+")
_OF_PERSON = ("nationality", "identity")
_PARTICULARS = "Passport"  # a heading whose words are dropped
_UNKNOWN_HEADING = 1  # ends the value before it
_WITHOUT_COLON = ("warrant", "limitation", "identity.birth", "notice_date")
_NO_HEADING = ("title", "section")


@dataclass(frozen=True, slots=True)
class _Clause:
    """Where a clause begins in its paragraph, its heading, and where its value begins."""

    start: int
    heading: str
    value: int
    key: str
    numbered: bool = False


def run_on_lists(lines: Sequence[Line]) -> list[Line]:
    """The lines, each clause of a run-on list of headings and values on a line of its own."""
    if len(lines) > _MANY_LINES:
        return list(lines)  # no notice is that long
    found: list[Line] = []
    paragraph: list[Line] = []
    for line in lines:
        if line.text.strip():
            paragraph.append(line)
            continue
        found += _parted(paragraph)
        found.append(line)
        paragraph = []
    return found + _parted(paragraph)


def _parted(paragraph: list[Line]) -> list[Line]:
    if len(paragraph) > _MOST_LINES or any(_COLUMNS.search(line.text) for line in paragraph):
        return paragraph
    text, starts = _as_one(paragraph)
    clauses = list(_clauses(text, starts))
    known = {clause.key for clause in clauses if not clause.key.startswith("other")}
    within = sum(clause.start not in starts for clause in clauses)
    if sum(clause.numbered for clause in clauses) < _FEWEST_NUMBERED:
        sure = control_numbers_in(text) or known >= {"law", "max_penalty"}
        fewest = _FEWEST_KNOWN - bool(within and sure)
        if len(known) < fewest or within < fewest - 1 or within * 2 < len(clauses):
            return _listed(paragraph)
    found = _pieces(paragraph, starts, text, 0, clauses[0].start)
    ends = [clause.start for clause in clauses[1:]] + [len(text)]
    for clause, end in zip(clauses, ends, strict=True):
        first, *more = _pieces(paragraph, starts, text, clause.start, end)
        if clause.key.startswith("other"):
            found += [_led(first, clause.heading, first.text.partition(":")[2].strip(" ;")), *more]
            continue
        value, rest = _value(text[clause.value : end], clause.key)
        found.append(_led(first, clause.heading, value))
        after = _pieces(paragraph, starts, text, clause.value + rest, end) if rest else more
        if clause.key.startswith(_OF_PERSON):
            found += [_led(line, _PARTICULARS, line.text) for line in after]
        elif rest:
            found += [replace(after[0], led=_UNKNOWN_HEADING), *after[1:]]
    return found


def _pieces(
    paragraph: Sequence[Line], starts: Sequence[int], text: str, begin: int, end: int
) -> list[Line]:
    """A stretch of the joined text as lines again."""
    found = []
    for line, start, stop in zip(paragraph, starts, [*starts[1:], len(text)], strict=True):
        words = text[max(start, begin) : min(stop, end)].strip()
        if words:
            found.append(Line(line.page, line.number, words))
    return found


def _listed(paragraph: list[Line]) -> list[Line]:
    """A bulleted list of headings, its items without a colon set off from the items before them."""
    keys = [_key_of_item(line.text) for line in paragraph]
    if sum(bool(key) for key in keys) < _FEWEST_KNOWN:
        return paragraph
    found, last = [], ""
    for line, key in zip(paragraph, keys, strict=True):
        bullet = _BULLET.match(line.text)
        prefix = _prefix(line.text[bullet.end() :]) if bullet and not key else None
        if prefix and bullet:
            value = line.text[bullet.end() + len(prefix[0]) :].strip(" ;")
            found.append(_led(line, prefix[0], value))
            last = prefix[1]
        elif bullet and not key and last and not last.startswith(_LISTS):
            found.append(replace(line, led=_UNKNOWN_HEADING))
            last = ""
        else:
            found.append(line)
            last = key or last
    return found


_BULLET = re.compile(r"\s*[-–—•*▪●]\s+")
_LISTS = ("charge", "law", "max_penalty", "summary", "nationality")


def _key_of_item(text: str) -> str:
    """The part of the form that a bulleted line with a colon names."""
    bullet = _BULLET.match(text)
    colon = _COLON.search(text[:_HEADING_REACH]) if bullet else None
    label = label_of(text[bullet.end() : colon.start()]) if bullet and colon else None
    return label.key if label else ""


def _led(line: Line, heading: str, value: str) -> Line:
    return Line(line.page, line.number, f"{heading}: {value}", len(heading))


def _as_one(paragraph: Sequence[Line]) -> tuple[str, list[int]]:
    """The lines as one text, and where each begins in it."""
    text, starts = "", []
    for line in paragraph:
        text = joined([text, line.text])
        starts.append(max(0, len(text) - len(line.text.strip())))
        if len(text) > _LONGEST:
            return "", []
    return text, starts


def _clauses(text: str, starts: Sequence[int]) -> Iterator[_Clause]:
    """The clauses that begin with a heading and a colon, and some that need no colon."""
    ends = [match.end() for match in _END.finditer(text)]
    headed = -1
    for start in sorted({*starts, *ends}):
        mark = _MARK.match(text, start)
        at = mark.end() if mark else start
        if at == headed:
            continue  # the number before the heading is no clause
        headed = at
        words = text[at : at + _HEADING_REACH]
        lead = _LEAD.match(words)
        begin = lead.end() if lead else 0
        colon = _COLON.search(words, begin)
        heading = words[begin : colon.start()] if colon else ""
        own_line = max((line for line in starts if start < line < at + len(heading)), default=0)
        if colon and own_line and label_of(text[own_line : at + colon.start()]):
            continue  # the heading stands at the margin already
        if colon and _can_be_heading(heading):
            label = label_of(heading)
            if label and not label.key.startswith(_NO_HEADING):
                yield _Clause(start, heading, at + colon.end(), label.key)
                continue
        capitals = _NUMBERED.match(text, start) and _capitals(words)
        if capitals:
            yield _Clause(start, capitals[0], at + len(capitals[0]), capitals[1], numbered=True)
            continue
        prefix = _prefix(words[begin:])
        if prefix:
            yield _Clause(start, prefix[0], at + begin + len(prefix[0]), prefix[1])


def _can_be_heading(text: str) -> bool:
    if not text or len(text.split()) > _MOST_HEADING_WORDS or is_open(text):
        return False
    return not _WITHIN.search(text)


_WITHIN = re.compile(r";|//|\bSTOP\b|[^\W\d_]{4}\.\s|[0-9]\.\s")


def _capitals(words: str) -> tuple[str, str] | None:
    """'LAW REPUBLIC ACT 7080' after a number, in a telegram: the heading and what it names."""
    names = list(WORD.finditer(words))[:_MOST_HEADING_WORDS]
    for name in reversed(names):
        if name[0] in _NUMBER_SIGNS:
            continue
        heading = words[: name.end()]
        label = phrases().get(fold(heading)) if heading.isupper() else None
        if label and not label.key.startswith(_NO_HEADING):
            return heading, label.key
    return None


def _prefix(words: str) -> tuple[str, str] | None:
    """'mandat d'arrêt n° 5 du 3 mai 2015': a heading that its value follows at once."""
    split = known_prefix(words[:1].upper() + words[1:], in_prose=False)
    if split is None or not split.label.key.startswith(_WITHOUT_COLON):
        return None
    numbered = re.match(r"(?i)(?:№|n[.°ºr]|no\.)", split.rest)
    if not numbered and not dates_in(split.rest):
        return None
    return words[: len(split.heading)], split.label.key


def _value(text: str, key: str) -> tuple[str, int]:
    """The value of a clause, and where sentences begin that belong to no heading; 0 if none do."""
    ends = _PIECE if key == "nationality" or key.startswith("identity") else _SENTENCE
    start = _SHORTEST_WARRANT if key.startswith("warrant") else 0
    end = ends.search(text.rstrip(), start) if key != "summary" else None
    value = (text[: end.start()] if end else text).lstrip(" .°º")
    value = re.sub(r"[\s;,]*(?:///?|\bSTOP\b|\s[–—-])?\s*$", "", value.strip())
    return value.removesuffix("."), end.end() if end else 0
