"""The same elements spelt otherwise: prefixes, quotes, encodings, CDATA, comments, places left out."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from lxml import etree

from tests.opc.variety.parts import (
    MAIN,
    TYPES,
    DoesNotApplyError,
    Element,
    Mutation,
    Parts,
    on_first_sheet,
    on_sheets,
    tree,
)

MAINS = (MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
TEXTS = ("t", "v", "f", "formula", "definedName")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How elements are written down."""

    prefix: str = ""  # of the main namespace
    quote: str = '"'
    coded: bool = False  # values as character references
    cdata: bool = False
    beside: str = ""  # what stands before every row and cell
    space: str = ""  # before the end of a tag and around the equals sign
    between: str = " "  # attributes
    closed: bool = False  # <c></c> instead of <c/>
    head: str = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    encoding: str = "utf-8"


def spelt(root: Element, how: Spelling) -> bytes:
    """The part as that program would write it."""
    return (how.head + _element(root, {}, how)).encode(how.encoding)


def _element(node: Element, known: dict[str | None, str], how: Spelling) -> str:
    if not isinstance(node.tag, str):
        return etree.tostring(node, encoding="unicode", with_tail=True)
    scope = _scope(node, how)
    name = _named(node, how)
    said = {f"xmlns:{p}" if p else "xmlns": uri for p, uri in scope.items() if known.get(p) != uri and p != "xml"}
    said |= {_attribute_name(node, key): value for key, value in node.attrib.items()}
    attributes = "".join(
        f"{how.between}{key}{how.space}={how.space}{how.quote}{_attribute(key, value, how)}{how.quote}"
        for key, value in said.items()
    )
    text = _text(node.text or "", etree.QName(node).localname in TEXTS, how)
    inner = text + "".join(_element(inner, scope, how) for inner in node)
    beside = how.beside if etree.QName(node).localname in {"row", "c"} else ""
    tail = escape(node.tail or "", quote=False)
    if not inner and not how.closed:
        return f"{beside}<{name}{attributes}{how.space}/>{tail}"
    return f"{beside}<{name}{attributes}{how.space}>{inner}</{name}{how.space}>{tail}"


def _scope(node: Element, how: Spelling) -> dict[str | None, str]:
    scope = dict(node.nsmap)
    if how.prefix and scope.get(None) in MAINS:
        scope[how.prefix] = scope.pop(None)
    return scope


def _named(node: Element, how: Spelling) -> str:
    found = etree.QName(node)
    prefix = how.prefix if how.prefix and found.namespace in MAINS and not node.prefix else node.prefix
    return f"{prefix}:{found.localname}" if prefix else found.localname


def _attribute_name(node: Element, key: str) -> str:
    found = etree.QName(key)
    if not found.namespace:
        return key
    prefixes = {uri: prefix for prefix, uri in node.nsmap.items() if prefix}
    return f"{prefixes.get(found.namespace, 'xml')}:{found.localname}"


def _attribute(key: str, value: str, how: Spelling) -> str:
    if how.coded and not key.startswith("xmlns"):
        return "".join(f"&#{ord(letter)};" if at % 2 else f"&#x{ord(letter):X};" for at, letter in enumerate(value))
    coded = value.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "&#10;").replace("\t", "&#9;")
    return coded.replace(how.quote, "&quot;" if how.quote == '"' else "&apos;")


def _text(text: str, is_value: bool, how: Spelling) -> str:
    if how.cdata and is_value and text and "]]>" not in text:
        return f"<![CDATA[{text}]]>"
    if how.coded and is_value:
        return "".join(f"&#{ord(letter)};" for letter in text)
    return escape(text, quote=False).replace("\r", "&#13;")


def respelt(how: Spelling, wanted: Callable[[str, Element], bool] | None = None) -> Mutation:
    """A mutation: every spreadsheet part (or those wanted) spelt that way."""

    def mutate(parts: Parts) -> None:
        for name in [name for name in parts if name.endswith((".xml", ".rels"))]:
            root = tree(parts[name])
            if (wanted or _is_spreadsheet)(name, root):
                parts[name] = spelt(root, how)

    return mutate


def _is_spreadsheet(_: str, root: Element) -> bool:
    return etree.QName(root).namespace in MAINS


def _is_sheet(_: str, root: Element) -> bool:
    return etree.QName(root).localname == "worksheet"


def _is_any(name: str, root: Element) -> bool:
    return _is_spreadsheet(name, root) or name.endswith(".rels") or name == TYPES


COMMENT = "<!-- a <row r='9'> & a <c r='A1'> -->"
INSTRUCTION = "<?program <c r='B1'><v>1</v></c> ?>"
UTF16 = '<?xml version="1.0" encoding="UTF-16" standalone="yes"?>'


