"""The Constitution, Articles 2(1) and 3, and the offences that touch Article 3."""

from __future__ import annotations

from redrisk.checks._declare import Citation, Finding, failed, not_applicable, passed, rule, unknown
from redrisk.checks._facts import Facts
from redrisk.checks._offences import (
    POLITICAL,
    TERRORIST,
    named,
    spread,
    touches,
)

ART_3 = "http://www.interpol.int/en/About-INTERPOL/Legal-materials/Neutrality-Article-3-of-the-Constitution"
_ART_3_2015 = "https://web.archive.org/web/20150316234943/https://www.interpol.int/About-INTERPOL/Legal-materials/Neutrality-Article-3-of-the-Constitution"
_RESOLUTIONS = "http://www.interpol.com/Public/ICPO/LegalMaterials/FactSheets/FS07.asp"
_REPOSITORY_ART_2 = "https://otherside.law/interpol-2024-repository-of-practice-charlie-magri"
_ART_2 = "https://committees.parliament.uk/writtenevidence/12772/html/"
NOTES = ("P-a", "P-b", "P-c", "P-d", "P-e", "P-f", "P-g")
"""The elements of RPD 34(3), which Article 3 is weighed by."""

_RIGHTS = ("S-tort", "S-due", "S-pen", "S-abs")


@rule(
    "C2",
    Citation("Constitution", "2", "1"),
    inputs="answers.authoritative_rights_finding answers.torture_or_coerced_evidence "
    "answers.due_process_denied answers.real_risk_of_ill_treatment answers.in_absentia_no_retrial",
    sources=(_ART_2, _REPOSITORY_ART_2),
    rests_on="S-tort S-due S-pen S-abs",
)
def rights_of_the_person(facts: Facts) -> Finding:
    """Article 2(1): rights of the person.

    Cooperation stays within the laws of the states and the spirit of the Universal Declaration.
    The state's rights record, judicial independence and the risk to the person are elements.
    """
    finding = facts.answer("authoritative_rights_finding")
    if finding:
        return failed("an authoritative body found the detention or trial contrary to rights")
    outcomes = {name: facts.outcome(name) for name in _RIGHTS}
    broken = [name for name in _RIGHTS if outcomes[name].result == "FAIL"]
    if broken:
        facts.rest_on(*(outcomes[name] for name in broken))
        doubtful = all(name == "S-pen" or outcomes[name].unconfirmed for name in broken)
        return failed("; ".join(outcomes[name].reason for name in broken), unconfirmed=doubtful)
    for name in _RIGHTS:
        if outcomes[name].result == "UNKNOWN":
            return unknown(outcomes[name].asks, f"{name} is not settled: {outcomes[name].reason}")
    if finding is None:
        return unknown(
            "answers.authoritative_rights_finding",
            "whether a body found a breach of rights is not known",
        )
    facts.rest_on(*outcomes.values())
    return passed("no breach of rights is shown")


@rule(
    "C3",
    Citation("Constitution", "3"),
    inputs="charges roles political_profile violence_alleged private_victims concrete_act",
    sources=(ART_3, _ART_3_2015, _RESOLUTIONS),
    rests_on="C3-pure P-a P-b P-c P-d P-e P-f P-g",
)
def neutrality(facts: Facts) -> Finding:
    """Article 3: predominance.

    INTERPOL may not intervene in matters of political, military, religious or racial character.
    Whatever the state calls the offence, it weighs case by case whether that element or the
    ordinary-law one predominates (AGN/20/RES/11, Lisbon 1951). The elements are weighed, never
    added up.
    """
    pure = facts.outcome("C3-pure")
    if pure.result == "FAIL":
        facts.rest_on(pure)
        return failed(f"no ordinary-law element: {pure.reason}", unconfirmed=pure.unconfirmed)
    offence, status = facts.outcome("P-a"), facts.outcome("P-b")
    against = [name for name in NOTES if facts.outcome(name).result == "FAIL"]
    if offence.result == status.result == "PASS" and not against:
        facts.rest_on(offence, status)
        return passed(f"{offence.reason}; {status.reason}; no element points the other way")
    if against:
        return unknown(
            _next_question(facts),
            f"to be weighed: {', '.join(against)} point to "
            "non-compliance, and no element decides alone",
        )
    return unknown(_next_question(facts), "the elements are not known well enough to be weighed")


def _next_question(facts: Facts) -> str:
    for name in ("C3-pure", *NOTES):
        found = facts.outcome(name)
        if found.result == "UNKNOWN" and found.asks:
            return found.asks
    return "answers.foreign_court_found_abuse"


