"""The worksheet with which anyone redoes the sum: answers, lookups, total, ratio, risk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from redrisk.assessment import Assessment, Contribution
from redrisk.facts import Fact, answer_in_words
from redrisk.report.statements import short_name
from redrisk.report.whatif import choices, key, weighed_facts
from redrisk.view import Range
from redrisk.weight import BANDS

CARD, SHEET = "Card", "Worksheet"
FIRST_ROW = 5
"""Row of the first fact, counted from 0."""

QUESTION, ANSWER, FIRST, LAST, POINTS, NAME = range(6)
LINE = 12.5
"""Height of a line of text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the worksheet: a fact to answer, or a feature that joins facts above."""

    name: str
    question: str
    fact: Fact | None
    feature: Contribution | None
    joins: tuple[int, ...] = ()


def lines(assessment: Assessment) -> list[Line]:
    """A line for each fact, with the feature that rests on it alone; then the joined features."""
    alone = {
        item.feature.facts[0].id: item
        for item in assessment.contributions
        if len(item.feature.facts) == 1
    }
    facts = weighed_facts(assessment)
    place = {fact.id: position for position, fact in enumerate(facts)}
    made = [Line(short_name(f.id), f.question, f, alone.get(f.id)) for f in facts]
    made += [
        Line(
            short_name(item.feature.id),
            item.feature.question,
            None,
            item,
            tuple(place[fact.id] for fact in item.feature.facts),
        )
        for item in assessment.contributions
        if len(item.feature.facts) > 1
    ]
    return made


class CardSheet:
    """The card as lookup tables: answers of each fact, points of each feature, verbal steps."""

    def __init__(self, sheet: Any, assessment: Assessment, made: list[Line], style: Any) -> None:
        self.sheet, self.style = sheet, style
        self.answers: dict[str, tuple[int, int]] = {}
        self._facts(assessment, made)
        self.points_end = self._points(made)
        self._bands()

    def _facts(self, assessment: Assessment, made: list[Line]) -> None:
        heads = ("fact", "answer", "key", "first position", "last position")
        self._head(0, heads)
        row = 1
        for line in made:
            if line.fact is None:
                continue
            start = row
            for level in choices(assessment, line.fact):
                words = answer_in_words(line.fact, level)
                self.sheet.write_string(row, 0, line.fact.id)
                self.sheet.write_string(row, 1, words)
                self.sheet.write_string(row, 2, f"{line.fact.id}|{words}")
                self.sheet.write_number(row, 3, level[0])
                self.sheet.write_number(row, 4, level[1])
                row += 1
            self.answers[line.fact.id] = (start, row - 1)
        self.answers_end = row

    def _points(self, made: list[Line]) -> int:
        heads = ("feature and positions", "answer", "points", "rejected", "upheld")
        self._head(6, heads)
        row = 1
        for line in made:
            if line.feature is None:
                continue
            feature, counts = line.feature.feature, line.feature.row.counts
            for level, points in sorted(line.feature.row.points.items()):
                words = feature.in_words(level)
                self.sheet.write_string(row, 6, f"{feature.id}|{key(level)}")
                self.sheet.write_string(row, 7, words)
                self.sheet.write_number(row, 8, points)
                if words in counts:
                    self.sheet.write_number(row, 9, counts[words].rejected)
                    self.sheet.write_number(row, 10, counts[words].upheld)
                row += 1
        return row

    def _bands(self) -> None:
        self._head(12, ("points from", "verbal step"))
        for row, step in enumerate(BANDS, start=1):
            self.sheet.write_number(row, 12, step.points)
            self.sheet.write_string(row, 13, step.strength)

    def _head(self, column: int, names: tuple[str, ...]) -> None:
        for position, name in enumerate(names):
            self.sheet.write_string(0, column + position, name, self.style)

    def position(self, row: int, fact: Fact, column: int) -> str:
        """Formula for the first or last position of the answer in a row."""
        return (
            f'=VLOOKUP("{fact.id}|"&$B${row + 1},{CARD}!$C$2:$E${self.answers_end},{column},FALSE)'
        )

    def points(self, row: int, feature: str) -> str:
        """Formula for the points of a row."""
        return (
            f'=VLOOKUP("{feature}|"&$C${row + 1}&"-"&$D${row + 1},'
            f"{CARD}!$G$2:$I${self.points_end},3,FALSE)"
        )

    def words(self, row: int, feature: str) -> str:
        """Formula for the answer, in words, of a joined feature."""
        return (
            f'=VLOOKUP("{feature}|"&$C${row + 1}&"-"&$D${row + 1},'
            f"{CARD}!$G$2:$I${self.points_end},2,FALSE)"
        )


def write_lines(
    sheet: Any, card: CardSheet, assessment: Assessment, made: list[Line], styles: Any
) -> int:
    """The rows of facts and features; returns the row after the last."""
    for offset, line in enumerate(made):
        row = FIRST_ROW + offset
        sheet.write_string(row, QUESTION, line.question, styles.wrapped)
        sheet.write_string(row, NAME, line.name, styles.wrapped)
        sheet.set_row(row, LINE * max(-(-len(line.question) // 66), 2))
        if line.fact is not None:
            level = assessment.facts[line.fact.id]
            _answer(sheet, card, row, line.fact, level, styles)
            for column, lookup, value in ((FIRST, 2, level[0]), (LAST, 3, level[1])):
                sheet.write_formula(
                    row, column, card.position(row, line.fact, lookup), styles.plain, value
                )
        elif line.feature is not None:
            level = line.feature.level
            for column, letter, value in ((FIRST, "C", level[0]), (LAST, "D", level[1])):
                cells = ",".join(f"${letter}${FIRST_ROW + place + 1}" for place in line.joins)
                sheet.write_formula(row, column, f"=MIN({cells})", styles.plain, value)
            words = card.words(row, line.feature.feature.id)
            sheet.write_formula(row, ANSWER, words, styles.wrapped, line.feature.level_in_words)
        if line.feature is None:
            sheet.write_string(row, POINTS, "see below", styles.plain)
        else:
            formula = card.points(row, line.feature.feature.id)
            sheet.write_formula(row, POINTS, formula, styles.points, line.feature.points)
    return FIRST_ROW + len(made)


def _answer(sheet: Any, card: CardSheet, row: int, fact: Fact, level: Range, styles: Any) -> None:
    start, end = card.answers[fact.id]
    sheet.write_string(row, ANSWER, answer_in_words(fact, level), styles.choice)
    sheet.data_validation(
        row,
        ANSWER,
        row,
        ANSWER,
        {
            "validate": "list",
            "source": f"={CARD}!$B${start + 1}:$B${end + 1}",
            "error_title": "Not an answer",
            "error_message": "Choose one of the answers in the list.",
        },
    )


def write_sums(sheet: Any, row: int, assessment: Assessment, styles: Any) -> dict[str, int]:
    """Total, clipping, ratio, step and risk; returns the rows in which they stand."""
    a, model = assessment, assessment.model
    names = ("total", "lower", "upper", "reported", "clipped", "ratio", "band", "prior", "risk")
    rows = {name: row + 1 + position for position, name in enumerate(names)}

    def cell(name: str) -> str:
        return f"$E${rows[name] + 1}"

    odds = f"{cell('prior')}/(1-{cell('prior')})*10^({cell('reported')}/10)"
    reported = cell("reported")
    entries: dict[str, tuple[str, str | float, Any]] = {
        "total": (
            "Points: the sum",
            f"=SUM($E${FIRST_ROW + 1}:$E${row})",
            a.points,
        ),
        "lower": ("Least that the data support", model.lower, model.lower),
        "upper": ("Most that the data support", model.upper, model.upper),
        "reported": (
            "Reported points",
            f"=MAX({cell('lower')},MIN({cell('upper')},{cell('total')}))",
            a.reported_points,
        ),
        "clipped": (
            "Kept within these",
            f'=IF({cell("total")}>{reported},"at least",'
            f'IF({cell("total")}<{reported},"at most","no"))',
            a.clipped or "no",
        ),
        "ratio": (
            "Likelihood ratio: 10^(reported points / 10), three digits",
            f"=ROUND(10^({reported}/10),2-INT({reported}/10))",
            a.likelihood_ratio,
        ),
        "band": (
            "Verbal step",
            f"=LOOKUP(ABS({reported}),{CARD}!$M$2:$M${len(BANDS) + 1},"
            f'{CARD}!$N$2:$N${len(BANDS) + 1})&IF(ABS({reported})<{BANDS[1].points},"",'
            f'IF({reported}>0," for rejected"," for upheld"))',
            a.band,
        ),
        "prior": ("Prior, to be typed in: between 0 and 1", a.prior.value, a.prior.value),
        "risk": ("Risk of rejection under that prior", f"=ROUND({odds}/(1+{odds}),4)", a.risk),
    }
    for name, (words, content, value) in entries.items():
        sheet.write_string(rows[name], QUESTION, words, styles.strong)
        if isinstance(content, str):
            shape = styles.risk if name == "risk" else styles.strong_right
            sheet.write_formula(rows[name], POINTS, content, shape, value)
        else:
            shape = styles.choice if name == "prior" else styles.strong_right
            sheet.write_number(rows[name], POINTS, content, shape)
    sheet.data_validation(
        rows["prior"],
        POINTS,
        rows["prior"],
        POINTS,
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0.0001,
            "maximum": 0.9999,
            "error_title": "Not a prior",
            "error_message": "A prior is a probability between 0 and 1.",
        },
    )
    return rows
