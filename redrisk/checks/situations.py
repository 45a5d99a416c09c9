"""Situations that the CCF meets again and again, and what its practice makes of each."""

from __future__ import annotations

from redrisk.checks._declare import Citation, Finding, failed, not_applicable, passed, rule, unknown
from redrisk.checks._facts import Facts
from redrisk.checks._offences import SUBSTANTIVE
from redrisk.checks.national import EU_MEMBERS, SCHENGEN_BESIDES
from redrisk.checks.rpd_notices import STEPS, steps_once_located

_MIRROR = "https://europeancourt.org/en/wp-json/wp/v2/pages/"
_REFUSALS = "https://www.kingsleynapley.co.uk/insights/blogs/criminal-law-blog/challenging-interpol-red-notices-what-do-the-ccfs-decisions-tell-us-part-three-decisions-not-to-extradite"


@rule(
    "S-nbi",
    Citation("CJEU C-505/19"),
    inputs="answers.ne_bis_in_idem answers.final_decision_country",
    sources=(
        "https://www.ejn-crimjust.europa.eu/ejn2021/ContentDetail/EN/1/145",
        f"{_MIRROR}232001",
    ),
)
def ne_bis_in_idem(facts: Facts) -> Finding:
    """Ne bis in idem.

    In the EU and Schengen states no provisional arrest once a final judicial decision in one of
    them establishes that a trial for the same acts was finally disposed of. CCF decision 2 of
    2023 with this tag ended in an update: expect an addendum rather than a deletion.
    """
    decided = facts.answer("ne_bis_in_idem")
    if decided is None:
        return unknown("answers.ne_bis_in_idem", "a final decision elsewhere is not known")
    if not decided:
        return passed("no court of another state finally disposed of the same acts")
    state = facts.text("final_decision_country")
    if state is not None and state not in EU_MEMBERS and state not in SCHENGEN_BESIDES:
        return unknown(
            "answers.final_decision_country",
            f"finally decided in {state}, which is "
            "neither an EU nor a Schengen state: this rule does not settle it",
        )
    return failed(
        f"the same acts were finally decided{f' in {state}' if state else ''} "
        "(the CCF may add this to the data rather than delete them)"
    )


@rule(
    "S-ext",
    Citation("CCF decision 5 of 2019"),
    inputs="extradition extradition[].ground",
    sources=(
        "https://dhirubhai.net/pulse/extradition-denied-red-notice-removal-konstantina-zivla-eaeuf",
        _REFUSALS,
    ),
)
def extradition_refused(facts: Facts) -> Finding:
    """Extradition refused.

    A refusal does not by itself delete a notice. The CCF looks at its ground: tied to
    principles that INTERPOL's rules share (politics, rights, refuge), it weighs heavily;
    nationality, limitation, dual criminality or missing papers weigh little.
    """
    if facts.notice.extradition is None:
        return unknown("extradition", "whether a state refused extradition is not known")
    refusals, granted = [], ""
    for path, item in facts.events("extradition"):
        facts.use(f"{path}.result", item.result)
        if item.result == "refused":
            if item.ground is not None:
                facts.use(f"{path}.ground", item.ground)
            refusals.append((path, item))
        elif item.result in ("granted", "surrendered"):
            granted = f"{item.country or 'another state'} {item.result} it"
    if not refusals:
        return not_applicable("no state refused extradition")
    for _, item in refusals:
        if item.ground in SUBSTANTIVE:
            what = f"{item.country or 'a state'} refused for {item.ground.replace('_', ' ')}"
            if granted:
                return unknown(
                    "extradition", f"{what}, but {granted.replace(' it', '')}: to be weighed"
                )
            return failed(
                f"{what}, a ground that INTERPOL's rules share (it does not by itself "
                "delete a notice)"
            )
    for path, item in refusals:
        if item.ground is None:
            return unknown(f"{path}.ground", "refused; the ground is not known")
    grounds = ", ".join(item.ground.replace("_", " ") for _, item in refusals)
    return passed(f"refused only for {grounds}, which does not speak against the request")


@rule(
    "S-act",
    Citation("RPD", "87", "", "b"),
    inputs=STEPS,
    sources=(
        "https://www.underrednotice.com/post/interpol-lack-of-purpose-and-extradition",
        f"{_MIRROR}232082",
    ),
)
def no_action_after_location(facts: Facts) -> Finding:
    """No extradition request after location.

    Tests R87b and N81b. Weak alone: published decisions under this tag mostly kept the data.
    """
    return steps_once_located(facts)


@rule(
    "S-dc",
    Citation("CCF practice of 2019 on refused extradition"),
    inputs="extradition",
    sources=(_REFUSALS,),
)
def dual_criminality(facts: Facts) -> Finding:
    """Dual criminality.

    Dual criminality is no listed condition of the RPD; a co-accused's refusal on that ground
    did not help the applicant. It enters through the offence (83(1)(a)(i)) and through
    refusals.
    """
    for path, item in facts.events("extradition"):
        if item.ground == "dual_criminality":
            facts.use(f"{path}.ground", item.ground)
            return passed(
                "extradition was refused for lack of dual criminality, which breaks no "
                "condition of the RPD"
            )
    return not_applicable("dual criminality is no condition of the RPD")


