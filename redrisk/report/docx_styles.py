"""The styles of a Word appendix: a firm's own where its template has them, ours otherwise."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redrisk.contents import content_of
from redrisk.errors import InvalidInput, MissingExtra, Problem
from redrisk.report.docx_xml import TABLE_STYLE

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

MOST_BYTES = 50_000_000
KEPT_RELATIONS = frozenset(
    {
        "styles",
        "numbering",
        "settings",
        "theme",
        "fontTable",
        "webSettings",
        "header",
        "footer",
        "footnotes",
        "endnotes",
    }
)
"""Parts of a template that are kept; all else, and all that could run or fetch, is dropped."""

BODY, HEADINGS = "Times New Roman", "Arial"


def opened(template: Path | None) -> WordDocument:
    """An empty Word document with the styles of the template, or with ours.

    Raises
    ------
    MissingExtra
        If python-docx is not installed.
    InvalidInput
        If the template is no .docx, holds macros, or is too large.
    """
    try:
        import docx
    except ImportError:
        raise MissingExtra("DOCX", "appendix") from None
    if template is None:
        document = docx.Document()
        _our_look(document)
    else:
        document = docx.Document(io.BytesIO(_checked(template)))
        _emptied(document)
    _complete(document)
    return document


def _checked(template: Path) -> bytes:
    content = content_of(template, MOST_BYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            size = sum(info.file_size for info in package.infolist())
            types = package.read("[Content_Types].xml")
    except Exception:  # whatever zipfile and its unpackers make of a damaged one
        raise _invalid(template, "is no Word document (.docx); save it as .docx") from None
    if size > MOST_BYTES:
        raise _invalid(
            template, f"unpacks to more than {MOST_BYTES // 1_000_000} MB; take pictures out of it"
        )
    if b"macroEnabled" in types or any("vbaProject" in name for name in names):
        raise _invalid(template, "holds macros; save it as .docx without them")
    if b"wordprocessingml.document.main+xml" not in types:
        raise _invalid(template, "is no Word document (.docx); a .dotx must be saved as .docx")
    return content


def unusable(template: Path) -> InvalidInput:
    """The error for a template that is not as Word writes it."""
    return _invalid(template, "its parts are not as Word writes them; save it in Word again")


def _invalid(template: Path, message: str) -> InvalidInput:
    return InvalidInput([Problem("template", message)], str(template))


def _emptied(document: Any) -> None:
    """Drop the template's text, and every part that could run or fetch something."""
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    for owner in (document.part, *_parts(document.part)):
        for key, relation in list(owner.rels.items()):
            kind = relation.reltype.rpartition("/")[2]
            inner = owner is not document.part
            if relation.is_external or (not inner and kind not in KEPT_RELATIONS):
                owner.rels.pop(key)
    _without_links(document)


def _parts(main: Any) -> list[Any]:
    return [rel.target_part for rel in main.rels.values() if not rel.is_external]


def _without_links(document: Any) -> None:
    """Take the marks off that pointed to what was dropped."""
    from docx.oxml.ns import qn

    settings = document.settings.element
    for name in ("w:attachedTemplate", "w:mailMerge", "w:linkStyles"):
        for mark in settings.findall(qn(name)):
            settings.remove(mark)
    for section in document.sections:
        for part in (section.header, section.footer):
            if part.is_linked_to_previous:
                continue
            for mark in part._element.iter(qn("w:hyperlink")):  # noqa: SLF001
                mark.attrib.pop(qn("r:id"), None)


def _our_look(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    sizes = {"Normal": 10, "Title": 16, "Heading 1": 14, "Heading 2": 11, "Heading 3": 10}
    for name, size in {**sizes, "Caption": 9, "List Bullet": 10}.items():
        style = document.styles[name]
        font = HEADINGS if name.startswith(("Head", "Title", "Cap")) else BODY
        _sized(style, size)
        style.font.name = font
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            if "Theme" in key:
                del fonts.attrib[key]
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(kind), font)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    document.styles["Normal"].paragraph_format.line_spacing = 1.0
    document.styles["List Bullet"].paragraph_format.space_after = Pt(1)
    for name in ("Heading 1", "Heading 2"):
        document.styles[name].paragraph_format.space_before = Pt(14 if name[-1] == "1" else 8)
        document.styles[name].paragraph_format.space_after = Pt(3)
    document.styles["Caption"].font.bold = document.styles["Title"].font.bold = True
    title = document.styles["Title"].element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)


def _sized(style: Any, size: float) -> None:
    """The size, for scripts from left to right and from right to left."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.size = Pt(size)
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    mark = properties.makeelement(qn("w:szCs"), {qn("w:val"): str(int(size * 2))})
    properties.find(qn("w:sz")).addnext(mark)


def _complete(document: Any) -> None:
    """Add the styles that are missing."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    known = {style.name for style in document.styles}
    by_id = {style.style_id for style in document.styles}
    for name, size, bold in (
        ("Title", 16, True),
        ("Heading 1", 14, True),
        ("Heading 2", 11, True),
        ("Caption", 9, True),
        ("List Bullet", 10, False),
        ("toc 1", 10, False),
    ):
        if name not in known and name.title().replace("Toc", "TOC") not in known:
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = document.styles["Normal"] if "Normal" in known else None
            style.font.size, style.font.bold = Pt(size), bold
            style.paragraph_format.space_after = Pt(2)
    if TABLE_STYLE not in by_id:
        style = document.styles.add_style("Redrisk Table Text", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"] if "Normal" in known else None
        _sized(style, 8.5)
        style.paragraph_format.space_after = Pt(1)
        style.paragraph_format.space_before = Pt(1)


def style_id(document: Any, name: str) -> str:
    """The id under which a document knows a style."""
    for style in document.styles:
        if style.name.lower() == name.lower():
            found: str = style.style_id
            return found
    return "Normal"
