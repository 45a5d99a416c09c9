"""Each unknown is asked once, by document, with its reason; nothing known is asked."""

from __future__ import annotations

from redrisk.checks._inputs import DOCUMENTS, INPUTS
from redrisk.interview import all_questions, questions
from redrisk.notice import Notice
from tests.checks.test_facts import _random_notices


def test_each_path_is_asked_once_and_no_known_fact_at_all() -> None:
    for notice in _random_notices(60):
        asked = [question.path for question in all_questions(notice)]
        assert len(asked) == len(set(asked))
        known = set(notice.known_facts()) | {f"answers.{name}" for name in notice.answers}
        assert not known & set(asked)


def test_questions_follow_the_documents() -> None:
    order = list(DOCUMENTS.values())
    places = [order.index(q.document) for q in all_questions(Notice(issuing_country="TR"))]
    assert places == sorted(places)


def test_an_unknown_of_score_and_rules_stands_once_with_both_reasons() -> None:
    extra = [
        ("state_post", "Did the subject hold office?", "state_post", "weighs in the score"),
        ("own", "What else?", "business_elite", "weighs in the score"),
    ]
    asked = {question.path: question for question in questions(Notice(issuing_country="TR"), extra)}
    assert "AGN/63/RES/9" in asked["state_post"].why
    assert "weighs in the score" in asked["state_post"].why
    assert asked["business_elite"].text == "What else?"


def test_what_is_known_is_not_asked_for_the_score_either() -> None:
    notice = Notice(issuing_country="TR", business_elite=False)
    extra = [("own", "What else?", "business_elite", "weighs in the score")]
    assert "business_elite" not in {question.path for question in questions(notice, extra)}


def test_every_question_has_a_reason_and_a_rule() -> None:
    for question in questions(Notice(issuing_country="TR", instrument="red_notice"), ()):
        assert question.rules
        assert question.why.startswith("decides ")
        assert question.text.endswith("?")


def test_the_facts_that_are_weighed_are_asked_for_too_and_each_field_once() -> None:
    asked = [question.path for question in questions(Notice(issuing_country="TR"))]
    assert {"political_profile", "state_post", "associates_targeted"} <= set(asked)
    assert len(asked) == len(set(asked))


def test_no_question_speaks_of_points_or_guilt() -> None:
    for declared in INPUTS.values():
        words = declared.question.lower()
        assert not any(word in words for word in ("point", "score", "guilt", "innocen"))
