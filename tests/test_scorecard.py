from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redrisk.card_text import card_text, worked_sum
from redrisk.facts import read_facts
from redrisk.features import FEATURES, levels_of
from redrisk.notice import Notice
from redrisk.persistence import load_model
from redrisk.scorecard import CardRow, LevelCounts, Model, row_from
from redrisk.scoring import score
from redrisk.view import Range, View
from tests.helpers import a_notice
from tests.models import a_folder
from tests.property.strategies import notices

MODEL = load_model()
CAP = MODEL.card["config"]["uneven_cap"]
SUPPORT = MODEL.card["config"]["min_support"]
GAP = MODEL.card["config"]["max_unknown_gap"]
CASES = MODEL.card["cases"]

each_row = pytest.mark.parametrize("row", MODEL.rows, ids=lambda row: row.feature.id)
each_weighed = pytest.mark.parametrize("row", MODEL.weighed, ids=lambda row: row.feature.id)


def steps(row: CardRow) -> list[int]:
    """The points of each certain level, from the lowest to the highest."""
    return [row.points[i, i] for i in range(len(row.feature.levels))]


def with_at_least(row: CardRow, step: int) -> tuple[int, int]:
    counts = [row.counts[name] for name in row.feature.levels[step:]]
    return sum(c.rejected for c in counts), sum(c.upheld for c in counts)


def test_the_card_has_a_row_for_each_feature_in_the_catalogues_order() -> None:
    assert [row.feature for row in MODEL.rows] == list(FEATURES)
    assert {row.weighed for row in MODEL.rows} == {True, False}


@each_row
def test_points_are_whole(row: CardRow) -> None:
    assert all(type(value) is int for value in row.points.values())


@each_row
def test_unknown_is_worth_nothing(row: CardRow) -> None:
    assert row.points[row.feature.unknown] == 0
    assert row.codes[row.feature.unknown] == ()


@each_row
def test_points_follow_the_declared_direction(row: CardRow) -> None:
    worth = steps(row)
    if row.feature.direction == "raises":
        assert worth == sorted(worth)
        assert worth[0] <= 0 <= worth[-1]
    if row.feature.direction == "lowers":
        assert worth == sorted(worth, reverse=True)
        assert worth[0] >= 0 >= worth[-1]


@each_row
def test_levels_left_open_are_worth_no_more_than_the_levels_themselves(row: CardRow) -> None:
    worth = steps(row)
    for (first, last), value in row.points.items():
        if (first, last) != row.feature.unknown:
            assert min(worth[first : last + 1]) <= value <= max(worth[first : last + 1])


@each_weighed
def test_an_uneven_feature_stays_within_its_cap_and_its_no_is_worth_nothing(row: CardRow) -> None:
    if row.recording == "uneven":
        assert max(abs(value) for value in row.points.values()) <= CAP == 3
        assert row.points[0, 0] == 0
        assert row.codes[0, 0] == ()
        assert row.feature.direction != "either"


@each_weighed
def test_an_even_feature_of_two_levels_weighs_no_as_much_as_yes(row: CardRow) -> None:
    if row.recording == "even" and len(row.feature.levels) == 2:
        assert row.points[0, 0] == -row.points[1, 1]


def shares_of_unknown(row: CardRow) -> tuple[float, float]:
    rejected = CASES["open"]["rejected"] + CASES["targeted"]["rejected"]
    upheld = CASES["open"]["upheld"] + CASES["targeted"]["upheld"]
    unknown = row.counts["unknown"]
    return unknown.rejected / rejected, unknown.upheld / upheld


@each_weighed
def test_what_is_weighed_occurs_often_enough_in_both_classes(row: CardRow) -> None:
    cuts = next(e["cuts"] for e in MODEL.card["features"] if e["id"] == row.feature.id)
    assert cuts
    for cut in cuts:
        assert min(with_at_least(row, cut)) >= SUPPORT


@each_weighed
def test_an_even_feature_is_unknown_about_as_often_in_both_classes(row: CardRow) -> None:
    if row.recording == "even":
        rejected, upheld = shares_of_unknown(row)
        assert abs(rejected - upheld) <= GAP


@each_row
def test_counts_of_all_levels_are_all_cases(row: CardRow) -> None:
    assert sum(c.rejected for c in row.counts.values()) == sum(
        case.label == "rejected" for case in MODEL.cases
    )
    assert sum(c.upheld for c in row.counts.values()) == sum(
        case.label == "upheld" for case in MODEL.cases
    )


@each_row
def test_counts_are_those_of_the_cases_named_as_evidence(row: CardRow) -> None:
    for position, name in enumerate(row.feature.levels):
        having = [case for case in MODEL.cases if case.level(row.feature.id) == position]
        assert row.counts[name].rejected == sum(case.label == "rejected" for case in having)
        assert row.counts[name].upheld == sum(case.label == "upheld" for case in having)


@each_row
def test_what_is_not_weighed_says_why_and_moves_nothing(row: CardRow) -> None:
    assert row.reason
    if not row.weighed:
        assert set(row.points.values()) == {0}
        assert row.span == 0


