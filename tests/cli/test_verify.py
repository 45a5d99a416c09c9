from __future__ import annotations

from pathlib import Path

from tests.helpers import EXAMPLES, run

EXAMPLE = next(path for path in EXAMPLES if path.stem == "duralev_v_garland")


def test_identical_is_0_and_altered_is_1(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    run("appendix", EXAMPLE, "-o", path)
    done = run("verify", path)
    assert (done.code, done.err) == (0, "")
    assert "a.md: identical (md)" in done.out
    path.write_text(path.read_text(encoding="utf-8").replace('"points":12,', '"points":2,', 1))
    altered = run("verify", path)
    assert altered.code == 1
    assert "differs" in altered.out


def test_several_files_are_all_verified(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.json", tmp_path / "b.json"
    run("appendix", EXAMPLE, "-o", good)
    bad.write_text("{}")
    done = run("verify", bad, good)
    assert done.code == 1
    assert "a.json: identical" in done.out
    assert "holds no record" in done.out


def test_a_missing_file_is_2(tmp_path: Path) -> None:
    assert run("verify", tmp_path / "none.pdf").code == 2
