"""The calculation chain: Excel's list of cells with formulas. It may be left out, then Excel makes it anew (§18.6)."""

from relsheet.opc.relations import ContentTypes
from relsheet.opc.workbook import WorkbookPart


def drop_calc_chain(workbook: WorkbookPart) -> None:
    """Take the chain out: it names cells that have moved or gone, which Excel takes for damage."""
    for relation in workbook.relations.of_kind("calcChain"):
        part = workbook.package.find(relation.part)
        workbook.relations.drop(relation.id)
        if part is not None:
            workbook.package.drop(part)
            ContentTypes(workbook.package).drop(part)
