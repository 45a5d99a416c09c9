"""Puts the code of a changed function in the place of the old one, while everything is loaded."""

from __future__ import annotations

import functools
import gc
import sys
from collections.abc import Iterable, Iterator
from types import CodeType, FunctionType
from typing import Any, NamedTuple

Place = tuple[str, str, int]
"""File, qualified name and first line of a function."""


def place_of(code: CodeType) -> Place:
    """Where a function stands."""
    return (code.co_filename, code.co_qualname, code.co_firstlineno)


class Swap(NamedTuple):
    """The functions that a mutant changes.

    Attributes
    ----------
    codes
        New code by the place of the old: of what is changed, and of the functions around it.
    own
        Places of what is changed itself; empty if that is more than the inside of functions.
    """

    codes: dict[Place, CodeType]
    own: frozenset[Place]


def swap_for(old: CodeType, new: CodeType) -> Swap:
    """What must be put in the place of what, to make one module of the other."""
    codes: dict[Place, CodeType] = {}
    own: set[Place] = set()
    if not _compare(old, new, codes, own):
        return Swap({}, frozenset())
    codes.pop(place_of(old), None)
    return Swap(codes, frozenset(own))


def _compare(old: CodeType, new: CodeType, codes: dict[Place, CodeType], own: set[Place]) -> bool:
    """Collect differences; False if they can't be told function by function."""
    inner, other = list(_inner(old)), list(_inner(new))
    if len(inner) != len(other) or old.co_freevars != new.co_freevars:
        return False
    differs = _body(old) != _body(new)
    before = len(codes)
    for one, two in zip(inner, other, strict=True):
        if not _compare(one, two, codes, own):
            return False
    if differs:
        if not old.co_flags & 2:  # a module or the body of a class
            return False
        own.add(place_of(old))
    if differs or len(codes) > before:
        if place_of(old) in codes:
            return False
        codes[place_of(old)] = new
    return True


def _inner(code: CodeType) -> Iterator[CodeType]:
    return (const for const in code.co_consts if isinstance(const, CodeType))


def _body(code: CodeType) -> object:
    consts = [_constant(const) for const in code.co_consts if not isinstance(const, CodeType)]
    return (code.co_code, code.co_names, code.co_varnames, code.co_cellvars, consts)


def _constant(value: object) -> object:
    if isinstance(value, tuple):
        return [_constant(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(map(repr, value))
    return (type(value).__name__, repr(value))


def live_functions(files: Iterable[str]) -> dict[Place, list[FunctionType]]:
    """Every function of these files that exists now, by its place."""
    wanted, found = frozenset(files), dict[Place, list[FunctionType]]()
    for thing in gc.get_objects():
        if type(thing) is FunctionType and thing.__code__.co_filename in wanted:
            found.setdefault(place_of(thing.__code__), []).append(thing)
    return found


def put_in_place(swap: Swap, functions: dict[Place, list[FunctionType]]) -> None:
    """Make the change, and forget everything that was worked out before it."""
    for place, code in swap.codes.items():
        for function in functions.get(place, ()):
            function.__code__ = code
    for remembered in what_is_remembered():
        remembered.cache_clear()


def what_is_remembered(files: Iterable[str] | None = None) -> list[Any]:
    """The functions of redrisk that keep what they once worked out; of these files, or all."""
    wanted = None if files is None else set(files)
    return [
        value
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] == "redrisk"
        and (wanted is None or getattr(module, "__file__", None) in wanted)
        for value in vars(module).values()
        if isinstance(value, functools._lru_cache_wrapper)
    ]
