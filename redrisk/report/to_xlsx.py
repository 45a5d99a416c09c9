"""The appendix as a workbook: the sum with live formulas, the card, every section as a sheet."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from redrisk._version import __version__
from redrisk.errors import MissingExtra
from redrisk.report import opc
from redrisk.report.blocks import (
    Block,
    Bullets,
    Code,
    Figure,
    Paragraph,
    Place,
    Section,
    Subheading,
    Table,
)
from redrisk.report.made import Made
from redrisk.report.record import Carried, in_ascii
from redrisk.report.worksheet import (
    CARD,
    FIRST_ROW,
    SHEET,
    CardSheet,
    lines,
    write_lines,
    write_sums,
)
from redrisk.report.xlsx_record import RECORD_SHEET, read_record

CHART = "Chart"
WIDTH = 120
"""Of a sheet's text, in letters; fits a page across."""

GRID = 24
"""Columns of a sheet, of equal width; a table's columns span as many as their share."""

LETTERS = 900
"""That a cell shows in full; longer text goes on in the next row."""

LINE = 12.5
TITLE_HEIGHT = 20
LETTERS_A_WIDTH = 1.1
"""Letters of our size that fit one unit of a column's width."""

MOST_HEIGHT = 400
CHUNK = 30_000
"""Characters of the record in one cell; a cell holds 32,767."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of a workbook."""

    plain: Any
    wrapped: Any
    strong: Any
    strong_right: Any
    heading: Any
    title: Any
    choice: Any
    points: Any
    risk: Any
    right: Any
    place: Any
    band: Any
    text: Any
    mono: Any
    caption: Any

    @classmethod
    def of(cls, book: Any) -> Styles:
        """Made once for each workbook; black on white."""

        def style(**more: Any) -> Any:
            base = {"font_name": "Arial", "font_size": 9, "valign": "top"}
            return book.add_format({**base, **more})

        edge = {"border": 1, "border_color": "#595959"}
        return cls(
            plain=style(**edge),
            wrapped=style(text_wrap=True, **edge),
            strong=style(bold=True, text_wrap=True, **edge),
            strong_right=style(bold=True, align="right", text_wrap=True, **edge),
            heading=style(bold=True, text_wrap=True, bg_color="#E6E6E6", **edge),
            title=style(bold=True, font_size=13),
            choice=style(text_wrap=True, bg_color="#FFFFE0", border=2, border_color="#000000"),
            points=style(num_format="+0;-0;0", align="right", **edge),
            risk=style(num_format="0.0000", bold=True, align="right", **edge),
            right=style(align="right", text_wrap=True, **edge),
            place=style(italic=True, text_wrap=True, border=3),
            band=style(bold=True, text_wrap=True, bg_color="#F2F2F2", **edge),
            text=style(text_wrap=True),
            mono=style(font_name="Courier New"),
            caption=style(bold=True),
        )


