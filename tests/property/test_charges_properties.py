from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redrisk._charge_matching import normalise, one_slip_apart
from redrisk.charges import categories, classify
from redrisk.vocabulary import OFFENCE_CATEGORIES

WORDS = st.sampled_from(
    [
        "murder",
        "not",
        "or",
        "of",
        "terrorist",
        "organisation",
        "robo",
        "con arma",
        "ст. 159",
        "УК РФ",
        "诈骗",
        "training",
        "by",
        "organised",
        "group",
        ";",
        "\n",
        ",",
        "420",
        "IPC",
        "\u202e",
        "é",
        "\x00",
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(codec=None), max_size=200),
    st.lists(WORDS, max_size=40).map(" ".join),
)


@given(TEXTS, st.none() | st.text(max_size=3))
def test_any_string_is_read_and_every_hit_quotes_it(text: str, language: str | None) -> None:
    hits = classify(text, language)
    for hit in hits:
        start, end = hit.span
        assert text[start:end] == hit.phrase != ""
        assert hit.category in OFFENCE_CATEGORIES
    assert [hit.span[0] for hit in hits] == sorted(hit.span[0] for hit in hits)
    assert len(set(hits)) == len(hits)


@given(TEXTS)
def test_the_categories_are_those_of_the_hits_in_order(text: str) -> None:
    named = {hit.category for hit in classify(text)}
    assert categories(text) == tuple(name for name in OFFENCE_CATEGORIES if name in named)


@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert classify(text) == classify(text)


@given(st.lists(WORDS, max_size=20).map(" ".join), st.lists(WORDS, max_size=20).map(" ".join))
def test_clauses_do_not_hide_one_another(left: str, right: str) -> None:
    if "IPC" not in left + right and "УК РФ" not in left + right:
        both = set(categories(f"{left} ; {right}"))
        assert both == set(categories(left)) | set(categories(right))


@given(st.text(max_size=30))
def test_normalising_twice_changes_nothing(word: str) -> None:
    assert normalise(normalise(word)) == normalise(word)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_slips_are_symmetric(left: str, right: str) -> None:
    assert one_slip_apart(left, right) == one_slip_apart(right, left)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000_000,
        "\n" * 10_000_000,
        "murder " * 1_000_000,
        "not " + "murder or " * 1_000_000,
        "302 ipc " * 1_000_000,
        "train shooting exploding terrorist " * 100_000,
        "\ud800" * 1_000_000,
        "e\u0301" * 1_000_000,
        " ".join(f"{n:x}word" for n in range(500_000)),
    ],
    ids=["one word", "lines", "murder", "denied", "statutes", "gaps", "surrogates", "marks", "new"],
)
def test_ten_megabytes_end_quickly(text: str) -> None:
    classify("murder")
    start = time.perf_counter()
    classify(text)
    assert time.perf_counter() - start < 5


@settings(max_examples=20)
@given(st.sampled_from(["\u200b", "\u00ad", "\ufeff"]), st.integers(1, 5))
def test_invisible_characters_hide_nothing(mark: str, place: int) -> None:
    assert categories("murder"[:place] + mark + "murder"[place:]) == ("homicide",)
