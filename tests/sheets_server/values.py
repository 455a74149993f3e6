"""The methods on values: get, update, append, clear, and their batches and DataFilter kin."""

from typing import Any

from tests.sheets_server.a1 import letters, written
from tests.sheets_server.answers import rows_of
from tests.sheets_server.book import Book
from tests.sheets_server.refusals import Json, bad
from tests.sheets_server.shifting import inserted
from tests.sheets_server.tab import Tab


def value_range(book: Book, area: Json, options: Json) -> Json:
    """A ValueRange as read."""
    tab, top, left, bottom, right = book.closed(area)
    dimension = options.get("majorDimension", "ROWS")
    option = options.get("valueRenderOption", "FORMATTED_VALUE")
    moments = options.get("dateTimeRenderOption", "SERIAL_NUMBER")
    rows = rows_of(book, area, option, moments, by_columns=dimension == "COLUMNS")
    answer: Json = {"range": written(tab.title, top, left, bottom, right), "majorDimension": dimension}
    return answer | ({"values": rows} if rows else {})


def batch_get(book: Book, ranges: list[str], options: Json) -> Json:
    return {"spreadsheetId": book.id, "valueRanges": [value_range(book, book.area(text), options) for text in ranges]}


def batch_get_by_filter(book: Book, body: Json) -> Json:
    found = [
        {"valueRange": value_range(book, area, body), "dataFilters": [data_filter]}
        for data_filter in body.get("dataFilters", [])
        for area in book.areas(data_filter)
    ]
    return {"spreadsheetId": book.id} | ({"valueRanges": found} if found else {})


def _input(options: Json) -> str:
    option = options.get("valueInputOption")
    if option not in ("RAW", "USER_ENTERED"):
        raise bad("'valueInputOption' is required but not specified")
    return str(option)


def _lines(values: list[list[Any]] | None, dimension: str) -> list[list[Any]]:
    lines = values or []
    if dimension != "COLUMNS":
        return lines
    height = max(map(len, lines), default=0)
    return [[column[at] if at < len(column) else None for column in lines] for at in range(height)]


def fill(book: Book, area: Json, given: Json, option: str) -> Json:
    """Write values from the range's first cell on (null leaves a cell alone), and tell of it as Google does.

    Counted are the rows and columns in which a cell was written.
    """
    tab, top, left, _, _ = book.closed(area)
    lines = _lines(given.get("values"), given.get("majorDimension", "ROWS"))
    width = max(map(len, lines), default=0)
    _check_room(book, area, len(lines), width)
    places = [
        (row, column, value)
        for row, line in enumerate(lines, top)
        for column, value in enumerate(line, left)
        if value is not None
    ]
    look_up = book.look_up(tab)
    for row, column, value in places:
        if value == "" and tab.find(row, column) is None:
            continue
        cell = tab.cell(row, column)
        if option == "RAW":
            cell.enter_raw(value)
        else:
            cell.enter_typed(value, look_up)
        tab.drop(row, column)
    book.recalculate()
    answer: Json = {"updatedRange": written(tab.title, top, left, top + max(len(lines), 1), left + max(width, 1))}
    if places:
        answer["updatedRows"] = len({row for row, _, _ in places})
        answer["updatedColumns"] = len({column for _, column, _ in places})
        answer["updatedCells"] = len(places)
    return answer


def _check_room(book: Book, area: Json, height: int, width: int) -> None:
    tab, top, left, bottom, right = book.closed(area)
    if (height > bottom - top or width > right - left) and not _is_one_cell(area):
        beyond = f"row [{bottom + 1}]" if height > bottom - top else f"column [{letters(right)}]"
        raise bad(
            f"Requested writing within range [{written(tab.title, top, left, bottom, right)}], "
            f"but tried writing to {beyond}"
        )
    if top + height > tab.row_count or left + width > tab.column_count:
        raise bad(
            f"Range ({written(tab.title, top, left, top + height, left + width)}) exceeds grid limits. "
            f"Max rows: {tab.row_count}, max columns: {tab.column_count}"
        )


def _is_one_cell(area: Json) -> bool:
    """A single cell is only where to begin."""
    keys = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    return (
        all(key in area for key in keys)
        and area["endRowIndex"] - area["startRowIndex"] == 1 == area["endColumnIndex"] - area["startColumnIndex"]
    )


def _with_values(book: Book, area: Json, answer: Json, options: Json, dimension: str) -> Json:
    if options.get("includeValuesInResponse") not in (True, "true", "True"):
        return answer
    if _is_one_cell(area):
        area = book.area(answer["updatedRange"])
    rendering = {
        "majorDimension": dimension,
        "valueRenderOption": options.get("responseValueRenderOption", "FORMATTED_VALUE"),
        "dateTimeRenderOption": options.get("responseDateTimeRenderOption", "SERIAL_NUMBER"),
    }
    return answer | {"updatedData": value_range(book, area, rendering)}


def update(book: Book, text: str, given: Json, options: Json) -> Json:
    if given.get("range", text) != text:
        raise bad(f"Requested writing within range [{text}], but tried writing to range [{given['range']}]")
    area = book.area(text)
    answer = {"spreadsheetId": book.id} | fill(book, area, given, _input(options))
    return _with_values(book, area, answer, options, given.get("majorDimension", "ROWS"))


