from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from redrisk.case import Case
from redrisk.dates import PartialDate
from redrisk.errors import InvalidInput
from redrisk.intake.case_file import (
    FORMATS,
    MAX_BYTES,
    MAX_DEPTH,
    Entry,
    entries_of_text,
    read_entries,
    read_one,
)
from redrisk.notice import Notice
from tests.helpers import EXAMPLES


def read(text: str, suffix: str = ".yaml") -> list[Entry]:
    return list(entries_of_text(text, "file", suffix))


def notice_of(text: str, suffix: str = ".yaml") -> Notice:
    (entry,) = read(text, suffix)
    assert isinstance(entry.value, Notice), entry.error
    return entry.value


def errors_of(text: str, suffix: str = ".yaml") -> list[str]:
    """The lines of every error, whether it stops the file or spoils one record."""
    try:
        return [line for e in read(text, suffix) if e.error for line in str(e.error).split("\n")]
    except InvalidInput as error:
        return str(error).split("\n")


# Scalars of YAML


@pytest.mark.parametrize("code", ["NO", "NA"])
def test_norway_and_namibia_are_states(code: str) -> None:
    notice = notice_of(f"issuing_country: {code}\nnationalities: [{code}]\n")
    assert (notice.issuing_country, notice.nationalities) == (code, (code,))


@pytest.mark.parametrize("date", ["2015", "2015-11", "2015-11-03"])
def test_a_date_stays_as_written(date: str) -> None:
    notice = notice_of(f"issuing_country: NO\nnotice_date: {date}\n")
    assert notice.notice_date == PartialDate(date)


@pytest.mark.parametrize(("word", "value"), [("yes", True), ("on", True), ("off", False)])
def test_yes_and_on_are_answers_where_an_answer_is_asked_for(word: str, value: bool) -> None:
    assert notice_of(f"issuing_country: NO\nin_absentia: {word}\n").in_absentia is value


@pytest.mark.parametrize("word", ["yes", "on", "2015", "1e3", "0x10", "1:30", ".inf", "=", "true"])
def test_every_plain_scalar_is_text(word: str) -> None:
    assert notice_of(f"issuing_country: NO\nreference: {word}\n").reference == word


@pytest.mark.parametrize("word", ["", " ~", " null", " NULL", " # a comment"])
def test_empty_and_null_mean_absent(word: str) -> None:
    assert notice_of(f"issuing_country: NO\nprotection:{word}\n").protection is None


def test_an_empty_list_means_none() -> None:
    assert notice_of("issuing_country: NO\nprotection: []\n").protection == ()


def test_quoted_null_is_text_and_quoted_numbers_are_read() -> None:
    assert notice_of('issuing_country: NO\nreference: "null"\n').reference == "null"
    text = 'issuing_country: NO\ncharges: [{text: x, max_penalty: "24"}]\n'
    assert (notice_of(text).charges or ())[0].max_penalty == 24


@pytest.mark.parametrize("field", ["answers", "standing", "sources"])
def test_an_empty_value_means_absent_everywhere(field: str) -> None:
    assert notice_of(f"issuing_country: NO\n{field}:\n") == Notice(issuing_country="NO")


# What YAML allows and a notice does not


def test_a_field_that_stands_twice_is_refused_with_its_line() -> None:
    assert errors_of("issuing_country: NO\nreference: a\nissuing_country: TR\n") == [
        "file:3: the field 'issuing_country' stands twice; keep one"
    ]


def test_a_nested_field_that_stands_twice_is_refused() -> None:
    text = "issuing_country: NO\nwarrant:\n  issuer: judge\n  issuer: police\n"
    assert errors_of(text) == ["file:4: warrant: the field 'issuer' stands twice; keep one"]


@pytest.mark.parametrize(
    "text",
    [
        "issuing_country: &x NO\nhost_country: *x\n",
        "a: &a [*a]\n",
        "a: &a {b: 1}\nc: *a\n",
        "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n",
    ],
)
def test_aliases_are_refused(text: str) -> None:
    assert any("aliases" in line for line in errors_of(text))


def test_merge_keys_are_no_field() -> None:
    assert any("there is no field '<<'" in line for line in errors_of("<<: {a: b}\n"))


def test_tags_run_nothing() -> None:
    text = "issuing_country: NO\nreference: !!python/object/apply:os.getcwd []\n"
    assert errors_of(text)
    assert notice_of("issuing_country: !!str NO\n").issuing_country == "NO"


@pytest.mark.parametrize("depth", [MAX_DEPTH + 2, 5000])
@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_deep_nesting_is_refused(depth: int, suffix: str) -> None:
    text = '{"issuing_country": "NO", "charges": ' + "[" * depth + "]" * depth + "}"
    assert errors_of(text, suffix)


