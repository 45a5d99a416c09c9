"""An appendix ready to be written in any format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from redrisk.assessment import Assessment
from redrisk.report.blocks import Document
from redrisk.report.content import document
from redrisk.report.options import Options
from redrisk.report.record import Carried, carried


@dataclass(frozen=True, slots=True)
class Made:
    """What every writer gets.

    Attributes
    ----------
    assessment, options
        What it was made from.
    document
        The content, said once.
    carried
        The canonical record and the options, which travel in the file.
    template
        A firm's own .docx.
    font_paths
        Further folders with fonts for the PDF.
    """

    assessment: Assessment
    options: Options
    document: Document
    carried: Carried
    template: Path | None = None
    font_paths: tuple[Path, ...] = ()


def make(
    assessment: Assessment,
    options: Options,
    template: Path | None = None,
    font_paths: tuple[Path, ...] = (),
) -> Made:
    """Put the appendix together."""
    return Made(
        assessment,
        options,
        document(assessment, options),
        carried(assessment.to_json(), options.plain()),
        template,
        font_paths,
    )
