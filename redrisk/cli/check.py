"""``redrisk check``: which rules a request satisfies, on which facts, and what to ask."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Sequence

import click

from redrisk import checks, indicators
from redrisk.case import Case
from redrisk.checks import CheckResult, ccf_grid, national_effect, published_decisions
from redrisk.checks._declare import RULES, UNCONFIRMED_MARK
from redrisk.checks.decisions import SELECTION_WARNING
from redrisk.cli.text import json_line, paragraph, printable, say
from redrisk.errors import InvalidInput, Problem, RedriskError, quote
from redrisk.intake.case_file import Entry, read_entries
from redrisk.notice import Notice

_WORDS = {
    "FAIL": "not satisfied",
    "UNKNOWN": "not known",
    "PASS": "satisfied",
    "NOT_APPLICABLE": "not applicable",
}


def _day(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        message = f"a day is written 2015-11-03; got {quote(text)}"
        raise InvalidInput([Problem("--as-of", message)]) from None


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--as-of", metavar="DATE", help="the day of assessment, such as 2026-11-24")
@click.option("--json", "as_json", is_flag=True, help="print one JSON object a line and rule")
@click.option("--grid", is_flag=True, help="print the grounds as a grid for the CCF instead")
def command(files: tuple[str, ...], as_of: str | None, as_json: bool, grid: bool) -> None:
    """Test notices, and cases as they stood before their decision, against the rules.

    PASS means that the request satisfies the rule, and UNKNOWN is never FAIL. No points are given.
    Without --as-of no day is assumed: what depends on a day stays unknown. Exit code 2 if any
    record can't be read.
    """
    day = _day(as_of)
    failed = False
    for file in files:
        try:
            for entry in read_entries(file):
                notice = entry.notice
                if notice is None:
                    failed = True
                    say(f"redrisk: {entry.error}", err=True)
                    continue
                _warn_of_unread(notice, entry.where)
                if as_json:
                    _print_json(notice, day)
                elif grid:
                    _print_grid(notice, day)
                else:
                    _print(_heading(entry), notice, day)
        except RedriskError as error:
            failed = True
            say(f"redrisk: {error}", err=True)
    if failed:
        sys.exit(2)


def _warn_of_unread(notice: Notice, where: str) -> None:
    for name in checks.unread_answers(notice):
        say(f"redrisk: {where}: answers.{name} is read by no rule and no indicator", err=True)


def _print_json(notice: Notice, day: dt.date | None) -> None:
    for result in checks.run(notice, as_of=day):
        click.echo(json_line({**result.plain(), "as_of": day.isoformat() if day else None}))


def _heading(entry: Entry) -> str:
    value = entry.value
    name = value.case_id if isinstance(value, Case) else value.reference if value else None
    return f"{entry.where}: {name}" if name else entry.where


def _print(heading: str, notice: Notice, day: dt.date | None) -> None:
    results = checks.run(notice, as_of=day)
    rules = [result for result in results if RULES[result.rule].kind == "rule"]
    confirmed = [result for result in rules if result.text_confirmed]
    unconfirmed = [result for result in rules if not result.text_confirmed]
    _title(f"Rules of INTERPOL, {heading}")
    _line(
        f"Day of assessment: {day}."
        if day
        else "No day of assessment given (--as-of): what depends on a day stays unknown."
    )
    counts = checks.summary(results)
    _line(
        "Of the rules with confirmed wording: "
        + ", ".join(f"{count} {_WORDS[name]}" for name, count in counts.items())
        + "."
    )
    for name, words in _WORDS.items():
        _section(words.capitalize(), (r for r in confirmed if r.result == name))
    _title(f"Rules with unconfirmed wording, not counted{'' if unconfirmed else ': none'}")
    for name, words in _WORDS.items():
        _section(
            f"{words.capitalize()}{UNCONFIRMED_MARK}",
            (r for r in unconfirmed if r.result == name),
        )
    _title("Elements of RPD Art. 34(3): to be weighed together, none decides alone")
    for result in results:
        if RULES[result.rule].kind == "note":
            _result(result)
    _print_indicators(notice, day)
    _print_decisions(results)
    _print_national(notice, day)


def _title(text: str) -> None:
    click.echo()
    click.secho(printable(text), bold=True)


def _line(text: str, indent: str = "") -> None:
    click.echo(printable(paragraph(text, indent)))


def _section(title: str, results: Iterable[CheckResult]) -> None:
    found = list(results)
    if not found:
        return
    click.echo(f"\n{title}:")
    if found[0].result == "NOT_APPLICABLE":
        _line(", ".join(result.rule for result in found), "  ")
        return
    for result in found:
        _result(result)


def _result(result: CheckResult) -> None:
    title = RULES[result.rule].title
    _line(f"{result.rule}  {result.stated}  {title} ({result.citation})", "  ")
    standing = f" [{result.standing}]" if result.standing else ""
    _line(f"{result.reason}{standing}", "      ")
    if result.question:
        _line(f"Ask: {result.question}", "      ")


def _print_indicators(notice: Notice, day: dt.date | None) -> None:
    _title("Indicators: signs known to law and practice, without weights and not added up")
    group = ""
    unknown = []
    for found in indicators.find(notice, as_of=day):
        if found.result == "UNKNOWN":
            unknown.append(found.id)
            continue
        sign = found.indicator
        if sign.group != group:
            group = sign.group
            click.echo(f"\n{group.capitalize()}:")
        mark = UNCONFIRMED_MARK if sign.unconfirmed else ""
        effect = "context" if sign.direction == "context" else f"{sign.direction} doubt"
        _line(
            f"{found.result.replace('_', ' ').lower()}: {sign.question} ({effect}; "
            f"{sign.authority}{mark})",
            "  ",
        )
    click.echo("\nNot known:")
    _line(", ".join(unknown) or "none", "  ")


def _print_decisions(results: Sequence[CheckResult]) -> None:
    failed = [r.rule for r in results if r.result == "FAIL" and RULES[r.rule].kind == "rule"]
    decisions = published_decisions(failed)
    if not decisions:
        return
    _title("Published decisions of the CCF on the rules that are not satisfied")
    _line(SELECTION_WARNING)
    for decision in decisions:
        note = f" {decision.note}." if decision.note else ""
        basis = " (facts: probable)" if decision.basis == "probable" else ""
        _line(
            f"{decision.id} ({decision.data_type}): {decision.outcome}. "
            f"{'; '.join(decision.tags)}.{note}{basis}",
            "  ",
        )


def _print_national(notice: Notice, day: dt.date | None) -> None:
    effect = national_effect(notice.host_country, as_of=day)
    _title(f"Effect in the host state{f' ({effect.country})' if effect.country else ''}")
    for statement in effect.statements:
        _line(str(statement), "  ")
    if effect.not_covered:
        _line(effect.not_covered, "  ")


def _print_grid(notice: Notice, day: dt.date | None) -> None:
    click.echo("| Ground | Provision | Fact | Exhibit | Standing | Text |")
    click.echo("|---|---|---|---|---|---|")
    for row in ccf_grid(notice, checks.run(notice, as_of=day)):
        text = "confirmed" if row.text_confirmed else "unconfirmed"
        cells = (row.ground, row.provision, row.fact, row.exhibit, row.standing, text)
        click.echo("| " + " | ".join(printable(c).replace("|", "\\|") for c in cells) + " |")
