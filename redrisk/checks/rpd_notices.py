"""RPD, notices in general: what the NCB secures, and when a notice ends (Articles 76, 81)."""

from __future__ import annotations

from redrisk.checks._declare import (
    RED_NOTICE,
    Citation,
    Finding,
    failed,
    passed,
    rule,
    unknown,
)
from redrisk.checks._facts import Facts, months_after
from redrisk.checks.rpd_general import asked_for_extradition, combined

STEPS = (
    "located_on extradition_requested_when_located papers_sent_on extradition "
    "answers.no_extradition_request_when_located answers.reason_for_no_request"
)
"""The facts that show what the issuing state did once it knew where the subject was."""

_SCREENING = "https://rednoticetrack.com/interpol-red-notices-before-publication"
_LACK_OF_ACTION = (
    "https://europeancourt.org/en/wp-json/wp/v2/pages/232082",
    "https://europeancourt.org/en/wp-json/wp/v2/pages/232096",
    "https://europeancourt.org/en/wp-json/wp/v2/pages/232043",
)


@rule(
    "N76",
    Citation("RPD", "76", "2"),
    inputs="warrant.valid charges answers.factual_impossibility",
    sources=(_SCREENING,),
    unconfirmed="wording; that the duty is the NCB's first is sourced",
    applies_to=RED_NOTICE,
    rests_on="G10 G11 G12 G34 G35",
)
def before_asking(facts: Facts) -> Finding:
    """What the NCB must secure before asking.

    Before it asks, the NCB itself secures quality and lawfulness, the conditions of
    publication, interest for police cooperation, and conformity with Articles 2(1) and 3 and
    international law: a breach of G10 to G35 is the NCB's too.
    """
    return combined(facts, ("G10", "G11", "G12", "G34", "G35"), "what the NCB must secure is")


@rule(
    "N81a",
    Citation("RPD", "81", "1-2"),
    inputs="warrant.valid answers.charges_dropped_or_acquitted extradition answers.bureau_withdrew",
    unconfirmed="wording",
    applies_to=RED_NOTICE,
    rests_on="D51",
)
def bureau_withdraws(facts: Facts) -> Finding:
    """The NCB suspends or withdraws.

    The NCB suspends or withdraws its request if the purpose is achieved, if it has doubts, or
    if it no longer wants it (81(1) and (2)).
    """
    return withdrawal(facts)


def withdrawal(facts: Facts) -> Finding:
    """Grounds for withdrawal, and whether the NCB acted on them."""
    if facts.answer("bureau_withdrew"):
        return passed("the NCB suspended or withdrew its request")
    spent = facts.outcome("D51")
    facts.rest_on(spent)
    if spent.result == "FAIL":
        return failed(f"grounds for withdrawal existed and nothing was done: {spent.reason}")
    if spent.result == "PASS":
        return passed(f"no ground for withdrawal is known: {spent.reason}")
    return unknown(spent.asks or "answers.bureau_withdrew", spent.reason)


@rule(
    "N81b",
    Citation("RPD", "81", "3"),
    inputs=f"answers.suspended_on {STEPS} as_of",
    sources=_LACK_OF_ACTION,
    unconfirmed="wording",
    applies_to=RED_NOTICE,
)
def secretariat_cancels(facts: Facts) -> Finding:
    """The Secretariat cancels.

    The Secretariat cancels a notice if the request has been suspended for over six months, if
    the general or the Red Notice conditions are no longer met, or if the NCB was told enough to
    act, took no step and gave no reasonable ground. The three published decisions seen under
    that tag ended in an update or in compliance: FAIL is a ground here, not a forecast.
    """
    return cancellation(facts)


def cancellation(facts: Facts) -> Finding:
    """Over six months suspended, or located without a step towards extradition."""
    suspended = facts.date_answer("suspended_on")
    if suspended is not None:
        if facts.is_past(months_after(suspended.latest, 6)):
            return failed(f"suspended since {suspended}, for more than six months")
        if facts.is_past(months_after(suspended.earliest, 6)) is not False:
            return unknown(
                "as_of",
                f"suspended since {suspended}; whether for more than six months can't be told",
            )
    return steps_once_located(facts)


def steps_once_located(facts: Facts) -> Finding:
    """Located, and what followed."""
    asked = asked_for_extradition(facts)
    if asked:
        return passed("the issuing state asked for extradition")
    if asked is None:
        return unknown(
            "extradition_requested_when_located",
            "whether the issuing state asked for extradition is not known",
        )
    told = facts.happened("located_on")
    if told is None and not facts.answer("no_extradition_request_when_located"):
        return unknown(
            "located_on",
            "no request for extradition; whether the issuing state knew "
            "where the subject was is not known",
        )
    since = f"located {told}" if told else "located"
    explained = facts.answer("reason_for_no_request")
    if explained is None:
        return unknown(
            "answers.reason_for_no_request",
            f"{since}, and no request for extradition; "
            "whether a reasonable ground was given is not known",
        )
    if explained:
        return passed(f"{since}; no request for extradition, on a reasonable ground")
    return failed(
        f"{since}; no request for extradition and no reasonable ground for it "
        "(a ground, not a forecast)"
    )
