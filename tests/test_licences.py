"""What redrisk depends on is pinned, and under licences that its users can accept."""

from __future__ import annotations

import importlib.metadata
import json
import re
from pathlib import Path
from typing import Any

import pytest
from packaging.utils import canonicalize_name

from tests.helpers import ROOT
from tools import licences, sbom

PACKAGES = licences.packages()
LOCK = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")


def test_every_dependency_is_pinned() -> None:
    asked = {
        canonicalize_name(requirement.name): requirement
        for requirements in licences.declared().values()
        for requirement in requirements
        if requirement.name != "redrisk"
    }
    pinned = licences.pinned()
    assert set(asked) <= set(pinned), "run make lock"
    wrong = [
        f"{name}=={version}, but {requirement}"
        for name, requirement in asked.items()
        for version in pinned[name]
        if not requirement.specifier.contains(version)
    ]
    assert not wrong, "run make lock"


def test_every_pin_has_hashes_and_says_nothing_of_where_it_comes_from() -> None:
    blocks = re.split(r"\n(?=\S)", LOCK.strip())
    assert len(blocks) == sum(map(len, licences.pinned().values()))
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in LOCK
    assert "--index-url" not in LOCK
    assert "--find-links" not in LOCK


def test_what_is_needed_is_all_that_is_pinned() -> None:
    assert not [package.name for package in PACKAGES if not package.parts]


@pytest.mark.parametrize("package", PACKAGES, ids=[package.name for package in PACKAGES])
def test_no_package_is_under_gpl_or_agpl(package: licences.Package) -> None:
    assert not licences.is_refused(package.licence)


@pytest.mark.parametrize(
    ("licence", "refused", "named"),
    [
        ("GPL-3.0-only", True, False),
        ("AGPL-3.0-or-later", True, False),
        ("MIT AND GPL-2.0-or-later", True, False),
        ("SSPL-1.0", True, False),
        ("MIT OR GPL-2.0-or-later", False, False),
        ("LGPL-2.1-or-later", False, True),
        ("MPL-2.0 AND MIT", False, True),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", False, False),
        ("GPL-3.0-or-later WITH Classpath-exception-2.0", True, False),
        ("Apache-2.0 OR BSD-2-Clause", False, False),
    ],
)
def test_how_licences_are_judged(licence: str, refused: bool, named: bool) -> None:
    assert licences.is_refused(licence) is refused
    assert licences.is_named(licence) is named


def test_a_licence_that_can_t_be_told_stops_the_list() -> None:
    with pytest.raises(SystemExit, match="can't be told"):
        licences.licence_of("no-such-package")


def test_what_is_written_by_hand_is_needed_and_agrees_with_metadata() -> None:
    names = set(licences.pinned())
    assert set(licences.facts()["stated"]) <= names
    assert set(licences.facts()["bundled"]) <= names
    for name, (licence, _) in licences.facts()["stated"].items():
        try:
            told = dict(importlib.metadata.metadata(name).json).get("license_expression")
        except importlib.metadata.PackageNotFoundError:
            continue
        assert told in (None, licence)


def test_the_page_is_made_from_the_packages() -> None:
    made = licences.page(PACKAGES)
    assert licences.PAGE.read_text(encoding="utf-8") == made, "run python -m tools.licences"


def test_the_core_is_small() -> None:
    core = {requirement.name for requirement in licences.declared()["core"]}
    assert core == {"click", "numpy", "pydantic", "pyyaml"}


# ------------------------------------------------------------------ the list of parts (SBOM)


def a_bom() -> dict[str, Any]:
    def part(name: str) -> dict[str, Any]:
        return {
            "bom-ref": f"{name}==1.0",
            "type": "library",
            "name": name,
            "version": "1.0",
            "purl": f"pkg:pypi/{name}@1.0",
            "licenses": [{"license": {"id": "MIT"}}],
            "externalReferences": [{"type": "website", "url": "https://host.example/x"}],
        }

    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"bom-ref": "root-component", "type": "library", "name": "redrisk"},
            "tools": {"components": [{**part("tool"), "type": "application"}]},
        },
        "components": [part("b"), part("a"), part("inner"), part("stray")],
        "dependencies": [
            {"ref": "root-component", "dependsOn": ["b==1.0", "a==1.0"]},
            {"ref": "a==1.0", "dependsOn": ["inner==1.0", "stray==1.0"]},
            {"ref": "b==1.0"}, {"ref": "inner==1.0"}, {"ref": "stray==1.0"},
        ],
    }  # fmt: skip


NEEDED = frozenset({"a", "b", "inner"})


def test_the_list_has_what_redrisk_needs_and_no_host() -> None:
    text = sbom.text_of(sbom.cleaned(a_bom(), NEEDED))
    made = json.loads(text)
    assert [part["name"] for part in made["components"]] == ["a", "b", "inner"]
    assert made["metadata"]["component"]["version"]
    assert {entry["ref"] for entry in made["dependencies"]} == {
        "root-component", "a==1.0", "b==1.0", "inner==1.0",
    }  # fmt: skip
    assert "host.example" not in text
    sbom.check(text)


def test_the_list_does_not_depend_on_the_order_of_its_source() -> None:
    turned = a_bom()
    turned["components"].reverse()
    turned["dependencies"].reverse()
    turned["dependencies"][-1]["dependsOn"].reverse()
    assert sbom.text_of(sbom.cleaned(turned, NEEDED)) == sbom.text_of(sbom.cleaned(a_bom(), NEEDED))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"specVersion": "1.6", "components": [{"name": "x"}]}, "schema"),
        ({"serialNumber": str(Path.home())}, "this machine"),
        ({"serialNumber": str(ROOT)}, "this machine"),
    ],
)
def test_a_list_that_is_wrong_is_not_written(change: dict[str, Any], said: str) -> None:
    with pytest.raises(SystemExit, match=said):
        sbom.check(sbom.text_of({**sbom.cleaned(a_bom(), NEEDED), **change}))


@pytest.mark.slow
def test_the_real_list_is_the_same_twice(tmp_path: Path) -> None:
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    assert sbom.main([str(first)]) == 0
    assert sbom.main([str(second)]) == 0
    assert first.read_bytes() == second.read_bytes()
    made = json.loads(first.read_bytes())
    names = {part["name"].lower() for part in made["components"]}
    wanted = {
        requirement.name
        for part, requirements in licences.declared().items()
        for requirement in requirements
        if part not in ("dev", "fonts") and requirement.name != "redrisk"
    }
    assert wanted <= names
    assert "pytest" not in names
