"""Verification: the record in a file computed again, and the file's text compared.

The record is what counts: it is taken out, the notice in it is weighed again by the model that it
names, and the two must be the same bytes. What a reader sees is compared with the appendix made
again from that record; text that was added, and places for the expert that were filled in, are
reported and allowed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redrisk._version import __version__
from redrisk.assessment import Assessment
from redrisk.contents import content_of
from redrisk.errors import InvalidInput, Problem, quote
from redrisk.notice import Notice
from redrisk.persistence import load_model
from redrisk.priors import Prior, named_priors
from redrisk.report.again import assessed_again
from redrisk.report.compare import compared, differences
from redrisk.report.made import make
from redrisk.report.options import Options
from redrisk.report.record import FORMAT, Carried, NoRecord, digest, loaded
from redrisk.report.writers import writer
from redrisk.scorecard import Model

MOST_BYTES = 50_000_000
_MOST_BUT_PDF = 20_000_000
"""A PDF may have been bound together with other papers."""

MOST_SHOWN = 12


@dataclass
class Verification:
    """What was verified, and what was found.

    Attributes
    ----------
    format
        Of the file.
    same
        Whether nothing that was verified differs.
    findings
        What differs, a sentence each.
    verified
        What was verified and found the same.
    notes
        What to know beside it.
    """

    format: str
    findings: list[str] = field(default_factory=list)
    verified: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def same(self) -> bool:
        """Whether nothing that was verified differs."""
        return not self.findings


def verify(path: str | Path, model: str | Path | Model | None = None) -> Verification:
    """Take the record out of an appendix, compute it again, and compare.

    Parameters
    ----------
    path
        An appendix in any of the six formats.
    model
        The model that the record names, or its folder; the shipped one by default.

    Returns
    -------
    Verification
        Whether all is the same, and what differs.

    Raises
    ------
    RedriskError
        If the file can't be opened, or the model can't be loaded.

    Examples
    --------
    >>> import redrisk, tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = pathlib.Path(folder) / "a.md"
    ...     file = redrisk.appendix(redrisk.score({"issuing_country": "FR"}), place)
    ...     verify(file).same
    True
    """
    content = _content(Path(path))
    found = Verification(format_of_content(content))
    if found.format != "pdf" and len(content) > _MOST_BUT_PDF:
        raise _too_large(path, _MOST_BUT_PDF)
    try:
        carried = writer(found.format).read(content)
        options = _options(carried)
    except NoRecord as error:
        found.findings.append(f"{error}.")
        return found
    chosen = model if isinstance(model, Model) else load_model(model)
    assessment = _recomputed(carried, chosen, found)
    if assessment is not None and not found.findings:
        expected = make(assessment, options)
        compared(found, content, writer(found.format).write(expected))
    return found


def _content(path: Path) -> bytes:
    content = content_of(path, MOST_BYTES)
    if len(content) > MOST_BYTES:
        raise _too_large(path, MOST_BYTES)
    return content


def _too_large(path: str | Path, most: int) -> InvalidInput:
    message = f"is larger than {most // 1_000_000} MB; no appendix is"
    return InvalidInput([Problem("", message)], str(path))


def format_of_content(content: bytes) -> str:
    """The format, by how the file begins; its name may have been changed."""
    if content[:1024].find(b"%PDF-") >= 0:
        return "pdf"
    if content[:2] == b"PK":
        return "xlsx" if b"xl/workbook.xml" in content else "docx"
    start = content[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    return "json" if start.startswith(b"{") else "md"


def _options(carried: Carried) -> Options:
    """The options that the file was made with.

    Raises
    ------
    NoRecord
        If they can't be read, are of a newer form, or name another record.
    """
    try:
        data = loaded(carried.options)
        number, plain, stated = data["format"], data["options"], data["record_sha256"]
    except (NoRecord, KeyError, TypeError):
        raise NoRecord("the options beside the record can't be read: they were altered") from None
    if number != FORMAT:
        raise NoRecord(
            f"the record has form {quote(number)}; this version reads {FORMAT}, a newer redrisk "
            "may read it"
        )
    if stated != digest(carried.record):
        raise NoRecord(
            "the record was altered after the file was written: its SHA-256 is not the one that "
            "the file names"
        )
    try:
        return Options(**plain)
    except (InvalidInput, TypeError):
        raise NoRecord("the options beside the record were altered") from None


def _recomputed(carried: Carried, model: Model, found: Verification) -> Assessment | None:
    """The assessment computed again; what differs goes into the findings."""
    try:
        record = loaded(carried.record)
        notice = Notice.parse(record["notice"])
        named: dict[str, Any] = record["model"]
        prior, case_id = _prior(record["prior"]), _text(record["case_id"])
        hashes: dict[str, Any] = {**named["hashes"]}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        found.findings.append(f"the record can't be read as an assessment: {quote(str(error))}.")
        return None
    if hashes != dict(model.hashes):
        found.findings.append(_other_model(named, hashes, model))
        return None
    if named.get("software") != __version__:
        found.notes.append(
            f"The record was written by redrisk {quote(named.get('software'))}; this is "
            f"{__version__}."
        )
    again = assessed_again(notice, case_id, prior, model)
    if again.to_json() == carried.record:
        found.verified.append(
            f"The record was computed again by model {model.name}: identical, byte for byte "
            f"({len(carried.record):,} bytes, SHA-256 {digest(carried.record)})."
        )
        return again
    changes = differences(record, json.loads(again.to_json()))
    kinds = sorted({_kind(path) for path, _, _ in changes}) or ["form"]
    found.findings.append(f"{' and '.join(kinds)} altered: computed again, the record differs.")
    for place, stated, right in changes[:MOST_SHOWN]:
        found.findings.append(
            f"{place}: the file says {quote(stated)}, computed again {quote(right)}."
        )
    if len(changes) > MOST_SHOWN:
        found.findings.append(f"and {len(changes) - MOST_SHOWN} further differences.")
    return None


def _prior(plain: dict[str, Any]) -> Prior:
    """A named prior by its name, so that an altered value shows; any other as stated."""
    for name, part in plain.items():
        if name != "value":
            _text(part)
    return named_priors().get(plain["name"]) or Prior(**plain)


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise TypeError(f"text is needed; got {quote(value)}")


def _other_model(named: dict[str, Any], hashes: dict[str, str], model: Model) -> str:
    differ = [
        name
        for name in sorted({*hashes, *model.hashes})
        if hashes.get(name) != model.hashes.get(name)
    ]
    return (
        f"the record names the model {quote(named.get('name'))} (card.json SHA-256 "
        f"{quote(hashes.get('card.json'))}), written by redrisk {quote(named.get('software'))}; "
        f"the model at hand is {quote(model.name)} and differs in {', '.join(differ)}. Nothing was "
        "computed. Name the right one with --model FOLDER, or install the redrisk version that "
        "the record names."
    )


def _kind(path: str) -> str:
    head = path.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0]
    if head in ("notice", "reference", "case_id"):
        return "facts"
    if head in ("checks", "indicators"):
        return "checks"
    return "model" if head == "model" else "numbers"
