"""Files made to do harm: a name, the ending it bears, and its content, made when it is needed.

``LIGHT`` ones are small, and every command is tried on each. ``HEAVY`` ones are large, or ask for
much time or memory; they are tried in processes of their own.
"""

from __future__ import annotations

import codecs
import functools
import io
import json
import os
import pickle
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.fuzz.seeds import NOTICE, pdf_of, plain_pdf, seeds

Maker = Callable[[], bytes]
LIGHT: dict[str, Maker] = {}
HEAVY: dict[str, Maker] = {}

TEXT = "RED NOTICE\nCountry of request: Turkey\nCharge: fraud\n"
YAML = "issuing_country: TR\nnotice_date: 2015\n"


def light(name: str, content: bytes | str | Maker) -> None:
    """Declare a small file."""
    LIGHT[name] = _maker(content)


def heavy(name: str, content: bytes | str | Maker) -> None:
    """Declare a file that asks for much."""
    HEAVY[name] = _maker(content)


def _maker(content: bytes | str | Maker) -> Maker:
    if callable(content):
        return content
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return lambda: data


class Runs:
    """Unpickling it would make a file."""

    def __reduce__(self) -> Any:
        return os.system, ("touch /tmp/redrisk-was-run",)


def zipped(parts: dict[str, bytes | str], *, level: int = 9) -> bytes:
    """A zip archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def with_parts(package: bytes, changes: dict[str, bytes | str]) -> bytes:
    """A package with some members replaced or added."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, **changes})


def packed(megabytes: int, unit: bytes = b"(A) Tj ") -> bytes:
    """So many megabytes, deflated to some kilobytes."""
    packer = zlib.compressobj(9)
    part = unit * (1_000_000 // len(unit))
    return b"".join(packer.compress(part) for _ in range(megabytes)) + packer.flush()


def stream_pdf(content: bytes, entries: bytes = b"/Filter /FlateDecode") -> bytes:
    """A PDF whose page has this packed content."""
    head = b"<< /Length %d %s >>" % (len(content), entries)
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
            head + b"\nstream\n" + content + b"\nendstream",
        ]
    )


def locked_pdf() -> bytes:
    """A PDF behind a password."""
    import pypdf

    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.append(io.BytesIO(plain_pdf("RED NOTICE")))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def parquet(columns: dict[str, Any], **options: Any) -> bytes:
    """A Parquet file of these columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **options)
    return out.getvalue()


def parquet_of_long_cells() -> bytes:
    """A few kilobytes that stand for 20 000 cells of a megabyte each."""
    import pyarrow as pa

    cells = pa.array(["x" * 1_000_000])
    words = pa.DictionaryArray.from_arrays(pa.array([0] * 20_000, pa.int32()), cells)
    return parquet({"issuing_country": pa.array(["TR"] * 20_000), "charge_text": words})


def parquet_of_many_rows() -> bytes:
    """A few kilobytes that stand for a billion rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    part = pa.table({"issuing_country": pa.nulls(20_000_000, pa.string())})
    with pq.ParquetWriter(out, part.schema) as writer:
        for _ in range(20):
            writer.write_table(part, row_group_size=20_000_000)
    return out.getvalue()


def arrow_of_many_rows() -> bytes:
    """Some kilobytes that stand for fifty billion rows of nothing."""
    import pyarrow as pa

    out = io.BytesIO()
    part = pa.record_batch([pa.nulls(2**28)], names=["issuing_country"])
    with pa.ipc.new_file(out, part.schema) as writer:
        for _ in range(200):
            writer.write_batch(part)
    return out.getvalue()


def xlsx(sheet: str, **parts: str) -> bytes:
    """A workbook whose first sheet holds this XML."""
    return with_parts(seeds("table_xlsx")[0], {"xl/worksheets/sheet1.xml": sheet, **parts})


