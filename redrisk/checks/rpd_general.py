"""RPD, general conditions: what any data in INTERPOL's system must meet (Articles 5 to 42)."""

from __future__ import annotations

import datetime as dt

from redrisk.checks._declare import (
    Citation,
    Finding,
    failed,
    passed,
    rule,
    unknown,
)
from redrisk.checks._facts import Facts
from redrisk.checks._offences import GRAVE, named, spread, touches, unclassed

BIOMETRICS_SINCE = dt.date(2024, 11, 7)
"""End of the 92nd General Assembly, which counted biometric data among the sensitive ones."""


def combined(facts: Facts, rules: tuple[str, ...], what: str) -> Finding:
    """One failure fails; all must pass to pass; anything else leaves it unknown."""
    broken, met, open_, asks = [], [], [], ""
    for name in rules:
        found = facts.outcome(name)
        if found.result == "FAIL":
            broken.append(name)
        elif found.result == "PASS":
            met.append(name)
        elif found.result == "UNKNOWN":
            open_.append(name)
            asks = asks or found.asks
    if broken:
        decisive = [facts.outcome(name) for name in broken]
        facts.rest_on(*decisive)
        doubtful = all(found.unconfirmed for found in decisive)
        return failed(f"{what} not met: {', '.join(broken)}", unconfirmed=doubtful)
    if open_ or not met:
        return unknown(asks or "charges", f"{what} not settled: {', '.join(open_ or rules)}")
    facts.rest_on(*(facts.outcome(name) for name in met))
    return passed(f"{what} met: {', '.join(met)}")


@rule(
    "G5",
    Citation("RPD", "5"),
    inputs="charges answers.torture_or_coerced_evidence answers.due_process_denied",
    sources=("https://euextraditionlaw.com/interpol-rules-of-procedure/",),
    unconfirmed="paragraphs",
    rests_on="C2 C3",
)
def constitution_respected(facts: Facts) -> Finding:
    """Respect for the Constitution.

    Processing must respect the Constitution: Articles 2 and 3 bind the sending NCB as well as
    INTERPOL.
    """
    return combined(facts, ("C2", "C3"), "the tests of Articles 2 and 3 are")


@rule(
    "G10",
    Citation("RPD", "10", "1-2"),
    inputs="answers.other_purpose_shown warrant.valid answers.charges_dropped_or_acquitted "
    "extradition extradition_requested_when_located papers_sent_on "
    "answers.no_extradition_request_when_located answers.reason_for_no_request",
    sources=(
        "https://otherside.law/interpol-rules-processing-data-amendments-2023",
        "https://www.underrednotice.com/post/interpol-lack-of-purpose-and-extradition",
    ),
)
def purpose_pursued(facts: Facts) -> Finding:
    """Purpose of the data.

    Data serve one explicit purpose that fits INTERPOL's aims; for a Red Notice, to find a
    wanted person with a view to detention, arrest or restricted movement. Article 10(2) lists
    the purposes; amended in 2023, not in this respect.
    """
    other = facts.answer("other_purpose_shown")
    if other:
        return failed("documents show another purpose than the one that the rules allow")
    spent = purpose_spent(facts)
    if spent:
        return failed(f"the purpose is spent: {spent}")
    asked = asked_for_extradition(facts)
    if asked:
        return passed("extradition was asked for, and nothing shows that the purpose is spent")
    if asked is False and other is False and facts.answer("reason_for_no_request"):
        return passed("extradition was not asked for, on a reasonable ground; no other purpose")
    if asked is False:
        return unknown(
            "answers.other_purpose_shown" if other is None else "answers.reason_for_no_request",
            "extradition was not asked for; whether the purpose is still pursued is not known",
        )
    return unknown(
        "extradition_requested_when_located",
        "what the issuing state did to reach the purpose is not known",
    )


def asked_for_extradition(facts: Facts) -> bool | None:
    """Whether the issuing state asked for extradition once it knew where the subject was."""
    stated: bool | None = facts.field("extradition_requested_when_located")
    if stated is not None:
        return stated
    if facts.happened("papers_sent_on") is not None:
        return True
    for path, item in facts.events("extradition"):
        if item.result != "withdrawn":
            facts.use(f"{path}.result", item.result)
            return True
    return False if facts.answer("no_extradition_request_when_located") else None


