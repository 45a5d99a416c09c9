"""RPD, how grave the offence must be: Article 83(1)(a)(ii) and (iii), and 83(1)(b)."""

from __future__ import annotations

from redrisk.checks._declare import (
    RED_NOTICE,
    Citation,
    Finding,
    failed,
    not_applicable,
    passed,
    rule,
    unknown,
)
from redrisk.checks._facts import Facts

TRIAL_MONTHS = 24
"""The least that the maximum penalty must be if the subject is wanted for trial."""

SERVE_MONTHS = 6
"""The least sentence, or remainder, if the subject is wanted to serve it."""

_MINIMUM = "http://ngm.com.au/extradition-lawyers-sydney/interpol-red-notices-abusing-the-system/"
_MAXIMUM = "https://nrivision.com/how-to-remove-an-interpol-red-notice/7862"


def wanted_to_serve(facts: Facts) -> bool | None:
    """Whether the subject is wanted to serve a sentence (True), for trial (False), or not known."""
    stated = facts.text("wanted_for")
    if stated in ("trial", "sentence"):
        return stated == "sentence"
    if facts.notice.sentence is not None:
        facts.use("sentence", facts.notice.sentence)
        return True
    if any(charge.max_penalty is not None for _, charge in facts.charges()):
        return None if facts.field("in_absentia") else False
    return None


@rule(
    "R83-1a-ii-p",
    Citation("RPD", "83", "1", "a", "ii"),
    inputs="charges[].max_penalty sentence.imposed_months answers.wanted_for in_absentia "
    "answers.particular_importance",
    sources=(_MINIMUM, _MAXIMUM),
    unconfirmed="wording; the two-year figure is sourced",
    applies_to=RED_NOTICE,
)
def maximum_penalty(facts: Facts) -> Finding:
    """Wanted for trial: maximum penalty of two years.

    Wanted for trial: the most that the offence carries is at least two years. It is the maximum
    penalty that counts, not a minimum sentence.
    """
    serve = wanted_to_serve(facts)
    if serve:
        return not_applicable("wanted to serve a sentence, not for trial")
    known = []
    missing = ""
    for path, charge in facts.charges():
        if charge.max_penalty is None:
            missing = missing or f"{path}.max_penalty"
        else:
            facts.use(f"{path}.max_penalty", charge.max_penalty)
            known.append(charge.max_penalty)
    if "life" in known:
        return passed("the maximum penalty is life")
    highest = max((months for months in known if isinstance(months, int)), default=None)
    if highest is not None and highest >= TRIAL_MONTHS:
        return passed(f"maximum penalty {highest} months, at or above the {TRIAL_MONTHS} required")
    if highest is None or missing:
        return unknown(missing or "charges", "the maximum penalty of a charge is not known")
    below = f"maximum penalty {highest} months, below the {TRIAL_MONTHS} required"
    if serve is None:
        return unknown("answers.wanted_for", f"{below}; whether wanted for trial is not known")
    return below_threshold(facts, below)


def below_threshold(facts: Facts, below: str) -> Finding:
    """A missed threshold: the exception of 83(1)(b) must be known not to be used."""
    important = facts.answer("particular_importance")
    if important is False:
        return failed(f"{below}, and the exception of 83(1)(b) is not used")
    if important:
        return unknown(
            "answers.particular_importance",
            f"{below}; a reason of particular "
            "importance was put forward, and the Secretariat may accept it",
        )
    return unknown(
        "answers.particular_importance",
        f"{below}; whether the exception of 83(1)(b) is used is not known",
    )


@rule(
    "R83-1a-ii-s",
    Citation("RPD", "83", "1", "a", "ii"),
    inputs="sentence.imposed_months sentence.remaining_months charges[].max_penalty in_absentia "
    "answers.wanted_for answers.particular_importance",
    sources=(_MINIMUM,),
    unconfirmed="'and/or' between the sentence and what is left of it",
    applies_to=RED_NOTICE,
)
def sentence_to_serve(facts: Facts) -> Finding:
    """Wanted to serve: sentence of six months.

    Wanted to serve: a sentence of at least six months, and/or at least six months of it left.
    """
    serve = wanted_to_serve(facts)
    if serve is False:
        return not_applicable("wanted for trial, not to serve a sentence")
    imposed = facts.part("sentence", "imposed_months")
    left = facts.part("sentence", "remaining_months")
    if imposed is None and left is None:
        asks = "answers.wanted_for" if serve is None else "sentence.imposed_months"
        return unknown(asks, "the sentence is not known")
    if imposed is not None and left is not None and left > imposed:
        return unknown(
            "sentence.remaining_months",
            f"{left} months left of {imposed} imposed contradict each other",
        )
    longest = max(months for months in (imposed, left) if months is not None)
    what = " and ".join(
        text
        for months, text in ((imposed, f"{imposed} months imposed"), (left, f"{left} left"))
        if months is not None
    )
    if imposed is not None and left is not None and left < SERVE_MONTHS <= imposed:
        return passed(
            f"{imposed} months imposed, at or above the {SERVE_MONTHS} required; {left} left, "
            "below it, which counts only if the rule means 'and'"
        )
    if longest >= SERVE_MONTHS:
        return passed(f"{what}, at or above the {SERVE_MONTHS} required")
    if imposed is None:
        return unknown(
            "sentence.imposed_months",
            f"{what}, below the {SERVE_MONTHS} required; the sentence imposed is not known",
        )
    return below_threshold(facts, f"{what}, below the {SERVE_MONTHS} required")


@rule(
    "R83-1a-iii",
    Citation("RPD", "83", "1", "a", "iii"),
    inputs="charges violence_alleged answers.organised_or_transnational_crime "
    "answers.petty_or_local private_dispute answers.family_or_private_matter",
    unconfirmed="wording",
    applies_to=RED_NOTICE,
    rests_on="G35",
)
def notice_of_interest(facts: Facts) -> Finding:
    """Interest for international police cooperation.

    The request is of interest for international police cooperation.
    """
    found = facts.outcome("G35")
    facts.rest_on(found)
    return Finding(found.result, found.reason, found.asks)


@rule(
    "R83-1b",
    Citation("RPD", "83", "1", "b"),
    inputs="answers.particular_importance charges[].max_penalty sentence.imposed_months",
    unconfirmed="wording",
    applies_to=RED_NOTICE,
    rests_on="R83-1a-ii-p R83-1a-ii-s",
)
def particular_importance(facts: Facts) -> Finding:
    """Exception: particular importance.

    Below a threshold the Secretariat may, after consulting the NCB, publish a notice of
    particular importance to international police cooperation.
    """
    thresholds = (facts.outcome("R83-1a-ii-p"), facts.outcome("R83-1a-ii-s"))
    missed = [found for found in thresholds if "below the" in found.reason]
    if not missed:
        if any(found.result == "PASS" for found in thresholds):
            return not_applicable("the threshold is met; no exception is needed")
        asks = next((found.asks for found in thresholds if found.asks), "charges")
        return unknown(asks, "whether a threshold is missed is not known")
    facts.rest_on(*missed)
    important = facts.answer("particular_importance")
    if important is False:
        return not_applicable("no particular importance was put forward; the exception is not used")
    if important:
        return passed("a reason of particular importance was put forward")
    return unknown(
        "answers.particular_importance",
        "below a threshold; whether the exception is used is not known",
    )
