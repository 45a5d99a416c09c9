from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
from typing import Any

import pytest
from hypothesis import given

from redrisk.countries import NAMES, SUCCESSORS, check_code
from redrisk.errors import InvalidInput, MissingExtra, Problem
from redrisk.notice import Notice
from redrisk.vocabulary import OFFENCE_CATEGORIES
from tests.helpers import a_notice
from tests.property.strategies import FIELDS, notices


def problems(**facts: Any) -> dict[str, str]:
    """Field to message, of a notice that can't be read."""
    with pytest.raises(InvalidInput) as caught:
        Notice.parse({"issuing_country": "TR", **facts})
    return {problem.field: problem.message for problem in caught.value.problems}


# Countries


@pytest.mark.parametrize("code", ["NO", "NA", "XK", "TR"])
def test_a_code_is_read_as_written(code: str) -> None:
    assert check_code(code) == code


@pytest.mark.parametrize("code", SUCCESSORS)
def test_a_historic_code_names_its_successor(code: str) -> None:
    assert code not in NAMES
    with pytest.raises(ValueError, match="historic code") as caught:
        check_code(code.lower())
    assert SUCCESSORS[code] in str(caught.value)


@pytest.mark.parametrize(
    ("slip", "right"),
    [("UK", "GB"), ("EL", "GR"), ("Kosovo", "XK"), ("KS", "XK"), ("Germny", "DE"), ("tr", "TR")],
)
def test_a_slip_is_answered_with_the_right_code(slip: str, right: str) -> None:
    with pytest.raises(ValueError, match=f"'{right}'"):
        check_code(slip)


