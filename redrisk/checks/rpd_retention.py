"""RPD, retention, updating and deletion (Articles 46 to 53)."""

from __future__ import annotations

import datetime as dt

from redrisk.checks._declare import Citation, Finding, failed, not_applicable, passed, rule, unknown
from redrisk.checks._facts import Facts, years_after
from redrisk.checks.rpd_general import purpose_spent
from redrisk.dates import PartialDate

YEARS = 5
"""The longest first period of retention."""


@rule(
    "D46",
    Citation("RPD", "46-48"),
    inputs="answers.notice_updated answers.case_status_changed "
    "answers.charges_dropped_or_acquitted warrant.valid",
    sources=(
        "https://aliyildizlegal.com/2025/02/24/the-2024-amendments-to-interpols-rules-on-the-processing-of-data",
    ),
    unconfirmed="wording, except that Article 47 was amended in 2024",
)
def kept_up_to_date(facts: Facts) -> Finding:
    """Keeping data up to date.

    The source keeps its data up to date (Articles 46 to 48).
    """
    if facts.answer("notice_updated"):
        return passed("the notice was brought up to date")
    changed = facts.answer("case_status_changed")
    if facts.answer("charges_dropped_or_acquitted") or facts.part("warrant", "valid") is False:
        return failed("the case ended or the warrant fell, and the notice did not change")
    if changed is False:
        return passed("the state of the case has not changed")
    if changed and facts.answer("notice_updated") is False:
        return failed("the state of the case changed, and the notice did not")
    if changed:
        return unknown(
            "answers.notice_updated",
            "the state of the case changed; whether the notice followed is not known",
        )
    return unknown("answers.case_status_changed", "the present state of the case is not known")


@rule(
    "D49",
    Citation("RPD", "49"),
    inputs="notice_date retained_until renewed_on answers.renewed as_of",
    sources=(
        "https://ngm.com.au/interpol-data-retention",
        "https://ngm.com.au/interpol-data-processing-safeguards",
    ),
    unconfirmed="article number",
)
def retention(facts: Facts) -> Finding:
    """First retention of at most five years.

    Data are kept for at most five years at first; longer only if renewed. The last day of the
    period still lies within it.
    """
    issued = facts.field("notice_date")
    until = facts.field("retained_until")
    renewed_on = facts.happened("renewed_on")
    renewed = True if renewed_on is not None else facts.answer("renewed")
    if until is not None:
        return _against_stated_end(facts, issued, until, renewed=renewed)
    if issued is None:
        return unknown("notice_date", "the day of issue is not known")
    return _against_five_years(facts, issued, renewed_on, renewed=renewed)


def _against_stated_end(
    facts: Facts, issued: PartialDate | None, until: PartialDate, *, renewed: bool | None
) -> Finding:
    """The retention date that the file states, against the day and against five years."""
    past = facts.past_date(until)
    if past:
        return failed(f"kept past {until}, the end of its retention, on {_day(facts)}")
    if issued is not None and until.earliest > years_after(issued.latest, YEARS) and not renewed:
        longer = f"kept until {until}, more than five years after {issued}"
        if renewed is False:
            return failed(f"{longer}, without a renewal")
        return unknown("answers.renewed", f"{longer}; whether it was renewed is not known")
    if past is None:
        return unknown("as_of", f"kept until {until}; the day of assessment is not given")
    return passed(f"kept until {until}, which {_day(facts)} does not exceed")


def _against_five_years(
    facts: Facts, issued: PartialDate, renewed_on: PartialDate | None, *, renewed: bool | None
) -> Finding:
    """Five years from the day of issue, or from the renewal."""
    first_end = (years_after(issued.earliest, YEARS), years_after(issued.latest, YEARS))
    past = _past(facts, *first_end)
    if past is False:
        return passed(f"issued {issued}; five years have not passed on {_day(facts)}")
    if past is None:
        return unknown(
            "as_of" if facts.as_of is None else "notice_date",
            f"issued {issued}; whether five years have passed can't be told from the dates given",
        )
    if renewed is False:
        return failed(f"issued {issued}, more than five years before {_day(facts)}, never renewed")
    if renewed is None:
        return unknown(
            "answers.renewed",
            f"issued {issued}, more than five years before {_day(facts)}; "
            "whether it was renewed is not known",
        )
    if renewed_on is None:
        return unknown("renewed_on", "renewed, but when is not known")
    if renewed_on.latest > first_end[0]:
        return unknown(
            "retained_until",
            f"renewed {renewed_on}, when the first five years after "
            f"{issued} had passed or may have passed",
        )
    again = _past(
        facts, years_after(renewed_on.earliest, YEARS), years_after(renewed_on.latest, YEARS)
    )
    if again is False:
        return passed(f"issued {issued}, renewed {renewed_on} within the first five years")
    return unknown("retained_until", f"renewed {renewed_on}; until when is not known")


