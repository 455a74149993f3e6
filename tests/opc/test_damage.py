"""Workbooks that were damaged on their way: refused in a sentence or written whole, and never half of anything."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from relsheet.errors import RelsheetError
from relsheet.opc.package import Package
from relsheet.sheets.xlsx import XlsxBackend
from relsheet.texts import texts_in
from tests.opc.variety.bases import BASES
from tests.opc.variety.parts import parts_of, zipped
from tests.opc.walk import first_header, wishes

SEEDS = 1500 if os.environ.get("RELSHEET_FULL") else 60
BASE = BASES["XlsxWriter"], BASES["a table"]
SNIPPETS = (b"<", b">", b'"', b"&", b"/>", b"-1", b"99999999999", b"", b"\x00", b"\xff", b"<c", b"</row>", b"x", b"=")


def cut(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content))]


def flipped(chance: random.Random, content: bytes) -> bytes:
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def with_a_hole(chance: random.Random, content: bytes) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.randrange(1, 400) :]


def misspelt(chance: random.Random, content: bytes) -> bytes:
    """A whole archive, one part of which says something else in a few places."""
    parts = parts_of(content)
    name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(parts[name]))
        parts[name] = parts[name][:at] + chance.choice(SNIPPETS) + parts[name][at + chance.choice((0, 1, 1, 4, 40)) :]
    return zipped(parts)


def renumbered(chance: random.Random, content: bytes) -> bytes:
    """A whole archive with well-formed parts, some numbers and names in attributes of which are others."""
    parts = parts_of(content)
    for name in chance.sample([name for name in parts if name.endswith((".xml", ".rels"))], 2):
        pieces = parts[name].split(b'"')
        for at in chance.sample(range(1, len(pieces), 2), min(len(pieces) // 2, chance.choice((1, 2, 6)))):
            pieces[at] = chance.choice(
                (b"", b"-1", b"0", b"7", b"99999999999", b"1.5", b"A0", b"XFE1", b"$B:$B", b"rId1")
            )
        parts[name] = b'"'.join(pieces)
    return zipped(parts)


def without_a_part(chance: random.Random, content: bytes) -> bytes:
    parts = parts_of(content)
    del parts[chance.choice(sorted(parts))]
    return zipped(parts)


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("damage", [cut, flipped, with_a_hole, misspelt, renumbered, without_a_part])
def test_a_damaged_workbook(
    damage: Callable[[random.Random, bytes], bytes], seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path / "state"))
    chance = random.Random(seed)
    path = tmp_path / "crm.xlsx"
    path.write_bytes(damage(chance, chance.choice(BASE)))
    before = path.read_bytes()
    try:
        place = first_header(XlsxBackend(path).read())
        if place is None:
            return
        XlsxBackend(path).write(XlsxBackend(path).read(), wishes(*place))
    except RelsheetError as refused:
        said = refused.sentence(texts_in("en"))
        whole = path.read_bytes() == before
    else:
        said, whole = "written", Package(path.read_bytes()).names != ()
    assert whole
    assert said
