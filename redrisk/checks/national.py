"""What a notice can do in the host state: one sentence each, with citation and date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from redrisk.checks._declare import UNCONFIRMED_MARK
from redrisk.countries import check_code
from redrisk.errors import InvalidInput, Problem

EU_MEMBERS = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "HR",
        "CY",
        "CZ",
        "DK",
        "EE",
        "FI",
        "FR",
        "DE",
        "GR",
        "HU",
        "IE",
        "IT",
        "LV",
        "LT",
        "LU",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SK",
        "SI",
        "ES",
        "SE",
    ]
)
SCHENGEN_BESIDES = frozenset({"CH", "IS", "LI", "NO"})
"""Schengen states outside the EU."""

CIRCUITS_COVERED = ("8th Cir.", "9th Cir.")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one authority says about the effect of a notice, in one sentence.

    Attributes
    ----------
    text
        The sentence, in our own words.
    authority
        The decision or provision.
    court
        The body that speaks; for US courts of appeals, the circuit it binds.
    dated
        The day of the decision or of the provision's entry into force; a year, if no more is known.
    weighs
        ``for`` or ``against`` the subject, or ``neutral``, as far as this point goes.
    source
        Address of the retrieved text.
    unconfirmed
        What was not confirmed; empty if nothing.
    """

    text: str
    authority: str
    court: str
    dated: str
    weighs: str
    source: str
    unconfirmed: str = ""

    def plain(self) -> dict[str, Any]:
        """The statement as data that JSON can hold."""
        return {name: getattr(self, name) for name in self.__slots__}

    def __str__(self) -> str:
        mark = UNCONFIRMED_MARK if self.unconfirmed else ""
        return f"{self.text} {self.authority} ({self.court}, {self.dated}){mark}"


@dataclass(frozen=True, slots=True)
class NationalEffect:
    """The statements for one host state.

    Attributes
    ----------
    country
        The host state; None if unknown.
    covered
        Whether this library holds its law on the point.
    statements
        The authorities, the latest last.
    not_covered
        What is missing, in a sentence; empty if nothing.
    """

    country: str | None
    covered: bool
    statements: tuple[Statement, ...]
    not_covered: str

    def plain(self) -> dict[str, Any]:
        """The effect as data that JSON can hold."""
        return {
            "country": self.country,
            "covered": self.covered,
            "statements": [statement.plain() for statement in self.statements],
            "not_covered": self.not_covered,
        }


US_STATEMENTS = (
    Statement(
        "The subject of another state's Red Notice may not be arrested in the United States on the "
        "notice alone: a treaty, a diplomatic request and a US warrant are needed.",
        "DOJ, Organization and Functions Manual 3", "Department of Justice", "undated", "for",
        "https://www.justice.gov/archives/usam/organization-and-functions-manual-3-provisional-arrests-and-international-extradition-requests",
    ),
    Statement(
        "A Red Notice may be reliable evidence that the serious nonpolitical crime bar applies; "
        "the applicant must then rebut by a preponderance.",
        "Matter of W-E-R-B-, 27 I&N Dec. 795", "BIA", "2020", "against",
        "http://casetext.com/admin-law/in-re-werb-1",
    ),
    Statement(
        "The bar needs a finding of probable cause; the court found no case that took a notice "
        "alone as enough, and the disputed dismissal of the charges mattered.",
        "Rubio Barahona v. Garland, No. 20-1546", "8th Cir.", "2021-02-03", "for",
        "http://www.ecases.us/case/ca8/c8678199/willian-rubio-barahona-v-merrick-b-garland",
    ),
    Statement(
        "A notice together with a foreign warrant and testimony that was not credible was enough.",
        "Villalobos Sura v. Garland, 8 F.4th 1161", "9th Cir.", "2021", "against",
        "http://casetext.com/case/villalobos-sura-v-garland",
    ),
    Statement(
        "A notice by itself cannot establish probable cause: no warrant was filed, detail was "
        "lacking, and it placed the crime at a time when the man was found to be in the US.",
        "Gonzalez-Castillo v. Garland, 47 F.4th 971", "9th Cir.", "2022", "for",
        "https://www.lexisnexis.com/LegalNewsRoom/immigration/b/insidenews/posts/ca9-on-interpol-red-notice-cat-gonzalez-castillo-v-garland",
    ),
    Statement(
        "Immigration officers may not rely exclusively on a notice or diffusion, and must check "
        "that it is current and review it for abuse.",
        "ICE Directive 15006.1", "ICE", "2023-09-29", "for",
        "https://www.ice.gov/news/releases/ice-updates-guidance-use-interpol-red-notices-during-law-enforcement-actions",
        "that it is still in force",
    ),
)  # fmt: skip