def purpose_spent(facts: Facts) -> str:
    """Why the purpose of a wanted notice is achieved or gone; empty if nothing says so."""
    if facts.part("warrant", "valid") is False:
        return "the warrant is no longer in force"
    if facts.answer("charges_dropped_or_acquitted"):
        return "the charges were dropped or the subject was acquitted"
    for path, item in facts.events("extradition"):
        if item.result == "surrendered":
            facts.use(f"{path}.result", item.result)
            return "the subject was surrendered"
    return ""


@rule(
    "G11",
    Citation("RPD", "11", "1"),
    inputs="warrant.valid limitation_expires answers.lawfulness_of_proceedings_doubtful "
    "answers.authoritative_rights_finding",
    unconfirmed="wording",
    rests_on="S-lim",
)
def lawful(facts: Facts) -> Finding:
    """Lawfulness.

    Due regard to the source's own law, and respect for the basic rights of the person
    (Constitution Art. 2, Universal Declaration).
    """
    if facts.part("warrant", "valid") is False:
        return failed("the warrant is void under the issuing state's law")
    if facts.answer("lawfulness_of_proceedings_doubtful"):
        return failed("the proceedings are unlawful under the issuing state's own law")
    if facts.answer("authoritative_rights_finding"):
        return failed("a serious breach of rights in this case was established")
    barred = facts.outcome("S-lim")
    if barred.result == "FAIL":
        facts.rest_on(barred)
        return failed(barred.reason)
    if facts.part("warrant", "valid") is None:
        return unknown("warrant.valid", "whether the warrant is in force is not known")
    if facts.answer("authoritative_rights_finding") is None:
        return unknown(
            "answers.authoritative_rights_finding",
            "whether a body found a breach of rights is not known",
        )
    return passed("the warrant is in force and no serious finding on rights stands against it")


@rule(
    "G12",
    Citation("RPD", "12", "1"),
    inputs="answers.factual_impossibility answers.errors_or_incomplete_notice "
    "answers.charges_dropped_or_acquitted",
    sources=("https://ngm.com.au/?p=33102",),
    unconfirmed="wording",
)
def accurate(facts: Facts) -> Finding:
    """Quality of the data.

    Data are accurate, relevant, not excessive and up to date. Innocence is no ground by itself:
    it counts here as a material statement that is false.
    """
    false_fact = facts.answer("factual_impossibility")
    if false_fact:
        return failed("a document shows that a material statement is false")
    gaps = facts.answer("errors_or_incomplete_notice")
    if gaps:
        return failed("the notice has serious errors or gaps of fact")
    if facts.answer("charges_dropped_or_acquitted"):
        return failed("the data are stale: the charges were dropped or the subject was acquitted")
    if false_fact is None:
        return unknown("answers.factual_impossibility", "the statements have not been tested")
    if gaps is None:
        return unknown(
            "answers.errors_or_incomplete_notice",
            "whether the notice is complete has not been tested",
        )
    return passed("no material statement is shown to be false, missing or stale")


@rule(
    "G17",
    Citation("RPD", "17"),
    inputs="answers.bureau_told_of_defect answers.bureau_corrected",
    unconfirmed="wording",
)
def bureau_answers(facts: Facts) -> Finding:
    """The NCB answers for its data.

    NCBs answer for compliance and must act when they learn of a defect.
    """
    if not facts.answer("bureau_told_of_defect"):
        return unknown("answers.bureau_told_of_defect", "nothing shows that the NCB was told")
    corrected = facts.answer("bureau_corrected")
    if corrected is None:
        return unknown("answers.bureau_corrected", "what the NCB did once told is not known")
    if corrected:
        return passed("the NCB was told of a defect and corrected it")
    return failed("the NCB was told of a defect and did nothing")


@rule(
    "G34",
    Citation("RPD", "34", "1-4"),
    inputs="charges interpol_history answers.new_facts_since_deletion",
    sources=(
        "https://bsblaw.co.uk/blog/interpols-updated-repository-of-practice-a-welcome-step-toward-transparency",
    ),
    unconfirmed="wording, and the list of elements in 34(3)",
    rests_on="C3 D52-53",
)
def article_3_ensured(facts: Facts) -> Finding:
    """NCB ensures conformity with Article 3.

    The NCB ensures conformity with Article 3 before it enters data, weighing all relevant
    elements (34(3), the notes P-a to P-g); the Secretariat keeps a repository of practice
    (34(4)). A request entered again after a deletion does not satisfy the rule unless there are
    new facts.
    """
    return combined(facts, ("C3", "D52-53"), "conformity with Article 3 is")


