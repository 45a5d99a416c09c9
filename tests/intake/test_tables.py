from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from redrisk.case import Case
from redrisk.errors import RedriskError
from redrisk.intake import read_notice
from redrisk.intake.column_mapping import mapping_of
from redrisk.intake.tables import Row, read_table
from redrisk.notice import Notice


def rows(text: str, mapping: dict[str, Any] | None = None, suffix: str = ".csv") -> list[Row]:
    chosen = mapping_of(mapping) if mapping else None
    return list(read_table(text.encode(), suffix=suffix, where="t", mapping=chosen))


def notice_of(text: str, mapping: dict[str, Any] | None = None) -> Notice:
    value = rows(text, mapping)[0].value
    assert isinstance(value, Notice), rows(text, mapping)[0].error
    return value


def error_of(text: str, mapping: dict[str, Any] | None = None) -> str:
    return str(rows(text, mapping)[0].error)


def test_na_is_namibia_and_empty_is_unknown() -> None:
    notice = notice_of("issuing_country,nationalities,host_country\nNA,NA;NO,\n")
    assert (notice.issuing_country, notice.nationalities) == ("NA", ("NA", "NO"))
    assert notice.host_country is None


def test_lists_and_parts_of_records() -> None:
    header = (
        "issuing_country;charge_text;charge_categories;charge_max_penalty;charge_text_2;protection_status;"
        "protection_country;protection_date;first_political_activity;roles;extradition;warrant_issuer"
    )
    row = 'TR;Fraud;"fraud|forgery";life;Theft;refugee;DE;2019-05;2014;"activist|lawyer";none;judge'
    notice = notice_of(f"{header}\n{row}\n", {"list_separator": "|"})
    assert notice.charges is not None
    assert notice.protection is not None
    assert notice.political_activity is not None
    assert notice.charges[0].categories == ("fraud", "forgery")
    assert notice.charges[0].max_penalty == "life"
    assert notice.charges[1].text == "Theft"
    assert (notice.protection[0].status, str(notice.protection[0].date)) == ("refugee", "2019-05")
    assert str(notice.political_activity[0].date) == "2014"
    assert notice.roles == ("activist", "lawyer")
    assert notice.extradition == ()
    assert notice.warrant is not None
    assert notice.warrant.issuer == "judge"


def test_lists_that_lack_members_are_named_in_a_column() -> None:
    value = rows("issuing_country,roles,incomplete\nTR,journalist,roles;charges\n")[0].value
    assert isinstance(value, Notice)
    assert value.incomplete == ("roles", "charges")


def test_cases_with_outcome_and_sources() -> None:
    header = (
        "case_id,issuing_country,outcome_label,outcome_basis,outcome_date,source_url,source_url_2"
    )
    value = rows(f"{header}\nX-1,TR,rejected,art3;other,2019,a.example,b.example\n")[0].value
    assert isinstance(value, Case)
    assert value.outcome.basis == ("art3", "other")
    assert [source.url for source in value.sources] == ["a.example", "b.example"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2015", "2015"), ("2015-11", "2015-11"), ("2015-11-03", "2015-11-03"), ("3.11.2015",
        "2015-11-03"),
        ("42311", "2015-11-03"), ("25/12/2015", "2015-12-25"), ("3 Nov 2015", "2015-11-03"),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(written: str, read: str) -> None:
    assert str(notice_of(f"issuing_country,notice_date\nTR,{written}\n").notice_date) == read


def test_an_ambiguous_date_is_an_error_until_the_mapping_settles_it() -> None:
    text = "issuing_country,notice_date\nTR,03/04/2015\n"
    assert "row 2, column 'notice_date'" in error_of(text)
    assert "2015-04-03 or 2015-03-04" in error_of(text)
    assert str(notice_of(text, {"date_order": "mdy"}).notice_date) == "2015-03-04"


@pytest.mark.parametrize(
    ("written", "read"), [("1500,50", 1500.5), ("1.500,50", 1500.5), ("1 500", 1500)]
)
def test_decimal_commas(written: str, read: float) -> None:
    notice = notice_of(f'issuing_country,charge_text,charge_cheque_total_usd\nTR,x,"{written}"\n')
    assert notice.charges is not None
    assert notice.charges[0].cheque_total_usd == read


