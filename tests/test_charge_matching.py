from __future__ import annotations

import itertools

import pytest

from redrisk._charge_matching import (
    CLAUSE_MARK,
    GAP_WORDS,
    LONGEST_WORD,
    REMEMBERED_WORDS,
    Remembered,
    Text,
    Tree,
    Words,
    begins_with,
    largest,
    normalise,
    one_slip_apart,
    squeezed,
)


def found(text: str, *patterns: str) -> list[tuple[int, str]]:
    """The place of each pattern that is found, and the phrase that it is found in."""
    tree = Tree()
    for number, pattern in enumerate(patterns):
        tree.add(pattern, number)
    cut = Text(text)
    spans = [(number, cut.span(tokens)) for number, tokens in tree.finds(cut)]
    return [(number, text[start:end]) for number, (start, end) in spans]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("MURDER", "murder"),
        ("Extorsión", "extorsion"),
        ("KAÇAKÇILIĞI", "kacakciligi"),
        ("Straße", "strasse"),
        ("ﬁrearm", "firearm"),
        ("ｍｕｒｄｅｒ", "murder"),
        ("mur\u00adder", "murder"),
        ("mur\u0640der", "murder"),
        ("mur\u200bder", "murder"),
        ("mur\u200fder", "murder"),
        ("\u202amurder\u202e", "murder"),
        ("mur\u2060der\u2069", "murder"),
        ("\ufeffmurder", "murder"),
        ("mur\u2010der", "mur\u2010der"),
        ("mur\u202fder", "mur der"),
        ("mur\u206ader", "mur\u206ader"),
        ("аaа", "aaa"),
        ("еzе", "eze"),
        ("kıldı", "kildi"),
        ("włamanie", "wlamanie"),
        ("bedrøveđ", "bedroved"),
        ("جريمة", "جريمه"),
        ("على", "علي"),
        ("إرهاب", "ارهاب"),
        ("murdеr", "murder"),
        ("аеорсухікмтнz", "aeopcyxikmthz"),
        ("теракт", "теракт"),
        ("ёлка", "елка"),
    ],
)
def test_words_are_compared_without_case_accents_and_look_alikes(word: str, expected: str) -> None:
    assert normalise(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("robbery", "robery"), ("aabbb", "ab"), ("a", "a"), ("", ""), ("abab", "abab")],
)
def test_doubled_letters_are_written_once(word: str, expected: str) -> None:
    assert squeezed(word) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("murder", "murder", True),
        ("murder", "murdher", True),
        ("murder", "murderx", True),
        ("murder", "xmurder", True),
        ("murder", "mrder", True),
        ("murder", "murde", True),
        ("murder", "muxder", True),
        ("murder", "murdex", True),
        ("murder", "xurder", True),
        ("murder", "mudrer", True),
        ("murder", "murdre", True),
        ("murder", "umrder", True),
        ("murder", "murd", False),
        ("murder", "muxdxer", False),
        ("murder", "burden", False),
        ("murder", "muxdxr", False),
        ("murder", "medrur", False),
        ("murder", "mudrex", False),
        ("ab", "ba", True),
        ("", "a", True),
        ("", "", True),
        ("", "ab", False),
    ],
)
def test_one_slip(left: str, right: str, expected: bool) -> None:
    assert one_slip_apart(left, right) is one_slip_apart(right, left) is expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("terroris", True),
        ("terrorism", True),
        ("terorism", True),
        ("terrrorism", True),
        ("terrurism", True),
        ("terrroism", True),
        ("terrorsi", True),
        ("terrorsim", True),
        ("trerorism", True),
        ("tourists", False),
        ("terror", False),
        ("terrori", True),
        ("terrsoir", False),
    ],
)
def test_a_stem_with_a_slip(word: str, expected: bool) -> None:
    assert begins_with(word, "terroris") is expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("murder", "Murder", ["Murder"]),
        ("act", "acts", []),
        ("murder*", "murders", ["murders"]),
        ("*betrug", "Kreditbetrug", ["Kreditbetrug"]),
        ("*betrug", "betruger", []),
        ("act*", "act", ["act"]),
        ("act*", "ac", []),
        ("arms/weapons", "weapons, arms", ["weapons", "arms"]),
        ("criminal organi*", "a criminal  organisation", ["criminal  organisation"]),
        ("criminal organi*", "criminal, organisation", []),
        ("criminal organi*", "criminal big organisation", []),
        ("a b c", "a b c", ["a b c"]),
        ("a b c", "a b d", []),
        ("a b", "aXb", []),
        ("a ... c", "a c", ["a c"]),
        ("a ... c", "a b c c", ["a b c"]),
        ("a ... b c", "a x b c", ["a x b c"]),
        ("a b ... c", "a b x c", ["a b x c"]),
        ("a ... b ... c", "a x b x c", ["a x b x c"]),
        ("a ... ... c", "a b c", ["a b c"]),
        ("a ... c", "a, c", []),
        ("a ... c", "a\nc", []),
        ("a c", "a\nc", ["a\nc"]),
        ("a ... c", "b\na c", ["a c"]),
        ("a ... c", "a 1 c", []),
        ("a ... 1", "a x 1", []),
        ("a 1 c", "a 1 c", ["a 1 c"]),
        ("1 ... c", "1 x c", ["1 x c"]),
        ("a ... c", "a X c", ["a X c"]),
        ("a/b ... c", "a b c", ["a b c", "b c"]),
        ("a ... b/c", "a b c", ["a b", "a b c"]),
        ("a/a b/b", "a b", ["a b"]),
        ("诈 骗", "合同诈骗罪", ["诈骗"]),
        ("228.1", "ст. 228.1", ["228.1"]),
        ("228", "228.1", []),
        ("d armes", "port d'armes", ["d'armes"]),
        ("d armes", "port d’armes", ["d’armes"]),
        ("416 bis", "416-bis/416 bis", ["416-bis", "416 bis"]),
        ("bis 416", "416-bis/416 bis", ["bis/416"]),
        ("مخدر*", "بالمخدرات", ["بالمخدرات"]),
        ("مخدر*", "والمخدرات", ["والمخدرات"]),
        ("سرقه", "للسرقة", ["للسرقة"]),
        ("سرقه", "فبالسرقة", ["فبالسرقة"]),
        ("سرقه", "xالسرقة", []),
    ],
)
def test_patterns(pattern: str, text: str, expected: list[str]) -> None:
    assert [phrase for _, phrase in found(text, pattern)] == expected


