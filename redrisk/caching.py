"""Answers kept for texts that come again, without keeping texts that are long."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

_Rest = ParamSpec("_Rest")
_Answer = TypeVar("_Answer")
_OfText = Callable[Concatenate[str, _Rest], _Answer]


def kept_for_short_texts(
    count: int, longest: int = 300
) -> Callable[[_OfText[_Rest, _Answer]], _OfText[_Rest, _Answer]]:
    """Keep the answers of a function of a text.

    Parameters
    ----------
    count
        How many answers are kept at most.
    longest
        Letters of the longest text whose answer is kept; so much memory at most is held.

    Examples
    --------
    >>> @kept_for_short_texts(10, longest=3)
    ... def counted(text):
    ...     print("counting")
    ...     return len(text)
    >>> counted("abc") + counted("abc")
    counting
    6
    >>> counted("abcd") + counted("abcd")
    counting
    counting
    8
    """

    def decorate(function: _OfText[_Rest, _Answer]) -> _OfText[_Rest, _Answer]:
        kept = functools.lru_cache(maxsize=count)(function)

        @functools.wraps(function)
        def answer(text: str, /, *rest: _Rest.args, **named: _Rest.kwargs) -> _Answer:
            if len(text) > longest:
                return function(text, *rest, **named)
            return kept(text, *rest, **named)  # type: ignore[arg-type]

        return answer

    return decorate
