"""Customers under several names, and names that nobody knows."""

from tests.intake.dirty import (
    ACME,
    BETA,
    EN_ACME,
    EN_BETA,
    EN_LOG,
    EN_PEOPLE,
    MAY,
    PEOPLE,
    Dirty,
    customers,
    logged,
    names,
    shown_as,
    visited,
)

EN_CUSTOMERS = [EN_PEOPLE, EN_ACME, EN_BETA]


def met(*names: object) -> list[list[object]]:
    return [[MAY, name, "来访"] for name in names]


NAMES = (
    Dirty(
        "Visits name the customer by id, by full name, without the legal form, in full-width letters",
        "Accepted: all mean him",
        {
            "Customers": EN_CUSTOMERS,
            "Visits": [EN_LOG, *met("C001", "Acme Ltd.", "ACME", "Ａｃｍｅ　Ｌｔｄ", "acme, inc.")],
        },
        visited,
        ["C001"] * 5,
    ),
    Dirty(
        "上海明远科技 for 上海明远科技有限公司",
        "Accepted: the legal form does not matter",
        logged(*met("上海明远科技", "上海明远科技(集团)股份有限公司")),
        visited,
        ["C001", "C001"],
    ),
    Dirty(
        "A column of old and short names",
        "Accepted: each of them means the customer",
        {
            "客户档案": [[*PEOPLE, "曾用名"], [*ACME, "明远电子厂、明远"], [*BETA, None]],
            "拜访记录": [["拜访日期", "客户名称", "拜访内容"], *met("明远", "明远电子厂")],
        },
        visited,
        ["C001", "C001"],
    ),
    Dirty(
        "Orders with the customer's id and short name in two columns",
        "Accepted: the id says who is meant",
        {
            "客户档案": customers(),
            "出货": [
                ["出货日期", "客户编号", "客户简称", "金额"],
                [MAY, "C001", "明远", 5.0],
                [MAY, "C002", "恒达", 6.0],
            ],
        },
        lambda book: [order.customer for order in book.orders],
        ["C001", "C002"],
    ),
    Dirty(
        "A customers tab for each salesman, named after him, without a column of owners",
        "Noted: whom the log names too is the owner; 华东 is nobody",
        {
            "客户-张伟": [["客户编号", "客户名称"], ACME[:2]],
            "客户-华东": [["客户编号", "客户名称"], BETA[:2]],
            "拜访记录": [["拜访日期", "客户名称", "拜访人"], [MAY, ACME[1], "张伟"]],
        },
        lambda book: [one.owner for one in book.customers],
        ["张伟", None],
        says=["客户-张伟 owner-from-tab"],
    ),
    Dirty(
        "A customers tab for each salesman, whom the log writes now Tom, now TOM, under a header that may mean anybody",
        "Noted: he is the owner as he is written most often",
        {
            "Tom": [["Customer ID", "Customer Name"], ["C001", "Acme"]],
            "Ann": [["Customer ID", "Customer Name"], ["C002", "Beta"]],
            "Visits": [
                ["Visit Date", "Customer", "Who"],
                *([MAY, *row] for row in (("Acme", "TOM"), ("Acme", "Tom"), ("Beta", "Ann"), ("Acme", "Tom"))),
            ],
        },
        lambda book: [one.owner for one in book.customers],
        ["Tom", "Ann"],
        says=["Tom owner-from-tab", "Ann owner-from-tab"],
    ),
    Dirty(
        "A tab of its own for other names, one in each row",
        "Noted: each of them means the customer",
        {
            "客户档案": customers(),
            "别名": [
                ["客户名称", "别名"],
                [ACME[1], "明远"],
                [ACME[1], "老明远厂"],
                [BETA[1], "恒达"],
                ["无此客户", "无"],
            ],
            "拜访记录": [["拜访日期", "客户名称", "拜访内容"], *met("明远", "老明远厂", "恒达")],
        },
        visited,
        ["C001", "C001", "C002"],
        says=["别名 other-names"],
    ),
    Dirty(
        "A name that no customer has, in three rows",
        "Reported once, with the number of rows",
        logged(*met("广州天河贸易", "广州天河贸易", "C001", "广州天河贸易")),
        visited,
        ["C001"],
        says=["拜访记录!B2 unknown-customer"],
    ),
    Dirty(
        "A name with a slip of the pen",
        "Reported: the similar name is suggested, never taken",
        logged(*met("苏州恒达机戒有限公司")),
        visited,
        [],
        says=["拜访记录!B2 unknown-customer-like"],
    ),
    Dirty(
        "A name that two customers share",
        "Reported: neither is guessed",
        {
            "Customers": [*EN_CUSTOMERS, ["C003", "Acme Inc.", "Bob"]],
            "Visits": [EN_LOG, *met("Acme", "Acme Inc.")],
        },
        visited,
        ["C003"],
        says=["Customers!B2 doubled-name", "Visits!B2 ambiguous-customer"],
    ),
    Dirty(
        "One customer twice, once with and once without the legal form",
        "Reported: never merged",
        {"Customers": [*EN_CUSTOMERS, ["C003", "BETA", "Bob"]]},
        names,
        ["Acme Ltd.", "Beta GmbH", "BETA"],
        says=["Customers!B3 doubled-name"],
    ),
    Dirty(
        "Two customers with one id",
        "Reported: neither gets a result, the others do",
        {"客户档案": customers(["C001", "宁波远洋物流", "李娜"]), "拜访记录": logged(*met("C001", "C002"))["拜访记录"]},
        lambda book: (names(book), visited(book)),
        ([BETA[1]], ["C002"]),
        says=["客户档案!A2 doubled-id"],
    ),
    Dirty(
        "Ids are numbers on one tab and text on the other",
        "Accepted: 1001 is 1001",
        {
            "客户档案": [PEOPLE, [1001, "甲公司", "张伟"], [1002, "乙公司", "王芳"]],
            "拜访记录": logged(*met("1001", 1002))["拜访记录"],
        },
        visited,
        ["1001", "1002"],
    ),
    Dirty(
        "Ids shown as 00123 by their number format",
        "Accepted: the zeros are kept",
        {
            "客户档案": [PEOPLE, [123, "甲公司", "张伟"], [45, "乙公司", "王芳"]],
            "拜访记录": logged(*met("00123"))["拜访记录"],
        },
        lambda book: ([customer.id for customer in book.customers], visited(book)),
        (["00123", "00045"], ["00123"]),
        prepare=shown_as("客户档案", "00000", "A2", "A3"),
    ),
    Dirty(
        "A log with the customer's id and his name, of which only the id is as on the list",
        "Accepted: the id counts",
        {"Customers": EN_CUSTOMERS, "Visits": [[*EN_LOG, "Customer ID"], [MAY, "Acme London", "met", "C001"]]},
        visited,
        ["C001"],
    ),
    Dirty(
        "A log whose id and name mean two customers",
        "Reported: neither is guessed",
        {"Customers": EN_CUSTOMERS, "Visits": [[*EN_LOG, "Customer ID"], [MAY, "Beta GmbH", "met", "C001"]]},
        visited,
        [],
        says=["Visits!B2 id-and-name-differ"],
    ),
)
