"""Rules that hold for every notice, tried on random ones."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from redrisk.assessment import Assessment, Contribution
from redrisk.notice import Notice
from redrisk.persistence import load_model
from redrisk.scoring import score
from tests.helpers import a_context
from tests.property.strategies import FIELDS, STATES, YES_NO, Plain, partial_dates, plain_notices

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
    assert result.reported_points == min(max(result.points, MODEL.lower), MODEL.upper)
    beyond = {True: "at least", False: "at most"}
    within = MODEL.lower <= result.points <= MODEL.upper
    assert result.clipped == (None if within else beyond[result.points > 0])


@given(plain_notices(), st.integers(1, 9))
def test_narrower_bounds_clip_the_reported_points_and_nothing_else(plain: Plain, half: int) -> None:
    narrow = dataclasses.replace(MODEL, lower=-half, upper=half)
    one, two = score(plain), score(plain, model=narrow)
    assert one.points == two.points
    assert one.contributions == two.contributions
    assert one.range_over_unknowns == two.range_over_unknowns
    assert two.reported_points == min(max(two.points, -half), half)
    assert all(-half <= end <= half for end in two.interval)


@given(plain_notices())
def test_the_interval_is_the_standard_error_widened_outward_to_whole_points(plain: Plain) -> None:
    wide = dataclasses.replace(MODEL, lower=-1000, upper=1000)
    result = score(plain, model=wide)
    half = wide.multiplier * wide.standard_error({n: c.level for n, c in every(result).items()})
    low, high = result.interval
    assert low - 1e-6 <= result.points - half < low + 1 + 1e-6
    assert high - 1 - 1e-6 < result.points + half <= high + 1e-6


@given(plain_notices(), st.sampled_from(YES_NO), st.booleans())
def test_an_answer_to_an_unknown_moves_the_sum_within_its_stated_range(
    plain: Plain, field: str, answer: bool
) -> None:
    plain = {name: value for name, value in plain.items() if name != field}
    before, after = score(plain), score({**plain, field: answer})
    asked = [item for item in before.unknowns if field in item.fact.reads]
    assert bool(asked) == any(field in row.feature.reads for row in MODEL.weighed)
    change = after.points - before.points
    assert sum(item.lowest for item in asked) <= change <= sum(item.highest for item in asked)
    least, most = before.range_over_unknowns
    assert least <= after.points <= most


@given(plain_notices(), plain_notices())
def test_whatever_is_learned_later_the_sum_stays_within_the_range_over_unknowns(
    plain: Plain, learned: Plain
) -> None:
    """Of fields that nobody stated, so that nothing which was told is told otherwise.

    The state's indices are held: a notice's date, once known, puts another year in the place of
    that in which the case was opened. A dated act can contradict 'no, it was not after dissent'.
    """
    same: dict[str, list[float | None]] = {code: [0.3, 0.7] for code in STATES}
    model = dataclasses.replace(MODEL, context=a_context(**same))
    if "charge_after_dissent" in plain.get("answers", {}):
        learned = {name: value for name, value in learned.items() if name != "political_activity"}
    before, after = score(plain, model=model), score({**learned, **plain}, model=model)
    least, most = before.range_over_unknowns
    assert least <= before.points <= most
    assert least <= after.range_over_unknowns[0] <= after.points
    assert after.points <= after.range_over_unknowns[1] <= most


@given(plain_notices())
def test_the_record_is_canonical_json(plain: Plain) -> None:
    text = score(plain).to_json()
    assert text.isascii()
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))
    assert text == score(Notice.parse(json.loads(text)["notice"])).to_json()


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
