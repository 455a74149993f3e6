"""Rows that are no records, and cells that calamine alone would take for blanks."""

from collections.abc import Callable
from decimal import Decimal

from openpyxl import Workbook as File

from relsheet.records import Book
from tests.intake.dirty import (
    ACME,
    BETA,
    EN_ACME,
    EN_PEOPLE,
    LOG,
    MAY,
    PEOPLE,
    Dirty,
    cells,
    customers,
    logged,
    merged,
    names,
    one_column,
    visited,
)

SALES = [*PEOPLE, "年销售额"]
BOTH = [ACME[1], BETA[1]]


def both(*prepared: Callable[[File], None]) -> Callable[[File], None]:
    def prepare(file: File) -> None:
        for one in prepared:
            one(file)

    return prepare


def skipped(book: Book) -> tuple[list[str], int]:
    return names(book), book.tabs[0].skipped_rows


ROWS = (
    Dirty(
        "Subtotals and a total among the customers",
        "Noted: left out",
        {"客户档案": [SALES, [*ACME, 10.0], ["张伟小计", None, None, 10.0], [*BETA, 5.0], [None, "合计", None, 15.0]]},
        skipped,
        (BOTH, 2),
        says=["客户档案!A3 skipped-rows"],
    ),
    Dirty(
        "A total without a word, only the sum",
        "Noted: left out",
        {"客户档案": [SALES, [*ACME, 10.0], [*BETA, 5.0], [None, None, None, 15.0]]},
        skipped,
        (BOTH, 1),
        says=["客户档案!A4 skipped-rows"],
    ),
    Dirty(
        "A customer who is really called Total",
        "Accepted: he has an id and an owner",
        {"Customers": [EN_PEOPLE, EN_ACME, ["C003", "Total", "Bob"]]},
        names,
        ["Acme Ltd.", "Total"],
    ),
    Dirty(
        "The header again on each printed page",
        "Noted: left out",
        {"客户档案": [PEOPLE, ACME, PEOPLE, BETA]},
        skipped,
        (BOTH, 1),
        says=["客户档案!A3 skipped-rows"],
    ),
    Dirty(
        "Subtotals that say first what they are, and a legend below the total",
        "Noted: left out",
        {
            "Accounts": [
                ["Account", "Annual Revenue", "Region"],
                ["Acme Ltd.", 10.0, "North"],
                ["Subtotal North", 10.0, None],
                ["Beta GmbH", 5.0, "South"],
                ["Grand Total", 15.0, None],
                [],
                ["Red = at risk", None, None],
            ]
        },
        names,
        ["Acme Ltd.", "Beta GmbH"],
        says=["Accounts!A3 skipped-rows"],
    ),
    Dirty(
        "A list of people in which the customer's cell is merged over several rows",
        "Noted: the first row of each customer is read",
        {
            "客户通讯录": [
                ["客户名称", "联系人", "业务员"],
                ["明远科技", "王经理", "张伟"],
                [None, "刘工", None],
                ["恒达机械", "陈总", "张伟"],
                [None, "赵工", None],
            ]
        },
        names,
        ["明远科技", "恒达机械"],
        says=["客户通讯录!A3 merged-rows"],
        prepare=both(merged("客户通讯录", "A4:A5"), merged("客户通讯录", "A2:A3")),
    ),
    Dirty(
        "Notes below the table",
        "Noted: left out",
        {"客户档案": [*customers(), [], ["注:本表每周更新"], ["制表人:李娜"]]},
        names,
        BOTH,
        says=["客户档案!A5 skipped-rows"],
    ),
    Dirty(
        "Blank rows between the records",
        "Accepted",
        {"客户档案": [PEOPLE, ACME, [], [None, " ", None], BETA]},
        names,
        BOTH,
    ),
    Dirty(
        "Rows numbered in advance",
        "Accepted: a number alone is no record",
        {"拜访": [["序号", *LOG], [1, MAY, "C001", "来访"], [2], [3]], "客户档案": customers()},
        visited,
        ["C001"],
    ),
    Dirty(
        "The customer's cell is merged over his visits",
        "Accepted: each visit is his",
        logged([MAY, ACME[1], "来访"], [MAY, None, "电话"], [MAY, BETA[1], "来访"]),
        visited,
        ["C001", "C001", "C002"],
        prepare=merged("拜访记录", "B2:B3"),
    ),
    Dirty(
        "A row without a customer's name",
        "Reported: left out",
        {"客户档案": customers(["C003", None, "李娜"])},
        names,
        BOTH,
        says=["客户档案!B4 no-name"],
    ),
    Dirty(
        "A visit without a date, one without a customer",
        "Reported: both are left out",
        logged([None, ACME[1], "来访"], [MAY, None, "电话"], [MAY, BETA[1], "来访"]),
        visited,
        ["C002"],
        says=["拜访记录!A2 no-date", "拜访记录!B3 no-customer"],
    ),
    Dirty(
        "An error in a cell",
        "Reported: not recorded, never zero",
        one_column("年销售额", 10.0, 20.0, 30.0),
        lambda book: [(customer.revenue, customer.unreadable) for customer in book.customers][1:2],
        [(None, ("revenue",))],
        says=["客户档案!D3 error-cell"],
        prepare=cells("客户档案", D3="#REF!"),
    ),
    Dirty(
        "Formulas that nobody calculated",
        "Reported once for the column: not recorded, never zero",
        one_column("年销售额", 10.0, 20.0, 30.0),
        lambda book: [customer.unreadable for customer in book.customers],
        [(), ("revenue",), ("revenue",)],
        says=["客户档案!D3 not-calculated"],
        prepare=cells("客户档案", D3="=1+1", D4="=SUM(D2:D3)"),
    ),
    Dirty(
        "A formula that gives an empty text",
        "Accepted: nothing is recorded",
        one_column("年销售额", 10.0, 20.0),
        lambda book: [(customer.revenue, customer.unreadable) for customer in book.customers],
        [(Decimal(10), ()), (None, ())],
        prepare=cells("客户档案", D3='=IF(A1="","","")'),
        xml=[('<c r="D3"><f>', '<c r="D3" t="str"><f>')],
    ),
    Dirty(
        "Amounts linked from another workbook",
        "Noted once for the column: used as the file has them",
        one_column("年销售额", 10.0, 20.0),
        lambda book: [customer.revenue for customer in book.customers],
        [Decimal(10), Decimal(20)],
        says=["客户档案!D2 other-workbook"],
        xml=[
            ("<v>10</v>", "<f>[1]Sheet1!B2</f><v>10</v>"),
            ("<v>20</v>", "<f>SUM([1]Sheet1!B2:B3)</f><v>20</v>"),
        ],
    ),
    Dirty(
        "A stray cell in the last row and column of the sheet",
        "Refused where it is the only list of customers: it would take 500 GB",
        {"客户档案": customers()},
        says=["客户档案 too_wide_tab"],
        prepare=cells("客户档案", XFD1048576="x"),
    ),
)
