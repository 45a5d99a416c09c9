"""docs/errors.md lists every message; a message says what is wrong and what to do, on one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from redrisk.errors import QUOTE_LIMIT, Problem, nearest, quote, reason_of, shortened
from tests.helpers import ROOT, run
from tools import errors_page
from tools.error_messages import Message, messages

MESSAGES = messages()
KNOWN = errors_page.catalogue()
NOTICE = "issuing_country: TR\n"
CASE = '{"case_id": "a", "notice": {"issuing_country": "TR"}, "outcome": {"label": "rejected"}}\n'
NO_PAGES = b"%PDF-1.4\n%%EOF\n"


def test_every_message_has_a_cause_and_a_remedy() -> None:
    assert not errors_page.without_entry(MESSAGES, KNOWN), (
        "add an entry to tools/errors.yaml: python -m tools.errors_page --missing"
    )


def test_every_entry_is_of_a_message_that_is_raised() -> None:
    assert not errors_page.without_message(MESSAGES, KNOWN), "take it out of tools/errors.yaml"


def test_the_page_is_made_from_the_messages() -> None:
    made = errors_page.page(MESSAGES, KNOWN)
    assert errors_page.PAGE.read_text(encoding="utf-8") == made, "run python -m tools.errors_page"


@pytest.mark.parametrize("pattern", sorted(KNOWN))
def test_cause_and_remedy_are_sentences(pattern: str) -> None:
    for text in KNOWN[pattern]:
        assert re.fullmatch(r"[^a-z\s].*[.!]", text), "a sentence"
        assert len(text) <= 200


_TELLS = re.compile(
    r";|:|\bneeded\b|\bmust\b|\bis one of\b|\btakes\b|\bis written\b|\bmade of\b|\bis required\b"
    r"|\bat least\b|\bnot one of\b|\bcan't be (changed|read|written)\b|\bis for\b|\bis a string\b"
    r"|\bis \d+ to \d+\b|\bbetween\b"
)
_FINDINGS = {"NoRecord", "AttributeError"}
"""A finding on an appendix says what was found; an absent name says its name."""


@pytest.mark.parametrize("message", MESSAGES, ids=[f"{m.file}-{m.pattern[:40]}" for m in MESSAGES])
def test_a_message_is_one_line_and_says_what_is_allowed_or_what_to_do(message: Message) -> None:
    text = message.pattern
    assert "\n" not in text
    assert len(text) <= 300
    assert "Traceback" not in text
    if message.file == "redrisk/learning/estimator.py":
        return  # the words that scikit-learn's own checks of estimators expect
    assert not text.endswith((".", "!")), "a clause, since the place stands before it"
    assert not re.match(r"[A-Z][a-z]", text), "begins in small letters"
    if message.error not in _FINDINGS and text not in _PARTS:
        assert _TELLS.search(text), "says what is allowed, or what to do"


_PARTS = {
    "<path> is not the path of a fact",  # 'did you mean' follows
    "<path> names no part of <name>",
    "<path> points past the <count> of <name>",
    "<word> is not in the list",
    "there is no column <ours>",
    "there is no field <location>",
    "the mapping names a column that the table does not have",
    "is the level of no feature",
    "holds no notice",
    "is <what>",  # each kind says what to save it as
    "and <total> more cells that can't be read",
    "mend them, or ask for unreadable='unknown' to score them as not stated",
    "there is no such day or month in the calendar",  # the value got follows
    "<count> more problems are not listed",
    "<word> is no number",  # what follows is added where it is caught
    "a name stands twice in an object",
    "a number is too large",
}


def test_messages_are_found_however_they_are_raised(tmp_path: Path) -> None:
    package = tmp_path / "redrisk"
    package.mkdir()
    (package / "words.py").write_text('SAVE = "save it again"\n')
    (package / "it.py").write_text(
        "from redrisk.words import SAVE\n"
        '_WHY = {"a": "is too old", "b": "is too new"}\n'
        "def _error(message, where):\n"
        '    return InvalidInput([Problem("", f"the file {message}")], where)\n'
        "def check(value, kind):\n"
        '    message = f"{quote(value)} is wrong; {SAVE}"\n'
        '    if kind: raise InvalidInput([Problem("x", message)])\n'
        '    if not kind: raise _error("is cut off", "")\n'
        "    raise RedriskError(_WHY[kind])\n"
        "def pass_on(error):\n"
        "    raise InvalidInput([Problem('x', str(error))])\n"
    )
    found = {(message.error, message.pattern) for message in messages(tmp_path)}
    assert found == {
        ("InvalidInput", "<value> is wrong; save it again"),
        ("InvalidInput", "the file is cut off"),
        ("RedriskError", "is too old"),
        ("RedriskError", "is too new"),
    }


def test_a_message_without_an_entry_is_told() -> None:
    new = Message("redrisk/notice.py", "ValueError", "is of a colour that nobody likes")
    assert errors_page.without_entry([new], KNOWN) == [new.pattern]
    assert len(errors_page.without_message([new], KNOWN)) == len(KNOWN)


# ------------------------------------------------------------------ what a person sees

FILES: dict[str, str | bytes] = {
    "n.yaml": NOTICE,
    "two.yaml": "---\nissuing_country: TR\n---\nissuing_country: FR\n",
    "case.jsonl": CASE,
    "empty.yaml": "",
    "nothing.yaml": "# a comment\n",
    "bad.yaml": "issuing_country: [TR\n",
    "tag.yaml": "!!python/object/apply:os.system [ls]\n",
    "alias.yaml": "issuing_country: *there\n",
    "twice.yaml": "issuing_country: TR\nissuing_country: FR\n",
    "list_key.yaml": "? [a]\n: b\n",
    "field.yaml": "issuing_country: TR\nissuing_contry: FR\n",
    "word.yaml": "issuing_country: TR\ninstrument: blue_notice\n",
    "date.yaml": "issuing_country: TR\nnotice_date: 3.4.2015\n",
    "year.yaml": "issuing_country: TR\nnotice_date: 1015\n",
    "day.yaml": "issuing_country: TR\nnotice_date: 2015-02-30\n",
    "yes.yaml": "issuing_country: TR\npolitical_profile: perhaps\n",
    "state.yaml": "issuing_country: Turkey\n",
    "small.yaml": "issuing_country: tr\n",
    "uk.yaml": "issuing_country: UK\n",
    "historic.yaml": "issuing_country: SU\n",
    "none.yaml": "political_profile: yes\n",
    "charge.yaml": "issuing_country: TR\ncharges:\n  - max_penalty: 12\n",
    "penalty.yaml": "issuing_country: TR\ncharges:\n  - text: a\n    max_penalty: ten years\n",
    "list.yaml": "issuing_country: TR\nroles: a; b\n",
    "map.yaml": "issuing_country: TR\nwarrant: yes\n",
    "exhibit.yaml": "issuing_country: TR\nexhibited: [nothing]\n",
    "bad.json": "{",
    "nan.json": '{"issuing_country": NaN}',
    "deep.json": "[" * 200_000,
    "latin.yaml": b"issuing_country: TR\nreference: \xe9\n",
    "other.jsonl": '{"a": 1}\n' * 3,
    "n.docx": b"PK\x03\x04 word/ [Content_Types].xml",
    "n.zip": b"PK\x03\x04 whatever",
    "old.doc": b"\xd0\xcf\x11\xe0 old",
    "page.txt": "<!doctype html><html>",
    "no.pdf": "text",
    "broken.pdf": NO_PAGES,
    "blank.txt": "  \n",
    "shape.json": '{"colour": "blue"}',
    "list.json": '{"_embedded": {"notices": 3}}',
    "items.json": '{"_embedded": {"notices": [3]}}',
    "hits.json": '{"_embedded": {"notices": [{"entity_id": "1/2", "_links": {}}]}}',
    "court.json": '{"arrest_warrants": [{"issuing_country_id": "914"}]}',
    "warrants.json": '{"arrest_warrants": [3]}',
    "slip.csv": "issuing_contry\nTR\n",
    "wide.csv": "issuing_country\nTR,FR\n",
    "same.csv": "issuing_country,issuing_country\nTR,TR\n",
    "cells.csv": "issuing_country,notice_date\nTR,03/04/2015\nTR,soon\n",
    "outcome.csv": "issuing_country,outcome_label\nTR,rejected\n",
    "points.csv": "issuing_country,points\nTR,3\n",
    "good.csv": "issuing_country\nTR\n",
    "lines.jsonl": "3\n",
    "map.yaml.txt": "",
    "mapping.yaml": "colums: {a: b}\n",
    "mapping2.yaml": "columns: {state: isuing_country}\n",
    "mapping3.yaml": "date_order: ymd\n",
    "mapping4.yaml": "- a\n",
    "broken.parquet": b"PAR1 and no more",
    "broken.xlsx": b"PK\x03\x04 xl/ and no more",
    "config.json": "[1]",
    "config2.json": '{"fold": 3}',
    "text.docx": "no Word document",
    "key.jsonl": "{}\n",
    "there.yaml": NOTICE,
    "damaged.md": "# Appendix\n",
}

WRONG: list[tuple[int, str]] = [
    *((2, f"score {name}") for name in (
        "absent.yaml", "empty.yaml", "nothing.yaml", "bad.yaml", "tag.yaml", "alias.yaml",
        "twice.yaml", "list_key.yaml", "field.yaml", "word.yaml", "date.yaml", "year.yaml",
        "day.yaml", "yes.yaml", "state.yaml", "small.yaml", "uk.yaml", "historic.yaml",
        "none.yaml", "charge.yaml", "penalty.yaml", "list.yaml", "map.yaml", "exhibit.yaml",
        "bad.json", "nan.json", "deep.json", "latin.yaml", "other.jsonl", ".", "n.docx",
    )),
    (2, "score n.yaml --prior often"),
    (2, "score n.yaml --prior 1"),
    (2, "score n.yaml --model nowhere"),
    (2, "score n.yaml --model ."),
    *((2, f"read {name}") for name in (
        "absent.pdf", "n.docx", "n.zip", "old.doc", "page.txt", "no.pdf", "broken.pdf",
        "blank.txt", "shape.json", "list.json", "items.json", "warrants.json", "slip.csv",
        "same.csv", "broken.parquet", "broken.xlsx", "bad.json", "deep.json",
    )),
    (2, "read n.yaml -o there.yaml"),
    (2, "read n.yaml -o nowhere/out.yaml"),
    (2, "check n.yaml --as-of today"),
    (2, "check absent.yaml"),
    (2, "table good.csv"),
    (2, "table good.txt -o out.csv"),
    (2, "table good.csv -o out.txt"),
    (2, "table good.csv -o there.yaml"),
    (2, "table absent.csv -o out.csv"),
    *((2, f"table {name} -o out.csv") for name in (
        "slip.csv", "same.csv", "cells.csv", "outcome.csv", "points.csv", "lines.jsonl",
        "case.jsonl", "wide.csv", "broken.parquet",
    )),
    *((2, f"table good.csv -o out.csv --mapping {name}") for name in (
        "mapping.yaml", "mapping2.yaml", "mapping3.yaml", "mapping4.yaml", "bad.yaml",
        "absent.yaml",
    )),
    (2, "appendix n.yaml"),
    (2, "appendix n.yaml -o out.xyz"),
    (2, "appendix n.yaml -o nowhere/out.md"),
    (2, "appendix n.yaml -o out.md --forum mars"),
    (2, "appendix n.yaml -o out.md --date tomorrow"),
    (2, "appendix n.yaml -o out.md --template text.docx"),
    (2, "appendix n.yaml -o out.docx --template text.docx"),
    (2, "appendix n.yaml -o out.docx --template absent.docx"),
    (2, "appendix n.yaml -o out.pdf --font-path nowhere"),
    (2, "verify absent.pdf"),
    (1, "verify damaged.md"),
    (2, "train case.jsonl --out model"),
    (2, "train n.yaml --out model"),
    (2, "train case.jsonl --out model --config config.json"),
    (2, "train case.jsonl --out model --config config2.json"),
    (2, "train case.jsonl --out model --config bad.json"),
    (2, "new there.yaml"),
    (2, "new nowhere/n.yaml"),
    (2, "ask n.yaml --new m.yaml"),
    (2, "ask --new m.txt"),
    (2, "cases check absent.jsonl --no-base"),
    (2, "cases sheet n.yaml -o sheet.csv"),
    (2, "cases sheet case.jsonl -o there.yaml"),
    (2, "cases sheet case.jsonl -o s.csv --key s.csv"),
    (2, "cases agree key.jsonl good.csv slip.csv"),
    (2, "cases import damaged.md"),
    (2, "cases import cells.csv"),
]  # fmt: skip

PATTERNS = [
    message.regex().pattern
    for message in MESSAGES
    if len(re.sub(r"<[^<>]*>", "", message.pattern)) >= 8
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("wrong")
    for name, content in FILES.items():
        (made / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return made


@pytest.mark.parametrize(("code", "line"), WRONG, ids=[line for _, line in WRONG])
def test_what_is_wrong_is_said_in_clear_lines(
    code: int, line: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    done = run(*line.split())
    assert done.code == code
    said = (done.out + done.err).rstrip("\n").split("\n")
    assert "Traceback" not in done.err
    if said[0].startswith("Usage: "):
        assert said[-1].startswith("Error: ")
        return
    assert any(re.search(pattern, text, re.IGNORECASE) for text in said for pattern in PATTERNS), (
        f"no message of docs/errors.md: {said}"
    )
    for text in said:
        assert len(text) <= 600
        assert text.isprintable()


# ------------------------------------------------------------------ how messages are put together


@pytest.mark.parametrize("value", ["x" * 1000, ["x"] * 1000, {"x" * 200: 1}, 10**70, "a\nb\x1b[2J"])
def test_a_quoted_value_is_short_and_on_one_line(value: object) -> None:
    assert len(quote(value)) <= QUOTE_LIMIT
    assert quote(value).isprintable()


def test_a_field_and_a_hint_are_cut_as_values_are() -> None:
    long = "x" * 500
    assert len(str(Problem(long, ""))) <= QUOTE_LIMIT + 2
    assert len(nearest(long[:QUOTE_LIMIT], [long[:100]])) <= QUOTE_LIMIT + 20
    assert shortened("x\ny") == "x�y"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("found undefined alias 'A. Person'", "found undefined alias …"),
        ('invalid literal "A. Person" here', "invalid literal … here"),
        ("cut off 'A. Person", "cut off …"),
        ("first line\nA. Person", "first line"),
        ("", ""),
    ],
)
def test_what_another_library_quotes_is_left_out(said: str, kept: str) -> None:
    assert reason_of(said) == kept


def test_the_page_is_linked() -> None:
    assert "docs/errors.md" in (ROOT / "README.md").read_text(encoding="utf-8")
