"""Office files as packages: the same bytes every time, and the record in a part of its own."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from redrisk.report.record import Carried, NoRecord, from_ascii, in_ascii

RECORD_PART = "customXml/item1.xml"
NAMESPACE = "urn:redrisk:record:1"
MOST_BYTES = 100_000_000
"""Of one part; a larger one is no appendix."""

_RELATION = (
    '<Relationship Id="rIdRedrisk" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/customXml" Target="../customXml/item1.xml"/>'
)


def with_fixed_stamps(content: bytes, stamp: dt.datetime, more: Mapping[str, bytes]) -> bytes:
    """The package written again: parts in the order of their names, each with this stamp.

    Parameters
    ----------
    content
        The package.
    stamp
        Written for every part.
    more
        Parts to add or to replace.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts.update(more)
    first = "[Content_Types].xml"
    names = [first, *sorted(set(parts) - {first})]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in names:
            info = zipfile.ZipInfo(name, stamp.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3
            package.writestr(info, parts[name])
    return out.getvalue()


def record_parts(content: bytes, main: str, carried: Carried) -> dict[str, bytes]:
    """The part that holds the record, and the relation that ties it to the main part."""
    folder, _, name = main.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        known = package.read(relations).decode()
    part = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<redrisk xmlns="{NAMESPACE}">'
        f"<record>{escape(in_ascii(carried.record))}</record>"
        f"<options>{escape(in_ascii(carried.options))}</options></redrisk>"
    )
    known = re.sub(r'<Relationship [^>]*Id="rIdRedrisk"[^>]*/>', "", known)
    return {
        RECORD_PART: part.encode("ascii"),
        relations: known.replace("</Relationships>", f"{_RELATION}</Relationships>").encode(),
    }


_FOUND = re.compile(
    rf'<(?:\w+:)?redrisk [^>]*"{NAMESPACE}"[^>]*>\s*<(?:\w+:)?record>([^<]*)</(?:\w+:)?record>\s*'
    r"<(?:\w+:)?options>([^<]*)</"
)


def read_record(content: bytes) -> Carried:
    """The record of a package; other programs may have moved its part.

    Raises
    ------
    NoRecord
        If there is none.
    """
    for text in custom_parts(content):
        found = _FOUND.search(text)
        if found:
            return Carried(*(from_ascii(_unescaped(part)) for part in found.groups()))
    raise NoRecord("the file holds no record: another program removed it, or it is no appendix")


def custom_parts(content: bytes) -> list[str]:
    """The custom XML parts of a package, as text."""
    return [
        data.decode("utf-8", "replace")
        for name, data in parts_of(content).items()
        if name.startswith("customXml/") and name.endswith(".xml")
    ]


def parts_of(content: bytes) -> dict[str, bytes]:
    """Every part of a package by name.

    Raises
    ------
    NoRecord
        If it is no package, or a part is larger than any appendix's.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            small = all(info.file_size <= MOST_BYTES for info in package.infolist())
            parts = {name: package.read(name) for name in package.namelist() if small}
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, ValueError):
        raise NoRecord("the file is damaged: it is no package that can be opened") from None
    if not small:
        raise NoRecord("the file is too large to be an appendix")
    return parts


def _unescaped(text: str) -> str:
    pairs = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
    for entity, char in pairs:
        text = text.replace(entity, char)
    return text
