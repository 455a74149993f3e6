"""The workbook part: which tabs there are, what names are defined, which date system holds (ECMA-376-1 §18.2)."""

from dataclasses import dataclass
from posixpath import dirname

from lxml import etree

from relsheet.errors import NotWritten, UnreadableInput
from relsheet.opc.package import Package, slashed
from relsheet.opc.relations import ContentTypes, Relations, type_base
from relsheet.opc.xml import (
    MAIN_STRICT,
    RELATED,
    RELATED_STRICT,
    Element,
    append,
    child,
    children,
    insert_after,
    is_on,
    namespace,
    parsed,
    serialised,
    take_out,
    whole,
)

WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
BEFORE_NAMES = frozenset(
    {"fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr", "absPath", "workbookProtection"}
    | {"bookViews", "sheets", "functionGroups", "externalReferences"}
)
BEFORE_CALC = BEFORE_NAMES | {"definedNames"}
LAST_SHEET_ID = 65_534  # [MS-OI29500] 2.1.648
#: Part name of a workbook that has no package relationships to say it.
USUAL_MAIN = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab as the workbook lists it; ``kind`` is worksheet, chartsheet, dialogsheet or macro sheet."""

    name: str
    part: str
    kind: str
    position: int
    hidden: bool
    relation_id: str


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name and what it stands for; ``scope`` is the position of its tab, None for the whole workbook."""

    name: str
    text: str
    scope: int | None


