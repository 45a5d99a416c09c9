"""Fuzz the readers: ``python -m tests.fuzz TARGET [-max_total_time=SECONDS] [-seed=NUMBER]``.

TARGET is one of tests/fuzz/targets.py, or ``all``, which deals the time out evenly. With atheris
(Linux and macOS; ``pip install atheris``) the search is guided by the code that an input reaches;
without it, or with ``-blind``, inputs are changed at random. An input that does harm is written to
tests/fuzz/found/; keep it, made small, in tests/fuzz/corpus/TARGET/, where every test run tries it.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

FOUND = Path(__file__).parent / "found"


def main() -> int:
    """Run the command line; 1 if any input did harm."""
    names = [word for word in sys.argv[1:] if not word.startswith("-")]
    options = dict(word[1:].partition("=")[::2] for word in sys.argv[1:] if word.startswith("-"))
    seconds = float(options.get("max_total_time") or 60)
    if len(names) != 1:
        print(__doc__)
        return 2
    if names[0] == "all":
        return _all(seconds, options)
    if "blind" in options or not _atheris_is_there():
        return _blind(names[0], seconds, int(options.get("seed") or 0))
    return _guided(names[0], seconds)


def _all(seconds: float, options: dict[str, str]) -> int:
    """Every target in a process of its own, so that one that dies stops no other."""
    from tests.fuzz.targets import TARGETS

    more = ["-blind"] if "blind" in options else []
    worst = 0
    for name in TARGETS:
        share = f"-max_total_time={max(1, round(seconds / len(TARGETS)))}"
        command = [sys.executable, "-m", "tests.fuzz", name, share, *more]
        code = subprocess.run(command, check=False).returncode  # noqa: S603
        print(f"{name}: {'no harm' if code == 0 else f'exit code {code}'}", flush=True)
        worst = max(worst, abs(code))
    return min(worst, 1)


def _atheris_is_there() -> bool:
    try:
        import atheris  # noqa: F401
    except ImportError:
        print("atheris is not installed (it is made for Linux and macOS): fuzzing blindly")
        return False
    return True


def _blind(name: str, seconds: float, seed: int) -> int:
    from tests.fuzz.blind import search
    from tests.fuzz.targets import TARGETS

    end = time.monotonic() + seconds
    count = 0
    for number, (data, harm) in enumerate(search(name, TARGETS[name], random.Random(seed))):
        count = number
        if harm is not None:
            print(f"{name}: {type(harm).__name__}: {harm}\n  kept as {_keep(name, data)}")
            return 1
        if time.monotonic() > end:
            break
    print(f"{name}: {count} inputs without harm")
    return 0


def _keep(name: str, data: bytes) -> Path:
    import hashlib

    FOUND.mkdir(exist_ok=True)
    path = FOUND / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    return path


def _guided(name: str, seconds: float) -> int:
    import atheris

    with atheris.instrument_imports(include=["redrisk", "yaml", "csv", "json"]):
        from tests.fuzz.mutate import MOST, mutated
        from tests.fuzz.seeds import seeds
        from tests.fuzz.targets import TARGETS

    def changed(data: bytes, most: int, seed: int) -> bytes:
        if seed % 3 == 0:
            return bytes(atheris.Mutate(data, most))
        return mutated(data, random.Random(seed))[:most]

    FOUND.mkdir(exist_ok=True)
    begun = FOUND / "seeds" / name
    begun.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(name)):
        (begun / f"{number:03d}").write_bytes(data)
    atheris.Setup(
        [
            "tests.fuzz",
            f"-max_total_time={seconds:.0f}",
            f"-max_len={MOST}",
            "-timeout=10",
            "-rss_limit_mb=1500",
            f"-artifact_prefix={FOUND}{os.sep}{name}-",
            "-print_final_stats=1",
            str(begun),
        ],
        TARGETS[name],
        custom_mutator=changed,
    )
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
