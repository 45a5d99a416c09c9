from __future__ import annotations

import dataclasses
import io
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx
import pypdf
import pytest

import redrisk
from redrisk.errors import InvalidInput
from redrisk.persistence import load_model
from redrisk.report import opc
from redrisk.report.record import canonical, carried
from redrisk.report.verify import format_of_content, verify
from redrisk.report.writers import writer
from redrisk.report.xlsx_record import sheet_names
from tests.report.helpers import FORMATS, assessment, made, saved, written

NAME = "duralev_v_garland"


@pytest.mark.parametrize("form", FORMATS)
def test_an_untouched_file_is_identical_byte_for_byte(form: str, tmp_path: Path) -> None:
    found = verify(saved(tmp_path, form, NAME, forum="us_federal", date="2026-11-24"))
    assert found.same
    assert found.format == form
    assert len([text for text in found.verified if "byte for byte" in text]) == 2


@pytest.mark.parametrize("form", FORMATS)
def test_a_changed_name_of_the_file_does_not_matter(form: str, tmp_path: Path) -> None:
    path = saved(tmp_path, form, NAME)
    assert verify(path.rename(tmp_path / "renamed.bin")).same
    assert format_of_content(written(form, NAME)) == form


def forged(form: str, change: Mapping[str, object], *, rehash: bool) -> bytes:
    """A file whose record was changed; with ``rehash`` the hash beside it too."""
    record = json.loads(assessment(NAME).to_json())
    for path, value in change.items():
        place = record
        *above, last = path.split(".")
        for key in above:
            place = place[key]
        place[last] = value
    whole = made(NAME)
    text = canonical(record)
    carrying = carried(text, whole.options.plain())
    if not rehash:
        carrying = dataclasses.replace(carrying, options=whole.carried.options)
    return writer(form).write(dataclasses.replace(whole, carried=carrying))


@pytest.mark.parametrize("form", FORMATS)
def test_an_altered_record_is_caught_by_its_hash(form: str, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(forged(form, {"points": 99}, rehash=False))
    found = verify(path)
    assert not found.same
    assert "altered after the file was written" in found.findings[0]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"points": 13, "reported_points": 13}, "numbers altered"),
        ({"notice.political_profile": False}, "numbers altered"),
        ({"notice.issuing_country": "FR"}, "altered"),
        ({"prior.value": 0.9}, "numbers altered"),
        ({"reference": "another"}, "facts altered"),
    ],
)
def test_a_forged_record_is_caught_by_computing_it_again(
    form: str, change: dict[str, object], kind: str, tmp_path: Path
) -> None:
    path = tmp_path / "a"
    path.write_bytes(forged(form, change, rehash=True))
    found = verify(path)
    assert not found.same
    assert kind in found.findings[0]


def test_a_fact_that_no_number_shows_is_caught_by_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    change = {"reference": "Other v. Name", "notice.reference": "Other v. Name"}
    path.write_bytes(forged("md", change, rehash=True))
    found = verify(path)
    assert not found.same
    assert "altered or removed" in " ".join(found.findings)


@pytest.mark.parametrize("form", FORMATS)
def test_another_model_is_named_and_nothing_guessed(form: str, tmp_path: Path) -> None:
    hashes = {**load_model().hashes, "card.json": "0" * 64}
    path = tmp_path / "a"
    path.write_bytes(
        forged(form, {"model.hashes": hashes, "model.name": "older card"}, rehash=True)
    )
    found = verify(path)
    assert not found.same
    assert "names the model 'older card'" in found.findings[0]
    assert "Nothing was computed" in found.findings[0]


def test_the_named_model_may_be_given(tmp_path: Path) -> None:
    path = saved(tmp_path, "md", NAME)
    assert verify(path, load_model()).same
    with pytest.raises(redrisk.RedriskError):
        verify(path, tmp_path / "no model here")


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_any_changed_byte_of_the_record_is_caught(form: str, tmp_path: Path) -> None:
    content = written(form, NAME)
    at = content.find(b'"charge_after_dissent')
    for offset in range(0, 400, 37):
        changed = bytearray(content)
        changed[at + offset] ^= 1
        path = tmp_path / "a"
        path.write_bytes(bytes(changed))
        assert not verify(path).same, offset


