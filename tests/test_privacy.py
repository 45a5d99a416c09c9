"""docs/privacy.md: names stay behind, and no temporary file is left; quotes: test_quotes.py."""

from __future__ import annotations

import getpass
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import redrisk
from redrisk.errors import QUOTE_LIMIT, RedriskError
from redrisk.intake import Intake, iter_notices, read_notice
from redrisk.intake.as_yaml import notices_yaml
from redrisk.intake.column_mapping import mapping_of
from redrisk.intake.explain import as_html, as_text
from redrisk.intake.plain import fold
from redrisk.intake.tables import read_table
from redrisk.notice import Notice
from tests.helpers import EXAMPLES, ROOT, run
from tests.intake import corpus
from tests.intake.truths import everything

DOCUMENTS = ROOT / "tests" / "intake" / "documents"

# ------------------------------------------------------------------ names

NAMES = {
    "en_ambiguous": "Khayali Shakhs Farzi",
    "en_belgrade": "IZMISLJEN Petar",
    "en_caps_nocolon": "ARARSEBULI GIGA",
    "en_diffusion": "SOKHTA Nomi Botil",
    "en_inverted_order": "XUJIA",
    "en_labels_above": "MUZAYYAF Samir",
    "en_lagos": "OMOBA Tunde",
    "en_letterhead_only": "KIMSE Hic HICBIR",
    "en_markdown": "Olmayan Elnur",
    "en_numbered_charges": "NOBODY NEMO",
    "en_pages": "NEISNUYUCHYI Petro",
    "en_printout": "UYDURMA Deneme",
    "en_ruled": "NEMO Victor",
    "en_table": "Banaavati Kalpit Kumar",
    "en_translation_ru": "Vydumanny Pyotr Nesushchestvuyevich",
    "en_turkish_form": "Hayali KAHRAMAN Mehmet Ayse",
    "en_two_columns": "TANPA Nama",
    "es_condena": "Falso Ramírez Pedro",
    "es_difusion": "Juan Inexistente López",
    "es_formulario": "IMAGINADO PÉREZ Luis",
    "es_guatemala": "NADIE RUIZ",
    "es_mayusculas": "INVENTADO GARCÍA MARIO",
    "es_pie_de_pagina": "Nadie Ninguno",
    "es_tabla": "Quimera Javier",
    "es_traduccion_arabe": "Fantasma",
    "fr_condamne": "INVENTÉ Paul",
    "fr_formulaire": "FICTIF Karim",
    "fr_lettre": "N'EXISTE Pas",
    "fr_libelles_dessus": "BIDON",
    "fr_ocr_colonnes": "CHIMÈRE Farid",
    "fr_retraits": "PERSONNE Jean",
    "fr_tableau": "Imaginaire Jean-Bosco",
    "fr_titre_de_recherche": "FANTÔME Oumar",
    "ru_diffuziya": "Вымыслов Реджеп Сапарович",
    "ru_dve_daty": "НИКТОШЕВ Фома",
    "ru_forma": "ВЫДУМАННЫЙ Пётр",
    "ru_latinica_ocr": "Призрачный Илан",
    "ru_opredelenie": "Пустой Иван",
    "ru_osuzhden": "Придуманов",
    "ru_pod_zagolovkami": "НЕБЫЛИЦА",
    "ru_tire": "НЕКТО Никто",
    "ru_voprosy": "Мнимый Пров Кузьмич",
}
"""The words of the names in the documents that state one; each is replaced by a marker."""

_NUMBERS = ("one", "two", "tri", "fyr")
_CYRILLIC = ("одын", "двун", "трын", "чтын")


def _marker(word: str, index: int) -> str:
    marker = f"Жзыкв{_CYRILLIC[index]}" if re.search("[а-яА-Я]", word) else f"Zqw{_NUMBERS[index]}x"
    return marker.upper() if word.isupper() else marker


