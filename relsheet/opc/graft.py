"""A page of ours moves from a scratch workbook into the user's: its sheet, styles, drawings and charts with it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from posixpath import dirname, relpath

from lxml import etree

from relsheet.errors import UnreadableInput
from relsheet.opc.package import Package, folded
from relsheet.opc.relations import RELATIONS_TYPE, ContentTypes, Relations, relations_part
from relsheet.opc.styles import Styles, in_order
from relsheet.opc.workbook import Sheet, WorkbookPart
from relsheet.opc.xml import Element, child, children, elements, local, parsed, serialised

NUMBERED = re.compile(r"(.*?)(\d*)(\.[^.]*)$")
STYLED = re.compile(rb'(<(?:c r="[A-Z]+\d+"|row [^>]*?) s=")(\d+)(?=")')
STYLED_COLUMN = re.compile(rb'(<col [^>]*?\bstyle=")(\d+)(?=")')
SELECTED = re.compile(rb' tabSelected="1"')
USUAL_SIZE = "11"  # points, XlsxWriter's default: it means "the workbook's own"
FONT_FACE = ("name", "family", "charset", "scheme")
#: Transitional -> Strict namespaces (ISO/IEC 29500-1 and -4, annexes A).
STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (b"http://schemas.openxmlformats.org/drawingml/2006/", b"http://purl.oclc.org/ooxml/drawingml/"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"),
)


@dataclass(frozen=True, slots=True)
class Scratch:
    """The one sheet of a scratch workbook, with the workbook it stands in."""

    workbook: WorkbookPart
    sheet: Sheet

    @classmethod
    def opened(cls, source: bytes) -> "Scratch":
        workbook = WorkbookPart(Package(source))
        return cls(workbook, workbook.sheets[0])

    @property
    def package(self) -> Package:
        return self.workbook.package


def graft(workbook: WorkbookPart, styles: Styles, source: bytes, old: Sheet | None) -> str:
    """The part that holds the scratch workbook's sheet now: in the place of an earlier page of ours, or a new one."""
    scratch = Scratch.opened(source)
    package = workbook.package
    reusable = _parts_below(package, old.part) if old is not None else []
    wanted = _parts_below(scratch.package, scratch.sheet.part)
    names = _new_names(package, wanted, reusable, workbook.folder)
    theirs = ContentTypes(scratch.package)
    for part in wanted:
        content = scratch.package.read(part)
        if part == scratch.sheet.part:
            content = _restyled(SELECTED.sub(b"", content), _style_map(scratch, styles))
        package.put(names[part], _strict(content) if workbook.strict else content)
        ContentTypes(package).set(names[part], theirs.of(part))
        _relate(scratch.package, part, package, names, strict=workbook.strict)
    _drop_parts(package, [part for part in reusable if part not in names.values()])
    return names[scratch.sheet.part]


def take_over_names(workbook: WorkbookPart, source: bytes, sheet: Sheet) -> None:
    """Print titles and the filter's hidden name come along; those of an earlier page that are gone now go."""
    scratch = Scratch.opened(source)
    wanted = {found.name: found.text for found in scratch.workbook.names if found.scope == scratch.sheet.position}
    for found in workbook.names:
        if found.scope == sheet.position and found.name.startswith("_xlnm.") and found.name not in wanted:
            workbook.drop_name(found.name, found.scope)
    for name, text in wanted.items():
        workbook.set_name(name, text, sheet.position, hidden=name == "_xlnm._FilterDatabase")


def drop_page(workbook: WorkbookPart, sheet: Sheet) -> None:
    """Take a page of ours out with everything that only it used."""
    parts = _parts_below(workbook.package, sheet.part)
    workbook.drop_sheet(sheet)
    _drop_parts(workbook.package, parts)


def _parts_below(package: Package, top: str) -> list[str]:
    """The part and all that hang on it alone, in a steady order."""
    found, at = [top], 0
    while at < len(found):
        for relation in Relations(package, found[at]).all():
            part = "" if relation.external else package.find(relation.part)
            if part and part not in found:
                found.append(part)
        at += 1
    if len(found) == 1:
        return found
    return [top, *(part for part in found[1:] if part not in _used_by_others(package, set(found)))]


def kinds_below(package: Package, part: str) -> set[str]:
    """The kinds of what hangs on a part, and on its drawings: "comments", "image" ..."""
    relations = Relations(package, part).all()
    drawings = [relation.part for relation in relations if relation.kind == "drawing" and package.find(relation.part)]
    return {found.kind for top in (part, *drawings) for found in Relations(package, top).all()}


def _used_by_others(package: Package, parts: set[str]) -> set[str]:
    used: set[str] = set()
    theirs = {folded(part) for part in parts}
    for name in map(folded, package.names):
        owner = name.replace("_rels/", "").removesuffix(".rels")
        if not name.endswith(".rels") or owner in theirs:
            continue
        targets = (package.find(relation.part) for relation in Relations(package, owner).all() if not relation.external)
        used |= {part for part in targets if part in parts}
    return used


