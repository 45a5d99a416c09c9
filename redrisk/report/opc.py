"""Office files as packages: the same bytes every time, and the record in a part of its own."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from redrisk.errors import quote
from redrisk.report.record import Carried, NoRecord, from_ascii, in_ascii

RECORD_PART = "customXml/item1.xml"
NAMESPACE = "urn:redrisk:record:1"
MOST_BYTES = 16_000_000
"""Of all parts together; a larger package is no appendix."""

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


def read_record(content: bytes) -> Carried:
    """The record of a package; other programs may have moved its part.

    Raises
    ------
    NoRecord
        If there is none.
    """
    for name, data in parts_of(content).items():
        if name.startswith("customXml/") and NAMESPACE.encode() in data:
            root = xml_of(data, name)
            said = [root.findtext(f"{{{NAMESPACE}}}{part}") for part in ("record", "options")]
            if all(said):
                return Carried(*(from_ascii(text or "") for text in said))
    raise NoRecord("the file holds no record: another program removed it, or it is no appendix")


class _NoDoctype(ET.TreeBuilder):
    """Refuses a document type, since it could name entities."""

    def doctype(self, *_: str | None) -> None:
        """Called before the first declaration in it is read."""
        raise NoRecord("the file holds XML that no appendix holds")


def xml_of(data: bytes, name: str) -> ET.Element:
    """A part of a package as XML.

    Raises
    ------
    NoRecord
        If it is no XML, or has a document type.
    """
    try:
        return ET.fromstring(data, ET.XMLParser(target=_NoDoctype()))  # noqa: S314
    except (ET.ParseError, ValueError, LookupError) as error:
        if isinstance(error, NoRecord):
            raise
        raise NoRecord(f"the file is damaged: {quote(name)} in it can't be read") from None


def parts_of(content: bytes) -> dict[str, bytes]:
    """Every part of a package by name.

    Raises
    ------
    NoRecord
        If it is no package, or larger than any appendix.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            small = sum(info.file_size for info in package.infolist()) <= MOST_BYTES
            parts = {name: package.read(name) for name in package.namelist() if small}
    except Exception:  # whatever zipfile and its unpackers make of a damaged one
        raise NoRecord("the file is damaged: it is no package that can be opened") from None
    if not small:
        raise NoRecord("the file is too large to be an appendix")
    return parts
