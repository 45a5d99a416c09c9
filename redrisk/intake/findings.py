"""What was found in a document so far: readings, each with its place, and lines left over.

A value that two places state differently is ambiguous and not set.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from redrisk.intake.blocks import Block, Part
from redrisk.intake.dates_in_text import Certainty, one_date
from redrisk.intake.names import NameMask, harmless_line, without_persons
from redrisk.intake.pages import Line, joined
from redrisk.intake.plain import fold, is_next, unquoted
from redrisk.intake.reading import Reading, shorten
from redrisk.intake.typed_labels import NOTE, TYPED

AMBIGUOUS_DATE = "the words leave open which date is meant"
DATE_KEYS = frozenset({
    "notice_date", "request_date", "limitation", "limitation_or_expiry", "offence_date",
    "case_opened", "retained_until", "renewed_on", "other.warrant_expiry",
})  # fmt: skip
_SHORT = DATE_KEYS | {
    "control_number", "file_number", "issuing_country", "nationality", "warrant_number",
    "warrant_date", "warrant_authority", "in_absentia", "sentence_remaining",
}  # fmt: skip
_LONGEST_VALUE = 5_000
_BESIDE_NAMES = frozenset(["nationalities", "issuing_country", "reference", "in_absentia"])
_SHORT_QUOTE = 6
NOTHING = frozenset(
    fold(word)
    for word in (
        "", "-", "n/a", "na.", "not known", "unknown", "none", "not applicable", "not available",
        "nil",
        "not stated", "not specified", "not provided", "no data", "see below", "see above", "blank",
        "to be confirmed", "tbc", "as above", "not given", "see attached", "see annex",
        "inconnu", "inconnue", "néant", "non communiqué", "non communiquée", "non précisé",
        "non précisée",
        "sans objet", "aucun", "aucune", "non renseigné", "non connu", "non connue",
        "non disponible",
        "desconocido", "desconocida", "se desconoce", "no consta", "ninguno", "ninguna",
        "no aplica",
        "no procede", "sin datos", "no disponible", "no especificado", "no se indica",
        "no especificada",
        "неизвестно", "нет", "нет данных", "не указано", "не указан", "не имеется", "отсутствует",
        "не установлено", "не известно", "не применимо", "данных нет", "не установлена",
        "сведений нет",
        "не указана", "сведения отсутствуют", "не предусмотрено",
    )
)  # fmt: skip
"""Folded words that stand for an empty field."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value, the block that states it, how sure it is, and why it is not surer."""

    value: Any
    block: Block
    certainty: Certainty = "certain"
    note: str = ""


class Findings:
    """Collects the readings of one document.

    Parameters
    ----------
    blocks
        The document's blocks.
    mask
        Hides names.
    language
        The document's main language, or None.
    """

    def __init__(self, blocks: Sequence[Block], mask: NameMask, language: str | None) -> None:
        self.blocks = blocks
        self.mask = mask
        self.language = language
        self.readings: list[Reading] = []
        self.warnings: list[str] = []
        self.leftovers: list[tuple[Line, str]] = []
        """Lines under a heading whose value was not understood."""
        self._typed = {
            (part.line.page, part.line.number)
            for block in blocks
            if block.label and block.label.how == TYPED
            for part in block.filled
        }

    def of(self, *keys: str) -> list[Block]:
        """The blocks of these parts of the form that say something."""
        return [b for b in self.blocks if b.key in keys and fold(joined(b.texts)) not in NOTHING]

    def text(self, block: Block) -> str:
        """The words of a value on one line."""
        return unquoted(joined([part.text for part in self.parts(block)])[:_LONGEST_VALUE])

    def parts(self, block: Block) -> list[Part]:
        """The lines of a value: of a short one, only up to the first blank line."""
        if block.key not in _SHORT:
            return block.filled
        parts: list[Part] = []
        for part in block.parts:
            if part.text.strip() and not (parts and is_next(parts[-1].text, part.text)):
                parts.append(part)
            elif parts:
                break
        if block.key in _NUMBERS:
            return parts[:1]
        return _up_to_date(parts) if block.key in DATE_KEYS else parts

    def has(self, path: str) -> bool:
        """Whether there is a reading of a field, sure or not."""
        return any(reading.path == path for reading in self.readings)

    def leave(self, block: Block) -> None:
        """Keep the lines of a value that was not understood, to be shown."""
        self.leftovers += [(part.line, part.text) for part in self.parts(block)]

    def add(
        self,
        path: str,
        value: Any,
        parts: Sequence[Part],
        certainty: Certainty = "certain",
        note: str = "",
        words: str = "",
    ) -> None:
        """Add a reading; only a probable one if its heading was not a known one."""
        lines = [part.line for part in parts]
        page = lines[0].page if lines else None
        same_page = [line.number for line in lines if line.page == page]
        where = (min(same_page), max(same_page)) if same_page else None
        text = words or joined([part.text for part in parts])
        quoted = without_persons(self.mask.hide(text))
        if path in _BESIDE_NAMES:
            long = len(quoted.split()) > _SHORT_QUOTE or path == "nationalities"
            quoted = harmless_line(quoted) if long else quoted
        quoted = shorten(quoted)
        reading = Reading(path, value, page, where, quoted, certainty, note)
        if certainty == "certain" and where and (page, where[0]) in self._typed:
            reading = replace(reading, certainty="probable", note=NOTE)
        self.readings.append(reading)

    def agreed(self, path: str, found: Sequence[Found]) -> None:
        """Add one reading if all places agree, else an ambiguous one."""
        if not found:
            return
        values = list(dict.fromkeys(item.value for item in found))
        if len(values) > 1:
            why = "stated differently in two places"
            self.add(path, tuple(values), self.parts(found[0].block), "ambiguous", why)
            return
        best = min(
            found, key=lambda item: ("certain", "probable", "ambiguous").index(item.certainty)
        )
        note = found[0].note or best.note
        self.add(path, values[0], self.parts(best.block), best.certainty, note)

    def fall_back(self, path: str, read: Callable[[Sequence[Block]], Reading | None]) -> None:
        """Add a reading from outside the headings, if none of them gave the field."""
        if not self.has(path):
            reading = read(self.blocks)
            if reading:
                self.readings.append(reading)


_NUMBERS = frozenset(["control_number", "file_number"])


def _up_to_date(parts: list[Part]) -> list[Part]:
    """The lines up to the last that holds part of a date: what follows may be a name."""
    whole = one_date(joined([part.text for part in parts]))
    for count in range(1, len(parts)):
        if whole and one_date(joined([part.text for part in parts[:count]])) == whole:
            return parts[:count]
    return parts