class WorkbookPart:
    """The list of tabs and names, for reading and changing. ``save`` puts it back into the package."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = _main_part(package)
        self.root = parsed(package.read(self.part), self.part)
        if child(self.root, "sheets") is None:
            raise UnreadableInput("not_a_workbook", self.part)
        self.relations = Relations(package, self.part)
        self.strict = namespace(self.root) == MAIN_STRICT
        self._changed = False

    @property
    def folder(self) -> str:
        """The folder of the part, "xl" as a rule."""
        return dirname(slashed(self.part))

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All tabs in order, hidden ones too."""
        targets = {relation.id: relation for relation in self.relations.all()}
        found = []
        for position, node in enumerate(self._sheet_nodes()):
            relation_id = _relation_id(node)
            relation = targets.get(relation_id)
            part = self.package.find(relation.part) if relation else None
            kind = relation.kind if relation else ""
            hidden = node.get("state", "visible") != "visible"
            found.append(Sheet(node.get("name", ""), part or "", kind, position, hidden, relation_id))
        return tuple(found)

    def sheet(self, name: str) -> Sheet:
        """The worksheet of that name; KeyError if there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)

    def _sheet_nodes(self) -> list[Element]:
        return children(child(self.root, "sheets"), "sheet")

    def sheet_node(self, sheet: Sheet) -> Element:
        """The entry that lists the tab."""
        return self._sheet_nodes()[sheet.position]

    @property
    def date1904(self) -> bool:
        """Whether day 0 is 1904-01-01 (§18.17.4.1)."""
        properties = child(self.root, "workbookPr")
        return properties is not None and is_on(properties.get("date1904"))

    @property
    def has_macros(self) -> bool:
        """Whether it is declared as a workbook with macros: Excel opens such a one only as .xlsm, others never so."""
        return "macroenabled" in ContentTypes(self.package).of(self.part).casefold()

    @property
    def structure_protected(self) -> bool:
        """Whether the user has locked the list of tabs."""
        protection = child(self.root, "workbookProtection")
        return protection is not None and is_on(protection.get("lockStructure"))

    @property
    def names(self) -> tuple[DefinedName, ...]:
        """All defined names in file order."""
        return tuple(_defined(node) for node in children(child(self.root, "definedNames"), "definedName"))

    def set_name(self, name: str, text: str, scope: int | None = None, *, hidden: bool = True) -> None:
        """Define a name, or let it stand for something else."""
        node = self._name_node(name, scope)
        if node is not None and node.text == text:
            return
        self._changed = True
        if node is None:
            holder = child(self.root, "definedNames")
            if holder is None:
                holder = insert_after(self.root, "definedNames", BEFORE_NAMES)
            node = append(holder, "definedName", name=name)
            if scope is not None:
                node.set("localSheetId", str(scope))
            if hidden:
                node.set("hidden", "1")
        node.text = text

    def drop_name(self, name: str, scope: int | None = None) -> None:
        """Forget a name."""
        node = self._name_node(name, scope)
        if node is None:
            return
        self._changed = True
        holder = node.getparent()
        assert holder is not None  # it was found in it
        holder.remove(node)
        if not len(holder):
            self.root.remove(holder)

    def _name_node(self, name: str, scope: int | None) -> Element | None:
        for node in children(child(self.root, "definedNames"), "definedName"):
            if node.get("name") == name and _defined(node).scope == scope:
                return node
        return None

    def add_sheet(self, name: str, part: str, *, hidden: bool, at_front: bool) -> Sheet:
        """A new tab for a part. At the front only where that does not renumber names that belong to single tabs."""
        holder = child(self.root, "sheets")
        assert holder is not None  # checked on opening
        base = "http://purl.oclc.org/ooxml/officeDocument/relationships" if self.strict else type_base(self.relations)
        relation_id = self.relations.add(f"{base}/worksheet", part)
        ContentTypes(self.package).set(part, WORKSHEET_TYPE)
        node = append(holder, "sheet", name=name, sheetId=str(self._free_sheet_id()))
        if hidden:
            node.set("state", "hidden")
        node.set(f"{{{RELATED_STRICT if self.strict else RELATED}}}id", relation_id)
        if at_front and not hidden and not any(found.scope is not None for found in self.names):
            holder.remove(node)
            holder.insert(0, node)
            self._shift_views(1)
        self._changed = True
        return self.sheet(name)

    def _free_sheet_id(self) -> int:
        """One more than the largest, for programs remember tabs by it; a gap where the numbers are at their end."""
        taken = {whole(node, "sheetId") for node in self._sheet_nodes()}
        largest = max(taken, default=0)
        return largest + 1 if largest < LAST_SHEET_ID else min(set(range(1, LAST_SHEET_ID)) - taken)

    def drop_sheet(self, sheet: Sheet) -> None:
        """Take a tab out of the list, with the names that belong to it alone; the others' numbers close up."""
        if len([found for found in self.sheets if not found.hidden and found.name != sheet.name]) == 0:
            raise NotWritten("last_sheet", sheet.name)
        for found in self.names:
            if found.scope == sheet.position:
                self.drop_name(found.name, found.scope)
        count = len(self._sheet_nodes())
        for node in children(child(self.root, "definedNames"), "definedName"):
            scope = _defined(node).scope
            if scope is not None and sheet.position < scope < count:  # a scope beyond the tabs means none of them
                node.set("localSheetId", str(scope - 1))
        node = self.sheet_node(sheet)
        holder = node.getparent()
        assert holder is not None  # it is a child of <sheets>
        holder.remove(node)
        self.relations.drop(sheet.relation_id)
        ContentTypes(self.package).drop(sheet.part)
        self._shift_views(-1, sheet.position)
        self._changed = True

    def _shift_views(self, by: int, from_position: int = 0) -> None:
        """Views count tabs by position: the one that was open stays open."""
        count = len(self._sheet_nodes())
        for view in children(child(self.root, "bookViews"), "workbookView"):
            for key in ("activeTab", "firstSheet"):
                position = whole(view, key)
                if position > from_position or (by > 0 and position >= from_position):
                    view.set(key, str(position + by))
                elif position >= count:
                    view.set(key, str(max(count - 1, 0)))

    def recalculate_on_load(self) -> None:
        """Let Excel compute every formula when it opens the file: some refer to cells that we changed."""
        node = child(self.root, "calcPr")
        if node is None:
            node = insert_after(self.root, "calcPr", BEFORE_CALC)
        if not is_on(node.get("fullCalcOnLoad")):
            node.set("fullCalcOnLoad", "1")
            self._changed = True

    def save(self) -> None:
        """Put the part back, if anything of it changed."""
        if self._changed:
            self.package.put(self.part, serialised(self.root))


def keep_worksheets_only(package: Package) -> None:
    """Take out of the list what is no worksheet, for a reader that knows nothing else."""
    workbook = WorkbookPart(package)
    others = [sheet for sheet in workbook.sheets if sheet.kind != "worksheet" or not sheet.part]
    for node in [workbook.sheet_node(sheet) for sheet in others]:
        take_out(node)
    package.put(workbook.part, serialised(workbook.root))


def _main_part(package: Package) -> str:
    named = [relation.part for relation in Relations(package, "").of_kind("officeDocument")]
    for part in (*named, USUAL_MAIN):
        found = package.find(part)
        if found is not None:
            return found
    raise UnreadableInput("not_a_workbook")


def _relation_id(node: Element) -> str:
    return next((str(value) for key, value in node.attrib.items() if etree.QName(key).localname == "id"), "")


def _defined(node: Element) -> DefinedName:
    scope = node.get("localSheetId")
    number = int(scope) if scope is not None and scope.isdigit() else None
    return DefinedName(node.get("name", ""), node.text or "", number)
