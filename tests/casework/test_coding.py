"""Blind sheets are blind, come back whole, and merge as they should."""

from __future__ import annotations

import csv
import io
import itertools

import pytest

from redrisk.case import Case
from redrisk.casework.agreement import agreements, cohens_kappa, merged_cases, table
from redrisk.casework.coding import (
    QUESTIONS,
    Key,
    Sheet,
    make_key,
    read_key,
    read_sheet,
    sheet_text,
)
from redrisk.casework.hygiene import shipped_cases
from redrisk.countries import NAMES
from redrisk.errors import InvalidInput
from redrisk.facts import SECOND_CODING


@pytest.fixture(scope="module")
def key() -> Key:
    return make_key(shipped_cases(), seed=5)


def filled(key: Key, answer: object, coder: str = "A", dialect: str = "excel") -> str:
    """The sheet with every answer filled in by a function of number and field."""
    rows = list(csv.reader(io.StringIO(sheet_text(key, coder))))
    start = rows[0].index(next(cell for cell in rows[0] if cell.startswith(next(iter(QUESTIONS)))))
    for row in rows[1:]:
        for offset, field in enumerate(QUESTIONS):
            row[start + offset] = answer(int(row[2]), field)  # type: ignore[operator]
    out = io.StringIO()
    csv.writer(out, dialect, delimiter=";" if dialect == "excel" else ",").writerows(rows)
    return out.getvalue()


def test_there_is_a_question_for_each_of_the_eight_facts() -> None:
    assert set(QUESTIONS) == SECOND_CODING
    assert len(QUESTIONS) == 8


def test_the_sheet_is_blind(key: Key) -> None:
    rows = list(csv.DictReader(io.StringIO(sheet_text(key))))
    assert len(rows) == len(key.sheets)
    for row in rows:
        case = key.sheets[int(row["sheet"])]
        text = " ".join(value for name, value in row.items() if name != "set")
        assert case.case_id not in text
        assert NAMES[case.notice.issuing_country] not in text
        for word in ("INTERPOL", "CCF", "extradit", "asylum", "refugee", "surrender", "http"):
            assert word.lower() not in text.lower(), text
        assert (case.note or "no note") not in text
        # The first coder's answers are not shown either.
        assert all(not row[name] for name in row if name.partition(":")[0] in QUESTIONS)


def test_the_order_tells_nothing_and_the_seed_everything() -> None:
    cases = list(shipped_cases())
    key = make_key(cases, seed=5)
    cases.reverse()
    again = make_key(cases, seed=5)
    assert [c.case_id for c in key.sheets.values()] == [c.case_id for c in again.sheets.values()]
    other = make_key(cases, seed=6)
    assert [c.case_id for c in key.sheets.values()] != [c.case_id for c in other.sheets.values()]
    labels = [case.outcome.label == "rejected" for case in key.sheets.values()]
    runs = sum(a != b for a, b in itertools.pairwise(labels))
    assert 120 < runs < 180


def test_nothing_on_the_sheet_is_run_by_a_spreadsheet() -> None:
    texts = ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "＝1", "|x", "'=1"]
    cases = [
        Case.parse(
            {
                "case_id": f"A{i}",
                "descriptor": text,
                "notice": {"issuing_country": "FR", "charges": [{"text": text}]},
                "outcome": {"label": "upheld", "decided_by": "court"},
            }
        )
        for i, text in enumerate(texts)
    ]
    for row in csv.reader(io.StringIO(sheet_text(make_key(cases), coder="=cmd"))):
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "|"))


def test_the_key_comes_back_and_a_changed_one_is_refused(key: Key) -> None:
    assert read_key(key.text(), "key") == key
    with pytest.raises(InvalidInput, match="was changed"):
        read_key(key.text().replace('"rejected"', '"upheld"', 1), "key")
    for text in ("", "{}", "[1]", "no", '{"format": "another", "seed": 0, "set": ""}'):
        with pytest.raises(InvalidInput, match="is not a coding key"):
            read_key(text, "key")


