"""Words, marks, ids and texts of a column."""

from typing import Any

import pytest

from relsheet.intake.fields import FIELDS, Field, Kind
from relsheet.intake.settings import ValuesSettings
from relsheet.intake.values import ColumnContext, read_column
from relsheet.records import (
    Channel,
    ComplaintStatus,
    ContactLevel,
    CustomerStatus,
    DayKind,
    Priority,
    Role,
    Tier,
    VisitMode,
)

CONTEXT = ColumnContext()


def values(role: Role, name: str, *cells: Any) -> list[Any]:
    return list(read_column(FIELDS[role][name], cells, CONTEXT).values)


@pytest.mark.parametrize(
    ("role", "name", "cell", "expected"),
    [
        pytest.param(Role.CUSTOMERS, "status", "合作中", CustomerStatus.ACTIVE, id="合作中 is active"),
        pytest.param(Role.CUSTOMERS, "status", "潛在客戶", CustomerStatus.PROSPECT, id="traditional characters"),
        pytest.param(Role.CUSTOMERS, "abc_class", "Ａ类", "A", id="full width A"),
        pytest.param(Role.CUSTOMERS, "abc_class", "A+", "A", id="A+ is an A"),
        pytest.param(Role.CUSTOMERS, "abc_class", "重点客户", None, id="重点客户 is not guessed to be an A"),
        pytest.param(Role.CUSTOMERS, "tier", "战略联盟关系", Tier.ALLIANCE, id="战略联盟关系"),
        pytest.param(Role.CUSTOMERS, "tier", "2 Preferred", Tier.PREFERRED, id="our own label"),
        pytest.param(Role.CUSTOMERS, "tier", 1, None, id="a bare 1 may be the best or the worst"),
        pytest.param(Role.VISITS, "mode", "F2F", VisitMode.VISIT, id="F2F"),
        pytest.param(Role.VISITS, "mode", "微信", VisitMode.MESSAGE, id="微信 is a message"),
        pytest.param(
            Role.VISITS, "contact_level", "采购部经理", ContactLevel.MANAGER, id="the ending of a title tells"
        ),
        pytest.param(Role.VISITS, "contact_level", "总经理助理", ContactLevel.STAFF, id="the assistant of the boss"),
        pytest.param(Role.VISITS, "contact_level", "Assistant to the CEO", None, id="English titles are taken whole"),
        pytest.param(Role.COMPLAINTS, "status", "In-Progress", ComplaintStatus.IN_PROGRESS, id="hyphens do not count"),
        pytest.param(Role.COMPLAINTS, "status", "待回复", None, id="待回复: who owes the reply?"),
        pytest.param(Role.COMPLAINTS, "status", "Pending", None, id="Pending waits for us or for the customer"),
        pytest.param(Role.COMPLAINTS, "status", "是", ComplaintStatus.RESOLVED, id="是 under 是否解决"),
        pytest.param(Role.COMPLAINTS, "priority", "P0", Priority.URGENT, id="P0"),
        pytest.param(Role.COMPLAINTS, "channel", "12315", Channel.LEGAL, id="12315 is the authority"),
        pytest.param(Role.COMPLAINTS, "channel", "Mail", None, id="Mail is a letter or an e-mail"),
        pytest.param(Role.COMPLAINTS, "satisfaction", "不满意", False, id="不满意 is a no"),
        pytest.param(Role.COMPLAINTS, "valid", "不成立", False, id="不成立 is a no"),
        pytest.param(Role.CONTACTS, "left", "在职", False, id="在职 has not left"),
        pytest.param(Role.ORDERS, "kind", "红冲", True, id="红冲 is a return"),
        pytest.param(Role.CALENDAR, "kind", "补班", DayKind.WORK, id="补班"),
        pytest.param(Role.CUSTOMERS, "contract", "无", False, id="无 is a no in a yes/no column"),
        pytest.param(Role.CUSTOMERS, "contract", "框架协议", True, id="the kind of contract says that there is one"),
        pytest.param(Role.CUSTOMERS, "contract", "洽谈中", False, id="a contract under negotiation is none"),
        pytest.param(Role.CUSTOMERS, "exclusivity", "√", True, id="a tick"),
        pytest.param(Role.CUSTOMERS, "exclusivity", 1.0, True, id="a one"),
        pytest.param(Role.CUSTOMERS, "exclusivity", False, False, id="an empty tick box is a no"),
        pytest.param(Role.CUSTOMERS, "exclusivity", "-", None, id="a dash is nothing recorded"),
        pytest.param(Role.CUSTOMERS, "notes", "无", None, id="无 is nothing recorded in a text column"),
        pytest.param(Role.CUSTOMERS, "id", "00123", "00123", id="zeros are kept"),
        pytest.param(Role.CUSTOMERS, "id", 123.0, "123", id="a number loses its .0"),
        pytest.param(Role.CUSTOMERS, "phone", 13800138000.0, "13800138000", id="a phone typed as a number"),
        pytest.param(Role.CUSTOMERS, "name", 2024, "2024", id="a name of digits"),
        pytest.param(Role.ORDERS, "currency", "人民币", "CNY", id="人民币"),
    ],
)
def test_a_cell(role: Role, name: str, cell: Any, expected: object) -> None:
    assert values(role, name, cell) == [expected]


