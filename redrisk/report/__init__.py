"""The appendix to an expert's report: one content, six formats, and their verification.

``redrisk.appendix`` writes one. Nothing heavy is imported until then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from redrisk.assessment import Assessment

__all__ = ["appendix"]


def appendix(
    assessment: Assessment,
    path: str | Path,
    *,
    format: str | None = None,  # noqa: A002  (the word that users look for)
    forum: str | None = None,
    length: str = "full",
    date: str | dt.date | None = None,
    title: str | None = None,
    author_block: str | None = None,
    template: str | Path | None = None,
    redact: bool = False,
    font_paths: Sequence[str | Path] = (),
) -> Path:
    """Write the appendix to an expert's report.

    The same assessment and options give the same bytes. What only the expert may write is marked
    and left blank. The file carries the canonical record; ``redrisk verify`` computes it again.

    Parameters
    ----------
    assessment
        From ``redrisk.score``.
    path
        Where to; the ending tells the format: .docx, .pdf, .html, .xlsx, .md or .json.
    format
        docx, pdf, html, xlsx, md or json, if the ending does not tell.
    forum
        us_federal, us_immigration, us_extradition, england_civil, england_criminal or ccf: adds a
        page with the facts against that forum's requirements, and no conclusion.
    length
        full, or short: page 1, facts, result, contributions, checks, limits and versions.
    date
        Of the appendix. Without it a blank is left, and metadata bear a fixed stamp.
    title, author_block
        Set on the first page as worded.
    template
        A firm's own .docx, for its styles, headers and footers. Nothing in it is run.
    redact
        Replace reference, quotes and free notes by marks: pseudonymous, not anonymous.
    font_paths
        Folders with further fonts for the PDF.

    Returns
    -------
    Path
        The file that was written.

    Raises
    ------
    InvalidInput
        If an option is not one of those allowed.
    MissingExtra
        If optional packages are missing: pip install 'redrisk[appendix]'.
    RedriskError
        If the file can't be written.

    Source
    ------
    docs/appendix.md; ENFSI 2015; CPR Practice Direction 35; FRE 702.

    Examples
    --------
    >>> import redrisk, tempfile, pathlib
    >>> result = redrisk.score({"issuing_country": "FR", "political_profile": True})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = redrisk.appendix(result, pathlib.Path(folder) / "a.md", length="short")
    ...     file.read_text(encoding="utf-8").splitlines()[0]
    '# Appendix: the weight of the facts of a request to arrest'
    """
    from redrisk.report.options import Options, date_of, format_of, forum_of
    from redrisk.report.write import write_file

    return write_file(
        assessment,
        Path(path),
        format_of(str(path), format),
        Options(
            forum=forum_of(forum),
            length=length,
            date=date_of(date),
            title=title,
            author_block=author_block,
            redacted=redact,
        ),
        template=None if template is None else Path(template),
        font_paths=tuple(map(Path, font_paths)),
    )
