"""The feature catalogue: every question that may carry points, declared once.

A feature's levels are the ordered answers of one fact, or of two facts joined by 'and'. Its
direction is what doctrine says, before any data are looked at, and bounds what can be learned.
Which features carry points is decided by the rules on uneven recording in docs/method.md, at
training; the rest are listed as not weighed, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from redrisk.facts import FACT, Fact
from redrisk.view import Range

Direction = Literal["raises", "lowers", "either"]
Knowable = Literal["from the notice", "from the file", "from published indices"]
AuthorityKind = Literal["instrument", "decision", "institution", "practitioner commentary"]


@dataclass(frozen=True, slots=True)
class Authority:
    """Who says that this question matters."""

    kind: AuthorityKind
    cite: str


@dataclass(frozen=True, slots=True)
class Feature:
    """A question that may carry points.

    Attributes
    ----------
    id
        The name used in the card, in JSON and in tables.
    facts
        One fact, or two that must both hold.
    direction
        Whether a higher level raises the points, lowers them, or may do either.
    reason
        Why doctrine gives it that direction.
    authority
        An instrument, decision or institution; other sources are practitioner commentary.
    knowable
        Where the answer is found.
    group
        The heading under which it is printed.
    question
        In words; the fact's own question unless two facts are joined.
    levels
        From the one that says least to the one that says most.
    unknown
        The range that leaves every level open.
    reads
        The notice's fields that it looks at.
    """

    id: str
    group: str
    facts: tuple[Fact, ...]
    direction: Direction
    reason: str
    authority: Authority
    knowable: Knowable
    question: str

    levels: tuple[str, ...] = field(init=False)
    unknown: Range = field(init=False)
    reads: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        reads = dict.fromkeys(name for fact in self.facts for name in fact.reads)
        object.__setattr__(self, "levels", self.facts[0].answers)
        object.__setattr__(self, "unknown", self.facts[0].unknown)
        object.__setattr__(self, "reads", tuple(reads))

    def level(self, values: Mapping[str, Range], least: Callable[[int, int], int] = min) -> Range:
        """The levels left open, from the facts' ranges: 'and' is the minimum of both ends.

        ``least`` is the lesser of two numbers, or of two columns where a table is read.
        """
        level = values[self.facts[0].id]
        for fact in self.facts[1:]:
            other = values[fact.id]
            level = (least(level[0], other[0]), least(level[1], other[1]))
        return level

    def in_words(self, level: Range) -> str:
        """The levels left open, as printed."""
        first, last = level
        if level == self.unknown:
            return "unknown"
        if first == last:
            return self.levels[first]
        return f"from '{self.levels[first]}' to '{self.levels[last]}'"


def _instrument(cite: str) -> Authority:
    return Authority("instrument", cite)


def _institution(cite: str) -> Authority:
    return Authority("institution", cite)


def _decision(cite: str) -> Authority:
    return Authority("decision", cite)


def _commentary(cite: str) -> Authority:
    return Authority("practitioner commentary", cite)


_ARTICLE_3 = "INTERPOL Constitution, Article 3"
_PREDOMINANCE = "AGN/20/RES/11 (1951), test of the predominant element"
_ORDINARY_LAW = "RPD, Article 83(1)(a)(i): serious ordinary-law crime"
_EXCLUDED = "RPD, Article 83(1)(a)(i): excluded classes of offences"


def _declare(
    group: str,
    fact: str | tuple[str, str],
    direction: Direction,
    reason: str,
    authority: Authority,
    knowable: Knowable = "from the file",
    *,
    feature_id: str | None = None,
    question: str | None = None,
) -> Feature:
    facts = tuple(FACT[name] for name in ((fact,) if isinstance(fact, str) else fact))
    return Feature(
        id=feature_id or facts[0].id,
        group=group,
        facts=facts,
        direction=direction,
        reason=reason,
        authority=authority,
        knowable=knowable,
        question=question or facts[0].question,
    )


STATE = "The issuing state's institutions"
CHARGE = "The charge"
SUBJECT = "The subject"
ALLEGATION = "The allegation"
TIMING = "Timing"
RULINGS = "Protection and rulings"

FEATURES: tuple[Feature, ...] = (
    _declare(
        STATE,
        "state_rule_of_law",
        "raises",
        "courts that the executive can direct are less of a check on a request's motive",
        _instrument("INTERPOL Constitution, Article 2(1)"),
        "from published indices",
    ),
    _declare(
        STATE,
        "state_free_expression",
        "raises",
        "where speech is punished, criminal charges reach critics more often",
        _instrument(_ARTICLE_3),
        "from published indices",
    ),
    _declare(
        CHARGE,
        "charge_political",
        "raises",
        "offences against the state or by word fall under Article 3 unless an ordinary-law act "
        "is shown",
        _instrument(_ARTICLE_3),
        "from the notice",
    ),
    _declare(
        CHARGE,
        "charge_membership",
        "raises",
        "membership without a specific act gets close scrutiny under Article 3",
        _institution("INTERPOL, Repository of Practice (2024), chapter on terrorism"),
        "from the notice",
    ),
    _declare(
        CHARGE,
        "charge_terrorism",
        "either",
        "INTERPOL's channels are open to terrorism cases, and the label is reported as abused",
        _instrument("AGN/53/RES/7 (1984), terrorism and serious violence"),
        "from the notice",
    ),
    _declare(
        CHARGE,
        "charge_economic",
        "either",
        "an ordinary-law crime in form, and the form that is most reported in abusive requests",
        _commentary("Open Dialogue Foundation, report on reform of the INTERPOL system"),
        "from the notice",
    ),
    _declare(
        CHARGE,
        "charge_violent",
        "lowers",
        "violence against persons is the plainest ordinary-law crime",
        _instrument(_ORDINARY_LAW),
        "from the notice",
    ),
    _declare(
        CHARGE,
        "charge_organised",
        "lowers",
        "trafficking and organised crime are of interest to every member's police",
        _instrument("RPD, Article 35: interest for international police cooperation"),
        "from the notice",
    ),
    _declare(
        CHARGE,
        "charge_transnational",
        "lowers",
        "crimes that cross borders by their nature are of interest to other members' police",
        _instrument("RPD, Article 35: interest for international police cooperation"),
        "from the notice",
    ),
    _declare(
        CHARGE,
        "charge_private",
        "raises",
        "private disputes and family matters are excluded from Red Notices",
        _instrument(_EXCLUDED),
        "from the notice",
    ),
    _declare(
        SUBJECT,
        "political_profile",
        "raises",
        "the status of the person is one of the elements weighed under Article 3",
        _instrument(f"{_ARTICLE_3}; RPD, Article 34(3)"),
    ),
    _declare(
        SUBJECT,
        "crossed_officials",
        "raises",
        "a refusal or exposure of officials before the charge suggests retaliation",
        _commentary("Grossman Young and Gherson, accounts of retaliatory charges"),
    ),
    _declare(
        SUBJECT,
        "state_post",
        "either",
        "acts in office lean to Article 3, private enrichment in office to ordinary law",
        _instrument(_PREDOMINANCE),
    ),
    _declare(
        SUBJECT,
        "business_elite",
        "either",
        "wealth is a motive for abuse and an occasion for ordinary economic crime",
        _commentary("Berkeley Square Solicitors and Gherson, pattern of business cases"),
    ),
    _declare(
        SUBJECT,
        "armed_or_gang",
        "lowers",
        "armed or gang violence takes a case out of the political field",
        _instrument("AGN/53/RES/7 (1984), terrorism and serious violence"),
        "from the notice",
    ),
    _declare(
        SUBJECT,
        "rights_or_press_role",
        "raises",
        "journalists and rights defenders are named as targets of abusive requests",
        _institution("European Parliament, study PE 603.472 (2019)"),
    ),
    _declare(
        SUBJECT,
        "opposition_role",
        "raises",
        "opposition politicians are named as targets of abusive requests",
        _institution("Parliamentary Assembly of the Council of Europe, Resolution 2161 (2017)"),
    ),
    _declare(
        SUBJECT,
        "private_role",
        "lowers",
        "a private person without public role has no status that Article 3 would weigh",
        _instrument(_PREDOMINANCE),
    ),
    _declare(
        SUBJECT,
        ("political_profile", "charge_economic"),
        "raises",
        "an economic charge is the usual form of a request against a critic or funder",
        _commentary("Open Dialogue Foundation, report on reform of the INTERPOL system"),
        feature_id="economic_charge_political_subject",
        question="Is an economic offence charged against a politically active person?",
    ),
    _declare(
        ALLEGATION,
        "private_victims",
        "lowers",
        "identifiable victims of their own speak for an ordinary-law crime",
        _instrument(_PREDOMINANCE),
        "from the notice",
    ),
    _declare(
        ALLEGATION,
        "concrete_act",
        "lowers",
        "a concrete act can be tried; a label or an opinion can't",
        _instrument("RPD, Article 83(2)(b)(i): summary of facts"),
        "from the notice",
    ),
    _declare(
        ALLEGATION,
        "violence_alleged",
        "lowers",
        "violence with victims is the plainest ordinary-law crime",
        _instrument("AGN/53/RES/7 (1984), serious violence"),
        "from the notice",
    ),
    _declare(
        ALLEGATION,
        "individual_acts_missing",
        "raises",
        "a notice must say what this person did, when and where",
        _instrument("RPD, Article 83(2)(b)(i): summary of facts"),
        "from the notice",
    ),
    _declare(
        ALLEGATION,
        "private_dispute",
        "raises",
        "disputes between private parties are excluded from Red Notices",
        _instrument(_EXCLUDED),
    ),
    _declare(
        ALLEGATION,
        "associates_targeted",
        "raises",
        "pursuit of relatives, lawyers and colleagues is coercion by proxy",
        _institution("Parliamentary Assembly of the Council of Europe, Resolution 2509 (2023)"),
    ),
    _declare(
        ALLEGATION,
        "in_absentia",
        "raises",
        "trial in absence weakens the safeguards of Article 2, though it is no defect by itself",
        _instrument("INTERPOL Constitution, Article 2(1); CCF Decision 2/2018"),
        "from the notice",
    ),
    _declare(
        TIMING,
        "activity_to_case",
        "raises",
        "a case opened soon after dissent suggests retaliation",
        _commentary("Lemon, Weaponizing Interpol, Journal of Democracy (2019)"),
    ),
    _declare(
        TIMING,
        "case_after_departure",
        "raises",
        "a case opened only once the person was out of reach suggests another aim than trial",
        _institution("INTERPOL, release of 7 July 2009 on a request not acted on at home"),
    ),
    _declare(
        TIMING,
        "case_after_asylum_claim",
        "raises",
        "a case opened after a claim to asylum suggests an answer to it",
        _instrument("GA-2017-86-RES-09, refugee resolution"),
    ),
    _declare(
        TIMING,
        "notice_after_protection",
        "raises",
        "a request sent after protection was granted seeks to undo it",
        _instrument("GA-2017-86-RES-09, refugee resolution"),
    ),
    _declare(
        TIMING,
        "old_facts",
        "raises",
        "old facts revived without new evidence suggest another occasion",
        _institution("INTERPOL, Repository of Practice (2024), coups and regime change"),
    ),
    _declare(
        RULINGS,
        "protected",
        "raises",
        "another state has found a well-founded fear of persecution",
        _instrument("GA-2017-86-RES-09, refugee resolution"),
    ),
    _declare(
        RULINGS,
        "asylum_denied",
        "lowers",
        "another state has examined the fear of persecution and not found it",
        _instrument("GA-2017-86-RES-09, refugee resolution"),
    ),
    _declare(
        RULINGS,
        "extradition_refused",
        "raises",
        "another state's court has examined the request and refused it",
        _decision("CCF Decision 5/2019, refusals on grounds that INTERPOL's rules share"),
    ),
    _declare(
        RULINGS,
        "interpol_refused",
        "raises",
        "INTERPOL has already found a request on the same person or facts not to meet its rules",
        _instrument("RPD, Articles 52-53: data refused must not be entered again"),
    ),
    _declare(
        RULINGS,
        "interpol_upheld",
        "lowers",
        "the CCF has already found the data compliant",
        _instrument("CCF Statute, Article 42: revision needs a new fact"),
    ),
)

FEATURE: dict[str, Feature] = {feature.id: feature for feature in FEATURES}
GROUPS: tuple[str, ...] = (STATE, CHARGE, SUBJECT, ALLEGATION, TIMING, RULINGS)


_ALONE = tuple((feature.id, feature.facts[0].id) for feature in FEATURES)
_JOINED = tuple(feature for feature in FEATURES if len(feature.facts) > 1)


def levels_of(
    values: Mapping[str, Range], least: Callable[[int, int], int] = min
) -> dict[str, Range]:
    """Every feature's levels left open by the facts; ``least`` is as for ``Feature.level``."""
    levels = {feature: values[fact] for feature, fact in _ALONE}
    for feature in _JOINED:
        levels[feature.id] = feature.level(values, least)
    return levels
