"""What one run wishes for the workbook."""

from relsheet.render.edits import edits_for
from relsheet.sheets.edits import DropColumn
from relsheet.sheets.workbook import OwnColumn, Workbook
from tests.pages.sample import sample, sample_texts


def test_columns_that_this_run_does_not_fill_go() -> None:
    keys = ("customers.abc", "customers.focus", "complaints.fix", "?.Mine ◆", "complaints.why")
    tabs = {"complaints.fix": "Complaints", "complaints.why": "Complaints"}
    own = tuple(OwnColumn(key, tabs.get(key, "Customers"), 4, number) for number, key in enumerate(keys, 9))
    edits = edits_for(sample(60), Workbook("crm.xlsx", (), "", own), sample_texts("en"), "digest")
    gone = [edit.key for edit in edits if isinstance(edit, DropColumn)]
    assert gone == ["customers.focus", "complaints.fix"]
