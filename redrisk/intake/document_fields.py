"""From the blocks of a document to facts, each with its place and how sure it is.

A value that two places state differently is ambiguous and not set.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from redrisk.intake.blocks import Block, Part
from redrisk.intake.charges_in_blocks import ChargeGroup, Item, groups_of
from redrisk.intake.countries_in_text import countries_in
from redrisk.intake.dates_in_text import Certainty, one_date
from redrisk.intake.identity import identity_set_complete
from redrisk.intake.letterhead import (
    country_of_letterhead,
    date_of_title,
    nationality_of_person,
)
from redrisk.intake.names import NameMask, without_persons
from redrisk.intake.pages import Line, joined
from redrisk.intake.penalties_in_text import longest_penalty, stated_months
from redrisk.intake.plain import fold, language_of
from redrisk.intake.reading import Reading, shorten
from redrisk.intake.references import reference_in
from redrisk.intake.typed_labels import NOTE, TYPED
from redrisk.intake.warrant_in_text import issuer_of
from redrisk.intake.warrants_in_blocks import warrants_of

_NOTHING = frozenset(
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
_NO_LIMIT = re.compile(
    r"^(?:no limit|none|no time limit|unlimited|imprescript|not subject|sans limite|sin limite"
    r"|не ограничен"
    r"|без срока|бессрочно|no statute|does not expire|not time barred)"
)
_WARRANT_EXPIRES = re.compile(r"warrant|mandat|\borden\b|ордер|постановлен")
_YES = frozenset(["yes", "y", "oui", "si", "sí", "да", "true"])
_NO = frozenset(["no", "n", "non", "нет", "false"])
_SHORT = frozenset({
    "control_number", "file_number", "issuing_country", "notice_date", "request_date",
    "nationality",
    "warrant_number", "warrant_date", "warrant_authority", "limitation", "limitation_or_expiry",
    "offence_date", "case_opened", "retained_until", "renewed_on", "in_absentia",
    "sentence_remaining",
})  # fmt: skip
_LONGEST_VALUE = 5_000
_DATED = {
    "request_date": "notice_date",
    "limitation": "limitation_expires",
    "limitation_or_expiry": "limitation_expires",
    "offence_date": "alleged_offence_date",
    "case_opened": "criminal_case_opened",
    "retained_until": "retained_until",
    "renewed_on": "renewed_on",
}


_DATE_KEYS = frozenset({*_DATED, "notice_date"})


def _up_to_date(parts: list[Part]) -> list[Part]:
    """The lines up to the last that holds part of a date: what follows may be a name."""
    whole = one_date(joined([part.text for part in parts]))
    for count in range(1, len(parts)):
        if whole and one_date(joined([part.text for part in parts[:count]])) == whole:
            return parts[:count]
    return parts


class FieldReader:
    """Reads the facts of one document.

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
        self._blocks = blocks
        self._mask = mask
        self._language = language
        self._fields: list[Reading] = []
        self._warnings: list[str] = []
        self._typed = {
            (part.line.page, part.line.number)
            for block in blocks
            if block.label and block.label.how == TYPED
            for part in block.filled
        }
        self.leftovers: list[tuple[Line, str]] = []
        """Lines under a heading whose value was not understood."""

    def read(self) -> tuple[dict[str, Any], list[Reading], list[str]]:
        """The facts as plain data, the readings behind them, and warnings."""
        facts: dict[str, Any] = {}
        self._read_reference()
        self._read_country()
        self._read_date("notice_date")
        if not any(field.path == "notice_date" for field in self._fields):
            self._read_date("request_date")
        self._fall_back("notice_date", date_of_title)
        self._fall_back("issuing_country", country_of_letterhead)
        self._read_nationalities()
        self._fall_back("nationalities", nationality_of_person)
        self._read_charges()
        for key in _DATED:
            if key != "request_date":
                self._read_date(key)
        self._read_sentence()
        self._read_warrants()
        self._read_yes_no("in_absentia")
        self._read_identity()
        self._fields = [self._doubted(field) for field in self._fields]
        for field in self._fields:
            if field.is_set:
                _put(facts, field.path, field.value)
        return facts, self._fields, self._warnings

    def _fall_back(self, path: str, read: Callable[[Sequence[Block]], Reading | None]) -> None:
        """Add a reading from outside the headings, if none of them gave the field."""
        if not any(field.path == path for field in self._fields):
            reading = read(self._blocks)
            if reading:
                self._fields.append(reading)

    def _doubted(self, field: Reading) -> Reading:
        """The reading; only probable if its heading was not a known one."""
        if (
            field.certainty == "certain"
            and field.lines
            and (field.page, field.lines[0]) in self._typed
        ):
            return replace(field, certainty="probable", note=NOTE)
        return field

    def _of(self, *keys: str) -> list[Block]:
        return [b for b in self._blocks if b.key in keys and fold(joined(b.texts)) not in _NOTHING]

    def _text(self, block: Block) -> str:
        return joined([part.text for part in self._parts(block)])[:_LONGEST_VALUE]

    def _parts(self, block: Block) -> list[Part]:
        """The lines of a value: of a short one, only up to the first blank line."""
        if block.key not in _SHORT:
            return block.filled
        parts: list[Part] = []
        for part in block.parts:
            if part.text.strip():
                parts.append(part)
            elif parts:
                break
        return _up_to_date(parts) if block.key in _DATE_KEYS else parts

    def _leave(self, block: Block) -> None:
        self.leftovers += [(part.line, part.text) for part in self._parts(block)]

    def _add(
        self,
        path: str,
        value: Any,
        parts: Sequence[Part],
        certainty: Certainty,
        note: str = "",
        words: str = "",
    ) -> None:
        lines = [part.line for part in parts]
        page = lines[0].page if lines else None
        same_page = [line.number for line in lines if line.page == page]
        where = (min(same_page), max(same_page)) if same_page else None
        text = words or joined([part.text for part in parts])
        quoted = shorten(without_persons(self._mask.hide(text)))
        self._fields.append(Reading(path, value, page, where, quoted, certainty, note))

    def _agreed(
        self, path: str, found: list[tuple[Any, Block, Certainty, str]], *, note: str = ""
    ) -> None:
        """Add one reading if all places agree, else an ambiguous one."""
        if not found:
            return
        values = list(dict.fromkeys(value for value, *_ in found))
        value, block, certainty, own_note = found[0]
        if len(values) > 1:
            why = "stated differently in two places"
            self._add(path, tuple(values), self._parts(block), "ambiguous", why)
        else:
            best = min(found, key=lambda item: ("certain", "probable", "ambiguous").index(item[2]))
            self._add(path, value, self._parts(best[1]), best[2], note or own_note or best[3])
            del certainty

    def _read_reference(self) -> None:
        for key in ("control_number", "file_number"):
            found: list[tuple[Any, Block, Certainty, str]] = []
            for block in self._of(key):
                text = self._text(block)
                reference = reference_in(text)
                if reference:
                    found.append((reference, block, "certain", ""))
            if found:
                self._agreed("reference", found)
                return

    def _read_country(self) -> None:
        found: list[tuple[Any, Block, Certainty, str]] = []
        for block in self._of("issuing_country"):
            text = self._text(block)
            codes = countries_in(text)
            if not codes and block.label and len(text.split()) <= 3:
                codes = countries_in(f"NCB {text}")
            if not codes:
                self._leave(block)
            elif len(codes) == 1:
                weak = fold(block.heading) in (
                    "country",
                    "from",
                    "ncb",
                    "bcn",
                    "ocn",
                    "нцб",
                    "запрос",
                )
                found.append((codes[0], block, "probable" if weak else "certain", ""))
            else:
                self._add(
                    "issuing_country",
                    codes,
                    self._parts(block),
                    "ambiguous",
                    "several states are named",
                )
        strong = [item for item in found if item[2] == "certain"]
        self._agreed("issuing_country", strong or found)

    def _read_nationalities(self) -> None:
        codes: list[str] = []
        parts: list[Part] = []
        for block in self._of("nationality"):
            text = self._text(block)
            here = countries_in(text, nationality=True)
            if here and not _all_understood(text):
                why = "a part of it names no state that was understood"
                self._add("nationalities", tuple(here), self._parts(block), "ambiguous", why)
            elif here:
                codes += [code for code in here if code not in codes]
                parts += self._parts(block)
            else:
                self._leave(block)
        if codes:
            self._add("nationalities", codes, parts, "certain")

    def _read_date(self, key: str) -> None:
        path = _DATED.get(key, key)
        found: list[tuple[Any, Block, Certainty, str]] = []
        for block in self._of(key):
            text = self._text(block)
            date = one_date(text)
            if date is None:
                if not _NO_LIMIT.search(fold(text)):
                    self._leave(block)
                continue
            if key == "limitation_or_expiry" and _WARRANT_EXPIRES.search(fold(text)):
                self._leave(block)
                continue
            found.append((date.readings, block, date.certainty, ""))
        for readings, block, certainty, _ in found:
            if certainty == "ambiguous":
                self._add(path, readings, self._parts(block), "ambiguous", _AMBIGUOUS_DATE)
        sure: list[tuple[Any, Block, Certainty, str]] = [
            (readings[0], block, certainty, note)
            for readings, block, certainty, note in found
            if certainty != "ambiguous"
        ]
        note = ""
        if sure and key == "limitation_or_expiry":
            note = "the heading leaves open whether this is the limitation or the warrant's end"
            sure = [(value, block, "probable", note) for value, block, _, _ in sure]
        if sure and key == "request_date":
            note = "the date of the request; no date of publication was found"
        self._agreed(path, sure, note=note)

    def _read_sentence(self) -> None:
        for key, path in (
            ("sentence", "sentence.imposed_months"),
            ("sentence_remaining", "sentence.remaining_months"),
        ):
            found: list[tuple[Any, Block, Certainty, str]] = []
            for block in self._of(key):
                text = self._text(block)
                if key == "sentence":
                    text, rest = _without_remainder(text)
                    if rest:
                        remaining = stated_months(rest)
                        if remaining.value is not None:
                            self._add(
                                "sentence.remaining_months",
                                remaining.value,
                                self._parts(block),
                                "certain",
                            )
                penalty = stated_months(text)
                if penalty.value is None:
                    if penalty.why_unknown.startswith("several"):
                        self._add(
                            path, text[:0], self._parts(block), "ambiguous", penalty.why_unknown
                        )
                    else:
                        self._leave(block)
                else:
                    found.append((penalty.value, block, penalty.certainty, ""))
            if path not in {field.path for field in self._fields}:
                self._agreed(path, found)

    def _read_yes_no(self, key: str) -> None:
        for block in self._of(key):
            words = fold(self._text(block)).split()
            answer = words[0] if words else ""
            if answer in _YES or answer in _NO:
                self._add(key, answer in _YES, self._parts(block), "certain")
            else:
                self._leave(block)

    def _read_identity(self) -> None:
        complete = identity_set_complete(self._blocks, _NOTHING)
        if complete is not None:
            note = "from which identity particulars are filled in; the particulars are not kept"
            self._fields.append(
                Reading("identity_set_complete", complete, None, None, "", "probable", note)
            )

    def _read_charges(self) -> None:
        groups = groups_of(self._blocks_with_words("charge", "law", "max_penalty"))
        index = 0
        for group in _shared(groups):
            index += self._add_group(group, index)

    def _blocks_with_words(self, *keys: str) -> list[Block]:
        return self._of(*keys)

    def _add_group(self, group: ChargeGroup, index: int) -> int:
        """Add the charges of a group from ``index`` on; how many there were."""
        texts = group.items.get("charge", [])
        laws = group.items.get("law", [])
        penalties = group.items.get("max_penalty", [])
        count = max(len(texts), 1) if (texts or laws) else 0
        if count == 0:
            for item in penalties:
                self.leftovers += [(part.line, part.text) for part in item.parts]
            return 0
        if len(laws) not in (0, count):
            laws = [
                Item(
                    "; ".join(item.text for item in laws), [p for item in laws for p in item.parts]
                )
            ]
        if len(penalties) not in (0, count):
            parts = [p for item in penalties for p in item.parts]
            penalties = [Item("; ".join(item.text for item in penalties), parts)]
        for offset in range(count):
            if offset < len(texts):
                self._add_charge_text(f"charges[{index + offset}]", texts[offset])
            if offset < len(laws):
                text = _without_slips(self._mask.hide(laws[offset].text))
                self._add(f"charges[{index + offset}].law", text, laws[offset].parts, "certain")
            if offset < len(penalties):
                shared = count > 1 and len(penalties) == 1
                self._add_penalty(
                    f"charges[{index + offset}].max_penalty", penalties[offset], shared=shared
                )
        return count

    def _add_charge_text(self, path: str, item: Item) -> None:
        text = self._mask.hide(item.text).strip(" .;")
        self._add(f"{path}.text", text, item.parts, "certain")
        language = language_of(text)
        spoken = (
            self._language if self._language and language in (None, self._language) else language
        )
        if spoken:
            self._add(f"{path}.language", spoken, item.parts, "probable", "told from the words")

    def _add_penalty(self, path: str, item: Item, *, shared: bool) -> None:
        penalty = longest_penalty(item.text)
        if penalty.value is None:
            self._add(path, None, item.parts, "ambiguous", penalty.why_unknown)
            return
        note = (
            "one penalty is stated for several charges; it stands with the first" if shared else ""
        )
        certainty: Certainty = "probable" if shared else penalty.certainty
        self._add(path, penalty.value, item.parts, certainty, note)

    def _read_warrants(self) -> None:
        warrants = warrants_of(
            self._of("warrant", "warrant_number", "warrant_date", "warrant_authority")
        )
        if not warrants:
            return
        several = len(warrants) > 1
        if several:
            self._warnings.append(
                f"{len(warrants)} warrants are named and the first is kept; check which one counts"
            )
        note = "the first of several warrants" if several else ""
        sure: Certainty = "probable" if several else "certain"
        for name, (value, block) in warrants[0].items():
            parts = self._parts(block)
            if name == "date":
                if value.certainty == "ambiguous":
                    self._add("warrant.date", value.readings, parts, "ambiguous", _AMBIGUOUS_DATE)
                else:
                    self._add(
                        "warrant.date", value.iso, parts, sure if not several else "probable", note
                    )
            else:
                text = self._mask.hide(str(value)).strip()
                if not text or text == "[name]":
                    continue
                self._add(f"warrant.{name}", text, parts, sure, note, words=str(value))
                issuer = issuer_of(text) if name == "authority" else None
                if issuer:
                    self._add(
                        "warrant.issuer",
                        issuer,
                        parts,
                        "probable",
                        "told from the authority's name",
                    )