def write(made: Made) -> bytes:
    """A .xlsx file whose cached results are the engine's.

    Raises
    ------
    MissingExtra
        If xlsxwriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtra("XLSX", "appendix") from None
    out = io.BytesIO()
    stamp = made.options.stamp.replace(tzinfo=None)
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {
            "title": made.document.title[:255],
            "subject": made.document.reference[:255],
            "author": "",
            "comments": f"Made with redrisk {__version__}",
            "created": stamp,
        }
    )
    book.set_calc_mode("auto")
    styles = Styles.of(book)
    sections = made.document.sections
    _section(book, sections[0], styles, made)
    _worksheet(book, made, styles)
    for section in sections[1:]:
        _section(book, section, styles, made)
    _record(book, made.carried, styles)
    book.close()
    return opc.with_fixed_stamps(out.getvalue(), made.options.stamp, {})


def read(content: bytes) -> Carried:
    """The record and options of such a file.

    Raises
    ------
    NoRecord
        If it holds none.
    """
    return read_record(content)


def _page(sheet: Any, made: Made) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    reference = made.document.reference[:80].replace("&", "&&")
    sheet.set_header(f"&L{reference}&RAppendix")
    sheet.set_footer(f"&Lredrisk {__version__}&RPage &P of &N")


def _worksheet(book: Any, made: Made, styles: Styles) -> None:
    assessment = made.assessment
    sheet, card_sheet = book.add_worksheet(SHEET), book.add_worksheet(CARD)
    rows = lines(assessment)
    card = CardSheet(card_sheet, assessment, rows, styles.heading)
    card_sheet.set_column(0, 2, 34)
    card_sheet.set_column(6, 7, 34)
    card_sheet.set_column(13, 13, 26)
    card_sheet.freeze_panes(1, 0)
    _page(card_sheet, made)
    sheet.set_column(0, 0, 70)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 3, 8)
    sheet.set_column(4, 4, 26)
    sheet.set_column(5, 5, 30)
    sheet.write_string(0, 0, "Redo the sum", styles.title)
    for row, text in enumerate(
        (
            "Choose another answer in a framed cell: points, total, ratio and risk follow. "
            "Position counts the answers from 0.",
            "Card and lookups stand in the next sheet. Nothing is hidden or protected.",
        ),
        start=1,
    ):
        sheet.write_string(row, 0, text)
    for column, name in enumerate(("Question", "Answer", "First", "Last", "Points", "Name")):
        sheet.write_string(FIRST_ROW - 1, column, name, styles.heading)
    end = write_lines(sheet, card, assessment, rows, styles)
    sums = write_sums(sheet, end, assessment, styles)
    _priors(sheet, sums, made, styles)
    _chart(book, end, made)
    sheet.freeze_panes(FIRST_ROW, 1)
    _page(sheet, made)


def _priors(sheet: Any, sums: dict[str, int], made: Made, styles: Styles) -> None:
    """Risk under every named prior, by formula from the reported points."""
    row = sums["risk"] + 2
    for column, name in enumerate(
        ("Named prior: population, years, grounds", "Name", "", "Prior", "Risk")
    ):
        sheet.write_string(row, column, name, styles.heading)
    reported = f"$E${sums['reported'] + 1}"
    for offset, prior in enumerate(made.assessment.priors_table(), start=1):
        at = row + offset
        sheet.set_row(at, 3 * LINE)
        about = "; ".join(
            str(prior[key]) for key in ("population", "period", "grounds") if prior.get(key)
        )
        odds = f"$D${at + 1}/(1-$D${at + 1})*10^({reported}/10)"
        sheet.write_string(at, 0, about, styles.wrapped)
        sheet.write_string(at, 1, prior["name"].replace("_", " "), styles.wrapped)
        sheet.write_string(at, 2, "", styles.plain)
        sheet.write_number(at, 3, prior["value"], styles.right)
        formula = f"=ROUND({odds}/(1+{odds}),4)"
        sheet.write_formula(at, 4, formula, styles.risk, prior["risk"])


def _chart(book: Any, end: int, made: Made) -> None:
    sheet = book.add_worksheet(CHART)
    _page(sheet, made)
    sheet.fit_to_pages(1, 1)
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": "Points",
            "categories": [SHEET, FIRST_ROW, 5, end - 1, 5],
            "values": [SHEET, FIRST_ROW, 4, end - 1, 4],
            "fill": {"color": "#404040"},
            "border": {"color": "#000000"},
            "invert_if_negative": True,
            "invert_if_negative_color": "#FFFFFF",
            "data_labels": {"value": True},
            "gap": 40,
        }
    )
    chart.set_title({"name": "Points: left lowers, right raises", "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "label_position": "low", "num_font": {"size": 7}})
    chart.set_size({"width": 1000, "height": 26 * (end - FIRST_ROW) + 80})
    sheet.insert_chart(0, 0, chart, {"description": "Bar chart of the points of each feature"})


_NAMES = {
    "facts": "Facts",
    "weights": "Lowers and raises",
    "sensitivity": "What would change it",
    "expert": "For the expert",
    "do_not_write": "Do not write",
}


def _section(book: Any, section: Section, styles: Styles, made: Made) -> None:
    name = _NAMES.get(section.id, section.id.capitalize())
    sheet = book.add_worksheet(f"{section.number} {name}"[:31])
    sheet.set_column(0, GRID - 1, WIDTH / GRID)
    _page(sheet, made)
    writer = _Rows(sheet, styles)
    if section.number == "1":
        sheet.fit_to_pages(1, 1)
        writer.line(made.document.title, styles.title)
        for text in made.document.author_block:
            writer.spread(text, styles.wrapped)
        for label, value in made.document.particulars:
            writer.spread(f"{label}: {value}", styles.wrapped)
    writer.line(f"{section.number}. {section.title}", styles.title)
    for block in section.blocks:
        writer.block(block)


class _Rows:
    """Writes block after block, one row below the other."""

    def __init__(self, sheet: Any, styles: Styles) -> None:
        self.sheet, self.styles = sheet, styles
        self.row = 0

    def line(self, text: str, style: Any) -> None:
        """A line that may run over the cells to its right."""
        self.sheet.set_row(self.row, TITLE_HEIGHT)
        self.sheet.write_string(self.row, 0, text[:CHUNK], style)
        self.row += 1

    def spread(self, text: str, style: Any) -> None:
        """Text over the whole width; long text over several rows."""
        self.cells([(text, style)], [GRID])

    def cells(self, texts: list[tuple[str, Any]], spans: list[int]) -> None:
        """Texts beside each other, each over its span; the row is as high as the longest."""
        columns = [(parts(text), style) for text, style in texts]
        for step in range(max(len(pieces) for pieces, _ in columns)):
            lines_needed, left = 1, 0
            for (pieces, style), span in zip(columns, spans, strict=True):
                text = pieces[step] if step < len(pieces) else ""
                if span > 1:
                    self.sheet.merge_range(self.row, left, self.row, left + span - 1, "", style)
                self.sheet.write_string(self.row, left, text, style)
                letters = max(int(WIDTH / GRID * span * LETTERS_A_WIDTH), 1)
                lines_needed = max(lines_needed, -(-len(text) // letters))
                left += span
            self.sheet.set_row(self.row, min(LINE * lines_needed + 4, MOST_HEIGHT))
            self.row += 1

    def block(self, block: Block) -> None:
        """Any block."""
        styles = self.styles
        match block:
            case Paragraph():
                words = " ".join(filter(None, (block.number, block.lead, block.text)))
                self.spread(words, styles.strong if block.kind == "quote" else styles.text)
            case Subheading():
                self.row += 1
                self.line(block.text, styles.title)
            case Bullets():
                for item in block.items:
                    self.spread(f"•  {item}", styles.text)
            case Place():
                self.spread(f"For the expert to write: {block.text}", styles.place)
            case Code():
                for text in block.text.split("\n"):
                    self.spread(text, styles.plain)
            case Figure():
                self.spread(f"Figure {block.number}. {block.caption}", styles.strong)
                for text in block.lines:
                    self.spread(text, styles.mono)
                self.row += 1
            case Table():
                self.table(block)

    def table(self, block: Table) -> None:
        """A table, its columns by their shares."""
        if block.caption:
            self.row += 1
            self.line(f"Table {block.number}. {block.caption}", self.styles.caption)
        spans = shares(block.widths)
        self.cells([(name, self.styles.heading) for name in block.header], spans)
        for row in block.rows:
            if row.kind == "heading":
                self.spread(row.cells[0], self.styles.band)
                continue
            shapes = [
                self.styles.strong
                if row.kind == "strong"
                else (self.styles.right if column in block.right else self.styles.wrapped)
                for column in range(len(row.cells))
            ]
            self.cells(list(zip(row.cells, shapes, strict=True)), spans)
        self.row += 1


def shares(widths: tuple[int, ...]) -> list[int]:
    """The grid's columns dealt out by width; each gets at least one.

    >>> shares((1, 1)), shares((80, 20))
    ([12, 12], [19, 5])
    """
    total = sum(widths)
    spans = [max(1, round(GRID * width / total)) for width in widths]
    spans[spans.index(max(spans))] += GRID - sum(spans)
    return spans


def parts(text: str) -> list[str]:
    """The text in pieces that a cell shows in full, cut at spaces where there are any."""
    pieces = []
    while len(text) > LETTERS:
        at = text.rfind(" ", LETTERS // 2, LETTERS)
        at = LETTERS if at < 0 else at + 1
        pieces.append(text[:at])
        text = text[at:]
    return [*pieces, text]


def _record(book: Any, carried: Carried, styles: Styles) -> None:
    sheet = book.add_worksheet(RECORD_SHEET)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 100)
    sheet.print_area(0, 0, 0, 1)
    sheet.write_string(0, 0, "Part", styles.heading)
    sheet.write_string(
        0, 1, "The canonical record, for 'redrisk verify'; read downwards", styles.heading
    )
    row = 1
    for name, text in (("record", carried.record), ("options", carried.options)):
        safe = in_ascii(text)
        for start in range(0, len(safe), CHUNK):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, safe[start : start + CHUNK])
            row += 1
