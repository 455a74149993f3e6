"""``relsheet doctor``: each check says ok, warning or fault with its cure, and no fault hides another."""

import json
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from relsheet.api.diagnosis import Diagnosis, State
from relsheet.api.doctor import diagnose
from relsheet.api.options import Options
from relsheet.cli import commands
from relsheet.sheets.locks import only_run
from tests.sheets.google_server import running_server
from tests.sheets_server.loading import load_rows
from tests.sheets_server.tokens import EMAIL, REFRESH_TOKEN

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings, state or keys but the test's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NO_GCE_CHECK", "true")
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: "Europe/London")
    for name in ("RELSHEET_CREDENTIALS", "GOOGLE_APPLICATION_CREDENTIALS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def crm(tmp_path: Path) -> Path:
    openpyxl.Workbook().save(tmp_path / "crm.xlsx")
    return tmp_path / "crm.xlsx"


def doctor(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["doctor", "--lang", "en", *arguments])


def found(name: str, source: str = "", now: datetime = NOW, options: Options = Options()) -> list[Diagnosis]:
    return [one for one in diagnose(source, now, options) if one.name == name]


def states(name: str, source: str = "", now: datetime = NOW, options: Options = Options()) -> list[State]:
    return [one.state for one in found(name, source, now, options)]


def test_a_good_workbook_has_no_fault_and_every_check_has_its_line(crm: Path) -> None:
    result = doctor(str(crm))
    assert result.exit_code == 0, result.output
    names = ("settings", "state folder", "clock", "time zone", "holidays", "Google key", "source", "open elsewhere")
    lines = [line for line in result.stdout.splitlines() if not line.startswith("    →")]
    assert [name in line for name, line in zip(names, lines, strict=True)] == [True] * len(names)
    assert not any(line.startswith("fault") for line in lines)


def test_it_speaks_chinese() -> None:
    result = CliRunner().invoke(commands, ["doctor", "--lang", "zh"])
    assert "正常  节假日      CN" in result.stdout


def test_json_says_the_same(crm: Path) -> None:
    told = json.loads(doctor(str(crm), "--format", "json").stdout)
    assert told["source"] == str(crm)
    assert {check["state"] for check in told["checks"]} <= {"ok", "warning"}
    assert [check["name"] for check in told["checks"]][:2] == ["config", "state"]


def test_quiet_says_only_the_faults() -> None:
    assert doctor("--quiet").stdout == ""
    assert doctor("--quiet", "nix.xlsx").stdout.splitlines()[0].startswith("fault  source")


def test_every_wrong_setting_of_every_file_is_told(crm: Path, tmp_path: Path) -> None:
    (tmp_path / "relsheet.toml").write_text("[abc]\ncutz = [0.8]\n[sla]\nfoo = 1\n", encoding="utf-8")
    (tmp_path / "config" / "relsheet").mkdir(parents=True)
    (tmp_path / "config" / "relsheet" / "relsheet.toml").write_text("[abc\n", encoding="utf-8")
    result = doctor(str(crm))
    assert result.exit_code == 2
    faults = [line for line in result.stdout.splitlines() if line.startswith("fault")]
    assert len(faults) == 3
    assert "relsheet.toml:2: abc.cutz" in result.stdout
    assert any("ok" in line and "open elsewhere" in line for line in result.stdout.splitlines())


def test_a_secret_address_in_the_wrong_place_is_not_shown() -> None:
    told = doctor("--set", 'notify.channels.boss="https://hooks.example/s3cret"')
    assert told.exit_code == 2
    assert "notify.channels.boss = 'https://…'" in told.stdout
    assert "s3cret" not in told.output


@pytest.mark.parametrize(
    ("now", "state"),
    [
        pytest.param(
            datetime(2026, 10, 31, 23, 59, tzinfo=UTC), State.FAULT, id="a clock before this version is wrong"
        ),
        pytest.param(datetime(2026, 11, 1, tzinfo=UTC), State.OK, id="from that day on it may be right"),
        pytest.param(datetime(1970, 1, 1, tzinfo=UTC), State.FAULT, id="a computer without a battery"),
    ],
)
def test_the_clock(now: datetime, state: State) -> None:
    assert states("clock", now=now) == [state]


@pytest.mark.parametrize(
    ("settings", "now", "state"),
    [
        pytest.param((), NOW, State.OK, id="no country, no holidays"),
        pytest.param(("calendar.country=GB",), NOW, State.OK, id="holidays by rule have no end"),
        pytest.param(
            ("calendar.country=CN",), datetime(2026, 12, 1, tzinfo=UTC), State.OK, id="30 days ahead are sure"
        ),
        pytest.param(("calendar.country=CN",), datetime(2026, 12, 2, tzinfo=UTC), State.WARNING, id="29 days are not"),
        pytest.param(("calendar.country=XX",), NOW, State.FAULT, id="a country that nobody knows"),
    ],
)
def test_the_holidays(settings: tuple[str, ...], now: datetime, state: State) -> None:
    assert states("holidays", now=now, options=Options(settings=settings)) == [state]


def test_utc_as_the_computers_zone_is_worth_a_warning_and_as_a_setting_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: "Etc/UTC")
    assert states("zone") == [State.WARNING]
    assert states("zone", source="gsheet:abc") == [State.OK]
    assert states("zone", options=Options(settings=("calendar.time_zone=UTC",))) == [State.OK]


