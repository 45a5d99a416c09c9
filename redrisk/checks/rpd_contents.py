"""RPD, what a Red Notice must hold and rest on (Articles 83(2), 84), and what follows it (87)."""

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
from redrisk.checks.rpd_general import asked_for_extradition
from redrisk.checks.rpd_notices import STEPS, steps_once_located
from redrisk.dates import lag

PAPERS_DAYS = 40
"""Within so many days papers count as in time if the case's own limit is not known: the longest
provisional arrest under Art. 16(4) of the European Convention on Extradition."""

_PURPOSE = "https://www.underrednotice.com/post/interpol-lack-of-purpose-and-extradition"
_ROLE = "https://rednoticeabuse.com/category/businessmen"


@rule(
    "R83-2a",
    Citation("RPD", "83", "2", "a"),
    inputs="identity_set_complete answers.identity_data_insufficient",
    unconfirmed="wording",
    applies_to=RED_NOTICE,
)
def identity(facts: Facts) -> Finding:
    """Identity data.

    Either family name, forename, sex and date of birth (at least the year) with one of physical
    description, DNA, fingerprints or document data; or a good photograph with a further
    identifier.
    """
    complete = facts.field("identity_set_complete")
    insufficient = facts.answer("identity_data_insufficient")
    if insufficient or complete is False:
        return failed("identity data are missing, or may be another person's")
    if complete or insufficient is False:
        return passed("the identity data are complete")
    return unknown("identity_set_complete", "the identity data are not known")


@rule(
    "R83-2b-i",
    Citation("RPD", "83", "2", "b", "i"),
    inputs="individual_acts_described answers.vague_no_individual_role",
    sources=(_ROLE,),
    applies_to=RED_NOTICE,
)
def summary_of_facts(facts: Facts) -> Finding:
    """Summary of facts.

    A short, clear account of the criminal acts of the wanted person, with time and place. The
    CCF reads this as concrete and specific: role, acts, time, means and, where relevant,
    benefit or intent.
    """
    described = facts.field("individual_acts_described")
    vague = facts.answer("vague_no_individual_role")
    if described is not None and vague is not None and described is vague:
        return unknown(
            "individual_acts_described",
            "two answers on what the summary says contradict each other",
        )
    if described is False or vague:
        return failed("the summary does not say what this person did, when and where")
    if described or vague is False:
        return passed("the summary says what this person did, when and where")
    return unknown("individual_acts_described", "the summary of facts is not known")


@rule(
    "R83-2b-ii",
    Citation("RPD", "83", "2", "b", "ii"),
    inputs="charges",
    unconfirmed="wording",
    applies_to=RED_NOTICE,
)
def charges_stated(facts: Facts) -> Finding:
    """Charges.

    The charges are stated.
    """
    charges = facts.notice.charges
    if charges is None:
        return unknown("charges", "the charges are not known")
    facts.use("charges", len(charges))
    return passed(f"{len(charges)} stated") if charges else failed("no charge is stated")


@rule(
    "R83-2b-iii",
    Citation("RPD", "83", "2", "b", "iii"),
    inputs="charges[].law answers.law_cited answers.charge_facts_mismatch",
    unconfirmed="wording",
    applies_to=RED_NOTICE,
)
def law_cited(facts: Facts) -> Finding:
    """Law covering the offence.

    The law that covers the offence is cited, with its wording whenever possible.
    """
    if facts.answer("charge_facts_mismatch"):
        return failed("the stated facts fall short of the offence named")
    stated = facts.answer("law_cited")
    if stated is False:
        return failed("the law that covers the offence is not cited")
    laws = []
    for path, charge in facts.charges():
        if charge.law is None and not stated:
            return unknown(f"{path}.law", "the law behind a charge is not known")
        if charge.law is not None:
            facts.use(f"{path}.law", charge.law)
            laws.append(charge.law)
    if laws or stated:
        return passed(f"cited: {'; '.join(laws) or 'yes'}; nothing shows that it does not fit")
    return unknown("charges", "the charges are not known")


@rule(
    "R83-2b-iv",
    Citation("RPD", "83", "2", "b", "iv"),
    inputs="charges[].max_penalty sentence.imposed_months sentence.remaining_months "
    "answers.penalty_stated answers.penalty_false",
    unconfirmed="wording",
    applies_to=RED_NOTICE,
)
def penalty_stated(facts: Facts) -> Finding:
    """Penalty or sentence.

    The maximum penalty, the sentence or what is left of it is stated.
    """
    if facts.answer("penalty_false"):
        return failed("the penalty or sentence stated is wrong")
    stated = facts.answer("penalty_stated")
    if stated is False:
        return failed("no penalty or sentence is stated")
    for path, charge in facts.charges():
        if charge.max_penalty is not None:
            facts.use(f"{path}.max_penalty", charge.max_penalty)
            stated = True
    for part in ("imposed_months", "remaining_months"):
        if facts.part("sentence", part) is not None:
            stated = True
    if stated:
        return passed("stated, and nothing shows that it is wrong")
    return unknown("answers.penalty_stated", "whether a penalty or sentence is stated is not known")


