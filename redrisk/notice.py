"""A notice: what is known of one request to arrest a person.

Every fact is optional except the issuing state. What nobody stated is absent, and absent means
unknown; an empty list means 'known to be none'. No name, birth date or picture has a field here,
and none is needed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, Self, get_args, get_origin

from pydantic import (
    BeforeValidator,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from redrisk._record import (
    Country,
    FromText,
    FrozenDict,
    FrozenMapping,
    Record,
    Text,
    YesNo,
    spelled_answer,
)
from redrisk.countries import check_code
from redrisk.dates import PartialDate
from redrisk.errors import listed, nearest, quote
from redrisk.vocabulary import (
    ActivityKind,
    ExtraditionResult,
    Instrument,
    InterpolDecision,
    OffenceCategory,
    ProtectionStatus,
    RefusalGround,
    Role,
    Standing,
    WarrantIssuer,
)

Months = Annotated[int, FromText, Field(ge=0)]


class Charge(Record):
    """One charge, as worded, as classed, or both."""

    text: Text | None = None
    language: Text | None = None
    categories: tuple[OffenceCategory, ...] | None = None
    law: Text | None = None
    max_penalty: Literal["life"] | Months | None = Field(
        default=None, description="The most that the offence carries: whole months, or 'life'."
    )
    cheque_total_usd: Annotated[float, FromText, Field(ge=0)] | None = None

    @field_validator("max_penalty", mode="wrap")
    @classmethod
    def _months_or_life(cls, value: object, handler: Any) -> object:
        if value == "life" or value is None:
            return value
        try:
            return handler(value)
        except ValueError:
            message = f"the penalty is a whole number of months, or 'life'; got {quote(value)}"
            raise ValueError(message) from None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.text is None and self.categories is None and self.law is None:
            raise ValueError("a charge needs at least one of: text, categories, law")
        return self


class Sentence(Record):
    """A sentence to be served, in months."""

    imposed_months: Months | None = None
    remaining_months: Months | None = None


class Warrant(Record):
    """The arrest warrant, or the decision that stands for one."""

    reference: Text | None = None
    date: PartialDate | None = None
    authority: Text | None = None
    issuer: WarrantIssuer | None = None
    valid: YesNo | None = None


class Activity(Record):
    """A dated act of dissent, politics, journalism, whistleblowing, religion and the like."""

    date: PartialDate | None = None
    kind: ActivityKind
    note: Text | None = None


def _state_or_unhcr(value: object) -> str:
    return "UNHCR" if value == "UNHCR" else check_code(value)


class Protection(Record):
    """Asylum, refugee status or another protection, and who gave or refused it."""

    status: ProtectionStatus
    country: Annotated[str, BeforeValidator(_state_or_unhcr)] | None = None
    date: PartialDate | None = None


class Extradition(Record):
    """What a state made of a request to extradite the subject."""

    country: Country | None = None
    date: PartialDate | None = None
    result: ExtraditionResult
    ground: RefusalGround | None = None


class InterpolRuling(Record):
    """An earlier decision of INTERPOL or its Commission on the same person or facts."""

    date: PartialDate | None = None
    decision: InterpolDecision
    note: Text | None = None


class Exhibit(Record):
    """Where a fact comes from."""

    exhibit: Text
    page: Text | None = None
    quote: Text | None = None

    @field_validator("page", mode="before")
    @classmethod
    def _page_as_text(cls, value: object) -> object:
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _answer(value: object) -> object:
    """Text as the yes or no that it spells; any other text, a date or a number, as it is."""
    answer = spelled_answer(value)
    if answer is not None:
        return answer
    if isinstance(value, int | float | str):
        return value
    raise ValueError(f"an answer is yes, no, a number, a date or text; got {quote(value)}")


Answer = Annotated[
    Any,
    BeforeValidator(_answer),
    WithJsonSchema({"type": ["boolean", "number", "string"]}),
]
"""An answer to a catalogue question: bool, number, or text (a date is text)."""

ListField = Literal[
    "charges", "roles", "political_activity", "protection", "extradition", "interpol_history"
]


class Notice(Record):
    """What is known of one Red Notice or diffusion.

    Parameters
    ----------
    issuing_country
        ISO 3166-1 alpha-2 code of the state whose NCB asked. The only required field.
    **facts
        Any of the fields below; docs/notice.md describes each, ``redrisk schema`` prints them.

    Raises
    ------
    pydantic.ValidationError
        A ValueError; names each field, the value got and what is allowed. ``Notice.parse`` raises
        ``redrisk.RedriskError`` with the same messages placed in a file and line.

    Examples
    --------
    >>> notice = Notice(issuing_country="RU", notice_date="2015-11", political_profile=True)
    >>> notice.notice_date.latest
    datetime.date(2015, 11, 30)
    """

    reference: Text | None = Field(
        default=None, description="The user's own file reference; never used in scoring."
    )
    issuing_country: Country = Field(description="The state whose NCB asked.")
    instrument: Instrument | None = Field(default=None, description="Absent if unknown.")
    notice_date: PartialDate | None = Field(
        default=None, description="Day of the request or publication."
    )
    nationalities: tuple[Country, ...] | None = Field(
        default=None, description="Of the subject. Never scored."
    )
    host_country: Country | None = Field(
        default=None, description="Where the subject lives, or was arrested when it matters."
    )
    charges: tuple[Charge, ...] | None = Field(
        default=None, description="What the subject is charged with."
    )
    sentence: Sentence | None = Field(default=None, description="If wanted to serve a sentence.")
    warrant: Warrant | None = Field(
        default=None, description="The arrest warrant behind the request."
    )
    retained_until: PartialDate | None = Field(
        default=None, description="Until when the notice is kept."
    )
    renewed_on: PartialDate | None = Field(
        default=None, description="When its retention was extended."
    )
    renewal_reason: Text | None = Field(
        default=None, description="The reason given for the extension."
    )
    identity_set_complete: YesNo | None = Field(
        default=None, description="Whether the identity data that the rules require are there."
    )
    minor_at_offence: YesNo | None = Field(
        default=None, description="Whether the subject was under 18 at the time of the acts."
    )
    limitation_expires: PartialDate | None = Field(
        default=None, description="End of the limitation period in the issuing state."
    )
    violence_alleged: YesNo | None = Field(
        default=None,
        description="Does the charge allege death, injury, kidnapping, armed acts, explosives?",
    )
    individual_acts_described: YesNo | None = Field(
        default=None, description="Does the notice say what this person did, when and where?"
    )
    roles: tuple[Role, ...] | None = Field(
        default=None, description="Of the subject, before the charge."
    )
    political_profile: YesNo | None = Field(
        default=None,
        description=(
            "Before the charge: politics, protest, journalism, rights or defence work, religious "
            "or minority leadership, critical scholarship or art; or a known ally, funder or "
            "relative of such a person."
        ),
    )
    crossed_officials: YesNo | None = Field(
        default=None,
        description=(
            "Before the charge: refused a bribe or demand, exposed or testified against "
            "officials, sued the state."
        ),
    )
    state_post: YesNo | None = Field(default=None, description="Holds or held a public post.")
    business_elite: YesNo | None = Field(
        default=None, description="Owner or top manager of a sizeable business, bank or fund."
    )
    armed_or_gang: YesNo | None = Field(
        default=None,
        description="Said to act with an armed group, terrorist organisation, mafia or gang.",
    )
    private_victims: YesNo | None = Field(
        default=None, description="The charge alleges harm to identifiable private victims."
    )
    concrete_act: YesNo | None = Field(
        default=None,
        description="The charge names a concrete act, not only membership, opinion or a label.",
    )
    political_activity: tuple[Activity, ...] | None = Field(
        default=None, description="Acts of dissent, politics, the press, religion and the like."
    )
    alleged_offence_date: PartialDate | None = Field(
        default=None, description="When the alleged acts took place."
    )
    criminal_case_opened: PartialDate | None = Field(
        default=None, description="Case, charge or warrant, whichever came first."
    )
    left_country: PartialDate | None = Field(
        default=None, description="When the subject left the issuing state."
    )
    protection: tuple[Protection, ...] | None = Field(
        default=None, description="Asylum and other protection, given or refused."
    )
    extradition: tuple[Extradition, ...] | None = Field(
        default=None, description="What states made of requests to extradite."
    )
    interpol_history: tuple[InterpolRuling, ...] | None = Field(
        default=None, description="Earlier decisions of INTERPOL."
    )
    in_absentia: YesNo | None = Field(default=None, description="Tried or convicted in absence.")
    private_dispute: YesNo | None = Field(
        default=None, description="Grows out of a commercial, property or debt dispute."
    )
    associates_targeted: YesNo | None = Field(
        default=None,
        description="Relatives, lawyers or colleagues pursued in the same campaign.",
    )
    located_on: PartialDate | None = Field(
        default=None, description="When the issuing state knew where the subject was."
    )
    papers_sent_on: PartialDate | None = Field(
        default=None, description="When it sent an extradition request."
    )
    extradition_requested_when_located: YesNo | None = Field(
        default=None, description="Whether extradition was requested once located."
    )
    incomplete: tuple[ListField, ...] | None = Field(
        default=None,
        description="Lists known to lack members: what they don't name is unknown, not 'no'.",
    )
    answers: FrozenMapping[Answer] = Field(
        default_factory=FrozenDict,
        description="Answers to catalogue questions that no field above carries.",
    )
    standing: FrozenMapping[Standing] = Field(
        default_factory=FrozenDict,
        description="Field path to 'exhibited' or 'asserted'; asserted if absent.",
    )
    sources: FrozenMapping[tuple[Exhibit, ...]] = Field(
        default_factory=FrozenDict, description="Field path to the exhibits that the fact rests on."
    )

    @field_validator("sentence", "warrant")
    @classmethod
    def _says_something(cls, record: Record | None) -> Record | None:
        """The record; None if every part of it is unknown."""
        return record if record is not None and record.plain() else None

    @field_validator("answers", "standing", "sources", mode="before")
    @classmethod
    def _without_empty_ones(cls, value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        return {key: stated for key, stated in value.items() if stated is not None}

    @field_validator("standing", "sources")
    @classmethod
    def _paths_exist(cls, value: Mapping[str, Any], info: ValidationInfo) -> Mapping[str, Any]:
        for path in value:
            check_path(info.data, path)
        return value

    def as_of(self, day: dt.date) -> Self:
        """The notice as it stood before ``day``.

        Rulings, protection and INTERPOL decisions are left out if they have no date, or one that
        possibly falls on or after the day; acts of the subject, and facts with a single date, if
        they certainly do. A list that loses members is marked as incomplete; one that loses all
        becomes unknown, not 'none'.

        Parameters
        ----------
        day
            The moment of assessment; what happened on that day is not yet known.

        Returns
        -------
        Notice
            A new notice.
        """
        notice = self.without(
            *(
                name
                for name in _DATED_FACTS
                if (date := getattr(self, name)) and date.earliest >= day
            )
        )
        for name in RULINGS:
            notice = notice.keeping(name, lambda item: bool(item.date and item.date.latest < day))
        return notice.keeping(
            "political_activity", lambda item: item.date is None or item.date.earliest < day
        )

    def keeping(self, name: str, keep: Callable[[Any], bool]) -> Self:
        """The notice with only those members of a list that ``keep`` says yes to."""
        members = getattr(self, name)
        kept = tuple(member for member in members or () if keep(member))
        if not members or len(kept) == len(members):
            return self
        changes: dict[str, Any] = {name: kept or None}
        if kept:
            changes["incomplete"] = tuple(sorted({*(self.incomplete or ()), name}))
        return self.model_copy(update=changes)

    def without(self, *fields: str) -> Self:
        """The notice with these fields made unknown."""
        return self.model_copy(update=dict.fromkeys(fields)) if fields else self

    def known_facts(self) -> tuple[str, ...]:
        """Names of the fields that say something about the request, in the order of the class."""
        return tuple(
            name
            for name in type(self).model_fields
            if name not in _NOT_FACTS and getattr(self, name) not in (None, {})
        )


RULINGS = ("protection", "extradition", "interpol_history")
"""The lists of what states and INTERPOL have decided."""

_NOT_FACTS = frozenset({"reference", "incomplete", "standing", "sources", "answers"})
_DATED_FACTS = (
    "notice_date",
    "renewed_on",
    "alleged_offence_date",
    "criminal_case_opened",
    "left_country",
    "located_on",
    "papers_sent_on",
)
_PATH = re.compile(
    r"(?P<field>[a-z_]+)(?:\[(?P<index>[0-9]{1,4})\])?(?:\.(?P<part>[A-Za-z0-9_-]+))?"
)


def check_path(facts: Mapping[str, Any], path: str) -> None:
    """Raise ValueError unless ``path`` names a fact of the notice, such as ``charges[0].text``.

    Parameters
    ----------
    facts
        The fields of the notice; one that could not be read is absent, and is not looked into.
    path
        A field, with the place in a list and the part of a record where needed.
    """
    match = _PATH.fullmatch(path)
    name = match["field"] if match else path
    fields = Notice.model_fields
    if match is None or name not in fields or name in _NOT_FACTS - {"answers"}:
        known = [known for known in fields if known not in _NOT_FACTS]
        hint = nearest(name, known) or f"; the fields are: {listed(known)}"
        raise ValueError(f"{quote(path)} is not the path of a fact{hint}")
    if name not in facts:
        return
    value, index, part = facts[name], match["index"], match["part"]
    if index is not None:
        count = len(value) if isinstance(value, tuple) else 0
        if int(index) >= count:
            raise ValueError(f"{quote(path)} points past the {count} of {name}")
    if part is None or name == "answers":
        return
    record, is_list = _record_of(name)
    if record is None:
        raise ValueError(f"{quote(path)}: {name} has no parts; write {name}")
    if is_list and index is None:
        raise ValueError(f"{quote(path)} must say which of {name}: {name}[0].{part}")
    if part not in record.model_fields:
        hint = nearest(part, record.model_fields)
        raise ValueError(f"{quote(path)} names no part of {name}{hint}")


def _record_of(name: str) -> tuple[type[Record] | None, bool]:
    """The record that a field of the notice holds, if it does, and whether it holds a list."""
    annotation = Notice.model_fields[name].annotation
    for member in get_args(annotation):
        is_list = get_origin(member) is tuple
        inner = get_args(member)[0] if is_list else member
        if isinstance(inner, type) and issubclass(inner, Record):
            return inner, is_list
    return None, False