def test_a_comma_that_can_mean_two_things_is_an_error() -> None:
    text = 'issuing_country,charge_text,charge_cheque_total_usd\nTR,x,"1,500"\n'
    assert "thousand or a decimal" in error_of(text)


def test_a_byte_order_mark_and_semicolons() -> None:
    assert notice_of("\ufeffissuing_country;in_absentia\nTR;yes\n").in_absentia is True


def test_a_mapping_translates_columns_and_words() -> None:
    mapping = {
        "columns": {"Land": "issuing_country", "Rollen": "roles", "Jahr": "notice_date"},
        "values": {"issuing_country": {"Türkei": "TR"}, "roles": {"Anwalt": "lawyer"}},
        "defaults": {"instrument": "red_notice"},
        "ignore": ["Name"],
        "missing": ["k.A."],
    }
    notice = notice_of("Name;Land;Rollen;Jahr\nX;Türkei;Anwalt;k.A.\n", mapping)
    assert (notice.issuing_country, notice.roles, notice.instrument) == (
        "TR",
        ("lawyer",),
        "red_notice",
    )
    assert notice.notice_date is None


def test_errors_name_row_and_column_as_the_table_calls_it() -> None:
    mapping = {
        "columns": {"Land": "issuing_country", "Strafe": "charge_max_penalty", "T": "charge_text"}
    }
    found = rows("Land,T,Strafe\nTR,x,12\nXX,x,ten\n", mapping)
    assert found[0].value is not None
    message = str(found[1].error)
    assert "row 3, column 'Land'" in message
    assert "row 3, column 'Strafe'" in message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("issuing_contry\nTR\n", "did you mean 'issuing_country'"),
        ("", "no header row"),
        ("issuing_country,issuing_country\nTR,TR\n", "two columns"),
    ],
)
def test_a_table_that_cant_be_read_says_why(text: str, message: str) -> None:
    with pytest.raises(RedriskError, match=message):
        rows(text)


def test_a_mapping_that_is_wrong_says_why() -> None:
    with pytest.raises(RedriskError, match="did you mean 'columns'"):
        mapping_of({"colums": {}})
    with pytest.raises(RedriskError, match="no column 'issuing'"):
        mapping_of({"columns": {"a": "issuing"}})


def test_xlsx_with_real_dates_numbers_and_booleans() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(
        [
            "issuing_country",
            "notice_date",
            "left_country",
            "in_absentia",
            "charge_law",
            "charge_max_penalty",
        ]
    )
    sheet.append(["NA", dt.date(2015, 11, 3), 2014, True, 159, 120.0])
    buffer = io.BytesIO()
    book.save(buffer)
    notice = read_notice(buffer.getvalue()).notice
    assert notice.charges is not None
    assert (notice.issuing_country, str(notice.notice_date), str(notice.left_country)) == (
        "NA",
        "2015-11-03",
        "2014",
    )
    assert notice.in_absentia is True
    assert (notice.charges[0].law, notice.charges[0].max_penalty) == ("159", 120)


def test_parquet() -> None:
    buffer = io.BytesIO()
    table = pa.table({"issuing_country": ["NA", "TR"], "notice_date": [dt.date(2015, 1, 2), None]})
    pq.write_table(table, buffer)
    assert [str(n.notice_date) for n in read_notice(buffer.getvalue()).notices] == [
        "2015-01-02",
        "None",
    ]


def test_json_lines_flat_or_nested() -> None:
    lines = [
        {"issuing_country": "TR", "charge_law": "Art. 1"},
        {"issuing_country": "TR", "charges": [{"law": "Art. 1"}]},
    ]
    found = rows("\n".join(map(json.dumps, lines)), suffix=".jsonl")
    assert found[0].value == found[1].value


def test_a_zip_bomb_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", "<row/>" * 20_000_000)
    with pytest.raises(RedriskError, match="unpacks to"):
        read_notice(buffer.getvalue())
