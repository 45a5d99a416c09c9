"""The assessment as text: plain English first, then every number and where it comes from."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from redrisk import countries
from redrisk.assessment import Assessment, Contribution
from redrisk.nearest import Neighbour
from redrisk.scorecard import LevelCounts
from redrisk.standing import anything_exhibited
from redrisk.weight import strength

WIDTH = 96
BAR = 10

NOT_SAID = (
    "It says nothing on guilt or innocence, and nothing on how common abuse is.",
    "It is not a probability that the request is abusive, nor an error rate in the field.",
    "What nobody stated was left out of the sum; that is no finding that silence is neutral.",
    "The decided cases are published ones, no random sample; their labels are decisions, and most "
    "upheld ones were decided by courts. What a case is and what its sources tell of it can't be "
    "fully separated in these data.",
    "How well the card tells published cases apart is no proof that it works for notices without "
    "political facts.",
    "The interval covers sampling error alone: not selection, wrong labels or uneven recording.",
)


def explain(assessment: Assessment) -> str:
    """The whole explanation."""
    sections = (
        _question(assessment),
        _answer(assessment),
        _not_said(),
        _facts_both_ways(assessment),
        _result(assessment),
        _contributions(assessment),
        _unknowns(assessment),
        _neighbours(assessment),
        _risks(assessment),
        _cautions(assessment),
        _not_weighed(assessment),
        _model(assessment),
    )
    return "\n\n".join("\n".join(section) for section in sections if section) + "\n"


def quotable(assessment: Assessment) -> str:
    """The one sentence to quote: no number, no jargon, nothing on guilt."""
    points = assessment.reported_points
    if not assessment.contributions or not any(item.points for item in assessment.contributions):
        return (
            "The facts stated carry no weight either way: they are too few, or of a kind that the "
            "decided cases can't weigh."
        )
    if strength(points) == "no support either way":
        return (
            "On the facts stated, this request resembles requests that were rejected about as much "
            "as requests that were upheld."
        )
    side, other = ("rejected", "upheld") if points > 0 else ("upheld", "rejected")
    at_least = "at least " if assessment.clipped else ""
    degree = strength(points).removesuffix(" support")
    return (
        f"On the facts stated, this request resembles requests that were {side} more than requests "
        f"that were {other}; the decided cases lend this {at_least}{degree} support."
    )


def _question(assessment: Assessment) -> list[str]:
    notice = assessment.notice
    instrument = {"red_notice": "Red Notice", "diffusion": "diffusion"}.get(
        notice.instrument or "", "request to arrest"
    )
    when = f" of {notice.notice_date}" if notice.notice_date else ""
    return [
        "What was asked",
        *_wrapped(
            f"Do the facts stated about this {instrument}{when}, sent by "
            f"{countries.name(notice.issuing_country)}, look more like those of requests that "
            "INTERPOL, its Commission or an independent court or authority rejected, or more like "
            "those of requests that were upheld?"
        ),
    ]


def _answer(assessment: Assessment) -> list[str]:
    lines = ["Answer", *_wrapped(f'Quote this: "{quotable(assessment)}"')]
    low, high = assessment.range_over_unknowns
    asserted = (
        "No fact is marked as exhibited; all of them are asserted."
        if not anything_exhibited(assessment.notice)
        else "Some facts are exhibited; the rest are asserted."
    )
    turn = (
        "The facts that are still unknown could turn the answer round."
        if low < 0 < high
        else "The facts that are still unknown could not turn the answer round."
    )
    return [*lines, *_wrapped(f"{asserted} {turn}")]


def _not_said() -> list[str]:
    return ["What this does not say", *(line for item in NOT_SAID for line in _bullet(item))]


def _facts_both_ways(assessment: Assessment, most: int = 5) -> list[str]:
    raising = sorted(_moving(assessment, 1), key=lambda item: -item.points)[:most]
    lowering = sorted(_moving(assessment, -1), key=lambda item: item.points)[:most]
    return [
        "Facts that speak for 'rejected'",
        *_facts(raising),
        "Facts that speak for 'upheld'",
        *_facts(lowering),
    ]


def _facts(items: list[Contribution]) -> Iterator[str]:
    if not items:
        yield "  - none stated"
    for item in items:
        yield from _bullet(f"{item.feature.question} {_capital(item.level_in_words)}.")


def _result(assessment: Assessment) -> list[str]:
    low, high = assessment.interval
    clipped = f" (reported as {assessment.clipped} {assessment.reported_points:+d})"
    bounds = f"{assessment.model.lower:+d} to {assessment.model.upper:+d}"
    spread = f"{low:+d} to {high:+d} (sampling error alone)"
    rows = [
        ("points, the plain sum", f"{assessment.points:+d}{clipped if assessment.clipped else ''}"),
        (
            "reported points",
            f"{assessment.reported_points:+d}, within {bounds} that the data support",
        ),
        (f"{100 * assessment.interval_level:g} % interval", spread),
        (
            "likelihood ratio",
            f"{assessment.likelihood_ratio:g} (such facts are this many times as probable among "
            "rejected as among upheld requests)",
        ),
        ("verbal step", assessment.band),
        ("without uneven features", f"{assessment.points_even:+d}"),
        ("on exhibited facts alone", f"{assessment.points_exhibited:+d}"),
        (
            "if all unknowns were known",
            f"{assessment.range_over_unknowns[0]:+d} to {assessment.range_over_unknowns[1]:+d}",
        ),
    ]
    note = (
        "One point is one deciban: ten points make the odds ten times higher, three about double. "
        "Points add up; anyone can redo the sum below."
    )
    return ["Result", *_table(rows), *_wrapped(note)]


def _contributions(assessment: Assessment) -> list[str]:
    known = [item for item in assessment.contributions if item.known]
    cap = assessment.model.card["config"]["uneven_cap"]
    lines = [f"The sum, feature by feature (~ marks uneven recording: at most {cap} points)"]
    for item in sorted(known, key=lambda item: -item.points):
        if item.points:
            lines += _contribution(item)
    lines.append(f"  {assessment.points:+3d}   sum")
    without = [f"{i.feature.id} ({i.level_in_words})" for i in known if not i.points]
    if without:
        lines += _indented(f"Stated, and worth 0 points on this card: {'; '.join(without)}.", 2)
    return lines


def _contribution(item: Contribution) -> list[str]:
    mark = "~" if item.row.recording == "uneven" else " "
    return [
        f"  {item.points:+3d} {mark} {bar(item.points)} {item.feature.id}: {item.level_in_words}",
        *_indented(f"{item.feature.question} {_counts(item)}", 9),
        *_indented(f"Why: {item.feature.reason} ({item.feature.authority.cite}).", 9),
        *(line for note in item.row.notes for line in _indented(f"Note: {note}.", 9)),
    ]


def bar(points: int) -> str:
    """A bar from the middle: to the left what lowers the sum, to the right what raises it.

    >>> bar(3), bar(-2)
    ('          |###       ', '        ##|          ')
    """
    length = min(abs(points), BAR)
    left = "#" * length if points < 0 else ""
    right = "#" * length if points > 0 else ""
    return f"{left:>{BAR}}|{right:<{BAR}}"


def _counts(item: Contribution) -> str:
    first, last = item.level
    names = item.feature.levels[first : last + 1]
    found = [item.row.counts.get(name, LevelCounts(0, 0)) for name in names]
    rejected, upheld = sum(c.rejected for c in found), sum(c.upheld for c in found)
    return f"Decided cases with this answer: {rejected} rejected, {upheld} upheld."


def _unknowns(assessment: Assessment) -> list[str]:
    lines = ["What nobody stated, and what it could move"]
    for item in assessment.unknowns:
        if item.lowest or item.highest:
            lines += _bullet(
                f"{item.fact.question} ({item.lowest:+d} to {item.highest:+d}; field "
                f"{', '.join(item.fact.reads)})"
            )
    idle = [i.fact.id for i in assessment.unknowns if not i.lowest and not i.highest]
    if idle:
        lines += _bullet(f"Unknown too, but worth 0 points either way: {', '.join(idle)}.")
    return lines if len(lines) > 1 else []


def _neighbours(assessment: Assessment) -> list[str]:
    if not assessment.neighbours:
        return []
    lines = ["Nearest decided cases, by facts alone"]
    for item in assessment.neighbours:
        lines += _bullet(_neighbour(item))
    return lines


def _neighbour(item: Neighbour) -> str:
    case = item.case
    publisher = f" ({', '.join(case.publishers)})" if case.publishers else ""
    alike = _listed(item.alike, 4)
    different = f"; unlike in {_listed(item.different, 3)}" if item.different else ""
    return (
        f"{case.label}: {case.case_id}{publisher}: {case.descriptor or 'no description'}. "
        f"Alike in {alike}{different}."
    )


def _risks(assessment: Assessment) -> list[str]:
    lines = ["Risk under named priors (how common rejection is before the facts are weighed)"]
    for row in assessment.priors_table():
        low, high = row["risk_interval"]
        lines.append(
            f"  {row['name']:<20} prior {row['value']:.1%}  risk {row['risk']:.0%} "
            f"({low:.0%} to {high:.0%})"
        )
        about = "; ".join(row[k] for k in ("population", "period", "grounds", "note") if row.get(k))
        warning = f"; {row['warning']}" if row["warning"] else ""
        lines += _indented(f"{about}{warning}", 4)
    return lines


def _cautions(assessment: Assessment) -> list[str]:
    if not assessment.warnings:
        return []
    return ["Warnings", *(line for item in assessment.warnings for line in _bullet(item.message))]


def _not_weighed(assessment: Assessment) -> list[str]:
    stated = [item for item in assessment.not_weighed if item.known]
    if not stated:
        return []
    lines = ["Stated, but not weighed"]
    for item in stated:
        lines += _bullet(
            f"{item.feature.question} {_capital(item.level_in_words)}. Not weighed: "
            f"{item.row.reason}."
        )
    return lines


def _model(assessment: Assessment) -> list[str]:
    from redrisk._version import __version__

    model = assessment.model
    figures = model.metrics.get("with_uneven_features", {}).get("open")
    lines = [
        "Card and data",
        f"  model {model.name}, redrisk {__version__}, card.json sha256 "
        f"{model.hashes['card.json'][:16]}…",
    ]
    if figures:
        area, cost = figures["auroc"], figures["cllr"]
        counts = f"{figures['rejected']} rejected and {figures['upheld']} upheld"
        lines += _wrapped(
            f"On open cases held out by whole issuing states ({counts}): AUROC {area['mean']:.2f} "
            f"({area['low']:.2f} to {area['high']:.2f}), Cllr {cost['mean']:.2f}."
        )
    return lines


def _moving(assessment: Assessment, sign: int) -> list[Contribution]:
    return [item for item in assessment.contributions if item.points * sign > 0]


def _listed(names: Iterable[str], most: int) -> str:
    shown = list(names)
    more = f" and {len(shown) - most} more" if len(shown) > most else ""
    return ", ".join(shown[:most]) + more


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _table(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, value in rows:
        yield from textwrap.wrap(
            f"{name:<28}{value}", WIDTH, initial_indent="  ", subsequent_indent=" " * 30
        )


def _wrapped(text: str) -> list[str]:
    return _indented(text, 2)


def _indented(text: str, indent: int) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * indent,
        break_on_hyphens=False,
    )


def _bullet(text: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False
    )
