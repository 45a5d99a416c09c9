from __future__ import annotations

import csv
import importlib.resources
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from redrisk import charges
from redrisk.charges import (
    FORMAT,
    MAX_CHARACTERS,
    Hit,
    Lexicon,
    Named,
    Row,
    categories,
    classify,
)
from redrisk.errors import DataError, InvalidInput
from redrisk.vocabulary import OFFENCE_CATEGORIES
from training.compile_lexicon import LANGUAGES, compile_lexicon, read_rows

ROOT = Path(__file__).parents[1]
ROWS = read_rows(ROOT / "datasets" / "charge_lexicon.csv")


def test_every_example_is_placed_by_its_row() -> None:
    wrong = {
        (row["category"], row["pattern"]): categories(row["example"])
        for row in ROWS
        if row["category"] in OFFENCE_CATEGORIES
        and row["category"] not in categories(row["example"])
    }
    assert not wrong


def test_every_denial_example_names_nothing() -> None:
    examples = [row["example"] for row in ROWS if row["category"].startswith("denial")]
    assert {example: categories(example) for example in examples if categories(example)} == {}


with (ROOT / "tests" / "charge_texts.csv").open(encoding="utf-8", newline="") as file:
    TEXTS = list(csv.DictReader(file))


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: f"{row['language']}: {row['charge'][:40]}")
def test_charges_as_they_are_worded(row: dict[str, str]) -> None:
    assert set(categories(row["charge"])) == set(row["categories"].split())


def test_the_lexicon_covers_every_category_and_language() -> None:
    assert {row["category"] for row in ROWS} >= set(OFFENCE_CATEGORIES)
    assert {row["language"] for row in ROWS} == set(LANGUAGES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kidnapping of a banker", "kidnapping"),
        ("secuestro de un banquero", "kidnapping"),
        ("enlèvement d'un banquier", "kidnapping"),
        ("sequestro de um banqueiro", "kidnapping"),
        ("похищение человека", "kidnapping"),
        ("adam kaçırma", "kidnapping"),
        ("اختطاف مصرفي", "kidnapping"),
        ("绑架银行家", "kidnapping"),
        ("Entführung eines Bankiers", "kidnapping"),
        ("rapimento di un banchiere", "kidnapping"),
    ],
)
def test_ten_languages(text: str, expected: str) -> None:
    assert categories(text) == (expected,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BANK FRAUD", {"fraud"}),
        ("NİTELİKLİ DOLANDIRICILIK", {"fraud"}),
        ("extorsion, lesiónes", {"other", "assault"}),
        ("mudrer and kidnaping", {"homicide", "kidnapping"}),
        ("agravated roberry", {"robbery"}),
        ("manslaugther", {"homicide"}),
        ("ter\u00adror\u00adism", {"terrorism"}),
        ("ｍｕｒｄｅｒ", {"homicide"}),
        ("murdеr with a Cyrillic letter", {"homicide"}),
    ],
)
def test_case_accents_and_slips(text: str, expected: set[str]) -> None:
    assert set(categories(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the former minister thanked his brother for the services",
        "bearing in mind",
        "en perjuicio de su vecino",
        "puni de dix ans d'emprisonnement",
        "a violation of the companies act",
    ],
)
def test_ordinary_words_are_no_slips(text: str) -> None:
    assert categories(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ст. 159 ч. 4 УК РФ", {"fraud"}),
        (
            "articles 210 and 228.1 of the Criminal Code of the Russian Federation",
            {"organised_crime", "drug_trafficking"},
        ),
        ("часть 1 статьи 282.2 УК РФ", {"extremism"}),
        ("TCK 314/2", {"terrorism_membership"}),
        ("Türk Ceza Kanunu madde 220", {"organised_crime"}),
        ("u/s 420, 406 and 120B IPC", {"fraud", "embezzlement"}),
        ("section 318 of the Bharatiya Nyaya Sanhita", {"fraud"}),
        ("article 222-37 du code pénal", {"drug_trafficking"}),
        ("artículo 248 del Código Penal español", {"fraud"}),
        ("article 159", set()),
        ("420 grams", set()),
    ],
)
def test_statutes_are_read_where_their_code_is_named(text: str, expected: set[str]) -> None:
    assert set(categories(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not terrorism", ()),
        ("theft, not murder or terrorism", ("theft",)),
        ("no terrorismo", ()),
        ("pas de terrorisme", ()),
        ("не терроризм", ()),
        ("terör değil", ()),
        ("非恐怖活动", ()),
        ("import of narcotics not declared", ("drug_trafficking",)),
        ("importation non autorisée de stupéfiants", ("drug_trafficking",)),
        ("carrying a pistol without a licence", ("arms_trafficking",)),
        ("culpable homicide not amounting to murder", ("homicide",)),
    ],
)
def test_what_is_denied_is_not_named(text: str, expected: tuple[str, ...]) -> None:
    assert categories(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("burglary by an organised group", {"theft"}),
        ("estafa en banda organizada, asociación ilícita", {"fraud", "organised_crime"}),
        ("criminal conspiracy, cheating", {"fraud"}),
        ("robbery with a firearm", {"robbery"}),
        ("robbery; carrying a firearm", {"robbery", "arms_trafficking"}),
        ("joining an illegal armed formation", {"terrorism_membership"}),
        ("committing a terrorist act", {"terrorism"}),
        ("public justification of terrorism", {"speech_offence"}),
        ("public appeals for extremist activity", {"extremism", "speech_offence"}),
        ("making terrorist threats", {"other"}),
        ("possession of cannabis", {"drug_trafficking"}),
        ("smuggling of heroin", {"drug_trafficking"}),
        ("contrabando de cocaína", {"drug_trafficking", "customs_smuggling"}),
        ("smuggling of cigarettes", {"customs_smuggling"}),
        ("pimping", {"sexual_offence"}),
        ("tráfico ilegal de personas", {"migrant_smuggling"}),
        ("misappropriation by fraud", {"fraud"}),
        ("misappropriation of club money", {"embezzlement"}),
        ("laundering the proceeds of tax fraud", {"money_laundering", "tax_evasion"}),
        ("assault with intent to rob, robbery", {"assault", "robbery"}),
        ("assault with robbery", {"robbery"}),
        ("indecent assault", {"sexual_offence"}),
        ("shooting with intent to kill", {"homicide", "assault"}),
        ("waging war against the government", {"coup_or_rebellion"}),
        ("genocide and rape", {"war_crimes", "sexual_offence"}),
        ("theft and arson", {"theft", "other"}),
        ("escape while detained for murder", {"other"}),
    ],
)
def test_the_conventions_of_labelling(text: str, expected: set[str]) -> None:
    assert set(categories(text)) == expected


