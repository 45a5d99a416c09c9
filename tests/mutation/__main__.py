"""Change the code in small ways and see whether a test notices: ``python -m tests.mutation``."""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from pathlib import Path

from tests.mutation import survivors
from tests.mutation.mutants import modules, mutants_of
from tests.mutation.running import unnoticed

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def main() -> None:
    groups = tomllib.loads((HERE / "config.toml").read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("groups", nargs="*", help=f"of {', '.join(groups)}; all if none is named")
    parser.add_argument("--only", default="", help="modules whose path holds this")
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time (2)")
    chosen = parser.parse_args()
    if unknown := set(chosen.groups) - set(groups):
        parser.error(f"no group is called {' or '.join(unknown)}")
    order = [path for group in groups.values() for path in modules(group["modules"], ROOT)]
    faults = []
    for name in chosen.groups or groups:
        first, tests = groups[name]["first"], groups[name]["tests"]
        for path in modules(groups[name]["modules"], ROOT):
            if chosen.only not in path:
                continue
            start = time.monotonic()
            mutants = mutants_of(path, ROOT)
            left = unnoticed(mutants, first, [*first, *tests], ROOT, chosen.jobs)
            code = survivors.code_of((ROOT / path).read_text(encoding="utf-8"))
            found = survivors.measured(path, code, mutants, left)
            survivors.write(found, order)
            faults += survivors.faults([found])
            told = f"{found.killed} of {found.total} killed ({found.share:.1%})"
            print(f"{path}: {told} in {time.monotonic() - start:.0f} s", flush=True)
    print(f"The survivors stand in {survivors.PAGE.relative_to(ROOT)}.")
    sys.exit("\n".join(faults) or None)


if __name__ == "__main__":
    main()
