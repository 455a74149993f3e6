"""Reading ahead: whoever asks gets the same tabs, and hears the same of what cannot be read."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from relsheet.errors import RelsheetError, UnreadableInput
from relsheet.opc.package import DEFAULT_LIMITS, Limits, Package
from relsheet.sheets.beginnings import cut_short
from relsheet.sheets.second_look import LONG_TAB
from relsheet.sheets.sources import backend_for
from relsheet.sheets.xlsx_tabs import read_ahead, tabs_at_hand, tabs_of

TABS = ["Customers", "Visits"]


def saved(path: Path, first: str) -> Path:
    file = Workbook()
    file.remove(file["Sheet"])
    for tab in TABS:
        file.create_sheet(tab).append([first, "Owner"])
    file.save(path)
    return path


@pytest.fixture
def crm(tmp_path: Path) -> Path:
    return saved(tmp_path / "crm.xlsx", "Customer")


def first_cells(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[object]:
    return [grid.head(1)[0][0] for grid in tabs_at_hand(path.read_bytes(), path.name, limits)]


def swelling(path: Path) -> Path:
    with ZipFile(path, "a", ZIP_DEFLATED) as package:
        package.writestr("xl/media/image1.bin", bytes(DEFAULT_LIMITS.ratio_from_bytes + 1))
    return path


def too_wide(path: Path) -> Path:
    file = Workbook()
    file.active["XFD1048576"] = "x"
    file.save(path)
    return path


def cut_off(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-500])
    return path


def encrypted(path: Path) -> Path:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage\0".encode("utf-16-le"))
    return path


def without_its_tab(path: Path) -> Path:
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist() if not name.endswith("sheet2.xml")}
    with ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def with_spoilt_tab(path: Path) -> Path:
    """The workbook with a tab that is long enough to begin well."""
    file = load_workbook(path)
    for number in range(3000):
        file["Visits"].append([number, number])
    file.save(path)
    content = bytearray(path.read_bytes())
    with ZipFile(path) as package:
        entry = package.getinfo("xl/worksheets/sheet2.xml")
    start = entry.header_offset + entry.compress_size // 2
    content[start : start + 50] = bytes([255] * 50)
    path.write_bytes(content)
    return path


def missing(path: Path) -> Path:
    path.unlink()
    return path


def heard(path: Path) -> str:
    """What somebody hears who reads every cell of the workbook."""
    try:
        for grid in backend_for(str(path)).read().grids:
            grid.head(1)
    except RelsheetError as err:
        return f"{type(err).__name__} {err.code} {err.where} {err.values}"
    return "nothing"


def test_what_was_read_ahead_is_not_read_again(crm: Path) -> None:
    read_ahead(crm)
    source = crm.read_bytes()
    ahead, anew = tabs_at_hand(source, crm.name, DEFAULT_LIMITS), tabs_at_hand(source, crm.name, DEFAULT_LIMITS)
    assert not any(grid._sheet for grid in anew)
    assert [grid.head(1) for grid in ahead] == [grid.head(1) for grid in anew]


def with_long_log(path: Path, row: str, opening: str = "<sheetData>") -> Path:
    """The workbook with a log so long that its rows are not waited for."""
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    before, _, _ = parts["xl/worksheets/sheet2.xml"].decode().partition("<sheetData>")
    rows = "".join(row.format(n=n) for n in range(1, LONG_TAB // len(row) + 1))
    parts["xl/worksheets/sheet2.xml"] = f"{before}{opening}{rows}</sheetData></worksheet>".encode()
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


NOTE = "asked for samples, wants a quote, price too high, call again next month " * 20
FILLED = '<row r="{n}"><c r="B{n}" t="inlineStr"><is><t>' + NOTE + "</t></is></c><c><v>{n}</v></c></row>"
SPARSE = FILLED.replace("{n}", "{n}0")


@pytest.mark.parametrize(
    ("row", "opening", "cut"),
    [
        pytest.param(FILLED, "<sheetData>", True, id="written as usual"),
        pytest.param(SPARSE, "<sheetData>", True, id="with blank rows between"),
        pytest.param(FILLED, "<sheetData >", False, id="written unusually"),
    ],
)
def test_what_heads_a_long_tab_is_known_before_all_of_it_is_read(row: str, opening: str, cut: bool, crm: Path) -> None:
    path = with_long_log(crm, row, opening)
    source = path.read_bytes()
    brief = cut_short(Package(source))
    assert (brief is not None) is cut
    ahead = tabs_of(source, path.name, DEFAULT_LIMITS, brief)
    anew = tabs_of(source, path.name, DEFAULT_LIMITS)
    assert [grid.head(50) for grid in ahead] == [grid.head(50) for grid in anew]
    assert [grid._sheet is None for grid in ahead] == [False, cut]
    assert [grid.last_row for grid in ahead] == [grid.last_row for grid in anew]
    assert [list(grid.rows(1, (1, 2, 3))) for grid in ahead] == [list(grid.rows(1, (1, 2, 3))) for grid in anew]


def test_a_tab_that_was_let_go_of_before_it_was_read_ahead_takes_no_memory(crm: Path) -> None:
    read_ahead(crm)
    customers, visits = tabs_at_hand(crm.read_bytes(), crm.name, DEFAULT_LIMITS)
    visits.release()
    for grid in (customers, visits):
        grid.load()
    assert (customers._sheet is None, visits._sheet is None) == (False, True)
    assert visits.head(1) == [["Customer", "Owner"]]


def test_a_file_that_was_saved_since_is_read_anew(crm: Path) -> None:
    read_ahead(crm)
    saved(crm, "Client")
    assert first_cells(crm) == ["Client", "Client"]


def test_another_workbook_is_not_taken_for_the_one_that_was_read_ahead(crm: Path, tmp_path: Path) -> None:
    read_ahead(saved(tmp_path / "other.xlsx", "Client"))
    assert first_cells(crm) == ["Customer", "Customer"]


def test_the_limits_of_the_config_hold_whatever_was_read_ahead(crm: Path) -> None:
    read_ahead(crm)
    with pytest.raises(UnreadableInput) as caught:
        first_cells(crm, Limits(cells=1))
    assert caught.value.code == "too_wide_tab"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        pytest.param(missing, "no_such_file", id="no such file"),
        pytest.param(cut_off, "damaged", id="cut off"),
        pytest.param(encrypted, "encrypted", id="with a password"),
        pytest.param(swelling, "zip_bomb", id="a bomb"),
        pytest.param(too_wide, "too_wide_tab", id="a tab that would fill the memory"),
        pytest.param(without_its_tab, "broken_tab", id="a tab without its part"),
        pytest.param(with_spoilt_tab, "broken_tab", id="a spoilt tab"),
    ],
)
def test_what_cannot_be_read_is_told_as_if_nothing_had_been_read_ahead(
    spoil: Callable[[Path], Path], code: str, crm: Path
) -> None:
    path = spoil(crm)
    told = heard(path)
    read_ahead(path)
    assert code in told
    assert heard(path) == told
