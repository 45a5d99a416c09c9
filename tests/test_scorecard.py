from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redrisk.card_text import card_text, worked_sum
from redrisk.facts import read_facts
from redrisk.features import FEATURES, levels_of
from redrisk.notice import Notice
from redrisk.persistence import load_model
from redrisk.scorecard import CardRow
from redrisk.scoring import score
from redrisk.view import Range, View
from tests.helpers import a_notice
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


def test_zero_is_no_contribution_of_an_empty_notice() -> None:
    assert MODEL.standard_error(levels_of(read_facts(View(a_notice(), MODEL.context)))) == 0
