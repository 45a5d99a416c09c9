"""Other ways to learn from the same cases, under the same rules and with the same tuning budget.

Every rival sees the columns that the rules on uneven recording allow in the fold, the targeted
round's nuisance terms (set to nothing when scoring), and has as many settings to choose from as the
card has penalties, chosen by Cllr on the same inner folds of whole states.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from joblib import Parallel, delayed

from redrisk.errors import MissingExtra
from redrisk.features import FEATURE
from redrisk.learning.coding import Column, columns_for, design_matrix, total_points
from redrisk.learning.fit import Config, fit, nuisance_columns, round_offsets
from redrisk.learning.judge import rounded
from redrisk.learning.metrics import DECIBAN, Floats, auroc, cllr
from redrisk.learning.recipe import learn_points
from redrisk.learning.recording import assess, pattern_columns, pattern_features
from redrisk.learning.sample import Sample, state_folds, training_rows

INNER_FOLDS = 3
EPSILON = 1e-4

Scorer = Callable[[Sample], Floats]
"""From cases to natural-log likelihood ratios."""

Learner = Callable[[Sample, Config, Any], Scorer]
"""From training cases, recipe and one setting to a scorer."""


@dataclass(frozen=True)
class Rival:
    """A way to learn, and the settings that it may choose from."""

    name: str
    learn: Learner
    settings: Sequence[Any]


def compare(sample: Sample, config: Config, *, jobs: int = 1) -> list[dict[str, Any]]:
    """Every rival and the card in the same folds of whole states.

    Returns
    -------
    list
        For each: name, AUROC with 90 % interval and Cllr on open cases, seconds to learn once and
        seconds for 1,000 predictions (the last two depend on the machine).

    Raises
    ------
    MissingExtra
        If interpret-core, a development dependency, is not installed.
    """
    rows = sample.open
    table = []
    for rival in rivals(config):
        llr, seconds = _held_out(rival, sample, config, jobs)
        area = auroc(llr[rows], sample.rejected[rows])
        table.append(
            {
                "name": rival.name,
                "settings": len(rival.settings),
                "auroc": rounded(area.value),
                "low": rounded(area.low),
                "high": rounded(area.high),
                "cllr": rounded(cllr(llr[rows], sample.rejected[rows])),
                "seconds_to_learn": round(seconds[0], 4),
                "seconds_for_1000": round(seconds[1], 4),
            }
        )
    return table


def rivals(config: Config) -> tuple[Rival, ...]:
    """The card and its rivals, each with as many settings as the card has penalties."""
    count = len(config.penalties)
    depths = [(leaves, rate) for leaves in (3, 6, 12) for rate in (0.03, 0.1, 0.3)][:count]
    forests = [(leaf, share) for leaf in (2, 5, 10) for share in (0.2, 0.4, 0.7)][:count]
    boosters = [(leaf, rate) for leaf in (2, 5, 10) for rate in (0.01, 0.02, 0.04)][:count]
    return (
        Rival("the card", _card(None), config.penalties),
        Rival("recording pattern alone", _pattern, config.penalties),
        Rival("rule of law index alone", _card(["state_rule_of_law"]), config.penalties),
        Rival("offence families and state", _card(_families_and_state()), config.penalties),
        Rival("plain ridge (no bounds, no cap, no rounding)", _plain_ridge, config.penalties),
        Rival("explainable boosting machine", _ebm, boosters),
        Rival("gradient boosting, monotone", _boosting(monotone=True), depths),
        Rival("gradient boosting, free", _boosting(monotone=False), depths),
        Rival("random forest", _forest, forests),
    )


def _held_out(
    rival: Rival, sample: Sample, config: Config, jobs: int
) -> tuple[Floats, tuple[float, float]]:
    folds = state_folds(sample, config.folds, config.seed)
    parts = Parallel(n_jobs=jobs)(
        delayed(_one_fold)(rival, sample, folds == fold, config) for fold in range(config.folds)
    )
    llr = np.zeros(len(sample))
    for fold, (held, _) in enumerate(parts):
        llr[folds == fold] = held
    times = np.mean([seconds for _, seconds in parts], axis=0)
    return llr, (float(times[0]), float(times[1]))


def _one_fold(
    rival: Rival, sample: Sample, held: Any, config: Config
) -> tuple[Floats, tuple[float, float]]:
    training = sample[training_rows(sample, held)]
    setting = _best_setting(rival, training, config)
    started = time.perf_counter()
    scorer = rival.learn(training, config, setting)
    learned = time.perf_counter()
    llr = scorer(sample[held])
    scored = time.perf_counter()
    return llr, (learned - started, (scored - learned) / max(held.sum(), 1) * 1000)


def _best_setting(rival: Rival, sample: Sample, config: Config) -> Any:
    """The setting of least Cllr on open cases in the inner folds of whole states."""
    folds = state_folds(sample, INNER_FOLDS, config.seed)
    costs = []
    for setting in rival.settings:
        llr = np.zeros(len(sample))
        for fold in range(INNER_FOLDS):
            held = folds == fold
            training = sample[training_rows(sample, held)]
            llr[held] = rival.learn(training, config, setting)(sample[held])
        costs.append(round(cllr(llr[sample.open], sample.rejected[sample.open]), 6))
    return rival.settings[int(np.argmin(costs))]


def _card(only: Sequence[str] | None) -> Learner:
    def learn(sample: Sample, config: Config, penalty: Any) -> Scorer:
        fixed = replace(config, penalties=(penalty,), repeats=1)
        card = learn_points(sample, fixed, only=only)
        return lambda cases: total_points(cases, card.points) * DECIBAN

    return learn


def _families_and_state() -> list[str]:
    return [
        name
        for name, feature in FEATURE.items()
        if {fact.basis for fact in feature.facts} <= {"index", "charge"}
    ]


def _pattern(sample: Sample, config: Config, penalty: Any) -> Scorer:
    names = pattern_features(assess(sample, config))

    def flags(cases: Sample) -> Floats:
        columns = np.column_stack([cases.unknown(name) for name in names]).astype(float)
        return np.column_stack([columns, np.ones(len(cases))])

    if not pattern_columns(sample, names).shape[1]:
        return lambda cases: np.zeros(len(cases))
    free = np.full(len(names) + 1, np.inf)
    found = fit(sample, flags(sample), (-free, free), penalty, config).coefficients
    return lambda cases: flags(cases) @ found


def _columns(sample: Sample, config: Config) -> tuple[Column, ...]:
    return columns_for(assess(sample, config))


def _plain_ridge(sample: Sample, config: Config, penalty: Any) -> Scorer:
    columns = _columns(sample, config)
    free = np.full(len(columns), np.inf)
    design = design_matrix(sample, columns)
    found = fit(sample, design, (-free, free), penalty, config).coefficients
    return lambda cases: design_matrix(cases, columns) @ found


def _with_nuisance(cases: Sample, columns: Sequence[Column], *, scoring: bool) -> Floats:
    """The design with the targeted round's nuisance terms, as nothing when scoring."""
    nuisance = np.zeros((len(cases), 3))
    if not scoring and cases.targeted.any():
        nuisance = np.column_stack([nuisance_columns(cases), cases.targeted])
    return np.column_stack([design_matrix(cases, columns), nuisance])


