from __future__ import annotations

import dataclasses
import itertools
import json
import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given

import redrisk
from redrisk.assessment import Assessment
from redrisk.facts import SECOND_CODING
from redrisk.features import FEATURE
from redrisk.intake.case_file import read_one
from redrisk.persistence import load_model
from redrisk.scoring import score
from redrisk.weight import band, likelihood_ratio, risk
from tests.helpers import EXAMPLES, ROOT, a_case, a_notice
from tests.property.strategies import Plain, plain_notices

MODEL = load_model()
RICH = read_one(ROOT / "examples" / "label_only_membership.yaml")


def test_an_empty_notice_has_no_points_and_no_width() -> None:
    result = score(a_notice())
    assert (result.points, result.reported_points, result.interval) == (0, 0, (0, 0))
    assert result.points_even == result.points_exhibited == result.known_facts == 0
    assert (result.likelihood_ratio, result.risk) == (1.0, 0.5)
    assert result.band == "no support either way"
    assert result.neighbours == ()


def test_a_notice_can_be_given_as_plain_data() -> None:
    plain = {"issuing_country": "TR", "political_profile": True}
    assert score(plain).to_json() == score(a_notice(political_profile=True)).to_json()


def test_plain_data_that_are_a_case_are_scored_as_a_case() -> None:
    case = a_case({"political_profile": True}, decided_by="court", date="2019")
    assert score(case.plain()).to_json() == score(case).to_json()


def test_bad_plain_data_are_refused() -> None:
    with pytest.raises(redrisk.RedriskError, match="issuing_country"):
        score({"issuing_contry": "TR"})


@pytest.mark.parametrize("value", [None, "examples/duralev_v_garland.yaml", [], 5])
def test_what_is_no_notice_at_all_is_refused_in_words(value: Any) -> None:
    with pytest.raises((TypeError, redrisk.RedriskError), match=r"(?i)notice"):
        score(value)


@pytest.mark.parametrize("points", [-500, -1, 0, 1, 500])
def test_ratio_band_risk_and_interval_come_from_reported_points(points: int) -> None:
    # A row that is moved by many points takes the sum where it is wanted.
    row = next(row for row in MODEL.weighed if row.feature.id == "political_profile")
    moved = dataclasses.replace(row, points={**row.points, (1, 1): points})
    rows = tuple(moved if r.feature.id == row.feature.id else r for r in MODEL.rows)
    result = score(a_notice(political_profile=True), 0.2, dataclasses.replace(MODEL, rows=rows))
    assert result.points == points
    assert result.reported_points == MODEL.clip(points)
    assert result.likelihood_ratio == likelihood_ratio(result.reported_points)
    assert result.band == band(result.reported_points)
    assert result.risk == risk(result.reported_points, 0.2)
    low, high = result.interval
    assert MODEL.lower <= low <= result.reported_points <= high <= MODEL.upper
    assert result.risk_interval == (risk(low, 0.2), risk(high, 0.2))


def test_the_interval_is_as_wide_as_multiplier_and_covariance_say() -> None:
    result = score(a_notice(political_profile=True))
    (item,) = (c for c in result.contributions if c.known)
    ((column, value),) = item.row.codes[item.level]
    half = MODEL.multiplier * abs(value) * MODEL.covariance[column][column] ** 0.5
    low, high = result.interval
    assert low <= result.points - half <= low + 1
    assert high - 1 <= result.points + half <= high


def test_points_without_uneven_features_leave_these_out() -> None:
    result = score(RICH)
    uneven = sum(c.points for c in result.contributions if c.row.recording == "uneven")
    assert uneven != 0
    assert result.points_even == result.points - uneven


def test_unknowns_say_what_each_could_move() -> None:
    base = a_notice(charges=[{"categories": ["fraud"]}], notice_date="2015")
    result = score(base)
    moves = {item.fact.id: (item.lowest, item.highest) for item in result.unknowns}
    for field in ("political_profile", "state_post", "armed_or_gang", "private_dispute"):
        changed = [
            score(base.model_copy(update={field: value})).points - result.points
            for value in (True, False)
        ]
        assert moves[field] == (min(0, *changed), max(0, *changed))


