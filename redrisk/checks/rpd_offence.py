"""RPD, the aim of a Red Notice and the offence it may be issued for (Articles 82 and 83(1))."""

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
from redrisk.checks._offences import (
    CHEQUE,
    FAMILY,
    GRAVE,
    HONOUR,
    ORDINARY,
    POLITICAL,
    named,
    spread,
    touches,
    unclassed,
)
from redrisk.checks.rpd_general import asked_for_extradition
from redrisk.checks.rpd_notices import STEPS

CHEQUE_USD = 10_000
"""The least total of cheques."""

_PURPOSE = "https://www.underrednotice.com/post/interpol-lack-of-purpose-and-extradition"
_CLASSES = "https://ngm.com.au/offences-that-cannot-trigger-an-interpol-red-notice/"
_CONDITIONS = "https://ngm.com.au/?p=18805"
_CHEQUES = "https://www.kingsleynapley.co.uk/insights/blogs/criminal-law-blog/challenging-interpol-red-notices-what-do-the-ccfs-decisions-tell-us-part-four-unfunded-or-bounced-cheques"
_LINK = "answers.organised_or_transnational_crime"


@rule(
    "R82",
    Citation("RPD", "82"),
    inputs=f"{STEPS} answers.other_purpose_shown",
    sources=(_PURPOSE, "https://ngm.com.au/?p=18805"),
    applies_to=RED_NOTICE,
)
def aim(facts: Facts) -> Finding:
    """Aim of a Red Notice.

    A Red Notice is to find a wanted person and have them detained, arrested or restricted for
    extradition, surrender or similar lawful action, at the request of an NCB or an
    international entity with criminal powers.
    """
    other = facts.answer("other_purpose_shown")
    if other:
        return failed(
            "documents show that the request serves pressure or another aim than extradition"
        )
    asked = asked_for_extradition(facts)
    if asked:
        return passed("extradition is sought in fact")
    if asked is False and other is None:
        return unknown(
            "answers.other_purpose_shown",
            "extradition was not asked for; whether another aim is pursued is not known",
        )
    if asked is False and facts.answer("reason_for_no_request"):
        return passed("extradition was not asked for, on a reasonable ground")
    if asked is False:
        return unknown(
            "answers.reason_for_no_request",
            "extradition was not asked for; whether it is intended at all is not known",
        )
    return unknown("extradition_requested_when_located", "steps towards extradition are not known")


@rule(
    "R83-1a-i",
    Citation("RPD", "83", "1", "a", "i"),
    inputs="charges violence_alleged concrete_act answers.pure_political_charge",
    sources=(_CONDITIONS,),
    applies_to=RED_NOTICE,
    rests_on="R83-x1 R83-x2 R83-x3 R83-x3q C3-pure",
)
def serious_ordinary_crime(facts: Facts) -> Finding:
    """Serious ordinary-law crime.

    The offence is a serious ordinary-law crime, and in none of the three excluded classes. The
    conditions of 83(1)(a) are cumulative.
    """
    classes = {name: facts.outcome(name) for name in ("R83-x1", "R83-x2", "R83-x3", "R83-x3q")}
    broken = [(name, found) for name, found in classes.items() if found.result == "FAIL"]
    if broken:
        facts.rest_on(*(found for _, found in broken))
        firmest = min((found for _, found in broken), key=lambda found: found.unconfirmed)
        return failed(
            f"excluded ({', '.join(name for name, _ in broken)}): {firmest.reason}",
            unconfirmed=firmest.unconfirmed,
        )
    political = facts.outcome("C3-pure")
    if political.result == "FAIL":
        facts.rest_on(political)
        return failed(
            f"not an ordinary-law crime: {political.reason}", unconfirmed=political.unconfirmed
        )
    for name, found in classes.items():
        if found.result == "UNKNOWN":
            return unknown(found.asks, f"{name} is not settled: {found.reason}")
    if touches(facts, ORDINARY):
        return passed(f"an ordinary-law crime in no excluded class: {named(facts)}")
    if facts.field("violence_alleged"):
        return passed("violence is alleged, and no class excludes the charges")
    if spread(facts, POLITICAL) == "all":
        return unknown(political.asks or "answers.pure_political_charge", political.reason)
    asks = _next_of(facts) if facts.charge_groups.complete else unclassed(facts)
    return unknown(asks, f"the charges ({named(facts)}) do not show what kind of crime it is")


def _next_of(facts: Facts) -> str:
    """What would tell the kind of crime where the names of the charges do not."""
    if facts.notice.violence_alleged is None:
        return "violence_alleged"
    return "concrete_act" if facts.notice.concrete_act is None else "answers.pure_political_charge"


