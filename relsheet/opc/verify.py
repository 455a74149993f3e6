"""The proof: old and new file are read afresh, and whatever is not ours must be the same in both.

Written without the splicer: it shares no code with it but the errors, and looks at the files with the standard
library's zipfile and with lxml. What must not have changed is compared as raw bytes; what may have changed is
taken out on both sides, and the rest compared.
"""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.parsers import expat

from lxml import etree

from relsheet.errors import WouldLoseData
from relsheet.opc.evidence import Tree, canonical, conditions, hold, hold_equal, local, one, tree
from relsheet.opc.verify_package import File, prove_own_parts
from relsheet.opc.verify_sheet import SheetClaim, Splice, prove_sheet, prove_splice

STYLE_LISTS = frozenset({"numFmts", "fonts", "fills", "borders", "cellXfs"})


@dataclass(frozen=True, slots=True)
class Ours:
    """What the writer claims: its columns per tab (before and after), and its tabs by the names they have or had."""

    columns: Mapping[str, frozenset[int]] = field(default_factory=dict)
    earlier_columns: Mapping[str, frozenset[int]] = field(default_factory=dict)
    tabs: frozenset[str] = frozenset()
    spliced: Mapping[str, Splice] = field(default_factory=dict)  # tabs of ours that users write into


def prove(before: bytes, after: bytes, ours: Ours) -> None:
    """Nothing, if all of the user's is in the new file as it was; WouldLoseData with the first thing that is not."""
    try:
        _compare(File(before), File(after), ours)
    except (expat.ExpatError, etree.LxmlError, zipfile.BadZipFile, ValueError) as err:  # the last: no number
        raise WouldLoseData("would_lose", what=str(err)) from err


def _compare(old: File, new: File, ours: Ours) -> None:
    _prove_claims(old, ours)
    own_parts = old.parts_of(ours.tabs) | (new.parts_of(ours.tabs) - old.names)
    doubled = len(new.archive.namelist()) != len(set(new.archive.namelist()))
    hold(not doubled, "a part stands twice")
    prove_own_parts(old, new, ours.tabs)
    tab_of = {part: tab for tab, part in old.tabs.items()}
    for tab, splice in ours.spliced.items():
        hold(old.parts_of(frozenset({tab})) & old.names <= new.names, tab)
        prove_splice(tab, splice, tree(old.read(old.tabs[tab])), tree(new.read(new.tabs[tab])))
    for name in old.names:
        if name in own_parts or name.endswith("/"):
            continue
        hold(name in new.names or _is_calc_chain(name), name)
        if name not in new.names or old.raw(name) == new.raw(name):
            continue
        x, y = old.read(name), new.read(name)
        if x == y:
            continue
        if name in tab_of:
            tab = tab_of[name]
            columns = ours.columns.get(tab, frozenset())
            hold(bool(columns), tab)
            prove_sheet(SheetClaim(tab, columns, columns - ours.earlier_columns.get(tab, frozenset())), x, y)
        elif name == old.main:
            _prove_workbook(tree(x), tree(y), ours)
        elif name.casefold().endswith((".rels", "[content_types].xml")):
            _prove_listing(name, tree(x), tree(y), own_parts)
        elif name == old.styles:
            _prove_styles(tree(x), tree(y))
        elif local(tree(y)) == "table":
            _prove_table(name, tree(x), tree(y), ours.earlier_columns.get(old.tab_with(name), frozenset()))
        else:
            hold(False, name)


def _prove_claims(old: File, ours: Ours) -> None:
    """What is called ours must bear witness of it in the old file: a recorded name, or our mark."""
    recorded = " ".join(node.text or "" for node in old.workbook.iter("{*}definedName") if _is_own_name(node))
    for tab in ours.tabs & old.tabs.keys():
        quoted = "'" + tab.replace("'", "''") + "'!"
        marked = tab.endswith("◆") or tab == "_relsheet"
        hold(marked or quoted in recorded or f"{tab}!" in recorded, tab)


def _is_own_name(node: Tree) -> bool:
    return str(node.get("name", "")).startswith("_relsheet.")


def _is_calc_chain(name: str) -> bool:
    return name.casefold().endswith("calcchain.xml")


def _prove_workbook(before: Tree, after: Tree, ours: Ours) -> None:
    old_tabs, new_tabs = ([dict(x.attrib) for x in root.iterfind("{*}sheets/{*}sheet")] for root in (before, after))
    theirs = [x for x in old_tabs if x["name"] not in ours.tabs]
    hold(theirs == [x for x in new_tabs if x in theirs], "workbook: sheets")
    hold(all(x in theirs or x["name"] in ours.tabs for x in new_tabs), "workbook: sheets")
    old_names, new_names = _names(before, old_tabs), _names(after, new_tabs)
    for key, text in old_names.items():
        if key[0].startswith("_relsheet.") or key[1] in ours.tabs:
            continue
        hold(key in new_names and (new_names[key] == text or key[0] == "_xlnm._FilterDatabase"), key[0])
    may_differ = {"sheets", "definedNames", "calcPr", "bookViews"}
    had, has = ([canonical(x) for x in root if local(x) and local(x) not in may_differ] for root in (before, after))
    hold_equal(had, has, "workbook")


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
    has = {canonical(node) for node in after}
    for node in before:
        if not local(node) or canonical(node) in has:
            continue
        part = unquote(node.get("PartName") or node.get("Target") or "").rpartition("/")[2]
        own = any(x.rpartition("/")[2] == part for x in own_parts) or _is_calc_chain(part)
        hold(own, name)


def _prove_styles(before: Tree, after: Tree) -> None:
    """Every format keeps its number; new ones come behind."""
    for node in before:
        name = local(node)
        if not name:
            continue
        twin = one(after, name)
        hold(twin is not None, f"styles: {name}")
        assert twin is not None  # held above
        if name in STYLE_LISTS:
            had, has = ([etree.tostring(x) for x in holder if local(x)] for holder in (node, twin))
            if has[: len(had)] != had:
                had, has = ([canonical(x) for x in holder if local(x)] for holder in (node, twin))
            hold(has[: len(had)] == had, f"styles: {name}")
        else:
            hold(canonical(node) == canonical(twin), f"styles: {name}")


def _prove_table(name: str, before: Tree, after: Tree, ours: frozenset[int]) -> None:
    """A table keeps its columns; it grows by columns at its end, or gives these back with what was sorted by them."""
    for key, value in before.attrib.items():
        hold(key == "ref" or after.get(key) == value, name)
    for node in before:
        twin = one(after, local(node)) if local(node) else node
        if local(node) == "sortState":
            left = [] if twin is None else conditions(twin, ours)
            hold_equal(conditions(node, ours), left, name)
            continue
        hold(twin is not None, name)
        assert twin is not None  # held above
        if local(node) == "tableColumns":
            had, has = ([canonical(x) for x in holder] for holder in (node, twin))
            hold(all(x == y for x, y in zip(had, has, strict=False)), name)
        elif local(node) == "autoFilter":
            hold_equal(conditions(node, ours), conditions(twin, ours), name)
        else:
            hold(canonical(node) == canonical(twin), name)