def _totals(answers: list[Json], sheets: int) -> Json:
    return {
        "totalUpdatedRows": sum(answer.get("updatedRows", 0) for answer in answers),
        "totalUpdatedColumns": sum(answer.get("updatedColumns", 0) for answer in answers),
        "totalUpdatedCells": sum(answer.get("updatedCells", 0) for answer in answers),
        "totalUpdatedSheets": sheets,
    }


def batch_update(book: Book, body: Json) -> Json:
    _input(body)
    areas = [book.area(given.get("range", "")) for given in body.get("data", [])]
    answers = [
        {"spreadsheetId": book.id} | fill(book, area, given, _input(body))
        for area, given in zip(areas, body.get("data", []), strict=True)
    ]
    answers = [
        _with_values(book, area, answer, body, given.get("majorDimension", "ROWS"))
        for area, answer, given in zip(areas, answers, body.get("data", []), strict=True)
    ]
    return (
        {"spreadsheetId": book.id} | _totals(answers, len({area["sheetId"] for area in areas})) | {"responses": answers}
    )


def batch_update_by_filter(book: Book, body: Json) -> Json:
    """All or nothing: every entry is looked up and measured before the first is written."""
    _input(body)
    matched = [(given, area) for given in body.get("data", []) for area in book.areas(given.get("dataFilter", {}))]
    for given, area in matched:
        _measure(book, area, given)
    answers = [{"dataFilter": given["dataFilter"]} | fill(book, area, given, _input(body)) for given, area in matched]
    answers = [
        _with_values(book, area, answer, body, given.get("majorDimension", "ROWS"))
        for (given, area), answer in zip(matched, answers, strict=True)
    ]
    return (
        {"spreadsheetId": book.id}
        | _totals(answers, len({area["sheetId"] for _, area in matched}))
        | {"responses": answers}
    )


def _measure(book: Book, area: Json, given: Json) -> None:
    tab, top, left, bottom, right = book.closed(area)
    lines = _lines(given.get("values"), given.get("majorDimension", "ROWS"))
    if len(lines) > bottom - top or max(map(len, lines), default=0) > right - left:
        raise bad(
            f"Requested writing within range [{written(tab.title, top, left, bottom, right)}], but the values exceed it"
        )


def clear(book: Book, area: Json) -> str:
    """Take the values out of a range; looks stay."""
    tab, top, left, bottom, right = book.closed(area)
    for row in range(top, min(bottom, len(tab.rows))):
        for column in range(left, min(right, len(tab.rows[row]))):
            cell = tab.rows[row][column]
            if cell is not None:
                cell.empty()
                tab.drop(row, column)
    book.recalculate()
    return written(tab.title, top, left, bottom, right)


def append(book: Book, text: str, given: Json, options: Json) -> Json:
    """Below the table that the range points at, else from the range's first cell on."""
    area = book.area(text)
    tab = book.tab(area["sheetId"])
    table = _table(tab, book.closed(area))
    top = table[2] if table else area.get("startRowIndex", 0)
    left = table[1] if table else area.get("startColumnIndex", 0)
    lines = _lines(given.get("values"), given.get("majorDimension", "ROWS"))
    width = max(map(len, lines), default=0)
    if options.get("insertDataOption") == "INSERT_ROWS" and lines and top < tab.row_count:
        tab.insert("ROWS", top, len(lines), like_before=False)
        book.shift(tab, "ROWS", inserted(top, len(lines)))
    tab.resize("ROWS", max(tab.row_count, top + len(lines)))
    tab.resize("COLUMNS", max(tab.column_count, left + width))
    target = {
        "sheetId": tab.id,
        "startRowIndex": top,
        "endRowIndex": top + max(len(lines), 1),
        "startColumnIndex": left,
        "endColumnIndex": left + max(width, 1),
    }
    updates = {"spreadsheetId": book.id} | fill(book, target, given, _input(options))
    updates = _with_values(book, target, updates, options, given.get("majorDimension", "ROWS"))
    answer: Json = {"spreadsheetId": book.id, "updates": updates}
    return answer | ({"tableRange": written(tab.title, *table)} if table else {})


def _table(tab: Tab, closed: tuple[Tab, int, int, int, int]) -> tuple[int, int, int, int] | None:
    """(top, left, bottom, right) of the last table in the range: cells that hang together around its last one."""
    _, top, left, bottom, right = closed
    filled = {
        (row, column)
        for row, line in enumerate(tab.rows)
        for column, cell in enumerate(line)
        if cell is not None and cell.value is not None
    }
    within = [at for at in filled if top <= at[0] < bottom and left <= at[1] < right]
    if not within:
        return None
    row, column = max(within)
    box = (row, column, row + 1, column + 1)
    while True:
        near = [at for at in filled if box[0] - 1 <= at[0] <= box[2] and box[1] - 1 <= at[1] <= box[3]]
        wider = (
            min(at[0] for at in near),
            min(at[1] for at in near),
            max(at[0] for at in near) + 1,
            max(at[1] for at in near) + 1,
        )
        if wider == box:
            return box
        box = wider
