"""A column of amounts: its separators, its unit, its currencies."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce
from math import isfinite
from operator import or_

from relsheet.errors import Severity
from relsheet.intake.spelling import half_width
from relsheet.intake.values.blanks import Blank, blank_kind
from relsheet.intake.values.column import CellFault, ColumnContext, ColumnNote, ColumnValues, as_shown
from relsheet.intake.values.money import Amount, MoneyFault, Style, read_money, style_of
from relsheet.sheets.workbook import Value

Cell = Amount | MoneyFault | None

#: Signs that several currencies share: those that bear it, the likeliest first.
SHARED_SIGNS = {"$": ("USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD"), "¥": ("CNY", "JPY")}


def column_style(values: Iterable[Value]) -> Style:
    """What the texts of the column prove about decimal commas; contradicting proofs prove nothing."""
    texts = {value for value in values if isinstance(value, str)}
    style = reduce(or_, map(style_of, texts), Style.NOTHING)
    if Style.COMMA in style:
        return Style.DOUBT if Style.POINT in style else Style.COMMA
    return Style.POINT if Style.POINT in style else style


def read_amounts(values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The column as Decimals in whole units (a header 万元 multiplies, a cell's own unit wins), with currencies."""
    style = column_style(values)
    factor = context.unit.factor if context.unit else None
    read: list[Decimal | None] = []
    faults: list[CellFault] = []
    currencies: dict[int, str] = {}
    texts: dict[str, Cell] = {}
    for index, value in enumerate(values):
        if value is None:
            read.append(None)
            continue
        if isinstance(value, str):
            if value not in texts:
                texts[value] = _text(value, style, factor)
            found = texts[value]
        else:
            found = _number(value, factor)
        usable = _usable(found, context)
        read.append(usable.number if usable else None)
        if usable and usable.currency:
            currencies[index] = usable.currency
        if usable is None and found is not None:
            faults.append(_fault(index, value, found))
    named = context.unit.currency if context.unit else None
    currencies |= _by_shared_signs(texts, values, {*currencies.values(), *([named] if named else [])})
    if named:
        currencies = {index: currencies.get(index, named) for index, number in enumerate(read) if number is not None}
    return ColumnValues(read, tuple(faults), _own_units(values, texts, factor), currencies)


def _by_shared_signs(texts: dict[str, Cell], values: Sequence[Value], named: set[str]) -> dict[int, str]:
    """Index -> the likeliest currency of amounts with a bare $ or ¥ where the column names only others: $5 is no £5."""
    if not named:
        return {}
    likeliest: dict[Value, str] = {
        text: codes[0]
        for text, found in texts.items()
        if isinstance(found, Amount) and found.currency is None
        for sign, codes in SHARED_SIGNS.items()
        if sign in half_width(text) and not named & {*codes}
    }
    return {index: likeliest[value] for index, value in enumerate(values) if value in likeliest} if likeliest else {}


def _text(value: str, style: Style, factor: Decimal | None) -> Cell:
    if blank_kind(value) in (Blank.MISSING, Blank.OR_NO):
        return None
    found = read_money(value, style)
    if isinstance(found, MoneyFault) or found.has_unit or factor is None:
        return found
    return Amount(found.number * factor, found.currency, approximate=found.approximate)


def _number(value: Value, factor: Decimal | None) -> Cell:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return MoneyFault.NOT_AN_AMOUNT
    number = Decimal(int(value)) if value == int(value) else Decimal(repr(value))
    return Amount(number if factor is None else number * factor)


def _usable(found: Cell, context: ColumnContext) -> Amount | None:
    if not isinstance(found, Amount) or (found.approximate and not context.settings.approximate_amounts):
        return None
    return found


def _fault(index: int, value: Value, found: Amount | MoneyFault) -> CellFault:
    code = MoneyFault.APPROXIMATE if isinstance(found, Amount) else found
    grave = Severity.WARNING if code is MoneyFault.APPROXIMATE else Severity.ERROR
    return CellFault(index, code.value, (("value", as_shown(value)),), grave)


def _own_units(values: Sequence[Value], texts: dict[str, Cell], factor: Decimal | None) -> tuple[ColumnNote, ...]:
    """Under a header with a unit, a word about cells that bring their own: it was used instead, not on top."""
    if factor is None:
        return ()
    own = [text for text, found in texts.items() if isinstance(found, Amount) and found.has_unit]
    if not own:
        return ()
    count = sum(values.count(text) for text in own[:20])
    return (ColumnNote(values.index(own[0]), "amount-own-unit", (("value", own[0]), ("count", count))),)
