"""What a reader must know before using a score: thin facts, limits of data, dates in conflict."""

from __future__ import annotations

from collections.abc import Iterator

from redrisk.assessment import Caution, Contribution
from redrisk.notice import Notice
from redrisk.scorecard import Model
from redrisk.view import View

FEW_FACTS = 5
"""A score on fewer weighed features than this, the state's own apart, is called thin."""

_ORDER = (
    ("alleged_offence_date", "criminal_case_opened", "the case was opened before the alleged acts"),
    ("criminal_case_opened", "notice_date", "the notice is older than the case"),
    ("notice_date", "renewed_on", "the notice was renewed before it was issued"),
    ("notice_date", "retained_until", "the notice's retention ends before it was issued"),
    ("located_on", "papers_sent_on", "extradition papers were sent before the subject was located"),
)


def cautions(
    view: View, contributions: tuple[Contribution, ...], points: int, model: Model
) -> Iterator[Caution]:
    """Every caution that applies, the gravest first."""
    known = sum(
        item.known and item.feature.knowable != "from published indices" for item in contributions
    )
    if known < FEW_FACTS:
        yield Caution(
            "thin_facts",
            f"only {known} of the weighed facts are stated: too few for the total to say much",
        )
    if not model.lower <= points <= model.upper:
        end = f"+{model.upper}" if points > model.upper else str(model.lower)
        yield Caution(
            "clipped",
            f"the sum of {points:+d} points lies beyond what the decided cases support; "
            f"it is reported as {end}",
        )
    yield from _state_cautions(view, model)
    yield from _charge_cautions(view)
    yield from _date_cautions(view.notice)
    for item in contributions:
        first, last = item.level
        if item.known and first != last:
            yield Caution(
                "straddling",
                f"{item.feature.id}: the dates leave its level open {item.level_in_words}; "
                "only what is certain is counted",
            )


def _state_cautions(view: View, model: Model) -> Iterator[Caution]:
    notice, indices = view.notice, view.indices
    if indices.wanted_year is None:
        yield Caution(
            "no_year",
            "neither the notice nor the case is dated, so the issuing state's institutions "
            "are left unweighed",
        )
    elif indices.rule_of_law is None:
        yield Caution(
            "no_index",
            f"no index of the issuing state was published for {indices.wanted_year} or the three "
            "years before",
        )
    elif indices.year is not None and indices.year < indices.wanted_year:
        yield Caution(
            "older_index",
            f"the issuing state's indices are those of {indices.year}, since none for "
            f"{indices.wanted_year} are in the data",
        )
    if indices.translated:
        yield Caution(
            "translated_index",
            "V-Dem does not cover the issuing state; an index of the World Bank was translated "
            "to its scale",
        )
    if notice.issuing_country not in model.card["states"]:
        yield Caution(
            "state_not_in_casebook",
            "no decided case of this issuing state stands behind the card; its institutions are "
            "weighed by index, as for every state",
        )


def _charge_cautions(view: View) -> Iterator[Caution]:
    charges = view.notice.charges
    if charges and not view.categories[1]:
        yield Caution(
            "charge_not_placed",
            "a charge could not be placed in an offence category; state its categories",
        )
    if charges and any(not charge.categories for charge in charges) and view.categories[0]:
        yield Caution(
            "charge_placed_by_text",
            "offence categories were read from the wording of a charge "
            f"({', '.join(sorted(view.categories[0]))}); confirm them",
        )


def _date_cautions(notice: Notice) -> Iterator[Caution]:
    for earlier, later, message in _ORDER:
        first, second = getattr(notice, earlier), getattr(notice, later)
        if first is not None and second is not None and second.before(first):
            yield Caution("dates_in_conflict", f"{message} ({later} {second}, {earlier} {first})")
    warrant = notice.warrant
    if warrant and warrant.date and notice.notice_date and notice.notice_date.before(warrant.date):
        yield Caution(
            "dates_in_conflict",
            f"the warrant is younger than the notice (warrant.date {warrant.date}, "
            f"notice_date {notice.notice_date})",
        )


def casebook_caution(case_id: str | None, model: Model) -> Caution | None:
    """That the case itself helped to make the card."""
    if case_id is not None and any(case.case_id == case_id for case in model.cases):
        return Caution(
            "in_casebook",
            "this case is one of those that the card was learned from; its score is not a test "
            "of the card",
        )
    return None
