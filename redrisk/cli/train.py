"""``redrisk train``: a model from decided cases, held back by the gate when it is worse."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from redrisk.case import Case
from redrisk.cli._files import read_text
from redrisk.cli.text import say
from redrisk.errors import InvalidInput, MissingExtra, Problem, RedriskError, reason_of
from redrisk.intake.case_file import read_entries
from redrisk.model_folder import SIGNATURE
from redrisk.persistence import check_can_save, load_model


@click.command("train")
@click.argument("files", nargs=-1, required=True, metavar="CASES...")
@click.option("--base", is_flag=True, help="add the shipped casebook")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="the model's folder")
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    help="the model that must not be beaten (default: the shipped one)",
)
@click.option("--config", type=click.Path(path_type=Path), help="JSON with numbers of the recipe")
@click.option("--seed", default=0, show_default=True, help="of every random choice")
@click.option("--name", default=None, help="the model's name (default: the folder's)")
@click.option("--jobs", default=os.cpu_count() or 1, help="processes side by side (default: all)")
@click.option("--force", is_flag=True, help="save even if the gate is closed; the model says so")
@click.option("--report/--no-report", default=True, help="write DIR/report (default: yes)")
def command(
    files: tuple[str, ...],
    base: bool,
    out: Path,
    against: Path | None,
    config: Path | None,
    seed: int,
    name: str | None,
    jobs: int,
    force: bool,
    report: bool,
) -> None:
    """Learn a model from the decided cases in CASES (JSON lines, JSON or YAML).

    Exit code 0: saved. 2: a case can't be read, or there are too few. 3: the gate is closed, since
    the model would be worse than the one that it is judged against; nothing is saved.
    """
    try:
        from redrisk.learning import train as learning
    except ImportError as error:
        raise MissingExtra("training", "train") from error
    called = name or out.resolve().name
    check_can_save(out, called)
    cases = _cases(files)
    numbers = learning.config_from(_config(config))
    merged = learning.merge_cases(cases, "casebook" if base else None)
    learning.decided_sample(merged)
    _tell_replaced(cases, base=base)
    with _Steps(jobs) as steps:
        steps("the gate")
        verdict = learning.judge_against(merged, numbers, load_model(against), jobs=jobs)
        if not verdict.passed and not force:
            steps.end()
            say(verdict.text(), err=True)
            say("redrisk: not saved; --force saves it and marks its model card", err=True)
            sys.exit(3)
        model = learning.train(
            merged,
            config=numbers,
            seed=seed,
            progress=steps,
            jobs=jobs,
            name=called,
        )
        gate = {**verdict.plain(), "forced": force and not verdict.passed}
        model = learning.with_gate(model, gate)
        steps("saving")
        was_signed = (out / SIGNATURE).exists()
        model.save(out, report=report)
    say(verdict.text(), err=True)
    _tell_counts(model.metrics["cases"])
    say(f"saved {out}", err=True)
    if was_signed:
        say(
            "the former model's signature went with it; sign the new one: redrisk model sign",
            err=True,
        )


def _cases(files: tuple[str, ...]) -> list[Case]:
    """Every case of the files; a bare notice, or a record that can't be read, is an error."""
    cases, problems = [], []
    for file in files:
        for entry in read_entries(file):
            if isinstance(entry.value, Case):
                cases.append(entry.value)
            elif entry.error is not None:
                problems.append(entry.error)
            else:
                message = "is a notice without an outcome; training needs cases"
                problems.append(InvalidInput([Problem("", message)], entry.where))
    for problem in problems:
        say(f"redrisk: {problem}", err=True)
    if problems:
        raise RedriskError(f"{len(problems)} records can't be used; mend or remove them")
    return cases


def _config(path: Path | None) -> dict[str, Any] | None:
    if path is None:
        return None
    try:
        plain = json.loads(read_text(path))
    except InvalidInput:
        raise
    except (ValueError, RecursionError) as error:
        raise RedriskError(f"{path}: is not JSON: {reason_of(error)}") from None
    if not isinstance(plain, dict):
        raise RedriskError(
            f"{path}: a JSON object of numbers is needed, such as training/config.json"
        )
    plain.pop("name", None)
    return plain


def _tell_replaced(cases: list[Case], *, base: bool) -> None:
    """Say which cases of the casebook are replaced by a new version."""
    if base:
        from redrisk.casebook import shipped_cases

        known = {case.case_id for case in shipped_cases()}
        replaced = [case.case_id for case in cases if case.case_id in known]
        if replaced:
            more = f" and {len(replaced) - 5} more" if len(replaced) > 5 else ""
            say(
                f"{len(replaced)} cases take the place of the casebook's: "
                f"{', '.join(replaced[:5])}{more}",
                err=True,
            )


def _tell_counts(counts: dict[str, int]) -> None:
    say(
        f"read {counts['read']} cases, learned from {counts['learned_from']}; left out: "
        f"{counts['contested']} contested, {counts['unresolved']} unresolved",
        err=True,
    )
    uneven = counts["decided_but_not_coded_evenly"]
    if uneven:
        say(
            f"warning: {uneven} decided cases were not coded a second time, blind to the outcome; "
            "see redrisk cases sheet",
            err=True,
        )


class _Steps:
    """A progress bar over the named steps of training, on standard error."""

    NAMES = (
        "the gate",
        "learning",
        "baselines",
        "other designs",
        "recording and sensitivity",
        "saving",
    )

    def __init__(self, jobs: int) -> None:
        self._bar = click.progressbar(
            length=len(self.NAMES), label=f"training ({jobs} jobs)", file=sys.stderr, width=30
        )

    def __enter__(self) -> _Steps:
        self._bar.__enter__()
        return self

    def __exit__(self, *details: Any) -> None:
        self._bar.__exit__(*details)

    def __call__(self, step: str) -> None:
        """Begin a step."""
        self._bar.label = f"{step:<26}"
        self._bar.update(1)

    def end(self) -> None:
        """Leave the bar's line."""
        self._bar.render_finish()
