from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from redrisk.intake.case_file import read_one
from redrisk.persistence import load_model
from redrisk.priors import named_priors
from redrisk.scoring import score
from tests.helpers import EXAMPLES, ROOT, a_case, run

EXAMPLE = ROOT / "examples" / "duralev_v_garland.yaml"


def test_a_notice_is_scored_and_explained() -> None:
    result = run("score", EXAMPLE)
    assert (result.code, result.err) == (0, "")
    assert result.out == score(read_one(EXAMPLE)).explain()


def test_json_is_the_canonical_record_one_a_line() -> None:
    result = run("score", "--json", *EXAMPLES)
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [score(read_one(path)).to_json() for path in EXAMPLES]


def test_json_names_each_record_by_reference_or_case_id(tmp_path: Path) -> None:
    case = a_case({}, decided_by="court", date="2019").plain()
    lines = [json.dumps({"issuing_country": "TR", "reference": "mine"}), json.dumps(case)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    first, second = map(json.loads, run("score", "--json", tmp_path / "a.jsonl").out.splitlines())
    assert first["reference"] == "mine"
    assert second["case_id"] == case["case_id"]


@pytest.mark.parametrize("form", ["yaml", "json", "jsonl"])
def test_standard_input_is_read_in_every_form(form: str) -> None:
    text = {
        "yaml": "issuing_country: NO\n---\nissuing_country: TR\n",
        "json": '[{"issuing_country": "NO"}, {"issuing_country": "TR"}]',
        "jsonl": '{"issuing_country": "NO"}\n{"issuing_country": "TR"}\n',
    }[form]
    result = run("score", "--json", "-", stdin=text.encode())
    states = [json.loads(line)["notice"]["issuing_country"] for line in result.out.splitlines()]
    assert (result.code, states) == (0, ["NO", "TR"])


def test_a_bad_record_is_named_and_the_others_are_scored(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"issuing_country":"NO"}\n{"issuing_country":"UK"}\n{"issuing_country":"TR"}')
    result = run("score", "--json", file)
    assert result.code == 2
    assert len(result.out.splitlines()) == 2
    (line,) = result.err.splitlines()
    assert line.startswith(f"redrisk: {file}:2: issuing_country: ")


def test_a_bad_file_is_named_and_the_others_are_scored(tmp_path: Path) -> None:
    result = run("score", "--json", tmp_path / "none.yaml", EXAMPLE)
    assert result.code == 2
    assert len(result.out.splitlines()) == 1
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("stdin", [b"", b"\xff\xfe", b"issuing_country: [", b"a: 1", b"{"])
def test_bad_standard_input_is_exit_2_and_a_clear_line(stdin: bytes) -> None:
    result = run("score", "-", stdin=stdin)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("redrisk: standard input")
    assert "Traceback" not in result.err


def test_every_line_of_standard_output_is_json_whatever_goes_wrong() -> None:
    text = b"issuing_country: NO\n---\nissuing_country: UK\n---\nissuing_country: TR\n"
    result = run("score", "--json", "-", "nowhere.yaml", stdin=text)
    assert result.code == 2
    assert [json.loads(line)["points"] for line in result.out.splitlines()] == [0, 0]


@pytest.mark.parametrize("prior", [*named_priors(), "0.03"])
def test_a_prior_is_taken_by_name_or_number(prior: str) -> None:
    (line,) = run("score", "--json", "--prior", prior, EXAMPLE).out.splitlines()
    assert json.loads(line)["prior"] == score(read_one(EXAMPLE), prior).prior.plain()


@pytest.mark.parametrize("prior", ["evn", "1", "0", "nan", "-1", ""])
def test_a_bad_prior_is_exit_2_before_anything_is_printed(prior: str) -> None:
    result = run("score", f"--prior={prior}", EXAMPLE)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("redrisk: prior: ")


def test_a_model_folder_is_taken_and_a_bad_one_refused(tmp_path: Path) -> None:
    shipped = run("score", "--json", "--model", ROOT / "redrisk" / "model", EXAMPLE)
    assert shipped.out == run("score", "--json", EXAMPLE).out
    result = run("score", "--model", tmp_path, EXAMPLE)
    assert (result.code, result.out) == (2, "")
    assert "manifest.json is missing" in result.err


def test_a_case_is_scored_as_it_stood_before_its_decision(tmp_path: Path) -> None:
    refused = {"result": "refused", "country": "DE", "date": "2019"}
    case = a_case({"extradition": [refused], "host_country": "DE"}, decided_by="court", date="2019")
    (tmp_path / "a.json").write_text(json.dumps(case.plain()), encoding="utf-8")
    (line,) = run("score", "--json", tmp_path / "a.json").out.splitlines()
    assert "extradition" not in json.loads(line)["notice"]


def test_without_a_file_the_usage_is_shown() -> None:
    result = run("score")
    assert (result.code, result.out) == (2, "")
    assert "FILE" in result.err


def test_each_of_several_explanations_has_a_heading() -> None:
    result = run("score", *EXAMPLES[:2])
    for path in EXAMPLES[:2]:
        assert f"==================== {path}" in result.out


HOSTILE = "\x1b]0;owned\x07\x1b[31mred\x9b31m\u202eabc\r\n=== fake ==="


def test_control_characters_of_a_reference_never_reach_the_terminal(tmp_path: Path) -> None:
    record = json.dumps({"issuing_country": "TR", "reference": HOSTILE})
    (tmp_path / "a.jsonl").write_text(f"{record}\n{record}\n", encoding="utf-8")
    result = run("score", tmp_path / "a.jsonl", tmp_path / "a.jsonl")
    assert result.code == 0
    assert all(line.isprintable() for line in result.out.split("\n"))
    assert "red" in result.out  # the heading was printed


def test_control_characters_are_escaped_in_json_too(tmp_path: Path) -> None:
    record = json.dumps({"issuing_country": "TR", "reference": HOSTILE})
    (tmp_path / "a.json").write_text(record, encoding="utf-8")
    out = run("score", "--json", tmp_path / "a.json").out
    assert json.loads(out)["reference"] == HOSTILE
    assert out.rstrip("\n").isprintable()


def test_a_file_of_another_kind_is_given_up_early(tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text(json.dumps([{"a": 1}] * 500), encoding="utf-8")
    result = run("score", path)
    assert result.code == 2
    assert "none of its first 20 records" in result.err
    assert len(result.err.splitlines()) < 50


def on_a_terminal(*arguments: str) -> str:
    """What a command prints when its standard output is a terminal."""
    main_end, other_end = pytest.importorskip("pty").openpty()
    code = "import sys; from redrisk.cli import main; sys.argv[0] = 'redrisk'; main()"
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", code, *arguments],
        stdout=other_end,
        env=environment | {"PYTHONPATH": str(ROOT), "TERM": "xterm"},
    )
    os.close(other_end)
    output = b""
    while select.select([main_end], [], [], 30)[0]:
        try:
            chunk = os.read(main_end, 65536)
        except OSError:  # the other end was closed
            break
        if not chunk:
            break
        output += chunk
    os.close(main_end)
    assert process.wait(30) == 0
    return output.decode()


def test_there_is_colour_on_a_terminal_and_nowhere_else() -> None:
    assert "\x1b[" in on_a_terminal("score", str(EXAMPLE))
    assert "\x1b" not in run("score", EXAMPLE).out


def test_json_has_no_colour_even_on_a_terminal() -> None:
    text = on_a_terminal("score", "--json", str(EXAMPLE))
    assert json.loads(text)["points"] == score(read_one(EXAMPLE)).points


def test_there_is_a_bar_for_each_contribution() -> None:
    result = score(read_one(EXAMPLE))
    bars = [line for line in run("score", EXAMPLE).out.splitlines() if "|" in line and "#" in line]
    assert len(bars) == sum(item.points != 0 for item in result.contributions) > 0


def test_the_shipped_model_is_used_without_an_option() -> None:
    (line,) = run("score", "--json", EXAMPLE).out.splitlines()
    assert json.loads(line)["model"]["name"] == load_model().name
