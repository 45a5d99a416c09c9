"""The rule against uneven recording: which features may carry points, and how many.

Texts on abuse and texts on ordinary crime tell different things, so which facts are given at all
separates the classes. A feature whose recording is even counts yes against no. One whose recording
is uneven counts yes against everything else, and is capped. One that occurs in one class only is
not weighed. See docs/method.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from redrisk.errors import RedriskError
from redrisk.features import FEATURES, Feature
from redrisk.learning.fit import Config, cross_fitted
from redrisk.learning.metrics import Estimate, Floats, auroc, cllr
from redrisk.learning.sample import Sample

Kind = Literal["even", "uneven", "not weighed"]


class RecordingError(RedriskError):
    """The pattern of what is recorded separates the classes too well to learn from."""


@dataclass(frozen=True)
class Recording:
    """How a feature is recorded in the two classes, and what follows.

    Attributes
    ----------
    kind
        even, uneven, or not weighed.
    cuts
        The level positions from which 'yes' is counted; empty if not weighed.
    reason
        Why, in words.
    unknown_rejected, unknown_upheld
        Share of cases in which the feature is unknown, 0 to 1.
    """

    kind: Kind
    cuts: tuple[int, ...]
    reason: str
    unknown_rejected: float
    unknown_upheld: float


def assess(sample: Sample, config: Config) -> dict[str, Recording]:
    """Every feature's recording in the sample."""
    return {feature.id: _assess(feature, sample, config) for feature in FEATURES}


def _assess(feature: Feature, sample: Sample, config: Config) -> Recording:
    shares = _unknown_shares(sample, feature.id)
    gap = abs(shares[0] - shares[1])
    positions = range(1, len(feature.levels))
    both = [cut for cut in positions if _support(sample, feature.id, cut, config, no_too=True)]
    yes = [cut for cut in positions if _support(sample, feature.id, cut, config, no_too=False)]
    bases = {fact.basis for fact in feature.facts}
    coded_evenly = "as told" not in bases
    # Charges and indices are looked up, not told; what their absence gives away is measured apart.
    gap_allowed = "second coding" not in bases or gap <= config.max_unknown_gap
    if coded_evenly and gap_allowed and both:
        reason = f"unknown in {shares[0]:.0%} of rejected and {shares[1]:.0%} of upheld cases"
        return Recording("even", tuple(both), reason, *shares)
    if yes and feature.direction != "either":
        reason = _why_uneven(shares, gap, config, coded_evenly=coded_evenly)
        return Recording("uneven", tuple(yes), reason, *shares)
    if yes:
        reason = "recorded unevenly, and doctrine gives it no direction"
        return Recording("not weighed", (), reason, *shares)
    counts = [
        int((sample.first[feature.id] >= 1)[rows].sum())
        for rows in (sample.rejected, ~sample.rejected)
    ]
    reason = (
        f"'{feature.levels[1]}' or more occurs in {counts[0]} rejected and {counts[1]} upheld "
        f"cases; {config.min_support} in each class are needed"
    )
    return Recording("not weighed", (), reason, *shares)


def _unknown_shares(sample: Sample, feature: str) -> tuple[float, float]:
    """Share of rejected and of upheld cases in which the feature is unknown; 1 without cases."""
    unknown = sample.unknown(feature)
    rejected, upheld = unknown[sample.rejected], unknown[~sample.rejected]
    return (
        float(rejected.mean()) if len(rejected) else 1.0,
        float(upheld.mean()) if len(upheld) else 1.0,
    )


def _why_uneven(
    shares: tuple[float, float], gap: float, config: Config, *, coded_evenly: bool
) -> str:
    told = f"unknown in {shares[0]:.0%} of rejected and {shares[1]:.0%} of upheld cases"
    if not coded_evenly:
        return f"recorded as the sources tell it; {told}"
    if gap > config.max_unknown_gap:
        return told
    return f"{told}, but 'no' occurs in fewer than {config.min_support} cases of a class"


def _support(sample: Sample, feature: str, cut: int, config: Config, *, no_too: bool) -> bool:
    """Whether each side of a cut occurs often enough in each class."""
    yes = sample.first[feature] >= cut
    no = sample.last[feature] < cut
    sides = (yes, no) if no_too else (yes,)
    classes = (sample.rejected, ~sample.rejected)
    return all((side & label).sum() >= config.min_support for side in sides for label in classes)


def pattern_columns(sample: Sample, features: Sequence[str]) -> Floats:
    """One column for each distinct pattern of unknowns among the features: 1 unknown, 0 known."""
    patterns = {sample.unknown(name).tobytes(): sample.unknown(name) for name in features}
    if not patterns:
        return np.zeros((len(sample), 0))
    return np.column_stack(list(patterns.values())).astype(float)


def pattern_auroc(
    sample: Sample, features: Sequence[str], config: Config, *, with_charge: bool = False
) -> Estimate:
    """How well the pattern of unknowns alone separates the open cases, whole states left out.

    A ridge on the flags, its penalty chosen like the card's, as hard as the pattern can be made
    to work within the same rules.
    """
    flags = pattern_columns(sample, features)
    if with_charge:
        flags = np.column_stack([flags, ~sample.charged])
    if not flags.shape[1]:
        return Estimate(0.5, 0.5, 0.5)
    # One constant column takes the place of an intercept.
    design = np.column_stack([flags, np.ones(len(sample))])
    free = (np.full(design.shape[1], -np.inf), np.full(design.shape[1], np.inf))
    held_out = min(
        (
            cross_fitted(sample, design, free, penalty, config, seed=config.seed)
            for penalty in config.penalties
        ),
        key=lambda llr: cllr(llr[~sample.targeted], sample.rejected[~sample.targeted]),
    )
    return auroc(held_out[~sample.targeted], sample.rejected[~sample.targeted])


def pattern_features(recordings: Mapping[str, Recording]) -> list[str]:
    """The even features whose recording is judged: coded facts and the state's indices.

    Left out are joined features, since whether one is known depends on the answers, and offence
    families, which are known whenever a charge is; what that adds is measured and printed.
    """
    return [
        feature.id
        for feature in FEATURES
        if recordings[feature.id].kind == "even"
        and len(feature.facts) == 1
        and feature.facts[0].basis != "charge"
    ]


def stop_if_pattern_separates(pattern: Estimate, config: Config) -> None:
    """Refuse to learn where the recording of even features gives the class away.

    Raises
    ------
    RecordingError
        If the AUROC of the pattern is above the limit.
    """
    if pattern.value > config.max_pattern_auroc:
        raise RecordingError(
            f"the pattern of what is recorded separates the classes at AUROC {pattern.value:.3f}, "
            f"above the limit of {config.max_pattern_auroc:.2f}: code the even facts of these "
            "cases again, blind to the outcome, before learning from them"
        )
