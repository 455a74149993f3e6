"""What docs/config.md shows can be used as it stands."""

import re
import tomllib
from pathlib import Path

import pytest

from relsheet.api.sections import SECTIONS
from relsheet.discovery import Layer, load_policy

PAGE = Path(__file__).parent.parent / "docs" / "config.md"
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES, ids=lambda text: f"the example that begins with {text.splitlines()[0]}")
def test_an_example_is_accepted(text: str) -> None:
    load_policy(SECTIONS, [Layer("relsheet.toml", tomllib.loads(text), text)])


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 2
