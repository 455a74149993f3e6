"""The parts of a workbook in the hands of a test: found, parsed, changed and packed again."""

import io
import zipfile
from collections.abc import Callable, Iterator
from posixpath import dirname, join, normpath, relpath
from typing import Any

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "[Content_Types].xml"

Element = Any  # lxml brings no types
Parts = dict[str, bytes]
#: Changes the parts in place.
Mutation = Callable[[Parts], None]


class DoesNotApplyError(Exception):
    """The workbook has nothing that the mutation could change."""


def parts_of(workbook: bytes) -> Parts:
    """Part -> content, without entries of folders."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def zipped(parts: Parts) -> bytes:
    """The parts as a workbook."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def tree(content: bytes) -> Element:
    """The root of a part."""
    return etree.fromstring(content, etree.XMLParser(huge_tree=True, resolve_entities=False))


def written(root: Element) -> bytes:
    """The part again."""
    return bytes(etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True))


def rels_of(part: str) -> str:
    """Where the relationships of a part are kept."""
    folder, _, name = part.rpartition("/")
    return join(folder, "_rels", f"{name}.rels")


def relations(parts: Parts, owner: str) -> Iterator[tuple[Element, str]]:
    """(relationship, the part that it leads to) of a part, external ones left out."""
    name = rels_of(owner)
    for node in tree(parts[name]) if name in parts else ():
        if isinstance(node.tag, str) and node.get("TargetMode") != "External":
            target = node.get("Target", "")
            yield node, normpath(target.lstrip("/") if target.startswith("/") else join(dirname(owner), target))


def related(parts: Parts, owner: str, kind: str) -> list[str]:
    """The parts of one kind that a part leads to."""
    return [part for node, part in relations(parts, owner) if node.get("Type").endswith(f"/{kind}") and part in parts]


def book_of(parts: Parts) -> str:
    """The workbook part."""
    return related(parts, "", "officeDocument")[0]


def sheets_of(parts: Parts) -> list[str]:
    """The worksheet parts in the order of the tabs."""
    book = book_of(parts)
    targets = {node.get("Id"): part for node, part in relations(parts, book) if node.get("Type").endswith("/worksheet")}
    ids = [next((v for k, v in node.attrib.items() if k.endswith("}id")), "") for node in tabs(tree(parts[book]))]
    found = [targets[one] for one in ids if one in targets and targets[one] in parts]
    if not found:
        raise DoesNotApplyError
    return found


def tabs(book: Element) -> list[Element]:
    """The entries of the tabs in the workbook part."""
    return list(book.iterfind("{*}sheets/{*}sheet"))


def changed(parts: Parts, name: str, change: Callable[[Element], None]) -> None:
    """One part, changed as a tree."""
    if name not in parts:
        raise DoesNotApplyError
    root = tree(parts[name])
    change(root)
    parts[name] = written(root)


def on_book(change: Callable[[Element], None]) -> Mutation:
    """A mutation of the workbook part."""
    return lambda parts: changed(parts, book_of(parts), change)


def on_sheets(change: Callable[[Element], None]) -> Mutation:
    """A mutation of every worksheet."""

    def mutate(parts: Parts) -> None:
        for name in sheets_of(parts):
            changed(parts, name, change)

    return mutate


def on_first_sheet(change: Callable[[Element], None]) -> Mutation:
    """A mutation of the first worksheet."""
    return lambda parts: changed(parts, sheets_of(parts)[0], change)


def on_styles(change: Callable[[Element], None]) -> Mutation:
    """A mutation of the style part."""

    def mutate(parts: Parts) -> None:
        for name in related(parts, book_of(parts), "styles"):
            changed(parts, name, change)

    return mutate


def on_tables(change: Callable[[Element], None]) -> Mutation:
    """A mutation of every table."""

    def mutate(parts: Parts) -> None:
        names = [name for sheet in sheets_of(parts) for name in related(parts, sheet, "table")]
        if not names:
            raise DoesNotApplyError
        for name in names:
            changed(parts, name, change)

    return mutate


def add_part(parts: Parts, owner: str, name: str, content: bytes, kind: str, content_type: str) -> str:
    """Add a part that another one leads to; returns the relationship's id."""
    parts[name] = content
    types = tree(parts[TYPES])
    etree.SubElement(types, f"{{{types.nsmap[types.prefix]}}}Override", PartName=f"/{name}", ContentType=content_type)
    parts[TYPES] = written(types)
    rels = rels_of(owner)
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    root = tree(parts.get(rels, empty))
    number = f"rIdX{len(root) + 1}"
    base = kind if "://" in kind else f"{RELATED}/{kind}"
    target = relpath(f"/{name}", f"/{dirname(owner)}")
    etree.SubElement(root, f"{{{root.nsmap[root.prefix]}}}Relationship", Id=number, Type=base, Target=target)
    parts[rels] = written(root)
    return number


def drop_parts(parts: Parts, *names: str) -> None:
    """Take parts out, with every relationship and content type that names them."""
    gone = [name for name in names if name in parts]
    if not gone:
        raise DoesNotApplyError
    for name in gone:
        del parts[name]
        parts.pop(rels_of(name), None)
    types = tree(parts[TYPES])
    for node in [node for node in types if node.get("PartName", "").lstrip("/") in gone]:
        types.remove(node)
    parts[TYPES] = written(types)
    for rels in [name for name in parts if name.endswith(".rels")]:
        folder, _, name = rels.rpartition("_rels/")
        root, owner = tree(parts[rels]), folder + name.removesuffix(".rels")
        ids = {node.get("Id") for node, part in relations(parts, owner) if part in gone}
        for node in [node for node in root if node.get("Id") in ids]:
            root.remove(node)
        if ids:
            parts[rels] = written(root)
