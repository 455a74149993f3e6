"""The proof: old and new file are read afresh, and whatever is not ours must be the same in both.

Written without the splicer: it shares no code with it but the errors, and looks at the files with the standard
library's zipfile and with lxml. What must not have changed is compared as raw bytes; what may have changed is
taken out on both sides, and the rest compared.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote
from xml.parsers import expat

from lxml import etree

from relsheet.errors import WouldLoseData

Tree = Any  # lxml brings no types
GROWING = frozenset({"dimension", "cols", "autoFilter", "sheetData"})
STYLE_LISTS = frozenset({"numFmts", "fonts", "fills", "borders", "cellXfs"})


@dataclass(frozen=True, slots=True)
class Ours:
    """What the writer claims: its columns per tab (before and after), and its tabs by the names they have or had."""

    columns: Mapping[str, frozenset[int]] = field(default_factory=dict)
    earlier_columns: Mapping[str, frozenset[int]] = field(default_factory=dict)
    tabs: frozenset[str] = frozenset()


def prove(before: bytes, after: bytes, ours: Ours) -> None:
    """Nothing, if all of the user's is in the new file as it was; WouldLoseData with the first thing that is not."""
    try:
        _compare(_File(before), _File(after), ours)
    except (expat.ExpatError, etree.XMLSyntaxError, zipfile.BadZipFile) as err:
        raise WouldLoseData("would_lose", what=str(err)) from err


def _compare(old: "_File", new: "_File", ours: Ours) -> None:
    _prove_claims(old, ours)
    own_parts = old.parts_of(ours.tabs) | (new.parts_of(ours.tabs) - old.names)
    doubled = len(new.archive.namelist()) != len(set(new.archive.namelist()))
    _hold(not doubled, "a part stands twice")
    tab_of = {part: tab for tab, part in old.tabs.items()}
    for name in old.names:
        if name in own_parts or name.endswith("/"):
            continue
        _hold(name in new.names, name) if not _is_calc_chain(name) else None
        if name not in new.names or old.raw(name) == new.raw(name):
            continue
        x, y = old.read(name), new.read(name)
        if x == y:
            continue
        if name in tab_of:
            tab = tab_of[name]
            columns = ours.columns.get(tab, frozenset())
            _hold(bool(columns), tab)
            _prove_sheet(_Rows(tab, columns, columns - ours.earlier_columns.get(tab, frozenset())), x, y)
        elif name == old.main:
            _prove_workbook(_tree(x), _tree(y), ours)
        elif name.endswith(".rels") or name.casefold() == "[content_types].xml":
            _prove_listing(name, _tree(x), _tree(y), own_parts)
        elif name == old.styles:
            _prove_styles(_tree(x), _tree(y))
        elif _local(_tree(y)) == "table":
            _prove_table(name, _tree(x), _tree(y))
        else:
            _hold(False, name)


def _prove_claims(old: "_File", ours: Ours) -> None:
    """What is called ours must bear witness of it in the old file: a recorded name, or our mark."""
    recorded = " ".join(node.text or "" for node in old.workbook.iter("{*}definedName") if _is_own_name(node))
    for tab in ours.tabs & old.tabs.keys():
        quoted = "'" + tab.replace("'", "''") + "'!"
        marked = tab.endswith("◆") or tab == "_relsheet"
        _hold(marked or quoted in recorded or f"{tab}!" in recorded, tab)


def _is_own_name(node: Tree) -> bool:
    return str(node.get("name", "")).startswith("_relsheet.")


def _hold(true: bool, what: str) -> None:
    if not true:
        raise WouldLoseData("would_lose", what, what=what)


def _is_calc_chain(name: str) -> bool:
    return name.casefold().endswith("calcchain.xml")


