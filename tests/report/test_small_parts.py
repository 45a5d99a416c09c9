"""Parts of the appendix that most notices never reach: odd dates, odd figures, damaged files."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from typing import Any

import pytest

from redrisk.notice import Notice
from redrisk.persistence import load_model
from redrisk.report import forum, opc, record, statements, timeline, xlsx_record
from redrisk.report.figure_words import estimate, points
from redrisk.scoring import score
from tests.helpers import a_notice
from tests.report.helpers import LONG

MODEL = load_model()


def test_a_question_without_a_sentence_of_its_own_is_printed_with_its_answer() -> None:
    result = score(a_notice(political_profile=True))
    item = next(c for c in result.contributions if c.feature.id == "political_profile")
    own = dataclasses.replace(item.feature, id="another")
    told = statements.statement(item._replace(row=dataclasses.replace(item.row, feature=own)))
    assert told == f"{item.feature.question} Yes."
    assert statements.statement(item) != told


def test_the_dated_facts_stand_in_their_order_and_partial_dates_as_ranges() -> None:
    facts = {**LONG, "warrant": {"date": "2016-09-30"}, "limitation_expires": "2031"}
    found = timeline.events(Notice.parse(facts))
    assert [event.date.earliest for event in found] == sorted(e.date.earliest for e in found)
    when = {event.what: event.when for event in found}
    assert when["warrant issued"] == "2016-09-30"
    assert when["limitation period ends"] == "between 2031-01-01 and 2031-12-31"
    assert when["published criticism"] == "between 2012-01-01 and 2012-12-31"
    assert when["refugee, Germany"] == "2017-11-20"
    assert when["INTERPOL: refused"] == "between 2017-07-01 and 2017-07-31"
    assert "protest" not in when  # it has no date


def test_who_decided_is_named_where_it_is_known() -> None:
    found = timeline.events(
        a_notice(
            political_activity=[{"kind": "asylum_application", "date": "2014"}],
            protection=[
                {"status": "refugee", "country": "UNHCR", "date": "2015"},
                {"status": "subsidiary", "date": "2016"},
                {"status": "refugee", "country": "FR"},
            ],
            extradition=[
                {"result": "refused", "country": "GB", "ground": "human_rights", "date": "2017"},
                {"result": "pending"},
            ],
            interpol_history=[{"decision": "upheld"}],
        )
    )
    assert [(event.kind, event.what) for event in found] == [
        ("Protection", "asylum application"),
        ("Protection", "refugee, UNHCR"),
        ("Protection", "subsidiary"),
        ("Ruling", "extradition refused, United Kingdom (human rights)"),
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"value": 0.5}, "0.50"),
        ({"low": None, "high": 0.9, "mean": 0.5}, "0.50"),
        ({"value": 0.93, "low": 0.9, "high": 0.96}, "0.93 (0.90 to 0.96)"),
        (0.5, "0.50"),
    ],
)
def test_an_estimate_has_its_interval_if_there_is_one(value: Any, words: str) -> None:
    assert estimate(value) == words


def test_points_that_cannot_be_estimated_are_called_so() -> None:
    assert points(None) == "not estimable"
    assert (points(3), points(-1.25)) == ("+3", "−1.2")


def test_a_model_without_figures_claims_none() -> None:
    bare = dataclasses.replace(MODEL, contents={**MODEL.contents, "metrics.json": {}})

    class Matter:
        assessment = score(a_notice(), model=bare)

    assert forum.tested(Matter()) == "No figures are reported in this model's metrics file."  # type: ignore[arg-type]


def package(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/"), text)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK nothing", "no package that can be opened"),
        (package(word__document="<a/>"), "holds no record"),
        (package(customXml__item1=f'<r xmlns="{opc.NAMESPACE}"/>'), "holds no record"),
        (package(customXml__item1=f"<r {opc.NAMESPACE}"), "damaged: .* can't be read"),
        (
            package(customXml__item1=f'<!DOCTYPE r><r xmlns="{opc.NAMESPACE}"/>'),
            "XML that no appendix holds",
        ),
    ],
)
def test_a_package_that_was_altered_says_how(content: bytes, words: str) -> None:
    with pytest.raises(record.NoRecord, match=words):
        opc.read_record(content)


WORKBOOK = {
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="Record" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships><Relationship Id="r1" Target="/xl/s1.xml"/></Relationships>'
    ),
    "xl/s1.xml": (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row><c t="inlineStr"><is><t>a</t></is></c><c t="s"><v>0</v></c><c t="s"><v>7</v></c>'
        '<c t="s"><v>x</v></c><c><v>1.5</v></c><c/></row></sheetData></worksheet>'
    ),
}
SHARED = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<si><t>b_x0041_</t></si></sst>"
)


def test_cells_are_read_however_the_program_stored_them() -> None:
    parts = {name: text.encode() for name, text in WORKBOOK.items()}
    assert xlsx_record.sheet_names(parts) == ["Record"]
    assert list(xlsx_record.rows_of(parts, "Other")) == []
    assert list(xlsx_record.rows_of(parts, "Record")) == [["a", "", "", "", "1.5", ""]]
    shared = {**parts, "xl/sharedStrings.xml": SHARED.encode()}
    assert list(xlsx_record.rows_of(shared, "Record")) == [["a", "bA", "", "", "1.5", ""]]


def test_a_workbook_without_a_whole_record_says_so() -> None:
    made = package(**{name.replace("/", "__"): text for name, text in WORKBOOK.items()})
    with pytest.raises(record.NoRecord, match="no whole sheet 'Record'"):
        xlsx_record.read_record(made)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "it is not JSON any more"),
        ("[" * 60 + "]" * 60, "nested deeper"),
        ('{"a": 1}', "not in its canonical form"),
    ],
)
def test_a_record_that_was_altered_says_how(text: str, words: str) -> None:
    with pytest.raises(record.NoRecord, match=words):
        record.from_ascii(text)