@pytest.mark.parametrize("text", ["a: [", "a: b: c", "\t- a", "a\x00b", "{", "'", "? [a]\n: b\n"])
def test_what_is_no_yaml_is_one_clear_line(text: str) -> None:
    (line,) = errors_of(text)
    assert line.startswith("file")
    assert line.isprintable()


# Problems and their lines


def test_every_problem_has_its_line() -> None:
    text = (
        "# a comment\n"
        "issuing_country: UK\n"
        "notice_date: soon\n"
        "charges:\n"
        "  - text: fraud\n"
        "  - txt: fraud\n"
        "    categories:\n"
        "      - fruad\n"
        "zzz: 1\n"
    )
    lines = errors_of(text)
    assert [line.partition(": ")[0] for line in lines if "categories" in line] == ["file:8"]
    fields = ("issuing_country", "notice_date", "charges[1].txt", "zzz")
    for number, field in zip((2, 3, 6, 9), fields, strict=True):
        assert any(line.startswith(f"file:{number}: {field}: ") for line in lines)
    assert any("did you mean 'text'" in line for line in lines)


def test_a_missing_field_is_reported_at_the_start_of_its_record() -> None:
    assert errors_of("# a\n\nreference: x\n") == ["file:3: issuing_country: is required"]


def test_the_problems_of_a_list_are_at_their_own_lines() -> None:
    text = "- issuing_country: NO\n- issuing_country: UK\n- reference: x\n"
    first, second = errors_of(text)
    assert first.startswith("file:2: issuing_country: ")
    assert second.startswith("file:3: issuing_country: is required")


def test_the_eleventh_record_is_not_taken_for_the_second() -> None:
    text = "".join("- issuing_country: NO\n" for _ in range(11)) + "- issuing_country: UK\n"
    (line,) = errors_of(text)
    assert line.startswith("file:12: ")


def test_json_lines_are_named_by_line() -> None:
    text = '{"issuing_country": "NO"}\n\n{"issuing_country": "UK"}\nnot json\n'
    lines = errors_of(text, ".jsonl")
    assert lines[0].startswith("file:3: issuing_country: ")
    assert lines[1].startswith("file:4")


# Several records


GOOD, BAD = {"issuing_country": "NO"}, {"issuing_country": "UK"}


def as_text(records: list[dict[str, Any]], form: str) -> tuple[str, str]:
    """Records as text, with the ending of the file's name."""
    if form == "documents":
        return "\n".join(f"---\n{json.dumps(record)}" for record in records), ".yaml"
    if form == "lines":
        return "\n".join(map(json.dumps, records)), ".jsonl"
    return json.dumps(records), ".json" if form == "json list" else ".yaml"


FORMS = ("documents", "lines", "json list", "yaml list")


@pytest.mark.parametrize("form", FORMS)
def test_a_bad_record_does_not_spoil_the_others(form: str) -> None:
    entries = read(*as_text([GOOD, BAD, GOOD], form))
    assert [entry.value is None for entry in entries] == [False, True, False]
    assert [entry.error is None for entry in entries] == [True, False, True]


@pytest.mark.parametrize("form", FORMS)
def test_notices_and_cases_may_be_mixed(form: str) -> None:
    case = {"case_id": "a", "notice": GOOD, "outcome": {"label": "upheld"}}
    kinds = [type(entry.value) for entry in read(*as_text([GOOD, case], form))]
    assert kinds == [Notice, Case]


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("---\nissuing_country: NO\n---\na: 1\na: 2\n---\nissuing_country: TR\n", ".yaml"),
        ("- issuing_country: NO\n- {a: 1, a: 2}\n- issuing_country: TR\n", ".yaml"),
        ('[{"issuing_country": "NO"}, {"a": 1, "a": 2}, {"issuing_country": "TR"}]', ".json"),
    ],
    ids=["documents", "yaml list", "json list"],
)
def test_a_record_with_a_field_twice_does_not_spoil_the_others(text: str, suffix: str) -> None:
    assert [entry.value is None for entry in read(text, suffix)] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "suffix"), [("", ".yaml"), ("# only a comment\n", ".yml"), ("", ".json"), ("", "")]
)
def test_an_empty_file_is_refused(text: str, suffix: str) -> None:
    assert errors_of(text, suffix)


@pytest.mark.parametrize(
    ("text", "suffix"),
    [("", ".jsonl"), ("\n\n", ".jsonl"), ("[]", ".json"), ("[]", ".yaml"), ("---\n", ".yaml")],
)
def test_a_file_without_any_record_is_refused(text: str, suffix: str) -> None:
    assert errors_of(text, suffix)


