"""The readings of the charges: text, law and maximum penalty of each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from redrisk.intake.charge_parts import ChargeParts, parts_of_charge
from redrisk.intake.charges_in_blocks import PARTS, ChargeGroup, Item, groups_of
from redrisk.intake.dates_in_text import Certainty
from redrisk.intake.findings import Findings
from redrisk.intake.penalties_in_text import longest_penalty
from redrisk.intake.plain import language_of

_SHARED = "one penalty is stated for several charges; it stands with the first"


def read_charges(findings: Findings) -> None:
    """Add every charge of a document, in its order."""
    index = 0
    for group in _once(_shared(groups_of(findings.of(*PARTS)))):
        index += _add_group(findings, _parted(group), index)


def _once(groups: list[ChargeGroup]) -> list[ChargeGroup]:
    """The groups, without those that state the same in another language."""
    kept: list[ChargeGroup] = []
    seen: list[tuple[str, ...]] = []
    for group in groups:
        figures = _figures(group)
        if figures and figures in seen:
            continue
        seen.append(figures)
        kept.append(group)
    return kept


def _figures(group: ChargeGroup) -> tuple[str, ...]:
    """The figures of the laws and penalties of a group that states both; else nothing."""
    if set(group.items) != set(PARTS):
        return ()
    laws = " ".join(item.text for item in group.items["law"])
    penalties = [str(longest_penalty(item.text).value) for item in group.items["max_penalty"]]
    return (*re.findall(r"[0-9]+", laws), *penalties)


def _parted(group: ChargeGroup) -> ChargeGroup:
    """The group, its charges parted from the laws and penalties that stand in the same items."""
    key = "charge" if "charge" in group.items else "law"
    if key == "law" and set(group.items) != {"law"}:
        return group
    items = group.items.get(key, [])
    parted = [parts_of_charge(item.text) for item in items]
    if not _states_more(group, key, parted):
        return group
    found: dict[str, list[Item]] = {}
    for item, part in zip(items, parted, strict=True):
        for name, text in (("charge", part.text), ("law", part.law), ("max_penalty", part.penalty)):
            found.setdefault(name, []).append(Item(text, item.parts))
    found |= {name: stated for name, stated in group.items.items() if name != key}
    kept = {name: stated for name, stated in found.items() if any(item.text for item in stated)}
    return ChargeGroup(kept)


def _states_more(group: ChargeGroup, key: str, parted: Sequence[ChargeParts]) -> bool:
    """Whether the items state laws or penalties that the group has under no heading."""
    if key == "law":
        return all(part.text and part.law for part in parted)
    if "law" not in group.items and any(part.law for part in parted):
        return True
    only_penalties = all(part.penalty and not part.law for part in parted)
    return "max_penalty" not in group.items and only_penalties


def _add_group(findings: Findings, group: ChargeGroup, index: int) -> int:
    """Add the charges of a group from ``index`` on; how many there were."""
    texts = group.items.get("charge", [])
    laws = group.items.get("law", [])
    penalties = group.items.get("max_penalty", [])
    count = max(len(texts), 1) if (texts or laws) else 0
    if count == 0:
        for item in penalties:
            findings.leftovers += [(part.line, part.text) for part in item.parts]
        return 0
    laws = laws if len(laws) in (0, count) else [_merged(laws)]
    penalties = penalties if len(penalties) in (0, count) else [_merged(penalties)]
    for offset in range(count):
        path = f"charges[{index + offset}]"
        if offset < len(texts) and texts[offset].text:
            _add_text(findings, path, texts[offset])
        if offset < len(laws) and laws[offset].text:
            law = _without_slips(findings.mask.hide(laws[offset].text))
            findings.add(f"{path}.law", law, laws[offset].parts)
        if offset < len(penalties) and penalties[offset].text:
            shared = count > 1 and len(penalties) == 1
            _add_penalty(findings, f"{path}.max_penalty", penalties[offset], shared=shared)
    return count


def _merged(items: Sequence[Item]) -> Item:
    parts = [part for item in items for part in item.parts]
    return Item("; ".join(item.text for item in items), parts)


def _add_text(findings: Findings, path: str, item: Item) -> None:
    text = findings.mask.hide(item.text).strip(" .;")
    findings.add(f"{path}.text", text, item.parts)
    language = language_of(text)
    main = findings.language
    spoken = main if main and language in (None, main) else language
    if spoken:
        findings.add(f"{path}.language", spoken, item.parts, "probable", "told from the words")


def _add_penalty(findings: Findings, path: str, item: Item, *, shared: bool) -> None:
    penalty = longest_penalty(item.text)
    if penalty.value is None:
        findings.add(path, None, item.parts, "ambiguous", penalty.why_unknown)
        return
    certainty: Certainty = "probable" if shared else penalty.certainty
    findings.add(path, penalty.value, item.parts, certainty, _SHARED if shared else "")


def _without_slips(law: str) -> str:
    """The law with a letter l or O that stands among its figures mended."""
    law = re.sub(r"(?<![^\W_])[lI](?=[0-9])", "1", law)
    return re.sub(r"(?<=[0-9])[OО](?=[0-9])", "0", law)


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
