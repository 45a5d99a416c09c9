"""Facts: what the features look at, each read from the notice and the state's indices.

A fact has a few ordered answers, and its value is the range of answers that the notice leaves
open, as a pair of positions. A stated yes is ``(1, 1)``, a stated no ``(0, 0)``, and ``(0, 1)`` is
unknown. Partial dates that straddle two answers leave a shorter range. Unknown is thus a value
like any other, and 'and' and 'or' are minimum and maximum of both ends.

The same declarations serve one notice and a table of notices: see view.py.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from redrisk import offences, rulings, timing
from redrisk.context import StateContext, StateIndices
from redrisk.notice import Notice
from redrisk.view import NO_YES, Range, View, certain, opposite, whether

Basis = Literal["charge", "index", "second coding", "as told"]
"""How a fact comes to be recorded: read off the charge, looked up in an index, coded a second time
by people who did not know the outcome, or as the sources happen to tell it."""

SECOND_CODING = frozenset(
    {
        "political_profile",
        "crossed_officials",
        "state_post",
        "business_elite",
        "armed_or_gang",
        "private_victims",
        "concrete_act",
        "private_dispute",
    }
)
"""The fields that two coders filled in again for every decided case, blind to its outcome."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A question to the notice, with its ordered answers.

    Attributes
    ----------
    id
        The name by which features and reports refer to it.
    question
        In words that a person can answer.
    answers
        From the one that speaks least for 'yes' to the one that speaks most.
    reads
        The notice's fields that it looks at.
    read
        From a view to the range of answers left open.
    basis
        How it comes to be recorded; decides whether its recording can be even.
    unknown
        The range that leaves every answer open.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    reads: tuple[str, ...]
    read: Callable[[View], Range]
    basis: Basis = "as told"
    unknown: Range = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "unknown", (0, len(self.answers) - 1))


def stated(field: str, question: str) -> Fact:
    """The fact that a field of the notice states as yes or no."""

    def read(view: View) -> Range:
        return view.stated(field)

    basis: Basis = "second coding" if field in SECOND_CODING else "as told"
    return Fact(field, question, NO_YES, (field,), read, basis)


def stated_not(field: str, fact_id: str, question: str) -> Fact:
    """The fact that holds when a field of the notice is stated as no."""

    def read(view: View) -> Range:
        return opposite(view.stated(field))

    return Fact(fact_id, question, NO_YES, (field,), read)


STATE_READS = ("issuing_country", "notice_date", "criminal_case_opened")
STEPS = (0.8, 0.6, 0.4, 0.2)
"""Equal steps of a 0-1 index; a value on a step belongs to the better side."""

_STEPS_UPWARD = tuple(sorted(STEPS))

STEP_ANSWERS = ("0.8 and above", "0.6 to 0.8", "0.4 to 0.6", "0.2 to 0.4", "below 0.2")


def state_index(fact_id: str, index: str, question: str) -> Fact:
    """The fact in which of five equal steps an index of the issuing state lies."""
    unknown = (0, len(STEPS))

    def step(indices: StateIndices) -> Range:
        value = getattr(indices, index)
        if value is None:
            return unknown
        return certain(len(STEPS) - bisect.bisect_right(_STEPS_UPWARD, value))

    def read(view: View) -> Range:
        return view.of_state(step)

    return Fact(fact_id, question, STEP_ANSWERS, STATE_READS, read, "index")


def charge_in(fact_id: str, categories: frozenset[str], question: str) -> Fact:
    """The fact that a charge falls under one of these offence categories."""
    family = offences.as_bits(categories)

    def read(view: View) -> Range:
        return view.charged.under(family)

    return Fact(fact_id, question, NO_YES, ("charges",), read, "charge")


def role_in(fact_id: str, roles: frozenset[str], question: str) -> Fact:
    """The fact that the subject had one of these roles before the charge."""

    def one_of_them(held: tuple[str, ...] | None) -> Range:
        return whether(None if held is None else not roles.isdisjoint(held))

    def read(view: View) -> Range:
        return view.of("roles", one_of_them)

    return Fact(fact_id, question, NO_YES, ("roles",), read)


