"""``make demo-google``: the demo workbook as a Google Sheet of the local server, scored through the real gspread."""

import os
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

from relsheet import api
from relsheet.demo import DEMO_AS_OF, make_demo
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
        print(f"\nNew tabs: {', '.join(tab.title for tab in book.tabs if tab.title not in before)}")
        for change in receipt.changes[:10]:
            print(change)


def tell(calls: Sequence[Call]) -> None:
    """One line a call."""
    for call in calls:
        method = call.method.removeprefix("sheets.")
        print(f"  {method:46} {call.received / 1000:8.1f} kB up {call.sent / 1000:8.1f} kB down")


if __name__ == "__main__":
    main()
