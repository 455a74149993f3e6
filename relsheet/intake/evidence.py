"""What the values below a header say about a field: they prove it, allow it, or rule it out.

Asked where the header's words are doubtful, and to refuse a header that its own values contradict ("Sales" over names).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from relsheet.intake.fields import Field, Kind
from relsheet.intake.spelling import fold, half_width
from relsheet.intake.values.blanks import blank_kind
from relsheet.intake.values.column import ColumnContext
from relsheet.intake.values.date_columns import read_beginnings
from relsheet.intake.values.date_orders import years_in
from relsheet.intake.values.dates import DateFault, read_date, read_serial
from relsheet.intake.values.money import MoneyFault, read_money
from relsheet.intake.values.numbers import is_percentage, is_rating
from relsheet.intake.values.roc import in_common_years
from relsheet.intake.values.spans import read_span
from relsheet.intake.values.words import as_word, meaning_of
from relsheet.sheets.workbook import Value

#: Shares of the filled cells, and numbers of cells (all convention).
PROVEN = 0.8
ALLOWED = 0.5
REPEATED = 0.6  # distinct ÷ filled at most: the same few again and again, as our own people are
ENOUGH_TO_REPEAT = 4
ENOUGH_TO_DIFFER = 8
ENOUGH_TO_CONTRADICT = 3
COMPANY_NAMES = 0.3

#: Kinds whose columns may hold anything but dates and numbers.
_JUDGED_BY_SHAPE = frozenset({Kind.PERSON, Kind.WORD, Kind.MARK})
_JUDGED_BY_VALUE = frozenset(
    {
        Kind.DATE,
        Kind.BEGINNING,
        Kind.MOMENT,
        Kind.MONEY,
        Kind.NUMBER,
        Kind.SPAN,
        Kind.PERCENT,
        Kind.RATING,
        Kind.PHONE,
        Kind.EMAIL,
    }
)

#: Serials of 2000 to 2050: a plain number in this range may be a date, and proves none.
_LIKELY_SERIALS = range(36526, 54789)
_OUR_PEOPLE = frozenset({"owner", "our_person", "handler", "our_owner", "person"})
_THEIR_PEOPLE = frozenset({"primary_contact", "name", "contact"})
_COMPANY = re.compile(
    r"公司|集团|企业|工厂|厂$|商行|商店|超市|酒店|医院|学校|大学|银行|中心$|事务所|经营部|门市部|合作社|研究院|贸易|科技|实业"
    r"|\b(?:ltd|limited|inc|corp|corporation|company|co|gmbh|ag|llc|llp|plc|pty|sa|s\.a\.|bv|kg|ab|oy|srl|group|holdings?"
    r"|industries|trading|technologies|technology|logistics|foods?|bank|university|hospital|hotel|partners|systems|solutions)\b"
)
_DEPARTMENT = re.compile(r"(?:部|科|组|处|中心|车间)$|\b(?:dept|department|team|division)\b")
_CHINESE_PERSON = re.compile(r"[\u4e00-\u9fff]{2,3}")


class Verdict(StrEnum):
    """YES proves, NO rules out, MAYBE allows; EMPTY where there is nothing to judge by."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"
    EMPTY = "empty"


def verdict(field: Field, values: Sequence[Value]) -> Verdict:
    """What the values say about that field; blanks and their like (N/A) say nothing."""
    said = _said(values)
    return _JUDGES[field.kind](field, said) if said else Verdict.EMPTY


def contradicts(field: Field, values: Sequence[Value]) -> bool:
    """Whether the values under a header that is sure of its field cannot be that: names under 销售额.

    Cells that are merely unreadable contradict nothing (they are reported one by one), nor do words unknown to us.
    """
    said = _said(values)
    if len(said) < ENOUGH_TO_CONTRADICT:
        return False
    if field.kind in _JUDGED_BY_SHAPE:
        strangers = sum((isinstance(value, date) or _is_number(value)) and not _is_word(field, value) for value in said)
        return strangers > ALLOWED * len(said)
    return field.kind in _JUDGED_BY_VALUE and _JUDGES[field.kind](field, said) is Verdict.NO


