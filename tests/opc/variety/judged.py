"""The judge of losses, helped over its limit: it knows parts and targets by their very spelling only."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote

from relsheet.opc.package import folded
from tests.judges import losses
from tests.opc.variety.packing import relative, targets
from tests.opc.variety.parts import TYPES, Parts, parts_of, zipped

USUAL = (TYPES, "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")


def lost(
    before: bytes,
    after: bytes,
    path: Path,
    columns: Mapping[str, Sequence[str]],
    tabs: Sequence[str],
    names: Iterable[str] = (),
) -> list[str]:
    """What lossless.py says of two workbooks whose parts have been given their usual names, or ``names``."""
    usual = {folded(name): name for name in (*USUAL, *names)}
    pair = []
    for name, content in (("before", before), ("after", after)):
        pair.append(path.with_name(f"{path.stem}.{name}.judged"))
        pair[-1].write_bytes(zipped(_judgeable(parts_of(content), usual)))
    return losses(*pair, columns, tabs)


def _judgeable(parts: Parts, usual: dict[str, str]) -> Parts:
    named = {
        usual.get(folded(part), unquote(part).replace("\\", "/").lstrip("/")): content
        for part, content in parts.items()
    }
    known = {folded(name): name for name in named}

    def plainly(folder: str, part: str) -> str:
        found = normpath(unquote(part).replace("\\", "/"))
        return relative(folder, known.get(folded(found), found))

    targets(plainly)(named)
    return named
