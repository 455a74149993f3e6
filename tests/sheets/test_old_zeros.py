"""Leading zeros of .xls and .ods: what calamine does not tell of the old formats."""

from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsheet.intake.reader import read_book
from relsheet.policy import Policy
from relsheet.sheets.biff import cells_shown
from relsheet.sheets.calamine import open_grids
from relsheet.sheets.old_zeros import OldLook
from relsheet.sheets.sources import backend_for

WORKBOOKS = Path(__file__).parents[1] / "workbooks"
FILES = [WORKBOOKS / "libreoffice-zeros.xls", WORKBOOKS / "libreoffice-zeros.ods"]
SUFFIXES = [file.suffix for file in FILES]
#: 70000 and 123456 have no zero to show.
WITH_ZEROS = {"客户": {(2, 1): "00123", (3, 1): "00007"}, "出货": {(2, 1): "00123", (3, 1): "00007", (4, 1): "00007"}}


@pytest.mark.parametrize("file", FILES, ids=SUFFIXES)
def test_numbers_with_a_format_of_zeros_are_told_as_they_are_shown(file: Path) -> None:
    for grid in open_grids(file):
        shown = grid.padded_numbers([1, 2, 3])
        assert {place: text for place, text in shown.items() if text.startswith("0")} == WITH_ZEROS[grid.tab]
        assert grid.padded_numbers([2, 3]) == {}


@pytest.mark.parametrize("file", FILES, ids=SUFFIXES)
def test_an_id_keeps_its_zeros_in_the_records(file: Path) -> None:
    book = read_book(backend_for(str(file)).read(), Policy({}), UTC)
    assert [customer.id for customer in book.customers] == ["00123", "00007", "70000", "123456"]


@pytest.mark.parametrize("file", FILES, ids=SUFFIXES)
@pytest.mark.parametrize("tab", ["客户", "not there"])
def test_a_file_cut_short_shows_no_zeros_and_ends(file: Path, tab: str) -> None:
    content = file.read_bytes()
    for end in range(0, len(content), max(len(content) // 40, 1)):
        assert set(OldLook(content[:end], tab).padded_numbers([1]).values()) <= {"00123", "00007", "70000", "123456"}


@given(st.data())
def test_a_damaged_xls_shows_something_or_nothing_and_ends(data: st.DataObject) -> None:
    content = bytearray(FILES[0].read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(dict(cells_shown(bytes(content), "客户", [1])), dict)


def test_a_chain_of_sectors_that_leads_out_of_the_file_shows_nothing() -> None:
    content = bytearray(FILES[0].read_bytes())
    content[68:76] = (1_000_000).to_bytes(4, "little") + (5).to_bytes(4, "little")
    assert cells_shown(bytes(content), "客户", [1]) == {}


def test_sectors_of_a_size_that_there_is_not_are_not_followed() -> None:
    content = bytearray(FILES[0].read_bytes())
    content[30] = 60
    assert cells_shown(bytes(content), "客户", [1]) == {}
