"""Where a value came from, and how moments are written."""

from datetime import date, datetime

from msgspec import Struct

#: A calendar day; an alias, since a field named ``date`` would hide the type from the fields below it.
Day = date
#: A moment as somebody wrote it: a plain ``date`` where no time of day is known, else an aware ``datetime``.
Moment = date | datetime


class Origin(Struct, frozen=True, order=True, gc=False):
    """The cell that a record (or a value of it) came from; prints as ``Complaints!A17``."""

    tab: str
    row: int  # 1-based, as the user sees it
    column: int  # 1-based

    def __str__(self) -> str:
        return f"{self.tab}!{column_letters(self.column)}{self.row}"

    def at(self, column: int) -> "Origin":
        """The cell of another column in the same row."""
        return Origin(self.tab, self.row, column)


def column_letters(number: int) -> str:
    """The letters of a 1-based column number: 1 is A, 16384 is XFD."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
