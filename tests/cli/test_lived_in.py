"""What users do with a scored workbook: the next run takes nothing of theirs for ours, nor ours for theirs."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from relsheet.cli import commands

HEADERS = ["ID", "Customer", "Owner", "Last visit"]
OURS = ["Next step ◆", "By ◆", "Why ◆"]


@pytest.fixture
def workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path / "state"))
    book = openpyxl.Workbook()
    tab = book.worksheets[0]
    tab.title = "Customers"
    tab.append(HEADERS)
    for number in range(1, 9):
        tab.append([f"C{number}", f"Firm {number}", "Ann", date(2026, number, 3)])
    visits = book.create_sheet("Visits")
    visits.append(["Date", "Customer ID", "Notes"])
    for number in range(1, 9):
        visits.append([date(2026, number, 3), f"C{number}", "talked"])
    book.save(tmp_path / "crm.xlsx")
    score(tmp_path / "crm.xlsx")
    return tmp_path / "crm.xlsx"


def score(path: Path, day: str = "2026-11-20") -> None:
    done = CliRunner().invoke(commands, ["score", str(path), "--yes", "--as-of", day])
    assert done.exit_code == 0, done.output


def edited(path: Path, change: Callable[[Worksheet], None]) -> None:
    book = openpyxl.load_workbook(path)
    change(book["Customers"])
    book.save(path)


def columns(path: Path) -> dict[str, list[object]]:
    rows = list(openpyxl.load_workbook(path)["Customers"].iter_rows(values_only=True))
    return {str(header): [row[at] for row in rows[1:]] for at, header in enumerate(rows[0])}


def test_a_fresh_export_with_one_more_column_pasted_over_ours_stays(workbook: Path) -> None:
    def paste(tab: Worksheet) -> None:
        tab["E1"] = "Phone"
        for row in range(2, 10):
            tab.cell(row, 5, f"555-01{row:02d}")

    before = columns(workbook)
    assert [*before] == HEADERS + OURS
    edited(workbook, paste)
    score(workbook)
    after = columns(workbook)
    assert [*after] == [*HEADERS, "Phone", "By ◆", "Why ◆", "Next step ◆"]
    assert after["Phone"] == [f"555-01{row:02d}" for row in range(2, 10)]
    assert after["Next step ◆"] == before["Next step ◆"]
    content = workbook.read_bytes()
    score(workbook)
    assert workbook.read_bytes() == content


def test_a_column_that_a_script_inserts_among_ours_stays_and_ours_are_filled_under_their_headers(
    workbook: Path,
) -> None:
    def insert(tab: Worksheet) -> None:  # openpyxl moves the cells and leaves our names where they were
        tab.insert_cols(6)
        tab["F1"], tab["F3"] = "Mine", "ask Ann first"

    before = columns(workbook)
    edited(workbook, insert)
    said = output("score", str(workbook), "--yes", "--as-of", "2026-11-20")
    assert "somebody" not in said
    after = columns(workbook)
    assert [*after] == [*HEADERS, "Next step ◆", "Mine", "By ◆", "Why ◆"]
    assert after["Mine"] == [None, "ask Ann first", *[None] * 6]
    assert {header: after[header] for header in OURS} == {header: before[header] for header in OURS}
    content = workbook.read_bytes()
    score(workbook)
    assert workbook.read_bytes() == content


@pytest.mark.parametrize("day", ["2026-11-20", "2027-02-10"])
def test_a_column_of_ours_that_was_only_renamed_is_filled_again_where_it_is(workbook: Path, day: str) -> None:
    def rename(tab: Worksheet) -> None:
        tab["E1"], tab["F1"], tab["G1"] = "To do", "Until", "Reasons"
        tab.move_range("A3:G3", rows=10)
        tab["E5"] = "something typed"

    edited(workbook, rename)
    score(workbook, day)
    after = columns(workbook)
    assert [*after] == [*HEADERS, "To do", "Until", "Reasons"]
    assert "something typed" not in after["To do"]
    assert after["Until"][1] is None


def test_a_lone_total_at_the_right_is_read_alike_before_our_columns_stand_beside_it_and_after(workbook: Path) -> None:
    done = CliRunner().invoke(commands, ["remove", str(workbook)])
    assert done.exit_code == 0, done.output

    def total(tab: Worksheet) -> None:
        tab["G1"], tab["G2"] = "Totals", 8

    edited(workbook, total)
    score(workbook)
    content = workbook.read_bytes()
    score(workbook)
    assert workbook.read_bytes() == content


@pytest.mark.parametrize("refilled", [True, False])
def test_a_summary_tab_that_the_user_renamed_is_ours_until_he_fills_it_himself(workbook: Path, refilled: bool) -> None:
    book = openpyxl.load_workbook(workbook)
    tab = book["Summary ◆"]
    tab.title = "Report"
    book.defined_names["_relsheet.tab.summary"].attr_text = "Report!$A$1"
    if refilled:  # as a script does that replaces a tab by another of the same name
        position = book.index(tab)
        book.remove(tab)
        book.create_sheet("Report", position).append(["Month", "Sales"])
    book.save(workbook)
    score(workbook, "2026-12-20")
    after = openpyxl.load_workbook(workbook)
    assert (after["Report"]["A1"].value == "Month", "Summary ◆" in after.sheetnames) == (refilled, refilled)
    content = workbook.read_bytes()
    score(workbook, "2026-12-20")
    assert workbook.read_bytes() == content


def test_hidden_and_marked_tabs_of_the_users_are_his_in_a_workbook_that_we_never_wrote(workbook: Path) -> None:
    done = CliRunner().invoke(commands, ["remove", str(workbook)])
    assert done.exit_code == 0, done.output
    book = openpyxl.load_workbook(workbook)
    for title, state in (("_relsheet", "hidden"), ("Summary ◆", "visible")):
        tab = book.create_sheet(title)
        tab["A1"], tab.sheet_state = "mine", state
    book.save(workbook)
    score(workbook)
    after = openpyxl.load_workbook(workbook)
    assert [after[title]["A1"].value for title in ("_relsheet", "Summary ◆")] == ["mine", "mine"]


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "0001-01-01T00:00:00+14:00", "1899-12-31"])
def test_a_day_that_nothing_can_be_counted_from_is_refused_in_a_sentence(workbook: Path, day: str) -> None:
    done = CliRunner().invoke(commands, ["score", str(workbook), "--yes", "--as-of", day])
    assert (done.exit_code, day in done.output) == (2, True)


@pytest.mark.parametrize("day", ["1900-01-01", "9899-12-31"])
def test_the_first_and_the_last_day_to_count_from(workbook: Path, day: str) -> None:
    score(workbook, day)


def output(*arguments: str) -> str:
    done = CliRunner().invoke(commands, [*arguments])
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def test_results_that_only_change_from_day_to_day_are_nobodys_notes(workbook: Path) -> None:
    for day in ("2026-11-27", "2027-03-01"):
        assert "somebody" not in output("score", str(workbook), "--yes", "--as-of", day)


def test_the_header_of_a_column_that_is_no_longer_written_is_nobodys_note(workbook: Path) -> None:
    said = output("score", str(workbook), "--yes", "--as-of", "2026-11-20", "--columns", "next_action,due")
    assert "Why ◆" not in columns(workbook)
    assert "somebody" not in said


def test_a_date_of_ours_whose_format_was_taken_away_is_nobodys_note(workbook: Path) -> None:
    def plain(tab: Worksheet) -> None:
        for row in range(2, 10):
            tab.cell(row, 6).number_format = "General"

    edited(workbook, plain)
    assert "somebody" not in output("score", str(workbook), "--yes", "--as-of", "2026-11-20")
    edited(workbook, plain)
    assert "somebody" not in output("remove", str(workbook))
    assert [*columns(workbook)] == HEADERS


def test_a_slip_in_columns_is_told_and_nothing_is_written(workbook: Path) -> None:
    content = workbook.read_bytes()
    done = CliRunner().invoke(commands, ["score", str(workbook), "--yes", "--columns", "next_action,foo"])
    assert (done.exit_code, "--columns foo" in done.output, "next_action" in done.output) == (2, True, True)
    assert workbook.read_bytes() == content


def test_a_note_in_a_cell_of_ours_is_named_when_the_result_comes_back(workbook: Path) -> None:
    edited(workbook, lambda tab: tab.__setitem__("E4", "ask Ann first"))
    said = output("score", str(workbook), "--yes", "--as-of", "2026-11-20")
    assert "1 cell of" in said
    assert "Customers!E4 (ask Ann first)" in said
    output("undo", str(workbook))
    assert columns(workbook)["Next step ◆"][2] == "ask Ann first"


def test_remarks_and_totals_below_the_customers_stay_in_our_columns(workbook: Path) -> None:
    def remark(tab: Worksheet) -> None:
        tab["E12"], tab["G12"] = "as agreed", "with the boss"
        tab["F14"] = date(2026, 12, 24)

    edited(workbook, remark)
    for day in ("2026-11-20", "2027-01-20"):
        score(workbook, day)
    there = columns(workbook)
    assert [there[name][10] for name in OURS] == ["as agreed", None, "with the boss"]
    assert str(there["By ◆"][12]).startswith("2026-12-24")


def test_what_a_removed_customer_leaves_in_our_columns_goes(workbook: Path) -> None:
    def removed(tab: Worksheet) -> None:
        for column in range(1, 5):
            tab.cell(9, column).value = None

    edited(workbook, removed)
    score(workbook)
    assert [columns(workbook)[name][7:] for name in OURS] in ([[]] * 3, [[None]] * 3)


def test_what_somebody_wrote_into_our_columns_stays_when_they_are_taken_out(workbook: Path) -> None:
    def remark(tab: Worksheet) -> None:
        tab["G4"], tab["E12"] = "call him Sepp", "as agreed"

    edited(workbook, remark)
    said = output("remove", str(workbook))
    assert "(G4, E12)" in said
    tab = openpyxl.load_workbook(workbook)["Customers"]
    kept = {cell.coordinate: cell.value for row in tab.iter_rows(min_col=5) for cell in row if cell.value is not None}
    assert kept == {"G4": "call him Sepp", "E12": "as agreed"}
    assert "nothing of relsheet's" in output("remove", str(workbook))


def forget_history(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    del book["_relsheet"]
    book.save(path)


def remark(tab: Worksheet) -> None:
    """A note in a cell of ours, and one below them."""
    tab["G4"], tab["E12"] = "call him Sepp", "as agreed"


def test_without_the_hidden_tab_a_note_below_stays_and_one_in_our_cells_is_named(workbook: Path) -> None:
    forget_history(workbook)
    edited(workbook, remark)
    said = output("score", str(workbook), "--yes", "--as-of", "2026-11-20")
    assert "hidden tab _relsheet was missing" in said
    assert "1 cell that said something else was written anew (Customers!G4 (call him Sepp))" in said
    assert columns(workbook)["Next step ◆"][10] == "as agreed"
    assert "was missing" not in output("score", str(workbook), "--yes", "--as-of", "2026-11-21")
    assert columns(workbook)["Next step ◆"][10] == "as agreed"


def test_without_the_hidden_tab_a_note_below_stays_when_our_columns_are_taken_out(workbook: Path) -> None:
    forget_history(workbook)
    edited(workbook, remark)
    assert "hidden tab _relsheet was missing" in output("remove", str(workbook))
    tab = openpyxl.load_workbook(workbook)["Customers"]
    kept = {cell.coordinate: cell.value for row in tab.iter_rows(min_col=5) for cell in row if cell.value is not None}
    assert kept == {"E12": "as agreed"}


def forget_names(path: Path) -> None:
    """As a program that does not keep hidden names."""
    book = openpyxl.load_workbook(path)
    for name in list(book.defined_names):
        del book.defined_names[name]
    book.save(path)


def test_without_our_names_notes_are_told_from_results_all_the_same(workbook: Path) -> None:
    forget_names(workbook)
    edited(workbook, remark)
    said = output("remove", str(workbook))
    assert "(G4, E12)" in said
    assert "was missing" not in said
    assert openpyxl.load_workbook(workbook).sheetnames == ["Customers", "Visits"]


@pytest.mark.parametrize("day", ["2026-11-20", "2026-11-21"])
def test_without_our_names_what_was_written_into_to_do_stays(workbook: Path, day: str) -> None:
    forget_names(workbook)
    book = openpyxl.load_workbook(workbook)
    todo = book["To do ◆"]
    action = todo["A3"].value
    todo["J3"], todo["K3"] = "spoke with Sepp", "a column of mine"
    book.create_sheet("VIP ◆")["A1"] = "mine"
    book.save(workbook)
    score(workbook, day)
    after = openpyxl.load_workbook(workbook)
    assert after.sheetnames == ["Customers", "Visits", "Summary ◆", "To do ◆", "_relsheet", "VIP ◆"]
    row = next(row for row in after["To do ◆"].iter_rows(values_only=True) if row[0] == action)
    assert row[9:11] == ("spoke with Sepp", "a column of mine")
    assert len([row for row in after["_relsheet"].iter_rows(values_only=True) if row[0] == "run"]) == (
        1 if day == "2026-11-20" else 2
    )
    output("remove", str(workbook))
    assert openpyxl.load_workbook(workbook).sheetnames == ["Customers", "Visits", "VIP ◆"]


MANY = 2_000


def test_a_note_in_one_of_thousands_of_different_cells_is_named_and_stays(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    tab = book.worksheets[0]
    tab.title = "Customers"
    tab.append(["ID", "Customer", "Owner", "Last visit", "Revenue"])
    for number in range(1, MANY + 1):
        tab.append([f"C{number}", f"Firm {number}", "Ann", date(2026, 1, 3), 1000 + number])
    path = tmp_path / "crm.xlsx"
    book.save(path)
    score(path)
    before = columns(path)
    assert len(set(before["Why ◆"])) == MANY
    at = [*before].index("Why ◆") + 1
    notes = {row: f"ask Ann about {row}" for row in range(100, MANY, 100)}

    def annotate(tab: Worksheet) -> None:
        for row, note in notes.items():
            tab.cell(row, at, note)

    edited(path, annotate)
    assert f"{len(notes)} cells of relsheet's in which somebody" in output(
        "score", str(path), "--yes", "--as-of", "2026-11-20"
    )
    assert columns(path) == before
    edited(path, annotate)
    output("remove", str(path))
    kept = [row[at - 1] for row in openpyxl.load_workbook(path)["Customers"].iter_rows(values_only=True) if row[at - 1]]
    assert kept == list(notes.values())


def test_a_tab_of_the_users_whose_name_ends_in_our_mark_is_scored(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    tab = book.worksheets[0]
    tab.title = "Customers ◆"
    tab.append(HEADERS)
    for number in range(1, 9):
        tab.append([f"C{number}", f"Firm {number}", "Ann", date(2026, number, 3)])
    path = tmp_path / "crm.xlsx"
    book.save(path)
    score(path)
    headers = [cell.value for cell in openpyxl.load_workbook(path)["Customers ◆"][1]]
    assert headers == HEADERS + OURS
    content = path.read_bytes()
    score(path)
    assert path.read_bytes() == content
    forget_names(path)
    score(path, "2026-11-21")
    assert [cell.value for cell in openpyxl.load_workbook(path)["Customers ◆"][1]] == headers
    output("remove", str(path))
    after = openpyxl.load_workbook(path)
    assert after.sheetnames == ["Customers ◆"]
    assert [cell.value for cell in after.worksheets[0][1]] == HEADERS


@pytest.mark.parametrize("title", ["Summary ◆", "To do ◆"])
def test_a_copy_of_a_page_of_ours_is_no_list_of_the_users(workbook: Path, title: str) -> None:
    book = openpyxl.load_workbook(workbook)
    book.copy_worksheet(book[title]).title = f"{title} (2)"
    book.save(workbook)
    score(workbook)
    after = openpyxl.load_workbook(workbook)
    assert {title, f"{title} (2)"} <= {*after.sheetnames}
    assert "(2)" not in output("check", str(workbook))


def test_notes_on_the_summary_are_named_when_the_page_is_made_anew(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book["Summary ◆"]["Z3"] = "ask the boss"
    book["Summary ◆"]["A3"].comment = Comment("looks wrong", "Ann")
    book.save(workbook)
    said = output("score", str(workbook), "--yes", "--as-of", "2026-11-27")
    assert "1 cell that somebody filled on a page of relsheet's is gone" in said
    assert "Summary ◆!Z3 (ask the boss)" in said
    assert "Summary ◆: the notes or pictures that somebody put on this page are gone" in said
    for day in ("2026-11-28", "2027-03-01"):
        assert "somebody" not in output("score", str(workbook), "--yes", "--as-of", day)


def test_words_over_our_cells_on_to_do_are_named_and_the_users_own_cells_stay(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    todo = book["To do ◆"]
    todo["E3"], todo["J3"] = "send flowers", "likes tulips"
    book.save(workbook)
    assert "To do ◆!E3 (send flowers)" in output("score", str(workbook), "--yes", "--as-of", "2026-11-20")
    assert openpyxl.load_workbook(workbook)["To do ◆"]["J3"].value == "likes tulips"
    book = openpyxl.load_workbook(workbook)
    book["To do ◆"]["G3"] = "done"
    book.save(workbook)
    assert "somebody" not in output("score", str(workbook), "--yes", "--as-of", "2026-11-21")


def test_a_formula_in_a_cell_of_ours_is_named_whether_or_not_it_was_computed(workbook: Path) -> None:
    edited(workbook, lambda tab: tab.__setitem__("E4", '=IF(D4="","","ask")'))
    said = output("score", str(workbook), "--yes", "--as-of", "2026-11-20")
    assert 'Customers!E4 (=IF(D4="","","ask"))' in said


def test_headers_of_ours_that_are_deleted_come_back(workbook: Path) -> None:
    def delete(tab: Worksheet) -> None:
        for cell in ("E1", "F1", "G1"):
            tab[cell].value = None

    before = columns(workbook)
    edited(workbook, delete)
    score(workbook)
    assert columns(workbook) == before
    edited(workbook, delete)
    output("remove", str(workbook))
    assert {column.rstrip("0123456789") for column in filled(workbook)} == {*"ABCD"}


def filled(path: Path) -> dict[str, object]:
    """Every filled cell of the customers."""
    rows = openpyxl.load_workbook(path)["Customers"].iter_rows()
    return {cell.coordinate: cell.value for row in rows for cell in row if cell.value is not None}


@pytest.mark.parametrize("scored", [False, True])
def test_rows_that_a_script_inserts_above_our_headers_are_the_users(workbook: Path, scored: bool) -> None:
    def insert(tab: Worksheet) -> None:  # openpyxl moves the cells and leaves our names where they were
        tab.insert_rows(1, 3)
        tab["A1"], tab["F1"] = "Our customers", "as of today"

    edited(workbook, insert)
    if scored:
        score(workbook)
        assert [value for cell, value in filled(workbook).items() if cell.endswith("4")][:7] == HEADERS + OURS
    output("remove", str(workbook))
    left = filled(workbook)
    assert (left["A1"], left["F1"]) == ("Our customers", "as of today")
    assert {cell for cell in left if cell[0] in "EFG"} == {"F1"}
