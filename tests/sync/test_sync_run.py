"""One sync after another: what is scored, what is left alone, what waits, and what becomes of failures."""

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from relsheet.api import Options
from relsheet.cli.options import the_clock
from relsheet.errors import RelsheetError
from relsheet.sheets.replace import fingerprint_of
from relsheet.sync import journal
from relsheet.sync.clock import Clock
from relsheet.sync.journal import Deed
from relsheet.sync.memory import Memory, recall, remember
from relsheet.sync.plan import Plan, sync, worst
from relsheet.sync.run import Demands
from relsheet.sync.status import status
from relsheet.sync.tasks import Task, duties_in, tasks_of
from relsheet.texts import Language
from tests.sync.office import MORNING, Hands, config, edit, synced, workbook

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

ONE = '[[job]]\nname = "crm"\nsource = "crm.xlsx"\nwait = "1m"\nexpect_every = "1d"\n'


def lock_file(path: Path) -> Path:
    lock = path.with_name(f"~${path.name}")
    lock.write_bytes(bytes([3]) + b"Ann" + b" " * 51 + b"\x03\x00" + "Ann".encode("utf-16-le").ljust(108, b"\x00"))
    return lock


def test_an_unchanged_workbook_is_left_alone(tmp_path: Path) -> None:
    path, options, hands = workbook(tmp_path / "crm.xlsx"), config(tmp_path, ONE), Hands()
    [first] = synced(options, hands)
    assert (first.deed, first.exit_code) == (Deed.SCORED, 0)
    assert first.cells > 0
    before = path.read_bytes(), path.stat().st_mtime_ns
    hands.on(minutes=1)
    [second] = synced(options, hands)
    assert second.deed is Deed.UNCHANGED
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def edited(path: Path, hands: Hands) -> None:
    edit(path, "D2", 99000)


def other_settings(path: Path, hands: Hands) -> None:
    config(path.parent, ONE + "[job.policy.abc]\ncuts = [0.5, 0.9]\n")


def next_day(path: Path, hands: Hands) -> None:
    hands.moment = datetime(2026, 11, 21, 0, 0, 0, tzinfo=MORNING.tzinfo)


def clock_set_back(path: Path, hands: Hands) -> None:
    hands.moment -= timedelta(days=400)


def clock_hardly_set_back(path: Path, hands: Hands) -> None:
    hands.moment -= timedelta(seconds=30)


def last_minute_of_the_day(path: Path, hands: Hands) -> None:
    hands.moment = next_change_of(path) - timedelta(seconds=1)


def time_to_change(path: Path, hands: Hands) -> None:
    hands.moment = next_change_of(path)


def the_tasks(options: Options) -> tuple[Task, ...]:
    duties = duties_in(options)
    return tuple(task for job in duties.jobs for task in tasks_of(job, duties, options))


def next_change_of(path: Path) -> datetime:
    [task] = the_tasks(config(path.parent, ONE))
    found = recall(task.name, str(path)).next_change
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("change", "deed"),
    [
        pytest.param(edited, Deed.SCORED, id="somebody edited it"),
        pytest.param(other_settings, Deed.SCORED, id="the settings changed"),
        pytest.param(next_day, Deed.SCORED, id="a new day"),
        pytest.param(time_to_change, Deed.SCORED, id="the moment at which time changes a result"),
        pytest.param(last_minute_of_the_day, Deed.UNCHANGED, id="the second before that moment"),
        pytest.param(clock_set_back, Deed.SCORED, id="a clock that had been wrong"),
        pytest.param(clock_hardly_set_back, Deed.UNCHANGED, id="a clock that is set right by seconds"),
    ],
)
def test_what_makes_a_source_worth_reading_again(
    change: Callable[[Path, Hands], None], deed: Deed, tmp_path: Path
) -> None:
    path, options, hands = workbook(tmp_path / "crm.xlsx"), config(tmp_path, ONE), Hands()
    synced(options, hands)
    change(path, hands)
    [entry] = synced(options, hands)
    assert entry.deed is deed


def test_a_complaint_that_passes_its_deadline_ends_the_rest_before_midnight(tmp_path: Path) -> None:
    path, options, hands = workbook(tmp_path / "crm.xlsx"), config(tmp_path, ONE), Hands()
    synced(options, hands)
    assert MORNING < next_change_of(path) <= datetime(2026, 11, 21, 0, 0, tzinfo=MORNING.tzinfo)


def test_always_scores_what_is_unchanged(tmp_path: Path) -> None:
    workbook(tmp_path / "crm.xlsx")
    options, hands = config(tmp_path, ONE), Hands()
    synced(options, hands)
    [entry] = synced(options, hands, Plan(demands=Demands(even_unchanged=True)))
    assert (entry.deed, entry.cells) == (Deed.SCORED, 0)


