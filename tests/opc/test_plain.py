"""Only what calamine would read wrongly is written anew before it is read."""

from io import BytesIO

import pytest
import xlsxwriter

from relsheet.opc.package import Package
from relsheet.opc.plain import needs_plain


def with_a_link() -> Package:
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        book.add_worksheet("Key accounts").write_url("A1", "internal:'Key accounts'!B2")
    return Package(written.getvalue())


@pytest.mark.parametrize(
    ("wanted", "instead", "needed"),
    [
        pytest.param(b"'Key accounts'", b"&#x27;Key accounts&#x27;", False, id="a link, as many programs write them"),
        pytest.param(b'<c r="A1"', b'<c r="&#65;1"', True, id="the place of a cell"),
    ],
)
def test_a_character_reference_matters_where_it_says_where_a_cell_is(
    wanted: bytes, instead: bytes, needed: bool
) -> None:
    package = with_a_link()
    sheet = package.find("xl/worksheets/sheet1.xml")
    assert sheet is not None
    content = package.read(sheet)
    assert wanted in content
    package.put(sheet, content.replace(wanted, instead))
    assert needs_plain(package) is needed