@rule(
    "R83-2b-v",
    Citation("RPD", "83", "2", "b", "v"),
    inputs="warrant.valid answers.no_valid_warrant answers.warrant_author_competent "
    "limitation_expires as_of",
    sources=("https://ngm.com.au/?p=7068",),
    unconfirmed="letter",
    applies_to=RED_NOTICE,
    rests_on="S-lim",
)
def valid_warrant(facts: Facts) -> Finding:
    """Valid warrant.

    Reference to a valid arrest warrant or a decision of the same effect, with a copy whenever
    possible.
    """
    valid = facts.part("warrant", "valid")
    none_valid = facts.answer("no_valid_warrant")
    if valid is not None and none_valid is not None and valid is none_valid:
        return unknown("warrant.valid", "two answers on the warrant contradict each other")
    if valid is False or none_valid:
        return failed("the warrant was annulled, expired, or never issued by a competent authority")
    if facts.answer("warrant_author_competent") is False:
        return failed("the author of the warrant had no power to issue it")
    barred = facts.outcome("S-lim")
    if barred.result == "FAIL":
        facts.rest_on(barred)
        return failed(f"the warrant is doubtful: {barred.reason}")
    if valid or none_valid is False:
        return passed("the warrant is in force")
    return unknown("warrant.valid", "the warrant has not been seen")


@rule(
    "R84a",
    Citation("RPD", "84", "", "a"),
    inputs="answers.warrant_author_competent warrant.issuer warrant.valid",
    unconfirmed="wording",
    applies_to=RED_NOTICE,
)
def competent_author(facts: Facts) -> Finding:
    """Power to issue the warrant.

    The author of the warrant had the power to issue it.
    """
    competent = facts.answer("warrant_author_competent")
    if competent is False:
        return failed("the author had no power to issue the warrant")
    if competent:
        return passed("the author had the power to issue the warrant")
    if facts.part("warrant", "issuer") == "judge" and facts.part("warrant", "valid"):
        return passed("a judge issued the warrant, and it is in force")
    return unknown("answers.warrant_author_competent", "the author's power is not known")


@rule(
    "R84b",
    Citation("RPD", "84", "", "b"),
    inputs=f"{STEPS} answers.extradition_lawful",
    sources=(_PURPOSE,),
    applies_to=RED_NOTICE,
)
def extradition_assured(facts: Facts) -> Finding:
    """Assurance that extradition will be sought.

    The extradition authorities were consulted, and extradition will be sought on arrest, under
    the state's law and its treaties.
    """
    if facts.answer("extradition_lawful") is False:
        return failed("the issuing state could not lawfully ask for extradition")
    asked = asked_for_extradition(facts)
    if asked:
        return passed("the issuing state asked for extradition")
    if asked is None:
        return unknown(
            "extradition_requested_when_located",
            "what the issuing state did once the subject was located is not known",
        )
    explained = facts.answer("reason_for_no_request")
    if explained is False:
        return failed("the issuing state did not ask for extradition, on no reasonable ground")
    return unknown(
        "answers.extradition_lawful" if explained else "answers.reason_for_no_request",
        "the issuing state did not ask for extradition; whether it ever would is not known",
    )


@rule(
    "R84c",
    Citation("RPD", "84", "", "c"),
    inputs="warrant.issuer answers.appeal_to_judge",
    unconfirmed="wording",
    applies_to=RED_NOTICE,
)
def appeal_to_a_judge(facts: Facts) -> Finding:
    """Appeal to a judge.

    If the author of the warrant is not a judge, the law there must give an appeal to one.
    """
    issuer = facts.part("warrant", "issuer")
    if issuer == "judge":
        return not_applicable("a judge issued the warrant")
    appeal = facts.answer("appeal_to_judge")
    if appeal:
        return passed("the law gives an appeal to a judge")
    if issuer is None:
        return unknown("warrant.issuer", "who issued the warrant is not known")
    if appeal is None:
        return unknown(
            "answers.appeal_to_judge", f"issued by the {issuer}; an appeal to a judge is not known"
        )
    return failed(f"issued by the {issuer}, with no appeal to a judge")


@rule(
    "R87b",
    Citation("RPD", "87", "", "b"),
    inputs=f"{STEPS} answers.papers_deadline",
    sources=(_PURPOSE,),
    applies_to=RED_NOTICE,
)
def papers_in_time(facts: Facts) -> Finding:
    """Conduct after location.

    The NCB acts at once when it is told that the person is located, and sends the papers within
    the time limits of the case.
    """
    sent = facts.happened("papers_sent_on")
    if sent is None:
        return steps_once_located(facts)
    deadline = facts.date_answer("papers_deadline")
    if deadline is not None:
        if deadline.before(sent):
            return failed(f"papers sent {sent}, after the deadline of {deadline}")
        if sent.latest <= deadline.earliest:
            return passed(f"papers sent {sent}, within the deadline of {deadline}")
        return unknown("papers_sent_on", f"papers sent {sent}; the deadline was {deadline}")
    located = facts.happened("located_on")
    if located is None:
        return unknown("located_on", f"papers sent {sent}; the day of location is not known")
    days = lag(located, sent).most
    if days <= PAPERS_DAYS:
        return passed(f"located {located}, papers sent {sent}, within {max(days, 0)} days")
    return unknown(
        "answers.papers_deadline",
        f"located {located}, papers sent {sent}, up to {days} "
        "days later; the time limit of the case is not known",
    )
