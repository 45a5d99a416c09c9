"""``redrisk.train``: a model from decided cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Literal

from redrisk.case import Case
from redrisk.casebook import shipped_cases
from redrisk.context import shipped_context
from redrisk.errors import InvalidInput, Problem, RedriskError, listed, nearest, quote
from redrisk.learning.fit import Config
from redrisk.learning.gate import Verdict, judge
from redrisk.learning.publish import model_contents
from redrisk.learning.recipe import learn
from redrisk.learning.sample import Sample, sample_of
from redrisk.learning.validate import validation
from redrisk.persistence import model_from
from redrisk.scorecard import Model

FEWEST_OF_A_CLASS = 20
"""Fewer decided cases of a class than this are not learned from."""

Progress = Callable[[str], None]
CaseLike = Case | Mapping[str, Any]


class TooFewCases(RedriskError):
    """There are not enough decided cases of both classes to learn from."""


def train(
    cases: Iterable[CaseLike],
    *,
    base: Literal["casebook"] | Iterable[CaseLike] | None = None,
    config: Config | Mapping[str, Any] | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    jobs: int = 1,
    name: str = "trained",
) -> Model:
    """Learn a model from decided cases.

    Parameters
    ----------
    cases
        Cases, or plain data for them. Those without a label are left out, and counted.
    base
        'casebook' adds the shipped casebook, or other cases to add. A case with the id of a base
        case takes its place.
    config
        The recipe's numbers, where they differ from the release's; see ``learning.fit.Config``.
    seed
        Of every random choice; the same cases, config and seed give the same model.
    progress
        Called with the name of each step that begins.
    jobs
        Processes side by side; the model does not depend on it.
    name
        The model's name, printed with every score.

    Returns
    -------
    Model
        Ready for ``redrisk.score`` and ``Model.save``.

    Raises
    ------
    InvalidInput
        If a case can't be read, or two have one id.
    TooFewCases
        If either class has fewer than 20 decided cases.
    RecordingError
        If the pattern of what is recorded separates the classes.

    Source
    ------
    docs/method.md.
    """
    tell = progress or _silent
    numbers = replace(config_from(config), seed=seed)
    merged = merge_cases(cases, base)
    sample = decided_sample(merged)
    tell("learning")
    learned = learn(sample, numbers, jobs=jobs)
    metrics = validation(sample, learned, numbers, jobs=jobs, progress=tell)
    metrics["cases"] = case_counts(merged)
    return model_from(model_contents(name, merged, sample, learned, numbers, metrics))


def judge_against(
    cases: Sequence[Case], config: Config, against: Model, *, jobs: int = 1
) -> Verdict:
    """The gate's verdict: these cases and this recipe against another model's recipe.

    The base casebook is the shipped one; both recipes are refitted in each fold.
    """
    context = shipped_context()
    base = sample_of(shipped_cases(), context)
    present = config_from(against.card["config"])
    return judge(base, sample_of(cases, context), present, config, jobs=jobs)


def merge_cases(
    cases: Iterable[CaseLike], base: Literal["casebook"] | Iterable[CaseLike] | None = None
) -> tuple[Case, ...]:
    """Base cases and new ones, a new one in place of the base case that has its id.

    Raises
    ------
    InvalidInput
        If a case can't be read, or two of the new ones have one id.
    """
    fresh = [_case(item, position) for position, item in enumerate(cases)]
    seen: set[str] = set()
    for case in fresh:
        if case.case_id in seen:
            message = f"{quote(case.case_id)} stands twice; give each case an id of its own"
            raise InvalidInput([Problem("case_id", message)])
        seen.add(case.case_id)
    if base is None:
        return tuple(fresh)
    known = shipped_cases() if base == "casebook" else [_case(c, i) for i, c in enumerate(base)]
    return (*(case for case in known if case.case_id not in seen), *fresh)


def _case(item: CaseLike, position: int) -> Case:
    return item if isinstance(item, Case) else Case.parse(item, f"case {position + 1}")


def decided_sample(cases: Sequence[Case]) -> Sample:
    """The sample to learn from.

    Raises
    ------
    TooFewCases
        If either class has too few cases.
    """
    sample = sample_of(cases, shipped_context())
    rejected, upheld = int(sample.rejected.sum()), int((~sample.rejected).sum())
    if min(rejected, upheld) < FEWEST_OF_A_CLASS:
        raise TooFewCases(
            f"{rejected} rejected and {upheld} upheld cases: at least {FEWEST_OF_A_CLASS} of each "
            "are needed; add the shipped casebook with base='casebook' (--base)"
        )
    return sample


def case_counts(cases: Sequence[Case]) -> dict[str, int]:
    """How many cases were read, used as labels, left out, and not coded evenly."""
    decided = [case for case in cases if case.is_decided]
    return {
        "read": len(cases),
        "learned_from": len(decided),
        "contested": sum(case.outcome.label == "contested" for case in cases),
        "unresolved": sum(case.outcome.label == "unresolved" for case in cases),
        "decided_but_not_coded_evenly": sum(not case.double_coded for case in decided),
    }


def config_from(config: Config | Mapping[str, Any] | None) -> Config:
    """The recipe's numbers from plain data.

    Raises
    ------
    RedriskError
        If a number has a name that the recipe does not know.
    """
    if config is None:
        return Config()
    if isinstance(config, Config):
        return config
    known = [field.name for field in fields(Config)]
    for key in config:
        if key not in known:
            raise RedriskError(
                f"config: there is no number {quote(key)}{nearest(key, known)}; "
                f"the numbers are: {listed(known)}"
            )
    numbers: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in config.items()}
    return Config(**numbers)


def _silent(step: str) -> None:
    """Say nothing of a step."""


def with_gate(model: Model, gate: Mapping[str, Any]) -> Model:
    """The model with the gate's verdict among its figures."""
    contents = {**model.contents, "metrics.json": {**model.metrics, "gate": dict(gate)}}
    return model_from(contents)
