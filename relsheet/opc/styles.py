"""The style part: formats are appended, equal ones reused, and none of the user's is moved (ECMA-376-1 §18.8)."""

from collections.abc import Callable
from copy import deepcopy
from functools import cached_property
from typing import Protocol

from relsheet.errors import NotWritten
from relsheet.opc.package import Package
from relsheet.opc.relations import ContentTypes, Relations, type_base
from relsheet.opc.workbook import STYLES_TYPE, WorkbookPart
from relsheet.opc.xml import (
    MAIN,
    Element,
    append,
    child,
    children,
    insert_after,
    is_on,
    local,
    parsed,
    serialised,
    whole,
)

#: Excel 2007 and later open no more cell formats than this (Excel specifications and limits).
MAX_CELL_FORMATS = 65_490
FIRST_OWN_NUMBER_FORMAT = 164  # §18.8.30: lower ids are built in
ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles")
BUILT_IN = {
    "General": 0,
    "0": 1,
    "0.00": 2,
    "#,##0": 3,
    "#,##0.00": 4,
    "0%": 9,
    "0.00%": 10,
    "@": 49,
}
FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
EMPTY = f"""<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1">
<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1">
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>""".replace("\n", "")

Signature = tuple[object, ...]


class Look(Protocol):
    """What a cell format has to say, whoever says it (``sheets.edits.Style`` does)."""

    @property
    def bold(self) -> bool: ...
    @property
    def italic(self) -> bool: ...
    @property
    def size(self) -> float | None: ...
    @property
    def color(self) -> str | None: ...
    @property
    def fill(self) -> str | None: ...
    @property
    def align(self) -> str | None: ...
    @property
    def top(self) -> bool: ...
    @property
    def middle(self) -> bool: ...
    @property
    def wrap(self) -> bool: ...
    @property
    def number_format(self) -> str | None: ...
    @property
    def underline(self) -> bool: ...
    @property
    def border_bottom(self) -> str | None: ...
    @property
    def border(self) -> str | None: ...
    @property
    def indent(self) -> int: ...


