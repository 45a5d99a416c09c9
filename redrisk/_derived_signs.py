"""Which indicators the fields of a notice answer, and how.

Each function reads facts and returns True, False, or None where they can't tell. A list that is
given is complete: a role that is not in it was not held.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from redrisk.checks._facts import Facts, years_after
from redrisk.checks._offences import (
    CHEQUE,
    FAMILY,
    HONOUR,
    POLITICAL,
    SUBSTANTIVE,
    TERRORIST,
    spread,
    touches,
)
from redrisk.checks.rpd_offence import CHEQUE_USD
from redrisk.checks.rpd_thresholds import SERVE_MONTHS, TRIAL_MONTHS, wanted_to_serve
from redrisk.dates import PartialDate, lag

Derive = Callable[[Facts], bool | None]
DERIVED: dict[str, Derive] = {}

READS: dict[str, frozenset[str]] = {}
"""The fields and answers that each derivation reads; without any of them it can't tell."""

SOON_DAYS = 730
"""How soon after dissent a case counts as following it."""

_FINANCIAL = frozenset({
    "corruption_bribery", "fraud", "embezzlement", "money_laundering", "tax_evasion",
    "abuse_of_office",
})  # fmt: skip
_SECURITY = frozenset({
    "terrorism", "terrorism_membership", "extremism", "treason_espionage", "separatism",
})  # fmt: skip
_DEFENDERS = frozenset({"human_rights_defender", "activist"})
_FIGURES = frozenset({"opposition_politician", "ex_official", "royal_or_family_of_ruler"})
_WHISTLEBLOWERS = frozenset({"whistleblower"})
_JUDGES = frozenset({"judge_or_prosecutor", "serving_official_abroad"})
_RELATIVES = frozenset({"family_of_dissident"})
_MEASURES_ON_MOSCOW = (dt.date(2022, 3, 10), dt.date(2025, 1, 1))

_NAMED_FOR_ABUSE = {
    2020: "BH BJ CI EC IR KZ NI CN RU TJ TR",
    2021: "AZ BJ KZ ME NI RU SA TJ TR",
    2022: "BY CI EC GW IR ME CN RU SA TJ TR VE",
    2023: "BY NI CN RU SR TR VE",
    2025: "CN TR TJ RU EG KH TM UZ IR BY",
}
"""States named by the US Department of State (2020 to 2023) and the European Parliament (2025)."""

_EVER_NAMED: dict[str, list[int]] = {}
for _year, _states in _NAMED_FOR_ABUSE.items():
    for _state in _states.split():
        _EVER_NAMED.setdefault(_state, []).append(_year)

_REPORTS_LAST_YEARS = 5
"""For so many years a report speaks for the state that it names."""


def _sign(name: str, reads: str) -> Callable[[Derive], Derive]:
    def declare(derive: Derive) -> Derive:
        DERIVED[name] = derive
        READS[name] = frozenset(reads.split())
        return derive

    return declare


def _field(name: str, field: str, *, negated: bool = False) -> None:
    """An indicator that a yes-or-no field answers."""

    def derive(facts: Facts) -> bool | None:
        value: bool | None = facts.field(field)
        return value if value is None or not negated else not value

    DERIVED[name] = derive
    READS[name] = frozenset({field})


_field("private_commercial_dispute", "private_dispute")
_field("vague_no_individual_role", "individual_acts_described", negated=True)
_field("identity_data_insufficient", "identity_set_complete", negated=True)
_field("wealthy_business_owner", "business_elite")
_field("associates_or_family_pressured", "associates_targeted")
_field("minor_at_time", "minor_at_offence")


def _charged(facts: Facts, group: frozenset[str]) -> bool | None:
    """Whether a charge falls in a group; unknown if one is not classed, or only as 'other'."""
    charges = facts.charge_groups
    if not charges.facts:
        return None
    facts.used.update(charges.facts)
    if not group.isdisjoint(charges.union):
        return True
    return False if charges.complete and "other" not in charges.union else None


@_sign("pure_political_charge", "charges violence_alleged private_victims")
def _pure_political(facts: Facts) -> bool | None:
    fallen = spread(facts, POLITICAL)
    if fallen == "some" or facts.field("violence_alleged") or facts.field("private_victims"):
        return False
    if fallen == "all" and facts.field("violence_alleged") is False:
        return True
    return (
        False
        if fallen == "none" and _charged(facts, POLITICAL | {"abuse_of_office"}) is False
        else None
    )


@_sign("military_offence", "charges")
def _military(facts: Facts) -> bool | None:
    return _charged(facts, frozenset({"military_desertion"}))


@_sign("religious_or_racial_offence", "charges")
def _religious(facts: Facts) -> bool | None:
    return True if touches(facts, frozenset({"religious_offence"})) else None


