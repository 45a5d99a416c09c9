"""From an assessment to a file."""

from __future__ import annotations

from pathlib import Path

from redrisk.assessment import Assessment
from redrisk.errors import InvalidInput, Problem, quote
from redrisk.report.made import Made, make
from redrisk.report.options import Options
from redrisk.report.redaction import redacted
from redrisk.report.writers import writer
from redrisk.writing import write_whole


def made_for(
    assessment: Assessment,
    options: Options,
    template: Path | None = None,
    font_paths: tuple[Path, ...] = (),
) -> Made:
    """The appendix put together, redacted if the options say so."""
    if not isinstance(assessment, Assessment):
        message = f"an Assessment, from redrisk.score, is needed; got {quote(assessment)}"
        raise InvalidInput([Problem("assessment", message)])
    shown = redacted(assessment) if options.redacted else assessment
    return make(shown, options, template, font_paths)


def write_file(
    assessment: Assessment,
    path: Path,
    name: str,
    options: Options,
    template: Path | None = None,
    font_paths: tuple[Path, ...] = (),
) -> Path:
    """Write one file; it appears whole or not at all."""
    if template is not None and name != "docx":
        message = f"a template is for docx; got format {name}; leave it out"
        raise InvalidInput([Problem("template", message)])
    made = made_for(assessment, options, template, font_paths)
    write_whole(path, writer(name).write(made), over=True)
    return path
