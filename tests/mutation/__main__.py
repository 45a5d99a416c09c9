"""Change the code in small ways and see whether a test notices: ``python -m tests.mutation``."""

from __future__ import annotations

import argparse
import time
import tomllib
from pathlib import Path

from tests.mutation.mutants import Mutant, modules, mutants_of
from tests.mutation.running import survivors

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def main() -> None:
    groups = tomllib.loads((HERE / "config.toml").read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("groups", nargs="*", choices=[*groups, []], help="all if none is named")
    parser.add_argument("--only", help="modules whose path holds this")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    for name in chosen.groups or groups:
        group, start = groups[name], time.monotonic()
        paths = [p for p in modules(group["modules"], ROOT) if (chosen.only or "") in p]
        mutants = [mutant for path in paths for mutant in mutants_of(path, ROOT)]
        left = survivors(mutants, group["tests"], ROOT, chosen.jobs, print)
        report(mutants, left, paths)
        print(f"{name}: {time.monotonic() - start:.0f} s", flush=True)


def report(mutants: list[Mutant], left: list[Mutant], paths: list[str]) -> None:
    for path in paths:
        for mutant in left:
            if mutant.path == path:
                kind = "w" if mutant.is_wording else "l"
                print(f"{mutant.id} {kind} {path}:{mutant.line} {mutant.scope}")
                print(f"    - {mutant.before}\n    + {mutant.after}")
        total = sum(mutant.path == path for mutant in mutants)
        alive = sum(mutant.path == path for mutant in left)
        print(f"== {path}: {total - alive}/{total} killed", flush=True)


if __name__ == "__main__":
    main()