RIGHTS_OR_PRESS_ROLES = frozenset(
    {
        "activist",
        "journalist",
        "blogger",
        "human_rights_defender",
        "lawyer",
        "whistleblower",
        "union_leader",
        "academic",
        "religious_figure",
        "ethnic_minority_leader",
    }
)

FACTS: tuple[Fact, ...] = (
    state_index(
        "state_rule_of_law",
        "rule_of_law",
        "How does the issuing state stand on the V-Dem rule of law index in the year before?",
    ),
    state_index(
        "state_free_expression",
        "free_expression",
        "How does it stand on the V-Dem freedom of expression index in the year before?",
    ),
    charge_in(
        "charge_political",
        offences.POLITICAL_OFFENCES,
        "Is a charge political by nature (against the state, its security, its faith, or by word)?",
    ),
    charge_in(
        "charge_membership",
        offences.MEMBERSHIP_OFFENCES,
        "Is membership or support of a terrorist body charged, without a specific act?",
    ),
    charge_in(
        "charge_terrorism",
        offences.TERRORIST_OFFENCES,
        "Is terrorism charged, as an act or as membership?",
    ),
    charge_in("charge_economic", offences.ECONOMIC_OFFENCES, "Is an economic offence charged?"),
    charge_in("charge_violent", offences.VIOLENT_OFFENCES, "Is an act of violence charged?"),
    charge_in(
        "charge_organised",
        offences.ORGANISED_OFFENCES,
        "Is trafficking or organised crime charged?",
    ),
    charge_in(
        "charge_transnational",
        offences.TRANSNATIONAL_OFFENCES,
        "Is money laundering, cybercrime or smuggling through customs charged?",
    ),
    charge_in(
        "charge_private",
        offences.PRIVATE_OFFENCES,
        "Is a debt, a cheque or a family matter charged?",
    ),
    stated(
        "political_profile",
        "Before the charge, was the subject active in politics, protest, the press, rights work, "
        "a minority's leadership or critical scholarship, or a known ally or relative of such a "
        "person?",
    ),
    stated(
        "crossed_officials",
        "Before the charge, did the subject refuse a bribe or demand, expose or testify against "
        "officials, or sue the state?",
    ),
    stated("state_post", "Does or did the subject hold a public post?"),
    stated(
        "business_elite",
        "Is the subject owner or top manager of a sizeable business, bank or fund?",
    ),
    stated(
        "armed_or_gang",
        "Is the subject said to act with an armed group, terrorist organisation, mafia or gang?",
    ),
    stated("private_victims", "Does the charge allege harm to identifiable private victims?"),
    stated(
        "concrete_act",
        "Does the charge name a concrete act, not only membership, opinion or a bare label?",
    ),
    stated(
        "violence_alleged",
        "Does the charge allege death, injury, kidnapping, armed acts or explosives?",
    ),
    stated_not(
        "individual_acts_described",
        "individual_acts_missing",
        "Does the notice fail to say what this person did, when and where?",
    ),
    stated(
        "private_dispute",
        "Does the charge grow out of a commercial, property or debt dispute?",
    ),
    stated(
        "associates_targeted",
        "Are relatives, lawyers or colleagues pursued in the same campaign?",
    ),
    stated("in_absentia", "Was the subject tried or convicted in absence?"),
    role_in(
        "rights_or_press_role",
        RIGHTS_OR_PRESS_ROLES,
        "Was the subject in the press, rights or defence work, scholarship, or a leader of a "
        "faith, union or minority?",
    ),
    role_in(
        "opposition_role",
        frozenset({"opposition_politician"}),
        "Was the subject an opposition politician?",
    ),
    role_in(
        "private_role",
        frozenset({"private_person"}),
        "Was the subject a private person without any public role?",
    ),
    Fact(
        "activity_to_case",
        "How long after the nearest earlier political act was the criminal case opened?",
        timing.ACTIVITY_LAG_ANSWERS,
        ("political_activity", "criminal_case_opened", "answers.charge_after_dissent"),
        timing.activity_lag,
    ),
    Fact(
        "case_after_departure",
        "Was the case opened after the subject had left the issuing state?",
        NO_YES,
        ("left_country", "criminal_case_opened"),
        timing.after_departure,
    ),
    Fact(
        "case_after_asylum_claim",
        "Was the case opened after the subject had asked for asylum?",
        NO_YES,
        ("political_activity", "protection", "criminal_case_opened"),
        timing.after_asylum_claim,
    ),
    Fact(
        "notice_after_protection",
        "Was the notice requested after another state had granted the subject protection?",
        NO_YES,
        ("protection", "notice_date", "issuing_country"),
        timing.after_protection,
    ),
    Fact(
        "old_facts",
        "Was the case opened more than five years after the alleged acts?",
        NO_YES,
        ("alleged_offence_date", "criminal_case_opened"),
        timing.old_facts,
    ),
    Fact(
        "protected",
        "Has another state, or UNHCR, granted the subject refugee status or subsidiary protection?",
        NO_YES,
        ("protection", "issuing_country"),
        rulings.protected,
    ),
    Fact(
        "asylum_denied",
        "Was the subject's claim to asylum denied?",
        NO_YES,
        ("protection",),
        rulings.asylum_denied,
    ),
    Fact(
        "extradition_refused",
        "Did another state refuse extradition, and on which ground?",
        rulings.REFUSAL_ANSWERS,
        ("extradition", "issuing_country"),
        rulings.extradition_refused,
    ),
    Fact(
        "interpol_refused",
        "Did INTERPOL refuse, block or delete an earlier request on the same person or facts?",
        NO_YES,
        ("interpol_history",),
        rulings.interpol_decided(frozenset({"refused", "deleted", "blocked"})),
    ),
    Fact(
        "interpol_upheld",
        "Did INTERPOL or the CCF find an earlier request on the same facts compliant?",
        NO_YES,
        ("interpol_history",),
        rulings.interpol_decided(frozenset({"upheld"})),
    ),
)

