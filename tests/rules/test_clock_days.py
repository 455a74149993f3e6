"""Which hours of a complaint counted, day by day."""

from datetime import datetime
from zoneinfo import ZoneInfo

from relsheet.policy import Policy
from relsheet.records import Book, MappedTab, Role
from relsheet.rules.calendars import CalendarSettings, work_calendar
from relsheet.rules.clock_days import reply_days, resolve_days
from relsheet.rules.sla import judge_complaints
from relsheet.texts import texts_in
from tests.rules.given import complaint

ZONE = ZoneInfo("Asia/Shanghai")
EN = texts_in("en")


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZONE)


def test_every_day_of_both_clocks() -> None:
    calendar = work_calendar(CalendarSettings(), (), "en", ZONE)
    case = complaint(
        opened_at=at("2026-03-05 10:00"), paused_from=at("2026-03-06 09:00"), paused_to=at("2026-03-09 12:00")
    )
    tab = MappedTab(
        role=Role.COMPLAINTS,
        tab="Complaints",
        header_row=1,
        records=1,
        headers={},
        columns={"ack_at": 1, "resolved_at": 2},
    )
    now = at("2026-03-20 10:00")
    verdict = judge_complaints(Book(customers=(), complaints=(case,), tabs=(tab,)), Policy({}), calendar, now, EN, {})[
        0
    ]
    assert verdict.reply is not None
    assert list(reply_days(case, verdict.reply, calendar, EN)) == [
        "2026-03-05 Thu  10:00–17:00  7 h of working time",
        "2026-03-06 Fri  09:00–17:00  8 h of working time",
    ]
    lines = list(resolve_days(case, verdict.resolve, calendar, now, EN))
    assert lines[:5] == [
        "2026-03-05 Thu  10:00–17:00  7 h of working time",
        "2026-03-06 Fri  waiting for the customer",
        "2026-03-07 Sat  no working time",
        "2026-03-08 Sun  no working time",
        "2026-03-09 Mon  12:00–17:00  5 h of working time  waiting for the customer",
    ]
    assert lines[-1].startswith("2026-03-13 Fri"), "5 working days, and Friday the 6th wholly paused"
