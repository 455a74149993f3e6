"""What users and other programs put into workbooks around our columns: every structure once, in its place."""

from collections.abc import Callable
from typing import Any

from lxml import etree

from tests.opc.variety.parts import (
    MAIN,
    RELATED,
    DoesNotApplyError,
    Element,
    Mutation,
    Parts,
    add_part,
    book_of,
    on_book,
    on_first_sheet,
    on_styles,
    on_tables,
    rels_of,
    sheets_of,
    tabs,
    tree,
    written,
)

#: The order of a worksheet's children (ECMA-376-1 §18.3.1.99).
SHEET_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls"),
    *("webPublishItems", "tableParts", "extLst"),
)
NAMESPACES = (
    f'xmlns="{MAIN}" xmlns:r="{RELATED}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'
)
SHEET = f"<worksheet {NAMESPACES}><sheetData/></worksheet>"


def put(root: Element, xml: str, *, order: tuple[str, ...] = SHEET_ORDER) -> Element:
    """Elements in the places that the schema gives them, beside those of the same name."""
    made = list(etree.fromstring(f"<x {NAMESPACES}>{xml}</x>"))
    for node in made:
        name = etree.QName(node).localname
        if name != "conditionalFormatting" and root.find(f"{{*}}{name}") is not None:
            raise DoesNotApplyError
        earlier = set(order[: order.index(name) + 1])
        place = max((at + 1 for at, one in enumerate(root) if _name(one) in earlier), default=0)
        root.insert(place, node)
    return made[0]


