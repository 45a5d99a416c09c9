"""The page of survivors speaks of the code as it is, or says that it does not."""

from __future__ import annotations

import pytest

from tests.helpers import ROOT
from tests.mutation.survivors import LEAST, Measured, code_of, faults, read

MODULES = read()


def test_every_survivor_has_a_reason_and_every_module_its_share() -> None:
    if not MODULES:
        pytest.skip("not measured yet: make mutation")
    assert faults(MODULES) == []
    assert all(module.killed + len(module.survivors) == module.total for module in MODULES)
    assert min(module.share for module in MODULES) >= LEAST


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.path)
def test_survivors_stand_in_the_code(module: Measured) -> None:
    source = (ROOT / module.path).read_text(encoding="utf-8")
    flat = " ".join(source.replace("`", "'").split())
    gone = [one.id for one in module.survivors if one.before not in flat]
    assert gone == [], "run: make mutation"
    if code_of(source) != module.code:
        pytest.skip(f"{module.path} has changed since it was measured: make mutation")
