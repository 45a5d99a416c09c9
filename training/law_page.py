"""Writes docs/law.md from the declarations: ``python -m training.law_page``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from redrisk.checks import RULES, Rule
from redrisk.checks._inputs import INPUTS, declared_path
from redrisk.checks.context import CONTEXT
from redrisk.checks.decisions import SELECTION_WARNING, all_decisions
from redrisk.checks.national import EU_STATEMENTS, UK_STATEMENTS, US_STATEMENTS, Statement
from redrisk.indicators import catalogue

PAGE = Path(__file__).resolve().parent.parent / "docs" / "law.md"

_INTRODUCTION = """# The law as code

Generated from the declarations in redrisk/checks by `python -m training.law_page`; not edited by
hand.

`redrisk check` tests a request against the rules below. **PASS** always means that the request
satisfies the rule; a ground for deletion that is made out is **FAIL**. **UNKNOWN** means that a
fact is missing, and is never FAIL: a threshold that is missed while an exception is unknown is
UNKNOWN. The checks give no points and the score does not read them.

**Unconfirmed** marks what no retrieved text showed. It must be compared with the official text
before anyone relies on it. Such results say so in their value, are listed apart, and enter no
count.

**Which version applies.** The RPD apply since 1 July 2012. What a notice holds is tested by the
rules of the notice's day where they differ; duties that last, such as deletion, by the day of
assessment (`--as-of`). Without such a day the clock is not read: the latest dated fact of the
notice says how late the assessment is at least, and what that does not decide stays unknown.
If it is not known whether the request is a Red Notice or a diffusion, what only one of them must
satisfy is never FAIL.
"""


def page() -> str:
    """The whole page."""
    parts = [_INTRODUCTION, "## Rules\n", *(_rule(rule) for rule in _of_kind("rule"))]
    parts += ["## Elements of RPD Art. 34(3)\n", _ELEMENTS]
    parts += [_rule(rule) for rule in _of_kind("note")]
    parts += ["## Rules that decide nothing about a request\n", *_context()]
    parts += ["## Questions whose answers go into `answers`\n", *_answers()]
    parts += ["## Indicators\n", _INDICATORS, *_indicators()]
    parts += ["## Published decisions of the CCF\n", f"{SELECTION_WARNING}\n", *_decisions()]
    parts += ["## Effect in national law\n", *_national()]
    return "\n".join(parts).rstrip() + "\n"


_ELEMENTS = """Each element is a note of its own: FAIL means that it points to non-compliance, PASS
that it points to compliance. They are weighed together, never added up, and none decides alone.
"""

_INDICATORS = """Signs that law and practice know, without weights. Signs that raise and that lower
doubt are shown alike and never added up; published writing lists almost only signs of abuse.
'Practitioner commentary' stands where no instrument, decision or institution prints the sign.
"""


def _of_kind(kind: str) -> Iterable[Rule]:
    return (rule for rule in RULES.values() if rule.kind == kind)


def _rule(rule: Rule) -> str:
    lines = [f"### {rule.id}: {rule.title}\n", f"{rule.demands}\n"]
    lines.append(f"- Citation: {rule.citation}")
    applies = " and ".join(name.replace("_", " ") + "s" for name in rule.applies_to)
    lines.append(f"- Applies to: {applies}")
    if rule.since or rule.until:
        until = f" until {rule.until}" if rule.until else ""
        lines.append(f"- In force: since {rule.since}{until}")
    lines.append(f"- Reads: {', '.join(f'`{path}`' for path in rule.inputs)}")
    if rule.rests_on:
        lines.append(f"- Rests on: {', '.join(rule.rests_on)}")
    lines.append(f"- **Unconfirmed**: {rule.unconfirmed}" if rule.unconfirmed else "- Confirmed")
    lines += [f"- Source: <{source}>" for source in rule.sources]
    return "\n".join(lines) + "\n"


def _context() -> list[str]:
    lines = []
    for row in CONTEXT:
        mark = f" **Unconfirmed**: {row.unconfirmed}." if row.unconfirmed else ""
        sources = " ".join(f"<{source}>" for source in row.sources)
        lines.append(f"- {row.id} ({row.citation}): {row.text}{mark} {sources}".rstrip())
    return [*lines, ""]


def _answers() -> list[str]:
    lines = ["| id | question | rules |", "|---|---|---|"]
    for path, declared in INPUTS.items():
        if path.startswith("answers."):
            rules = [r.id for r in RULES.values() if path in map(declared_path, r.inputs)]
            name = path.removeprefix("answers.")
            lines.append(f"| `{name}` | {declared.question} | {', '.join(rules)} |")
    return [*lines, ""]


def _indicators() -> list[str]:
    lines = ["| id | group | question | direction | authority |", "|---|---|---|---|---|"]
    for sign in catalogue().values():
        mark = f" **Unconfirmed**: {sign.unconfirmed}." if sign.unconfirmed else ""
        note = f" {sign.note}" if sign.note else ""
        lines.append(
            f"| `{sign.id}` | {sign.group} | {sign.question} | {sign.direction} | "
            f"{sign.authority}.{mark}{note} |"
        )
    return [*lines, ""]


def _decisions() -> list[str]:
    lines = ["| decision | data | outcome | subjects | rules |", "|---|---|---|---|---|"]
    lines += [
        f"| [{decision.id}]({decision.source}) | {decision.data_type} | {decision.outcome} | "
        f"{'; '.join(decision.tags)} | {', '.join(decision.rules)} |"
        for decision in all_decisions()
    ]
    return [*lines, ""]


def _national() -> list[str]:
    lines = []
    for title, statements in (
        ("United States", US_STATEMENTS),
        ("United Kingdom", UK_STATEMENTS),
        ("EU", EU_STATEMENTS),
    ):
        lines += [f"### {title}\n", *(_statement(statement) for statement in statements), ""]
    return [*lines, "Other states are not covered, nor are US circuits other than those named."]


def _statement(statement: Statement) -> str:
    mark = f" **Unconfirmed**: {statement.unconfirmed}." if statement.unconfirmed else ""
    return (
        f"- {statement.text} {statement.authority} ({statement.court}, {statement.dated}).{mark} "
        f"<{statement.source}>"
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
