"""The reference of the models: no model, column, flag, block, play or setting of ours is missing in docs/models.md."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from relsheet.api.defaults import section_lines
from relsheet.api.models_page import HEAD, Model, models, section
from relsheet.rules.boards import BOARDS
from relsheet.rules.columns import CUSTOMER_COLUMNS
from relsheet.rules.comparisons import COMPARISONS
from relsheet.rules.models import MODELS
from relsheet.rules.situation import FLAGS

PAGE = Path(__file__).parent.parent.parent / "docs" / "models.md"
FOUND = models()
#: Words that every play may use: no model of their own.
VOCABULARY = {"terms", "subject_terms"}


def test_every_model_is_listed_with_its_input() -> None:
    names = {module.__name__.rpartition(".")[2] for module in MODELS} - VOCABULARY
    assert names <= {model.name for model in FOUND}, "tell in relsheet/api/model_inputs.py what it reads"


def test_every_column_flag_and_block_belongs_to_a_model() -> None:
    assert {key for model in FOUND for key in model.columns} == set(CUSTOMER_COLUMNS)
    assert {key for model in FOUND for key in model.flags} == {*FLAGS, *COMPARISONS}
    assert {key for model in FOUND for key in model.blocks} == set(BOARDS)


def without_examples(lines: Iterator[str]) -> str:
    return "\n".join(line for line in lines if not line.startswith("- **Example**"))


@pytest.mark.parametrize("model", FOUND, ids=lambda model: model.name)
def test_the_page_says_of_each_model_what_the_code_says(model: Model) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.startswith(HEAD)
    begin = page.index(f"\n## {model.name}\n") + 1
    end = page.find("\n## ", begin)
    shown = page[begin : None if end < 0 else end].strip()
    expected = without_examples(section(model, {})).strip()
    assert without_examples(iter(shown.splitlines())).strip() == expected, "python -m relsheet.api.models_page"
    assert all("\n".join(section_lines(kind)) in shown for kind in model.settings)
