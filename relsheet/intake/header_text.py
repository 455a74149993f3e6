"""A header as written, taken apart: its words, the unit or hint in its brackets, the two languages it may be in."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from relsheet.intake.dictionary import header_tables, value_tables
from relsheet.intake.spelling import fold, half_width, simplified
from relsheet.intake.values.column import DateOrder, Unit

#: What the reader puts between the upper and the lower half of a two-row header.
JOINT = "\n"
#: Headers of our own columns carry this mark: they are never a field of the user's.
OWN_MARK = "◆"

_BRACKET = re.compile(r"[(\[【{〔]([^()\[\]【】{}〔〕]*)[)\]】}〕]")
_NUMBER_SIGN = re.compile(r"(?<=\w)\s*[#№]\s*$")
_TAIL = re.compile(r"(.+?)[\s/_,:;\-]+([^\s/_,:;\-]+)$", re.DOTALL)
_CJK = re.compile(r"[\u3400-\u9fff]+")
_UNIT_FILLER = re.compile(r"^(单位|unit)[:\s]*|^in\s+|\s*(/\s*年|/\s*yr|/\s*year|per year|p\.?a\.?)$")
_DATE_ORDERS = {"d": DateOrder.DMY, "m": DateOrder.MDY, "y": DateOrder.YMD}


@dataclass(frozen=True, slots=True)
class HeaderText:
    """A header: ``normal`` is looked up first; where it is unknown, two ``parts`` must agree."""

    text: str
    normal: str
    unit: Unit | None = None
    date_order: DateOrder | None = None
    parts: tuple[str, str] | None = None  # folded: outside and inside of the brackets, or Chinese and English
    halves: tuple[str, str] | None = None  # folded: upper and lower half of a two-row header


@cache
def header_text(text: str) -> HeaderText:
    """The header taken apart; brackets that hold neither unit nor hint stay part of it: 销售额(预测) is not 销售额."""
    plain = _NUMBER_SIGN.sub(" no", half_width(text))  # Issue # is no Issue
    unit, order, inner = None, None, ""
    for bracket in _BRACKET.finditer(plain):
        found = unit_of(bracket[1])
        if found or fold(bracket[1]) in _hints():
            unit, order = unit or found, order or _order_in(bracket[1])
            plain = plain.replace(bracket[0], " ")
        else:
            inner = bracket[1]
    plain = plain.strip()
    tail = _TAIL.match(plain)
    if unit is None and tail and _is_plain_unit(tail[2]):
        plain, unit = tail[1], unit_of(tail[2])
    upper, joint, lower = plain.rpartition(JOINT)
    halves = (fold(upper), fold(lower)) if joint else None
    return HeaderText(text, fold(plain), unit, order, _two_readings(plain, inner), halves)


def unit_of(text: str) -> Unit | None:
    """The unit that a bracket names (万元, USD k, %), None if it is something else."""
    bare = _UNIT_FILLER.sub("", simplified(half_width(text).casefold())).strip()
    if bare in ("%", "百分比", "％"):
        return Unit(text, percent=True)
    tables = value_tables()
    for sign, code in _currency_signs():
        if bare.startswith(sign) or bare.endswith(sign):
            rest = (bare.removeprefix(sign) if bare.startswith(sign) else bare.removesuffix(sign)).strip()
            if not rest or rest in tables["units"]:
                factor = Decimal(tables["units"][rest]) if rest else None
                return Unit(text, factor, code or None)
    return Unit(text, Decimal(tables["units"][bare])) if bare in tables["units"] else None


@cache
def _currency_signs() -> tuple[tuple[str, str], ...]:
    signs: dict[str, str] = value_tables()["currencies"]
    return tuple(sorted(signs.items(), key=lambda sign: -len(sign[0])))


@cache
def _hints() -> frozenset[str]:
    return frozenset(map(fold, header_tables()["hints"]["words"]))


def _is_plain_unit(text: str) -> bool:
    """Whether a last word without brackets can only be a unit: "Revenue USD", "销售额:万元", but not "Plan M"."""
    unit = unit_of(text)
    return unit is not None and (unit.currency is not None or unit.percent or text.endswith("元"))


def _order_in(hint: str) -> DateOrder | None:
    letters = fold(hint)
    return _DATE_ORDERS.get(letters[0]) if {"d", "m", "y"} <= set(letters) else None


def _two_readings(plain: str, inner: str) -> tuple[str, str] | None:
    if inner:
        return fold(_BRACKET.sub(" ", plain)), fold(inner)
    chinese = "".join(_CJK.findall(plain))
    english = fold(_CJK.sub(" ", plain))
    return (fold(chinese), english) if chinese and english else None
