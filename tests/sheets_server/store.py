"""All spreadsheets that the server holds."""

import random
import re

from tests.sheets_server.book import Book
from tests.sheets_server.refusals import Json, Refusal

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
#: A sheet of somebody else's, whom gspread's own suite asks in vain.
PRIVATE = "1jIKzPs8LsiZZdLdeMEP-5ZIHw6RkjiOmj1LrJN706Yc"


class Store:
    """All spreadsheets of the account, the newest last."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)
        self.books: dict[str, Book] = {}
        self.private = {PRIVATE}  # there are such sheets, and nobody shared them with this account

    def create(self, properties: Json | None = None, sheets: list[Json] | None = None, id: str | None = None) -> Book:
        """A new spreadsheet with its first tab."""
        id = id or "1" + "".join(self._random.choices(LETTERS, k=43))
        book = Book(id, properties or {}, self._random.randrange(1 << 30))
        for sheet in sheets or [{}]:
            book.add_tab(sheet.get("properties", {}))
        self.books[id] = book
        return book

    def find(self, id: str) -> Book:
        """The spreadsheet of that id; 403 if it is somebody else's, 404 if there is none."""
        if id in self.private:
            raise Refusal(403, "The caller does not have permission")
        if id not in self.books or not re.fullmatch(r"[\w-]+", id):
            raise Refusal(404, "Requested entity was not found.")
        return self.books[id]
