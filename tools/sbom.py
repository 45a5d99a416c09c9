"""Write build/sbom.json: the parts that redrisk is used with, as a CycloneDX list.

The list is made by cyclonedx-py from the packages that are installed, and then cut down to those
that redrisk and its extras need; development tools are left out. Addresses are left out too. The
same packages give the same bytes.

    python -m tools.sbom [FILE]
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from redrisk import __version__
from tools.licences import packages

ROOT = Path(__file__).parent.parent
OUTPUT = ROOT / "build" / "sbom.json"
_ROOT_REF = "root-component"
_LEFT_OUT = ("externalReferences", "evidence", "properties")


def made_by_tool() -> dict[str, Any]:
    """What cyclonedx-py says of this environment."""
    command = [
        sys.executable, "-m", "cyclonedx_py", "environment", sys.executable,
        "--pyproject", str(ROOT / "pyproject.toml"), "--mc-type", "library",
        "--output-reproducible", "--spec-version", "1.6", "--output-format", "JSON",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603
    bom: dict[str, Any] = json.loads(done.stdout)
    return bom


def needed_by_users() -> frozenset[str]:
    """The packages that the core and the extras need, directly or not."""
    return frozenset(package.name for package in packages() if set(package.parts) - {"dev"})


def cleaned(bom: dict[str, Any], needed: frozenset[str]) -> dict[str, Any]:
    """The list of these packages alone, without addresses."""
    parts = [part for part in bom["components"] if canonicalize_name(part["name"]) in needed]
    kept = {_ROOT_REF, *(part["bom-ref"] for part in parts)}
    needs = {entry["ref"]: entry.get("dependsOn", []) for entry in bom["dependencies"]}
    itself = _without_addresses(bom["metadata"]["component"])
    tools = bom["metadata"].get("tools", {}).get("components", [])
    return {
        "$schema": bom["$schema"],
        "bomFormat": bom["bomFormat"],
        "specVersion": bom["specVersion"],
        "version": 1,
        "metadata": {
            "component": itself | {"version": __version__},
            "tools": {"components": [_without_addresses(tool) for tool in tools]},
        },
        "components": sorted(
            map(_without_addresses, parts),
            key=lambda part: str(part["bom-ref"]).lower(),
        ),
        "dependencies": [
            {"ref": ref, "dependsOn": sorted(kept & set(needs.get(ref, [])))}
            for ref in sorted(kept)
        ],
    }


def _without_addresses(part: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name not in _LEFT_OUT}


def text_of(bom: dict[str, Any]) -> str:
    """The list as it is written."""
    return json.dumps(bom, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def check(text: str) -> None:
    """Hold the list against CycloneDX's schema, and see that it says nothing of this machine.

    Raises
    ------
    SystemExit
        If it breaks the schema, or names this machine or a folder of it.
    """
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    for word in (str(ROOT), str(Path.home()), sys.prefix, socket.gethostname(), "file:"):
        if word and len(word) > 1 and word in text:
            raise SystemExit("the list names this machine or a folder of it")
    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if error is not None:
        raise SystemExit(f"the list breaks CycloneDX's schema: {str(error)[:200]}")


def main(arguments: list[str] | None = None) -> int:
    """Write the list, if it is right."""
    given = sys.argv[1:] if arguments is None else arguments
    output = Path(given[0]) if given else OUTPUT
    text = text_of(cleaned(made_by_tool(), needed_by_users()))
    check(text)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(text, encoding="utf-8", newline="\n")
    print(f"{output.name}: {len(json.loads(text)['components'])} parts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
