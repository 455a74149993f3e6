"""Headers: what they mean, what the values decide, what is only reported."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from relsheet.errors import ConfigError, Severity
from relsheet.intake.header_map import HeaderMap, HeaderRow
from relsheet.intake.header_text import header_text, unit_of
from relsheet.intake.headers import Spellings, map_headers
from relsheet.intake.values.column import DateOrder
from relsheet.records import Role
from relsheet.texts import LANGUAGES, texts_in

DAY = date(2024, 3, 5)
#: Enough distinct company names, people and days to tell what a column holds.
COMPANIES = ["甲科技有限公司", "乙贸易公司", "丙集团", "丁实业有限公司"]
STAFF = ["张三", "李四", "张三", "李四", "张三"]


def mapped(role: Role, columns: Mapping[str, Sequence[Any]], **overrides: str) -> HeaderMap:
    """The mapping of a tab given as header -> values below."""
    values = dict(enumerate(columns.values(), start=1))
    row = HeaderRow("客户", 3, tuple(enumerate(columns, start=1)))
    return map_headers(role, row, lambda column: values[column], overrides)


def fields(found: HeaderMap) -> dict[str, int]:
    return {name: header.column for name, header in found.columns.items()}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        pytest.param("客户名称", "name", id="plain"),
        pytest.param("＊客户 名称：", "name", id="full width, star, space and colon"),
        pytest.param("客戶名稱", "name", id="traditional characters"),
        pytest.param("客户\n名称", "name", id="a line break in the cell"),
        pytest.param("CUSTOMER_NAME", "name", id="capitals and underscore"),
        pytest.param("客户名称 Customer Name", "name", id="two languages that agree"),
        pytest.param("客户名称(Customer)", "name", id="the translation in brackets"),
        pytest.param("客户名称[必填]", "name", id="a hint in brackets"),
        pytest.param("年销售额（万元）", "revenue", id="a unit in brackets"),
        pytest.param("年销售额/万元", "revenue", id="a unit behind a slash"),
        pytest.param("客户信息\n年销售额", "revenue", id="the lower half under a neutral group"),
        pytest.param("最近聯絡日期", "last_contact", id="a date in traditional characters"),
        pytest.param("E-Mail", "email", id="hyphens do not count"),
        pytest.param("销售额(预测)", None, id="a bracket that changes the meaning"),
        pytest.param("2023年销售额", None, id="a year's own column"),
        pytest.param("去年销售额", None, id="last year's"),
        pytest.param("客户名称 Product Name", None, id="two languages that disagree"),
        pytest.param("竞争对手\n年销售额", None, id="the rival's sales"),
        pytest.param("Created", None, id="the record's date is not the first order"),
        pytest.param("Due Date", None, id="may be a payment's"),
        pytest.param("ABC ◆", None, id="our own column"),
        pytest.param("Unit Price", None, id="nothing of ours"),
    ],
)
def test_a_customer_header(header: str, field: str | None) -> None:
    assert fields(mapped(Role.CUSTOMERS, {header: []})) == ({field: 1} if field else {})


@pytest.mark.parametrize(
    ("bracket", "factor", "currency", "percent"),
    [
        pytest.param("万元", 10_000, None, False, id="万元"),
        pytest.param("单位：万元", 10_000, None, False, id="单位 before it"),
        pytest.param("万美元", 10_000, "USD", False, id="万美元"),
        pytest.param("USD k", 1000, "USD", False, id="USD k"),
        pytest.param("in thousands", 1000, None, False, id="in thousands"),
        pytest.param("€", None, "EUR", False, id="a currency alone"),
        pytest.param("%", None, None, True, id="percent"),
    ],
)
def test_a_unit(bracket: str, factor: int | None, currency: str | None, percent: bool) -> None:
    unit = unit_of(bracket)
    assert unit is not None
    assert (unit.factor, unit.currency, unit.percent) == (factor, currency, percent)


@pytest.mark.parametrize("bracket", ["预测", "2023", "集团", "kg", ""])
def test_what_is_no_unit(bracket: str) -> None:
    assert unit_of(bracket) is None


def test_a_date_hint_tells_the_order_of_its_column() -> None:
    assert header_text("Date (dd/mm/yyyy)").date_order is DateOrder.DMY
    assert header_text("日期(yyyy-mm-dd)").date_order is DateOrder.YMD


@pytest.mark.parametrize(
    ("role", "columns", "expected"),
    [
        pytest.param(Role.CUSTOMERS, {"级别": list("ABCAB")}, {"abc_class": 1}, id="级别 over A, B, C is the class"),
        pytest.param(
            Role.CUSTOMERS,
            {"级别": ["战略联盟", "买卖关系", "优先供应"]},
            {"tier": 1},
            id="级别 over 战略联盟 is the tier",
        ),
        pytest.param(Role.CUSTOMERS, {"级别": ["一", "二", "三"]}, {}, id="级别 over neither is nothing"),
        pytest.param(Role.CUSTOMERS, {"负责人": STAFF}, {"owner": 1}, id="负责人 over the same few is our salesman"),
        pytest.param(
            Role.CUSTOMERS,
            {"负责人": ["赵一", "钱二", "孙三", "李四", "周五", "吴六", "郑七", "王八"]},
            {"primary_contact": 1},
            id="负责人 over ever new names is the customer's man",
        ),
        pytest.param(Role.CUSTOMERS, {"负责人": ["赵一", "钱二"]}, {}, id="負责人 over two names is left open"),
        pytest.param(Role.CUSTOMERS, {"销售": STAFF}, {"owner": 1}, id="销售 over names is the salesman"),
        pytest.param(Role.CUSTOMERS, {"销售": [5.5, 7, 9]}, {"revenue": 1}, id="销售 over numbers is the revenue"),
        pytest.param(Role.CUSTOMERS, {"Margin": [0.3, 0.25]}, {"margin_rate": 1}, id="Margin over fractions is a rate"),
        pytest.param(Role.CUSTOMERS, {"Margin": [3000, 250]}, {"margin": 1}, id="Margin over thousands is money"),
        pytest.param(
            Role.CUSTOMERS, {"合同": ["有", "无", "有"]}, {"contract": 1}, id="合同 over yes and no is a mark"
        ),
        pytest.param(Role.CUSTOMERS, {"合同": [DAY, DAY]}, {"contract_end": 1}, id="合同 over days is its end"),
        pytest.param(Role.CUSTOMERS, {"单位": ["台", "件", "箱"]}, {}, id="单位 over pieces is no customer"),
        pytest.param(Role.CUSTOMERS, {"单位": COMPANIES}, {"name": 1}, id="单位 over companies is the customer"),
        pytest.param(Role.COMPLAINTS, {"Resolved": [DAY, None, DAY]}, {"resolved_at": 1}, id="Resolved over days"),
        pytest.param(
            Role.COMPLAINTS,
            {"Replied": ["4/11/2026 10:00", "6/10/2026"]},
            {"ack_at": 1},
            id="Replied over days of which only the order is open",
        ),
        pytest.param(
            Role.COMPLAINTS, {"Replied": ["1.2.3", "4.5.6"]}, {}, id="Replied over numbers that may be versions"
        ),
        pytest.param(Role.COMPLAINTS, {"Resolved": ["Yes", "No"]}, {"status": 1}, id="Resolved over yes and no"),
        pytest.param(Role.COMPLAINTS, {"Resolved": [None]}, {}, id="Resolved over nothing"),
        pytest.param(Role.COMPLAINTS, {"处理时间": ["2天", "3小时"]}, {}, id="处理时间 over lengths is no moment"),
        pytest.param(
            Role.COMPLAINTS,
            {"处理时间": ["2024-03-05 14:00", "2024-03-06"]},
            {"resolved_at": 1},
            id="处理时间 over moments",
        ),
        pytest.param(
            Role.CUSTOMERS,
            {"客户全称": COMPANIES, "简称": ["甲", "乙"]},
            {"name": 1, "alias": 2},
            id="简称 beside 全称",
        ),
        pytest.param(Role.CUSTOMERS, {"简称": ["甲", "乙"]}, {"name": 1}, id="简称 alone"),
        pytest.param(Role.CUSTOMERS, {"Company": ["Acme"], "Name": ["Bob"]}, {"name": 1}, id="Name beside Company"),
        pytest.param(
            Role.CUSTOMERS,
            {"客户": ["张三", "李四"], "公司名称": COMPANIES},
            {"name": 2},
            id="companies win over people",
        ),
        pytest.param(
            Role.CUSTOMERS,
            {"Annual Revenue": [5e6], "Employees": [40]},
            {},
            id="the customer's own revenue beside its staff",
        ),
        pytest.param(Role.CUSTOMERS, {"Annual Revenue": [5e6]}, {"revenue": 1}, id="Annual Revenue alone"),
        pytest.param(Role.COMPLAINTS, {"State": ["CA", "NY", "TX"]}, {}, id="State over federal states is no status"),
        pytest.param(Role.COMPLAINTS, {"State": ["Open", "Closed"]}, {"status": 1}, id="State over statuses"),
        pytest.param(
            Role.VISITS,
            {"承诺事项": ["寄样品", "发报价单"], "承诺完成时间": [DAY, DAY]},
            {"promise": 1, "promise_due": 2},
            id="承诺事项 beside the day it is promised for is a promise",
        ),
        pytest.param(
            Role.VISITS,
            {"承诺事项": ["寄样品", "发报价单"], "下次跟进日期": [DAY, DAY]},
            {"next_step": 1, "next_date": 2},
            id="承诺事项 beside the day of the next contact is the next step",
        ),
        pytest.param(
            Role.VISITS,
            {"承诺事项": ["寄样品"], "承诺完成时间": [DAY], "下次跟进日期": [DAY]},
            {"promise_due": 2, "next_date": 3},
            id="承诺事项 beside both is left open",
        ),
        pytest.param(
            Role.VISITS, {"Commitments": ["samples", "a quote"]}, {}, id="Commitments beside no day is left open"
        ),
        pytest.param(Role.CUSTOMERS, {"备注": ["a"], "说明": ["b"]}, {"notes": 1}, id="the surer spelling wins"),
        pytest.param(
            Role.CUSTOMERS, {"年销售额": [1, 2], "年销售额 ": [None, None]}, {"revenue": 1}, id="an empty twin"
        ),
    ],
)
def test_the_values_settle_it(role: Role, columns: Mapping[str, Sequence[Any]], expected: dict[str, int]) -> None:
    assert fields(mapped(role, columns)) == expected


@pytest.mark.parametrize(
    ("role", "columns", "code", "severity"),
    [
        pytest.param(
            Role.CUSTOMERS,
            {"客户名称": ["a"], "客户名称 ": ["b"]},
            "header-twice",
            Severity.ERROR,
            id="the same header twice",
        ),
        pytest.param(
            Role.CUSTOMERS,
            {"年销售额": [1], "销售金额": [2]},
            "header-contest",
            Severity.WARNING,
            id="two columns, one field",
        ),
        pytest.param(
            Role.CUSTOMERS,
            {"公司地址": ["a"], "客户地址": ["b"]},
            "header-contest",
            Severity.NOTE,
            id="nothing rests on it",
        ),
        pytest.param(
            Role.CUSTOMERS,
            {"负责人": ["赵一", "钱二"]},
            "header-unclear",
            Severity.WARNING,
            id="the values leave it open",
        ),
        pytest.param(
            Role.CUSTOMERS,
            {"年销售额": ["张", "李", "王"]},
            "header-values-disagree",
            Severity.WARNING,
            id="names as sales",
        ),
        pytest.param(
            Role.CUSTOMERS, {"年销受额": [1]}, "header-like", Severity.NOTE, id="a slip is suggested, not mapped"
        ),
    ],
)
def test_what_is_doubtful_is_reported_with_its_cell_and_not_used(
    role: Role, columns: Mapping[str, Sequence[Any]], code: str, severity: Severity
) -> None:
    found = mapped(role, columns)
    assert not found.columns
    assert [(problem.code, problem.severity, problem.where) for problem in found.problems] == [
        (code, severity, "客户!A3")
    ]
    for language in LANGUAGES:
        assert found.problems[0].what(texts_in(language))
        assert found.problems[0].fix(texts_in(language))


def test_a_rate_is_not_suggested_as_an_amount() -> None:
    assert not mapped(Role.ORDERS, {"毛利率": ["12%", 0.15, "18%"]}).problems


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"投诉渠道": ["甲", "乙", "丙", "丁"]}, id="words that we do not know"),
        pytest.param({"投诉日期": ["3月5日", "昨天", "2024年3月"]}, id="dates that cannot be read"),
        pytest.param({"投诉日期": ["x", "y"]}, id="too few values to contradict"),
        pytest.param({"投诉日期": [None, None]}, id="an empty column"),
    ],
)
def test_unreadable_cells_do_not_contradict_a_sure_header(columns: Mapping[str, Sequence[Any]]) -> None:
    found = mapped(Role.COMPLAINTS, columns)
    assert len(found.columns) == 1
    assert not found.problems


def test_the_config_holds_against_every_other_reading() -> None:
    columns = {"客户名称": ["a"], "公司": ["b"], "级别": list("ABC")}
    assert fields(mapped(Role.CUSTOMERS, columns, name="公司", abc_class="")) == {"name": 2}


@pytest.mark.parametrize(
    ("overrides", "code", "said"),
    [
        pytest.param({"nmae": "客户名称"}, "header_field_unknown", "name", id="a field that does not exist"),
        pytest.param({"name": "客户名"}, "header_not_found", "客户名称", id="a header that is not there"),
        pytest.param(
            {"name": "Turnover"}, "header_not_found", "客户名称", id="nor one like it: what there is is named"
        ),
        pytest.param({"revenue": "金额"}, "header_twice", "B3, C3", id="a header that is there twice"),
    ],
)
def test_a_wrong_entry_in_the_config_names_the_nearest(overrides: dict[str, str], code: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        mapped(Role.CUSTOMERS, {"客户名称": ["a"], "金额": [1], "金额 ": [2]}, **overrides)
    assert caught.value.code == code
    for language in LANGUAGES:
        assert said in caught.value.sentence(texts_in(language))


def test_the_choice_of_tabs_asks_what_a_header_may_mean() -> None:
    spellings = Spellings()
    assert spellings.weights(Role.CUSTOMERS, "客户名称") == {"name": 1.0}
    assert set(spellings.weights(Role.CUSTOMERS, "级别")) == {"abc_class", "tier"}
    assert spellings.weights(Role.CUSTOMERS, "ABC ◆") == {}
