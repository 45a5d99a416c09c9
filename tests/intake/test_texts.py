from __future__ import annotations

import configparser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redrisk.intake.countries_in_text import countries_in
from redrisk.intake.dates_in_text import dates_in, one_date
from redrisk.intake.document import read_text
from redrisk.intake.heading_words import part_of
from redrisk.intake.labels import LANGUAGES, label_of, phrases
from redrisk.intake.penalties_in_text import longest_penalty, stated_months
from redrisk.intake.plain import fold


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("3 May 2015", "2015-05-03"), ("3rd of May, 2015", "2015-05-03"), ("May 3, 2015",
        "2015-05-03"),
        ("1er mai 2015", "2015-05-01"), ("3 de mayo de 2015", "2015-05-03"),
        ("1º de junio de 2018", "2018-06-01"),
        ("dos de mayo de dos mil quince", "2015-05-02"), ("le trois mai deux mille quinze",
        "2015-05-03"),
        ("«3» мая 2015 г.", "2015-05-03"), ("03-MAY-2015", "2015-05-03"), ("в мае 2015 года",
        "2015-05"),
        ("3.V.2015", "2015-05-03"), ("12.03.2015", "2015-03-12"), ("25/12/2014", "2014-12-25"),
        ("04/04/2015", "2015-04-04"), ("2015/03/12", "2015-03-12"), ("20150503", "2015-05-03"),
        ("2015", "2015"),
        ("03/04/2015 (3 April 2015)", "2015-04-03"), ("03/04/2015", None), ("03-04-2015", None),
        ("31.02.2015", None), ("45 May 2015", None), ("No. 3/12-2015", None), ("1394/02/13", None),
        ("3 May 2015 to 4 May 2016", None),
    ],
)  # fmt: skip
def test_dates(text: str, iso: str | None) -> None:
    found = one_date(text)
    assert (found.iso if found and found.certainty != "ambiguous" else None) == iso


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("up to ten years", 120), ("10 (ten) years", 120), ("de 3 à 8 ans", 96),
        ("a year and a day", 12),
        ("от пяти до десяти лет лишения свободы", 120), ("полтора года", 18), ("18 months", 18),
        ("two and a half years", 30), ("dos años y medio", 30), ("10 años y 6 meses", 126),
        ("2,5 года", 30),
        ("quatre-vingt-dix mois", 90), ("life imprisonment", "life"), ("cadena perpetua", "life"),
        ("réclusion criminelle à perpétuité", "life"), ("пожизненное лишение свободы", "life"),
        ("no less than 5 and no more than 12 years", 144),
        ("5 years and disqualification for 10 years", 60),
        ("doce años de prisión e inhabilitación por veinte años", 144),
        ("лишение свободы на срок до шести лет со штрафом в размере дохода за период до 10 лет",
        72),
        ("not less than 5 years", None), ("не менее 5 лет", None), ("death penalty", None),
        ("5 (ten) years", None),
        ("a fine", None), ("", None),
    ],
)  # fmt: skip
def test_penalties(text: str, value: Any) -> None:
    assert longest_penalty(text).value == value


def test_a_sentence_with_two_lengths_is_not_chosen_from() -> None:
    assert stated_months("7 years; 8 years").value is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Российской Федерации", ("RU",)), ("IP Ankara", ("TR",)), ("NCB-Washington", ("US",)),
        ("South Sudan", ("SS",)), ("Congo", ()), ("Korea", ()), ("EE. UU.", ("US",)), ("TUR",
        ("TR",)),
    ],
)  # fmt: skip
def test_states(text: str, codes: tuple[str, ...]) -> None:
    assert countries_in(text) == codes


def test_no_heading_belongs_to_two_parts() -> None:
    # configparser refuses a part that stands twice; a phrase that stands in two keeps the first.
    assert {label.key for label in phrases().values()} >= {
        "charge",
        "law",
        "max_penalty",
        "summary",
    }
    assert {language for label in phrases().values() for language in label.languages} == set(
        LANGUAGES
    )


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Maximun penalty posible", "max_penalty"), ("Court which issued the warrant",
        "warrant_authority"),
        ("Дата истечения срока давности привлечения", "limitation"), ("Pays qui émet la demande",
        "issuing_country"),
        ("Nationality / Nationalité", "nationality"),
    ],
)  # fmt: skip
def test_headings_that_are_only_like_known_ones(heading: str, key: str) -> None:
    label = label_of(heading)
    assert label is not None
    assert label.key == key


def _heard() -> list[tuple[str, str]]:
    parser = configparser.ConfigParser(delimiters=("=",), interpolation=None)
    parser.read(Path(__file__).with_name("headings_heard.ini"), "utf-8")
    return [
        (heading.strip(), key)
        for key in parser.sections()
        for headings in parser[key].values()
        for heading in headings.split("|")
    ]


@pytest.mark.parametrize(("heading", "key"), _heard())
def test_headings_are_told_from_their_words(heading: str, key: str) -> None:
    label = label_of(heading)
    assert label is not None
    assert label.key == key


@pytest.mark.parametrize(
    "sentence",
    [
        "The warrant was issued in his absence because he had fled the country",
        "On the date of the facts he was the director of the company",
        "Le mandat d'arrêt n'a jamais été notifié à l'intéressé",
        "La orden fue dictada sin que el acusado pudiera defenderse",
        "Ордер выдан после того, как обвиняемый покинул страну",
    ],
)
def test_a_sentence_is_no_heading(sentence: str) -> None:
    assert part_of(fold(sentence)) is None


@given(st.text(max_size=400))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    read_text(text)
    dates_in(text)
    longest_penalty(text)
