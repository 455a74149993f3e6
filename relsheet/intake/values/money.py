"""One text as an amount of money: number, currency and unit; strict, in English and Chinese writing.

Where the writing does not tell whether a comma or a point ends the whole number ("1,5", "1.200"), the column must
(``Style``). A unit in the cell (1.2万) is applied here; the header's is applied by the column, and only without one.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Flag, StrEnum, auto
from functools import cache

from relsheet.intake.dictionary import value_tables
from relsheet.intake.spelling import half_width, simplified
from relsheet.intake.values.numerals import chinese_number


class MoneyFault(StrEnum):
    """Why a text is not an amount; the code of the Problem."""

    NOT_AN_AMOUNT = "bad-amount"
    AMBIGUOUS = "amount-ambiguous"  # 1,5
    RANGE = "amount-range"  # 10-20万
    APPROXIMATE = "amount-approximate"  # 约10万


class Style(Flag):
    """What the texts of a column prove about their separators."""

    NOTHING = 0
    POINT = auto()  # 1,234.50: the point ends the whole number
    COMMA = auto()  # 1.234,50
    DOUBT = auto()  # 1,5: no grouping, but no proof


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in whole units: 1.2万 is 12,000."""

    number: Decimal
    currency: str | None = None  # ISO code where the sign tells it
    has_unit: bool = False  # the cell names its own unit (also 元)
    approximate: bool = False


MoneyReading = Amount | MoneyFault