def named(content: str, *rows: str, language: str | None = None) -> list[tuple[str, str]]:
    """What a small lexicon names, with the phrases; each row is 'language, category, pattern'."""
    lexicon = Lexicon(Row(*row.split(", ")) for row in rows)
    read: list[Named] = [
        (category, place + start, place + end)
        for place, clause in lexicon.read(content, language)
        for category, start, end in clause
    ]
    return [(category, content[start:end]) for category, start, end in read]


DENIED = ("en, fraud, x", "en, theft, y", "en, denial before, not", "en, denial after, off")


@pytest.mark.parametrize(
    ("content", "phrases"),
    [
        ("x", ["x"]),
        ("not x", []),
        ("not x y", []),
        ("not x or y", []),
        ("not x but y", ["y"]),
        ("y not x", ["y"]),
        ("x not", ["x"]),
        ("not; x", ["x"]),
        ("not, x", ["x"]),
        ("x off", []),
        ("x y off", ["x"]),
        ("x or off", ["x"]),
        ("off x", ["x"]),
        ("x off y", ["y"]),
        ("x off or y", ["y"]),
        ("not off x", []),
        ("not not x", []),
        ("not The Act of x", []),
        ("Not a delito de x", []),
        *((f"not {filler} x", []) for filler in ("a", "related", "involving", "u", "delitos")),
        ("not acte x", []),
        ("not unrelated x", ["x"]),
        ("not " + "of " * 11 + "x", []),
        ("not " + "of " * 12 + "x", ["x"]),
        ("of " * 30 + "x", ["x"]),
    ],
)
def test_a_denial_reaches_over_small_words_and_what_is_denied(
    content: str, phrases: list[str]
) -> None:
    assert [phrase for _, phrase in named(content, *DENIED)] == phrases


