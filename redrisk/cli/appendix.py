"""``redrisk appendix``: the appendix to an expert's report, in one or several formats."""

from __future__ import annotations

import warnings
from pathlib import Path

import click

from redrisk.cli.text import paragraph, printable
from redrisk.intake.case_file import read_one
from redrisk.persistence import load_model
from redrisk.report.blocks import Bullets, Document, Paragraph, Subheading, Table
from redrisk.report.options import FORMATS, FORUMS, LENGTHS, Options, format_of, forum_of
from redrisk.report.write import made_for
from redrisk.report.writers import writer
from redrisk.scoring import score
from redrisk.writing import write_whole


@click.command("appendix")
@click.argument("file", metavar="FILE")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="OUT",
    help=f"a file ending in {', '.join(f'.{name}' for name in FORMATS)}; may be given again",
)
@click.option("--preview", is_flag=True, help="print page 1 and the points that lower")
@click.option("--forum", metavar="FORUM", help=f"one of: {', '.join(FORUMS)}, none")
@click.option("--length", default="full", help=f"{' or '.join(LENGTHS)} (default: full)")
@click.option("--date", metavar="DATE", help="such as 2026-11-24; a blank is left without it")
@click.option("--title", help="the title, instead of ours")
@click.option("--author-block", metavar="TEXT", help="lines set under the title, as worded")
@click.option(
    "--template", type=click.Path(path_type=Path), help="a firm's own .docx, for its styles"
)
@click.option(
    "--font-path",
    "fonts",
    multiple=True,
    type=click.Path(path_type=Path),
    help="a folder with further fonts for the PDF",
)
@click.option("--redact", is_flag=True, help="replace reference, quotes and notes by marks")
@click.option(
    "--prior",
    default="even",
    metavar="NAME|NUMBER",
    help="a named prior, or a probability of rejection between 0 and 1 (default: even)",
)
@click.option("--model", "folder", type=click.Path(path_type=Path), help="a model's folder")
def command(
    file: str,
    outputs: tuple[Path, ...],
    preview: bool,
    forum: str | None,
    length: str,
    date: str | None,
    title: str | None,
    author_block: str | None,
    template: Path | None,
    fonts: tuple[Path, ...],
    redact: bool,
    prior: str,
    folder: Path | None,
) -> None:
    """Write the appendix of a notice, or of a case as it stood before its decision.

    FILE is YAML or JSON with one notice; - is standard input. What only the expert may write is
    left blank and marked. The same input gives the same bytes.
    """
    if not outputs and not preview:
        raise click.UsageError("a file is needed: name one with -o, or ask for --preview")
    names = [format_of(str(path), None) for path in outputs]
    if template is not None and "docx" not in names:
        raise click.UsageError("--template is for a .docx; name one with -o")
    options = Options(
        forum=forum_of(forum),
        length=length,
        date=date,
        title=title,
        author_block=author_block,
        redacted=redact,
    )
    made = made_for(score(read_one(file), prior, load_model(folder)), options, template, fonts)
    if preview:
        click.echo(printable(preview_of(made.document)).rstrip("\n"))
    for path, name in zip(outputs, names, strict=True):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            content = writer(name).write(made)
        write_whole(path, content, over=True)
        for warning in caught:
            if issubclass(warning.category, UserWarning):
                click.echo(f"redrisk: {printable(str(warning.message))}", err=True)
        click.echo(f"{printable(str(path))} written", err=True)


def preview_of(document: Document) -> str:
    """Page 1, and the table of what lowers the total, as text for a terminal."""
    lines = [document.title, ""]
    lines += [f"{name}: {value}" for name, value in document.particulars]
    for block in document.sections[0].blocks:
        match block:
            case Subheading():
                lines += ["", block.text]
            case Paragraph():
                lead = f"{block.lead} " if block.lead else ""
                lines.append(paragraph(f"{lead}{block.text}", "  "))
            case Bullets():
                lines += [paragraph(f"- {item}", "  ") for item in block.items]
            case Table():
                lines += _columns(block)
            case _:
                pass
    for section in document.sections:
        for block in section.blocks:
            if section.id == "weights" and isinstance(block, Table) and "lower" in block.caption:
                lines += ["", block.caption]
                lines += [f"  {row.cells[0]:>4}  {row.cells[1]}" for row in block.rows]
    return "\n".join(lines) + "\n"


def _columns(block: Table) -> list[str]:
    lines = []
    for position, name in enumerate(block.header):
        lines.append(f"  {name}:")
        said = [row.cells[position] for row in block.rows if row.cells[position]]
        lines += [paragraph(f"- {text}", "    ") for text in said]
    return lines