def _name(node: Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def in_sheet(xml: str) -> Mutation:
    """A mutation: these elements in the first worksheet."""
    return on_first_sheet(lambda root: put(root, xml))


def columns(xml: str) -> Mutation:
    """A mutation: these columns instead of those that are there."""

    def change(root: Element) -> None:
        for node in root.findall("{*}cols"):
            root.remove(node)
        put(root, f"<cols>{xml}</cols>")

    return on_first_sheet(change)


def alternate(root: Element) -> None:
    """Controls as Excel 2010 writes them, and attributes that older programs are told to ignore."""
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    node = etree.fromstring(
        f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="x14" xmlns:x14="urn:x14">'
        f'<controls xmlns="{MAIN}"/></mc:Choice></mc:AlternateContent>'
    )
    before = [one for one in root if _name(one) in {"tableParts", "extLst"}]
    if before:
        before[0].addprevious(node)
    else:
        root.append(node)
    root.set(f"{{{mc}}}Ignorable", "")


def hidden(state: str) -> Mutation:
    def change(book: Element) -> None:
        found = tabs(book)
        if len(found) < 2:
            raise DoesNotApplyError
        found[0].set("state", state)
        found[-1].attrib.pop("state", None)

    return on_book(change)


def first_tab(kind: str, content_type: str, content: str) -> Mutation:
    """A mutation: a tab that is no worksheet stands first."""

    def mutate(parts: Parts) -> None:
        book = book_of(parts)
        name = f"xl/other/{kind.rpartition('/')[2]}1.xml"
        relation = add_part(parts, book, name, content.encode(), kind, content_type)
        root = tree(parts[book])
        holder = root.find("{*}sheets")
        largest = max(int(node.get("sheetId")) for node in tabs(root))
        node = etree.Element(holder[0].tag, name="First", sheetId=str(largest + 1))
        node.set(next(key for key in holder[0].attrib if key.endswith("}id")), relation)
        holder.insert(0, node)
        for one in root.iter("{*}definedName"):
            if one.get("localSheetId"):
                one.set("localSheetId", str(int(one.get("localSheetId")) + 1))
        parts[book] = written(root)

    return mutate


def named(*names: str) -> Mutation:
    """A mutation: these defined names before and behind those that are there."""

    def change(book: Element) -> None:
        holder = book.find("{*}definedNames")
        if holder is None:
            holder = etree.Element(book.tag.replace("workbook", "definedNames"))
            book.find("{*}sheets").addnext(holder)
        for number, xml in enumerate(names):
            node = etree.fromstring(f'<definedNames xmlns="{MAIN}">{xml}</definedNames>')[0]
            holder.insert(0 if number % 2 else len(holder), node)

    return on_book(change)


def tab_named(name: str) -> Mutation:
    """A mutation: the first tab has another name, in names too."""

    def mutate(parts: Parts) -> None:
        root = tree(parts[book_of(parts)])
        had = tabs(root)[0].get("name")
        tabs(root)[0].set("name", name)
        quoted = "'" + name.replace("'", "''") + "'!"
        for node in root.iter("{*}definedName"):
            node.text = (node.text or "").replace(f"'{had}'!", quoted).replace(f"{had}!", quoted)
        parts[book_of(parts)] = written(root)

    return mutate


def without_in(name: str) -> Callable[[Element], None]:
    def change(root: Element) -> None:
        found = root.findall(f"{{*}}{name}")
        if not found:
            raise DoesNotApplyError
        for node in found:
            root.remove(node)

    return change


def counts(value: str | None) -> Callable[[Element], None]:
    def change(root: Element) -> None:
        for node in root.iterfind("*"):
            if node.tag.endswith(("}fonts", "}fills", "}borders", "}cellXfs")):
                node.attrib.pop("count", None)
                if value:
                    node.set("count", value)

    return change


def formats(number: int) -> Callable[[Element], None]:
    """So many cell formats that differ."""

    def change(root: Element) -> None:
        holder, fills = root.find("{*}cellXfs"), root.find("{*}fills")
        base = fills.tag.removesuffix("fills")
        for at in range(number - len(holder)):
            etree.SubElement(
                holder, base + "xf", numFmtId="0", fontId="0", fillId="0", borderId="0", quotePrefix="1", xfId=str(at)
            )
        holder.set("count", str(len(holder)))

    return change


def more_styles(root: Element) -> None:
    """Named styles, colours and extensions."""
    base = root.tag.removesuffix("styleSheet")
    for name in ("colors", "extLst"):
        if root.find(f"{{*}}{name}") is None:
            node = etree.SubElement(root, base + name)
            inner = etree.SubElement(node, base + ("indexedColors" if name == "colors" else "ext"))
            if name == "colors":
                etree.SubElement(inner, base + "rgbColor", rgb="00FF00FF")
            else:
                inner.set("uri", "{EB79DEF2-80B8-43e5-95BD-54CBDDF9020C}")


def totals(root: Element) -> None:
    """The last row of the table is a totals row."""
    columns = root.find("{*}tableColumns")
    root.set("totalsRowCount", "1")
    columns[0].set("totalsRowLabel", "Total")
    columns[-1].set("totalsRowFunction", "sum")
    own = root.find("{*}autoFilter")
    first, _, last = root.get("ref").partition(":")
    if own is not None:
        row = int("".join(x for x in last if x.isdigit()))
        own.set("ref", f"{first}:{last.replace(str(row), str(row - 1))}")


def without_filter(root: Element) -> None:
    without_in("autoFilter")(root)


def calculated(root: Element) -> None:
    node = root.find("{*}tableColumns")[-1]
    formula = etree.SubElement(node, node.tag.replace("tableColumn", "calculatedColumnFormula"))
    formula.text = "1+1"


def table_set(**attributes: str) -> Mutation:
    return on_tables(lambda root: root.attrib.update(attributes))


def table_children(root: Element) -> None:
    """Sorted and filtered by its first column, in odd writing."""
    own = root.find("{*}autoFilter")
    if own is None:
        raise DoesNotApplyError
    base = own.tag.removesuffix("autoFilter")
    condition = etree.SubElement(own, base + "filterColumn", colId="0")
    etree.SubElement(etree.SubElement(condition, base + "filters"), base + "filter", val="x")
    state = etree.Element(base + "sortState", ref="A2:A4")
    etree.SubElement(state, base + "sortCondition", ref="A2:A4")
    own.addnext(state)


COMMENTS = f"""<comments xmlns="{MAIN}"><authors><author>tc={{1}}</author><author>Ann</author></authors><commentList>
<comment ref="B2" authorId="1"><text><r><t>a note</t></r></text></comment>
<comment ref="C3" authorId="0"><text><t>[Threaded comment]</t></text></comment></commentList></comments>"""
VML = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s1025" type="#_x0000_t202"><br>
<x:ClientData ObjectType="Note"><x:Anchor>2, 15, 1, 2, 4, 15, 5, 4</x:Anchor><x:Row>1</x:Row><x:Column>1</x:Column>
</x:ClientData></v:shape></xml>"""
THREADED = """<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
<threadedComment ref="C3" dT="2024-01-01T00:00:00.00" personId="{2}" id="{1}"><text>hello</text></threadedComment>
</ThreadedComments>"""
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."


def notes(parts: Parts) -> None:
    """Notes of the old kind, and threaded comments, on the first worksheet."""
    sheet = sheets_of(parts)[0]
    root = tree(parts[sheet])
    if root.find("{*}legacyDrawing") is not None:
        raise DoesNotApplyError
    vml = "application/vnd.openxmlformats-officedocument.vmlDrawing"
    relation = add_part(parts, sheet, "xl/drawings/notes9.vml", VML.encode(), "vmlDrawing", vml)
    put(root, f'<legacyDrawing r:id="{relation}"/>')
    parts[sheet] = written(root)
    add_part(parts, sheet, "xl/comments9.xml", COMMENTS.encode(), "comments", SPREADSHEET + "comments+xml")
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    add_part(parts, sheet, "xl/threaded9.xml", THREADED.encode(), kind, "application/vnd.ms-excel.threadedcomments+xml")


def pivot(source: str) -> Mutation:
    """A mutation: a pivot cache over the first worksheet's cells."""

    def mutate(parts: Parts) -> None:
        tab = tabs(tree(parts[book_of(parts)]))[0].get("name")
        cache = etree.fromstring(
            f'<pivotCacheDefinition xmlns="{MAIN}" refreshedVersion="6" recordCount="0"><cacheSource type="worksheet">'
            f'<worksheetSource {source}/></cacheSource><cacheFields count="0"/></pivotCacheDefinition>'
        )
        if "sheet" in source:
            cache[0][0].set("sheet", tab)
        book, kind = book_of(parts), "pivotCacheDefinition"
        relation = add_part(parts, book, "xl/pivotCache/pcd9.xml", written(cache), kind, f"{SPREADSHEET}{kind}+xml")
        root = tree(parts[book])
        if root.find("{*}pivotCaches") is not None:
            raise DoesNotApplyError
        node = etree.fromstring(f'<pivotCaches {NAMESPACES}><pivotCache cacheId="99" r:id="{relation}"/></pivotCaches>')
        places = [root.find(f"{{*}}{name}") for name in ("calcPr", "definedNames", "sheets")]
        next(place for place in places if place is not None).addnext(node)
        parts[book] = written(root)

    return mutate


def outside(parts: Parts) -> None:
    """A link to another workbook, custom XML, and a part that nobody knows."""
    book = book_of(parts)
    link = f'<externalLink {NAMESPACES}><externalBook r:id="rId1"/></externalLink>'
    add_part(parts, book, "xl/externalLinks/e9.xml", link.encode(), "externalLink", f"{SPREADSHEET}externalLink+xml")
    target = f'Type="{RELATED}/externalLinkPath" Target="file:///C:\\old%20book.xlsx" TargetMode="External"'
    uri = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts[rels_of("xl/externalLinks/e9.xml")] = (
        f'<Relationships xmlns="{uri}"><Relationship Id="rId1" {target}/></Relationships>'
    ).encode()
    add_part(parts, "", "customXml/item9.xml", b"<a>&#228;</a>", "customXml", "application/xml")
    parts["xl/unknown.bin"] = bytes(range(256))


def formulas_at_the_right(root: Element) -> None:
    """A shared formula, an array formula and a table of data right of everything else."""
    row = next(iter(root.iterfind("{*}sheetData/{*}row")), None)
    rows = [] if row is None else root.findall("{*}sheetData/{*}row")
    numbers = [int(row.get("r") or 0) for row in rows]
    if len(rows) < 3 or 0 in numbers:
        raise DoesNotApplyError
    base = rows[0].tag.removesuffix("row")
    for row, number in list(zip(rows, numbers, strict=True))[-3:]:
        cell = etree.SubElement(row, base + "c", r=f"BA{number}")
        formula = etree.SubElement(cell, base + "f", t="shared", si="77")
        if number == numbers[-3]:
            formula.set("ref", f"BA{number}:BA{numbers[-1]}")
            formula.text = f"A{number}&BB{number}"
        etree.SubElement(cell, base + "v").text = "1"
    cell = etree.SubElement(rows[-1], base + "c", r=f"BB{numbers[-1]}")
    formula = etree.SubElement(cell, base + "f", t="array", ref=f"BB{numbers[-1]}:BC{numbers[-1]}")
    formula.text = "ROW(A1:A2)"


def book_settings(book: Element) -> None:
    """Every setting of a workbook that programs leave out or write."""
    for name in ("bookViews", "calcPr", "fileVersion", "workbookPr"):
        for node in book.findall(f"{{*}}{name}"):
            book.remove(node)


def view_of(tab: str) -> Callable[[Element], None]:
    def change(book: Element) -> None:
        for view in book.iter("{*}workbookView"):
            view.set("activeTab", tab)
            view.set("firstSheet", tab)

    return change


def from_1904(book: Element) -> None:
    found: Any = book.find("{*}workbookPr")
    if found is None:
        raise DoesNotApplyError
    found.set("date1904", "true")


EVERYWHERE = "A1:XFD1048576"
CHECK = (
    '<dataValidations count="1"><dataValidation type="list" sqref="{}"><formula1>"a,b"</formula1></dataValidation>'
    "</dataValidations>"
)
FORMAT = (
    '<conditionalFormatting sqref="{}"><cfRule type="expression" priority="99"><formula>$A1=1</formula></cfRule>'
    "</conditionalFormatting>"
)
VIEW = (
    '<customSheetViews><customSheetView guid="{{00000000-0000-0000-0000-000000000009}}">{}'
    '<autoFilter ref="A1:B9"/></customSheetView></customSheetViews>'
)
SPARKLINES = (
    '<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><x14:sparklineGroups><x14:sparklineGroup>'
    "<x14:sparklines><x14:sparkline><xm:f>A2:C2</xm:f><xm:sqref>D2</xm:sqref></x14:sparkline></x14:sparklines>"
    "</x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
)

STRUCTURES: dict[str, Mutation] = {
    "checks of whole columns": in_sheet(CHECK.format("A1:A1048576 C1:XFD1048576")),
    "checks everywhere": in_sheet(CHECK.format(EVERYWHERE)),
    "formats of whole columns": in_sheet(FORMAT.format("A1:XFD1048576")),
    "formats and checks": in_sheet(FORMAT.format("B2:Z9 D4") + CHECK.format("E1:E9")),
    "a merge over our columns": in_sheet('<mergeCells count="1"><mergeCell ref="AA1:AC1"/></mergeCells>'),
    "a merge from the first column on": in_sheet('<mergeCells count="1"><mergeCell ref="A200:AZ200"/></mergeCells>'),
    "columns to the very last": columns('<col min="1" max="16384" width="9" customWidth="1"/>'),
    "columns to the last, in two": columns(
        '<col min="1" max="2" width="9" customWidth="1"/><col min="3" max="16384" width="20" style="0" hidden="1"/>'
    ),
    "columns over ours alone": columns('<col min="4" max="7" width="30" customWidth="1" outlineLevel="1"/>'),
    "columns without widths": columns('<col min="2" max="4" bestFit="1"/><col min="9" max="9" collapsed="1"/>'),
    "page breaks": in_sheet(
        '<rowBreaks count="1" manualBreakCount="1"><brk id="3" max="16383" man="1"/></rowBreaks>'
        '<colBreaks count="1" manualBreakCount="1"><brk id="3" max="1048575" man="1"/></colBreaks>'
    ),
    "a split window": on_first_sheet(
        lambda root: (
            [root.remove(node) for node in root.findall("{*}sheetViews")],
            put(
                root,
                '<sheetViews><sheetView workbookViewId="0" rightToLeft="1"><pane xSplit="1" ySplit="1" topLeftCell="B2"'
                ' activePane="bottomRight" state="frozen"/><selection pane="bottomRight" activeCell="XFD9" '
                'sqref="XFD9 A1:B2"/></sheetView></sheetViews>',
            ),
        )
    ),
    "ranges and scenarios": in_sheet(
        '<protectedRanges><protectedRange sqref="A1:XFD9" name="p"/></protectedRanges><scenarios current="0" show="0">'
        '<scenario name="s" count="1"><inputCells r="A2" val="1"/></scenario></scenarios>'
        '<ignoredErrors><ignoredError sqref="A1:Z99" numberStoredAsText="1"/></ignoredErrors>'
    ),
    "a view of somebody's": in_sheet(VIEW.format("")),
    "sparklines": in_sheet(SPARKLINES),
    "alternate content": on_first_sheet(alternate),
    "a filter with conditions": in_sheet(
        '<autoFilter ref="A1:B4"><filterColumn colId="0"><customFilters><customFilter operator="greaterThan" val="1"/>'
        '</customFilters></filterColumn><sortState ref="A2:B4"><sortCondition ref="A2:A4"/></sortState></autoFilter>'
    ),
    "formulas far at the right": on_first_sheet(formulas_at_the_right),
    "notes and comments": notes,
    "a pivot over the range": pivot('ref="A1:XFD90"'),
    "a pivot over a name": pivot('name="nothing of that name"'),
    "links, custom XML and unknown parts": outside,
    "a hidden first tab": hidden("hidden"),
    "a very hidden first tab": hidden("veryHidden"),
    "a chart sheet first": first_tab(
        "chartsheet", SPREADSHEET + "chartsheet+xml", f'<chartsheet xmlns="{MAIN}"><sheetViews/></chartsheet>'
    ),
    "a dialog sheet first": first_tab("dialogsheet", SPREADSHEET + "dialogsheet+xml", f'<dialogsheet xmlns="{MAIN}"/>'),
    "a macro sheet first": first_tab(
        "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
        "application/vnd.ms-excel.macrosheet+xml",
        '<xm:macrosheet xmlns="' + MAIN + '" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        "<sheetData/></xm:macrosheet>",
    ),
    "an empty worksheet first": first_tab("worksheet", SPREADSHEET + "worksheet+xml", SHEET),
    "names in odd order": named(
        '<definedName name="zz">1</definedName>',
        '<definedName name="_xlnm.Criteria" localSheetId="0">$1:$1</definedName>',
        '<definedName name="Aa" comment="of mine" hidden="1">"text ! &amp; more"</definedName>',
        '<definedName name="zz" localSheetId="0">#REF!</definedName>',
        '<definedName name="fn" function="1" vbProcedure="1"/>',
    ),
    "a tab with quotes in its name": tab_named('O\'Brien & <Co> "x"'),
    "a tab with a Chinese name": tab_named("客户 （新）😀"),
    "a tab named like a cell": tab_named("A1"),
    "a tab named like a number": tab_named("2024"),
    "a tab of spaces": tab_named(" crm "),
    "no settings of the workbook": on_book(book_settings),
    "a view of a tab that is not there": on_book(view_of("99")),
    "dates from 1904": on_book(from_1904),
    "no counts of formats": on_styles(counts(None)),
    "wrong counts of formats": on_styles(counts("1")),
    "as many formats as there may be, nearly": on_styles(formats(65_400)),
    "no named styles": on_styles(lambda root: [without_in(name)(root) for name in ("cellStyleXfs", "cellStyles")]),
    "colours and extensions of styles": on_styles(more_styles),
    "a table with a totals row": on_tables(totals),
    "a table without a filter": on_tables(without_filter),
    "a table with a calculated column": on_tables(calculated),
    "a table filled by a query": table_set(tableType="queryTable"),
    "a table filled from XML": table_set(tableType="xml"),
    "a table sorted and filtered": on_tables(table_children),
    "a table without a header": table_set(headerRowCount="0"),
}
