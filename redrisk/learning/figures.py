"""The report's figures, as SVG and PNG, from a model's held-out points."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from redrisk.errors import MissingExtra
from redrisk.learning.metrics import DECIBAN, Flags, Floats
from redrisk.priors import named_priors

CAPTIONS = {
    "sums": "Held-out sums of open cases, by class. Each mark is a case.",
    "tippett": (
        "Tippett plot, open cases: share of each class with at least so many points. The further "
        "apart the curves, the better; where the upheld curve lies right of 0, it misleads."
    ),
    "calibration": (
        "Calibration, open cases: points claimed by held-out sums against points found by counting "
        "classes in five ranges. On the line is calibrated."
    ),
    "decision": (
        "Decision curve under the even prior, open cases: net benefit of treating a request as "
        "likely to be rejected above a threshold of risk, against treating all or none so."
    ),
    "learning_curve": "Learning curve: Cllr on open held-out cases by share of training cases.",
}


_NO_METADATA: Any = dict.fromkeys(("Creator", "Date", "Format", "Type"))


def draw_figures(metrics: Mapping[str, Any], folder: Path) -> None:
    """Write every figure into a folder.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    """
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtra("drawing the report's figures", "train") from None
    folder.mkdir(parents=True, exist_ok=True)
    settings: Any = {
        "svg.hashsalt": "redrisk",
        "svg.fonttype": "path",
        "font.family": "DejaVu Sans",
        "font.size": 9,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    points, rejected = _open_points(metrics)
    with mpl.rc_context(settings):
        for name, draw in _DRAWN.items():
            figure = Figure(figsize=(6.4, 3.4), layout="constrained")
            draw(figure.subplots(), points, rejected, metrics)
            figure.savefig(folder / f"{name}.svg", metadata=_NO_METADATA)
            figure.savefig(folder / f"{name}.png", dpi=120, metadata={"Software": None})


def _open_points(metrics: Mapping[str, Any]) -> tuple[Floats, Flags]:
    held = metrics["held_out"]
    rows = ~np.array(held["targeted"], bool)
    return np.array(held["points"], float)[rows], np.array(held["rejected"], bool)[rows]


def _sums(axes: Any, points: Floats, rejected: Flags, metrics: Mapping[str, Any]) -> None:
    bounds = metrics["reported_points"]
    for place, (rows, label) in enumerate(((~rejected, "upheld"), (rejected, "rejected"))):
        values = np.sort(points[rows])
        _, counts = np.unique(values, return_counts=True)
        heights = np.concatenate([np.arange(count) for count in counts])
        marker = "o" if label == "upheld" else "^"
        axes.plot(
            values, place + heights * 0.05, marker, color="black", markersize=3, fillstyle="none"
        )
    axes.set_yticks([0, 1], ["upheld", "rejected"])
    for end in (bounds["lower"], bounds["upper"]):
        axes.axvline(end, color="black", linestyle=":", linewidth=1)
    axes.set_xlabel("points (dotted: the range that is reported)")


def _tippett(axes: Any, points: Floats, rejected: Flags, metrics: Mapping[str, Any]) -> None:
    del metrics
    grid = np.arange(points.min() - 1, points.max() + 2)
    for rows, label, style in ((rejected, "rejected", "-"), (~rejected, "upheld", "--")):
        share = (points[rows][:, None] >= grid).mean(0)
        axes.step(grid, share, style, color="black", where="mid", label=label)
    axes.axvline(0, color="grey", linewidth=0.8)
    axes.set_xlabel("points")
    axes.set_ylabel("share with at least as many")
    axes.legend(frameon=False)


def _calibration(axes: Any, points: Floats, rejected: Flags, metrics: Mapping[str, Any]) -> None:
    del points, rejected
    rows = [r for r in metrics["calibration"] if r["points_found"] is not None]
    claimed = [row["points_claimed"] for row in rows]
    found = [row["points_found"] for row in rows]
    ends = [min(claimed + found) - 2, max(claimed + found) + 2]
    axes.plot(ends, ends, color="grey", linewidth=0.8)
    axes.plot(claimed, found, "o-", color="black", fillstyle="none")
    for row in rows:
        axes.annotate(
            f"{row['rejected']:g} / {row['upheld']:g}",
            (row["points_claimed"], row["points_found"]),
            textcoords="offset points",
            xytext=(6, -10),
            fontsize=7,
        )
    axes.set_xlabel("points claimed (marks: rejected / upheld cases)")
    axes.set_ylabel("points found")


def _decision(axes: Any, points: Floats, rejected: Flags, metrics: Mapping[str, Any]) -> None:
    bounds = metrics["reported_points"]
    reported = np.clip(points, bounds["lower"], bounds["upper"])
    prior = named_priors()["even"].value
    risk = 1 / (1 + np.exp(-(reported * DECIBAN + np.log(prior / (1 - prior)))))
    thresholds = np.linspace(0.05, 0.9, 60)
    odds = thresholds / (1 - thresholds)
    flagged = risk[:, None] >= thresholds
    benefit = prior * flagged[rejected].mean(0) - odds * (1 - prior) * flagged[~rejected].mean(0)
    axes.plot(thresholds, benefit, "-", color="black", label="the card")
    axes.plot(thresholds, prior - odds * (1 - prior), "--", color="black", label="all")
    axes.axhline(0, color="black", linestyle=":", label="none")
    axes.set_ylim(-0.1, 0.55)
    axes.set_xlabel("threshold of risk")
    axes.set_ylabel("net benefit")
    axes.legend(frameon=False)


def _learning(axes: Any, points: Floats, rejected: Flags, metrics: Mapping[str, Any]) -> None:
    del points, rejected
    rows = metrics["learning_curve"]
    axes.plot([r["cases"] for r in rows], [r["cllr"] for r in rows], "o-", color="black")
    axes.set_ylim(0, 1.05)
    axes.set_xlabel("training cases")
    axes.set_ylabel("Cllr (bits)")


_DRAWN = {
    "sums": _sums,
    "tippett": _tippett,
    "calibration": _calibration,
    "decision": _decision,
    "learning_curve": _learning,
}