def _marked(stem: str) -> tuple[str, list[str]]:
    """A document in which a marker stands for each word of the name, and the markers."""
    text = (DOCUMENTS / f"{stem}.txt").read_text(encoding="utf-8")
    markers = []
    for index, word in enumerate(NAMES[stem].split()):
        marker = _marker(word, index)
        text, count = re.subn(rf"(?<!\w){re.escape(word)}(?!\w)", marker, text)
        assert count, f"{stem}: {word} is not there"
        markers.append(marker)
    return text, markers


def _kept(intake: Intake) -> Iterator[str]:
    """Whatever becomes of a raw notice: what is held, shown, written, scored and reported."""
    for record in intake.records:
        yield everything(record)
    yield "\n".join(map(str, intake.warnings))
    yield notices_yaml(intake.records)
    yield as_html(intake.records)
    for record in intake.records:
        yield as_text(record, lambda text, **_: text)
        if record.notice is not None:
            result = redrisk.score(record.notice)
            yield result.to_json()
            yield result.explain()
            yield repr(result.checks)


def _leaks(markers: list[str], kept: str) -> list[str]:
    text = fold(kept)
    return [marker for marker in markers if fold(marker) in text]


@pytest.mark.parametrize("stem", sorted(NAMES))
def test_a_name_in_a_document_goes_nowhere(stem: str) -> None:
    text, markers = _marked(stem)
    for kept in _kept(read_notice(text.encode())):
        assert not _leaks(markers, kept)


API = {
    "entity_id": "2098/77001",
    "name": "ZQWONEX",
    "forename": "Zqwtwox Zqwtrix",
    "date_of_birth": "1971/02/03",
    "place_of_birth": "Zqwfyrx",
    "nationalities": ["SE"],
    "arrest_warrants": [
        {
            "issuing_country_id": "TR",
            "charge": "1) Fraud by ZQWONEX with Zqwtwox 2) Theft of Zqwtrix's car",
            "charge_translation": None,
        }
    ],
    "_links": {"self": {"href": "https://invented.example/Zqwonex"}},
}
PERSON = {
    "id": "zqwonex-zqwtwox",
    "schema": "Person",
    "caption": "Zqwonex Zqwtwox",
    "properties": {
        "name": ["Zqwonex Zqwtwox"],
        "alias": ["Zqwtrix"],
        "nationality": ["iq"],
        "notes": ["Zqwonex has a scar"],
        "sanctions": [
            {
                "id": "s",
                "schema": "Sanction",
                "properties": {
                    "authority": ["INTERPOL"],
                    "country": ["iq"],
                    "programId": ["INTERPOL-RN"],
                    "reason": ["Fraud by ZQWONEX and Zqwtrix"],
                },
            }
        ],
    },
}
MARKERS = ["Zqwonex", "Zqwtwox", "Zqwtrix", "Zqwfyrx"]


@pytest.mark.parametrize("data", [API, PERSON], ids=["public service", "FollowTheMoney"])
def test_a_name_in_data_goes_nowhere(data: dict[str, Any], tmp_path: Path) -> None:
    for kept in _kept(read_notice(data)):
        assert not _leaks(MARKERS, kept)
    lines = tmp_path / "export.jsonl"
    lines.write_text(json.dumps(data) + "\n", encoding="utf-8")
    for record in iter_notices(lines):
        assert not _leaks(MARKERS, everything(record))


def test_a_column_that_is_no_field_is_not_read() -> None:
    table = b"issuing_country,full name,political_profile\nTR,Zqwonex Zqwtwox,yes\n"
    mapping = mapping_of({"ignore": ["full name"]})
    rows = list(read_table(table, suffix=".csv", where="t.csv", mapping=mapping))
    for kept in _kept(Intake("table", tuple(row.reading() for row in rows))):
        assert not _leaks(MARKERS, kept)
    with pytest.raises(RedriskError, match="full name") as error:
        list(read_table(table, suffix=".csv", where="t.csv", mapping=mapping_of({})))
    assert not _leaks(MARKERS, str(error.value))


RAW: dict[str, Callable[[], tuple[bytes, list[str]]]] = {
    "n.txt": lambda: (_marked("en_printout")[0].encode(), _marked("en_printout")[1]),
    "r.txt": lambda: (_marked("ru_forma")[0].encode(), _marked("ru_forma")[1]),
    "a.json": lambda: (json.dumps(API).encode(), MARKERS),
    "p.json": lambda: (json.dumps(PERSON).encode(), MARKERS),
}


