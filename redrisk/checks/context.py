"""Rows of the rules that decide nothing about a request, and what they mean for the reader."""

from __future__ import annotations

from dataclasses import dataclass

from redrisk.checks._declare import Citation


@dataclass(frozen=True, slots=True)
class Context:
    """A rule that no fact of a request can meet or miss."""

    id: str
    citation: Citation
    text: str
    sources: tuple[str, ...] = ()
    unconfirmed: str = ""


CONTEXT = (
    Context(
        "G18", Citation("RPD", "18"),
        "Anyone may ask the CCF directly for access, correction or deletion.",
        (
            "https://www.interpol.int/en/Who-we-are/Commission-for-the-Control-of-INTERPOL-s-Files-CCF/How-to-submit-a-request",
            "https://europeancourt.org/en/documents/interpol/commission-control-files/statute/",
        ),
        "wording; the right itself is sourced",
    ),
    Context(
        "G128", Citation("RPD", "128", "1"),
        "Data entered by an NCB are presumed accurate and relevant until examined; that is why "
        "evidence is needed.",
        unconfirmed="wording",
    ),
    Context(
        "D-copies", Citation("practice after deletion"),
        "Other states are asked to update their own databases; national copies follow national "
        "law.",
        (
            "https://www.rednoticelawjournal.com/2013/11/interpols-ccf-the-2012-annual-report-provides-insight-to-the-ccfs-decision-making-process/",
            "https://www.interpol.int/fr/Actualites-et-evenements/Actualites/2015/INTERPOL-cancels-Red-Notices-in-relation-to-Rafat-Ali-Rizvi-and-Hesham-al-Warraq",
        ),
    ),
    Context(
        "N73", Citation("RPD", "73"),
        "Notices have colours; the Secretariat publishes only what meets the rules (Articles 73 "
        "to 75).",
        ("https://euextraditionlaw.com/interpol-rules-of-procedure/",), "wording",
    ),
    Context(
        "N77", Citation("RPD", "77"),
        "The Secretariat examines each request, may ask for more, and refuses incomplete or "
        "non-compliant ones (Articles 77 and 78); an earlier refusal on the same facts is an "
        "indicator.",
        ("https://rednoticetrack.com/interpol-red-notices-before-publication",),
        "article numbers",
    ),
    Context(
        "N79", Citation("RPD", "79"),
        "Published to all NCBs or restricted; a public extract only if requested and suitable.",
        unconfirmed="wording",
    ),
    Context(
        "N61", Citation("RPD", "61"),
        "Conditions for disclosure to the public; a false public extract makes the harm worse.",
        ("https://euextraditionlaw.com/interpol-rules-of-procedure/",), "subject of the article",
    ),
    Context(
        "R85", Citation("RPD", "85"), "Further useful data and documents are to be supplied.",
        unconfirmed="wording",
    ),
    Context(
        "R86", Citation("RPD", "86"),
        "The Secretariat reviews a Red Notice before publication, with Articles 2 and 3 in view. "
        "Publication is no proof of compliance: published notices are later cancelled.",
        ("https://rednoticemonitor.com/a-numbers-game-part-2-the-numbers-keep-growing",), "wording",
    ),
    Context(
        "R87a", Citation("RPD", "87", "", "a"),
        "The state that finds the person tells the requesting NCB and INTERPOL, and takes the "
        "measures that its law allows.",
        unconfirmed="wording",
    ),
    Context(
        "F97", Citation("RPD", "97"),
        "A diffusion is a standard message sent straight to one or more NCBs and recorded in "
        "INTERPOL's files at the same time; one type seeks arrest (Articles 97 and 98).",
        ("https://rednoticemonitor.com/post/interpol-confirms-it-has-no-ability-to-block-or-withdraw-abusive-wanted-person-s-diffusions",),
        "which article says what",
    ),
    Context(
        "F-rev", Citation("practice on diffusions"),
        "The Secretariat reviews a diffusion afterwards; if it does not comply, all receivers are "
        "told and asked to update, but it can't be recalled.",
        ("https://rednoticemonitor.com/post/interpol-confirms-it-has-no-ability-to-block-or-withdraw-abusive-wanted-person-s-diffusions",),
    ),
    Context(
        "S-guilt", Citation("CCF practice"),
        "Innocence is no ground by itself: it counts as a false fact (G12) or a missing role "
        "(R83-2b-i).",
        ("http://www.rednoticelawjournal.com/",),
    ),
)  # fmt: skip