def test_the_bounds_enclose_zero_and_clip() -> None:
    assert MODEL.lower < 0 < MODEL.upper
    assert MODEL.clip(MODEL.upper + 1) == MODEL.upper
    assert MODEL.clip(MODEL.lower - 1) == MODEL.lower
    assert MODEL.clip(0) == 0


def test_the_covariance_is_symmetric_and_gives_no_negative_variance() -> None:
    size = len(MODEL.covariance)
    for i in range(size):
        assert MODEL.covariance[i][i] >= 0
        for j in range(i):
            assert MODEL.covariance[i][j] == MODEL.covariance[j][i]
            bound = (MODEL.covariance[i][i] * MODEL.covariance[j][j]) ** 0.5
            assert abs(MODEL.covariance[i][j]) <= bound + 1e-3


@given(notices())
def test_the_standard_error_is_the_quadratic_form_of_the_codes(notice: Notice) -> None:
    levels = levels_of(read_facts(View(notice, MODEL.context)))
    vector = [0.0] * len(MODEL.covariance)
    for row in MODEL.weighed:
        for column, value in row.codes[levels[row.feature.id]]:
            vector[column] += value
    form = sum(
        a * b * MODEL.covariance[i][j] for i, a in enumerate(vector) for j, b in enumerate(vector)
    )
    assert MODEL.standard_error(levels) == pytest.approx(max(form, 0.0) ** 0.5)


@given(st.sampled_from(MODEL.weighed), st.data())
def test_could_move_holds_every_level_left_open(row: CardRow, data: Any) -> None:
    level: Range = data.draw(st.sampled_from(sorted(row.extremes)))
    low, high = row.extremes[level]
    assert low <= row.points[level] <= high
    assert {low, high} <= {*steps(row)[level[0] : level[1] + 1], row.points[level]}


def test_the_card_prints_every_level_with_its_points_and_counts() -> None:
    text = card_text(MODEL)
    for row in MODEL.rows:
        assert row.feature.id in text
    for row in MODEL.weighed:
        for position, level in enumerate(row.feature.levels):
            counts = row.counts[level]
            wanted = [f"{row.points[position, position]:+d}", *level.split()]
            wanted += [str(counts.rejected), str(counts.upheld)]
            lines = [line.replace("~", " ").split() for line in text.splitlines()]
            assert wanted in lines
    assert max(map(len, text.splitlines())) <= 100


@given(notices())
def test_the_worked_sum_can_be_redone_on_paper(notice: Notice) -> None:
    result = score(notice)
    lines = worked_sum(result).splitlines()
    rows = [line.replace("~", " ").split() for line in lines[2 : 2 + len(MODEL.weighed)]]
    total = 0
    for row, item in zip(rows, result.contributions, strict=True):
        total += int(row[0])
        assert int(row[1]) == total
        assert row[2] == f"{item.feature.id}:"
    assert total == result.points
    assert f"  sum               {result.points:+d}" in lines


def a_row(feature: str, *worth: int, **more: Any) -> CardRow:
    """A row with these points for its levels."""
    plain = {
        "id": feature,
        "recording": "even",
        "reason": "for a test",
        "points": {f"{step}-{step}": value for step, value in enumerate(worth)},
        "cuts": [1],
        "counts": {"no": [1, 2], "yes": [3, 4], "unknown": [5, 6]},
        "notes": ["seen"],
    }
    return row_from(plain | more, 7)


NO, YES, UNKNOWN = (0, 0), (1, 1), (0, 1)


def test_a_row_of_an_even_feature_counts_yes_against_no() -> None:
    row = a_row("political_profile", -3, 4)
    assert row.points == {NO: -3, YES: 4, UNKNOWN: 0}
    assert row.codes == {NO: ((7, -1.0),), YES: ((7, 1.0),), UNKNOWN: ()}
    assert row.extremes == {NO: (-3, -3), YES: (4, 4), UNKNOWN: (-3, 4)}
    assert row.counts["yes"] == LevelCounts(rejected=3, upheld=4)
    assert (row.weighed, row.span, row.reason, row.notes) == (True, 4, "for a test", ("seen",))


def test_a_row_of_an_uneven_feature_counts_yes_against_not_yes() -> None:
    row = a_row("protected", 0, 3, recording="uneven")
    assert row.codes == {NO: (), YES: ((7, 1.0),), UNKNOWN: ()}
    assert row.extremes[UNKNOWN] == (0, 3)


def test_a_row_that_is_not_weighed_has_no_points_whatever_was_learned() -> None:
    row = a_row("protected", -3, 4, recording="not weighed")
    assert set(row.points.values()) == {0}
    assert set(row.points) == {NO, YES, UNKNOWN}
    assert (row.weighed, row.span, row.extremes[UNKNOWN]) == (False, 0, (0, 0))