@_sign("terror_membership_without_act", "charges")
def _bare_membership(facts: Facts) -> bool | None:
    charged = _charged(facts, TERRORIST | {"extremism"})
    if not charged:
        return charged
    if facts.field("concrete_act") or facts.field("violence_alleged"):
        return False
    return True if facts.field("concrete_act") is False else None


@_sign("security_or_terror_label_on_rights_work", "roles charges")
def _label_on_rights_work(facts: Facts) -> bool | None:
    defender = _role(facts, _DEFENDERS)
    charged = _charged(facts, _SECURITY)
    return _both(defender, charged)


def _both(first: bool | None, second: bool | None) -> bool | None:  # noqa: FBT001
    if first is False or second is False:
        return False
    return True if first and second else None


@_sign("speech_or_honour_offence", "charges")
def _honour(facts: Facts) -> bool | None:
    fallen = spread(facts, HONOUR)
    if fallen == "all":
        return not (
            facts.answer("organised_or_transnational_crime") or facts.field("armed_or_gang")
        )
    return False if fallen == "none" and _charged(facts, HONOUR) is False else None


@_sign("family_or_private_matter", "charges")
def _family(facts: Facts) -> bool | None:
    return True if spread(facts, FAMILY) == "all" and not facts.field("violence_alleged") else None


@_sign("cheque_below_minimum", "charges cheque_dishonesty")
def _small_cheque(facts: Facts) -> bool | None:
    total = None
    for path, charge in facts.charges():
        if charge.cheque_total_usd is not None:
            facts.use(f"{path}.cheque_total_usd", charge.cheque_total_usd)
            total = (total or 0.0) + charge.cheque_total_usd
    if facts.answer("cheque_dishonesty") is False or (
        total is not None and total < CHEQUE_USD and facts.answer("repeated_cheques") is False
    ):
        return True
    if total is None:
        return False if _charged(facts, CHEQUE) is False else None
    return False if total >= CHEQUE_USD and facts.answer("cheque_dishonesty") else None


@_sign("violence_with_identified_victims", "violence_alleged private_victims")
def _violence(facts: Facts) -> bool | None:
    return _both(facts.field("violence_alleged"), facts.field("private_victims"))


@_sign("financial_charge_on_political_figure", "roles political_profile charges")
def _financial(facts: Facts) -> bool | None:
    figure = _role(facts, _FIGURES)
    if not figure and facts.field("political_profile") is not None:
        figure = facts.field("political_profile")
    financial = _charged(facts, _FINANCIAL)
    if financial and touches(facts, POLITICAL):
        return False
    return _both(figure, financial)


@_sign("max_penalty_under_two_years", "charges sentence wanted_for")
def _low_maximum(facts: Facts) -> bool | None:
    if wanted_to_serve(facts):
        return False
    penalties = []
    for path, charge in facts.charges():
        if charge.max_penalty is not None:
            facts.use(f"{path}.max_penalty", charge.max_penalty)
        penalties.append(charge.max_penalty)
    if any(p == "life" or (isinstance(p, int) and p >= TRIAL_MONTHS) for p in penalties):
        return False
    return True if penalties and None not in penalties else None


@_sign("sentence_under_six_months", "charges sentence wanted_for")
def _short_sentence(facts: Facts) -> bool | None:
    if wanted_to_serve(facts) is False:
        return False
    imposed = facts.part("sentence", "imposed_months")
    left = facts.part("sentence", "remaining_months")
    if max(imposed or 0, left or 0) >= SERVE_MONTHS:
        return False
    return True if imposed is not None else None


@_sign("no_valid_warrant", "warrant")
def _no_warrant(facts: Facts) -> bool | None:
    valid = facts.part("warrant", "valid")
    return None if valid is None else not valid


@_sign("notice_older_than_five_years", "notice_date")
def _old_notice(facts: Facts) -> bool | None:
    issued = facts.field("notice_date")
    if issued is None:
        return None
    if facts.is_past(years_after(issued.earliest, 5)) is False:
        return False
    reason = facts.field("renewal_reason")
    if reason:
        return False
    if not facts.is_past(years_after(issued.latest, 5)):
        return None
    return True if reason == "" or facts.answer("renewed") is False else None


@_sign("limitation_expired_at_home", "limitation_expires")
def _barred(facts: Facts) -> bool | None:
    end = facts.field("limitation_expires")
    return None if end is None else facts.past_date(end)


def _role(facts: Facts, names: frozenset[str]) -> bool | None:
    roles = facts.field("roles")
    return None if roles is None else not names.isdisjoint(roles)


def _acted(facts: Facts, *kinds: str) -> bool:
    for index, activity in enumerate(facts.notice.political_activity or ()):
        if activity.kind in kinds:
            facts.use(f"political_activity[{index}].kind", activity.kind)
            return True
    return False