CODES = ("en, code PC, pc", "en, code BC, bc", "en, fraud, PC 1", "en, theft, BC 1", "en, other, x")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("1 pc", [("fraud", "1")]),
        ("pc 1", [("fraud", "1")]),
        ("x; 1, pc", [("other", "x"), ("fraud", "1")]),
        ("bc. 1", [("theft", "1")]),
        ("1 bc pc", [("fraud", "1"), ("theft", "1")]),
        ("1", []),
        ("1; x", [("other", "x")]),
        ("pc", []),
        ("pc " + "z " * 38 + "1", [("fraud", "1")]),
        ("pc " + "z " * 39 + "1", []),
        ("1 " + "z " * 39 + "pc", [("fraud", "1")]),
        ("1 " + "z " * 40 + "pc", []),
        ("pc " + "z " * 60 + "1 " + "z " * 30 + "pc", [("fraud", "1")]),
        ("pc " + "z " * 30 + "1 " + "z " * 60 + "pc", [("fraud", "1")]),
    ],
)
def test_articles_are_read_within_reach_of_their_code(
    content: str, expected: list[tuple[str, str]]
) -> None:
    assert sorted(named(content, *CODES)) == sorted(expected)


def test_a_code_explained_by_a_larger_phrase_names_no_code() -> None:
    rows = (*CODES, "en, nothing, pc shop")
    assert named("pc shop 1", *rows) == []


def test_statutes_are_denied_and_ordered_like_words() -> None:
    rows = (*CODES, *DENIED[2:])
    assert named("not 1 pc", *rows) == []
    assert named("x 1 x pc", *rows) == [("other", "x"), ("fraud", "1"), ("other", "x")]


BOTH = ("en, fraud, x", "es, theft, x", "it, other, x y", "en, nothing, z", "es, robbery, z")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (None, {"fraud", "theft"}),
        ("", {"fraud", "theft"}),
        ("en", {"fraud"}),
        ("ES", {"theft"}),
        ("es-AR", {"theft"}),
        ("it", {"fraud", "theft"}),
        ("zz", {"fraud", "theft"}),
    ],
)
def test_rows_of_the_stated_language_go_first(language: str | None, expected: set[str]) -> None:
    assert {name for name, _ in named("x", *BOTH, language=language)} == expected
    assert {name for name, _ in named("x y", *BOTH, language=language)} == {"other"}


def test_a_language_decides_only_where_the_words_are_the_same() -> None:
    assert named("x; z", *BOTH, language="en") == [("fraud", "x")]
    assert named("z x", *BOTH, language="es") == [("robbery", "z"), ("theft", "x")]
    rows = ("en, fraud, PC 1", "es, theft, PC 1", "en, code PC, pc", *BOTH)
    assert named("x pc", *rows, language="es") == [("theft", "x")]


def test_a_category_named_twice_by_one_phrase_is_one_hit() -> None:
    assert named("ab", "en, fraud, a*", "es, fraud, ab", "it, theft, ab") == [
        ("fraud", "ab"),
        ("theft", "ab"),
    ]


def test_what_clauses_name_is_remembered_but_not_for_ever() -> None:
    lexicon = Lexicon([Row("en", "fraud", "x")])
    first = lexicon.read("x; y", None)
    assert first == lexicon.read("x; y", None) == [(0, [("fraud", 0, 1)])]
    remembered = lexicon.clauses[""]
    assert {"x", "y"} <= set(remembered)
    lexicon.read("a" * 200 + ";" + "b" * 201, "en")
    assert {"a" * 200} == set(lexicon.clauses["en"]) - {";"}
    for number in range(10_000 - len(remembered)):
        remembered[str(number)]
    assert len(remembered) == 10_000
    lexicon.read("new", None)
    assert set(remembered) == {"new"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("not json", "can't be read"),
        ('{"format": 1}', "can't be read"),
        ('{"format": 1, "rows": [["en"]]}', "can't be read"),
        ("[]", "can't be read"),
        (None, "can't be read"),
        (f'{{"format": {FORMAT + 1}, "rows": []}}', "a format that this version can't read"),
    ],
)
def test_a_damaged_lexicon_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None, message: str
) -> None:
    (tmp_path / "data").mkdir()
    if content is not None:
        (tmp_path / "data" / "charge_lexicon.json").write_text(content, encoding="utf-8")
    monkeypatch.setattr(importlib.resources, "files", {"redrisk": tmp_path}.__getitem__)
    with pytest.raises(DataError, match=r"charge_lexicon\.json.*" + message):
        charges._lexicon.__wrapped__()


