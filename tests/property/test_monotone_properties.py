"""A fact that speaks for rejection never lowers the points, and one for 'upheld' never raises them.

The card promises it feature by feature. It holds for a whole fact where every feature that reads
the fact has the same direction; facts of mixed meaning are listed in ``MIXED``, with the reason.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any, NamedTuple, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redrisk import offences
from redrisk import vocabulary as words
from redrisk.facts import FACTS, RIGHTS_OR_PRESS_ROLES, SECOND_CODING, facts_of
from redrisk.features import FEATURES
from redrisk.notice import Notice
from redrisk.persistence import load_model
from redrisk.scoring import score
from tests.helpers import a_context, a_notice, read
from tests.property.strategies import (
    FIELDS,
    STATES,
    YES_NO,
    Plain,
    partial_dates,
    plain_notices,
    years_on,
)

MODEL = load_model()

MIXED = {
    "state_post": "acts in office lean to Article 3, private enrichment in office to ordinary law",
    "business_elite": "wealth is a motive for abuse and an occasion for ordinary crime",
}
"""Yes-or-no fields that doctrine gives no direction."""


def sign_of(field: str) -> int | None:
    """What a yes does to the points: 1 raises, -1 lowers; None if no feature reads the field."""
    signs = set()
    for feature in FEATURES:
        if field in feature.reads:
            turned = -1 if feature.facts[0].id == "individual_acts_missing" else 1
            signs.add({"raises": 1, "lowers": -1, "either": 0}[feature.direction] * turned)
    assert len(signs) <= 1, f"{field} both raises and lowers"
    return signs.pop() if signs else None


DIRECTED = {field: sign for field in YES_NO if (sign := sign_of(field))}


def test_each_yes_or_no_field_has_one_direction_or_is_known_to_be_mixed() -> None:
    assert {field for field in YES_NO if sign_of(field) == 0} == set(MIXED)
    assert set(DIRECTED) >= SECOND_CODING - set(MIXED)


def total(plain: Plain) -> int:
    return score(Notice.parse(plain)).points


def without(plain: Plain, *fields: str) -> Plain:
    return {name: value for name, value in plain.items() if name not in fields}


@pytest.mark.parametrize("field", sorted(DIRECTED))
@given(plain=plain_notices())
def test_no_unknown_yes_stand_in_order(field: str, plain: Plain) -> None:
    unknown = without(plain, field)
    worth = [total({**unknown, field: False}), total(unknown), total({**unknown, field: True})]
    assert worth == sorted(worth, reverse=DIRECTED[field] < 0)


@given(plain_notices(), st.sampled_from(sorted(DIRECTED)))
def test_the_risk_and_the_band_follow_the_points(plain: Plain, field: str) -> None:
    no, yes = (score({**plain, field: answer}) for answer in (False, True))
    low, high = (no, yes) if DIRECTED[field] > 0 else (yes, no)
    assert low.reported_points <= high.reported_points
    assert low.likelihood_ratio <= high.likelihood_ratio
    assert low.risk <= high.risk
    assert low.points_even <= high.points_even
    assert low.range_over_unknowns[0] <= high.range_over_unknowns[0]
    assert low.range_over_unknowns[1] <= high.range_over_unknowns[1]


class Addition(NamedTuple):
    """A member added to a list that is already known, and what it must do to the points."""

    about: str
    field: str
    members: st.SearchStrategy[Any]
    sign: int


ABROAD = st.sampled_from([code for code in STATES if code != "NO"])


def _members(**parts: Any) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {name: part if isinstance(part, st.SearchStrategy) else st.just(part)
         for name, part in parts.items()}
    )  # fmt: skip


def _charges(categories: frozenset[str]) -> st.SearchStrategy[Any]:
    alone = categories - _IN_TWO_FAMILIES
    return _members(categories=st.sampled_from(sorted(alone)).map(lambda name: [name]))


_IN_TWO_FAMILIES = offences.ECONOMIC_OFFENCES & offences.TRANSNATIONAL_OFFENCES
"""Money laundering, cybercrime, smuggling: the economic family has no direction."""

_NOT_A_CLAIM = [kind for kind in get_args(words.ActivityKind) if kind != "asylum_application"]

ADDITIONS = (
    Addition("political charge", "charges", _charges(offences.POLITICAL_OFFENCES), 1),
    Addition("private charge", "charges", _charges(offences.PRIVATE_OFFENCES), 1),
    Addition("violent charge", "charges", _charges(offences.VIOLENT_OFFENCES), -1),
    Addition("organised crime", "charges", _charges(offences.ORGANISED_OFFENCES), -1),
    Addition("press role", "roles", st.sampled_from(sorted(RIGHTS_OR_PRESS_ROLES)), 1),
    Addition("opposition", "roles", st.just("opposition_politician"), 1),
    Addition("private person", "roles", st.just("private_person"), -1),
    Addition(
        "dated dissent",
        "political_activity",
        _members(kind=st.sampled_from(_NOT_A_CLAIM), date=partial_dates()),
        1,
    ),
    Addition(
        "asylum claim",
        "political_activity",
        _members(kind="asylum_application", date=partial_dates()),
        1,
    ),
    Addition(
        "protection abroad",
        "protection",
        _members(
            status=st.sampled_from(["refugee", "subsidiary"]), country=ABROAD, date=partial_dates()
        ),
        1,
    ),
    Addition(
        "refusal to extradite",
        "extradition",
        _members(
            result="refused", country=ABROAD, ground=st.sampled_from(get_args(words.RefusalGround))
        ),
        1,
    ),
    Addition(
        "earlier deletion",
        "interpol_history",
        _members(decision=st.sampled_from(["refused", "deleted", "blocked"])),
        1,
    ),
    Addition("earlier finding of compliance", "interpol_history", _members(decision="upheld"), -1),
)


@pytest.mark.parametrize("added", ADDITIONS, ids=lambda added: added.about)
@given(plain=plain_notices(), data=st.data())
def test_one_more_member_of_a_list_moves_the_points_its_way(
    added: Addition, plain: Plain, data: st.DataObject
) -> None:
    member = data.draw(added.members)
    members = plain.get(added.field, [])
    if added.field == "charges" and not members:  # no charge at all is unknown, not 'none'
        members = [member]
    known = {**plain, "issuing_country": "NO", added.field: members}
    more = {**known, added.field: [*members, member]}
    assert added.sign * (total(more) - total(known)) >= 0


@pytest.mark.parametrize("field", ["left_country", "alleged_offence_date"])
@given(plain=plain_notices(), date=partial_dates(), years=st.integers(0, 40))
def test_departure_and_acts_that_lie_earlier_never_lower_the_points(
    field: str, plain: Plain, date: str, years: int
) -> None:
    assert total({**plain, field: years_on(date, -years)}) >= total({**plain, field: date})


@given(st.dates(dt.date(1996, 1, 1), dt.date(2026, 12, 31)), st.integers(0, 9), st.integers(0, 9))
def test_a_case_opened_longer_after_dissent_never_gains_from_it(
    spoke: dt.date, soon: int, late: int
) -> None:
    """The day of the case moves other features too, so this one is looked at alone."""

    def lag_level(years: int) -> tuple[int, int]:
        act = {"kind": "journalism", "date": spoke.isoformat()}
        opened = years_on(spoke.isoformat(), years)
        plain = {"political_activity": [act], "criminal_case_opened": opened}
        return read("activity_to_case", a_notice(**plain))

    sooner, later = sorted((soon, late))
    assert lag_level(later) <= lag_level(sooner)


@given(plain_notices(), st.floats(0, 1), st.floats(0, 1), st.sampled_from((0, 1)))
def test_worse_institutions_never_lower_the_points(
    plain: Plain, one: float, other: float, place: int
) -> None:
    def with_index(value: float) -> int:
        indices: list[float | None] = [0.5, 0.5]
        indices[place] = value
        model = dataclasses.replace(MODEL, context=a_context(FR=indices))
        return score({**plain, "issuing_country": "FR"}, model=model).points

    assert with_index(min(one, other)) >= with_index(max(one, other))


@given(plain_notices(), st.sampled_from([fact.id for fact in FACTS]), st.data())
def test_every_feature_follows_its_direction_over_its_own_levels(
    plain: Plain, fact: str, data: st.DataObject
) -> None:
    """Straight on the levels: of two answers to one fact, the higher one never moves against it."""
    facts = dict(score(plain).facts)
    top = next(item.unknown[1] for item in FACTS if item.id == fact)
    low = data.draw(st.integers(0, top))
    high = data.draw(st.integers(low, top))
    for row in MODEL.rows:
        if row.feature.direction == "either":
            continue
        worth = [
            row.points[row.feature.level({**facts, fact: (answer, answer)})]
            for answer in (low, high)
        ]
        assert worth == sorted(worth, reverse=row.feature.direction == "lowers")


LISTS = ("charges", "roles", "political_activity", "protection", "extradition", "interpol_history")


@given(plain_notices(), st.sampled_from(LISTS), st.data())
def test_further_members_of_a_list_take_nothing_back(
    plain: Plain, field: str, data: st.DataObject
) -> None:
    """What a notice's ``incomplete`` rests on: a list that grows only raises what is certain."""
    members = plain.get(field, [])
    more = {**plain, field: [*members, *data.draw(FIELDS[field])]}
    before, after = (facts_of(Notice.parse(one), MODEL.context) for one in (plain, more))
    open_ended = facts_of(Notice.parse({**plain, "incomplete": [field]}), MODEL.context)
    for fact in FACTS:
        assert after[fact.id][0] >= before[fact.id][0]
        first, last = open_ended[fact.id]
        assert first <= after[fact.id][0] <= after[fact.id][1] <= last
