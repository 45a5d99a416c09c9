"""The appendix as a Word document with real styles, fields and repeated header rows."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from redrisk._version import __version__
from redrisk.errors import RedriskError
from redrisk.report import docx_xml as xml
from redrisk.report import opc
from redrisk.report.blocks import Block, Bullets, Code, Figure, Paragraph, Place, Subheading, Table
from redrisk.report.clean import is_right_to_left
from redrisk.report.docx_styles import opened, style_id, unusable
from redrisk.report.made import Made
from redrisk.report.pictures import png
from redrisk.report.record import Carried
from redrisk.report.svg import cut

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

TWIPS_PER_EMU = 635
POINTS_PER_TWIP = 0.05
HEADER_LETTERS = 70
INDENT = 680
"""Of a numbered paragraph, in twentieths of a point."""


def write(made: Made) -> bytes:
    """A .docx file; in the styles of the template, if there is one.

    Raises
    ------
    MissingExtra
        If python-docx or typst is not installed.
    InvalidInput
        If the template can't be used.
    """
    try:
        return _written(made)
    except Exception as error:
        # Whatever python-docx makes of a package that was damaged, or made to do harm.
        if made.template is None or isinstance(error, RedriskError):
            raise
        raise unusable(made.template) from None


def _written(made: Made) -> bytes:
    word = opened(made.template)
    _Writer(word, made).write()
    _properties(word, made)
    out = io.BytesIO()
    word.save(out)
    parts = opc.record_parts(out.getvalue(), "word/document.xml", made.carried)
    return opc.with_fixed_stamps(out.getvalue(), made.options.stamp, parts)


def read(content: bytes) -> Carried:
    """The record and options of such a file.

    Raises
    ------
    NoRecord
        If it holds none.
    """
    return opc.read_record(content)


def _properties(word: WordDocument, made: Made) -> None:
    core = word.core_properties
    stamp = made.options.stamp.replace(tzinfo=None)
    core.title = made.document.title[:255]
    core.author = core.last_modified_by = core.comments = core.keywords = ""
    core.subject = made.document.reference[:255]
    core.language = "en"
    core.revision = 1
    core.created = core.modified = core.last_printed = stamp


class _Writer:
    """Adds block after block to the end of a Word document."""

    def __init__(self, word: WordDocument, made: Made) -> None:
        self.word, self.made = word, made
        self.body: Any = word.element.body
        section = word.sections[-1]
        emu = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
        self.width = int(emu) // TWIPS_PER_EMU
        self.ids = {
            name: style_id(word, name)
            for name in ("Title", "Heading 1", "Heading 2", "Caption", "List Bullet", "toc 1")
        }

    def write(self) -> None:
        """The whole document."""
        document = self.made.document
        self._add(self._text("Title", document.title))
        for line in document.author_block:
            self._add(self._text("Normal", line))
        for name, value in document.particulars:
            rtl = is_right_to_left(value)
            self._add(
                xml.paragraph(
                    "Normal",
                    xml.run(name, bold=True) + xml.tab() + xml.run(value, rtl=rtl),
                    '<w:tabs><w:tab w:val="left" w:pos="1700"/></w:tabs>'
                    '<w:spacing w:after="20"/><w:ind w:left="1700" w:hanging="1700"/>',
                )
            )
        for position, section in enumerate(document.sections):
            if position == 1:
                self._contents()
            title = f"{section.number}. {section.title}"
            runs = xml.bookmarked(position + 1, self._anchor(position), xml.run(title))
            self._add(xml.paragraph(self.ids["Heading 1"], runs, "<w:keepNext/>"))
            for block in section.blocks:
                self._block(block)
        self._header_and_footer()

    @staticmethod
    def _anchor(position: int) -> str:
        return f"_Toc{position + 1:08d}"

    def _contents(self) -> None:
        entries = [
            (self._anchor(i), f"{section.number}. {section.title}")
            for i, section in enumerate(self.made.document.sections)
        ]
        self._add(
            xml.paragraph(
                "Normal",
                xml.run("Contents", bold=True),
                '<w:keepNext/><w:pageBreakBefore/><w:spacing w:after="80"/>',
            )
        )
        for entry in xml.contents(self.ids["toc 1"], entries):
            self._add(entry)

    def _add(self, text: str) -> None:
        from docx.oxml import parse_xml

        self.body.insert(len(self.body) - 1, parse_xml(text))

    def _text(self, style: str, text: str, properties: str = "") -> str:
        rtl = is_right_to_left(text)
        return xml.paragraph(
            self.ids.get(style, style), xml.run(text, rtl=rtl), properties, rtl=rtl
        )

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._paragraph(block)
            case Subheading():
                self._add(self._text("Heading 2", block.text, "<w:keepNext/>"))
            case Bullets():
                for item in block.items:
                    self._add(self._text("List Bullet", item))
            case Place():
                runs = xml.run("For the expert to write: ", bold=True) + xml.run(block.text)
                self._add(xml.paragraph("Normal", runs, _BOX.format(val="dashed") + _BOX_INDENT))
            case Code():
                for line in block.text.split("\n"):
                    self._add(self._text("Normal", line, _CODE))
            case Table():
                self._table(block)
            case Figure():
                self._figure(block)

    def _paragraph(self, block: Paragraph) -> None:
        rtl = is_right_to_left(block.text)
        runs = xml.run(block.text, rtl=rtl)
        if block.lead:
            runs = xml.run(f"{block.lead} ", bold=True) + runs
        properties = _BOX.format(val="single") if block.kind == "quote" else ""
        if block.number:
            runs = xml.run(block.number) + xml.tab() + runs
            properties += (
                f'<w:tabs><w:tab w:val="left" w:pos="{INDENT}"/></w:tabs>'
                f'<w:ind w:left="{INDENT}" w:right="100" w:hanging="{INDENT - 100}"/>'
            )
        self._add(xml.paragraph("Normal", runs, properties))

    def _table(self, block: Table) -> None:
        if block.caption:
            words = f"Table {block.number}. {block.caption}"
            self._add(self._text("Caption", words, "<w:keepNext/>"))
        self._add(xml.table(block, self.width))
        self._add(xml.paragraph("Normal", "", '<w:spacing w:after="60" w:line="120"/>'))

    def _figure(self, block: Figure) -> None:
        from docx.shared import Twips

        most = self.width * POINTS_PER_TWIP
        holder = self.word.add_paragraph()
        holder.paragraph_format.keep_with_next = True
        picture = holder.add_run().add_picture(
            io.BytesIO(png(block, most)), width=Twips(self.width)
        )
        properties = picture._inline.docPr  # noqa: SLF001  (python-docx has no call for it)
        properties.set("descr", block.alt)
        properties.set("title", f"Figure {block.number}")
        self._add(self._text("Caption", f"Figure {block.number}. {block.caption}"))

    def _header_and_footer(self) -> None:
        from docx.oxml import parse_xml

        document = self.made.document
        right = f'<w:tabs><w:tab w:val="right" w:pos="{self.width}"/></w:tabs>'
        reference = cut(document.reference, HEADER_LETTERS)
        shown = f"Reference: {reference}" if reference else ""
        top = xml.paragraph("Normal", xml.run(shown) + xml.tab() + xml.run("Appendix"), right)
        bottom = xml.paragraph(
            "Normal",
            xml.run(f"redrisk {__version__}, {self.made.assessment.model.name}")
            + xml.tab()
            + xml.run("Page ")
            + xml.field("PAGE", "1")
            + xml.run(" of ")
            + xml.field("NUMPAGES", "1"),
            right,
        )
        section = self.word.sections[-1]
        for part, text in ((section.header, top), (section.footer, bottom)):
            element: Any = part._element  # noqa: SLF001  (python-docx has no call for it)
            for empty in list(element):
                if not "".join(empty.itertext()).strip() and not len(empty.xpath(".//w:drawing")):
                    element.remove(empty)
            element.append(parse_xml(text))


_BOX = (
    "<w:pBdr>"
    + "".join(
        f'<w:{side} w:val="{{val}}" w:sz="8" w:space="4" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right")
    )
    + "</w:pBdr>"
)
_BOX_INDENT = '<w:ind w:left="100" w:right="100"/>'
_CODE = (
    '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/><w:spacing w:after="0"/>'
    '<w:ind w:left="200"/>'
)
