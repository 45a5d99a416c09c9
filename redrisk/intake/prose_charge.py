"""The charge that only sentences state, with its law and its penalty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from redrisk.intake.dates_in_text import dates_in
from redrisk.intake.findings import Findings
from redrisk.intake.names import harmless
from redrisk.intake.penalties_in_text import longest_penalty
from redrisk.intake.plain import fold
from redrisk.intake.prose import NOTE, Sentence
from redrisk.intake.prose_cues import cue
from redrisk.intake.quotations import LAW_BEGINS, OTHER_CASE, quoted_parts
from redrisk.intake.typed_labels import is_purpose

_CHARGE_ENDS = re.compile(
    r"[;:(]|\.(?:\s|$)|,?\s+(?:an offence|offences|a crime|contrary|punish|which carr|carrying"
    r"|for which|with a max|and faces|provided for|as defined|committed (?:on|in|between)"
    r"|in respect"
    r"|infraction|délits?|crimes?|faits pr[ée]vus|passible|sanction|delitos? (?:prev|tip)|castigad"
    r"|penad"
    r"|sancionad|наказан|ответственност|то есть|преступлени[ея], предусм)\b|,\s+(?:and|et|y"
    r"|и)\s+(?=[a-z])"
)
_CHARGE_LEADS = re.compile(
    r"^(?i:\s*(?:the )?(?:offences?|crimes?) of|\s*having committed|\s*committing|\s*charges? of"
    r"|\s*(?:l['’]infraction|le délit|les faits|le crime|faits) (?:de |d['’])"
    r"|\s*(?:el|los|un) (?:presuntos? )?delitos? de"
    r"|\s*совершени[ие] преступлени[яй],?)\s*"
)
_LAW_ENDS = re.compile(
    r";|\.\s+(?=[A-ZА-ЯЁÀ-Þ«])|\.$|\)(?=[,.\s]|$)(?<!\d\))|,?\s+(?:punish|which|and (?:is|faces"
    r"|that|for)|carr(?:ies|ying)"
    r"|with a max|for which|passible|puni[es]?\b|qui\b|et (?:est|passible|encourt)|sancionad"
    r"|castigad|penad|que\b|con (?:una )?pena"
    r"|y (?:sancion|castig|pen)|наказ|максимальн|предусматрива|котор|и наказ"
    r"|cuy[ao]s?\b|dont\b|whose\b|the maximum|la pena m|la peine"
    r"|за (?:что|котор)|pour (?:laquelle|lesquels)|por lo que|por (?:el|la) que)"
)
_MOST_CHARGE_WORDS = 28
_QUOTE_REACH = 25


def read_charge_in_prose(findings: Findings, sentences: Sequence[Sentence]) -> None:
    """The one charge that the sentences speak of, with its law and its penalty."""
    if not any(findings.has(f"charges[0].{part}") for part in PARTS):
        found = _quoted_charge(sentences) or _told_charge(sentences)
        if found is None:
            return
        text = findings.mask.hide(found.text)
        findings.add("charges[0].text", text, found.sentence.parts, "probable", NOTE, text)
        if found.law:
            law = found.law
            findings.add("charges[0].law", law, found.sentence.parts, "probable", NOTE, law)
        _read_penalty(findings, sentences[found.index : found.index + _NEAR_SENTENCES])
    elif not any(findings.has(f"charges[1].{part}") for part in PARTS):
        _add_what_lacks(findings, sentences)


PARTS = ("text", "law", "max_penalty")
_NEAR_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class _Charge:
    """A charge and its law, the sentence that states them, and where it stands."""

    text: str
    law: str | None
    sentence: Sentence
    index: int


def _quoted_charge(sentences: Sequence[Sentence]) -> _Charge | None:
    """The one charge that stands in quotation marks after words for it."""
    found: dict[str, _Charge] = {}
    for index, sentence in enumerate(sentences):
        parts = quoted_parts(sentence.text)
        if "charge" not in parts or OTHER_CASE.search(sentence.text):
            continue
        nearby = [quoted_parts(s.text) for s in sentences[index : index + _NEAR_SENTENCES]]
        law = next((near["law"] for near in nearby if "law" in near), None)
        charge = parts["charge"]
        after = sentence.text[sentence.text.find(charge) + len(charge) :]
        law = law or _law_in(after)
        found.setdefault(fold(charge), _Charge(charge, law, sentence, index))
    return next(iter(found.values())) if len(found) == 1 else None


def _told_charge(sentences: Sequence[Sentence]) -> _Charge | None:
    """The one charge that sentences state in words of their own."""
    found: dict[str, _Charge] = {}
    for index, sentence in enumerate(sentences):
        charge = _charge_in(sentence.text)
        if charge and fold(charge[0]) not in found:
            law = _law_in(sentence.text[charge[1] :])
            found[fold(charge[0])] = _Charge(charge[0], law, sentence, index)
    if len(found) != 1:
        return None
    (only,) = found.values()
    nearby = sentences[only.index : only.index + _NEAR_SENTENCES]
    quoted = [named[0] for near in nearby if (named := _quoted_after("law_is", near.text))]
    return replace(only, law=quoted[0]) if quoted else only


def _read_penalty(findings: Findings, sentences: Sequence[Sentence]) -> bool:
    """The penalty that the first of these sentences to speak of one states."""
    for near in sentences:
        match = cue("max_penalty").search(near.text)
        penalty = longest_penalty(near.text[match.start() :]) if match else None
        if penalty and match and penalty.value is not None:
            path, words = "charges[0].max_penalty", harmless(near.text[match.start() :])
            findings.add(path, penalty.value, near.parts, "probable", NOTE, words)
            return True
    return False


def _add_what_lacks(findings: Findings, sentences: Sequence[Sentence]) -> None:
    """The law and the penalty of the one charge that a heading gave, if sentences state them."""
    plain = [s for s in sentences if not OTHER_CASE.search(s.text)]
    if not findings.has("charges[0].law"):
        laws = {fold(law): (law, s) for s in plain if (law := quoted_parts(s.text).get("law"))}
        if len(laws) == 1:
            ((law, sentence),) = laws.values()
            findings.add("charges[0].law", law, sentence.parts, "probable", NOTE, law)
    if not findings.has("charges[0].max_penalty"):
        named = [s for s in plain if _MAXIMUM.search(s.text)]
        if len(named) == 1:
            _read_penalty(findings, named)


_MAXIMUM = re.compile(
    r"(?i)\b(?:maximum (?:penalty|sentence|term)|peine (?:maximale|maximum)|maximum de la peine"
    r"|pena m[áa]xima|максимальн\w+ (?:наказани|срок|мер|санкци)\w*)"
)


_QUOTED = (
    r"\s+(?:(?:is|are|was|were|being|es|son|est|sont|et|y)\s+)?(?:(?:given|stated|described|worded)\s+)?"
    r"(?:(?:as|comme|como|как)\s+)?[\"«“„]\s*(?P<quoted>[^\"»”«“]{3,300}?)\s*[\"»”]"
)


def _quoted_after(name: str, text: str) -> tuple[str, int] | None:
    """'the law covering the offence is "Article 5"': the quoted words, and their end."""
    match = re.search(f"{cue(name).pattern}{_QUOTED}", text)
    return (match["quoted"].strip(" .,;"), match.end()) if match else None


def _charge_in(text: str) -> tuple[str, int] | None:
    """The words of the charge, and where they end."""
    stated = _quoted_after("charge_is", text)
    if stated:
        return stated
    matches = list(cue("charge").finditer(text))
    for match in reversed(matches):
        start = match.end()
        quoted = re.match(r"\s*[\"«“„](?P<words>[^\"»”]{3,300})[\"»”]", text[start:])
        if quoted:
            return quoted["words"].strip(" .,"), start + quoted.end()
        if re.search(r"[\"«“„]", text[start : start + _QUOTE_REACH]):
            continue  # quoted, but not straight after the words
        lead = _CHARGE_LEADS.match(text[start:])
        start += lead.end() if lead else 0
        end = min(_end(_CHARGE_ENDS, text, start), _law_cue(text, start))
        words = text[start:end].strip(' ,.«»"')
        if 0 < len(words.split()) <= _MOST_CHARGE_WORDS and words[0].islower() | words[0].isupper():
            bare = not dates_in(words) and not re.search(r"\d", words)
            if bare and not is_purpose(words) and sum(char.isalpha() for char in words) > 3:
                return words, end
    return None


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    small = text.lower() if text.isupper() else text
    match = pattern.search(small if len(small) == len(text) else text, start)
    return match.start() if match else len(text)


def _law_cue(text: str, start: int) -> int:
    """Where words such as 'contrary to Article 5' begin."""
    for match in cue("law").finditer(text, start):
        after = re.compile(r"\s*").match(text, match.end())
        if after and LAW_BEGINS.match(text, after.end()):
            return match.start()
    begins = LAW_BEGINS.search(text, start)
    return begins.start() if begins else len(text)


def _law_in(text: str) -> str | None:
    """The provisions that the words after a charge name."""
    match = LAW_BEGINS.search(text)
    if match is None:
        return None
    law = text[match.start() : _end(_LAW_ENDS, text, match.end())].strip(' ,.»"')
    law = re.sub(r"^(?i:the|l['’]|les|el|los|la)\s*(?=\w)", "", law)
    law = re.sub(r"(?i)[\s,]+(?:and|et|y|e|и)$", "", law)
    return law if re.search(r"\d", law) and len(law) < 300 else None
