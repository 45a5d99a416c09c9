from __future__ import annotations

import itertools
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redrisk._charge_matching import _TOKEN, Text, normalise, one_slip_apart
from redrisk.charges import Hit, categories, classify
from redrisk.errors import RedriskError
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


ANYTHING = st.one_of(TEXTS, st.none(), st.integers(), st.binary(), st.lists(st.text()))


@given(ANYTHING, ANYTHING)
def test_anything_gives_hits_or_an_error_of_ours(text: Any, language: Any) -> None:
    try:
        hits = classify(text, language)
    except RedriskError:
        assert not isinstance(text, str) or (language and not isinstance(language, str))
    else:
        assert all(isinstance(hit, Hit) for hit in hits)


@given(st.text(st.sampled_from("aé诈. ,\n-'/’1م\u0301\u00ad\u1680\x1c\u3000\"_"), max_size=40))
def test_cutting_at_spaces_gives_the_same_words_as_cutting_letter_by_letter(content: str) -> None:
    text = Text(content)
    parts = _TOKEN.split(content)
    assert text.tokens == parts[1::2]
    lines = {place for place, gap in enumerate(parts[::2]) if "\n" in gap}
    words = range(1, len(text.tokens))
    assert [place in text.breaks for place in words] == [place in lines for place in words]
    spans = [text.span((place,)) for place in range(len(text.tokens))]
    assert [content[start:end] for start, end in spans] == text.tokens
    assert spans == sorted(spans)


def _million(text: str) -> str:
    return (text * (1_000_000 // len(text) + 1))[:1_000_000]


@pytest.mark.parametrize(
    "text",
    [
        *map(
            _million,
            (
                "a", "\n", " ", "\x00", "'", "(", "1.", ". ", "\n -", "\n" + " " * 20,
                "murder ", "not ", "murder or ", "302 ipc ", "ipc bns tck ук рф 302 103 ",
                "train shooting exploding terrorist ", "caus result entail lead death ",
                "by with using under threat violence ", "terroris organi criminal gang group ",
                "\ud800", "e\u0301", "\ufdfa", "İ", "诈骗走私毒品", "والمخدرات ", "aabbccddee ",
            ),
        ),
        "e" + _million("\u0301"),
        "1" + _million(".1"),
        "murder, " * 6_200 + "ipc 302",
        "not " + _million("murder or "),
        " ".join(f"{n:x}word" for n in range(120_000)),
        " ".join("".join(letters) for letters in itertools.islice(
            itertools.permutations("terorismus", 9), 100_000
        )),
    ],
    ids=lambda text: ascii(text[:12]),
)  # fmt: skip
def test_a_megabyte_of_anything_ends_within_a_second(text: str) -> None:
    classify("murder")
    start = time.process_time()
    classify(text)
    assert time.process_time() - start < 1


@settings(max_examples=20)
@given(st.sampled_from(["\u200b", "\u00ad", "\ufeff"]), st.integers(1, 5))
def test_invisible_characters_hide_nothing(mark: str, place: int) -> None:
    assert categories("murder"[:place] + mark + "murder"[place:]) == ("homicide",)
