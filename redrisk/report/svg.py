"""Small drawings by hand: black on white, in SVG that needs nothing from outside."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

FONT = "Noto Sans, Helvetica, Arial, sans-serif"
INK, PALE = "#1a1a1a", "#ffffff"
TEXT_SIZE = 11


def drawing(width: int, height: int, parts: Iterable[str]) -> str:
    """An SVG of this size."""
    body = "".join(parts)
    patterns = _HATCH if HATCHED in body else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="{FONT}" font-size="{TEXT_SIZE}" '
        f'fill="{INK}">{patterns}{body}</svg>'
    )


HATCHED = "url(#hatch)"
"""A fill of slanting lines; one drawing of a page may use it."""

_HATCH = (
    '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><rect width="5" height="5" fill="{PALE}"/>'
    f'<line x1="0" y1="0" x2="0" y2="5" stroke="{INK}" stroke-width="2"/></pattern></defs>'
)


def text(x: float, y: float, words: str, anchor: str = "start", weight: str = "normal") -> str:
    """A line of text."""
    bold = f' font-weight="{weight}"' if weight != "normal" else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{bold}>{escape(words)}</text>'


def rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    """A rectangle with a thin edge."""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}" '
        f'stroke="{INK}" stroke-width="0.8"/>'
    )


def line(x1: float, y1: float, x2: float, y2: float, *, dashed: bool = False) -> str:
    """A thin line."""
    dash = ' stroke-dasharray="2 3"' if dashed else ""
    return (
        f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{INK}" '
        f'stroke-width="0.6"{dash}/>'
    )


def diamond(x: float, y: float, half: float) -> str:
    """A filled mark for a known day."""
    return (
        f'<path d="M{x:g} {y - half:g}L{x + half:g} {y:g}L{x:g} {y + half:g}L{x - half:g} {y:g}Z" '
        f'fill="{INK}"/>'
    )


def cut(words: str, most: int) -> str:
    """A label that fits its place.

    >>> cut("a long label", 7)
    'a long…'
    """
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
