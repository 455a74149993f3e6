"""Dirty workbooks that call customers otherwise: dealers, members, people with two names; plans that are no visits."""

from relsheet.records import Book
from tests.intake.dirty import ACME, BETA, LOG, MAY, PEOPLE, Dirty, customers, names, values_of, visited

DEALERS = ("Apex Motors Ltd.", "Delta Motors LLC", "Falcon Motors Inc")


def _ordered(book: Book) -> list[tuple[str, object]]:
    return [(order.customer, order.amount) for order in book.orders]


CALLINGS = (
    Dirty(
        "Dealer Code and Dealer Name, in the list and in the orders",
        "Accepted: dealers are the customers where no other header names any",
        {
            "Dealer Master": [
                ["Dealer Code", "Dealer Name", "Territory", "Status"],
                *([f"D{number}", name, "North", "Active"] for number, name in enumerate(DEALERS)),
            ],
            "Orders FY26": [
                ["Order No", "Order Date", "Dealer Code", "Dealer Name", "Ordered Value"],
                *([f"SO{number}", MAY, "D1", DEALERS[1], 100 + number] for number in range(3)),
            ],
        },
        lambda book: (names(book), values_of("id")(book), _ordered(book)),
        (list(DEALERS), ["D0", "D1", "D2"], [("D1", 100), ("D1", 101), ("D1", 102)]),
    ),
    Dirty(
        "经销商名称 beside 客户名称: a car sale",
        "Accepted: the customer is the customer, the dealer is not",
        {
            "客户": customers(),
            "订单": [
                ["订单编号", "订单日期", "经销商名称", "客户名称", "订单金额"],
                ["S1", MAY, "某某汽贸", "C002", 9],
            ],
        },
        _ordered,
        [("C002", 9)],
    ),
    Dirty(
        "Members: 姓名 on a tab called 会员资料, no company anywhere",
        "Accepted: on a tab that says it lists customers or members, a person's name is the name",
        {
            "会员资料": [
                ["会员卡号", "姓名", "性别", "手机号码", "生日", "积分"],
                *([f"M{number}", name, "女", "13800138000", MAY, 8] for number, name in enumerate(("王芳", "李娜"))),
            ]
        },
        lambda book: (values_of("id")(book), names(book)),
        (["M0", "M1"], ["王芳", "李娜"]),
    ),
    Dirty(
        "Customers who are people: First Name and Last Name on a tab called Customers",
        "Accepted: joined, the first name first",
        {
            "Customers": [
                ["Customer ID", "First Name", "Last Name", "Email"],
                ["C1", "Ann", "Lee", "a@example.com"],
                ["C2", "Bob", None, "b@example.com"],
                ["C3", "Ann", "Smith", "s@example.com"],
            ]
        },
        names,
        ["Ann Lee", "Bob", "Ann Smith"],
    ),
    Dirty(
        "Contacts with first and last name in two columns, beside their company",
        "Accepted: joined",
        {
            "Customers": [["Customer Name", "Owner"], ["Acme Ltd.", "Ann"], ["Beta GmbH", "Bob"]],
            "Contacts": [
                ["Company", "First Name", "Last Name", "Job Title", "Email"],
                ["Acme Ltd.", "Eva", "Braun", "Buyer", "e@example.com"],
            ],
        },
        lambda book: [contact.name for contact in book.contacts],
        ["Eva Braun"],
    ),
    Dirty(
        "周拜访计划: visits that are still to be made",
        "Accepted as plans: what is planned is no contact yet",
        {
            "客户": customers(),
            "周拜访计划": [["日期", "拜访客户", "拜访目的", "责任人"], [MAY, "C001", "签合同", "张伟"]],
        },
        lambda book: (visited(book), [plan.customer for plan in book.plans]),
        ([], ["C001"]),
    ),
    Dirty(
        "拜访计划及总结: planned and done on one tab",
        "Accepted as visits",
        {"客户": customers(), "拜访计划及总结": [["日期", "拜访客户", "拜访总结"], [MAY, "C001", "已签合同"]]},
        visited,
        ["C001"],
    ),
    Dirty(
        "The same unknown customer in the visits of three months",
        "Reported once, with all its tabs and rows",
        {
            "客户": customers(),
            "1月": [LOG, [MAY, "广州天河贸易", "电话"], [MAY, "C001", "电话"]],
            "2月": [LOG, [MAY, "广州天河贸易", "电话"], [MAY, "广州天河贸易", "上门"]],
            "3月": [LOG, [MAY, "广州天河贸易", "来访"]],
        },
        visited,
        ["C001"],
        says=["1月!B2 unknown-customer-in-tabs"],
    ),
    Dirty(
        "跟进时间 beside 最后跟进时间, and no later than it",
        "Reported: it is not the next contact",
        {
            "客户": [
                [*PEOPLE, "最后跟进时间", "跟进时间"],
                *([*who, MAY, MAY] for who in (ACME, BETA)),
            ]
        },
        lambda book: (values_of("last_contact")(book), values_of("next_contact")(book)),
        ([MAY, MAY], [None, None]),
        says=["客户!E1 header-unclear"],
    ),
    Dirty(
        "A ledger of contracts: 签订日期, 合同金额（元）",
        "Accepted: contracts are orders",
        {
            "客户": customers(),
            "2026年合同台账": [
                ["2026年合同台账"],
                ["合同编号", "签订日期", "客户名称", "产品名称", "合同金额（元）"],
                ["HT-1", "2026.5.6", ACME[1], "轴承", 80000],
            ],
        },
        _ordered,
        [("C001", 80000)],
    ),
)