FACT: dict[str, Fact] = {fact.id: fact for fact in FACTS}


Facts = dict[str, Range]
"""Fact id to the range of answers left open."""


def read_facts(view: View) -> Facts:
    """Every fact's range of answers left open.

    >>> from redrisk.context import shipped_context
    >>> view = View(Notice(issuing_country="FR", in_absentia=True), shipped_context())
    >>> read_facts(view)["in_absentia"], read_facts(view)["protected"]
    ((1, 1), (0, 1))
    """
    return {fact.id: fact.read(view) for fact in FACTS}


def left_open(values: Facts, incomplete: Iterable[str]) -> Facts:
    """The facts, once what a list known to lack members does not name is left open.

    Further members of a list can only raise an answer, so its first end stands.
    """
    lists = frozenset(incomplete)
    return {
        fact.id: (values[fact.id][0], fact.unknown[1])
        if reads_any(fact, lists)
        else values[fact.id]
        for fact in FACTS
    }


def reads_any(fact: Fact, fields: Iterable[str] | None) -> int:
    """1 if a fact looks at one of these fields of the notice."""
    return 0 if fields is None or frozenset(fields).isdisjoint(fact.reads) else 1


def facts_of(notice: Notice, context: StateContext, *, state_known: bool = True) -> Facts:
    """Every fact of a notice."""
    values = read_facts(View(notice, context, state_known=state_known))
    return left_open(values, notice.incomplete) if notice.incomplete else values


def answer_in_words(fact: Fact, value: Range) -> str:
    """The answers left open, as a person would say it."""
    first, last = value
    if value == fact.unknown:
        return "unknown"
    if first == last:
        return fact.answers[first]
    return (
        f"{fact.answers[first]} or {fact.answers[last]}"
        if last == first + 1
        else (f"between '{fact.answers[first]}' and '{fact.answers[last]}'")
    )
