"""What a reader must know before using a score: thin facts, limits of data, dates in conflict.

Each caution is declared once, with its condition and its words. The condition holds for one notice
or, column by column, for a table (see view.py); the words are for one notice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from redrisk.assessment import Caution, Contribution
from redrisk.context import StateIndices
from redrisk.features import CHARGE, FEATURES, Feature
from redrisk.offences import names_of_bits
from redrisk.scorecard import CardRow, Model
from redrisk.view import View

FEW_FACTS = 5
"""A score on fewer weighed features than this, the state's own apart, is called thin."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A notice, or a table, with what its facts came to.

    Attributes
    ----------
    view
        What the notice says.
    model
        The card.
    points
        The sum.
    stated
        How many weighed features are known from the notice, the state's own apart.
    """

    view: View
    model: Model
    points: int
    stated: int


class Rule(NamedTuple):
    """A caution: its code, when it applies (1 or 0), and its words."""

    code: str
    applies: Callable[[Weighed], int]
    words: Callable[[Weighed], str]


def _says_something(feature: Feature) -> bool:
    if feature.knowable == "from published indices" or len(feature.facts) > 1:
        return False
    # One charge answers several features at once; one of them stands for it.
    return feature.group != CHARGE or feature.id == "charge_economic"


_STATED = frozenset(feature.id for feature in FEATURES if _says_something(feature))


def counts_as_stated(row: CardRow) -> bool:
    """Whether a known level of this feature says that somebody stated something."""
    return row.feature.id in _STATED


def cautions(
    view: View, contributions: tuple[Contribution, ...], points: int, model: Model
) -> Iterator[Caution]:
    """Every caution that applies to one notice, the gravest first."""
    stated = sum([item.known for item in contributions if item.row.feature.id in _STATED])
    weighed = Weighed(view, model, points, stated)
    for rule in RULES:
        if rule.applies(weighed):
            yield Caution(rule.code, rule.words(weighed))
    for item in contributions:
        first, last = item.level
        if first != last and item.known:
            yield Caution(
                STRADDLING,
                f"{item.feature.id}: the dates leave its level open {item.level_in_words}; "
                "only what is certain is counted",
            )


STRADDLING = "straddling"


def _thin(weighed: Weighed) -> int:
    return 0 + (weighed.stated < FEW_FACTS)


def _clipped(weighed: Weighed) -> int:
    model = weighed.model
    return (weighed.points < model.lower) | (weighed.points > model.upper)


def _clipped_words(weighed: Weighed) -> str:
    points, model = weighed.points, weighed.model
    end = f"+{model.upper}" if points > model.upper else str(model.lower)
    return (
        f"the sum of {points:+d} points lies beyond what the decided cases support; "
        f"it is reported as {end}"
    )


def _state(code: str, applies: Callable[[StateIndices], bool], words: str) -> Rule:
    """A caution on the issuing state's indices."""

    def of_indices(indices: StateIndices) -> int:
        return 0 + applies(indices)

    return Rule(
        code,
        lambda weighed: weighed.view.of_state(of_indices),
        lambda weighed: words.format(indices=weighed.view.indices),
    )


def _has_no_year(indices: StateIndices) -> bool:
    return indices.wanted_year is None


def _has_no_index(indices: StateIndices) -> bool:
    missing = indices.rule_of_law is None or indices.free_expression is None
    return indices.wanted_year is not None and missing


def _is_older(indices: StateIndices) -> bool:
    if indices.wanted_year is None or indices.rule_of_law is None or indices.year is None:
        return False
    return indices.year < indices.wanted_year


def _outside_years(weighed: Weighed) -> int:
    first, last = weighed.model.card["years"]

    def outside(indices: StateIndices) -> int:
        year = indices.wanted_year
        return 0 + (year is not None and not first <= year <= last)

    return weighed.view.of_state(outside)


def _outside_years_words(weighed: Weighed) -> str:
    first, last = weighed.model.card["years"]
    return (
        f"the request is of {(weighed.view.indices.wanted_year or 0) + 1}, outside the years "
        f"{first + 1} to {last + 1} of the decided cases behind the card"
    )


