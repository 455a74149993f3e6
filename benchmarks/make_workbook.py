"""Makes the workbook that is measured: python benchmarks/make_workbook.py big.xlsx [--visits N] [--registers].

10,000 customers of 20 columns and 200,000 visits of 10 columns; with --registers also 5,000 complaints and 100,000
orders. With --customers N it has so many, and half as many complaints, five times as many orders, ten times as many
visits (a tab holds no more than a million rows). Seeded: the same cells each time.
"""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from xlsxwriter.workbook import Workbook

AS_OF = date(2026, 11, 20)
MANY = 300_000  # visits: beyond, rows go straight to the disk, with inline strings, or the memory would not do
Row = list[object]


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows of each kind; no tab where there are none."""

    customers: int = 10_000
    visits: int = 200_000
    complaints: int = 0
    orders: int = 0


REGISTERS = Size(complaints=5_000, orders=100_000)


def size_for(customers: int) -> Size:
    """A book of so many customers in which everything grows along."""
    return Size(customers, 10 * customers, customers // 2, 5 * customers)


CUSTOMER_HEADERS = [
    "Customer ID", "Customer", "Status", "Class", "Industry", "City", "Account Manager", "Phone", "Email",
    "Customer Since", "Annual Sales", "Annual Potential", "Contract", "Exclusive", "Joint Plan", "Payment Terms",
    "Needs", "Last Contact", "Next Contact", "Notes",
]  # fmt: skip
VISIT_HEADERS = [
    "Visit ID", "Date", "Customer", "Type", "Met With", "Rep", "Purpose", "Notes", "Result", "Next Step",
]  # fmt: skip
COMPLAINT_HEADERS = [
    "Complaint No", "Customer", "Channel", "Priority", "Category", "Received", "First Reply", "Resolved", "Status",
    "Description",
]  # fmt: skip
PRIORITIES = ["High", "Normal", "Low"]
ORDER_HEADERS = ["Order No", "Order Date", "Customer", "Product", "Qty", "Amount", "Gross Profit"]
OWNERS = [f"{given} {family}" for given in ("Ann", "Ben", "Cleo", "Dan", "Eve") for family in ("Hill", "Reed", "Shaw")]
NOTES = [
    "Walked the line, two hoses due for replacement at the next shutdown.",
    "Quote is with their managing director, decision next month.",
    "Goods arrived complete, one label missing.",
    "They want a price held for twelve months.",
]


def customer_name(number: int) -> str:
    """The name of the n-th customer, from 0; unique."""
    return f"{NOUNS[number % len(NOUNS)]} {STEMS[number // len(NOUNS) % len(STEMS)]} {number:05d} Ltd"


NOUNS = ["Calder", "Fellside", "Kinder", "Loxley", "Marsden", "Orrell", "Pendle", "Rivelin", "Swale", "Wyre"]
STEMS = ["Pumps", "Foods", "Plastics", "Forge", "Water", "Rail", "Marine", "Lifting", "Packaging", "Agri"]


def customers(random: Random, size: Size) -> Iterator[Row]:
    """Twenty columns each; a third has no next contact, a tenth no sales."""
    for number in range(size.customers):
        sales = round(random.lognormvariate(9, 1.5), 2)
        yield [
            f"C{number:05d}", customer_name(number), "Active" if number % 10 else "Prospect", "ABC"[number % 3],
            STEMS[number % 10], NOUNS[number % 7], OWNERS[number % len(OWNERS)], f"01632 {number:06d}",
            f"office@c{number:05d}.example", AS_OF - timedelta(days=400 + number % 4000),
            sales if number % 10 else None, round(sales * 2),
            "Yes" if number % 4 == 0 else None, "Yes" if number % 17 == 0 else "No",
            "Yes" if number % 23 == 0 else None, "30 days", "Short lead times", AS_OF - timedelta(days=number % 120),
            AS_OF + timedelta(days=number % 40) if number % 3 else None, NOTES[number % 4] if number % 5 == 0 else None,
        ]  # fmt: skip


def visits(random: Random, size: Size) -> Iterator[Row]:
    """Ten columns each, over three years."""
    for number in range(size.visits):
        who = int(random.random() * size.customers)
        yield [
            f"V{number:07d}", AS_OF - timedelta(days=1095 - number * 1095 // size.visits), customer_name(who),
            "Visit" if number % 3 else "Phone call", f"Person {who % 997} {number % 3}", OWNERS[number % len(OWNERS)],
            "Routine visit", NOTES[number % 4], "All fine" if number % 2 else None,
            "Call again" if number % 5 == 0 else None,
        ]  # fmt: skip


def complaints(random: Random, size: Size) -> Iterator[Row]:
    """Ten columns each; one in twenty is open."""
    for number in range(size.complaints):
        opened = datetime.combine(AS_OF, datetime.min.time()) - timedelta(days=number % 700 + 1, hours=-10)
        is_open = number % 20 == 0
        yield [
            f"Q{number:05d}", customer_name(int(random.random() * size.customers)), "Email", PRIORITIES[number % 3],
            "Late delivery", opened, opened + timedelta(hours=2), None if is_open else opened + timedelta(days=2),
            "In progress" if is_open else "Closed", "The goods came late.",
        ]  # fmt: skip


def orders(random: Random, size: Size) -> Iterator[Row]:
    """Seven columns each, over three years."""
    for number in range(size.orders):
        amount = round(random.lognormvariate(6, 1.2), 2)
        day = AS_OF - timedelta(days=1095 - number * 1095 // size.orders)
        name = customer_name(int(random.random() * size.customers))
        yield [f"SO{number:06d}", day, name, "HX4 hose", number % 90 + 1, amount, round(amount * 0.3, 2)]


def make_workbook(path: Path, size: Size) -> None:
    """Writes the workbook, with shared strings as Excel writes them."""
    random = Random(20261120)
    many = max(size.customers, size.visits, size.orders) > MANY
    book = Workbook(str(path), {"constant_memory": many, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 - a property of the file, the same each time
    _tab(book, "Customers", CUSTOMER_HEADERS, customers(random, size))
    _tab(book, "Visits", VISIT_HEADERS, visits(random, size))
    if size.complaints:
        _tab(book, "Complaints", COMPLAINT_HEADERS, complaints(random, size))
    if size.orders:
        _tab(book, "Orders", ORDER_HEADERS, orders(random, size))
    book.close()


def _tab(book: Workbook, name: str, headers: list[str], rows: Iterable[Row]) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, headers)
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row)


if __name__ == "__main__":
    asks = argparse.ArgumentParser(description=__doc__)
    asks.add_argument("path", type=Path)
    asks.add_argument("--visits", type=int, default=200_000)
    asks.add_argument("--registers", action="store_true", help="also 5,000 complaints and 100,000 orders")
    asks.add_argument("--customers", type=int, help="so many customers, and all else growing along")
    given = asks.parse_args()
    base = REGISTERS if given.registers else Size()
    make_workbook(given.path, size_for(given.customers) if given.customers else replace(base, visits=given.visits))