def _wrapped(classifier: Any, sample: Sample, columns: Sequence[Column]) -> Scorer:
    """Fit a classifier; its log odds less the open round's log class ratio are the log LR."""
    classifier.fit(_with_nuisance(sample, columns, scoring=False), sample.rejected)
    opened = sample[sample.open]
    offset = round_offsets(opened.rejected, opened.targeted)[0]

    def score(cases: Sample) -> Floats:
        probability = classifier.predict_proba(_with_nuisance(cases, columns, scoring=True))[:, 1]
        p = np.clip(probability, EPSILON, 1 - EPSILON)
        llr: Floats = np.log(p / (1 - p)) - offset
        return llr

    return score


def _boosting(*, monotone: bool) -> Learner:
    def learn(sample: Sample, config: Config, setting: Any) -> Scorer:
        from sklearn.ensemble import HistGradientBoostingClassifier

        columns = _columns(sample, config)
        signs = {"raises": 1, "lowers": -1, "either": 0}
        constraints = [signs[FEATURE[c.feature].direction] for c in columns] + [0, 0, 0]
        leaves, rate = setting
        model = HistGradientBoostingClassifier(
            max_iter=100,
            max_leaf_nodes=leaves,
            learning_rate=rate,
            min_samples_leaf=5,
            monotonic_cst=constraints if monotone else None,
            random_state=config.seed,
            early_stopping=False,
        )
        return _wrapped(model, sample, columns)

    return learn


def _forest(sample: Sample, config: Config, setting: Any) -> Scorer:
    from sklearn.ensemble import RandomForestClassifier

    leaf, share = setting
    model = RandomForestClassifier(
        n_estimators=200, min_samples_leaf=leaf, max_features=share, random_state=config.seed
    )
    return _wrapped(model, sample, _columns(sample, config))


def _ebm(sample: Sample, config: Config, setting: Any) -> Scorer:
    try:
        from interpret.glassbox import ExplainableBoostingClassifier
    except ImportError:
        raise MissingExtra("the comparison with an explainable boosting machine", "train") from None
    leaf, rate = setting
    model = ExplainableBoostingClassifier(
        interactions=0,
        outer_bags=2,
        inner_bags=0,
        max_rounds=300,
        min_samples_leaf=leaf,
        learning_rate=rate,
        random_state=config.seed,
        n_jobs=1,
    )
    return _wrapped(model, sample, _columns(sample, config))
