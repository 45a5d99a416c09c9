from __future__ import annotations

from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pytest
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils.estimator_checks import parametrize_with_checks

from redrisk.learning.estimator import ScorecardClassifier


@pytest.mark.filterwarnings("ignore")
@parametrize_with_checks([ScorecardClassifier()])  # type: ignore[untyped-decorator]
def test_it_is_a_scikit_learn_classifier(estimator: Any, check: Any) -> None:
    check(estimator)


def data(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    X = rng.integers(-1, 2, (300, 4)).astype(float)
    X[rng.random((300, 4)) < 0.1] = np.nan
    y = rng.random(300) < 1 / (1 + np.exp(-2 * np.nan_to_num(X[:, 0]) + np.nan_to_num(X[:, 1])))
    return X, y.astype(int)


def test_unknown_adds_nothing_and_the_base_is_the_class_ratio() -> None:
    X, y = data()
    model = ScorecardClassifier().fit(X, y)
    nothing = np.full((1, 4), np.nan)
    assert model.points(nothing).tolist() == [0]
    assert model.points(np.zeros((1, 4))).tolist() == [0]
    assert model.predict_proba(nothing)[0, 1] == pytest.approx(y.mean())


def test_points_are_whole_and_signs_hold() -> None:
    X, y = data()
    model = ScorecardClassifier([-1, 1, 0, 0]).fit(X, y)
    for points, sign in zip(model.points_, (-1, 1, 0, 0), strict=True):
        assert points.tolist() == np.round(points).tolist()
        assert (np.diff(points) * sign >= 0).all() or sign == 0


def test_other_numbers_are_binned_at_training_quantiles() -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(400, 1))
    y = (X[:, 0] + rng.normal(size=400) > 0).astype(int)
    model = ScorecardClassifier([1], n_bins=4).fit(X, y)
    assert model.cuts_[0] == pytest.approx(np.quantile(X[:, 0], [0.25, 0.5, 0.75]))
    assert (np.diff(model.points_[0]) >= 0).all()


def test_it_works_in_pipelines_and_grid_searches_and_survives_joblib(tmp_path: Path) -> None:
    X, y = data()
    pipeline = make_pipeline(FunctionTransformer(), ScorecardClassifier())
    search = GridSearchCV(pipeline, {"scorecardclassifier__penalty": [0.5, 5.0]}, cv=3).fit(X, y)
    joblib.dump(search.best_estimator_, tmp_path / "card.joblib")
    loaded = joblib.load(tmp_path / "card.joblib")
    assert loaded.predict_proba(X).tolist() == search.predict_proba(X).tolist()


def test_signs_that_do_not_fit_are_refused() -> None:
    X, y = data()
    with pytest.raises(ValueError, match="signs has 2 entries for 4 columns"):
        ScorecardClassifier([1, -1]).fit(X, y)