@rule(
    "G35",
    Citation("RPD", "35", "1-2"),
    inputs="charges violence_alleged answers.organised_or_transnational_crime "
    "answers.petty_or_local private_dispute answers.family_or_private_matter",
    sources=(
        "https://www.kingsleynapley.co.uk/insights/blogs/criminal-law-blog/challenging-interpol-red-notices-what-do-the-ccfs-decisions-tell-us-part-four-unfunded-or-bounced-cheques",
    ),
    unconfirmed="wording",
    rests_on="R83-x2 R83-x3 R83-x3q",
)
def of_interest(facts: Facts) -> Finding:
    """Interest for international police cooperation.

    Data are of interest for international police cooperation, measured by the purpose and by
    their use to other countries (35(2)).
    """
    if facts.answer("petty_or_local"):
        return failed("the acts are petty or of purely local interest")
    for class_ in ("x2", "x3", "x3q"):
        found = facts.tested(f"R83-{class_}")
        if found.result == "FAIL":
            facts.rest_on(found)
            return failed(f"purely private or petty: {found.reason}")
    if facts.answer("organised_or_transnational_crime"):
        return passed("the facts show organised or cross-border crime")
    if facts.field("violence_alleged"):
        return passed("violence is alleged")
    if touches(facts, GRAVE):
        return passed(f"the charges are grave: {named(facts)}")
    if facts.answer("petty_or_local") is False:
        return passed("the acts are neither petty nor purely local")
    if spread(facts, GRAVE) == "unknown":
        return unknown(unclassed(facts), "the charges are not known or not classed")
    return unknown(
        "answers.petty_or_local", f"the charges ({named(facts)}) do not tell how grave the acts are"
    )


@rule(
    "G40",
    Citation("RPD", "40"),
    inputs="minor_at_offence answers.minor_flagged",
    unconfirmed="wording",
)
def minor(facts: Facts) -> Finding:
    """Minors.

    Extra conditions hold if the person was a minor at the time of the acts.
    """
    was_minor = facts.field("minor_at_offence")
    if was_minor is None:
        return unknown("minor_at_offence", "the subject's age at the time is not known")
    if not was_minor:
        return passed("the subject was an adult at the time of the acts")
    flagged = facts.answer("minor_flagged")
    if flagged is None:
        return unknown(
            "answers.minor_flagged",
            "the subject was a minor; whether the notice says so is not known",
        )
    if flagged:
        return passed("the subject was a minor, and the notice flags it with reasons")
    return failed("the subject was a minor, and the notice does not treat them as one")


@rule(
    "G42",
    Citation("RPD", "42"),
    inputs="answers.sensitive_data_recorded answers.biometric_data_recorded "
    "answers.sensitive_data_justified notice_date",
    sources=(
        "https://aliyildizlegal.com/2025/02/24/the-2024-amendments-to-interpols-rules-on-the-processing-of-data",
    ),
    unconfirmed="the condition, and the day from which the amendment of 2024 is applied",
)
def sensitive_data(facts: Facts) -> Finding:
    """Particularly sensitive data.

    Particularly sensitive data need special relevance. Since the amendments of 2024 biometric
    data are among them (Article 1).
    """
    recorded = facts.answer("sensitive_data_recorded")
    biometric = facts.answer("biometric_data_recorded")
    if biometric and not recorded:
        counts = _counts_biometrics(facts)
        if counts is None:
            return unknown(
                "notice_date",
                "biometric data are recorded; whether they counted as sensitive on the day of the "
                "notice is not known",
            )
        if not counts:
            biometric = False
    if recorded or biometric:
        return _sensitive("sensitive data" if recorded else "biometric data", facts)
    if recorded is None:
        return unknown("answers.sensitive_data_recorded", "the content is not known")
    if biometric is None and _counts_biometrics(facts) is not False:
        return unknown("answers.biometric_data_recorded", "the content is not known")
    return passed("no particularly sensitive data are recorded")


def _sensitive(kind: str, facts: Facts) -> Finding:
    justified = facts.answer("sensitive_data_justified")
    if justified is None:
        return unknown(
            "answers.sensitive_data_justified", f"{kind} are recorded; the need is not known"
        )
    if justified:
        return passed(f"{kind} are recorded, and needed for the purpose")
    return failed(f"{kind} are recorded without need")


def _counts_biometrics(facts: Facts) -> bool | None:
    """Whether biometric data counted as sensitive on the notice's day; None without a day."""
    date = facts.field("notice_date")
    if date is None:
        return None if facts.as_of is None else facts.as_of >= BIOMETRICS_SINCE
    if date.earliest < BIOMETRICS_SINCE <= date.latest:
        return None
    return bool(date.earliest >= BIOMETRICS_SINCE)
