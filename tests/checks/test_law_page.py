"""docs/law.md and the compiled law data are what the declarations and datasets make of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from redrisk.checks import RULES
from redrisk.errors import DataError
from training.compile_law import RULES_BY_TAG, compile_law
from training.law_page import PAGE, page

ROOT = PAGE.parent.parent


def test_the_page_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m training.law_page"


def test_every_unconfirmed_mark_is_visible() -> None:
    text = page()
    for rule in RULES.values():
        if rule.unconfirmed:
            assert f"**Unconfirmed**: {rule.unconfirmed}" in text


def test_the_compiled_data_are_not_stale(tmp_path: Path) -> None:
    compile_law(ROOT / "datasets", tmp_path)
    for name in ("indicators.json", "ccf_decisions.json"):
        shipped = ROOT / "redrisk" / "data" / name
        assert (tmp_path / name).read_bytes() == shipped.read_bytes(), "run: python -m training"


def test_every_tag_points_to_rules_that_exist() -> None:
    assert {rule for rules in RULES_BY_TAG.values() for rule in rules} <= set(RULES)


def test_a_bad_row_is_named(tmp_path: Path) -> None:
    rows = json.loads((ROOT / "datasets" / "indicators.json").read_text(encoding="utf-8"))
    rows[0]["direction"] = "up"
    (tmp_path / "indicators.json").write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(DataError, match="direction 'up' is not one of"):
        compile_law(tmp_path, tmp_path)
