from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("redrisk", deadline=None, max_examples=60, derandomize=True)
settings.load_profile("redrisk")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-golden",
        action="store_true",
        help="write the files of tests/golden/ anew, to be read over before they are committed",
    )


@pytest.fixture
def renew_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--renew-golden"))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """After the slow tests, say which ran, for how long, and which were skipped and why."""
    if config.option.markexpr != "slow":
        return
    write = terminalreporter.write_line
    stats = terminalreporter.stats
    ran = [
        report
        for outcome in ("passed", "failed", "error")
        for report in stats.get(outcome, [])
        if report.when == "call" or outcome == "error"
    ]
    skipped = stats.get("skipped", [])
    terminalreporter.section(f"slow tests: {len(ran)} ran, {len(skipped)} skipped")
    for report in sorted(ran, key=lambda report: report.nodeid):
        write(f"{report.outcome:8} {report.duration:6.1f} s  {report.nodeid}")
    for report in sorted(skipped, key=lambda report: report.nodeid):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        write(f"skipped            {report.nodeid}: {str(reason).removeprefix('Skipped: ')}")
