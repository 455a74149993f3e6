"""A user sorts in LibreOffice by a column of his own: our cells go with their rows."""

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from relsheet.sheets.edits import OwnCell, PlaceColumn, Style
from relsheet.sheets.xlsx import XlsxBackend
from tests.office import need_bridge, steered

SORT = """
table, named, tab = wished[0], book.DatabaseRanges, book.Sheets.getByIndex(0)
cells = named.getByName(table).getReferredCells() if named.hasByName(table) else tab.getCellRangeByName(table)
field = TableSortField()
field.Field, field.IsAscending = 0, False
fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
cells.sort((PropertyValue("SortFields", 0, fields, 0), PropertyValue("ContainsHeader", 0, True, 0)))
"""


@pytest.mark.parametrize("table", ["", "People"], ids=["in a filter", "in a table"])
def test_our_cells_go_with_their_rows(tmp_path: Path, table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    need_bridge()
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path / "state"))
    path = tmp_path / "crm.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Customers")
    names = ["Bee", "Ant", "Dog", "Cat"]
    if table:
        sheet.add_table(0, 0, 4, 0, {"name": table, "columns": [{"header": "Name"}]})
    else:
        sheet.autofilter(0, 0, 4, 0)
    sheet.write_column(0, 0, ["Name", *names])
    book.close()
    cells = tuple(OwnCell(row, f"of {name}") for row, name in enumerate(names, 2))
    backend = XlsxBackend(path)
    backend.write(backend.read(), [PlaceColumn("customers.abc", "Customers", 1, "ABC ◆", Style(), 9, cells)])
    result = steered(path, SORT, table or openpyxl.load_workbook(path)["Customers"].auto_filter.ref)
    rows = [row[:2] for row in openpyxl.load_workbook(result)["Customers"].iter_rows(values_only=True)]
    assert rows == [("Name", "ABC ◆"), *((name, f"of {name}") for name in sorted(names, reverse=True))]
