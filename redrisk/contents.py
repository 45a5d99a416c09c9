"""The bytes of a file that a user names: no device's, no more than asked for, and in good time."""

from __future__ import annotations

import itertools
import os
import select
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from redrisk.errors import InvalidInput, Problem

_SECONDS = 5.0
"""How long another program may say nothing before its pipe is given up."""

_PATIENCE = 0.5
"""How long a program that will write may take to open its pipe."""

_CHUNK = 1 << 20


def content_of(path: str | Path, most: int) -> bytes:
    """The content of a file, or the first ``most + 1`` bytes of one that is larger.

    Parameters
    ----------
    path
        A file, or a pipe into which another program writes.
    most
        How many bytes are wanted at most.

    Raises
    ------
    InvalidInput
        If there is no such file, it is a folder or a device, or its pipe stays silent.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = Path(folder, "note.txt")
    ...     _ = place.write_bytes(b"whole")
    ...     content_of(place, 10), content_of(place, 2)
    (b'whole', b'who')
    """
    try:
        # Without O_NONBLOCK, opening a pipe into which nothing writes would wait for ever.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(path, flags)
        with os.fdopen(handle, "rb", buffering=0):
            kind = os.fstat(handle).st_mode
            _refuse_kind(kind, path, piped=True)
            if stat.S_ISFIFO(kind):
                return _piped(handle, most + 1, path)
            return _whole(handle, most + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, InvalidInput):
            raise
        raise _unreadable(path, error) from None


def lines_of(path: str | Path, longest: int) -> Iterator[bytes]:
    """The lines of a plain file of any size, one after the other, without their ends.

    Raises
    ------
    InvalidInput
        If the file can't be read, or a line has more than ``longest`` bytes.
    """
    check_plain(path)
    try:
        with open(path, "rb") as file:  # noqa: PTH123  (a path may be given as text)
            for number in itertools.count(1):
                line = file.readline(longest + 2)
                if not line:
                    return
                if len(line.rstrip(b"\r\n")) > longest:
                    message = f"a line is longer than {longest // 1_000_000} MB; no record is"
                    raise InvalidInput([Problem("", message, number)], str(path))
                yield line.rstrip(b"\r\n")
    except OSError as error:
        raise _unreadable(path, error) from None


def check_plain(path: str | Path) -> None:
    """See that a path names a plain file, for readers that open it themselves.

    Raises
    ------
    InvalidInput
        If it names nothing, a folder, a device or a pipe.
    """
    try:
        kind = os.stat(path).st_mode  # noqa: PTH116  (a text that can't be a path is an error too)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    _refuse_kind(kind, path, piped=False)


def _refuse_kind(kind: int, path: str | Path, *, piped: bool) -> None:
    if stat.S_ISREG(kind) or (piped and stat.S_ISFIFO(kind)):
        return
    if stat.S_ISDIR(kind):
        message = "can't be read: it is a folder; name a file in it"
    else:
        message = "can't be read: it is a device or a pipe; save what it gives as a file"
    raise InvalidInput([Problem("", message)], str(path))


def _unreadable(path: str | Path, error: OSError | ValueError) -> InvalidInput:
    why = getattr(error, "strerror", None) or "that can't be the name of a file"
    return InvalidInput([Problem("", f"can't be read: {why}")], str(path))


def _whole(handle: int, size: int) -> bytes:
    parts = []
    while size > 0 and (part := os.read(handle, min(size, _CHUNK))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _piped(handle: int, size: int, path: str | Path) -> bytes:
    parts: list[bytes] = []
    start = time.monotonic()
    while size > 0:
        try:
            part = os.read(handle, min(size, _CHUNK))
        except BlockingIOError:  # a program has it open, and has not written yet
            if select.select([handle], [], [], _SECONDS)[0]:
                continue
            message = f"can't be read: nothing came out of this pipe for {_SECONDS:g} seconds"
            raise InvalidInput([Problem("", message)], str(path)) from None
        if not part:
            if parts:
                break
            if time.monotonic() - start > _PATIENCE:
                message = "can't be read: no program writes into this pipe; save it as a file"
                raise InvalidInput([Problem("", message)], str(path))
            time.sleep(_PATIENCE / 10)  # the program that writes may only be starting
            continue
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
