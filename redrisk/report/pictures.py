"""Figures as PNG, for Word: the same drawing as everywhere, set by typst."""

from __future__ import annotations

import tempfile
from typing import Any

from redrisk.errors import MissingExtra
from redrisk.report import fonts
from redrisk.report.blocks import Figure
from redrisk.report.to_pdf import FAMILIES, typst_fonts

RESOLUTION = 200

_TEMPLATE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#set text(font: json(bytes(sys.inputs.families)), fallback: false)
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1pt)
"""


def png(figure: Figure, width: float) -> bytes:
    """The figure as PNG, this many points wide.

    Raises
    ------
    MissingExtra
        If typst is not installed.
    """
    try:
        import typst
    except ImportError:
        raise MissingExtra("figures in DOCX", "appendix") from None
    import json

    inputs = {"svg": figure.svg, "width": str(width), "families": json.dumps(FAMILIES)}
    with tempfile.TemporaryDirectory() as empty:
        made: Any = typst.compile(
            _TEMPLATE,
            root=empty,
            font_paths=typst_fonts((str(fonts.folders(())[0]),)),
            sys_inputs=inputs,
            format="png",
            ppi=RESOLUTION,
        )
    return bytes(made)
