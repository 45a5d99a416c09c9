"""The closed lists: offence categories, roles, kinds of activity, and the words for rulings.

Defined in the casebook's datasheet (datasets/README.md). A word outside these lists is an error
that names the nearest right one.
"""

from __future__ import annotations

from typing import Literal, get_args

OffenceCategory = Literal[
    "homicide",
    "assault",
    "kidnapping",
    "sexual_offence",
    "robbery",
    "theft",
    "drug_trafficking",
    "arms_trafficking",
    "human_trafficking",
    "migrant_smuggling",
    "organised_crime",
    "terrorism",
    "terrorism_membership",
    "extremism",
    "separatism",
    "treason_espionage",
    "coup_or_rebellion",
    "public_order",
    "speech_offence",
    "religious_offence",
    "fraud",
    "embezzlement",
    "tax_evasion",
    "money_laundering",
    "corruption_bribery",
    "abuse_of_office",
    "bankruptcy_debt",
    "unpaid_cheque",
    "cybercrime",
    "forgery",
    "customs_smuggling",
    "environmental",
    "family_abduction",
    "military_desertion",
    "war_crimes",
    "other",
]

Role = Literal[
    "opposition_politician",
    "activist",
    "journalist",
    "human_rights_defender",
    "lawyer",
    "businessperson",
    "banker",
    "ex_official",
    "serving_official_abroad",
    "judge_or_prosecutor",
    "military_or_police",
    "academic",
    "religious_figure",
    "ethnic_minority_leader",
    "artist_or_athlete",
    "whistleblower",
    "blogger",
    "union_leader",
    "royal_or_family_of_ruler",
    "family_of_dissident",
    "private_person",
]

ActivityKind = Literal[
    "opposition_politics",
    "protest",
    "published_criticism",
    "journalism",
    "whistleblowing",
    "refused_bribe",
    "legal_challenge_to_state",
    "religious_practice",
    "ethnic_or_separatist_advocacy",
    "human_rights_work",
    "election_candidacy",
    "witness_or_testimony",
    "association_with_opponent",
    "asylum_application",
    "other",
]

Instrument = Literal["red_notice", "diffusion"]
ProtectionStatus = Literal[
    "refugee", "subsidiary", "asylum_pending", "asylum_denied", "naturalised"
]
ExtraditionResult = Literal["refused", "granted", "surrendered", "withdrawn", "pending"]
RefusalGround = Literal[
    "political_motivation",
    "human_rights",
    "refugee",
    "dual_criminality",
    "statute_of_limitations",
    "procedural",
]
InterpolDecision = Literal["refused", "deleted", "blocked", "upheld"]
WarrantIssuer = Literal["judge", "prosecutor", "police", "other"]
Standing = Literal["exhibited", "asserted"]

OutcomeLabel = Literal["rejected", "upheld", "contested", "unresolved"]
DecidedBy = Literal[
    "interpol_ccf",
    "interpol_general_secretariat",
    "court",
    "asylum_authority",
    "issuing_state_withdrew",
    "expert_or_ngo_only",
]
OutcomeBasis = Literal[
    "art3", "art2", "refugee_policy", "data_quality", "purpose", "ne_bis_in_idem", "other"
]
Confidence = Literal["high", "medium", "low"]
Sampling = Literal["open", "targeted"]

OFFENCE_CATEGORIES: tuple[str, ...] = get_args(OffenceCategory)
