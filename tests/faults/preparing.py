"""What is set up in a process that will be killed, before its command runs."""

from __future__ import annotations

import dataclasses
from typing import Any


def nothing() -> None:
    """The command as it is."""


def small_batches() -> None:
    """Tables are written in many parts, as large ones are."""
    from redrisk.table import files

    files.BATCH = 100


def learned_already() -> None:
    """Training that only saves: the model was learned before, and lies in ``source``."""
    from redrisk.learning import train
    from redrisk.persistence import load_model

    @dataclasses.dataclass
    class Passed:
        passed: bool = True

        def plain(self) -> dict[str, Any]:
            return {"passed": True, "comparisons": []}

        def text(self) -> str:
            return "passed"

    learned = load_model("source")
    train.judge_against = lambda *_, **__: Passed()  # type: ignore[assignment]
    train.train = lambda *_, **__: learned