def test_the_lexicon_is_read_once_and_as_utf_8(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    content = {"format": FORMAT, "rows": [["ru", "homicide", "убийств*"]]}
    (tmp_path / "data" / "charge_lexicon.json").write_bytes(
        json.dumps(content, ensure_ascii=False).encode()
    )
    monkeypatch.setattr(importlib.resources, "files", {"redrisk": tmp_path}.__getitem__)
    assert charges._lexicon.__wrapped__().rows == (Row("ru", "homicide", "убийств*"),)
    assert charges._lexicon() is charges._lexicon()


def test_a_hit_shows_the_phrase_that_decided() -> None:
    text = "Count 1: Bribery;\nCount 2: laundering  of money"
    assert classify(text) == (
        Hit("corruption_bribery", "Bribery", (9, 16)),
        Hit("money_laundering", "laundering", (27, 37)),
    )


def test_the_stated_language_decides_between_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    small = Lexicon([Row("en", "fraud", "x"), Row("es", "theft", "x")])
    monkeypatch.setattr(charges, "_lexicon", lambda: small)
    assert categories("x") == categories("x", "und") == ("theft", "fraud")
    assert categories("x", "en") == ("fraud",)
    assert classify("x", "es") == (Hit("theft", "x", (0, 1)),)


def test_the_place_of_a_hit_is_its_place_in_the_whole_text() -> None:
    assert classify("one thing; and a murder, or two murders") == (
        Hit("homicide", "murder", (17, 23)),
        Hit("homicide", "murders", (32, 39)),
    )


def test_categories_come_in_the_order_of_the_closed_list() -> None:
    named = categories("arson, forgery, fraud, murder")
    assert named == ("homicide", "fraud", "forgery", "other")


def test_nothing_known_is_no_category() -> None:
    assert categories("") == categories("an unheard-of wrong") == ()


def test_a_text_is_cut_at_the_documented_limit() -> None:
    assert MAX_CHARACTERS == 50_000
    gap = " " * (MAX_CHARACTERS - len("murder") - len("rape"))
    assert categories("murder" + gap + "rape") == ("homicide", "sexual_offence")
    assert categories("murder " + gap + "rape") == ("homicide",)


@pytest.mark.parametrize("text", [None, b"murder", 7])
def test_only_strings_are_read(text: Any) -> None:
    with pytest.raises(InvalidInput, match="text: must be a string, not "):
        classify(text)


@pytest.mark.parametrize("language", [7, b"es", ["es"]])
def test_a_language_is_a_string_or_none(language: Any) -> None:
    message = f"language: must be a string, not '{type(language).__name__}'"
    with pytest.raises(InvalidInput) as error:
        categories("murder", language)
    assert str(error.value) == message


def test_importing_charges_loads_no_numpy() -> None:
    code = "import sys, redrisk.charges as c; c.classify('murder'); print('numpy' in sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603
    assert done.stdout.strip() == "False"


def test_the_shipped_lexicon_is_the_compiled_one(tmp_path: Path) -> None:
    compile_lexicon(ROOT / "datasets", tmp_path)
    shipped = ROOT / "redrisk" / "data" / "charge_lexicon.json"
    assert (tmp_path / "charge_lexicon.json").read_bytes() == shipped.read_bytes()
    assert json.loads(shipped.read_text(encoding="utf-8"))["rows"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("en,frad,fraud*,a fraud", "did you mean 'fraud'"),
        ("xx,fraud,fraud*,a fraud", "language 'xx'"),
        ("en,fraud,... fraud,a fraud", "begin and end with a word"),
        ("en,fraud,fr*ud,a fraud", "is no word"),
        ("en,fraud,fr*,a fraud", "takes in too much"),
        ("en,fraud,fraud*,", "has a language, a category"),
        ("en,fraud,fraud*", "has a language, a category"),
        ("en,fraud,fraud*,a,b", "has a language, a category"),
        ("en,fraud,IPC 420,section 420", "'IPC' names no code"),
    ],
)
def test_a_bad_row_is_an_error_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "charge_lexicon.csv").write_text(
        f"language,category,pattern,example\n{row}\n", encoding="utf-8"
    )
    with pytest.raises(DataError, match=r"charge_lexicon.csv:2: ") as error:
        compile_lexicon(tmp_path, tmp_path)
    assert message in str(error.value)


def test_other_columns_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "charge_lexicon.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(DataError, match="columns must be"):
        compile_lexicon(tmp_path, tmp_path)
