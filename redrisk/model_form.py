"""What a model's files must hold, and how they must agree.

Hashes say that nobody changed a file since it was written. This says that the files make sense:
counts and evidence are worked out again from the cases, points from the coefficients.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from redrisk.errors import quote, shortened
from redrisk.features import FEATURE, FEATURES, Feature
from redrisk.view import Range

MOST_POINTS = 100
"""A fact that made the odds ten thousand million times higher would carry as many."""


class Flaw(ValueError):
    """A file that does not hold what it must, or that another file contradicts."""

    def __init__(self, file: str, what: str) -> None:
        self.file, self.what = file, what
        super().__init__(f"{file}: {what}")


class _Plain(BaseModel):
    model_config = ConfigDict(strict=True, allow_inf_nan=False)


Count = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]
Pair = Annotated[list[Count], Field(min_length=2, max_length=2)]
WholePoints = Annotated[int, Field(ge=-MOST_POINTS, le=MOST_POINTS)]


class _ByClass(_Plain):
    rejected: Count
    upheld: Count


class _Cases(_Plain):
    open: _ByClass
    targeted: _ByClass


class _Bounds(_Plain):
    lower: Annotated[int, Field(ge=-1000, le=0)]
    upper: Annotated[int, Field(ge=0, le=1000)]


class _Interval(_Plain):
    level: Annotated[float, Field(gt=0, lt=1)]
    multiplier: Annotated[float, Field(gt=0, le=100)]
    coverage_on_unseen_tables: Share
    worst_table: Share


class _Numbers(_Plain):
    """The recipe's numbers that scoring and its pages print."""

    uneven_cap: Annotated[int, Field(ge=0, le=MOST_POINTS)]


class _Row(_Plain):
    id: str
    recording: Literal["even", "uneven", "not weighed"]
    reason: str
    direction: Literal["raises", "lowers", "either"]
    levels: list[str]
    cuts: list[int]
    coefficients: list[float]
    points: dict[str, WholePoints]
    counts: dict[str, Pair]
    notes: list[str]


class _Card(_Plain):
    name: Annotated[str, Field(min_length=1, max_length=200)]
    software: str
    config: _Numbers
    cases: _Cases
    years: Pair
    states: list[Annotated[str, Field(pattern="^[A-Z]{2}$")]]
    penalty: Annotated[float, Field(ge=0)]
    bounds: _Bounds
    interval: _Interval
    features: list[_Row]
    covariance: list[list[float]]


class _DecidedCase(_Plain):
    case_id: Annotated[str, Field(min_length=1)]
    label: Literal["rejected", "upheld"]
    decided_by: str | None
    descriptor: str | None
    publishers: list[str]
    affair: str
    levels: list[Pair]


class _Mean(_Plain):
    mean: float


class _Estimate(_Mean):
    low: float
    high: float


class _Open(_ByClass):
    auroc: _Estimate
    cllr: _Mean


class _Headline(_Plain):
    open: _Open | None = None


class _Metrics(_Plain):
    """The figures that every explanation quotes; the report prints the others as they are."""

    with_uneven_features: _Headline | None = None


Evidence = dict[str, dict[str, dict[Literal["rejected", "upheld"], list[str]]]]

_FORMS: dict[str, TypeAdapter[Any]] = {
    "card.json": TypeAdapter(_Card),
    "evidence.json": TypeAdapter(Evidence, config=ConfigDict(strict=True)),
    "cases.json": TypeAdapter(list[_DecidedCase]),
    "metrics.json": TypeAdapter(_Metrics),
}


def check_form(contents: Mapping[str, Any]) -> None:
    """See that every file holds what it must, and that none contradicts another.

    Parameters
    ----------
    contents
        File name to what it holds, as plain data.

    Raises
    ------
    Flaw
        At the first file that does not, with the place in it.
    """
    read = {name: _typed(name, form, contents[name]) for name, form in _FORMS.items()}
    card: _Card = read["card.json"]
    cases: list[_DecidedCase] = read["cases.json"]
    _check_cases(cases)
    if [row.id for row in card.features] != [feature.id for feature in FEATURES]:
        raise Flaw("card.json", "its features are not those of this version's catalogue")
    found = _evidence(cases)
    for row in card.features:
        _check_row(row, card.config.uneven_cap)
        _check_counts(row, found[row.id], cases)
        told = {level: dict(ids) for level, ids in read["evidence.json"].get(row.id, {}).items()}
        if told != found[row.id]:
            raise Flaw("evidence.json", f"{row.id}: is not what cases.json holds")
    if set(read["evidence.json"]) != set(found):
        raise Flaw("evidence.json", "its features are not those of the card")
    _check_totals(card, cases)
    _check_covariance(card)


def _typed(name: str, form: TypeAdapter[Any], plain: object) -> Any:
    try:
        return form.validate_python(plain)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        place = ".".join(map(str, first["loc"]))
        message = f"{shortened(first['msg'])}; got {quote(first['input'])}"
        raise Flaw(name, f"{quote(place)}: {message}" if place else message) from None