def _past(facts: Facts, earliest: dt.date, latest: dt.date) -> bool | None:
    if facts.is_past(latest):
        return True
    return False if facts.is_past(earliest) is False else None


def _day(facts: Facts) -> str:
    if facts.as_of is not None:
        return facts.as_of.isoformat()
    return f"{facts.lower} (the latest day that the facts show)"


@rule(
    "D50",
    Citation("RPD", "50"),
    inputs="renewed_on renewal_reason answers.renewed answers.renewal_reason_given "
    "answers.notice_older_than_five_years notice_date",
    sources=("https://ngm.com.au/interpol-data-retention",),
)
def renewal_reasoned(facts: Facts) -> Finding:
    """Reasons for keeping data longer.

    Six months before the retention ends, the source is asked whether the data are still needed,
    and must give a reason to keep them.
    """
    renewed_on = facts.happened("renewed_on")
    renewed = True if renewed_on is not None else facts.answer("renewed")
    if renewed is False:
        return not_applicable("the retention was not renewed")
    if renewed is None:
        issued = facts.field("notice_date")
        if (
            issued is not None
            and _past(facts, years_after(issued.earliest, YEARS), years_after(issued.latest, YEARS))
            is False
        ):
            return not_applicable("the first five years have not passed")
        return unknown("answers.renewed", "whether the retention was renewed is not known")
    reason = facts.field("renewal_reason")
    if reason is not None:
        return _reason(given=bool(reason.strip()))
    given = facts.answer("renewal_reason_given")
    if given is None and facts.answer("notice_older_than_five_years"):
        given = False
    if given is None:
        return unknown("renewal_reason", "renewed; the reason is not known")
    return _reason(given=given)


def _reason(*, given: bool) -> Finding:
    return passed("renewed with a reason") if given else failed("renewed without a reason")


@rule(
    "D51",
    Citation("RPD", "51"),
    inputs="warrant.valid answers.charges_dropped_or_acquitted extradition",
    sources=(
        "https://www.rednoticelawjournal.com/2013/11/interpols-ccf-the-2012-annual-report-provides-insight-to-the-ccfs-decision-making-process/",
    ),
    unconfirmed="wording",
)
def deleted_when_spent(facts: Facts) -> Finding:
    """Deletion when the purpose is spent.

    Data are deleted when the purpose is achieved, when they no longer meet the conditions, or
    when the source withdraws them.
    """
    spent = purpose_spent(facts)
    if spent:
        return failed(f"{spent}, and the data remain")
    if facts.part("warrant", "valid") is None:
        return unknown("warrant.valid", "whether the warrant is still in force is not known")
    if facts.answer("charges_dropped_or_acquitted") is None:
        return unknown(
            "answers.charges_dropped_or_acquitted", "whether the charges still stand is not known"
        )
    return passed("the warrant is in force and the charges stand")


@rule(
    "D52-53",
    Citation("RPD", "52-53"),
    inputs="interpol_history answers.earlier_request_refused notice_date "
    "answers.new_facts_since_deletion answers.re_request_with_changed_wording",
    unconfirmed="wording, and that Articles 52 and 53 serve this aim",
)
def not_entered_again(facts: Facts) -> Finding:
    """No return of deleted data without new facts.

    Traces are kept after a deletion also to stop refused data from being entered again
    (Articles 52 and 53): a request entered again needs new facts.
    """
    order: bool | None = False
    if facts.notice.interpol_history is None:
        refused = facts.answer("earlier_request_refused")
        if refused is None:
            return unknown("interpol_history", "earlier decisions of INTERPOL are not known")
        order = refused
    issued = facts.field("notice_date")
    for path, item in facts.events("interpol_history"):
        if item.decision not in ("deleted", "refused"):
            continue
        facts.use(f"{path}.decision", item.decision)
        came_first = None if issued is None or item.date is None else item.date.before(issued)
        if came_first:
            order = True
        elif came_first is None and order is False:
            order = None
    if order is False:
        return not_applicable("no earlier deletion or refusal stands before this request")
    new_facts = facts.answer("new_facts_since_deletion")
    if new_facts:
        return passed("the request rests on new facts")
    reworded = facts.answer("re_request_with_changed_wording")
    if order is None and not reworded:
        return unknown(
            "notice_date",
            "whether the deletion or refusal came before this request "
            "can't be told from the dates given",
        )
    if new_facts is False or reworded:
        return failed("entered again after a deletion or refusal, without new facts")
    return unknown(
        "answers.new_facts_since_deletion",
        "entered again after a deletion or refusal; new facts are not known",
    )
