"""How strongly a Red Notice resembles requests that were rejected rather than upheld, and why.

The score speaks about the request, never about guilt. Nothing leaves the machine, and no name of
a person is needed.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from redrisk._version import __version__
from redrisk.assessment import Assessment
from redrisk.case import Case
from redrisk.errors import RedriskError
from redrisk.notice import Notice
from redrisk.persistence import load_model
from redrisk.scorecard import Model
from redrisk.scoring import score

if TYPE_CHECKING:
    from redrisk.intake import read_notice
    from redrisk.interview import questions
    from redrisk.learning.train import train
    from redrisk.report import appendix
    from redrisk.table import score_table

__all__ = [
    "Assessment",
    "Case",
    "Model",
    "Notice",
    "RedriskError",
    "__version__",
    "appendix",
    "load_model",
    "questions",
    "read_notice",
    "score",
    "score_table",
    "train",
]

_LOADED_WHEN_USED = {
    "appendix": "redrisk.report",
    "questions": "redrisk.interview",
    "read_notice": "redrisk.intake",
    "score_table": "redrisk.table",
    "train": "redrisk.learning.train",
}
"""Public names whose modules are loaded at first use, so that importing redrisk stays light."""

_EXTRA = {"train": ("training", "train")}


def __getattr__(name: str) -> Any:
    if name not in _LOADED_WHEN_USED:
        raise AttributeError(f"module 'redrisk' has no attribute {name!r}")
    try:
        found = getattr(importlib.import_module(_LOADED_WHEN_USED[name]), name)
    except ModuleNotFoundError as error:
        if name in _EXTRA and not (error.name or "").startswith("redrisk"):
            from redrisk.errors import MissingExtra

            raise MissingExtra(*_EXTRA[name]) from None
        raise
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