@pytest.mark.parametrize(("words", "is_found"), [(GAP_WORDS, True), (GAP_WORDS + 1, False)])
def test_a_gap_has_at_most_so_many_words(words: int, is_found: bool) -> None:
    assert GAP_WORDS == 8  # as docs/charges.md says
    text = " ".join(["a", *["x"] * words, "c"])
    assert bool(found(text, "a ... c")) is is_found
    assert bool(found("b " + text, "b a ... c")) is is_found


def test_of_several_patterns_each_is_found_in_the_order_of_its_first_word() -> None:
    text = "b a c d"
    assert found(text, "a", "b", "a c", "a ... d", "c") == [
        (1, "b"),
        (0, "a"),
        (2, "a c"),
        (3, "a c d"),
        (4, "c"),
    ]


def test_words_of_several_patterns_are_all_known() -> None:
    assert {
        number for number, _ in found("terrorist", "terror*", "terrorist", "terr*", "*ist")
    } == {
        0,
        1,
        2,
        3,
    }


@pytest.mark.parametrize(
    ("word", "pattern", "is_found"),
    [
        ("murdher", "murder", True),
        ("mudrer", "murder", True),
        ("rmurder", "murder", False),
        ("umrder", "murder", False),
        ("murderer", "murder", False),
        ("murdr", "murder", True),
        ("murd", "murder", False),
        ("mxrdr", "murder", False),
        ("kidnaping", "kidnapping", True),
        ("kiddnapping", "kidnapping", True),
        ("kidnapppinng", "kidnapping", True),
        ("kidnapxng", "kidnapping", True),
        ("extorsionn", "extorsion", True),
        ("terorism", "terroris*", True),
        ("terrurism", "terrorism*", True),
        ("terorists", "terroris*", True),
        ("embezlement", "embezzl*", True),
        ("narkotic", "narcot*", False),
        ("narkot", "narcot*", True),
        ("sexuual", "sexual*", True),
        ("sexuuality", "sexual*", True),
        ("sexaulity", "sexual*", False),
        ("fruad", "fraud", True),
        ("farud", "fraud", True),
        ("fradu", "fraud", True),
        ("rfaud", "fraud", False),
        ("frauud", "fraud", True),
        ("legal", "llegal", False),
        ("fraup", "fraud", False),
        ("frad", "fraud", False),
        ("frauds", "fraud", False),
        ("bride", "bribe", False),
        ("rpae", "rape", False),
        ("raep", "rape", False),
        ("computerbertug", "*betrug", False),
        ("12346", "12345", False),
        ("123456", "123465", False),
        ("section1", "section2", False),
        ("e" + "x" * LONGEST_WORD, "e" + "x" * (LONGEST_WORD + 1), False),
        ("explosives" * 4, "explosive" + "explosives" * 3, False),
    ],
)
def test_slips(word: str, pattern: str, is_found: bool) -> None:
    assert bool(found(word, pattern)) is is_found


