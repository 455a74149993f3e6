"""One text or number as a date: strict, never a guess.

``date`` where no time of day is written, naive ``datetime`` where one is, aware where it has an offset; else the fault.
Years are 1900 to 2100; two-digit years up to 69 are 20xx (POSIX). Numbers are Excel serials (ECMA-376-1 §18.17.4.1).
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from functools import cache

from relsheet.intake.spelling import half_width, simplified
from relsheet.intake.values.column import DateOrder
from relsheet.intake.values.numerals import chinese_digits_to_int
from relsheet.intake.values.roc import without_named_era
from relsheet.serials import DAYS_TO_1904, moment_at


class DateFault(StrEnum):
    """Why a text is not a date; the code of the Problem."""

    NOT_A_DATE = "bad-date"
    AMBIGUOUS = "date-order-unknown"  # 3/5/2024
    IMPOSSIBLE = "date-impossible"  # 2024-02-30
    NO_DAY = "date-no-day"  # 2024年3月
    NO_YEAR = "date-no-year"  # 3月5日
    RELATIVE = "date-relative"  # 昨天
    WEEKDAY = "date-weekday"  # 2024-03-05 (周三), which was a Tuesday
    TIME = "date-time-bad"  # 25:61, 上午12:30


DateReading = date | DateFault  # datetime is a date

#: Serials that are taken for dates: 1950 to 2099. Smaller numbers are counts and years, larger ones amounts.
SERIALS = range(18264, 73051)
_TWO_DIGIT_PIVOT = 69

_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = {name: number for number, full in enumerate(_MONTH_NAMES.split(), start=1) for name in (full, full[:3])}
_MONTHS["sept"] = 9
_MONTH = r"(?P<mon>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")"
_DAYS_EN = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYS_ZH = "一二三四五六日"

_WEEKDAY = (
    r"(?:\s*[,(]?\s*(?:(?:周|星期|礼拜)(?P<wd_zh>[一二三四五六日天])|"
    r"(?P<wd_en>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b\.?)\s*\)?)?"
)
_WEEKDAY_BEFORE = r"(?:(?P<wd_first>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b\.?,?\s+)?"
_HALF_DAY = r"(?:(?P<half>上午|下午|早上|早晨|中午|晚上|傍晚|凌晨|am|pm)\s*)?"
_CLOCK = (
    r"(?P<h>\d{1,2})(?:(?::(?P<m>\d{2})(?::(?P<s>\d{2})(?:\.\d{1,9})?)?)"
    r"|(?:[点时](?:(?P<half_hour>半)|(?P<m2>\d{1,2})分?(?:(?P<s2>\d{1,2})秒)?)?)|(?=\s*[ap]\.?m\b))"
)
_AFTER_CLOCK = r"(?:\s*(?P<ampm>[ap])\.?m\b\.?)?"
_ZONE = r"(?:\s*(?P<zone>z|utc|gmt|(?:utc|gmt)?[+-](?:1[0-4]|0?\d)(?::?(?:00|15|30|45))?))?"
_TIME = (
    r"(?:(?:\s*(?P<t>t)|\s*,\s*|\s*)"
    + _HALF_DAY
    + _CLOCK
    + _AFTER_CLOCK
    + _ZONE
    + r"|\s*(?:上午|下午|早上|早晨|中午|晚上|傍晚|凌晨))?"  # a part of the day alone is no time of day
)

_SHAPES = tuple(
    re.compile(_WEEKDAY_BEFORE + shape + _WEEKDAY + _TIME, re.ASCII)
    for shape in (
        r"(?P<y>\d{4})(?P<sep>[-/.])\s?(?P<mo>\d{1,2})(?P=sep)\s?(?P<d>\d{1,2})(?![\d])",
        r"(?P<y>\d{4}|\d{2})\s*年\s*(?P<mo>\d{1,2})\s*月\s*(?P<d>\d{1,2})(?:\s*[日号]|(?!\d))",
        r"(?P<y>\d{4})(?P<mo>\d{2})(?P<d>\d{2})(?!\d)",
        r"(?P<a>\d{1,2})(?P<sep>[-/.])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<c>\d{4}|\d{1,2})(?!\d)",
        r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?P<sep>[\s\-/.]+)(?:of\s)?"
        + _MONTH
        + r"\b\.?,?[\s\-/.]+(?P<y>\d{4}|\d{2})(?!\d)",
        _MONTH + r"\b\.?\s*(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})(?!\d)",
        r"(?P<y>\d{4})[\s\-/.]+" + _MONTH + r"\b\.?[\s\-/.]+(?P<d>\d{1,2})(?!\d)",
    )
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_NO_DAY = re.compile(
    r"\d{4}\s*年(?:\s*\d{1,2}\s*月)?(?:份|初|底|中旬|上旬|下旬)?|\d{4}[-/.]\d{1,2}|"
    + _MONTH
    + r"\b\.?,?[\s\-]+\d{2,4}",
    re.ASCII,
)
_NO_YEAR = re.compile(
    r"\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号]?|份|初|中|底|上旬|中旬|下旬)?|\d{1,2}[-/]\d{1,2}|(?:\d{1,2}[\s\-]+)?"
    + _MONTH
    + r"\b\.?(?:[\s\-]+\d{1,2})?(?:st|nd|rd|th)?",
    re.ASCII,
)
_RELATIVE = re.compile(
    r"(?:今|昨|前|明|后|大前|大后)[天日]|(?:上|下|本|这)个?(?:周|星期|礼拜|月)[一二三四五六日天初中底]?|月[初底]|年[初底]|"
    r"[去今明前]年|上年|前几天|这几天|最近|"
    r"today|yesterday|tomorrow|now|(?:last|next|this)\s+\w+|\d+\s*(?:天|日|周|个?月|days?|weeks?|months?)\s*(?:前|后|ago)"
)
_CHINESE_DATE = re.compile(
    r"(?P<y>[〇零○一二三四五六七八九]{4})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})(?=[日号])"
)


def read_date(text: str, order: DateOrder | None = None, *, epoch_1904: bool = False) -> DateReading:
    """The date or moment that a text spells, else why it spells none."""
    plain = _plain(text)
    if _SERIAL.fullmatch(plain):
        return read_serial(float(plain), epoch_1904=epoch_1904)
    for shape in _SHAPES:
        match = shape.fullmatch(plain)
        if match:
            return _moment(match, order)
    return _why_not(plain)


def read_serial(number: float, *, epoch_1904: bool = False) -> DateReading:
    """The date of an Excel serial number, or of a number that reads 20240305; times to the second."""
    if 19000101 <= number <= 21001231 and number == int(number):
        return read_date(str(int(number)))
    serial = number + DAYS_TO_1904 if epoch_1904 else number
    if not SERIALS.start <= serial < SERIALS.stop:
        return DateFault.NOT_A_DATE
    moment = moment_at(serial)
    return moment.date() if moment.time() == time.min else moment


def day_month_year(text: str) -> tuple[str, str, str] | None:
    """The three numbers of a date whose order its text does not tell (3/5/2024, 24.3.5); None for other texts."""
    match = _SHAPES[3].fullmatch(_plain(text))
    return (match["a"], match["b"], match["c"]) if match else None


def possible_orders(text: str) -> dict[DateOrder, date]:
    """The orders in which the three numbers of a text are a date, and on the weekday that it names; else none."""
    match = _SHAPES[3].fullmatch(_plain(text))
    return _orders(match.groupdict()) if match else {}


def _orders(parts: dict[str, str | None]) -> dict[DateOrder, date]:
    """A year is written with two or four digits, never with one. A weekday that fits none is not looked at here."""
    first, second, third = (parts[name] or "" for name in "abc")
    readings = {DateOrder.DMY: (third, second, first), DateOrder.MDY: (third, first, second)}
    if len(third) < 4:
        readings[DateOrder.YMD] = (first, second, third)
    found = {}
    for order, (year, month, day) in readings.items():
        reading = _day(year, int(month), int(day)) if len(year) > 1 else DateFault.NOT_A_DATE
        if isinstance(reading, date):
            found[order] = reading
    return {order: day for order, day in found.items() if _is_that_weekday(day, parts)} or found


def _plain(text: str) -> str:
    plain = simplified(half_width(text).casefold())
    if plain.isascii():
        return plain
    plain = without_named_era(plain)
    chinese = _CHINESE_DATE.match(plain)
    if chinese:
        year, month, day = (chinese_digits_to_int(chinese[part]) for part in ("y", "m", "d"))
        plain = f"{year}年{month}月{day}{plain[chinese.end() :]}"
    return plain


def _moment(match: re.Match[str], order: DateOrder | None) -> DateReading:
    """The date of a match, checked against its weekday, with the time if one is written."""
    parts = match.groupdict()
    if parts.get("c"):
        day = _day_in_order(_orders(parts), order)
    else:
        month = _MONTHS[parts["mon"]] if parts.get("mon") else int(parts["mo"])
        day = _day(parts["y"], month, int(parts["d"]))
    if isinstance(day, DateFault):
        return day
    if not _is_that_weekday(day, parts):
        return DateFault.WEEKDAY
    if parts["h"] is None:
        return day
    clock = _clock(parts)
    if clock is None or _may_be_a_span(parts):
        return DateFault.TIME
    return datetime.combine(day, clock, tzinfo=_offset(parts["zone"]) if parts["zone"] else None)


def _may_be_a_span(parts: dict[str, str | None]) -> bool:
    """Whether a "-" is no offset: 09:00-11:00 is from nine to eleven, unlike T09:00-11:00 and 09:00:00-11:00."""
    return (parts["zone"] or "").startswith("-") and not parts["t"] and not parts["s"]


def _day_in_order(possible: dict[DateOrder, date], order: DateOrder | None) -> DateReading:
    if not possible:
        return DateFault.IMPOSSIBLE
    if order in possible:
        return possible[order]
    return possible.popitem()[1] if len(set(possible.values())) == 1 else DateFault.AMBIGUOUS


def _day(year: str, month: int, day: int) -> DateReading:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < _TWO_DIGIT_PIVOT else 1900
    if not 1900 <= number <= 2100:
        return DateFault.IMPOSSIBLE
    try:
        return date(number, month, day)
    except ValueError:
        return DateFault.IMPOSSIBLE


def _is_that_weekday(day: date, parts: dict[str, str | None]) -> bool:
    chinese, english = parts["wd_zh"], parts["wd_en"] or parts["wd_first"]
    if chinese and _DAYS_ZH.index(chinese.replace("天", "日")) != day.weekday():
        return False
    return not english or _DAYS_EN.index(english) == day.weekday()


def _clock(parts: dict[str, str | None]) -> time | None:
    hour = int(parts["h"] or 0)
    minute = 30 if parts["half_hour"] else int(parts["m"] or parts["m2"] or 0)
    second = int(parts["s"] or parts["s2"] or 0)
    late = _hour_of_day(hour, parts)
    if late is None or late > 23 or minute > 59 or second > 59:
        return None
    return time(late, minute, second)


def _hour_of_day(hour: int, parts: dict[str, str | None]) -> int | None:
    """The hour on a 24-hour clock; None where the words contradict it or mean two things (上午12点, 晚上12点)."""
    if parts["ampm"]:
        if parts["half"] or not 1 <= hour <= 12:
            return None
        return hour % 12 + (12 if parts["ampm"] == "p" else 0)
    match parts["half"]:
        case None:
            return hour
        case "am":
            return hour % 12 if 1 <= hour <= 12 else None
        case "pm":
            return hour % 12 + 12 if 1 <= hour <= 12 else None
        case "上午" | "早上" | "早晨" | "凌晨":
            return hour if hour < 12 else None
        case "中午":
            return {11: 11, 12: 12, 1: 13, 13: 13}.get(hour)
        case "下午":
            return hour if 12 <= hour <= 18 else hour + 12 if 1 <= hour < 12 else None
        case _:
            return hour if 17 <= hour <= 23 else hour + 12 if 5 <= hour <= 11 else None


@cache
def _offset(text: str) -> timezone:
    digits = re.sub(r"[^\d+-]", "", text)
    if not digits:
        return UTC
    number = digits[1:]
    hours, minutes = (int(number), 0) if len(number) <= 2 else (int(number[:-2]), int(number[-2:]))
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if digits[0] == "-" else span)


def _why_not(plain: str) -> DateFault:
    if _NO_DAY.fullmatch(plain):
        return DateFault.NO_DAY
    if _NO_YEAR.fullmatch(plain):
        return DateFault.NO_YEAR
    return DateFault.RELATIVE if _RELATIVE.fullmatch(plain) else DateFault.NOT_A_DATE
