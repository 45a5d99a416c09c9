"""Priors: how common rejection is in a named population, before the facts of a notice are weighed.

Published cases are picked by their outcome, so nothing learned from them says how common abuse is.
A risk is therefore always stated under a named prior. The shipped ones are the rows of
datasets/base_rates.csv, and 'even', a neutral yardstick.
"""

from __future__ import annotations

import functools
import json
import math
from dataclasses import dataclass
from importlib import resources
from typing import Any

from redrisk.errors import UnknownPrior, listed, nearest, quote


@dataclass(frozen=True, slots=True)
class Prior:
    """A probability of rejection before the facts, and the population it was counted in.

    Attributes
    ----------
    name
        By which it is asked for.
    value
        Probability, strictly between 0 and 1.
    population, period, grounds, note, source
        What was counted, when, on which grounds, what to know, and where the figures stand.
    """

    name: str
    value: float
    population: str
    period: str | None = None
    grounds: str | None = None
    note: str | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        if not 0 < self.value < 1:
            raise UnknownPrior(
                f"prior {quote(self.name)}: {quote(self.value)} is not a probability strictly "
                "between 0 and 1"
            )

    def plain(self) -> dict[str, Any]:
        """The prior as plain data, without what does not apply."""
        fields = ("name", "value", "population", "period", "grounds", "note", "source")
        return {key: value for key in fields if (value := getattr(self, key)) is not None}


EVEN = Prior(
    name="even",
    value=0.5,
    population="no population: a neutral yardstick",
    note="the risk is then only the likelihood ratio on another scale",
)

WARNING = "the likelihood ratio was not learned from this population"


@functools.cache
def named_priors() -> dict[str, Prior]:
    """The priors that ship with this version, by name.

    >>> named_priors()["complaint_decided"].value
    0.69
    """
    text = (resources.files("redrisk") / "data" / "base_rates.json").read_text(encoding="utf-8")
    fields = ("name", "value", "population", "period", "grounds", "note", "source")
    rows = [Prior(**{field: row[field] for field in fields}) for row in json.loads(text)]
    return {prior.name: prior for prior in (EVEN, *rows)}


def prior_of(value: str | float | Prior) -> Prior:
    """A prior by its name, or by the probability itself.

    Parameters
    ----------
    value
        A name, a number strictly between 0 and 1, or such a number as text.

    Raises
    ------
    UnknownPrior
        If it is none of these.

    Examples
    --------
    >>> prior_of(0.2).population
    'as stated by the user'
    """
    if isinstance(value, Prior):
        return value
    priors = named_priors()
    if isinstance(value, str) and value in priors:
        return priors[value]
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not 0 < number < 1:
        raise UnknownPrior(
            f"prior: {quote(value)} is neither a named prior nor a probability between 0 and 1; "
            f"the names are: {listed(priors)}{nearest(value, priors)}"
        )
    return Prior("stated", number, "as stated by the user")
