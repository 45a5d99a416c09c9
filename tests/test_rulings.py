from __future__ import annotations

import pytest

from redrisk.rulings import REFUSAL_ANSWERS
from redrisk.view import NO, UNKNOWN, YES, Range
from tests.helpers import a_notice, read

NO_REFUSAL, FORMAL, SUBSTANTIVE = range(len(REFUSAL_ANSWERS))


@pytest.mark.parametrize(
    ("status", "protected", "denied"),
    [
        ("refugee", YES, NO),
        ("subsidiary", YES, NO),
        ("asylum_pending", NO, NO),
        ("asylum_denied", NO, YES),
        ("naturalised", NO, NO),
    ],
)
def test_only_granted_protection_protects(status: str, protected: Range, denied: Range) -> None:
    notice = a_notice(protection=[{"status": status, "country": "DE"}])
    assert read("protected", notice) == protected
    assert read("asylum_denied", notice) == denied


@pytest.mark.parametrize("fact", ["protected", "asylum_denied", "interpol_refused"])
def test_absent_is_unknown_and_empty_is_no(fact: str) -> None:
    assert read(fact, a_notice()) == UNKNOWN
    assert read(fact, a_notice(protection=[], interpol_history=[])) == NO


def test_the_issuing_state_protects_nobody_from_itself() -> None:
    assert read("protected", a_notice(protection=[{"status": "refugee", "country": "TR"}])) == NO


@pytest.mark.parametrize(
    ("ground", "step"),
    [
        ("political_motivation", SUBSTANTIVE),
        ("human_rights", SUBSTANTIVE),
        ("refugee", SUBSTANTIVE),
        ("dual_criminality", FORMAL),
        ("statute_of_limitations", FORMAL),
        ("procedural", FORMAL),
        (None, FORMAL),
    ],
)
def test_the_ground_of_a_refusal_sets_its_step(ground: str | None, step: int) -> None:
    refusal = {"result": "refused", "country": "DE", "ground": ground}
    assert read("extradition_refused", a_notice(extradition=[refusal])) == (step, step)


@pytest.mark.parametrize("result", ["granted", "surrendered", "withdrawn", "pending"])
def test_what_is_no_refusal_counts_as_none(result: str) -> None:
    notice = a_notice(
        extradition=[{"result": result, "country": "DE", "ground": "political_motivation"}]
    )
    assert read("extradition_refused", notice) == (NO_REFUSAL, NO_REFUSAL)


def test_the_gravest_of_several_refusals_counts_in_any_order() -> None:
    formal = {"result": "refused", "country": "DE", "ground": "procedural"}
    grave = {"result": "refused", "country": "FR", "ground": "human_rights"}
    for refusals in ([formal, grave], [grave, formal]):
        notice = a_notice(extradition=refusals)
        assert read("extradition_refused", notice) == (SUBSTANTIVE, SUBSTANTIVE)


def test_a_refusal_by_the_issuing_state_is_none() -> None:
    notice = a_notice(extradition=[{"result": "refused", "country": "TR"}])
    assert read("extradition_refused", notice) == (NO_REFUSAL, NO_REFUSAL)


@pytest.mark.parametrize(
    ("decision", "refused", "upheld"),
    [
        ("refused", YES, NO),
        ("deleted", YES, NO),
        ("blocked", YES, NO),
        ("upheld", NO, YES),
    ],
)
def test_interpols_own_decisions(decision: str, refused: Range, upheld: Range) -> None:
    notice = a_notice(interpol_history=[{"decision": decision}])
    assert read("interpol_refused", notice) == refused
    assert read("interpol_upheld", notice) == upheld
