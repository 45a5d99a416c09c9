"""Files that commands read whole, and write only where none stands."""

from __future__ import annotations

from pathlib import Path

from redrisk.errors import InvalidInput, Problem
from redrisk.intake.case_file import decoded

MOST_BYTES = 200_000_000


def read_text(path: Path) -> str:
    """The text of a file.

    Raises
    ------
    InvalidInput
        If it can't be read, is too large, or is not UTF-8.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        message = f"can't be read: {error.strerror or error}"
        raise InvalidInput([Problem("", message)], str(path)) from None
    return decoded(data, str(path), MOST_BYTES)


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
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        if same_allowed and path.read_bytes() == text.encode():
            return
        message = "exists already and is not written over; choose another name"
        raise InvalidInput([Problem("", message)], str(path)) from None
    except OSError as error:
        message = f"can't be written: {error.strerror or error}"
        raise InvalidInput([Problem("", message)], str(path)) from None