_VAGUE_BEFORE = re.compile(
    r"(?:大约|大概|约|近|将近|接近|超过|不到|少于|多于|about|approx\.?|ca\.?|circa|over|under|[~≈<>≤≥])\s*"
)
_VAGUE_AFTER = re.compile(r"\s*(?:\+|左右|上下|以上|以下|以内|\+/-)$")
_RANGE = re.compile(r"[^\d\-~]*\d[\d.,]*[^\d\-~]{0,4}?\s*(?:-|~|至|到|to)\s*[^\d\-~]{0,4}?\d[\d.,]*[^\d\-~]*", re.ASCII)
#: The usual writing, which means the same in every column.
_USUAL = re.compile(r"-?(?:(?:\d+|\d{1,3}(?:,\d{3})+)\.\d{1,2}|\d+)", re.ASCII)
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?", re.ASCII)
_SPACED = re.compile(r"\d{1,3}(?:([ '])\d{3})(?:\1\d{3})*(?:\.\d+|,\d{1,2})?", re.ASCII)
_POINT_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}", re.ASCII)
_ONE_COMMA = re.compile(r"\d+,\d+", re.ASCII)
_ONE_POINT_GROUP = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
_ONE_COMMA_GROUP = re.compile(r"[1-9]\d{0,2},\d{3}", re.ASCII)
_PROVES_POINT = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|\d+\.(?:\d{1,2}|\d{4,})", re.ASCII)
_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-", "’": "'", "‘": "'", "`": "'"})


def read_money(text: str, style: Style = Style.NOTHING) -> MoneyReading:
    """The amount that a text spells, else why it spells none; an approximate one says so."""
    if _USUAL.fullmatch(text):
        return Amount(Decimal(text.replace(",", "")))
    plain = _plain(text)
    if not any(char.isdigit() for char in plain):
        return _in_capitals(plain)
    vague = _VAGUE_BEFORE.match(plain)
    exact = _VAGUE_AFTER.sub("", plain[vague.end() :] if vague else plain)
    body, negative = _unsigned(exact)
    found = _unsigned_amount(body, style)
    if isinstance(found, MoneyFault):
        return MoneyFault.RANGE if found is MoneyFault.NOT_AN_AMOUNT and _RANGE.fullmatch(plain) else found
    number = -found.number if negative else found.number
    return Amount(number, found.currency, found.has_unit, approximate=exact != plain)


def style_of(text: str) -> Style:
    """What one text proves about the separators of its column."""
    if _USUAL.fullmatch(text):
        return Style.POINT if "." in text else Style.NOTHING
    body, _, unit = _stripped(_unsigned(_plain(text))[0])
    if _POINT_GROUPED.fullmatch(body):
        return Style.COMMA
    if _PROVES_POINT.fullmatch(body) or (unit not in (None, 1) and _PLAIN.fullmatch(body)):
        return Style.POINT
    spaced = _SPACED.fullmatch(body)
    if spaced:
        return Style.COMMA if "," in body else Style.POINT if "." in body else Style.NOTHING
    return Style.DOUBT if _ONE_COMMA.fullmatch(body) and not _GROUPED.fullmatch(body) else Style.NOTHING


def _plain(text: str) -> str:
    return simplified(half_width(text).casefold().translate(_SIGNS))


def _unsigned(plain: str) -> tuple[str, bool]:
    """The text without its one minus sign or its brackets; (1,200) is a loss, as accountants write it."""
    if plain.startswith("(") and plain.endswith(")"):
        return plain[1:-1].strip(), True
    for sign in ("", *(sign for sign, _ in _currencies())):
        if plain.startswith(sign + "-"):
            return (sign + plain[len(sign) + 1 :]).strip(), True
    if plain.endswith("-"):
        return plain[:-1].strip(), True
    return plain.removeprefix("+").strip(), False


def _unsigned_amount(body: str, style: Style) -> MoneyReading:
    number_text, currency, unit = _stripped(body)
    number = _number(number_text, Style.POINT if unit not in (None, 1) else style)
    if isinstance(number, MoneyFault):
        return number
    return Amount(number * unit if unit else number, currency or None, has_unit=unit is not None)


def _stripped(body: str) -> tuple[str, str | None, int | None]:
    """The bare number, the currency and the unit; at most one of each, in either order."""
    currency, rest = _without_currency(body)
    unit, number = _without_unit(rest)
    if currency is None:
        currency, number = _without_currency(number)
    return number, currency, unit


def _without_currency(text: str) -> tuple[str | None, str]:
    """The currency's code ("" for a sign that several share) and the rest; letters touch a number, never a word."""
    for sign, code in _currencies():
        after, before = text[len(sign) :], text[: -len(sign)]
        if text.startswith(sign) and not _is_letter(after[:1]):
            return code, after.strip()
        if text.endswith(sign) and not _is_letter(before[-1:]):
            return code, before.strip()
    return None, text


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _without_unit(text: str) -> tuple[int | None, str]:
    bare = text.removesuffix("整").removesuffix("正") if text.endswith(("元整", "元正", "圆整", "圆正")) else text
    for unit, factor in _units():
        if bare.endswith(unit) and len(bare) > len(unit):
            return factor, bare[: -len(unit)].strip()
    return None, text


def _number(text: str, style: Style) -> Decimal | MoneyFault:
    if _ONE_POINT_GROUP.fullmatch(text) and style is not Style.POINT:
        return Decimal(text.replace(".", "")) if style is Style.COMMA else MoneyFault.AMBIGUOUS
    if _ONE_COMMA.fullmatch(text) and (style is Style.COMMA or not _ONE_COMMA_GROUP.fullmatch(text)):
        return Decimal(text.replace(",", ".")) if style is Style.COMMA else MoneyFault.AMBIGUOUS
    if _ONE_COMMA_GROUP.fullmatch(text) and style not in (Style.POINT, Style.NOTHING):
        return MoneyFault.AMBIGUOUS
    if _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _SPACED.fullmatch(text):
        return Decimal(text.replace(" ", "").replace("'", "").replace(",", "."))
    if _POINT_GROUPED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    return MoneyFault.NOT_AN_AMOUNT


def _in_capitals(plain: str) -> MoneyReading:
    """壹万贰仟元整, 三百元五角, 十二万: Chinese numerals, in whole units."""
    currency, body = _without_currency(plain)
    match = re.fullmatch(r"([^元圆角分整正]+?)(?:([元圆])(?:整|正)?)?(?:(\S)角)?(?:零?(\S)分)?(?:整|正)?", body)
    whole = chinese_number(match[1]) if match else None
    if match is None or whole is None:
        return MoneyFault.NOT_AN_AMOUNT
    cents = 0
    for group, worth in ((3, 10), (4, 1)):
        digit = chinese_number(match[group]) if match[group] else 0
        if digit is None or digit > 9 or (match[group] and not match[2]):
            return MoneyFault.NOT_AN_AMOUNT
        cents += digit * worth
    return Amount(whole + Decimal(cents) / 100, currency or None, has_unit=any(char in body for char in "元圆千仟万亿"))


@cache
def _currencies() -> tuple[tuple[str, str], ...]:
    signs: dict[str, str] = value_tables()["currencies"]
    return tuple(sorted(((half_width(sign), code) for sign, code in signs.items()), key=lambda sign: -len(sign[0])))


@cache
def _units() -> tuple[tuple[str, int], ...]:
    """Units that may follow a number, longest first; words of headers (in thousands) never follow one."""
    units: dict[str, int] = value_tables()["units"]
    found = [(unit, factor) for unit, factor in units.items() if not unit.startswith(("in ", "0", "'"))]
    return tuple(sorted(found, key=lambda unit: -len(unit[0])))
