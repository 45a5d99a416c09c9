"""Files that commands read whole, and write where none stands or where that is asked for."""

from __future__ import annotations

from pathlib import Path

from redrisk.contents import content_of
from redrisk.errors import InvalidInput
from redrisk.intake.case_file import decoded
from redrisk.writing import write_whole

MOST_BYTES = 10_000_000


def read_text(path: Path) -> str:
    """The text of a file.

    Raises
    ------
    InvalidInput
        If it can't be read, is too large, or is not UTF-8.
    """
    return decoded(content_of(path, MOST_BYTES), str(path), MOST_BYTES)


def write_where_none_is(path: Path, text: str, *, same_allowed: bool = False) -> None:
    """Write a new file; an existing one is never written over.

    Parameters
    ----------
    path, text
        Where, and what; line ends are written as they are.
    same_allowed
        Whether a file that has this very text already is fine.

    Raises
    ------
    InvalidInput
        If a file stands there, or none can be written.
    """
    try:
        write_whole(path, text.encode())
    except InvalidInput:
        if not (same_allowed and path.is_file() and path.read_bytes() == text.encode()):
            raise


def write_new(path: Path, text: str, *, force: bool) -> None:
    """Write a file that does not exist yet, or any file with ``force``.

    Raises
    ------
    InvalidInput
        If it exists, or can't be written.
    """
    instead = "add --force to write over it, or choose another name"
    write_whole(path, text.encode(), over=force, instead=instead)