@pytest.mark.parametrize("form", FORMATS)
def test_a_cut_file_has_no_record(form: str, tmp_path: Path) -> None:
    path = tmp_path / "a"
    content = written(form, NAME)
    path.write_bytes(content[: len(content) // 2])
    found = verify(path)
    assert not found.same
    assert found.findings


@pytest.mark.parametrize(
    "content", [b"", b"x", b"PK", b"%PDF-1.7", b"{", b"[1]", b"<html>", b"\xff"]
)
def test_rubbish_is_no_appendix(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    assert not verify(path).same


def test_a_file_that_is_missing_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="can't be read"):
        verify(tmp_path / "none.pdf")


def test_an_altered_number_in_the_text_is_found(tmp_path: Path) -> None:
    path = saved(tmp_path, "md", NAME)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("| Points | +12 |", "| Points | +2 |"), encoding="utf-8")
    found = verify(path)
    assert not found.same
    assert "| Points | +12 |" in " ".join(found.findings)


def test_text_added_by_the_expert_is_allowed_and_reported(tmp_path: Path) -> None:
    path = saved(tmp_path, "md", NAME)
    text = path.read_text(encoding="utf-8")
    place = re.search(r"> \*\*\[For the expert to write\]\*\* Conflicts of interest\.", text)
    assert place is not None
    text = text.replace(place[0], "None.").replace("## 2.", "A sentence of my own.\n\n## 2.", 1)
    path.write_text(text, encoding="utf-8")
    found = verify(path)
    assert found.same
    assert "2 line(s) were added or filled in" in found.notes[0]


def test_a_word_file_edited_and_saved_by_another_program(tmp_path: Path) -> None:
    path = saved(tmp_path, "docx", NAME)
    word = docx.Document(str(path))
    word.add_paragraph("I have read Part 35.")
    word.save(str(path))
    assert verify(path).same
    cell = next(c for t in word.tables for r in t.rows for c in r.cells if c.text == "+12")
    cell.paragraphs[0].runs[0].text = "+2"
    word.save(str(path))
    found = verify(path)
    assert not found.same
    assert "'+12'" in " ".join(found.findings)


def rezipped(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def test_a_workbook_packed_anew_is_the_same_and_one_with_another_point_is_not(
    tmp_path: Path,
) -> None:
    parts = opc.parts_of(written("xlsx", NAME))
    path = rezipped(tmp_path / "a.xlsx", parts)
    assert verify(path).same
    place = f"xl/worksheets/sheet{sheet_names(parts).index('Card') + 1}.xml"
    parts[place], count = re.subn(rb'(<c r="I2"[^>]*><v>)-3', rb"\g<1>9", parts[place])
    assert count == 1
    found = verify(rezipped(path, parts))
    assert not found.same
    assert "Card" in " ".join(found.findings)


def test_a_stamped_pdf_still_verifies(tmp_path: Path) -> None:
    pdf = pypdf.PdfWriter(clone_from=io.BytesIO(written("pdf", NAME, length="short")))
    pdf.add_metadata({"/Keywords": "bundle"})
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        pdf.write(file)
    found = verify(path)
    assert found.same, found.findings
    assert "nothing of it was altered" in found.verified[-1]


def test_a_record_of_a_newer_form_is_named(tmp_path: Path) -> None:
    path = saved(tmp_path, "md", NAME)
    text = path.read_text(encoding="utf-8").replace('{"format":1,', '{"format":9,')
    path.write_text(text, encoding="utf-8")
    assert "has form 9; this version reads 1" in verify(path).findings[0]


def test_a_workbook_with_entities_is_refused(tmp_path: Path) -> None:
    parts = opc.parts_of(written("xlsx", NAME))
    parts["xl/workbook.xml"] = b'<!DOCTYPE a [<!ENTITY b "c">]>' + parts["xl/workbook.xml"]
    assert not verify(rezipped(tmp_path / "a.xlsx", parts)).same


def test_a_case_verifies_as_it_stood_before_its_decision(tmp_path: Path) -> None:
    case = {
        "case_id": "KZ-2015-01",
        "notice": {"issuing_country": "KZ", "interpol_history": [{"decision": "refused"}]},
        "outcome": {"label": "rejected", "decided_by": "interpol_ccf", "date": "2019"},
    }
    result = redrisk.score(case, prior="complaint")
    assert verify(redrisk.appendix(result, tmp_path / "a.json")).same


@pytest.mark.parametrize("prior", [0.2, "screened", "even"])
def test_any_prior_verifies(prior: str | float, tmp_path: Path) -> None:
    result = redrisk.score({"issuing_country": "KZ"}, prior=prior)
    assert verify(redrisk.appendix(result, tmp_path / "a.md", length="short")).same
