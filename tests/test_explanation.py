from __future__ import annotations

import dataclasses
import re
from typing import Any

import pytest

from redrisk.explanation import bar, explain, quotable
from redrisk.intake.case_file import read_one
from redrisk.persistence import load_model
from redrisk.scoring import score
from tests.helpers import EXAMPLES, ROOT, a_notice

JARGON = (
    "auroc", "deciban", "likelihood", "cllr", "prior", "odds", "posterior", "logistic", "ridge",
    "interval covers 9", "elub", "feature", "covariance",
)  # fmt: skip
TEXTS = {path.stem: score(read_one(path)).explain() for path in EXAMPLES}
TEXTS["nothing known"] = score(a_notice()).explain()
each_text = pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))


def before_result(text: str) -> str:
    head, mark, _ = text.partition("\n\nResult\n")
    assert mark
    return head


@each_text
def test_the_first_lines_need_no_glossary(text: str) -> None:
    head = before_result(text).lower()
    assert [word for word in JARGON if word in head] == []
    assert "%" not in head


@each_text
def test_one_sentence_is_to_be_quoted_and_holds_no_number(text: str) -> None:
    assert text.count("Quote this") == 1
    found = re.search(r'Quote this: "([^"]+)"', text)
    assert found
    quote = " ".join(found[1].split())
    assert not re.search(r"[0-9%]", quote)
    assert "facts stated" in quote
    assert quote.endswith(".")


@each_text
def test_nothing_is_said_on_guilt_but_that_nothing_is_said(text: str) -> None:
    plain = " ".join(text.split())
    assert "says nothing on guilt or innocence" in plain
    assert len(re.findall(r"guilt|innocen", plain)) == 2


@each_text
def test_sections_come_in_the_order_in_which_a_reader_needs_them(text: str) -> None:
    titles = [line for line in text.splitlines() if line and not line.startswith(" ")]
    wanted = [
        "What was asked", "Answer", "What this does not say", "Result",
        "The sum, feature by feature (~ marks uneven recording: at most 3 points)",
        "Risk under named priors (how common rejection is before the facts are weighed)",
        "Card and data",
    ]  # fmt: skip
    assert [title for title in titles if title in wanted] == wanted
    assert len(titles) == len(set(titles))


@each_text
def test_lines_are_narrow_and_printable(text: str) -> None:
    assert all(len(line) <= 100 and line.isprintable() for line in text.splitlines())


def with_political_points(points: int) -> Any:
    model = load_model()
    rows = tuple(
        dataclasses.replace(row, points={**row.points, (1, 1): points})
        if row.feature.id == "political_profile"
        else row
        for row in model.rows
    )
    wide = dataclasses.replace(model, rows=rows, lower=-25, upper=25)
    return score(a_notice(political_profile=True), model=wide)


@pytest.mark.parametrize(
    ("points", "phrase"),
    [
        (1, "about as much"),
        (-2, "about as much"),
        (3, "were rejected more than requests that were upheld"),
        (-3, "were upheld more than requests that were rejected"),
        (10, "lend this moderate support"),
        (20, "lend this moderately strong support"),
        (60, "lend this at least moderately strong support"),
        (-60, "lend this at least moderately strong support"),
        (0, "weight either way"),
    ],
)
def test_the_quote_follows_the_reported_points(points: int, phrase: str) -> None:
    assert phrase in quotable(with_political_points(points))


def test_every_contribution_stands_in_the_sum_with_its_counts() -> None:
    result = score(read_one(ROOT / "examples" / "label_only_membership.yaml"))
    text = " ".join(explain(result).split())
    moving = [item for item in result.contributions if item.points]
    assert len(moving) > 5
    for item in moving:
        assert f"{item.feature.id}: {item.level_in_words}" in text
        if item.level[0] == item.level[1]:
            counts = item.row.counts[item.level_in_words]
            assert f"{counts.rejected} rejected, {counts.upheld} upheld" in text
    assert f"{result.points:+3d} sum" in text


def test_a_ruling_against_the_subject_is_shown() -> None:
    text = " ".join(TEXTS["duralev_v_garland"].split())
    assert "Was the subject's claim to asylum denied? Yes." in text


def test_asserted_facts_are_called_so() -> None:
    assert "all of them are asserted" in TEXTS["duralev_v_garland"]
    assert "Some facts are exhibited" in TEXTS["cheque_after_business_dispute"]


def test_a_mark_on_an_unstated_fact_exhibits_nothing() -> None:
    notice = a_notice(state_post=True, standing={"political_profile": "exhibited"})
    assert "No fact is marked as exhibited" in explain(score(notice))


def test_a_reference_is_not_printed_in_the_explanation() -> None:
    assert "secret-ref" not in explain(score(a_notice(reference="secret-ref")))


@pytest.mark.parametrize("points", range(-15, 16))
def test_a_bar_is_as_long_as_its_points_and_leans_their_way(points: int) -> None:
    left, right = bar(points).split("|")
    assert len(left) == len(right)
    assert left.count("#") == max(0, min(-points, len(left)))
    assert right.count("#") == max(0, min(points, len(right)))
