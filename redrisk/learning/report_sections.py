"""The sections of a model's report, each a function of the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from redrisk.checklist import ITEMS
from redrisk.explanation import NOT_SAID
from redrisk.learning.blocks import Block, Bullets, Heading, Paragraph, Picture, Table
from redrisk.learning.figures import CAPTIONS
from redrisk.scorecard import Model

STRATA = ("yes", "no", "unknown")


def _number(value: Any) -> str:
    return "not estimable" if value is None else f"{value:.2f}"


def _area(figures: Mapping[str, Any]) -> str:
    area = figures.get("auroc")
    if area is None:
        return "too small"
    return f"{area['mean']:.2f} ({area['low']:.2f} to {area['high']:.2f})"


def headline_row(name: str, found: Mapping[str, Any]) -> list[str]:
    """One row of the table of held-out figures."""
    opened = found["open"]
    cost = opened.get("cllr", {}).get("mean")
    floor = opened.get("cllr_min", {}).get("mean")
    strata = [_area(found["by_political_profile"][value]) for value in STRATA]
    return [name, _area(opened), _number(cost), _number(floor), *strata]


def in_short(model: Model) -> list[Block]:
    """What the report comes to, in three paragraphs."""
    metrics = model.metrics
    card, without = metrics["with_uneven_features"], metrics["without_uneven_features"]
    simple = metrics["baselines"]["offence families and state indices"]
    return [
        Heading(2, "In short"),
        Paragraph(
            "No external validation: every figure here is internal, from cases held out of the "
            "same collection. Published cases are picked by their outcome and are no random sample."
        ),
        Paragraph(
            "On open cases, with whole issuing states left out, the card separates rejected from "
            f"upheld requests with AUROC {_area(card['open'])} and Cllr "
            f"{_number(card['open']['cllr']['mean'])}; without the features that are recorded "
            f"unevenly {_area(without['open'])} and {_number(without['open']['cllr']['mean'])}; "
            f"offence families and state indices alone reach {_area(simple['open'])} and "
            f"{_number(simple['open']['cllr']['mean'])}. Among politically exposed people, the "
            f"question that an expert is really asked, AUROC is "
            f"{_area(card['by_political_profile']['yes'])}, against "
            f"{_area(simple['by_political_profile']['yes'])} for families and state alone."
        ),
        Paragraph(
            "The score speaks about a request, never about guilt, and it is no probability that a "
            "request is abusive."
        ),
    ]


def cases(model: Model) -> list[Block]:
    """How many cases were read, learned from and left out."""
    cases, counts = model.card["cases"], model.metrics.get("cases", {})
    rows = [
        [name, str(cases[key]["rejected"]), str(cases[key]["upheld"])]
        for name, key in (("collected as found (open)", "open"), ("sought on purpose", "targeted"))
    ]
    blocks: list[Block] = [
        Heading(2, "Cases"),
        Table("Cases learned from", ["sampling", "rejected", "upheld"], rows),
    ]
    if counts:
        blocks.append(
            Paragraph(
                f"Read: {counts['read']}. Left out, since they carry no label: "
                f"{counts['contested']} contested and {counts['unresolved']} unresolved. Decided "
                "but not coded a second time, blind to the outcome: "
                f"{counts['decided_but_not_coded_evenly']}. Issuing states: "
                f"{len(model.card['states'])}."
            )
        )
    return blocks


def recording(model: Model) -> list[Block]:
    """How every feature is recorded, and what the pattern of recording gives away."""
    pattern = model.metrics["recording_pattern"]
    rows = [
        [row.feature.id, row.recording, row.reason, "; ".join(row.notes) or "-"]
        for row in model.rows
    ]
    return [
        Heading(2, "Recording"),
        Paragraph(
            "Texts on abuse and texts on ordinary crime tell different things, so which facts are "
            "given at all separates the classes. Even features count yes against no; uneven ones "
            "count yes against everything else and carry at most "
            f"{model.card['config']['uneven_cap']} points; the others are not weighed. Signal and "
            "telling can't be fully separated in these data."
        ),
        Paragraph(
            "The pattern of unknowns among the even facts and state indices, taken alone, "
            f"separates open cases at AUROC {_number(pattern['even_facts']['value'])} "
            f"({_number(pattern['even_facts']['low'])} to "
            f"{_number(pattern['even_facts']['high'])}; training stops above "
            f"{pattern['limit']:.2f}). Whether a charge is told at all, which is looked up and not "
            f"coded, brings it to {_number(pattern['with_whether_a_charge_is_told']['value'])}. "
            "What the pattern earns through the card's even features, once every known answer is "
            f"replaced by a random one: {_number(pattern['through_the_card']['auroc'])}."
        ),
        Table(
            "Every feature and how it is recorded",
            ["feature", "recording", "reason", "notes"],
            rows,
        ),
    ]


def card(model: Model) -> list[Block]:
    """Every point of the card, with counts."""
    rows = []
    for row in model.weighed:
        mark = " ~" if row.recording == "uneven" else ""
        for position, level in enumerate(row.feature.levels):
            counts = row.counts[level]
            rows.append(
                [
                    f"{row.feature.id}{mark}",
                    level,
                    f"{row.points[position, position]:+d}",
                    str(counts.rejected),
                    str(counts.upheld),
                ]
            )
        unknown = row.counts["unknown"]
        rows.append(
            [f"{row.feature.id}{mark}", "unknown", "0", str(unknown.rejected), str(unknown.upheld)]
        )
    return [
        Heading(2, "The card"),
        Paragraph(
            "The whole model. Add the points of the stated levels; keep the sum within "
            f"{model.lower:+d} and {model.upper:+d}; LR = 10^(points/10). ~ is recorded unevenly."
        ),
        Table("Points", ["feature", "level", "points", "rejected", "upheld"], rows),
    ]


def performance(model: Model) -> list[Block]:
    """Discrimination, cost, verbal steps and false alarms on held-out cases."""
    metrics = model.metrics
    rows = [
        headline_row("the card", metrics["with_uneven_features"]),
        headline_row("without uneven features", metrics["without_uneven_features"]),
        *(headline_row(name, found) for name, found in metrics["baselines"].items()),
    ]
    reported = metrics["reported_points"]["open"]
    alarms = metrics["false_alarms"]
    header = ["", "AUROC, open", "Cllr", "Cllr_min"]
    header += [f"AUROC, profile {value}" for value in STRATA]
    return [
        Heading(2, "How it was judged"),
        Paragraph(
            f"{metrics['design']}. AUROC: chance that a rejected request scores above an upheld "
            "one, with 90 % interval. Cllr: cost of the likelihood ratios in bits, 0 perfect, 1 "
            "worthless; Cllr_min: what would be left after perfect recalibration. Calibration and "
            "Cllr are judged on open cases only."
        ),
        Paragraph(_looks(metrics)),
        Heading(2, "How it did"),
        Table("Held out by whole issuing states", header, rows),
        Paragraph(
            f"Reported points (clipped to {model.lower:+d} and {model.upper:+d}): AUROC "
            f"{_area(reported)}, Cllr {_number(reported['cllr']['mean'])}."
        ),
        Table(
            "Open cases by verbal step of held-out reported points",
            ["step", "rejected", "upheld"],
            [[r["band"], str(r["rejected"]), str(r["upheld"])] for r in metrics["bands"]],
        ),
        Table(
            "False alarms: upheld requests that were held to look rejected",
            ["cases", "n", "weak support or more", "moderate support or more"],
            [
                [
                    name,
                    str(found["cases"]),
                    str(found["weak_or_more"]),
                    str(found["moderate_or_more"]),
                ]
                for name, found in (
                    ("upheld, open", alarms["upheld"]),
                    ("persons surrendered, all", alarms["surrendered"]),
                )
            ],
        ),
        *(Picture(name, CAPTIONS[name]) for name in ("sums", "tippett", "decision")),
    ]


def _looks(metrics: Mapping[str, Any]) -> str:
    """How often figures on held-out cases were looked at while the recipe was made."""
    looks = metrics.get("looks")
    if looks is None:
        return "How often held-out figures were looked at before this model was not counted."
    return (
        f"Cases kept back from the casebook were looked at {looks['kept_back_cases']} times. "
        "Held-out figures on the visible cases were looked at for about "
        f"{looks['variants_compared_on_visible_cases']} variants of the recipe and the catalogue "
        "while it was made, so they flatter it a little."
    )


def calibration(model: Model) -> list[Block]:
    """Points claimed against points found, Brier scores, coverage of the interval."""
    metrics = model.metrics
    slope = metrics["with_uneven_features"]["open"]["calibration_slope"]
    rows = [
        [
            row["range"],
            f"{row['rejected']:g}",
            f"{row['upheld']:g}",
            _number(row["points_claimed"]),
            _number(row["points_found"]),
        ]
        for row in metrics["calibration"]
    ]
    return [
        Heading(2, "Calibration"),
        Paragraph(
            f"Slope of the label on held-out sums: {_number(slope['mean'])} "
            f"({_number(slope['deals'][0])} to {_number(slope['deals'][1])} over deals); 1 is "
            "calibrated, above 1 is cautious."
        ),
        Table(
            "Points claimed and points found, open cases, mean over deals",
            ["range of sums", "rejected", "upheld", "claimed", "found"],
            rows,
        ),
        Picture("calibration", CAPTIONS["calibration"]),
        Table(
            "Brier score under each named prior (0 is best)",
            ["prior", "Brier"],
            [[name, f"{value:.3f}"] for name, value in metrics["brier"].items()],
        ),
        Paragraph(
            f"90 % interval: {model.multiplier:g} standard errors each way; it covered the true "
            f"weight in {model.card['interval']['coverage_on_unseen_tables']:.3f} of cases on "
            "simulated tables of this size that had no part in the choice (worst table "
            f"{model.card['interval']['worst_table']:.2f}). It covers sampling error alone."
        ),
    ]


def designs(model: Model) -> list[Block]:
    """The recipe judged by other splits and on parts."""
    rows = []
    for name, found in model.metrics["designs"].items():
        for label, figures in (
            (name, found["open"]),
            ("- without uneven features", found["without_uneven_features"]),
        ):
            cost = figures.get("cllr", {}).get("mean")
            counts = f"{figures['rejected']} / {figures['upheld']}"
            rows.append([label, counts, _area(figures), _number(cost)])
    return [
        Heading(2, "Other designs"),
        Table(
            "The recipe judged in other ways, open cases",
            ["design", "rejected / upheld", "AUROC", "Cllr"],
            rows,
        ),
    ]


def groups(model: Model) -> list[Block]:
    """Discrimination by group, with counts."""
    rows = [
        [f"{title}: {name}", str(found["rejected"]), str(found["upheld"]), _area(found)]
        for title, parts in model.metrics["groups"].items()
        for name, found in parts.items()
    ]
    return [
        Heading(2, "Groups"),
        Paragraph(
            "A group with fewer than 10 cases of a class is too small to judge; so are requests "
            "that INTERPOL itself upheld, of which a handful are published."
        ),
        Table("Open cases by group", ["group", "rejected", "upheld", "AUROC"], rows),
    ]


def rivals(model: Model, timings: Any) -> list[Block]:
    """Other ways to learn from the same cases."""
    rivals = model.metrics.get("rivals")
    if not rivals:
        return []
    times = {row["name"]: row for row in timings or ()}
    rows = []
    for row in rivals:
        timed = times.get(row["name"], {})
        seconds = [timed.get("seconds_to_learn"), timed.get("seconds_for_1000")]
        shown = ["-" if value is None else f"{value:.3f}" for value in seconds]
        area = f"{row['auroc']:.2f} ({row['low']:.2f} to {row['high']:.2f})"
        rows.append([row["name"], area, f"{row['cllr']:.3f}", str(row["settings"]), *shown])
    header = ["", "AUROC, open", "Cllr", "settings tried", "s to learn", "s for 1,000"]
    return [
        Heading(2, "Rivals"),
        Paragraph(
            "Other ways to learn from the same cases, under the same rules on recording, in the "
            "same folds of whole states, each with the same number of settings to choose from on "
            "the same inner folds. Seconds are of one machine."
        ),
        Table("Rivals", header, rows),
    ]


def sensitivity(model: Model) -> list[Block]:
    """What telling alone could explain."""
    rows = []
    for name, found in model.metrics["sensitivity"].items():
        equal = found["equal_shares"]
        tips = "; ".join(
            f"{level}: {'-' if value is None else f'{value:g}'}"
            for level, value in found["tipping_point"].items()
        )
        rows.append(
            [
                name,
                f"{found['points']:+d}",
                f"{found['adjusted_for_being_stated']:+d}",
                f"{equal['mean']:+.1f} ({equal['low']:+d} to {equal['high']:+d})",
                tips,
            ]
        )
    return [
        Heading(2, "Sensitivity to recording"),
        Paragraph(
            "Points of each feature's highest level: as learned; when 'whether it is stated' has "
            "terms of its own, dropped at scoring; when answers are deleted at random until both "
            "classes state it equally often (mean and range of 20 runs). Tipping point: how many "
            "times more often the answer would have to be told of rejected than of upheld cases, "
            "the truth being the same, to explain its sign by telling alone."
        ),
        Table(
            "What telling could explain",
            ["feature", "points", "adjusted", "equal shares", "tipping point"],
            rows,
        ),
    ]


def size(model: Model) -> list[Block]:
    """Parameters, correlated columns, learning curve."""
    found = model.metrics["parameters"]
    return [
        Heading(2, "Parameters and learning curve"),
        Paragraph(
            f"{found['columns']} columns, of which {found['free']} are not held at a bound; "
            f"{found['cases_of_the_smaller_class']} cases of the smaller class, "
            f"{found['events_per_free_parameter']:g} for each free parameter. Shrinkage (ridge "
            f"penalty {model.card['penalty']:g}) makes up for what is few."
        ),
        Table(
            "The columns that are most alike (correlation over the cases)",
            ["column", "column", "correlation"],
            [[a, b, f"{value:+.2f}"] for a, b, value in found["most_alike"]],
        ),
        Picture("learning_curve", CAPTIONS["learning_curve"]),
    ]


def disagreements(model: Model) -> list[Block]:
    """The cases to read again."""
    rows = [
        [row["case_id"], row["label"], f"{row['points']:+d}"]
        for row in model.metrics["disagreements"]
    ]
    return [
        Heading(2, "Where card and label disagree most"),
        Paragraph("Held-out sums; to be read again by a coder, since labels are decisions too."),
        Table("Cases to re-read", ["case", "label", "held-out points"], rows),
    ]


def changes(model: Model, previous: Model | None) -> list[Block]:
    """Points that differ from the previous card."""
    if previous is None:
        text = "There is no previous card to compare with."
        return [Heading(2, "Against the previous card"), Paragraph(text)]
    before = {row.feature.id: row for row in previous.rows}
    rows = []
    for row in model.rows:
        old = before.get(row.feature.id)
        for position, level in enumerate(row.feature.levels):
            was = old.points.get((position, position)) if old else None
            now = row.points[position, position]
            if was != now:
                rows.append(
                    [row.feature.id, level, "-" if was is None else f"{was:+d}", f"{now:+d}"]
                )
    blocks: list[Block] = [Heading(2, "Against the previous card")]
    if not rows:
        return [*blocks, Paragraph(f"No point differs from {previous.name}.")]
    table = Table(
        f"Points that differ from {previous.name}", ["feature", "level", "was", "is"], rows
    )
    return [*blocks, table]


def gate(model: Model) -> list[Block]:
    """The gate's verdict, if the model went through it."""
    gate = model.metrics.get("gate")
    if not gate:
        return []
    verdict = "open" if gate["passed"] else "closed"
    forced = " The model was saved by force all the same." if gate.get("forced") else ""
    rows = [
        [
            row["cases"],
            str(row["count"]),
            row["measure"],
            f"{row['present']:.3f}",
            f"{row['candidate']:.3f}",
            f"{row['difference'][0]:+.3f} to {row['difference'][1]:+.3f}",
            "worse" if row["worse"] else "",
        ]
        for row in gate["comparisons"]
    ]
    header = ["cases", "n", "measure", "present", "new", "difference (95 %)", ""]
    return [
        Heading(2, "The gate"),
        Paragraph(f"Judged against the present recipe, the gate is {verdict}.{forced}"),
        Table("Present recipe and this one on cases that neither saw", header, rows),
    ]


def limits() -> list[Block]:
    """What the score does not say."""
    return [Heading(2, "Limits"), Bullets(NOT_SAID)]


def checklist() -> list[Block]:
    """TRIPOD+AI, item by item."""
    return [
        Heading(2, "TRIPOD+AI checklist"),
        Table(
            "Each item and where it is answered",
            ["item", "topic", "where"],
            [list(item) for item in ITEMS],
        ),
    ]
