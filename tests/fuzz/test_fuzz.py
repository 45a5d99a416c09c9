"""A bounded fuzz of every reader, the same inputs in every run; the long one is `make fuzz`."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.blind import search
from tests.fuzz.limits import TooDear, limited
from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS

RUNS = {
    "any_notice": 60,
    "answers": 30,
    "document": 25,
    "model_file": 60,
    "pdf": 4,
    "table_arrow": 40,
    "table_csv": 40,
    "table_jsonl": 40,
    "table_parquet": 40,
    "table_tsv": 40,
    "template": 25,
    "verify_docx": 50,
    "verify_html": 80,
    "verify_json": 80,
    "verify_md": 80,
    "verify_pdf": 5,
    "verify_xlsx": 80,
}
"""Inputs a target, so that each takes some two seconds; the seeds come first."""

DEFAULT_RUNS = 400


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes_give_a_result_or_an_error_in_words(name: str) -> None:
    runs = RUNS.get(name, DEFAULT_RUNS) + len(seeds(name))
    found = search(name, TARGETS[name], random.Random(0))
    for _, (data, harm) in zip(range(runs), found, strict=False):
        assert harm is None, f"{harm!r} for {data[:2_000]!r}"


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_reads_its_first_seed(name: str) -> None:
    """A target whose seeds were all refused would search nothing."""
    from tests.fuzz import targets

    refused: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(targets, "_said", lambda error: refused.append(str(error)))
        TARGETS[name](seeds(name)[0])
    assert name in ("model_file", "training_config") or not refused


def test_the_same_seed_gives_the_same_inputs() -> None:
    def drawn(seed: int) -> list[bytes]:
        rng = random.Random(seed)
        return [mutated(seeds("notice_json")[0], rng) for _ in range(50)]

    assert drawn(1) == drawn(1) != drawn(2)


def test_a_fault_is_seen() -> None:
    def faulty(data: bytes) -> None:
        if b"issuing_country" not in data:
            raise KeyError("issuing_country")

    found = search("notice_json", faulty, random.Random(0))
    assert any(harm for _, (_, harm) in zip(range(500), found, strict=False))


def test_an_input_that_takes_too_long_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.limits.SECONDS", 0.0)
    with pytest.raises(TooDear):
        limited(len, b"")  # type: ignore[arg-type]
