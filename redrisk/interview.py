"""The questions worth asking: what is unknown, why it matters, and which document could tell.

Unknowns of the rules and of the score stand in one list, each fact once, ordered by the document
that could answer and by the rule at stake. No question says which answer would help whom.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from redrisk import checks
from redrisk.checks._declare import RULES
from redrisk.checks._inputs import (
    CHOICES,
    DOCUMENT_ORDER,
    DOCUMENTS,
    INPUTS,
    ORDER,
    AnswerKind,
    declared_path,
    question_for,
)
from redrisk.notice import Notice

Extra = tuple[str, str, str, str]
"""Fact id, question, path of the notice field, and why it matters."""

_ONLY_IF_AT_STAKE = ("as_of", "sentence", "renewal_reason", "renewed_on")
_FIELDS_TO_ASK = tuple(
    path
    for path in INPUTS
    if not path.startswith(("answers.", *_ONLY_IF_AT_STAKE)) and "[]" not in path
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes
    ----------
    fact
        Id of the fact: its path, or the id that the score gives it.
    text
        The question.
    path
        Where the answer goes in the notice: ``warrant.valid``, ``answers.ne_bis_in_idem``.
    why
        What the answer decides.
    document
        The document that could answer.
    rules
        Ids of the rules that the answer bears on.
    kind
        Kind of answer: yes_no, date, months, penalty, money, country, countries, choice, choices,
        text, charges or records.
    choices
        The words that a choice accepts.
    """

    fact: str
    text: str
    path: str
    why: str
    document: str
    rules: tuple[str, ...]
    kind: AnswerKind
    choices: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """The question as data that JSON can hold."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        return {**plain, "rules": list(self.rules), "choices": list(self.choices)}


def questions(
    notice: Notice,
    extra: Iterable[Extra] | None = None,
    *,
    as_of: dt.date | None = None,
) -> tuple[Question, ...]:
    """What to ask about a notice.

    Parameters
    ----------
    notice
        The notice as far as it is known.
    extra
        Further unknowns: fact id, question, path of the notice field and why it matters. None for
        those of the score. A path that a rule asks for too stands once, with both reasons.
    as_of
        The day of assessment, for the rules that need one.

    Returns
    -------
    tuple of Question
        By document, then by the rule at stake.

    Notes
    -----
    Source: the rules of ``redrisk.checks``; each question names those that it bears on.

    Examples
    --------
    >>> asked = questions(Notice(issuing_country="TR"))
    >>> asked[0].path, asked[0].document
    ('instrument', 'the notice, or an extract of it from the CCF')
    """
    at_stake: dict[str, list[str]] = {}
    for result in checks.run(notice, as_of=as_of):
        if result.asks and result.asks != "as_of" and not _is_known(notice, result.asks):
            at_stake.setdefault(result.asks, []).append(result.rule)
    found = {path: _for_rules(path, tuple(rules)) for path, rules in at_stake.items()}
    for fact, text, path, why in unknowns_of_score(notice) if extra is None else extra:
        if path in found:
            found[path] = _joined(found[path], fact, why)
        elif not _is_known(notice, path):
            found[path] = _for_score(fact, text, path, why)
    return tuple(sorted(found.values(), key=_place))


def unknowns_of_score(notice: Notice) -> Iterator[Extra]:
    """The facts that the score weighs and nobody stated, one for each field that would tell."""
    from redrisk.scoring import score

    for item in score(notice).unknowns:
        for path in item.fact.reads:
            yield item.fact.id, item.fact.question, path, "is one of the facts that are weighed"


def all_questions(notice: Notice, extra: Iterable[Extra] = ()) -> tuple[Question, ...]:
    """Every field of a notice that is unknown, and every question of the rules: the interview.

    Examples
    --------
    >>> asked = {question.path for question in all_questions(Notice(issuing_country="TR"))}
    >>> {"political_profile", "warrant.valid", "charges"} <= asked
    True
    """
    plain = [
        (path, INPUTS[path].question, path, "describes the request")
        for path in _FIELDS_TO_ASK
        if not _is_known(notice, path)
    ]
    return questions(notice, [*extra, *plain])


def _for_rules(path: str, rules: tuple[str, ...]) -> Question:
    citations = dict.fromkeys(f"{RULES[name].citation} ({RULES[name].title})" for name in rules)
    return _question(path, path, question_for(path), f"decides {'; '.join(citations)}", rules)


def _for_score(fact: str, text: str, path: str, why: str) -> Question:
    return _question(fact, path, text, why, ())


def _joined(question: Question, fact: str, why: str) -> Question:
    if why == "describes the request" or why in question.why:
        return question
    reasons = f"{question.why}; {why}"
    return _question(fact, question.path, question.text, reasons, question.rules)


def _question(fact: str, path: str, text: str, why: str, rules: tuple[str, ...]) -> Question:
    declared = INPUTS.get(declared_path(path))
    return Question(
        fact=fact,
        text=text,
        path=path,
        why=why,
        document=DOCUMENTS[declared.document if declared else "account"],
        rules=rules,
        kind=declared.kind if declared else "yes_no",
        choices=CHOICES.get(declared_path(path), ()),
    )


_DOCUMENT_OF = {text: DOCUMENT_ORDER[key] for key, text in DOCUMENTS.items()}


def _place(question: Question) -> tuple[int, int, int, str]:
    rules = list(RULES)
    first = min((rules.index(name) for name in question.rules), default=len(rules))
    written = ORDER.get(declared_path(question.path), len(ORDER))
    document = _DOCUMENT_OF[question.document]
    # The instrument comes first, since it decides which rules apply.
    return (document, -1 if question.path in _FIRST else first, written, question.path)


_FIRST = ("issuing_country", "instrument", "notice_date", "charges")


def _is_known(notice: Notice, path: str) -> bool:
    """Whether the notice tells the fact at ``path``; a part of an unknown list is not known."""
    name, _, part = path.partition(".")
    if name == "answers":
        return part in notice.answers
    field, _, index = name.partition("[")
    value = getattr(notice, field)
    if value is None:
        return False
    if index:
        place = index.rstrip("]")
        if not place or int(place) >= len(value):
            return False
        value = value[int(place)]
    return value is not None and (not part or getattr(value, part) is not None)