def without_row_numbers(root: Element) -> None:
    """Rows follow each other: those between are there, and empty."""
    data = root.find("{*}sheetData")
    rows = [row for row in data if isinstance(row.tag, str)]
    numbers = [int(row.get("r") or 0) for row in rows]
    if not rows or 0 in numbers or numbers[-1] > 20_000:
        raise DoesNotApplyError
    had = 0
    for row, number in zip(rows, numbers, strict=True):
        for _ in range(had + 1, number):
            row.addprevious(row.makeelement(row.tag))
        del row.attrib["r"]
        had = number


def without_cell_names(root: Element) -> None:
    """Cells follow each other: those between are there, and empty."""
    for row in root.iterfind("{*}sheetData/{*}row"):
        had = 0
        for cell in row.findall("{*}c"):
            column = 0
            for letter in cell.get("r", ""):
                column = column * 26 + ord(letter) - 64 if letter.isalpha() else column
            if not column:
                raise DoesNotApplyError
            for _ in range(had + 1, column):
                cell.addprevious(cell.makeelement(cell.tag))
            del cell.attrib["r"]
            had = column


def without_places(root: Element) -> None:
    without_cell_names(root)
    without_row_numbers(root)


def some_without_names(root: Element) -> None:
    """Only cells that stand right beside their left neighbour leave their names out."""
    for row in root.iterfind("{*}sheetData/{*}row"):
        cells = row.findall("{*}c")
        names = [cell.get("r", "") for cell in cells]
        for left, right, cell in zip(names, names[1:], cells[1:], strict=False):
            if len(left) == len(right) and left[0] != right[0] and ord(left[0]) + 1 == ord(right[0]) and len(left) < 5:
                del cell.attrib["r"]


def spans(value: str | None) -> Callable[[Element], None]:
    def change(root: Element) -> None:
        for row in root.iterfind("{*}sheetData/{*}row"):
            row.attrib.pop("spans", None)
            if value:
                row.set("spans", value)

    return change


def dimension(value: str | None) -> Callable[[Element], None]:
    def change(root: Element) -> None:
        node = root.find("{*}dimension")
        if node is None:
            raise DoesNotApplyError
        if value:
            node.set("ref", value)
        else:
            root.remove(node)

    return change


def pretty(root: Element) -> None:
    etree.indent(root, "\t")
    for node in root.iter("{*}t", "{*}v", "{*}f"):
        assert len(node) == 0


def row_attributes_first(root: Element) -> None:
    """Attributes in another order: what says the place comes last."""
    for node in root.iterfind("{*}sheetData//*"):
        if "r" in node.attrib and len(node.attrib) > 1:
            node.set("r", node.attrib.pop("r"))


def cells_with_more(root: Element) -> None:
    """Attributes and children of cells that few programs write."""
    for number, cell in enumerate(root.iterfind("{*}sheetData/{*}row/{*}c")):
        if number % 3 == 0:
            cell.set("ph", "1")
        elif number % 3 == 1:
            extension = etree.SubElement(etree.SubElement(cell, cell.tag[:-1] + "extLst"), cell.tag[:-1] + "ext")
            extension.set("uri", "{00000000-0000-0000-0000-000000000001}")
    for number, row in enumerate(root.iterfind("{*}sheetData/{*}row")):
        row.set("{http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac}dyDescent", "0.25")
        if number % 4 == 3:
            row.set("ht", "20")
            row.set("customHeight", "true")


def blank_rows_below(root: Element) -> None:
    """A thousand rows with nothing in them, as Google exports them."""
    data = root.find("{*}sheetData")
    last = max((int(row.get("r") or 0) for row in data), default=0)
    for number in range(last + 1, min(last + 1000, 1_048_576)):
        etree.SubElement(data, data.tag.replace("sheetData", "row"), r=str(number), ht="15.75", customHeight="1")


def with_xml_space(root: Element) -> None:
    for node in root.iter("{*}t", "{*}v", "{*}f"):
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def texts_by_formula_kind(parts: Parts) -> None:
    """The strings of the first table of strings stand in the cells, as t="str" and inline in turn."""
    name = next((name for name in parts if name.casefold().endswith("sharedstrings.xml")), "")
    if not name:
        raise DoesNotApplyError
    items = [item for item in tree(parts[name]) if isinstance(item.tag, str)]
    if any(item.find("{*}r") is not None or item.find("{*}rPh") is not None for item in items):
        raise DoesNotApplyError

    def change(root: Element) -> None:
        for number, cell in enumerate(root.iterfind('{*}sheetData/{*}row/{*}c[@t="s"]')):
            value = cell.find("{*}v")
            text = "".join(node.text or "" for node in items[int(value.text)].iter("{*}t"))
            if number % 2:
                cell.set("t", "str")
                value.text = text
            else:
                cell.set("t", "inlineStr")
                cell.remove(value)
                base = cell.tag[:-1]
                inline = etree.SubElement(etree.SubElement(cell, base + "is"), base + "t")
                inline.text = text
                inline.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    on_sheets(change)(parts)


