"""docs/notice.md, made from the declared fields so that it can't go stale."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, get_args

from redrisk import notice as records
from redrisk import vocabulary
from redrisk._record import Record
from redrisk.case import Case, Outcome, Source
from redrisk.template import is_list, kind_in_words
from training import datasets

PAGE = datasets.ROOT / "docs" / "notice.md"

HEAD = """\
# The notice and the case: fields

Made from the declarations in redrisk/notice.py and redrisk/case.py (`python -m
training.notice_page`).

All facts are optional except `issuing_country`. An absent fact is unknown; an empty list means
'known to be none'. Dates are partial ISO dates: 2015, 2015-11, 2015-11-03. Countries are ISO 3166-1
alpha-2 codes, XK included; a historic code is an error that names the successor. An unknown key is
an error that suggests the nearest right one. In YAML every plain scalar is read as text: NO is
Norway, 2015 a date, NA Namibia; yes and no are answers. `redrisk new` writes a commented template,
`redrisk schema` the JSON Schema.

`standing` and `sources` are keyed by the path of a fact: `notice_date`, `charges[0]`,
`charges[0].text`. Without a word a fact is asserted; the total on exhibited facts alone is printed
beside the total.
"""

PARTS = (
    records.Notice,
    records.Charge,
    records.Sentence,
    records.Warrant,
    records.Activity,
    records.Protection,
    records.Extradition,
    records.InterpolRuling,
    records.Exhibit,
    Case,
    Outcome,
    Source,
)
LISTS = {
    "Offence categories": vocabulary.OffenceCategory,
    "Roles": vocabulary.Role,
    "Kinds of activity": vocabulary.ActivityKind,
}


def page() -> str:
    """The whole page."""
    sections = [HEAD, *(_table(record) for record in PARTS)]
    sections += [f"## {title}\n\n{', '.join(get_args(words))}\n" for title, words in LISTS.items()]
    return "\n".join(sections)


def _table(record: type[Record]) -> str:
    summary = (record.__doc__ or "").strip().split("\n")[0]
    lines = [
        f"## {record.__name__}",
        "",
        summary,
        "",
        "| field | value | meaning |",
        "|---|---|---|",
    ]
    for name, field in record.model_fields.items():
        required = " (required)" if field.is_required() else ""
        value = _value(name, field.annotation)
        lines.append(f"| {name}{required} | {value} | {field.description or ''} |")
    return "\n".join(lines) + "\n"


def _value(name: str, annotation: Any) -> str:
    words = kind_in_words(annotation, most=None, name=name).replace(" | ", ", ")
    words = {"Mapping": "mapping"}.get(words, words)
    return f"list of: {words}" if is_list(annotation) else words


def main(path: Path = PAGE) -> int:
    """Write the page, or with ``--check`` return 1 if it is stale."""
    if "--check" in sys.argv[1:]:
        return int(path.read_text("utf-8") != page())
    path.write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
