"""Each test has a state folder of its own: no backup of a test lands among the user's."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(folder))
    return folder
