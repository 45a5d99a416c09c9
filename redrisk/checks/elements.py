"""The elements of RPD 34(3), each as its own note: where it points, never a sum."""

from __future__ import annotations

from redrisk.checks._declare import Citation, Finding, failed, passed, rule, unknown
from redrisk.checks._facts import Facts
from redrisk.checks._offences import ORDINARY, SUBSTANTIVE, touches
from redrisk.checks.constitution import ART_3
from redrisk.checks.refugee import feared_state

_LIST = "the list of elements; the duty to weigh them is sourced"


def _note(against: list[str], for_: list[str], asks: str, nothing: str) -> Finding:
    """An element of RPD 34(3): where it points, with reasons. It decides nothing alone."""
    if against and for_:
        return unknown(asks, f"points both ways: {', '.join(against)}; but {', '.join(for_)}")
    if against:
        return failed(f"points to non-compliance: {', '.join(against)}")
    if for_:
        return passed(f"points to compliance: {', '.join(for_)}")
    return unknown(asks, nothing)


def _refuge(facts: Facts) -> list[str | None]:
    """The states that gave refugee status, unless it is known to be against another state."""
    given = [(path, item) for path, item in facts.events("protection") if item.status == "refugee"]
    if not given or feared_state(facts) is False:
        return []
    for path, item in given:
        facts.use(f"{path}.status", item.status)
    return [item.country for _, item in given]


def _stated(facts: Facts, *rows: tuple[str, str]) -> list[str]:
    return [text for name, text in rows if facts.answer(name)]


@rule(
    "P-a",
    Citation("RPD", "34", "3", "a"),
    inputs="charges violence_alleged private_victims concrete_act answers.charge_facts_mismatch "
    "answers.private_gain_outside_office",
    sources=(ART_3,),
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
    inputs="roles political_profile protection nationalities answers.persecution_feared_from "
    "answers.private_person_no_politics",
    sources=(ART_3,),
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
    if _refuge(facts):
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
    sources=(ART_3,),
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
    inputs="extradition protection nationalities answers.persecution_feared_from "
    "answers.other_state_objected answers.foreign_court_found_abuse "
    "answers.extradition_refused_substantive answers.extradition_granted_after_full_hearing",
    sources=(ART_3,),
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
    against += [f"{state or 'a state'} gave refugee status" for state in _refuge(facts)]
    return _note(against, for_, "extradition", "the position of other states is not known")


@rule(
    "P-e",
    Citation("RPD", "34", "3", "e"),
    inputs="protection answers.real_risk_of_ill_treatment answers.treaty_duty "
    "answers.multi_state_or_tribunal_request",
    sources=(ART_3,),
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
    sources=(ART_3,),
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
    inputs="associates_targeted answers.charge_after_dissent answers.charge_near_election "
    "answers.refused_official_demand answers.assets_seized_or_company_taken "
    "answers.charges_predate_any_activity",
    sources=(ART_3,),
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
