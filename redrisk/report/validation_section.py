"""How the card did on cases it had not seen. Every figure is read from the model's metrics file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from redrisk.report.blocks import Block, Paragraph, Row, Section, Subheading, table
from redrisk.report.figure_words import estimate, humanised, number, points
from redrisk.report.matter import Matter, capital
from redrisk.report.statements import short_name

NOT_REPORTED = "Not reported in this model's metrics file."

HEADER = ("Cases", "Rejected / upheld", "AUROC (90 % interval)", "Cllr (min)", "Slope")
WIDTHS = (40, 16, 20, 14, 10)


def validation(matter: Matter) -> Section:
    """Discrimination, calibration, errors, false alarms; by design, group and baseline."""
    return validation_of(matter.assessment.model.metrics)


def validation_of(metrics: Mapping[str, Any]) -> Section:
    """The section for a metrics file, whatever it holds."""
    blocks: list[Block] = [
        Paragraph(
            "All figures are read from the file metrics.json of the model that was used; none is "
            "typed in. They say how the card tells published, decided cases apart. None is an "
            "error rate in the field, and there is no validation on requests collected by others."
        ),
        Paragraph(
            "AUROC is the chance that a rejected case gets more points than an upheld one: 0.5 is "
            "nothing, 1 perfect. Cllr is the cost of the likelihood ratios: 0 is perfect, 1 is "
            "what knowing nothing costs; in brackets what the best rescaling would reach. Slope 1 "
            "means that points mean what they say."
        ),
    ]
    if isinstance(metrics.get("design"), str):
        blocks.append(Paragraph(f"{capital(metrics['design'])}.", lead="Design:"))
    known: dict[str, Any] = {
        "with_uneven_features": _headline,
        "false_alarms": _false_alarms,
        "bands": _bands,
        "calibration": _calibration,
        "designs": _designs,
        "groups": _groups,
        "baselines": _baselines,
        "recording_pattern": _recording,
        "sensitivity": _recording_sensitivity,
        "disagreements": _disagreements,
    }
    shown = {"design", "without_uneven_features", "reported_points"}
    for key, write in known.items():
        if key in metrics:
            shown.add(key)
            try:
                blocks += list(write(metrics))
            except (KeyError, TypeError, AttributeError, ValueError, IndexError):
                blocks += list(_generic(key, metrics[key]))
        else:
            blocks += [Subheading(_TITLES[key]), Paragraph(NOT_REPORTED)]
    for key, value in metrics.items():
        if key not in shown and key != "held_out":
            blocks += list(_generic(key, value))
    if "held_out" in metrics:
        blocks.append(
            Paragraph(
                "The held-out points of every case, from which these figures can be worked out "
                "again, stand in the metrics file."
            )
        )
    return Section("validation", "Validation and error rates", tuple(blocks))


_TITLES = {
    "with_uneven_features": "Cases held out by whole issuing states",
    "false_alarms": "False alarms among upheld requests and surrendered or convicted persons",
    "bands": "Outcomes in each verbal step",
    "calibration": "Calibration: points claimed and points found",
    "designs": "Other designs, among them the country masked",
    "groups": "By group",
    "baselines": "Baselines and rivals under the same rules",
    "recording_pattern": "Recording alone",
    "sensitivity": "How far each feature leans on what is told",
    "disagreements": "Cases that the card gets most wrong",
}


def figures_row(name: str, data: Mapping[str, Any]) -> tuple[str, ...]:
    """One group's counts and figures; what it is too small for stays out."""
    counts = f"{data['rejected']} / {data['upheld']}" if "rejected" in data else ""
    if data.get("auroc") is None:
        return (name, counts, str(data.get("note", "not estimable")), "", "")
    lowest = f" ({number(data['cllr_min'])})" if "cllr_min" in data else ""
    cost = f"{number(data['cllr'])}{lowest}" if "cllr" in data else ""
    slope = number(data["calibration_slope"]) if "calibration_slope" in data else ""
    return (name, counts, estimate(data["auroc"]), cost, slope)


