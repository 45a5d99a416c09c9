"""Everything that an appendix says, said once, for all formats."""

from __future__ import annotations

from collections.abc import Callable

from redrisk import countries
from redrisk._version import __version__
from redrisk.assessment import Assessment
from redrisk.report.blocks import Document, Section, mapped, numbered
from redrisk.report.clean import clean
from redrisk.report.closing_sections import (
    checklist,
    criticisms,
    do_not_write,
    expert,
    glossary,
    limits,
    references,
    versions,
)
from redrisk.report.facts_section import facts
from redrisk.report.forum import forum_page
from redrisk.report.law_section import checks, indicators
from redrisk.report.matter import Matter, capital
from redrisk.report.method_section import method
from redrisk.report.neighbours_section import neighbours
from redrisk.report.options import Options
from redrisk.report.result_section import result
from redrisk.report.sensitivity import sensitivity
from redrisk.report.summary import summary
from redrisk.report.timeline_section import timeline
from redrisk.report.validation_section import validation
from redrisk.report.weights_section import weights

TITLE = "Appendix: the weight of the facts of a request to arrest"

FULL: dict[str, Callable[[Matter], Section]] = {
    "summary": summary,
    "facts": facts,
    "result": result,
    "weights": weights,
    "sensitivity": sensitivity,
    "timeline": timeline,
    "checks": checks,
    "indicators": indicators,
    "neighbours": neighbours,
    "method": method,
    "validation": validation,
    "criticisms": criticisms,
    "limits": limits,
    "versions": versions,
    "forum": forum_page,
    "expert": expert,
    "do_not_write": do_not_write,
    "checklist": checklist,
    "glossary": glossary,
    "references": references,
}
"""Section id to what writes it, in the order of the appendix."""

SHORT = ("summary", "facts", "result", "weights", "checks", "limits", "versions", "forum", "expert")


def document(assessment: Assessment, options: Options) -> Document:
    """The appendix as blocks; every text is safe to print.

    Parameters
    ----------
    assessment
        What is printed.
    options
        Forum, length, date, title, author.

    Examples
    --------
    >>> import redrisk
    >>> made = document(redrisk.score({"issuing_country": "FR"}), Options(length="short"))
    >>> made.sections[0].title, made.sections[3].number
    ('Summary', '4')
    """
    chosen = [
        name
        for name in (FULL if options.length == "full" else SHORT)
        if name != "forum" or options.forum
    ]
    numbers = {name: position for position, name in enumerate(chosen, start=1)}
    matter = Matter(assessment, options, numbers)
    sections = numbered(FULL[name](matter) for name in chosen)
    made = Document(
        title=options.title or TITLE,
        reference=assessment.notice.reference or "",
        particulars=_particulars(matter),
        author_block=tuple((options.author_block or "").splitlines()),
        sections=sections,
    )
    safe: Document = mapped(made, clean)
    return safe


def _particulars(matter: Matter) -> tuple[tuple[str, str], ...]:
    notice, options = matter.assessment.notice, matter.options
    rows = [
        ("Reference", notice.reference or "none given"),
        ("Request", capital(matter.request)),
        ("Date", options.date or "____________ (for the expert)"),
        ("Made with", f"redrisk {__version__}, model {matter.assessment.model.name}"),
    ]
    if notice.host_country:
        rows.insert(2, ("Host state", countries.name(notice.host_country)))
    if options.redacted:
        rows.append(("Redacted", "references, quotes and free notes are replaced by marks"))
    return tuple(rows)
