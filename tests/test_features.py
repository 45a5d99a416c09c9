from __future__ import annotations

import dataclasses
from typing import get_args

import pytest
from hypothesis import given

from redrisk.context import shipped_context
from redrisk.facts import read_facts
from redrisk.features import (
    FEATURE,
    FEATURES,
    GROUPS,
    AuthorityKind,
    Direction,
    Feature,
    Knowable,
    levels_of,
)
from redrisk.notice import Notice
from redrisk.view import View
from tests.helpers import ROOT, a_notice
from tests.property.strategies import notices

FORBIDDEN = {"nationalities", "host_country", "reference", "standing", "sources"}

each_feature = pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.id)


def test_there_are_at_least_26_features_declared_once() -> None:
    assert len(FEATURES) == len(FEATURE) >= 26


@each_feature
def test_every_feature_is_fully_declared(feature: Feature) -> None:
    assert feature.direction in get_args(Direction)
    assert feature.authority.kind in get_args(AuthorityKind)
    assert feature.knowable in get_args(Knowable)
    assert feature.authority.cite.strip()
    assert len(feature.reason) > 20
    assert feature.question.endswith("?")
    assert feature.group in GROUPS
    assert len(feature.levels) == len(set(feature.levels)) >= 2
    assert feature.unknown == (0, len(feature.levels) - 1)
    assert feature.reads


@each_feature
def test_no_feature_reads_nationality_host_or_reference(feature: Feature) -> None:
    assert not FORBIDDEN & {path.split(".")[0] for path in feature.reads}


@each_feature
def test_no_feature_is_named_after_a_state_or_speaks_of_origin(feature: Feature) -> None:
    assert "country of origin" not in feature.question.lower()
    assert "nationality" not in feature.id


def test_every_group_has_features_and_all_kinds_of_facts_are_covered() -> None:
    assert {feature.group for feature in FEATURES} == set(GROUPS)
    read = {path for feature in FEATURES for path in feature.reads}
    assert read >= {
        "charges",
        "political_activity",
        "criminal_case_opened",
        "left_country",
        "alleged_offence_date",
        "protection",
        "extradition",
        "interpol_history",
        "private_dispute",
        "associates_targeted",
        "in_absentia",
        "concrete_act",
    }


@each_feature
def test_an_empty_notice_leaves_every_feature_unknown(feature: Feature) -> None:
    levels = levels_of(read_facts(View(a_notice(), shipped_context())))
    assert levels[feature.id] == feature.unknown
    assert feature.in_words(levels[feature.id]) == "unknown"


@given(notices())
def test_a_joined_feature_is_no_more_certain_than_its_facts_allow(notice: Notice) -> None:
    facts = read_facts(View(notice, shipped_context()))
    for feature in FEATURES:
        first, last = feature.level(facts)
        ends = [facts[fact.id] for fact in feature.facts]
        assert first == min(end[0] for end in ends)
        assert last == min(end[1] for end in ends)
        assert first <= last < len(feature.levels)


def test_the_catalogue_reads_as_it_did(renew_golden: bool) -> None:
    """Word for word, since every appendix prints it; renewed as told in golden/test_golden.py."""
    lines = []
    for feature in FEATURES:
        lines += [
            f"{feature.id} ({feature.group}; {feature.knowable})",
            f"  {feature.question}",
            f"  {' < '.join(feature.levels)}",
            f"  {feature.direction}: {feature.reason}.",
            f"  {feature.authority.kind}: {feature.authority.cite}",
            f"  reads {', '.join(feature.reads)}",
            "",
        ]
    text, file = "\n".join(lines), ROOT / "tests" / "golden" / "features.txt"
    if renew_golden:
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")


def test_two_facts_joined_hold_only_where_both_do() -> None:
    facts = read_facts(View(a_notice(), shipped_context()))
    joined = FEATURE["economic_charge_political_subject"]
    no, yes, unknown = (0, 0), (1, 1), (0, 1)
    for profile, charge, level in (
        (yes, yes, yes),
        (yes, no, no),
        (no, unknown, no),
        (unknown, no, no),
        (yes, unknown, unknown),
        (unknown, yes, unknown),
        (unknown, unknown, unknown),
    ):
        told = {**facts, "political_profile": profile, "charge_economic": charge}
        assert joined.level(told) == levels_of(told)[joined.id] == level


def test_a_declaration_cannot_be_changed() -> None:
    feature = FEATURES[0]
    for thing in (feature, feature.authority):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(thing, dataclasses.fields(thing)[0].name, None)
        assert not hasattr(thing, "__dict__")


def test_a_level_left_open_is_named_by_both_ends() -> None:
    lag = FEATURE["activity_to_case"]
    assert lag.in_words((1, 3)) == "from 'more than three years' to 'within one year'"
    assert lag.in_words((2, 2)) == "one to three years"
    assert lag.in_words((0, 3)) == "unknown"


def test_the_lesser_of_two_columns_can_be_told_by_another_function() -> None:
    """A table hands in its own minimum; every joined feature must use it."""
    facts = read_facts(View(a_notice(), shipped_context()))
    seen = []

    def least(one: int, other: int) -> int:
        seen.append((one, other))
        return min(one, other)

    assert levels_of(facts, least) == levels_of(facts)
    assert len(seen) == 2 * sum(len(feature.facts) > 1 for feature in FEATURES)
