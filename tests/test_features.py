from __future__ import annotations

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
from tests.helpers import a_notice
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
