"""``make demo-google``: the demo workbook as a Google Sheet of the local server, scored through the real gspread."""

import os
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

from relsheet import api
from relsheet.demo import DEMO_AS_OF, make_demo
from relsheet.opc.address import letters
from relsheet.sheets.edits import CellChange
from relsheet.sheets.own import MARK
from tests.sheets_server.loading import load_workbook
from tests.sheets_server.methods import Call
from tests.sheets_server.server import SheetsServer


def main() -> None:
    """Score it twice; print what changed and every call."""
    with SheetsServer() as server, tempfile.TemporaryDirectory() as folder:
        os.environ["RELSHEET_SHEETS_API"] = server.url
        os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = str(server.key_file(Path(folder)))
        os.environ["RELSHEET_STATE_DIR"] = folder
        with warnings.catch_warnings(action="ignore"):  # openpyxl's, on what it does not keep of a workbook
            book = load_workbook(server.store, next(iter(make_demo(Path(folder)))))
        before = [tab.title for tab in book.tabs]
        print(f"https://docs.google.com/spreadsheets/d/{book.id}  ({', '.join(before)})")
        for run in ("first run", "second run"):
            server.calls.clear()
            receipt = api.score(f"gsheet:{book.id}", DEMO_AS_OF.astimezone()).receipt
            print(f"\n{run}: {receipt.cells_written:,} cells beside the rows changed, {len(server.calls)} calls")
            tell(server.calls)
            show(receipt.changes)
        print(f"\nNew tabs: {', '.join(tab.title for tab in book.tabs if tab.title not in before)}")


def tell(calls: Sequence[Call]) -> None:
    """One line a call."""
    for call in calls:
        method = call.method.removeprefix("sheets.")
        print(f"  {method:46} {call.received / 1000:8.1f} kB up {call.sent / 1000:8.1f} kB down")


def show(changes: Sequence[CellChange]) -> None:
    """The changes of the first customer, and how many more there are."""
    headers = [change for change in changes if str(change.after).endswith(MARK)]
    first = [change for change in changes if headers and change.row == headers[0].row + 1]
    shown = [*headers, *first][:20]
    for change in shown:
        place = f"{change.tab}!{letters(change.column)}{change.row}"
        print(f"  {place:16} {'' if change.before is None else change.before} → {change.after}")
    if len(changes) > len(shown):
        print(f"  ... and {len(changes) - len(shown):,} more")


if __name__ == "__main__":
    main()