@pytest.mark.parametrize("dialect", ["excel", "unix"])
def test_answers_are_read_as_spreadsheets_write_them(key: Key, dialect: str) -> None:
    words = {0: "Yes", 1: "no", 2: "", 3: "TRUE", 4: " n ", 5: "?"}
    text = "\ufeff" + filled(key, lambda number, _: words[number % 6], dialect=dialect)
    sheet = read_sheet(text, key, "sheet")
    meaning = {0: True, 1: False, 2: None, 3: True, 4: False, 5: None}
    for number, answers in sheet.answers.items():
        assert set(answers.values()) == {meaning[number % 6]}
    assert sheet.coder == "A"


def test_what_is_wrong_with_a_sheet_is_told_by_line_and_column(key: Key) -> None:
    text = filled(
        key, lambda number, field: "maybe" if (number, field) == (3, "state_post") else ""
    )
    with pytest.raises(InvalidInput) as caught:
        read_sheet(text, key, "sheet.csv")
    assert str(caught.value).startswith("sheet.csv:4: state_post: the answer is yes, no, or blank")
    lines = sheet_text(key).splitlines()
    for broken, said in [
        (lines[:-1], "rows are missing: 302"),
        ([*lines, lines[1]], "stands twice"),
        (
            [lines[0].replace("concrete_act", "x"), *lines[1:]],
            "concrete_act: the column is missing",
        ),
        ([*lines, lines[1].replace('"1"', '"999"')], "there is no sheet '999'"),
        ([line.replace(key.set_id, "S0") for line in lines], "the row is of set 'S0'"),
        ([], "the column is missing"),
    ]:
        with pytest.raises(InvalidInput, match=said):
            read_sheet("\n".join(broken), key, "sheet")


def test_disagreement_and_blank_become_unknown(key: Key) -> None:
    pairs = [(True, True), (False, False), (True, False), (None, True), (None, None)]
    sheets = [
        Sheet(
            name,
            {
                number: dict.fromkeys(QUESTIONS, pairs[number % len(pairs)][coder])
                for number in key.sheets
            },
        )
        for coder, name in enumerate(("A", "B"))
    ]
    by_id = {case.case_id: case for case in merged_cases(key, *sheets)}
    assert len(by_id) == len(shipped_cases())
    for number, before in key.sheets.items():
        after = by_id[before.case_id]
        expected = {0: True, 1: False}.get(number % len(pairs))
        assert {getattr(after.notice, field) for field in QUESTIONS} == {expected}
        assert after.double_coded
        rest = dict.fromkeys(QUESTIONS)
        assert after.notice.model_copy(update=rest) == before.notice.model_copy(update=rest)
        assert after.outcome == before.outcome
        assert Case.parse(after.plain()) == after
    for case in key.others:
        assert by_id[case.case_id] == case


def test_agreement_counts(key: Key) -> None:
    first = Sheet("A", {n: dict.fromkeys(QUESTIONS, n % 3 == 0) for n in key.sheets})
    second = Sheet("B", {n: dict.fromkeys(QUESTIONS, n % 3 == 0) for n in key.sheets})
    found = agreements(key, first, second)[0]
    assert (found.kappa, found.same) == (1.0, found.cases)
    assert sum(sum(counts.values()) for counts in found.merged.values()) == 302
    assert len(table([found]).splitlines()) == 3
    with pytest.raises(InvalidInput, match="both sheets are by 'A'"):
        agreements(key, first, Sheet("A", second.answers))


def test_kappa_of_the_textbook() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: agreement 0.7, by chance 0.5.
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    kappa, error = cohens_kappa([a for a, _ in pairs], [b for _, b in pairs])
    assert kappa == pytest.approx(0.4)
    assert error == pytest.approx(0.1263, abs=1e-3)
    assert cohens_kappa([], []) == (None, None)
    assert cohens_kappa([None, None], [None, None]) == (None, None)
    assert cohens_kappa([True, False], [False, True])[0] == -1.0


def test_an_id_that_stands_twice_is_refused() -> None:
    case = shipped_cases()[0]
    with pytest.raises(InvalidInput, match="stands twice"):
        make_key([case, case])
    with pytest.raises(InvalidInput, match="no decided case"):
        make_key([case for case in shipped_cases() if not case.is_decided])
