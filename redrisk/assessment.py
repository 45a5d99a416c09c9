"""What comes out: the assessment of one notice. Words for it are made in explanation.py."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from redrisk._version import __version__
from redrisk.facts import FACTS, Fact, answer_in_words
from redrisk.features import Feature
from redrisk.nearest import Neighbour
from redrisk.notice import Notice
from redrisk.priors import WARNING, Prior, named_priors
from redrisk.scorecard import CardRow, Model
from redrisk.view import Range
from redrisk.weight import band, likelihood_ratio, risk

if TYPE_CHECKING:
    from redrisk.checks import CheckResult
    from redrisk.indicators import IndicatorResult


class Contribution(NamedTuple):
    """What one feature adds to the sum.

    Attributes
    ----------
    row
        The feature's place in the card: declaration, recording, counts, notes.
    level
        The range of levels that the notice leaves open.
    points
        Whole points; 0 where the level is unknown.
    """

    row: CardRow
    level: Range
    points: int

    @property
    def feature(self) -> Feature:
        """The feature's declaration."""
        return self.row.feature

    @property
    def known(self) -> bool:
        """Whether the notice says anything on it."""
        return self.level != self.row.feature.unknown

    @property
    def level_in_words(self) -> str:
        """The level as printed."""
        return self.row.feature.in_words(self.level)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact that nobody stated, and what it could move.

    Attributes
    ----------
    fact
        The question.
    answer
        'unknown', or the answers that partial dates leave open.
    lowest, highest
        Change of the total if the answer were the one that lowers, or raises, it most.
    """

    fact: Fact
    answer: str
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Caution:
    """Something that a reader must know before using the score."""

    code: str
    message: str


@dataclass(frozen=True)
class Assessment:
    """The weight of a notice's facts, and all that is needed to redo it.

    Attributes
    ----------
    notice
        What was weighed.
    case_id
        The case's id, if a case was scored.
    model
        The card that was used.
    prior
        Probability of rejection before the facts, and the population it was counted in.
    points
        The sum of all contributions.
    points_even
        The sum without uneven features.
    points_exhibited
        The sum on exhibited facts alone; 0 if none is exhibited.
    reported_points
        Points within the range that the data support.
    interval
        90 % interval of the reported points, whole points; sampling error alone.
    range_over_unknowns
        The least and most that the sum could come to if everything unknown were known.
    contributions
        One for each weighed feature, in the catalogue's order.
    not_weighed
        The other features, with the levels that the notice gives them.
    neighbours
        Nearest decided cases, rejected ones first.
    warnings
        What a reader must know.
    """

    notice: Notice
    case_id: str | None
    model: Model
    prior: Prior
    points: int
    points_even: int
    points_exhibited: int
    reported_points: int
    interval: tuple[int, int]
    range_over_unknowns: tuple[int, int]
    contributions: tuple[Contribution, ...]
    not_weighed: tuple[Contribution, ...]
    neighbours: tuple[Neighbour, ...]
    warnings: tuple[Caution, ...]
    facts: Mapping[str, Range]

    @property
    def clipped(self) -> str | None:
        """'at least' or 'at most' where the points lie beyond what the data support."""
        if self.points > self.reported_points:
            return "at least"
        return "at most" if self.points < self.reported_points else None

    @property
    def likelihood_ratio(self) -> float:
        """How many times more probable such facts are among rejected than among upheld requests."""
        return likelihood_ratio(self.reported_points)

    @property
    def interval_level(self) -> float:
        """The coverage that the interval was widened to, 0 to 1."""
        level: float = self.model.card["interval"]["level"]
        return level

    @property
    def band(self) -> str:
        """The verbal step of the reported points."""
        return band(self.reported_points)

    @property
    def risk(self) -> float:
        """Posterior probability of rejection under the named prior."""
        return risk(self.reported_points, self.prior.value)

    @property
    def risk_interval(self) -> tuple[float, float]:
        """The risk at both ends of the interval."""
        low, high = self.interval
        return risk(low, self.prior.value), risk(high, self.prior.value)

    @property
    def known_facts(self) -> int:
        """How many weighed features the notice says anything on."""
        return sum(item.known for item in self.contributions)

    @functools.cached_property
    def checks(self) -> tuple[CheckResult, ...]:
        """Which rules of INTERPOL the request satisfies; they and the points do not meet."""
        from redrisk.checks import run

        return run(self.notice)

    @functools.cached_property
    def indicators(self) -> tuple[IndicatorResult, ...]:
        """The qualitative indicators, found, not found or unknown; they carry no points."""
        from redrisk.indicators import find

        return find(self.notice)

    @functools.cached_property
    def unknowns(self) -> tuple[Unknown, ...]:
        """What nobody stated, the facts that could move most first."""
        return tuple(sorted(self._unknowns(), key=lambda item: item.lowest - item.highest))

    def _unknowns(self) -> list[Unknown]:
        by_fact: dict[str, list[Contribution]] = {}
        for item in self.contributions:
            for fact in item.feature.facts:
                by_fact.setdefault(fact.id, []).append(item)
        found = []
        for fact in FACTS:
            first, last = self.facts[fact.id]
            if first == last or fact.id not in by_fact:
                continue
            moves = [
                sum(self._moved(item, fact, answer) for item in by_fact[fact.id])
                for answer in range(first, last + 1)
            ]
            answer = answer_in_words(fact, (first, last))
            found.append(Unknown(fact, answer, min(0, *moves), max(0, *moves)))
        return found

    def _moved(self, item: Contribution, fact: Fact, answer: int) -> int:
        """Change of a contribution if the fact had this answer, all else as it is."""
        level = item.feature.level({**self.facts, fact.id: (answer, answer)})
        return item.row.points[level] - item.points

    def facts_read(self, feature: Feature) -> dict[str, Any]:
        """The notice's fields that a feature looks at and that are stated, as plain data."""
        plain = self._plain_notice
        found = {}
        for path in feature.reads:
            name, _, part = path.partition(".")
            value = plain.get(name)
            if part:
                value = value.get(part) if isinstance(value, dict) else None
            if value is not None:
                found[path] = value
        return found

    @functools.cached_property
    def _plain_notice(self) -> dict[str, Any]:
        plain = self.notice.plain()
        return {key: value for key, value in plain.items() if value != {}}

    def priors_table(self) -> list[dict[str, Any]]:
        """The risk under every named prior, and under a stated one, with what was counted."""
        priors = [*named_priors().values()]
        if self.prior not in priors:
            priors.append(self.prior)
        low, high = self.interval
        return [
            {
                **prior.plain(),
                "risk": risk(self.reported_points, prior.value),
                "risk_interval": [risk(low, prior.value), risk(high, prior.value)],
                "warning": None if prior.name == "even" else WARNING,
            }
            for prior in priors
        ]

    def explain(self) -> str:
        """The assessment in plain English, for a lawyer to paste; its first lines need no glossary.

        >>> import redrisk
        >>> print(redrisk.score({"issuing_country": "FR"}).explain().splitlines()[0])
        What was asked
        """
        from redrisk.explanation import explain

        return explain(self)

    def to_dict(self) -> dict[str, Any]:
        """The assessment as plain data, in a fixed order."""
        return {
            "case_id": self.case_id,
            "reference": self.notice.reference,
            "notice": self._plain_notice,
            "points": self.points,
            "reported_points": self.reported_points,
            "clipped": self.clipped,
            "interval": {"level": self.interval_level, "points": list(self.interval)},
            "likelihood_ratio": self.likelihood_ratio,
            "band": self.band,
            "points_even": self.points_even,
            "points_exhibited": self.points_exhibited,
            "range_over_unknowns": list(self.range_over_unknowns),
            "prior": self.prior.plain(),
            "risk": self.risk,
            "risk_interval": list(self.risk_interval),
            "priors": self.priors_table(),
            "contributions": [self._plain_contribution(item) for item in self.contributions],
            "not_weighed": [self._plain_contribution(item) for item in self.not_weighed],
            "unknowns": [
                {
                    "fact": item.fact.id,
                    "question": item.fact.question,
                    "fields": list(item.fact.reads),
                    "answer": item.answer,
                    "lowest": item.lowest,
                    "highest": item.highest,
                }
                for item in self.unknowns
            ],
            "neighbours": [
                {
                    "case_id": item.case.case_id,
                    "label": item.case.label,
                    "decided_by": item.case.decided_by,
                    "publishers": list(item.case.publishers),
                    "descriptor": item.case.descriptor,
                    "likeness": item.likeness,
                    "alike": list(item.alike),
                    "different": list(item.different),
                }
                for item in self.neighbours
            ],
            "checks": [result.plain() for result in self.checks],
            "indicators": [result.plain() for result in self.indicators],
            "warnings": [{"code": w.code, "message": w.message} for w in self.warnings],
            "model": {
                "name": self.model.name,
                "software": __version__,
                "bounds": [self.model.lower, self.model.upper],
                "hashes": dict(self.model.hashes),
            },
        }

    def _plain_contribution(self, item: Contribution) -> dict[str, Any]:
        feature = item.feature
        return {
            "feature": feature.id,
            "question": feature.question,
            "level": item.level_in_words,
            "points": item.points,
            "recording": item.row.recording,
            "reason": item.row.reason,
            "direction": feature.direction,
            "authority": {"kind": feature.authority.kind, "cite": feature.authority.cite},
            "counts": {
                name: {"rejected": counts.rejected, "upheld": counts.upheld}
                for name, counts in item.row.counts.items()
            },
            "reads": list(feature.reads),
            "facts_read": self.facts_read(feature),
            "notes": list(item.row.notes),
        }

    def to_json(self) -> str:
        """The canonical record: the same notice, model and version give the same bytes.

        Sorted keys, no spaces, ASCII with escapes; integers are exact, risks have four decimals
        and the likelihood ratio three significant digits.
        """
        return json.dumps(self.to_dict(), sort_keys=True, separators=(",", ":"))
