"""Neither the order of rows, nor language, locale, time zone of the computer or hash seed change any value."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from relsheet.records import Book
from relsheet.rules.columns import CUSTOMER_COLUMNS, WHY
from relsheet.texts import LANGUAGES
from tests.demo.given import NAMES, assessed, demo

TABS = ("customers", "visits", "orders", "complaints", "contacts", "competitors", "plans", "calendar")
#: Texts are what they are in their language.
SPOKEN = frozenset({WHY})


def answers(book: Book) -> Mapping[str, Any]:
    """All that is found, without the places where it stands."""
    found = assessed(book)
    rows = found.customer_findings.items()
    return {
        "values": {(key, name): cell.value for key, row in rows for name, cell in row.items() if name not in SPOKEN},
        "reasons": {key: row[WHY].text for key, row in rows},
        "actions": [(action.id, action.due, action.text, action.owner) for action in found.actions],
        "states": {str(each.complaint.id): (each.state, each.next_change) for each in found.verdicts},
        "blocks": [[[entry.value for entry in row] for row in board.rows] for board in found.boards],
    }


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_rows_changes_nothing(demo_files: dict[str, Path], name: str) -> None:
    book, dice = demo(demo_files[f"{name}.xlsx"]).book, random.Random(name)
    shuffled = {tab: tuple(dice.sample(getattr(book, tab), len(getattr(book, tab)))) for tab in TABS}
    before, after = answers(book), answers(replace(book, **shuffled))
    for part, found in before.items():
        assert after[part] == found, part


@pytest.mark.parametrize("name", ["crm-en", "crm-zh"])
def test_the_language_changes_words_and_no_value(demo_files: dict[str, Path], name: str) -> None:
    book = demo(demo_files[f"{name}.xlsx"]).book
    first, second = (answers(replace(book, language=language)) for language in LANGUAGES)
    assert first["values"] == second["values"]
    assert first["states"] == second["states"]
    assert [action[:2] for action in first["actions"]] == [action[:2] for action in second["actions"]]


#: A locale that is not installed is that of C; tr_TR has its own i, de_DE its own comma.
ENVIRONMENTS = (
    {"LC_ALL": "C", "PYTHONHASHSEED": "1", "TZ": "UTC"},
    {"LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "2", "TZ": "America/New_York"},
    {"LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "3", "TZ": "Asia/Shanghai"},
    {"LC_ALL": "zh_CN.UTF-8", "PYTHONHASHSEED": "4", "TZ": "Pacific/Auckland"},
)


TRIED = ENVIRONMENTS if os.environ.get("RELSHEET_FULL") else ENVIRONMENTS[1:3]


def test_the_computer_changes_nothing(demo_files: dict[str, Path], tmp_path: Path) -> None:
    columns = json.dumps([*CUSTOMER_COLUMNS, WHY])
    asked = ("--set", f"columns.customers={columns}", "--set", 'calendar.time_zone="Asia/Shanghai"')
    call = ("score", str(demo_files["crm-zh.xlsx"]), "--dry-run", "--no-input", "--format", "json", *asked)
    told = {
        subprocess.run(
            (sys.executable, "-m", "relsheet", *call, "--as-of", "2026-11-20T09:00"),
            env={**os.environ, **environment, "RELSHEET_STATE_DIR": str(tmp_path), "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for environment in TRIED
    }
    assert len(told) == 1
    assert len(json.loads(told.pop())["customers"]) == 288