def test_a_slip_is_looked_for_in_words_up_to_the_longest() -> None:
    letters = "abcdefghij" * 4
    assert len(letters) == LONGEST_WORD
    assert found(letters, letters[:-1])
    assert not found(letters + "k", letters)


def test_a_word_that_is_spelled_right_is_no_slip_of_another() -> None:
    assert found("kidnappers", "kidnapper", "kidnappers") == [(1, "kidnappers")]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("one two", ["one", "two"]),
        (" one  two ", ["one", "two"]),
        ("l'arme co-conspirator/aide", ["l", "arme", "co", "conspirator", "aide"]),
        ("228.1 and 1.2.3", ["228.1", "and", "1.2.3"]),
        ("a.b u.s.", ["a", "b", "u", "s", "."]),
        ("v1.2", ["v1.2"]),
        ("end. next", ["end", ".", "next"]),
        ("one; two", ["one", ";", "two"]),
        ("one\n- two\n  * three", ["one", "\n-", "two", "\n  *", "three"]),
        ("one\n-two – three", ["one", "\n-", "two", "three"]),
        ("one\n-two", ["one", "\n-", "two"]),
        ("非法a持有、枪", ["非", "法", "a", "持", "有", "枪"]),
        ('"quoted" §5', ["quoted", "5"]),
        ("", []),
        ("...", ["."]),
    ],
)
def test_texts_are_cut_into_words_and_marks(text: str, tokens: list[str]) -> None:
    assert Text(text).tokens == tokens


@pytest.mark.parametrize("mark", ["", ";"])
def test_the_words_that_begin_a_line_are_known(mark: str) -> None:
    text = Text(f"one two\nthree{mark}\n\nfour")
    lines = [token for token in ("three", "four") if text.tokens.index(token) in text.breaks]
    assert lines == ["three", "four"]
    assert text.tokens.index("two") not in text.breaks


def test_where_words_stand_is_told_in_any_order() -> None:
    content = "a aa, a  aa\na"
    text = Text(content)
    spans = {place: text.span((place,)) for place in (5, 0, 3, 1, 4)}
    assert {place: content[start:end] for place, (start, end) in spans.items()} == {
        0: "a", 1: "aa", 3: "a", 4: "aa", 5: "a",
    }  # fmt: skip
    assert spans[3] == (6, 7)
    assert text.span((0, 4)) == (0, 11)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("one; two,three", ["one", "two", "three"]),
        ("a. b.c", ["a", "b.c"]),
        ("a.", ["a", ""]),
        ("a\n- b\n – c\n* d", ["a", "b", "c", "d"]),
        ("a\nb - c", ["a\nb - c"]),
        ("a (b) [c]: d", ["a ", "b", "", "c", "", "d"]),
        ("一，二；三。四：五（六）", ["一", "二", "三", "四", "五", "六", ""]),
        ("a، b؛ c", ["a", "b", "c"]),
        ("• a · b", ["", "a ", "b"]),
        ("一、二", ["一、二"]),
        ("aXb", ["aXb"]),
    ],
)
def test_clauses(text: str, clauses: list[str]) -> None:
    assert CLAUSE_MARK.split(text)[::2] == clauses


