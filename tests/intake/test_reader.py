"""The book as a whole, from workbooks in memory."""

import gc
from datetime import UTC, date

import pytest

from relsheet.errors import Severity
from relsheet.intake.reader import read_book
from relsheet.policy import Policy
from relsheet.records import Book, Origin, Role
from relsheet.sheets.memory import MemoryBackend, MemoryGrid, Rows
from relsheet.sheets.workbook import OwnColumn, OwnTab, Workbook
from relsheet.texts import texts_in

MAY = date(2026, 5, 6)
PEOPLE = ["Customer ID", "Customer Name", "Account Manager", "Industry"]
ACME = ["C001", "Acme Ltd.", "Ann", "Steel"]
BETA = ["C002", "Beta GmbH", "Bob", "Glass"]


def read(**tabs: Rows) -> Book:
    return read_book(MemoryBackend(tabs).read(), Policy({}), UTC)


def test_each_record_knows_its_cell() -> None:
    book = read(Customers=[PEOPLE, ACME, BETA], Visits=[["Notes", "Visit Date", "Customer"], ["met", MAY, "Acme"]])
    assert [customer.origin for customer in book.customers] == [Origin("Customers", 2, 2), Origin("Customers", 3, 2)]
    assert book.visits[0].origin == Origin("Visits", 2, 2)
    assert (book.visits[0].customer, book.visits[0].notes) == ("C001", "met")


def test_the_tabs_are_told_with_their_headers_and_rows() -> None:
    tab = read(Customers=[["Our customers"], PEOPLE, ACME, [], BETA]).tabs_of(Role.CUSTOMERS)[0]
    assert (tab.header_row, tab.records) == (2, 2)
    assert tab.headers["owner"] == "Account Manager"
    assert tab.columns == {"id": 1, "name": 2, "owner": 3, "industry": 4}


@pytest.mark.parametrize(
    ("header", "language"),
    [
        pytest.param(PEOPLE, "en", id="English headers"),
        pytest.param(["客户编号", "客户名称", "业务员", "行业"], "zh", id="Chinese headers"),
        pytest.param(["客户编号", "客户名称", "Owner", "Industry"], "zh", id="half and half is Chinese"),
    ],
)
def test_the_language_is_that_of_the_headers(header: list[str], language: str) -> None:
    assert read(Customers=[header, ACME, BETA]).language == language


def test_the_language_asked_for_wins() -> None:
    workbook = MemoryBackend({"Customers": [PEOPLE, ACME]}).read()
    assert read_book(workbook, Policy({}), UTC, "zh").language == "zh"


def test_tabs_and_columns_of_ours_are_not_the_users() -> None:
    customers = [[*PEOPLE, "Next step"], [*ACME, "call"], [*BETA, "visit"]]
    workbook = Workbook(
        "crm.xlsx",
        (MemoryGrid("Customers", customers), MemoryGrid("Visits", [["Customer", "Visit Date"], ["Acme", MAY]])),
        "",
        own_columns=(OwnColumn("customers.next_action", "Customers", 1, 5),),
        own_tabs=(OwnTab("summary", "Visits"),),
    )
    book = read_book(workbook, Policy({}), UTC)
    assert [tab.tab for tab in book.tabs] == ["Customers"]
    assert [customer.next_action for customer in book.customers] == [None, None]


def test_the_garbage_collector_is_as_it_was() -> None:
    assert gc.isenabled()
    read(Customers=[PEOPLE, ACME, BETA])
    assert gc.isenabled()


def test_problems_stand_in_the_book_and_a_clean_book_has_none() -> None:
    assert read(Customers=[PEOPLE, ACME, BETA]).problems == ()
    assert [one.code for one in read(Customers=[PEOPLE, ACME, ["C003", None, "Ann", "Steel"]]).problems] == ["no-name"]


def test_a_word_for_not_known_in_place_of_a_name_is_told_as_what_it_is() -> None:
    [found] = read(Customers=[PEOPLE, ACME, ["C003", "TBC", "Ann", "Steel"]]).problems
    assert (found.code, found.severity, found.where) == ("name-not-known", Severity.WARNING, "Customers!B3")
    assert "'TBC'" in found.what(texts_in("en"))
    assert "TBC" in found.what(texts_in("zh"))
    [blank] = read(Customers=[PEOPLE, ACME, ["C003", "  ", "Ann", "Steel"]]).problems
    assert (blank.code, blank.severity) == ("no-name", Severity.ERROR)


def test_an_order_keeps_the_currency_of_its_cell_and_the_book_has_the_commonest() -> None:
    orders = [
        ["Order No", "Customer", "Order Date", "Order Amount"],
        ["1", "C001", MAY, "£5"],
        ["2", "C001", MAY, "£7"],
    ]
    book = read(Customers=[PEOPLE, ACME, BETA], Orders=[*orders, ["3", "C002", MAY, "€9"]])
    assert [order.currency for order in book.orders] == ["GBP", "GBP", "EUR"]
    assert book.currency == "GBP"


def test_a_short_header_names_the_currency_too() -> None:
    orders = [["Customer", "Order Date", "Value", "Cur"], ["C001", MAY, 5, "GBP"], ["C001", MAY, 7, "EUR"]]
    assert [order.currency for order in read(Customers=[PEOPLE, ACME], Orders=orders).orders] == ["GBP", "EUR"]


def test_a_word_that_nobody_knows_is_no_blank() -> None:
    customers = [["Customer", "Contract Signed"], ["Acme", "maybe"], ["Birk", "yes"], ["Cole", "yes"], ["Dorn", "n/a"]]
    register = [
        ["Complaint ID", "Customer", "Received", "Priority", "Status"],
        ["1", "Acme", "2026-03-02", "asap!", "parked"],
        ["2", "Birk", "2026-03-02", "high", "open"],
        ["3", "Cole", "2026-03-02", None, "open"],
    ]
    found = read(Customers=customers, Complaints=register)
    assert [customer.unreadable for customer in found.customers] == [("contract",), (), (), ()]
    assert [complaint.unreadable for complaint in found.complaints] == [("priority", "status"), (), ()]


REGISTERED = (("1", "TBC"), ("2", None), ("3", "C001"))


def test_a_row_whose_customer_is_still_open_is_told_as_what_it_is() -> None:
    visits = [["日期", "客户", "拜访方式"], [MAY, "待定", "电话"], [MAY, None, "电话"], [MAY, "C001", "电话"]]
    register = [["投诉编号", "客户", "投诉时间", "投诉内容"], *([n, who, MAY, "x"] for n, who in REGISTERED)]
    found = read(客户=[PEOPLE, ACME, BETA], 拜访记录=visits, 投诉=register)
    assert [(one.code, one.severity.value) for one in found.problems if "customer" in one.code] == [
        ("customer-open", "warning"),
        ("no-customer", "error"),
        ("complaint-customer-open", "warning"),
        ("complaint-no-customer", "error"),
    ]
    assert (len(found.visits), len(found.complaints)) == (1, 3)
