"""Makes the workbook that is measured: python benchmarks/make_workbook.py big.xlsx [--visits N] [--registers].

10,000 customers of 20 columns and 200,000 visits of 10 columns; with --registers also 5,000 complaints and 100,000
orders. Seeded: the same cells each time.
"""

import argparse
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from xlsxwriter.workbook import Workbook

AS_OF = date(2026, 11, 20)
CUSTOMERS = 10_000
COMPLAINTS = 5_000
ORDERS = 100_000
MANY = 300_000  # visits: beyond, rows go straight to the disk, with inline strings, or the memory would not do
Row = list[object]

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


def customers(random: Random) -> Iterator[Row]:
    """Twenty columns each; a third has no next contact, a tenth no sales."""
    for number in range(CUSTOMERS):
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


def visits(random: Random, count: int) -> Iterator[Row]:
    """Ten columns each, over three years."""
    for number in range(count):
        who = int(random.random() * CUSTOMERS)
        yield [
            f"V{number:07d}", AS_OF - timedelta(days=1095 - number * 1095 // count), customer_name(who),
            "Visit" if number % 3 else "Phone call", f"Person {who % 997} {number % 3}", OWNERS[number % len(OWNERS)],
            "Routine visit", NOTES[number % 4], "All fine" if number % 2 else None,
            "Call again" if number % 5 == 0 else None,
        ]  # fmt: skip


def complaints(random: Random) -> Iterator[Row]:
    """Ten columns each; one in twenty is open."""
    for number in range(COMPLAINTS):
        opened = datetime.combine(AS_OF, datetime.min.time()) - timedelta(days=number % 700 + 1, hours=-10)
        is_open = number % 20 == 0
        yield [
            f"Q{number:05d}", customer_name(int(random.random() * CUSTOMERS)), "Email", PRIORITIES[number % 3],
            "Late delivery", opened, opened + timedelta(hours=2), None if is_open else opened + timedelta(days=2),
            "In progress" if is_open else "Closed", "The goods came late.",
        ]  # fmt: skip


def orders(random: Random) -> Iterator[Row]:
    """Seven columns each, over three years."""
    for number in range(ORDERS):
        amount = round(random.lognormvariate(6, 1.2), 2)
        day = AS_OF - timedelta(days=1095 - number * 1095 // ORDERS)
        name = customer_name(int(random.random() * CUSTOMERS))
        yield [f"SO{number:06d}", day, name, "HX4 hose", number % 90 + 1, amount, round(amount * 0.3, 2)]


def make_workbook(path: Path, visit_count: int, with_registers: bool) -> None:
    """Writes the workbook, with shared strings as Excel writes them."""
    random = Random(20261120)
    book = Workbook(str(path), {"constant_memory": visit_count > MANY, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 - a property of the file, the same each time
    _tab(book, "Customers", CUSTOMER_HEADERS, customers(random))
    _tab(book, "Visits", VISIT_HEADERS, visits(random, visit_count))
    if with_registers:
        _tab(book, "Complaints", COMPLAINT_HEADERS, complaints(random))
        _tab(book, "Orders", ORDER_HEADERS, orders(random))
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
    given = asks.parse_args()
    make_workbook(given.path, given.visits, given.registers)
