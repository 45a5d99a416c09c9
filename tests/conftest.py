from __future__ import annotations

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
