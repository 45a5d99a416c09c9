"""Slow: the files as a browser and an office program see them."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import redrisk
from redrisk.assessment import Assessment
from redrisk.features import levels_of
from redrisk.report import opc
from redrisk.report.options import Options
from redrisk.report.to_docx import read as read_docx
from redrisk.report.verify import verify
from redrisk.report.whatif import choices, key, weighed_facts
from redrisk.report.worksheet import FIRST_ROW, SHEET
from redrisk.report.write import made_for
from redrisk.report.writers import writer
from redrisk.report.xlsx_record import rows_of
from redrisk.view import Range
from redrisk.weight import band, likelihood_ratio, risk
from tests.report.browser import browser
from tests.report.helpers import NAMES, assessment, fresh
from tests.synthetic import synthetic_cases

pytestmark = pytest.mark.slow


def random_results(count: int, seed: int) -> list[Assessment]:
    """Assessments of random notices, under random priors."""
    rng = random.Random(seed)  # noqa: S311
    return [
        redrisk.score(case.notice, round(rng.uniform(0.01, 0.99), 3))
        for case in synthetic_cases(count, seed=seed)
    ]


def turned(result: Assessment, rng: random.Random) -> dict[str, Range]:
    """Other answers to some of the facts."""
    return {
        fact.id: rng.choice(choices(result, fact))
        for fact in weighed_facts(result)
        if rng.random() < 0.4
    }


def expected(result: Assessment, changes: dict[str, Range], prior: float) -> dict[str, Any]:
    """What Python makes of other answers."""
    levels = levels_of({**result.facts, **changes})
    points = {
        item.feature.id: item.row.points[levels[item.feature.id]] for item in result.contributions
    }
    total = sum(points.values())
    reported = result.model.clip(total)
    return {
        "points": points,
        "total": total,
        "reported": reported,
        "ratio": likelihood_ratio(reported),
        "band": band(reported),
        "risk": risk(reported, prior),
    }


CHANGE = """
const [changes, prior] = arguments;
for (const [fact, level] of Object.entries(changes)) {
  const select = document.getElementById("what-" + fact);
  select.value = level;
  if (select.value !== level) throw new Error(fact + " has no choice " + level);
}
document.getElementById("what-prior").value = String(prior);
document.getElementById("what-if").dispatchEvent(new Event("input"));
const read = (id) => document.getElementById(id).textContent;
const points = {};
for (const output of document.querySelectorAll("output[id^=points-]"))
  points[output.id.slice(7)] = Number(output.textContent.replace("\\u2212", "-"));
return {points, total: read("sum-points"), reported: read("sum-reported"), ratio: read("sum-lr"),
        band: read("sum-band"), risk: read("sum-risk")};