_BILLION = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(10)
)
_SHEET = (
    '{}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    "{}</sheetData></worksheet>"
)
_CELL = '<row><c t="inlineStr"><is><t>{}</t></is></c></row>'
_NESTED_ALIASES = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
)


def _appendix(form: str) -> bytes:
    return seeds(f"verify_{form}")[0]


def _half(form: str) -> bytes:
    return _appendix(form)[: len(_appendix(form)) // 2]


def _declare_texts() -> None:
    light("empty.yaml", b"")
    light("blank.txt", b" \n\n\t\n")
    light("nul.txt", b"RED NOTICE\n\0\0\0")
    light("latin-1.yaml", "issuing_country: FR\nreference: été\n".encode("latin-1"))
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"):
        light(f"{encoding}.yaml", YAML.encode(encoding))
        light(f"{encoding}.txt", TEXT.encode(encoding))
    light("bom-twice.yaml", codecs.BOM_UTF8 * 2 + YAML.encode())
    light("surrogate.yaml", "issuing_country: TR\nreference: \ud800\n")
    light("surrogate.json", '{"issuing_country": "TR", "reference": "\\ud800", "\\udfff": 1}')
    light("line-of-dots.txt", "." * 300_000)
    light(
        "tags.yaml",
        "issuing_country: !!python/object/apply:os.system ['touch /tmp/redrisk-was-run']\n",
    )
    light(
        "tag-of-all.yaml", "!!python/object/apply:os.system\nargs: [touch /tmp/redrisk-was-run]\n"
    )
    light("aliases.yaml", _NESTED_ALIASES)
    light("alias-loop.yaml", "a: &a\n  b: *a\n")
    light("merge.yaml", "base: &b {issuing_country: TR}\n<<: *b\n")
    light("twice.yaml", "issuing_country: TR\nissuing_country: RU\n")
    light("twice.json", '{"issuing_country": "TR", "issuing_country": "RU"}')
    light("deep.yaml", "[" * 100_000)
    light("deep-blocks.yaml", "- " * 100_000)
    light("deep.json", "[" * 100_000)
    light(
        "deep-900.json",
        '{"issuing_country": "TR", "answers": {"a": ' + "[" * 900 + "]" * 900 + "}}",
    )
    light("deep-900.jsonl", '{"charges": ' + "[" * 900 + "]" * 900 + "}\n")
    light("deep-objects.json", '{"a":' * 100_000)
    light(
        "many-names-twice.json", json.dumps({f"k{n}": n for n in range(90_000)})[:-1] + ', "k0": 1}'
    )
    light(
        "many-unknown.json",
        json.dumps({"issuing_country": "TR", **{f"k{n}": n for n in range(15_000)}}),
    )
    light(
        "many-answers.json",
        json.dumps({"issuing_country": "TR", "answers": {f"k{n}": "yes" for n in range(15_000)}}),
    )
    light(
        "numbers.json",
        '{"issuing_country": "TR", "charges": [{"text": "x", "max_penalty": 1e400}]}',
    )
    light(
        "figures.json",
        '{"issuing_country": "TR", "charges": [{"text": "x", "max_penalty": %s}]}' % ("9" * 10_000),
    )
    light(
        "figures.yaml",
        "issuing_country: TR\ncharges: [{text: x, max_penalty: %s}]\n" % ("9" * 10_000),
    )
    light(
        "nan.json", '{"issuing_country": "TR", "charges": [{"text": "x", "cheque_total_usd": NaN}]}'
    )
    light("infinite.yaml", "issuing_country: TR\ncharges: [{text: x, cheque_total_usd: .inf}]\n")
    for year in ("0", "0000", "0001-01-01", "9999", "9999-12-31", "99999", "2015-02-30", "-1"):
        light(f"year-{year}.yaml", f"issuing_country: TR\nnotice_date: {year}\n")
    light("long-name.json", json.dumps({"issuing_country": "TR", "k" * 1_000_000: 1}))
    light("long-country.json", json.dumps({"issuing_country": "T" * 1_000_000}))
    light("pickle.json", pickle.dumps(Runs()))
    light("pickle.yaml", pickle.dumps(Runs(), protocol=0))
    light("jinja.yaml", "issuing_country: TR\nreference: '{{ 7 * 7 }}{% raw %}'\n")
    light("words.docx", TEXT)
    light("zip.pdf", zipped({"a.txt": TEXT}))
    light("pdf.yaml", lambda: plain_pdf("RED NOTICE"))
    light("text.parquet", TEXT)
    light("text.xlsx", TEXT)
    light("csv.json", "issuing_country\nTR\n")
    light("json.csv", json.dumps(NOTICE))
    light("no-ending", YAML)
    light(
        "zip-paths.xlsx",
        zipped({"../../evil.xml": "x", "/tmp/evil.xml": "x", "xl/workbook.xml": "x"}),
    )
    light(
        "zip-paths.docx", zipped({"../../evil.xml": "x", "[Content_Types].xml": "x", "word/a": "x"})
    )


def _declare_documents() -> None:
    light("cut.pdf", lambda: plain_pdf("RED NOTICE")[:200])
    light("locked.pdf", locked_pdf)
    light(
        "script.pdf",
        lambda: plain_pdf("RED NOTICE", b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
    )
    light(
        "launch.pdf", lambda: plain_pdf("RED NOTICE", b"/OpenAction << /S /Launch /F (calc.exe) >>")
    )
    light(
        "page-tree-loop.pdf",
        pdf_of(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
            ]
        ),
    )
    light(
        "parent-loop.pdf",
        pdf_of(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>",
                b"<< /Type /Page /Parent 2 0 R >>",
            ]
        ),
    )
    light(
        "pages-claimed.pdf",
        pdf_of(
            [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 999999999 >>"]
        ),
    )
    light("xref-loop.pdf", plain_pdf("RED NOTICE").replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9"))
    light(
        "length-lies.pdf",
        lambda: plain_pdf("RED NOTICE").replace(b"/Length ", b"/Length 999999999"),
    )
    light("length-loop.pdf", lambda: stream_pdf(b"x", b"/Length 4 0 R"))
    light(
        "names-loop.pdf",
        lambda: plain_pdf("RED NOTICE", b"/Names << /EmbeddedFiles 6 0 R >>").replace(
            b"xref\n0", b"6 0 obj\n<< /Kids [6 0 R 6 0 R] >>\nendobj\nxref\n0"
        ),
    )
    light(
        "entities.xlsx",
        lambda: xlsx(_SHEET.format(f"<!DOCTYPE a [{_BILLION}]>", _CELL.format("&l9;"))),
    )
    light(
        "outside.xlsx",
        lambda: xlsx(
            _SHEET.format(
                '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>', _CELL.format("&e;")
            )
        ),
    )
    light(
        "outside-utf-16.xlsx",
        lambda: with_parts(
            seeds("table_xlsx")[0],
            {
                "xl/worksheets/sheet1.xml": _SHEET.format(
                    '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
                    _CELL.format("&e;"),
                ).encode("utf-16")
            },
        ),
    )
    light(
        "far-cell.xlsx",
        lambda: xlsx(
            _SHEET.format(
                "",
                '<row r="1"><c r="XFD1" t="inlineStr"><is><t>issuing_country</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
            )
        ),
    )
    light(
        "no-sheet.xlsx",
        lambda: zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}),
    )
    light("cut.xlsx", lambda: seeds("table_xlsx")[0][:2_000])
    light("unclosed.csv", b'issuing_country,charge_text\nTR,"fraud\n' + b"TR,x\n" * 20_000)
    light("wide.csv", ",".join(f"c{n}" for n in range(100_000)) + "\n")
    light("wide-row.csv", "issuing_country\n" + "TR," * 100_000 + "\n")
    light("twins.csv", "issuing_country,issuing_country\nTR,RU\n")
    light("nul.csv", b"issuing_country\nT\0R\n")
    light("long-cell.csv", "issuing_country,charge_text\nTR," + "x" * 1_000_000 + "\n")
    light("carriage.csv", b"issuing_country\rTR\rRU\r")
    light(
        "footer.parquet",
        lambda: parquet({"issuing_country": ["TR"]})[:-8] + b"\xff\xff\xff\x7fPAR1",
    )
    light("cut.parquet", lambda: parquet({"issuing_country": ["TR"]})[:-20])
    light("nested.parquet", lambda: parquet({"issuing_country": [{"a": [{"b": "TR"}]}]}))
    light(
        "text-not-utf-8.parquet",
        lambda: seeds("table_parquet")[0].replace(b"fraud", b"fr\xff\xfed"),
    )
    light("bytes.parquet", lambda: parquet({"issuing_country": [b"\xff\xfe"]}))
    light("cut.arrow", lambda: seeds("table_arrow")[0][:-40])
    light(
        "offsets.arrow",
        lambda: seeds("table_arrow")[0].replace(
            b"\x02\x00\x00\x00\x04\x00\x00\x00", b"\x02\x00\x00\x00\xff\xff\xff\x7f"
        ),
    )
    for form in ("md", "html", "json", "docx", "xlsx", "pdf"):
        light(f"cut-appendix.{form}", functools.partial(_half, form))
    light("deep-appendix.json", '{"record": %s, "appendix": {}}' % ("[" * 900 + "]" * 900))
    light(
        "record-tags.docx",
        lambda: zipped({"customXml/item1.xml": b'<redrisk "urn:redrisk:record:1" ' * 30_000}),
    )
    light(
        "record-entities.docx",
        lambda: zipped(
            {
                "customXml/item1.xml": f'<!DOCTYPE a [{_BILLION}]><redrisk xmlns="urn:redrisk:record:1"><record>&l9;</record><options>1</options></redrisk>'
            }
        ),
    )
    light(
        "script-tags.html",
        "<html>" + '<script type="application/json" id="redrisk-record">' * 20_000,
    )


