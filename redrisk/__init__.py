"""How strongly a Red Notice resembles requests that were rejected rather than upheld, and why.

The score speaks about the request, never about guilt. Nothing leaves the machine, and no name of
a person is needed.
"""

from __future__ import annotations

from redrisk._version import __version__
from redrisk.assessment import Assessment
from redrisk.case import Case
from redrisk.errors import RedriskError
from redrisk.notice import Notice
from redrisk.persistence import load_model
from redrisk.scorecard import Model
from redrisk.scoring import score
from redrisk.table import score_table

__all__ = [
    "Assessment",
    "Case",
    "Model",
    "Notice",
    "RedriskError",
    "__version__",
    "load_model",
    "score",
    "score_table",
]
