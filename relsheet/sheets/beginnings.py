"""A workbook whose long tabs end after their first rows: what it says is known before all of these are read."""

from relsheet.opc.package import Package
from relsheet.opc.workbook import WorkbookPart
from relsheet.sheets.second_look import LONG_TAB

#: Of a long tab's XML: hundreds of rows of a usual log. Whoever looks for roles and headers asks for some fifty.
KEPT_BYTES = 1 << 18
ROW_END, END = b"</row>", b"</sheetData></worksheet>"


def cut_short(package: Package) -> bytes | None:
    """The workbook with every long tab cut off behind its first rows, the package being changed.

    None where there is nothing to cut, or where the XML of a long tab is not written in the usual way.
    """
    long = [sheet.part for sheet in WorkbookPart(package).sheets if package.size(sheet.part) > LONG_TAB]
    for part in long:
        content = package.beginning(part, KEPT_BYTES)
        end = content.rfind(ROW_END) + len(ROW_END)
        if b"<sheetData>" not in content[:end]:
            return None
        package.put(part, content[:end] + END)
    return package.to_bytes() if long else None
