"""The local Sheets server speaks as Google does: judged by gspread as it is, and by Google's own schema."""

import tempfile
from pathlib import Path
from typing import Any

import gspread
import pytest
from google.oauth2.service_account import Credentials
from gspread.exceptions import APIError, SpreadsheetNotFound
from gspread.http_client import HTTPClient
from gspread.utils import ValueRenderOption

from tests.sheets.google_server import running_server
from tests.sheets_server.a1 import corners, quoted, written

SCOPES = ["https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive.file"]


class Loopback(HTTPClient):
    """gspread's client, pointed to the local server."""

    def request(self, method: str, endpoint: str, *args: Any, **given: Any) -> Any:
        server, _ = running_server()
        for host in ("https://sheets.googleapis.com", "https://www.googleapis.com"):
            endpoint = endpoint.replace(host, server.url)
        return super().request(method, endpoint, *args, **given)


@pytest.fixture(scope="module")
def client() -> gspread.Client:
    server, _ = running_server()
    server.faults.reset()
    key_file = server.key_file(Path(tempfile.mkdtemp()))
    credentials = Credentials.from_service_account_file(str(key_file), scopes=SCOPES)
    return gspread.Client(auth=credentials, http_client=Loopback)


def test_rows_come_back_trimmed(client: gspread.Client) -> None:
    sheet = client.create("trimmed").sheet1
    sheet.update([["A1", "B1", "", "D1"], ["", "b2", "", ""], ["", "", "", ""], ["A4", "", "", ""]], "A1")
    assert sheet.get("A1:D5") == [["A1", "B1", "", "D1"], ["", "b2"], [], ["A4"]]


def test_typed_values_are_read_as_values_formats_and_formulas(client: gspread.Client) -> None:
    sheet = client.create("typed").sheet1
    sheet.update([["=4/2", "2020-01-01", "0042", "2,000.5", "'007"]], "A1", raw=False)
    assert sheet.get("A1:E1") == [["2", "2020-01-01", "42", "2,000.50", "007"]]
    assert sheet.get("A1:E1", value_render_option=ValueRenderOption.unformatted) == [[2, 43831, 42, 2000.5, "007"]]
    assert sheet.get("A1:B1", value_render_option=ValueRenderOption.formula) == [["=4/2", 43831]]


def test_a_row_is_appended_below_the_last_table(client: gspread.Client) -> None:
    sheet = client.create("appended").sheet1
    sheet.append_row(["x", "", "y"])
    sheet.append_row(["x", "", "y"])
    assert sheet.row_values(2) == ["", "", "x", "", "y"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"requests": [{"addShet": {}}]}, "Unknown name \"addShet\" at 'requests[0]': Cannot find field."),
        ({"requests": []}, "Must specify at least one request."),
        ({"requests": [{"deleteSheet": {"sheetId": 99}}]}, "No sheet with id: 99"),
        ({"requests": [{"addSheet": {"properties": {"hidden": "yes"}}}]}, "Invalid value at"),
    ],
    ids=["unknown field", "nothing asked", "no such tab", "wrong type"],
)
def test_a_refused_batch_changes_nothing(client: gspread.Client, body: Any, said: str) -> None:
    book = client.create("refused")
    before = book.fetch_sheet_metadata()
    with pytest.raises(APIError) as refused:
        book.batch_update(body)
    assert refused.value.code == 400
    assert said in str(refused.value)
    assert book.fetch_sheet_metadata() == before
    running_server()[0].complaints.clear()


def test_a_sheet_that_is_not_there(client: gspread.Client) -> None:
    with pytest.raises(SpreadsheetNotFound):
        client.open_by_key("no-such-sheet")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("B2", (1, 1, 2, 2)),
        ("A:C", (None, 0, None, 3)),
        ("3:5", (2, None, 5, None)),
        ("B2:D", (1, 1, None, 4)),
        ("D4:A1", (0, 0, 4, 4)),
        ("rows", None),
    ],
)
def test_ranges_in_a1(text: str, found: object) -> None:
    assert corners(text) == found


def test_tab_names_are_quoted_as_google_does() -> None:
    assert [quoted(title) for title in ("Customers", "My tab", "D3", "it's")] == [
        "Customers",
        "'My tab'",
        "'D3'",
        "'it''s'",
    ]
    assert written("汇总", 0, 0, 2, 3) == "汇总!A1:C2"
