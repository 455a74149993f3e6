"""``relsheet.api`` has every name it says it has, and the functions win over the modules of the same names."""

import subprocess
import sys
from inspect import isfunction

import pytest

import relsheet.api.score
from relsheet import api


def test_every_name_has_a_home() -> None:
    assert sorted(api.HOME_OF) == sorted(api.__all__)
    assert all(getattr(api, name) is not None for name in api.__all__)


@pytest.mark.parametrize("name", ["score", "brief", "due"])
def test_a_function_is_not_hidden_by_its_module(name: str) -> None:
    assert isfunction(getattr(api, name))
    assert isfunction(relsheet.api.score)


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(AttributeError, match=r"relsheet\.api has no scoer"):
        _ = api.scoer  # type: ignore[attr-defined]  # the point of the test


def test_options_alone_bring_no_backend() -> None:
    told = "import sys; from relsheet import api; api.Options; print(*(m for m in sys.modules if 'sheets' in m))"
    found = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    assert found.stdout.split() == []
