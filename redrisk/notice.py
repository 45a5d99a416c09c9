"""A notice: what is known of one request to arrest a person.

Every fact is optional except the issuing state. What nobody stated is absent, and absent means
unknown; an empty list means 'known to be none'. No name, birth date or picture has a field here,
and none is needed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from redrisk._record import Country, FromText, FrozenMapping, Record, YesNo
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

    text: str | None = None
    language: str | None = None
    categories: tuple[OffenceCategory, ...] | None = None
    law: str | None = None
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

    reference: str | None = None
    date: PartialDate | None = None
    authority: str | None = None
    issuer: WarrantIssuer | None = None
    valid: YesNo | None = None


class Activity(Record):
    """A dated act of dissent, politics, journalism, whistleblowing, religion and the like."""

    date: PartialDate | None = None
    kind: ActivityKind
    note: str | None = None


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
    note: str | None = None


class Exhibit(Record):
    """Where a fact comes from."""

    exhibit: str
    page: str | None = None
    quote: str | None = None

    @field_validator("page", mode="before")
    @classmethod
    def _page_as_text(cls, value: object) -> object:
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Answer = bool | int | float | str


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

    reference: str | None = Field(
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
    renewal_reason: str | None = Field(
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
    answers: FrozenMapping[Answer] = Field(
        default_factory=dict,
        description="Answers to catalogue questions that no field above carries.",
    )
    standing: FrozenMapping[Standing] = Field(
        default_factory=dict,
        description="Field path to 'exhibited' or 'asserted'; asserted if absent.",
    )
    sources: FrozenMapping[tuple[Exhibit, ...]] = Field(
        default_factory=dict, description="Field path to the exhibits that the fact rests on."
    )

    @field_validator("answers", mode="before")
    @classmethod
    def _answers_from_text(cls, value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        return {key: _plain_answer(answer) for key, answer in value.items() if answer is not None}

    @model_validator(mode="after")
    def _paths_exist(self) -> Self:
        for field in ("standing", "sources"):
            for path in getattr(self, field):
                check_path(self, field, path)
        return self

    def as_of(self, day: dt.date) -> Self:
        """The notice as it stood before ``day``.

        Activity, rulings, protection and INTERPOL decisions that certainly or possibly fall on or
        after the day are left out, and so are rulings without a date. A fact with a single date
        is left out if it certainly falls on or after the day.

        Parameters
        ----------
        day
            The moment of assessment; what happened on that day is not yet known.

        Returns
        -------
        Notice
            A new notice. A list that loses all its members becomes unknown, not 'none'.
        """
        changes: dict[str, Any] = {}
        for field in ("protection", "extradition", "interpol_history"):
            changes[field] = _kept(
                getattr(self, field), lambda item: item.date is not None and item.date.latest < day
            )
        changes["political_activity"] = _kept(
            self.political_activity, lambda item: item.date is None or item.date.earliest < day
        )
        for field in _DATED_FACTS:
            date = getattr(self, field)
            if date is not None and date.earliest >= day:
                changes[field] = None
        return self.model_copy(update=changes)

    def without(self, *fields: str) -> Self:
        """The notice with these fields made unknown."""
        return self.model_copy(update=dict.fromkeys(fields))

    def known_facts(self) -> tuple[str, ...]:
        """Names of the fields that say something about the request, in the order of the class."""
        return tuple(
            name
            for name in type(self).model_fields
            if name not in _NOT_FACTS and getattr(self, name) not in (None, {})
        )


_NOT_FACTS = frozenset({"reference", "standing", "sources", "answers"})
_DATED_FACTS = (
    "notice_date",
    "retained_until",
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


def _kept(items: tuple[Any, ...] | None, keep: Any) -> tuple[Any, ...] | None:
    if not items:
        return items
    return tuple(item for item in items if keep(item)) or None


def _plain_answer(value: object) -> object:
    """Text as the yes or no that it spells; any other text, a date or a number, stays text."""
    word = value.strip().lower() if isinstance(value, str) else None
    if word in ("yes", "true"):
        return True
    if word in ("no", "false"):
        return False
    return value


def check_path(notice: Notice, field: str, path: str) -> None:
    """Raise ValueError unless ``path`` names a fact of the notice, such as ``charges[0].text``."""
    match = _PATH.fullmatch(path)
    name = match["field"] if match else path
    fields = type(notice).model_fields
    if match is None or name not in fields:
        known = [known for known in fields if known not in _NOT_FACTS]
        hint = nearest(name, known) or f"; the fields are: {listed(known)}"
        raise ValueError(f"{field}: {quote(path)} is not the path of a fact{hint}")
    value = getattr(notice, name)
    if match["index"] is not None:
        count = len(value) if isinstance(value, tuple) else 0
        if int(match["index"]) >= count:
            raise ValueError(f"{field}: {quote(path)} points past the {count} of {name}")
        value = value[int(match["index"])]
    part = match["part"]
    if part is not None and isinstance(value, Record) and part not in type(value).model_fields:
        hint = nearest(part, type(value).model_fields)
        raise ValueError(f"{field}: {quote(path)} names no part of {name}{hint}")