_AMBIGUOUS_DATE = "the words leave open which date is meant"


def _without_slips(law: str) -> str:
    """The law with a letter l or O that stands among its figures mended."""
    law = re.sub(r"(?<![^\W_])[lI](?=[0-9])", "1", law)
    return re.sub(r"(?<=[0-9])[OО](?=[0-9])", "0", law)


def _all_understood(text: str) -> bool:
    """Whether each part of a list of nationalities names a state."""
    bare = re.sub(r"\([^()]*\)", " ", text)
    if len(bare.split()) == 1 and len(countries_in(text, nationality=True)) == 1:
        return True  # 'congolaise (RDC)'
    parts = re.split(r"[,;/&+]|\b(?:and|et|y|e|и|also)\b", bare)
    return all(
        countries_in(part, nationality=True) or not re.search(r"[^\W\d_]{3,}", part)
        for part in parts
    ) or bool(countries_in(bare) and len(countries_in(bare, nationality=True)) == 1)


_REMAINDER = re.compile(
    r"(?i)\b(?:remain\w*|left to serve|restant\w*|reliquat|reste à purger|pendiente\w*|por cumplir"
    r"|resta\w*"
    r"|неотбыт\w*|остал\w*|остат\w*|оставш\w*)\b"
)


def _without_remainder(text: str) -> tuple[str, str]:
    """'8 years, remaining 6 years' as the two parts; the second is empty if there is none."""
    pieces = re.split(r"[;,.(]\s*|\s+(?:of which|dont|de los cuales|из них|из которых)\s+", text)
    if len(pieces) < 2:
        return text, ""
    left = [piece for piece in pieces if not _REMAINDER.search(piece)]
    rest = [piece for piece in pieces if _REMAINDER.search(piece)]
    return (", ".join(left), ", ".join(rest)) if rest and left else (text, "")


def _shared(groups: list[ChargeGroup]) -> list[ChargeGroup]:
    """The groups, charges that name neither law nor penalty joined to one group with the next's.

    'Charge, charge, charge, law, penalty' is one statement about three charges.
    """
    merged: list[ChargeGroup] = []
    for group in groups:
        previous = merged[-1] if merged else None
        if previous and set(previous.items) == {"charge"} and "charge" in group.items:
            group.items["charge"] = previous.items["charge"] + group.items["charge"]
            merged[-1] = group
        else:
            merged.append(group)
    return merged


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
