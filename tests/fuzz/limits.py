"""What one input may cost: seconds and memory."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

SECONDS = 10.0
MEGABYTES = 500


class TooDear(AssertionError):
    """An input that took longer, or more memory, than any may."""


def limited(function: Callable[[bytes], None], data: bytes) -> None:
    """Run a target on an input.

    Raises
    ------
    TooDear
        If it takes more than ``SECONDS``, or raises the most memory that this process ever held by
        more than ``MEGABYTES``.
    """
    before, start = peak_megabytes(), time.perf_counter()
    function(data)
    seconds, grown = time.perf_counter() - start, peak_megabytes() - before
    if seconds > SECONDS:
        raise TooDear(f"took {seconds:.1f} s")
    if grown > MEGABYTES:
        raise TooDear(f"took {grown:.0f} MB")


def peak_megabytes() -> float:
    """The most memory that this process ever held; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
