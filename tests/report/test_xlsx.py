from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest

import redrisk
from redrisk.facts import FACT
from redrisk.report import opc
from redrisk.report.to_xlsx import LETTERS, parts, shares
from redrisk.report.whatif import panel, weighed_facts
from redrisk.report.worksheet import FIRST_ROW, SHEET, lines
from redrisk.report.xlsx_record import rows_of, sheet_names
from tests.report.helpers import NAMES, assessment, written


def book(name: str, *, results: bool = True) -> Any:
    content = io.BytesIO(written("xlsx", name))
    return openpyxl.load_workbook(content, data_only=results, read_only=True)


def sums(sheet: Any) -> dict[str, Any]:
    rows = sheet.iter_rows(min_row=FIRST_ROW + 1, max_col=5, values_only=True)
    return {row[0]: row[4] for row in rows if row[0] and row[4] is not None}


@pytest.mark.parametrize("name", NAMES)
def test_stored_results_are_the_engines(name: str) -> None:
    result = assessment(name)
    found = sums(book(name)[SHEET])
    assert found["Points: the sum"] == result.points
    assert found["Reported points"] == result.reported_points
    assert found["Verbal step"] == result.band
    assert found["Risk of rejection under that prior"] == result.risk
    ratio = next(value for key, value in found.items() if key.startswith("Likelihood ratio"))
    assert ratio == result.likelihood_ratio
    for item in result.contributions:
        assert found[item.feature.question] == item.points


def test_points_total_ratio_and_risk_are_formulas() -> None:
    sheet = book("duralev_v_garland", results=False)[SHEET]
    made = lines(assessment("duralev_v_garland"))
    rows = list(sheet.iter_rows(min_row=FIRST_ROW + 1, max_col=5, values_only=True))
    for row, line in zip(rows, made, strict=False):
        assert str(row[4]).startswith("=VLOOKUP")
        assert str(row[2]).startswith("=VLOOKUP" if line.fact else "=MIN")
    found = sums(sheet)
    for name in ("Points: the sum", "Reported points", "Verbal step"):
        assert str(found[name]).startswith("=")


def test_every_fact_has_a_list_of_its_answers() -> None:
    parts = opc.parts_of(written("xlsx", "duralev_v_garland"))
    place = sheet_names(parts).index(SHEET) + 1
    text = parts[f"xl/worksheets/sheet{place}.xml"].decode()
    lists = text.count('<dataValidation type="list"')
    assert lists == len(weighed_facts(assessment("duralev_v_garland")))


@pytest.mark.parametrize("name", NAMES)
def test_formulas_stand_in_the_worksheet_alone_and_nothing_is_a_link(name: str) -> None:
    parts = opc.parts_of(written("xlsx", name))
    for position, sheet in enumerate(sheet_names(parts), start=1):
        text = parts[f"xl/worksheets/sheet{position}.xml"].decode()
        assert ("<f>" in text) == (sheet == SHEET)
        assert "<hyperlink" not in text
        assert not re.search(r"<f>[^<]*(HYPERLINK|WEBSERVICE|cmd)", text)


def test_no_cell_holds_more_than_it_shows() -> None:
    parts = opc.parts_of(written("xlsx", "hostile"))
    for sheet in sheet_names(parts):
        if sheet != "Record":
            assert all(len(text) <= LETTERS for row in rows_of(parts, sheet) for text in row)


def test_long_text_is_cut_at_spaces_and_loses_nothing() -> None:
    text = "word " * 500 + "x" * 3000
    assert "".join(parts(text)) == text
    assert all(len(part) <= LETTERS for part in parts(text))
    assert parts("") == [""]


def test_columns_share_the_grid() -> None:
    assert sum(shares((9, 36, 41, 14))) == sum(shares((1,))) == 24


def test_the_panel_and_the_worksheet_hold_the_whole_card() -> None:
    result = redrisk.score({"issuing_country": "TR", "notice_date": "2018"})
    data = panel(result)
    assert {fact["id"] for fact in data["facts"]} <= set(FACT)
    for feature, item in zip(data["features"], result.contributions, strict=True):
        assert len(feature["points"]) == len(item.row.points)
