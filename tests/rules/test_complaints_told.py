"""What is shown and counted of complaints: columns, figures, flags, problems."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from relsheet.records import Book, Channel, Complaint, ComplaintStatus, MappedTab, Origin, Role
from relsheet.rules.complaint_columns import TONES, complaint_findings, customer_sla
from relsheet.rules.complaint_problems import complaint_problems
from relsheet.rules.finding import Tone
from relsheet.rules.results import Clock, SlaState, Verdict
from relsheet.rules.sla_figures import Grouping, ageing, clock_figures, figures_by, percentile, timed
from relsheet.texts import texts_in
from tests.rules.given import NOW, ago, assessed, book, customer
from tests.rules.given import complaint as row

EN, ZH = texts_in("en"), texts_in("zh")
FIELDS = ("id", "customer", "opened_at", "ack_at", "resolved_at", "paused_from", "paused_to", "satisfaction")


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=NOW.tzinfo)


def read(*complaints: Complaint, fields: tuple[str, ...] = FIELDS) -> Book:
    columns = {name: index + 1 for index, name in enumerate(fields)}
    tab = MappedTab(
        role=Role.COMPLAINTS,
        tab="Complaints",
        header_row=1,
        records=len(complaints),
        headers={},
        columns=columns,
    )
    return book(customer("C1"), customer("C2"), customer("C3"), complaints=complaints, tabs=(tab,))


def verdicts(*complaints: Complaint, fields: tuple[str, ...] = FIELDS) -> tuple[Verdict, ...]:
    return assessed(read(*complaints, fields=fields)).verdicts


def flags(*complaints: Complaint, key: str = "C1", fields: tuple[str, ...] = FIELDS) -> set[str]:
    cases = assessed(read(*complaints, fields=fields)).cases
    return set(next(case for case in cases if case.customer.key == key).flags)


def test_the_columns_of_a_complaint() -> None:
    verdict = verdicts(row(id="K1", opened_at=at(ago(3)), ack_at=at(ago(3), 11)))[0]
    found = complaint_findings(verdict, EN)
    assert list(found) == ["reply_due", "reply_status", "resolve_due", "resolve_status", "why"]
    assert (found["reply_status"].value, found["reply_status"].text) == ("met", "Done on time")
    assert found["resolve_due"].value == verdict.resolve.due
    assert found["resolve_due"].text == f"{verdict.resolve.due:%Y-%m-%d %H:%M}"
    assert found["why"].text.startswith("Normal priority: none is entered. Reply: 1 working day from ")


def test_without_times_the_deadline_is_shown_as_a_day() -> None:
    found = complaint_findings(verdicts(row(opened_at=ago(3)))[0], EN)
    assert found["resolve_due"].text == f"{found['resolve_due'].value:%Y-%m-%d}"


def test_without_a_reply_column_there_is_nothing_to_show() -> None:
    found = complaint_findings(verdicts(row(opened_at=at(ago(3))), fields=("opened_at",))[0], EN)
    assert (found["reply_due"].value, found["reply_status"].value, found["reply_status"].text) == (None, None, "")


def test_equal_reasons_are_said_once() -> None:
    found = complaint_findings(verdicts(row())[0], EN)
    assert found["why"].text.count("The date of receipt is missing") == 1
    cancelled = complaint_findings(verdicts(row(status=ComplaintStatus.CANCELLED))[0], EN)
    assert cancelled["why"].text == "Cancelled, withdrawn or not justified: not counted"


def test_every_state_has_its_word_and_its_tone() -> None:
    assert {EN(f"sla.state.{state}") for state in SlaState} >= {"Overdue", "Still open?", "Closed, date missing"}
    assert {ZH(f"sla.state.{state}") for state in SlaState} >= {"已超时", "是否已结", "已结，缺日期"}
    bad = {state for state in SlaState if TONES[state] is Tone.BAD}
    assert bad == {SlaState.BREACHED, SlaState.PAUSED_LATE}, "stale is not coloured as overdue"


def test_the_customers_column() -> None:
    overdue = verdicts(row(id="K1", opened_at=at(ago(30))))[0]
    found = customer_sla(overdue, ZH, 3)
    assert (found.value, found.text, found.tone) == ("breached", "已超时", Tone.BAD)
    assert found.reason.startswith("投诉 K1：回复：")
    assert found.reason.endswith("另有2件未了结")
    done = {"opened_at": at(ago(9)), "ack_at": at(ago(9), 11), "resolved_at": at(ago(8))}
    unhappy = customer_sla(verdicts(row(**done, satisfied=False))[0], EN, 1)
    assert (unhappy.value, unhappy.tone) == ("met", Tone.WATCH)
    assert "not satisfied" in unhappy.reason


def clock(state: SlaState) -> Clock:
    return Clock(state, "")


def test_a_percentage_needs_ten_cases() -> None:
    nine = clock_figures([clock(SlaState.MET)] * 8 + [clock(SlaState.MET_LATE)])
    assert (nine.judged, nine.met, nine.share_met) == (9, 8, None)
    ten = clock_figures([clock(SlaState.MET)] * 8 + [clock(SlaState.MET_LATE), clock(SlaState.BREACHED)])
    assert ten.share_met == 0.8


@pytest.mark.parametrize(
    "state", set(SlaState) - {SlaState.MET, SlaState.MET_LATE, SlaState.BREACHED, SlaState.PAUSED_LATE}
)
def test_what_is_not_decided_is_in_no_percentage(state: SlaState) -> None:
    assert clock_figures([clock(state)] * 20).judged == 0


def test_median_and_ninetieth_percentile() -> None:
    figures = clock_figures([clock(SlaState.MET)] * 10, [hours * 3600 for hours in range(1, 11)])
    assert (figures.median_seconds, figures.p90_seconds) == (19800, 9 * 3600)
    assert percentile([], 90) is None
    assert percentile([7], 90) == 7
    assert clock_figures([clock(SlaState.BREACHED)]).median_seconds is None


def test_figures_by_group() -> None:
    judged = verdicts(
        row("C1", opened_at=at(date(2026, 10, 20)), category="Quality", handler="Li", channel=Channel.PHONE),
        row("C2", opened_at=at(date(2026, 11, 16)), category="Quality", channel=Channel.PHONE),
        row("C3", opened_at=at(date(2026, 11, 17)), category="Delivery", channel=Channel.LETTER),
        row("C3", opened_at=at(date(2026, 11, 18)), status=ComplaintStatus.INVALID),
    )
    counted = {
        grouping: [(group.label, group.complaints) for group in figures_by(grouping, timed(judged))]
        for grouping in Grouping
    }
    assert counted == {
        Grouping.MONTH: [("2026-10", 1), ("2026-11", 2)],
        Grouping.OWNER: [("", 2), ("Li", 1)],
        Grouping.CATEGORY: [("Quality", 2), ("Delivery", 1)],
        Grouping.CHANNEL: [("phone", 2), ("letter", 1)],
        Grouping.PRIORITY: [("normal", 3)],
    }


def test_worked_time_leaves_out_nights_and_pauses() -> None:
    monday = date(2026, 11, 16)
    done = {"opened_at": at(monday), "resolved_at": at(date(2026, 11, 17), 12)}
    assert verdicts(row(**done))[0].resolve.worked_seconds == (7 + 3) * 3600
    paused = {"paused_from": at(monday, 15), "paused_to": at(date(2026, 11, 17), 11)}
    assert verdicts(row(**done, **paused))[0].resolve.worked_seconds == (5 + 1) * 3600
    days = verdicts(row(opened_at=monday, resolved_at=date(2026, 11, 18)))[0].resolve
    assert days.worked_seconds == 2 * 8 * 3600


def test_ageing_counts_working_days() -> None:
    # now is Sunday 22 November: Friday's complaint is 0 working days old, Thursday's 1
    days = [20, 19, 18, 17, 16, 11, 10]
    found = ageing(verdicts(*(row(opened_at=date(2026, 11, day)) for day in days)))
    assert (found.up_to_1, found.up_to_3, found.up_to_7, found.older) == (2, 2, 2, 1)
    assert ageing(verdicts(row(opened_at=date(2026, 3, 2)), row())).older == 0, "stale and undated rows are not old"


QUALITY = {"category": "Quality", "product": "Pump"}
RECURRING = [
    pytest.param([("C1", 5, QUALITY), ("C1", 80, QUALITY)], True, id="the same customer twice in 90 days"),
    pytest.param([("C1", 5, QUALITY), ("C1", 90, QUALITY)], False, id="the first is too old"),
    pytest.param([("C1", 5, QUALITY), ("C1", 6, {"category": "Delivery"})], False, id="another category"),
    pytest.param([("C1", 5, QUALITY), ("C1", 6, {"category": " quality"})], True, id="written otherwise"),
    pytest.param([("C1", 5, {}), ("C1", 6, {})], False, id="without a category nothing is said"),
    pytest.param([("C1", 5, QUALITY), ("C2", 20, QUALITY)], True, id="two customers, one product, 30 days"),
    pytest.param([("C1", 5, QUALITY), ("C2", 31, QUALITY)], False, id="two customers, the first is too old"),
    pytest.param([("C1", 5, QUALITY), ("C2", 6, QUALITY | {"product": "Valve"})], False, id="two products"),
    pytest.param(
        [("C1", 5, {"category": "Q"}), ("C2", 40, {"category": "Q"}), ("C3", 80, {"category": "Q"})],
        True,
        id="three of one category in 90 days",
    ),
    pytest.param(
        [("C1", 5, QUALITY), ("C1", 6, QUALITY | {"justified": False})],
        False,
        id="what is not justified does not count",
    ),
]


@pytest.mark.parametrize(("rows", "expected"), RECURRING)
def test_recurring(rows: list[tuple[str, int, dict[str, Any]]], expected: bool) -> None:
    complaints = [row(key, opened_at=at(ago(days)), **fields) for key, days, fields in rows]
    assert ("recurring" in flags(*complaints)) is expected


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        pytest.param((Channel.PHONE, 30), (Channel.MEDIA, 5), True, id="phone, then the press"),
        pytest.param((Channel.EMAIL, 30), (Channel.LEGAL, 5), True, id="mail, then a lawyer"),
        pytest.param((Channel.MEDIA, 30), (Channel.PHONE, 5), False, id="the other way round"),
        pytest.param((Channel.MEDIA, 30), (Channel.LEGAL, 5), False, id="never told us"),
        pytest.param((Channel.PHONE, 5), (Channel.MEDIA, 5), False, id="on the same day nobody knows"),
        pytest.param((Channel.PHONE, 400), (Channel.MEDIA, 5), False, id="too long ago"),
    ],
)
def test_escalated(first: tuple[Channel, int], then: tuple[Channel, int], expected: bool) -> None:
    complaints = [row(opened_at=at(ago(days)), channel=channel) for channel, days in (first, then)]
    assert ("escalated" in flags(*complaints)) is expected
    others = [complaints[0], structs.replace(complaints[1], customer="C2")]
    assert "escalated" not in flags(*others)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"opened_at": ago(10)}, True, id="overdue"),
        pytest.param({"opened_at": ago(2)}, False, id="the answer is still in time"),
        pytest.param({"opened_at": ago(10), "ack_at": ago(9)}, False, id="answered"),
        pytest.param({"opened_at": ago(10), "resolved_at": ago(9)}, True, id="solved without an answer"),
        pytest.param({"opened_at": ago(10), "status": ComplaintStatus.CLOSED}, True, id="closed without an answer"),
        pytest.param({"opened_at": ago(10), "channel": Channel.PHONE}, False, id="a call"),
        pytest.param({"opened_at": ago(10), "unreadable": ("ack_at",)}, False, id="an answer that cannot be read"),
        pytest.param({"opened_at": ago(100)}, False, id="stale"),
        pytest.param({"opened_at": ago(366), "status": ComplaintStatus.CLOSED}, False, id="too long ago"),
    ],
)
def test_letter_unanswered(fields: dict[str, Any], expected: bool) -> None:
    letter = row(**({"channel": Channel.LETTER} | fields))
    assert ("letter_unanswered" in flags(letter)) is expected
    assert "letter_unanswered" not in flags(letter, fields=("opened_at",)), "no reply column"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        # now is Sunday the 22nd: Tuesday the 17th is 3 working days ago, Monday the 16th 4
        pytest.param({"resolved_at": date(2026, 11, 16)}, True, id="four working days ago"),
        pytest.param({"resolved_at": date(2026, 11, 17)}, False, id="three working days ago"),
        pytest.param({"resolved_at": date(2026, 11, 16), "satisfied": False}, False, id="the customer answered"),
        pytest.param({"resolved_at": date(2026, 11, 16), "closed_at": date(2026, 11, 17)}, False, id="closed"),
        pytest.param(
            {"resolved_at": date(2026, 11, 16), "status": ComplaintStatus.CLOSED}, False, id="closed, undated"
        ),
        pytest.param({}, False, id="open"),
    ],
)
def test_result_untold(fields: dict[str, Any], expected: bool) -> None:
    solved = row(opened_at=date(2026, 11, 9), ack_at=date(2026, 11, 9), **fields)
    assert ("result_untold" in flags(solved)) is expected
    assert "result_untold" not in flags(solved, fields=("opened_at", "ack_at")), "no column for feedback"


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param({}, ["Complaints!A3"], id="the same row again"),
        pytest.param({"opened_at": NOW}, [], id="on another day"),
        pytest.param({"id": "K2"}, [], id="under another number"),
        pytest.param({"id": None}, [], id="without a number"),
        pytest.param({"customer": "C2"}, [], id="of another customer"),
        pytest.param({"status": ComplaintStatus.CANCELLED}, [], id="cancelled"),
    ],
)
def test_one_complaint_in_two_rows(second: dict[str, Any], expected: list[str]) -> None:
    first = structs.replace(
        row(id="K1", customer="C1", opened_at=NOW - timedelta(days=3)), origin=Origin("Complaints", 2, 1)
    )
    again = structs.replace(first, origin=Origin("Complaints", 3, 1), **second)
    found = complaint_problems(read(first, again), NOW)
    assert [each.where for each in found if each.code == "complaint-twice"] == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({}, [("complaint-undated", "Complaints!C2")], id="no date"),
        pytest.param({"unreadable": ("opened_at",)}, [], id="an unreadable date is reported already"),
        pytest.param({"opened_at": date(2026, 11, 23)}, [("complaint-ahead", "Complaints!C2")], id="tomorrow"),
        pytest.param({"opened_at": date(2026, 11, 22)}, [], id="today"),
        pytest.param(
            {"opened_at": ago(3), "ack_at": ago(4), "resolved_at": ago(5)},
            [("complaint-order", "Complaints!D2"), ("complaint-order", "Complaints!E2")],
            id="replied and solved before it came",
        ),
        pytest.param({"opened_at": ago(3), "resolved_at": ago(3)}, [], id="solved on the same day"),
        pytest.param(
            {"opened_at": ago(9), "paused_from": ago(3), "paused_to": ago(4)},
            [("complaint-order", "Complaints!G2")],
            id="a pause that ends before it begins",
        ),
        pytest.param({"status": ComplaintStatus.CANCELLED}, [], id="what does not count is left alone"),
    ],
)
def test_problems(fields: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    complaint = structs.replace(row(**fields), origin=Origin("Complaints", 2, 1))
    found = complaint_problems(read(complaint), NOW)
    assert [(each.code, each.where) for each in found] == expected
    assert all(each.what(ZH) and each.fix(EN) for each in found)
