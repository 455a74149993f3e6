"""Dirty tabs and headers."""

from calendar import month_abbr

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
        "A header of two rows where only some columns are divided",
        "Suggested: Sales stands over two years, so no column is taken for it",
        {
            "Key Accounts": [
                ["Account", "Region", "Sales (k USD)", None, "Account Manager"],
                [None, None, 2025, "2026 YTD", None],
                ["Acme Ltd.", "North", 20.0, 10.0, "Ann"],
                ["Beta GmbH", "South", 30.0, 15.0, "Bob"],
            ]
        },
        lambda book: (header_row(book), sorted(book.tabs[0].headers), [one.revenue for one in book.customers]),
        (2, ["name", "owner", "region"], [None, None]),
        says=["Key Accounts!C2 header-like", "Key Accounts!D2 header-like"],
        prepare=merged("Key Accounts", "A1:A2"),
    ),
    Dirty(
        "A name, an owner and a last contact before a column of notes for each month",
        "Accepted: the months say nothing about what the tab is",
        {
            "Sheet1": [
                ["Name", "Owner", "Last contact", *(f"Notes {month}" for month in month_abbr[1:])],
                ["Alder Works", "Ann", MAY, *["called"] * 12],
                ["Birch Motors", "Bob", MAY, *["met"] * 12],
            ]
        },
        lambda book: [(one.name, one.owner, one.last_contact) for one in book.customers],
        [("Alder Works", "Ann", MAY), ("Birch Motors", "Bob", MAY)],
    ),
    Dirty(
        "The legend of the classes beside the list",
        "Noted: left out",
        {
            "Customers": [
                ["Customer Name", "Account Manager", None, "Class", "Notes"],
                ["Firm 1", "Ann", None, "A", "more than 500 k"],
                ["Firm 2", "Ann", None, "B", "more than 100 k"],
                *([f"Firm {number}", "Bob"] for number in range(3, 9)),
            ]
        },
        lambda book: [(one.own_class, one.notes) for one in book.customers[:2]],
        [(None, None), (None, None)],
        says=["Customers!D1 side-table"],
    ),
    Dirty(
        "One more column right of a gap",
        "Accepted",
        {
            "Customers": [
                ["Customer Name", "Account Manager", None, "Notes"],
                ["Firm 1", "Ann", None, "pays late"],
                *([f"Firm {number}", "Bob"] for number in range(2, 9)),
            ]
        },
        lambda book: book.customers[0].notes,
        "pays late",
    ),
    Dirty(
        "A list of deals with what each may bring",
        "Reported: the amount of a deal is not the customer's revenue",
        {
            "Sales Pipeline": [
                ["Deal Name", "Company", "Stage", "Amount", "Probability", "Expected Close Date", "Owner"],
                ["Pumps", "Acme Ltd.", "Lead", 9000.0, 0.5, MAY, "Ann"],
                ["Seals", "Beta GmbH", "Won", 4000.0, 1.0, MAY, "Ann"],
            ]
        },
        lambda book: [(one.name, one.revenue) for one in book.customers],
        [("Acme Ltd.", None), ("Beta GmbH", None)],
        says=["Sales Pipeline deals-as-customers", "Sales Pipeline!D1 header-not-ours"],
    ),
    Dirty(
        "Headers of a list from Taiwan",
        "Accepted: traditional characters are folded",
        {
            "客戶總表": [
                ["客戶名稱", "業務", "上次聯絡", "下次聯絡", "狀態", "今年業績(萬)"],
                ["鴻運塑膠", "小明", MAY, MAY, "停止往來", 12.0],
                ["大同機電", "美玲", MAY, MAY, "合作中", 80.5],
            ]
        },
        lambda book: (sorted(book.tabs[0].headers), [int(one.revenue or 0) for one in book.customers]),
        (["last_contact", "name", "next_contact", "owner", "revenue", "status"], [120000, 805000]),
    ),
    Dirty(
        "The first contact of each customer",
        "Not taken for the last one, nor suggested",
        {
            "客户跟进表": [
                ["客户名称", "跟进人", "首次联系时间"],
                ["明远科技", "小刘", MAY],
                ["恒达机械", "小刘", MAY],
            ]
        },
        lambda book: sorted(book.tabs[0].headers),
        ["name", "owner"],
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
