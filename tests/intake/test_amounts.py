"""Amounts, percentages, discounts, ratings and numbers of a column."""

from decimal import Decimal
from typing import Any

import pytest

from relsheet.intake.fields import Field, Kind
from relsheet.intake.settings import ValuesSettings
from relsheet.intake.values import ColumnContext, read_column
from relsheet.intake.values.column import Unit

TEN_THOUSAND = ColumnContext(unit=Unit("万元", Decimal(10000)))


def read(kind: Kind, cells: list[Any], context: ColumnContext | None = None) -> tuple[list[Any], list[str]]:
    found = read_column(Field("x", kind), cells, context or ColumnContext())
    return list(found.values), [fault.code for fault in found.faults]


@pytest.mark.parametrize(
    ("cells", "expected", "faults"),
    [
        pytest.param([1200, 1200.5, 0.1], [1200, Decimal("1200.5"), Decimal("0.1")], [], id="typed numbers"),
        pytest.param(
            ["1.234,56", "1,5"], [Decimal("1234.56"), Decimal("1.5")], [], id="the column proves decimal commas"
        ),
        pytest.param(["1.234,56", "1.200"], [Decimal("1234.56"), 1200], [], id="then the point groups"),
        pytest.param(["1,234.56", "1,200"], [Decimal("1234.56"), 1200], [], id="the column proves decimal points"),
        pytest.param(["1,200"], [1200], [], id="three digits behind a comma are a group"),
        pytest.param(["1,5", "1,200"], [None, None], ["amount-ambiguous"] * 2, id="a stray 1,5 puts 1,200 in doubt"),
        pytest.param(["1.200"], [None], ["amount-ambiguous"], id="1.200 alone is one or twelve hundred"),
        pytest.param(["1.200", "3.5"], [Decimal("1.2"), Decimal("3.5")], [], id="3.5 proves the point"),
        pytest.param(
            ["1.234,56", "1,234.56", "1,5"],
            [Decimal("1234.56"), Decimal("1234.56"), None],
            ["amount-ambiguous"],
            id="both ways in one column: only what speaks for itself is read",
        ),
        pytest.param(
            ["约10万", "10万+"], [None, None], ["amount-approximate"] * 2, id="approximate amounts are not used"
        ),
        pytest.param(["10-20万", "10~20", "5至8万"], [None] * 3, ["amount-range"] * 3, id="ranges are never used"),
        pytest.param(["12,34,567.00"], [1234567], [], id="grouping in lakhs"),
        pytest.param(["一万二", "12万3千", "10多万"], [None] * 3, ["bad-amount"] * 3, id="spoken amounts are refused"),
        pytest.param(["叁佰元伍角贰分"], [Decimal("300.52")], [], id="capitals with 角 and 分"),
        pytest.param(["35%", "abc", "1.2.3", "5e3", "--5", "(-5)"], [None] * 6, ["bad-amount"] * 6, id="no amounts"),
        pytest.param(["5²", "①", "1½", "²"], [None] * 4, ["bad-amount"] * 4, id="digits that are none"),
        pytest.param(
            [True, float("nan"), float("inf")], [None] * 3, ["bad-amount"] * 3, id="typed cells that are none"
        ),
        pytest.param(["无", "—", "暂无", None, ""], [None] * 5, [], id="nothing recorded is not zero"),
        pytest.param(["#REF!", 5], [None, 5], ["cell-error"], id="an error cell"),
    ],
)
def test_a_column_of_money(cells: list[Any], expected: list[Any], faults: list[str]) -> None:
    assert read(Kind.MONEY, cells) == (expected, faults)


def test_the_header_unit_multiplies_and_the_cell_unit_wins() -> None:
    found = read_column(Field("revenue", Kind.MONEY), [12, "12", "1.2万", "12000元"], TEN_THOUSAND)
    assert list(found.values) == [120000, 120000, 12000, 12000]
    assert [(note.code, note.index) for note in found.notes] == [("amount-own-unit", 2)]


def test_approximate_amounts_are_used_if_the_config_says_so() -> None:
    context = ColumnContext(settings=ValuesSettings(approximate_amounts=True))
    assert read(Kind.MONEY, ["约10万", "10-20万"], context) == ([100000, None], ["amount-range"])


def test_currencies_come_from_the_cell_or_else_from_the_header() -> None:
    context = ColumnContext(unit=Unit("USD", currency="USD"))
    cells: list[Any] = ["€5", 7, None, "¥3"]
    assert read_column(Field("x", Kind.MONEY), cells, context).currencies == {0: "EUR", 1: "USD", 3: "CNY"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["RMB 5", "$5"], {0: "CNY", 1: "USD"}, id="a bare $ beside yuan is not yuan"),
        pytest.param(["£5", "＄5", "￥3", 7], {0: "GBP", 1: "USD", 2: "CNY"}, id="nor pounds, full-width or not"),
        pytest.param(["$5", "¥5", 7], {}, id="signs alone name no currency"),
        pytest.param(["A$5", "$5"], {0: "AUD"}, id="beside another dollar it may be that one"),
        pytest.param(["£5", "$abc", "$5万"], {0: "GBP", 2: "USD"}, id="only amounts have one"),
    ],
)
def test_a_sign_that_currencies_share(cells: list[Any], expected: dict[int, str]) -> None:
    assert read_column(Field("x", Kind.MONEY), cells, ColumnContext()).currencies == expected


@pytest.mark.parametrize(
    ("kind", "cells", "expected", "faults"),
    [
        pytest.param(Kind.PERCENT, ["35%", 0.35, "3成5", "三成"], [0.35, 0.35, 0.35, 0.3], [], id="shares"),
        pytest.param(Kind.PERCENT, [35, 20, 100], [0.35, 0.2, 1.0], [], id="a column of points"),
        pytest.param(Kind.PERCENT, [35, 0.5], [0.35, None], ["percentage-unclear"], id="0.5 among points"),
        pytest.param(Kind.PERCENT, ["约三成", "很高"], [None, None], ["bad-percentage"] * 2, id="no percentage"),
        pytest.param(Kind.DISCOUNT, ["9折", "95折", "8.5折", "10%"], [0.1, 0.05, 0.15, 0.1], [], id="discounts"),
        pytest.param(Kind.DISCOUNT, [0.9, "90%"], [None, None], ["discount-unclear"] * 2, id="off or paid?"),
        pytest.param(Kind.RATING, [4, "4.5分", "★★★★☆", "满意", "5星"], [4, 4.5, 4, 4, 5], [], id="ratings"),
        pytest.param(Kind.RATING, ["还行吧", 1000], [None, None], ["bad-rating"] * 2, id="no ratings"),
        pytest.param(Kind.NUMBER, ["12台", 3.0, "1.2万", "5 pcs"], [12, 3, 12000, 5], [], id="quantities"),
        pytest.param(Kind.NUMBER, ["若干", "US$5"], [None, None], ["bad-number"] * 2, id="no quantities"),
    ],
)
def test_other_numbers(kind: Kind, cells: list[Any], expected: list[Any], faults: list[str]) -> None:
    assert read(kind, cells) == (expected, faults)
