"""What moves the result: the facts that lower it, those that raise it, and the rest."""

from __future__ import annotations

from redrisk.assessment import Contribution
from redrisk.report.blocks import Block, Bullets, Paragraph, Row, Section, Subheading, Table, table
from redrisk.report.figures import contribution_figure
from redrisk.report.matter import Matter, capital, signed
from redrisk.report.statements import short_name, statement
from redrisk.scorecard import LevelCounts

HEADER = ("Points", "Feature and answer", "Why it matters, and on whose authority", "Cases")
WIDTHS = (9, 36, 41, 14)


def weights(matter: Matter) -> Section:
    """Every contribution; those that lower stand first and are never left out."""
    assessment = matter.assessment
    lowering, raising = matter.moving(-1), matter.moving(1)
    idle = [item for item in assessment.contributions if item.known and not item.points]
    blocks: list[Block] = [
        Paragraph(
            "Each stated fact adds or takes away whole points. The mark ~ stands at features whose "
            "recording is uneven: texts on abuse and texts on ordinary crime tell them "
            "differently, and they carry at most "
            f"{assessment.model.card['config']['uneven_cap']} points. 'Cases' counts the decided "
            "cases with the same answer, rejected and upheld."
        ),
        Subheading("Facts that lower the total"),
        _side("Facts that lower the total: like upheld requests", lowering),
        Subheading("Facts that raise the total"),
        _side("Facts that raise the total: like rejected requests", raising),
        table(
            "The sum",
            ("What", "Points"),
            (80, 20),
            [
                ("All facts that lower", signed(sum(item.points for item in lowering))),
                ("All facts that raise", signed(sum(item.points for item in raising))),
                Row(("Total", signed(assessment.points)), "strong"),
            ],
            right=(1,),
        ),
    ]
    if lowering or raising:
        blocks.append(contribution_figure(lowering, raising, assessment.points))
    if idle:
        blocks += [
            Subheading("Stated, and worth no points on this card"),
            Bullets(tuple(statement(item) for item in idle)),
        ]
    blocks += _not_weighed(assessment.not_weighed)
    return Section("weights", "What lowers and what raises the result", tuple(blocks))


def _side(caption: str, items: list[Contribution]) -> Table:
    rows = [_row(item) for item in items] or [("0", "None is stated.", "", "")]
    return table(caption, HEADER, WIDTHS, rows, right=(0,))


def _row(item: Contribution) -> tuple[str, str, str, str]:
    feature = item.feature
    mark = " ~" if item.row.recording == "uneven" else ""
    notes = "".join(f" Note: {note}." for note in item.row.notes)
    counts = counts_of(item)
    return (
        f"{signed(item.points)}{mark}",
        f"{statement(item)} [{short_name(feature.id)}: {item.level_in_words}]",
        f"{capital(feature.reason)}. {capital(feature.authority.kind)}: {feature.authority.cite}."
        f"{notes}",
        f"{counts.rejected} rejected, {counts.upheld} upheld",
    )


def counts_of(item: Contribution) -> LevelCounts:
    """The decided cases of each class with the same answer."""
    first, last = item.level
    found = [
        item.row.counts.get(name, LevelCounts(0, 0))
        for name in item.feature.levels[first : last + 1]
    ]
    return LevelCounts(sum(c.rejected for c in found), sum(c.upheld for c in found))


def _not_weighed(items: tuple[Contribution, ...]) -> list[Block]:
    stated = [item for item in items if item.known]
    if not stated:
        return []
    rows = [(statement(item), f"{capital(item.row.reason)}.", _direction(item)) for item in stated]
    return [
        Subheading("Stated, but not weighed"),
        Paragraph(
            "These facts may matter in law or to the tribunal. The decided cases are too few, or "
            "too unlike in what they record, to give them points."
        ),
        table(
            "Stated, but not weighed",
            ("Fact", "Why it carries no points", "Doctrine says that it"),
            (46, 34, 20),
            rows,
        ),
    ]


def _direction(item: Contribution) -> str:
    return {"raises": "raises doubt", "lowers": "lowers doubt"}.get(
        item.feature.direction, "may do either"
    )
