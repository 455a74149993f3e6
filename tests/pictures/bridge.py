"""Prints pieces of workbooks to PDF, steered inside LibreOffice: run by the Python that its bridge is installed for.

    /usr/bin/python3 bridge.py PIPE ORDERS.json

Each order is {"book", "tab", "rows", "hide", "grid", "pdf"}: rows 0 prints the tab on the paper that it asks for; else
its first rows are printed on a sheet of just their size, with the letters of the columns, as on the screen.
``hide`` are columns (from, to, counted from 0) that are scrolled away.
"""

import json
import os
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

MARGIN = 300  # in hundredths of a millimetre, as all lengths here
FRAME_WIDTH, FRAME_HEIGHT = 1400, 600  # the letters of the columns and the numbers of the rows


def office(pipe):
    """The LibreOffice that listens there."""
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(240):
        try:
            found = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return found.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", found)
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def printed(book, order):
    """Prints the piece that the order asks for."""
    tab = book.Sheets.getByName(order["tab"])
    piece = as_on_screen(book, tab, order) if order["rows"] else tab
    options = PropertyValue("Selection", 0, piece, 0), PropertyValue("ExportNotes", 0, False, 0)
    book.storeToURL(
        order["pdf"],
        (
            PropertyValue("FilterName", 0, "calc_pdf_Export", 0),
            PropertyValue("FilterData", 0, uno.Any("[]com.sun.star.beans.PropertyValue", options), 0),
        ),
    )


def as_on_screen(book, tab, order):
    """The tab's first rows, with a page style that is as large as they are."""
    cursor = tab.createCursor()
    cursor.gotoEndOfUsedArea(False)
    first, last = order["hide"]
    for column in range(first, last):
        tab.Columns.getByIndex(column).IsVisible = False
    piece = tab.getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, order["rows"] - 1)
    style = book.StyleFamilies.getByName("PageStyles").getByName(tab.PageStyle)
    for name in ("HeaderIsOn", "FooterIsOn", "CenterHorizontally"):
        style.setPropertyValue(name, False)
    for side in ("LeftMargin", "RightMargin", "TopMargin", "BottomMargin"):
        style.setPropertyValue(side, MARGIN)
    style.IsLandscape = False
    style.Width = piece.Size.Width + FRAME_WIDTH + 2 * MARGIN
    style.Height = piece.Size.Height + FRAME_HEIGHT + 2 * MARGIN
    for name in ("ScaleToPages", "ScaleToPagesX", "ScaleToPagesY"):
        style.setPropertyValue(name, 0)
    style.PageScale = 100
    style.PrintHeaders, style.PrintGrid, style.PrintAnnotations = True, order["grid"], False
    tab.setPrintAreas(())
    tab.setPrintTitleRows(False)
    tab.setPrintTitleColumns(False)
    return piece


def main(pipe, orders):
    """All orders; those of one workbook stand together, so that it is opened once."""
    desktop, book, opened = office(pipe), None, None
    for order in orders:
        if order["book"] != opened:
            if book is not None:
                book.close(True)
            opened = order["book"]
            book = desktop.loadComponentFromURL(opened, "_blank", 0, (PropertyValue("Hidden", 0, True, 0),))
        printed(book, order)
    sys.stdout.flush()
    os._exit(0)  # the bridge sometimes crashes while Python takes itself down


if __name__ == "__main__":
    main(sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
