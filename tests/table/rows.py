"""Random flat tables with odd but readable cells, and the one-notice path to compare with."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any, get_args

import redrisk
from redrisk import vocabulary as words
from redrisk.countries import NAMES
from redrisk.intake.columns import assemble, column_of
from redrisk.intake.tables import ColumnMapping, cell_value
from redrisk.notice import Notice

Columns = dict[str, list[Any]]

YES_NO = (
    "political_profile",
    "crossed_officials",
    "state_post",
    "business_elite",
    "armed_or_gang",
    "private_victims",
    "concrete_act",
    "violence_alleged",
    "individual_acts_described",
    "private_dispute",
    "associates_targeted",
    "in_absentia",
    "identity_set_complete",
    "minor_at_offence",
    "answers.charge_after_dissent",
)
DATES = (
    "notice_date",
    "criminal_case_opened",
    "alleged_offence_date",
    "left_country",
    "renewed_on",
    "retained_until",
    "located_on",
    "papers_sent_on",
    "warrant_date",
    "first_political_activity",
    "political_activity_date",
    "political_activity_date_2",
    "protection_date",
    "protection_date_2",
    "extradition_date",
    "interpol_history_date",
)
TEXTS = (
    "Large-scale fraud",
    " fraud ",
    "membership of a terrorist organisation",
    "insulting the president; money laundering",
    "not terrorism",
    "Robo con arma de fuego; lavado de activos",
    "мошенничество",
    "xyzzy",
    "murder\u00a0of two\nmen",
    "x" * 3000,
    "a\x00b",
    "'; DROP TABLE notices; --",
    "NA",
    "NaN",
    "None",
)
_STATES = ("RU", "TR", "CN", "NO", "US", "FR", "NA", "XK", "SM", "VA", "BY", "AE", "VE", "DE")


def random_columns(rows: int, seed: int = 0) -> Columns:
    """A table of text cells; about half of them empty."""
    rng = random.Random(seed)  # noqa: S311 -- a table to test with

    def some(make: Any, share: float = 0.5) -> list[Any]:
        return [make() if rng.random() < share else _empty(rng) for _ in range(rows)]

    def word(literal: object) -> Any:
        return lambda: rng.choice(get_args(literal))

    def words_of(literal: object) -> Any:
        def make() -> str:
            if rng.random() < 0.1:
                return rng.choice(("none", "[]", "None"))
            return rng.choice(("; ", ";", " ;")).join(
                rng.choice(get_args(literal)) for _ in range(rng.randint(1, 3))
            )

        return make

    def answer() -> Any:
        return rng.choice(("yes", "no", " Yes", "NO ", "true", "False", "on", "off"))

    columns: Columns = {
        "issuing_country": [
            rng.choice(_STATES) if rng.random() < 0.8 else rng.choice(list(NAMES))
            for _ in range(rows)
        ]
    }
    for name in YES_NO:
        columns[name] = some(answer)
    for name in DATES:
        columns[name] = some(lambda: _date(rng), 0.6)
    columns["charge_text"] = some(lambda: rng.choice(TEXTS), 0.7)
    columns["charge_language"] = some(lambda: rng.choice(("en", "es", "EN", "zz")), 0.2)
    columns["charge_categories"] = some(words_of(words.OffenceCategory), 0.2)
    columns["charge_law"] = some(lambda: "Art. 159", 0.1)
    columns["charge_text_2"] = some(lambda: rng.choice(TEXTS), 0.1)
    columns["charge_law_2"] = some(lambda: "Art. 280", 0.2)
    columns["charge_max_penalty_2"] = [
        cell if (law or text) else None
        for cell, law, text in zip(
            some(lambda: rng.choice(("life", "120", "120.0"))),
            map(_said, columns["charge_law_2"]),
            map(_said, columns["charge_text_2"]),
            strict=True,
        )
    ]
    columns["roles"] = some(words_of(words.Role))
    columns["nationalities"] = some(lambda: "RU;TR", 0.2)
    columns["political_activity_kind"] = some(word(words.ActivityKind))
    columns["political_activity_kind_2"] = some(word(words.ActivityKind), 0.3)
    columns["political_activity_note_2"] = some(lambda: "note", 0.1)
    columns["political_activity"] = some(lambda: "none", 0.2)
    for place in ("", "_2"):
        columns[f"protection_status{place}"] = some(word(words.ProtectionStatus), 0.4)
        columns[f"protection_country{place}"] = some(lambda: rng.choice((*_STATES, "UNHCR")))
    columns["protection"] = some(_whole_protection(rng), 0.2)
    columns["extradition_result"] = some(word(words.ExtraditionResult), 0.4)
    columns["extradition_ground"] = some(word(words.RefusalGround))
    columns["extradition_country"] = some(lambda: rng.choice(_STATES))
    columns["extradition"] = some(lambda: "[]", 0.1)
    columns["interpol_history_decision"] = some(word(words.InterpolDecision), 0.3)
    columns["interpol_history"] = some(lambda: "none", 0.2)
    columns["sentence_imposed_months"] = some(lambda: rng.choice(("12", "12.0", "1,000")), 0)
    columns["my own column"] = some(lambda: rng.choice(("risk", "élan", "")), 0.9)
    _without_orphans(columns)
    return columns


def _whole_protection(rng: random.Random) -> Any:
    choices = (
        "none",
        '[{"status": "refugee", "country": "FR", "date": "2014-05"}]',
        '[{"status": "asylum_denied"}, {"status": "subsidiary", "country": "RU"}]',
    )
    return lambda: rng.choice(choices)


def _without_orphans(columns: Columns) -> None:
    """Parts of a record whose required part is empty are emptied, since they are errors."""
    for required, parts in (
        ("protection_status", ("protection_country", "protection_date")),
        ("protection_status_2", ("protection_country_2", "protection_date_2")),
        ("extradition_result", ("extradition_ground", "extradition_country", "extradition_date")),
        ("interpol_history_decision", ("interpol_history_date",)),
    ):
        for row, cell in enumerate(columns[required]):
            if not _said(cell):
                for part in parts:
                    columns[part][row] = None
    for row in range(len(columns["charge_text"])):
        if not any(_said(columns[f"charge_{part}"][row]) for part in ("text", "categories", "law")):
            columns["charge_language"][row] = None


def _said(cell: Any) -> bool:
    return bool(str(cell or "").replace("\u00a0", " ").strip())


def _empty(rng: random.Random) -> Any:
    return rng.choice((None, None, None, "", "  "))


def _date(rng: random.Random) -> str:
    text = f"{rng.randint(1998, 2026)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return f"{text[: rng.choice((4, 7, 10, 10))]}{rng.choice(('', '', ' '))}"


def notice_of(cells: Mapping[str, Any], mapping: ColumnMapping | None = None) -> Notice:
    """The notice on one row, as tables of cases are read."""
    typed = {}
    for name, cell in cells.items():
        column = column_of(name)
        if column is None:
            continue
        value = cell_value(cell, column, name, mapping or ColumnMapping())
        if value is not None:
            typed[name] = value
    return Notice.parse(assemble(typed))


def rows_of(columns: Columns) -> list[dict[str, Any]]:
    names = list(columns)
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def scored_one_by_one(columns: Columns, prior: str = "even") -> dict[str, list[Any]]:
    """What the table path must give: levels, points and warnings of each row's notice."""
    found: dict[str, list[Any]] = {}
    for row in rows_of(columns):
        result = redrisk.score(notice_of(row), prior=prior)
        values: dict[str, Any] = {
            "points": result.points,
            "points_even": result.points_even,
            "reported_points": result.reported_points,
            "likelihood_ratio": result.likelihood_ratio,
            "risk": result.risk,
            "band": result.band,
            "known_facts": result.known_facts,
            "warnings": ";".join(warning.code for warning in result.warnings),
        }
        for item in result.contributions:
            values[f"points_of_{item.feature.id}"] = item.points
        for item in (*result.contributions, *result.not_weighed):
            word = item.level_in_words
            values[f"level_{item.feature.id}"] = None if word == "unknown" else word
        for name, value in values.items():
            found.setdefault(name, []).append(value)
    return found


def differences(
    expected: Mapping[str, Sequence[Any]], got: Mapping[str, Sequence[Any]]
) -> dict[str, list[tuple[int, Any, Any]]]:
    """Column to the first rows in which it differs."""
    found = {}
    for name, column in got.items():
        pairs = zip(expected[name], column, strict=True)
        unlike = [(row, a, b) for row, (a, b) in enumerate(pairs) if a != b]
        if unlike:
            found[name] = unlike[:3]
    return found
