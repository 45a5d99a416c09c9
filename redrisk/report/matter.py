"""What the sections are written from: the assessment, the options, the law's findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from redrisk import countries
from redrisk.assessment import Assessment, Contribution
from redrisk.checks import CheckResult
from redrisk.indicators import IndicatorResult
from redrisk.report.options import Options

INSTRUMENTS = {"red_notice": "Red Notice", "diffusion": "diffusion"}


@dataclass(frozen=True)
class Matter:
    """One assessment on its way to an appendix.

    Attributes
    ----------
    assessment
        What is printed.
    options
        How.
    numbers
        Section id to number, so that sections can point to each other.
    """

    assessment: Assessment
    options: Options
    numbers: Mapping[str, int]

    def see(self, section: str) -> str:
        """A pointer to another section, or to the record if this appendix leaves it out."""
        number = self.numbers.get(section)
        return f"section {number}" if number else "the full appendix"

    @property
    def checks(self) -> tuple[CheckResult, ...]:
        """What the rules of INTERPOL say."""
        return self.assessment.checks

    @property
    def indicators(self) -> tuple[IndicatorResult, ...]:
        """What signs of law and practice were looked for."""
        return self.assessment.indicators

    @property
    def instrument(self) -> str:
        """What was asked, in words."""
        return INSTRUMENTS.get(self.assessment.notice.instrument or "", "request to arrest")

    @property
    def request(self) -> str:
        """The request in words, with its date and issuing state."""
        notice = self.assessment.notice
        when = f" of {notice.notice_date}" if notice.notice_date else ""
        return f"{self.instrument}{when}, sent by {countries.name(notice.issuing_country)}"

    def moving(self, sign: int) -> list[Contribution]:
        """The contributions of one sign, the weightiest first."""
        chosen = [item for item in self.assessment.contributions if item.points * sign > 0]
        return sorted(chosen, key=lambda item: -abs(item.points))


def signed(points: int) -> str:
    """Points with their sign.

    >>> signed(3), signed(0), signed(-2)
    ('+3', '0', '−2')
    """
    return f"+{points}" if points > 0 else str(points).replace("-", "−")


def span(ends: tuple[int, int]) -> str:
    """Two numbers of points as a range."""
    return f"{signed(ends[0])} to {signed(ends[1])}"


def capital(text: str) -> str:
    """The text with a capital letter first."""
    return text[:1].upper() + text[1:]
