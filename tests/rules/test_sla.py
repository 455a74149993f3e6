"""Every state of a complaint, and every limit from both sides, on China's calendar of 2026."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from relsheet.policy import Policy
from relsheet.records import (
    Book,
    Channel,
    Complaint,
    ComplaintStatus,
    MappedTab,
    Moment,
    Origin,
    Priority,
    Role,
)
from relsheet.rules.calendars import CalendarSettings, work_calendar
from relsheet.rules.results import SlaState, Verdict
from relsheet.rules.sla import judge_complaints, worst_verdict
from relsheet.rules.sla_settings import SlaSettings
from relsheet.texts import texts_in

ZONE = ZoneInfo("Asia/Shanghai")
OFFICE = work_calendar(CalendarSettings(), (), "zh", ZONE)
FIELDS = ("id", "opened_at", "ack_at", "resolved_at", "closed_at", "reopened_at", "paused_from", "paused_to", "status")


def moment(written: str) -> Moment:
    """A date alone stays one."""
    return datetime.fromisoformat(written).replace(tzinfo=ZONE) if " " in written else date.fromisoformat(written)


def complaint(row: int = 2, **fields: Any) -> Complaint:
    """Moments as text; everything else as it is."""
    values = {
        name: moment(value) if isinstance(value, str) and name.endswith(("_at", "_from", "_to")) else value
        for name, value in fields.items()
    }
    return Complaint(origin=Origin("投诉", row, 1), **values)


def book(*complaints: Complaint, fields: tuple[str, ...] = FIELDS) -> Book:
    columns = {field: index + 1 for index, field in enumerate(fields)}
    tab = MappedTab(
        role=Role.COMPLAINTS,
        tab="投诉",
        header_row=1,
        records=len(complaints),
        headers={},
        columns=columns,
    )
    return Book(customers=(), complaints=complaints, tabs=(tab,))


def verdicts_on(
    read: Book, now: str, sla: Mapping[str, Any] | None = None, letters: Mapping[str, str | None] | None = None
) -> tuple[Verdict, ...]:
    policy = Policy({"sla": SlaSettings.model_validate(sla or {})})
    at = datetime.fromisoformat(now).replace(tzinfo=ZONE)
    return judge_complaints(read, policy, OFFICE, at, texts_in("en"), letters or {})


def judge(now: str, **fields: Any) -> Verdict:
    return verdicts_on(book(complaint(**fields)), now)[0]


def due(written: Moment | None) -> str:
    return f"{written:%Y-%m-%d %H:%M}" if written else ""


# Monday 2026-03-02, 10:00: normal priority, a reply within 1wd (Tuesday 18:00), a solution within 5wd (Monday 9 18:00).
OPENED = {"opened_at": "2026-03-02 10:00"}
REPLIED = OPENED | {"ack_at": "2026-03-02 11:00"}

REPLY = [
    pytest.param("2026-03-02 10:00", {}, SlaState.ON_TRACK, id="just received"),
    # 8 h of Monday and 9 h of Tuesday: 75 % are 12 h 45 min
    pytest.param("2026-03-03 13:44:59", {}, SlaState.ON_TRACK, id="a second before three quarters are used"),
    pytest.param("2026-03-03 13:45", {}, SlaState.AT_RISK, id="three quarters are used"),
    pytest.param("2026-03-03 18:00", {}, SlaState.AT_RISK, id="exactly at due"),
    pytest.param("2026-03-03 18:00:01", {}, SlaState.BREACHED, id="a second past due"),
    pytest.param("2026-03-05 10:00", {"ack_at": "2026-03-03 18:00"}, SlaState.MET, id="replied exactly at due"),
    pytest.param("2026-03-05 10:00", {"ack_at": "2026-03-03 18:00:01"}, SlaState.MET_LATE, id="replied a second late"),
    pytest.param("2026-03-05 10:00", {"ack_at": "2026-03-03"}, SlaState.MET, id="replied on the due day, no time"),
    pytest.param(
        "2026-03-05 10:00", {"ack_at": "2026-03-04"}, SlaState.MET_LATE, id="replied on the next day, no time"
    ),
    pytest.param("2026-03-05 10:00", {"resolved_at": "2026-03-03 12:00"}, SlaState.MET, id="solved without a reply"),
    pytest.param(
        "2026-03-05 10:00", {"resolved_at": "2026-03-04 12:00"}, SlaState.MET_LATE, id="solved late without one"
    ),
    pytest.param("2026-03-05 10:00", {"status": ComplaintStatus.CLOSED}, SlaState.UNDATED, id="closed, no date at all"),
    pytest.param(
        "2026-03-05 10:00", {"status": ComplaintStatus.PAUSED}, SlaState.BREACHED, id="waiting stops no reply"
    ),
    pytest.param("2026-05-31 10:00", {}, SlaState.BREACHED, id="90 days without an entry"),
    pytest.param("2026-06-01 10:00", {}, SlaState.STALE, id="91 days without an entry"),
    pytest.param("2026-03-05 10:00", {"ack_at": "2026-03-02 09:00"}, SlaState.UNKNOWN, id="replied before it came"),
    pytest.param("2026-03-05 10:00", {"unreadable": ("ack_at",)}, SlaState.UNKNOWN, id="an unreadable reply"),
    pytest.param("2026-03-02 12:00", {"ack_at": "2026-03-02 15:00"}, SlaState.MET, id="later today is not the future"),
    pytest.param("2026-03-05 10:00", {"ack_at": "2026-03-06 15:00"}, SlaState.BREACHED, id="a reply dated tomorrow"),
]


@pytest.mark.parametrize(("now", "fields", "expected"), REPLY)
def test_reply(now: str, fields: dict[str, Any], expected: SlaState) -> None:
    reply = judge(now, **OPENED, **fields).reply
    assert reply is not None
    assert reply.state is expected
    assert expected is SlaState.UNKNOWN or due(reply.due) == "2026-03-03 18:00"


PAUSED = ComplaintStatus.PAUSED
RESOLVE = [
    pytest.param("2026-03-04 10:00", {}, SlaState.ON_TRACK, "2026-03-09 18:00", id="in time"),
    pytest.param("2026-03-09 18:00:01", {}, SlaState.BREACHED, "2026-03-09 18:00", id="past due"),
    pytest.param(
        "2026-03-20 10:00", {"resolved_at": "2026-03-09 18:00"}, SlaState.MET, "2026-03-09 18:00", id="at due"
    ),
    pytest.param(
        "2026-03-20 10:00",
        {"resolved_at": "2026-03-09 18:01"},
        SlaState.MET_LATE,
        "2026-03-09 18:00",
        id="a minute late",
    ),
    pytest.param(
        "2026-03-20 10:00",
        {"closed_at": "2026-03-06 10:00"},
        SlaState.MET,
        "2026-03-09 18:00",
        id="closed stands for solved",
    ),
    pytest.param(
        "2026-03-20 10:00",
        {"resolved_at": "2026-03-09 10:00", "closed_at": "2026-03-19 10:00"},
        SlaState.MET,
        "2026-03-09 18:00",
        id="solved counts, not closed",
    ),
    pytest.param(
        "2026-03-20 10:00",
        {"resolved_at": "2026-03-09"},
        SlaState.MET,
        "2026-03-09 18:00",
        id="a date alone, on the due day",
    ),
    pytest.param(
        "2026-03-20 10:00",
        {"resolved_at": "2026-03-10"},
        SlaState.MET_LATE,
        "2026-03-09 18:00",
        id="a date alone, the next day",
    ),
    pytest.param(
        "2026-03-20 10:00", {"status": ComplaintStatus.RESOLVED}, SlaState.UNDATED, "2026-03-09 18:00", id="undated"
    ),
    pytest.param(
        "2026-03-06 10:00", {"status": PAUSED}, SlaState.PAUSED, "2026-03-09 18:00", id="waiting by its status"
    ),
    pytest.param(
        "2026-03-20 10:00",
        {"status": PAUSED},
        SlaState.PAUSED,
        "2026-03-09 18:00",
        id="waiting since nobody knows: no blame",
    ),
    pytest.param(
        "2026-03-20 10:00",
        {"paused_from": "2026-03-09 18:00"},
        SlaState.PAUSED,
        "2026-03-09 18:00",
        id="waiting since exactly due",
    ),
    pytest.param(
        "2026-03-20 10:00",
        {"paused_from": "2026-03-09 18:01"},
        SlaState.PAUSED_LATE,
        "2026-03-09 18:00",
        id="waiting since after due",
    ),
    pytest.param(
        "2026-03-05 10:00",
        {"paused_from": "2026-03-03 09:00"},
        SlaState.PAUSED,
        "2026-03-11 18:00",
        id="two days wholly paused so far",
    ),
    pytest.param(
        "2026-03-10 10:00",
        {"paused_from": "2026-03-03 09:00", "paused_to": "2026-03-04 18:00"},
        SlaState.ON_TRACK,
        "2026-03-11 18:00",
        id="two days wholly paused",
    ),
    pytest.param(
        "2026-03-10 10:00",
        {"paused_from": "2026-03-03 09:01", "paused_to": "2026-03-04 17:59"},
        SlaState.BREACHED,
        "2026-03-09 18:00",
        id="no day wholly paused",
    ),
    pytest.param(
        "2026-03-10 10:00",
        {"paused_from": "2026-03-03", "paused_to": "2026-03-05"},
        SlaState.ON_TRACK,
        "2026-03-11 18:00",
        id="paused from a date to a date: the second is worked again",
    ),
    pytest.param(
        "2026-03-10 10:00",
        {"paused_from": "2026-03-07", "paused_to": "2026-03-08"},
        SlaState.BREACHED,
        "2026-03-09 18:00",
        id="paused over a weekend",
    ),
    pytest.param(
        "2026-03-12 10:00",
        {"paused_from": "2026-03-10", "paused_to": "2026-03-12"},
        SlaState.BREACHED,
        "2026-03-09 18:00",
        id="paused after it was due moves nothing",
    ),
    pytest.param(
        "2026-03-12 10:00",
        {"paused_from": "2026-03-02 08:00", "paused_to": "2026-03-03 18:00", "resolved_at": "2026-03-10 18:00"},
        SlaState.MET,
        "2026-03-10 18:00",
        id="the day of receipt is no working day of the count, paused or not",
    ),
    pytest.param(
        "2026-03-20 10:00",
        {"paused_from": "2026-03-05 12:00", "paused_to": "2026-03-04 12:00"},
        SlaState.UNKNOWN,
        "",
        id="a pause that ends before it begins",
    ),
    pytest.param(
        "2026-03-20 10:00", {"resolved_at": "2026-03-01 10:00"}, SlaState.UNKNOWN, "", id="solved before it came"
    ),
    pytest.param(
        "2026-03-20 10:00", {"resolved_at": "2026-03-01"}, SlaState.UNKNOWN, "", id="solved on the day before"
    ),
    pytest.param("2026-03-20 10:00", {"unreadable": ("resolved_at",)}, SlaState.UNKNOWN, "", id="an unreadable end"),
    pytest.param(
        "2026-03-20 10:00", {"unreadable": ("status",)}, SlaState.UNKNOWN, "", id="an unreadable status, no end"
    ),
    pytest.param(
        "2026-03-06 10:00",
        {"resolved_at": "2026-03-07 10:00"},
        SlaState.ON_TRACK,
        "2026-03-09 18:00",
        id="an end to come",
    ),
    pytest.param(
        "2026-03-20 10:00",
        {"resolved_at": "2026-03-05 10:00", "reopened_at": "2026-03-06 10:00"},
        SlaState.BREACHED,
        "2026-03-09 18:00",
        id="opened again: the original due",
    ),
    pytest.param(
        "2026-03-20 10:00",
        {"resolved_at": "2026-03-05 10:00", "status": ComplaintStatus.REOPENED},
        SlaState.BREACHED,
        "2026-03-09 18:00",
        id="opened again by its status",
    ),
    pytest.param(
        "2026-03-20 10:00",
        {"resolved_at": "2026-03-05 10:00", "reopened_at": "2026-03-06 10:00", "closed_at": "2026-03-09 12:00"},
        SlaState.MET,
        "2026-03-09 18:00",
        id="opened again and closed again",
    ),
    pytest.param(
        "2026-03-20 10:00",
        {"resolved_at": "2026-03-05", "reopened_at": "2026-03-05", "status": ComplaintStatus.CLOSED},
        SlaState.MET,
        "2026-03-09 18:00",
        id="opened again and closed on one day",
    ),
    pytest.param(
        "2026-03-06 10:00",
        {"resolved_at": "2026-03-05", "reopened_at": "2026-03-05"},
        SlaState.ON_TRACK,
        "2026-03-09 18:00",
        id="opened again on the day it was solved",
    ),
    pytest.param(
        "2026-03-20 10:00",
        {"resolved_at": "2026-03-05", "reopened_at": "2026-03-06", "status": ComplaintStatus.CLOSED},
        SlaState.UNDATED,
        "2026-03-09 18:00",
        id="opened again and closed without a date",
    ),
]


@pytest.mark.parametrize(("now", "fields", "expected", "expected_due"), RESOLVE)
def test_resolution(now: str, fields: dict[str, Any], expected: SlaState, expected_due: str) -> None:
    resolve = judge(now, **REPLIED, **fields).resolve
    assert (resolve.state, due(resolve.due)) == (expected, expected_due)


@pytest.mark.parametrize(
    ("now", "fields", "expected"),
    [
        pytest.param("2026-03-20 10:00", {}, SlaState.UNKNOWN, id="no date of receipt"),
        pytest.param("2026-03-20 10:00", {"unreadable": ("opened_at",)}, SlaState.UNKNOWN, id="an unreadable one"),
        pytest.param("2026-03-20 10:00", {"opened_at": "2026-03-21"}, SlaState.UNKNOWN, id="received tomorrow"),
        pytest.param(
            "2026-03-20 10:00", {"opened_at": "2026-03-20 15:00"}, SlaState.ON_TRACK, id="received later today"
        ),
        pytest.param("2026-03-20 10:00", OPENED | {"justified": False}, SlaState.EXCLUDED, id="not justified"),
        pytest.param(
            "2026-03-20 10:00", OPENED | {"status": ComplaintStatus.CANCELLED}, SlaState.EXCLUDED, id="cancelled"
        ),
        pytest.param("2026-03-20 10:00", OPENED | {"status": ComplaintStatus.INVALID}, SlaState.EXCLUDED, id="invalid"),
        pytest.param(
            "2026-03-20 10:00", {"status": ComplaintStatus.CANCELLED}, SlaState.EXCLUDED, id="cancelled, undated"
        ),
        pytest.param("2026-12-20 10:00", OPENED | {"status": PAUSED}, SlaState.STALE, id="waiting for ever"),
        pytest.param(
            "2026-07-20 10:00", OPENED | {"promise_due": date(2026, 7, 20)}, SlaState.BREACHED, id="a date to come"
        ),
    ],
)
def test_both_clocks(now: str, fields: dict[str, Any], expected: SlaState) -> None:
    verdict = judge(now, **fields)
    assert verdict.reply is not None
    assert (verdict.reply.state, verdict.resolve.state, verdict.state) == (expected,) * 3


def test_reasons_name_the_cells() -> None:
    verdict = judge("2026-03-20 10:00", **OPENED, resolved_at="2026-03-01 10:00")
    assert verdict.resolve.reason == "2026-03-01 10:00 (投诉!D2) is before 2026-03-02 10:00 (投诉!B2)"
    assert judge("2026-03-20 10:00").resolve.reason == "The date of receipt is missing (投诉!B2)"


WITHOUT_TIMES = [
    pytest.param("2026-03-02", "1wd", "2026-03-03 18:00", id="a working day"),
    pytest.param("2026-03-07", "1wd", "2026-03-09 18:00", id="a Saturday: Monday is day 1"),
    pytest.param("2026-03-02", "4wh", "2026-03-02 18:00", id="hours: the closing of the day on which they end"),
    pytest.param("2026-03-02", "9wh", "2026-03-02 18:00", id="hours that end at closing stay on that day"),
    pytest.param("2026-03-02", "10wh", "2026-03-03 18:00", id="hours that end on the next day"),
    pytest.param("2026-03-07", "4wh", "2026-03-09 18:00", id="hours from a Saturday"),
    pytest.param("2026-03-02", "24h", "2026-03-03 18:00", id="clock hours: the closing of the day"),
    pytest.param("2026-03-06", "1d", "2026-03-08 00:00", id="clock time that ends on a Saturday: its end"),
    pytest.param("2026-10-10", "1wd", "2026-10-12 18:00", id="a make-up Saturday is a working day"),
]


@pytest.mark.parametrize(("opened", "target", "expected"), WITHOUT_TIMES)
def test_dates_without_times(opened: str, target: str, expected: str) -> None:
    read = book(complaint(opened_at=opened))
    resolve = verdicts_on(read, f"{opened} 10:00", {"normal": {"resolve": target}})[0].resolve
    assert "judged by days" in resolve.reason
    assert due(resolve.due) == expected


def test_without_a_time_the_due_day_is_in_time_whatever_the_hour() -> None:
    late_that_day = judge("2026-03-20 10:00", opened_at="2026-03-02", resolved_at="2026-03-09 23:30")
    assert late_that_day.resolve.state is SlaState.MET
    assert judge("2026-03-09 18:00", opened_at="2026-03-02").resolve.state is SlaState.AT_RISK
    assert judge("2026-03-09 18:01", opened_at="2026-03-02").resolve.state is SlaState.BREACHED
    assert "judged by days" not in judge("2026-03-09 18:01", **OPENED).resolve.reason


PAUSED_HOURS = [
    pytest.param("8wh", "2026-03-02 12:00", "2026-03-02 14:00", "2026-03-03 11:00", id="two hours of waiting"),
    pytest.param("8wh", "2026-03-02 17:00", "2026-03-03 10:00", "2026-03-03 11:00", id="only working time counts"),
    pytest.param("8wh", "2026-03-02 18:30", "2026-03-03 08:00", "2026-03-02 18:00", id="after closing: nothing"),
    pytest.param("8wh", "2026-03-01 18:30", "2026-03-02 11:00", "2026-03-03 10:00", id="only from receipt on"),
    pytest.param("24h", "2026-03-02 17:00", "2026-03-03 08:00", "2026-03-04 01:00", id="clock time counts the night"),
    pytest.param("2d", "2026-03-03 10:00", "2026-03-04 10:00", "2026-03-05 10:00", id="clock days too"),
]


@pytest.mark.parametrize(("target", "since", "until", "expected"), PAUSED_HOURS)
def test_pauses_move_the_resolution(target: str, since: str, until: str, expected: str) -> None:
    read = book(complaint(**OPENED, paused_from=since, paused_to=until))
    resolve = verdicts_on(read, "2026-03-06 10:00", {"normal": {"resolve": target}})[0].resolve
    assert due(resolve.due) == expected


OVER_BY = [
    pytest.param("5wd", "2026-03-11 10:00", "2 working days late", id="working days"),
    pytest.param("5wd", "2026-03-10 09:30", "1 working day late", id="one working day"),
    pytest.param("5wd", "2026-03-09 20:00", "less than a working day late", id="the same evening"),
    pytest.param("4wh", "2026-03-02 14:10", "10 min of working time late", id="minutes"),
    pytest.param("4wh", "2026-03-03 15:30", "1 d 1 h of working time late", id="a working day and more"),
    pytest.param(
        "8wh", "2026-03-02 19:00", "late, though no working time has passed since", id="no working time since"
    ),
    pytest.param("24h", "2026-03-04 13:00", "1 d 3 h late", id="clock time"),
]


@pytest.mark.parametrize(("target", "done", "expected"), OVER_BY)
def test_how_late(target: str, done: str, expected: str) -> None:
    read = book(complaint(**OPENED, resolved_at=done))
    assert verdicts_on(read, "2026-03-20 10:00", {"normal": {"resolve": target}})[0].resolve.over_by == expected


def test_how_late_in_chinese() -> None:
    at = datetime(2026, 3, 20, 10, tzinfo=ZONE)
    read = book(complaint(**OPENED, resolved_at="2026-03-11 10:00"))
    assert judge_complaints(read, Policy({}), OFFICE, at, texts_in("zh"), {})[0].resolve.over_by == "超时2个工作日"


PRIORITIES = [
    pytest.param({"priority": Priority.URGENT}, Priority.URGENT, "2026-03-02 14:00", "2026-03-04 18:00", id="urgent"),
    pytest.param({"priority": Priority.HIGH}, Priority.HIGH, "2026-03-03 18:00", "2026-03-05 18:00", id="high"),
    pytest.param({"priority": Priority.NORMAL}, Priority.NORMAL, "2026-03-03 18:00", "2026-03-09 18:00", id="normal"),
    pytest.param({"priority": Priority.LOW}, Priority.LOW, "2026-03-04 18:00", "2026-03-16 18:00", id="low"),
    pytest.param({}, Priority.NORMAL, "2026-03-03 18:00", "2026-03-09 18:00", id="none entered counts as normal"),
    pytest.param({"channel": Channel.MEDIA}, Priority.HIGH, "2026-03-03 18:00", "2026-03-05 18:00", id="media: high"),
    pytest.param(
        {"channel": Channel.LEGAL, "priority": Priority.LOW},
        Priority.HIGH,
        "2026-03-03 18:00",
        "2026-03-05 18:00",
        id="legal: at least high",
    ),
    pytest.param(
        {"channel": Channel.LEGAL, "priority": Priority.URGENT},
        Priority.URGENT,
        "2026-03-02 14:00",
        "2026-03-04 18:00",
        id="legal and urgent stays urgent",
    ),
]


@pytest.mark.parametrize(("fields", "priority", "reply", "resolve"), PRIORITIES)
def test_effective_priority(fields: dict[str, Any], priority: Priority, reply: str, resolve: str) -> None:
    verdict = judge("2026-03-02 10:30", **OPENED, **fields)
    assert verdict.reply is not None
    assert (verdict.priority, due(verdict.reply.due), due(verdict.resolve.due)) == (priority, reply, resolve)
    assert verdict.priority_reason


RULES = {
    "rule": [
        {"channel": "media", "reply": "2wh"},
        {"category": ["Delivery", "物流"], "resolve": "2wd", "valid_from": "2026-03-01"},
        {"category": "Delivery", "resolve": "8wd"},
        {"class": ["A"], "reply": "4wh", "resolve": "1wd"},
        {"priority": "low", "resolve": "20wd"},
    ]
}


@pytest.mark.parametrize(
    ("fields", "letter", "targets"),
    [
        pytest.param(OPENED, None, ("1wd", "5wd"), id="no rule matches"),
        pytest.param(OPENED | {"channel": Channel.MEDIA}, None, ("2wh", "3wd"), id="by channel; the rest by priority"),
        pytest.param(OPENED | {"category": " delivery "}, None, ("1wd", "2wd"), id="by category"),
        pytest.param(
            {"opened_at": "2026-03-01", "category": "物流"}, None, ("1wd", "2wd"), id="on the day it came into force"
        ),
        pytest.param(
            {"opened_at": "2026-02-28", "category": "Delivery"}, None, ("1wd", "8wd"), id="before: the old rule"
        ),
        pytest.param(OPENED, "A", ("4wh", "1wd"), id="by class"),
        pytest.param(OPENED, "B", ("1wd", "5wd"), id="another class"),
        pytest.param(OPENED | {"category": "Delivery"}, "A", ("4wh", "2wd"), id="the first that says something"),
        pytest.param(OPENED | {"priority": Priority.LOW}, None, ("2wd", "20wd"), id="by priority"),
    ],
)
def test_rules(fields: dict[str, Any], letter: str | None, targets: tuple[str, str]) -> None:
    read = book(complaint(customer="K", **fields))
    verdict = verdicts_on(read, "2026-03-02 10:30", RULES, {"K": letter})[0]
    assert verdict.reply is not None
    deadlines = [clock.deadline for clock in (verdict.reply, verdict.resolve)]
    assert tuple(str(deadline.target) for deadline in deadlines if deadline is not None) == targets


def test_who_sets_one_target_keeps_the_other() -> None:
    settings = SlaSettings.model_validate({"urgent": {"reply": "2wh"}})
    assert (settings.urgent.reply, settings.urgent.resolve) == ("2wh", "2wd")
    assert settings.high == SlaSettings().high


@pytest.mark.parametrize("written", ["soon", "0wd", "-1wd", "1.5wd", ""])
def test_wrong_targets_are_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        SlaSettings.model_validate({"normal": {"reply": written}})
    with pytest.raises(ValidationError):
        SlaSettings.model_validate({"rule": [{"reply": written}]})


def test_a_sheet_without_a_reply_column_has_no_reply_clock() -> None:
    read = book(complaint(**OPENED), fields=("opened_at", "resolved_at"))
    verdict = verdicts_on(read, "2026-03-05 10:00")[0]
    assert verdict.reply is None
    assert verdict.state is SlaState.ON_TRACK


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        pytest.param(("opened_at", "ack_at"), SlaState.UNKNOWN, id="no column says whether it is solved"),
        pytest.param(("opened_at", "ack_at", "status"), SlaState.BREACHED, id="the status would"),
        pytest.param(("opened_at", "ack_at", "resolved_at"), SlaState.BREACHED, id="a date would"),
    ],
)
def test_a_sheet_that_cannot_say_solved_is_not_overdue(fields: tuple[str, ...], state: SlaState) -> None:
    (found,) = verdicts_on(book(complaint(opened_at="2026-03-02 10:00"), fields=fields), "2026-03-20 10:00")
    assert found.resolve.state is state


def test_a_solution_that_stands_for_the_reply_is_told() -> None:
    silent = judge("2026-03-05 10:00", **OPENED, resolved_at="2026-03-03 12:00").reply
    assert silent is not None
    assert "answered by the solution 2026-03-03 12:00" in silent.reason
    replied = judge("2026-03-05 10:00", **REPLIED, resolved_at="2026-03-03 12:00").reply
    assert replied is not None
    assert "answered by the solution" not in replied.reason


def test_opened_again_shows_the_first_result() -> None:
    verdict = judge("2026-03-20 10:00", **REPLIED, resolved_at="2026-03-05 10:00", reopened_at="2026-03-06 10:00")
    assert verdict.is_open
    assert "opened again, first ended 2026-03-05: Done on time" in verdict.resolve.reason


def test_closed_but_not_satisfied_is_not_finished() -> None:
    verdict = judge("2026-03-20 10:00", **REPLIED, resolved_at="2026-03-05 10:00", satisfied=False)
    assert (verdict.state, verdict.is_open, verdict.unsatisfied) == (SlaState.MET, False, True)
    assert not judge("2026-03-20 10:00", **REPLIED, satisfied=False).unsatisfied, "it is open anyway"


def test_past_the_published_holidays_a_deadline_is_provisional() -> None:
    verdict = judge("2026-12-31 11:00", opened_at="2026-12-31 10:00")
    assert due(verdict.resolve.due) == "2027-01-08 18:00"
    assert "holidays are published up to 2026-12-31" in verdict.resolve.reason
    assert "provisional" not in judge("2026-12-24 11:00", opened_at="2026-12-24 10:00").resolve.reason


@pytest.mark.parametrize(
    ("now", "fields", "expected"),
    [
        pytest.param("2026-03-02 10:00", {}, "2026-03-03 13:45:00", id="the reply will be due soon"),
        pytest.param("2026-03-03 14:00", {}, "2026-03-03 18:00:01", id="the reply will be overdue"),
        pytest.param(
            "2026-03-04 10:00", {}, "2026-03-06 13:45:00", id="the solution will be due soon: at 39:45 of 53 h"
        ),
        pytest.param("2026-03-10 10:00", {}, "2026-06-01 00:00:00", id="it will go stale"),
        pytest.param("2026-06-02 10:00", {}, None, id="stale stays stale"),
        pytest.param("2026-03-10 10:00", {"resolved_at": "2026-03-09 10:00"}, None, id="done stays done"),
    ],
)
def test_the_moment_it_will_change(now: str, fields: dict[str, Any], expected: str | None) -> None:
    verdict = judge(now, **OPENED, **fields)
    change = verdict.next_change
    assert (f"{change:%Y-%m-%d %H:%M:%S}" if change else None) == expected
    if change is not None:
        assert judge(f"{change:%Y-%m-%d %H:%M:%S}", **OPENED, **fields) != verdict


NOW = datetime(2026, 3, 20, 10, tzinfo=ZONE)


def worst(*rows: dict[str, Any]) -> int | None:
    """The row of the customer's worst complaint."""
    complaints = [complaint(row, **(OPENED | fields)) for row, fields in enumerate(rows, 2)]
    found = worst_verdict(verdicts_on(book(*complaints), "2026-03-20 10:00"), NOW)
    return found.complaint.origin.row if found else None


