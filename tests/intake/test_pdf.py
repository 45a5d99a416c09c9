from __future__ import annotations

import io
import zlib

import pypdf
import pytest

from redrisk.errors import RedriskError
from redrisk.intake import read_notice
from tests.intake import corpus
from tests.intake.truths import everything, mistakes

DOCUMENTS = corpus.documents()


@pytest.mark.parametrize(
    ("number", "style"),
    [(0, "lines"), (9, "lines"), (18, "table"), (28, "narrow"), (38, "stacked"), (47, "table")],
)
def test_a_pdf_is_read_as_well_as_its_text(number: int, style: str) -> None:
    document = DOCUMENTS[number]
    intake = read_notice(corpus.as_pdf(document, style))
    assert intake.format == "pdf"
    assert mistakes(intake.records[0].facts, document.truth) == []
    assert document.secrets[0].casefold() not in everything(intake.records[0]).casefold()


def test_a_pdf_names_page_and_line() -> None:
    notice = read_notice(corpus.as_pdf(DOCUMENTS[0], "lines")).notice
    assert notice.sources["issuing_country"][0].page.startswith("1, line")  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def plain() -> bytes:
    return corpus.as_pdf(DOCUMENTS[0], "lines")


def test_a_scan_names_the_program_that_makes_text_of_it() -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(600, 800)
    with pytest.raises(RedriskError, match="ocrmypdf -l eng"):
        read_notice(_written(writer))


def test_a_locked_pdf_says_so(plain: bytes) -> None:
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(plain))
    writer.encrypt("secret", algorithm="RC4-128")
    with pytest.raises(RedriskError, match="password"):
        read_notice(_written(writer))


def test_a_pdf_of_500_pages_is_refused() -> None:
    writer = pypdf.PdfWriter()
    for _ in range(500):
        writer.add_blank_page(600, 800)
    with pytest.raises(RedriskError, match="500 pages"):
        read_notice(_written(writer))


@pytest.mark.parametrize("keep", [20, 300, 4000])
def test_a_cut_off_pdf_is_refused(plain: bytes, keep: int) -> None:
    with pytest.raises(RedriskError, match="damaged"):
        read_notice(plain[:keep])


def test_a_bomb_is_refused() -> None:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"(A) Tj " * 1_000_000) for _ in range(60)) + packer.flush()
    with pytest.raises(RedriskError, match="the PDF"):
        read_notice(_with_content(packed))


def _written(writer: pypdf.PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _with_content(packed: bytes) -> bytes:
    head = b"<< /Length %d /Filter /FlateDecode >>" % len(packed)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
        head + b"\nstream\n" + packed + b"\nendstream",
    ]
    data = b"%PDF-1.4\n"
    for number, body in enumerate(objects, start=1):
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return data + b"trailer << /Root 1 0 R >>\n"
