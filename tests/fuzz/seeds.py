"""What the fuzzing of each target begins with: small inputs of every shape, made here.

``corpus/<target>/`` holds further ones, above all those that once did harm. No name of a person
is in any of them.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import io
import json
import shutil
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import redrisk
from redrisk.casework.coding import make_key, sheet_text
from redrisk.model_folder import spread_json
from redrisk.report.options import Options
from redrisk.report.write import made_for
from redrisk.report.writers import writer
from tests.helpers import EXAMPLES, a_case
from tests.intake import corpus

CORPUS = Path(__file__).parent / "corpus"

NOTICE: dict[str, Any] = {
    "reference": "2019/12",
    "issuing_country": "TR",
    "instrument": "red_notice",
    "notice_date": "2018-06-11",
    "nationalities": ["TR"],
    "charges": [{"text": "fraud", "law": "Art. 158", "max_penalty": 120, "categories": ["fraud"]}],
    "warrant": {"reference": "12", "date": "2018", "issuer": "judge", "valid": True},
    "political_profile": True,
    "roles": ["journalist"],
    "political_activity": [{"kind": "journalism", "date": "2016-03", "note": "an article"}],
    "protection": [{"status": "refugee", "country": "DE", "date": "2017-11-20"}],
    "extradition": [{"country": "DE", "date": "2019-02", "result": "refused"}],
    "interpol_history": [{"date": "2017-07", "decision": "refused"}],
    "answers": {"charge_after_dissent": True, "wanted_for": "trial"},
    "standing": {"charges": "exhibited"},
    "sources": {"charges": [{"exhibit": "A1", "page": "2", "quote": "as worded"}]},
}
CASE: dict[str, Any] = {
    "case_id": "ZZ-1",
    "notice": {"issuing_country": "RU", "notice_date": "2015"},
    "outcome": {"label": "rejected", "decided_by": "interpol_ccf", "date": "2019"},
    "sources": [{"url": "https://example.org", "title": "A decision"}],
}
API: dict[str, Any] = {
    "entity_id": "2099/10001",
    "forename": "ALFA",
    "name": "BRAVO",
    "nationalities": ["SE"],
    "arrest_warrants": [
        {"issuing_country_id": "SE", "charge": "Gross fraud\r\nMoney laundering"},
        {"issuing_country_id": "RU", "charge": "мошенничество", "charge_translation": "fraud"},
    ],
}
SANCTION: dict[str, Any] = {
    "id": "s1",
    "schema": "Sanction",
    "datasets": ["interpol_red_notices"],
    "properties": {
        "entity": ["p1"],
        "country": ["ru"],
        "reason": ["Fraud"],
        "authorityId": ["2099/1"],
        "programId": ["INTERPOL-RN"],
    },
}
PERSON: dict[str, Any] = {
    "id": "p1",
    "schema": "Person",
    "properties": {"name": ["Alfa Bravo"], "nationality": ["ru"]},
}
ROWS = [
    [
        "issuing_country",
        "notice_date",
        "charge_text",
        "charge_max_penalty",
        "roles",
        "political_profile",
    ],
    ["TR", "2015-11-03", "fraud", "120", "journalist;lawyer", "yes"],
    ["RU", "2016", "terrorism, membership", "life", "none", "no"],
    ["NA", "", "=1+1", "", "", ""],
]
MAPPING = """columns: {Country: issuing_country, Date: notice_date}
values: {issuing_country: {Turkey: TR}}
defaults: {political_profile: "yes"}
ignore: ["*"]
missing: [n/a]
list_separator: ";"
date_order: dmy
"""
CONFIG: dict[str, Any] = {"folds": 5, "repeats": 1, "seed": 0, "uneven_cap": 3}


def seeds(target: str) -> list[bytes]:
    """The inputs of a target that the fuzzing begins with, its corpus included."""
    folder = CORPUS / target
    kept = [path.read_bytes() for path in sorted(folder.glob("*"))] if folder.is_dir() else []
    return [*_made(target), *kept]


@functools.cache
def _made(target: str) -> tuple[bytes, ...]:
    return tuple(_SEEDS[target]())


def _json(*values: Any) -> list[bytes]:
    return [json.dumps(value, ensure_ascii=False).encode() for value in values]


def _lines(*values: Any) -> bytes:
    return b"\n".join(_json(*values)) + b"\n"


def _yaml() -> list[bytes]:
    return [path.read_bytes() for path in EXAMPLES[:3]] + [b"- issuing_country: NO\n- {a: b}\n"]


def _documents() -> list[bytes]:
    made = corpus.documents()
    return [made[number].text.encode() for number in (0, 9, 18, 28)]


def _pdfs() -> list[bytes]:
    return [corpus.as_pdf(corpus.documents()[0], "lines"), plain_pdf("RED NOTICE")]


def plain_pdf(text: str, extra: bytes = b"") -> bytes:
    """A PDF of one page without compression; ``extra`` goes into its catalog."""
    page = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + extra + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(page) + page + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    return pdf_of(objects)


def pdf_of(objects: list[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n" % count
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(data))
    )


def _csv(delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(ROWS)
    return out.getvalue().encode()


def _xlsx() -> list[bytes]:
    import openpyxl

    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return [out.getvalue()]


def _arrow_table() -> Any:
    import pyarrow as pa

    return pa.table(dict(zip(ROWS[0], map(list, zip(*ROWS[1:], strict=True)), strict=True)))


def _parquet() -> list[bytes]:
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(_arrow_table(), out)
    return [out.getvalue()]


def _arrow() -> list[bytes]:
    import pyarrow as pa

    table, out, streamed = _arrow_table(), io.BytesIO(), io.BytesIO()
    with pa.ipc.new_file(out, table.schema) as file:
        file.write_table(table)
    with pa.ipc.new_stream(streamed, table.schema) as file:
        file.write_table(table)
    return [out.getvalue(), streamed.getvalue()]


def _appendix(form: str) -> list[bytes]:
    result = redrisk.score({"issuing_country": "FR", "reference": "x"})
    return [writer(form).write(made_for(result, Options(length="short")))]


def _word() -> list[bytes]:
    import docx

    out = io.BytesIO()
    docx.Document().save(out)
    return [out.getvalue()]


def _key() -> list[bytes]:
    return [make_key([a_case({"charges": [{"text": "fraud 0"}]})], 0).text().encode()]


def _sheet() -> list[bytes]:
    return [sheet_text(make_key([a_case({"charges": [{"text": "fraud 0"}]})], 0), "A").encode()]


def _patches() -> list[bytes]:
    return _json(
        {"file": "card.json", "at": ["bounds", "lower"], "value": -15},
        {"file": "card.json", "at": ["features", 0, "points"], "value": {}},
        {"file": "evidence.json", "at": [], "value": {}},
        {"file": "cases.json", "at": [0, "levels", 0], "value": [0, 1]},
        {"file": "cases.json", "at": [0], "value": None},
        {"file": "metrics.json", "at": [], "value": []},
        {"file": "manifest.json", "at": ["format"], "value": 2},
    )


def model_folder(folder: Path, data: bytes) -> Path:
    """The shipped model with one value replaced, or one file; the manifest names the new hashes."""
    with resources.as_file(resources.files("redrisk") / "model") as shipped:
        shutil.copytree(shipped, folder)
    name, content = _patched(folder, data)
    (folder / name).write_bytes(content)
    if name != "manifest.json":
        manifest = json.loads((folder / "manifest.json").read_bytes())
        manifest["files"][name] = hashlib.sha256(content).hexdigest()
        (folder / "manifest.json").write_text(spread_json(manifest), encoding="utf-8")
    return folder


def _patched(folder: Path, data: bytes) -> tuple[str, bytes]:
    names = ("card.json", "evidence.json", "cases.json", "metrics.json", "manifest.json")
    raw = names[data[0] % len(names)] if data else names[0], data[1:]
    try:
        patch = json.loads(data)
        name, path, value = patch["file"], list(patch["at"]), patch["value"]
        whole = place = {"": json.loads((folder / name).read_bytes())}
        steps = ["", *path]
        for step in steps[:-1]:
            place = place[step]
        place[steps[-1]] = value
        text = spread_json(whole[""])
    except (ValueError, KeyError, IndexError, TypeError, OSError, RecursionError):
        return raw
    return (name, text.encode("utf-8", "replace")) if name in names else raw


_SEEDS: Mapping[str, Any] = {
    "notice_json": lambda: _json(NOTICE, CASE, [NOTICE, CASE, {"issuing_country": "TR"}]),
    "notice_yaml": _yaml,
    "notice_lines": lambda: [_lines(NOTICE, CASE)],
    "any_notice": lambda: [*_json(NOTICE, API), *_yaml()[:1], *_documents()[:1], _csv()],
    "interpol_api": lambda: _json(API, {"_embedded": {"notices": [API]}}),
    "followthemoney": lambda: [
        _lines(PERSON, SANCTION),
        *_json({**PERSON, "properties": {**PERSON["properties"], "sanctions": [SANCTION]}}),
    ],
    "document": _documents,
    "pdf": _pdfs,
    "stream": lambda: [_lines(PERSON, SANCTION), _lines(API), _lines(NOTICE, CASE)],
    "table_csv": lambda: [_csv(), _csv(";")],
    "table_tsv": lambda: [_csv("\t")],
    "table_jsonl": lambda: [
        _lines(*(dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:])),
        _lines(NOTICE, {"issuing_country": "TR"}),
    ],
    "table_xlsx": _xlsx,
    "table_parquet": _parquet,
    "table_arrow": _arrow,
    "mapping_file": lambda: [MAPPING.encode()],
    "model_file": _patches,
    "verify_md": lambda: _appendix("md"),
    "verify_json": lambda: _appendix("json"),
    "verify_html": lambda: _appendix("html"),
    "verify_docx": lambda: _appendix("docx"),
    "verify_xlsx": lambda: _appendix("xlsx"),
    "verify_pdf": lambda: _appendix("pdf"),
    "template": _word,
    "training_config": lambda: _json(CONFIG),
    "coding_key": _key,
    "coding_sheet": _sheet,
    "prior": lambda: [b"even", b"0.2", b"complaint_decided"],
    "charge_words": lambda: [b"membership of an armed organisation", "мошенничество".encode()],
    "answers": lambda: [b"TR\nA1\n2\nyes\n\nwhy\n2015\nback\nlist\nunknown\nfraud\n\nquit\n"],
}
