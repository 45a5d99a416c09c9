"""Checks of a case's label: whether who decided, on which ground and where bears it out."""

from __future__ import annotations

from collections.abc import Iterator

from redrisk.case import Case
from redrisk.casework.findings import Check, Place, Surroundings
from redrisk.errors import listed
from redrisk.notice import Extradition

DECIDERS = {
    "rejected": ("interpol_ccf", "interpol_general_secretariat", "court", "asylum_authority"),
    "upheld": ("interpol_ccf", "court"),
}
"""Whose decision makes a label; see docs/method.md."""

RULE_OF_LAW = 0.5
"""An upheld label needs a court in a state whose V-Dem rule of law index is at least this."""

_ALLOWED = ("granted", "surrendered")
_OTHER_GROUNDS = frozenset({"dual_criminality", "statute_of_limitations", "procedural"})


def _decider(case: Case, around: Surroundings) -> Iterator[Place]:  # noqa: ARG001
    label, body = case.outcome.label, case.outcome.decided_by
    allowed = DECIDERS.get(label)
    if allowed is None or body in allowed:
        return
    said = f"decided by {body}" if body else "decided by nobody named"
    yield (
        "outcome.decided_by",
        f"{label} but {said}; a label needs one of: {listed(allowed)}; "
        "without such a decision the case is unresolved",
    )


def _decided_but_unresolved(case: Case, around: Surroundings) -> Iterator[Place]:  # noqa: ARG001
    bodies = ("interpol_ccf", "interpol_general_secretariat", "asylum_authority")
    if case.outcome.label == "unresolved" and case.outcome.decided_by in bodies:
        yield "outcome.label", f"unresolved, though {case.outcome.decided_by} is said to decide"


def _upheld_with_basis(case: Case, around: Surroundings) -> Iterator[Place]:  # noqa: ARG001
    if case.outcome.label == "upheld" and case.outcome.basis:
        yield "outcome.basis", f"upheld, yet a ground of rejection ({listed(case.outcome.basis)})"


def _basis_without_label(case: Case, around: Surroundings) -> Iterator[Place]:  # noqa: ARG001
    if case.outcome.label == "unresolved" and case.outcome.basis:
        yield (
            "outcome.basis",
            f"unresolved, yet a ground of rejection ({listed(case.outcome.basis)})",
        )


def _undated(case: Case, around: Surroundings) -> Iterator[Place]:  # noqa: ARG001
    if case.is_decided and case.outcome.date is None:
        rulings = ("protection", "extradition", "interpol_history")
        count = sum(len(getattr(case.notice, name) or ()) for name in rulings)
        lost = f"; its {count} rulings are not learned from" if count else ""
        yield "outcome.date", f"{case.outcome.label} without a date{lost}"


def _against_ruling(case: Case, around: Surroundings) -> Iterator[Place]:  # noqa: ARG001
    """A court's label against the extradition rulings of the same case."""
    if case.outcome.decided_by != "court" or not case.is_decided:
        return
    rulings = [(i, r) for i, r in enumerate(case.notice.extradition or ()) if _may_decide(case, r)]
    allowed = [i for i, ruling in rulings if ruling.result in _ALLOWED]
    refused = [(i, ruling) for i, ruling in rulings if ruling.result == "refused"]
    if case.outcome.label == "upheld" and refused and not allowed:
        yield f"notice.extradition[{refused[0][0]}]", "upheld by a court, yet extradition refused"
    if case.outcome.label == "rejected" and allowed and not refused:
        yield f"notice.extradition[{allowed[0]}]", "rejected by a court, yet extradition allowed"
    if (
        case.outcome.label == "rejected"
        and refused
        and all(ruling.ground in _OTHER_GROUNDS for _, ruling in refused)
        and not case.outcome.basis
    ):
        index, ruling = refused[0]
        yield (
            f"notice.extradition[{index}].ground",
            f"rejected for {ruling.ground}, which finds nothing political, persecutory or sham",
        )


def _may_decide(case: Case, ruling: Extradition) -> bool:
    """Whether an extradition ruling can be the one that gave the label."""
    decided = case.outcome.date
    if ruling.country == case.notice.issuing_country:
        return False
    if decided is None or ruling.date is None:
        return True
    return not decided.before(ruling.date) and not ruling.date.before(decided)


def court_states(case: Case) -> tuple[str, ...]:
    """The states whose court can have allowed extradition; the host state if no ruling tells.

    >>> from redrisk.case import Case
    >>> case = Case.parse({
    ...     "case_id": "XX-1",
    ...     "notice": {"issuing_country": "TR", "host_country": "FR",
    ...                "extradition": [{"country": "DE", "date": "2019", "result": "granted"}]},
    ...     "outcome": {"label": "upheld", "decided_by": "court", "date": "2019"},
    ... })
    >>> court_states(case)
    ('DE',)
    """
    found = [
        ruling.country
        for ruling in case.notice.extradition or ()
        if ruling.result in _ALLOWED and ruling.country and _may_decide(case, ruling)
    ]
    host = case.notice.host_country
    results = {ruling.result for ruling in case.notice.extradition or () if ruling.country == host}
    only_refused = "refused" in results and results.isdisjoint(_ALLOWED)
    if not found and host and host != case.notice.issuing_country and not only_refused:
        found = [host]
    return tuple(dict.fromkeys(found))


def _without_rule_of_law(case: Case, around: Surroundings) -> Iterator[Place]:
    if case.outcome.label != "upheld" or case.outcome.decided_by != "court":
        return
    date = case.outcome.date or case.notice.notice_date
    known = {
        state: index
        for state in court_states(case)
        if date and (index := around.context.indices(state, date.year).rule_of_law) is not None
    }
    if known and all(index < RULE_OF_LAW for index in known.values()):
        state, index = max(known.items(), key=lambda item: item[1])
        yield (
            "outcome.label",
            f"upheld by a court in {state}, whose V-Dem rule of law index for {date and date.year} "
            f"is {index:.2f}, below {RULE_OF_LAW}; such a case is unresolved",
        )


def _court_unknown(case: Case, around: Surroundings) -> Iterator[Place]:
    if case.outcome.label != "upheld" or case.outcome.decided_by != "court":
        return
    date = case.outcome.date or case.notice.notice_date
    states = court_states(case)
    if not states:
        yield "notice.host_country", "upheld by a court, but no field says in which state"
    elif date is None:
        yield "outcome.date", "without a date the court's state can't be judged by its index"
    elif all(around.context.indices(s, date.year).rule_of_law is None for s in states):
        yield "outcome.label", f"no rule of law index for {listed(states)} in {date.year}"


CHECKS = (
    Check("label-without-decision", "error", "labels that nobody's decision bears out", _decider),
    Check(
        "court-without-rule-of-law",
        "error",
        "upheld by a court in a state without rule of law",
        _without_rule_of_law,
    ),
    Check("upheld-with-basis", "error", "upheld with a ground of rejection", _upheld_with_basis),
    Check("basis-without-label", "warning", "a ground without a label", _basis_without_label),
    Check(
        "decided-but-unresolved",
        "warning",
        "unresolved although a body decided",
        _decided_but_unresolved,
    ),
    Check("label-against-ruling", "warning", "labels against a ruling", _against_ruling),
    Check("court-unknown", "warning", "upheld by a court that can't be judged", _court_unknown),
    Check("undated-decision", "warning", "decided without a date", _undated),
)
