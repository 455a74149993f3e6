"""Who is told what: only what is new, once, to the right people, not at night; over real mail and web servers."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from relsheet import api
from relsheet.api.jobs import NotifySettings
from relsheet.errors import RemoteFailure
from relsheet.pages.news import NewsItem
from relsheet.sync import outbox
from relsheet.sync.delivery import addresses_of, deliver, send_test
from relsheet.sync.outbox import KEPT, REMEMBERED, Known, Line
from relsheet.sync.tasks import duties_in
from relsheet.sync.telling import messages_of
from tests.sync.office import COMPLAINTS, MORNING, Hands, config, synced, workbook
from tests.sync.post_office import PostOffice, mail_server, web_hook

pytestmark = [
    pytest.mark.filterwarnings("ignore::UserWarning:openpyxl"),
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning"),  # Apprise imports it
]

JOB = '[[job]]\nname = "crm"\nsource = "crm.xlsx"\nnotify = ["boss"]\nwait = "0s"\n'
BOSS = '[notify.channels.boss]\nenv = "BOSS"\n'
LATE = ["K-3", "Firm 3", "2026-11-02 10:00", "Normal", "Open", "Burst", "2026-11-02 11:00", None]


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    with web_hook() as office:
        monkeypatch.setenv("BOSS", office.address)
        yield office


def settings(options: api.Options) -> NotifySettings:
    return duties_in(options).notify


def sync_and_send(options: api.Options, hands: Hands) -> None:
    synced(options, hands)
    assert deliver(settings(options), hands.moment) == ()


def add_complaint(path: Path, row: list[object]) -> None:
    book = openpyxl.load_workbook(path)
    book["Complaints"].append(row)
    book.save(path)


def test_the_first_run_accuses_nobody_and_only_what_is_new_is_told_once(tmp_path: Path, hook: PostOffice) -> None:
    path = workbook(tmp_path / "crm.xlsx", [*COMPLAINTS, ["K-0", *LATE[1:]]])
    options, hands = config(tmp_path, JOB + BOSS), Hands()
    sync_and_send(options, hands)
    assert hook.letters == []
    add_complaint(path, LATE)
    hands.on(minutes=15)
    sync_and_send(options, hands)
    [(title, text)] = hook.letters
    assert title == "relsheet: 1 overdue"
    assert "Ann:" in text
    assert "K-3, Firm 3" in text
    assert "K-0" not in text
    for _ in range(3):
        hands.on(days=1)
        sync_and_send(options, hands)
    assert [text for _, text in hook.letters if "K-3" in text] == [text]


def test_a_channel_that_is_down_hears_of_it_later_and_once(tmp_path: Path, hook: PostOffice) -> None:
    path = workbook(tmp_path / "crm.xlsx")
    options, hands = config(tmp_path, JOB + BOSS), Hands()
    sync_and_send(options, hands)
    add_complaint(path, LATE)
    hook.refuse = True
    synced(options, hands)
    [failure] = deliver(settings(options), hands.moment)
    assert failure.exit_code == 5
    hook.refuse = False
    for _ in range(2):
        hands.on(minutes=15)
        sync_and_send(options, hands)
    assert len(hook.letters) == 1


def test_nobody_is_told_at_night(tmp_path: Path, hook: PostOffice) -> None:
    path = workbook(tmp_path / "crm.xlsx")
    options, hands = config(tmp_path, JOB + BOSS), Hands()
    sync_and_send(options, hands)
    add_complaint(path, LATE)
    hands.on(hours=12)  # Friday 21:00
    sync_and_send(options, hands)
    hands.moment = datetime(2026, 11, 23, 8, 59, tzinfo=MORNING.tzinfo)
    sync_and_send(options, hands)
    assert hook.letters == []
    hands.on(minutes=1)
    sync_and_send(options, hands)
    assert len(hook.letters) == 1


@pytest.mark.parametrize(
    ("saturday", "monday"),
    [
        pytest.param(datetime(2026, 3, 28, 17, tzinfo=UTC), datetime(2026, 3, 30, 7, tzinfo=UTC), id="one is lost"),
        pytest.param(datetime(2026, 10, 24, 16, tzinfo=UTC), datetime(2026, 10, 26, 8, tzinfo=UTC), id="one is twice"),
    ],
)
def test_the_night_in_which_the_clocks_change(
    saturday: datetime, monday: datetime, tmp_path: Path, hook: PostOffice
) -> None:
    late = ["K-9", "Firm 3", f"{saturday - timedelta(days=20):%Y-%m-%d} 10:00", "Normal", "Open", "Burst", None, None]
    path = workbook(tmp_path / "crm.xlsx", COMPLAINTS[:1])
    options, hands = config(tmp_path, JOB + BOSS, "Europe/Berlin"), Hands(moment=saturday)
    synced(options, hands)
    add_complaint(path, late)
    deeds: list[str] = []
    told_at: list[datetime] = []
    while hands.moment < monday + timedelta(hours=1):
        deeds += [entry.deed for entry in synced(options, hands)]
        before = len(hook.letters)
        deliver(settings(options), hands.moment)
        told_at += [hands.moment] * (len(hook.letters) - before)
        hands.on(minutes=15)
    assert told_at == [monday]  # nine in the morning in Berlin
    assert Counter(deeds)["scored"] == 3  # the edit and two midnights


def test_without_quiet_hours_it_is_told_at_once(tmp_path: Path, hook: PostOffice) -> None:
    path = workbook(tmp_path / "crm.xlsx")
    options, hands = config(tmp_path, "[notify]\nquiet_hours = false\n" + JOB + BOSS), Hands()
    sync_and_send(options, hands)
    add_complaint(path, LATE)
    hands.on(hours=12)
    sync_and_send(options, hands)
    assert len(hook.letters) == 1


@pytest.mark.parametrize(
    ("owners", "told"),
    [
        pytest.param('owners = ["Ann"]', True, id="his own customer"),
        pytest.param('owners = ["Bob"]', False, id="somebody else's customer"),
    ],
)
def test_a_channel_hears_of_its_owners_customers(owners: str, told: bool, tmp_path: Path, hook: PostOffice) -> None:
    path = workbook(tmp_path / "crm.xlsx")
    options, hands = config(tmp_path, JOB + BOSS + owners), Hands()
    sync_and_send(options, hands)
    add_complaint(path, LATE)
    sync_and_send(options, hands)
    assert bool(hook.letters) is told


def test_a_job_that_fails_is_told_once_and_once_that_it_mended(tmp_path: Path, hook: PostOffice) -> None:
    path = workbook(tmp_path / "crm.xlsx")
    options, hands = config(tmp_path, JOB + BOSS), Hands()
    sync_and_send(options, hands)
    good = path.read_bytes()
    path.write_bytes(b"%PDF-1.7 this is a letter\n" * 20)
    for _ in range(3):
        hands.on(minutes=15)
        sync_and_send(options, hands)
    path.write_bytes(good)
    for _ in range(3):
        hands.on(minutes=15)
        sync_and_send(options, hands)
    texts = [text for _, text in hook.letters]
    assert len(texts) == 2
    assert "The job crm fails (crm.xlsx): this is a PDF" in texts[0]
    assert "The job crm works again (crm.xlsx)" in texts[1]


def test_a_failure_that_mends_before_anybody_was_told_is_not_told(tmp_path: Path, hook: PostOffice) -> None:
    path = workbook(tmp_path / "crm.xlsx")
    options, hands = config(tmp_path, JOB + BOSS), Hands()
    sync_and_send(options, hands)
    good = path.read_bytes()
    hands.on(hours=12)  # Friday 21:00
    path.write_bytes(b"%PDF-1.7 this is a letter\n" * 20)
    sync_and_send(options, hands)
    path.write_bytes(good)
    for _ in range(2):
        hands.on(days=3)
        sync_and_send(options, hands)
    assert [text for _, text in hook.letters if "The job" in text] == []


def test_the_reason_of_a_failure_is_told_in_the_language_of_the_channel(tmp_path: Path, hook: PostOffice) -> None:
    (tmp_path / "crm.xlsx").write_bytes(b"%PDF-1.7 this is a letter\n" * 20)
    sync_and_send(config(tmp_path, JOB + BOSS + 'lang = "zh"'), Hands())
    [(title, text)] = hook.letters
    assert title == "relsheet：1 个任务失败"
    assert "任务 crm 失败了（crm.xlsx）：这是 PDF，不是工作簿。" in text


def test_a_pattern_that_fits_nothing_is_told_once_and_once_that_it_mended(tmp_path: Path, hook: PostOffice) -> None:
    options = config(tmp_path, JOB.replace("crm.xlsx", "crm/*.xlsx") + BOSS)
    (tmp_path / "crm").mkdir()
    (tmp_path / "crm" / "notes.txt").write_text("no workbook", encoding="utf-8")
    hands = Hands()
    for _ in range(3):
        sync_and_send(options, hands)
        hands.on(minutes=15)
    workbook(tmp_path / "crm" / "a.xlsx")
    for _ in range(3):
        sync_and_send(options, hands)
        hands.on(minutes=15)
    first, second = (text for _, text in hook.letters)
    assert "The job crm fails (crm/*.xlsx): no workbook (.xlsx, .xlsm) in" in first
    assert "The job crm works again (crm/*.xlsx)" in second


def test_complaints_that_are_gone_for_an_hour_are_not_told_anew(tmp_path: Path, hook: PostOffice) -> None:
    path = workbook(tmp_path / "crm.xlsx")
    options, hands = config(tmp_path, JOB + BOSS), Hands()
    sync_and_send(options, hands)
    add_complaint(path, LATE)
    hands.on(minutes=15)
    sync_and_send(options, hands)
    now, last_week = path.read_bytes(), workbook(tmp_path / "old.xlsx").read_bytes()
    for content in (last_week, now):  # somebody copies an old one over it, and finds out
        path.write_bytes(content)
        hands.on(minutes=60)
        sync_and_send(options, hands)
    assert len(hook.letters) == 1


@pytest.mark.parametrize(
    ("away", "told_again"),
    [
        pytest.param(REMEMBERED - timedelta(seconds=1), False, id="not quite three days"),
        pytest.param(REMEMBERED, True, id="three days"),
    ],
)
def test_what_has_not_held_for_three_days_is_news_again(away: timedelta, told_again: bool) -> None:
    item = NewsItem("reply|K-1", "late", "Ann", "late")
    known = Known().after([item.key], MORNING).after([], MORNING + away)
    assert bool(known.new_among([item])) is told_again


def test_wrong_settings_are_told_too(tmp_path: Path, hook: PostOffice) -> None:
    workbook(tmp_path / "crm.xlsx")
    options = config(tmp_path, JOB + "[job.policy.abc]\ncutz = [0.7]\n" + BOSS)
    sync_and_send(options, Hands())
    [(_, text)] = hook.letters
    assert "cutz" in text


def test_a_channel_that_is_not_there_is_the_jobs_failure(tmp_path: Path) -> None:
    workbook(tmp_path / "crm.xlsx")
    [entry] = synced(config(tmp_path, JOB), Hands())
    assert (entry.code, entry.exit_code) == ("no_such_channel", 2)


def test_in_chinese_for_those_who_want_it(tmp_path: Path, hook: PostOffice) -> None:
    path = workbook(tmp_path / "crm.xlsx")
    options, hands = config(tmp_path, JOB + BOSS + 'lang = "zh"'), Hands()
    sync_and_send(options, hands)
    add_complaint(path, LATE)
    sync_and_send(options, hands)
    [(title, text)] = hook.letters
    assert title == "relsheet：1 项逾期"
    assert "投诉 K-3（Firm 3）" in text


@pytest.mark.parametrize("server", [pytest.param(web_hook, id="a web hook"), pytest.param(mail_server, id="mail")])
def test_a_test_message_arrives(
    server: Callable[[], AbstractContextManager[PostOffice]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = config(tmp_path, BOSS)
    with server() as office:
        monkeypatch.setenv("BOSS", office.address)
        assert send_test(settings(options)) == ("boss",)
        [(title, text)] = office.letters
    assert title == "relsheet: test"
    assert "boss" in text


@pytest.mark.parametrize(
    ("channel", "code"),
    [
        pytest.param('{ env = "NOT_THERE" }', "no_address", id="the variable is not set"),
        pytest.param('{ file = "nowhere.url" }', "address_file", id="the file is not there"),
    ],
)
def test_an_address_that_is_not_there_is_said(channel: str, code: str, tmp_path: Path) -> None:
    notify = settings(config(tmp_path, f"[notify.channels]\nboss = {channel}\n"))
    with pytest.raises(RemoteFailure) as failure:
        addresses_of("boss", notify.channels["boss"], {})
    assert failure.value.code == code


def test_addresses_from_a_file_one_a_line(tmp_path: Path) -> None:
    (tmp_path / "boss.url").write_text("# mine\njson://127.0.0.1/a\n\njson://127.0.0.1/b\n", encoding="utf-8")
    notify = settings(config(tmp_path, f"[notify.channels]\nboss = {{ file = '{tmp_path / 'boss.url'}' }}\n"))
    assert addresses_of("boss", notify.channels["boss"], {}) == ("json://127.0.0.1/a", "json://127.0.0.1/b")


def line(number: int, owner: str | None = "Ann", since: datetime = MORNING) -> Line:
    return Line(
        channel="boss",
        job="crm",
        owner=owner,
        kind="late",
        text=f"line {number}",
        place="crm.xlsx",
        language="en",
        since=since,
        not_before=since,
    )


@pytest.mark.parametrize(
    ("count", "shown"), [pytest.param(20, 20, id="as many as allowed"), pytest.param(21, 20, id="one too many")]
)
def test_a_long_message_is_cut_and_counted(count: int, shown: int) -> None:
    [message] = messages_of([line(number) for number in range(count)], 20)
    assert message.body.count("\n- ") == shown
    assert ("... and 1 more" in message.body) is (count > shown)


def test_lines_that_no_channel_ever_took_are_given_up() -> None:
    lines = [line(1), line(2, since=MORNING - KEPT), line(3, since=MORNING - KEPT + timedelta(seconds=1))]
    assert [kept.text for kept in outbox.without_the_old(lines, MORNING)] == ["line 1", "line 3"]


def test_the_message_says_first_what_kind_of_news_there_is_and_where_to_read_on() -> None:
    failing = line(3, None).model_copy(update={"kind": "failing", "text": "The job x fails"})
    [message] = messages_of([line(1, "Bob"), line(2, None), failing], 20)
    assert message.title == "relsheet: 1 failing, 2 overdue"
    assert message.body.splitlines() == [
        "The runs themselves:",
        "- The job x fails",
        "",
        "Bob:",
        "- line 1",
        "",
        "No owner entered:",
        "- line 2",
        "",
        "The full picture, and what to do next: crm.xlsx",
    ]
