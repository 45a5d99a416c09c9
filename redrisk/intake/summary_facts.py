"""Candidate facts in the summary of the facts, for a person to confirm.

The requesting state wrote the summary: what it says is an allegation. Nothing here is ever set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from redrisk.intake.blocks import Block
from redrisk.intake.dates_in_text import dates_in
from redrisk.intake.names import NameMask, harmless
from redrisk.intake.pages import Line
from redrisk.intake.plain import fold
from redrisk.intake.reading import Proposal, shorten

_MOST = 60
_CUES: tuple[tuple[str, Any, str, str], ...] = (
    (
        "in_absentia",
        True,
        r"in absentia|in his absence|in her absence|par defaut|en rebeldia|en ausencia|заочн",
        "Was the subject tried or convicted in absence?",
    ),
    (
        "violence_alleged",
        True,
        r"kill|murder|stabb|shot|explosi|armed|weapon|kidnap|injur|tue\b|assassin|arme\b|armes\b"
        r"|blesse"
        r"|mato|asesin|arma\b|armas\b|secuestr|lesion|убий|убил|оруж|взрыв|похи[щт]|ранен|телесн",
        "Does the charge allege death, injury, kidnapping, armed acts or explosives?",
    ),
    (
        "left_country",
        None,
        r"left the country|fled|absconded|quitte le (?:pays|territoire)|s est enfui|pris la fuite"
        r"|abandono el pais|huyo|se fugo|покинул|скрылся|выехал|бежал",
        "When did the subject leave the issuing state?",
    ),
    (
        "armed_or_gang",
        True,
        r"organi[sz]ed (?:criminal )?(?:group|gang)|criminal (?:organi|group|association)"
        r"|terrorist organi"
        r"|armed (?:group|formation|organi)|bande organisee|association de malfaiteurs"
        r"|organizacion criminal"
        r"|banda|grupo armado|организованн\w+ групп|преступн\w+ (?:групп|сообществ)|банд"
        r"|террористическ\w+ орган",
        "Is the subject said to act with an armed group, terrorist organisation, mafia or gang?",
    ),
    (
        "private_dispute",
        True,
        r"loan|contract|debt|shareholder|lease|pret\b|contrat|dette|actionnaire|prestamo"
        r"|contrato|deuda"
        r"|accionista|договор|долг|заем|займ|кредит",
        "Does the matter grow out of a commercial, property or debt dispute?",
    ),
    (
        "state_post",
        True,
        r"minister|mayor|governor|deputy|civil servant|public official|ministre|maire|gouverneur"
        r"|fonctionnaire"
        r"|ministro|alcalde|gobernador|funcionario|министр|мэр|губернатор|депутат|чиновник"
        r"|должностн",
        "Does or did the subject hold a public post?",
    ),
    (
        "business_elite",
        True,
        r"chairman|chief executive|general director|director of (?:the )?(?:company|bank)"
        r"|owner of|president of the (?:bank|board)"
        r"|directeur general|president directeur|gerente general|director general"
        r"|генеральн\w+ директор|владел|учредител",
        "Was the subject an owner or top manager of a sizeable business, bank or fund?",
    ),
)  # fmt: skip


def proposals_of(blocks: Sequence[Block], mask: NameMask) -> tuple[Proposal, ...]:
    """Candidate facts and dates, each with the words that suggest it and a question."""
    found: list[Proposal] = []
    asked: set[str] = set()
    for block in blocks:
        for part in block.filled:
            for proposal in _in_line(part.text, part.line, mask):
                if proposal.path not in asked or proposal.path == "alleged_offence_date":
                    asked.add(proposal.path)
                    found.append(proposal)
    return tuple(found[:_MOST])


def _in_line(text: str, line: Line, mask: NameMask) -> Iterator[Proposal]:
    hidden = mask.hide(text)
    for date in dates_in(hidden):
        words = shorten(harmless(hidden[date.start : date.end]))
        question = (
            "Which date is meant, and is it that of the alleged acts?"
            if date.iso is None
            else "Is this the date of the alleged acts?"
        )
        value = date.iso or list(date.readings)
        yield _proposal("alleged_offence_date", value, line, words, question)
    folded = fold(hidden)
    for path, value, cue, question in _CUES:
        match = re.search(rf"\b(?:{cue})\w*", folded)
        if match:
            yield _proposal(path, value, line, shorten(match[0]), question)


def _proposal(path: str, value: Any, line: Line, words: str, question: str) -> Proposal:
    return Proposal(path, value, line.page, (line.number, line.number), words, question)
