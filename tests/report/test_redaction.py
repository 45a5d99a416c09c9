from __future__ import annotations

from pathlib import Path

import pytest

import redrisk
from redrisk.checks import run
from redrisk.indicators import find
from redrisk.notice import Notice
from redrisk.report.compare import lines_of
from redrisk.report.redaction import MARK, redacted, redacted_notice
from redrisk.report.verify import verify
from redrisk.report.writers import writer
from tests.report.helpers import FORMATS, LONG, NAMES, assessment

SECRETS = (
    "Long case 2019/4711",
    "as worded in the notice",
    "Der Status wird zuerkannt",
    "first article",
    "second article",
    "first request",
    "2018/1234",
    "3rd Judgeship",
    "case pending",
)


@pytest.mark.parametrize("form", FORMATS)
def test_references_quotes_and_notes_are_gone_everywhere(form: str, tmp_path: Path) -> None:
    path = redrisk.appendix(assessment("long"), tmp_path / f"a.{form}", length="short", redact=True)
    content = path.read_bytes()
    said = "\n".join(lines_of(form, content)) + writer(form).read(content).record
    assert not [secret for secret in SECRETS if secret in said]
    assert MARK in said.replace("\\", "")
    assert verify(path).same


@pytest.mark.parametrize("name", NAMES)
def test_all_numbers_checks_and_signs_stay(name: str) -> None:
    before = assessment(name)
    after = redacted(before)
    assert after.points == before.points
    assert after.interval == before.interval
    assert after.priors_table() == before.priors_table()
    assert [r.result for r in run(after.notice)] == [r.result for r in run(before.notice)]
    assert [r.result for r in find(after.notice)] == [r.result for r in find(before.notice)]


def test_what_is_weighed_or_a_closed_word_stays() -> None:
    notice = Notice.parse({**LONG, "answers": {"wanted_for": "trial", "memo": "call Ms. X"}})
    after = redacted_notice(notice)
    assert after.answers == {"wanted_for": "trial", "memo": MARK}
    assert after.charges == notice.charges
    assert after.sources["charges"][0].exhibit == "A1"
    assert after.sources["charges"][0].page == "2-4"
