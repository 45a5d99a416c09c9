"""Shows what was read where: the document's lines beside the fields, without names."""

from __future__ import annotations

import html
import zlib
from collections.abc import Callable, Iterator, Sequence

from redrisk.errors import printable
from redrisk.intake.reading import NoticeReading, Reading, ShownLine

Style = Callable[..., str]
_COLOURS = (
    "cyan",
    "green",
    "yellow",
    "magenta",
    "blue",
    "bright_cyan",
    "bright_green",
    "bright_magenta",
)
_HUES = (200, 140, 45, 290, 220, 170, 100, 320)
_SIGNS = {"certain": "=", "probable": "~", "ambiguous": "?"}


def _place(path: str) -> int:
    """A colour for a field: the same in every document."""
    return zlib.crc32(path.split("[", maxsplit=1)[0].split(".", maxsplit=1)[0].encode()) % len(
        _COLOURS
    )


def as_text(record: NoticeReading, style: Style) -> str:
    """The lines with their fields in the margin, coloured by ``style`` (click.style).

    After the lines stand the fields: ``=`` certain, ``~`` probable, ``?`` ambiguous and not set.
    """
    lines = []
    for line in record.lines:
        if not line.text.strip():
            continue
        number = f"{f'{line.page}:' if line.page else ''}{line.number}"
        if line.fields:
            names = " ".join(dict.fromkeys(line.fields))
            text = style(printable(line.text), fg=_COLOURS[_place(line.fields[0])], bold=True)
            lines.append(f"{number:>7} | {text}  <- {names}")
        else:
            lines.append(f"{number:>7} | {style(printable(line.text), dim=line.is_identity)}")
    lines += ["", *(_field_line(item, style) for item in record.fields)]
    return "\n".join(lines) + "\n"


def _field_line(item: Reading, style: Style) -> str:
    value = " or ".join(map(str, item.value)) if isinstance(item.value, tuple) else str(item.value)
    note = "; ".join(part for part in (item.place, item.note) if part)
    name = style(printable(item.path), fg=_COLOURS[_place(item.path)])
    told = printable(f"{value}{f'  ({note})' if note else ''}")
    return f"  {_SIGNS[item.certainty]} {name} {told}"


def as_html(records: Sequence[NoticeReading]) -> str:
    """The same as one page of HTML that needs nothing else."""
    body = "\n".join(part for record in records for part in _html_record(record))
    return _PAGE.replace("{body}", body)


def _html_record(record: NoticeReading) -> Iterator[str]:
    yield "<section><ol class='lines'>"
    for line in record.lines:
        if line.text.strip():
            yield _html_line(line)
    heads = "".join(f"<th>{name}</th>" for name in ("field", "value", "sure", "where", "note"))
    yield f"</ol><table><thead><tr>{heads}</tr></thead><tbody>"
    for item in record.fields:
        value = (
            " or ".join(map(str, item.value)) if isinstance(item.value, tuple) else str(item.value)
        )
        cells = (item.path, value, item.certainty, item.place, item.note)
        yield "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>"
    yield "</tbody></table></section>"


def _html_line(line: ShownLine) -> str:
    number = f"{f'{line.page}:' if line.page else ''}{line.number}"
    text = html.escape(line.text)
    if line.fields:
        hue = _HUES[_place(line.fields[0])]
        names = html.escape(" ".join(dict.fromkeys(line.fields)))
        mark = f"<mark style='background:hsl({hue} 80% 85%)'>{text}</mark>"
        return f"<li><span class='n'>{number}</span>{mark} <small>{names}</small></li>"
    kind = " class='id'" if line.is_identity else ""
    return f"<li{kind}><span class='n'>{number}</span>{text}</li>"


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>What redrisk read</title><style>
body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
body{color:#222;background:#fff}
.lines{list-style:none;padding:0;white-space:pre-wrap}.n{display:inline-block;width:4rem;color:#666}
.id{color:#666;font-style:italic}table{border-collapse:collapse;margin:1rem 0}
td,th{border:1px solid #bbb;padding:.2rem .5rem;text-align:left;vertical-align:top}small{color:#444}
</style></head><body><h1>What redrisk read</h1>
<p>Names, birth dates and descriptions are not kept. Ambiguous readings are not set.</p>
{body}
</body></html>
"""