class _File:
    """One of the two files, as far as the proof needs it."""

    def __init__(self, source: bytes) -> None:
        self._source = memoryview(source)
        self.archive = zipfile.ZipFile(io.BytesIO(source))
        self.names = set(self.archive.namelist())
        roots = self._targets("")
        self.main = next((part for kind, part in roots.values() if kind == "officeDocument"), "xl/workbook.xml")
        related = self._targets(self.main)
        self.styles = next((part for kind, part in related.values() if kind == "styles"), "")
        self.tabs = {}
        self.workbook = _tree(self.read(self.main))
        for node in self.workbook.iter("{*}sheet"):
            found = next((value for key, value in node.attrib.items() if key.endswith("}id")), "")
            self.tabs[node.get("name", "")] = related.get(found, ("", ""))[1]

    def read(self, name: str) -> bytes:
        _hold(name in self.names, name)
        return self.archive.read(name)

    def raw(self, name: str) -> tuple[int, int, memoryview]:
        """The compressed bytes as they lie in the file, with what they are to inflate to."""
        entry = self.archive.getinfo(name)
        start = entry.header_offset + 30
        lengths = self._source[start - 4 : start]
        start += int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        return entry.CRC, entry.file_size, self._source[start : start + entry.compress_size]

    def _targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id -> (kind, part)."""
        name = self._spelled(_relations_of(part))
        if name not in self.names:
            return {}
        found = {}
        for node in _tree(self.read(name)).iter("{*}Relationship"):
            if node.get("TargetMode") != "External":
                target = unquote(node.get("Target", "").replace("\\", "/"))
                folder = dirname(part.replace("\\", "/"))
                part_name = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                kind = node.get("Type", "").rpartition("/")[2]
                found[node.get("Id", "")] = (kind, self._spelled(normpath(part_name)))
        return found

    def _spelled(self, name: str) -> str:
        if name in self.names:
            return name
        key = name.casefold()
        return next((x for x in self.names if x.replace("\\", "/").lstrip("/").casefold() == key), name)

    def parts_of(self, tabs: frozenset[str]) -> set[str]:
        """Everything that hangs on tabs of ours and on nothing else."""
        own: list[str] = [part for tab, part in self.tabs.items() if tab in tabs]
        for part in own:
            own += [target for _, target in self._targets(part).values() if target not in own]
        shared: set[str] = set()
        for tab, part in self.tabs.items():
            if tab not in tabs:
                shared |= {target for _, target in self._targets(part).values()}
        shared |= {target for kind, target in self._targets(self.main).values() if kind not in {"worksheet"}}
        kept = [part for part in own if part not in shared]
        return {*kept, *(self._spelled(_relations_of(part)) for part in kept)}


@dataclass(frozen=True, slots=True)
class _Rows:
    """A tab whose sheet changed: which columns may differ, and which of these must have been empty before."""

    tab: str
    columns: frozenset[int]
    fresh: frozenset[int]


def _prove_sheet(claim: _Rows, before: bytes, after: bytes) -> None:
    old, new = _split(before), _split(after)
    if old is None or new is None or not _same_bytes(claim, old[1], new[1]):
        _prove_cells(claim, _tree(before), _tree(after))
    frames = [_tree(before if part is None else part[0]) for part in (old, new)]
    _prove_frame(claim, *frames)


def _split(sheet: bytes) -> tuple[bytes, bytes] | None:
    """(the sheet without its rows, the rows); None where only a parser can tell."""
    start = re.search(rb"<sheetData(?:\s[^>]*)?>", sheet)
    end = sheet.rfind(b"</sheetData>")
    if start is None or start[0].endswith(b"/>") or end < 0 or sheet[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None
    rows = sheet[start.end() : end]
    # One byte is found ten times as fast as two, and is seldom there at all.
    odd = (b"!" in rows and b"<!" in rows) or (b"?" in rows and b"<?" in rows)
    return None if odd else (sheet[: start.end()] + sheet[end:], rows)


def _same_bytes(claim: _Rows, before: bytes, after: bytes) -> bool:
    """Whether the rows are the same to the byte once our cells are out; False also where a parser has to look."""
    _, fresh = _parted(claim.fresh, before)
    if re.search(rb"<(?:v|f|is)[\s/>]", fresh):
        return False
    theirs_before, _ = _parted(claim.columns, before)
    theirs_after, own = _parted(claim.columns, after)
    expat.ParserCreate().Parse(b"<ours>" + own + b"</ours>", True)
    return _bare(theirs_before) == _bare(theirs_after)


def _parted(columns: frozenset[int], rows: bytes) -> tuple[bytes, bytes]:
    """(the rows without the cells of these columns, these cells)."""
    if not columns:
        return rows, b""
    letters = "|".join(_letters(column) for column in sorted(columns)).encode()
    pieces = re.split(rb'(<c r="(?:' + letters + rb')[0-9]+"[^>]*?(?:/>|>.*?</c>))', rows, flags=re.DOTALL)
    return b"".join(pieces[::2]), b"".join(pieces[1::2])


def _bare(rows: bytes) -> bytes:
    rows = re.sub(rb' spans="[^"]*"', b"", rows)
    rows = re.sub(rb"(<row(?: [^>]*)?)></row>", rb"\1/>", rows)
    return re.sub(rb'<row r="[0-9]+"/>', b"", rows)


def _prove_cells(claim: _Rows, before: Tree, after: Tree) -> None:
    """The slow way: every cell and every row by its place."""
    old_rows, old = _cells(before)
    new_rows, new = _cells(after)
    for place, cell in old.items():
        where = f"{claim.tab}!{_letters(place[1])}{place[0]}"
        if place[1] not in claim.columns:
            _hold(new.get(place) == cell, where)
        elif place[1] in claim.fresh:
            _hold(re.search(rb"<(?:\w+:)?(?:v|f|is)[\s/>]", cell) is None, where)
    strangers = [place for place in new if place not in old and place[1] not in claim.columns]
    _hold(not strangers, claim.tab)
    for number, attributes in old_rows.items():
        _hold(
            new_rows.get(number) == attributes or (number not in new_rows and not attributes), f"{claim.tab}!{number}"
        )


def _cells(root: Tree) -> tuple[dict[int, dict[str, str]], dict[tuple[int, int], bytes]]:
    rows, cells, number = {}, {}, 0
    for row in root.iterfind("{*}sheetData/{*}row"):
        number = int(row.get("r") or number + 1)
        rows[number] = {str(key): str(value) for key, value in row.attrib.items() if key not in {"r", "spans"}}
        column = 0
        for cell in row.iterfind("{*}c"):
            reference = cell.attrib.pop("r", None)
            column = _number(reference) if reference else column + 1
            cell.tail = None
            cells[number, column] = _canonical(cell)
    return rows, cells


def _prove_frame(claim: _Rows, before: Tree, after: Tree) -> None:
    """All that stands around the rows: merges, validations, conditional formats, drawings, extensions."""
    old, new = ([node for node in root if _local(node)] for root in (before, after))
    had, has = ([_canonical(node) for node in nodes if _local(node) not in GROWING] for nodes in (old, new))
    _hold(had == has, f"{claim.tab}: {_first_difference(had, has)}")
    for name in GROWING - {"dimension"}:
        _hold(_one(before, name) is None or _one(after, name) is not None or name == "cols", f"{claim.tab}: {name}")
    old_filter, new_filter = _one(before, "autoFilter"), _one(after, "autoFilter")
    if old_filter is not None and new_filter is not None:
        _hold([_canonical(x) for x in old_filter] == [_canonical(x) for x in new_filter], f"{claim.tab}: autoFilter")
    old_columns, new_columns = _widths(before), _widths(after)
    for column in {*old_columns, *new_columns} - claim.columns:
        _hold(old_columns.get(column) == new_columns.get(column), f"{claim.tab}!{_letters(column)}")


def _widths(root: Tree) -> dict[int, dict[str, str]]:
    found = {}
    for node in root.iterfind("{*}cols/{*}col"):
        attributes = {str(key): str(value) for key, value in node.attrib.items() if key not in {"min", "max"}}
        for column in range(int(node.get("min", "1")), min(int(node.get("max", "1")), 16_384) + 1):
            found[column] = attributes
    return found


def _prove_workbook(before: Tree, after: Tree, ours: Ours) -> None:
    old_tabs, new_tabs = ([dict(x.attrib) for x in root.iterfind("{*}sheets/{*}sheet")] for root in (before, after))
    theirs = [x for x in old_tabs if x["name"] not in ours.tabs]
    _hold(theirs == [x for x in new_tabs if x in theirs], "workbook: sheets")
    _hold(all(x in theirs or x["name"] in ours.tabs for x in new_tabs), "workbook: sheets")
    old_names, new_names = _names(before, old_tabs), _names(after, new_tabs)
    for key, text in old_names.items():
        if key[0].startswith("_relsheet.") or key[1] in ours.tabs:
            continue
        _hold(key in new_names and (new_names[key] == text or key[0] == "_xlnm._FilterDatabase"), key[0])
    may_differ = {"sheets", "definedNames", "calcPr", "bookViews"}
    had, has = ([_canonical(x) for x in root if _local(x) and _local(x) not in may_differ] for root in (before, after))
    _hold(had == has, f"workbook: {_first_difference(had, has)}")


def _names(root: Tree, tabs: list[dict[str, str]]) -> dict[tuple[str, str], str]:
    """(name, the tab it belongs to) -> what it stands for."""
    found = {}
    for node in root.iterfind("{*}definedNames/{*}definedName"):
        scope = node.get("localSheetId")
        tab = tabs[int(scope)]["name"] if scope is not None and int(scope) < len(tabs) else scope or ""
        found[node.get("name", ""), tab] = node.text or ""
    return found


def _prove_listing(name: str, before: Tree, after: Tree, own_parts: set[str]) -> None:
    """Relationships and content types may come, and go only with parts of ours."""
    has = {_canonical(node) for node in after}
    for node in before:
        if not _local(node) or _canonical(node) in has:
            continue
        part = unquote(node.get("PartName") or node.get("Target") or "").rpartition("/")[2]
        own = any(x.rpartition("/")[2] == part for x in own_parts) or _is_calc_chain(part)
        _hold(own, name)


def _prove_styles(before: Tree, after: Tree) -> None:
    """Every format keeps its number; new ones come behind."""
    for node in before:
        name = _local(node)
        if not name:
            continue
        twin = _one(after, name)
        _hold(twin is not None, f"styles: {name}")
        assert twin is not None  # held above
        if name in STYLE_LISTS:
            had, has = ([etree.tostring(x) for x in holder if _local(x)] for holder in (node, twin))
            if has[: len(had)] != had:
                had, has = ([_canonical(x) for x in holder if _local(x)] for holder in (node, twin))
            _hold(has[: len(had)] == had, f"styles: {name}")
        else:
            _hold(_canonical(node) == _canonical(twin), f"styles: {name}")


def _prove_table(name: str, before: Tree, after: Tree) -> None:
    """A table keeps its columns; it grows by columns at its end, or gives these back."""
    for key, value in before.attrib.items():
        _hold(key == "ref" or after.get(key) == value, name)
    for node in before:
        twin = _one(after, _local(node)) if _local(node) else node
        _hold(twin is not None, name)
        assert twin is not None  # held above
        if _local(node) == "tableColumns":
            had, has = ([_canonical(x) for x in holder] for holder in (node, twin))
            _hold(all(x == y for x, y in zip(had, has, strict=False)), name)
        elif _local(node) == "autoFilter":
            _hold({_canonical(x) for x in node} <= {_canonical(x) for x in twin}, name)
        else:
            _hold(_canonical(node) == _canonical(twin), name)


def _tree(content: bytes) -> Tree:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(content, parser)


def _local(node: Tree) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _one(root: Tree, name: str) -> Tree | None:
    return next((node for node in root if _local(node) == name), None)


def _canonical(node: Tree) -> bytes:
    return bytes(etree.tostring(node, method="c14n", exclusive=True, with_tail=False)) if _local(node) else b""


def _first_difference(had: list[bytes], has: list[bytes]) -> str:
    lost = next((x for x in had if x not in has), None) or next((x for x in has if x not in had), b"order")
    return lost[:80].decode("utf-8", "replace")


def _relations_of(part: str) -> str:
    folder, _, name = part.replace("\\", "/").rpartition("/")
    return join(folder, "_rels", f"{name}.rels")


def _letters(column: int) -> str:
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def _number(reference: str) -> int:
    number = 0
    for letter in reference:
        if letter.isalpha():
            number = number * 26 + ord(letter.upper()) - 64
    return number
