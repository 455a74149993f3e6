"""Laws of the parsers: what is printed in a supported form parses back to itself; anything else is a fault."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relsheet.intake.fields import FIELDS, Field
from relsheet.intake.values import ColumnContext, read_column
from relsheet.intake.values.column import DateOrder
from relsheet.intake.values.dates import DateFault, read_date
from relsheet.intake.values.money import Amount, MoneyFault, Style, read_money
from relsheet.records import Role

#: No deadline: the first example loads the dictionaries, and machines differ.
STEADY = settings(max_examples=int(os.environ.get("RELSHEET_EXAMPLES", "60")), deadline=None, database=None)
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
CENTS = st.integers(-(10**11), 10**11).map(lambda cents: Decimal(cents) / 100)
WEEKDAYS = "一二三四五六日"
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")


def in_chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else str(tens).translate(CHINESE) + "十"
    return head + (str(ones).translate(CHINESE) if ones or not tens else "")


DATE_FORMS: dict[str, Callable[[date], str]] = {
    "ISO": date.isoformat,
    "slashes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "points": lambda day: f"{day.year}.{day.month}.{day.day}",
    "digits": lambda day: f"{day:%Y%m%d}",
    "年月日": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "年月日 and weekday": lambda day: f"{day.year}年{day.month}月{day.day}日(周{WEEKDAYS[day.weekday()]})",
    "full width": lambda day: f"{day.year}年{day.month}月{day.day}号".translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "Chinese numerals": lambda day: (
        f"{str(day.year).translate(CHINESE)}年{in_chinese(day.month)}月{in_chinese(day.day)}日"
    ),
    "English": lambda day: f"{day.day} {day:%b} {day.year}",
    "American": lambda day: f"{day:%B} {day.day}, {day.year}",
    "serial": lambda day: str((day - date(1899, 12, 30)).days),
}


@pytest.mark.parametrize("form", DATE_FORMS, ids=lambda form: f"written as {form}")
@STEADY
@given(day=DAYS)
def test_a_day_parses_back(form: str, day: date) -> None:
    assert read_date(DATE_FORMS[form](day)) == day


@STEADY
@given(day=DAYS)
def test_a_day_parses_back_in_the_order_of_its_column(day: date) -> None:
    assert read_date(f"{day.day}/{day.month}/{day.year}", DateOrder.DMY) == day
    assert read_date(f"{day.month}-{day.day}-{day.year}", DateOrder.MDY) == day


@STEADY
@given(
    moment=st.datetimes(datetime.fromisoformat("1950-01-01"), datetime.fromisoformat("2099-12-31")).map(
        lambda moment: moment.replace(microsecond=0)
    )
)
def test_a_moment_parses_back(moment: datetime) -> None:
    assert read_date(moment.isoformat(sep=" ")) == moment
    assert read_date(moment.isoformat() + "Z") == moment.replace(tzinfo=UTC)
    assert read_date(f"{moment:%Y-%m-%d %I:%M:%S %p}") == moment
    assert read_date(f"{moment:%Y}年{moment.month}月{moment.day}日 {moment.hour}时{moment:%M}分{moment:%S}秒") == moment


MONEY_FORMS: dict[str, Callable[[Decimal], str]] = {
    "plain": lambda amount: f"{amount:.2f}",
    "thousands": lambda amount: f"{amount:,.2f}",
    "yuan": lambda amount: f"¥{amount:,.2f}",
    "元": lambda amount: f"{amount:.2f}元",
    "dollars": lambda amount: f"US${amount:,.2f}",
    "brackets": lambda amount: f"({-amount:,.2f})" if amount < 0 else f"{amount:,.2f}",
    "minus behind": lambda amount: f"{-amount:.2f}-" if amount < 0 else f"{amount:.2f}",
    "万": lambda amount: f"{amount / 10000:f}万",
    "spaces": lambda amount: f"{amount:,.2f}".replace(",", " "),
    "Swiss": lambda amount: f"{amount:,.2f}".replace(",", "'"),
}


@pytest.mark.parametrize("form", MONEY_FORMS, ids=lambda form: f"written with {form}")
@STEADY
@given(amount=CENTS)
def test_an_amount_parses_back(form: str, amount: Decimal) -> None:
    found = read_money(MONEY_FORMS[form](amount))
    assert isinstance(found, Amount)
    assert found.number == amount


@STEADY
@given(amount=CENTS)
def test_an_amount_with_a_decimal_comma_parses_back_where_the_column_proves_it(amount: Decimal) -> None:
    text = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    found = read_money(text, Style.COMMA)
    assert isinstance(found, Amount)
    assert found.number == amount


@STEADY
@given(number=st.integers(0, 10**11))
def test_any_whole_number_is_an_amount_in_one_way_only(number: int) -> None:
    found = read_money(str(number))
    assert isinstance(found, Amount)
    assert found.number == number


@STEADY
@given(text=st.text(st.characters(exclude_categories=["Nd", "No", "Nl"]), max_size=20))
def test_a_text_without_a_digit_is_no_date_unless_it_is_in_chinese(text: str) -> None:
    if "年" not in text:
        assert isinstance(read_date(text), DateFault)


@STEADY
@given(text=st.text(max_size=30) | st.text("0123456789年月日/-.: 一二十apm周三,上下午点", max_size=20))
def test_any_text_is_a_date_of_our_time_or_a_fault(text: str) -> None:
    found = read_date(text)
    assert isinstance(found, DateFault) or 1900 <= found.year <= 2100


@STEADY
@given(text=st.text(max_size=30) | st.text("0123456789,.万亿元¥$-() k%一二十百零'约~", max_size=12))
def test_any_text_is_an_amount_or_a_fault(text: str) -> None:
    assert isinstance(read_money(text), Amount | MoneyFault)


CELLS = st.one_of(
    st.none(), st.booleans(), st.floats(), st.integers(-(10**18), 10**18), st.text(max_size=12), st.dates(),
    st.datetimes(), st.times(), st.timedeltas(), st.sampled_from(["N/A", "#REF!", "1,5", "3/5/2024", "A", "是", "35%"]),
)  # fmt: skip


@pytest.mark.parametrize(
    "field",
    list({field.kind: field for role in Role for field in FIELDS[role].values()}.values()),
    ids=lambda field: f"a column of {field.kind}",
)
@STEADY
@given(cells=st.lists(CELLS, max_size=12))
def test_any_column_gives_one_entry_per_cell_and_a_fault_is_never_a_value(field: Field, cells: list[object]) -> None:
    read = read_column(field, cells, ColumnContext())  # type: ignore[arg-type]  # any cell that a file may hold
    assert len(read.values) == len(cells)
    assert all(read.values[fault.index] is None for fault in read.faults)
