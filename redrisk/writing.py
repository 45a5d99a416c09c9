"""Files and folders that appear whole or not at all; whatever redrisk writes goes through here.

What is written lies beside its place first, in a part whose name ends in ``PART``. Once it is whole
and on the disk it is moved into place in one step. A process that is killed leaves its part and
nothing else; the next thing written into that folder removes it. A part that is still being written
is locked, so that it is not taken for one left behind.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from redrisk.errors import InvalidInput, Problem

if sys.platform != "win32":
    import fcntl

PART = ".redrisk-part"
"""How the name of an unfinished file or folder ends; it begins with a dot."""

_BUFFER = 1 << 20
_LOCK_SECONDS = 20.0
_STALE_SECONDS = 24 * 60 * 60
"""Where parts can't be locked (Windows), one is left behind once it is as old as this."""


def write_whole(
    path: Path,
    content: bytes,
    *,
    over: bool = False,
    instead: str = "choose another name",
    mode: int | None = None,
) -> None:
    """Write a file, which appears whole or not at all.

    Parameters
    ----------
    path, content
        Where, and what.
    over
        Whether a file that stands there is replaced; it keeps its permissions.
    instead
        What a person can do if one stands there and is not to be replaced.
    mode
        Permissions of a new file; the usual ones if None.

    Raises
    ------
    InvalidInput
        If a file stands there and is not to be replaced, or none can be written. What stood there
        is unchanged then.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder, "note.txt"), b"whole")
    ...     Path(folder, "note.txt").read_text()
    'whole'
    """
    part = Part(path, over=over, instead=instead, mode=mode)
    try:
        part.file.write(content)
        part.finish()
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        part.abandon()


class Part:
    """A file in the making, for content that comes bit by bit.

    Parameters
    ----------
    path, over, instead, mode
        As for ``write_whole``.

    Attributes
    ----------
    file
        Open for writing. An OSError from it is for the caller; see ``cannot_write``.

    Raises
    ------
    InvalidInput
        As for ``write_whole``.
    """

    def __init__(
        self,
        path: Path,
        *,
        over: bool = False,
        instead: str = "choose another name",
        mode: int | None = None,
    ) -> None:
        self._asked = path
        self._instead = instead
        self._over = over
        try:
            if not over and os.path.lexists(path):
                raise self._exists()
            # A link to a file stays a link; the file that it names is replaced.
            self._place = Path(os.path.realpath(path))
            self._beside, self.file = _open_beside(self._place, mode)
        except OSError as error:
            raise cannot_write(path, error) from None

    def finish(self) -> None:
        """Give the whole file its name.

        Raises
        ------
        InvalidInput
            If another file got that name meanwhile, and is not to be replaced.
        OSError
            If it can't be written to its end, or moved.
        """
        self.file.flush()
        os.fsync(self.file.fileno())
        if sys.platform == "win32":  # an open file can't be moved there
            self.file.close()
        if self._over:
            _patiently(lambda: os.replace(self._beside, self._place))  # noqa: PTH105
        else:
            try:
                _move_where_none_is(self._beside, self._place)
            except FileExistsError:
                raise self._exists() from None
        settle_names(self._place.parent)
        self.file.close()

    def abandon(self) -> None:
        """Leave nothing behind, unless it was finished."""
        with contextlib.suppress(OSError, ValueError):
            self.file.close()
        with contextlib.suppress(OSError):
            self._beside.unlink()

    def _exists(self) -> InvalidInput:
        message = f"exists already and is not written over; {self._instead}"
        return InvalidInput([Problem("", message)], str(self._asked))


def cannot_write(path: Path, error: OSError) -> InvalidInput:
    """The error that says why a file can't be written."""
    return InvalidInput([Problem("", f"can't be written: {reason(error)}")], str(path))


def reason(error: OSError) -> str:
    """Why the system refused to write, with what to do where that is not plain."""
    why = error.strerror or str(error)
    hints = {
        errno.ENOSPC: "free some space, or write elsewhere",
        errno.EDQUOT: "free some space, or write elsewhere",
        errno.EROFS: "write elsewhere",
        errno.EACCES: "write elsewhere, or have the permissions changed",
        errno.ENOENT: "make its folder first",
    }
    hint = hints.get(error.errno or 0)
    return f"{why}; {hint}" if hint else why


def check_writable(path: Path) -> None:
    """See that a new file could be written there, before work is done for it.

    Raises
    ------
    InvalidInput
        If a file stands there, or none can be written.
    """
    Part(path).abandon()


