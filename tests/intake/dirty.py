"""Dirty workbooks: what people do to their sheets, what relsheet makes of it, and what it says.

``python -m tests.intake.dirty`` writes docs/dirty-data.md from this table; a test holds the two together.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook as File
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from relsheet.errors import Problem, RelsheetError
from relsheet.intake.reader import read_book
from relsheet.policy import Policy, Settings
from relsheet.records import Book
from relsheet.sheets.xlsx import XlsxBackend
from relsheet.texts import Language, Texts, texts_in

DOCS = Path(__file__).parents[2] / "docs" / "dirty-data.md"
FIRST_TAB = "xl/worksheets/sheet1.xml"
Rows = Sequence[Sequence[Any]]
MAY = date(2026, 5, 6)

PEOPLE = ["客户编号", "客户名称", "业务员"]
ACME = ["C001", "上海明远科技有限公司", "张伟"]
BETA = ["C002", "苏州恒达机械有限公司", "王芳"]
EN_PEOPLE = ["Customer ID", "Customer Name", "Account Manager"]
EN_ACME = ["C001", "Acme Ltd.", "Ann"]
EN_BETA = ["C002", "Beta GmbH", "Bob"]
LOG = ["拜访日期", "客户名称", "拜访内容"]
EN_LOG = ["Visit Date", "Customer Name", "Notes"]


@dataclass(frozen=True)
class Dirty:
    """One dirty workbook. ``says`` lists what is reported as "cell code"; ``found`` must come out of the book."""

    case: str
    done: str
    tabs: Mapping[str, Rows]
    found: Callable[[Book], object] = field(default=lambda book: None)
    expected: object = None
    says: Sequence[str] = ()
    prepare: Callable[[File], None] = field(default=lambda file: None)
    xml: Sequence[tuple[str, str]] = ()  # replaced in the first tab's XML: what openpyxl cannot write
    settings: Sequence[Settings] = ()


@dataclass(frozen=True)
class Outcome:
    """What came of reading it: a book, or the error that refused it."""

    book: Book | None
    refused: RelsheetError | None

    @property
    def said(self) -> list[str]:
        """What was reported, as "cell code"."""
        if self.refused is not None:
            return [f"{self.refused.where} {self.refused.code}"]
        assert self.book is not None
        return [f"{problem.where} {problem.code}" for problem in self.book.problems]

    def messages(self, language: Language) -> list[str]:
        """What a user reads."""
        texts = texts_in(language)
        if self.refused is not None:
            return [self.refused.sentence(texts)]
        assert self.book is not None
        return [_told(one, texts) for one in self.book.problems]


def _told(found: Problem, texts: Texts) -> str:
    """A problem with its cure, in the sentences of its language."""
    what, fix = (texts("check.told", told=told) for told in (found.what(texts), found.fix(texts)))
    return texts("error.placed", where=found.where, told=texts("error.sentence", what=what, fix=fix))


def read_dirty(dirty: Dirty, folder: Path) -> Outcome:
    """The workbook written by openpyxl and read as a user's would be."""
    file = File()
    file.remove(file["Sheet"])
    for tab, rows in dirty.tabs.items():
        sheet = file.create_sheet(tab)
        for row in rows:
            sheet.append(list(row))
    dirty.prepare(file)
    path = folder / "crm.xlsx"
    file.save(path)
    if dirty.xml:
        replace_in_first_tab(path, dirty.xml)
    try:
        policy = Policy({settings.section: settings for settings in dirty.settings})
        return Outcome(read_book(XlsxBackend(path).read(), policy, UTC), None)
    except RelsheetError as err:
        return Outcome(None, err)


def replace_in_first_tab(path: Path, replacements: Sequence[tuple[str, str]]) -> None:
    """The same package with texts of the first tab's XML replaced, each of which must be there."""
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    xml = parts[FIRST_TAB].decode()
    for old, new in replacements:
        assert old in xml
        xml = xml.replace(old, new)
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for name, content in (parts | {FIRST_TAB: xml.encode()}).items():
            package.writestr(name, content)


def customers(*more: Sequence[Any], header: Sequence[str] = PEOPLE) -> Rows:
    """A small customers tab, clean but for the rows given."""
    return [header, ACME, BETA, *more]


def logged(*rows: Sequence[Any], header: Sequence[str] = LOG) -> dict[str, Rows]:
    """A clean customers tab and a log of visits."""
    return {"客户档案": customers(), "拜访记录": [header, *rows]}


def one_column(header: str, *values: Any) -> dict[str, Rows]:
    """A customers tab with one more column of values, and as many customers as are needed."""
    rows = [[f"C{number:03d}", f"客户{number}号", "张伟", value] for number, value in enumerate(values, 1)]
    return {"客户档案": [[*PEOPLE, header], *rows]}


def values_of(name: str) -> Callable[[Book], list[Any]]:
    return lambda book: [getattr(customer, name) for customer in book.customers]


def names(book: Book) -> list[str]:
    return [customer.name for customer in book.customers]


def visited(book: Book) -> list[str]:
    return [visit.customer for visit in book.visits]


def tabs_read(book: Book) -> list[str]:
    return [tab.tab for tab in book.tabs]


def cells(tab: str, **values: Any) -> Callable[[File], None]:
    """Writes single cells."""

    def prepare(file: File) -> None:
        for cell, value in values.items():
            file[tab][cell] = value

    return prepare


def merged(tab: str, *ranges: str) -> Callable[[File], None]:
    def prepare(file: File) -> None:
        for cells in ranges:
            file[tab].merge_cells(cells)

    return prepare


def hidden(tab: str) -> Callable[[File], None]:
    def prepare(file: File) -> None:
        file[tab].sheet_state = "hidden"

    return prepare


def hidden_row(tab: str, row: int) -> Callable[[File], None]:
    def prepare(file: File) -> None:
        file[tab].row_dimensions[row].hidden = True

    return prepare


def shown_as(tab: str, number_format: str, *addresses: str) -> Callable[[File], None]:
    def prepare(file: File) -> None:
        for address in addresses:
            file[tab][address].number_format = number_format

    return prepare


def counted_from_1904(file: File) -> None:
    file.epoch = CALENDAR_MAC_1904


def moved_to(tab: str, rows: int, columns: int) -> Callable[[File], None]:
    def prepare(file: File) -> None:
        sheet = file[tab]
        sheet.move_range(sheet.dimensions, rows=rows, cols=columns)

    return prepare


def _language_of(dirty: Dirty) -> Language:
    return "en" if str(dirty.tabs).isascii() else "zh"


def written(dirty: Sequence[Dirty]) -> str:
    """docs/dirty-data.md."""
    lines = [
        "# Dirty data: what is done with it, and what is said",
        "",
        "Made from `tests/intake/dirty_*.py` by `python -m tests.intake.dirty`: each row is a workbook that a test",
        "writes and reads. *Accepted*: used as meant, nothing said. *Noted*: used, and said. *Reported*: the cell,",
        "row or tab is left out, and said. *Refused*: nothing is computed.",
        "",
        "| | the workbook | what is done | what is said |",
        "|---|---|---|---|",
    ]
    for number, one in enumerate(dirty, 1):
        with TemporaryDirectory() as folder:
            outcome = read_dirty(one, Path(folder))
        language: Language = outcome.book.language if outcome.book else _language_of(one)
        said = "<br>".join(message.replace("|", "\\|") for message in outcome.messages(language))
        lines.append(f"| {number} | {one.case} | {one.done} | {said or '–'} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    from tests.intake.dirty_table import DIRTY

    DOCS.write_text(written(DIRTY), encoding="utf-8")
