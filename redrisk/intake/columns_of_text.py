"""Two columns of text: a heading that broke inside its column is put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from redrisk.intake.labels import beginnings, phrases, without_numbering
from redrisk.intake.pages import Line
from redrisk.intake.plain import fold

_GAP = re.compile(r"\s*\t\s*|\s{3,}|\s*\|\s*")
_MOST_PIECES = 5


def mend_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines, where each heading that runs over several lines of a left column stands in one.

    'Law covering    Article 5' over 'the offence' becomes 'Law covering the offence: Article 5'.
    """
    mended = list(lines)
    index = 0
    while index < len(mended):
        index += _mend(mended, index)
    return mended


def _mend(lines: list[Line], index: int) -> int:
    """Mend the heading that begins at a line; how many lines it took."""
    left, right = _cells(lines[index].text)
    heading = without_numbering(left)
    if not right or fold(heading) not in beginnings():
        return 1
    pieces, values, best = heading, [right], 0
    rights = [right]
    for extra in range(1, _MOST_PIECES):
        if index + extra >= len(lines) or not lines[index + extra].text.strip():
            break
        more, value = _cells(lines[index + extra].text)
        if not more:
            rights.append(value)
            continue
        if value and fold(more) in phrases():
            break  # 'Sentence | 2 years' over 'Remaining | 1 year': a heading of its own
        pieces = pieces[:-1] + more if pieces.endswith("-") else f"{pieces} {more}"
        rights.append(value)
        if fold(pieces) in phrases():
            best, values, heading = extra, list(rights), pieces
        elif fold(pieces) not in beginnings():
            break
    if not best:
        return 1
    for offset in range(best + 1):
        line = lines[index + offset]
        value = values[offset] if offset < len(values) else ""
        text = f"{heading}: {value}" if offset == 0 else f"    {value}"
        lines[index + offset] = Line(line.page, line.number, text)
    return best + 1


def _cells(text: str) -> tuple[str, str]:
    """The left cell and the rest; the left is empty if the line begins far to the right."""
    if len(text) - len(text.lstrip()) > _FAR:
        return "", text.strip()
    parts = _GAP.split(text.strip().strip("|").strip(), maxsplit=1)
    return parts[0].strip(), parts[1].strip() if len(parts) > 1 else ""


_FAR = 12
