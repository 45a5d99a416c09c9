"""The head of a message between bureaus: who sends it, its number and its date.

'FM IP MANILA', 'NR 0571/BCN/2022 DU 08 FEVRIER 2022'. Read only where no heading gives the field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redrisk.intake.blocks import Block
from redrisk.intake.countries_in_text import countries_in
from redrisk.intake.dates_in_text import dates_in
from redrisk.intake.names import harmless
from redrisk.intake.pages import Line
from redrisk.intake.reading import Reading, shorten
from redrisk.intake.references import control_numbers_in, reference_in

_TOP_LINES = 15
_NOTE = "from the head of the message"
_BESIDE_NUMBER = "the date that stands beside the control number"
_SENDER = re.compile(
    r"(?i)^\W*(?:from|fm|sender|originator|orig(?:in)?|de|exp[ée]diteur|[ée]metteur|origine|remite(?:nte)?|emisor"
    r"|origen|из|от|отправитель|откуда)\s*[:.=|-]*\s+"
    r"(?P<sender>(?:IP|INTERPOL|N\.?C\.?B\.?|B\.?C\.?N\.?|O\.?C\.?N\.?|НЦБ|ИНТЕРПОЛ)\b.{2,60})"
)
_ADDRESSEE = re.compile(r"(?i)\s{2,}|\s(?:to|a|à|pour|para|кому)\s?[:=]|\s(?:to|pour|para)\s")
_NUMBER = re.compile(
    r"(?i)^\W*(?:(?:our|n/|v/|notre|nuestra|наш)\s?)?(?:(?:message|msg|telegram|telegrama) )?"
    r"(?:ref(?:erence|\.)?|r[ée]f(?:érence|\.)?|nr\.?|nro\.?|no\.?|n[°º]|нр\.?|№|исх\.?(?: №)?"
    r"|n[úu]m\.?)"
    r"\s*[:=.]?\s*(?P<number>(?=\S*[0-9])\S{4,40}?)[,;]?\s+"
    r"(?:dtd|dated|date|of|en date du|du|le|de fecha|con fecha|del?|fecha(?:d[ao])?|от|дата)"
    r"\s*[:.]?\s*"
    r"(?P<date>.{6,40})$"
)
_BUREAU_MARKS = re.compile(r"(?<=[^\W\d_])\.(?=[^\W\d_]\b)")
_AFTER_NUMBER = re.compile(
    r"(?i)[\s,(]*(?:(?:of|dated|du|en date du|del?|de fecha|от|le|vom|issued|published|publi[ée]e?"
    r"|publicad[ao]|опубликован\w*)\s+)+(?:on |le |el )?"
)


def sender_of(blocks: Sequence[Block]) -> Reading | None:
    """'FM IP MANILA': the state of the bureau that sends the message."""
    for line in _top_lines(blocks):
        match = _SENDER.match(line.text)
        if match is None:
            continue
        sender = _ADDRESSEE.split(_BUREAU_MARKS.sub("", match["sender"]))[0].strip()
        bureau = re.sub(r"(?i)^(?:IP|INTERPOL)\b", "NCB", sender)
        codes = countries_in(bureau)
        return (
            _reading("issuing_country", codes[0], line, harmless(sender))
            if len(codes) == 1
            else None
        )
    return None


def number_of_message(blocks: Sequence[Block]) -> Reading | None:
    """'NR 0571/BCN/2022 DU 08 FEVRIER 2022': the number of the message."""
    for line, match in _numbered(blocks):
        number = reference_in(match["number"])
        if number and number == match["number"].strip(" .,"):
            return _reading("reference", number, line, number)
    return None


def date_of_message(blocks: Sequence[Block]) -> Reading | None:
    """The date beside the message's number, or beside the notice's control number."""
    for line, match in _numbered(blocks):
        dates = dates_in(match["date"])
        if len(dates) == 1 and dates[0].start <= 2 and dates[0].iso:
            return _reading("notice_date", dates[0].iso, line, match["date"][: dates[0].end])
    return _date_beside_number(blocks)


def _date_beside_number(blocks: Sequence[Block]) -> Reading | None:
    """'Red notice A-77/1-2015 of 3 January 2015'."""
    for line in _top_lines(blocks):
        for number in control_numbers_in(line.text):
            end = line.text.find(number[1:]) + len(number) - 1
            led = _AFTER_NUMBER.match(line.text, end)
            dates = dates_in(line.text[led.end() :]) if led else ()
            if led and dates and dates[0].start == 0 and dates[0].iso:
                words = line.text[led.end() : led.end() + dates[0].end]
                return _reading("notice_date", dates[0].iso, line, words, _BESIDE_NUMBER)
    return None


def _numbered(blocks: Sequence[Block]) -> Iterator[tuple[Line, re.Match[str]]]:
    """The lines with the message's number and date, if a bureau sends it."""
    lines = list(_top_lines(blocks))
    if any(_SENDER.match(line.text) for line in lines):
        for line in lines:
            match = _NUMBER.match(line.text)
            if match:
                yield line, match


def _top_lines(blocks: Sequence[Block]) -> Iterator[Line]:
    """The first lines, up to the person and the charge."""
    seen: set[tuple[int | None, int]] = set()
    for block in blocks:
        if block.key.startswith(("identity", "summary", "charge", "nationality")):
            return
        lines = ([block.line] if block.line else []) + [part.line for part in block.filled]
        for line in lines:
            place = (line.page, line.number)
            if line.number <= _TOP_LINES and line.page in (None, 1) and place not in seen:
                seen.add(place)
                yield line


def _reading(path: str, value: object, line: Line, words: str, note: str = _NOTE) -> Reading:
    return Reading(
        path, value, line.page, (line.number, line.number), shorten(words), "probable", note
    )
