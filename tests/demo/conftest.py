"""The demo workbooks, made once for all tests of this folder."""

from pathlib import Path

import pytest

from relsheet.demo import make_demo


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The three workbooks by their names."""
    return {path.name: path for path in make_demo(tmp_path_factory.mktemp("demo"))}