def _headline(metrics: Mapping[str, Any]) -> Iterator[Block]:
    yield Subheading(_TITLES["with_uneven_features"])
    rows: list[tuple[str, ...] | Row] = []
    for key, title in (
        ("with_uneven_features", "With all features"),
        ("without_uneven_features", "Without unevenly recorded features"),
    ):
        if key not in metrics:
            continue
        part = metrics[key]
        rows.append(Row((title,), "heading"))
        rows.append(figures_row("Cases collected as they were found", part["open"]))
        rows += [
            figures_row(f"All cases, political profile: {name}", data)
            for name, data in part.get("by_political_profile", {}).items()
        ]
    clipped = metrics.get("reported_points", {}).get("open")
    if clipped:
        rows.append(Row(("With points kept within the bounds",), "heading"))
        rows.append(figures_row("Cases collected as they were found", clipped))
    yield table("Discrimination and calibration on held-out cases", HEADER, WIDTHS, rows)


def _false_alarms(metrics: Mapping[str, Any]) -> Iterator[Block]:
    names = {
        "upheld": "Upheld requests, cases collected as found",
        "surrendered": "Persons who were surrendered or convicted, all cases",
    }
    yield Subheading(_TITLES["false_alarms"])
    yield table(
        "Upheld requests that the card held to look rejected",
        ("Among", "Cases", "Weak support or more", "Moderate or more"),
        (46, 14, 20, 20),
        [
            (
                names.get(name, humanised(name)),
                str(row["cases"]),
                _share(row["weak_or_more"], row["cases"]),
                _share(row["moderate_or_more"], row["cases"]),
            )
            for name, row in metrics["false_alarms"].items()
        ],
        right=(1, 2, 3),
    )


def _share(count: int, total: int) -> str:
    return f"{count} ({count / total:.0%})" if total else str(count)


def _bands(metrics: Mapping[str, Any]) -> Iterator[Block]:
    yield Subheading(_TITLES["bands"])
    yield Paragraph(
        "Held-out cases by the verbal step that they got. The errors are the rejected cases in "
        "steps for 'upheld', and the upheld cases in steps for 'rejected'."
    )
    yield table(
        "Outcomes in each verbal step",
        ("Verbal step", "Rejected", "Upheld"),
        (60, 20, 20),
        [(row["band"], str(row["rejected"]), str(row["upheld"])) for row in metrics["bands"]],
        right=(1, 2),
    )


def _calibration(metrics: Mapping[str, Any]) -> Iterator[Block]:
    yield Subheading(_TITLES["calibration"])
    yield table(
        "Held-out sums in ranges: the mean of the points claimed, and the points found by counting",
        ("Points", "Rejected", "Upheld", "Claimed", "Found"),
        (32, 17, 17, 17, 17),
        [
            (
                str(row["range"]),
                number(row["rejected"], 1),
                number(row["upheld"], 1),
                points(row["points_claimed"]),
                points(row["points_found"]),
            )
            for row in metrics["calibration"]
        ],
        right=(1, 2, 3, 4),
    )


def _designs(metrics: Mapping[str, Any]) -> Iterator[Block]:
    yield Subheading(_TITLES["designs"])
    rows: list[tuple[str, ...] | Row] = []
    for name, parts in metrics["designs"].items():
        rows.append(Row((capital(name),), "heading"))
        rows += [
            figures_row(_PARTS.get(part, humanised(part)), data) for part, data in parts.items()
        ]
    yield table("Other designs, among them the country masked", HEADER, WIDTHS, rows)


_PARTS = {
    "open": "With all features",
    "without_uneven_features": "Without unevenly recorded features",
}


def _groups(metrics: Mapping[str, Any]) -> Iterator[Block]:
    yield Subheading(_TITLES["groups"])
    rows: list[tuple[str, ...] | Row] = []
    for title, parts in metrics["groups"].items():
        rows.append(Row((capital(title),), "heading"))
        rows += [figures_row(name, data) for name, data in parts.items()]
    yield table("By offence, instrument, deciding body, ground and decade", HEADER, WIDTHS, rows)


def _baselines(metrics: Mapping[str, Any]) -> Iterator[Block]:
    yield Subheading(_TITLES["baselines"])
    rows = [
        figures_row(capital(name), data.get("open", data))
        for name, data in metrics["baselines"].items()
    ]
    yield table("Baselines and rivals, cases collected as they were found", HEADER, WIDTHS, rows)


