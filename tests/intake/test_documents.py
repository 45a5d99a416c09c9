from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from redrisk.intake import case_file, read_notice
from redrisk.intake.as_yaml import notice_yaml
from redrisk.intake.document import read_text
from tests.intake import corpus
from tests.intake.truths import everything, mistakes

FOLDER = Path(__file__).parent / "documents"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
CORPUS = {document.name: document for document in corpus.documents()}


def truth_of(name: str) -> dict[str, Any]:
    truth: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return truth


def test_there_are_enough_documents() -> None:
    assert len(NAMES) + len(CORPUS) >= 60
    assert {name[:2] for name in NAMES} == {"en", "fr", "es", "ru"}


@pytest.mark.parametrize("name", NAMES)
def test_a_document_written_by_hand_is_read_right(name: str) -> None:
    record = read_notice(FOLDER / f"{name}.txt").records[0]
    truth = truth_of(name)
    secrets = truth.pop("_secrets", [])
    assert mistakes(record.facts, truth) == []
    kept = everything(record).casefold()
    assert not [word for word in map(str, secrets) if _is_in(word, kept)]


def _is_in(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", text) is not None


@pytest.mark.parametrize("name", CORPUS)
def test_a_generated_document_is_read_right_and_keeps_no_name(name: str) -> None:
    document = CORPUS[name]
    record = read_text(document.text)
    assert mistakes(record.facts, document.truth) == []
    kept = everything(record).casefold()
    assert not [secret for secret in document.secrets if secret.casefold() in kept]


@pytest.mark.parametrize("name", [*NAMES[::4]])
def test_the_yaml_written_is_the_notice_read(name: str, tmp_path: Path) -> None:
    record = read_notice(FOLDER / f"{name}.txt").records[0]
    path = tmp_path / "notice.yaml"
    path.write_text(notice_yaml(record), "utf-8")
    if record.notice is not None:
        assert case_file.read_one(path) == record.notice


def test_every_fact_set_has_its_place_in_the_sources() -> None:
    notice = read_notice(FOLDER / "en_printout.txt").notice
    assert notice.sources["charges[0].max_penalty"][0].page == "line 33"
    assert notice.sources["charges[0].max_penalty"][0].quote == "15 years' imprisonment"


def test_an_ambiguous_date_is_reported_and_not_set() -> None:
    record = read_text("RED NOTICE\nRequesting country: Peru\nDate of publication: 03/04/2015")
    reading = next(field for field in record.fields if field.path == "notice_date")
    assert record.notice is not None
    assert record.notice.notice_date is None
    assert reading.certainty == "ambiguous"
    assert reading.value == ("2015-04-03", "2015-03-04")


def test_values_stated_twice_must_agree() -> None:
    text = "Requesting country: Peru\nPublished on: 3 May 2015\nDate of publication: 4 May 2015\n"
    record = read_text("RED NOTICE\n" + text)
    assert "notice_date" not in record.facts
    assert any("two places" in field.note for field in record.fields)


def test_the_summary_only_proposes() -> None:
    record = read_text(
        "RED NOTICE\nRequesting country: Peru\nSummary of the facts: In May 2015 he was convicted "
        "in absentia, fled, and the court imposed 5 years.\n"
    )
    paths = {proposal.path for proposal in record.proposals}
    assert {"in_absentia", "left_country", "alleged_offence_date"} <= paths
    assert set(record.facts) == {"issuing_country", "instrument"}


def test_a_field_that_is_not_known_ends_the_one_before() -> None:
    record = read_text(
        "RED NOTICE\nRequesting country: Peru\nCharge: Theft\nNumber of victims: 3\nSex: M\n"
    )
    assert record.facts["charges"][0]["text"] == "Theft"
    assert record.unplaced[0].words == "Number of victims: 3"


def test_a_text_without_headings_is_no_notice() -> None:
    record = read_text("Dear Sir,\nthank you for your letter.")
    assert record.notice is None
    assert record.problem is not None
    assert "issuing_country" in str(record.problem)
    assert record.warnings


def test_a_blue_notice_gets_a_warning() -> None:
    record = read_text("BLUE NOTICE\nRequesting country: Peru")
    assert "instrument" not in record.facts
    assert "another colour" in record.warnings[0]


def test_the_judge_named_beside_the_court_is_left_out() -> None:
    record = read_text(
        "RED NOTICE\nRequesting country: Peru\nArrest warrant: No. 7/2015 issued on 3 May 2015 by "
        "Judge A. Fableman of the District Court of Lima\n"
    )
    assert record.facts["warrant"]["authority"] == "Judge of the District Court of Lima"
    assert "fableman" not in everything(record).casefold()
