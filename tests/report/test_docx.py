from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.shared import RGBColor

import redrisk
from redrisk.errors import InvalidInput
from redrisk.report import opc, to_docx
from redrisk.report.docx_xml import TABLE_STYLE, paragraph
from redrisk.report.verify import verify
from tests.report.helpers import HOSTILE, NAMES, assessment, made, written

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize("name", NAMES)
def test_styles_captions_header_rows_and_alt_texts_are_real(name: str) -> None:
    content = written("docx", name)
    word = docx.Document(io.BytesIO(content))
    styles = [part.style.name for part in word.paragraphs if part.style]
    sections = made(name).document.sections
    assert styles.count("Heading 1") == len(sections)
    assert {"Title", "Heading 2", "Caption", "List Bullet"} <= set(styles)
    for table in word.tables:
        assert table.rows[0]._tr.find(f"{WORD}trPr/{WORD}tblHeader") is not None
    body = word.element.xml
    assert len(re.findall("<pic:pic", body)) == len(re.findall('descr="[^"]{20,}', body))


def test_contents_and_page_numbers_are_fields() -> None:
    parts = opc.parts_of(written("docx", "duralev_v_garland"))
    main = parts["word/document.xml"].decode()
    assert 'TOC \\o "1-1"' in main
    anchors = re.findall(r'w:anchor="(_Toc\d+)"', main)
    assert anchors == re.findall(r'w:name="(_Toc\d+)"', main)
    footer = next(text.decode() for name, text in parts.items() if "footer" in name)
    assert " PAGE " in footer
    assert " NUMPAGES " in footer
    header = next(text.decode() for name, text in parts.items() if "header" in name)
    assert "Duralev v. Garland" in header


@pytest.mark.parametrize("name", NAMES)
def test_every_part_is_well_formed(name: str) -> None:
    for part, content in opc.parts_of(written("docx", name)).items():
        if part.endswith((".xml", ".rels")):
            ET.fromstring(content)  # noqa: S314


def test_hostile_text_stays_text() -> None:
    word = docx.Document(io.BytesIO(written("docx", "hostile")))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    shown = next(text for text in cells if text.startswith("</script>") and len(text) > 450)
    assert "‹U+0000›‹U+0001›" in shown
    assert "‹U+202E›evil‹U+202C›" in shown
    assert '#read("/etc/passwd")' in shown
    assert len(shown) > len(HOSTILE) * 0.9


def test_a_firms_template_lends_its_styles_and_header(tmp_path: Path) -> None:
    template = _simple_template(tmp_path)
    result = assessment("duralev_v_garland")
    path = redrisk.appendix(result, tmp_path / "a.docx", template=template)
    word = docx.Document(str(path))
    assert word.styles["Heading 1"].font.color.rgb == RGBColor(0x12, 0x34, 0x56)
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "Our old text" not in text
    assert "Quote this:" in text
    header = "\n".join(paragraph.text for paragraph in word.sections[0].header.paragraphs)
    assert "Firm & Partners" in header
    assert "Duralev" in header
    assert TABLE_STYLE in {style.style_id for style in word.styles}
    assert verify(path).same
    again = redrisk.appendix(result, tmp_path / "b.docx", template=template)
    assert again.read_bytes() == path.read_bytes()


def _simple_template(folder: Path) -> Path:
    word = docx.Document()
    word.styles["Heading 1"].font.color.rgb = RGBColor(0x12, 0x34, 0x56)
    word.add_paragraph("Our old text, which must go")
    word.sections[0].header.paragraphs[0].text = "Firm & Partners"
    path = folder / "firm.docx"
    word.save(str(path))
    return path


def _altered(path: Path, changes: dict[str, tuple[bytes, bytes]], more: dict[str, bytes]) -> Path:
    parts = opc.parts_of(path.read_bytes())
    for name, (old, new) in changes.items():
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new)
    with zipfile.ZipFile(path, "w") as package:
        for name, content in {**parts, **more}.items():
            package.writestr(name, content)
    return path


def test_nothing_in_a_template_is_run_or_fetched(tmp_path: Path) -> None:
    relation = (
        b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/%s" Target="http://example.org/x" TargetMode="External"/></Relationships>'
    )
    template = _altered(
        _simple_template(tmp_path),
        {"word/_rels/document.xml.rels": (b"</Relationships>", relation % b"image")},
        {
            "word/_rels/settings.xml.rels": (
                b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/'
                b'package/2006/relationships">' + relation % b"attachedTemplate"
            )
        },
    )
    path = redrisk.appendix(assessment("empty"), tmp_path / "a.docx", template=template)
    everything = b"".join(opc.parts_of(path.read_bytes()).values())
    assert b"example.org/x" not in everything


def test_a_template_with_macros_is_refused(tmp_path: Path) -> None:
    template = _altered(_simple_template(tmp_path), {}, {"word/vbaProject.bin": b"x"})
    with pytest.raises(InvalidInput, match="holds macros"):
        redrisk.appendix(assessment("empty"), tmp_path / "a.docx", template=template)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"%PDF-1.7"])
def test_a_template_that_is_no_word_file_is_refused(tmp_path: Path, content: bytes) -> None:
    template = tmp_path / "t.docx"
    template.write_bytes(content)
    with pytest.raises(InvalidInput, match="is no Word document"):
        redrisk.appendix(assessment("empty"), tmp_path / "a.docx", template=template)
    with pytest.raises(InvalidInput, match="can't be read"):
        redrisk.appendix(assessment("empty"), tmp_path / "a.docx", template=tmp_path / "none.docx")


def test_a_bare_template_gets_the_styles_that_it_lacks(tmp_path: Path) -> None:
    word = docx.Document()
    for name in ("Title", "Heading 1", "Heading 2", "Caption", "List Bullet"):
        element = word.styles[name].element
        element.getparent().remove(element)
    template = tmp_path / "bare.docx"
    word.save(str(template))
    path = redrisk.appendix(assessment("long"), tmp_path / "a.docx", template=template)
    found = docx.Document(str(path))
    names = [paragraph.style.name for paragraph in found.paragraphs if paragraph.style]
    assert names.count("Heading 1") > 10


ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd",
    "tabs", "bidi", "spacing", "ind", "jc", "rPr", "sectPr",
)  # fmt: skip
"""Word's order of a paragraph's properties, as far as they are used."""


@pytest.mark.parametrize("name", NAMES)
def test_properties_stand_in_words_order(name: str) -> None:
    title = "تهمة " * 5
    whole = made(name, title=title, author_block=title, forum="ccf")
    main = opc.parts_of(to_docx.write(whole))["word/document.xml"]
    for properties in ET.fromstring(main).iter(f"{WORD}pPr"):  # noqa: S314
        places = [ORDER.index(child.tag.removeprefix(WORD)) for child in properties]
        assert places == sorted(places)


def test_the_mark_for_right_to_left_stands_in_its_place() -> None:
    made_ = paragraph("Normal", "", '<w:tabs/><w:spacing w:after="20"/><w:ind/>', rtl=True)
    assert made_.endswith('<w:tabs/><w:bidi/><w:spacing w:after="20"/><w:ind/></w:pPr></w:p>')
    assert "<w:pBdr/><w:bidi/></w:pPr>" in paragraph("Normal", "", "<w:pBdr/>", rtl=True)
