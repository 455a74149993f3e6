"""Workbooks made to do harm: scored or refused in a sentence, within 512 MB and ten seconds, each in its process."""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from relsheet.sheets.second_look import Package

MOST_MEMORY = 512_000_000  # bytes of address space, a stricter thing than bytes of memory
MOST_SECONDS = 10  # of processor time
CUSTOMERS, OTHER = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
STYLES, STRINGS, BOOK = "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
Parts = dict[str, bytes]
Harm = Callable[[Parts], None]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only here can a process be held to so much memory")


def parts_of_a_workbook(path: Path) -> Parts:
    book = xlsxwriter.Workbook(path)
    customers, other = book.add_worksheet("Customers"), book.add_worksheet("Other")
    customers.write_row(0, 0, ["Customer", "Owner", "Revenue"])
    for row in range(1, 20):
        customers.write_row(row, 0, [f"Firm {row}", "Ann", row * 100])
    other.write_row(0, 0, ["a", "b"])
    other.write_row(1, 0, [1, 2])
    book.close()
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(part: str, xml: bytes) -> Harm:
    """Rows behind the last one."""
    return replaced(part, b"</sheetData>", xml + b"</sheetData>")


def replaced(part: str, pattern: bytes, new: bytes) -> Harm:
    def harm(parts: Parts) -> None:
        parts[part], hits = re.subn(pattern, lambda _: new, parts[part], count=1)
        assert hits

    return harm


def several(*harms: Harm) -> Harm:
    def harm(parts: Parts) -> None:
        for one in harms:
            one(parts)

    return harm


def added(name: str, content: bytes) -> Harm:
    return lambda parts: parts.update({name: content})


def entities(part: str) -> Harm:
    levels = b"".join(b'<!ENTITY e%d "%b">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    return replaced(part, rb"\?>", b'?><!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">' + levels + b"]>")


FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
FORMAT = b'<conditionalFormatting sqref="A1"><cfRule type="uniqueValues" priority="1"/></conditionalFormatting>'
SCORED, REFUSED, NOT_WRITTEN = 0, 3, 4


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        pytest.param(rows(OTHER, b" " * 300_000_000), REFUSED, id="a tab that swells a thousandfold"),
        pytest.param(added("xl/media/a.bin", bytes(300_000_000)), REFUSED, id="a picture that does"),
        pytest.param(rows(OTHER, b'<row r="3"><c r="A3"><v>1</v></c></row>' * 4_000_000), REFUSED, id="cells that do"),
        pytest.param(rows(CUSTOMERS, b"<row/>" * 3_000_000), REFUSED, id="more rows than a tab can have"),
        pytest.param(replaced(OTHER, b'ref="[^"]*"', b'ref="A1:XFD1048576"'), SCORED, id="a dimension of everything"),
        pytest.param(rows(OTHER, FAR), SCORED, id="a far cell beside the dimension, in another tab"),
        pytest.param(rows(CUSTOMERS, FAR.replace(b"XFD", b"XFC")), REFUSED, id="a far cell beside the dimension"),
        pytest.param(
            several(replaced(OTHER, b"<dimension[^>]*/>", b""), rows(OTHER, FAR.replace(b'"', b"'"))),
            SCORED,
            id="a far cell without any dimension",
        ),
        pytest.param(
            rows(OTHER, b'<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>'),
            SCORED,
            id="a row number of millions",
        ),
        pytest.param(
            rows(OTHER, b'<row r="1048576">' + b"<c><v>1</v></c>" * 16_384 + b"</row>"),
            SCORED,
            id="far cells without names",
        ),
        pytest.param(replaced(STRINGS, b'ount="', b'ount="4294967295'), SCORED, id="a count of strings that lies"),
        pytest.param(
            replaced(CUSTOMERS, b"<sheetData>", b'<cols><col min="1" max="1000000000"/></cols><sheetData>'),
            SCORED,
            id="a thousand million columns",
        ),
        pytest.param(entities(CUSTOMERS), REFUSED, id="entities of entities in a tab"),
        pytest.param(
            several(entities(STRINGS), replaced(STRINGS, b"Ann", b"&e9;")),
            REFUSED,
            id="entities of entities among the strings",
        ),
        pytest.param(
            several(
                replaced(BOOK, rb"\?>", b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'),
                replaced(BOOK, b'name="Other"', b'name="&e;"'),
            ),
            REFUSED,
            id="an entity that reads a file",
        ),
        pytest.param(
            replaced(
                CUSTOMERS,
                b"<pageMargins",
                b"<extLst>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</extLst><pageMargins",
            ),
            REFUSED,
            id="elements a hundred thousand deep",
        ),
        pytest.param(
            replaced(STYLES, b"</fonts>", b'<font><sz val="9"/></font>' * 100_000 + b"</fonts>"),
            NOT_WRITTEN,
            id="a hundred thousand fonts",
        ),
        pytest.param(
            replaced(
                CUSTOMERS,
                b"<pageMargins",
                FORMAT * 30_000 + b"<pageMargins",
            ),
            SCORED,
            id="thirty thousand conditional formats",
        ),
        pytest.param(
            rows(OTHER, b'<row r="9"><c r="C9"><f>' + b"'" * 300_000 + b"</f></c></row>"),
            SCORED,
            id="a formula of quotes",
        ),
        pytest.param(rows(CUSTOMERS, b'<row r="90">' * 100_000), REFUSED, id="rows that never end"),
        pytest.param(
            several(added("../../../evil.txt", b"x"), added("/tmp/evil.txt", b"x"), added("C:\\evil.txt", b"x")),
            SCORED,
            id="parts whose names lead out of the package",
        ),
    ],
)
def test_a_workbook_made_to_do_harm(harm: Harm, code: int, tmp_path: Path) -> None:
    path = tmp_path / "crm.xlsx"
    parts = parts_of_a_workbook(path)
    harm(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    before = path.read_bytes()
    found, said = scored(path, tmp_path)
    assert found == code, said
    assert "Traceback" not in said
    assert (path.read_bytes() == before) == (code != SCORED)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["crm.xlsx", "state"]


def scored(path: Path, folder: Path) -> tuple[int, str]:
    """(exit code, what was said) of a run that may use so much and no more."""
    import resource

    def hold() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))

    (folder / "state").mkdir()
    answer = subprocess.run(
        [sys.executable, "-m", "relsheet", "score", str(path), "--yes", "--as-of", "2026-11-20"],
        env={**os.environ, "RELSHEET_STATE_DIR": str(folder / "state")},
        preexec_fn=hold,
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.returncode, answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("xml", "cells"),
    [
        pytest.param(b'<row r="3"><c r="D3" s="1"/></row>', 26 * 9_999, id="a blank cell far out, roughly"),
        pytest.param(b'<row r="900000"><c r="AZ900000"><v>1</v></c></row>', 52 * 900_000, id="a cell far out"),
        pytest.param(b'<row r="900000"><c r="AZ900000" s="1"/></row>', 2 * 2, id="only a blank cell far out"),
        pytest.param(b"<row r='900000'><c s='1' r='AZ900000'><v>1</v></c></row>", 52 * 900_000, id="in odd writing"),
        pytest.param(b'<row r="900000">' + b"<c><v>1</v></c>" * 50 + b"</row>", 51 * 900_000, id="without names"),
    ],
)
def test_the_farthest_cell_is_found_before_room_is_made_for_it(xml: bytes, cells: int, tmp_path: Path) -> None:
    path = tmp_path / "crm.xlsx"
    parts = parts_of_a_workbook(path)
    rows(OTHER, xml)(parts)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    package = Package.open(path)
    assert package is not None
    look = package.look("Other")
    assert look is not None
    assert look.spanned_cells(1_000_000) <= cells
