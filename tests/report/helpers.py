"""Notices for the appendix: long, nearly empty, in several scripts, and hostile in every field."""

from __future__ import annotations

import functools
import warnings
from pathlib import Path
from typing import Any

import redrisk
from redrisk.assessment import Assessment
from redrisk.intake.case_file import read_one
from redrisk.notice import Notice
from redrisk.report.made import Made
from redrisk.report.options import Options
from redrisk.report.write import made_for
from redrisk.report.writers import MODULES, writer
from tests.helpers import EXAMPLES

FORMATS = tuple(MODULES)

LONG: dict[str, Any] = {
    "reference": "Long case 2019/4711",
    "issuing_country": "TR",
    "instrument": "red_notice",
    "notice_date": "2018-06-11",
    "host_country": "DE",
    "charges": [
        {
            "text": "membership of an armed terrorist organisation " * 60,
            "categories": ["terrorism_membership"],
            "max_penalty": 180,
        },
        {"text": "A" * 800, "categories": ["fraud"]},
    ],
    "warrant": {"reference": "2018/1234 D. İş", "authority": "3rd Judgeship", "issuer": "judge"},
    "renewal_reason": "case pending",
    "roles": ["journalist"],
    "political_profile": True,
    "state_post": False,
    "associates_targeted": True,
    "political_activity": [
        {"kind": "published_criticism", "date": "2012", "note": "first article"},
        {"kind": "journalism", "date": "2016-03-04", "note": "second article"},
        {"kind": "protest"},
    ],
    "criminal_case_opened": "2016-09",
    "left_country": "2016-08-15",
    "protection": [{"status": "refugee", "country": "DE", "date": "2017-11-20"}],
    "extradition": [{"country": "DE", "date": "2019-02", "result": "refused"}],
    "interpol_history": [{"date": "2017-07", "decision": "refused", "note": "first request"}],
    "answers": {"charge_after_dissent": True, "wanted_for": "trial"},
    "standing": {"charges": "exhibited", "protection": "exhibited"},
    "sources": {
        "charges": [{"exhibit": "A1", "page": "2-4", "quote": "as worded in the notice"}],
        "protection": [{"exhibit": "B", "page": "1", "quote": "Der Status wird zuerkannt."}],
    },
}

SCRIPTS: dict[str, Any] = {
    "reference": "дело № 12 — قضية",
    "issuing_country": "RU",
    "notice_date": "2019-05",
    "charges": [
        {"text": "Мошенничество в особо крупном размере", "categories": ["fraud"]},
        {"text": "إصدار شيك بدون رصيد خلال عام 2018", "categories": ["unpaid_cheque"]},
    ],
    "sources": {"charges": [{"exhibit": "ملحق ب", "quote": "обвиняется в мошенничестве"}]},
}

HOSTILE_TEXTS = (
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>&amp;{{ 7*7 }}{% raw %}",
    '#read("/etc/passwd") *bold* _it_ $x^2$ @ref <label> \\ #panic("x") `raw` // c /* c */ ~ "',
    '=HYPERLINK("https://example.org","x") +1 -1 @SUM(1) {=1} _x0041_ \t=cmd|\' /C calc\'!A0',
    "\x00\x01\x08\x0b\x1b[31m\x7f\x85\u2028\u2029\ufffe\uffff]]>&lt;!--",
    "\u202eevil\u202c \u2066x\u2069 \u200f\u200e\u061c \ufeff\u00ad\u200b combined e\u0301 👩‍👩‍👧",
    "| a | b |\n---\n# heading\n```\nfence\n````\n[link](javascript:alert(1)) ![i](x)",
    "W" * 10_000,
    "word " * 2_000,
    "صفحة " * 2_000,
)
HOSTILE = " ".join(HOSTILE_TEXTS[:6])


def hostile_notice(text: str) -> Notice:
    """A notice with this text in every field that takes free text; whole in the charge alone."""
    short = text[:400]
    return Notice.parse(
        {
            "reference": short,
            "issuing_country": "TR",
            "notice_date": "2018",
            "charges": [{"text": text, "law": short, "language": short, "categories": ["fraud"]}],
            "warrant": {"reference": short, "authority": short},
            "renewal_reason": short,
            "political_activity": [{"kind": "other", "date": "2017", "note": short}],
            "interpol_history": [{"decision": "refused", "date": "2016", "note": short}],
            "answers": {"free": short, text[:40] or "x": True},
            "sources": {"charges": [{"exhibit": short, "page": short, "quote": short}]},
            "standing": {"charges": "exhibited"},
        }
    )


@functools.cache
def assessment(name: str) -> Assessment:
    """An assessment by name: an example, or one of the notices here."""
    notices: dict[str, Any] = {
        "long": LONG,
        "scripts": SCRIPTS,
        "empty": {"issuing_country": "FR"},
        "hostile": hostile_notice(HOSTILE),
    }
    if name in notices:
        return redrisk.score(notices[name])
    return redrisk.score(read_one(next(path for path in EXAMPLES if path.stem == name)))


NAMES = ("long", "scripts", "empty", "hostile", "duralev_v_garland")


def made(name: str, **options: Any) -> Made:
    """An appendix put together."""
    return made_for(assessment(name), Options(**options))


@functools.cache
def written(form: str, name: str, **options: Any) -> bytes:
    """A file's content, made once."""
    return fresh(form, name, **options)


def fresh(form: str, name: str, **options: Any) -> bytes:
    """A file's content, made anew; missing glyphs are no matter here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return writer(form).write(made(name, **options))


def saved(folder: Path, form: str, name: str, **options: Any) -> Path:
    """A file of that content."""
    path = folder / f"{name}.{form}"
    path.write_bytes(written(form, name, **options))
    return path
