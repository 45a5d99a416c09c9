"""References, quotes and free notes replaced by marks; every number stays as it is.

This is pseudonymous, not anonymous: the facts themselves can point to a person.
"""

from __future__ import annotations

from typing import Any

from redrisk.assessment import Assessment
from redrisk.checks import INPUTS
from redrisk.dates import PartialDate
from redrisk.errors import RedriskError
from redrisk.notice import Notice
from redrisk.report.again import assessed_again

MARK = "[redacted]"
_TEXT = "text"


def redacted(assessment: Assessment) -> Assessment:
    """The same assessment on a notice without references, quotes and notes.

    Raises
    ------
    RedriskError
        If a number would change; no file is then written.

    Examples
    --------
    >>> import redrisk
    >>> result = redrisk.score({"issuing_country": "FR", "reference": "A. v. B."})
    >>> redacted(result).notice.reference
    '[redacted]'
    """
    notice = redacted_notice(assessment.notice)
    again = assessed_again(notice, assessment.case_id, assessment.prior, assessment.model)
    if _numbers(again) != _numbers(assessment):
        raise RedriskError(
            "redaction would change the numbers: a text that is replaced is also weighed; "
            "state the categories of each charge, and redact by hand"
        )
    return again


def redacted_notice(notice: Notice) -> Notice:
    """The notice with marks for its reference, quotes and free notes."""
    plain = notice.plain()
    if "reference" in plain:
        plain["reference"] = MARK
    if "renewal_reason" in plain:
        plain["renewal_reason"] = MARK
    for name in ("reference", "authority"):
        if name in plain.get("warrant", {}):
            plain["warrant"][name] = MARK
    for field in ("political_activity", "interpol_history"):
        for item in plain.get(field, ()):
            if "note" in item:
                item["note"] = MARK
    for exhibits in plain.get("sources", {}).values():
        for exhibit in exhibits:
            if "quote" in exhibit:
                exhibit["quote"] = MARK
    plain["answers"] = {key: _answer(key, value) for key, value in plain["answers"].items()}
    return Notice.parse(plain)


def _answer(key: str, value: Any) -> Any:
    """A free text by its mark; a date, a country or a word of a closed list stays."""
    if not isinstance(value, str):
        return value
    known = INPUTS.get(f"answers.{key}")
    if known is not None and known.kind != _TEXT:
        return value
    try:
        PartialDate(value)
    except ValueError:
        return MARK
    return value


def _numbers(assessment: Assessment) -> tuple[Any, ...]:
    return (
        assessment.points,
        assessment.points_even,
        assessment.points_exhibited,
        assessment.interval,
        assessment.range_over_unknowns,
        [(item.level, item.points) for item in assessment.contributions],
        [item.level for item in assessment.not_weighed],
    )
