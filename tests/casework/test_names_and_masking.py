"""Names are found where they stand, known places and bodies are not names, states are hidden."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redrisk.casework.country_words import country_spans
from redrisk.casework.masking import MARK, masked
from redrisk.casework.names_in_text import names_in
from redrisk.countries import NAMES


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("said John Smith-Jones in court", "John Smith-Jones"),
        ("Minister Ivan Petrov signed", "Minister Ivan Petrov"),
        ("President Putin said", "President Putin"),
        ("IVANOV Ivan stole it", "IVANOV Ivan"),
        ("letter by A. Petrov", "A. Petrov"),
        ("Maria de la Cruz fled", "Maria de la Cruz"),
        ("Abdullah bin Zayed asked", "Abdullah bin Zayed"),
        ("Mrs Brown was heard", "Mrs Brown"),
        ("гражданин Иванов Пётр Сергеевич скрылся", "гражданин Иванов Пётр Сергеевич"),
        ("Sergei Petrovich was there", "Sergei Petrovich"),
        ("Soering v United Kingdom", "Soering"),
    ],
)
def test_names(text: str, found: str) -> None:
    assert [text[item.start : item.end] for item in names_in(text)] == [found]


@pytest.mark.parametrize(
    "text",
    [
        "the Supreme Court of South Korea refused in March 2015",
        "INTERPOL General Secretariat, Executive Committee and General Assembly",
        "Red Notice Monitor; Kyiv Post; Arab News",
        "Deputy Prosecutor General, State Duma, Verkhovna Rada",
        "World Chechen Congress, Democratic Choice, China Democracy Party",
        "Costa Rica, Buenos Aires, New York, St Petersburg, The Hague, Sao Paulo",
        "Punjab National Bank and Bangkok Bank",
        "Falun Gong, Hizb ut-Tahrir, Islamic State",
        "Convicted June 2010. Six Estonians. Left Britain on Friday",
        "case C-505/19, WS v Germany",
        "accused of fraud",
        "",
    ],
)
def test_no_names(text: str) -> None:
    assert names_in(text) == ()


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Turkish editor", f"{MARK} editor"),
        ("two Estonians and a Russian-British banker", f"two {MARK} and a {MARK} banker"),
        (
            "arrested in Costa Rica for us, the US said",
            f"arrested in {MARK} for us, the {MARK} said",
        ),
        ("гражданин российской столицы", f"гражданин {MARK} столицы"),
        ("журналист из Казахстана", f"журналист из {MARK}"),
        ("theft of 42,392 zlotys", f"theft of 42,392 {MARK}"),
        (
            "ex-mayor accused of theft; later granted asylum in Sweden",
            f"ex-mayor accused of theft; {MARK}",
        ),
        ("grenade thrown at a polish factory", "grenade thrown at a polish factory"),
        ("see https://example.org/a and a@b.org", f"see {MARK} and {MARK}"),
        ("banker Ivan Petrov", f"banker {MARK}"),
    ],
)
def test_masking(text: str, hidden: str) -> None:
    assert masked(text) == hidden


@pytest.mark.parametrize("code", sorted(NAMES))
def test_every_state_is_hidden(code: str) -> None:
    assert NAMES[code] not in masked(f"a banker of {NAMES[code]}, aged 40")


@given(st.text(max_size=200))
def test_any_text_can_be_masked(text: str) -> None:
    assert masked(masked(text)) == masked(text) or MARK in masked(text)
    assert all(0 <= low < high <= len(text) for low, high in country_spans(text))
    assert all(0 <= item.start < item.end <= len(text) for item in names_in(text))


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "A-",
        "Aa ",
        "A. ",
        "A",
        "Mr ",
        "claimed ",
        "; asylum",
        "United ",
        "Ab v ",
        "a@",
        "a.b@c",
    ],
)
def test_hostile_texts_end_quickly(piece: str) -> None:
    started = time.perf_counter()
    names_in(piece * 4000)
    masked(piece * 4000)
    assert time.perf_counter() - started < 3
