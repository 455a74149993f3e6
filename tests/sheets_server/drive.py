"""The little of Drive that gspread's opening, listing, sharing, copying and exporting need."""

import csv
import io
import re
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from tests.sheets_server.batch import copy_into
from tests.sheets_server.book import Book, Store
from tests.sheets_server.fields import kept, parsed
from tests.sheets_server.refusals import Json, Refusal

MIME = "application/vnd.google-apps.spreadsheet"
NAME = re.compile(r"""(?:name|title)\s*=\s*(?P<quote>["'])(?P<name>.*?)(?P=quote)""")
PARENT = re.compile(r"""parents\s+in\s+["']([^"']+)["']|["']([^"']+)["']\s+in\s+parents""")


class Drive:
    """Files, permissions and comments beside the spreadsheets."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._permissions: dict[str, list[Json]] = {}
        self._comments: dict[str, list[Json]] = {}
        self._times: dict[str, str] = {}

    def file(self, book: Book) -> Json:
        """The File of a spreadsheet."""
        created = self._times.setdefault(book.id, _now())
        return {
            "kind": "drive#file",
            "id": book.id,
            "name": book.properties["title"],
            "mimeType": MIME,
            "createdTime": created,
            "modifiedTime": _now(),
        }

    def answer(self, verb: str, path: list[str], query: dict[str, str], body: Any) -> Any:
        """The answer to a call below /drive/v3/files; bytes for an export."""
        mask = parsed(query["fields"]) if "fields" in query else {}
        match verb, path:
            case "GET", []:
                return kept(self._list(query), mask)
            case "POST", []:
                return kept(self.file(self._store.create({"title": body.get("name", "Untitled spreadsheet")})), mask)
            case "GET", [id]:
                return kept(self.file(self._find(id)), mask)
            case "PATCH", [id]:
                self._find(id).properties["title"] = body.get("name", self._find(id).properties["title"])
                return kept(self.file(self._find(id)), mask)
            case "DELETE", [id]:
                del self._store.books[self._find(id).id]
                return None
            case "POST", [id, "copy"]:
                return kept(self._copy(self._find(id), body or {}), mask)
            case "GET", [id, "export"]:
                return _export(self._find(id), query.get("mimeType", ""))
            case _, [id, "permissions", *rest]:
                return kept(self._sharing(verb, self._find(id), rest, body), mask)
            case _, [id, "comments", *_]:
                return kept(self._commenting(verb, self._find(id), body), mask)
        raise Refusal(404, "Not Found")

    def _find(self, id: str) -> Book:
        try:
            return self._store.find(id)
        except Refusal as err:
            raise Refusal(404, f"File not found: {id}.") from err

    def _list(self, query: dict[str, str]) -> Json:
        asked = query.get("q", "")
        found = [self.file(book) for book in reversed(self._store.books.values())]
        name, parent = NAME.search(asked), PARENT.search(asked)
        if name:
            found = [file for file in found if file["name"] == name["name"].replace("\\'", "'")]
        if parent:
            found = []
        return {"kind": "drive#fileList", "incompleteSearch": False, "files": found}

    def _copy(self, source: Book, body: Json) -> Json:
        copy = self._store.create(
            deepcopy(source.properties) | {"title": body.get("name") or f"Copy of {source.properties['title']}"}
        )
        copy.tabs = []
        for tab in source.tabs:
            copy_into(tab, copy.add_tab(deepcopy(tab.properties)))
        copy.metadata, copy.named_ranges = deepcopy(source.metadata), deepcopy(source.named_ranges)
        return self.file(copy)

    def _sharing(self, verb: str, book: Book, rest: list[str], body: Json) -> Any:
        owner = {
            "kind": "drive#permission",
            "id": "1",
            "type": "user",
            "role": "owner",
            "emailAddress": "owner@example.com",
        }
        entries = self._permissions.setdefault(book.id, [owner])
        if verb == "GET":
            return {"kind": "drive#permissionList", "permissions": entries}
        if verb == "POST":
            given = {
                key: value for key, value in body.items() if key in ("type", "role", "emailAddress", "domain") and value
            }
            entry = {"kind": "drive#permission", "id": str(len(entries) + 1)} | given
            if given.get("type") == "anyone":
                entry["id"] = "anyone" if not body.get("withLink") else "anyoneWithLink"
                entry["allowFileDiscovery"] = not body.get("withLink")
            if given.get("role") == "owner" and given.get("type") == "user":
                raise Refusal(
                    403, "The transferOwnership parameter must be enabled when the permission role is 'owner'."
                )
            entries.append(entry)
            return entry
        left = [entry for entry in entries if entry["id"] != rest[0]]
        if len(left) == len(entries):
            raise Refusal(404, f"Permission not found: {rest[0]}.")
        entries[:] = left
        return None

    def _commenting(self, verb: str, book: Book, body: Json) -> Json:
        entries = self._comments.setdefault(book.id, [])
        if verb == "POST":
            entries.append(
                {"kind": "drive#comment", "id": f"c{len(entries)}"}
                | {key: body[key] for key in ("content", "anchor") if key in body}
            )
            return entries[-1]
        return {"kind": "drive#commentList", "comments": entries}

    def import_csv(self, id: str, text: bytes) -> Json:
        """The v2 upload: the file's only tab is what the CSV says."""
        book = self._find(id)
        book.tabs = []
        tab = book.add_tab({"title": "Sheet1"})
        rows = list(csv.reader(io.StringIO(text.decode("utf-8"))))
        tab.resize("ROWS", max(len(rows), 1))
        tab.resize("COLUMNS", max(map(len, rows), default=1))
        for row, line in enumerate(rows):
            for column, value in enumerate(line):
                tab.cell(row, column).enter_typed(value, None)
        return {"kind": "drive#file", "id": book.id, "title": book.properties["title"], "mimeType": MIME}


def _export(book: Book, mime: str) -> bytes:
    if mime not in ("text/csv", "text/tab-separated-values"):
        if mime.startswith(("application/", "text/")):
            raise Refusal(501, "This local server exports CSV and TSV only.")
        raise Refusal(400, "The requested conversion is not supported.")
    out = io.StringIO()
    writer = csv.writer(out, delimiter="," if mime == "text/csv" else "\t", lineterminator="\r\n")
    tab = book.tabs[0]
    rows, columns = tab.used()
    writer.writerows(
        [cell.shown() if (cell := tab.find(row, column)) else "" for column in range(columns)] for row in range(rows)
    )
    return out.getvalue().removesuffix("\r\n").encode()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
