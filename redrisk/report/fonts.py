"""The fonts that a PDF is set in, and which characters they hold.

Only the sfnt container and its character map are read, so that any .ttf, .otf, .ttc or .otc can be
asked without further packages.
"""

from __future__ import annotations

import functools
import importlib.util
import struct
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

from redrisk.errors import InvalidInput, Problem, quote
from redrisk.report.clean import INVISIBLE, code_point

ENDINGS = frozenset({".ttf", ".otf", ".ttc", ".otc"})
CJK_PACKAGE = "noto_cjk_sans_jp_regular"
"""Brought by the extra ``fonts``."""

WINDOWS = 3
FAMILY_NAMES = (16, 1)
"""Name ids, the better one first: typographic family, family."""


def folders(further: Iterable[Path]) -> list[Path]:
    """The shipped fonts, those of the extra ``fonts`` if it is installed, and the user's."""
    found = [Path(str(resources.files("redrisk.report") / "assets" / "fonts"))]
    spec = importlib.util.find_spec(CJK_PACKAGE)
    if spec is not None and spec.submodule_search_locations:
        found += [Path(place) for place in spec.submodule_search_locations]
    for folder in further:
        if not folder.is_dir():
            message = f"{quote(str(folder))} is not a folder; name a folder that holds fonts"
            raise InvalidInput([Problem("font_paths", message)])
        found.append(folder)
    return found


def fonts_in(place: Path) -> list[Path]:
    """The font files of a folder, in the order of their names."""
    return sorted(path for path in place.rglob("*") if path.suffix.lower() in ENDINGS)


def without_pictures(text: str, covered: frozenset[int]) -> set[str]:
    """The characters of a text that no font has a picture for."""
    return {char for char in set(text) if ord(char) not in covered and char not in INVISIBLE}


def shown(text: str, missing: frozenset[str]) -> str:
    """The text with each missing character by its code point."""
    return "".join(code_point(char) if char in missing else char for char in text)


@functools.cache
def covered_by(path: Path) -> frozenset[int]:
    """The code points for which a font has a picture."""
    return frozenset(_mapped(_read(path), path))


@functools.cache
def family_of(path: Path) -> str:
    """The font's family, by which it is asked for."""
    data = _read(path)
    table = _tables(data, path).get(b"name")
    if table is None:
        raise _damaged(path)
    names = dict(_names(data, table[0]))
    for kind in FAMILY_NAMES:
        if kind in names:
            return names[kind]
    raise _damaged(path)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{path.name} can't be read: {error.strerror or error}"
        raise InvalidInput([Problem("font_paths", message)]) from None


def _damaged(path: Path) -> InvalidInput:
    message = f"{quote(path.name)} is no font that can be read; remove it from the folder"
    return InvalidInput([Problem("font_paths", message)])


def _tables(data: bytes, path: Path) -> dict[bytes, tuple[int, int]]:
    """Offset and length of each table; of a collection's first font."""
    try:
        start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
        count = struct.unpack_from(">H", data, start + 4)[0]
        rows = (struct.unpack_from(">4sIII", data, start + 12 + 16 * i) for i in range(count))
        return {tag: (offset, length) for tag, _, offset, length in rows}
    except struct.error:
        raise _damaged(path) from None


def _names(data: bytes, table: int) -> Iterator[tuple[int, str]]:
    _, count, strings = struct.unpack_from(">HHH", data, table)
    for i in range(count):
        platform, _, language, kind, length, offset = struct.unpack_from(
            ">HHHHHH", data, table + 6 + 12 * i
        )
        raw = data[table + strings + offset : table + strings + offset + length]
        if platform == WINDOWS and language == 0x409:
            yield kind, raw.decode("utf-16-be", "replace")


def _mapped(data: bytes, path: Path) -> Iterator[int]:
    tables = _tables(data, path)
    if b"cmap" not in tables:
        raise _damaged(path)
    start = tables[b"cmap"][0]
    try:
        count = struct.unpack_from(">H", data, start + 2)[0]
        for i in range(count):
            offset = start + struct.unpack_from(">HHI", data, start + 4 + 8 * i)[2]
            form = struct.unpack_from(">H", data, offset)[0]
            if form == 4:
                yield from _segments(data, offset)
            elif form == 12:
                yield from _groups(data, offset)
    except struct.error:
        raise _damaged(path) from None


def _segments(data: bytes, offset: int) -> Iterator[int]:
    count = struct.unpack_from(">H", data, offset + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, offset + 14)
    starts = struct.unpack_from(f">{count}H", data, offset + 16 + 2 * count)
    for first, last in zip(starts, ends, strict=True):
        if first != 0xFFFF:
            yield from range(first, last + 1)


def _groups(data: bytes, offset: int) -> Iterator[int]:
    count = struct.unpack_from(">I", data, offset + 12)[0]
    for i in range(count):
        first, last, _ = struct.unpack_from(">III", data, offset + 16 + 12 * i)
        yield from range(first, min(last, 0x10FFFF) + 1)
