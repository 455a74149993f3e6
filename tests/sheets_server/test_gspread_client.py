"""gspread's Client on the local server: create, open, list, copy, import and export."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from gspread import Client, Spreadsheet
from gspread.exceptions import APIError, SpreadsheetNotFound
from gspread.utils import ExportFormat, ValueRenderOption

from tests.sheets_server.server import SheetsServer
from tests.sheets_server.sharing import NOT_ENABLED
from tests.sheets_server.store import PRIVATE


def test_a_new_spreadsheet_has_one_empty_tab_as_google_makes_it(book: Spreadsheet) -> None:
    told = book.fetch_sheet_metadata()
    assert [tab["properties"] for tab in told["sheets"]] == [
        {"sheetId": 0, "title": "Sheet1", "index": 0, "sheetType": "GRID",
         "gridProperties": {"rowCount": 1000, "columnCount": 26}}
    ]  # fmt: skip
    assert list(told) == ["spreadsheetId", "properties", "sheets", "spreadsheetUrl"]
    assert list(told["properties"]) == [
        "title", "locale", "autoRecalc", "timeZone", "defaultFormat", "spreadsheetTheme"
    ]  # fmt: skip
    assert (book.locale, book.timezone, book.sheet1.title) == ("en_US", "Etc/GMT", "Sheet1")


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        pytest.param(None, {"kind", "id", "name", "mimeType"}, id="the four usual fields"),
        pytest.param("id,createdTime", {"id", "createdTime"}, id="the fields of a mask"),
    ],
)
def test_a_new_file_is_answered_with_few_fields(client: Client, fields: str | None, names: set[str]) -> None:
    params: dict[str, Any] = {"fields": fields} if fields else {}
    made = client.http_client.request(
        "post", "https://www.googleapis.com/drive/v3/files", json={"name": "x"}, params=params
    )
    assert made.json().keys() == names
    client.del_spreadsheet(client.open("x").id)


@pytest.mark.parametrize("by", ["key", "url", "name"])
def test_a_spreadsheet_is_opened(client: Client, book: Spreadsheet, by: str) -> None:
    ways: dict[str, Callable[[], Spreadsheet]] = {
        "key": lambda: client.open_by_key(book.id),
        "url": lambda: client.open_by_url(f"https://docs.google.com/spreadsheets/d/{book.id}/edit#gid=0"),
        "name": lambda: client.open(book.title),
    }
    opened = ways[by]()
    assert (opened.id, opened.locale, opened.timezone) == (book.id, "en_US", "Etc/GMT")


def test_what_is_not_there_is_not_found(client: Client, book: Spreadsheet) -> None:
    with pytest.raises(SpreadsheetNotFound) as refused:
        client.open_by_key("test")
    assert refused.value.args[0].json() == {
        "error": {"code": 404, "message": "Requested entity was not found.", "status": "NOT_FOUND"}
    }
    for title, folder in (("no sheet has this name", None), (book.title, "elsewhere")):
        with pytest.raises(SpreadsheetNotFound):
            client.open(title, folder)
    with pytest.raises(SpreadsheetNotFound):
        client.open_by_url("https://docs.google.com/spreadsheets/d/test")
    with pytest.raises(APIError, match="File not found: test") as drive:
        client.del_spreadsheet("test")
    assert drive.value.error["errors"] == [
        {"message": "File not found: test.", "domain": "global", "reason": "notFound", "location": "fileId",
         "locationType": "parameter"}
    ]  # fmt: skip


def test_somebody_elses_spreadsheet_is_refused(client: Client) -> None:
    with pytest.raises(PermissionError) as refused:
        client.open_by_key(PRIVATE)
    assert isinstance(refused.value.__cause__, APIError)
    assert refused.value.__cause__.error == {
        "code": 403, "message": "The caller does not have permission", "status": "PERMISSION_DENIED"
    }  # fmt: skip


def test_files_are_listed_the_newest_first(client: Client, book: Spreadsheet) -> None:
    files = client.list_spreadsheet_files()
    assert files[0]["id"] == book.id
    assert all(file.keys() == {"id", "name", "createdTime", "modifiedTime"} for file in files)
    assert len(client.openall()) == len(files) > len(client.openall(book.title)) == 1


def test_files_are_listed_by_folder_and_title(client: Client) -> None:
    inside, outside = client.create("same", folder_id="folder1"), client.create("same")
    assert [file["id"] for file in client.list_spreadsheet_files("same")] == [outside.id, inside.id]
    assert [file["id"] for file in client.list_spreadsheet_files("same", "folder1")] == [inside.id]
    assert client.list_spreadsheet_files(folder_id="folder2") == []
    assert client.open("same", folder_id="folder1").id == inside.id
    for made in (inside, outside):
        client.del_spreadsheet(made.id)
    assert client.list_spreadsheet_files("same") == []


def test_a_long_list_comes_in_pages(client: Client, book: Spreadsheet) -> None:
    url = "https://www.googleapis.com/drive/v3/files"
    first = client.http_client.request("get", url, params={"pageSize": 1}).json()
    assert [file["id"] for file in first["files"]] == [book.id]
    rest = client.http_client.request("get", url, params={"pageToken": first["nextPageToken"]}).json()
    assert book.id not in [file["id"] for file in rest["files"]]
    assert "nextPageToken" not in rest


def test_a_copy_has_the_same_tabs_and_comments(client: Client, book: Spreadsheet) -> None:
    book.sheet1.update([["a", 1]], "A1")
    book.add_worksheet("second", 5, 5)
    comments = f"https://www.googleapis.com/drive/v3/files/{book.id}/comments"
    client.http_client.request("post", comments, json={"content": "look here"}, params={"fields": "id"})
    copy = client.copy(book.id)
    assert copy.title == f"Copy of {book.title}"
    assert copy.fetch_sheet_metadata()["sheets"] == book.fetch_sheet_metadata()["sheets"]
    assert copy.sheet1.get() == [["a", "1"]]
    copied = client.http_client.request("get", comments.replace(book.id, copy.id), params={"fields": "*"}).json()
    assert [comment["content"] for comment in copied["comments"]] == ["look here"]
    named = client.copy(book.id, title="named", folder_id="folder3", copy_comments=False)
    assert [file["name"] for file in client.list_spreadsheet_files(folder_id="folder3")] == ["named"]
    for made in (copy, named):
        client.del_spreadsheet(made.id)


def test_a_copy_with_permissions_stops_at_the_owner_as_on_google(client: Client, book: Spreadsheet) -> None:
    """gspread 6 asks for the owner's permission too, which Google refuses (burnash/gspread#1544)."""
    with pytest.raises(APIError) as refused:
        client.copy(book.id, title="half", copy_permissions=True)
    assert refused.value.code == 403
    assert refused.value.error["message"] == NOT_ENABLED
    client.del_spreadsheet(client.open("half").id)