def test_each_cut_has_a_column_and_levels_that_straddle_it_have_no_code_in_it() -> None:
    points = {
        f"{first}-{last}": first + last
        for first in range(5)
        for last in range(first, 5)
        if (first, last) != (0, 4)
    }
    row = a_row("state_rule_of_law", cuts=[1, 3], points=points, counts={})
    assert row.codes[0, 0] == ((7, -1.0), (8, -1.0))
    assert row.codes[2, 2] == ((7, 1.0), (8, -1.0))
    assert row.codes[3, 4] == ((7, 1.0), (8, 1.0))
    assert row.codes[2, 4] == ((7, 1.0),)
    assert row.codes[0, 1] == ((8, -1.0),)
    assert row.codes[0, 4] == ()
    assert row.points[0, 4] == 0
    assert row.extremes[1, 3] == (2, 6)
    assert row.span == 8


def a_model(*rows: CardRow) -> Model:
    size = 9
    covariance = tuple(tuple(4.0 * (i == j) for j in range(size)) for i in range(size))
    return dataclasses.replace(MODEL, rows=rows, covariance=covariance)


LINKED = (
    a_row("political_profile", -1, 2),
    a_row("charge_economic", 3, -3),
    a_row("protected", 0, 1),
    a_row("economic_charge_political_subject", 0, 5),
)


def range_of(model: Model, **facts: Range) -> tuple[int, int]:
    values = read_facts(View(a_notice(), model.context)) | facts
    return model.range_over_unknowns(values, levels_of(values))


def test_features_that_share_a_fact_are_grouped_and_others_stand_alone() -> None:
    groups = [[row.feature.id for row in group] for group in a_model(*LINKED).linked]
    assert groups == [
        ["protected"],
        ["political_profile", "charge_economic", "economic_charge_political_subject"],
    ]


def test_the_range_over_unknowns_can_be_reached_at_both_ends() -> None:
    """At most 2 + 3 for 'political, not economic'; 2 + 3 + 5 would need both at once."""
    model = a_model(*LINKED)
    assert range_of(model) == (-4, 5 + 1)
    assert range_of(model, protected=NO) == (-4, 5)
    assert range_of(model, protected=YES) == (-4 + 1, 5 + 1)


def test_what_is_known_narrows_the_range_and_the_sum_as_it_stands_lies_in_it() -> None:
    model = a_model(*LINKED)
    assert range_of(model, political_profile=YES, protected=NO) == (2, 5)
    assert range_of(model, political_profile=NO, protected=NO) == (-4, 2)
    assert range_of(model, charge_economic=YES, protected=NO) == (-4, 4)
    assert range_of(model, charge_economic=YES, political_profile=YES, protected=NO) == (4, 4)


def test_the_standard_error_adds_up_the_columns_that_are_known() -> None:
    model = a_model(a_row("political_profile", -1, 2))
    error = [model.standard_error({"political_profile": level}) for level in (NO, YES, UNKNOWN)]
    assert error == [2.0, 2.0, 0.0]


@given(notices())
def test_the_nearest_cases_are_two_of_each_class_and_never_the_case_itself(notice: Notice) -> None:
    levels = levels_of(read_facts(View(notice, MODEL.context)))
    near = MODEL.nearest(levels)
    labels = [item.case.label for item in near]
    assert labels == sorted(labels)
    assert max(labels.count(label) for label in ("rejected", "upheld")) <= 2
    assert near == MODEL.nearest(levels, each=2)
    for item in near:
        others = MODEL.nearest(levels, leave_out=item.case.case_id)
        assert item.case.case_id not in {other.case.case_id for other in others}


def test_a_model_hands_out_its_files() -> None:
    for name in ("card", "evidence", "metrics"):
        assert getattr(MODEL, name) is MODEL.contents[f"{name}.json"]


def test_a_model_can_be_saved_from_itself(tmp_path: Path) -> None:
    MODEL.save(tmp_path / "model")
    assert load_model(tmp_path / "model").card == MODEL.card


def test_a_model_is_saved_with_its_report_if_that_is_asked_for(tmp_path: Path) -> None:
    def one_page(model: Model, pages: Path) -> None:
        pages.mkdir()
        (pages / "report.md").write_text(model.name, encoding="utf-8")

    with mock.patch("redrisk.learning.report.write_report", one_page):
        own = load_model(a_folder(tmp_path / "own"))
        own.save(tmp_path / "plain")
        own.save(tmp_path / "model", report=True)
    pages = {path.read_text("utf-8") for path in tmp_path.glob("*/*/report.md")}
    assert pages == {own.name}
    assert load_model(tmp_path / "model").card == own.card


def test_a_card_cannot_be_changed() -> None:
    row = MODEL.rows[0]
    for thing in (row, row.counts["unknown"], MODEL):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(thing, dataclasses.fields(thing)[0].name, None)
    for small in (row, row.counts["unknown"]):
        assert not hasattr(small, "__dict__")


def test_zero_is_no_contribution_of_an_empty_notice() -> None:
    assert MODEL.standard_error(levels_of(read_facts(View(a_notice(), MODEL.context)))) == 0
