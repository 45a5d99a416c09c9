"""Changes to an input: blind ones to its bytes, and ones that know JSON, tables, packages and PDF.

All are drawn from the random numbers handed over, so that the same seed gives the same changes.
"""

# ruff: noqa: E501
from __future__ import annotations

import io
import json
import random
import re
import warnings
import zipfile
import zlib
from typing import Any

MOST = 200_000
"""Bytes of an input that was changed."""

TOKENS = (
    b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\r", b"\n", b"\t", b'"', b"'",
    b",", b";", b"{", b"}", b"[", b"]", b"<", b">", b"&", b"---\n", b"&a ", b"*a ", b"!!python/x ",
    b"1e400", b"NaN", b"-1", b"0", b"9" * 30, b"2015-02-30", b"9999-12-31", b"0000", b"null", b"true",
    b"issuing_country", b"TR", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"obj", b"endobj", b"stream\n",
    b"1 0 R", b"/Kids", b"/Length 99999999", b"=1+1", b"\\ud800", b"\\u0000", b"life", b"unknown",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**30, -(10**18), 0.5, 1e308, float("inf"), float("nan"), "", " ", "yes",
    "TR", "ZZ", "2015", "2015-02-30", "9999-12-31", "life", "x" * 300, "\ud800", "\x00", "\u202e", "=1+1",
    "<script>", [], {}, [[]], [None], {"": None}, {"a": {"b": []}}, ["a", 1], 2**63, "1e400", "\u0660",
    "٣", "²", "issuing_country", "charges[0].text", "...", "a.b[0]",
)  # fmt: skip


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The input, changed in a way that suits it, or blindly."""
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        data = _once(data, rng)[:MOST]
    return data[:MOST]


def _once(data: bytes, rng: random.Random) -> bytes:
    if rng.random() < 0.7:
        known = _known(data, rng)
        if known is not None:
            return known
    return _bytes(data, rng)


def _known(data: bytes, rng: random.Random) -> bytes | None:
    start = data.lstrip()[:1]
    try:
        if data[:2] == b"PK":
            return _package(data, rng)
        if b"%PDF-" in data[:1024]:
            return _pdf(data, rng)
        if start in (b"{", b"["):
            return _json(data, rng)
    except (ValueError, RecursionError, zipfile.BadZipFile, OSError, RuntimeError, zlib.error):
        return None
    if data[:1].isalpha() or data[:1] == b"#":
        return _lines(data, rng)
    return None


def _bytes(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    end = min(len(data), at + rng.choice((1, 1, 2, 8, 64, 512)))
    match rng.randrange(7):
        case 0:
            return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
        case 1:
            return data[:at] + data[end:]
        case 2:
            return data[:at] + data[at:end] * rng.choice((2, 3, 50)) + data[end:]
        case 3:
            return data[:at] + rng.choice(TOKENS) + data[end if rng.random() < 0.5 else at :]
        case 4:
            other = rng.randrange(len(data) + 1)
            return data[:at] + data[other : other + end - at] + data[end:]
        case 5:
            return data[:at]
        case _:
            return data[:at] + rng.randbytes(rng.randrange(1, 9)) + data[at:]


def _lines(data: bytes, rng: random.Random) -> bytes:
    """Lines swapped, doubled, indented, taken out; a cell or a word replaced."""
    lines = data.split(b"\n")
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(6):
        case 0:
            lines[at], lines[other] = lines[other], lines[at]
        case 1:
            lines.insert(at, lines[other])
        case 2:
            lines[at] = b"  " + lines[at]
        case 3:
            del lines[at]
        case 4:
            words = re.split(rb"([,;\t: ])", lines[at])
            words[rng.randrange(len(words))] = rng.choice(TOKENS)
            lines[at] = b"".join(words)
        case _:
            value = rng.choice(VALUES)
            text = value if isinstance(value, str) else json.dumps(value)
            lines[at] = lines[at].partition(b":")[0] + b": " + text.encode("utf-8", "replace")
    return b"\n".join(lines)


def _json(data: bytes, rng: random.Random) -> bytes:
    """One value of a JSON document replaced, moved, doubled or taken out."""
    lines = data.split(b"\n")
    if len(lines) > 1 and all(line[:1] in (b"{", b"") for line in lines):
        at = rng.randrange(len(lines))
        if lines[at]:
            lines[at] = _json(lines[at], rng)
        return b"\n".join(lines)
    value = json.loads(data)
    places = list(_places(value))
    if not places:
        return json.dumps(rng.choice(VALUES)).encode()
    holder, key = rng.choice(places)
    match rng.randrange(6):
        case 0:
            del holder[key]
        case 1 | 2:
            holder[key] = rng.choice(VALUES)
        case 3:
            other, name = rng.choice(places)
            holder[key] = json.loads(json.dumps(other[name])) if name in _keys(other) else None
        case 4:
            held = holder[key]
            holder[key] = [held] if rng.random() < 0.5 else {"a": held}
        case _:
            if isinstance(holder, dict):
                name = rng.choice(VALUES)
                holder[name if isinstance(name, str) else "x"] = holder[key]
            else:
                holder.extend([holder[key]] * rng.choice((1, 30)))
    return json.dumps(value, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")


def _keys(holder: Any) -> Any:
    return holder if isinstance(holder, dict) else range(len(holder))


def _places(value: Any) -> Any:
    stack = [value]
    while stack:
        holder = stack.pop()
        if isinstance(holder, dict | list):
            for key in list(_keys(holder)):
                yield holder, key
                stack.append(holder[key])


def _package(data: bytes, rng: random.Random) -> bytes:
    """One member of a zip package changed, renamed, doubled or taken out; the rest packed anew."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    at = rng.randrange(len(parts))
    name, content = parts[at]
    match rng.randrange(8):
        case 0:
            del parts[at]
        case 1:
            parts[at] = (f"../{name}" if rng.random() < 0.5 else f"/{name}", content)
        case 2:
            parts.append((name, content[: len(content) // 2]))
        case 3:
            parts[at] = (name, b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>" + content)
        case 4:
            parts[at] = (name, content.decode("utf-8", "replace").encode("utf-16"))
        case _:
            parts[at] = (name, _xml(content, rng))
    out = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        warnings.simplefilter("ignore")  # of a name that stands twice, which is meant
        for name, content in parts:
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _xml(content: bytes, rng: random.Random) -> bytes:
    """An element or attribute of XML taken out, doubled or given another value."""
    marks = list(re.finditer(rb"<[^<>]*>|\"[^\"<>]*\"|>[^<>]+<", content))
    if not marks or rng.random() < 0.2:
        return _bytes(content, rng)
    mark = rng.choice(marks)
    found = mark[0]
    if found.startswith(b'"'):
        new = b'"' + str(rng.choice(VALUES)).encode("utf-8", "replace").replace(b"<", b"") + b'"'
    elif found.startswith(b">"):
        new = b">" + str(rng.choice(VALUES)).encode("utf-8", "replace").replace(b"<", b"") + b"<"
    else:
        new = rng.choice((b"", found * 2, rng.choice(marks)[0]))
    return content[: mark.start()] + new + content[mark.end() :]


def _pdf(data: bytes, rng: random.Random) -> bytes:
    """A number, a reference, a name or an object of a PDF replaced by another one of it."""
    shapes = (
        rb"\d+ \d+ R",
        rb"(?<=[ \[])\d+(?=[ \]/\n])",
        rb"/[A-Za-z]+",
        rb"<<[^<>]*>>",
        rb"\[[^\[\]]*\]",
    )
    marks = list(re.finditer(rng.choice(shapes), data))
    if not marks:
        return _bytes(data, rng)
    mark = rng.choice(marks)
    new = rng.choice((rng.choice(marks)[0], rng.choice(marks)[0], rng.choice(TOKENS), b"null"))
    return data[: mark.start()] + new + data[mark.end() :]