def test_a_workbook_that_is_open_is_waited_for_and_then_reported_as_busy_once(tmp_path: Path) -> None:
    path, options, hands = workbook(tmp_path / "crm.xlsx"), config(tmp_path, ONE), Hands()
    before = path.read_bytes()
    lock = lock_file(path)
    [first], [second] = synced(options, hands), synced(options, hands)
    assert (first.deed, first.exit_code, first.again) == (Deed.BUSY, 4, False)
    assert second.again
    assert "Ann" in first.message
    assert 45 < sum(hands.slept[: len(hands.slept) // 2]) <= 60
    assert path.read_bytes() == before
    lock.unlink()
    assert synced(options, hands)[0].deed is Deed.SCORED


def test_a_workbook_that_is_closed_while_we_wait_is_scored(tmp_path: Path) -> None:
    path, options, hands = workbook(tmp_path / "crm.xlsx"), config(tmp_path, ONE), Hands()
    lock = lock_file(path)
    hands.meanwhile = lambda: lock.unlink(missing_ok=True) if hands.seconds > 10 else None
    [entry] = synced(options, hands)
    assert entry.deed is Deed.SCORED
    assert entry.seconds >= 10


def test_one_failure_stops_no_other_job_and_the_exit_code_is_the_worst(tmp_path: Path) -> None:
    workbook(tmp_path / "crm.xlsx")
    (tmp_path / "letter.xlsx").write_bytes(b"%PDF-1.7 this is a letter\n" * 20)
    jobs = '[[job]]\nname = "letter"\nsource = "letter.xlsx"\n[[job]]\nname = "gone"\nsource = "no*.xlsx"\n' + ONE
    entries = synced(config(tmp_path, jobs), Hands())
    assert {entry.job: entry.deed for entry in entries} == {
        "gone": Deed.FAILED,
        "letter": Deed.FAILED,
        "crm": Deed.SCORED,
    }
    assert worst(entries) == 3
    assert [entry.job for entry in journal.entries()] == [entry.job for entry in entries]


def test_a_pattern_takes_every_workbook_and_no_lock_file(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        workbook(tmp_path / name)
    (tmp_path / "~$a.xlsx").write_bytes(b"")
    options = config(tmp_path, '[[job]]\nname = "all"\nsource = "*.xlsx"\n')
    tasks = the_tasks(options)
    assert [Path(task.source).name for task in tasks] == ["a.xlsx", "b.xlsx"]
    assert [task.folder.name for task in tasks] == ["a", "b"]


def test_a_pattern_takes_no_backup_no_folder_and_nothing_that_is_no_workbook(tmp_path: Path, state: Path) -> None:
    workbook(tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").mkdir()
    (tmp_path / "b.csv").write_text("Customer", encoding="utf-8")
    options = config(tmp_path, '[[job]]\nname = "all"\nsource = "**/*"\n')
    synced(options, Hands())
    assert list((state / "backups").rglob("*.xlsx"))  # they lie below the same folder
    assert [Path(task.source).name for task in the_tasks(options)] == ["a.xlsx"]


def test_two_jobs_that_want_the_same_of_one_workbook_share_it(tmp_path: Path) -> None:
    workbook(tmp_path / "crm.xlsx")
    options, hands = config(tmp_path, ONE + ONE.replace('"crm"', '"again"')), Hands()
    for _ in range(2):
        synced(options, hands)
    assert [entry.deed for entry in synced(options, hands)] == [Deed.UNCHANGED, Deed.UNCHANGED]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "there is no such file. If it was moved or renamed, correct source in the [[job]]"),
        ("zh", "找不到这个文件。如果是移动或改名了，请改正 [[job]] 里的 source"),
    ],
)
def test_of_a_missing_workbook_the_journal_says_what_fits_an_unattended_run(
    tmp_path: Path, language: Language, told: str
) -> None:
    options = config(tmp_path, ONE)
    [entry] = synced(options, Hands(), Plan(demands=Demands(language=language)))
    assert (entry.deed, entry.code, entry.exit_code) == (Deed.FAILED, "no_source_file", 3)
    assert entry.message.startswith(told), "the line of the log has the path before it"
    assert str(tmp_path) not in entry.message
    workbook(tmp_path / "crm.xlsx")
    [entry] = synced(options, Hands())
    assert entry.deed is Deed.SCORED


def test_of_two_jobs_that_want_different_results_in_one_workbook_the_second_fails(tmp_path: Path) -> None:
    path = workbook(tmp_path / "crm.xlsx")
    other = '[[job]]\nname = "other"\nsource = "*.xlsx"\ncolumns = ["abc"]\n'
    options, hands = config(tmp_path, ONE + other), Hands()
    first, second = synced(options, hands)
    assert (first.deed, second.deed, second.code) == (Deed.SCORED, Deed.FAILED, "rival_job")
    before = path.read_bytes()
    [alone] = synced(options, hands, Plan(names=("other",)))
    assert (alone.code, path.read_bytes()) == ("rival_job", before)


def test_the_second_run_after_a_signal_or_a_full_disk_ends_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = config(tmp_path, ONE)
    lock_file(workbook(tmp_path / "crm.xlsx"))
    hands = Hands()

    def a_signal_while_the_disk_is_full() -> None:
        monkeypatch.setenv("RELSHEET_STATE_DIR", "/proc/nowhere")
        raise SystemExit(143)

    hands.meanwhile = a_signal_while_the_disk_is_full
    with pytest.raises(SystemExit):
        synced(options, hands)


def test_a_state_folder_that_cannot_be_used_is_said_and_nothing_is_written(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "crm.xlsx")
    before = path.read_bytes()
    (tmp_path / "a file").write_text("", encoding="utf-8")
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path / "a file"))
    [entry] = synced(config(tmp_path, ONE), Hands())
    assert (entry.code, entry.exit_code, path.read_bytes()) == ("state_folder", 4, before)


