"""Dirty workbooks that look like a list of customers and are none, or are one and do not look like it."""

from tests.intake.dirty import (
    ACME,
    BETA,
    EN_ACME,
    EN_BETA,
    EN_PEOPLE,
    MAY,
    PEOPLE,
    Dirty,
    names,
    one_column,
    tabs_read,
    values_of,
)

FIRMS = [f"Firm {number} Ltd." for number in range(1, 9)]

LOOKALIKES = (
    Dirty(
        "An empty workbook",
        "Refused, with how to begin",
        {"Sheet1": []},
        says=["crm.xlsx no_rows"],
    ),
    Dirty(
        "A customers tab with its header and nothing below",
        "Refused: there are no customers yet",
        {"客户档案": [PEOPLE]},
        says=["客户档案!1 no_customers_yet"],
    ),
    Dirty(
        "A customers tab whose column of names is empty",
        "Refused, once for all rows",
        {"Customers": [EN_PEOPLE, ["C001", None, "Ann"], ["C002", None, "Bob"]]},
        says=["Customers!1 names_are_blank"],
    ),
    Dirty(
        "A log of visits and nothing else",
        "Refused, with what is missing",
        {"Visit log": [["Date", "Customer", "Notes"], *([MAY, firm, "met"] for firm in (*FIRMS, *FIRMS))]},
        says=["Visit log only.visits"],
    ),
    Dirty(
        "Order lines that name a customer, a status and sales",
        "Refused: each row is an order and no customer",
        {
            "sales_data": [
                ["Order Number", "Quantity", "Sales", "Order Date", "Status", "Customer Name", "Phone", "City"],
                *([number, 3, 90.5, MAY, "Shipped", firm, "555-0101", "Paris"] for number, firm in enumerate(FIRMS)),
            ]
        },
        says=["sales_data only.orders"],
    ),
    Dirty(
        "A follow-up sheet that has each customer once",
        "Accepted: a list of customers with their last and next contact",
        {
            "Sheet1": [
                ["公司名称", "联系方式", "跟进时间", "跟进内容", "下次跟进时间", "跟进人"],
                *([f"客户{n}有限公司", "13800138000", MAY, "要报价", MAY, "张伟"] for n in "一二三四五六"),
            ]
        },
        lambda book: (len(book.customers), values_of("last_contact")(book)[0], values_of("next_contact")(book)[0]),
        (6, MAY, MAY),
    ),
    Dirty(
        "People with first and last name in two columns",
        "Refused, with how to join them",
        {"Contacts": [["First Name", "Last Name", "E-mail"], ["Ann", "Lee", "a@example.com"]]},
        says=["Contacts name_in_two_columns"],
    ),
    Dirty(
        "A card for each customer, printed like a form",
        "Refused: the values stand beside their headers",
        {
            "客户档案卡": [
                ["客户档案卡"],
                ["客户名称", ACME[1], "编号", "C001"],
                ["地址", "人民路1号", "电话", "021-88888888"],
                ["联系人", "张伟", "职务", "经理"],
                ["行业", "机械", "备注", "老客户"],
            ]
        },
        says=["客户档案卡!2 sideways"],
    ),
    Dirty(
        "A form in which only some of the words are headers that we know",
        "Refused: no form is a list of customers",
        {
            "samplelist": [
                ["Customer", None, "Invoice Address"],
                *(
                    [word]
                    for word in ("Last Name", "First Name", "Organisation", "Institute", "Town", "Country", "phone")
                ),
            ]
        },
        says=["samplelist!1 sideways"],
    ),
    Dirty(
        "A table on its side: one customer per column",
        "Refused, with how to turn it",
        {"Customers": [["Company", *FIRMS], ["Owner", *["Ann"] * 8], ["Revenue", *range(8)], ["Phone", *range(8)]]},
        says=["Customers!1 sideways"],
    ),
    Dirty(
        "The top customers on a dashboard",
        "Accepted: a dashboard is no list, whatever stands on it",
        {
            "Dashboard": [
                ["KPI"],
                ["Top 5 customers"],
                ["Customer", "Revenue"],
                ["Acme Ltd.", 1.0],
                ["Beta GmbH", 2.0],
            ],
            "Clients 2026": [EN_PEOPLE, EN_ACME, EN_BETA],
        },
        tabs_read,
        ["Clients 2026"],
    ),
    Dirty(
        "The orders below the customers on one tab",
        "Reported: the first table is read, the second is not",
        {
            "CRM": [
                ["Company", "Account Manager", "Last Contact"],
                *([firm, "Ann", MAY] for firm in FIRMS),
                [],
                ["Orders"],
                ["Company", "Order Date", "Amount"],
                [FIRMS[0], MAY, 100.0],
            ]
        },
        lambda book: len(book.customers),
        8,
        says=["CRM!11 second-table"],
    ),
    Dirty(
        "Customers with a column for each week",
        "Accepted: the weeks do not hide the list",
        {
            "拜访统计": [
                ["客户", "业务员", *(f"第{week}周" for week in range(1, 14))],
                *([f"客户{n}有限公司", "张伟", "√"] for n in "一二三四五六"),
            ]
        },
        lambda book: len(book.customers),
        6,
    ),
    Dirty(
        "What each customer owes, and nothing else that we know",
        "Accepted: a list of customers by their names alone",
        {
            "AR Aging": [
                ["Customer", "Current", "1-30", "31-60", "> 90"],
                *([firm, 1.0, 2.0, 3.0, 4.0] for firm in FIRMS),
            ]
        },
        names,
        FIRMS,
    ),
    Dirty(
        "Deals beside the customers, with a status, a type and a date of closing",
        "Reported: deals are neither complaints nor customers, where there is a list of customers",
        {
            "客户档案": [PEOPLE, ACME, BETA],
            "Pipeline": [
                [
                    "Account Name",
                    "Opportunity Name",
                    "Stage",
                    "Close Date",
                    "Created Date",
                    "Type",
                    "Priority",
                    "Status",
                ],
                [ACME[1], "Upgrade", "Proposal", MAY, MAY, "New", "High", "Open"],
            ],
        },
        tabs_read,
        ["客户档案"],
        says=["Pipeline deals-not-read"],
    ),
    Dirty(
        "Deals beside the customers, and their columns are alike",
        "Reported: they are not joined to the customers",
        {
            "客户档案": [["客户名称", "负责人"], *([firm, "张三"] for firm in FIRMS)],
            "商机": [
                ["商机名称", "客户名称", "商机金额", "赢单率", "负责人"],
                *(["换泵", firm, 9000.0, 0.3, "张三"] for firm in FIRMS),
            ],
        },
        names,
        FIRMS,
        says=["商机 deals-not-read"],
    ),
    Dirty(
        "Amounts with the chance that they come",
        "Reported: a forecast is no order",
        {
            "Customers": [["Customer", "Owner"], *([firm, "Ann"] for firm in FIRMS)],
            "2026": [
                ["Date", "Customer", "Product", "Amount", "Probability"],
                *([MAY, firm, "Pump", 9000.0, 0.3] for firm in FIRMS),
            ],
        },
        lambda book: len(book.orders),
        0,
        says=["2026 deals-not-read"],
    ),
    Dirty(
        "Customers with the chance and the day of their next deal",
        "Accepted: each row is still a customer",
        {
            "客户跟进表": [
                ["客户名称", "负责人", "成交概率", "预计成交日期"],
                *([firm, "张三", 0.3, MAY] for firm in FIRMS),
            ]
        },
        names,
        FIRMS,
    ),
    Dirty(
        "The user's own header ends in ◆",
        "Reported: the mark is relsheet's, so the column is left out",
        {"客户档案": [[*PEOPLE, "销售额◆"], [*ACME, 900.0], [*BETA, 800.0]]},
        lambda book: book.customers[0].revenue,
        None,
        says=["客户档案!D1 header-marked"],
    ),
    Dirty(
        "处理时间 over lengths of time, beside complaints",
        "Reported: how long it took does not say when it was done",
        {
            "客户档案": [PEOPLE, ACME, BETA],
            "客户投诉": [
                ["投诉编号", "客户名称", "投诉日期", "问题描述", "处理时间"],
                ["K1", ACME[1], MAY, "漏油", "3天"],
                ["K2", ACME[1], MAY, "漏油", "24小时"],
            ],
        },
        lambda book: [one.resolved_at for one in book.complaints],
        [None, None],
        says=["客户投诉!E1 header-is-length"],
    ),
    Dirty(
        "状态 over words that are no customer's state",
        "Reported: the column is not read",
        one_column("状态", "已发货", "待付款", "已发货", "已签收"),
        values_of("status"),
        [None] * 4,
        says=["客户档案!D1 header-values-disagree"],
    ),
    Dirty(
        "Vendors beside the customers",
        "Accepted: they are no customers, nor are their people contacts",
        {
            "Vendors": [["Company", "Contact", "E-mail", "Phone", "Status"], [FIRMS[0], "Al", "a@b.c", "1", "Active"]],
            "Clients 2026": [EN_PEOPLE, EN_ACME, EN_BETA],
        },
        tabs_read,
        ["Clients 2026"],
    ),
    Dirty(
        "What customers paid, with the day and the way",
        "Accepted: payments are neither visits nor orders",
        {
            "Customers": [EN_PEOPLE, EN_ACME, EN_BETA],
            "Payments": [["Bill No", "Customer", "Date", "Amount", "Mode"], ["B1", "Acme Ltd.", MAY, 10.0, "Phone"]],
        },
        tabs_read,
        ["Customers"],
    ),
    Dirty(
        "Scores that customers gave, with a date",
        "Noted: a customer and a date alone are no visit",
        {
            "Customers": [EN_PEOPLE, EN_ACME, EN_BETA],
            "Sheet2": [["Date", "Customer", "Score", "Comment"], [MAY, "Acme Ltd.", 9.0, "fine"]],
        },
        tabs_read,
        ["Customers"],
        says=["Sheet2 tab-not-read"],
    ),
    Dirty(
        "Goods lent to customers, on slips with a number",
        "Accepted: slips are no list of customers, nor of people",
        {
            "客户档案": [PEOPLE, ACME, BETA],
            "Sheet2": [
                ["借货日期", "借货单号", "客户", "联系人", "电话", "业务员", "借货金额", "状态"],
                [MAY, "J001", ACME[1], "李女士", "13800138000", "张伟", 100.0, "已还"],
            ],
        },
        tabs_read,
        ["客户档案"],
    ),
)
