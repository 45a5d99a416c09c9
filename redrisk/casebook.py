"""The casebook that ships with this version: decided and undecided cases, cited by publisher."""

from __future__ import annotations

import functools
import json
from importlib import resources

from redrisk.case import Case


@functools.cache
def shipped_cases() -> tuple[Case, ...]:
    """Every case, in the order of the casebook.

    Titles and addresses of sources are left out, since they may carry names.

    >>> any(case.case_id == "TJ-2016-01" for case in shipped_cases())
    True
    """
    text = (resources.files("redrisk") / "data" / "casebook.jsonl").read_text(encoding="utf-8")
    return tuple(Case.parse(json.loads(line)) for line in text.splitlines() if line)
