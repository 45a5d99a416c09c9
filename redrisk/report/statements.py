"""What an answer means, in one plain sentence: for page 1, which needs no glossary."""

from __future__ import annotations

from redrisk.assessment import Contribution

_YES_NO: dict[str, tuple[str, str]] = {
    "charge_political": (
        "No charge is political by nature.",
        "A charge is political by nature: against the state, its security or faith, or by word.",
    ),
    "charge_membership": (
        "Mere membership or support of a terrorist body is not charged.",
        "Membership or support of a terrorist body is charged, without a specific act.",
    ),
    "charge_terrorism": ("Terrorism is not charged.", "Terrorism is charged."),
    "charge_economic": ("No economic offence is charged.", "An economic offence is charged."),
    "charge_violent": ("No act of violence is charged.", "An act of violence is charged."),
    "charge_organised": (
        "Neither trafficking nor organised crime is charged.",
        "Trafficking or organised crime is charged.",
    ),
    "charge_transnational": (
        "Neither money laundering, cybercrime nor smuggling through customs is charged.",
        "Money laundering, cybercrime or smuggling through customs is charged.",
    ),
    "charge_private": (
        "Neither a debt, a cheque nor a family matter is charged.",
        "A debt, a cheque or a family matter is charged.",
    ),
    "political_profile": (
        "Before the charge the subject was not active in politics, the press or rights work.",
        "Before the charge the subject was active in politics, the press or rights work, or close "
        "to such a person.",
    ),
    "crossed_officials": (
        "The subject had not crossed officials before the charge.",
        "Before the charge the subject refused a demand of officials, exposed them or sued the "
        "state.",
    ),
    "state_post": (
        "The subject holds and held no public post.",
        "The subject holds or held a public post.",
    ),
    "business_elite": (
        "The subject is no owner or top manager of a sizeable business.",
        "The subject is owner or top manager of a sizeable business, bank or fund.",
    ),
    "armed_or_gang": (
        "The subject is not said to act with an armed group or gang.",
        "The subject is said to act with an armed group, terrorist organisation, mafia or gang.",
    ),
    "rights_or_press_role": (
        "The subject had no role in the press, rights work, scholarship, faith, union or minority.",
        "The subject had a role in the press, rights work, scholarship, faith, union or minority.",
    ),
    "opposition_role": (
        "The subject was no opposition politician.",
        "The subject was an opposition politician.",
    ),
    "private_role": (
        "The subject had a public role.",
        "The subject was a private person without any public role.",
    ),
    "economic_charge_political_subject": (
        "No economic offence is charged against a politically active person.",
        "An economic offence is charged against a politically active person.",
    ),
    "private_victims": (
        "No harm to identifiable private victims is alleged.",
        "Harm to identifiable private victims is alleged.",
    ),
    "concrete_act": (
        "The charge names no concrete act, only membership, opinion or a label.",
        "The charge names a concrete act.",
    ),
    "violence_alleged": (
        "Neither death, injury, kidnapping, armed acts nor explosives are alleged.",
        "Death, injury, kidnapping, armed acts or explosives are alleged.",
    ),
    "individual_acts_missing": (
        "The notice says what this person did, when and where.",
        "The notice fails to say what this person did, when and where.",
    ),
    "private_dispute": (
        "The charge does not grow out of a private dispute.",
        "The charge grows out of a commercial, property or debt dispute.",
    ),
    "associates_targeted": (
        "Relatives, lawyers and colleagues are not pursued.",
        "Relatives, lawyers or colleagues are pursued in the same campaign.",
    ),
    "in_absentia": (
        "The subject was not tried in absence.",
        "The subject was tried or convicted in absence.",
    ),
    "case_after_departure": (
        "The case was opened before the subject left.",
        "The case was opened after the subject had left the issuing state.",
    ),
    "case_after_asylum_claim": (
        "The case was not opened after a claim to asylum.",
        "The case was opened after the subject had asked for asylum.",
    ),
    "notice_after_protection": (
        "The notice was not requested after protection was granted.",
        "The notice was requested after another state had granted the subject protection.",
    ),
    "old_facts": (
        "The case was opened within five years of the alleged acts.",
        "The case was opened more than five years after the alleged acts.",
    ),
    "protected": (
        "No other state has granted the subject protection.",
        "Another state, or UNHCR, has granted the subject protection.",
    ),
    "asylum_denied": (
        "No claim of the subject to asylum was denied.",
        "The subject's claim to asylum was denied.",
    ),
    "interpol_refused": (
        "INTERPOL has refused or deleted no earlier request.",
        "INTERPOL has refused, blocked or deleted an earlier request on the same person or facts.",
    ),
    "interpol_upheld": (
        "INTERPOL has upheld no earlier request.",
        "INTERPOL has found an earlier request on the same facts compliant.",
    ),
}

_OTHERS: dict[str, str] = {
    "state_rule_of_law": (
        "On the published rule of law index (0 to 1) the issuing state stood at {level} in the "
        "year before."
    ),
    "state_free_expression": (
        "On the published freedom of expression index (0 to 1) it stood at {level} in the year "
        "before."
    ),
    "activity_to_case": (
        "From the nearest earlier political act to the opening of the case: {level}."
    ),
    "extradition_refused": "Refusal of extradition by another state: {level}.",
}


def statement(item: Contribution) -> str:
    """The answer to one feature's question as a sentence; the question itself if there is none."""
    feature = item.feature
    first, last = item.level
    if feature.id in _YES_NO and first == last:
        return _YES_NO[feature.id][first]
    if feature.id in _OTHERS:
        return _OTHERS[feature.id].format(level=item.level_in_words)
    answer = item.level_in_words
    return f"{feature.question} {answer[:1].upper()}{answer[1:]}."


def short_name(feature_id: str) -> str:
    """A feature's id as words, for drawings and narrow columns.

    >>> short_name("state_rule_of_law")
    'state rule of law'
    """
    return feature_id.replace("_", " ")