def test_a_state_folder_that_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, crm: Path) -> None:
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(crm / "below a file"))
    result = doctor()
    assert result.exit_code == 4
    assert "RELSHEET_STATE_DIR" in result.stdout


def test_somebody_has_the_workbook_open(crm: Path) -> None:
    crm.with_name(f".~lock.{crm.name}#").write_text(",ann,desk,22.11.2026 09:00,;", encoding="utf-8")
    result = doctor(str(crm))
    assert result.exit_code == 4
    assert "ann, desk has it open in LibreOffice" in result.stdout


def test_another_run_is_told_at_once(crm: Path) -> None:
    with only_run(crm):
        [lock] = found("locks", str(crm))
    assert (lock.state, lock.exit_code) == (State.FAULT, 4)


def test_a_missing_file_is_a_fault_of_its_own() -> None:
    assert doctor("nix.xlsx").exit_code == 3


class TestGoogle:
    """Over real HTTP against the local server."""

    @pytest.fixture
    def key(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        server, _ = running_server()
        server.faults.reset()
        monkeypatch.setenv("RELSHEET_SHEETS_API", server.url)
        return server.key_file(tmp_path)

    @pytest.fixture
    def sheet(self) -> str:
        return f"gsheet:{load_rows(running_server()[0].store, {'Customers': [['Customer'], ['Acme']]}).id}"

    def test_a_sheet_that_is_shared_is_read(self, key: Path, sheet: str) -> None:
        result = doctor(sheet, "--credentials", str(key))
        assert result.exit_code == 0, result.output
        assert f"service account {EMAIL}" in result.stdout
        assert "1 tab," in result.stdout

    def test_the_key_is_found_by_the_environment(self, key: Path, sheet: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))
        assert doctor(sheet).exit_code == 0

    def test_one_that_is_not_shared_says_with_whom_to_share_it(self, key: Path) -> None:
        result = doctor("gsheet:there-is-no-such-sheet", "--credentials", str(key))
        assert result.exit_code == 5
        assert f"add {EMAIL} as an editor" in result.stdout

    def test_no_call_goes_out_for_a_workbook(self, key: Path, crm: Path) -> None:
        before = running_server()[0].faults.calls
        assert "service account" in doctor(str(crm), "--credentials", str(key)).stdout
        assert running_server()[0].faults.calls == before

    def test_a_key_that_others_can_read_is_a_warning(self, key: Path, sheet: str) -> None:
        key.chmod(0o644)
        result = doctor(sheet, "--credentials", str(key))
        assert result.exit_code == 0
        assert "warning  Google key" in result.stdout
        assert "chmod 600" in result.stdout

    def test_consent_of_a_person_may_end_after_seven_days(self, tmp_path: Path) -> None:
        user = running_server()[0].tokens.user_file(tmp_path, "")
        result = doctor("--credentials", str(user))
        assert result.exit_code == 0, result.output
        assert "7 days" in result.stdout
        assert REFRESH_TOKEN not in result.output

    def test_a_file_that_is_no_key_is_a_fault_only_where_a_key_is_needed(
        self, key: Path, sheet: str, crm: Path
    ) -> None:
        private = json.loads(key.read_text(encoding="utf-8"))["private_key"].splitlines()[1]
        key.write_text(key.read_text(encoding="utf-8")[:-40], encoding="utf-8")
        result = doctor(sheet, "--credentials", str(key))
        assert result.exit_code == 5
        assert [line[:17] for line in result.stdout.splitlines() if line.startswith("fault")] == ["fault  Google key"]
        assert "forbids keys" in result.stdout
        assert private not in result.output
        assert doctor(str(crm), "--credentials", str(key)).exit_code == 0

    def test_no_credentials_at_all(self, sheet: str) -> None:
        assert doctor(sheet).exit_code == 5
        assert doctor().exit_code == 0