def _declare_heavy() -> None:
    heavy("list.json", lambda: b"[" + b"[]," * 16_000_000 + b"[]]")
    heavy("objects.json", lambda: b"[" + b'{"a":{}},' * 1_100_000 + b"{}]")
    heavy("bad-lines.jsonl", lambda: b"{}\n" * 3_000_000)
    heavy("empty-lines.jsonl", lambda: b"\n" * 49_000_000)
    heavy(
        "wide-letters.jsonl",
        lambda: (
            json.dumps({"issuing_country": "TR", "reference": "x" * 45_000_000})[:-1].encode()
            + ', "é": "😀"}\n'.encode()
        ),
    )
    heavy(
        "long-text.json",
        lambda: json.dumps(
            {**NOTICE, "charges": [{"text": "fraud and murder " * 500_000}]}
        ).encode(),
    )
    heavy(
        "long-text.yaml",
        lambda: (
            b"issuing_country: TR\ncharges: [{text: " + b"fraud and murder " * 250_000 + b"}]\n"
        ),
    )
    heavy(
        "long-quotes.json",
        lambda: json.dumps(
            {**NOTICE, "sources": {"charges": [{"exhibit": "A", "quote": "x " * 4_000_000}]}}
        ).encode(),
    )
    heavy("values.yaml", lambda: b"a: [" + b"a," * 2_400_000 + b"]")
    heavy("lines.yaml", lambda: b"- a\n" * 1_200_000)
    heavy("keys.yaml", lambda: b"".join(b"k%d: 1\n" % n for n in range(400_000)))
    heavy("large.yaml", lambda: YAML.encode() + b"# x\n" * 12_000_000)
    heavy("one-line.txt", lambda: b"RED NOTICE " + b"x" * 9_900_000)
    heavy(
        "headings.txt",
        lambda: TEXT.encode() + b"Charge: fraud\nCountry of request: Turkey\n" * 9_000,
    )
    heavy("pages.pdf", many_pages)
    heavy("page-bomb.pdf", lambda: stream_pdf(packed(150)))
    heavy(
        "filter-bomb.pdf",
        lambda: stream_pdf(zlib.compress(packed(150), 9), b"/Filter [/FlateDecode /FlateDecode]"),
    )
    heavy("large-text.pdf", lambda: stream_pdf(packed(12, b"BT (RED NOTICE charge fraud) Tj ET\n")))
    heavy("attached-bomb.pdf", attached_bomb)
    heavy("sheet-bomb.xlsx", lambda: xlsx(_SHEET.format("", _CELL.format("x" * 100_000_000))))
    heavy(
        "cells.xlsx",
        lambda: xlsx(_SHEET.format("", "<row>" + "<c><v>1</v></c>" * 3_400_000 + "</row>")),
    )
    heavy("rows.xlsx", lambda: xlsx(_SHEET.format("", "<row><c><v>1</v></c></row>" * 2_000_000)))
    heavy(
        "strings.xlsx",
        lambda: with_parts(
            seeds("table_xlsx")[0],
            {"xl/sharedStrings.xml": "<sst>" + "<si><t>a</t></si>" * 3_000_000 + "</sst>"},
        ),
    )
    heavy("record-bomb.docx", lambda: zipped({"customXml/item1.xml": b"<a>" + b"x" * 100_000_000}))
    heavy(
        "many-parts.docx",
        lambda: zipped({f"customXml/item{n}.xml": b"x" * 5_000_000 for n in range(30)}),
    )
    heavy(
        "nested.docx",
        lambda: zipped(
            {"customXml/item1.xml": b"<a>" * 4_000_000, "word/document.xml": b"<a>" * 10}
        ),
    )
    heavy(
        "bomb-template.docx",
        lambda: with_parts(seeds("template")[0], {"word/document.xml": b"<w:p>" * 8_000_000}),
    )
    heavy("padded.html", lambda: _appendix("html") + b"<p>x</p>" * 3_000_000)
    heavy("cells.parquet", parquet_of_long_cells)
    heavy("rows.parquet", parquet_of_many_rows)
    heavy("rows.arrow", arrow_of_many_rows)
    heavy("rows.csv", lambda: b"issuing_country\n" + b"T\n" * 4_900_000)
    heavy("bad-cells.csv", lambda: b"issuing_country,notice_date\n" + b"TR,x\n" * 1_900_000)
    heavy("columns.csv", lambda: b",".join(b"k%d" % n for n in range(1_100_000)) + b"\n")


def many_pages() -> bytes:
    """A PDF of 500 pages."""
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(500))
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [" + kids + b"] /Count 500 >>",
            *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>"] * 500,
        ]
    )


def attached_bomb() -> bytes:
    """A PDF with a file attached under the record's name, which unpacks to 150 MB."""
    content = packed(150, b"[")
    head = b"<< /Type /EmbeddedFile /Filter /FlateDecode /Length %d >>" % len(content)
    names = b"(redrisk-options.json) 6 0 R (redrisk-record.json) 6 0 R"
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [" + names + b"] >> >> >>",
            b"<< /Type /Pages /Kids [] /Count 0 >>",
            b"null", b"null",
            head + b"\nstream\n" + content + b"\nendstream",
            b"<< /Type /Filespec /F (redrisk-record.json) /EF << /F 5 0 R >> >>",
        ]
    )  # fmt: skip


_declare_texts()
_declare_documents()
_declare_heavy()


def made(name: str, folder: Path) -> Path:
    """The file, written under its name."""
    path = folder / name
    path.write_bytes((LIGHT.get(name) or HEAVY[name])())
    return path
