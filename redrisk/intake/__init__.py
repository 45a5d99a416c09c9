"""Intake: notices in, from the formats in which people hold them.

``read_notice`` reads one source; ``iter_notices`` streams a large export. The imports are made
when they are used, so that a scorer that only reads its own case files loads nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from redrisk.intake.read import iter_notices, read_notice
    from redrisk.intake.reading import Intake, NoticeReading, Proposal, Reading, Unplaced

__all__ = [
    "Intake",
    "NoticeReading",
    "Proposal",
    "Reading",
    "Unplaced",
    "iter_notices",
    "read_notice",
]


def __getattr__(name: str) -> Any:
    if name in ("iter_notices", "read_notice"):
        from redrisk.intake import read

        return getattr(read, name)
    if name in __all__:
        from redrisk.intake import reading

        return getattr(reading, name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
