from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest

import redrisk
from redrisk.case import Case
from redrisk.casebook import shipped_cases
from redrisk.context import shipped_context
from redrisk.errors import InvalidInput, ModelError, RedriskError
from redrisk.learning.gate import judge
from redrisk.learning.recipe import learn
from redrisk.learning.sample import sample_of
from redrisk.learning.train import (
    FEWEST_OF_A_CLASS,
    TooFewCases,
    decided_sample,
    judge_against,
    merge_cases,
    train,
)
from tests.learning.helpers import QUICK, cases, flipped, sample
from tests.synthetic import true_log_lr


@pytest.fixture(scope="module")
def trained() -> redrisk.Model:
    return train(cases(), config=QUICK, name="test")


def test_a_trained_model_scores_and_survives_the_disk(
    trained: redrisk.Model, tmp_path: Path
) -> None:
    trained.save(tmp_path / "model")
    loaded = redrisk.load_model(tmp_path / "model")
    notice = cases()[0].before_decision()
    assert (
        redrisk.score(notice, model=loaded).to_json()
        == redrisk.score(notice, model=trained).to_json()
    )
    assert redrisk.score(notice, model=loaded).model.name == "test"


def test_the_same_cases_give_the_same_bytes(trained: redrisk.Model, tmp_path: Path) -> None:
    again = train([case.plain() for case in cases()], config=QUICK.plain(), name="test", jobs=2)
    trained.save(tmp_path / "one")
    again.save(tmp_path / "two")
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_the_card_follows_the_truth_of_synthetic_cases(trained: redrisk.Model) -> None:
    fresh = cases(400, 7)
    points = [redrisk.score(case, model=trained).points for case in fresh]
    truth = [true_log_lr(case) for case in fresh]
    assert np.corrcoef(points, truth)[0, 1] > 0.75


def test_saving_replaces_a_model_and_leaves_other_folders_alone(
    trained: redrisk.Model, tmp_path: Path
) -> None:
    folder = tmp_path / "model"
    trained.save(folder)
    trained.save(folder)
    (folder / "report").mkdir()
    (folder / "report" / "note.txt").write_text("kept")
    with pytest.raises(ModelError, match="would be lost"):
        trained.save(folder)
    assert (folder / "report" / "note.txt").read_text() == "kept"
    other = tmp_path / "papers"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    with pytest.raises(ModelError, match="no model"):
        trained.save(other)
    assert (other / "letter.txt").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model", "papers"]


def test_too_few_cases_of_a_class_are_refused() -> None:
    few = [case for case in cases() if case.outcome.label == "rejected"]
    with pytest.raises(TooFewCases, match=f"at least {FEWEST_OF_A_CLASS} of each"):
        decided_sample(few)


def test_two_cases_with_one_id_are_refused_and_a_new_version_takes_the_old_ones_place() -> None:
    case = next(case for case in shipped_cases() if case.is_decided)
    with pytest.raises(InvalidInput, match="stands twice"):
        merge_cases([case, case])
    other = flipped(case, case.case_id)
    merged = merge_cases([other], "casebook")
    assert len(merged) == len(shipped_cases())
    assert next(c for c in merged if c.case_id == case.case_id).outcome.label == other.outcome.label


def test_a_wrong_number_of_the_recipe_is_named() -> None:
    with pytest.raises(RedriskError, match="did you mean 'folds'"):
        train(cases(), config={"fold": 3})


def test_undecided_cases_are_counted_and_never_labels(trained: redrisk.Model) -> None:
    undecided = cases()[0].plain() | {"case_id": "U-1", "outcome": {"label": "unresolved"}}
    model = train([*cases(), undecided], config=QUICK, name="test")
    assert model.metrics["cases"]["unresolved"] == 1
    assert model.metrics["cases"]["learned_from"] == trained.metrics["cases"]["learned_from"]
    assert model.card["features"] == trained.card["features"]


# The gate


