"""Which numbers an .xls shows with leading zeros: its number formats, as far as ids need them ([MS-XLS], BIFF8)."""

from collections.abc import Iterator, Mapping, Sequence
from struct import error, iter_unpack, unpack_from

from relsheet.sheets.second_look import ZeroFormat, zero_format

#: Record types ([MS-XLS] 2.3.2).
BOF, EOF, SHEET, FORMAT, STYLE, NUMBER, RK, RKS = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0, 0x0203, 0x027E, 0x00BD
BIFF8 = 0x0600
#: Links beyond this lead nowhere ([MS-CFB] 2.1).
FREE = 0xFFFFFFFA
#: Powers of two: sectors of 512 or 4,096 bytes, small ones of 64 ([MS-CFB] 2.2).
SECTOR_SHIFTS = {(9, 6), (12, 6)}
Record = tuple[int, bytes]


def cells_shown(content: bytes, tab: str, columns: Sequence[int]) -> Mapping[tuple[int, int], str]:
    """(row, column) -> the number with its zeros, of that tab; nothing for other kinds of files and damaged ones."""
    try:
        book = _stream(content)
        begins = dict(_sheets(book)).get(tab)
        formats = dict(_zero_formats(book))
        if begins is None or not formats:
            return {}
        return {
            (row, column): formats[style].shown(f"{number:.0f}")
            for row, column, style, number in _numbers(book, begins)
            if column in columns and style in formats and number >= 0 and number.is_integer()
        }
    except (error, IndexError, UnicodeDecodeError):
        return {}  # a second look that finds nothing: calamine has read what there is


def _records(book: bytes, begins: int) -> Iterator[Record]:
    """The records from a BOF on up to its EOF."""
    kind, size = unpack_from("<HH", book, begins)
    if kind != BOF or unpack_from("<H", book, begins + 4)[0] != BIFF8:
        return
    while kind != EOF:
        yield kind, book[begins + 4 : begins + 4 + size]
        begins += 4 + size
        kind, size = unpack_from("<HH", book, begins)


def _sheets(book: bytes) -> Iterator[tuple[str, int]]:
    """Tab -> where its records begin."""
    for kind, record in _records(book, 0):
        if kind == SHEET:
            yield _text(record, 6, 1), unpack_from("<I", record)[0]


def _zero_formats(book: bytes) -> Iterator[tuple[int, ZeroFormat]]:
    """Cell style -> its format of zeros, for the styles that have one."""
    codes: dict[int, ZeroFormat] = {}
    styles = 0
    for kind, record in _records(book, 0):
        if kind == FORMAT and (found := zero_format(_text(record, 2, 2))):
            codes[unpack_from("<H", record)[0]] = found
        elif kind == STYLE:
            used = unpack_from("<H", record, 2)[0]
            if used in codes:
                yield styles, codes[used]
            styles += 1


def _text(record: bytes, begins: int, width: int) -> str:
    """A text with its length in so many bytes before it, one or two bytes a character ([MS-XLS] 2.5.294)."""
    length = int.from_bytes(record[begins : begins + width], "little")
    wide = record[begins + width] & 1
    letters = record[begins + width + 1 :][: length << wide]
    return letters.decode("utf-16-le" if wide else "latin-1")


def _numbers(book: bytes, begins: int) -> Iterator[tuple[int, int, int, float]]:
    """(row, column, style, number) of the cells that hold a number, not of formulas."""
    for kind, record in _records(book, begins):
        if kind == NUMBER:
            row, column, style, number = unpack_from("<HHHd", record)
            yield row + 1, column + 1, style, number
        elif kind == RK:
            row, column, style, packed = unpack_from("<HHHI", record)
            yield row + 1, column + 1, style, _unpacked(packed)
        elif kind == RKS:
            row, first = unpack_from("<HH", record)
            for place, (style, packed) in enumerate(iter_unpack("<HI", record[4:-2])):
                yield row + 1, first + place + 1, style, _unpacked(packed)


def _unpacked(packed: int) -> float:
    """An RkNumber ([MS-XLS] 2.5.217): 30 bits of an integer or of a double, perhaps in hundredths."""
    if packed & 2:
        number = float(unpack_from("<i", packed.to_bytes(4, "little"))[0] >> 2)
    else:
        number = float(unpack_from("<d", bytes(4) + (packed & 0xFFFFFFFC).to_bytes(4, "little"))[0])
    return number / 100 if packed & 1 else number


def _stream(content: bytes) -> bytes:
    """The stream Workbook of a compound file ([MS-CFB]); empty where there is none."""
    if unpack_from("<HH", content, 30) not in SECTOR_SHIFTS:
        return b""
    sector, small = (1 << shift for shift in unpack_from("<HH", content, 30))
    directory, cutoff, small_table = unpack_from("<I4xII", content, 48)
    table = _table(content, sector)
    entries = _chained(content, directory, table, sector, sector)
    root = b""
    for at in range(0, len(entries) - 127, 128):
        name = entries[at : at + unpack_from("<H", entries, at + 64)[0]].decode("utf-16-le").rstrip("\0")
        begins, size = unpack_from("<II", entries, at + 116)
        if at == 0:
            root = _chained(content, begins, table, sector, sector)
        elif name == "Workbook" and size >= cutoff:
            return _chained(content, begins, table, sector, sector)[:size]
        elif name == "Workbook":
            links = _numbers_in(_chained(content, small_table, table, sector, sector))
            return _chained(root, begins, links, small, 0)[:size]
    return b""


def _table(content: bytes, sector: int) -> Sequence[int]:
    """Sector -> the next one: its own sectors are told in the header and, beyond 109, in a chain."""
    parts = [*unpack_from("<109I", content, 76)]
    following, left = unpack_from("<II", content, 68)
    left = min(left, len(content) // sector)
    while following < FREE and left:
        numbers = _numbers_in(_sector(content, following, sector))
        parts += numbers[:-1]
        following = numbers[-1]
        left -= 1
    return [link for part in parts if part < FREE for link in _numbers_in(_sector(content, part, sector))]


def _sector(content: bytes, number: int, size: int) -> bytes:
    """That sector; the header of the file is as large as one."""
    return content[(number + 1) * size : (number + 2) * size]


def _chained(content: bytes, begins: int, links: Sequence[int], size: int, first: int) -> bytes:
    """The sectors of a chain put together; one that runs in a circle ends after as many as the file can hold."""
    found: list[bytes] = []
    while begins < FREE and len(found) <= len(content) // size:
        place = first + begins * size
        found.append(content[place : place + size])
        begins = links[begins]
    return b"".join(found)


def _numbers_in(content: bytes) -> list[int]:
    return [number for (number,) in iter_unpack("<I", content[: len(content) // 4 * 4])]
