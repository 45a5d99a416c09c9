"""Notices and cases for property tests: every field, known or unknown, within its closed lists."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any, get_args

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from redrisk import vocabulary as words
from redrisk.case import Case
from redrisk.checks import INPUTS
from redrisk.indicators import catalogue
from redrisk.notice import Notice
from redrisk.persistence import load_model

Plain = dict[str, Any]

STATES = (*sorted(load_model().card["states"])[:12], "NO", "BY", "XK", "SM", "VA")
ANSWERS = sorted(
    {name for name in catalogue() if name != "charge_after_dissent"}
    | {path.partition("answers.")[2] for path, of in INPUTS.items() if of.kind == "yes_no"} - {""}
)
CHARGE_TEXTS = ("large-scale fraud", "murder", "insulting the president", "xyzzy")
_FIRST_DAY, _LAST_DAY = dt.date(1996, 1, 1), dt.date(2026, 12, 31)


@st.composite
def partial_dates(draw: st.DrawFn) -> str:
    day = draw(st.dates(_FIRST_DAY, _LAST_DAY)).isoformat()
    return day[: draw(st.sampled_from((4, 7, 10)))]


def years_on(date: str, years: int) -> str:
    """The same partial date so many years later; 29 February becomes the 28th in a common year."""
    year, rest = int(date[:4]) + years, date[4:]
    if rest == "-02-29" and not calendar.isleap(year):
        rest = "-02-28"
    return f"{year:04d}{rest}"


def _one_of(literal: object) -> SearchStrategy[str]:
    return st.sampled_from(get_args(literal))


def _some(parts: dict[str, SearchStrategy[Any]], *required: str) -> SearchStrategy[Plain]:
    return st.fixed_dictionaries(
        {name: parts[name] for name in required},
        optional={name: part for name, part in parts.items() if name not in required},
    )


def _list(items: SearchStrategy[Any], most: int = 3) -> SearchStrategy[list[Any]]:
    return st.lists(items, max_size=most)


_country = st.sampled_from(STATES)
_months = st.integers(0, 600)
_text = st.text(max_size=12)

_categories = st.lists(_one_of(words.OffenceCategory), min_size=1, max_size=3)
_charge = st.one_of(
    _some(
        {
            "categories": _categories,
            "text": st.sampled_from(CHARGE_TEXTS),
            "max_penalty": _months | st.just("life"),
            "cheque_total_usd": st.integers(0, 30_000),
        },
        "categories",
    ),
    _some(
        {"text": st.sampled_from(CHARGE_TEXTS), "max_penalty": _months | st.just("life")}, "text"
    ),
    st.fixed_dictionaries({"law": st.just("Article 1")}),
)
_activity = _some({"kind": _one_of(words.ActivityKind), "date": partial_dates()}, "kind")
_protection = _some(
    {
        "status": _one_of(words.ProtectionStatus),
        "country": _country | st.just("UNHCR"),
        "date": partial_dates(),
    },
    "status",
)
_extradition = _some(
    {
        "result": _one_of(words.ExtraditionResult),
        "ground": _one_of(words.RefusalGround),
        "country": _country,
        "date": partial_dates(),
    },
    "result",
)
_ruling = _some({"decision": _one_of(words.InterpolDecision), "date": partial_dates()}, "decision")

_DATES = (
    "notice_date",
    "retained_until",
    "renewed_on",
    "limitation_expires",
    "alleged_offence_date",
    "criminal_case_opened",
    "left_country",
    "located_on",
    "papers_sent_on",
)
YES_NO = (
    "identity_set_complete",
    "minor_at_offence",
    "violence_alleged",
    "individual_acts_described",
    "political_profile",
    "crossed_officials",
    "state_post",
    "business_elite",
    "armed_or_gang",
    "private_victims",
    "concrete_act",
    "in_absentia",
    "private_dispute",
    "associates_targeted",
    "extradition_requested_when_located",
)
FIELDS: dict[str, SearchStrategy[Any]] = {
    "issuing_country": _country,
    "reference": _text,
    "renewal_reason": _text,
    "instrument": _one_of(words.Instrument),
    "nationalities": _list(_country),
    "host_country": _country,
    "charges": _list(_charge),
    "sentence": _some({"imposed_months": _months, "remaining_months": _months}),
    "warrant": _some({"date": partial_dates(), "issuer": _one_of(words.WarrantIssuer)}),
    "roles": _list(_one_of(words.Role)),
    "political_activity": _list(_activity),
    "protection": _list(_protection),
    "extradition": _list(_extradition),
    "interpol_history": _list(_ruling),
    "answers": st.builds(
        dict.__or__,
        st.dictionaries(st.sampled_from(ANSWERS), st.booleans(), max_size=4),
        _some({"charge_after_dissent": st.booleans(), "persecution_feared_from": _country}),
    ),
    **dict.fromkeys(_DATES, partial_dates()),
    **dict.fromkeys(YES_NO, st.booleans()),
}
"""Field of a notice to plain values for it; complete by a test of its own."""


def plain_notices() -> SearchStrategy[Plain]:
    return _some(FIELDS, "issuing_country")


@st.composite
def standings(draw: st.DrawFn, plain: Plain) -> dict[str, str]:
    """Facts of a notice, whole or one member of a list, marked as exhibited or asserted."""
    paths = [name for name in plain if name not in ("reference", "answers")]
    paths += [f"answers.{key}" for key in plain.get("answers", {})]
    paths += [
        f"{name}[{place}]"
        for name, value in plain.items()
        if isinstance(value, list)
        for place in range(len(value))
    ]
    chosen = draw(st.lists(st.sampled_from(paths), unique=True))
    return {path: draw(st.sampled_from(get_args(words.Standing))) for path in chosen}


def notices() -> SearchStrategy[Notice]:
    return plain_notices().map(Notice.parse)


_outcome = _some(
    {
        "label": _one_of(words.OutcomeLabel),
        "decided_by": _one_of(words.DecidedBy),
        "date": partial_dates(),
    },
    "label",
)


def cases() -> SearchStrategy[Case]:
    return st.fixed_dictionaries(
        {"case_id": st.just("ZZ-test"), "notice": plain_notices(), "outcome": _outcome}
    ).map(Case.parse)


_FLAT: dict[str, SearchStrategy[str]] = {
    **dict.fromkeys(_DATES, partial_dates()),
    **dict.fromkeys(YES_NO, st.sampled_from(("yes", "no"))),
    "charge_text": st.sampled_from(CHARGE_TEXTS),
    "charge_categories_2": _categories.map("; ".join),
    "roles": _list(_one_of(words.Role)).map("; ".join),
    "protection_status": _one_of(words.ProtectionStatus),
    "extradition_result": _one_of(words.ExtraditionResult),
    "interpol_history_decision": _one_of(words.InterpolDecision),
    "answers.charge_after_dissent": st.sampled_from(("yes", "no")),
}


def flat_rows() -> SearchStrategy[list[dict[str, str]]]:
    """Notices as the rows of one table: a text cell a column, absent where nothing is known."""
    row = st.builds(dict.__or__, st.fixed_dictionaries({"issuing_country": _country}), _some(_FLAT))
    return st.lists(row, min_size=1, max_size=4)


_LABELS = (
    "Requesting country", "Date of publication", "Charges", "Maximum penalty", "Arrest warrant",
    "Summary of facts", "Nationality", "Pays demandeur", "Fecha de los hechos", "Статья",
)  # fmt: skip


def documents() -> SearchStrategy[str]:
    """Texts that look like notices: a state, labels, values of any kind, lines of anything."""
    heading = st.sampled_from(("RED NOTICE\nRequesting country: Turkey", "Pays demandeur : Russie"))
    value = st.one_of(
        _country, partial_dates(), st.sampled_from(CHARGE_TEXTS), _months.map(str), _text
    )
    labelled = st.builds("{}: {}".format, st.sampled_from(_LABELS), value)
    lines = st.lists(labelled | _text, min_size=1, max_size=12).map("\n".join)
    return st.builds("{}\n{}".format, heading, lines)
