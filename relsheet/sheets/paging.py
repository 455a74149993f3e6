"""Our pages among the user's tabs: made, replaced wholly, taken out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from relsheet.opc.graft import drop_page, graft, kinds_below, take_over_names
from relsheet.sheets.drawing import draw
from relsheet.sheets.editing import Editing
from relsheet.sheets.edits import Canvas, DropPage, PutPage
from relsheet.sheets.own import record_tab, tab_name
from relsheet.sheets.workbook import OwnTab

#: What people put on a page of ours, which itself has charts alone: notes and pictures.
KINDS_OF_NO_PAGE = frozenset({"comments", "threadedComment", "image"})
MAX_TITLE = 31  # characters (Excel specifications and limits)


def put_pages(editing: Editing, pages: Sequence[PutPage]) -> None:
    """Make or replace the pages; links between them follow the names that they really get."""
    names = {page.title: _name_for(editing, page) for page in pages}
    renamed = {title: name for title, name in names.items() if title != name}
    for page in pages:
        _put(editing, page, names[page.title], renamed)
    if pages:
        for own in editing.tabs.values():  # To do is not put again, and its name may have been lost
            record_tab(editing.part, own)


def _put(editing: Editing, page: PutPage, name: str, renamed: Mapping[str, str]) -> None:
    source = draw(_linked(page.canvas, renamed), name, date1904=editing.part.date1904)
    own = _own(editing, page)
    old = editing.listed(own.tab) if own is not None else None
    if old is not None and KINDS_OF_NO_PAGE & kinds_below(editing.package, old.part):
        editing.warn("warning.page_objects", tab=name)
    part = graft(editing.part, editing.styles, source, old)
    editing.forget(name)
    if old is None:
        editing.refuse_protected_structure((page.key,))
        old = editing.part.add_sheet(name, part, hidden=page.hidden, at_front=page.at_front)
    take_over_names(editing.part, source, old)
    editing.tabs[page.key] = OwnTab(page.key, name)


def drop_pages(editing: Editing, drops: Sequence[DropPage]) -> None:
    """Take pages out again; one that is not there is no fault."""
    for drop in drops:
        own = editing.tabs.pop(drop.key, None)
        if own is None:
            continue
        editing.refuse_protected_structure((drop.key,))
        editing.part.drop_name(tab_name(drop.key))
        drop_page(editing.part, editing.listed(own.tab))
        editing.forget(own.tab)


def _own(editing: Editing, page: PutPage) -> OwnTab | None:
    return editing.tabs.get(page.key)


def _name_for(editing: Editing, page: PutPage) -> str:
    """The tab's name: as the user calls it now, else the title, numbered where another tab has it."""
    own = _own(editing, page)
    if own is not None:
        return own.tab
    taken = {sheet.name.casefold() for sheet in editing.part.sheets}
    name, number = page.title[:MAX_TITLE], 2
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = page.title[: MAX_TITLE - len(ending)] + ending, number + 1
    return name


def _linked(canvas: Canvas, renamed: Mapping[str, str]) -> Canvas:
    if not renamed:
        return canvas
    cells = tuple(
        cell._replace(link=replace(cell.link, tab=renamed[cell.link.tab]))
        if cell.link is not None and cell.link.tab in renamed
        else cell
        for cell in canvas.cells
    )
    return replace(canvas, cells=cells)
