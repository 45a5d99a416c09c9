"""The charge lexicon against a character n-gram linear classifier, and the two together.

    python -m benchmarks.charges LABELLED.jsonl [--unlabelled TEXTS.csv] [--ids 157-299]

Each line of LABELLED.jsonl holds id, charge and categories. The linear model is always scored in
cross-validation. ``--ids`` restricts the scoring to texts that the lexicon's authors had not read.
Both are timed in turn on the same texts: the lexicon one text at a time, the linear model on all of
them in one call.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MultiLabelBinarizer

from redrisk import charges
from redrisk.charges import categories, classify

FOLDS = 5
SURE = 0.9
ENOUGH_EXAMPLES = 5
ROUNDS = 7

Labels = list[set[str]]


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser()
    parser.add_argument("labelled", type=Path)
    parser.add_argument("--unlabelled", type=Path)
    parser.add_argument("--ids", default="")
    asked = parser.parse_args()

    with asked.labelled.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    texts = [row["charge"] for row in rows]
    truth = [set(row["categories"]) for row in rows]
    first, _, last = asked.ids.partition("-")
    scored = [
        i for i, row in enumerate(rows) if not asked.ids or int(first) <= row["id"] <= int(last)
    ]

    lexicon = [set(categories(text)) for text in texts]
    names, chances = cross_validated(texts, truth)
    linear = [set(names[row >= 0.5]) for row in chances]
    surest = [set(names[[row.argmax()]]) for row in chances]
    linear = [found or best for found, best in zip(linear, surest, strict=True)]
    sure = [set(names[row >= SURE]) for row in chances]
    print(f"{len(scored)} texts scored")
    for name, found in (
        ("lexicon", lexicon),
        ("linear, character n-grams, cross-validated", linear),
        ("hybrid: lexicon, else linear", [a or b for a, b in zip(lexicon, linear, strict=True)]),
        (
            "hybrid: lexicon and what linear is sure of",
            [a | b for a, b in zip(lexicon, sure, strict=True)],
        ),
    ):
        micro, macro = f1([truth[i] for i in scored], [found[i] for i in scored])
        print(f"{name:45} micro-F1 {micro:.3f}  macro-F1 {macro:.3f}")

    if asked.unlabelled:
        with asked.unlabelled.open(encoding="utf-8", newline="") as file:
            others = [row["charge"] for row in csv.DictReader(file)]
        unplaced = sum(not categories(text) for text in others) / len(others)
        print(f"lexicon: {unplaced:.2%} of {len(others)} unlabelled texts left unplaced")
        print_speeds(others, texts, truth)


def print_speeds(texts: Sequence[str], labelled: Sequence[str], truth: Labels) -> None:
    """Texts a second, each as the median of several rounds, and as a ratio to the first line."""
    model = linear_model().fit(labelled, MultiLabelBinarizer().fit_transform(truth))
    load = timed(forget)
    seconds: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        forget()
        for name, run in (
            ("lexicon, each text for the first time", lambda: [classify(text) for text in texts]),
            ("lexicon, texts seen before", lambda: [classify(text) for text in texts]),
            ("linear, all texts in one call", lambda: model.predict(texts)),
        ):
            seconds.setdefault(name, []).append(timed(run))
    first = statistics.median(next(iter(seconds.values())))
    for name, all_rounds in seconds.items():
        median = statistics.median(all_rounds)
        print(f"{name:45} {len(texts) / median:9,.0f} texts a second  {first / median:5.2f}")
    print(f"lexicon: loaded in {load:.3f} s")


def forget() -> None:
    """Load the lexicon anew, so that it remembers no word and no clause."""
    charges._lexicon.cache_clear()  # noqa: SLF001
    categories("")


def timed(run: Callable[[], object]) -> float:
    """Seconds of CPU time that a call takes, so that a busy machine matters less."""
    start = time.process_time()
    run()
    return time.process_time() - start


def cross_validated(texts: Sequence[str], truth: Labels) -> tuple[np.ndarray, np.ndarray]:
    """The categories, and each text's chances by a model that has not seen the text."""
    binarizer = MultiLabelBinarizer()
    known = binarizer.fit_transform(truth)
    chances = np.zeros(known.shape)
    for seen, unseen in KFold(FOLDS, shuffle=True, random_state=0).split(texts):
        present = known[seen].any(axis=0) & ~known[seen].all(axis=0)
        model = linear_model()
        model.fit([texts[i] for i in seen], known[seen][:, present])
        chances[np.ix_(unseen, present)] = model.predict_proba([texts[i] for i in unseen])
    return binarizer.classes_, chances


def linear_model() -> Pipeline:
    """One logistic regression a category, on character n-grams within words."""
    ngrams = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    one = LogisticRegression(C=100, class_weight="balanced", max_iter=1000)
    return Pipeline([("ngrams", ngrams), ("linear", OneVsRestClassifier(one))])


def f1(truth: Labels, found: Labels) -> tuple[float, float]:
    """Micro-F1, and macro-F1 over the categories with enough examples."""
    right = Counter(name for t, f in zip(truth, found, strict=True) for name in t & f)
    named = Counter(name for labels in found for name in labels)
    true = Counter(name for labels in truth for name in labels)
    micro = 2 * right.total() / (named.total() + true.total())
    frequent = [name for name, count in true.items() if count >= ENOUGH_EXAMPLES]
    each = [2 * right[name] / (named[name] + true[name]) for name in frequent]
    return micro, sum(each) / len(each)


if __name__ == "__main__":
    main()
