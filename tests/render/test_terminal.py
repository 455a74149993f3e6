"""The answer on a terminal fits its width, says all it must, and is plain text where colours are not wanted."""

from dataclasses import replace
from pathlib import Path

import pytest

from relsheet.render.measure import terminal_width
from relsheet.render.terminal import Terminal, change_lines, read_lines, told
from relsheet.sheets.edits import CellChange, Receipt
from relsheet.texts import LANGUAGES, Language
from tests.pages.sample import sample, sample_texts

CHANGES = (CellChange("Customers", 5, 13, None, "A"),) * 1812
RECEIPT = Receipt(written=True, output=Path("crm.xlsx"), changes=CHANGES, backup=Path("backups/0001.xlsx"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize("customers", [5, 300])
def test_tables_fit_the_width(customers: int, width: int, language: Language) -> None:
    lines = told(sample(customers, language), RECEIPT, sample_texts(language), Terminal(width))
    tables = lines[: lines.index("", lines.index("", lines.index("") + 1) + 1)]
    assert max(map(terminal_width, tables)) < width


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_colours_there_is_no_control_character_and_no_box(language: Language) -> None:
    answer = "\n".join(told(sample(300, language), RECEIPT, sample_texts(language), Terminal(80)))
    assert "\x1b" not in answer
    assert not any("\u2500" <= character <= "\u259f" for character in answer)


def test_with_colours_tones_are_coloured_and_closed() -> None:
    answer = "\n".join(told(sample(300), RECEIPT, sample_texts("en"), Terminal(80, color=True)))
    assert "\x1b[31m" in answer
    assert answer.count("\x1b[0m") == answer.count("\x1b[") / 2 or "\x1b[1m" in answer


def test_it_says_what_was_read_written_and_would_help() -> None:
    answer = "\n".join(told(sample(300), RECEIPT, sample_texts("en"), Terminal(100)))
    for word in (
        "300 customers",
        "Complaints overdue",
        "Do first",
        "errors: 9",
        "1,812 cells",
        "0001.xlsx",
        "contract's end",
    ):
        assert word in answer


def test_where_only_our_tabs_were_written_it_counts_no_cells() -> None:
    receipt = replace(RECEIPT, changes=())
    answer = "\n".join(told(sample(5), receipt, sample_texts("en"), Terminal(100)))
    assert "Written: crm.xlsx (the tabs of our own; the columns stay as they are)." in answer


def test_headers_stand_in_the_order_of_their_columns() -> None:
    book = sample(5).book
    tab = replace(book.tabs[0], headers={"owner": "Rep", "name": "Firm"}, columns={"owner": 3, "name": 1})
    line = read_lines(replace(book, tabs=(tab,)), sample_texts("en"), Terminal(80))[0]
    assert line.rstrip().endswith("Firm, Rep")


def test_a_run_that_wrote_nothing_says_so() -> None:
    lines = told(replace(sample(5), problems=()), Receipt(written=False), sample_texts("en"), Terminal(80))
    assert "Nothing was written: the workbook already shows all of this." in lines


def test_changes_are_listed_cell_by_cell() -> None:
    lines = change_lines([CellChange("客户", 5, 13, None, "A")], sample_texts("en"), Terminal(60))
    assert [line.split() for line in lines] == [["客户!M5", "(empty)", "A"]]
