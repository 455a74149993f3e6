"""A user sorts in LibreOffice by a column of his own: our cells go with their rows."""

import os
import signal
import subprocess
import uuid
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from relsheet.sheets.contract import OwnCell, PlaceColumn, Style
from relsheet.sheets.xlsx import XlsxBackend
from tests.judges import need

#: Runs in the Python that LibreOffice's bridge is installed for, which is not ours.
SCRIPT = """
import os, sys, time, uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import TableSortField

pipe, source, target, table = sys.argv[1:]
context = uno.getComponentContext()
resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
for attempt in range(120):
    try:
        office = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        break
    except NoConnectException:
        time.sleep(0.25)
desktop = office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
book = desktop.loadComponentFromURL(source, "_blank", 0, (PropertyValue("Hidden", 0, True, 0),))
named = book.DatabaseRanges
tab = book.Sheets.getByIndex(0)
cells = named.getByName(table).getReferredCells() if named.hasByName(table) else tab.getCellRangeByName(table)
field = TableSortField()
field.Field, field.IsAscending = 0, False
fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
cells.sort(
    (PropertyValue("SortFields", 0, fields, 0), PropertyValue("ContainsHeader", 0, True, 0))
)
book.storeToURL(target, (PropertyValue("FilterName", 0, "Calc MS Excel 2007 XML", 0),))
book.close(True)
os._exit(0)  # the bridge sometimes crashes while Python takes itself down
"""
BRIDGE = "/usr/bin/python3"


def need_bridge() -> None:
    """Skip where LibreOffice cannot be steered from Python."""
    need("libreoffice")
    asked = (
        subprocess.run([BRIDGE, "-c", "import uno"], check=False, capture_output=True) if os.name == "posix" else None
    )
    if asked is None or asked.returncode:
        pytest.skip("LibreOffice's Python bridge is not here")


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
    result = sorted_down(path, table or openpyxl.load_workbook(path)["Customers"].auto_filter.ref)
    rows = [row[:2] for row in openpyxl.load_workbook(result)["Customers"].iter_rows(values_only=True)]
    assert rows == [("Name", "ABC ◆"), *((name, f"of {name}") for name in sorted(names, reverse=True))]


def sorted_down(path: Path, table: str) -> Path:
    """The workbook as LibreOffice saves it after sorting a table or a range by its first column.

    Tried again where LibreOffice's bridge itself crashed (a negative code): that says nothing about our workbook.
    """
    for attempt in range(3):
        code, said = steered(path, table, f"profile{attempt}")
        if code >= 0:
            break
    assert code == 0, said
    return path.with_name("sorted.xlsx")


def steered(path: Path, table: str, profile_name: str) -> tuple[int, str]:
    """Exit code and errors of the script, run against an office of its own."""
    result, pipe = path.with_name("sorted.xlsx"), f"relsheet{uuid.uuid4().hex}"
    profile = (path.parent / profile_name).as_uri()
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # soffice is a script: the office itself is its child, and has to go with it
    )
    try:
        call = [BRIDGE, "-c", SCRIPT, pipe, path.as_uri(), result.as_uri(), table]
        answer = subprocess.run(call, check=False, capture_output=True, timeout=120)
    finally:
        os.killpg(office.pid, signal.SIGKILL)
        office.wait()
    return answer.returncode, answer.stderr.decode()
