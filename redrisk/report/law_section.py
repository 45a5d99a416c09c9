"""What INTERPOL's rules say, and which signs of law and practice were found. No points."""

from __future__ import annotations

from collections.abc import Iterable

from redrisk.checks import RULES, CheckResult, summary
from redrisk.checks.decisions import SELECTION_WARNING, published_decisions
from redrisk.indicators import Indicator, IndicatorResult
from redrisk.report.blocks import (
    Block,
    Bullets,
    Paragraph,
    Section,
    Subheading,
    Table,
    table,
)
from redrisk.report.facts_section import name_of
from redrisk.report.matter import Matter, capital

RESULTS = {
    "FAIL": "not satisfied",
    "PASS": "satisfied",
    "UNKNOWN": "not known",
    "NOT_APPLICABLE": "not applicable",
}
HEADER = ("Result", "Rule and provision", "On which facts", "Standing")
WIDTHS = (14, 34, 38, 14)


def checks(matter: Matter) -> Section:
    """The rules tested, those of unconfirmed wording apart."""
    found = matter.checks
    counts = summary(found)
    rules = [item for item in found if RULES[item.rule].kind == "rule"]
    notes = [item for item in found if RULES[item.rule].kind == "note"]
    confirmed = [item for item in rules if item.text_confirmed]
    apart = [item for item in rules if not item.text_confirmed]
    blocks: list[Block] = [
        Paragraph(
            "Each rule is tested on the stated facts alone. 'Satisfied' means that on these facts "
            "the request satisfies the rule; 'not satisfied' that it does not; 'not known' that a "
            "fact is missing. The checks give no points and the result above does not read them. "
            "Whether INTERPOL or a tribunal would agree is not said."
        ),
        Paragraph(
            f"Of the rules whose wording was confirmed: {counts['FAIL']} not satisfied, "
            f"{counts['PASS']} satisfied, {counts['UNKNOWN']} not known, "
            f"{counts['NOT_APPLICABLE']} not applicable."
        ),
        Subheading("Rules with confirmed wording"),
        *_decided("Rules satisfied and not satisfied, wording confirmed", confirmed),
        *_open("Rules that can't be answered yet, wording confirmed", confirmed),
        Subheading("Rules whose wording is not confirmed"),
        Paragraph(
            "No text that could be retrieved confirmed the wording of these. Check each against "
            "the official text before relying on it."
        ),
        *_decided("Rules satisfied and not satisfied, wording not confirmed", apart),
        *_open("Rules that can't be answered yet, wording not confirmed", apart),
    ]
    weighed = [item for item in notes if item.result in ("FAIL", "PASS")]
    if weighed:
        blocks += [
            Subheading("Elements to be weighed"),
            Paragraph("No one of these decides alone (RPD, Article 34(3), an open list)."),
            Bullets(tuple(f"{item.reason} ({item.citation}){_mark(item)}" for item in weighed)),
        ]
    idle = [item for item in rules if item.result == "NOT_APPLICABLE"]
    if idle:
        named = "; ".join(f"{RULES[i.rule].title} ({i.citation})" for i in idle)
        blocks += [Subheading("Rules not applicable"), Paragraph(f"{named}.")]
    blocks += _decisions(rules)
    return Section("checks", "Rules of INTERPOL", tuple(blocks))


def _decided(caption: str, results: Iterable[CheckResult]) -> list[Block]:
    chosen = [item for item in results if item.result in ("FAIL", "PASS")]
    if not chosen:
        return [Paragraph(f"{caption}: none.")]
    chosen.sort(key=lambda item: item.result)
    return [_checks_table(caption, chosen)]


def _checks_table(caption: str, results: list[CheckResult]) -> Table:
    return table(
        caption,
        HEADER,
        WIDTHS,
        [
            (
                RESULTS[item.result].upper() if item.result == "FAIL" else RESULTS[item.result],
                f"{RULES[item.rule].title}. {item.citation}{_mark(item)}",
                f"{capital(item.reason)}.",
                item.standing or "",
            )
            for item in results
        ],
    )