def test_an_unknown_word_is_reported_once_with_its_count_and_the_nearest_one() -> None:
    read = read_column(FIELDS[Role.COMPLAINTS]["status"], ["已结案", "已解绝", None, "已解绝"], CONTEXT)
    assert list(read.values) == [ComplaintStatus.CLOSED, None, None, None]
    assert [(note.index, note.code, dict(note.values)) for note in read.notes] == [
        (
            1,
            "word-unknown-like",
            {
                "value": "已解绝",
                "count": 2,
                "usual": "新建、处理中、挂起、已解决、已关闭、重开、已取消、无效",
                "nearest": "已解决",
            },
        )
    ]


def test_a_column_of_unknown_words_is_told_in_a_few_lines() -> None:
    read = read_column(FIELDS[Role.CUSTOMERS]["contract"], [f"HT-{number:03}" for number in range(300)], CONTEXT)
    assert [note.code for note in read.notes] == ["word-unknown"] * 8 + ["words-unknown"]
    assert dict(read.notes[-1].values) == {"words": 292, "count": 292}


@pytest.mark.parametrize(("setting", "expected"), [("new", ComplaintStatus.NEW), ("paused", ComplaintStatus.PAUSED)])
def test_the_config_says_what_pending_means(setting: Any, expected: ComplaintStatus) -> None:
    context = ColumnContext(settings=ValuesSettings(pending=setting))
    assert list(read_column(FIELDS[Role.COMPLAINTS]["status"], ["Pending"], context).values) == [expected]


@pytest.mark.parametrize(
    ("kind", "cell", "code"),
    [
        pytest.param(Kind.ID, "6.22E+17", "id-damaged", id="an id in scientific notation"),
        pytest.param(Kind.ID, 6.222021234567891e18, "id-damaged", id="an id beyond 15 digits"),
        pytest.param(Kind.PHONE, "1.38E+10", "phone-damaged", id="a phone in scientific notation"),
        pytest.param(Kind.CURRENCY, "¥", "currency-unknown", id="a bare sign"),
    ],
)
def test_damage_is_reported(kind: Kind, cell: Any, code: str) -> None:
    read = read_column(Field("x", kind), ["A1", cell] if kind is not Kind.CURRENCY else [cell], CONTEXT)
    assert [fault.code for fault in read.faults] == [code]
    assert read.values[-1] is None


def test_a_column_of_numbers_with_one_that_is_none() -> None:
    read = read_column(Field("id", Kind.ID), [1.0, float("nan"), 2.0], CONTEXT)
    assert list(read.values) == ["1", None, "2"]


@pytest.mark.parametrize("cell", ["5E3", "E+10", "1E10", 999999999999999], ids=repr)
def test_ids_that_are_not_damaged(cell: Any) -> None:
    assert read_column(Field("id", Kind.ID), [cell], CONTEXT).values == [str(cell)]


@pytest.mark.parametrize(
    ("role", "name", "cells", "usual"),
    [
        pytest.param(Role.COMPLAINTS, "priority", ["asap!", "Low"], "Urgent, High, Medium, Low", id="plain words"),
        pytest.param(Role.COMPLAINTS, "priority", ["马上", "低"], "紧急、高、中、低", id="in Chinese"),
        pytest.param(Role.CUSTOMERS, "abc_class", ["Key", "A"], "A, B, C, D", id="codes where there are no words"),
    ],
)
def test_the_usual_words_are_words_that_people_write(role: Role, name: str, cells: list[Any], usual: str) -> None:
    (note,) = read_column(FIELDS[role][name], cells, CONTEXT).notes
    assert dict(note.values)["usual"] == usual
