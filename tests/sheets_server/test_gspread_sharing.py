"""Sharing by gspread on the local server: permissions, ownership, times."""

import time

import pytest
from gspread import Client, Spreadsheet
from gspread.exceptions import APIError

from tests.sheets_server.server import SheetsServer
from tests.sheets_server.sharing import CONSENT, NOT_ENABLED, SOMEBODY
from tests.sheets_server.tokens import EMAIL


def roles(book: Spreadsheet) -> dict[str, str]:
    """Who has which role."""
    found = book.list_permissions()
    return {str(entry.get("emailAddress", entry.get("domain", entry["type"]))): str(entry["role"]) for entry in found}


def test_the_owner_of_a_new_spreadsheet_is_this_account(client: Client, book: Spreadsheet) -> None:
    assert roles(book) == {EMAIL: "owner"}
    assert client.list_permissions(book.id) == [
        {"kind": "drive#permission", "id": book.list_permissions()[0]["id"], "type": "user", "role": "owner",
         "emailAddress": EMAIL, "displayName": "robot", "deleted": False, "pendingOwner": False}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "kind", "name"),
    [
        pytest.param("otto@example.com", "user", "otto@example.com", id="a person"),
        pytest.param("team@example.com", "group", "team@example.com", id="a group"),
        pytest.param("example.com", "domain", "example.com", id="a company"),
        pytest.param("", "anyone", "anyone", id="whoever has the link"),
    ],
)
def test_sharing_adds_one_permission(book: Spreadsheet, who: str, kind: str, name: str) -> None:
    answer = book.share(who, perm_type=kind, role="reader", notify=False)
    assert answer.json().keys() == {"kind", "id", "type", "role"}
    assert roles(book) == {EMAIL: "owner", name: "reader"}
    book.share(who, perm_type=kind, role="writer", notify=True, email_message="see here")
    assert roles(book) == {EMAIL: "owner", name: "writer"}


def test_permissions_are_taken_back(client: Client, book: Spreadsheet) -> None:
    client.insert_permission(book.id, "otto@example.com", perm_type="user", role="writer")
    book.share("anna@example.com", perm_type="user", role="reader")
    assert book.remove_permissions("otto@example.com", role="reader") == []
    assert len(book.remove_permissions("otto@example.com")) == 1
    client.remove_permission(book.id, str(book.list_permissions()[-1]["id"]))
    assert roles(book) == {EMAIL: "owner"}


@pytest.mark.parametrize(
    ("who", "kind", "role", "code", "said"),
    [
        pytest.param("a@example.com", "user", "owner", 403, NOT_ENABLED, id="an owner by mere sharing"),
        pytest.param("no address", "user", "reader", 400, "The specified emailAddress is invalid", id="no address"),
    ],
)
def test_wrong_sharing_is_refused(book: Spreadsheet, who: str, kind: str, role: str, code: int, said: str) -> None:
    with pytest.raises(APIError) as refused:
        book.share(who, perm_type=kind, role=role)
    assert refused.value.code == code
    assert refused.value.error["message"].startswith(said)
    assert roles(book) == {EMAIL: "owner"}


def test_an_unknown_permission_and_the_owners_are_not_removed(client: Client, book: Spreadsheet) -> None:
    with pytest.raises(APIError, match="Permission not found: 7"):
        client.remove_permission(book.id, "7")
    with pytest.raises(APIError, match="The owner of a file cannot be removed"):
        client.remove_permission(book.id, str(book.list_permissions()[0]["id"]))


def test_an_owner_is_offered_and_accepts_for_himself(client: Client, sheets_server: SheetsServer) -> None:
    loaded = sheets_server.store.create({"title": "somebody's"})
    book = client.open_by_key(loaded.id)
    assert roles(book) == {SOMEBODY: "owner"}
    mine = book.share(EMAIL, perm_type="user", role="writer").json()["id"]
    other = book.share("otto@example.com", perm_type="user", role="writer").json()["id"]
    assert book.transfer_ownership(other).json()["role"] == "writer"
    with pytest.raises(APIError, match=CONSENT):
        book.accept_ownership(other)
    with pytest.raises(APIError, match=CONSENT):
        book.accept_ownership(mine)
    book.transfer_ownership(mine)
    assert book.accept_ownership(mine).json()["role"] == "owner"
    assert roles(book) == {SOMEBODY: "writer", EMAIL: "owner", "otto@example.com": "writer"}


def test_a_group_cannot_become_owner(book: Spreadsheet) -> None:
    group = book.share("team@example.com", perm_type="group", role="writer").json()["id"]
    with pytest.raises(APIError, match="The target user cannot be a pending owner on this file"):
        book.transfer_ownership(group)


def test_the_time_of_the_last_change_moves_with_changes_only(client: Client, book: Spreadsheet) -> None:
    with pytest.warns(DeprecationWarning, match="get_lastUpdateTime"):
        made, before = book.creationTime, book.lastUpdateTime
    book.fetch_sheet_metadata()
    assert book.get_lastUpdateTime() == before >= made
    time.sleep(0.002)
    book.update_title("changed")
    after = book.get_lastUpdateTime()
    assert after > before
    time.sleep(0.002)
    book.sheet1.update([["x"]], "A1")
    book.update_drive_metadata()
    assert book.get_lastUpdateTime() > after
    assert book.creationTime == made
    assert client.get_file_drive_metadata(book.id).keys() == {"id", "name", "createdTime", "modifiedTime"}
