from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import EXAMPLES, run

EXAMPLE = next(path for path in EXAMPLES if path.stem == "duralev_v_garland")


def test_several_formats_at_once(tmp_path: Path) -> None:
    paths = [tmp_path / f"a.{form}" for form in ("md", "html", "json")]
    done = run("appendix", EXAMPLE, *(part for path in paths for part in ("-o", path)))
    assert done.code == 0
    assert done.out == ""
    assert all(path.stat().st_size > 10_000 for path in paths)
    assert done.err.count("written") == 3


def test_preview_shows_page_1_and_what_lowers() -> None:
    done = run("appendix", EXAMPLE, "--preview")
    assert done.code == 0
    assert "Quote this:" in done.out
    assert "These look like upheld requests:" in done.out
    assert "Facts that lower the total" in done.out
    assert "−5  Terrorism is not charged." in done.out
    assert max(map(len, done.out.splitlines())) < 160


def test_options_reach_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    done = run(
        "appendix", EXAMPLE, "-o", path, "--forum", "us_federal", "--length", "short",
        "--date", "2026-11-24", "--title", "Annex B", "--author-block", "Dr. A\nLondon",
        "--redact", "--prior", "screened",
    )  # fmt: skip
    assert done.code == 0
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Annex B\n\nDr. A\n\nLondon\n")
    assert "FRE 702" in text
    assert "2026-11-24" in text
    assert "Duralev" not in text
    assert "screened (chosen)" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "a.txt"), "the file name must end in one of"),
        (("-o", "a.md", "--forum", "mars"), "forum: 'mars' is not one of"),
        (("-o", "a.md", "--template", "x.docx"), "--template is for a .docx"),
        ((), "name one with -o, or ask for --preview"),
        (("-o", "/nowhere/at/all/a.md"), "can't be written"),
    ],
)
def test_mistakes_are_one_clear_line(arguments: tuple[str, ...], message: str) -> None:
    done = run("appendix", EXAMPLE, *arguments)
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err


def test_standard_input(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    assert run("appendix", "-", "-o", path, stdin=b"issuing_country: FR\n").code == 0
    assert path.exists()


def test_a_missing_glyph_is_a_warning_on_standard_error(tmp_path: Path) -> None:
    notice = "issuing_country: CN\nreference: \U00012000\n".encode()
    done = run("appendix", "-", "-o", tmp_path / "a.pdf", "--length", "short", stdin=notice)
    assert done.code == 0
    assert "no font has a picture for ‹U+12000›" in done.err
