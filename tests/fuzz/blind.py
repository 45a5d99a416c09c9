"""The search without a guide: inputs drawn and changed at random, those that read on kept."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from tests.fuzz.limits import limited
from tests.fuzz.mutate import mutated
from tests.fuzz.seeds import seeds

_MOST_KEPT = 200


def search(
    name: str, target: Callable[[bytes], None], rng: random.Random
) -> Iterator[tuple[bytes, Exception | None]]:
    """Inputs without end, each with the exception that it led to; the seeds come first.

    Some changed inputs become seeds themselves, so that changes add up.
    """
    pool = seeds(name)
    for data in list(pool):
        yield data, _harm(target, data)
    while True:
        data = mutated(rng.choice(pool), rng)
        harm = _harm(target, data)
        yield data, harm
        if rng.random() < 0.05 and data:
            pool.append(data)
            del pool[: max(0, len(pool) - _MOST_KEPT)]


def _harm(target: Callable[[bytes], None], data: bytes) -> Exception | None:
    try:
        limited(target, data)
    except Exception as error:
        return error
    return None