class Asked(Remembered[str]):
    longest = 3
    most = 2

    def __init__(self) -> None:
        self.asked: list[str] = []

    def answer(self, text: str) -> str:
        self.asked.append(text)
        return text.upper()


def test_answers_are_remembered_until_there_are_too_many() -> None:
    answers = Asked()
    assert [answers[text] for text in ("a", "a", "abc", "abc")] == ["A", "A", "ABC", "ABC"]
    assert answers.asked == ["a", "abc"]
    assert answers["b"] == "B"
    assert answers.asked == ["a", "abc", "b"]
    assert list(answers) == ["b"]


def test_long_texts_are_not_remembered() -> None:
    answers = Asked()
    assert answers["abcd"] == answers["abcd"] == "ABCD"
    assert answers.asked == ["abcd", "abcd"]
    assert list(answers) == []


def test_words_are_remembered_within_bounds() -> None:
    words = Words()
    for number in range(REMEMBERED_WORDS):
        words[f"{number:x}"]
    assert len(words) == REMEMBERED_WORDS
    words["one more"]
    assert list(words) == ["one more"]
    words["x" * LONGEST_WORD], words["x" * (LONGEST_WORD + 1)]
    assert list(words) == ["one more", "x" * LONGEST_WORD]


def test_the_larger_find_explains_the_words_of_the_smaller() -> None:
    inner, outer, across, apart = (1, (2,)), (2, (2, 3)), (3, (3, 4)), (4, (9,))
    assert largest([inner, outer, across, apart]) == [outer, across, apart]
    assert largest([apart, inner]) == [apart, inner]
    assert largest([inner]) == [inner]
    assert largest([]) == []


def test_a_find_explains_only_what_it_wholly_holds() -> None:
    outer = (1, (2, 5))
    assert largest([outer, (2, (3,)), (3, (2, 4)), (4, (2, 5)), (5, (5,))]) == [
        outer,
        (2, (3,)),
        (3, (2, 4)),
        (4, (2, 5)),
    ]
    assert largest([(1, (1, 2, 3)), (2, (1, 3)), (3, (3,))]) == [(1, (1, 2, 3))]


@pytest.mark.parametrize("size", range(6, 11))
def test_every_single_slip_behind_the_first_letter_is_forgiven(size: int) -> None:
    word = "abcdefghij"[:size]
    slips = {
        *(word[:i] + "z" + word[i:] for i in range(1, size + 1)),
        *(word[:i] + "z" + word[i + 1 :] for i in range(1, size)),
        *(word[:i] + word[i + 1 :] for i in range(1, size)),
        *(word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, size - 1)),
    }
    assert [slip for slip in sorted(slips) if not found(slip, word)] == []
    first = {"z" + word, "z" + word[1:], word[1:], word[1] + word[0] + word[2:]}
    assert [slip for slip in sorted(first) if found(slip, word)] == []


@pytest.mark.parametrize("size", range(8, 11))
def test_a_slip_in_a_long_stem_is_forgiven_and_the_word_goes_on(size: int) -> None:
    stem = "abcdefghij"[:size]
    for place in range(1, size):
        for slip in (stem[:place] + "z" + stem[place + 1 :], stem[:place] + stem[place + 1 :]):
            assert found(slip + "xyz", stem + "*"), slip
    for left, right in itertools.pairwise(range(1, size)):
        swapped = stem[:left] + stem[right] + stem[left] + stem[right + 1 :]
        assert found(swapped + "xyz", stem + "*"), swapped
