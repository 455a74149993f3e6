"""One cell as XML: written as a value or an inline string, read back as a value (ECMA-376-1 §18.3.1.4)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import unescape

from relsheet.opc.address import letters
from relsheet.serials import DAY_SECONDS, DAYS_TO_1904, EPOCH, moment_at

CellValue = str | float | int | bool | date | datetime | time | timedelta | None

MAX_TEXT = 32_767  # characters in a cell (Excel specifications and limits)
#: What XML 1.0 cannot hold, and what would be read as the escape of such (§22.9.2.19 ST_Xstring).
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
TEXT_NODE = re.compile(r"<(?:[\w.-]+:)?t(?:\s[^>]*)?>([^<]*)</(?:[\w.-]+:)?t\s*>")
PHONETIC = re.compile(r"<(?:[\w.-]+:)?rPh\b.*?</(?:[\w.-]+:)?rPh\s*>", re.DOTALL)
VALUE_NODE = re.compile(r"<(?:[\w.-]+:)?v(?:\s[^>]*)?>([^<]*)</(?:[\w.-]+:)?v\s*>")
FORMULA_NODE = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
FORMULA_TEXT = re.compile(r"<(?:[\w.-]+:)?f(?:\s[^>]*)?>([^<]*)</")
STYLE = re.compile(rb"""\ss\s*=\s*["']\s*([0-9]+)\s*["']""")
KIND = re.compile(rb"""\st\s*=\s*["']([A-Za-z]+)["']""")
DAY = timedelta(days=1)
CALENDAR_ENDS = 2_958_466  # the day behind 9999-12-31
EPOCH_1904 = EPOCH + timedelta(days=DAYS_TO_1904)


@dataclass(frozen=True, slots=True)
class FoundCell:
    """A cell as it stands in the file: the whole element, its attributes, and what lies between its tags."""

    raw: bytes
    attributes: bytes
    inner: bytes

    @property
    def style(self) -> int:
        """The number of its cell format."""
        found = STYLE.search(self.attributes)
        return int(found[1]) if found else 0

    @property
    def is_formula(self) -> bool:
        """Whether the cell computes what it shows."""
        return FORMULA_NODE.search(self.inner) is not None

    @property
    def formula(self) -> str:
        """What it computes; "" where that is told by another cell (a shared formula) or by none."""
        found = FORMULA_TEXT.search(self.inner.decode("utf-8", "replace"))
        return unescape(found[1]) if found else ""

    def value(self, shared: Callable[[int], str]) -> CellValue:
        """What the cell shows, dates as serial numbers; a formula by its cached value."""
        named = KIND.search(self.attributes)
        kind, inner = named[1] if named else b"n", self.inner.decode("utf-8", "replace")
        if kind == b"inlineStr":
            return text_of(inner)
        found = VALUE_NODE.search(inner)
        text = unescape(found[1]) if found else ""
        if kind == b"s":
            return shared(int(text)) if text.strip().isdigit() else None
        if kind in {b"str", b"e", b"d"}:
            return unescaped(text)
        if not text.strip():
            return None
        return text.strip() in {"1", "true"} if kind == b"b" else _number(text)


class CellWriter:
    """Writes cells for one sheet: with its prefix for element names, and the workbook's date system."""

    def __init__(self, prefix: bytes, *, date1904: bool) -> None:
        self._prefix = prefix.decode()
        self._date1904 = date1904
        self._starts: dict[int, bytes] = {}  # by column
        self._looks: dict[int, bytes] = {0: b'"'}  # by style
        self._bodies: dict[tuple[type, CellValue], bytes] = {}

    def cell(self, row: int, column: int, value: CellValue, style: int) -> bytes:
        """The whole ``<c>`` element, put together of pieces that many cells share."""
        start = self._starts.get(column)
        if start is None:
            start = self._starts[column] = f'<{self._prefix}c r="{letters(column)}'.encode()
        look = self._looks.get(style)
        if look is None:
            look = self._looks[style] = f'" s="{style}"'.encode()
        key = (type(value), value)
        body = self._bodies.get(key)
        if body is None:
            body = self._bodies[key] = self._body(value).encode()
        return b"%b%d%b%b" % (start, row, look, body)

    def _body(self, value: CellValue) -> str:
        """The element from its type on."""
        p = self._prefix
        if value is None or value == "":
            return "/>"
        if isinstance(value, str):
            if _is_plain(value):
                return f' t="inlineStr"><{p}is><{p}t>{value}</{p}t></{p}is></{p}c>'
            text = escaped(value)
            space = ' xml:space="preserve"' if text != text.strip() or "\n" in text or "  " in text else ""
            return f' t="inlineStr"><{p}is><{p}t{space}>{text}</{p}t></{p}is></{p}c>'
        if isinstance(value, bool):
            return f' t="b"><{p}v>{int(value)}</{p}v></{p}c>'
        return f"><{p}v>{shortest(stored(value, date1904=self._date1904))}</{p}v></{p}c>"


def _is_plain(text: str) -> bool:
    """Whether a text stands in an element just as it is: most do, and finding that out is cheaper than escaping."""
    odd = "&" in text or "<" in text or ">" in text or "_x" in text or "  " in text
    return not odd and text.isprintable() and text[0] != " " != text[-1] and len(text) <= MAX_TEXT


def stored(value: CellValue, *, date1904: bool) -> CellValue:
    """The value as a cell holds it: moments as days since the epoch (§18.17.4.1), all else unchanged."""
    if isinstance(value, datetime):
        return _serial(value.replace(tzinfo=None), date1904)
    if isinstance(value, date):
        return int(_serial(datetime.combine(value, time()), date1904))
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / DAY_SECONDS
    if isinstance(value, timedelta):
        return value / DAY
    if isinstance(value, str):
        return value[:MAX_TEXT].replace("\r\n", "\n").replace("\r", "\n") or None
    return value


def moment(serial: float, *, date1904: bool) -> date | datetime | None:
    """The day or moment that a cell holds as such a number, to the second; None where the calendar ends."""
    days = serial + DAYS_TO_1904 if date1904 else serial + (serial < 61)
    if not 0 <= round(days * DAY_SECONDS) < CALENDAR_ENDS * DAY_SECONDS:
        return None
    found = moment_at(days)
    return found if found.time() != time() else found.date()


def _serial(moment: datetime, date1904: bool) -> float:
    if date1904:
        return (moment - EPOCH_1904) / DAY
    days = (moment - EPOCH) / DAY
    return days if days >= 61 else days - 1  # 1900 is a leap year to Excel: day 60 does not exist


def shortest(number: CellValue) -> str:
    """A number in the fewest digits that read back the same."""
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return repr(number)


def escaped(text: str) -> str:
    """Text for an element: markup and what XML cannot hold are escaped, as Excel reads it."""
    text = text[:MAX_TEXT].replace("\r\n", "\n").replace("\r", "\n")
    if "_x" in text:
        text = LOOKS_ESCAPED.sub("_x005F_", text)
    text = NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """The text that ST_Xstring escapes stand for."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def text_of(rich: str) -> str:
    """The text of an ``<is>`` or ``<si>``: its runs joined, without phonetic hints."""
    if "rPh" in rich:
        rich = PHONETIC.sub("", rich)
    return unescaped(unescape("".join(TEXT_NODE.findall(rich))))


def _number(text: str) -> CellValue:
    try:
        return float(text)
    except ValueError:
        return unescape(text)
