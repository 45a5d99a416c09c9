"""Whether what a result rests on is exhibited, worked out once for each fact of a notice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from redrisk.notice import Notice
from redrisk.standing import is_exhibited

Standing = Literal["exhibited", "asserted"]


class StandingOf:
    """The standing of facts taken together: that of the weakest."""

    __slots__ = ("_notice", "_shown")

    def __init__(self, notice: Notice) -> None:
        self._notice = notice
        self._shown: dict[str, bool] = {}

    def __call__(self, paths: Iterable[str]) -> Standing | None:
        """``exhibited`` if every fact is, ``asserted`` if one is not, None without facts."""
        standing: Standing | None = None
        shown = self._shown
        for path in paths:
            if path not in shown:
                shown[path] = is_exhibited(self._notice, path)
            if not shown[path]:
                return "asserted"
            standing = "exhibited"
        return standing