def _open_beside(place: Path, mode: int | None) -> tuple[Path, BinaryIO]:
    """A new locked file beside a place; what was left behind there is removed."""
    former = place.stat() if place.exists() else None
    if former is not None and not stat.S_ISREG(former.st_mode):
        raise OSError(errno.EINVAL, "it is no plain file; choose another name")
    if former is not None and not os.access(place, os.W_OK):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))
    remove_left_behind(place.parent)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    permissions = 0o666 if mode is None else mode
    if former is not None:
        permissions = stat.S_IMODE(former.st_mode) & 0o777
    while True:
        beside = _beside(place)
        handle = os.open(beside, flags, permissions)
        if _lock(handle) and _is_at(handle, beside):
            if former is not None and hasattr(os, "fchmod"):
                os.fchmod(handle, permissions)
            return beside, os.fdopen(handle, "wb", buffering=_BUFFER)
        os.close(handle)


@contextlib.contextmanager
def folder_beside(place: Path) -> Iterator[Path]:
    """A new folder beside a place, to be filled and moved there; removed if it still stands."""
    remove_left_behind(place.parent)
    with contextlib.ExitStack() as stack:
        while True:
            beside = _beside(place)
            beside.mkdir()
            if sys.platform == "win32":
                break
            handle = os.open(beside, os.O_RDONLY)
            stack.callback(os.close, handle)
            if _lock(handle) and _is_at(handle, beside):
                break
        stack.callback(shutil.rmtree, beside, ignore_errors=True)
        yield beside


@contextlib.contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait until no other process moves things in this folder.

    Raises
    ------
    OSError
        If another one does not come to an end.
    """
    if sys.platform == "win32":  # a folder can't be locked there
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        end = time.monotonic() + _LOCK_SECONDS
        while not _lock(handle):
            if time.monotonic() > end:
                raise OSError(errno.EBUSY, "another process is writing there; try again")
            time.sleep(0.01)
        yield
    finally:
        os.close(handle)


def move_folder(old: Path, new: Path) -> None:
    """Give a folder another name, where nothing stands."""
    _patiently(lambda: old.rename(new))


def remove_folder(folder: Path) -> None:
    """Take a folder's name away, then remove what is in it; what can't be removed now is later."""
    beside = _beside(folder)
    move_folder(folder, beside)
    shutil.rmtree(beside, ignore_errors=True)


def settle(folder: Path) -> None:
    """See that every file of a folder, and its name, is on the disk."""
    for path in (*folder.rglob("*"), folder):
        if path.is_dir():
            settle_names(path)
        else:
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def remove_left_behind(folder: Path) -> None:
    """Remove the parts that a killed process left in a folder."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") and entry.name.endswith(PART):
                _remove_unless_locked(Path(entry.path))


def _remove_unless_locked(part: Path) -> None:
    with contextlib.ExitStack() as stack, contextlib.suppress(OSError):
        found = part.lstat()
        if sys.platform != "win32":
            if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
                return
            handle = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            stack.callback(os.close, handle)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        elif time.time() - found.st_mtime < _STALE_SECONDS:
            return
        if stat.S_ISDIR(found.st_mode):
            shutil.rmtree(part)
        else:
            part.unlink()


def _beside(place: Path) -> Path:
    return place.with_name(f".{place.name[:40]}.{secrets.token_hex(6)}{PART}")


def _lock(handle: int) -> bool:
    """Lock an open file until it is closed; False if another process has it locked."""
    if sys.platform != "win32":
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks; nothing can be removed there by others
            return True
    return True


def _is_at(handle: int, path: Path) -> bool:
    """Whether an open file still has its name; another process may have removed it."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def _move_where_none_is(old: Path, new: Path) -> None:
    """Give a file another name; FileExistsError if something has it."""
    if sys.platform == "win32":
        _patiently(lambda: old.rename(new))
        return
    try:
        os.link(old, new)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: claim the name, then replace the empty file.
        os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        os.replace(old, new)  # noqa: PTH105
    else:
        old.unlink()


def settle_names(folder: Path) -> None:
    """See that the names in a folder are on the disk, where the system can do that."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _patiently(move: Callable[[], object]) -> None:
    """Move something; on Windows again and again while a reader has it open."""
    end = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            move()
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() > end:
                raise
            time.sleep(0.01)
        else:
            return