def are_later(values: Sequence[Value], than: Sequence[Value]) -> bool:
    """Whether these dates lie after those, by the middle one of each; False where either has none."""
    days, before = (sorted(filter(None, map(_day_of, said))) for said in (values, than))
    return bool(days and before) and days[len(days) // 2] > before[len(before) // 2]


def _day_of(value: Value) -> date | None:
    said = read_date(value) if isinstance(value, str) else value
    if isinstance(said, datetime):
        return said.date()
    return said if isinstance(said, date) else None


def _said(values: Sequence[Value]) -> list[Value]:
    return [value for value in values if value is not None and not (isinstance(value, str) and blank_kind(value))]


def _by_share(fitting: int, of: int, possible: int | None = None) -> Verdict:
    """YES if most fit; NO if none even might."""
    if fitting >= PROVEN * of:
        return Verdict.YES
    return Verdict.MAYBE if (fitting if possible is None else possible) > 0 else Verdict.NO


def _dates(field: Field, values: Sequence[Value]) -> Verdict:
    values = in_common_years(values)
    fitting = sum(map(_is_date, values))
    return _by_share(fitting, len(values), fitting + sum(map(_may_be_date, values)))


def _beginnings(field: Field, values: Sequence[Value]) -> Verdict:
    said = read_beginnings(values, ColumnContext()).values
    return _by_share(sum(day is not None for day in said), len(said)) if any(said) else _dates(field, values)


def _dates_or_marks(field: Field, values: Sequence[Value]) -> Verdict:
    return _by_share(sum(_is_date(value) or _is_word(field, value) for value in values), len(values))


def _words(field: Field, values: Sequence[Value]) -> Verdict:
    """A word or two that happen to be known prove nothing: half of the cells must be."""
    known = sum(_is_word(field, value) for value in values)
    if known < ALLOWED * len(values):
        return Verdict.NO
    return Verdict.YES if known >= PROVEN * len(values) else Verdict.MAYBE


def _spans(field: Field, values: Sequence[Value]) -> Verdict:
    return _by_share(sum(read_span(value) is not None for value in values), len(values))


def _money(field: Field, values: Sequence[Value]) -> Verdict:
    numbers = [value for value in values if _is_number(value)]
    if field.name == "margin" and numbers and all(_is_fraction(value) for value in numbers):
        return Verdict.NO  # a rate under a header that means either
    fitting = len(numbers) + sum(_is_amount(value) for value in values)
    return _by_share(fitting, len(values))


def _percentages(field: Field, values: Sequence[Value]) -> Verdict:
    fitting = sum(_is_fraction(value) or (isinstance(value, str) and is_percentage(value)) for value in values)
    points = sum(_is_number(value) and isinstance(value, int | float) and abs(value) <= 100 for value in values)
    numbers = sum(_is_number(value) for value in values)
    if points < ALLOWED * numbers:
        return Verdict.NO
    return _by_share(fitting, len(values), fitting + points)


def _ratings(field: Field, values: Sequence[Value]) -> Verdict:
    return _by_share(sum(map(is_rating, values)), len(values))


def _people(field: Field, values: Sequence[Value]) -> Verdict:
    """Our own people come again and again, theirs are others on each row; numbers and departments are no people."""
    names = [fold(value) for value in values if isinstance(value, str) and _is_person_like(value)]
    if len(names) < PROVEN * len(values):
        return Verdict.NO if len(names) < ALLOWED * len(values) else Verdict.MAYBE
    repeated = len(names) >= ENOUGH_TO_REPEAT and len(set(names)) <= REPEATED * len(names)
    if field.name in _OUR_PEOPLE:
        all_differ = len(names) >= ENOUGH_TO_DIFFER and len(set(names)) == len(names)
        return Verdict.YES if repeated else Verdict.NO if all_differ else Verdict.MAYBE
    return Verdict.NO if repeated and field.name in _THEIR_PEOPLE else Verdict.MAYBE


def _labels(field: Field, values: Sequence[Value]) -> Verdict:
    short = [value for value in values if isinstance(value, str) and len(value) <= 20 and not _is_number(value)]
    few = len(set(short)) <= max(REPEATED * len(short), 2)
    return Verdict.MAYBE if len(short) >= PROVEN * len(values) and few else Verdict.NO


def _texts(field: Field, values: Sequence[Value]) -> Verdict:
    texts = [value for value in values if isinstance(value, str) and not _is_number(value) and not _is_date(value)]
    if len(texts) < ALLOWED * len(values):
        return Verdict.NO if field.name not in ("name", "customer") or not texts else Verdict.MAYBE
    if field.name == "name":
        return _company_names(texts)
    return Verdict.YES if field.name == "alias" else Verdict.MAYBE


def _company_names(texts: Sequence[str]) -> Verdict:
    companies = sum(bool(_COMPANY.search(half_width(text).casefold())) for text in texts)
    if companies >= COMPANY_NAMES * len(texts):
        return Verdict.YES
    people = sum(bool(_CHINESE_PERSON.fullmatch(text)) for text in texts)
    return Verdict.NO if not companies and people >= PROVEN * len(texts) else Verdict.MAYBE


def _ids(field: Field, values: Sequence[Value]) -> Verdict:
    short = sum(not isinstance(value, date) and len(str(value)) <= 32 for value in values)
    distinct = len(set(values)) == len(values)
    if short < len(values):
        return Verdict.NO
    return Verdict.YES if distinct and len(values) >= ENOUGH_TO_REPEAT else Verdict.MAYBE


def _phones(field: Field, values: Sequence[Value]) -> Verdict:
    return _by_share(
        sum(len(re.sub(r"\D", "", str(value))) >= 6 and not isinstance(value, date) for value in values), len(values)
    )


def _emails(field: Field, values: Sequence[Value]) -> Verdict:
    return _by_share(sum(isinstance(value, str) and "@" in value for value in values), len(values))


def _anything(field: Field, values: Sequence[Value]) -> Verdict:
    return Verdict.MAYBE


_JUDGES: Mapping[Kind, Callable[[Field, Sequence[Value]], Verdict]] = {
    Kind.ID: _ids,
    Kind.TEXT: _texts,
    Kind.LABEL: _labels,
    Kind.PERSON: _people,
    Kind.PHONE: _phones,
    Kind.EMAIL: _emails,
    Kind.DATE: _dates,
    Kind.BEGINNING: _beginnings,
    Kind.MOMENT: _dates,
    Kind.MONEY: _money,
    Kind.NUMBER: _money,
    Kind.SPAN: _spans,
    Kind.PERCENT: _percentages,
    Kind.DISCOUNT: _percentages,
    Kind.RATING: _ratings,
    Kind.MARK: _words,
    Kind.WORD: _words,
    Kind.DATE_OR_MARK: _dates_or_marks,
    Kind.CURRENCY: _anything,
}


def _is_date(value: Value) -> bool:
    """3/5/2024 is a date, be it in March or in May."""
    if isinstance(value, str):
        read = read_date(value)
        if read is DateFault.AMBIGUOUS:
            return bool(years_in([value]))
        return not isinstance(read, DateFault) and not half_width(value).replace(".", "", 1).isdigit()
    return isinstance(value, date)


def _may_be_date(value: Value) -> bool:
    """A date that only the column can settle or that lacks a part (24/3/5, 3月5日), or a serial number."""
    if isinstance(value, str):
        return read_date(value) is not DateFault.NOT_A_DATE
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value in _LIKELY_SERIALS or not isinstance(read_serial(value), DateFault)
    return False


def _is_word(field: Field, value: Value) -> bool:
    word = as_word(value)
    return word is not None and bool(field.words) and meaning_of(word, field.words) is not None


def _is_number(value: Value) -> bool:
    if isinstance(value, str):
        return half_width(value).replace(",", "").replace(".", "", 1).lstrip("-").isdigit()
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_amount(value: Value) -> bool:
    return isinstance(value, str) and not _is_number(value) and read_money(value) is not MoneyFault.NOT_AN_AMOUNT


def _is_fraction(value: Value) -> bool:
    return isinstance(value, float) and 0 < abs(value) <= 1


def _is_person_like(text: str) -> bool:
    plain = half_width(text).casefold()
    return (
        len(plain) <= 30
        and not re.search(r"[\d@]", plain)
        and not _COMPANY.search(plain)
        and not _DEPARTMENT.search(plain)
    )