@rule(
    "C3-pure",
    Citation("AGN/53/RES/7"),
    inputs="charges violence_alleged concrete_act private_victims answers.pure_political_charge "
    "answers.military_offence answers.religious_or_racial_offence",
    sources=(_ART_3_2015,),
    unconfirmed="the list of offences",
)
def purely_political(facts: Facts) -> Finding:
    """Offences political by nature.

    Treason, espionage, offences against state security, insulting authority, offences of
    opinion and press, membership of a banned party or group, desertion and practising a banned
    religion lie inside Article 3 unless an ordinary-law act is shown. Example: on 7 July 2009 a
    request on the ousted president of Honduras was refused.
    """
    stated = facts.answer("pure_political_charge")
    if stated:
        return failed("all charges are offences against the state, with no ordinary criminal act")
    if stated is False:
        return passed("an ordinary criminal act is alleged")
    military = facts.answer("military_offence")
    creed = facts.answer("religious_or_racial_offence")
    fallen = spread(facts, POLITICAL)
    if fallen != "all" and not (military or creed):
        return _not_all_political(facts, fallen)
    what = (
        "the offence is military"
        if military
        else (
            "the charge depends on religion or ethnic belonging"
            if creed
            else f"every charge is political by nature: {named(facts)}"
        )
    )
    violence = facts.field("violence_alleged")
    if violence or facts.field("private_victims"):
        return passed(f"{what}, but violence or harm to private victims is alleged")
    if violence is False or facts.field("concrete_act") is False:
        return failed(
            f"{what}, and no ordinary-law act is shown", unconfirmed=not (military or creed)
        )
    return unknown("violence_alleged", f"{what}; whether an ordinary-law act is shown is not known")


def _not_all_political(facts: Facts, fallen: str) -> Finding:
    if touches(facts, POLITICAL) and spread(facts, POLITICAL | {"abuse_of_office"}) == "all":
        return unknown(
            "answers.pure_political_charge",
            f"the charges ({named(facts)}) may be political throughout",
        )
    if fallen == "unknown" or spread(facts, frozenset({"other"})) == "all":
        return unknown(
            "answers.pure_political_charge" if facts.notice.charges else "charges",
            "the charges are not known or not classed",
        )
    return passed(f"not every charge is political by nature: {named(facts)}")


@rule(
    "C3-pol",
    Citation("AGN/63/RES/9"),
    inputs="roles state_post answers.head_of_state_or_minister answers.acts_in_office "
    "answers.private_gain_outside_office",
    sources=("https://belkorpus.info/bielylehijon/236753.html", _RESOLUTIONS),
    unconfirmed="the rule; the resolution is described as one on humanitarian law",
)
def former_politicians(facts: Facts) -> Finding:
    """Former politicians.

    The same test as for anyone: acts done in exercising political power lean to Article 3, even
    after the fall from power; private enrichment leans to ordinary law.
    """
    office = _held_office(facts)
    if office is None:
        return unknown("state_post", "whether the subject held office is not known")
    if not office:
        return not_applicable("the subject held no political office")
    gain, power = facts.answer("private_gain_outside_office"), facts.answer("acts_in_office")
    if gain and power:
        return unknown(
            "answers.acts_in_office",
            "acts in office and private gain are both shown: to be weighed",
        )
    if gain:
        return passed("concrete facts show private gain outside any political function")
    if power:
        if gain is None:
            return unknown(
                "answers.private_gain_outside_office", "acts in office; private gain is not known"
            )
        return failed("acts done in the exercise of political power, without private gain")
    return unknown("answers.acts_in_office", "whether the acts were done in office is not known")


def _held_office(facts: Facts) -> bool | None:
    if facts.answer("head_of_state_or_minister"):
        return True
    roles = facts.notice.roles
    if roles and not {"ex_official", "serving_official_abroad"}.isdisjoint(roles):
        facts.use("roles", roles)
        return True
    post: bool | None = facts.field("state_post")
    return post


@rule(
    "C3-terror",
    Citation("Constitution", "3"),
    inputs="charges concrete_act violence_alleged answers.terror_membership_without_act",
    sources=("https://belkorpus.info/bielylehijon/236753.html",),
    unconfirmed="the test; that the Repository of Practice of 2024 has the chapter is sourced",
)
def terrorist_membership(facts: Facts) -> Finding:
    """Terrorism and terrorist membership.

    A specific violent act or concrete support is needed; bare charges of membership get close
    scrutiny.
    """
    bare = facts.answer("terror_membership_without_act")
    if bare:
        return failed("membership or support is charged with no specific act of the person")
    if not touches(facts, TERRORIST) and bare is None:
        if facts.notice.charges is None:
            return unknown("charges", "the charges are not known")
        return not_applicable("terrorism is not charged")
    if facts.field("violence_alleged") or facts.field("concrete_act") or bare is False:
        return passed("a specific act or concrete support is alleged")
    if facts.field("concrete_act") is False:
        return failed("terrorism is charged with no specific act of the person")
    return unknown("concrete_act", "terrorism is charged; a specific act is not known")
