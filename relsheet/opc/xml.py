"""Small XML parts as trees: parsed without entities, network or DTD, and written back as they came."""

from typing import Any

from lxml import etree

from relsheet.errors import NotWritten, UnreadableInput

#: lxml brings no types: an element of a tree.
Element = Any

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATED_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def parsed(content: bytes, where: str = "") -> Element:
    """The root of a part; UnreadableInput if it is no XML or brings a DTD (OPC forbids them: bombs come that way)."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=len(content) > 5_000_000
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as err:
        raise UnreadableInput("bad_xml", where) from err
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableInput("doctype", where)
    return root


def serialised(root: Element) -> bytes:
    """The part again, as UTF-8."""
    return bytes(etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True))


def local(node: Element) -> str:
    """The element's name without its namespace; "" for comments and instructions."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def namespace(node: Element) -> str:
    """The element's namespace: Strict workbooks have others than Transitional ones (ISO/IEC 29500-1, annex)."""
    return etree.QName(node).namespace or ""


def child(node: Element, name: str) -> Element | None:
    """The first child of that local name."""
    return next((found for found in node if local(found) == name), None)


def children(node: Element | None, name: str) -> list[Element]:
    """All children of that local name; none of a missing element."""
    return [] if node is None else [found for found in node if local(found) == name]


def elements(node: Element | None) -> list[Element]:
    """All child elements, comments left out; none of a missing element."""
    return [] if node is None else [found for found in node if local(found)]


def insert_after(parent: Element, name: str, earlier: frozenset[str]) -> Element:
    """A new child at its place in the schema's sequence: behind the last of the elements that come before it."""
    made: Element = etree.Element(f"{{{namespace(parent)}}}{name}") if namespace(parent) else etree.Element(name)
    at = max((index + 1 for index, found in enumerate(parent) if local(found) in earlier), default=0)
    parent.insert(at, made)
    return made


def append(parent: Element, name: str, /, **attributes: str) -> Element:
    """A new last child in the parent's namespace."""
    made = etree.SubElement(parent, f"{{{namespace(parent)}}}{name}" if namespace(parent) else name)
    for key, value in attributes.items():
        made.set(key, value)
    return made


def take_out(node: Element) -> None:
    """Remove a node and leave the text behind it; what stands beside the root stays."""
    parent, earlier = node.getparent(), node.getprevious()
    if parent is None:
        return
    if earlier is not None:
        earlier.tail = (earlier.tail or "") + (node.tail or "")
    else:
        parent.text = (parent.text or "") + (node.tail or "")
    parent.remove(node)


def whole(node: Element, key: str, default: int = 0) -> int:
    """The whole number in an attribute, the default where there is none; NotWritten if it is no number."""
    try:
        return int(node.get(key) or default)
    except ValueError as err:
        raise NotWritten("odd_workbook", f"<{local(node)} {key}>") from err


def is_on(value: str | None) -> bool:
    """Whether an xsd:boolean attribute says yes (old writers also say "on")."""
    return value is not None and value.strip().lower() in {"1", "true", "on"}