def _role_or_activity(name: str, roles: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    searched = frozenset(roles)

    def derive(facts: Facts) -> bool | None:
        held = _role(facts, searched)
        if held or _acted(facts, *kinds):
            return True
        if facts.field("political_profile") is False:
            return False
        return held

    DERIVED[name] = derive
    READS[name] = frozenset({"roles", "political_activity", "political_profile"})


_role_or_activity("opposition_or_candidate", ("opposition_politician",),
                  ("opposition_politics", "election_candidacy"))  # fmt: skip
_role_or_activity("journalist_or_blogger", ("journalist", "blogger"), ("journalism",))
_role_or_activity("human_rights_defender_or_activist",
                  ("human_rights_defender", "activist", "lawyer"),
                  ("human_rights_work",))  # fmt: skip
_role_or_activity("ethnic_or_religious_community_figure",
                  ("ethnic_minority_leader", "religious_figure"), ())  # fmt: skip


@_sign("whistleblower_or_corruption_critic", "roles political_activity crossed_officials")
def _whistleblower(facts: Facts) -> bool | None:
    if _role(facts, _WHISTLEBLOWERS) or _acted(facts, "whistleblowing"):
        return True
    return False if facts.field("crossed_officials") is False else None


@_sign("judge_or_prosecutor_for_official_acts", "roles")
def _judge(facts: Facts) -> bool | None:
    held = _role(facts, _JUDGES)
    return None if held else held


@_sign("head_of_state_or_minister", "state_post")
def _high_office(facts: Facts) -> bool | None:
    return False if facts.field("state_post") is False else None


@_sign("relative_or_associate_of_target", "roles political_activity")
def _relative(facts: Facts) -> bool | None:
    found = _role(facts, _RELATIVES) or _acted(facts, "association_with_opponent")
    return True if found else None


@_sign(
    "private_person_no_politics", "political_profile business_elite state_post political_activity"
)
def _private_person(facts: Facts) -> bool | None:
    public = [facts.field(name) for name in ("political_profile", "business_elite", "state_post")]
    if any(public) or facts.notice.political_activity:
        return False
    return True if None not in public else None


@_sign("charge_after_dissent", "political_activity")
def _after_dissent(facts: Facts) -> bool | None:
    opened, activity = facts.happened("criminal_case_opened"), facts.notice.political_activity
    if activity == ():
        facts.use("political_activity", activity)
        return False
    if opened is None or activity is None:
        return None
    certain = True
    for index, act in enumerate(activity):
        if act.kind == "asylum_application":
            continue
        if act.date is None:
            certain = False
            continue
        days = lag(act.date, opened)
        facts.use(f"political_activity[{index}].date", act.date)
        if days.fewest >= 0 and days.most <= SOON_DAYS:
            return True
        certain = certain and (days.most < 0 or days.fewest > SOON_DAYS)
    return False if certain else None


@_sign("charge_after_departure_or_asylum", "left_country protection")
def _after_departure(facts: Facts) -> bool | None:
    starts = [facts.happened("left_country")]
    for path, item in facts.events("protection"):
        if item.date is not None:
            facts.use(f"{path}.date", item.date)
            starts.append(item.date)
    later = [facts.happened("criminal_case_opened"), facts.field("notice_date")]
    told = [_order(start, end) for start in starts for end in later]
    if any(told):
        return True
    return False if told and None not in told else None


def _order(start: PartialDate | None, end: PartialDate | None) -> bool | None:
    return None if start is None or end is None else start.before(end)


@_sign("charges_predate_any_activity", "political_activity")
def _before_activity(facts: Facts) -> bool | None:
    opened = facts.happened("criminal_case_opened")
    for index, act in enumerate(facts.notice.political_activity or ()):
        if _order(act.date, opened):
            facts.use(f"political_activity[{index}].date", act.date)
            return False
    return None


@_sign("refused_official_demand", "political_activity crossed_officials")
def _refused_demand(facts: Facts) -> bool | None:
    if _acted(facts, "refused_bribe"):
        return True
    return False if facts.field("crossed_officials") is False else None


@_sign("investor_or_treaty_claim_against_state", "political_activity crossed_officials")
def _claim(facts: Facts) -> bool | None:
    if _acted(facts, "legal_challenge_to_state"):
        return True
    return False if facts.field("crossed_officials") is False else None


@_sign("foreign_court_found_abuse", "extradition")
def _court_found_abuse(facts: Facts) -> bool | None:
    for path, item in facts.events("extradition"):
        if item.result == "refused" and item.ground == "political_motivation":
            facts.use(f"{path}.ground", item.ground)
            return True
    return None


@_sign("state_named_for_interpol_abuse", "issuing_country")
def _named(facts: Facts) -> bool | None:
    date = facts.field("notice_date")
    day = facts.as_of or (date.latest if date else None)
    state = facts.field("issuing_country")
    if day is None:
        return True if state in _EVER_NAMED else None
    first = day.year - _REPORTS_LAST_YEARS
    if any(first <= year < day.year for year in _EVER_NAMED.get(state, ())):
        return True
    return False if first <= 2023 and day.year > 2020 else None


@_sign("state_under_interpol_measures", "notice_date")
def _under_measures(facts: Facts) -> bool | None:
    date = facts.field("notice_date")
    if facts.field("issuing_country") != "RU" or date is None:
        return None
    start, unsure = _MEASURES_ON_MOSCOW
    if date.latest < start:
        return False
    return True if date.earliest >= start and date.latest < unsure else None


@_sign("instrument_is_diffusion", "instrument")
def _diffusion(facts: Facts) -> bool | None:
    instrument = facts.field("instrument")
    return None if instrument is None else instrument == "diffusion"


def _decided(facts: Facts, *decisions: str) -> bool | None:
    if facts.notice.interpol_history is None:
        return None
    for path, item in facts.events("interpol_history"):
        if item.decision in decisions:
            facts.use(f"{path}.decision", item.decision)
            return True
    facts.use("interpol_history", ())
    return False


@_sign("diffusion_after_notice_refused", "instrument interpol_history")
def _diffusion_after_refusal(facts: Facts) -> bool | None:
    return _both(_diffusion(facts), _decided(facts, "refused", "deleted"))


@_sign("earlier_request_refused", "interpol_history")
def _refused_before(facts: Facts) -> bool | None:
    return _decided(facts, "refused", "deleted")


@_sign("re_request_with_changed_wording", "interpol_history")
def _reworded(facts: Facts) -> bool | None:
    return False if _decided(facts, "refused", "deleted") is False else None


@_sign("ccf_found_compliant", "interpol_history")
def _upheld_before(facts: Facts) -> bool | None:
    return (
        False
        if _decided(facts, "upheld") is False
        else (True if _decided(facts, "upheld") else None)
    )


def _protected(facts: Facts, status: str) -> bool | None:
    if facts.notice.protection is None:
        return None
    for path, item in facts.events("protection"):
        if item.status == status:
            facts.use(f"{path}.status", item.status)
            return True
    facts.use("protection", facts.notice.protection)
    return False


@_sign("asylum_pending", "protection")
def _pending(facts: Facts) -> bool | None:
    return _protected(facts, "asylum_pending")


@_sign("refugee_status_confirmed", "protection")
def _refugee(facts: Facts) -> bool | None:
    return False if _protected(facts, "refugee") is False else None


@_sign("asylum_denied_or_revoked_for_crime", "protection")
def _denied(facts: Facts) -> bool | None:
    return False if _protected(facts, "asylum_denied") is False else None


def _refusals(facts: Facts) -> list[str | None] | None:
    if facts.notice.extradition is None:
        return None
    grounds = []
    for path, item in facts.events("extradition"):
        facts.use(f"{path}.result", item.result)
        if item.result == "refused":
            grounds.append(item.ground)
    return grounds


@_sign("extradition_refused_substantive", "extradition")
def _refused_on_substance(facts: Facts) -> bool | None:
    grounds = _refusals(facts)
    if grounds is None:
        return None
    if any(ground in SUBSTANTIVE for ground in grounds):
        return True
    return None if None in grounds else False


@_sign("extradition_refused_technical", "extradition")
def _refused_on_form(facts: Facts) -> bool | None:
    grounds = _refusals(facts)
    if grounds is None:
        return None
    if not grounds or any(ground in SUBSTANTIVE for ground in grounds):
        return False
    return None if None in grounds else True


@_sign("extradition_granted_after_full_hearing", "extradition")
def _granted(facts: Facts) -> bool | None:
    if facts.notice.extradition is None:
        return None
    results = [item.result for _, item in facts.events("extradition")]
    return None if "granted" in results or "surrendered" in results else False


@_sign("no_extradition_request_when_located", "extradition_requested_when_located papers_sent_on")
def _no_request(facts: Facts) -> bool | None:
    asked = facts.field("extradition_requested_when_located")
    if asked or facts.happened("papers_sent_on") is not None:
        return False
    located = facts.happened("located_on")
    return True if asked is False and located is not None else None


@_sign("in_absentia_no_retrial", "in_absentia")
def _no_retrial(facts: Facts) -> bool | None:
    return False if facts.field("in_absentia") is False else None


@_sign("tried_in_person_by_independent_court", "in_absentia")
def _tried_in_person(facts: Facts) -> bool | None:
    return False if facts.field("in_absentia") else None
