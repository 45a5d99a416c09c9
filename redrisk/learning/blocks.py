"""A report as blocks, said once and written twice: as Markdown and as one HTML file."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: Sequence[str]


@dataclass(frozen=True)
class Table:
    """A table with its caption."""

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Picture:
    """A figure that lies beside the report as SVG and PNG."""

    name: str
    caption: str


Block = Heading | Paragraph | Bullets | Table | Picture


def to_markdown(blocks: Sequence[Block]) -> str:
    """The report as Markdown; pictures are linked."""
    parts = []
    for block in blocks:
        match block:
            case Heading(level, text):
                parts.append(f"{'#' * level} {text}")
            case Paragraph(text):
                parts.append(text)
            case Bullets(items):
                parts.append("\n".join(f"- {item}" for item in items))
            case Table(caption, header, rows):
                lines = [f"*{caption}*", "", _row(header), _row(["---"] * len(header))]
                parts.append("\n".join([*lines, *(_row(row) for row in rows)]))
            case Picture(name, caption):
                parts.append(f"![{caption}]({name}.svg)")
    return "\n\n".join(parts) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def to_html(blocks: Sequence[Block], pictures: Path) -> str:
    """The report as one HTML file without scripts or anything from outside.

    Parameters
    ----------
    blocks
        The report.
    pictures
        The folder of the SVG files, which are put into the page.
    """
    title = next(block.text for block in blocks if isinstance(block, Heading))
    body = "\n".join(_html(block, pictures) for block in blocks)
    return _PAGE.format(title=html.escape(title), style=_STYLE, body=body)


def _html(block: Block, pictures: Path) -> str:
    match block:
        case Heading(level, text):
            return f"<h{level}>{html.escape(text)}</h{level}>"
        case Paragraph(text):
            return f"<p>{html.escape(text)}</p>"
        case Bullets(items):
            return "<ul>" + "".join(f"<li>{html.escape(item)}</li>" for item in items) + "</ul>"
        case Table(caption, header, rows):
            head = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in header)
            lines = "\n".join(_html_row(row) for row in rows)
            return (
                f'<div class="wide"><table><caption>{html.escape(caption)}</caption>'
                f"<thead><tr>{head}</tr></thead><tbody>\n{lines}\n</tbody></table></div>"
            )
        case Picture(name, caption):
            drawn = (pictures / f"{name}.svg").read_text("utf-8")
            svg = drawn[drawn.index("<svg") :].replace(
                "<svg", f'<svg role="img" aria-label="{html.escape(caption, quote=True)}"', 1
            )
            return f"<figure>{svg}<figcaption>{html.escape(caption)}</figcaption></figure>"


def _html_row(cells: Sequence[str]) -> str:
    first, *rest = cells
    others = "".join(f"<td>{html.escape(cell)}</td>" for cell in rest)
    return f'<tr><th scope="row">{html.escape(first)}</th>{others}</tr>'


_STYLE = """
body { font: 16px/1.5 Georgia, serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem;
  color: #111; background: #fff; }
h1, h2, h3 { font-family: Helvetica, Arial, sans-serif; line-height: 1.2; }
h2 { border-top: 2px solid #111; padding-top: .6rem; margin-top: 2.4rem; }
table { border-collapse: collapse; font: 13px/1.4 Helvetica, Arial, sans-serif; margin: 1rem 0; }
caption { text-align: left; font-weight: bold; padding: .3rem 0; }
th, td { border-bottom: 1px solid #bbb; padding: .25rem .6rem; text-align: left;
  vertical-align: top; }
thead th { border-bottom: 2px solid #111; }
tbody th { font-weight: normal; }
.wide { overflow-x: auto; }
figure { margin: 1.5rem 0; } figure svg { max-width: 100%; height: auto; }
figcaption { font: 13px/1.4 Helvetica, Arial, sans-serif; }
@media print { body { max-width: none; } h2 { break-after: avoid; } table, figure { break-inside:
  avoid; } }
"""

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body><main>
{body}
</main></body>
</html>
"""
