"""The little of Drive that gspread needs: create, list, copy, share, export and delete spreadsheets."""

import csv
import io
import re
from copy import deepcopy
from datetime import UTC, datetime

from tests.sheets_server.batch_tabs import copy_into
from tests.sheets_server.book import Book
from tests.sheets_server.comments import Comments
from tests.sheets_server.refusals import Json, Refusal
from tests.sheets_server.sharing import Sharing
from tests.sheets_server.store import Store

MIME = "application/vnd.google-apps.spreadsheet"
NAME = re.compile(r"""(?:name|title)\s*=\s*(?P<quote>["'])(?P<name>.*?)(?<!\\)(?P=quote)""")
PARENT = re.compile(r"""parents\s+in\s+["']([^"']+)["']|["']([^"']+)["']\s+in\s+parents""")
KIND = re.compile(r"""mimeType\s*=\s*["']([^"']+)["']""")
ROOT = "0AGIJlocalRootUk9PVA"


class Drive:
    """Files with their folders and times; ``sharing`` and ``comments`` hold the rest."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.sharing, self.comments = Sharing(), Comments()
        self._created: dict[str, str] = {}
        self._modified: dict[str, str] = {}
        self._folders: dict[str, list[str]] = {}

    def touch(self, id: str) -> None:
        """The spreadsheet has been changed just now."""
        self._modified[id] = now()

    def file(self, book: Book) -> Json:
        """The File of a spreadsheet, with every field that a mask may ask for."""
        created = self._created.setdefault(book.id, now())
        return {
            "kind": "drive#file",
            "id": book.id,
            "name": book.properties["title"],
            "mimeType": MIME,
            "createdTime": created,
            "modifiedTime": self._modified.get(book.id, created),
            "parents": self._folders.get(book.id, [ROOT]),
            "trashed": False,
            "webViewLink": f"https://docs.google.com/spreadsheets/d/{book.id}/edit?usp=drivesdk",
        }

    def find(self, id: str) -> Book:
        """The spreadsheet; 404 too for somebody else's, of which Drive tells nothing."""
        try:
            return self.store.find(id)
        except Refusal as err:
            raise Refusal(404, f"File not found: {id}.", location="fileId") from err

    def create(self, body: Json) -> Json:
        """A new, empty spreadsheet that belongs to this account."""
        if body.get("mimeType", MIME) != MIME:
            raise Refusal(400, "This local server creates spreadsheets only.")
        return self._owned(self.store.create({"title": body.get("name", "Untitled")}), body)

    def copy(self, id: str, body: Json) -> Json:
        """A copy with all tabs; who may see it and what was said about it stay behind."""
        source = self.find(id)
        title = body.get("name") or f"Copy of {source.properties['title']}"
        copy = self.store.create(deepcopy(source.properties) | {"title": title})
        copy.tabs = []
        for tab in source.tabs:
            copy_into(tab, copy.add_tab(deepcopy(tab.properties)))
        copy.metadata, copy.named_ranges = deepcopy(source.metadata), deepcopy(source.named_ranges)
        return self._owned(copy, body)

    def _owned(self, book: Book, body: Json) -> Json:
        if body.get("parents"):
            self._folders[book.id] = body["parents"]
        self.sharing.belongs_to_account(book.id)
        return self.file(book)

    def rename(self, id: str, body: Json) -> Json:
        book = self.find(id)
        book.properties["title"] = body.get("name", book.properties["title"])
        self.touch(id)
        return self.file(book)

    def delete(self, id: str) -> None:
        del self.store.books[self.find(id).id]

    def list(self, query: dict[str, str]) -> Json:
        """The files that the query asks for, the newest first, page by page."""
        asked = query.get("q", "")
        found = [self.file(book) for book in reversed(self.store.books.values())]
        name, parent, kind = NAME.search(asked), PARENT.search(asked), KIND.search(asked)
        if name:
            wanted = re.sub(r"\\(.)", r"\1", name["name"])
            found = [file for file in found if file["name"].casefold() == wanted.casefold()]
        if parent:
            found = [file for file in found if (parent[1] or parent[2]) in file["parents"]]
        if kind and kind[1] != MIME:
            found = []
        start = int(query.get("pageToken") or 0)
        end = start + int(query.get("pageSize", 100))
        answer: Json = {"kind": "drive#fileList", "incompleteSearch": False, "files": found[start:end]}
        return answer | ({"nextPageToken": str(end)} if end < len(found) else {})

    def import_csv(self, id: str, text: bytes) -> Json:
        """The v2 upload: the file's only tab is what the CSV says."""
        book = self.find(id)
        book.tabs = []
        tab = book.add_tab({"title": "Sheet1"})
        rows = list(csv.reader(io.StringIO(text.decode("utf-8"))))
        tab.resize("ROWS", max(len(rows), 1))
        tab.resize("COLUMNS", max(map(len, rows), default=1))
        for row, line in enumerate(rows):
            for column, value in enumerate(line):
                tab.cell(row, column).enter_typed(value, book.look_up(tab))
        self.touch(id)
        return {"kind": "drive#file", "id": book.id, "title": book.properties["title"], "mimeType": MIME}


def now() -> str:
    """The time as Drive writes it, in thousandths of a second."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