def _excluded(facts: Facts, in_class: str) -> Finding:
    """In an excluded class with an exception for serious or organised crime."""
    if facts.answer("organised_or_transnational_crime"):
        return passed(f"{in_class}, but the facts show organised or cross-border crime")
    if facts.answer("facilitates_serious_crime"):
        return passed(f"{in_class}, but the acts are said to have served a serious crime")
    if facts.answer("organised_or_transnational_crime") is False:
        return failed(f"{in_class}, and no link to serious or organised crime is shown")
    return unknown(_LINK, f"{in_class}; a link to serious or organised crime is not known")


@rule(
    "R83-x1",
    Citation("RPD", "83", "1", "a", "i"),
    inputs="answers.behavioural_norms_offence answers.speech_or_honour_offence "
    f"answers.excluded_conduct charges violence_alleged {_LINK} answers.facilitates_serious_crime",
    sources=(_CLASSES,),
    applies_to=RED_NOTICE,
)
def behaviour_and_culture(facts: Facts) -> Finding:
    """Excluded class 1: behaviour and culture.

    No conduct that is controversial between countries for behavioural or cultural reasons:
    prostitution, surrogacy, pornography and sexual aids, harm to honour, drugs for personal
    use. Pornography and honour have an exception for serious or organised crime.
    """
    honour = facts.answer("speech_or_honour_offence")
    if honour:
        return failed("an offence of honour or insult, with no link to serious or organised crime")
    norms = facts.answer("behavioural_norms_offence")
    conduct = facts.text("excluded_conduct")
    if conduct in ("prostitution", "surrogacy", "drugs_for_personal_use"):
        return failed(f"{conduct.replace('_', ' ')} is in the class, which has no exception for it")
    if conduct in ("pornography", "honour"):
        return _excluded(facts, f"{conduct} is in the class")
    if norms:
        if facts.answer("organised_or_transnational_crime") is False:
            return failed("conduct on which countries differ, with no link to organised crime")
        return unknown(
            "answers.excluded_conduct",
            "conduct on which countries differ; which one, "
            "and so whether there is an exception, is not known",
        )
    if norms is False and honour is False:
        return passed("not in the class")
    fallen = spread(facts, HONOUR)
    if fallen == "all" and honour is None:
        return _excluded(facts, "every charge is one of speech or honour")
    if fallen == "unknown":
        return unknown(unclassed(facts), "the charges are not known or not classed")
    if norms is None and _may_be_about_conduct(facts):
        return unknown(
            "answers.behavioural_norms_offence",
            "the charge does not tell whether it is about such conduct",
        )
    return passed(f"the charges ({named(facts)}) are not in the class")


def _may_be_about_conduct(facts: Facts) -> bool:
    if touches(facts, ORDINARY - {"sexual_offence"}) or facts.field("violence_alleged"):
        return False
    return touches(facts, frozenset({"sexual_offence", "other"}))


@rule(
    "R83-x2",
    Citation("RPD", "83", "1", "a", "i"),
    inputs="answers.family_or_private_matter charges violence_alleged",
    sources=(_CONDITIONS, _CLASSES),
    applies_to=RED_NOTICE,
)
def family_matter(facts: Facts) -> Finding:
    """Excluded class 2: family and private matters.

    No offence that derives from a family or private matter. No exception is written for this
    class. The usual examples (adultery, custody, maintenance) are not confirmed.
    """
    stated = facts.answer("family_or_private_matter")
    if stated:
        return failed("the case arises from a family or private matter")
    if stated is False:
        return passed("the case does not arise from a family or private matter")
    fallen = spread(facts, FAMILY)
    if fallen == "all":
        if facts.field("violence_alleged"):
            return unknown(
                "answers.family_or_private_matter", "a child was taken, and violence is alleged"
            )
        return failed("every charge is the taking of a child within a family", unconfirmed=True)
    if fallen == "unknown" or _only(facts, "other"):
        return unknown(
            "answers.family_or_private_matter" if facts.notice.charges else "charges",
            "the charges are not known or not classed",
        )
    return passed(f"the charges ({named(facts)}) are no family or private matter")


def _only(facts: Facts, category: str) -> bool:
    return spread(facts, frozenset({category})) == "all"