def text_split_in_runs(root: Element) -> None:
    """Rich text in the cells themselves, with phonetic hints."""
    for cell in root.iterfind('{*}sheetData/{*}row/{*}c[@t="inlineStr"]'):
        inline = cell.find("{*}is")
        plain = inline.find("{*}t") if inline is not None else None
        if plain is None or not plain.text or len(plain.text) < 2 or "_x" in plain.text:
            continue
        base, text = cell.tag[:-1], plain.text
        inline.remove(plain)
        for piece in (text[:1], text[1:]):
            run = etree.SubElement(etree.SubElement(inline, base + "r"), base + "t")
            run.text = piece
            run.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        hint = etree.SubElement(inline, base + "rPh", sb="0", eb="1")
        etree.SubElement(hint, base + "t").text = "hint"


def rich_inline_texts(parts: Parts) -> None:
    texts_by_formula_kind(parts)
    on_sheets(text_split_in_runs)(parts)


def strict(parts: Parts) -> None:
    """Every namespace as in ISO/IEC 29500 Strict."""
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")) and not name.startswith("docProps/"):
            for transitional in ("spreadsheetml/2006/main", "officeDocument/2006/relationships"):
                there = transitional.replace("/2006/", "/")
                old, new = f"http://schemas.openxmlformats.org/{transitional}", f"http://purl.oclc.org/ooxml/{there}"
                content = content.replace(old.encode(), new.encode())
            parts[name] = content


SPELLINGS: dict[str, Mutation] = {
    "a prefix on every element": respelt(Spelling(prefix="x")),
    "a long prefix, in sheets only": respelt(Spelling(prefix="main-2.0_a"), _is_sheet),
    "single quotes": respelt(Spelling(quote="'")),
    "single quotes and a prefix": respelt(Spelling(quote="'", prefix="ss")),
    "values as character references": respelt(Spelling(coded=True)),
    "CDATA": respelt(Spelling(cdata=True), _is_sheet),
    "CDATA and a prefix": respelt(Spelling(cdata=True, prefix="x")),
    "comments among the cells": respelt(Spelling(beside=COMMENT), _is_sheet),
    "instructions among the cells": respelt(Spelling(beside=INSTRUCTION, prefix="x"), _is_sheet),
    "spaces in tags": respelt(Spelling(space=" ")),
    "line breaks between attributes": respelt(Spelling(space="\n", between="\r\n\t")),
    "no empty-element tags": respelt(Spelling(closed=True)),
    "sheets in UTF-16, low byte first": respelt(Spelling(head="\ufeff" + UTF16, encoding="utf-16-le"), _is_sheet),
    "sheets in UTF-16, high byte first": respelt(Spelling(head="\ufeff" + UTF16, encoding="utf-16-be"), _is_sheet),
    "every part in UTF-16": respelt(Spelling(head="\ufeff" + UTF16, encoding="utf-16-le"), _is_any),
    "a byte order mark": respelt(Spelling(encoding="utf-8-sig"), _is_any),
    "no declaration": respelt(Spelling(head="")),
    "a declaration in single quotes": respelt(Spelling(head="<?xml version='1.0' encoding='utf-8'?>")),
    "not standalone, and a comment on top": respelt(
        Spelling(head='<?xml version="1.0" encoding="utf-8" standalone="no"?>\n<!-- made by <worksheet> hand -->')
    ),
    "rows and cells without places": on_sheets(without_places),
    "rows without numbers": on_sheets(without_row_numbers),
    "cells without names": on_sheets(without_cell_names),
    "cells without names where a neighbour tells": on_sheets(some_without_names),
    "no spans": on_sheets(spans(None)),
    "wrong spans": on_sheets(spans("2:3")),
    "no dimension": on_sheets(dimension(None)),
    "a dimension too small": on_sheets(dimension("A1")),
    "a dimension too large": on_sheets(dimension("A1:XFD1048576")),
    "white space between elements": on_sheets(pretty),
    "attributes in another order": on_sheets(row_attributes_first),
    "cells and rows that say more": on_sheets(cells_with_more),
    "a thousand blank rows below": on_first_sheet(blank_rows_below),
    "xml:space on every text": on_sheets(with_xml_space),
    "texts in the cells": texts_by_formula_kind,
    "rich texts in the cells": rich_inline_texts,
    "Strict": strict,
}
