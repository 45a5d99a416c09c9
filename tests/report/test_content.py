from __future__ import annotations

import re
from typing import Any

import pytest

import redrisk
from redrisk.features import FEATURES
from redrisk.report.blocks import Bullets, Document, Figure, Paragraph, Place, Section, Table
from redrisk.report.content import FULL, SHORT
from redrisk.report.options import FORUMS, Options
from redrisk.report.statements import statement
from redrisk.report.to_json import write
from redrisk.report.validation_section import validation_of
from redrisk.report.write import made_for
from tests.report.helpers import NAMES, assessment, made


def texts(document: Document, *sections: str) -> str:
    """All that these sections say, or the whole document."""
    found: list[str] = []

    def collect(value: Any) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, tuple):
            for item in value:
                collect(item)
        elif hasattr(value, "__dataclass_fields__"):
            for field in value.__dataclass_fields__:
                if field != "svg":
                    collect(getattr(value, field))

    for section in document.sections:
        if not sections or section.id in sections:
            collect(section)
    return "\n".join(found)


def blocks(document: Document, section: str, kind: type) -> list[Any]:
    return [
        block
        for part in document.sections
        if part.id == section
        for block in part.blocks
        if isinstance(block, kind)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_page_1_has_a_question_an_answer_and_facts_each_way(name: str) -> None:
    first = made(name).document.sections[0]
    paragraphs = [block for block in first.blocks if isinstance(block, Paragraph)]
    quotes = [block for block in paragraphs if block.kind == "quote"]
    assert len(quotes) == 1
    assert quotes[0].lead == "Quote this:"
    assert not re.search(r"\d|%|per cent", quotes[0].text)
    tables = [block for block in first.blocks if isinstance(block, Table)]
    assert len(tables) == 1
    assert len(tables[0].rows) <= 5
    assert [block for block in first.blocks if isinstance(block, Bullets)]


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_on_page_1_is_three_sentences(name: str) -> None:
    first = made(name).document.sections[0]
    paragraphs = [b for b in first.blocks if isinstance(b, Paragraph) and b.numbered]
    answer = " ".join(block.text for block in paragraphs[1:])
    assert len(re.findall(r"[.”](?: |$)", answer.replace(".”", "”"))) == 3, answer


def test_page_1_needs_no_glossary() -> None:
    words = ("LR", "AUROC", "Cllr", "deciban", "prior", "likelihood ratio", "points")
    said = texts(made("long").document, "summary")
    assert not [word for word in words if re.search(rf"\b{word}\b", said)]


def test_what_lowers_stands_before_what_raises_and_can_not_be_left_out() -> None:
    for length in ("full", "short"):
        found = blocks(made("long", length=length).document, "weights", Table)
        captions = [block.caption for block in found]
        assert captions[0].startswith("Facts that lower")
        assert captions[1].startswith("Facts that raise")
        lowering = [c for c in assessment("long").contributions if c.points < 0]
        assert len(found[0].rows) == len(lowering)


def test_every_contribution_stands_in_the_two_tables() -> None:
    tables = blocks(made("duralev_v_garland").document, "weights", Table)[:2]
    shown = sum(int(row.cells[0].rstrip(" ~").replace("−", "-")) for t in tables for row in t.rows)
    assert shown == assessment("duralev_v_garland").points


def test_paragraphs_tables_and_figures_are_numbered_without_gaps() -> None:
    document = made("long", forum="us_federal").document
    for section in document.sections:
        numbers = [b.number for b in section.blocks if isinstance(b, Paragraph) and b.number]
        assert numbers == [f"{section.number}.{i}" for i in range(1, len(numbers) + 1)]
    for kind in (Table, Figure):
        found = [b.number for s in document.sections for b in s.blocks if isinstance(b, kind)]
        numbers = [number for number in found if number]
        assert numbers == [str(i) for i in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("forum", FORUMS)
@pytest.mark.parametrize("length", ["full", "short"])
def test_every_forum_page_draws_no_conclusion(forum: str, length: str) -> None:
    document = made("long", forum=forum, length=length).document
    said = texts(document, "forum")
    assert "no conclusion" in said
    claims = re.findall(r"[^.\n]*\b(?:admissible|reliable|sufficient)\b[^.\n]*\.", said)
    assert all(re.search(r"[Ww]hether|asks|insufficient", claim) for claim in claims), claims
    ids = [section.id for section in document.sections]
    assert ids == [i for i in (FULL if length == "full" else SHORT) if i in ids]


def test_no_forum_page_without_a_forum() -> None:
    assert "forum" not in [section.id for section in made("long").document.sections]


def test_nothing_is_said_on_guilt_but_that_nothing_is_said() -> None:
    said = texts(made("long", forum="us_federal").document)
    for match in re.finditer(r"(?i)[^.\n]*\b(guilt|guilty|innocen)[^.\n]*", said):
        sentence = match[0]
        allowed = ("nothing", "not answered", "not known", "“", "Guilt or innocence", "credib")
        assert any(word in sentence.lower() or word in sentence for word in allowed), sentence


def test_a_risk_stands_in_the_table_of_priors_and_nowhere_else() -> None:
    document = made("duralev_v_garland").document
    risks = {f"{row['risk']:.1%}" for row in assessment("duralev_v_garland").priors_table()}
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph | Bullets) and section.id != "method":
                said = texts(Document("", "", (), (), (Section("", "", (block,)),)))
                assert not [risk for risk in risks if risk in said]
    table = next(t for t in blocks(document, "result", Table) if "priors" in t.caption)
    assert all(re.search(r"\(.* to .*\)", row.cells[-1]) for row in table.rows)


def test_validation_figures_are_read_from_the_metrics_file() -> None:
    metrics = assessment("long").model.metrics
    said = texts(made("long").document, "validation")
    area = metrics["with_uneven_features"]["open"]["auroc"]
    assert f"{area['mean']:.2f} ({area['low']:.2f} to {area['high']:.2f})" in said
    assert str(metrics["false_alarms"]["surrendered"]["cases"]) in said


def test_figures_that_a_model_lacks_are_named_as_not_reported() -> None:
    section = validation_of({"surprise": {"depth": 0.25}})
    said = texts(Document("", "", (), (), (section,)))
    assert "False alarms among upheld requests and surrendered" in said
    assert "Not reported in this model's metrics file." in said
    assert "depth" in said
    assert "0.25" in said


@pytest.mark.parametrize("odd", [None, [], {}, 3, "text", [[1]], {"a": None}, [{"x": {}}]])
def test_figures_in_an_unforeseen_form_are_still_printed(odd: Any) -> None:
    keys = ("bands", "false_alarms", "designs", "groups", "calibration", "with_uneven_features")
    assert validation_of(dict.fromkeys(keys, odd)).blocks


def test_places_for_the_expert_are_marked_and_empty() -> None:
    document = made("long", author_block="Dr. A. Expert").document
    places = blocks(document, "expert", Place)
    assert len(places) >= 8
    assert document.author_block == ("Dr. A. Expert",)


def test_without_a_date_there_is_a_blank() -> None:
    assert dict(made("long").document.particulars)["Date"].startswith("____")
    assert dict(made("long", date="2026-11-24").document.particulars)["Date"] == "2026-11-24"


def test_every_feature_has_a_statement_for_every_certain_answer() -> None:
    known = {row.feature.id: row for row in redrisk.load_model().rows}
    for feature in FEATURES:
        for position in range(len(feature.levels)):
            item = redrisk.assessment.Contribution(known[feature.id], (position, position), 0)
            assert "?" not in statement(item), feature.id


def test_each_quote_is_printed_once() -> None:
    said = texts(made("long").document, "facts")
    assert said.count("“as worded in the notice”") == 1
    assert "(quoted above)" in said


def test_order_of_answers_does_not_change_the_content() -> None:
    one = redrisk.score({"issuing_country": "TR", "answers": {"a": "yes", "b": "no"}})
    two = redrisk.score({"issuing_country": "TR", "answers": {"b": "no", "a": "yes"}})
    assert write(made_for(one, Options())) == write(made_for(two, Options()))