class Styles:
    """The cell formats of a workbook. ``save`` puts the part back into the package."""

    def __init__(self, workbook: WorkbookPart) -> None:
        self._package = workbook.package
        self.part = _styles_part(workbook)
        self.root = parsed(self._package.read(self.part), self.part)
        self._known: dict[str, dict[Signature, int]] = {}
        self._sizes: dict[str, int] = {}  # of the lists in _known: some workbooks have 65,000 formats
        self._of_look: dict[tuple[Look, int | None], int] = {}
        self._changed = False
        for name in ("fonts", "fills", "borders", "cellXfs"):
            self._ensure(name)

    def format_of(self, look: Look, beside: int | None = None) -> int:
        """The index of the cell format that looks so, appended if there is none.

        Typeface, size and vertical alignment that the look leaves open are those of the cell format ``beside``, else
        the workbook's own.
        """
        key = look, beside
        if key not in self._of_look:
            self._of_look[key] = self._cell_format(look, self._cell_xf(beside))
        return self._of_look[key]

    def equal(self, index: int, other: int) -> bool:
        """Whether two cell formats are one, or look the same."""
        return index == other or self._resolved(index) == self._resolved(other)

    def number_code(self, index: int) -> str:
        """The number format of a cell format: its code, or its number where it is one of those built in (§18.8.30)."""
        xf = self._cell_xf(index)
        return "0" if xf is None else self._code_of(xf)

    def _code_of(self, xf: Element) -> str:
        number: str = xf.get("numFmtId", "0")
        made = (node for node in children(child(self.root, "numFmts"), "numFmt") if node.get("numFmtId") == number)
        return next((code for node in made if (code := node.get("formatCode"))), number)

    def _resolved(self, index: int) -> Signature:
        """What a cell format comes to: its number format, font, fill, border and alignment, each in full."""
        xfs = [node for node in self._ensure("cellXfs") if local(node)]
        xf = xfs[index] if index < len(xfs) else xfs[0]
        found: list[object] = [self._code_of(xf)]
        for key, name in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
            items = [node for node in self._ensure(name) if local(node)]
            at = whole(xf, key)
            # Programs differ in the order of a font's children.
            found.append(frozenset(_signature(node) for node in items[at]) if at < len(items) else None)
        alignment = child(xf, "alignment")
        return (*found, _signature(alignment) if alignment is not None else None)

    def _cell_xf(self, index: int | None) -> Element | None:
        xfs = children(child(self.root, "cellXfs"), "xf")
        return xfs[index] if index is not None and index < len(xfs) else None

    def _font_of(self, xf: Element | None) -> Element | None:
        """The font of a cell format, else the workbook's own."""
        fonts = children(child(self.root, "fonts"), "font")
        at = whole(xf, "fontId") if xf is not None else 0
        return fonts[at] if at < len(fonts) else self.usual_font

    def _cell_format(self, look: Look, beside: Element | None) -> int:
        xf = self.made("xf")
        parts = {
            "numFmtId": self.number_format(look.number_format),
            "fontId": self._item("fonts", "font", lambda font: self._dress_font(font, look, self._font_of(beside))),
            "fillId": self._item("fills", "fill", lambda fill: _dress_fill(fill, look)),
            "borderId": self._item("borders", "border", lambda border: _dress_border(border, look)),
        }
        for key, index in parts.items():
            xf.set(key, str(index))
        for key, flag in zip(parts, ("Number", "Font", "Fill", "Border"), strict=True):
            if parts[key]:
                xf.set(f"apply{flag}{'Format' if flag == 'Number' else ''}", "1")
        _dress_alignment(xf, look, child(beside, "alignment") if beside is not None else None)
        return self.cell_format(xf)

    def cell_format(self, xf: Element) -> int:
        """The index of a cell format that says the same, appended if there is none."""
        if children(child(self.root, "cellStyleXfs"), "xf"):
            xf.set("xfId", "0")
        index = self._append("cellXfs", xf)
        if index >= MAX_CELL_FORMATS:
            raise NotWritten("too_many_formats", limit=MAX_CELL_FORMATS)
        return index

    def number_format(self, code: str | None) -> int:
        """The id of a number format, by its code."""
        if code is None:
            return 0
        holder = child(self.root, "numFmts")
        redefined = {node.get("numFmtId") for node in children(holder, "numFmt")}
        if code in BUILT_IN and str(BUILT_IN[code]) not in redefined:
            return BUILT_IN[code]
        taken: dict[str, int] = {}
        for node in children(holder, "numFmt"):
            taken.setdefault(node.get("formatCode"), whole(node, "numFmtId"))
        if code in taken:
            return taken[code]
        holder = self._ensure("numFmts")
        number = max((FIRST_OWN_NUMBER_FORMAT - 1, *taken.values())) + 1
        append(holder, "numFmt", numFmtId=str(number), formatCode=code)
        self._counted(holder)
        return number

    def copied(self, name: str, item: Element) -> int:
        """The index of a font, fill or border of another workbook in this one."""
        return self._append(name, self.translated(item))

    def translated(self, node: Element) -> Element:
        """A copy of an element of another workbook in this one's namespace."""
        made = self.made(local(node))
        for key, value in node.attrib.items():
            made.set(key, value)
        for inner in node:
            made.append(self.translated(inner))
        return made

    def made(self, tag: str) -> Element:
        """A new element in this part's namespace, not yet in it."""
        uri = self.root.nsmap.get(self.root.prefix)
        return self.root.makeelement(f"{{{uri}}}{tag}" if uri else tag)

    @cached_property
    def usual_font(self) -> Element | None:
        """The workbook's own font (§18.8.22: the first)."""
        return child(self._ensure("fonts"), "font")

    def save(self) -> None:
        """Put the part back, if a format was added."""
        if self._changed:
            self._package.put(self.part, serialised(self.root))

    def _dress_font(self, font: Element, look: Look, model: Element | None) -> None:
        """Typeface and size of the model; colour of the workbook's own font; all else as the look says."""
        usual = self.usual_font
        for node in model if model is not None else []:
            if local(node) not in {"b", "i", "u", "strike", "color", "outline", "shadow", "vertAlign"}:
                font.append(deepcopy(node))
        wanted: dict[str, dict[str, str]] = {}
        if look.bold:
            wanted["b"] = {}
        if look.italic:
            wanted["i"] = {}
        if look.underline:
            wanted["u"] = {}
        if look.size is not None:
            wanted["sz"] = {"val": f"{look.size:g}"}
        if look.color is not None:
            wanted["color"] = {"rgb": f"FF{look.color.upper()}"}
        elif usual is not None and (color := child(usual, "color")) is not None and _is_sound(color):
            font.append(deepcopy(color))
        for name, attributes in wanted.items():
            _replace(font, name, attributes)
        in_order(font)

    def _item(self, name: str, tag: str, dress: Callable[[Element], None]) -> int:
        made = self.made(tag)
        dress(made)
        return self._append(name, made)

    def _append(self, name: str, item: Element) -> int:
        holder = self._ensure(name)
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = {}
            items = [node for node in holder if local(node)]
            self._sizes[name] = len(items)
            if len(items) > MAX_CELL_FORMATS:
                raise NotWritten("too_many_formats", limit=MAX_CELL_FORMATS)
            for index, node in enumerate(items):
                known.setdefault(_signature(node), index)
        signature = _signature(item)
        if signature not in known:
            known[signature] = self._sizes[name]
            self._sizes[name] += 1
            holder.append(item)
            holder.set("count", str(self._sizes[name]))
            self._changed = True
        return known[signature]

    def _counted(self, holder: Element) -> None:
        holder.set("count", str(len([node for node in holder if local(node)])))
        self._changed = True

    def _ensure(self, name: str) -> Element:
        """The list of that name; a missing or empty one gets the default that index 0 stands for."""
        holder = child(self.root, name)
        if holder is None:
            holder = insert_after(self.root, name, frozenset(ORDER[: ORDER.index(name)]))
        if not len(holder) and name != "numFmts":
            default = child(parsed(EMPTY.encode()), name)
            assert default is not None  # EMPTY has them all
            for node in default:
                holder.append(self.translated(node))
            self._counted(holder)
        return holder


