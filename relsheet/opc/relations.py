"""Who belongs to whom in a package: relationships of a part, and the content types of all (ECMA-376-2 §6.5, §7.2)."""

from dataclasses import dataclass
from posixpath import dirname, normpath, relpath
from urllib.parse import unquote

from relsheet.opc.package import Package, folded, slashed
from relsheet.opc.xml import PACKAGE_RELATIONS, Element, append, children, parsed, serialised

RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
TYPES_PART = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship: ``kind`` is the last word of its type ("worksheet"), ``part`` is empty for external targets."""

    id: str
    kind: str
    part: str
    external: bool


def relations_part(part: str) -> str:
    """Where the relationships of a part are kept; of the package itself for ""."""
    folder, _, name = slashed(part).rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def resolved(part: str, target: str) -> str:
    """The part that a target means: absolute, or relative to the folder of the part that names it."""
    target = slashed(unquote(target))
    if target.startswith("/"):
        return normpath(target).lstrip("/")
    return normpath(f"{dirname(slashed(part))}/{target}".lstrip("/"))


class Relations:
    """The relationships of one part, for reading and changing."""

    def __init__(self, package: Package, part: str) -> None:
        self._package, self._part = package, part
        self.name = relations_part(part)
        found = package.find(self.name)
        self.root = parsed(package.read(found), found) if found else _empty("Relationships", PACKAGE_RELATIONS)

    def all(self) -> list[Relation]:
        """Every relationship in file order."""
        return [self._relation(node) for node in children(self.root, "Relationship")]

    def _relation(self, node: Element) -> Relation:
        external = node.get("TargetMode") == "External"
        part = "" if external else resolved(self._part, node.get("Target", ""))
        return Relation(node.get("Id", ""), node.get("Type", "").rsplit("/", 1)[-1], part, external)

    def of_kind(self, kind: str) -> list[Relation]:
        """Those of one kind, Strict or Transitional."""
        return [relation for relation in self.all() if relation.kind == kind]

    def add(self, type_uri: str, part: str) -> str:
        """The id of a new relationship to that part."""
        taken = {node.get("Id") for node in self.root}
        number = len(self.root) + 1
        while f"rId{number}" in taken:
            number += 1
        target = relpath(f"/{slashed(part)}", f"/{dirname(slashed(self._part))}")
        append(self.root, "Relationship", Id=f"rId{number}", Type=type_uri, Target=target)
        self._save()
        return f"rId{number}"

    def drop(self, relation_id: str) -> None:
        """Take one out."""
        for node in children(self.root, "Relationship"):
            if node.get("Id") == relation_id:
                self.root.remove(node)
                self._save()

    def _save(self) -> None:
        if self._package.find(self.name) is None:
            ContentTypes(self._package).set(self.name, RELATIONS_TYPE)
        self._package.put(self.name, serialised(self.root))


def type_base(relations: Relations) -> str:
    """The beginning of the relationship types that this package uses: Strict and Transitional differ."""
    for node in children(relations.root, "Relationship"):
        kind = node.get("Type", "")
        if "/relationships/" in kind and "purl.oclc.org" in kind:
            return str(kind.rsplit("/", 1)[0])
    return "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class ContentTypes:
    """Which part is what, by extension or by name."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._root = parsed(package.read(TYPES_PART), TYPES_PART)

    def of(self, part: str) -> str:
        """The content type of a part; "" where none is given."""
        for node in children(self._root, "Override"):
            if folded(node.get("PartName", "")) == folded(part):
                return str(node.get("ContentType", ""))
        extension = part.rpartition(".")[2].casefold()
        for node in children(self._root, "Default"):
            if node.get("Extension", "").casefold() == extension:
                return str(node.get("ContentType", ""))
        return ""

    @property
    def listed(self) -> list[str]:
        """The parts that are listed by name, whether they are there or not."""
        return [str(node.get("PartName", "")) for node in children(self._root, "Override")]

    def set(self, part: str, content_type: str) -> None:
        """Say what a part is, unless that is said already."""
        if self.of(part) == content_type:
            return
        self.drop(part)
        append(self._root, "Override", PartName=f"/{part}", ContentType=content_type)
        self._save()

    def drop(self, part: str) -> None:
        """Forget a part that is gone."""
        for node in children(self._root, "Override"):
            if folded(node.get("PartName", "")) == folded(part):
                self._root.remove(node)
                self._save()

    def _save(self) -> None:
        self._package.put(TYPES_PART, serialised(self._root))


def _empty(name: str, uri: str) -> Element:
    return parsed(f'<{name} xmlns="{uri}"/>'.encode())