"""


def number(text: str) -> float:
    return float(text.rsplit(maxsplit=1)[-1].replace("−", "-"))


def same(shown: dict[str, Any], right: dict[str, Any]) -> None:
    assert shown["points"] == right["points"]
    assert number(shown["total"]) == right["total"]
    assert number(shown["reported"]) == right["reported"]
    assert number(shown["ratio"]) == right["ratio"]
    assert shown["band"] == right["band"]
    assert float(shown["risk"].split()[0]) == right["risk"]


def test_the_panel_agrees_with_python_for_50_random_notices(tmp_path: Path) -> None:
    rng = random.Random(5)  # noqa: S311
    path = tmp_path / "a.html"
    with browser(tmp_path) as page:
        for result in random_results(50, 11):
            path.write_bytes(writer("html").write(made_for(result, Options(length="short"))))
            page.open(path)
            same(page.run(CHANGE, {}, result.prior.value), expected(result, {}, result.prior.value))
            for _ in range(5):
                changes, prior = turned(result, rng), round(rng.uniform(0.001, 0.999), 4)
                shown = page.run(CHANGE, {k: key(v) for k, v in changes.items()}, prior)
                same(shown, expected(result, changes, prior))
                page.run("document.getElementById('what-reset').click()")
        assert page.log() == []


@pytest.mark.parametrize("name", NAMES)
def test_the_page_loads_in_a_browser_without_a_complaint(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(fresh("html", name, forum="ccf"))
    with browser(tmp_path) as page:
        page.open(path)
        assert page.run("return performance.getEntriesByType('resource').length") == 0
        assert page.run("return document.querySelectorAll('script').length") == 4
        assert page.run("return document.getElementById('what-if').hidden") is False
        wide = "return document.documentElement.scrollWidth <= window.innerWidth"
        assert page.run(wide)
        assert page.log() == []


def office(folder: Path, target: str, *paths: Path) -> None:
    """Files opened and saved by LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    subprocess.run(  # noqa: S603
        [
            program,
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            target,
            "--outdir",
            str(folder / "out"),
            *map(str, paths),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )


def sums(path: Path) -> dict[str, list[str]]:
    """The worksheet's rows by their first cell."""
    rows = list(rows_of(opc.parts_of(path.read_bytes()), SHEET))
    return {row[0]: row for row in rows if row}


def test_the_worksheet_recalculated_agrees_with_the_engine_for_20_notices(tmp_path: Path) -> None:
    import openpyxl

    from redrisk.facts import answer_in_words

    rng = random.Random(3)  # noqa: S311
    wanted: dict[str, tuple[Assessment, dict[str, Range], float]] = {}
    for number_, result in enumerate(random_results(20, 7)):
        path = tmp_path / f"n{number_}.xlsx"
        path.write_bytes(writer("xlsx").write(made_for(result, Options(length="short"))))
        changes = turned(result, rng) if number_ % 4 else {}
        prior = round(rng.uniform(0.01, 0.99), 3)
        book = openpyxl.load_workbook(path)  # without stored results: all must be worked out
        sheet = book[SHEET]
        for position, fact in enumerate(weighed_facts(result)):
            if fact.id in changes:
                cell = sheet.cell(FIRST_ROW + 1 + position, 2)
                cell.value = answer_in_words(fact, changes[fact.id])
        for row in sheet.iter_rows(min_row=FIRST_ROW + 1):
            if str(row[0].value).startswith("Prior, to be typed in"):
                row[4].value = prior
        book.save(path)
        wanted[path.stem] = (result, changes, prior)
    office(tmp_path, "xlsx:Calc MS Excel 2007 XML", *(tmp_path / f"{n}.xlsx" for n in wanted))
    for name, (result, changes, prior) in wanted.items():
        right, found = expected(result, changes, prior), sums(tmp_path / "out" / f"{name}.xlsx")
        for item in result.contributions:
            row = found[item.feature.question]
            assert float(row[4]) == right["points"][item.feature.id], (name, item.feature.id)
        assert float(found["Points: the sum"][-1]) == right["total"]
        assert float(found["Reported points"][-1]) == right["reported"]
        assert found["Verbal step"][-1] == right["band"]
        assert float(found["Risk of rejection under that prior"][-1]) == right["risk"]
        ratio = next(row[-1] for name, row in found.items() if name.startswith("Likelihood"))
        assert float(ratio) == pytest.approx(right["ratio"], rel=1e-12)


@pytest.mark.parametrize("name", ["long", "hostile", "scripts"])
def test_libreoffice_opens_and_keeps_the_record(name: str, tmp_path: Path) -> None:
    for form in ("docx", "xlsx"):
        (tmp_path / f"a.{form}").write_bytes(fresh(form, name, forum="ccf", length="short"))
    office(tmp_path, "docx:MS Word 2007 XML", tmp_path / "a.docx")
    office(tmp_path, "xlsx:Calc MS Excel 2007 XML", tmp_path / "a.xlsx")
    record = assessment(name).to_json()
    assert read_docx((tmp_path / "out" / "a.docx").read_bytes()).record == record
    found = verify(tmp_path / "out" / "a.xlsx")
    assert "identical, byte for byte" in found.verified[0]
