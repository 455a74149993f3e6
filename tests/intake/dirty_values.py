"""Dates, amounts, words and ids as people write them."""

from datetime import date
from decimal import Decimal

from relsheet.records import Book, CustomerStatus
from tests.intake.dirty import (
    MAY,
    PEOPLE,
    Dirty,
    Rows,
    counted_from_1904,
    customers,
    logged,
    one_column,
    values_of,
)


def revenue(book: Book) -> list[Decimal | None]:
    return [customer.revenue for customer in book.customers]


def dated(*dates: object) -> dict[str, Rows]:
    return logged(*([day, "C001", "来访"] for day in dates))


def days(book: Book) -> list[date]:
    return [visit.date for visit in book.visits]


PEOPLE_SPREAD = ("周敏", "周 敏", "周　敏", "张三 李四")

VALUES = (
    Dirty(
        "Dates as text in many forms",
        "Accepted",
        logged(
            *(
                [day, "C001", "来访"]
                for day in ("2026-05-06", "2026.5.6", "2026年5月6日(周三)", "20260506", "２０２６/5/6")
            )
        ),
        days,
        [MAY] * 5,
    ),
    Dirty(
        "One owner written 周敏 and 周 敏",
        "Accepted: one person; 张三 李四 stay two",
        {"客户档案": [["客户名称", "业务员"], *([f"客户{n}号", who] for n, who in enumerate(PEOPLE_SPREAD))]},
        values_of("owner"),
        ["周敏", "周敏", "周敏", "张三 李四"],
    ),
    Dirty(
        "Years counted from 1912, as in Taiwan",
        "Noted: the column proves them",
        logged(["115/5/6", "C001", "來訪"], ["115/4/30", "C001", "電話"]),
        days,
        [MAY, date(2026, 4, 30)],
        says=["拜访记录!A2 date-roc-year"],
    ),
    Dirty(
        "合作开始 as a year alone",
        "Noted: it counts from the last day of the year",
        one_column("合作开始", "2015年", 2020.0, date(2024, 3, 5)),
        values_of("first_order"),
        [date(2015, 12, 31), date(2020, 12, 31), date(2024, 3, 5)],
        says=["客户档案!D2 date-counts-from-end"],
    ),
    Dirty(
        "3/5/2026 beside 25/5/2026",
        "Accepted: the second one proves that the day stands first",
        logged(["3/5/2026", "C001", "来访"], ["25/5/2026", "C001", "来访"]),
        days,
        [date(2026, 5, 3), date(2026, 5, 25)],
    ),
    Dirty(
        "3/5/2026 and nothing that proves its order",
        "Reported: March or May is not guessed",
        logged(["3/5/2026", "C001", "来访"], [MAY, "C001", "来访"]),
        days,
        [MAY],
        says=["拜访记录!A2 date-order-unknown"],
    ),
    Dirty(
        "3/5/2026 beside another column of dates that proves its order",
        "Noted: read in that order",
        {
            **logged([MAY, "C001", "来访"]),
            "投诉": [
                ["投诉编号", "客户名称", "投诉日期", "解决日期", "首次回复时间"],
                ["K1", "C001", "3/5/2026", "25/5/2026", "4/5/2026 10:30"],
            ],
        },
        lambda book: [(row.opened_at, row.resolved_at, row.ack_at.date()) for row in book.complaints],
        [(date(2026, 5, 3), date(2026, 5, 25), date(2026, 5, 4))],
        says=["投诉!C2 date-order-of-neighbour", "投诉!E2 date-order-of-neighbour"],
    ),
    Dirty(
        "3/5/2026 beside a header that names the order of its own dates",
        "Noted: read in that order",
        {
            **logged([MAY, "C001", "来访"]),
            "投诉": [
                ["投诉编号", "客户名称", "投诉日期", "解决日期 (mm/dd/yyyy)"],
                ["K1", "C001", "3/5/2026", "4/6/2026"],
            ],
        },
        lambda book: [(row.opened_at, row.resolved_at) for row in book.complaints],
        [(date(2026, 3, 5), date(2026, 4, 6))],
        says=["投诉!C2 date-order-of-neighbour"],
    ),
    Dirty(
        "3/5/2026 beside columns that prove two orders",
        "Reported: May or March is not guessed",
        {
            **logged([MAY, "C001", "来访"]),
            "投诉": [
                ["投诉编号", "客户名称", "投诉日期", "解决日期", "首次回复时间"],
                ["K1", "C001", "3/5/2026", "25/5/2026", "5/14/2026"],
            ],
        },
        lambda book: [row.opened_at for row in book.complaints],
        [None],
        says=["投诉!C2 date-order-unknown"],
    ),
    Dirty(
        "10/11/25 among dates of 2025 beside a column that proves years first",
        "Reported: it is none of 2010",
        {
            **logged([MAY, "C001", "来访"]),
            "投诉": [
                ["投诉编号", "客户名称", "投诉日期", "解决日期"],
                ["K1", "C001", date(2025, 11, 1), date(2025, 11, 3)],
                ["K2", "C001", "10/11/25", "25/11/12"],
            ],
        },
        lambda book: [(row.opened_at, row.resolved_at) for row in book.complaints],
        [(date(2025, 11, 1), date(2025, 11, 3)), (None, date(2025, 11, 12))],
        says=["投诉!C3 date-order-unknown", "投诉!D3 date-two-digit-year"],
    ),
    Dirty(
        "03/05/26 beside dates of 2026 in a column that proves years first",
        "Reported: it is none of 2003",
        {
            **logged([MAY, "C001", "来访"]),
            "投诉": [
                ["投诉编号", "客户名称", "投诉日期", "解决日期"],
                ["K1", "C001", "03/05/26", date(2026, 5, 9)],
                ["K2", "C001", "", "26/05/04"],
            ],
        },
        lambda book: [(row.opened_at, row.resolved_at) for row in book.complaints],
        [(None, date(2026, 5, 9)), (None, date(2026, 5, 4))],
        says=["投诉!C2 date-order-unknown", "投诉!D3 date-two-digit-year"],
    ),
    Dirty(
        "3/5/2026 and 25/05/26 beside a header (yyyy-mm-dd)",
        "Reported: years written in full tell nothing of other forms; 25/5/2026 beside them does",
        {
            **logged([MAY, "C001", "来访"]),
            "投诉": [
                ["投诉编号", "客户名称", "投诉日期", "解决日期 (yyyy-mm-dd)"],
                ["K1", "C001", "25/05/26", "2026-05-29"],
            ],
            "投诉 2": [
                ["投诉编号", "客户名称", "投诉日期", "解决日期 (yyyy-mm-dd)", "首次回复时间"],
                ["K2", "C001", "3/5/2026", "2026-05-29", "25/5/2026"],
            ],
        },
        lambda book: [row.opened_at for row in book.complaints],
        [None, date(2026, 5, 3)],
        says=["投诉!C2 date-order-unknown", "投诉 2!C2 date-order-of-neighbour"],
    ),
    Dirty(
        "03/05/04 beside years counted from 1912",
        "Reported: 99/05/25 proves the calendar of Taiwan, and no year first",
        {
            **logged([MAY, "C001", "来访"]),
            "投诉": [
                ["投诉编号", "客户名称", "投诉日期", "解决日期"],
                ["K1", "C001", "03/05/04", "99/05/25"],
                ["K2", "C001", "", "100/05/25"],
            ],
        },
        lambda book: [(row.opened_at, row.resolved_at) for row in book.complaints],
        [(None, date(2010, 5, 25)), (None, date(2011, 5, 25))],
        says=["投诉!C2 date-order-unknown", "投诉!D2 date-roc-year"],
    ),
    Dirty(
        "A day that does not exist",
        "Reported: left out",
        logged(["2026-02-30", "C001", "来访"], [MAY, "C001", "来访"]),
        days,
        [MAY],
        says=["拜访记录!A2 date-impossible"],
    ),
    Dirty(
        "N/A, — and 待定 for a date",
        "Accepted: nothing is recorded",
        one_column("下次联系日期", MAY, "N/A", "—", "待定"),
        values_of("next_contact"),
        [MAY, None, None, None],
    ),
    Dirty(
        "Days as bare numbers (46148)",
        "Accepted: Excel's count of days",
        one_column("最近联系日期", 46148, 46149.0, 46150),
        values_of("last_contact"),
        [MAY, date(2026, 5, 7), date(2026, 5, 8)],
    ),
    Dirty(
        "A workbook that counts its days from 1904",
        "Accepted: typed and bare days alike",
        one_column("最近联系日期", MAY, 44686, 44687),
        values_of("last_contact"),
        [MAY, MAY, date(2026, 5, 7)],
        prepare=counted_from_1904,
    ),
    Dirty(
        "年销售额(万元)",
        "Accepted: times 10,000",
        one_column("年销售额(万元)", 1.2, 30, "5"),
        revenue,
        [Decimal(12000), Decimal(300000), Decimal(50000)],
    ),
    Dirty(
        "Amounts as text: ¥1,200.00, 1.2万, (500.00), 300-, 壹万贰仟元整",
        "Accepted",
        one_column("年销售额", "¥1,200.00", "1.2万", "(500.00)", "300-", "壹万贰仟元整"),
        revenue,
        [Decimal(1200), Decimal(12000), Decimal(-500), Decimal(-300), Decimal(12000)],
    ),
    Dirty(
        "约10万 and 10-20万",
        "Reported: an estimate and a range are no amounts",
        one_column("年销售额", 5000.0, "约10万", "10-20万"),
        revenue,
        [Decimal(5000), None, None],
        says=["客户档案!D3 amount-approximate", "客户档案!D4 amount-range"],
    ),
    Dirty(
        "A word where an amount should be",
        "Reported: left out, and never zero",
        one_column("年销售额", 5000.0, "很多"),
        revenue,
        [Decimal(5000), None],
        says=["客户档案!D3 bad-amount"],
    ),
    Dirty(
        "A status that nobody knows, in two rows",
        "Reported once, with the number of rows",
        one_column("客户状态", "合作中", "蜜月期", "蜜月期"),
        values_of("status"),
        [CustomerStatus.ACTIVE, None, None],
        says=["客户档案!D3 word-unknown"],
    ),
    Dirty(
        "有, √, 无 and blanks for a contract",
        "Accepted: a blank is not a no",
        one_column("合同", "有", "√", "无", None),
        values_of("contract"),
        [True, True, False, None],
    ),
    Dirty(
        "A phone number that Excel made 1.38E+10",
        "Reported: its digits are lost",
        one_column("电话", "13800138000", "1.38E+10"),
        values_of("phone"),
        ["13800138000", None],
        says=["客户档案!D3 phone-damaged"],
    ),
    Dirty(
        "An id longer than 15 digits, typed as a number",
        "Reported: its last digits are lost",
        {"客户档案": [PEOPLE, [4403001234567890123, "甲公司", "张伟"], ["C002", "乙公司", "王芳"]]},
        values_of("id"),
        [None, "C002"],
        says=["客户档案!A2 id-damaged"],
    ),
    Dirty(
        "A return among the orders",
        "Accepted: its amount is negative",
        {
            "客户档案": customers(),
            "订单": [
                ["订单号", "客户名称", "订单日期", "订单金额", "是否退货"],
                ["S1", "C001", MAY, 1000.0, "否"],
                ["S2", "C001", MAY, 400.0, "是"],
                ["S3", "C001", MAY, -50.0, None],
            ],
        },
        lambda book: [order.amount for order in book.orders],
        [Decimal(1000), Decimal(-400), Decimal(-50)],
    ),
    Dirty(
        "Orders in several currencies",
        "Accepted: each keeps its own",
        {
            "客户档案": customers(),
            "订单": [
                ["订单号", "客户名称", "订单日期", "订单金额"],
                ["S1", "C001", MAY, "US$1,000"],
                ["S2", "C001", MAY, "RMB 400"],
                ["S3", "C001", MAY, "RMB 500"],
            ],
        },
        lambda book: ([order.currency for order in book.orders], book.currency),
        (["USD", "CNY", "CNY"], "CNY"),
    ),
    Dirty(
        "A closing date as a time of day in Chinese",
        "Accepted: 下午2:05 is 14:05",
        {
            "客户档案": customers(),
            "投诉登记": [
                ["投诉编号", "客户名称", "投诉时间", "投诉内容", "处理状态"],
                ["T1", "C001", "2026年5月6日 下午2:05", "漏货", "处理中"],
            ],
        },
        lambda book: [complaint.opened_at.isoformat() for complaint in book.complaints if complaint.opened_at],
        ["2026-05-06T14:05:00+00:00"],
    ),
    Dirty(
        "A complaint of somebody who is no customer",
        "Reported: it stays a complaint that is owed an answer",
        {
            "客户档案": customers(),
            "投诉登记": [
                ["投诉编号", "客户名称", "投诉时间", "投诉内容", "处理状态"],
                ["T1", "路人甲", MAY, "漏货", "处理中"],
            ],
        },
        lambda book: [(complaint.id, complaint.customer, complaint.customer_text) for complaint in book.complaints],
        [("T1", None, "路人甲")],
        says=["投诉登记!B2 unknown-customer"],
    ),
)
