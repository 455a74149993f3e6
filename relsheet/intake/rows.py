"""Rows that are no records: blank ones, subtotals and totals, headers repeated on every page, notes below the table."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from relsheet.intake.spelling import fold
from relsheet.sheets.workbook import Value, different

_TOTAL = re.compile(
    r"(?:本页|本月|本年|全年|年度|月度|季度)?(?:小计|合计|总计|共计|累计|汇总|平均|总和)|.{1,12}(?:小计|合计|总计)"
    r"|(?:小计|合计|总计).{1,12}"
    r"|(?:sub|grand)?total(?:s)?|sum|average|.{1,20}(?:sub|grand)?total|(?:sub|grand)total.{1,20}"
)
_TOTAL_WORDS = (*"计計总總均汇匯", "total", "sum", "average")
_NOTE = re.compile(
    r"\s*(?:[*※★▲注]|备注[:：]|说明[:：]|填[表写]|制表|审核|审批|数据来源|截[至止]|打印|表格|单位[:：]"
    r"|notes?\b|source\s*:|as of\b|updated\b|prepared by|printed)",
    re.IGNORECASE,
)
_NOTE_LINE = re.compile(f"^(?:{_NOTE.pattern})", re.IGNORECASE | re.MULTILINE)
#: Whoever writes so much into a name's cell writes a note (convention).
LONGEST_NAME = 80


class RowKind(StrEnum):
    RECORD = "record"
    BLANK = "blank"
    TOTAL = "total"
    HEADER = "header"
    NOTE = "note"
    CONTINUED = "continued"  # below the first row of a customer whose cell is merged over several


def odd_keys(values: Sequence[Value], header: str) -> frozenset[Value]:
    """Which of the values in the key column call for a look at their row: blanks, totals, notes, the header itself."""
    found = different(values)
    texts = [value for value in found if isinstance(value, str)]
    suspects = texts if _may_hold_odd(texts) else ()
    odd = {text for text in suspects if _is_note(text) or (_speaks_of_totals(text) and _TOTAL.fullmatch(fold(text)))}
    return frozenset(
        value
        for value in found
        if value is None or value == header or (isinstance(value, str) and (value in odd or not value.strip()))
    )


def row_kind(cells: Mapping[str, Value], headers: Mapping[str, str], key: str) -> RowKind:
    """What a row is, from its mapped cells by field.

    A total is a label beside nothing but numbers: a customer who is called Total has an id, an owner or a date.
    """
    filled = {field: value for field, value in cells.items() if value is not None and str(value).strip()}
    if len(filled) == 1 and len(cells) > 1 and _is_note(*filled.values()):
        return RowKind.NOTE
    if key not in filled and all(field == "id" or value == 0 for field, value in filled.items()):
        return RowKind.BLANK  # numbered or filled with formulas in advance
    texts = {field: value for field, value in filled.items() if isinstance(value, str)}
    same = sum(1 for field, text in texts.items() if fold(text) == fold(headers[field]))
    if same and same >= 0.5 * len(filled):
        return RowKind.HEADER
    labels = [text for text in texts.values() if _TOTAL.fullmatch(fold(text))]
    numbers = sum(1 for value in filled.values() if isinstance(value, int | float))
    if labels and len(labels) + numbers == len(filled):
        return RowKind.TOTAL
    if len(filled) == len(texts) == 1 < len(cells) and not filled.keys() & {key, "name", "customer"}:
        return RowKind.NOTE
    if key not in filled and "id" not in filled and numbers == len(filled):
        return RowKind.TOTAL
    return RowKind.RECORD


def merged_values(
    merges: Iterable[tuple[int, int, int, int]], column: int, numbers: Sequence[int], values: Sequence[Value]
) -> dict[int, Value]:
    """Index of a row -> the value of the merged cell that covers it, for cells merged downwards in that column."""
    place = {number: index for index, number in enumerate(numbers)}
    found: dict[int, Value] = {}
    for top, left, bottom, right in merges:
        if left <= column <= right and bottom > top and top in place:
            value = values[place[top]]
            found |= {place[row]: value for row in range(top + 1, bottom + 1) if row in place}
    return found


def notes_below(cells: Mapping[str, Sequence[Value]], key: str, totals: Sequence[int]) -> range:
    """The rows below the last total if none of them has more than its key: a legend is no list of customers."""
    rows = range(max(totals, default=len(cells[key])) + 1, len(cells[key]))
    others = [values for field, values in cells.items() if field != key]
    alone = all(value is None or value == "" for values in others for value in (values[row] for row in rows))
    return rows if others and alone else range(0)


def _is_note(value: Value) -> bool:
    return isinstance(value, str) and (len(value) > LONGEST_NAME or bool(_NOTE.match(value)))


def _may_hold_odd(texts: Sequence[str]) -> bool:
    """Whether there may be a total or a note among the texts: one look at all is cheaper than one at each."""
    together = "\n".join(texts)
    longest = max(map(len, texts), default=0)
    return longest > LONGEST_NAME or _speaks_of_totals(together) or bool(_NOTE_LINE.search(together))


def _speaks_of_totals(text: str) -> bool:
    folded = text.casefold()
    return any(word in folded for word in _TOTAL_WORDS)
