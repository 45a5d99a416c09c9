"""``redrisk ask``: the interview, one question at a time, from nothing or from a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import click

from redrisk.case import Case
from redrisk.cli._interview import RECORDS, Interview, Kept, asked_before, free_name
from redrisk.cli.text import paragraph, printable
from redrisk.errors import InvalidInput, listed, nearest, quote
from redrisk.intake.case_file import read_one
from redrisk.interview import Question
from redrisk.vocabulary import OFFENCE_CATEGORIES

_HELP = {
    "yes_no": "yes, no",
    "date": "a date: 2015, 2015-11 or 2015-11-03",
    "months": "a number of months",
    "penalty": "a number of months, or life",
    "money": "a number of US dollars",
    "country": "a two-letter country code, such as TR",
    "countries": "two-letter country codes, with commas",
    "choices": "words with commas, 'list' shows them; or none",
    "text": "text",
    "charges": "the charge as worded; several are asked for one by one",
    "records": "yes, no",
}
_UNKNOWN = ("unknown", "u", "?", "don't know", "not known")
_YES, _NO = ("yes", "y"), ("no", "n")


class _Leave(Exception):
    """The user wants to stop here."""


class _Back(Exception):
    """The user wants to answer the last question again."""


class _NotKnown(Exception):
    """The user does not know."""


@click.command("ask")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--new", type=click.Path(path_type=Path), metavar="FILE", help="begin with nothing")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="where to write")
@click.option("--again", is_flag=True, help="ask once more what was answered with unknown")
def command(file: Path | None, new: Path | None, out: Path | None, again: bool) -> None:
    """Answer the open questions on a notice, and write a new file; FILE itself is never changed.

    Answer with yes, no, unknown, a date or what the question asks for, then name the exhibit that
    shows it, if there is one. 'why' tells what an answer decides, 'back' undoes the last one,
    'quit' saves and leaves: go on later with redrisk ask and the file written. No points are shown.
    """
    if file is not None and new is not None:
        raise click.UsageError("one file is needed: one to go on with, or --new and one to write")
    interview = _begin(file, again=again)
    target = out or new or (free_name(file) if file else _unused(Path("notice.yaml")))
    if target.suffix not in (".yaml", ".yml"):
        raise click.UsageError(f"the file to write must end in .yaml; got {quote(str(target))}")
    keep = Kept(target)
    try:
        click.echo(
            f"Answers go to {printable(str(target))}."
            + (f" {printable(str(file))} stays as it is." if file else "")
        )
        click.echo("Answer unknown if you don't know; why, back and quit work at any question.")
        _interview(interview, lambda: keep(interview.text()))
    finally:
        if interview.is_empty:
            click.echo("Nothing was answered, so nothing is saved.")
        else:
            _keep_or_show(interview.text(), keep)
            name = printable(str(target))
            click.echo(f"Saved to {name}. Go on with: redrisk ask {name}, or redrisk score {name}.")


def _keep_or_show(text: str, keep: Callable[[str], None]) -> None:
    """Save what was answered; show it if that fails, so that it can be copied."""
    try:
        keep(text)
    except InvalidInput:
        click.echo("What was answered can't be saved. It is shown, to be copied:\n")
        click.echo("".join(f"{printable(line)}\n" for line in text.splitlines()))
        raise


def _begin(file: Path | None, *, again: bool) -> Interview:
    if file is None:
        return Interview()
    value = read_one(file)
    notice = value.before_decision() if isinstance(value, Case) else value
    return Interview(notice.plain(), () if again else asked_before(file))


def _unused(path: Path) -> Path:
    return free_name(path) if path.exists() else path


def _interview(interview: Interview, keep: Callable[[], None]) -> None:
    """Ask until nothing is open or the user leaves; save after every answer."""
    document = ""
    while questions := interview.remaining():
        question = questions[0]
        if question.document != document:
            document = question.document
            click.secho(f"\nFrom {document}:", bold=True)
        try:
            _ask(interview, question, len(questions))
        except _NotKnown:
            if interview.is_empty:
                click.echo("  This is the one fact that a notice can't do without.")
            else:
                interview.not_known(question.path)
        except _Back:
            if not interview.back():
                click.echo("This is the first question.")
            document = ""
        except (_Leave, click.Abort):
            click.echo()
            return
        if not interview.is_empty:
            keep()
    click.echo("\nNo question is open any more.")


def _ask(interview: Interview, question: Question, open_questions: int) -> None:
    """One question, asked until its answer can be used."""
    while True:
        click.echo()
        click.echo(printable(paragraph(f"({open_questions} open) {question.text}")))
        try:
            value = _value(question)
            interview.answer(question.path, value)
        except (ValueError, InvalidInput) as error:
            click.echo(printable(f"  {error}"))
            continue
        exhibit, page = _source()
        interview.source(question.path, exhibit, page)
        return


def _source() -> tuple[str, str]:
    """Exhibit and page, or two empty texts for a fact that is only asserted."""
    try:
        exhibit = _read("  Exhibit that shows it (Enter if none)")
        if not exhibit or exhibit.lower() in ("none", *_NO):
            return "", ""
        return exhibit, _read("  Page (Enter if none)")
    except (_NotKnown, _Back):
        return "", ""


def _value(question: Question) -> Any:
    if question.kind == "charges":
        return _charges()
    if question.kind == "records":
        return _records(question.path) if _yes_no(_prompt(question)) else []
    return _parsed(question.kind, _prompt(question), question.choices)


def _prompt(question: Question) -> str:
    allowed = _HELP[question.kind] if question.kind == "choices" else ", ".join(question.choices)
    allowed = allowed or _HELP[question.kind]
    while True:
        text = _read(f"  [{allowed}; unknown]")
        if text.lower() == "why":
            click.echo(printable(paragraph(f"The answer {question.why}.", "  ")))
        elif text.lower() == "list" and question.kind == "choices":
            click.echo(printable(paragraph(listed(question.choices), "  ")))
        elif text:
            return text


def _read(label: str) -> str:
    """A line of input; the words that steer the interview are raised."""
    text: str = click.prompt(label, default="", show_default=False, prompt_suffix=" > ").strip()
    word = text.lower()
    if word in ("quit", "exit", "leave"):
        raise _Leave
    if word == "back":
        raise _Back
    if word in _UNKNOWN:
        raise _NotKnown
    return text


def _yes_no(text: str) -> bool:
    word = text.lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError(f"answer yes, no or unknown; got {quote(text)}")


def _parsed(kind: str, text: str, choices: tuple[str, ...]) -> Any:
    """The answer as the notice holds it; a ValueError says what is allowed."""
    if kind == "yes_no":
        return _yes_no(text)
    if kind in ("months", "penalty", "money"):
        return _number(kind, text)
    if kind == "country":
        return text.upper()
    if kind == "countries":
        return [part.strip().upper() for part in text.split(",") if part.strip()]
    if kind == "choices":
        return _words(text, choices)
    if choices:
        return _words(text, choices)[0]
    return text


def _number(kind: str, text: str) -> int | float | str:
    if kind == "penalty" and text.lower() == "life":
        return "life"
    try:
        return float(text.replace(",", "")) if kind == "money" else int(text)
    except ValueError:
        raise ValueError(f"{_HELP[kind]} is needed; got {quote(text)}") from None


def _words(text: str, allowed: tuple[str, ...]) -> list[str]:
    if text.lower() == "none" and "none" not in allowed:
        return []
    words = [word.strip().lower().replace(" ", "_") for word in text.split(",") if word.strip()]
    for word in words:
        if word not in allowed:
            hint = nearest(word, allowed) or f"; the words are: {listed(allowed)}"
            raise ValueError(f"{quote(word)} is not in the list{hint}")
    return words


def _charges() -> list[dict[str, Any]]:
    """The charges, one by one, each as worded."""
    charges: list[dict[str, Any]] = []
    while True:
        end = "; Enter if there is no other" if charges else "; unknown"
        text = _read(f"  Charge {len(charges) + 1} [as worded{end}]")
        if not text and charges:
            return charges
        if text.lower() == "why":
            click.echo("  The answer decides which rules on the offence apply.")
        elif text:
            charges.append(_with_categories({"text": text}))


def _with_categories(charge: dict[str, Any]) -> dict[str, Any]:
    """The charge with its kinds of offence, where its wording does not tell."""
    from redrisk import charges

    if charges.categories(charge["text"]):
        return charge
    click.echo("  The wording does not tell the kind of offence. 'list' shows the words.")
    while True:
        text = _optional("  Kind of offence [words from the list, with commas; Enter if unknown]")
        if text.lower() == "list":
            click.echo(paragraph(listed(OFFENCE_CATEGORIES), "  "))
        elif text:
            try:
                return {**charge, "categories": _words(text, OFFENCE_CATEGORIES)}
            except ValueError as error:
                click.echo(printable(f"  {error}"))
        else:
            return charge


def _optional(label: str) -> str:
    try:
        return _read(label)
    except _NotKnown:
        return ""


def _records(name: str) -> list[dict[str, Any]]:
    """Rulings, protection or activity, one record after the other."""
    records: list[dict[str, Any]] = []
    while True:
        records.append(_record(name))
        if _optional("  Another one? [yes; Enter if not]").lower() not in _YES:
            return records


def _record(name: str) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for part, field in RECORDS[name].model_fields.items():
        allowed = _allowed(field.annotation)
        needed = field.is_required()
        end = "" if needed else "; Enter if unknown"
        hint = ", ".join(allowed) or ("a date" if part == "date" else _PART_HELP.get(part, "text"))
        while True:
            label = f"    {part.replace('_', ' ').capitalize()} [{hint}{end}]"
            text = _optional(label)
            if not text and not needed:
                break
            try:
                value: Any = _words(text, allowed)[0] if allowed and text else text
                if part == "country" and value.upper() != "UNHCR":
                    value = value.upper()
                RECORDS[name].model_validate({**_needed(name), **record, part: value})
            except (ValueError, IndexError) as error:
                click.echo(printable(f"    {_first_line(error)}"))
                continue
            record[part] = value
            break
    return record


_PART_HELP = {"country": "a two-letter country code", "note": "text"}


def _first_line(error: Exception) -> str:
    if hasattr(error, "errors"):
        return str(error.errors()[0]["msg"])
    return str(error) or "an answer is needed"


def _needed(name: str) -> dict[str, Any]:
    """A value for each part that a record can't do without."""
    fields = RECORDS[name].model_fields.items()
    return {part: _allowed(field.annotation)[0] for part, field in fields if field.is_required()}


def _allowed(annotation: Any) -> tuple[str, ...]:
    """The words of a closed list; empty for any other kind of part."""
    words = [word for word in get_args(annotation) if isinstance(word, str)]
    for inner in get_args(annotation):
        words += [word for word in get_args(inner) if isinstance(word, str)]
    return tuple(words)
