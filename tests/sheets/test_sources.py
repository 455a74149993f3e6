"""What a source is, by its content; and what may be done with it."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import msoffcrypto.format.ooxml
import openpyxl
import pytest

from relsheet.errors import ExitCode, NotWritten, RelsheetError, UnreadableInput, UsageError
from relsheet.sheets.contract import Backend
from relsheet.sheets.edits import OwnCell, PlaceColumn, Style
from relsheet.sheets.kinds import Kind, kind_of
from relsheet.sheets.legacy import workbook_of
from relsheet.sheets.memory import MemoryGrid
from relsheet.sheets.sources import backend_for
from relsheet.texts import LANGUAGES, texts_in

LEGACY = Path(__file__).parent.parent / "workbooks" / "legacy"
TODAY = date(2026, 11, 22)
EDITS = [PlaceColumn("customers.abc", "客户", 1, "ABC ◆", Style(bold=True), 8, (OwnCell(2, "A"), OwnCell(3, TODAY)))]


def refused(kind: type[RelsheetError], code: str, call: Callable[[], object]) -> RelsheetError:
    """The call stops with that code, and a sentence in each language."""
    with pytest.raises(kind) as stopped:
        call()
    assert stopped.value.code == code
    for language in LANGUAGES:
        assert len(stopped.value.sentence(texts_in(language))) > 15
    return stopped.value


def package(**parts: str) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("CT", "[Content_Types].xml"), content)
    return target.getvalue()


def workbook_bytes() -> bytes:
    target = BytesIO()
    openpyxl.Workbook().save(target)
    return target.getvalue()


def with_spoilt_list() -> bytes:
    """A workbook whose list of parts cannot be inflated."""
    content = bytearray(workbook_bytes())
    with ZipFile(BytesIO(content)) as archive:
        entry = archive.getinfo("[Content_Types].xml")
    start = entry.header_offset + 30 + len(entry.filename)
    content[start : start + 20] = bytes([255] * 20)
    return bytes(content)


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + f"{stream}\0".encode("utf-16-le") + bytes(600)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(workbook_bytes(), Kind.XLSX, id="an .xlsx, whatever it is called"),
        pytest.param(
            package(CT="vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"), Kind.XLSX, id="a template"
        ),
        pytest.param(package(CT="vnd.ms-excel.sheet.macroEnabled.main+xml"), Kind.XLSX, id="a workbook with macros"),
        pytest.param(package(CT="vnd.ms-excel.sheet.binary.macroEnabled.main"), Kind.XLSB, id="an .xlsb"),
        pytest.param((LEGACY / "customers.xls").read_bytes(), Kind.XLS, id="an .xls"),
        pytest.param((LEGACY / "customers.ods").read_bytes(), Kind.ODS, id="an .ods"),
        pytest.param(ole("EncryptedPackage"), Kind.ENCRYPTED, id="a workbook with a password"),
        pytest.param(b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(20), Kind.XLS, id="an .xls without a container"),
        pytest.param(b"  <HTML><table>", Kind.HTML, id="HTML"),
        pytest.param("\ufeff<html xmlns:o=''>".encode("utf-16-le"), Kind.HTML, id="HTML in UTF-16"),
        pytest.param("客户,电话".encode("gb18030"), Kind.CSV, id="a CSV in GB18030"),
        pytest.param("客户,电话".encode("utf-16"), Kind.CSV, id="a CSV in UTF-16"),
    ],
)
def test_a_source_is_recognised_by_its_content(tmp_path: Path, content: bytes, kind: Kind) -> None:
    path = tmp_path / "crm.xlsx"
    path.write_bytes(content)
    assert kind_of(path) is kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "empty_file", id="an empty file"),
        pytest.param(bytes(5000), "empty_file", id="a file of zeros, as a sync service leaves it"),
        pytest.param(workbook_bytes()[:2000], "damaged", id="a workbook cut short"),
        pytest.param(with_spoilt_list(), "damaged", id="a workbook whose list of parts is spoilt"),
        pytest.param(b"%PDF-1.7", "not_a_workbook.pdf", id="a PDF"),
        pytest.param(b"\x89PNG\r\n", "not_a_workbook.picture", id="a picture"),
        pytest.param(package(CT="wordprocessingml"), "not_a_workbook.word", id="a Word document"),
        pytest.param(package(CT="presentationml"), "not_a_workbook.slides", id="slides"),
        pytest.param(package(mimetype="application/vnd.oasis.opendocument.text"), "not_a_workbook.word", id="an .odt"),
        pytest.param(package(Index__Document="x"), "not_a_workbook.numbers", id="Apple Numbers"),
        pytest.param(package(readme="x"), "not_a_workbook.archive", id="an archive"),
        pytest.param(ole("WordDocument"), "not_a_workbook.word", id="an old Word document"),
        pytest.param(ole("Contents"), "not_a_workbook.ole", id="another old Office file"),
        pytest.param(b'<?mso-application progid="Excel.Sheet"?>', "not_a_workbook.xml2003", id="XML of Excel 2003"),
        pytest.param(b"<?xml version='1.0'?><crm/>", "not_a_workbook.xml", id="some XML"),
        pytest.param(b"\x7fELF\x02\x00\x01" + bytes(9) + b"x", "not_a_workbook.binary", id="a program"),
    ],
)
def test_what_is_no_workbook_is_called_by_its_name(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "crm.xlsx"
    path.write_bytes(content)
    error = refused(UnreadableInput, code, lambda: backend_for(str(path)))
    assert error.exit_code == ExitCode.UNREADABLE


def test_no_such_file_and_a_folder(tmp_path: Path) -> None:
    refused(UnreadableInput, "no_such_file", lambda: backend_for(str(tmp_path / "crm.xlsx")))
    refused(UnreadableInput, "is_a_folder", lambda: backend_for(str(tmp_path)))


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("https://docs.google.com/document/d/1a2b/edit", "google_no_id"),
        ("gsheet:", "google_no_id"),
        ("https://example.com/crm.xlsx", "not_a_file"),
    ],
)
def test_addresses(source: str, code: str) -> None:
    refused(UsageError, code, lambda: backend_for(source))


def written(backend: Backend) -> Path | None:
    receipt = backend.write(backend.read(), EDITS)
    assert receipt.written
    return receipt.output


@pytest.mark.parametrize("source", sorted(LEGACY.glob("customers.*")), ids=lambda path: path.suffix)
def test_an_old_workbook_goes_into_a_new_one(tmp_path: Path, source: Path) -> None:
    before = source.read_bytes()
    backend = backend_for(str(source), tmp_path / "new.xlsx")
    assert {change.after for change in backend.preview(backend.read(), EDITS)} == {"ABC ◆", "A", TODAY}
    written(backend)
    sheets = openpyxl.load_workbook(tmp_path / "new.xlsx")
    moment = datetime.fromisoformat
    assert [[cell.value for cell in row] for row in sheets["客户"]] == [
        ["Name", "Id", "Since", "Revenue", "Last", "ABC ◆"],
        ["Müller GmbH", "007", moment("2024-03-05"), 1200.5, moment("2024-03-05T14:30"), "A"],
        ["李雷商行", "=1+1", None, 0, None, moment("2026-11-22")],
    ]
    assert sheets["客户"]["B3"].data_type == "s"
    assert sheets["客户"]["C2"].number_format == "yyyy-mm-dd"
    assert sheets.sheetnames == ["客户", "Visits"]
    assert source.read_bytes() == before


def test_a_csv_that_is_called_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "客户.xlsx"
    path.write_bytes("名称,编号\n李雷商行,007\n".encode("gb18030"))
    assert written(backend_for(str(path), tmp_path / "new.xlsx")) == tmp_path / "new.xlsx"
    sheet = openpyxl.load_workbook(tmp_path / "new.xlsx")["客户"]
    assert [cell.value for cell in sheet[2]] == ["李雷商行", "007", "A"]


def test_a_hidden_first_tab_stays_hidden(tmp_path: Path) -> None:
    grids = (MemoryGrid("hidden", [["x"]], hidden=True), MemoryGrid(" 客户 ", [["Name"]]))
    sheets = openpyxl.load_workbook(BytesIO(workbook_of(grids)))
    assert [(sheet.title, sheet.sheet_state) for sheet in sheets] == [("hidden", "hidden"), (" 客户 ", "visible")]
    assert sheets.active.title == " 客户 "


def test_a_tab_name_that_excel_does_not_allow(tmp_path: Path) -> None:
    refused(NotWritten, "tab_name", lambda: workbook_of([MemoryGrid("x" * 32, [["Name"]])]))


def test_without_an_output_it_is_only_read(tmp_path: Path) -> None:
    path = tmp_path / "客户.csv"
    path.write_text("名称,编号\n李雷商行,007\n", encoding="utf-8")
    backend = backend_for(str(path))
    assert len(backend.preview(backend.read(), EDITS)) == 3
    error = refused(UsageError, "needs_output", lambda: backend.write(backend.read(), EDITS))
    assert error.exit_code == ExitCode.USAGE
    refused(UsageError, "output_suffix", lambda: backend_for(str(path), tmp_path / "new.csv"))
    refused(UsageError, "output_macros", lambda: backend_for(str(path), tmp_path / "new.xlsm"))


@pytest.mark.parametrize(("source", "output"), [("crm.xlsx", "new.xlsm"), ("crm.xlsm", "new.xlsx")])
def test_a_copy_that_excel_would_not_open_under_its_name(tmp_path: Path, source: str, output: str) -> None:
    made = BytesIO()
    openpyxl.Workbook().save(made)
    with ZipFile(made) as before, ZipFile(tmp_path / source, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if source.endswith(".xlsm") and name == "[Content_Types].xml":
                plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main"
                content = content.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main")
            after.writestr(name, content)
    error = refused(UsageError, "output_macros", lambda: backend_for(str(tmp_path / source), tmp_path / output).read())
    assert error.exit_code == ExitCode.USAGE
    backend_for(str(tmp_path / source), tmp_path / f"new{Path(source).suffix}").read()


@pytest.mark.parametrize("link", [None, "symlink_to", "hardlink_to"])
def test_a_copy_is_not_written_over_its_source(tmp_path: Path, link: str | None) -> None:
    path, output = tmp_path / "crm.xlsx", tmp_path / ("other.xlsx" if link else "crm.xlsx")
    openpyxl.Workbook().save(path)
    if link:
        getattr(output, link)(path)
    refused(UsageError, "output-is-source", lambda: backend_for(str(path), output))


def test_a_source_that_changed_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "客户.csv"
    path.write_text("名称,编号\n", encoding="utf-8")
    backend = backend_for(str(path), tmp_path / "new.xlsx")
    read = backend.read()
    path.write_text("名称,编号\n新客户,1\n", encoding="utf-8")
    refused(NotWritten, "changed_since_read", lambda: backend.write(read, EDITS))
    assert not (tmp_path / "new.xlsx").exists()


def test_a_workbook_with_a_password(tmp_path: Path) -> None:
    plain = openpyxl.Workbook()
    plain.active["A1"] = "客户"
    plain.save(tmp_path / "plain.xlsx")
    path = tmp_path / "crm.xlsx"
    with (tmp_path / "plain.xlsx").open("rb") as content, path.open("wb") as target:
        msoffcrypto.format.ooxml.OOXMLFile(content).encrypt("geheim", target)
    refused(UnreadableInput, "encrypted", lambda: backend_for(str(path)).read())
    refused(UnreadableInput, "wrong_password", lambda: backend_for(str(path), None, "Geheim").read())
    backend = backend_for(str(path), None, "geheim")
    workbook = backend.read()
    assert workbook.grids[0].head(1) == [["客户"]]
    refused(NotWritten, "encrypted_write", lambda: backend.write(workbook, EDITS))
