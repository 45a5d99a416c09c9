from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from redrisk.errors import RedriskError
from redrisk.intake import iter_notices, read_notice
from tests.intake.truths import everything


def detail(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "entity_id": "2098/77001",
        "name": "FABLEMAN",
        "forename": "QUENTIN",
        "date_of_birth": "1971/02/03",
        "sex_id": "M",
        "nationalities": ["SE", "NA"],
        "height": 1.8,
        "weight": 0,
        "distinguishing_marks": None,
        "arrest_warrants": [
            {"issuing_country_id": "SE", "charge": "Gross fraud", "charge_translation": None}
        ],
        "_embedded": {"links": []},
        "_links": {"self": {"href": "."}},
    }
    return data | changes


def test_a_detail_page_gives_the_notice_and_no_name() -> None:
    intake = read_notice(detail())
    notice = intake.notice
    assert (notice.issuing_country, notice.nationalities) == ("SE", ("SE", "NA"))
    assert notice.instrument == "red_notice"
    assert notice.reference == "2098/77001"
    assert notice.identity_set_complete is True
    assert notice.charges is not None
    assert notice.charges[0].text == "Gross fraud"
    kept = everything(intake.records[0])
    assert not any(word in kept for word in ("FABLEMAN", "QUENTIN", "1971"))


def test_the_name_is_taken_out_of_a_charge() -> None:
    warrant = {
        "issuing_country_id": "SE",
        "charge": "Gang led by FABLEMAN",
        "charge_translation": "",
    }
    charges = read_notice(detail(arrest_warrants=[warrant])).notice.charges
    assert charges is not None
    assert charges[0].text == "Gang led by [name]"


def test_sentinels_mean_unknown() -> None:
    data = detail(forename="-", height=0, weight=0, nationalities=None, date_of_birth="1972")
    notice = read_notice(data).notice
    assert notice.nationalities is None
    assert notice.identity_set_complete is None


@pytest.mark.parametrize(
    ("charge", "texts"),
    [
        ("Gross fraud\r\nMoney laundering", ["Gross fraud", "Money laundering"]),
        ("Fraud /\r\nembezzlement", ["Fraud / embezzlement"]),
        ("PARTICIPATION IN A\r\nTERRORIST GROUP\r\nROBBERY", ["PARTICIPATION IN A TERRORIST GROUP",
        "ROBBERY"]),
        ("1) Theft\r\n2) Robbery;\r\n\r\n", ["Theft", "Robbery"]),
        ("-", []),
    ],
)  # fmt: skip
def test_lists_of_charges_are_split_and_broken_lines_joined(charge: str, texts: list[str]) -> None:
    warrant = {"issuing_country_id": "SE", "charge": charge, "charge_translation": None}
    charges = read_notice(detail(arrest_warrants=[warrant])).notice.charges or ()
    assert [item.text for item in charges] == texts


def test_the_translation_is_kept() -> None:
    warrant = {"issuing_country_id": "IQ", "charge": "احتيال", "charge_translation": "Fraud"}
    charges = read_notice(detail(arrest_warrants=[warrant])).notice.charges
    assert charges is not None
    assert (charges[0].text, charges[0].language) == ("Fraud", "en")


def test_an_untranslated_charge_keeps_its_language() -> None:
    warrant = {"issuing_country_id": "RU", "charge": "Мошенничество", "charge_translation": None}
    charges = read_notice(detail(arrest_warrants=[warrant])).notice.charges
    assert charges is not None
    assert (charges[0].text, charges[0].language) == ("Мошенничество", "ru")


def test_several_warrants_of_one_state_are_one_notice() -> None:
    warrants = [{"issuing_country_id": "RU", "charge": c} for c in ("Murder", "Theft", "Murder")]
    charges = read_notice(detail(arrest_warrants=warrants)).notice.charges
    assert charges is not None
    assert [charge.text for charge in charges] == ["Murder", "Theft"]


def test_warrants_of_several_states_are_read_apart() -> None:
    warrants = [{"issuing_country_id": code, "charge": "Theft"} for code in ("RU", "KZ")]
    intake = read_notice(detail(arrest_warrants=warrants))
    assert [notice.issuing_country for notice in intake.notices] == ["RU", "KZ"]
    with pytest.raises(RedriskError, match="holds 2"):
        _ = intake.notice


@pytest.mark.parametrize("issuer", ["914", "916", "922", "UNK", "", None, "ZZ", "SU"])
def test_an_issuer_that_is_no_state_gets_a_clear_message(issuer: str | None) -> None:
    warrant = {"issuing_country_id": issuer, "charge": "War crimes", "charge_translation": None}
    intake = read_notice(detail(arrest_warrants=[warrant]))
    assert intake.notices == ()
    with pytest.raises(RedriskError, match=r"state|country|code"):
        _ = intake.notice


def test_a_list_page_says_what_it_lacks() -> None:
    items = [{"entity_id": "2098/1", "name": "X", "nationalities": ["SE"], "_links": {}}]
    intake = read_notice({"total": 1, "_embedded": {"notices": items}})
    assert intake.records[0].facts["nationalities"] == ["SE"]
    with pytest.raises(RedriskError, match=r"_links\.self"):
        _ = intake.notice


def test_an_empty_list_page_holds_none() -> None:
    intake = read_notice({"total": 0, "_embedded": {"notices": []}})
    with pytest.raises(RedriskError, match="holds none"):
        _ = intake.notice


def test_details_in_lines_are_streamed(tmp_path: Path) -> None:
    path = tmp_path / "details.jsonl"
    path.write_text("\n".join(json.dumps(detail()) for _ in range(3)), "utf-8")
    assert [record.notice.issuing_country for record in iter_notices(path) if record.notice] == [
        "SE"
    ] * 3