@pytest.mark.parametrize("name", RAW)
def test_a_name_reaches_no_output_of_the_command_line(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    content, markers = RAW[name]()
    Path(name).write_bytes(content)
    out = [run("score", name, "--json"), run("score", name), run("read", name)]
    out.append(run("read", name, "--explain", "--html", "shown.html", "-o", "n.yaml"))
    out += [
        run("check", "n.yaml"),
        run("check", "n.yaml", "--grid"),
        run("check", "n.yaml", "--json"),
    ]
    for ending in ("md", "json", "html", "docx", "xlsx", "pdf"):
        out.append(run("appendix", "n.yaml", "-o", f"out.{ending}"))
        out.append(run("verify", f"out.{ending}"))
    assert not [done for done in out if done.code], "every command did its work"
    for done in out:
        assert not _leaks(markers, done.out + done.err)
    written = [path for path in tmp_path.iterdir() if path.name != name]
    assert len(written) == 8
    for path in written:
        assert not _leaks(markers, _unpacked(path)), path.name


def _unpacked(path: Path) -> str:
    """All text of a file, that in packages and PDF streams with it."""
    if path.suffix in (".docx", ".xlsx"):
        import zipfile

        with zipfile.ZipFile(path) as package:
            return "\n".join(
                package.read(part).decode("utf-8", "replace") for part in package.namelist()
            )
    if path.suffix == ".pdf":
        import pypdf

        pdf = pypdf.PdfReader(path)
        attached = b"".join(data for parts in pdf.attachments.values() for data in parts)
        pages = "\n".join(page.extract_text() for page in pdf.pages)
        return f"{pdf.metadata}{attached.decode()}{pages}"
    return path.read_text(encoding="utf-8")


def test_the_numbers_of_the_page_are_true() -> None:
    page = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    page = " ".join(page.split())
    book = (ROOT / "datasets" / "casebook.jsonl").read_text(encoding="utf-8").splitlines()
    assert f"casebook.jsonl holds {len(book)} requests" in page
    assert f"the names of {len(NAMES)} documents in four languages" in page
    assert len({stem[:2] for stem in NAMES}) == 4
    assert f"at most {QUOTE_LIMIT} characters" in page


def test_what_a_user_writes_as_reference_is_kept() -> None:
    notice = Notice.parse({"issuing_country": "TR", "reference": "Zqwonex"})
    assert _leaks(MARKERS, redrisk.score(notice).to_json()) == ["Zqwonex"]


def test_neighbours_are_cited_without_the_titles_of_their_sources(tmp_path: Path) -> None:
    book = (ROOT / "datasets" / "casebook.jsonl").read_text(encoding="utf-8").splitlines()
    titles = {
        source[field]
        for case in map(json.loads, book)
        for source in case["sources"]
        for field in ("title", "url")
        if len(source.get(field) or "") > 20
    }
    # Published decisions on the law are cited as they were published.
    law = "".join(path.read_text("utf-8") for path in (ROOT / "redrisk" / "data").glob("*.json"))
    titles = {title for title in titles if title not in law}
    assert len(titles) > 500
    shown = tmp_path / "a.md"
    for country in ("RU", "TR", "US", "CN"):
        result = redrisk.score({"issuing_country": country, "political_profile": True})
        redrisk.appendix(result, shown)
        kept = result.to_json() + result.explain() + shown.read_text(encoding="utf-8")
        assert not [title for title in titles if title in kept]
    cited = (ROOT / "redrisk" / "model" / "cases.json").read_text(encoding="utf-8")
    assert not [title for title in titles if title in cited]


def test_the_metadata_of_an_appendix_name_no_user_and_no_machine(tmp_path: Path) -> None:
    result = redrisk.score({"issuing_country": "TR", "reference": "Ref 1"})
    own = {getpass.getuser(), socket.gethostname(), str(Path.home()), str(ROOT), str(tmp_path)}
    for ending in ("docx", "xlsx", "pdf", "html", "md", "json"):
        text = _unpacked(redrisk.appendix(result, tmp_path / f"a.{ending}"))
        words = {word for word in own if len(word) > 4}
        assert not [word for word in words if word in text], ending
        if ending in ("docx", "xlsx"):
            assert re.search(r"<dc:creator(></dc:creator>|/>)", text)
            assert re.search(r"<cp:lastModifiedBy(></cp:lastModifiedBy>|/>)", text)
            assert "<dc:subject>Ref 1</dc:subject>" in text
            stamps = re.findall(r"<dcterms:(?:created|modified)[^>]*>([^<]*)", text)
            assert set(stamps) == {"1980-01-01T00:00:00Z"}


# ------------------------------------------------------------------ temporary files

NOTICE_PDF = "out.pdf"
CLEAN = [
    "score n.txt", "read n.txt -o read.yaml", "read small.pdf", "score export.jsonl --json",
    "check n.yaml", "appendix n.yaml -o a.docx", "appendix n.yaml -o a.pdf",
    "appendix n.yaml -o a.xlsx", "appendix n.yaml -o a.html", "verify out.pdf",
    "table export.jsonl --format followthemoney -o scored.csv", "table rows.csv -o scored.parquet",
    "ask --new asked.yaml", "appendix n.yaml -o nowhere/a.pdf", "score bad.yaml",
    "table bad.csv -o scored.csv", "read broken.pdf", "train case.jsonl --out model",
]  # fmt: skip


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with something for every command."""
    folder = tmp_path_factory.mktemp("work")
    (folder / "n.txt").write_bytes((DOCUMENTS / "en_printout.txt").read_bytes())
    (folder / "n.yaml").write_bytes(EXAMPLES[0].read_bytes())
    (folder / "export.jsonl").write_text((json.dumps(PERSON) + "\n") * 50, encoding="utf-8")
    (folder / "rows.csv").write_text("issuing_country\n" + "TR\n" * 50, encoding="utf-8")
    (folder / "bad.yaml").write_text("issuing_country: [", encoding="utf-8")
    (folder / "bad.csv").write_text("issuing_country\nTR,x\n", encoding="utf-8")
    (folder / "small.pdf").write_bytes(corpus.as_pdf(corpus.documents()[0]))
    (folder / "broken.pdf").write_text("%PDF-1.4", encoding="utf-8")
    case = {"case_id": "a", "notice": {"issuing_country": "TR"}, "outcome": {"label": "rejected"}}
    (folder / "case.jsonl").write_text(json.dumps(case) + "\n", encoding="utf-8")
    redrisk.appendix(redrisk.score({"issuing_country": "TR"}), folder / "out.pdf")
    return folder


def _start(call: str, work: Path, temporary: Path, **streams: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-c", "from redrisk.cli import main; main()", *call.split()]
    names = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    environment = os.environ | names | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=work, env=environment, **streams)  # noqa: S603


@pytest.mark.parametrize("call", CLEAN)
def test_no_temporary_file_is_left(call: str, work: Path, tmp_path: Path) -> None:
    started = _start(
        call,
        work,
        tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    _, said = started.communicate(timeout=120)
    assert started.returncode in (0, 1, 2, 3), said.decode()
    assert b"Traceback" not in said
    assert list(tmp_path.iterdir()) == []
    assert not [path.name for path in work.iterdir() if path.name.startswith(".")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without a word")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_no_temporary_file_is_left_by_a_command_that_is_told_to_end(
    number: signal.Signals, work: Path, tmp_path: Path
) -> None:
    lines = (json.dumps(PERSON | {"id": f"p{i}"}) + "\n" for i in range(20_000))
    export = tmp_path / "long.jsonl"
    export.write_text("".join(lines), encoding="utf-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    started = _start(
        f"table {export} --format followthemoney -o {tmp_path}/o.csv --quiet", work, temporary,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not list(temporary.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.005)
    assert list(temporary.iterdir()), "the command keeps a temporary file while it runs"
    started.send_signal(number)
    assert started.wait(60) not in (0, -number)
    assert list(temporary.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["long.jsonl", "temporary"]