def test_comments_are_not_told_without_naming_fields(
    client: Client, book: Spreadsheet, sheets_server: SheetsServer
) -> None:
    with pytest.raises(APIError, match="The 'fields' parameter is required for this method"):
        client.http_client.request("get", f"https://www.googleapis.com/drive/v3/files/{book.id}/comments")
    sheets_server.complaints.clear()


def test_a_csv_replaces_all_tabs(client: Client, book: Spreadsheet) -> None:
    book.add_worksheet("second", 5, 5)
    client.import_csv(book.id, 'name,amount\n"Müller, A.",1200\n,=1+1')
    opened = client.open_by_key(book.id)
    assert [tab.title for tab in opened.worksheets()] == ["Sheet1"]
    assert opened.sheet1.get_all_values() == [["name", "amount"], ["Müller, A.", "1200"], ["", "2"]]
    assert opened.sheet1.get("B2", value_render_option=ValueRenderOption.unformatted) == [[1200]]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        pytest.param(ExportFormat.CSV, b'a1,"B, 2"\r\n,4', id="csv without a last line end"),
        pytest.param(ExportFormat.TSV, b"a1\tB, 2\r\n\t4", id="tab-separated"),
    ],
)
def test_the_first_tab_is_exported(client: Client, book: Spreadsheet, kind: ExportFormat, content: bytes) -> None:
    book.sheet1.update([["a1", "B, 2"], ["", "=2+2"]], "A1", raw=False)
    assert client.export(book.id, kind) == book.export(kind) == content


def test_all_tabs_are_exported_as_excel_and_html(client: Client, book: Spreadsheet) -> None:
    book.sheet1.update([["a1", "=2+2"]], "A1", raw=False)
    book.add_worksheet("second", 5, 5)
    workbook = openpyxl.load_workbook(io.BytesIO(client.export(book.id, ExportFormat.EXCEL)))
    assert workbook.sheetnames == ["Sheet1", "second"]
    assert [cell.value for cell in workbook["Sheet1"][1]] == ["a1", "=2+2"]
    with zipfile.ZipFile(io.BytesIO(client.export(book.id, ExportFormat.ZIPPED_HTML))) as archive:
        assert archive.namelist() == ["Sheet1.html", "second.html"]
        assert b"<td>a1</td><td>4</td>" in archive.read("Sheet1.html")


def test_a_time_limit_is_kept_to(client: Client, book: Spreadsheet) -> None:
    client.set_timeout(5)
    assert book.fetch_sheet_metadata()["spreadsheetId"] == book.id