@rule(
    "R83-x3",
    Citation("RPD", "83", "1", "a", "i"),
    inputs="private_dispute answers.private_commercial_dispute answers.bank_debt_gulf "
    f"answers.administrative_breach charges armed_or_gang violence_alleged {_LINK} "
    "answers.facilitates_serious_crime",
    sources=(_CONDITIONS,),
    applies_to=RED_NOTICE,
)
def private_dispute(facts: Facts) -> Finding:
    """Excluded class 3: administrative breaches and private disputes.

    No breach of administrative rules and no private dispute, unless it is aimed at facilitating
    a serious crime or suspected of a link to organised crime. The Secretariat keeps a shared,
    non-exhaustive list.
    """
    if touches(facts, GRAVE):
        return passed(
            f"the charges ({named(facts)}) are neither an administrative breach nor a "
            "private dispute"
        )
    in_class = _why_private(facts)
    if in_class:
        if facts.field("armed_or_gang"):
            return passed(f"{in_class}, but an organised group is said to be involved")
        return _excluded(facts, in_class)
    if facts.answer("administrative_breach"):
        return failed(
            "in substance a breach of administrative, tax or licensing rules, without "
            "facts showing serious or organised crime"
        )
    disputed = facts.field("private_dispute")
    if disputed is None:
        disputed = facts.answer("private_commercial_dispute")
    if disputed is None:
        if facts.field("violence_alleged"):
            return passed("violence is alleged")
        return unknown(
            "private_dispute" if facts.notice.charges else "charges",
            "whether it grows out of a private dispute is not known",
        )
    if facts.answer("administrative_breach") is None and _may_be_administrative(facts):
        return unknown(
            "answers.administrative_breach",
            f"the charges ({named(facts)}) may be no more than an administrative breach",
        )
    return passed("neither a private dispute nor an administrative breach")


def _why_private(facts: Facts) -> str:
    if facts.field("private_dispute"):
        return "the case grows out of a commercial, property or debt dispute"
    if facts.answer("private_commercial_dispute"):
        return "the charge grew out of a dispute with the complainant"
    if facts.answer("bank_debt_gulf"):
        return "the charge concerns personal debt to a lender"
    if spread(facts, frozenset({"bankruptcy_debt"})) == "all":
        return "every charge is about debt"
    return ""


def _may_be_administrative(facts: Facts) -> bool:
    group = frozenset({"tax_evasion", "customs_smuggling", "environmental", "other"})
    return spread(facts, group) in ("all", "unknown")


@rule(
    "R83-x3q",
    Citation("RPD", "83", "1", "a", "i"),
    inputs="charges answers.cheque_below_minimum answers.repeated_cheques "
    "answers.cheque_dishonesty",
    sources=(_CHEQUES,),
    applies_to=RED_NOTICE,
)
def cheques(facts: Facts) -> Finding:
    """Cheques.

    In practice cheques must total at least USD 10,000, or be several and repeated; a mere lack
    of funds is not enough, some dishonesty is needed.
    """
    total, any_amount, missing = 0.0, False, ""
    for (path, charge), kinds in zip(facts.charges(), facts.charge_groups.each, strict=True):
        if charge.cheque_total_usd is not None:
            facts.use(f"{path}.cheque_total_usd", charge.cheque_total_usd)
            total += charge.cheque_total_usd
            any_amount = True
        elif not CHEQUE.isdisjoint(kinds or ()):
            missing = missing or f"{path}.cheque_total_usd"
    below = facts.answer("cheque_below_minimum")
    if not (any_amount or below is not None or touches(facts, CHEQUE)):
        if facts.notice.charges is None or spread(facts, CHEQUE) == "unknown":
            return unknown(unclassed(facts), "whether it is a cheque case is not known")
        return not_applicable("not a cheque case")
    if below:
        return failed("the cheques are below the minimum, single, or without alleged dishonesty")
    if below is False:
        return passed("the cheques reach the minimum, and dishonesty is alleged")
    return _cheque_case(facts, total if any_amount else None, missing)


def _cheque_case(facts: Facts, total: float | None, missing: str) -> Finding:
    dishonest = facts.answer("cheque_dishonesty")
    if dishonest is False:
        return failed("no dishonesty is alleged, only a lack of funds")
    repeated = facts.answer("repeated_cheques")
    amount = "of unknown total" if total is None else f"of USD {total:,.0f} in all"
    reached = repeated or (total is not None and total >= CHEQUE_USD)
    if not reached:
        if missing:
            return unknown(missing, f"cheques {amount}; the total of a cheque charge is not known")
        if repeated is None:
            return unknown(
                "answers.repeated_cheques",
                f"cheques {amount}, below USD "
                f"{CHEQUE_USD:,}; whether they were repeated is not known",
            )
        return failed(f"cheques {amount}, below USD {CHEQUE_USD:,}, and not repeated")
    if dishonest is None:
        return unknown(
            "answers.cheque_dishonesty",
            f"cheques {amount}; whether dishonesty is alleged is not known",
        )
    return passed(f"cheques {amount}{', repeated' if repeated else ''}, with alleged dishonesty")
