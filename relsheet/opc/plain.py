"""A workbook with the same values in the form that Excel itself would write: for a reader that understands no other."""

import re
from collections.abc import Mapping

from relsheet.opc.archive import new_member, written
from relsheet.opc.package import Package
from relsheet.opc.relations import Relations, relations_part
from relsheet.opc.workbook import USUAL_MAIN, WorkbookPart, keep_worksheets_only
from relsheet.opc.xml import Element, children, local, parsed, serialised, take_out

#: Beyond it a part is no longer read as a tree.
MOST_BYTES = 64_000_000
LOOKED_AT_BYTES = 65_536
#: UTF-16, with or without its mark, and text that a reader of elements passes over in silence.
FOREIGN = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
CDATA = b"<![CDATA["
#: A character reference in a tag that says where a cell is or how it looks; in others (links, conditions) it is common.
CODED = re.compile(rb"<(?:[\w.-]+:)?(?:c|row|f|mergeCell|xf|numFmt)\s[^<>]*&#")
#: Room is made for as many strings as a table says it has, even if that would fill the memory.
STRINGS = re.compile(rb"<(?:[\w.-]+:)?sst\s[^>]*>")
COUNT = re.compile(rb"""[cC]ount\s*=\s*["'](\d{1,19})""")
#: Kind of relationship -> the name of the part that it leads to, by which some readers look for it.
USUAL_NAMES = {
    "worksheet": "xl/worksheets/sheet{}.xml",
    "sharedStrings": "xl/sharedStrings.xml",
    "styles": "xl/styles.xml",
}


def needs_plain(package: Package) -> bool:
    """Whether a part begins in a way that calamine reads wrongly without saying so."""
    for part in _value_parts(WorkbookPart(package)):
        found = package.beginning(part, LOOKED_AT_BYTES)
        counted = STRINGS.search(found)
        too_many = counted is not None and any(int(n) > package.size(part) for n in COUNT.findall(counted[0]))
        coded = b"&#" in found and CODED.search(found)
        if CDATA in found or found.startswith(FOREIGN) or too_many or coded:
            return True
    return False


def plain(package: Package) -> bytes | None:
    """The values alone, in parts of the usual names, the package being changed; None where that would take too long."""
    keep_worksheets_only(package)
    workbook = WorkbookPart(package)
    named = _value_parts(workbook)
    if any(package.size(part) > MOST_BYTES for part in named):
        return None
    contents = {
        relations_part(""): _relations_to(Relations(package, ""), package, {workbook.part: USUAL_MAIN}),
        USUAL_MAIN: package.read(workbook.part),
        relations_part(USUAL_MAIN): _relations_to(workbook.relations, package, named),
        **{name: _plain_part(package.read(part), part) for part, name in named.items()},
    }
    return b"".join(written([new_member(name, content) for name, content in contents.items()]))


def _value_parts(workbook: WorkbookPart) -> dict[str, str]:
    """The parts with values, and how Excel calls them."""
    found: dict[str, str] = {}
    for relation in workbook.relations.all():
        part = workbook.package.find(relation.part) if relation.kind in USUAL_NAMES else None
        if part is not None:
            found.setdefault(part, USUAL_NAMES[relation.kind].format(len(found) + 1))
    return found


def _relations_to(relations: Relations, package: Package, named: Mapping[str, str]) -> bytes:
    """The relationships to those parts by their usual names, and no others."""
    for node, relation in zip(children(relations.root, "Relationship"), relations.all(), strict=True):
        part = None if relation.external else package.find(relation.part)
        if part is not None and part in named:
            node.set("Target", f"/{named[part]}")
        else:
            take_out(node)
    return serialised(relations.root)


def _plain_part(content: bytes, where: str) -> bytes:
    """The part in UTF-8, without comments, CDATA, extensions of cells, and a dimension that may be wrong."""
    root = parsed(content, where)
    for key in ("count", "uniqueCount"):
        root.attrib.pop(key, None)
    for node in list(root.iter()):
        if not isinstance(node.tag, str) or _is_beside_values(node):
            take_out(node)
    return serialised(root)


def _is_beside_values(node: Element) -> bool:
    parent = node.getparent()
    return parent is not None and (local(parent), local(node)) in {("c", "extLst"), ("worksheet", "dimension")}
