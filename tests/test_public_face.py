from __future__ import annotations

import re
from unittest import mock

import pytest

import redrisk
from redrisk import errors


def test_all_is_sorted_and_every_name_is_there() -> None:
    assert list(redrisk.__all__) == sorted(redrisk.__all__)
    for name in redrisk.__all__:
        assert getattr(redrisk, name) is not None


def test_all_names_every_public_object() -> None:
    own = {
        name
        for name, value in vars(redrisk).items()
        if not name.startswith("_") and getattr(value, "__module__", "").startswith("redrisk")
    }
    assert own == set(redrisk.__all__) - {"__version__"}


def test_the_public_face_has_what_is_promised() -> None:
    assert set(redrisk.__all__) >= {
        "Assessment", "Case", "Model", "Notice", "RedriskError", "load_model", "score",
    }  # fmt: skip


def test_the_version_is_one() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+([a-z0-9.]+)?", redrisk.__version__)


@pytest.mark.parametrize(
    "name", ["InvalidInput", "UnknownPrior", "ModelError", "DataError", "MissingExtra"]
)
def test_every_error_is_a_redrisk_error_and_a_value_error(name: str) -> None:
    assert issubclass(getattr(errors, name), redrisk.RedriskError)
    assert issubclass(redrisk.RedriskError, ValueError)


def test_a_missing_extra_says_what_to_install() -> None:
    message = str(errors.MissingExtra("reading PDF", "intake"))
    assert "pip install 'redrisk[intake]'" in message
    assert "reading PDF" in message


@pytest.mark.parametrize("name", redrisk.__all__)
def test_public_objects_are_described(name: str) -> None:
    assert name == "__version__" or len(getattr(redrisk, name).__doc__ or "") > 30


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'redrisk' has no attribute 'scoer'"):
        _ = redrisk.scoer


def test_a_name_that_needs_an_extra_says_which_and_a_broken_module_says_so_itself() -> None:
    for missing, error in (("sklearn", errors.MissingExtra), ("redrisk.x", ModuleNotFoundError)):
        broken = ModuleNotFoundError(f"No module named {missing!r}", name=missing)
        with (
            mock.patch("redrisk.importlib.import_module", side_effect=broken),
            pytest.raises(error),
        ):
            redrisk.__getattr__("train")


def test_names_can_be_completed_before_they_are_loaded() -> None:
    assert set(dir(redrisk)) >= set(redrisk.__all__)