def _recording(metrics: Mapping[str, Any]) -> Iterator[Block]:
    pattern = metrics["recording_pattern"]
    yield Subheading(_TITLES["recording_pattern"])
    yield Paragraph(
        "Texts on abuse and texts on ordinary crime tell different things. The figures say how "
        "well the mere pattern of which facts are told separates the outcomes (AUROC; 0.5 is "
        "nothing)."
    )
    yield table(
        "What the pattern of recording alone separates",
        ("Pattern", "AUROC"),
        (60, 40),
        [(humanised(name), estimate(value)) for name, value in pattern.items()],
    )


def _recording_sensitivity(metrics: Mapping[str, Any]) -> Iterator[Block]:
    yield Subheading(_TITLES["sensitivity"])
    yield Paragraph(
        "Adjusted: the points when 'whether it is stated' has terms of its own. Equal shares: the "
        "points when answers are deleted at random until both classes state each feature equally "
        "often. Tipping point: how many times more often an answer would have to be told of "
        "rejected than of upheld cases, the truth being the same, to explain it by telling alone."
    )
    yield table(
        "Points of each feature, and how they lean on what is told",
        ("Feature", "Points", "Adjusted", "Equal shares", "Tipping point"),
        (34, 10, 12, 18, 26),
        [
            (
                capital(short_name(name)),
                points(row["points"]),
                points(row["adjusted_for_being_stated"]),
                f"{points(row['equal_shares']['low'])} to {points(row['equal_shares']['high'])}",
                "; ".join(f"{k}: {number(v)}" for k, v in row["tipping_point"].items()),
            )
            for name, row in metrics["sensitivity"].items()
        ],
        right=(1, 2),
    )


def _disagreements(metrics: Mapping[str, Any]) -> Iterator[Block]:
    yield Subheading(_TITLES["disagreements"])
    yield table(
        "Held-out cases that the card gets most wrong",
        ("Case", "Outcome", "Points"),
        (40, 40, 20),
        [
            (str(row["case_id"]), str(row["label"]), points(row["points"]))
            for row in metrics["disagreements"]
        ],
        right=(2,),
    )


def _generic(key: str, value: Any) -> Iterator[Block]:
    """Figures of a kind that this version has no table for: by name, nothing left unnamed."""
    if value is None or value == [] or value == {}:
        return
    title = capital(humanised(key))
    yield Subheading(title)
    caption = f"{title}, as in the metrics file"
    if _is_table(value):
        columns = list(value[0])
        rows = [[_value(row[column]) for column in columns] for row in value]
        yield table(caption, map(humanised, columns), [1] * len(columns), rows)
    else:
        rows = [[name or humanised(key), shown] for name, shown in _leaves("", value)]
        yield table(caption, ("Figure", "Value"), (50, 50), rows)


def _is_table(value: Any) -> bool:
    """Whether it is a list of rows with the same few columns."""
    return (
        isinstance(value, list)
        and all(isinstance(row, Mapping) for row in value)
        and len({tuple(row) for row in value}) == 1
        and 0 < len(value[0]) <= MOST_COLUMNS
    )


def _leaves(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and not _is_estimate(value):
        for name, part in value.items():
            yield from _leaves(f"{path}, {humanised(name)}" if path else humanised(name), part)
    else:
        yield path, _value(value)


def _is_estimate(value: Mapping[str, Any]) -> bool:
    return ("mean" in value or "value" in value) and set(value) <= _ESTIMATE


def _value(value: Any) -> str:
    if value is None:
        return "not estimable"
    if isinstance(value, Mapping):
        return estimate(value)
    if isinstance(value, list):
        if len(value) > MOST_VALUES:
            return f"{len(value)} values, in the metrics file"
        return "; ".join(
            ", ".join(map(str, part)) if isinstance(part, list) else _value(part) for part in value
        )
    return str(value)


MOST_COLUMNS, MOST_VALUES = 6, 12
_ESTIMATE = {"mean", "value", "low", "high", "deals"}
