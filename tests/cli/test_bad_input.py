"""Bad input: one clear sentence with the cure, the right exit code, and the workbook untouched."""

import stat
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from relsheet.cli import commands

CRM = [["Customer", "Owner", "Last contact"], *([f"Firm {number}", "Ann", "2026-11-02"] for number in range(1, 21))]


@pytest.fixture(autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path_factory.mktemp("state")))


def workbook(path: Path, rows: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active.title = "Customers"
    book.save(path)
    return path


def score(path: Path, *options: str) -> Result:
    return CliRunner().invoke(commands, ["score", str(path), "--as-of", "2026-11-20", "--lang", "en", *options])


def crm(folder: Path) -> Path:
    return workbook(folder / "crm.xlsx", CRM)


def missing(folder: Path) -> Path:
    return folder / "nowhere.xlsx"


def a_letter(folder: Path) -> Path:
    path = folder / "letter.xlsx"
    path.write_bytes(b"%PDF-1.7 this is a letter\n" * 20)
    return path


def no_customers(folder: Path) -> Path:
    return workbook(folder / "stock.xlsx", [["Bin", "Weight"], ["A-1", "12 kg"], ["A-2", "13 kg"]])


def no_name(folder: Path) -> Path:
    return workbook(
        folder / "nameless.xlsx", [["Owner", "Last contact", "Next contact", "Revenue"], ["Ann", "2026-11-02", "", "3"]]
    )


def locked_by_excel(folder: Path) -> Path:
    path = crm(folder)
    (folder / "~$crm.xlsx").write_bytes(
        bytes([3]) + b"Ann" + b" " * 51 + b"\x03\x00" + "Ann".encode("utf-16-le").ljust(108, b"\x00")
    )
    return path


def read_only(folder: Path) -> Path:
    path = crm(folder)
    path.chmod(stat.S_IREAD)
    return path


def in_unwritable_folder(folder: Path) -> Path:
    inner = folder / "inner"
    inner.mkdir()
    path = crm(inner)
    inner.chmod(stat.S_IREAD | stat.S_IEXEC)
    return path


@pytest.mark.parametrize(
    ("make", "code", "said", "cure"),
    [
        pytest.param(missing, 3, "no such file", "Check", id="no such file"),
        pytest.param(a_letter, 3, "not a workbook", "", id="not a workbook"),
        pytest.param(no_customers, 3, "no tab looks like a list of customers", "relsheet init", id="no customers tab"),
        pytest.param(no_name, 3, "customers' names", "[headers.customers]", id="no name column"),
        pytest.param(locked_by_excel, 4, "Ann", "Close", id="open in Excel: says who has it"),
        pytest.param(read_only, 4, "read-only", "-o NEW.xlsx", id="a read-only file, also for root"),
        pytest.param(in_unwritable_folder, 4, "folder", "", id="a folder that nobody may write to"),
    ],
)
def test_bad_input_is_one_sentence_and_an_exit_code(
    make: Callable[[Path], Path], code: int, said: str, cure: str, tmp_path: Path
) -> None:
    path = make(tmp_path)
    before = path.read_bytes() if path.exists() else None
    result = score(path, "--yes")
    path.parent.chmod(stat.S_IRWXU)
    assert result.exit_code == code, result.output
    assert said in result.stderr
    assert cure in result.stderr
    assert "Traceback" not in result.output
    assert (path.read_bytes() if path.exists() else None) == before
    assert {found.name for found in path.parent.iterdir()} <= {path.name, f"~${path.name}"}


def test_dates_that_cannot_be_read_are_reported_with_their_cell_and_the_rest_is_scored(tmp_path: Path) -> None:
    path = workbook(tmp_path / "crm.xlsx", [*CRM, ["Firm 21", "Ann", "31/02/2026"]])
    checked = CliRunner().invoke(commands, ["check", str(path), "--lang", "en"])
    assert checked.exit_code == 1
    assert "Customers!C22" in checked.output
    assert score(path, "--yes").exit_code == 0
    assert openpyxl.load_workbook(path).sheetnames[0:1] != []


def test_strict_writes_nothing_where_the_data_have_errors(tmp_path: Path) -> None:
    path = workbook(tmp_path / "crm.xlsx", [*CRM, ["Firm 21", "Ann", "31/02/2026"]])
    before = path.read_bytes()
    assert score(path, "--yes", "--strict").exit_code == 1
    assert path.read_bytes() == before


def test_a_dry_run_shows_the_cells_and_writes_nothing(tmp_path: Path) -> None:
    path = crm(tmp_path)
    before = path.read_bytes()
    result = score(path, "--dry-run")
    assert result.exit_code == 0, result.output
    assert "Customers!D2" in result.output
    assert "These tabs of ours would be written: Summary ◆, To do ◆." in result.output
    assert path.read_bytes() == before


def test_wrong_settings_are_named_and_nothing_is_read(tmp_path: Path) -> None:
    (tmp_path / "relsheet.toml").write_text("[abc]\ncutz = [0.7]\n", encoding="utf-8")
    result = score(crm(tmp_path), "--yes")
    assert result.exit_code == 2
    assert "relsheet.toml:2: abc.cutz: unknown; did you mean cuts?" in result.stderr


def test_a_tab_that_is_not_there_is_told_with_the_line_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "relsheet.toml").write_text('[tabs]\ncustomers = "Clients"\n', encoding="utf-8")
    result = score(crm(tmp_path), "--yes")
    assert result.exit_code == 2
    assert 'relsheet.toml:2 [tabs] customers: there is no tab "Clients"' in result.stderr


def test_another_format_needs_a_name_for_the_new_workbook(tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text("\n".join(",".join(row) for row in CRM), encoding="utf-8")
    assert score(path, "--yes").exit_code == 2
    made = tmp_path / "scored.xlsx"
    assert score(path, "--yes", "-o", str(made)).exit_code == 0
    assert "Summary ◆" in openpyxl.load_workbook(made).sheetnames


def test_a_script_that_replaces_another_file_is_told_where_its_backup_lies(tmp_path: Path) -> None:
    made = tmp_path / "prices.xlsx"
    made.write_bytes(b"not ours")
    told = score(crm(tmp_path), "-o", str(made))
    assert told.exit_code == 0, told.output
    backup = " ".join(told.output.split()).split("Backup of prices.xlsx as it was: ")[1].split(" ")[0]
    assert Path(backup).read_bytes() == b"not ours"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        pytest.param(
            "询价.csv", "询价日期,品牌\n2026-05-06,甲\n", "没有一张表看起来像客户名单", id="no list, in Chinese"
        ),
        pytest.param(
            "拜访.csv", "拜访日期,客户名称,拜访内容\n2026-05-06,甲公司,试样\n", "另存为 .xlsx", id="a log, in Chinese"
        ),
        pytest.param(
            "v.csv", "Visit Date,Customer,Visit Notes\n2026-05-06,Acme,x\n", "Save it as .xlsx", id="a log, in English"
        ),
    ],
)
def test_headers_that_are_not_understood_are_told_in_their_own_language(
    name: str, text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8" if "没" in said or "另" in said else "zh_CN.UTF-8")
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(commands, ["check", str(path)])
    assert result.exit_code == 3
    assert said in result.stderr
