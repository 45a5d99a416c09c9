"""RPD, diffusions (Articles 97 to 101): tested by the general conditions and by these.

A diffusion reaches other countries before INTERPOL looks at it. Afterwards the Secretariat can only
tell the receivers, not recall it. The conditions of Article 83 are not written for diffusions, yet
the CCF has found diffusions not compliant under the tag 'description of criminal activities'
(decisions 1 and 3 of 2023).
"""

from __future__ import annotations

import datetime as dt

from redrisk.checks._declare import (
    DIFFUSION,
    Citation,
    Finding,
    failed,
    not_applicable,
    passed,
    rule,
    unknown,
)
from redrisk.checks._facts import Facts
from redrisk.checks.rpd_general import combined
from redrisk.checks.rpd_notices import STEPS, cancellation, withdrawal

MOSCOW_SINCE = dt.date(2022, 3, 10)
"""Since this day NCB Moscow must send its diffusions through the Secretariat."""

MOSCOW_UNSURE_SINCE = dt.date(2025, 1, 1)
"""Press reports say that some of the stricter measures were dropped in 2025."""


@rule(
    "F99",
    Citation("RPD", "99", "2"),
    inputs="warrant.valid charges answers.factual_impossibility",
    unconfirmed="wording",
    applies_to=DIFFUSION,
    rests_on="G10 G11 G12 G34 G35",
)
def before_sending(facts: Facts) -> Finding:
    """What the NCB must secure before sending.

    The NCB has the same duties before it sends a diffusion as before it asks for a notice.
    """
    return combined(facts, ("G10", "G11", "G12", "G34", "G35"), "what the NCB must secure is")


@rule(
    "F99-3",
    Citation("RPD", "99", "3"),
    inputs="instrument interpol_history",
    sources=(
        "https://extraditionuk.petersandpeters.com/2022/03/russias-access-to-interpol-restricted",
    ),
    unconfirmed="wording",
    applies_to=DIFFUSION,
)
def diffusion_allowed(facts: Facts) -> Finding:
    """When a diffusion may be chosen.

    A diffusion is meant for limited circulation, restricted access, or a request that does not
    qualify for a notice. Choosing one after a notice was refused is an indicator, not a breach.
    """
    if facts.field("instrument") is None:
        return unknown("instrument", "whether it is a diffusion is not known")
    for path, item in facts.events("interpol_history"):
        if item.decision in ("refused", "deleted"):
            facts.use(f"{path}.decision", item.decision)
            return passed(
                "sent although a request was refused or deleted: an indicator, which "
                "does not breach this rule"
            )
    return passed("a request that does not qualify for a notice may be sent as a diffusion")


@rule(
    "F-ru",
    Citation("INTERPOL measures of 10 March 2022 on NCB Moscow"),
    inputs="issuing_country notice_date answers.routed_through_secretariat",
    sources=(
        "https://www.hstoday.us/subject-matter-areas/law-enforcement-and-public-safety/interpol-implements-heightened-supervision-and-monitoring-measures-in-relation-to-russia/",
    ),
    applies_to=DIFFUSION,
)
def moscow(facts: Facts) -> Finding:
    """Diffusions of NCB Moscow go through the Secretariat.

    Since 10 March 2022 NCB Moscow must send its diffusions through the Secretariat. Press
    reports say that some of the stricter measures were dropped in 2025.
    """
    if facts.field("issuing_country") != "RU":
        return not_applicable("not a diffusion of NCB Moscow")
    if facts.field("instrument") is None:
        return unknown("instrument", "whether it is a diffusion is not known")
    sent = facts.field("notice_date")
    if sent is None:
        return unknown("notice_date", "when it was sent is not known")
    if sent.latest < MOSCOW_SINCE:
        return not_applicable(f"sent {sent}, before the measure of {MOSCOW_SINCE}")
    routed = facts.answer("routed_through_secretariat")
    if routed:
        return passed(f"sent {sent}, through the Secretariat")
    if routed is None:
        return unknown("answers.routed_through_secretariat", f"sent {sent}; the way is not known")
    if sent.earliest < MOSCOW_SINCE or sent.latest >= MOSCOW_UNSURE_SINCE:
        return unknown(
            "notice_date",
            f"sent {sent}, not through the Secretariat; whether the "
            "measure was in force that day can't be told",
        )
    return failed(f"sent {sent}, not through the Secretariat")


@rule(
    "F101",
    Citation("RPD", "101"),
    inputs="warrant.valid answers.charges_dropped_or_acquitted answers.bureau_withdrew "
    f"answers.suspended_on {STEPS} as_of",
    unconfirmed="wording",
    applies_to=DIFFUSION,
    rests_on="D51",
)
def diffusion_withdrawn(facts: Facts) -> Finding:
    """Suspension, withdrawal and cancellation.

    Diffusions are suspended, withdrawn and cancelled as notices are (Article 81).
    """
    withdrawn = withdrawal(facts)
    if withdrawn.result == "FAIL":
        return withdrawn
    cancelled = cancellation(facts)
    if cancelled.result != "PASS" or withdrawn.result == "PASS":
        return cancelled
    return withdrawn