# JSON


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_json_has_no_such_numbers(word: str) -> None:
    text = f'{{"issuing_country": "NO", "charges": [{{"text": "x", "cheque_total_usd": {word}}}]}}'
    assert any("is not a number" in line for line in errors_of(text, ".json"))


def test_a_field_that_stands_twice_in_json_is_refused() -> None:
    text = '{"issuing_country": "NO", "issuing_country": "TR"}'
    assert errors_of(text, ".json") == ["file: the field 'issuing_country' stands twice; keep one"]


@pytest.mark.parametrize("text", ["{", '{"a": }', "nul", '{"a": 1,}', '"x', "\ufeff{}"])
def test_what_is_no_json_is_one_clear_line(text: str) -> None:
    (line,) = errors_of(text, ".json")
    assert line.isprintable()
    assert "JSON" in line


@pytest.mark.parametrize("text", ["5", '"NO"', "null", "true"])
def test_json_that_is_no_mapping_is_refused(text: str) -> None:
    (line,) = errors_of(text, ".json")
    assert "a mapping of fields to values is needed" in line


def test_line_separators_inside_json_strings_split_nothing() -> None:
    text = '{"issuing_country": "NO", "reference": "a\u2028b"}\n{"issuing_country": "TR"}\n'
    assert [entry.value is None for entry in read(text, ".jsonl")] == [False, False]


# Without a file name's ending


@pytest.mark.parametrize("form", FORMS)
def test_the_form_is_recognised_without_an_ending(form: str) -> None:
    text, _ = as_text([GOOD, GOOD], form)
    assert [entry.value for entry in read(text, "")] == [Notice(issuing_country="NO")] * 2


def test_a_bad_line_early_in_json_lines_spoils_no_other() -> None:
    text = '{"issuing_country": "NO"}\nnot json\n{"issuing_country": "TR"}\n'
    assert [entry.value is None for entry in read(text, "")] == [False, True, False]


# Files


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", b"issuing_country: NO\n"),
        ("a.json", b'{"issuing_country": "NO"}'),
        ("a.jsonl", b'{"issuing_country": "NO"}\n'),
    ],
)
def test_a_byte_order_mark_is_ignored(tmp_path: Path, name: str, text: bytes) -> None:
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + text)
    assert read_one(tmp_path / name) == Notice(issuing_country="NO")


def test_windows_line_ends_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"issuing_country: NO\r\nnotice_date: 2015\r\n")
    assert read_one(file) == Notice.parse({"issuing_country": "NO", "notice_date": "2015"})


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_another_encoding_is_refused_in_words(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("issuing_country: NO\nreference: Türkei\n".encode(encoding))
    with pytest.raises(InvalidInput, match="is not UTF-8 text"):
        read_one(file)


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.yaml.bak", "a.pdf"])
def test_another_ending_is_refused_with_the_allowed_ones(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("issuing_country: NO\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        read_one(tmp_path / name)
    assert all(ending in str(caught.value) for ending in FORMATS)


@pytest.mark.parametrize("name", ["a.YAML", "a.Yml", "a"])
def test_endings_are_read_in_either_case_and_may_be_absent(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("issuing_country: NO\n", encoding="utf-8")
    assert read_one(tmp_path / name) == Notice(issuing_country="NO")


def test_a_missing_file_and_a_folder_are_refused_in_words(tmp_path: Path) -> None:
    for place in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(InvalidInput, match="can't be read"):
            list(read_entries(place))


def test_where_one_is_needed_two_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"issuing_country": "NO"}\n' * 2, encoding="utf-8")
    with pytest.raises(InvalidInput, match="the file has 2"):
        read_one(file)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_one_notice(path: Path) -> None:
    assert isinstance(read_one(path), Notice)


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_a_field_name_with_control_characters_is_never_printed_as_it_is(suffix: str) -> None:
    text = '{"issuing_country": "NO", "\\u001b[31mred": 1}'
    assert all(line.isprintable() for line in errors_of(text, suffix))


def test_json_lines_may_be_of_any_size(tmp_path: Path) -> None:
    line = json.dumps({"issuing_country": "TR", "reference": "x" * 50_000}) + "\n"
    count = MAX_BYTES // len(line) + 10
    path = tmp_path / "notices.jsonl"
    path.write_text(line * count, "utf-8")
    assert sum(entry.value is not None for entry in read_entries(path)) == count


def test_a_line_that_no_record_fills_is_refused_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "notices.jsonl"
    path.write_bytes(b'{"issuing_country": "TR"}\n' + b" " * 6_000_000)
    with pytest.raises(InvalidInput, match="line is longer than 5 MB") as caught:
        list(read_entries(path))
    assert caught.value.problems[0].line == 2