def test_a_run_that_cannot_be_journaled_fails_but_its_work_is_done(tmp_path: Path, state: Path) -> None:
    path = workbook(tmp_path / "crm.xlsx")
    (state / "sync" / "journal.jsonl").mkdir(parents=True)
    [entry] = synced(config(tmp_path, ONE), Hands())
    assert (entry.code, entry.exit_code) == ("journal", 4)
    assert "Summary ◆" in openpyxl.load_workbook(path).sheetnames


def test_another_workbook_that_takes_its_place_while_we_wait_is_the_one_that_is_scored(tmp_path: Path) -> None:
    path, options, hands = workbook(tmp_path / "crm.xlsx"), config(tmp_path, ONE), Hands()
    edit(workbook(tmp_path / "other.xlsx"), "A2", "Somebody else")
    lock = lock_file(path)

    def replaced() -> None:
        if hands.seconds > 10 and lock.exists():
            (tmp_path / "other.xlsx").replace(path)
            lock.unlink()

    hands.meanwhile = replaced
    [entry] = synced(options, hands)
    assert entry.deed is Deed.SCORED
    assert openpyxl.load_workbook(path)["Customers"]["A2"].value == "Somebody else"
    hands.meanwhile = lambda: None
    assert synced(options, hands)[0].deed is Deed.UNCHANGED


def test_a_state_file_that_cannot_be_read_is_said(tmp_path: Path, state: Path) -> None:
    workbook(tmp_path / "crm.xlsx")
    options, hands = config(tmp_path, ONE), Hands()
    [task] = the_tasks(options)
    (state / "sync" / f"{task.name}.json").mkdir(parents=True)
    [entry] = synced(options, hands)
    assert (entry.deed, entry.code) == (Deed.FAILED, "state_folder")
    assert list(journal.entries()) == [entry]


