"""``python -m tests.sheets_server [WORKBOOK...]``: the local server for a person to try relsheet against."""

import argparse
import tempfile
import time
from pathlib import Path

from tests.sheets_server.loading import load_workbook
from tests.sheets_server.server import SheetsServer


def main() -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m tests.sheets_server", description=__doc__)
    parser.add_argument("workbooks", nargs="*", type=Path, help=".xlsx files to serve as Google Sheets")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument(
        "--strict-tokens", action="store_true", help="let in only tokens that this server has given out"
    )
    parser.add_argument("--quota", type=int, help="reads and writes a minute, as Google's 60; default: none")
    asked = parser.parse_args()
    server = SheetsServer(any_token=not asked.strict_tokens, quota=asked.quota, port=asked.port)
    with server, tempfile.TemporaryDirectory() as folder:
        key_file = server.key_file(Path(folder))
        print(
            f"Sheets API     {server.url}/v4/spreadsheets\nDrive API      {server.url}/drive/v3/files\n"
            f"Token endpoint {server.url}/token\nKey file       {key_file}"
        )
        print(f"\nexport RELSHEET_SHEETS_API={server.url} GOOGLE_APPLICATION_CREDENTIALS={key_file}")
        for path in asked.workbooks:
            book = load_workbook(server.store, path)
            print(f"{path.name}: relsheet score https://docs.google.com/spreadsheets/d/{book.id}/edit")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
