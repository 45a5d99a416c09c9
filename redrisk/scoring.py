"""The path from notice to assessment: facts, levels, points, sum, bounds, interval."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from redrisk.assessment import Assessment, Caution, Contribution
from redrisk.case import Case
from redrisk.cautions import casebook_caution, cautions
from redrisk.errors import InvalidInput, Problem, quote
from redrisk.facts import facts_of, left_open, read_facts
from redrisk.features import levels_of
from redrisk.notice import Notice
from redrisk.persistence import load_model
from redrisk.priors import Prior, prior_of
from redrisk.scorecard import Model
from redrisk.standing import exhibited_alone, is_exhibited
from redrisk.view import View


def score(
    notice: Notice | Case | Mapping[str, Any],
    prior: str | float | Prior = "even",
    model: Model | None = None,
) -> Assessment:
    """Weigh the facts of a notice: are they more like those of rejected or of upheld requests.

    Parameters
    ----------
    notice
        A Notice, a Case, or plain data for either. A case with an outcome is scored as it stood
        before the decision that gave it its label.
    prior
        A named prior, or a probability of rejection strictly between 0 and 1. It changes the risk,
        never the points.
    model
        From ``redrisk.load_model`` or ``redrisk.train``; the shipped one by default.

    Returns
    -------
    Assessment
        Points (one point is one deciban), reported points, interval, likelihood ratio, band,
        risk, contributions, unknowns, nearest cases, warnings.

    Raises
    ------
    InvalidInput
        If plain data can't be read as a notice or case.
    UnknownPrior
        If the prior is neither a name nor a probability.

    Source
    ------
    Good 1950 (weight of evidence); Vergeer et al. 2016 (bounds); docs/method.md.

    Examples
    --------
    >>> import redrisk
    >>> result = redrisk.score({"issuing_country": "NO", "political_profile": True})
    >>> result.points == sum(item.points for item in result.contributions)
    True
    """
    if isinstance(notice, Mapping):
        from redrisk.intake.case_file import parse_record

        notice = parse_record(dict(notice))
    elif not isinstance(notice, Notice | Case):
        message = (
            f"a Notice, a Case or a mapping of their fields is needed; got {quote(notice)}; "
            "of a file, redrisk.read_notice(FILE).notice"
        )
        raise InvalidInput([Problem("", message)])
    if isinstance(notice, Case):
        return assess(notice.before_decision(), prior, model, notice.case_id)
    return assess(notice, prior, model, None)


def assess(
    notice: Notice,
    prior: str | float | Prior,
    model: Model | None,
    case_id: str | None,
) -> Assessment:
    """Weigh a notice as it stands; ``case_id`` keeps the case from being its own neighbour."""
    model = model or load_model()
    view = View(notice, model.context)
    facts = read_facts(view)
    if notice.incomplete:
        facts = left_open(facts, notice.incomplete)
    levels = levels_of(facts)
    contributions = tuple(
        [
            Contribution(row, level, row.points[level])
            for row in model.weighed
            for level in (levels[row.feature.id],)
        ]
    )
    points = sum([item.points for item in contributions])
    reported = model.clip(points)
    half = model.multiplier * model.standard_error(levels)
    warnings: list[Caution] = list(cautions(view, contributions, points, model))
    in_casebook = casebook_caution(case_id, model)
    if in_casebook:
        warnings.append(in_casebook)
    return Assessment(
        notice=notice,
        case_id=case_id,
        model=model,
        prior=prior_of(prior),
        points=points,
        points_even=sum([c.points for c in contributions if c.row.recording == "even"]),
        points_exhibited=_exhibited_points(notice, model),
        reported_points=reported,
        interval=_interval(reported, half, model),
        range_over_unknowns=model.range_over_unknowns(facts, levels),
        contributions=contributions,
        not_weighed=tuple(
            [Contribution(row, levels[row.feature.id], 0) for row in model.rows if not row.weighed]
        ),
        neighbours=model.nearest(levels, leave_out=case_id),
        warnings=tuple(warnings),
        facts=facts,
    )


def _interval(reported: int, half: float, model: Model) -> tuple[int, int]:
    """Ends round the reported points, outward to whole points, within what the data support."""
    low, high = math.floor(reported - half + 1e-9), math.ceil(reported + half - 1e-9)
    return model.clip(low), model.clip(high)


def _exhibited_points(notice: Notice, model: Model) -> int:
    exhibited = exhibited_alone(notice)
    if exhibited is None:
        return 0
    known = is_exhibited(notice, "issuing_country")
    levels = levels_of(facts_of(exhibited, model.context, state_known=known))
    return sum(row.points[levels[row.feature.id]] for row in model.weighed)
