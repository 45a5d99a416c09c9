"""The card as a scikit-learn classifier, for any matrix of three-valued or binned columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.model_selection import GroupKFold, StratifiedKFold
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from redrisk.learning.fit import bounded_ridge, whole_points
from redrisk.learning.metrics import DECIBAN, Flags, Floats, cllr

PENALTIES = (0.5, 1.0, 2.0, 4.0, 8.0)


class ScorecardClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """An additive card of whole points: ridge with sign bounds and no free intercept.

    A column whose values are -1, 0, +1 or NaN is used as it is; any other is cut at the training
    quantiles, each cut counting 'above' against 'below'. NaN is unknown and adds nothing. The
    log odds are the log class ratio of the training data plus the card's points, so that a row with
    nothing known gets the class ratio.

    Parameters
    ----------
    signs
        For each column +1 (raises), -1 (lowers) or 0 (either); None for all either.
    penalty
        Ridge penalty in natural-log units, or 'auto' for the one of least cross-fitted Cllr.
    n_bins
        Bins for columns that are not three-valued.
    folds
        Folds for choosing the penalty; whole groups if ``groups`` is given to ``fit``.
    round_points
        Whether points are whole decibans.

    Attributes
    ----------
    classes_
        The two classes; points speak for the second.
    points_
        For each column, the points of its levels from the lowest to the highest.
    cuts_
        For each column, the values from which the next level begins.
    three_valued_
        For each column, whether it is used as it is.
    penalty_
        The penalty used.

    Examples
    --------
    >>> import numpy as np
    >>> X = np.array([[1, -1], [1, 0], [-1, 1], [-1, np.nan]] * 5)
    >>> y = np.array([1, 1, 0, 0] * 5)
    >>> ScorecardClassifier(penalty=1.0).fit(X, y).predict(X[:4]).tolist()
    [1, 1, 0, 0]
    """

    def __init__(
        self,
        signs: Sequence[int] | None = None,
        *,
        penalty: float | str = "auto",
        n_bins: int = 5,
        folds: int = 5,
        round_points: bool = True,
    ) -> None:
        self.signs = signs
        self.penalty = penalty
        self.n_bins = n_bins
        self.folds = folds
        self.round_points = round_points

    def __sklearn_tags__(self) -> Any:
        """What scikit-learn may expect: two classes, NaN allowed."""
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        tags.input_tags.allow_nan = True
        return tags

    def fit(self, X: Any, y: Any, groups: Any = None) -> ScorecardClassifier:
        """Learn the card.

        Parameters
        ----------
        X
            n x k matrix.
        y
            n labels of two classes.
        groups
            n group labels that are kept whole when the penalty is chosen.

        Raises
        ------
        ValueError
            If there are not exactly two classes, or ``signs`` does not fit the columns.
        """
        X, y = validate_data(self, X, y, dtype=float, ensure_all_finite="allow-nan")
        check_classification_targets(y)
        self.classes_, labels = np.unique(y, return_inverse=True)
        if len(self.classes_) != 2:
            raise ValueError(
                f"Only binary classification is supported. The type of the target has "
                f"{len(self.classes_)} class(es): two are needed."
            )
        if self.signs is not None and len(self.signs) != X.shape[1]:
            raise ValueError(f"signs has {len(self.signs)} entries for {X.shape[1]} columns")
        second = labels == 1
        self.three_valued_ = [_is_three_valued(column) for column in X.T]
        self.cuts_ = [
            np.array([0.5]) if three else self._cuts(column)
            for column, three in zip(X.T, self.three_valued_, strict=True)
        ]
        design, owner = self._design(X), self._owner()
        signs = np.zeros(X.shape[1]) if self.signs is None else np.asarray(self.signs, float)
        bounds = (
            np.where(signs[owner] > 0, 0.0, -np.inf),
            np.where(signs[owner] < 0, 0.0, np.inf),
        )
        self.penalty_ = (
            self._chosen(design, second, bounds, groups)
            if self.penalty == "auto"
            else float(self.penalty)
        )
        self.offset_ = _log_ratio(second)
        decibans = _coefficients(design, second, bounds, self.penalty_) / DECIBAN
        self.points_ = [self._levels(decibans[owner == j]) for j in range(X.shape[1])]
        return self

    def decision_function(self, X: Any) -> Floats:
        """Log odds of the second class: the training class ratio plus the points."""
        check_is_fitted(self)
        odds: Floats = self.offset_ + self.points(X) * DECIBAN
        return odds

    def points(self, X: Any) -> Floats:
        """The card's sum for each row, in decibans."""
        check_is_fitted(self)
        X = validate_data(self, X, dtype=float, ensure_all_finite="allow-nan", reset=False)
        total = np.zeros(len(X))
        card = zip(X.T, self.cuts_, self.points_, self.three_valued_, strict=True)
        for column, cuts, points, three in card:
            known = ~np.isnan(column) & ~((column == 0) & three)
            total[known] += points[np.searchsorted(cuts, column[known], side="right")]
        return total

    def predict_proba(self, X: Any) -> Floats:
        """Probabilities of the two classes, n x 2."""
        check_is_fitted(self)
        second = 1 / (1 + np.exp(-self.decision_function(X)))
        return np.column_stack([1 - second, second])

    def predict(self, X: Any) -> NDArray[Any]:
        """The class with the higher probability."""
        check_is_fitted(self)
        decided: NDArray[Any] = self.classes_[(self.decision_function(X) > 0).astype(int)]
        return decided

    def _cuts(self, column: Floats) -> Floats:
        known = column[~np.isnan(column)]
        shares = np.arange(1, self.n_bins) / self.n_bins
        cuts = np.unique(np.quantile(known, shares))
        inner: Floats = cuts[cuts > known.min()]
        return inner

    def _design(self, X: Floats) -> Floats:
        blocks = []
        for column, cuts, three in zip(X.T, self.cuts_, self.three_valued_, strict=True):
            if three:
                blocks.append(np.nan_to_num(column)[:, None])
            else:
                above = np.where(column[:, None] >= cuts, 1.0, -1.0)
                blocks.append(np.where(np.isnan(column)[:, None], 0.0, above))
        return np.column_stack(blocks) if blocks else np.zeros((len(X), 0))

    def _owner(self) -> NDArray[np.intp]:
        return np.repeat(np.arange(len(self.cuts_)), [len(cuts) for cuts in self.cuts_])

    def _levels(self, decibans: Floats) -> Floats:
        """Points of a column's levels: cuts at or below count for, those above against."""
        steps = range(len(decibans) + 1)
        levels = np.array([decibans[:step].sum() - decibans[step:].sum() for step in steps])
        return whole_points(np.round(levels, 6)) if self.round_points else levels

    def _chosen(
        self, design: Floats, second: Flags, bounds: tuple[Floats, Floats], groups: Any
    ) -> float:
        fewest = int(min(second.sum(), (~second).sum()))
        folds = min(self.folds, fewest)
        if folds < 2:
            return PENALTIES[2]
        splitter = (
            StratifiedKFold(folds, shuffle=True, random_state=0)
            if groups is None
            else GroupKFold(min(folds, len(np.unique(groups))))
        )
        splits = list(splitter.split(design, second, groups))

        def cost(penalty: float) -> float:
            llr = np.zeros(len(design))
            for training, held in splits:
                found = _coefficients(design[training], second[training], bounds, penalty)
                llr[held] = design[held] @ found
            return cllr(llr, second)

        costs = {penalty: round(cost(penalty), 6) for penalty in PENALTIES}
        return min(costs, key=lambda penalty: (costs[penalty], -penalty))


def _is_three_valued(column: Floats) -> bool:
    known = column[~np.isnan(column)]
    return bool(np.isin(known, (-1.0, 0.0, 1.0)).all())


def _log_ratio(second: Flags) -> float:
    return float(np.log(second.sum() / (~second).sum()))


def _coefficients(
    design: Floats, second: Flags, bounds: tuple[Floats, Floats], penalty: float
) -> Floats:
    offsets = np.full(len(design), _log_ratio(second))
    ridge = np.full(design.shape[1], penalty)
    return bounded_ridge(design, second, offsets, ridge, bounds)[0]
