"""An assessment made again from what a record says of it."""

from __future__ import annotations

from redrisk.assessment import Assessment
from redrisk.notice import Notice
from redrisk.priors import Prior
from redrisk.scorecard import Model
from redrisk.scoring import assess


def assessed_again(notice: Notice, case_id: str | None, prior: Prior, model: Model) -> Assessment:
    """Weigh a notice as it stands; of a case, as it stood before its decision.

    A case can't be scored here by ``redrisk.score``: what a record holds is already the notice as
    it stood, and its outcome is not in the record.
    """
    return assess(notice, prior, model, case_id)
