"""docs/intended-use.md: its figures are those of the card, and it is linked."""

from __future__ import annotations

import re
from typing import Any

import redrisk
from tests.helpers import ROOT

PAGE = (ROOT / "docs" / "intended-use.md").read_text(encoding="utf-8")
CRITIC: dict[str, Any] = {
    "issuing_country": "TR",
    "notice_date": "2019",
    "political_profile": True,
    "state_post": False,
    "business_elite": False,
    "private_dispute": False,
    "armed_or_gang": False,
}
HARM = {"concrete_act": True, "private_victims": True}
LAUNDERING = ["money_laundering", "fraud", "organised_crime"]
CHARGED: list[dict[str, Any]] = [
    {"charges": [{"categories": ["speech_offence"]}]},
    {},
    {"charges": [{"categories": ["fraud"]}], **HARM},
    {"charges": [{"categories": LAUNDERING}], **HARM},
    {
        "charges": [{"categories": [*LAUNDERING, "drug_trafficking"]}],
        "violence_alleged": True,
        "armed_or_gang": True,
        **HARM,
    },
]


def test_what_a_dressed_charge_does_is_computed() -> None:
    block = PAGE.split("<!-- computed: the same critic -->")[1].split("<!-- end")[0]
    told = [int(number) for number in re.findall(r"\| ([+-]\d+) \|", block)]
    assert told == [redrisk.score({**CRITIC, **charged}).points for charged in CHARGED]


def test_what_is_said_of_weights_is_true_of_the_card() -> None:
    rows = {row.feature.id: row for row in redrisk.load_model().rows}
    span = {name: max(row.points.values()) - min(row.points.values()) for name, row in rows.items()}
    families = [name for name in span if name.startswith("charge_") and rows[name].weighed]
    assert max(span[name] for name in families) == 10
    assert span["political_profile"] == 16
    assert span["private_dispute"] == 8
    assert span["armed_or_gang"] == 8
    assert max(abs(p) for n in ("state_rule_of_law", "state_free_expression")
               for p in rows[n].points.values()) == 3  # fmt: skip
    assert not [name for name in ("protected", "extradition_refused") if rows[name].weighed]
    uneven = [row for row in rows.values() if row.weighed and row.recording == "uneven"]
    assert max(abs(p) for row in uneven for p in row.points.values()) == 3


def test_the_page_is_linked() -> None:
    assert "docs/intended-use.md" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "docs/intended-use.md" in (ROOT / "docs" / "appendix.md").read_text(encoding="utf-8")
