"""Partial dates: a year, a month or a day, each standing for the interval that it leaves open.

A source that says '2015' says some day in 2015. Comparing partial dates therefore has three
answers: certainly, certainly not, and can't be told. The forms are those of ISO 8601 and EDTF
level 0 (Library of Congress, 2019): ``2015``, ``2015-11``, ``2015-11-03``.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Any, NamedTuple

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from redrisk.errors import quote

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_FORMS_IN_WORDS = "a date is written 2015, 2015-11 or 2015-11-03"
FIRST_YEAR, LAST_YEAR = 1900, 2100


class PartialDate:
    """A year, month or day, kept as written, with the first and last day that it can mean.

    Parameters
    ----------
    text
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; years 1900 to 2100.

    Raises
    ------
    ValueError
        If the text has another form, or names a day that does not exist.

    Examples
    --------
    >>> PartialDate("2015-11").earliest
    datetime.date(2015, 11, 1)
    >>> PartialDate("2015-11").latest
    datetime.date(2015, 11, 30)
    """

    __slots__ = ("earliest", "latest", "text")

    text: str
    earliest: dt.date
    latest: dt.date

    def __init__(self, text: str) -> None:
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError(_FORMS_IN_WORDS)
        year = int(match[1])
        month, day = (int(part) if part else None for part in match.groups()[1:])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}")
        try:
            earliest = dt.date(year, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            raise ValueError("there is no such day or month in the calendar") from None
        if day is not None:
            latest = earliest
        elif month is not None:
            latest = dt.date(year, month, calendar.monthrange(year, month)[1])
        else:
            latest = dt.date(year, 12, 31)
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "earliest", earliest)
        object.__setattr__(self, "latest", latest)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a PartialDate can't be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a PartialDate can't be changed")

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.earliest.year

    def before(self, other: PartialDate) -> bool | None:
        """Whether this date lies before ``other``: True, False, or None if it can't be told.

        >>> PartialDate("2015-01").before(PartialDate("2015-03"))
        True
        >>> PartialDate("2015").before(PartialDate("2015-03")) is None
        True
        """
        if self.latest < other.earliest:
            return True
        if self.earliest >= other.latest:
            return False
        return None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialDate) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"PartialDate({self.text!r})"

    def __reduce__(self) -> tuple[type[PartialDate], tuple[str]]:
        return PartialDate, (self.text,)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "type": "string",
            "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
            "description": "A partial ISO date: 2015, 2015-11 or 2015-11-03.",
        }

    @classmethod
    def _validate(cls, value: object) -> PartialDate:
        if isinstance(value, PartialDate):
            return value
        if isinstance(value, str):
            try:
                return cls(value)
            except ValueError as error:
                raise ValueError(f"{error}; got {quote(value)}") from None
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return cls(value.isoformat())
        raise ValueError(f"{_FORMS_IN_WORDS}, as text; got {quote(value)}")


class Lag(NamedTuple):
    """The days from one partial date to another: the fewest and the most they can be."""

    fewest: int
    most: int


def lag(start: PartialDate, end: PartialDate) -> Lag:
    """Days from ``start`` to ``end``, as an interval; negative if ``end`` comes first.

    >>> lag(PartialDate("2015-03-01"), PartialDate("2015-04"))
    Lag(fewest=31, most=60)
    """
    return Lag((end.earliest - start.latest).days, (end.latest - start.earliest).days)
