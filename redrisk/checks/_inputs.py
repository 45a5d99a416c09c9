"""The facts that can be asked for: question, kind of answer, and the document that could answer.

A path is a notice field (``warrant.valid``) or ``answers.`` and the id of a catalogue question. No
question says which answer would help whom.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from redrisk.vocabulary import OFFENCE_CATEGORIES, Role

AnswerKind = Literal[
    "yes_no", "date", "months", "penalty", "money", "country", "countries", "choice", "choices",
    "text", "charges", "records", "day",
]  # fmt: skip

DOCUMENTS = {
    "notice": "the notice, or an extract of it from the CCF",
    "warrant": "the warrant or the judgment",
    "law": "the penal provision and the law of the issuing state",
    "file": "the case file and its chronology",
    "extradition": "the extradition file",
    "protection": "the decision on protection, and letters of the state that gave it",
    "letters": "letters of the CCF, the General Secretariat or an NCB",
    "account": "the subject's own account",
    "reports": "published reports and decisions",
}
"""The documents that can answer, in the order in which they are asked for."""


@dataclass(frozen=True, slots=True)
class Input:
    """One fact that can be asked for."""

    path: str
    question: str
    kind: AnswerKind
    document: str


def _declared(document: str, *rows: tuple[str, AnswerKind, str]) -> list[Input]:
    return [Input(path, question, kind, document) for path, kind, question in rows]


def _answers(document: str, *rows: tuple[str, str]) -> list[Input]:
    return [Input(f"answers.{id}", text, "yes_no", document) for id, text in rows]  # noqa: A001


_ALL = [
    *_declared(
        "notice",
        ("issuing_country", "country", "Which state's NCB asked for the arrest?"),
        ("instrument", "choice", "Is it a Red Notice or a diffusion?"),
        ("notice_date", "date", "When was it requested or published?"),
        ("charges", "charges", "What are the charges, in the words of the notice?"),
        ("charges[].categories", "choices", "Which kinds of offence does the charge name?"),
        ("individual_acts_described", "yes_no",
         "Does the notice say what this person did, when and where?"),
        ("identity_set_complete", "yes_no",
         "Does it hold the required identity data: either family name, forename, sex and at least "
         "the year of birth with a description, DNA, fingerprints or document data, or a good "
         "photograph with a further identifier?"),
        ("retained_until", "date", "Until when is the notice to be kept?"),
        ("renewed_on", "date", "When was its retention renewed?"),
        ("renewal_reason", "text", "Which reason was given for the renewal?"),
    ),
    *_answers(
        "notice",
        ("renewed", "Was the retention of the notice ever renewed?"),
        ("notice_older_than_five_years", "Is the notice older than five years with no stated "
         "reason for renewal?"),
        ("renewal_reason_given", "Was a reason given for renewing it?"),
        ("law_cited", "Does the notice cite the law that covers the offence?"),
        ("identity_data_insufficient", "Are identity data missing, or could the person be "
         "someone else?"),
        ("penalty_stated", "Does the notice state the maximum penalty, the sentence or what is "
         "left of it?"),
        ("penalty_false", "Is the penalty or sentence that it states wrong?"),
        ("charge_facts_mismatch", "Do the stated facts, if true, fall short of the offence named?"),
        ("errors_or_incomplete_notice", "Does the notice contain serious errors or gaps of fact?"),
        ("sensitive_data_recorded", "Does it record race, religion, political opinion, health or "
         "sex life?"),
        ("biometric_data_recorded", "Does it record fingerprints, DNA or other biometric data?"),
        ("sensitive_data_justified", "Were those sensitive data needed for its purpose?"),
        ("minor_flagged", "Does the notice flag that the subject was a minor, and say why it is "
         "needed all the same?"),
        ("particular_importance", "Was a reason of particular importance to international police "
         "cooperation given for publishing below the thresholds?"),
    ),
    *_declared(
        "warrant",
        ("answers.wanted_for", "choice", "Is the subject wanted for trial or to serve a sentence?"),
        ("sentence.imposed_months", "months", "How many months of prison were imposed?"),
        ("sentence.remaining_months", "months", "How many months are left to serve?"),
        ("warrant.reference", "text", "What is the reference of the warrant or judgment?"),
        ("warrant.date", "date", "When was the warrant issued?"),
        ("warrant.authority", "text", "Which authority issued it?"),
        ("warrant.issuer", "choice", "Was it issued by a judge, a prosecutor, the police or "
         "another?"),
        ("warrant.valid", "yes_no", "Is the warrant, or the decision that stands for it, in "
         "force today?"),
        ("in_absentia", "yes_no", "Was the subject tried or convicted in absence?"),
    ),
    *_answers(
        "warrant",
        ("no_valid_warrant", "Was the warrant or judgment annulled, did it expire, or was it "
         "never issued by a competent authority?"),
        ("in_absentia_no_retrial", "Was the subject convicted in absence with no notice, counsel "
         "or right to a retrial?"),
        ("special_or_military_court", "Does the case lie with a military court, a special tribunal "
         "or a security service?"),
    ),
    *_declared(
        "law",
        ("charges[].max_penalty", "penalty", "What is the most that the offence carries, in months "
         "or 'life'?"),
        ("charges[].law", "text", "Which provision is the charge based on?"),
        ("limitation_expires", "date", "When does the limitation period end in the issuing state?"),
    ),
    *_answers(
        "law",
        ("limitation_expired_at_home", "Has the limitation period in the issuing state run out?"),
        ("warrant_author_competent", "Did the author of the warrant have the power to issue it?"),
        ("appeal_to_judge", "Does the law there give an appeal to a judge against the warrant?"),
        ("extradition_lawful", "Could the issuing state lawfully ask for extradition, under its "
         "law and its treaties with the state where the subject is?"),
        ("lawfulness_of_proceedings_doubtful", "Is the opening or continuation of the case "
         "unlawful under the issuing state's own law?"),
    ),
    *_declared(
        "file",
        ("alleged_offence_date", "date", "When is the offence said to have happened?"),
        ("criminal_case_opened", "date", "When was the case opened, or the first charge or warrant "
         "issued?"),
        ("charges[].cheque_total_usd", "money", "What is the total of the cheques in US dollars?"),
        ("violence_alleged", "yes_no", "Does the charge allege death, injury, kidnapping, armed "
         "acts or explosives?"),
        ("armed_or_gang", "yes_no", "Is the subject said to have acted with an armed group, a "
         "terrorist organisation, a mafia or a gang?"),
        ("private_victims", "yes_no", "Does the charge allege harm to identifiable private "
         "victims?"),
        ("concrete_act", "yes_no", "Does the charge name a concrete act, and not only membership, "
         "an opinion or a label?"),
        ("private_dispute", "yes_no", "Does the case grow out of a commercial, property or debt "
         "dispute?"),
        ("minor_at_offence", "yes_no", "Was the subject under 18 at the time of the acts?"),
        ("answers.excluded_conduct", "choice", "Which conduct is it about?"),
        ("answers.final_decision_country", "country", "Which state's court finally decided on the "
         "same acts?"),
    ),
    *_answers(
        "file",
        ("organised_or_transnational_crime", "Do the stated facts, and not only the label, show "
         "organised crime or a real cross-border crime?"),
        ("facilitates_serious_crime", "Are the acts said to have served a serious crime?"),
        ("family_or_private_matter", "Does the case arise from a family or private matter, such "
         "as custody?"),
        ("administrative_breach", "Is the act in substance a breach of administrative, tax or "
         "licensing rules, without facts showing serious or organised crime?"),
        ("speech_or_honour_offence", "Is the offence one of honour, defamation or insult, with no "
         "link to serious or organised crime?"),
        ("behavioural_norms_offence", "Is the conduct one on which countries differ culturally, "
         "such as prostitution, surrogacy, adult pornography or personal drug use?"),
        ("military_offence", "Is the offence military in nature, such as desertion or refusal to "
         "serve?"),
        ("religious_or_racial_offence", "Does the charge depend on religious practice or on "
         "belonging to an ethnic group?"),
        ("terror_membership_without_act", "Is terrorism or extremism charged as membership, "
         "support or financing, with no specific violent act by the subject?"),
        ("pure_political_charge", "Are all charges offences against the state or its organs, with "
         "no ordinary criminal act alleged?"),
        ("private_commercial_dispute", "Did the charge grow out of a contract, debt or "
         "shareholder dispute with the complainant?"),
        ("bank_debt_gulf", "Does the charge concern personal debt to a bank or lender?"),
        ("vague_no_individual_role", "Does the summary fail to say what this person did, when, "
         "where and how?"),
        ("repeated_cheques", "Are several cheques, issued repeatedly, in question?"),
        ("cheque_dishonesty", "Is dishonesty alleged, beyond a mere lack of funds?"),
        ("cheque_below_minimum", "Is it a cheque case under USD 10,000, or single, or without any "
         "alleged dishonesty?"),
        ("petty_or_local", "Are the acts of small weight or of purely local interest?"),
        ("factual_impossibility", "Does a document prove that the subject was elsewhere on the "
         "date, or that a stated fact is false?"),
        ("charges_dropped_or_acquitted", "Were the charges dropped, or was the subject acquitted, "
         "in the issuing state?"),
        ("case_status_changed", "Has the state of the case changed since the notice?"),
        ("notice_updated", "Was the notice brought up to date after that change?"),
        ("ne_bis_in_idem", "Has a court of another state finally disposed of the same acts?"),
        ("acts_in_office", "Were the acts done in the exercise of political power?"),
        ("private_gain_outside_office", "Do concrete facts show personal enrichment outside any "
         "political function?"),
        ("torture_or_coerced_evidence", "Is there credible evidence that proof came from torture "
         "or coercion, or that co-accused were ill-treated?"),
        ("due_process_denied", "Were defence rights denied: no access to the file or to counsel, "
         "or a secret trial?"),
        ("other_purpose_shown", "Do documents show that the request serves another purpose than "
         "extradition, such as pressure or the collection of a debt?"),
        ("charges_predate_any_activity", "Was the case opened, with evidence, before any political "
         "activity or dispute?"),
        ("charge_after_dissent", "Was the case opened soon after public criticism, protest, "
         "publication or testimony?"),
        ("charge_near_election", "Was the case or request timed to an election?"),
        ("refused_official_demand", "Did the subject refuse a bribe, a business transfer or an "
         "official order before the charge?"),
        ("assets_seized_or_company_taken", "Were assets or the company nationalised, seized or "
         "transferred after the case began?"),
    ),
    *_declared(
        "extradition",
        ("extradition", "records", "Has a state decided on extraditing the subject?"),
        ("extradition[].ground", "choice", "On which ground was extradition refused?"),
        ("located_on", "date", "When did the issuing state learn where the subject was?"),
        ("papers_sent_on", "date", "When did it send its extradition request?"),
        ("extradition_requested_when_located", "yes_no", "Did the issuing state ask for "
         "extradition once it knew where the subject was?"),
        ("answers.papers_deadline", "date", "By which day had the extradition papers to arrive?"),
    ),
    *_answers(
        "extradition",
        ("extradition_refused_substantive", "Did another state refuse extradition on political, "
         "rights or persecution grounds?"),
        ("extradition_granted_after_full_hearing", "Did an independent court grant extradition "
         "after examining a political-motive or rights objection?"),
    ),
    *_answers(
        "extradition",
        ("no_extradition_request_when_located", "Was the subject located and the issuing state "
         "informed, yet no request or papers followed?"),
        ("reason_for_no_request", "Did the issuing state give a reasonable ground for not asking "
         "for extradition?"),
        ("assurances_given", "Were assurances given against the death penalty or ill-treatment?"),
        ("real_risk_of_ill_treatment", "Would return expose the subject to a real risk of "
         "ill-treatment or of the death penalty, on current reports?"),
        ("domestic_arrest_passed_up", "Could the issuing state have arrested the subject at home, "
         "and did it choose not to?"),
    ),
    *_declared(
        "protection",
        ("protection", "records", "Has a state, or UNHCR, decided on asylum or another "
         "protection?"),
        ("nationalities", "countries", "Which nationalities does the subject hold?"),
        ("answers.persecution_feared_from", "country", "From which state does the subject fear "
         "persecution, according to the decision on protection?"),
    ),
    *_answers(
        "protection",
        ("refugee_status_confirmed", "Has a member state that granted refugee status against the "
         "issuing state confirmed it to INTERPOL, or can it do so?"),
        ("grant_on_political_grounds", "Was protection granted for reasons of policy towards the "
         "issuing state?"),
    ),
    *_declared(
        "letters",
        ("interpol_history", "records", "Has INTERPOL or the CCF decided before on the same "
         "person or facts?"),
        ("answers.suspended_on", "date", "If the notice was suspended: since when?"),
    ),
    *_answers(
        "letters",
        ("earlier_request_refused", "Did INTERPOL or the CCF already refuse or delete a request "
         "on the same person or facts?"),
        ("new_facts_since_deletion", "Does the new request rest on new facts?"),
        ("re_request_with_changed_wording", "Was a refused request sent again with slightly "
         "changed content?"),
        ("bureau_told_of_defect", "Was the NCB told of a defect in its data?"),
        ("bureau_corrected", "Did it correct the defect?"),
        ("bureau_withdrew", "Did the NCB suspend or withdraw its request?"),
        ("bureau_silence", "Did the NCB leave questions of the CCF or the Secretariat "
         "unanswered?"),
        ("routed_through_secretariat", "Was the diffusion sent through the General Secretariat?"),
        ("other_state_objected", "Has another state told INTERPOL that it objects?"),
    ),
    *_declared(
        "account",
        ("host_country", "country", "In which state does the subject live, or was arrested?"),
        ("left_country", "date", "When did the subject leave the issuing state?"),
        ("roles", "choices", "What was the subject before the charge?"),
        ("political_profile", "yes_no", "Before the charge, was the subject active in politics, "
         "protest, journalism, rights or defence work, religious or minority leadership, critical "
         "scholarship or art, or a known ally, funder or relative of such a person?"),
        ("political_activity", "records", "Are there dated acts of dissent, politics, journalism, "
         "whistleblowing, religion and the like?"),
        ("crossed_officials", "yes_no", "Before the charge, did the subject refuse a bribe or "
         "demand, expose or testify against officials, or sue the state?"),
        ("state_post", "yes_no", "Does or did the subject hold a public post?"),
        ("business_elite", "yes_no", "Does or did the subject own or run a sizeable business, bank "
         "or fund?"),
        ("associates_targeted", "yes_no", "Are relatives, lawyers or colleagues pursued in the "
         "same campaign?"),
    ),
    *_answers(
        "account",
        ("private_person_no_politics", "Is the subject an ordinary private person with no public, "
         "political, press or business-rival role and no such activity?"),
        ("head_of_state_or_minister", "Is the subject a serving or ousted head of state, minister "
         "or senior official?"),
    ),
    *_answers(
        "reports",
        ("authoritative_rights_finding", "Has a UN body, a regional court or the like found the "
         "detention or trial in this case contrary to rights?"),
        ("foreign_court_found_abuse", "Has a court, tribunal or treaty body found abuse, sham or "
         "political motive in this case?"),
        ("lack_of_judicial_independence", "Do authoritative bodies find the deciding courts not "
         "independent in this kind of case?"),
        ("interstate_conflict", "Are the issuing state and the host or home state in conflict or "
         "open hostility?"),
        ("recent_regime_change", "Did the request follow a coup, unrest or a change of regime?"),
        ("treaty_duty", "Does a treaty against terrorism, corruption or the like oblige states to "
         "prosecute or extradite for these acts?"),
        ("multi_state_or_tribunal_request", "Did an international tribunal, or several unrelated "
         "independent states, seek the subject for the same acts?"),
    ),
    Input("as_of", "On which day is the request assessed?", "day", "notice"),
]  # fmt: skip

INPUTS: dict[str, Input] = {declared.path: declared for declared in _ALL}
"""Every input by its path. ``charges[].law`` stands for the law of any one charge."""

ORDER = {path: index for index, path in enumerate(INPUTS)}
DOCUMENT_ORDER = {document: index for index, document in enumerate(DOCUMENTS)}

ROLES: tuple[str, ...] = get_args(Role)

CHOICES: dict[str, tuple[str, ...]] = {
    "instrument": ("red_notice", "diffusion"),
    "answers.wanted_for": ("trial", "sentence"),
    "answers.excluded_conduct": (
        "prostitution", "surrogacy", "pornography", "honour", "drugs_for_personal_use", "other",
    ),
    "charges[].categories": OFFENCE_CATEGORIES,
    "roles": ROLES,
    "warrant.issuer": ("judge", "prosecutor", "police", "other"),
    "extradition[].ground": (
        "political_motivation", "human_rights", "refugee", "dual_criminality",
        "statute_of_limitations", "procedural",
    ),
}  # fmt: skip
"""The words that a question of kind 'choice' accepts."""


def declared_path(path: str) -> str:
    """The path as it is declared: ``charges[1].law`` as ``charges[].law``.

    >>> declared_path("charges[1].law")
    'charges[].law'
    """
    start = path.find("[")
    return path if start < 0 else f"{path[:start]}[]{path[path.index(']') + 1 :]}"


def question_for(path: str) -> str:
    """The question that asks for the fact at ``path``."""
    declared = INPUTS[declared_path(path)]
    if path.startswith("charges["):
        number = int(path[path.index("[") + 1 : path.index("]")]) + 1
        return f"Charge {number}: {declared.question}"
    return declared.question
