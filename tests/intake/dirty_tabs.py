"""Dirty tabs and headers."""

from relsheet.intake.settings import HeadersSettings, TabsSettings
from relsheet.records import Book, Role
from tests.intake.dirty import (
    ACME,
    BETA,
    EN_ACME,
    EN_BETA,
    EN_LOG,
    EN_PEOPLE,
    LOG,
    MAY,
    PEOPLE,
    Dirty,
    customers,
    hidden,
    hidden_row,
    logged,
    merged,
    moved_to,
    names,
    one_column,
    tabs_read,
    values_of,
    visited,
)


def header_row(book: Book) -> int:
    return book.tabs[0].header_row


TABS = (
    Dirty(
        "A title, a note and a blank row above the header",
        "Accepted: the header is found in row 4",
        {"客户档案": [["明远集团客户档案"], ["填表说明:红色为必填"], [], *customers()]},
        header_row,
        4,
    ),
    Dirty(
        "The table starts in column C",
        "Accepted: cells are named by their true address",
        {"客户档案": customers()},
        lambda book: [str(customer.origin) for customer in book.customers],
        ["客户档案!D6", "客户档案!D7"],
        prepare=moved_to("客户档案", 4, 2),
    ),
    Dirty(
        "A header of two rows: a group above, the columns below",
        "Accepted: the two rows are read as one header",
        {
            "客户档案": [
                ["基本信息", None, None, "联系情况", None],
                ["客户编号", "客户名称", "业务员", "最近联系日期", "下次联系日期"],
                [*ACME, MAY, MAY],
                [*BETA, MAY, MAY],
            ]
        },
        lambda book: (header_row(book), names(book)),
        (2, [ACME[1], BETA[1]]),
        prepare=merged("客户档案", "A1:C1", "D1:E1"),
    ),
    Dirty(
        "Header cells merged downwards beside a group of two columns",
        "Accepted: the merged cell is the header of its column",
        {
            "客户档案": [
                ["客户编号", "客户名称", "业务员", "客户信息", None],
                [None, None, None, "行业", "区域"],
                [*ACME, "化工", "华东"],
                [*BETA, "机械", "华南"],
            ]
        },
        lambda book: (header_row(book), values_of("industry")(book)),
        (2, ["化工", "机械"]),
        prepare=merged("客户档案", "A1:A2", "B1:B2", "C1:C2", "D1:E1"),
    ),
    Dirty(
        "A dashboard and a list of choices stand before the customers",
        "Accepted: only the customers are read",
        {
            "首页": [["销售看板"], [], ["客户总数", 2, None, "本月拜访", 15], ["A类客户", 1, None, "投诉", 0]],
            "选项": [["客户状态", "行业", "区域"], ["合作中", "化工", "华东"], ["流失", "机械", "华南"]],
            "客户档案": customers(),
        },
        tabs_read,
        ["客户档案"],
    ),
    Dirty(
        "A pivot table of sales per customer",
        "Accepted: it is not taken for a list of customers",
        {
            "透视": [["行标签", "求和项:金额"], ["上海明远科技有限公司", 12000.0], ["总计", 12000.0]],
            "客户档案": customers(),
        },
        tabs_read,
        ["客户档案"],
    ),
    Dirty(
        "The ten best customers on a tab of their own",
        "Reported: the fuller list is read",
        {
            "Top 10": [["Customer Name", "Revenue"], ["Acme Ltd.", 900.0], ["Beta GmbH", 500.0]],
            "Customers": [EN_PEOPLE, EN_ACME, EN_BETA],
        },
        tabs_read,
        ["Customers"],
        says=["Top 10 tab-not-read"],
    ),
    Dirty(
        "A log with a tab a month",
        "Accepted: all months are read",
        {
            "Customers": [EN_PEOPLE, EN_ACME, EN_BETA],
            "Jan": [EN_LOG, [MAY, "Acme Ltd.", "met"]],
            "Feb": [EN_LOG, [MAY, "Beta GmbH", "met"]],
            "Mar": [EN_LOG, [MAY, "Acme Ltd.", "called"]],
        },
        visited,
        ["C001", "C002", "C001"],
    ),
    Dirty(
        "A customers tab for each salesman",
        "Accepted: all are read",
        {"张伟": [PEOPLE, ACME], "王芳": [PEOPLE, BETA]},
        names,
        [ACME[1], BETA[1]],
    ),
    Dirty(
        "A copy of the log as a backup",
        "Reported: the copy is not read",
        {**logged([MAY, "C001", "来访"]), "拜访记录 (2)": [LOG, [MAY, "C001", "来访"]]},
        visited,
        ["C001"],
        says=["拜访记录 (2) tab-not-read"],
    ),
    Dirty(
        "The log is on a hidden tab",
        "Noted: it is read",
        logged([MAY, "C001", "来访"]),
        visited,
        ["C001"],
        says=["拜访记录 hidden-tab"],
        prepare=hidden("拜访记录"),
    ),
    Dirty(
        "A row is hidden",
        "Noted: it is read",
        logged([MAY, "C001", "来访"], [MAY, "C002", "电话"]),
        visited,
        ["C001", "C002"],
        says=["拜访记录!A3 hidden-rows"],
        prepare=hidden_row("拜访记录", 3),
    ),
    Dirty(
        "No tab holds customers",
        "Refused",
        {"Budget": [["Month", "Rent", "Power"], ["Jan", 1.0, 2.0]], "Ideas": [["buy milk"]]},
        says=["crm.xlsx no_customers_tab"],
    ),
    Dirty(
        "The customers tab has no column of names",
        "Refused",
        {"客户档案": [["客户编号", "行业", "业务员"], ["C001", "化工", "张伟"]]},
        says=["客户档案!1 no_name_column"],
    ),
    Dirty(
        "The name's header is one that nobody knows, and the config names it",
        "Accepted",
        {"客户档案": [["客户编号", "东家", "业务员"], ACME, BETA]},
        names,
        [ACME[1], BETA[1]],
        settings=[HeadersSettings(customers={"name": "东家"})],
    ),
    Dirty(
        "The config names a tab that is not there",
        "Refused",
        {"Customers": [EN_PEOPLE, EN_ACME]},
        says=["[tabs] customers tab_not_found"],
        settings=[TabsSettings(customers="Custmers")],
    ),
    Dirty(
        "The config says that there is no log",
        "Accepted: the tab is not read",
        logged([MAY, "C001", "来访"]),
        tabs_read,
        ["客户档案"],
        settings=[TabsSettings(visits="")],
    ),
    Dirty(
        "One tab for everything: customers with the last and the next contact",
        "Accepted",
        {
            "Sheet1": [
                ["客户", "业务员", "最近联系", "下次联系"],
                [ACME[1], "张伟", MAY, MAY],
                [BETA[1], "王芳", MAY, None],
            ]
        },
        lambda book: (values_of("last_contact")(book), values_of("next_contact")(book)),
        ([MAY, MAY], [MAY, None]),
    ),
    Dirty(
        "A log of visits without a column of dates",
        "Reported: the tab is not read",
        {"客户档案": customers(), "拜访记录": [["客户名称", "拜访内容", "拜访人"], [ACME[1], "来访", "张伟"]]},
        lambda book: book.visits,
        (),
        says=["拜访记录 tab-lacks-column"],
    ),
    Dirty(
        "An empty log",
        "Accepted: a tab without rows",
        logged(),
        lambda book: [(tab.role, tab.records) for tab in book.tabs],
        [(Role.CUSTOMERS, 2), (Role.VISITS, 0)],
    ),
    Dirty(
        "Columns of ours, copied by hand with their mark",
        "Accepted: they are never read as the user's",
        {"客户档案": [[*PEOPLE, "ABC◆", "下一步 ◆"], [*ACME, "A", "拜访"], [*BETA, "B", "电话"]]},
        lambda book: (values_of("own_class")(book), values_of("next_action")(book)),
        ([None, None], [None, None]),
    ),
    Dirty(
        "The same header twice",
        "Reported: neither column is read",
        {"客户档案": [[*PEOPLE, "备注", "备注"], [*ACME, "老客户", "回款慢"], [*BETA, "新客户", "回款快"]]},
        values_of("notes"),
        [None, None],
        says=["客户档案!D1 header-twice"],
    ),
    Dirty(
        "级别 over values that are A, B and C",
        "Accepted: a grade of the user's own",
        one_column("级别", "A", "B", "C"),
        values_of("own_class"),
        ["A", "B", "C"],
    ),
    Dirty(
        "A complaints register without a column of customers",
        "Accepted: each complaint is still owed an answer",
        {
            "客户档案": customers(),
            "投诉登记": [
                ["投诉编号", "投诉时间", "投诉内容", "处理状态"],
                ["T1", MAY, "漏货", "处理中"],
                [None, None, None, None],
            ],
        },
        lambda book: [(complaint.id, complaint.customer) for complaint in book.complaints],
        [("T1", None)],
    ),
)