def _styles_part(workbook: WorkbookPart) -> str:
    for relation in workbook.relations.of_kind("styles"):
        found = workbook.package.find(relation.part)
        if found is not None:
            return found
    return _new_styles(workbook.package, workbook)


def _new_styles(package: Package, workbook: WorkbookPart) -> str:
    part = f"{workbook.folder}/styles.xml".lstrip("/")
    uri = workbook.root.nsmap.get(workbook.root.prefix) or MAIN
    package.put(part, EMPTY.replace(MAIN, uri).encode())
    Relations.add(workbook.relations, f"{type_base(workbook.relations)}/styles", part)
    ContentTypes(package).set(part, STYLES_TYPE)
    return part


def _signature(node: Element) -> Signature:
    """What makes two formats equal: names, attributes and children, but not defaults that are spelled out."""
    attributes = tuple(sorted((key, _plain(key, value)) for key, value in node.attrib.items() if not _idle(key, value)))
    return (local(node), attributes, tuple(_signature(inner) for inner in node if local(inner)))


def _plain(key: str, value: str) -> str:
    return "1" if key.startswith(("apply", "wrap")) and is_on(value) else value


def _idle(key: str, value: str) -> bool:
    return key in {"xfId", "borderId", "fillId"} and value == "0"


def in_order(font: Element) -> Element:
    """The font with its children in the schema's order, which not every program keeps (§18.8.22)."""
    font[:] = sorted(font, key=lambda node: FONT_ORDER.index(local(node)) if local(node) in FONT_ORDER else 99)
    return font


def _is_sound(color: Element) -> bool:
    """Whether a colour has its eight digits: what is odd in the user's fonts is not carried into ours."""
    return len(color.get("rgb", "00000000")) == 8


def _replace(font: Element, name: str, attributes: dict[str, str]) -> None:
    for node in children(font, name):
        font.remove(node)
    append(font, name, **attributes)


def _dress_fill(fill: Element, look: Look) -> None:
    if look.fill is None:
        append(fill, "patternFill", patternType="none")
        return
    pattern = append(fill, "patternFill", patternType="solid")
    append(pattern, "fgColor", rgb=f"FF{look.fill.upper()}")
    append(pattern, "bgColor", indexed="64")


def _dress_border(border: Element, look: Look) -> None:
    for side in ("left", "right", "top", "bottom", "diagonal"):
        line = append(border, side)
        color = look.border if side != "diagonal" else None
        if side == "bottom" and look.border_bottom is not None:
            color = look.border_bottom
        if color is not None:
            line.set("style", "thin")
            append(line, "color", rgb=f"FF{color.upper()}")


def _dress_alignment(xf: Element, look: Look, beside: Element | None) -> None:
    left_open = beside.get("vertical") if beside is not None else None
    wanted = {
        "horizontal": str(look.align) if look.align is not None else "left" if look.indent else None,
        "vertical": "top" if look.top else "center" if look.middle else left_open,
        "wrapText": "1" if look.wrap else None,
        "indent": str(look.indent) if look.indent else None,
    }
    said = {key: value for key, value in wanted.items() if value is not None}
    if said:
        append(xf, "alignment", **said)
        xf.set("applyAlignment", "1")