def test_a_customers_worst_complaint() -> None:
    met = {"ack_at": "2026-03-02 11:00", "resolved_at": "2026-03-05 10:00"}
    late = {"ack_at": "2026-03-02 11:00", "resolved_at": "2026-03-10 10:00"}
    waiting = {"ack_at": "2026-03-02 11:00", "status": PAUSED}
    assert worst() is None
    assert worst({}, waiting, met) == 2, "overdue before waiting"
    assert worst(met, waiting) == 3, "open before closed"
    assert worst(met, late) == 3, "of the closed ones the late one"
    assert worst({"status": ComplaintStatus.CANCELLED}) is None
    assert worst(late, met | {"satisfied": False}) == 3, "not satisfied is not finished"
    old = {"opened_at": "2026-02-02 10:00"}
    assert worst(old | {"resolved_at": "2026-02-18 10:00"}) == 2, "closed 30 days ago"
    assert worst(old | {"resolved_at": "2026-02-17 10:00"}) is None, "closed 31 days ago"
    assert worst({}, {"opened_at": "2026-03-01"}) == 3, "of two that are overdue the one that was due first"


def any_complaint(row: int, random: Random) -> Complaint:
    """A row as a busy office writes it: dates with and without times, gaps, slips, every status."""

    def some(share: float, days: int) -> Moment | None:
        if random.random() > share:
            return None
        at = datetime(2026, 3, 1, 8, tzinfo=ZONE) + timedelta(minutes=random.randrange(days * 1440))
        return at if random.random() < 0.5 else at.date()

    return complaint(
        row,
        opened_at=some(0.95, 200),
        ack_at=some(0.6, 210),
        resolved_at=some(0.5, 220),
        closed_at=some(0.3, 230),
        reopened_at=some(0.05, 230),
        paused_from=some(0.1, 200),
        paused_to=some(0.1, 220),
        priority=random.choice([None, *Priority]),
        channel=random.choice([None, *Channel]),
        status=random.choice([None, None, *ComplaintStatus]),
        unreadable=random.choice([(), (), (), ("opened_at",), ("resolved_at",), ("status",)]),
    )


def test_five_thousand_rows_of_all_kinds_are_each_explained() -> None:
    random = Random(5)
    rows = [any_complaint(row, random) for row in range(2, 5002)]
    verdicts = verdicts_on(book(*rows), "2026-09-15 10:00")
    assert [verdict.complaint for verdict in verdicts] == rows
    states = Counter(verdict.state for verdict in verdicts)
    assert sum(states.values()) == 5000
    assert set(SlaState) - set(states) <= {SlaState.ON_TRACK, SlaState.AT_RISK}, "every state occurs"
    for verdict in verdicts:
        clocks = [clock for clock in (verdict.reply, verdict.resolve) if clock is not None]
        assert all(clock.reason for clock in clocks)
        assert verdict.state in {clock.state for clock in clocks}
        assert all((clock.due is None) == (clock.state in TIMELESS) for clock in clocks)
        assert all(bool(clock.over_by) == (clock.state in LATE) for clock in clocks)


TIMELESS = {SlaState.UNKNOWN, SlaState.EXCLUDED}
LATE = {SlaState.BREACHED, SlaState.MET_LATE, SlaState.PAUSED_LATE}
