"""How large the rectangle of a tab's cells is, told from its XML before anybody makes room for it."""

import re
from collections.abc import Callable, Iterator

from relsheet.opc.address import LAST_COLUMN, LAST_ROW, column_number

FAR_COLUMN = re.compile(rb'<c r="([A-Z]{2,3})')
FAR_ROW = re.compile(rb'<c r="[A-Z]{1,3}(\d{5,10})"')
NEAR_COLUMN, NEAR_ROW = 26, 9_999  # columns of one letter and rows of up to four digits are not told apart
UNUSUAL = re.compile(rb'<c(?! r=")[\s>]')
CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
PLACED = re.compile(rb"<(?:[\w.-]+:)?c\s[^>]*?\br\s*=")
FILLED = re.compile(rb"""<(?:[\w.-]+:)?c\s(?:[^>]*?\s)?r\s*=\s*["']\s*([A-Za-z]{1,3})(\d{1,10})[^>]*[^/>]>""")
ROW = re.compile(rb"""<(?:[\w.-]+:)?row\s[^>]*?\br\s*=\s*["']\s*(\d{1,10})""")
ROW_END = b"row>"

#: The tab's XML in blocks that end with a row; called once for each time that it is gone through.
Blocks = Callable[[], Iterator[bytes]]


def cells_spanned(blocks: Blocks, most: int) -> int:
    """The number of cells from A1 to the farthest that holds anything; beyond ``most`` exactly, below it roughly."""
    right, bottom = _roughly_farthest(blocks)
    if right * bottom > most:
        right, bottom = _farthest(blocks)
    return right * bottom


def _roughly_farthest(blocks: Blocks) -> tuple[int, int]:
    """A column and a row beyond which no cell stands; the last of all where cells are not written as usual."""
    right, bottom = NEAR_COLUMN, NEAR_ROW
    for block in blocks():
        if (b":" in block and b":c" in block) or UNUSUAL.search(block):  # one byte is found ten times as fast as two
            return LAST_COLUMN, LAST_ROW
        right = max(right, *(column_number(found.decode()) for found in set(FAR_COLUMN.findall(block))), 0)
        bottom = max(bottom, *map(int, set(FAR_ROW.findall(block))), 0)
    return right, bottom


def _farthest(blocks: Blocks) -> tuple[int, int]:
    right = bottom = rows = 0
    for block in blocks():
        rows += block.count(ROW_END)
        for letters, row in set(FILLED.findall(block)):
            right, bottom = max(right, column_number(letters.decode())), max(bottom, int(row))
        if len(CELL.findall(block)) > len(PLACED.findall(block)):
            # Cells that do not say where they are stand side by side in the row that says so, or follows the others.
            bottom = max(bottom, rows, *(int(row) for row in ROW.findall(block)))
            right = max(right, *(len(CELL.findall(row)) for row in block.split(ROW_END)))
    return right, bottom