def _check_cases(cases: Sequence[_DecidedCase]) -> None:
    seen = set()
    for case in cases:
        if case.case_id in seen:
            raise Flaw("cases.json", f"{quote(case.case_id)} stands twice")
        seen.add(case.case_id)
        if len(case.levels) != len(FEATURES):
            raise Flaw("cases.json", f"{quote(case.case_id)}: needs a range for each feature")
        for feature, (first, last) in zip(FEATURES, case.levels, strict=True):
            if not first <= last < len(feature.levels):
                message = f"{quote(case.case_id)}: {feature.id}: {first}-{last} is no range"
                raise Flaw("cases.json", message)


def _evidence(cases: Sequence[_DecidedCase]) -> dict[str, dict[str, dict[str, list[str]]]]:
    """The cases behind each level, from the cases themselves."""
    found = {}
    for place, feature in enumerate(FEATURES):
        names = (*feature.levels, "straddling")
        by_level: dict[str, dict[str, list[str]]] = {
            name: {"rejected": [], "upheld": []} for name in names
        }
        for case in cases:
            first, last = case.levels[place]
            if (first, last) != feature.unknown:
                name = feature.levels[first] if first == last else "straddling"
                by_level[name][case.label].append(case.case_id)
        for ids in by_level.values():
            ids["rejected"].sort()
            ids["upheld"].sort()
        if not any(by_level["straddling"].values()):
            del by_level["straddling"]
        found[feature.id] = by_level
    return found


def _check_row(row: _Row, cap: int) -> None:
    feature = FEATURE[row.id]
    if row.levels != list(feature.levels) or row.direction != feature.direction:
        raise _flaw(row, "levels and direction are not those of this version's catalogue")
    if row.cuts != sorted(set(row.cuts)) or not set(row.cuts) <= set(range(1, len(row.levels))):
        raise _flaw(row, f"cuts must be levels in rising order; got {quote(row.cuts)}")
    if len(row.coefficients) != len(row.cuts):
        raise _flaw(row, "each cut needs a coefficient")
    weighed = row.recording != "not weighed"
    if bool(row.cuts) != weighed:
        raise _flaw(row, f"it is {row.recording}, but has {len(row.cuts)} cuts")
    ranges = [level for level in _ranges(feature) if weighed and level != feature.unknown]
    if sorted(row.points) != sorted(f"{first}-{last}" for first, last in ranges):
        raise _flaw(row, "points must be given for every range of levels but the whole one")
    sign = {"raises": 1, "lowers": -1, "either": 0}[row.direction]
    if any(value * sign < 0 for value in row.coefficients):
        raise _flaw(row, f"a coefficient has the wrong sign for what {row.direction}")
    for level in ranges:
        told = row.points[f"{level[0]}-{level[1]}"]
        total = _sum(row, level)
        if row.recording == "uneven":
            total = max(-cap, min(cap, total))
        # Each coefficient is rounded to hundredths, the sum to a whole point.
        if abs(told - total) > 0.501 + 0.005 * len(row.cuts):
            message = f"{level[0]}-{level[1]} has {told} points, but its coefficients {total:.2f}"
            raise _flaw(row, message)


def _ranges(feature: Feature) -> list[Range]:
    top = len(feature.levels)
    return [(first, last) for first in range(top) for last in range(first, top)]


def _sum(row: _Row, level: Range) -> float:
    """What the coefficients come to: yes against no where recording is even, else against all."""
    total = 0.0
    for cut, value in zip(row.cuts, row.coefficients, strict=True):
        if level[0] >= cut:
            total += value
        elif row.recording == "even" and level[1] < cut:
            total -= value
    return total


def _check_counts(
    row: _Row, evidence: Mapping[str, Mapping[str, list[str]]], cases: Sequence[_DecidedCase]
) -> None:
    counts = {level: [len(ids["rejected"]), len(ids["upheld"])] for level, ids in evidence.items()}
    labels: list[str] = [case.label for case in cases]
    counts["unknown"] = [
        labels.count(label) - sum(pair[place] for pair in counts.values())
        for place, label in enumerate(("rejected", "upheld"))
    ]
    if row.counts != counts:
        raise _flaw(row, "counts are not those of cases.json")


def _check_totals(card: _Card, cases: Sequence[_DecidedCase]) -> None:
    for label in ("rejected", "upheld"):
        told = getattr(card.cases.open, label) + getattr(card.cases.targeted, label)
        held = sum(case.label == label for case in cases)
        if told != held:
            raise Flaw("card.json", f"cases: {told} {label}, but cases.json holds {held}")
    if card.years[0] > card.years[1]:
        raise Flaw("card.json", f"years: {quote(card.years)} are not first and last")
    if card.states != sorted(set(card.states)):
        raise Flaw("card.json", "states must stand once each, in order")


def _check_covariance(card: _Card) -> None:
    columns = sum(len(row.cuts) for row in card.features)
    square = card.covariance
    if len(square) != columns or any(len(line) != columns for line in square):
        raise Flaw("card.json", f"covariance must have {columns} lines of {columns} numbers")
    for i, line in enumerate(square):
        for j, value in enumerate(line):
            most = (square[i][i] * square[j][j]) ** 0.5 if square[i][i] >= 0 <= square[j][j] else -1
            if value != square[j][i] or abs(value) > most + 0.001:
                raise Flaw("card.json", f"covariance: line {i + 1} is that of no covariance")


def _flaw(row: _Row, what: str) -> Flaw:
    return Flaw("card.json", f"{row.id}: {what}")