def test_in_several_processes_it_is_the_same(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        workbook(tmp_path / name)
    options = config(tmp_path, '[[job]]\nname = "all"\nsource = "*.xlsx"\n')
    entries = list(sync(Plan(processes=2), duties_in(options), options, Clock(the_clock, time.monotonic, time.sleep)))
    assert sorted((Path(entry.source).name, entry.deed) for entry in entries) == [
        ("a.xlsx", Deed.SCORED),
        ("b.xlsx", Deed.SCORED),
    ]


def test_after_the_deadline_no_source_is_begun(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        workbook(tmp_path / name)
    hands = Hands()
    lock_file(tmp_path / "a.xlsx")
    options = config(tmp_path, '[[job]]\nname = "all"\nsource = "*.xlsx"\nwait = "1h"\n')
    entries = synced(options, hands, Plan(deadline=timedelta(seconds=35)))
    assert hands.seconds <= 35
    assert [(Path(entry.source).name, entry.deed) for entry in entries] == [
        ("b.xlsx", Deed.SCORED),  # nobody waits for what another has open
        ("a.xlsx", Deed.BUSY),
    ]
    hands.moment += timedelta(seconds=1)
    late = synced(options, hands, Plan(deadline=timedelta(0)))
    assert [(entry.deed, entry.exit_code) for entry in late] == [(Deed.LEFT_OUT, 4)] * 2


def test_no_wait_is_no_wait(tmp_path: Path) -> None:
    lock_file(workbook(tmp_path / "crm.xlsx"))
    hands = Hands()
    plan = Plan(deadline=timedelta(minutes=5), demands=Demands(wait=timedelta(0)))
    [entry] = synced(config(tmp_path, ONE), hands, plan)
    assert (entry.deed, hands.slept) == (Deed.BUSY, [])


def test_a_killed_run_is_found_out_by_the_next_one(tmp_path: Path) -> None:
    path, options, hands = workbook(tmp_path / "crm.xlsx"), config(tmp_path, ONE), Hands()
    [task] = the_tasks(options)
    remember(task.name, Memory(source=str(path), running_since=MORNING - timedelta(hours=1)))
    assert synced(options, hands)[0].deed is Deed.SCORED
    assert [entry.deed for entry in journal.entries()] == [Deed.KILLED, Deed.SCORED]
    hands.on(minutes=1)
    synced(options, hands)
    assert [entry.deed for entry in journal.entries()][2:] == [Deed.UNCHANGED]


def test_what_a_killed_run_left_half_written_is_cleared_away(tmp_path: Path, state: Path) -> None:
    workbook(tmp_path / "crm.xlsx")
    options, hands = config(tmp_path, ONE), Hands()
    synced(options, hands)
    for kept in list((state / "sync").glob("*.json")):
        (kept.parent / f".~relsheet-{fingerprint_of(kept.name.encode())[:10]}-0123abcd.tmp").write_text("{", "utf-8")
    synced(options, hands, Plan(demands=Demands(even_unchanged=True)))
    assert list((state / "sync").glob(".~*")) == []


def test_a_damaged_state_file_only_costs_a_run(tmp_path: Path, state: Path) -> None:
    workbook(tmp_path / "crm.xlsx")
    options, hands = config(tmp_path, ONE), Hands()
    synced(options, hands)
    for damaged in (state / "sync").glob("*.json"):
        damaged.write_text("{half", encoding="utf-8")
    assert synced(options, hands)[0].exit_code == 0


def test_the_columns_and_settings_of_a_job_are_its_own(tmp_path: Path) -> None:
    path = workbook(tmp_path / "crm.xlsx")
    synced(config(tmp_path, ONE + 'columns = ["abc"]\n'), Hands())
    headers = [cell.value for cell in openpyxl.load_workbook(path)["Customers"][1]]
    assert [header for header in headers if header.endswith("◆")] == ["ABC ◆"]


def test_the_outputs_lie_in_the_folder(tmp_path: Path) -> None:
    workbook(tmp_path / "crm.xlsx")
    pytest.importorskip("icalendar")
    wanted = ["actions.csv", "actions.ics", "report.html", "summary.json"]
    [entry] = synced(config(tmp_path, f'{ONE}outputs = {wanted}\nfolder = "out"\n'), Hands())
    assert entry.deed is Deed.SCORED
    made = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    assert sorted(made) == wanted
    assert made["actions.ics"].startswith(b"BEGIN:VCALENDAR")
    assert b"Firm 1" in made["report.html"]
    assert json.loads(made["summary.json"])["summary"]["actions"] >= 0


def test_status_tells_who_has_not_succeeded_for_too_long(tmp_path: Path) -> None:
    workbook(tmp_path / "crm.xlsx")
    options, hands = config(tmp_path, ONE), Hands()
    [before] = status((), options, hands.moment)
    assert before.overdue
    synced(options, hands)
    [on_the_day] = status((), options, MORNING + timedelta(days=1))
    [after] = status((), options, MORNING + timedelta(days=1, seconds=1))
    assert (on_the_day.overdue, after.overdue) == (False, True)


@pytest.mark.parametrize(
    ("names", "text", "code"),
    [
        pytest.param((), "", "no_jobs", id="no jobs at all"),
        pytest.param(("crn",), ONE, "no_such_job", id="a job misspelt"),
    ],
)
def test_a_call_that_makes_no_sense_is_refused(names: tuple[str, ...], text: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(RelsheetError) as refused:
        synced(config(tmp_path, text), Hands(), Plan(names))
    assert refused.value.code == code


def test_the_journal_stays_bounded_and_survives_a_torn_line(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "FULL", 2000)
    entry = journal.Entry(job="crm", source="crm.xlsx", began=MORNING, deed=Deed.SCORED)
    for _ in range(200):
        journal.write(entry)
    assert sum(file.stat().st_size for file in (state / "sync").glob("journal*.jsonl")) < 5000
    with (state / "sync" / "journal.jsonl").open("ab") as lines:
        lines.write(b'{"job": "crm", "sou')
    journal.write(entry)
    assert list(journal.entries())[-1] == entry
