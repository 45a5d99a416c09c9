from __future__ import annotations

import json
from typing import Any

import pytest

from redrisk.errors import RedriskError
from redrisk.intake import read_notice
from redrisk.intake.as_yaml import notices_yaml
from redrisk.intake.explain import as_html
from redrisk.intake.pages import MOST_LINES


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        ("Страна запроса: Россия".encode("cp1251"), "WINDOWS-1251"),
        ("Pays demandeur : Algérie".encode("utf-16-le"), "UTF-8"),
        (b"RED NOTICE\n\0", "not text"),
        (b"[" * 500_000, "nested too deeply"),
        (b'{"arrest_warrants":' + b"[" * 500_000, "nested too deeply"),
        (b"[" + b"[]," * 5_000_000 + b"[]]", "larger than 10 MB"),
        (b"{}", "no known shape"),
        (b"[{}]", "no known shape"),
        (b'{"arrest_warrants": {"a": 1}}', "a list of warrants"),
        (b'{"arrest_warrants": [], "n": ' + b"9" * 9_999 + b"}", "JSON"),
        (b'{"name": "Quentin Fableman"}', "no known shape"),
        (b"Charge: x\n" * 30_000, f"at most {MOST_LINES} lines"),
        (b"\xd0\xcf\x11\xe0", "old Word"),
        (b"{\\rtf1 x}", "rich-text"),
        (b"\x89PNG....", "tesseract"),
        (b"PK\x03\x04aaaa", "archive"),
        (b"PAR1aaaaPAR1", "Parquet"),
        (b"<!DOCTYPE html><p>", "web page"),
    ],
)
def test_what_cant_be_read_gets_a_clear_error(data: bytes, message: str) -> None:
    with pytest.raises(RedriskError, match=message) as caught:
        read_notice(data)
    assert "Fableman" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_format_that_does_not_exist_names_the_nearest() -> None:
    with pytest.raises(RedriskError, match="did you mean 'document'"):
        read_notice(b"x", format="documnt")


@pytest.mark.parametrize("value", [None, 5, 1.5])
def test_a_source_of_another_type_is_refused(value: Any) -> None:
    with pytest.raises(RedriskError, match="a path, bytes or a mapping"):
        read_notice(value)


@pytest.mark.parametrize(
    "text",
    [
        "Maximum penalty: " + "10 years and " * 4_000,
        "Date of publication: " + "3 May 2015, " * 4_000,
        "Country of request: " * 4_000,
        "a   b   " * 20_000,
        "Maximum penalty: " + "twenty " * 20_000,
        "Charge: " + "(" * 50_000,
        "| " * 50_000,
        " " * 500_000 + "x",
        "x" + "\t" * 500_000 + "x",
    ],
)
def test_long_lines_are_read_in_good_time(text: str) -> None:
    record = read_notice(("RED NOTICE\n" + text).encode()).records[0]
    assert notices_yaml([record])
    assert as_html([record])


def test_odd_characters_in_a_charge_can_be_written() -> None:
    charge = "fraud \ud800 \x85 \u2028 \ufeff <script> " + "x" * 300
    data = {"arrest_warrants": [{"issuing_country_id": "TR", "charge": charge}]}
    records = read_notice(json.dumps(data).encode()).records
    notices_yaml(records).encode()
    assert "<script>" not in as_html(records)
