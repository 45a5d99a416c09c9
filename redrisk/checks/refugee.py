"""Refugees: the policy of 2014 and the resolution of 2017 (GA-2017-86-RES-09)."""

from __future__ import annotations

import datetime as dt

from redrisk.checks._declare import Citation, Finding, failed, not_applicable, passed, rule, unknown
from redrisk.checks._facts import Facts

POLICY_SINCE = dt.date(2014, 6, 1)
RESOLUTION_SINCE = dt.date(2017, 9, 29)
"""Last day of the 86th General Assembly, which adopted the resolution."""


def feared_state(facts: Facts) -> bool | None:
    """Whether the status was given against the issuing state; None if that can't be told.

    A refugee is outside the state of nationality for fear of it (Refugee Convention, Art.
    1A(2)), so nationality tells where the decision does not. That of a state which gave
    protection tells nothing: the subject may have become its citizen since.
    """
    issuing: str = facts.field("issuing_country")
    feared = facts.text("persecution_feared_from")
    if feared is not None:
        return feared.upper() == issuing
    granting = {item.country for _, item in facts.events("protection")}
    nationalities = [code for code in facts.field("nationalities") or () if code not in granting]
    if not nationalities:
        return None
    if issuing not in nationalities:
        return False
    return True if len(nationalities) == 1 else None


def _with_status(facts: Facts, *statuses: str) -> list[str | None]:
    """Who gave each protection with one of these statuses, the issuing state apart."""
    givers = []
    for path, item in facts.events("protection"):
        if item.status in statuses and item.country != facts.notice.issuing_country:
            facts.use(f"{path}.status", item.status)
            if item.country is not None:
                facts.use(f"{path}.country", item.country)
            givers.append(item.country)
    return givers


def _confirmed_against(facts: Facts, granted_by: str | None, what: str) -> Finding:
    """Status, feared state and confirmation: all three, or it stays open."""
    confirmed = facts.answer("refugee_status_confirmed")
    against = feared_state(facts)
    if against is None and confirmed:
        against = True  # the question asks for a status against the issuing state
    if against is False:
        return not_applicable(f"{what}, but not against the issuing state")
    if against is None:
        return unknown(
            "answers.persecution_feared_from",
            f"{what}; from which state persecution is feared is not known",
        )
    if confirmed is None:
        return unknown(
            "answers.refugee_status_confirmed",
            f"{what}; whether a member state confirmed it is not known",
        )
    if not confirmed:
        return unknown(
            "answers.refugee_status_confirmed", f"{what}; no member state has confirmed it"
        )
    if granted_by == "UNHCR":
        return unknown(
            "answers.refugee_status_confirmed", f"{what} by UNHCR, which is no member state"
        )
    return failed(
        f"{what}{f' by {granted_by}' if granted_by else ''} against the issuing state, "
        "and confirmed"
    )


@rule(
    "S-ref",
    Citation("GA-2017-86-RES-09"),
    inputs="protection nationalities answers.persecution_feared_from "
    "answers.refugee_status_confirmed",
    sources=("https://www.interpol.int/Who-we-are/Legal-framework/INTERPOL-Refugee-Resolution",),
    since=RESOLUTION_SINCE,
)
def refugee(facts: Facts) -> Finding:
    """Refugee status confirmed against the issuing state.

    Once a member state confirms refugee status, INTERPOL deletes any notice or diffusion from
    the state where persecution is feared, and from no other. If status is denied or withdrawn,
    data may stay or return if otherwise compliant. A pending claim is an indicator, not
    decisive.
    """
    return _refugee(facts, "refugee")


def _refugee(facts: Facts, *statuses: str) -> Finding:
    protection = facts.notice.protection
    confirmed = facts.answer("refugee_status_confirmed")
    if protection is None:
        if confirmed:
            return _confirmed_against(facts, None, "refugee status was given")
        if confirmed is False:
            return not_applicable("no refugee status that a state could confirm")
        return unknown("protection", "whether there is refugee status is not known")
    givers = _with_status(facts, *statuses)
    if givers:
        by_state = next((giver for giver in givers if giver != "UNHCR"), "UNHCR")
        seeking = len(statuses) > 1
        what = "protection was given or asked for" if seeking else "refugee status was given"
        return _confirmed_against(facts, by_state, what)
    if _with_status(facts, "asylum_denied") and not _with_status(facts, "asylum_pending"):
        return passed("refugee status was denied; the data may stay if otherwise compliant")
    if _with_status(facts, "asylum_pending"):
        return not_applicable("a claim is pending, which is an indicator and not decisive")
    return not_applicable("no refugee status is stated")


@rule(
    "S-ref0",
    Citation("INTERPOL refugee policy of June 2014"),
    inputs="protection nationalities answers.persecution_feared_from "
    "answers.refugee_status_confirmed answers.grant_on_political_grounds",
    sources=(
        "https://rednoticeabuse.com/interpol-policy-on-refugees/",
        "https://www.rednoticelawjournal.com/2016/09/1351/",
    ),
    since=POLICY_SINCE,
    until=RESOLUTION_SINCE,
)
def refugee_policy_2014(facts: Facts) -> Finding:
    """Refugee policy of June 2014.

    Three conditions: status of refugee or asylum-seeker confirmed; request from the feared
    state; status not given on political grounds towards that state. Applied in general, so no
    absolute right. NCBs were told in February 2015; replaced by the resolution of 2017.
    """
    found = _refugee(facts, "refugee", "asylum_pending")
    if found.result != "FAIL":
        return found
    political = facts.answer("grant_on_political_grounds")
    if political is None:
        return unknown(
            "answers.grant_on_political_grounds",
            f"{found.reason}; whether on political grounds is not known",
        )
    if political:
        return passed("the status was given for reasons of policy towards the issuing state")
    return found
