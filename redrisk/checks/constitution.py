"""The Constitution, Articles 2(1) and 3, and the elements of RPD 34(3), each as its own note."""

from __future__ import annotations

from redrisk.checks._declare import Citation, Finding, failed, not_applicable, passed, rule, unknown
from redrisk.checks._facts import Facts
from redrisk.checks._offences import (
    ORDINARY,
    POLITICAL,
    TERRORIST_LABEL,
    named,
    spread,
    touches,
)

_ART_3 = "http://www.interpol.int/en/About-INTERPOL/Legal-materials/Neutrality-Article-3-of-the-Constitution"
_ART_3_2015 = "https://web.archive.org/web/20150316234943/https://www.interpol.int/About-INTERPOL/Legal-materials/Neutrality-Article-3-of-the-Constitution"
_RESOLUTIONS = "http://www.interpol.com/Public/ICPO/LegalMaterials/FactSheets/FS07.asp"
_REPOSITORY_ART_2 = "https://otherside.law/interpol-2024-repository-of-practice-charlie-magri"
_ART_2 = "https://committees.parliament.uk/writtenevidence/12772/html/"
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
    sources=(_ART_3, _ART_3_2015, _RESOLUTIONS),
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
    """Terrorist membership.

    A specific violent act or concrete support is needed; bare charges of membership get close
    scrutiny.
    """
    bare = facts.answer("terror_membership_without_act")
    if bare:
        return failed("membership or support is charged with no specific act of the person")
    if not touches(facts, TERRORIST_LABEL) and bare is None:
        if facts.notice.charges is None:
            return unknown("charges", "the charges are not known")
        return not_applicable("membership of a terrorist group is not charged")
    if facts.field("violence_alleged") or facts.field("concrete_act") or bare is False:
        return passed("a specific act or concrete support is alleged")
    if facts.field("concrete_act") is False:
        return failed("membership is charged with no specific act of the person")
    return unknown("concrete_act", "membership is charged; a specific act is not known")


def _note(against: list[str], for_: list[str], asks: str, nothing: str) -> Finding:
    """An element of RPD 34(3): where it points, with reasons. It decides nothing alone."""
    if against and for_:
        return unknown(asks, f"points both ways: {', '.join(against)}; but {', '.join(for_)}")
    if against:
        return failed(f"points to non-compliance: {', '.join(against)}")
    if for_:
        return passed(f"points to compliance: {', '.join(for_)}")
    return unknown(asks, nothing)


def _stated(facts: Facts, *rows: tuple[str, str]) -> list[str]:
    return [text for name, text in rows if facts.answer(name)]


NOTES = ("P-a", "P-b", "P-c", "P-d", "P-e", "P-f", "P-g")
_LIST = "the list of elements; the duty to weigh them is sourced"


@rule(
    "P-a",
    Citation("RPD", "34", "3", "a"),
    inputs="charges violence_alleged private_victims concrete_act answers.charge_facts_mismatch",
    sources=(_ART_3,),
    unconfirmed=_LIST,
    kind="note",
    rests_on="C3-pure",
)
def nature_of_offence(facts: Facts) -> Finding:
    """Element: nature of the offence.

    Charges and underlying facts: a political charge, or facts that do not fit, point one way; a
    concrete ordinary crime with victims the other.
    """
    against, for_ = [], []
    pure = facts.outcome("C3-pure")
    if pure.result == "FAIL":
        facts.rest_on(pure)
        against.append(pure.reason)
    against += _stated(facts, ("charge_facts_mismatch", "the facts do not fit the charge"))
    if facts.field("concrete_act") is False:
        against.append("the charge names no concrete act")
    if touches(facts, ORDINARY):
        if facts.field("violence_alleged"):
            for_.append("an ordinary crime with violence")
        elif facts.field("concrete_act") and facts.field("private_victims"):
            for_.append("a concrete ordinary crime with private victims")
        elif facts.answer("private_gain_outside_office"):
            for_.append("an ordinary crime with private gain")
    asks = "concrete_act" if facts.notice.concrete_act is None else "private_victims"
    return _note(against, for_, asks, "the underlying facts are not known")


@rule(
    "P-b",
    Citation("RPD", "34", "3", "b"),
    inputs="roles political_profile protection answers.private_person_no_politics",
    sources=(_ART_3,),
    unconfirmed=_LIST,
    kind="note",
)
def status_of_person(facts: Facts) -> Finding:
    """Element: status of the person.

    Office, party, press, faith, ethnicity, refugee status, with dates; or a private person.
    """
    against, for_ = [], []
    roles = facts.notice.roles or ()
    political = [role for role in roles if role in _POLITICAL_ROLES]
    if political:
        facts.use("roles", roles)
        against.append(", ".join(role.replace("_", " ") for role in political))
    elif facts.field("political_profile"):
        against.append("a political, press or rights profile")
    for path, item in facts.events("protection"):
        if item.status == "refugee":
            facts.use(f"{path}.status", item.status)
            against.append("a refugee")
    if facts.answer("private_person_no_politics"):
        for_.append("a private person with no such role")
    elif not political and facts.field("political_profile") is False:
        for_.append("no political, press or rights profile")
    return _note(against, for_, "political_profile", "the status of the person is not known")


_POLITICAL_ROLES = frozenset({
    "opposition_politician", "activist", "journalist", "human_rights_defender", "ex_official",
    "serving_official_abroad", "judge_or_prosecutor", "religious_figure", "ethnic_minority_leader",
    "whistleblower", "blogger", "union_leader", "royal_or_family_of_ruler", "family_of_dissident",
})  # fmt: skip


