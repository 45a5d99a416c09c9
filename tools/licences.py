"""Write docs/licences.md: the licence of every package that redrisk can make use of.

The packages are those of requirements-dev.txt: all that the core, the extras and development need,
directly or not. Their licences are read from the installed metadata; licences.yaml beside this file
has what metadata do not say.

    python -m tools.licences
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "licences.md"
FACTS = Path(__file__).parent / "licences.yaml"

_SPDX = {
    "mit": "MIT",
    "mit license": "MIT",
    "bsd-2-clause": "BSD-2-Clause",
    "bsd-3-clause": "BSD-3-Clause",
    "apache-2.0": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "apache software license 2.0": "Apache-2.0",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "mpl-2.0 and mit": "MPL-2.0 AND MIT",
    "isc license (iscl)": "ISC",
    "psfl": "PSF-2.0",
    "python software foundation license": "PSF-2.0",
}
"""Older ways to name a licence."""

_REFUSED = re.compile(r"\b(AGPL|GPL|SSPL|BUSL|Commons-Clause)\b", re.IGNORECASE)
_NAMED = re.compile(r"\b(LGPL|MPL|EPL|CDDL)\b", re.IGNORECASE)
_EXCEPTION = re.compile(r"GPL-[0-9.]+-or-later WITH GCC-exception-3\.1")

_PLATFORMS = (
    ("linux", "Linux", "posix"),
    ("win32", "Windows", "nt"),
    ("darwin", "Darwin", "posix"),
)
_VERSIONS = ("3.11", "3.12", "3.13")


@dataclass(frozen=True, slots=True)
class Package:
    """A package, its licence, and which parts of redrisk need it."""

    name: str
    licence: str
    parts: tuple[str, ...]


def pinned(root: Path = ROOT) -> dict[str, list[str]]:
    """The packages of requirements-dev.txt, each with its versions: they can differ by Python."""
    text = (root / "requirements-dev.txt").read_text(encoding="utf-8")
    found = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", text, re.MULTILINE)
    versions: dict[str, list[str]] = {}
    for name, version in found:
        versions.setdefault(canonicalize_name(name), []).append(version)
    return versions


def declared(root: Path = ROOT) -> dict[str, list[Requirement]]:
    """What pyproject.toml asks for: the core, each extra, and dev."""
    plain = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    project = plain["project"]
    parts = {"core": project["dependencies"], **project["optional-dependencies"]}
    parts["dev"] = plain["dependency-groups"]["dev"]
    return {part: [Requirement(line) for line in lines] for part, lines in parts.items()}


def packages() -> list[Package]:
    """Every pinned package with its licence and the parts that need it.

    Raises
    ------
    SystemExit
        If a licence can't be told.
    """
    names = pinned()
    needed: dict[str, list[str]] = {name: [] for name in names}
    for part, requirements in declared().items():
        for name in _reached(requirements):
            if name in needed:
                needed[name].append(part)
    return [Package(name, licence_of(name), tuple(needed[name])) for name in sorted(names)]


def _reached(requirements: list[Requirement]) -> set[str]:
    """The packages that these need, directly or not, on any platform."""
    found: set[tuple[str, str]] = set()
    waiting = list(requirements)
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name == "redrisk":
            every = declared()
            waiting += [r for extra in requirement.extras for r in every[extra]]
            continue
        for extra in ("", *sorted(requirement.extras)):
            if (name, extra) not in found:
                found.add((name, extra))
                waiting += _needs(name, extra)
    return {name for name, _ in found}


def _needs(name: str, extra: str) -> Iterator[Requirement]:
    try:
        lines = importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return
    for line in lines:
        requirement = Requirement(line)
        if requirement.marker is None:
            if not extra:
                yield requirement
        elif any(requirement.marker.evaluate(place | {"extra": extra}) for place in _places()):
            yield requirement


@cache
def _places() -> list[dict[str, str]]:
    """The environments in which redrisk can be installed."""
    return [
        {
            **{key: str(value) for key, value in default_environment().items()},
            "sys_platform": system,
            "platform_system": name,
            "os_name": kind,
            "python_version": version,
            "python_full_version": f"{version}.0",
        }
        for system, name, kind in _PLATFORMS
        for version in _VERSIONS
    ]


@cache
def facts() -> Mapping[str, Mapping[str, list[str]]]:
    """What metadata do not say."""
    plain: dict[str, Any] = yaml.safe_load(FACTS.read_text(encoding="utf-8"))
    return plain


def licence_of(name: str) -> str:
    """The licence of a package, as an SPDX expression.

    Raises
    ------
    SystemExit
        If it can't be told.
    """
    told = _told_by_metadata(name)
    if told is not None:
        return told
    if name in facts()["stated"]:
        return facts()["stated"][name][0]
    raise SystemExit(f"{name}: its licence can't be told; read it, and write it into {FACTS.name}")


def _told_by_metadata(name: str) -> str | None:
    try:
        data = importlib.metadata.metadata(name).json
    except importlib.metadata.PackageNotFoundError:
        return None
    expression = data.get("license_expression")
    if expression:
        return str(expression)
    classifiers = [
        str(line).rpartition("::")[2].strip()
        for line in data.get("classifier", [])
        if str(line).startswith("License ::")
    ]
    for words in (data.get("license"), *classifiers):
        found = _SPDX.get(str(words).strip().lower())
        if found:
            return found
    return None


def is_refused(licence: str) -> bool:
    """Whether a licence would reach over to redrisk or to what is built on it.

    >>> is_refused("GPL-3.0-only"), is_refused("MIT OR GPL-2.0-only"), is_refused("LGPL-2.1-only")
    (True, False, False)
    """
    choices = _EXCEPTION.sub("", licence).split(" OR ")
    return all(_REFUSED.search(choice) for choice in choices)


def is_named(licence: str) -> bool:
    """Whether changes to the package itself must be shared: it is named on the page."""
    return bool(_NAMED.search(licence))


def page(found: list[Package]) -> str:
    """The page."""
    weak = [package for package in found if is_named(package.licence)]
    bundled = [
        f"| {name} | {facts()['bundled'][name][0]} | {facts()['bundled'][name][1]} |"
        for name in sorted(facts()["bundled"])
    ]
    rows = [f"| {p.name} | {p.licence} | {', '.join(p.parts)} |" for p in found]
    named = [f"| {p.name} | {p.licence} | {', '.join(p.parts)} |" for p in weak]
    return f"""\
# Licences

<!-- Made by python -m tools.licences. -->

redrisk's code is under Apache-2.0, its data under the licences in LICENSE-DATA.md. Its wheel holds
no code of others; it holds the Noto fonts, under the SIL Open Font License 1.1
(redrisk/report/assets/fonts/OFL.txt). What it needs besides is installed by pip, each package under
a licence of its own.

The list has all {len(found)} packages that redrisk can make use of: those of the core, of each
extra, and of development, direct or not, on any platform. None is under the GPL or AGPL; a test
refuses one. Versions stand in requirements-dev.txt, and `make sbom` writes those that users install
as a CycloneDX list of parts.

## Licences that ask something of those who change the package

They ask that changes to the package's own files be shared. redrisk changes none.

| package | licence | needed by |
|---|---|---|
{chr(10).join(named)}

## Libraries inside wheels

| package | library | licence |
|---|---|---|
{chr(10).join(bundled)}

The GCC exception allows programs under any licence to use the library. The LGPL ones are separate
files that can be replaced.

## All packages

| package | licence | needed by |
|---|---|---|
{chr(10).join(rows)}
"""


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(packages()), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
