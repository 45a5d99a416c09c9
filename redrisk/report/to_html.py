"""The appendix as one HTML file: no network, prints well, and lets a reader try other answers."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from importlib import resources
from typing import TYPE_CHECKING, Any

from redrisk._version import __version__
from redrisk.errors import MissingExtra
from redrisk.report.blocks import Block, Figure
from redrisk.report.made import Made
from redrisk.report.record import Carried, NoRecord, canonical, from_ascii, in_ascii
from redrisk.report.whatif import panel

if TYPE_CHECKING:
    from jinja2 import Environment


def write(made: Made) -> bytes:
    """One self-contained page.

    Raises
    ------
    MissingExtra
        If Jinja2 is not installed.
    """
    from markupsafe import Markup

    environment = _environment()
    data = panel(made.assessment)
    style, script = _style(), _asset("whatif.js")
    text = environment.get_template("appendix.html").render(
        document=made.document,
        panel=data,
        show=_show,
        version=__version__,
        stamp=made.options.stamp.date().isoformat(),
        style=Markup(style),  # noqa: S704  (our own file)
        style_hash=_hash(style),
        script=Markup(script),  # noqa: S704
        script_hash=_hash(script),
        record=Markup(in_ascii(made.carried.record)),  # noqa: S704  (no < > & is left in it)
        options=Markup(in_ascii(made.carried.options)),  # noqa: S704
        card=Markup(in_ascii(canonical(data))),  # noqa: S704
    )
    return text.encode()


@functools.cache
def _environment() -> Environment:
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined
    except ImportError:
        raise MissingExtra("HTML", "appendix") from None
    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(_asset),
        trim_blocks=True,
        lstrip_blocks=True,
    )


@functools.cache
def _blocks() -> Any:
    from markupsafe import Markup

    def svg(block: Figure) -> Markup:
        return Markup(block.svg)  # noqa: S704  (drawn by svg.py, which escapes every text)

    return _environment().get_template("blocks.html", globals={"svg": svg}).module


def _show(block: Block) -> Any:
    return getattr(_blocks(), type(block).__name__.lower())(block)


@functools.cache
def _asset(name: str) -> str:
    return (resources.files("redrisk.report") / "assets" / name).read_text(encoding="utf-8")


@functools.cache
def _style() -> str:
    widths = "".join(f".w{width} {{ width: {width}%; }}\n" for width in range(1, 101))
    return _asset("appendix.css") + widths


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


_SCRIPT = re.compile(
    r'<script type="application/json" id="redrisk-(record|options)">([^<]*)</script>'
)


def read(content: bytes) -> Carried:
    """The record and options of such a file.

    Raises
    ------
    NoRecord
        If it holds none.
    """
    try:
        found = dict(_SCRIPT.findall(content.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise NoRecord("the file is not UTF-8 text") from None
    if set(found) != {"record", "options"}:
        raise NoRecord("the page holds no record: it was cut, altered or made by something else")
    return Carried(from_ascii(found["record"]), from_ascii(found["options"]))
