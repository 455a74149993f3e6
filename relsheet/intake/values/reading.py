"""The one door of the parsers: a mapped column in, its values and faults out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from relsheet.errors import Severity
from relsheet.intake.fields import Field, Kind
from relsheet.intake.values.blanks import Blank, blank_kind
from relsheet.intake.values.column import CellFault, ColumnContext, ColumnValues
from relsheet.intake.values.date_columns import read_beginnings, read_days, read_moments
from relsheet.intake.values.money_columns import read_amounts
from relsheet.intake.values.numbers import read_discounts, read_numbers, read_percentages, read_ratings
from relsheet.intake.values.people import read_people
from relsheet.intake.values.spans import read_spans
from relsheet.intake.values.text import read_currencies, read_ids, read_phones, read_texts
from relsheet.intake.values.words import read_days_or_marks, read_marks, read_words
from relsheet.sheets.workbook import Texts, Value, different

_PLAIN: Mapping[Kind, Callable[[Sequence[Value], ColumnContext], ColumnValues]] = {
    Kind.ID: read_ids,
    Kind.TEXT: read_texts,
    Kind.LABEL: read_texts,
    Kind.PERSON: read_people,
    Kind.PHONE: read_phones,
    Kind.EMAIL: read_texts,
    Kind.DATE: read_days,
    Kind.BEGINNING: read_beginnings,
    Kind.MOMENT: read_moments,
    Kind.MONEY: read_amounts,
    Kind.NUMBER: read_numbers,
    Kind.SPAN: read_spans,
    Kind.PERCENT: read_percentages,
    Kind.DISCOUNT: read_discounts,
    Kind.RATING: read_ratings,
    Kind.CURRENCY: read_currencies,
}
_BY_WORDS: Mapping[Kind, Callable[[Field, Sequence[Value], ColumnContext], ColumnValues]] = {
    Kind.MARK: read_marks,
    Kind.WORD: read_words,
    Kind.DATE_OR_MARK: read_days_or_marks,
}


def read_column(field: Field, values: Sequence[Value], context: ColumnContext) -> ColumnValues:
    """The cells of a mapped column as values of the field's kind (the table in ``relsheet.intake.fields``).

    Error texts (#REF! and its like, as Google Sheets gives them) are faults in every kind of column.
    """
    errors = _errors(values)
    if errors:
        wrong = {fault.index for fault in errors}
        values = [None if index in wrong else value for index, value in enumerate(values)]
    plain = _PLAIN.get(field.kind)
    read = plain(values, context) if plain else _BY_WORDS[field.kind](field, values, context)
    if not errors:
        return read
    faults = sorted((*read.faults, *errors), key=lambda fault: fault.index)
    return replace(read, faults=tuple(faults))


def _errors(values: Sequence[Value]) -> tuple[CellFault, ...]:
    if not _may_hold_errors(values):
        return ()
    texts = (value for value in different(values) if isinstance(value, str) and ("#" in value or "＃" in value))
    found = {text for text in texts if blank_kind(text) is Blank.ERROR}
    if not found:
        return ()
    return tuple(
        CellFault(index, "cell-error", (("value", value),), Severity.ERROR)
        for index, value in enumerate(values)
        if value in found
    )


def _may_hold_errors(values: Sequence[Value]) -> bool:
    """False for a column of texts without any "#", told by one look at all of them together, and for one of dates."""
    looked_at = values.different if isinstance(values, Texts) else values
    try:
        together = "".join(filter(None, looked_at))  # type: ignore[arg-type]  # other values than texts raise
    except TypeError:
        return str in set(map(type, values))
    return "#" in together or "＃" in together
