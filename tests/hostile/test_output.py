"""Hostile text in every field, through every command and file that prints it."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

import redrisk
from redrisk.card_sql import card_sql
from redrisk.errors import RedriskError
from redrisk.intake.case_file import read_entries, read_one
from redrisk.persistence import load_model

# ruff: noqa: E501
from redrisk.report.verify import verify
from tests.helpers import run
from tests.report.helpers import FORMATS, HOSTILE, HOSTILE_TEXTS, hostile_notice

SHORT = [text[:300] for text in HOSTILE_TEXTS[:6]]
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "＝1+1", '=HYPERLINK("https://example.org")')


def hostile_case(text: str) -> dict[str, Any]:
    """A case with this text in every field that takes free text."""
    return {
        "case_id": text[:60] or "x",
        "descriptor": text,
        "note": text,
        "notice": hostile_notice(text).plain(),
        "outcome": {"label": "rejected", "decided_by": "interpol_ccf", "date": "2019"},
        "sources": [{"url": "https://example.org/", "title": text, "publisher": text}],
    }


def printed(text: str) -> bool:
    """Whether a terminal only prints the text."""
    return all(char.isprintable() or char == "\n" for char in text)


COMMANDS = (
    ("score",),
    ("score", "--json"),
    ("check",),
    ("check", "--json"),
    ("check", "--grid"),
    ("card",),
    ("read", "--explain"),
    ("read",),
    ("cases", "check"),
    ("cases", "check", "--json"),
    ("cases", "import"),
    ("appendix", "--preview"),
)


@pytest.mark.parametrize("text", SHORT)
@pytest.mark.parametrize("kind", ["notice", "case", "wrong"])
def test_a_terminal_prints_and_obeys_nothing(text: str, kind: str, tmp_path: Path) -> None:
    plain = hostile_notice(text).plain() if kind == "notice" else hostile_case(text)
    if kind == "wrong":
        plain = {"issuing_country": text, text: text, "roles": [text], "charges": [{text: text}]}
    file = tmp_path / "a.json"
    file.write_text(json.dumps(plain), encoding="utf-8")
    for words in COMMANDS:
        outcome = run(*words, file)
        assert outcome.code in (0, 1, 2), words
        assert printed(outcome.out), words
        assert printed(outcome.err), words


@pytest.mark.parametrize("text", SHORT)
def test_a_raw_notice_is_printed_and_obeyed_nowhere(text: str, tmp_path: Path) -> None:
    raw = {
        "api.json": json.dumps({"arrest_warrants": [{"issuing_country_id": "TR", "charge": text, "charge_translation": text}], "entity_id": text}),
        "note.txt": f"RED NOTICE\nCountry of request: Turkey\nControl No.: {text}\nCharge: {text}\n{text}: {text}\n",
        "rows.csv": "issuing_country,charge_text,reference\n",
    }  # fmt: skip
    for name, content in raw.items():
        file = tmp_path / name
        file.write_text(content, encoding="utf-8", errors="replace")
        if name.endswith(".csv"):
            with file.open("a", encoding="utf-8", newline="") as out:
                csv.writer(out).writerow(["TR", text.replace("\0", ""), text.replace("\0", "")])
        for words in (
            ("read",),
            ("read", "--explain"),
            ("score",),
            ("read", "--html", str(tmp_path / f"{name}.html")),
        ):
            outcome = run(*words, file)
            assert printed(outcome.out + outcome.err), (name, words)
        page = tmp_path / f"{name}.html"
        if page.exists():
            assert not re.search(r"<(?:script|img|a|iframe)\b", page.read_text(encoding="utf-8"))


INJECTED = ("fraud\nissuing_country: FR", "fraud\n---\nissuing_country: FR", "a: b", "- a", "# a", "&a", "*a", "!!python/x", "'", '"', "{a: b}", "null", "~", "yes", "\u2028x: y", "a\r\nroles: []", "%YAML 1.2", "? a", "|\n a", "x" * 2_000)  # fmt: skip


@pytest.mark.parametrize("text", INJECTED)
def test_yaml_that_is_written_says_what_was_read(text: str, tmp_path: Path) -> None:
    file, out = tmp_path / "a.json", tmp_path / "out.yaml"
    charge = {"text": text, "law": text}
    notice = {
        "issuing_country": "TR",
        "reference": text,
        "charges": [charge],
        "answers": {"a": text},
    }
    file.write_text(json.dumps(notice), encoding="utf-8")
    assert run("read", file, "-o", out).code == 0
    assert read_one(out) == read_one(file)


@pytest.mark.parametrize(
    "text", ["a: b", "fraud # x", "&a b", "{a: b}", "- x", "'\"", "!!python/x"]
)
def test_answers_are_written_as_they_were_given(text: str, tmp_path: Path) -> None:
    out = tmp_path / "out.yaml"
    answers = f"TR\n{text}\n{text}\n" + "unknown\n" * 3 + "quit\n"
    assert run("ask", "--new", out, stdin=answers.encode()).code == 0
    (entry,) = read_entries(out)
    assert entry.notice is not None
    shown = entry.notice.sources["issuing_country"][0]
    assert (shown.exhibit, shown.page) == (text, text)


@pytest.mark.parametrize("ending", [".csv", ".tsv"])
def test_no_cell_of_a_table_that_is_written_is_a_formula(ending: str, tmp_path: Path) -> None:
    file, out = tmp_path / "a.csv", tmp_path / f"out{ending}"
    header = ["issuing_country", "reference", "amount", "=1+1", "<script>", "a\tb"]
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(header)
        writer.writerows(["TR", text, "-5", text, "+1.5", "=x"] for text in FORMULAS)
    mapping = tmp_path / "m.yaml"
    mapping.write_text('ignore: ["*"]\n', encoding="utf-8")
    assert run("table", file, "-o", out, "--mapping", mapping, "--quiet").code == 0
    with out.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened, delimiter="\t" if ending == ".tsv" else ","))
    number = re.compile(r"[+-]?[0-9]+([.,][0-9]+)*")
    for row in rows:
        assert not [c for c in row if c[:1] in "=+-@\t\r＝" and c and not number.fullmatch(c)], row
    assert [row[1].removeprefix("'") for row in rows[1:]] == list(FORMULAS)
    assert {row[2] for row in rows[1:]} == {"-5"}


def test_a_query_holds_nothing_of_the_models_name_but_text() -> None:
    name = "x'\nDROP TABLE notices; --\n"
    query = card_sql(dataclasses.replace(load_model(), name=name), "sqlite")
    assert not [line for line in query.split("\n") if line.lstrip().startswith("DROP")]
    with pytest.raises(RedriskError):
        card_sql(load_model(), "sqlite", table="a; DROP TABLE b")


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("form", FORMATS)
def test_a_case_with_hostile_text_in_every_field_verifies(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{form}"
    redrisk.appendix(
        redrisk.score(hostile_case(HOSTILE)), path, length="short", title=HOSTILE[:200]
    )
    assert verify(path).same
    if form in ("docx", "xlsx"):
        with zipfile.ZipFile(path) as package:
            parts = {
                name: package.read(name).decode("utf-8", "replace") for name in package.namelist()
            }
        for name, content in parts.items():
            if name.endswith(".rels"):
                assert "External" not in content
            assert "<!DOCTYPE" not in content
        fields = "".join(
            re.findall(r"<w:instrText[^>]*>([^<]*)<", parts.get("word/document.xml", ""))
        )
        assert "HYPERLINK" not in re.sub(r'HYPERLINK \\l "?_Toc', "", fields)
    if form == "md":
        text = path.read_text(encoding="utf-8").split("## Record")[0]
        bare = re.sub(r"\\.", "", re.sub(r"(?s)^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE))
        assert not re.search(r"<\w|\]\(|!\[", bare)