def _new_names(package: Package, wanted: list[str], reusable: list[str], folder: str) -> dict[str, str]:
    """Part -> its name in the user's package: an old page's part of the same kind, else the next free number."""
    left, names = list(reusable), {}
    # Names of parts that are gone may still be listed: what is said there would then be said of ours.
    taken = {folded(name) for name in (*package.names, *ContentTypes(package).listed)}
    for part in wanted:
        match = NUMBERED.match(part.removeprefix("xl/"))
        assert match is not None  # XlsxWriter's parts all have an extension
        stem = f"{folder}/{match[1]}".lstrip("/")
        same = [name for name in left if re.fullmatch(re.escape(stem) + r"\d*" + re.escape(match[3]), name)]
        if same:
            left.remove(same[0])
            names[part] = same[0]
            continue
        numbered = (f"{stem}{number}{match[3]}" for number in count(1))
        # Relationships of a part that is gone may still lie there: they would become the new part's.
        names[part] = next(name for name in numbered if not {folded(name), folded(relations_part(name))} & taken)
        taken.add(folded(names[part]))
    return names


def _relate(scratch: Package, part: str, package: Package, names: dict[str, str], *, strict: bool) -> None:
    """The part's relationships with the targets' new names."""
    had = scratch.find(relations_part(part))
    name = relations_part(names[part])
    if had is None:
        package.drop(name)
        return
    relations = Relations(scratch, part)
    for node, relation in zip(children(relations.root, "Relationship"), relations.all(), strict=True):
        if not relation.external and relation.part in names:
            node.set("Target", relpath(f"/{names[relation.part]}", f"/{dirname(names[part])}"))
    content = serialised(relations.root)
    package.put(name, _strict(content) if strict else content)
    ContentTypes(package).set(name, RELATIONS_TYPE)  # old LibreOffice has no default for .rels, but names each one


def _drop_parts(package: Package, parts: Iterable[str]) -> None:
    content_types = ContentTypes(package)
    for part in parts:
        package.drop(part)
        package.drop(relations_part(part))
        content_types.drop(part)


def _strict(content: bytes) -> bytes:
    if b"schemas.openxmlformats.org/package" in content:  # relationships: their types, not their own namespace
        return content.replace(STRICT[2][0], STRICT[2][1])
    for transitional, strict in STRICT:
        content = content.replace(transitional, strict)
    return content


def _restyled(sheet: bytes, formats: dict[int, int]) -> bytes:
    """The sheet with the user's workbook's format numbers. < and > are escaped: only real tags match."""
    numbers = {str(there).encode(): str(here).encode() for there, here in formats.items()}

    def renumbered(match: re.Match[bytes]) -> bytes:
        return match[1] + numbers[match[2]]

    return STYLED_COLUMN.sub(renumbered, STYLED.sub(renumbered, sheet))


def _style_map(scratch: Scratch, styles: Styles) -> dict[int, int]:
    """Cell format there -> cell format here."""
    found = scratch.workbook.relations.of_kind("styles")
    if not found:
        raise UnreadableInput("missing_part", "styles.xml")
    root = parsed(scratch.package.read(found[0].part))
    codes = {node.get("numFmtId"): node.get("formatCode") for node in children(child(root, "numFmts"), "numFmt")}
    lists = {name: elements(child(root, name)) for name in ("fonts", "fills", "borders")}
    mapped = {}
    for index, xf in enumerate(children(child(root, "cellXfs"), "xf")):
        made = styles.made("xf")
        for key, value in xf.attrib.items():
            made.set(key, value)
        number = xf.get("numFmtId", "0")
        made.set("numFmtId", str(styles.number_format(codes[number])) if number in codes else number)
        made.set(
            "fontId", str(styles.copied("fonts", _with_own_face(lists["fonts"][int(xf.get("fontId", "0"))], styles)))
        )
        for key, name in (("fillId", "fills"), ("borderId", "borders")):
            made.set(key, str(styles.copied(name, lists[name][int(xf.get(key, "0"))])))
        made.attrib.pop("xfId", None)
        for inner in xf:
            made.append(styles.translated(inner))
        mapped[index] = styles.cell_format(made)
    return mapped


def _with_own_face(font: Element, styles: Styles) -> Element:
    """The font in the workbook's own face, and in its own size where the page asked for none."""
    own = styles.usual_font
    if own is None:
        return font
    made = etree.Element("font")
    face = [node for node in own if local(node) in FONT_FACE]
    for node in font:
        size = child(own, "sz") if local(node) == "sz" and node.get("val") == USUAL_SIZE else None
        if local(node) not in FONT_FACE:
            made.append(styles.translated(node if size is None else size))
    for node in face:
        made.append(styles.translated(node))
    return in_order(made)
