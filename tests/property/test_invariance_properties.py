"""What must not matter: order, words for 'unknown', the calendar, a state's name, nationality."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redrisk import timing
from redrisk.assessment import Assessment, Contribution
from redrisk.checks import RULES
from redrisk.checks._plan import reads
from redrisk.dates import PartialDate, lag
from redrisk.features import FEATURES
from redrisk.notice import Notice
from redrisk.persistence import load_model
from redrisk.scoring import score
from tests.helpers import a_context
from tests.property.strategies import (
    FIELDS,
    STATES,
    Plain,
    cases,
    plain_notices,
    standings,
    years_on,
)

MODEL = load_model()


def every(result: Assessment) -> dict[str, Contribution]:
    """All features, weighed or not, by id."""
    return {item.feature.id: item for item in (*result.contributions, *result.not_weighed)}


def weighed(result: Assessment) -> dict[str, Any]:
    """Everything that the score says in numbers."""
    plain = result.to_dict()
    for name in ("case_id", "reference", "notice", "checks", "indicators", "warnings"):
        del plain[name]
    for name in ("contributions", "not_weighed"):
        for item in plain[name]:
            del item["facts_read"]
    return plain


def findings(result: Assessment) -> dict[str, tuple[str, bool]]:
    """What the rules and the signs find, apart from the words."""
    found: dict[str, tuple[str, bool]] = {
        check.rule: (check.result, check.text_confirmed) for check in result.checks
    }
    found |= {f"sign {sign.id}": (sign.result, True) for sign in result.indicators}
    return found


# Order


def shuffled(value: Any, chance: random.Random) -> Any:
    """Plain data with every list in another order, and the lists within its members too."""
    if isinstance(value, dict):
        return {name: shuffled(part, chance) for name, part in value.items()}
    if isinstance(value, list):
        return [shuffled(item, chance) for item in chance.sample(value, len(value))]
    return value


@given(plain_notices(), st.randoms(use_true_random=False))
def test_the_order_of_lists_does_not_matter(plain: Plain, chance: random.Random) -> None:
    one, two = score(plain), score(shuffled(plain, chance))
    assert weighed(one) == weighed(two)
    assert findings(one) == findings(two)
    assert [item.code for item in one.warnings] == [item.code for item in two.warnings]


@given(plain_notices())
def test_the_order_of_fields_does_not_matter(plain: Plain) -> None:
    turned = dict(reversed(plain.items()))
    assert score(turned).to_json() == score(plain).to_json()


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_rulings_does_not_change_a_case_as_it_stood(
    case: Any, chance: random.Random
) -> None:
    turned = type(case).parse(shuffled(case.plain(), chance))
    assert weighed(score(case)) == weighed(score(turned))


# Unknown


@given(plain_notices())
def test_saying_that_a_fact_is_unknown_changes_nothing(plain: Plain) -> None:
    spelled = {**dict.fromkeys(Notice.model_fields), **plain}
    assert score(spelled).to_json() == score(plain).to_json()


@given(plain_notices())
def test_an_unknown_part_of_a_record_changes_nothing(plain: Plain) -> None:
    parts: Mapping[str, list[str]] = {
        "charges": ["language", "law", "max_penalty", "cheque_total_usd"],
        "political_activity": ["date", "note"],
        "protection": ["date", "country"],
        "extradition": ["date", "country", "ground"],
        "interpol_history": ["date", "note"],
    }
    spelled = {
        name: [{**dict.fromkeys(parts[name]), **item} for item in value] if name in parts else value
        for name, value in plain.items()
    }
    answers = {"no_valid_warrant": None, **plain.get("answers", {})}
    assert score({**spelled, "answers": answers}).to_json() == score(plain).to_json()


@pytest.mark.parametrize("field", ["sentence", "warrant"])
@given(plain=plain_notices())
def test_a_record_of_which_every_part_is_unknown_changes_nothing(field: str, plain: Plain) -> None:
    rest = {name: value for name, value in plain.items() if name != field}
    assert score({**rest, field: {}}).to_json() == score(rest).to_json()


# The calendar

SAME: list[float | None] = [0.3, 0.7]
SAME_EVERY_YEAR = dataclasses.replace(MODEL, context=a_context(**dict.fromkeys(STATES, SAME)))
DATE_FIELDS = {name for name, field in Notice.model_fields.items() if "PartialDate" in str(field)}
OF_THE_YEAR = {feature.id for feature in FEATURES if "index" in {f.basis for f in feature.facts}}


def moved(value: Any, years: int) -> Any:
    """Plain data with every date moved by whole years."""
    if isinstance(value, dict):
        return {
            name: (
                years_on(part, years)
                if (name == "date" or name in DATE_FIELDS) and isinstance(part, str)
                else moved(part, years)
            )
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [moved(item, years) for item in value]
    return value


def test_the_state_indices_alone_depend_on_the_calendar_year() -> None:
    assert {"state_rule_of_law", "state_free_expression"} == OF_THE_YEAR


@pytest.mark.parametrize("years", [-4, 4, 28])
@given(plain=plain_notices())
def test_moving_all_dates_by_leap_cycles_changes_nothing(years: int, plain: Plain) -> None:
    one = score(plain, model=SAME_EVERY_YEAR)
    two = score(moved(plain, years), model=SAME_EVERY_YEAR)
    assert weighed(one) == weighed(two)


STEPS = {
    "activity_to_case": (timing.DAYS_IN_YEAR, timing.DAYS_IN_THREE_YEARS),
    "old_facts": (timing.DAYS_IN_FIVE_YEARS,),
}
"""Lags that are counted in days, and their steps: a leap day more or less can cross one."""


def near_a_step(notice: Notice) -> set[str]:
    """The features whose lag lies so close to a step that a leap day can carry it across."""
    opened = notice.criminal_case_opened
    starts: dict[str, list[PartialDate | None]] = {
        "activity_to_case": [act.date for act in notice.political_activity or ()],
        "old_facts": [notice.alleged_offence_date],
    }
    return {
        name
        for name, dates in starts.items()
        for date in dates
        if date is not None and opened is not None
        for days in lag(date, opened)
        for step in STEPS[name]
        if abs(days - step) <= 2
    }


@given(plain_notices(), st.integers(-9, 9))
def test_moving_all_dates_by_any_years_changes_only_the_state_indices(
    plain: Plain, years: int
) -> None:
    before, after = Notice.parse(plain), Notice.parse(moved(plain, years))
    one, two = every(score(before)), every(score(after))
    free = OF_THE_YEAR | near_a_step(before) | near_a_step(after)
    for name, item in one.items():
        if name not in free:
            assert (item.level, item.points) == (two[name].level, two[name].points), name


def test_a_leap_day_becomes_the_28th() -> None:
    assert years_on("2016-02-29", 1) == "2017-02-28"
    assert years_on("2016-02-29", 4) == "2020-02-29"
    assert years_on("2016-02", 1) == "2017-02"


# States


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Plain data in which states have changed names, wherever they stand."""
    if isinstance(value, dict):
        return {name: renamed(part, names) for name, part in value.items()}
    if isinstance(value, list):
        return [renamed(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


@given(plain_notices())
def test_two_states_with_the_same_indices_can_change_places(plain: Plain) -> None:
    """FR and DE, both in the EU: the rules treat them alike too, but for naming them."""
    one = score(renamed(plain, {"NO": "FR", "BY": "DE"}), model=SAME_BUT_NAMES)
    two = score(renamed(plain, {"NO": "DE", "BY": "FR"}), model=SAME_BUT_NAMES)
    assert weighed(one) == weighed(two)
    assert findings(one) == findings(two)


SAME_BUT_NAMES = dataclasses.replace(
    MODEL, context=a_context(**dict.fromkeys((*STATES, "FR", "DE"), SAME))
)


@given(plain_notices(), st.sampled_from(STATES))
def test_the_issuing_state_counts_through_its_indices_and_own_rulings_alone(
    plain: Plain, state: str
) -> None:
    # A ruling by the issuing state itself is none, so fields that name states are left out.
    rest = {name: value for name, value in plain.items() if name not in NAMES_STATES}
    one = score({**rest, "issuing_country": "NO"}, model=SAME_EVERY_YEAR)
    two = score({**rest, "issuing_country": state}, model=SAME_EVERY_YEAR)
    assert weighed(one) == weighed(two)


NAMES_STATES = {"protection", "extradition"}


# Nationality, reference, standing

BY_NATIONALITY = {rule for rule in RULES if "nationalities" in reads(rule)}


def test_nationality_speaks_only_where_persecution_is_feared() -> None:
    """A refugee is outside the state of nationality (Refugee Convention, Article 1A(2))."""
    assert {"S-ref", "S-ref0"} <= BY_NATIONALITY
    assert not any("nationalities" in feature.reads for feature in FEATURES)


@given(plain_notices(), FIELDS["nationalities"])
def test_nationality_moves_no_point_and_no_sign(plain: Plain, nationalities: Any) -> None:
    one, two = score(plain), score({**plain, "nationalities": nationalities})
    assert weighed(one) == weighed(two)
    assert one.warnings == two.warnings
    old, new = findings(one), findings(two)
    for name in old.keys() - BY_NATIONALITY:
        assert old[name] == new[name], name


@given(plain_notices(), st.text(max_size=12))
def test_the_reference_changes_nothing_but_itself(plain: Plain, reference: str) -> None:
    one, two = (score({**plain, "reference": text}).to_dict() for text in ("A 1", reference))
    for record in (one, two):
        del record["reference"], record["notice"]["reference"]
    assert one == two


@given(st.data())
def test_standing_changes_only_the_total_on_exhibited_facts(data: st.DataObject) -> None:
    plain = data.draw(plain_notices())
    one, two = score(plain), score({**plain, "standing": data.draw(standings(plain))})
    before, after = weighed(one), weighed(two)
    assert before.pop("points_exhibited") == 0
    after.pop("points_exhibited")
    assert before == after
    assert findings(one) == findings(two)


@given(plain_notices())
def test_a_notice_of_which_all_is_exhibited_stands_at_its_whole_sum(plain: Plain) -> None:
    standing = dict.fromkeys(name for name in plain if name not in ("reference", "answers"))
    standing = dict.fromkeys([*standing, *(f"answers.{key}" for key in plain.get("answers", {}))],
                             "exhibited")  # fmt: skip
    result = score({**plain, "standing": standing})
    assert result.points_exhibited == result.points
