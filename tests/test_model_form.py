"""Files whose hashes are right, and which contradict the catalogue, each other or themselves."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redrisk.errors import ModelError
from redrisk.features import FEATURES
from redrisk.model_folder import FILES
from redrisk.model_form import MOST_POINTS, Flaw, check_form
from redrisk.persistence import load_model
from tests.models import a_folder, contents, edit, replaced

WHOLE = contents()
Change = Callable[[Any], None]


def flaw_of(name: str, change: Change) -> Flaw:
    """What is found after one file was changed in place."""
    plain = {**WHOLE, name: copy.deepcopy(WHOLE[name])}
    change(plain[name])
    with pytest.raises(Flaw) as caught:
        check_form(plain)
    return caught.value


def row(card: Any, kind: str, cuts: int = 1) -> dict[str, Any]:
    """The first feature of the card that is recorded so, with as many cuts."""
    found: dict[str, Any] = next(
        plain
        for plain in card["features"]
        if plain["recording"] == kind and len(plain["cuts"]) == cuts
    )
    return found


def put(*path: Any, value: Any) -> Change:
    """A change that puts a value at a path."""

    def change(plain: Any) -> None:
        for part in path[:-1]:
            plain = plain[part]
        plain[path[-1]] = value

    return change


def of_row(kind: str, key: str, value: Any, cuts: int = 1) -> Change:
    return lambda card: row(card, kind, cuts).update({key: value})


def points(kind: str, level: str, value: Any) -> Change:
    return lambda card: row(card, kind)["points"].update({level: value})


def more_points(card: Any) -> None:
    row(card, "even")["points"]["1-1"] += 1


def fewer_points(card: Any) -> None:
    row(card, "uneven")["points"]["1-1"] -= 1


def turned_sign(card: Any) -> None:
    """Points and coefficient agree, and both go against doctrine."""
    turned = next(
        plain
        for plain in card["features"]
        if (plain["direction"], plain["recording"], plain["cuts"]) == ("raises", "even", [1])
    )
    turned["coefficients"] = [-value for value in turned["coefficients"]]
    turned["points"] = {level: -value for level, value in turned["points"].items()}


def above_the_cap(card: Any) -> None:
    changed = row(card, "uneven")
    sign = -1 if changed["direction"] == "lowers" else 1
    changed["coefficients"] = [sign * 9.0]
    changed["points"]["1-1"] = sign * 9


def without(name: str) -> Change:
    return lambda card: card.pop(name)


def swapped_rows(card: Any) -> None:
    card["features"].reverse()


def one_more_in_counts(card: Any) -> None:
    row(card, "even")["counts"]["yes"][0] += 1


def lopsided(card: Any) -> None:
    card["covariance"][0][1] += 0.5


def impossible(card: Any) -> None:
    card["covariance"][0][1] = card["covariance"][1][0] = 1000.0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (points("even", "1-1", "4"), "valid integer; got '4'"),
        (points("even", "1-1", 4.0), "valid integer"),
        (points("even", "1-1", 4.5), "valid integer; got 4.5"),
        (points("even", "1-1", True), "valid integer; got True"),
        (points("even", "1-1", None), "valid integer; got None"),
        (points("even", "1-1", MOST_POINTS + 1), f"less than or equal to {MOST_POINTS}"),
        (points("even", "1-1", -MOST_POINTS - 1), f"greater than or equal to -{MOST_POINTS}"),
        (points("even", "0-1", 0), "points must be given for every range"),
        (points("even", "7-9", 1), "points must be given for every range"),
        (of_row("even", "points", {}), "points must be given for every range"),
        (of_row("even", "points", [1, 2]), "valid dictionary"),
        (more_points, "points, but its coefficients"),
        (fewer_points, "points, but its coefficients"),
        (above_the_cap, "points, but its coefficients 3.00"),
        (turned_sign, "has the wrong sign for what raises"),
        (of_row("even", "cuts", []), "each cut needs a coefficient"),
        (of_row("even", "cuts", [0]), "cuts must be levels in rising order"),
        (of_row("even", "cuts", [2]), "cuts must be levels in rising order"),
        (of_row("even", "cuts", [1, 1]), "cuts must be levels in rising order"),
        (of_row("even", "cuts", [3, 2, 1], cuts=3), "cuts must be levels in rising order"),
        (of_row("even", "cuts", [1, 2, 3, 4], cuts=3), "each cut needs a coefficient"),
        (of_row("even", "coefficients", ["4"]), "valid number"),
        (of_row("even", "coefficients", [float("nan")]), "finite number"),
        (of_row("even", "recording", "not weighed"), "it is not weighed, but has 1 cuts"),
        (of_row("not weighed", "recording", "even", 0), "it is even, but has 0 cuts"),
        (of_row("not weighed", "points", {"0-0": 1, "1-1": 2}, 0), "points must be given"),
        (of_row("even", "recording", "uneven"), "points, but its coefficients"),
        (of_row("even", "recording", "proven"), "'uneven'"),
        (of_row("even", "levels", ["yes", "no"]), "not those of this version's catalogue"),
        (of_row("even", "direction", "lowers", 3), "not those of this version's catalogue"),
        (of_row("even", "id", "x"), "not those of this version's catalogue"),
        (of_row("even", "reason", 3), "valid string; got 3"),
        (of_row("even", "notes", "all good"), "valid list"),
        (of_row("even", "counts", {}), "counts are not those of cases.json"),
        (one_more_in_counts, "counts are not those of cases.json"),
        (swapped_rows, "not those of this version's catalogue"),
        (put("features", value=[]), "not those of this version's catalogue"),
        (put("name", value=""), "at least 1 character"),
        (put("name", value=7), "valid string"),
        (put("bounds", value={"lower": "a", "upper": 5}), "valid integer"),
        (put("bounds", value={"lower": 5, "upper": 9}), "less than or equal to 0; got 5"),
        (put("bounds", value={"lower": -5, "upper": -1}), "greater than or equal to 0; got -1"),
        (put("bounds", "lower", value=-7.5), "valid integer"),
        (put("bounds", "upper", value=None), "valid integer"),
        (without("bounds"), "Field required"),
        (put("interval", "multiplier", value=0), "greater than 0"),
        (put("interval", "multiplier", value="2"), "valid number"),
        (put("interval", "level", value=1), "less than 1"),
        (put("interval", "worst_table", value=1.5), "less than or equal to 1"),
        (put("penalty", value=-1), "greater than or equal to 0"),
        (put("config", "uneven_cap", value="3"), "valid integer"),
        (put("config", value=[]), "valid dictionary"),
        (put("cases", "open", "upheld", value=1), "upheld, but cases.json holds"),
        (put("cases", "open", "rejected", value=-1), "greater than or equal to 0"),
        (put("years", value=[2024, 1976]), "are not first and last"),
        (put("years", value=[2024]), "at least 2 items"),
        (put("states", value=["TR", "FR"]), "once each, in order"),
        (put("states", value=["FR", "FR"]), "once each, in order"),
        (put("states", value=["turkey"]), "match pattern"),
        (lambda card: card["covariance"].pop(), "covariance must have"),
        (lambda card: card["covariance"][0].pop(), "covariance must have"),
        (put("covariance", 0, 0, value=-1.0), "is that of no covariance"),
        (put("covariance", 0, 0, value=float("inf")), "finite number"),
        (lopsided, "is that of no covariance"),
        (impossible, "is that of no covariance"),
    ],
)
def test_a_card_that_contradicts_itself_is_a_flaw(change: Change, words: str) -> None:
    flaw = flaw_of("card.json", change)
    assert flaw.file == "card.json"
    assert words in flaw.what


def ids(plain: Any) -> list[str]:
    """The cases behind a level that some have."""
    found: list[str] = plain["political_profile"]["yes"]["rejected"]
    return found


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda plain: ids(plain).pop(), "political_profile: is not what cases.json holds"),
        (lambda plain: ids(plain).append("XX-1"), "is not what cases.json holds"),
        (lambda plain: ids(plain).reverse(), "is not what cases.json holds"),
        (lambda plain: plain.pop("political_profile"), "is not what cases.json holds"),
        (lambda plain: plain["political_profile"].pop("yes"), "is not what cases.json holds"),
        (put("another", value={}), "its features are not those of the card"),
        (put("political_profile", "yes", "rejected", value="all"), "valid list"),
        (put("political_profile", "yes", "contested", value=[]), "'rejected'"),
    ],
)
def test_evidence_that_the_cases_do_not_bear_out_is_a_flaw(change: Change, words: str) -> None:
    flaw = flaw_of("evidence.json", change)
    assert flaw.file == "evidence.json"
    assert words in flaw.what


def other_label(cases: Any) -> None:
    cases[0]["label"] = "upheld" if cases[0]["label"] == "rejected" else "rejected"


def other_level(cases: Any) -> None:
    first = next(
        levels for levels in (case["levels"] for case in cases) if levels[0][0] == levels[0][1] == 0
    )
    first[0] = [1, 1]


@pytest.mark.parametrize(
    ("change", "file", "words"),
    [
        (other_label, "card.json", "counts are not those of cases.json"),
        (other_level, "card.json", "counts are not those of cases.json"),
        (lambda cases: cases.pop(), "card.json", "counts are not those of cases.json"),
        (lambda cases: cases.append(cases[0]), "cases.json", "stands twice"),
        (put(0, "label", value="contested"), "cases.json", "'rejected'"),
        (put(0, "case_id", value=""), "cases.json", "at least 1 character"),
        (put(0, "levels", 0, value=[3, 2]), "cases.json", "3-2 is no range"),
        (put(0, "levels", 0, value=[0, 99]), "cases.json", "0-99 is no range"),
        (put(0, "levels", 0, value=[-1, 0]), "cases.json", "greater than or equal to 0"),
        (put(0, "levels", 0, value=[0, 1, 1]), "cases.json", "at most 2 items"),
        (put(0, "levels", 0, value=[0, True]), "cases.json", "valid integer"),
        (lambda cases: cases[0]["levels"].pop(), "cases.json", "a range for each feature"),
        (put(0, "publishers", value="Reuters"), "cases.json", "valid list"),
        (put(0, "affair", value=None), "cases.json", "valid string"),
    ],
)
def test_cases_that_do_not_fit_are_a_flaw(change: Change, file: str, words: str) -> None:
    flaw = flaw_of("cases.json", change)
    assert flaw.file == file
    assert words in flaw.what


@pytest.mark.parametrize(
    "change",
    [
        put("with_uneven_features", value=[]),
        put("with_uneven_features", "open", value={}),
        put("with_uneven_features", "open", "auroc", value={}),
        put("with_uneven_features", "open", "auroc", "mean", value="0.99"),
        put("with_uneven_features", "open", "cllr", "mean", value=float("nan")),
        put("with_uneven_features", "open", "rejected", value="many"),
    ],
)
def test_figures_that_every_explanation_quotes_must_be_figures(change: Change) -> None:
    assert flaw_of("metrics.json", change).file == "metrics.json"


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "value", [None, 1, "x", True, [1], {"with_uneven_features": 1}, [[]], [{}]]
)
def test_a_file_that_holds_something_else_is_a_flaw(name: str, value: Any) -> None:
    with pytest.raises(Flaw) as caught:
        check_form({**WHOLE, name: value})
    assert caught.value.file == name


def test_the_shipped_model_has_no_flaw() -> None:
    check_form(load_model().contents)


def test_a_model_without_cases_of_a_feature_is_whole() -> None:
    assert any(
        not any(pair[0] + pair[1] for level, pair in row["counts"].items() if level != "unknown")
        for row in WHOLE["card.json"]["features"]
    ), "the casebook no longer shows this; make a card that does"
    check_form(WHOLE)


@given(
    place=st.integers(0, len(FEATURES) - 1),
    by=st.integers(-5, 5).filter(bool),
    data=st.data(),
)
def test_no_single_points_can_be_changed(place: int, by: int, data: st.DataObject) -> None:
    plain = {**WHOLE, "card.json": copy.deepcopy(WHOLE["card.json"])}
    given_points = plain["card.json"]["features"][place]["points"]
    if given_points:
        level = data.draw(st.sampled_from(sorted(given_points)))
        given_points[level] += by
        with pytest.raises(Flaw):
            check_form(plain)


def test_a_flaw_is_told_with_folder_file_and_remedy(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "model")

    def changed(card: Any) -> Any:
        more_points(card)
        return card

    edit(folder, "card.json", changed)
    with pytest.raises(ModelError) as caught:
        load_model(folder)
    message = str(caught.value)
    assert message.startswith(f"{folder}: card.json: ")
    assert "altered together with manifest.json; restore the folder" in message


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'{"name": "a", "name": "b"}', "a name stands twice"),
        (b'{"name": NaN}', "NaN is no number"),
        (b'{"name": 1e999}', "a number is too large"),
        (b"[" * 100_000 + b"]" * 100_000, "recursion"),
        (b'{"name": ' + b"9" * 5000 + b"}", "Exceeds the limit"),
        (b"null", "valid dictionary"),
        (b'{"name": "\\ud800"}', "valid string"),
        (b"\x80\x04\x95", "not text in UTF-8"),
    ],
)
def test_hostile_json_with_the_right_hash_is_refused(
    tmp_path: Path, content: bytes, why: str
) -> None:
    folder = a_folder(tmp_path / "model")
    replaced(folder, "card.json", content)
    with pytest.raises(ModelError, match=why) as caught:
        load_model(folder)
    assert "card.json" in str(caught.value)
    assert "restore the folder" in str(caught.value)
