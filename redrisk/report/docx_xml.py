"""Word's XML for what python-docx has no call for: fields, bookmarks, repeated header rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from redrisk.report.blocks import Row, Table
from redrisk.report.clean import is_right_to_left

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TABLE_STYLE, CAPTION_STYLE = "RedriskTableText", "Caption"
LONG_ROW = 500
"""Letters in a row's longest cell from which on it may break across pages."""


def run(text: str, *, bold: bool = False, rtl: bool = False) -> str:
    """A run of text; spaces are kept."""
    marks = ("<w:b/><w:bCs/>" if bold else "") + ("<w:rtl/>" if rtl else "")
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def tab() -> str:
    """A tabulator."""
    return "<w:r><w:tab/></w:r>"


def field(code: str, shown: str, *, dirty: bool = False) -> str:
    """A field with what it shows until it is worked out."""
    stale = ' w:dirty="true"' if dirty else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{stale}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(style: str, runs: str, properties: str = "", *, rtl: bool = False) -> str:
    """A paragraph of a style; ``properties`` are Word's own, in Word's order."""
    if rtl:
        at = _AFTER_BIDI.search(properties)
        place = at.start() if at else len(properties)
        properties = f"{properties[:place]}<w:bidi/>{properties[place:]}"
    return f'<w:p {W}><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


_AFTER_BIDI = re.compile("<w:(spacing|ind|jc)[ /]")
"""Properties that stand after the mark for right to left."""


def bookmarked(number: int, name: str, runs: str) -> str:
    """Runs that can be pointed to."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'
    )


def contents(style: str, entries: Sequence[tuple[str, str]]) -> list[str]:
    """A table of contents: a field, with entries that stand until Word works it out."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    made = []
    for position, (name, text) in enumerate(entries):
        start = "" if position else begin
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if position == len(entries) - 1 else ""
        link = f'<w:hyperlink w:anchor="{name}" w:history="1">{run(text)}</w:hyperlink>'
        made.append(paragraph(style, start + link + end))
    return made


def table(block: Table, width: int) -> str:
    """A table whose header row is repeated on every page; ``width`` in twentieths of a point."""
    widths = [width * share // sum(block.widths) for share in block.widths]
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    rows = [_row(block.header, widths, block.right, header=True)]
    rows += [_body_row(row, widths, block.right) for row in block.rows]
    return (
        f'<w:tbl {W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_BORDERS}'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/>'
        f'<w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/>{_caption(block)}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


_BORDERS = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="595959"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders>"
)


def _caption(block: Table) -> str:
    words = escape(block.caption or "; ".join(block.header), {'"': "&quot;"})
    return f'<w:tblCaption w:val="{words}"/>'


def _body_row(row: Row, widths: Sequence[int], right: Iterable[int]) -> str:
    if row.kind == "heading":
        cell = _cell(row.cells[0], sum(widths), span=len(widths), shade="F2F2F2", bold=True)
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"
    return _row(row.cells, widths, right, bold=row.kind == "strong")


def _row(
    cells: Sequence[str],
    widths: Sequence[int],
    right: Iterable[int],
    *,
    header: bool = False,
    bold: bool = False,
) -> str:
    long = max(map(len, cells)) > LONG_ROW
    marks = ("" if long else "<w:cantSplit/>") + ("<w:tblHeader/>" if header else "")
    made = "".join(
        _cell(
            text,
            width,
            bold=bold or header,
            shade="E6E6E6" if header else "",
            right=position in right,
        )
        for position, (text, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"<w:tr><w:trPr>{marks}</w:trPr>{made}</w:tr>"


def _cell(
    text: str,
    width: int,
    *,
    span: int = 1,
    shade: str = "",
    bold: bool = False,
    right: bool = False,
) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    rtl = is_right_to_left(text)
    side = '<w:jc w:val="right"/>' if right else ""
    bidi = "<w:bidi/>" if rtl else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{fill}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{TABLE_STYLE}"/>{bidi}{side}</w:pPr>'
        f"{run(text, bold=bold, rtl=rtl) if text else ''}</w:p></w:tc>"
    )