def _not_in_casebook(weighed: Weighed) -> int:
    states = weighed.model.card["states"]
    return weighed.view.of("issuing_country", lambda country: 0 + (country not in states))


def _placed_by_text(weighed: Weighed) -> int:
    charged = weighed.view.charged
    return charged.unclassed & (charged.found != 0)


def _conflict(earlier: str, later: str, words: str) -> Rule:
    """The caution that a date which must come later certainly comes first."""

    def applies(weighed: Weighed) -> int:
        return weighed.view.days(later).surely_before(weighed.view.days(earlier))

    def in_words(weighed: Weighed) -> str:
        notice = weighed.view.notice
        return f"{words} ({later} {getattr(notice, later)}, {earlier} {getattr(notice, earlier)})"

    return Rule(_CONFLICT, applies, in_words)


_CONFLICT = "dates_in_conflict"


def _young_warrant(weighed: Weighed) -> int:
    view = weighed.view
    return view.days("notice_date").surely_before(view.warrant_days)


def _young_warrant_words(weighed: Weighed) -> str:
    notice = weighed.view.notice
    date = notice.warrant.date if notice.warrant else None
    return (
        f"the warrant is younger than the notice (warrant.date {date}, "
        f"notice_date {notice.notice_date})"
    )


RULES: tuple[Rule, ...] = (
    Rule(
        "thin_facts",
        _thin,
        lambda weighed: (
            f"only {weighed.stated} of the weighed facts are stated: too few for the total to say "
            "much"
        ),
    ),
    Rule("clipped", _clipped, _clipped_words),
    _state(
        "no_year",
        _has_no_year,
        "neither the notice nor the case is dated, so the issuing state's institutions are left "
        "unweighed",
    ),
    _state(
        "no_index",
        _has_no_index,
        "an index of the issuing state was not published for {indices.wanted_year} nor for the "
        "three years before",
    ),
    _state(
        "older_index",
        _is_older,
        "the issuing state's indices are those of {indices.year}, since none for "
        "{indices.wanted_year} are in the data",
    ),
    _state(
        "translated_index",
        lambda indices: indices.translated,
        "V-Dem does not cover the issuing state; an index of the World Bank was translated to its "
        "scale",
    ),
    Rule(
        "state_not_in_casebook",
        _not_in_casebook,
        lambda _: (
            "no decided case of this issuing state stands behind the card; its institutions are "
            "weighed by index, as for every state"
        ),
    ),
    Rule("outside_years", _outside_years, _outside_years_words),
    Rule(
        "charge_not_placed",
        lambda weighed: weighed.view.charged.unplaced,
        lambda _: "a charge could not be placed in an offence category; state its categories",
    ),
    Rule(
        "charge_placed_by_text",
        _placed_by_text,
        lambda weighed: (
            "offence categories were read from the wording of a charge "
            f"({', '.join(names_of_bits(weighed.view.charged.found))}); confirm them"
        ),
    ),
    _conflict(
        "alleged_offence_date",
        "criminal_case_opened",
        "the case was opened before the alleged acts",
    ),
    _conflict("alleged_offence_date", "notice_date", "the notice is older than the alleged acts"),
    _conflict("criminal_case_opened", "notice_date", "the notice is older than the case"),
    _conflict("notice_date", "renewed_on", "the notice was renewed before it was issued"),
    _conflict("notice_date", "retained_until", "the notice's retention ends before it was issued"),
    _conflict(
        "located_on",
        "papers_sent_on",
        "extradition papers were sent before the subject was located",
    ),
    Rule(_CONFLICT, _young_warrant, _young_warrant_words),
)
"""Every caution on a notice as a whole, in the order in which they are printed."""


def casebook_caution(case_id: str | None, model: Model) -> Caution | None:
    """That the case itself helped to make the card."""
    if case_id is not None and any(case.case_id == case_id for case in model.cases):
        return Caution(
            "in_casebook",
            "this case is one of those that the card was learned from; its score is not a test "
            "of the card",
        )
    return None
