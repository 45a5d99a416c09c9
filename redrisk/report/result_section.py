"""The result in numbers, and the risk under named priors."""

from __future__ import annotations

from redrisk.report.blocks import Block, Paragraph, Place, Section, Subheading, table
from redrisk.report.matter import Matter, signed, span
from redrisk.standing import anything_exhibited
from redrisk.weight import BANDS, band


def result(matter: Matter) -> Section:
    """Points, likelihood ratio, band, interval, totals; then the table over priors."""
    blocks: list[Block] = [
        Paragraph(
            "One point is one deciban: ten points make the odds ten times higher, three about "
            "double them. The total is the plain sum of whole points, so anyone can redo it. "
            "Points above 0 speak for 'like rejected requests', points below 0 for 'like upheld "
            "ones'."
        ),
        table("The result", ("What", "Value", "What it means"), (26, 22, 52), _rows(matter)),
        *_warnings(matter),
        Subheading("Range of opinion"),
        Paragraph(_range_of_opinion(matter)),
        Place("The expert's own opinion within this range, and the reasons for it."),
        Subheading("Risk, under named priors"),
        Paragraph(
            "Published cases are picked by their outcome, so nothing learned from them says how "
            "common rejection is. A risk therefore needs a prior: how common rejection was in a "
            "named population, before the facts of this request are looked at. No single one of "
            "these figures is the result, and the likelihood ratio was not learned from any of "
            "these populations."
        ),
        table(
            "Risk of rejection under named priors",
            ("Name", "Population, years, grounds", "Prior", "Risk (90 % interval)"),
            (17, 50, 11, 22),
            _priors(matter),
            right=(2, 3),
        ),
    ]
    return Section("result", "Result", tuple(blocks))


def _rows(matter: Matter) -> list[tuple[str, str, str]]:
    a = matter.assessment
    bounds = span((a.model.lower, a.model.upper))
    reported = f"{a.clipped} {signed(a.reported_points)}" if a.clipped else signed(a.points)
    low, high = a.interval
    spread = span(a.interval)
    if low == high and a.clipped:
        spread = f"{a.clipped} {signed(low)}"
    ratio = f"{a.likelihood_ratio:g}"
    upheld = f" That is 1 to {1 / a.likelihood_ratio:.3g}." if a.likelihood_ratio < 1 else ""
    exhibited = (
        signed(a.points_exhibited) if anything_exhibited(a.notice) else "no fact is exhibited"
    )
    return [
        ("Points", signed(a.points), "The plain sum of all contributions."),
        (
            "Reported points",
            reported,
            f"Kept within {bounds}, the range that the decided cases can support. What follows "
            "rests on these.",
        ),
        (
            "Likelihood ratio",
            f"{a.clipped} {ratio}" if a.clipped else ratio,
            "Such facts are estimated to be this many times as probable among rejected as among "
            f"upheld requests.{upheld} It is an estimate, not a measured frequency.",
        ),
        ("Verbal step", band(a.reported_points), _steps(matter)),
        (
            "90 % interval, in points",
            spread,
            "Sampling error alone. It does not cover how cases came to be published, wrong "
            "labels, or uneven recording.",
        ),
        (
            "Range over unknowns",
            span(a.range_over_unknowns),
            "The sum if every unknown fact fell the one way, or the other.",
        ),
        (
            "Without uneven features",
            signed(a.points_even),
            "The sum without features that texts on abuse and texts on ordinary crime record "
            "differently.",
        ),
        ("On exhibited facts alone", exhibited, "The sum if asserted facts are left out."),
    ]


def _steps(matter: Matter) -> str:
    model = matter.assessment.model
    reach = max(-model.lower, model.upper)
    steps = [step for step in BANDS if step.points <= reach]
    ends = [str(after.points - 1) for after in BANDS[1:]]
    named = [
        f"{step.points} to {end}: {step.strength}" for step, end in zip(steps, ends, strict=False)
    ]
    return f"By reported points, in either direction: {'; '.join(named)}."


def _warnings(matter: Matter) -> list[Block]:
    warnings = matter.assessment.warnings
    if not warnings:
        return []
    return [
        Subheading("Warnings"),
        *(Paragraph(f"{item.message}.", lead="Warning:", kind="warning") for item in warnings),
    ]


def _range_of_opinion(matter: Matter) -> str:
    a = matter.assessment
    clip = a.model.clip
    ends = sorted({clip(a.points), clip(a.points_even), *a.interval})
    steps = list(dict.fromkeys((band(ends[0]), band(ends[-1]))))
    words = f"from '{steps[0]}' to '{steps[-1]}'" if len(steps) > 1 else f"'{steps[0]}'"
    return (
        f"Readers who trust only evenly recorded features arrive at a sum of "
        f"{signed(a.points_even)}, those who take all features at {signed(a.points)}; sampling "
        f"error alone allows {span(a.interval)}. Within what the data support that is "
        f"{span((ends[0], ends[-1]))}, or in words {words}. Facts that are unknown or disputed "
        f"could move it further: see {matter.see('sensitivity')}."
    )


def _priors(matter: Matter) -> list[tuple[str, str, str, str]]:
    rows = []
    for row in matter.assessment.priors_table():
        low, high = row["risk_interval"]
        about = "; ".join(
            str(row[key]) for key in ("population", "period", "grounds", "note") if row.get(key)
        )
        source = f" Source: {row['source']}" if row.get("source") else ""
        chosen = " (chosen)" if row["name"] == matter.assessment.prior.name else ""
        name = row["name"].replace("_", " ")
        rows.append(
            (
                f"{name}{chosen}",
                f"{about}.{source}",
                f"{row['value']:.1%}",
                f"{row['risk']:.1%} ({low:.1%} to {high:.1%})",
            )
        )
    return rows