@pytest.mark.parametrize("value", ["", " ", "ZZ", 49, None, True, ["TR"], "T\nR", "X" * 999])
def test_what_is_no_code_is_refused_in_one_line(value: object) -> None:
    with pytest.raises(ValueError, match="two-letter ISO 3166-1 code") as caught:
        check_code(value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(
    ("slip", "wrong"),
    [
        ("USA", "RU"),
        ("AUS", "BY"),
        ("CHE", "CL"),
        ("AUT", "VU"),
        ("Burma", "BM"),
        ("Holland", "PL"),
    ],
)
def test_no_hint_names_another_state(slip: str, wrong: str) -> None:
    with pytest.raises(ValueError, match="two-letter") as caught:
        check_code(slip)
    assert f"'{wrong}'" not in str(caught.value)


# Scalars


@pytest.mark.parametrize("word", ["yes", "Yes", "true", "on", True])
def test_yes_is_written_in_several_ways(word: object) -> None:
    assert a_notice(in_absentia=word).in_absentia is True


@pytest.mark.parametrize("word", ["no", "NO", "false", "off", False])
def test_no_is_written_in_several_ways(word: object) -> None:
    assert a_notice(in_absentia=word).in_absentia is False


@pytest.mark.parametrize("word", ["maybe", "", "unknown", "1", 1, 0, "y"])
def test_what_is_neither_yes_nor_no_is_refused(word: object) -> None:
    assert "leave the field out if it is not known" in problems(in_absentia=word)["in_absentia"]


def test_absent_null_and_empty_list_differ() -> None:
    assert a_notice().protection is None
    assert a_notice(protection=None).protection is None
    assert a_notice(protection=[]).protection == ()
    assert "protection" not in a_notice(protection=None).known_facts()
    assert "protection" in a_notice(protection=[]).known_facts()


@pytest.mark.parametrize(("value", "months"), [("24", 24), (24, 24), ("life", "life"), ("0", 0)])
def test_a_penalty_is_months_or_life(value: object, months: object) -> None:
    (charge,) = a_notice(charges=[{"text": "x", "max_penalty": value}]).charges or ()
    assert charge.max_penalty == months


@pytest.mark.parametrize("value", ["-1", "2.5", "ten years", True, "nan", "inf", "1e999"])
def test_another_penalty_is_refused(value: object) -> None:
    found = problems(charges=[{"text": "x", "max_penalty": value}])
    assert "a whole number of months, or 'life'" in found["charges[0].max_penalty"]


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", float("nan"), -1])
def test_an_amount_is_finite_and_not_negative(value: object) -> None:
    found = problems(charges=[{"text": "x", "cheque_total_usd": value}])
    assert set(found) == {"charges[0].cheque_total_usd"}


def test_a_charge_must_say_something() -> None:
    assert "at least one of: text, categories, law" in problems(charges=[{}])["charges[0]"]


def test_answers_in_words_become_yes_and_no() -> None:
    notice = a_notice(answers={"a": "yes", "b": "No", "c": "2015", "d": None, "e": 3})
    assert dict(notice.answers) == {"a": True, "b": False, "c": "2015", "e": 3}


def test_answers_know_the_same_words_as_fields() -> None:
    assert dict(a_notice(answers={"a": "on", "b": "off"}).answers) == {"a": True, "b": False}


def test_a_wrong_answer_is_one_problem() -> None:
    assert len(problems(answers={"a": {"b": 1}})) == 1


@pytest.mark.parametrize("field", ["answers", "standing", "sources"])
def test_null_means_absent_in_every_field_but_the_issuing_state(field: str) -> None:
    assert a_notice(**{field: None}) == a_notice()


# Unknown words


@pytest.mark.parametrize(
    ("facts", "field", "hint"),
    [
        ({"issuing_contry": "TR"}, "issuing_contry", "'issuing_country'"),
        ({"charge": []}, "charge", "'charges'"),
        ({"charges": [{"txt": "fraud"}]}, "charges[0].txt", "'text'"),
        ({"warrant": {"isuer": "judge"}}, "warrant.isuer", "'issuer'"),
        ({"roles": ["jurnalist"]}, "roles[0]", "'journalist'"),
        ({"charges": [{"categories": ["fruad"]}]}, "charges[0].categories[0]", "'fraud'"),
        ({"extradition": [{"result": "refuse"}]}, "extradition[0].result", "'refused'"),
        ({"instrument": "red notice"}, "instrument", "'red_notice'"),
        ({"standing": {"charges": "exhibit"}}, "standing.charges", "'exhibited'"),
    ],
)
def test_an_unknown_word_is_refused_with_the_nearest_right_one(
    facts: dict[str, Any], field: str, hint: str
) -> None:
    assert hint in problems(**facts)[field]


def test_a_word_like_no_other_is_answered_with_the_whole_list() -> None:
    message = problems(charges=[{"categories": ["zzzz"]}])["charges[0].categories[0]"]
    assert all(category in message for category in OFFENCE_CATEGORIES)
    assert "max_penalty" in problems(charges=[{"zzzz": 1}])["charges[0].zzzz"]
    assert "docs/notice.md lists" in problems(zzzz=1)["zzzz"], "too many to be read in a message"


def test_every_problem_is_named_at_once() -> None:
    found = problems(
        issuing_country="UK", notice_date="soon", in_absentia="perhaps", roles="banker", foo=1
    )
    assert set(found) == {"issuing_country", "notice_date", "in_absentia", "roles", "foo"}
    assert "a list is needed" in found["roles"]


def test_the_issuing_state_is_required() -> None:
    with pytest.raises(InvalidInput) as caught:
        Notice.parse({})
    assert [str(problem) for problem in caught.value.problems] == ["issuing_country: is required"]


@pytest.mark.parametrize("data", [None, [], "RU", 5, [["a"]]])
def test_what_is_no_mapping_is_refused(data: object) -> None:
    with pytest.raises(InvalidInput, match="a mapping of fields to values is needed"):
        Notice.parse(data)


def test_braces_and_long_values_are_quoted_safely() -> None:
    message = problems(notice_date="{x!r}" + "y" * 500)["notice_date"]
    assert "x!r" in message
    assert len(message) < 200


def test_a_notice_with_a_name_is_refused() -> None:
    assert "there is no field 'name'" in problems(name="somebody")["name"]


# Standing and sources


@pytest.mark.parametrize(
    "path", ["charges", "charges[0]", "charges[0].text", "in_absentia", "issuing_country"]
)
def test_standing_names_a_path_of_a_fact(path: str) -> None:
    notice = a_notice(charges=[{"text": "fraud"}], standing={path: "exhibited"})
    assert dict(notice.standing) == {path: "exhibited"}


@pytest.mark.parametrize(
    "path", ["charge", "charges[1]", "charges[0].txt", "", "charges[-1]", "..", "in_absentia[0]"]
)
@pytest.mark.parametrize("field", ["standing", "sources"])
def test_a_path_that_names_no_fact_is_refused(field: str, path: str) -> None:
    value: Any = "exhibited" if field == "standing" else [{"exhibit": "A1"}]
    found = problems(charges=[{"text": "fraud"}], **{field: {path: value}})
    assert field in found


def test_a_wrong_path_is_reported_at_its_field_and_without_jargon() -> None:
    found = problems(standing={"charge": "exhibited"})
    assert "standing" in next(iter(found))
    assert "Value error" not in next(iter(found.values()))


@pytest.mark.parametrize("path", ["charges.text", "in_absentia.foo", "notice_date.year"])
def test_a_path_that_no_fact_can_have_is_refused(path: str) -> None:
    problems(charges=[{"text": "fraud"}], notice_date="2015", standing={path: "exhibited"})


# Immutability and round trips


@given(notices())
def test_a_notice_survives_the_way_through_json(notice: Notice) -> None:
    assert Notice.parse(json.loads(json.dumps(notice.plain()))) == notice


def test_every_field_has_a_strategy() -> None:
    assert set(FIELDS) | {"incomplete", "standing", "sources"} == set(Notice.model_fields)


def test_a_notice_cannot_be_changed() -> None:
    notice = a_notice(charges=[{"text": "fraud"}], answers={"a": True}, standing={})
    with pytest.raises(ValueError, match="frozen"):
        notice.in_absentia = True  # type: ignore[misc]
    with pytest.raises(ValueError, match="frozen"):
        (notice.charges or ())[0].text = "murder"  # type: ignore[misc]
    with pytest.raises(TypeError):
        notice.answers["b"] = True  # type: ignore[index]
    with pytest.raises(TypeError):
        notice.standing["charges"] = "exhibited"  # type: ignore[index]


@pytest.mark.parametrize("field", ["answers", "standing", "sources"])
def test_an_absent_mapping_cannot_be_filled_later(field: str) -> None:
    with pytest.raises(TypeError):
        getattr(a_notice(), field)["charge_after_dissent"] = True


def test_later_changes_of_the_input_do_not_reach_the_notice() -> None:
    answers = {"a": True}
    notice = a_notice(answers=answers)
    answers["b"] = True
    assert dict(notice.answers) == {"a": True}


@pytest.mark.parametrize("way", ["pickle", "deepcopy"])
def test_a_notice_with_answers_survives_pickle_and_copy(way: str) -> None:
    notice = a_notice(answers={"a": True}, standing={"issuing_country": "exhibited"})
    again = (
        pickle.loads(pickle.dumps(notice))  # noqa: S301
        if way == "pickle"
        else copy.deepcopy(notice)
    )
    assert again == notice


@pytest.mark.parametrize(
    "error", [InvalidInput([Problem("a", "b")], "x"), MissingExtra("reading", "intake")]
)
def test_errors_survive_pickle(error: Exception) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert str(again) == str(error)


def test_lone_surrogates_are_refused_as_keys() -> None:
    with pytest.raises(InvalidInput):
        Notice.parse({"issuing_country": "TR", "\ud800": 1})


def test_text_that_has_no_utf8_form_is_refused() -> None:
    problems(reference="\ud800")


# As of a day


DAY = dt.date(2019, 6, 1)


@pytest.mark.parametrize(
    ("field", "item"),
    [
        ("protection", {"status": "refugee", "country": "DE"}),
        ("extradition", {"result": "refused", "country": "DE"}),
        ("interpol_history", {"decision": "deleted"}),
    ],
)
@pytest.mark.parametrize(
    ("date", "stays"),
    [
        ("2019-05-31", True),
        ("2019-05", True),
        ("2018", True),
        ("2019-06-01", False),
        ("2019-06", False),
        ("2019", False),
        ("2020", False),
        (None, False),
    ],
)
def test_a_ruling_stays_only_if_it_certainly_came_before(
    field: str, item: dict[str, str], date: str | None, stays: bool
) -> None:
    before = a_notice(**{field: [item | ({"date": date} if date else {})]})
    after = getattr(before.as_of(DAY), field)
    assert after == (getattr(before, field) if stays else None)


def test_a_list_known_to_be_empty_stays_so() -> None:
    notice = a_notice(protection=[], extradition=[], interpol_history=[], political_activity=[])
    assert notice.as_of(DAY) == notice


@pytest.mark.parametrize("field", ["notice_date", "criminal_case_opened", "left_country"])
def test_a_date_that_lies_certainly_later_is_left_out(field: str) -> None:
    assert getattr(a_notice(**{field: "2019-06-01"}).as_of(DAY), field) is None
    assert getattr(a_notice(**{field: "2019-05-31"}).as_of(DAY), field) is not None


@pytest.mark.parametrize(("date", "kept"), [("2019", True), ("2020", False)])
def test_only_activity_that_certainly_falls_after_the_day_is_left_out(
    date: str, kept: bool
) -> None:
    notice = a_notice(political_activity=[{"kind": "protest", "date": date}])
    assert (notice.as_of(DAY).political_activity is not None) == kept


def test_a_term_that_was_set_in_advance_is_known_before_it_ends() -> None:
    notice = a_notice(retained_until="2025", limitation_expires="2025")
    assert notice.as_of(DAY) == notice


@given(notices())
def test_as_of_twice_is_as_of_once(notice: Notice) -> None:
    once = notice.as_of(DAY)
    assert once.as_of(DAY) == once