def test_unknowns_come_with_the_widest_first_and_know_no_stated_fact() -> None:
    result = score(RICH)
    spans = [item.highest - item.lowest for item in result.unknowns]
    assert spans == sorted(spans, reverse=True)
    assert "political_profile" not in {item.fact.id for item in result.unknowns}


def reachable(result: Assessment) -> tuple[int, int]:
    """The least and the most that the sum can come to, every open fact tried with each answer."""
    read = {fact.id for item in result.contributions for fact in item.feature.facts}
    ranges = [
        range(first, last + 1) for name, (first, last) in result.facts.items() if name in read
    ]
    names = [name for name in result.facts if name in read]
    sums = []
    for answers in itertools.product(*ranges):
        facts = {name: (answer, answer) for name, answer in zip(names, answers, strict=True)}
        levels = [(item.row, item.feature.level(facts)) for item in result.contributions]
        sums.append(sum(row.points[level] for row, level in levels))
    return min(sums), max(sums)


@pytest.mark.parametrize(
    "charges",
    [
        [{"categories": ["fraud"]}],
        [{"law": "Article 1"}],
    ],
    ids=["charge known", "charge open"],
)
def test_both_ends_of_the_range_over_unknowns_can_be_reached(charges: Any) -> None:
    stated = dict.fromkeys(SECOND_CODING | {"violence_alleged", "associates_targeted"}, False)
    result = score(
        a_notice(
            **stated | {"political_profile": True},
            charges=charges,
            notice_date="2015",
            roles=["academic"],
            in_absentia=False,
            political_activity=[],
            left_country="2014",
        )
    )
    assert reachable(result) == result.range_over_unknowns


def test_facts_that_a_feature_read_are_shown_with_it() -> None:
    result = score(a_notice(political_profile=True, charges=[{"categories": ["fraud"]}]))
    joined = FEATURE["economic_charge_political_subject"]
    assert result.facts_read(joined) == {
        "political_profile": True,
        "charges": [{"categories": ["fraud"]}],
    }


# JSON


@given(plain_notices())
def test_json_is_canonical(plain: Plain) -> None:
    text = score(plain).to_json()
    again = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))
    assert text == again
    assert "\n" not in text


def test_json_holds_all_that_is_promised() -> None:
    plain = score(RICH).to_dict()
    assert set(plain) >= {
        "case_id", "reference", "notice", "points", "reported_points", "interval",
        "likelihood_ratio", "band", "points_even", "points_exhibited", "prior", "risk",
        "risk_interval", "priors", "contributions", "not_weighed", "unknowns",
        "range_over_unknowns", "neighbours", "warnings", "model",
    }  # fmt: skip
    assert len(plain["contributions"]) + len(plain["not_weighed"]) == len(MODEL.rows)
    for item in plain["contributions"]:
        assert set(item) >= {
            "feature", "question", "level", "points", "recording", "direction", "authority",
            "counts", "facts_read",
        }  # fmt: skip


_PRINT = """
import sys
from redrisk import score
from redrisk.intake.case_file import read_one
for path in sys.argv[1:]:
    result = score(read_one(path), "complaint")
    sys.stdout.buffer.write((result.to_json() + result.explain()).encode())
"""


def test_two_processes_give_the_same_bytes() -> None:
    def output(seed: str) -> bytes:
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", _PRINT, *map(str, EXAMPLES)]
        return subprocess.run(  # noqa: S603
            command, env=environment, capture_output=True, check=True
        ).stdout

    first = output("1")
    assert first == output("2")
    assert len(first) > 1000 * len(EXAMPLES)


# Examples


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_read_and_scored(path: Any) -> None:
    result = score(read_one(path))
    assert result.points == sum(item.points for item in result.contributions)
    assert result.explain()


def test_the_examples_fall_where_their_comments_expect() -> None:
    points = {path.stem: score(read_one(path)).points for path in EXAMPLES}
    assert points["murder_request_harsh_state"] <= 0
    assert points["speech_offence_full_democracy"] > 0


def test_no_fact_of_the_main_example_is_exhibited() -> None:
    result = score(read_one(ROOT / "examples" / "duralev_v_garland.yaml"))
    assert result.points_exhibited == 0
    assert "asylum_denied" in {item.feature.id for item in result.not_weighed if item.known} | {
        item.feature.id for item in result.contributions if item.known
    }
