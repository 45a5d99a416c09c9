"""The PDF's structure: what PDF/A-3a and PDF/UA-1 ask for, as far as it can be seen from outside.

typst checks both standards when it compiles; these tests look at the result with another reader.
"""

from __future__ import annotations

import io
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import pypdf
import pytest

import redrisk
from redrisk.errors import InvalidInput
from redrisk.report import fonts
from redrisk.report.to_pdf import FAMILIES, UncoveredCharacters
from tests.report.helpers import NAMES, assessment, made, written


def reader(name: str, **options: Any) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(written("pdf", name, **options)))


def elements(node: Any) -> list[Any]:
    """The structure tree's elements, depth first."""
    node = node.get_object()
    if isinstance(node, list):
        return [found for child in node for found in elements(child)]
    if not isinstance(node, dict) or "/S" not in node:
        return []
    return [node, *(elements(node["/K"]) if "/K" in node else [])]


@pytest.mark.parametrize("name", NAMES)
def test_it_claims_both_standards_and_has_what_they_ask_for(name: str) -> None:
    pdf = reader(name, forum="us_federal")
    root: Any = pdf.trailer["/Root"]
    packet = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in packet
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in packet
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/OutputIntents"]
    assert "/Encrypt" not in pdf.trailer
    identity: Any = pdf.trailer["/ID"]
    assert len(identity) == 2
    assert "/OpenAction" not in root
    assert "/AA" not in root
    assert "/JavaScript" not in root.get("/Names", {})


@pytest.mark.parametrize("name", ["duralev_v_garland", "long"])
def test_it_is_tagged_with_headings_tables_lists_and_figures(name: str) -> None:
    pdf = reader(name)
    root: Any = pdf.trailer["/Root"]
    tree = root["/StructTreeRoot"]
    found = elements(tree["/K"])
    kinds = Counter(element["/S"] for element in found)
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/L", "/LI", "/Figure"} <= set(kinds)
    for element in found:
        if element["/S"] == "/Figure":
            assert len(str(element["/Alt"])) > 20
    assert kinds["/H1"] >= len(made(name).document.sections)
    for page in pdf.pages:
        assert str(page["/Tabs"]) == "/S"


@pytest.mark.parametrize("name", NAMES)
def test_every_font_is_embedded_and_maps_to_unicode(name: str) -> None:
    for page in reader(name).pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            face = font.get_object()
            assert "/ToUnicode" in face
            below = face["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(below)


def test_bookmarks_follow_the_sections() -> None:
    pdf = reader("duralev_v_garland")
    titles = [item.title for item in pdf.outline if not isinstance(item, list)]
    sections = made("duralev_v_garland").document.sections
    assert titles == [f"{section.number}. {section.title}" for section in sections]


@pytest.mark.parametrize("name", NAMES)
def test_page_1_is_one_page_with_reference_and_page_count(name: str) -> None:
    pdf = reader(name)
    first, second = (pdf.pages[i].extract_text() for i in (0, 1))
    assert "The weightiest facts, each way" in first
    assert "Contents" in second
    assert f"of {len(pdf.pages)}" in first
    assert pdf.metadata is not None
    assert pdf.metadata.title == made(name).document.title
    if name == "duralev_v_garland":
        assert "Reference: Duralev v. Garland" in second


def test_attachments_say_what_they_are() -> None:
    root: Any = reader("empty").trailer["/Root"]
    files = [entry.get_object() for entry in root["/AF"]]
    assert {file["/F"] for file in files} == {"redrisk-record.json", "redrisk-options.json"}
    assert {file["/AFRelationship"] for file in files} == {"/Source", "/Supplement"}
    assert all(file["/Desc"] for file in files)


def test_hostile_text_is_printed_and_not_obeyed() -> None:
    said = "".join(page.extract_text() for page in reader("hostile").pages).replace("\n", "")
    said = said.replace("\u200b", "")
    assert "root:" not in said
    assert '#read("/etc/passwd")' in said
    assert "*bold*" in said


def test_a_character_without_a_picture_is_shown_by_its_number(tmp_path: Path) -> None:
    result = redrisk.score({"issuing_country": "CN", "reference": "案 \U00012000"})
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        path = redrisk.appendix(result, tmp_path / "a.pdf", length="short")
    assert [w.category for w in caught] == [UncoveredCharacters]
    assert "redrisk[fonts]" in str(caught[0].message)
    pages = pypdf.PdfReader(path).pages
    assert "‹U+12000›" in pages[0].extract_text()
    said = " ".join(page.extract_text() for page in pages[:2]).replace("\n", " ")
    assert "have no picture in the fonts used here" in " ".join(said.split())


@pytest.mark.parametrize("text", ["Latin ß ő", "Кириллица ї", "Ελληνικά", "العربية ٣", "עברית"])
def test_shipped_fonts_cover_the_scripts_that_are_promised(text: str) -> None:
    folder = fonts.folders(())[0]
    covered = frozenset().union(*(fonts.covered_by(path) for path in fonts.fonts_in(folder)))
    assert not fonts.without_pictures(text, covered)


def test_shipped_fonts_have_a_licence_and_stay_small() -> None:
    folder = fonts.folders(())[0]
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")
    files = fonts.fonts_in(folder)
    assert sum(path.stat().st_size for path in files) < 6_000_000
    assert set(FAMILIES) <= {fonts.family_of(path) for path in files}


def test_our_reading_of_a_font_agrees_with_fonttools() -> None:
    ttlib = pytest.importorskip("fontTools.ttLib")
    for path in fonts.fonts_in(fonts.folders(())[0]):
        theirs = set(ttlib.TTFont(path).getBestCmap())
        assert theirs <= fonts.covered_by(path)


def test_a_folder_of_fonts_that_is_none_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="font_paths"):
        redrisk.appendix(assessment("empty"), tmp_path / "a.pdf", font_paths=[tmp_path / "no"])
    (tmp_path / "bad.ttf").write_bytes(b"\x00\x01\x00\x00rubbish")
    with pytest.raises(InvalidInput, match=r"bad\.ttf"):
        redrisk.appendix(assessment("empty"), tmp_path / "a.pdf", font_paths=[tmp_path])
