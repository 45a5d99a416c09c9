"""A model's own report and model card: a pure function of the model, written as text and pages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from redrisk.explanation import NOT_SAID
from redrisk.features import FEATURE
from redrisk.learning import report_sections as sections
from redrisk.learning.blocks import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Table,
    to_html,
    to_markdown,
)
from redrisk.learning.figures import draw_figures
from redrisk.scorecard import Model


def write_report(
    model: Model, folder: Path, *, previous: Model | None = None, timings: Any = None
) -> None:
    """Write report.html, report.md, model_card.md, metrics.json and the figures into a folder.

    Parameters
    ----------
    model
        The model; everything is read from it.
    folder
        Made if it does not exist.
    previous
        The card that this one replaces, for the list of changes.
    timings
        Rows of ``learning.rivals.compare``, if the rivals were timed on this machine.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    """
    draw_figures(model.metrics, folder)
    blocks = report_blocks(model, previous=previous, timings=timings)
    _write(folder / "report.md", to_markdown(blocks))
    _write(folder / "report.html", to_html(blocks, folder))
    _write(folder / "model_card.md", to_markdown(model_card_blocks(model)))
    _write(folder / "metrics.json", json.dumps(model.metrics, indent=1) + "\n")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def report_blocks(
    model: Model, *, previous: Model | None = None, timings: Any = None
) -> list[Block]:
    """The report, section by section."""
    return [
        Heading(1, f"{model.name}: how the card was learned, and how far it can be trusted"),
        *sections.in_short(model),
        *sections.cases(model),
        *sections.recording(model),
        *sections.card(model),
        *sections.performance(model),
        *sections.calibration(model),
        *sections.designs(model),
        *sections.groups(model),
        *sections.rivals(model, timings),
        *sections.sensitivity(model),
        *sections.size(model),
        *sections.disagreements(model),
        *sections.changes(model, previous),
        *sections.gate(model),
        *sections.limits(),
        *sections.checklist(),
    ]


def model_card_blocks(model: Model) -> list[Block]:
    """The model card: what it is, for whom, how it did, what not to use it for."""
    card, metrics = model.card, model.metrics
    gate = metrics.get("gate") or {}
    forced: Sequence[Block] = (
        [Paragraph("WARNING: the gate was closed for this model; it was saved by force.")]
        if gate.get("forced")
        else []
    )
    return [
        Heading(1, f"Model card: {model.name}"),
        *forced,
        Heading(2, "Description"),
        Paragraph(
            "An additive card of whole points (decibans) that weighs whether the stated facts of a "
            "request to arrest through INTERPOL look more like those of rejected or of upheld "
            f"requests. {len(model.weighed)} features of {len(FEATURE)} carry points. Learned by "
            f"redrisk {card['software']}; format and hashes in manifest.json."
        ),
        Heading(2, "Intended use"),
        Bullets(
            [
                "By lawyers, expert witnesses and researchers, with the facts and the law in view.",
                "Never as evidence of guilt, never to justify an arrest, never on its own.",
                "Not by a requesting state to test its requests beforehand.",
                "It needs someone who can say which facts are exhibited and which are asserted.",
                "More, and how the card can be gamed: docs/intended-use.md.",
            ]
        ),
        Heading(2, "Learning"),
        Paragraph(
            f"{card['cases']['open']['rejected'] + card['cases']['targeted']['rejected']} rejected "
            f"and {card['cases']['open']['upheld'] + card['cases']['targeted']['upheld']} upheld "
            "cases; sign-bounded ridge, whole points, bounds by ELUB; docs/method.md."
        ),
        Heading(2, "Evaluation"),
        Table(
            "Held out by whole issuing states; no external validation",
            [
                "",
                "AUROC, open",
                "Cllr",
                "Cllr_min",
                *(f"profile {value}" for value in sections.STRATA),
            ],
            [
                sections.headline_row("the card", metrics["with_uneven_features"]),
                sections.headline_row(
                    "without uneven features", metrics["without_uneven_features"]
                ),
            ],
        ),
        Heading(2, "Limits"),
        Bullets(NOT_SAID),
    ]
