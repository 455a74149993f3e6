"""A workbook with the same values in the form that Excel itself would write: for a reader that understands no other."""

import re
from posixpath import dirname, relpath

from relsheet.opc.package import Package
from relsheet.opc.relations import TYPES_PART, Relations
from relsheet.opc.workbook import WorkbookPart, keep_worksheets_only
from relsheet.opc.xml import Element, children, local, parsed, serialised, take_out

#: Beyond it a part is no longer read as a tree.
MOST_BYTES = 64_000_000
LOOKED_AT_BYTES = 65_536
#: UTF-16, with or without its mark, and text that a reader of elements passes over in silence.
FOREIGN = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
CDATA = b"<![CDATA["
#: Room is made for as many strings as a table says it has, even if that would fill the memory.
STRINGS = re.compile(rb"<(?:\w+:)?sst\s[^>]*>")
COUNT = re.compile(rb"""[cC]ount\s*=\s*["'](\d{1,19})""")
KINDS = ("worksheet", "sharedStrings", "styles")


def needs_plain(package: Package) -> bool:
    """Whether a part begins in a way that calamine reads wrongly without saying so."""
    for part in _value_parts(WorkbookPart(package)):
        found = package.beginning(part, LOOKED_AT_BYTES)
        counted = STRINGS.search(found)
        too_many = counted is not None and any(int(n) > package.size(part) for n in COUNT.findall(counted[0]))
        if CDATA in found or found.startswith(FOREIGN) or too_many:
            return True
    return False


def plain(package: Package) -> bytes | None:
    """The workbook written plainly, the package being changed; None where it is so already, or too large for that."""
    keep_worksheets_only(package)
    workbook = WorkbookPart(package)
    parts = _value_parts(workbook)
    if any(package.size(part) > MOST_BYTES for part in parts):
        return None
    for part in (TYPES_PART, *parts):
        package.put(part, _plain_part(package.read(part), part))
    for owner in ("", workbook.part):
        _say_targets_plainly(package, owner)
    return package.to_bytes() if package.touched else None


def _value_parts(workbook: WorkbookPart) -> list[str]:
    related = [relation for relation in workbook.relations.all() if relation.kind in KINDS]
    return [part for part in map(workbook.package.find, (relation.part for relation in related)) if part]


def _plain_part(content: bytes, where: str) -> bytes:
    """The part in UTF-8, without comments, CDATA, extensions of cells, and a dimension that may be wrong."""
    root = parsed(content, where)
    foreign = content.startswith(FOREIGN) or root.attrib.pop("count", None) is not None
    root.attrib.pop("uniqueCount", None)
    for node in list(root.iter()):
        if not isinstance(node.tag, str) or _is_beside_values(node):
            take_out(node)
            foreign = True
    return serialised(root) if foreign or CDATA in content else content


def _is_beside_values(node: Element) -> bool:
    parent = node.getparent()
    return parent is not None and (local(parent), local(node)) in {("c", "extLst"), ("worksheet", "dimension")}


def _say_targets_plainly(package: Package, owner: str) -> None:
    relations = Relations(package, owner)
    for node, relation in zip(children(relations.root, "Relationship"), relations.all(), strict=True):
        if not relation.external:
            node.set("Target", relpath(f"/{package.find(relation.part) or relation.part}", f"/{dirname(owner)}"))
    package.put(relations.name, serialised(relations.root))
