from __future__ import annotations

import json
from typing import Any

import pytest

from redrisk.case import Case
from redrisk.notice import Notice
from tests.helpers import run


def schema(*arguments: str) -> dict[str, Any]:
    result = run("schema", *arguments)
    assert (result.code, result.err) == (0, "")
    data = json.loads(result.out)
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize(("arguments", "model"), [((), Notice), (("--case",), Case)])
def test_every_field_stands_in_the_schema_and_no_other_is_allowed(
    arguments: tuple[str, ...], model: type[Notice] | type[Case]
) -> None:
    data = schema(*arguments)
    assert set(data["properties"]) == set(model.model_fields)
    assert data["additionalProperties"] is False
    required = {name for name, field in model.model_fields.items() if field.is_required()}
    assert set(data["required"]) == required


def test_kinds_and_closed_lists_are_those_of_the_notice() -> None:
    data = schema()
    text = json.dumps(data)
    assert "terrorism_membership" in text
    assert "asylum_application" in text
    assert {"type": "boolean"} in data["properties"]["in_absentia"]["anyOf"]
    (date,) = [part for part in data["properties"]["notice_date"]["anyOf"] if "pattern" in part]
    assert date["type"] == "string"


def test_every_reference_of_the_schema_leads_somewhere() -> None:
    for arguments in ((), ("--case",)):
        data = schema(*arguments)
        names = {part.split('"')[0] for part in json.dumps(data).split('"#/$defs/')[1:]}
        assert names
        assert names <= set(data["$defs"])