def test_the_gate_stops_flipped_labels_and_lets_good_cases_pass() -> None:
    context = shipped_context()
    base = sample(240, 1)
    new = cases(60, 5)
    good = sample_of([*cases(240, 1), *_renamed(new)], context)
    bad = sample_of([*cases(240, 1), *(flipped(c, f"N-{i}") for i, c in enumerate(new))], context)
    assert judge(base, good, QUICK, QUICK).passed
    verdict = judge(base, bad, QUICK, QUICK)
    assert not verdict.passed
    assert "WORSE" in verdict.text()
    assert any(row.worse and row.cases.startswith("new labels") for row in verdict.comparisons)


def _renamed(new: tuple[Case, ...]) -> list[Case]:
    return [
        Case.parse({**case.plain(), "case_id": f"N-{i}", "affair": f"N-{i}"})
        for i, case in enumerate(new)
    ]


def test_a_casebook_turned_round_is_stopped_with_and_without_the_base() -> None:
    turned = [flipped(case, case.case_id) for case in shipped_cases() if case.is_decided]
    shipped = redrisk.load_model()
    bases: tuple[Literal["casebook"] | None, ...] = (None, "casebook")
    for base in bases:
        assert not judge_against(merge_cases(turned, base), QUICK, shipped).passed


def test_the_same_recipe_on_the_same_cases_is_not_worse() -> None:
    shipped = redrisk.load_model()
    config = {**shipped.card["config"], "folds": 4}
    from redrisk.learning.train import config_from

    verdict = judge_against(shipped_cases(), config_from(config), shipped)
    assert verdict.passed


# Coverage


def test_the_interval_covers_the_truth_on_unseen_tables() -> None:
    found = learn(sample(300, 3), QUICK)
    assert found.coverage.multiplier >= 2
    assert found.coverage.unseen >= 0.85


# Command line


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    code = "from redrisk.cli import main; main()"
    return subprocess.run(  # noqa: S603
        [sys.executable, "-W", "ignore", "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def write_cases(path: Path, made: list[Case]) -> Path:
    path.write_text("".join(json.dumps(case.plain()) + "\n" for case in made))
    return path


@pytest.fixture(scope="module")
def quick_config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("config") / "quick.json"
    path.write_text(json.dumps(QUICK.plain()))
    return path


def test_train_saves_a_model_with_its_report(tmp_path: Path, quick_config: Path) -> None:
    added = write_cases(tmp_path / "new.jsonl", _renamed(cases(40, 9)))
    out = tmp_path / "model"
    done = run(
        "train", str(added), "--base", "--out", str(out), "--config", str(quick_config), "--force"
    )
    assert done.returncode == 0, done.stderr
    model = redrisk.load_model(out)
    assert model.metrics["cases"]["learned_from"] == 302 + 40
    assert "gate" in model.metrics
    report = (out / "report" / "report.html").read_text("utf-8")
    assert "http://" not in report.replace("http://www.w3.org", "")
    assert "<script" not in report


def test_train_stops_at_the_gate_with_exit_code_3(tmp_path: Path, quick_config: Path) -> None:
    turned = [flipped(case, f"F-{i}") for i, case in enumerate(shipped_cases()) if case.is_decided]
    bad = write_cases(tmp_path / "bad.jsonl", turned[:120])
    out = tmp_path / "model"
    done = run("train", str(bad), "--base", "--out", str(out), "--config", str(quick_config))
    assert done.returncode == 3, done.stderr
    assert "WORSE" in done.stderr
    assert not out.exists()


def test_train_names_a_case_that_cannot_be_read(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    plain: dict[str, Any] = cases()[0].plain()
    plain["outcome"]["label"] = "rejeted"
    bad.write_text(json.dumps(plain) + "\n")
    done = run("train", str(bad), "--out", str(tmp_path / "model"))
    assert done.returncode == 2
    assert "did you mean 'rejected'" in done.stderr
