"""A gspread client as it is, pointed to a local server of its own; whatever the two say must fit Google's schema."""

from collections.abc import Iterator
from typing import Any

import gspread
import pytest
from google.oauth2.credentials import Credentials
from gspread.http_client import BackOffHTTPClient

from tests.sheets_server.server import SheetsServer

HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")


@pytest.fixture(scope="session")
def sheets_server() -> Iterator[SheetsServer]:
    """The server of these tests, which lets in any token, as gspread's own suite needs it."""
    with SheetsServer(any_token=True) as server:
        yield server


@pytest.fixture
def client(sheets_server: SheetsServer) -> Iterator[gspread.Client]:
    """The client that gspread's own suite takes; every request and answer is judged, unknown fields fail."""

    class Loopback(BackOffHTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, **given: Any) -> Any:
            for host in HOSTS:
                endpoint = endpoint.replace(host, sheets_server.url)
            return super().request(method, endpoint, *args, **given)

    yield gspread.Client(auth=Credentials(token="any"), http_client=Loopback)  # type: ignore[no-untyped-call]
    faults = sheets_server.mismatches + sheets_server.complaints
    sheets_server.mismatches.clear()
    sheets_server.complaints.clear()
    assert faults == []


@pytest.fixture
def book(client: gspread.Client, request: pytest.FixtureRequest) -> Iterator[gspread.Spreadsheet]:
    """A new spreadsheet, deleted afterwards."""
    made = client.create(request.node.name)
    yield made
    client.del_spreadsheet(made.id)


@pytest.fixture
def sheet(book: gspread.Spreadsheet) -> gspread.Worksheet:
    """Its first tab."""
    return book.sheet1
