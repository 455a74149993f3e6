"""A package as the proof reads it, and what must hold of the parts that are ours. Shares nothing with the splicer."""

import io
import re
import zipfile
from collections.abc import Set
from functools import cached_property
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from relsheet.opc.evidence import Tree, hold, local, tree

#: Where XML names a relationship.
NAMED = re.compile(rb"""\b(?:id|embed|link|pict)\s*=\s*["'](rId[^"']*)["']""")


def prove_own_parts(old: "File", new: "File", tabs: frozenset[str]) -> None:
    """Nothing, if what hangs on tabs of ours is whole, and leans on nothing of the user's but what it leant on before.

    At a relationship to nothing, or a part of no known kind, Excel repairs the workbook, and may drop more than that.
    """
    own = new.parts_of(tabs) & new.names
    hold(all(new.tabs[tab] in own for tab in tabs & new.tabs.keys()), "a tab of ours without a part")
    for part in own:
        if not part.endswith(".rels"):
            had = {target for _, target in old.targets(part).values() if target in new.names or target not in old.names}
            hold(own | had >= {target for _, target in new.targets(part).values()}, part)
            hold(new.lacking(part) <= old.lacking(part), part)


class File:
    """One of the two files, as far as the proof needs it."""

    def __init__(self, source: bytes) -> None:
        self._source = memoryview(source)
        self.archive = zipfile.ZipFile(io.BytesIO(source))
        self.names = set(self.archive.namelist())
        self._related: dict[str, list[Tree]] = {}
        self._spellings = {_alike(name): name for name in reversed(self.archive.namelist())}
        roots = self.targets("")
        self.main = next((part for kind, part in roots.values() if kind == "officeDocument"), "xl/workbook.xml")
        related = self.targets(self.main)
        self.styles = next((part for kind, part in related.values() if kind == "styles"), "")
        self.tabs = {}
        self.workbook = tree(self.read(self.main))
        for node in self.workbook.iter("{*}sheet"):
            found = next((value for key, value in node.attrib.items() if key.endswith("}id")), "")
            self.tabs[node.get("name", "")] = related.get(found, ("", ""))[1]

    def read(self, name: str) -> bytes:
        hold(name in self.names, name)
        return self.archive.read(name)

    def raw(self, name: str) -> tuple[int, int, memoryview]:
        """The compressed bytes as they lie in the file, with what they are to inflate to."""
        entry = self.archive.getinfo(name)
        start = entry.header_offset + 30
        lengths = self._source[start - 4 : start]
        start += int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        return entry.CRC, entry.file_size, self._source[start : start + entry.compress_size]

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id -> (kind, part), without those to something outside."""
        found = {}
        for node in self._relationships(part):
            if node.get("TargetMode") != "External":
                target = unquote(node.get("Target", "").replace("\\", "/"))
                folder = dirname(part.replace("\\", "/"))
                part_name = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                kind = node.get("Type", "").rpartition("/")[2]
                found[node.get("Id", "")] = (kind, self._spelled(normpath(part_name)))
        return found

    def _relationships(self, part: str) -> list[Tree]:
        if part not in self._related:
            name = self._spelled(_relations_of(part))
            known = name in self.names
            self._related[part] = [*tree(self.read(name)).iter("{*}Relationship")] if known else []
        return self._related[part]

    def lacking(self, part: str) -> set[bytes]:
        """The relationships that the part names and does not have; "kind" where no list says of what kind it is."""
        if part not in self.names:
            return set()
        content = self.read(part)
        named = {*NAMED.findall(content)} if b"rId" in content else set()
        lacking = named - {node.get("Id", "").encode() for node in self._relationships(part)}
        if self._listed.isdisjoint((_alike(part), _alike(part).rpartition(".")[2])):
            lacking.add(b"kind")
        return lacking

    def _spelled(self, name: str) -> str:
        if name in self.names:
            return name
        return self._spellings.get(_alike(name), name)

    def tab_with(self, part: str) -> str:
        """The tab that the part hangs on."""
        found = (tab for tab, top in self.tabs.items() if part in {target for _, target in self.targets(top).values()})
        return next(found, "")

    def parts_of(self, tabs: frozenset[str]) -> set[str]:
        """Everything that hangs on tabs of ours and, however far down, on nothing else."""
        own = {part for tab, part in self.tabs.items() if tab in tabs}
        kept = self._below(own) - self._below({""}, without=own)
        return {*kept, *(self._spelled(_relations_of(part)) for part in kept)}

    def _below(self, tops: Set[str], without: Set[str] = frozenset()) -> set[str]:
        """Those parts and all that hang on them, but for the ones left out and what hangs on these."""
        found, seen = [*tops], {*tops, *without}
        for part in found:
            new = {target for _, target in self.targets(part).values()} - seen
            found += new
            seen |= new
        return set(found)

    @cached_property
    def _listed(self) -> set[str]:
        """The parts, and the endings of parts, whose kind is said; that something is XML says nothing."""
        nodes = tree(self.read(self._spelled("[Content_Types].xml")))
        return {_alike(node.get("PartName") or node.get("Extension") or "") for node in nodes if local(node)} - {"xml"}


def _alike(name: str) -> str:
    """A part's name without what may differ between two spellings of it."""
    return unquote(name).replace("\\", "/").lstrip("/").casefold()


def _relations_of(part: str) -> str:
    folder, _, name = part.replace("\\", "/").rpartition("/")
    return join(folder, "_rels", f"{name}.rels")
