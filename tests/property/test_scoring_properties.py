"""Rules that hold for every notice, tried on random ones."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redrisk.assessment import Assessment, Contribution
from redrisk.notice import Notice
from redrisk.persistence import load_model
from redrisk.scoring import score
from tests.helpers import a_context
from tests.property.strategies import FIELDS, STATES, Plain, partial_dates, plain_notices

MODEL = load_model()
UNSCORED = (
    "reference",
    "nationalities",
    "host_country",
    "instrument",
    "sentence",
    "warrant",
    "renewal_reason",
    "retained_until",
    "renewed_on",
    "limitation_expires",
    "located_on",
    "papers_sent_on",
    "identity_set_complete",
    "minor_at_offence",
    "extradition_requested_when_located",
)


def every(result: Assessment) -> dict[str, Contribution]:
    """All features, weighed or not, by id."""
    return {item.feature.id: item for item in (*result.contributions, *result.not_weighed)}


def of(plain: Plain) -> dict[str, Contribution]:
    return every(score(Notice.parse(plain)))


@given(plain_notices())
def test_the_contributions_sum_to_the_points(plain: Plain) -> None:
    result = score(plain)
    assert result.points == sum(item.points for item in result.contributions)
    assert all(item.points == 0 for item in result.not_weighed)
    assert len(every(result)) == len(MODEL.rows)


@given(plain_notices())
def test_unknown_neither_costs_nor_earns(plain: Plain) -> None:
    for item in of(plain).values():
        if not item.known:
            assert item.points == 0


@given(plain_notices())
def test_reported_points_and_interval_stay_within_the_bounds(plain: Plain) -> None:
    result = score(plain)
    low, high = result.interval
    assert MODEL.lower <= low <= result.reported_points <= high <= MODEL.upper
    assert result.reported_points == MODEL.clip(result.points)
    assert (result.clipped is None) == (MODEL.lower <= result.points <= MODEL.upper)
    least, most = result.range_over_unknowns
    assert least <= result.points <= most


@given(plain_notices())
def test_no_uneven_feature_moves_more_than_its_cap(plain: Plain) -> None:
    for item in of(plain).values():
        if item.row.recording == "uneven":
            assert abs(item.points) <= MODEL.card["config"]["uneven_cap"]


def reads(item: Contribution, changed: set[str]) -> bool:
    """Whether a feature declares one of the paths."""
    return not changed.isdisjoint(item.feature.reads)


def changed_paths(field: str, one: Any, other: Any) -> set[str]:
    if field != "answers":
        return {field}
    one, other = one or {}, other or {}
    keys = {key for key in {*one, *other} if one.get(key) != other.get(key)}
    return {f"answers.{key}" for key in keys}


@settings(max_examples=300)
@given(plain_notices(), st.sampled_from(sorted(FIELDS)), st.data())
def test_one_fact_moves_only_features_that_declare_it_and_in_their_direction(
    plain: Plain, field: str, data: st.DataObject
) -> None:
    absent = st.none() if field != "issuing_country" else st.nothing()
    value = data.draw(FIELDS[field] | absent)
    other = {name: old for name, old in plain.items() if name != field}
    if value is not None:
        other[field] = value
    paths = changed_paths(field, plain.get(field), value)
    before, after = of(plain), of(other)
    for name, old in before.items():
        new = after[name]
        if not reads(old, paths):
            assert (new.level, new.points) == (old.level, old.points)
        elif old.feature.direction != "either":
            sign = 1 if old.feature.direction == "raises" else -1
            up = new.level[0] >= old.level[0] and new.level[1] >= old.level[1]
            down = new.level[0] <= old.level[0] and new.level[1] <= old.level[1]
            move = sign * (new.points - old.points)
            assert not up or move >= 0
            assert not down or move <= 0


@given(plain_notices(), st.data())
def test_facts_that_are_not_scored_change_nothing(plain: Plain, data: st.DataObject) -> None:
    other = plain | {name: data.draw(FIELDS[name]) for name in UNSCORED}
    one, two = score(plain), score(other)
    assert two.points == one.points
    assert two.interval == one.interval
    assert {n: c.level for n, c in every(one).items()} == {
        n: c.level for n, c in every(two).items()
    }


@given(plain_notices(), st.randoms())
def test_the_order_of_lists_does_not_matter(plain: Plain, random: Any) -> None:
    def shuffled(value: Any) -> Any:
        if isinstance(value, list):
            return random.sample(value, len(value))
        return value

    other = {name: shuffled(value) for name, value in plain.items()}
    if "charges" in other:
        other["charges"] = [
            {part: shuffled(value) for part, value in charge.items()} for charge in other["charges"]
        ]
    one, two = score(plain), score(other)
    assert {n: (c.level, c.points) for n, c in every(one).items()} == {
        n: (c.level, c.points) for n, c in every(two).items()
    }
    assert one.interval == two.interval


@given(plain_notices())
def test_the_order_of_fields_does_not_matter(plain: Plain) -> None:
    turned = dict(reversed(plain.items()))
    assert score(turned).to_json() == score(plain).to_json()


SAME: list[float | None] = [0.3, 0.7]
STATE_NAMED = {"notice", "warnings", "checks", "indicators"}


@given(plain_notices())
def test_a_state_with_the_same_indices_scores_the_same(plain: Plain) -> None:
    # A ruling by the issuing state itself is none, so fields that name states are left out.
    model = dataclasses.replace(MODEL, context=a_context(FR=[0.3, 0.7], DE=[0.3, 0.7]))
    named = {"protection", "extradition", "nationalities", "host_country"}
    rest = {name: value for name, value in plain.items() if name not in named}
    one, two = (score(rest | {"issuing_country": s}, model=model).to_dict() for s in ("FR", "DE"))
    for name in ("contributions", "not_weighed"):
        for item in (*one[name], *two[name]):
            item["facts_read"].pop("issuing_country", None)
    assert {n: v for n, v in one.items() if n not in STATE_NAMED} == {
        n: v for n, v in two.items() if n not in STATE_NAMED
    }


def shifted(value: Any, years: int) -> Any:
    """Plain data with every date moved by whole years."""
    if isinstance(value, dict):
        return {
            name: (
                f"{int(part[:4]) + years}{part[4:]}"
                if (name == "date" or name in DATE_FIELDS) and isinstance(part, str)
                else shifted(part, years)
            )
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [shifted(item, years) for item in value]
    return value


DATE_FIELDS = {name for name, field in Notice.model_fields.items() if "PartialDate" in str(field)}


@pytest.mark.parametrize("years", [-4, 4, 28])
@given(plain=plain_notices())
def test_moving_all_dates_by_leap_cycles_changes_nothing(years: int, plain: Plain) -> None:
    model = dataclasses.replace(MODEL, context=a_context(**dict.fromkeys(STATES, SAME)))
    one = score(plain, model=model)
    two = score(shifted(plain, years), model=model)
    assert {n: (c.level, c.points) for n, c in every(one).items()} == {
        n: (c.level, c.points) for n, c in every(two).items()
    }


@given(plain_notices(), partial_dates())
def test_a_date_known_less_exactly_never_makes_a_level_more_certain(
    plain: Plain, opened: str
) -> None:
    for shorter in (opened[:7], opened[:4]):
        exact = of(plain | {"criminal_case_opened": opened})
        vague = of(plain | {"criminal_case_opened": shorter})
        for name, item in exact.items():
            first, last = vague[name].level
            assert first <= item.level[0]
            assert item.level[1] <= last


@given(plain_notices())
def test_a_later_interpol_decision_is_shown_but_moves_no_point_of_other_features(
    plain: Plain,
) -> None:
    other = plain | {"interpol_history": [{"decision": "deleted", "date": "2001"}]}
    before, after = of(plain), of(other)
    for name, item in before.items():
        if "interpol_history" not in item.feature.reads:
            assert after[name].points == item.points


@given(plain_notices())
def test_the_explanation_of_any_notice_keeps_its_form(plain: Plain) -> None:
    text = score(plain).explain()
    assert text.count("Quote this") == 1
    assert text.endswith("\n")
    assert all(line.isprintable() and len(line) <= 100 for line in text.splitlines())