@rule(
    "S-lim",
    Citation("RPD", "11", "1"),
    inputs="limitation_expires answers.limitation_expired_at_home as_of",
    sources=(_REFUSALS,),
    unconfirmed="the first limb, which is an inference",
)
def limitation(facts: Facts) -> Finding:
    """Limitation.

    If prosecution is barred by time in the issuing state, the warrant is doubtful. If it is
    barred only in the state where the subject was found, that is a matter of extradition.
    """
    stated = facts.answer("limitation_expired_at_home")
    end = facts.field("limitation_expires")
    if end is None:
        if stated is None:
            return unknown("limitation_expires", "the limitation period is not known")
        if stated:
            return failed("barred by time in the issuing state")
        return passed("not barred by time in the issuing state")
    past = facts.past_date(end)
    if past is None:
        return unknown(
            "as_of",
            f"the limitation period ends {end}; the day of assessment is not "
            "given, or may lie on either side",
        )
    if past:
        return failed(f"barred by time in the issuing state since {end}")
    return passed(f"the limitation period in the issuing state runs until {end}")


@rule(
    "S-tort",
    Citation("CCF decision 8 of 2018"),
    inputs="answers.torture_or_coerced_evidence",
    sources=(f"{_MIRROR}232056",),
)
def torture(facts: Facts) -> Finding:
    """Torture evidence.

    Proof obtained by torture or ill-treatment, under Article 2: decision 8 of 2018 with this
    tag and that of political character ended in non-compliance.
    """
    evidence = facts.answer("torture_or_coerced_evidence")
    if evidence is None:
        return unknown("answers.torture_or_coerced_evidence", "how proof was obtained is not known")
    if evidence:
        return failed("credible evidence that proof came from torture or coercion")
    return passed("nothing shows that proof came from torture or coercion")


@rule(
    "S-abs",
    Citation("CCF decision 2 of 2018"),
    inputs="in_absentia answers.in_absentia_no_retrial",
    sources=(f"{_MIRROR}232043",),
)
def trial_in_absence(facts: Facts) -> Finding:
    """Trial in absence.

    Not a defect alone: decision 2 of 2018 with this tag ended in compliance. What matters is
    notice, counsel and a right to retrial; that these are the questions is an inference.
    """
    unsafe = facts.answer("in_absentia_no_retrial")
    absent = facts.field("in_absentia")
    if absent is False:
        return not_applicable("not tried in absence")
    if unsafe:
        return failed(
            "convicted in absence with no notice, counsel or right to retrial", unconfirmed=True
        )
    if absent is None:
        return unknown("in_absentia", "whether there was a trial in absence is not known")
    if unsafe is None:
        return unknown(
            "answers.in_absentia_no_retrial",
            "tried in absence, which is no defect alone; notice, counsel and retrial are not known",
        )
    return passed("tried in absence, with notice, counsel or a right to retrial")


@rule(
    "S-due",
    Citation("CCF decision 2 of 2024"),
    inputs="answers.due_process_denied answers.bureau_silence",
    sources=(f"{_MIRROR}231991", f"{_MIRROR}232100", "https://ngm.com.au/?p=33102"),
)
def due_process(facts: Facts) -> Finding:
    """Due process.

    A clear denial of justice: decision 2 of 2024 (due process, human rights, vague facts) ended
    in non-compliance, decision 12 of 2017 in compliance with an update. An NCB's silence on
    questions about defence rights weighed against it in 2024.
    """
    denied = facts.answer("due_process_denied")
    if denied:
        return failed("defence rights were denied")
    if denied is False:
        return passed("no denial of defence rights is shown")
    silence = facts.answer("bureau_silence")
    return unknown(
        "answers.due_process_denied",
        "whether defence rights were denied is not known"
        + ("; the NCB's silence weighs against it" if silence else ""),
    )


@rule(
    "S-pen",
    Citation("Constitution", "2", "1"),
    inputs="answers.real_risk_of_ill_treatment answers.assurances_given",
    unconfirmed="INTERPOL's practice",
)
def risk_on_return(facts: Facts) -> Finding:
    """Death penalty and ill-treatment.

    A real risk of the death penalty or of ill-treatment is weighed under Article 2(1), with any
    assurances.
    """
    risk = facts.answer("real_risk_of_ill_treatment")
    if risk is None:
        return unknown("answers.real_risk_of_ill_treatment", "the risk on return is not known")
    if not risk:
        return passed("no real risk on return is shown")
    assured = facts.answer("assurances_given")
    if assured is False:
        return failed("a real risk on return, and no assurances")
    if assured:
        return unknown(
            "answers.assurances_given", "a real risk on return, and assurances: to be weighed"
        )
    return unknown("answers.assurances_given", "a real risk on return; assurances are not known")
