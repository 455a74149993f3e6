"""Whether formulas, names and pivot tables of the user's look at certain columns (ECMA-376-1 §18.17.2)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape

from relsheet.opc.address import LAST_COLUMN, column_number
from relsheet.opc.relations import Relations
from relsheet.opc.workbook import Sheet, WorkbookPart
from relsheet.opc.xml import child, local, parsed

REFERENCE = re.compile(
    r"""(?P<text>"(?:[^"]|"")*(?:"|\Z))"""
    r"""|(?P<tab>(?:'(?:[^']|'')*'|[^\W\d][\w.]*)!)?"""
    r"""(?:\$?(?P<first>[A-Z]{1,3})\$?[0-9]{1,7}(?::\$?(?P<last>[A-Z]{1,3})\$?[0-9]{1,7})?"""
    r"""|\$?(?P<from>[A-Z]{1,3}):\$?(?P<to>[A-Z]{1,3})"""
    r"""|(?P<rows>\$?[0-9]{1,7}:\$?[0-9]{1,7}))(?![\w(.!\[])"""
    r"""|(?P<word>[^\W\d][\w.\\]*|'(?:[^']|'')*(?:'|\Z))"""
)
FORMULA = re.compile(rb"<(?:[\w.-]+:)?f(?:\s[^>]*)?>([^<]+)</(?:[\w.-]+:)?f\s*>")
#: The row in a reference: formulas that differ in it alone look at the same columns.
ROW = re.compile(rb"(\b[A-Z]{1,3}\$?)[0-9]+\b")
#: A sheet up to this size is looked through whole; of a larger one the beginning tells whether it has formulas.
WHOLE_BYTES = 8_000_000
BEGINNING_BYTES = 1_000_000
#: What a formula may hold (Excel specifications and limits). A longer one is no formula of Excel's: it is taken to look
#: at our columns, rather than searched for as long as somebody wants to keep us busy.
MOST_CHARACTERS = 8_192
MARKUP = re.compile("[&<>'\"]")


@dataclass(frozen=True, slots=True)
class Watched:
    """Columns per tab, and what tables they belong to: table name -> the columns' names in it."""

    columns: Mapping[str, frozenset[int]]
    tables: Mapping[str, frozenset[str]]

    def seen_by(self, formula: str, home: str) -> bool:
        """Whether the formula, standing on the tab ``home``, looks at any of the columns."""
        if len(formula) > MOST_CHARACTERS:
            return True
        for table, names in self.tables.items():
            at = formula.find(table)
            if at >= 0 and (f"{table}[" not in formula or any(name in formula for name in (*names, "#All", "#Data"))):
                return True
        return any(self._hit(found, home) for found in REFERENCE.finditer(formula))

    def named_in(self, content: bytes) -> bool:
        """Whether the sheet may name one of the tabs or tables; where letters are written as numbers, it may."""
        plain = (max(MARKUP.split(name), key=len) for name in (*self.columns, *self.tables))
        return b"&#" in content or any(name.encode() in content for name in plain)

    def _hit(self, found: "re.Match[str]", home: str) -> bool:
        if found["text"] is not None or found["word"] is not None:
            return False
        tab = (found["tab"] or "").removesuffix("!")
        tab = tab[1:-1].replace("''", "'") if tab.startswith("'") else tab
        columns = self.columns.get(tab or home, frozenset())
        first, last = (found["first"], found["last"]) if found["first"] else (found["from"], found["to"])
        span = (1, LAST_COLUMN) if first is None else (column_number(first), column_number(last or first))
        return any(min(span) <= column <= max(span) for column in columns)


def looked_at_by_formulas(workbook: WorkbookPart, watched: Watched) -> bool:
    """Whether any formula or defined name of the user's looks at the columns."""
    for name in workbook.names:
        if not name.name.startswith(("_relsheet.", "_xlnm.")) and watched.seen_by(name.text, ""):
            return True
    return any(
        watched.seen_by(formula, sheet.name)
        for sheet in workbook.sheets
        if sheet.kind == "worksheet" and sheet.part
        for formula in _formulas(_looked_through(workbook, sheet), watched, sheet.name)
    )


def _looked_through(workbook: WorkbookPart, sheet: Sheet) -> bytes:
    """The sheet as far as it may hold formulas. To inflate a long log in vain would cost half of a whole write."""
    package = workbook.package
    if package.size(sheet.part) <= WHOLE_BYTES:
        return package.read(sheet.part)
    beginning = package.beginning(sheet.part, BEGINNING_BYTES)
    has_formulas = b"<f" in beginning or b":f" in beginning or _in_calc_chain(workbook, sheet)
    return package.read(sheet.part) if has_formulas else beginning


def _in_calc_chain(workbook: WorkbookPart, sheet: Sheet) -> bool:
    """Whether Excel has listed formulas of the sheet (§18.6.1: ``i`` is the sheet's id)."""
    number = workbook.sheet_node(sheet).get("sheetId", "")
    chains = (workbook.package.find(relation.part) for relation in workbook.relations.of_kind("calcChain"))
    return any(f' i="{number}"'.encode() in workbook.package.read(part) for part in chains if part)


def _formulas(content: bytes, watched: Watched, home: str) -> Iterator[str]:
    """The formulas that may look at the columns, one for all that differ only in their rows."""
    if (b"<f" not in content and b":f" not in content) or not (home in watched.columns or watched.named_in(content)):
        return
    known: set[bytes] = set()
    for found in FORMULA.finditer(content):
        alike = ROW.sub(rb"\g<1>1", found[1])
        if alike not in known:
            known.add(alike)
            yield unescape(found[1].decode("utf-8", "replace"))


def named_by_formulas(workbook: WorkbookPart, column: str) -> bool:
    """Whether a formula of the user's may name that column of a table (Table[Column], Table[[#This Row],[Column]]).

    Were the column gone, Excel would call the file damaged and drop the formula.
    """
    called = f"[{column}]"
    written = escape(called, quote=False)
    spellings = (written.encode(), written.encode("ascii", "xmlcharrefreplace"))
    contents = (workbook.package.read(sheet.part) for sheet in workbook.sheets if sheet.part)
    return any(called in name.text for name in workbook.names) or any(
        spelling in content for content in contents for spelling in spellings
    )


def looked_at_by_pivots(workbook: WorkbookPart, watched: Watched) -> bool:
    """Whether a pivot table takes its rows from a range with the columns in it."""
    return any(_is_source(source, watched) for source in _pivot_sources(workbook))


def _pivot_sources(workbook: WorkbookPart) -> Iterator[tuple[str, str, str]]:
    """(tab, range, table or name) of every pivot cache."""
    for relation in Relations(workbook.package, workbook.part).of_kind("pivotCacheDefinition"):
        part = workbook.package.find(relation.part)
        root = parsed(workbook.package.read(part), part) if part else None
        source = child(root, "cacheSource") if root is not None else None
        for node in source if source is not None else ():
            if local(node) == "worksheetSource":
                yield node.get("sheet", ""), node.get("ref", ""), node.get("name", "")


def _is_source(source: tuple[str, str, str], watched: Watched) -> bool:
    tab, reference, name = source
    return name in watched.tables or bool(reference and watched.seen_by(reference, tab))
