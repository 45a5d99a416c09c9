"""The TRIPOD+AI checklist, item by item: where a model's report answers it, or 'not reported'.

Items after Collins et al. 2024, TRIPOD+AI statement, in our own words; verify the wording there
before quoting.
"""

from __future__ import annotations

from typing import NamedTuple

NOT_REPORTED = "not reported"


class Item(NamedTuple):
    """An item of the checklist, and where it is answered."""

    number: str
    topic: str
    answer: str


ITEMS: tuple[Item, ...] = (
    Item("1", "title says what is predicted and in whom", "report, title"),
    Item("2", "abstract", "report, In short"),
    Item("3a", "context and purpose", "docs/method.md; README.md"),
    Item("3b", "population and intended use", "model card, Intended use"),
    Item("3c", "known inequalities between groups", "report, Groups; Limits"),
    Item("4", "objectives, development or evaluation", "report, In short"),
    Item("5a", "sources of data", "datasets/README.md, Collection"),
    Item("5b", "dates of data", "datasets/README.md, Collection"),
    Item("6a", "setting", "datasets/README.md, Composition"),
    Item("6b", "eligibility", "docs/method.md, The two classes"),
    Item("6c", "treatments received", "does not apply to requests for arrest"),
    Item("7", "preparation of data", "docs/method.md, Facts, levels, unknown; As-of"),
    Item("8a", "outcome and how it was assessed", "docs/method.md, The two classes"),
    Item("8b", "who assessed it", "datasets/README.md, Collection"),
    Item("8c", "blinding of the outcome to predictors", NOT_REPORTED),
    Item("9a", "choice of predictors", "redrisk/features.py: doctrine for each"),
    Item("9b", "definition and timing of predictors", "redrisk/facts.py; docs/notice.md"),
    Item("9c", "who coded predictors, blinded to the outcome", "datasets/README.md, Coding"),
    Item("10", "sample size", "report, Parameters and learning curve"),
    Item("11", "missing data", "report, Recording; Sensitivity to recording"),
    Item("12a", "how data were used to develop and evaluate", "report, How it was judged"),
    Item("12b", "predictors' form", "docs/method.md, Facts, levels, unknown"),
    Item("12c", "type of model, every step, tuning, internal validation", "docs/method.md"),
    Item("12d", "heterogeneity between clusters", "report, Groups; whole states left out"),
    Item("12e", "measures of performance", "report, How it was judged"),
    Item("12f", "updating", "report, Against the previous card; The gate"),
    Item("12g", "how predictions are calculated", "report, The card; redrisk card FILE"),
    Item("13", "class imbalance", "docs/method.md, How points are learned"),
    Item("14", "fairness", "report, Groups; Other designs (country masked)"),
    Item("15", "output and thresholds", "docs/method.md, Points"),
    Item("16", "differences between development and evaluation data", "report, Other designs"),
    Item("17", "ethical approval", NOT_REPORTED),
    Item("18a", "funding", NOT_REPORTED),
    Item("18b", "conflicts of interest", NOT_REPORTED),
    Item("18c", "protocol", "docs/method.md, written before the card was learned"),
    Item("18d", "registration", NOT_REPORTED),
    Item("18e", "availability of data", "datasets/; LICENSE-DATA.md"),
    Item("18f", "availability of code", "this repository; python -m training"),
    Item("19", "involvement of people concerned", NOT_REPORTED),
    Item("20a", "flow of cases, with and without outcome", "report, Cases"),
    Item("20b", "characteristics of cases", "report, Cases; The card (counts)"),
    Item("20c", "comparison with evaluation data", "report, Other designs"),
    Item("21", "numbers in each analysis", "every table of the report"),
    Item("22", "full model", "report, The card; card.json"),
    Item("23a", "performance with intervals", "report, How it did"),
    Item("23b", "heterogeneity of performance", "report, Groups; Other designs"),
    Item("24", "results of updating", "report, Against the previous card"),
    Item("25", "interpretation", "report, In short; Limits"),
    Item("26", "limitations", "report, Limits"),
    Item("27a", "handling of poor or absent input", "docs/method.md; warnings of each score"),
    Item("27b", "expertise needed", "model card, Intended use"),
    Item("27c", "next steps", "report, Limits"),
)


def checklist_text() -> str:
    """The checklist as printed by ``redrisk card --checklist``.

    >>> "not reported" in checklist_text()
    True
    """
    lines = [f"{item.number:<5}{item.topic:<56}{item.answer}" for item in ITEMS]
    open_items = sum(item.answer == NOT_REPORTED for item in ITEMS)
    return "\n".join([*lines, f"{len(ITEMS)} items, {open_items} not reported"]) + "\n"
