from __future__ import annotations

import re

import pytest
import yaml

from redrisk.errors import InvalidInput
from redrisk.intake.case_file import entries_of_text
from redrisk.notice import Notice
from redrisk.template import template


def fields_shown() -> set[str]:
    return set(re.findall(r"^(?:# )?([a-z_]+):", template(), flags=re.MULTILINE))


def test_every_field_of_a_notice_stands_in_the_template() -> None:
    assert fields_shown() >= set(Notice.model_fields)


def test_only_the_required_field_is_not_commented_out() -> None:
    assert list(yaml.safe_load(template())) == ["issuing_country"]


def test_the_template_as_it_stands_asks_for_the_state() -> None:
    (entry,) = entries_of_text(template(), "new.yaml", ".yaml")
    assert isinstance(entry.error, InvalidInput)
    assert [problem.field for problem in entry.error.problems] == ["issuing_country"]


def test_with_the_state_filled_in_it_is_a_notice() -> None:
    filled = template().replace("issuing_country: XX", "issuing_country: TR")
    (entry,) = entries_of_text(filled, "new.yaml", ".yaml")
    assert entry.value == Notice(issuing_country="TR")


@pytest.mark.parametrize("field", ["answers", "standing", "sources"])
def test_examples_of_mappings_are_valid_once_uncommented(field: str) -> None:
    (line,) = re.findall(rf"^# ({field}: .*)$", template(), flags=re.MULTILINE)
    data = yaml.load(line, Loader=yaml.BaseLoader)  # noqa: S506
    notice = Notice.parse({"issuing_country": "TR", "charges": [{"text": "x"}], **data})
    assert getattr(notice, field)


def test_lines_are_narrow() -> None:
    assert max(map(len, template().splitlines())) <= 100