@rule(
    "P-c",
    Citation("RPD", "34", "3", "c"),
    inputs="warrant.issuer answers.special_or_military_court answers.lack_of_judicial_independence",
    sources=(_ART_3,),
    unconfirmed=_LIST,
    kind="note",
)
def identity_of_source(facts: Facts) -> Finding:
    """Element: identity of the source.

    An executive or security organ or a military court, or an ordinary independent court.
    """
    against = _stated(
        facts,
        ("special_or_military_court", "a military court, special tribunal or security service"),
        ("lack_of_judicial_independence", "the deciding courts are found not independent"),
    )
    if facts.part("warrant", "issuer") == "police":
        against.append("the police issued the warrant")
    for_ = []
    if (
        facts.part("warrant", "issuer") == "judge"
        and facts.answer("special_or_military_court") is False
    ):
        for_.append("a judge of the ordinary courts issued the warrant")
    return _note(against, for_, "answers.special_or_military_court", "the source is not known")


@rule(
    "P-d",
    Citation("RPD", "34", "3", "d"),
    inputs="extradition protection answers.other_state_objected answers.foreign_court_found_abuse",
    sources=(_ART_3,),
    unconfirmed=_LIST,
    kind="note",
)
def position_of_others(facts: Facts) -> Finding:
    """Element: position of others.

    Another state refused on rights or political grounds, or surrendered after a full hearing.
    """
    against = _stated(
        facts,
        ("other_state_objected", "another state objected"),
        ("foreign_court_found_abuse", "a court or tribunal found abuse"),
        ("extradition_refused_substantive", "extradition was refused on substance"),
    )
    for_ = _stated(facts, ("extradition_granted_after_full_hearing", "extradition was granted"))
    for path, item in facts.events("extradition"):
        facts.use(f"{path}.result", item.result)
        if item.result == "refused" and item.ground in SUBSTANTIVE:
            facts.use(f"{path}.ground", item.ground)
            against.append(f"{item.country or 'a state'} refused ({item.ground.replace('_', ' ')})")
        elif item.result in ("granted", "surrendered"):
            for_.append(f"{item.country or 'a state'}: {item.result}")
    for path, item in facts.events("protection"):
        if item.status == "refugee":
            facts.use(f"{path}.status", item.status)
            against.append(f"{item.country or 'a state'} gave refugee status")
    return _note(against, for_, "extradition", "the position of other states is not known")


SUBSTANTIVE = frozenset({"political_motivation", "human_rights", "refugee"})
"""Grounds of refusal that INTERPOL's rules share."""


@rule(
    "P-e",
    Citation("RPD", "34", "3", "e"),
    inputs="protection answers.real_risk_of_ill_treatment answers.treaty_duty "
    "answers.multi_state_or_tribunal_request",
    sources=(_ART_3,),
    unconfirmed=_LIST,
    kind="note",
    rests_on="S-ref S-ref0",
)
def international_duties(facts: Facts) -> Finding:
    """Element: duties under international law.

    Refugee law, non-refoulement, treaties against terrorism or corruption, UN sanctions.
    """
    against = _stated(facts, ("real_risk_of_ill_treatment", "return would risk ill-treatment"))
    for name in ("S-ref", "S-ref0"):
        found = facts.outcome(name)
        if found.result == "FAIL":
            facts.rest_on(found)
            against.append("the subject is a refugee from the issuing state")
            break
    for_ = _stated(
        facts,
        ("treaty_duty", "a treaty obliges to prosecute or extradite"),
        ("multi_state_or_tribunal_request", "a tribunal or several states seek the subject"),
    )
    return _note(against, for_, "answers.treaty_duty", "duties under international law: not known")


@rule(
    "P-f",
    Citation("RPD", "34", "3", "f"),
    inputs="answers.interstate_conflict answers.recent_regime_change "
    "answers.head_of_state_or_minister",
    sources=(_ART_3,),
    unconfirmed=_LIST,
    kind="note",
)
def effect_on_neutrality(facts: Facts) -> Finding:
    """Element: INTERPOL's neutrality.

    Conflict between states, a change of regime, a head of state: taking sides is likely.
    """
    rows = (
        ("interstate_conflict", "the states are in conflict"),
        ("recent_regime_change", "the regime changed"),
        ("head_of_state_or_minister", "a head of state, minister or senior official"),
    )
    against = _stated(facts, *rows)
    for_ = []
    if all(facts.answer(name) is False for name, _ in rows):
        for_.append("no conflict, change of regime or high office")
    asks = next(
        (f"answers.{name}" for name, _ in rows if facts.answer(name) is None),
        "answers.interstate_conflict",
    )
    return _note(against, for_, asks, "the effect on neutrality is not known")


@rule(
    "P-g",
    Citation("RPD", "34", "3", "g"),
    inputs="associates_targeted answers.charge_after_dissent answers.charges_predate_any_activity",
    sources=(_ART_3,),
    unconfirmed=_LIST,
    kind="note",
)
def general_context(facts: Facts) -> Finding:
    """Element: general context.

    Timing, campaign, co-accused, media, property: a retaliatory or an ordinary sequence.
    """
    against = _stated(
        facts,
        ("charge_after_dissent", "the case followed dissent"),
        ("charge_near_election", "timed to an election"),
        ("refused_official_demand", "an official demand was refused before"),
        ("assets_seized_or_company_taken", "assets or the company were taken"),
    )
    if facts.field("associates_targeted"):
        against.append("relatives or associates are pursued too")
    for_ = _stated(facts, ("charges_predate_any_activity", "the case came before any activity"))
    return _note(against, for_, "answers.charge_after_dissent", "the sequence is not known")