UK_STATEMENTS = (
    Statement(
        "Arrest without a warrant needs an NCA certificate, a listed trusted territory and an "
        "offence that carries three years or more; from other states a judge's warrant is needed.",
        "Extradition Act 2003, ss. 74A-74E", "Parliament", "2020", "neutral",
        "https://www.legislation.gov.uk/ukpga/2020/18/notes/division/3/index.htm",
    ),
    Statement(
        "Exclusion from refugee status needs an individual examination and clear, credible "
        "evidence above suspicion or belief, with the burden on the state.",
        "Al-Sirri [2016] UKUT 448 (IAC)", "Upper Tribunal", "2016", "for",
        "https://beta.bailii.org/uk/cases/UKUT/IAC/2016/448.html",
    ),
)  # fmt: skip

EU_STATEMENTS = (
    Statement(
        "Before it extradites another member state's citizen to a third state, a member state must "
        "inform that state, give it priority to seek surrender, and check the risks of Charter "
        "Art. 19.",
        "C-182/15 Petruhhin", "CJEU", "2016-09-06", "neutral",
        "https://eur-lex.europa.eu/legal-content/EN/TXT/HTML/?uri=CELEX%3A62015CJ0182_SUM",
    ),
    Statement(
        "No provisional arrest on a notice once a final judicial decision in a member or Schengen "
        "state establishes that a trial for the same acts was finally disposed of.",
        "C-505/19 WS", "CJEU (Grand Chamber)", "2021-05-12", "neutral",
        "https://www.ejn-crimjust.europa.eu/ejn2021/ContentDetail/EN/1/145",
    ),
)  # fmt: skip


def national_effect(host_country: str | None, *, as_of: dt.date | None = None) -> NationalEffect:
    """What a notice can do in the host state.

    Parameters
    ----------
    host_country
        ISO 3166-1 alpha-2 code; None if unknown.
    as_of
        Leaves out what was decided after this day.

    Returns
    -------
    NationalEffect
        For the US, each decision of a court of appeals names its circuit; the others are not
        covered.

    Raises
    ------
    InvalidInput
        If the code is none.

    Notes
    -----
    Source: the decisions and provisions named in each statement.

    Examples
    --------
    >>> effect = national_effect("US", as_of=dt.date(2021, 12, 31))
    >>> [statement.court for statement in effect.statements]
    ['Department of Justice', 'BIA', '8th Cir.', '9th Cir.']
    >>> national_effect("BR").not_covered
    'The effect of a notice in Brazil is not covered.'
    """
    if host_country is None:
        return NationalEffect(
            None, covered=False, statements=(), not_covered="The host state is not known."
        )
    try:
        code = check_code(host_country)
    except ValueError as error:
        raise InvalidInput([Problem("host_country", str(error))]) from None
    statements: tuple[Statement, ...]
    if code == "US":
        statements = US_STATEMENTS
        missing = f"Circuits other than {' and '.join(CIRCUITS_COVERED)} are not covered."
    elif code == "GB":
        statements, missing = UK_STATEMENTS, ""
    elif code in EU_MEMBERS:
        statements = EU_STATEMENTS
        missing = "The member state's own law on arrest on a notice is not covered."
    else:
        from redrisk.countries import name

        sentence = f"The effect of a notice in {name(code)} is not covered."
        return NationalEffect(code, covered=False, statements=(), not_covered=sentence)
    kept = tuple(s for s in statements if as_of is None or _by(s.dated, as_of))
    return NationalEffect(code, covered=True, statements=kept, not_covered=missing)


def _by(dated: str, day: dt.date) -> bool:
    """Whether a statement of that date stood on the day; a bare year counts from its last day."""
    if dated == "undated":
        return True
    latest = dated if len(dated) > 4 else f"{dated}-12-31"
    return dt.date.fromisoformat(latest) <= day
