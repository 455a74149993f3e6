"""What the demo customers have bought in three years: steady rhythms, seasons, growth, and a few returns."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from relsheet.demo.days import TODAY, Days, between, chance
from relsheet.demo.firms import ORDER_GAP_DAYS, Firm
from relsheet.demo.rows import OrderRow
from relsheet.demo.words import Words

FIRST_DAY = date(2023, 11, 21)
FIRST_NUMBER = 41_200


@dataclass(frozen=True, slots=True)
class _Sale:
    day: date
    firm: Firm
    product: str
    amount: float
    is_return: bool


def make_orders(words: Words, firms: tuple[Firm, ...], random: Random) -> tuple[OrderRow, ...]:
    """All orders by date, numbered as they came in."""
    days = Days(words)
    sales = [sale for firm in firms if firm.buys for sale in _sales(words, days, firm, random)]
    sales.sort(key=lambda sale: (sale.day, sale.firm.number))
    return tuple(_row(words, random, FIRST_NUMBER + count, sale) for count, sale in enumerate(sales))


def _sales(words: Words, days: Days, firm: Firm, random: Random) -> Iterator[_Sale]:
    gap = ORDER_GAP_DAYS[firm.segment]
    day = max(FIRST_DAY, firm.since) + timedelta(days=int(gap * random.random()))
    last_day = TODAY - timedelta(days=int(between(random, 105, 140))) if firm.silent else firm.last_day
    while (booked := days.on_or_after(day)) < last_day:
        years_ago = (TODAY - booked).days / 365
        size = firm.yearly * gap / 365 * words.season[booked.month - 1] * firm.growth**-years_ago
        amount = round(size * between(random, 0.55, 1.45), 2)
        product = random.choice(firm.products)
        yield _Sale(booked, firm, product, amount, False)
        if chance(random, 0.012):
            sent_back = days.later(booked, 8)
            if sent_back < TODAY:
                yield _Sale(sent_back, firm, product, -round(amount * between(random, 0.1, 0.6), 2), True)
        day += timedelta(days=max(2, int(gap * between(random, 0.65, 1.35))))


def _row(words: Words, random: Random, number: int, sale: _Sale) -> OrderRow:
    price = (4 + hash_of(sale.product) % 90) * words.money_scale
    return OrderRow(
        id=words.order_number.format(number=number),
        date=sale.day,
        customer=sale.firm.name,
        product=sale.product,
        quantity=max(1, round(abs(sale.amount) / price)) * (-1 if sale.is_return else 1),
        amount=sale.amount,
        margin=round(sale.amount * between(random, 0.17, 0.39), 2),
        kind=words.labels.order["return" if sale.is_return else "sale"],
    )


def hash_of(text: str) -> int:
    """A number that stays the same on every machine and in every run (``hash`` does not)."""
    return sum(ord(letter) * place for place, letter in enumerate(text, start=1))