def _mark(item: CheckResult) -> str:
    if item.text_confirmed:
        return ""
    what = RULES[item.rule].unconfirmed
    return f" (unconfirmed: {what})" if what else " (unconfirmed wording)"


def _open(caption: str, results: Iterable[CheckResult]) -> list[Block]:
    chosen = [item for item in results if item.result == "UNKNOWN"]
    if not chosen:
        return []
    return [
        table(
            caption,
            ("Rule and provision", "What would settle it"),
            (44, 56),
            [
                (
                    f"{RULES[item.rule].title}. {item.citation}",
                    item.question or f"{capital(item.reason)}.",
                )
                for item in chosen
            ],
        )
    ]


def _decisions(results: Iterable[CheckResult]) -> list[Block]:
    failed = [item.rule for item in results if item.result == "FAIL"]
    decisions = published_decisions(failed) if failed else ()
    if not decisions:
        return []
    return [
        Subheading("Published decisions on the rules not satisfied"),
        Paragraph(SELECTION_WARNING),
        table(
            "Published decisions of the CCF on the rules not satisfied, whatever their outcome",
            ("Decision", "Outcome", "What it says, and where"),
            (14, 18, 68),
            [
                (d.id, d.outcome, " ".join(filter(None, (capital(d.note), d.source))))
                for d in decisions
            ],
        ),
    ]


def indicators(matter: Matter) -> Section:
    """Signs for and against, found and not found, never added up."""
    found = [item for item in matter.indicators if item.result == "FOUND"]
    blocks: list[Block] = [
        Paragraph(
            "Signs that rules, decisions and published accounts name. They carry no points and "
            "are never added up: no author offers a validated, weighted list, and published "
            "writing lists almost only signs of abuse."
        )
    ]
    for direction, heading in (
        ("lowers", "Signs found that lower doubt in the request"),
        ("raises", "Signs found that raise doubt in the request"),
        ("context", "Found, as context"),
    ):
        chosen = [item for item in found if item.indicator.direction == direction]
        blocks.append(Subheading(heading))
        blocks.append(
            table(
                heading,
                ("Sign", "Authority", "Facts"),
                (44, 34, 22),
                [_sign(item) for item in chosen],
            )
            if chosen
            else Paragraph("None was found.")
        )
    absent = [item for item in matter.indicators if item.result == "NOT_FOUND"]
    unknown = [item for item in matter.indicators if item.result == "UNKNOWN"]
    blocks += [
        Subheading("Looked for, and not found"),
        Bullets(tuple(_absent(item) for item in absent))
        if absent
        else Paragraph("None: no sign could be ruled out."),
        Subheading("Signs that nobody stated anything on"),
        Paragraph(
            "; ".join(item.id.replace("_", " ") for item in unknown) + "."
            if unknown
            else "None: every sign could be looked for."
        ),
    ]
    return Section("indicators", "Signs named by law and practice", tuple(blocks))


def _sign(item: IndicatorResult) -> tuple[str, str, str]:
    sign = item.indicator
    caution = f" {capital(sign.note)}" if sign.note else ""
    mark = f" (unconfirmed: {sign.unconfirmed})" if sign.unconfirmed else ""
    where = f" {sign.source}" if sign.source else ""
    return (
        f"{sign.question}{caution}",
        f"{_authority(sign)}{mark}.{where}",
        "; ".join(name_of(path) for path in item.facts),
    )


def _authority(sign: Indicator) -> str:
    kind = capital(sign.authority_kind)
    if not sign.authority or sign.authority == sign.authority_kind:
        return kind
    return f"{kind}: {sign.authority}"


def _absent(item: IndicatorResult) -> str:
    word = {"raises": "would raise doubt", "lowers": "would lower doubt"}.get(
        item.indicator.direction, "context"
    )
    return f"{item.indicator.question} No. ({capital(word)} if found.)"
