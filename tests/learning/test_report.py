from __future__ import annotations

import html.parser
import json
from pathlib import Path

import redrisk
from redrisk.checklist import ITEMS, checklist_text
from redrisk.learning.blocks import Heading, Paragraph, Table, to_html, to_markdown
from redrisk.learning.report import model_card_blocks, report_blocks, write_report

MODEL = redrisk.load_model()
REPORT = Path(__file__).parents[2] / "training" / "report"


class _Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs)


def test_the_committed_model_card_is_that_of_the_shipped_model() -> None:
    assert (REPORT / "model_card.md").read_text("utf-8") == to_markdown(model_card_blocks(MODEL))
    assert json.loads((REPORT / "metrics.json").read_text("utf-8")) == MODEL.metrics


def test_the_report_is_one_page_without_scripts_or_anything_from_outside() -> None:
    page = (REPORT / "report.html").read_text("utf-8")
    tags = _Tags()
    tags.feed(page)
    assert not tags.seen & {"script", "link", "img", "iframe", "object"}
    assert {"table", "caption", "th", "svg", "main"} <= tags.seen


def test_the_report_says_first_that_there_is_no_external_validation() -> None:
    blocks = report_blocks(MODEL)
    first = next(block for block in blocks if isinstance(block, Paragraph))
    assert first.text.startswith("No external validation")


def test_every_point_of_the_card_stands_in_the_report() -> None:
    table = next(b for b in report_blocks(MODEL) if isinstance(b, Table) and b.caption == "Points")
    for row in MODEL.weighed:
        for position, level in enumerate(row.feature.levels):
            points = f"{row.points[position, position]:+d}"
            assert any(
                r[1] == level and r[2] == points for r in table.rows if row.feature.id in r[0]
            )


def test_a_model_saved_by_force_says_so_in_its_card() -> None:
    from redrisk.learning.train import with_gate

    forced = with_gate(MODEL, {"passed": False, "comparisons": [], "forced": True})
    assert "saved by force" in to_markdown(model_card_blocks(forced))
    assert "saved by force" not in to_markdown(model_card_blocks(MODEL))


def test_text_from_a_model_is_never_markup(tmp_path: Path) -> None:
    page = to_html([Heading(1, "<script>alert(1)</script>"), Paragraph("a & b")], tmp_path)
    assert "<script>" not in page
    assert "a &amp; b" in page


def test_the_checklist_names_what_is_not_reported() -> None:
    text = checklist_text()
    assert all(item.topic in text for item in ITEMS)
    assert "not reported" in text


def test_a_report_can_be_written_for_any_model(tmp_path: Path) -> None:
    write_report(MODEL, tmp_path / "report", previous=MODEL)
    names = {path.name for path in (tmp_path / "report").iterdir()}
    assert {"report.html", "report.md", "model_card.md", "metrics.json"} <= names
    assert {path.suffix for path in (tmp_path / "report").iterdir()} >= {".svg", ".png"}
    assert "No point differs" in (tmp_path / "report" / "report.md").read_text("utf-8")
