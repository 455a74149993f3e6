"""The corpus walk: columns and pages are written into every workbook that others made, and the judges look at it.

python -m tests.opc.walk FOLDER      all of them, with the figures for README.md
"""

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from relsheet.errors import RelsheetError, UnreadableInput
from relsheet.ledger import HistoryKey, column_rows
from relsheet.opc.address import letters
from relsheet.sheets.edits import (
    PLAIN,
    Canvas,
    CanvasCell,
    CanvasRange,
    Chart,
    ChartKind,
    Edit,
    Link,
    OwnCell,
    PlaceColumn,
    PutPage,
    Series,
    Style,
)
from relsheet.sheets.workbook import Grid, Workbook
from relsheet.sheets.xlsx import XlsxBackend
from tests.judges import CORPUS, converted, new_errors, present
from tests.opc.variety.judged import lost

HEADER_WITHIN = 30  # rows
HEADER = Style(bold=True, fill="E7E6E6", wrap=True, border_bottom="999999")
BAD = Style(fill="F4B183")
KEYS = ("tier", "abc", "complaints", "next_step", "by", "why")
VALUES = ("2 Preferred", "A", 0.25, "回电话 & <问候>", 46_000, "=not a formula\nsecond line ")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one workbook: passed, skipped (no tab that can be read), refused, or a fault."""

    path: Path
    kind: str
    detail: str
    result: Path | None = None


def workbooks() -> list[Path]:
    """Every workbook of the corpus, in a steady order; none where there is no corpus."""
    return sorted(path for path in CORPUS.rglob("*") if path.suffix in {".xlsx", ".xlsm"})


def wishes(tab: str, header_row: int, last_row: int) -> list[Edit]:
    """Six columns and two pages."""
    columns = [
        PlaceColumn(
            f"customers.{key}",
            tab,
            header_row,
            f"{key} ◆",
            HEADER,
            12.5,
            tuple(OwnCell(row, value, BAD if row % 2 else PLAIN) for row in range(header_row + 1, last_row + 1)),
        )
        for key, value in zip(KEYS, VALUES, strict=True)
    ]
    cells = (
        CanvasCell(1, 1, "Summary", Style(bold=True, size=18), across=3),
        CanvasCell(3, 1, "A"),
        CanvasCell(3, 2, 5, Style(number_format="0.0%")),
        CanvasCell(4, 1, "B", Style(underline=True, color="0072B2"), Link(tab, header_row, 1)),
        CanvasCell(4, 2, 7, Style(border="999999")),
    )
    series = Series("n", CanvasRange(3, 1, 4, 1), CanvasRange(3, 2, 4, 2), "0072B2", ChartKind.COLUMN)
    chart = Chart(ChartKind.COLUMN, 6, 1, 400, 220, "Value", "Value per class", (series,))
    summary = Canvas(cells, {1: 20, 2: 9}, {1: 30}, charts=(chart,), repeat_rows=(1, 2))
    noted = [row for column in columns for row in column_rows(column.key, (cell.value for cell in column.cells))]
    history = Canvas(
        tuple(
            CanvasCell(row, column, value)
            for row, values in enumerate([tuple(HistoryKey), *noted], 1)
            for column, value in enumerate(values, 1)
            if value is not None
        ),
        {},
        {},
    )
    pages = [PutPage("summary", "Summary ◆", summary), PutPage("history", "_relsheet", history, hidden=True)]
    return [*columns, *pages]


def header_of(grid: Grid) -> int:
    """The first row with a text in it; the first of all where there is none: the splicer must not mind."""
    for number, row in enumerate(grid.head(HEADER_WITHIN), 1):
        if any(isinstance(value, str) and value.strip() for value in row):
            return number
    return 1


def try_workbook(path: Path, result: Path) -> Outcome:
    """Write into one workbook, twice, and ask the judge of losses."""
    try:
        workbook = XlsxBackend(path).read()
        place = first_header(workbook)
        if place is None:
            return Outcome(path, "skipped", "no tab that can be read")
        edits = wishes(*place)
        XlsxBackend(path, result).write(workbook, edits)
        fault = _fault_in(path, result, place[0], edits)
        return Outcome(path, "fault" if fault else "passed", fault, result)
    except RelsheetError as err:
        return Outcome(path, "refused", err.code)


def first_header(workbook: Workbook) -> tuple[str, int, int] | None:
    """(tab, header row, last row) of the first tab with a header row."""
    for grid in workbook.grids:
        try:
            header = header_of(grid)
        except UnreadableInput:
            continue
        return grid.tab, header, max(min(grid.last_row, header + 200), header + 3)
    return None


def _fault_in(before: Path, after: Path, tab: str, edits: list[Edit]) -> str:
    content = after.read_bytes()
    backend = XlsxBackend(after)
    again = backend.read()
    if backend.write(again, edits).written or after.read_bytes() != content:
        return "the second run changed something"
    columns = [letters(own.column) for own in again.own_columns if own.tab == tab]
    if len(columns) != len(KEYS):
        return f"{len(columns)} of our columns were found again"
    own_tabs = [own.tab for own in again.own_tabs]
    return "; ".join(lost(before.read_bytes(), content, after, {tab: columns}, own_tabs)[:3])


def main(folder: Path) -> None:
    """Walk all of it, ask all three judges, and print what happened."""
    folder.mkdir(parents=True, exist_ok=True)
    outcomes = [try_workbook(path, folder / f"{at:03}-{path.name}") for at, path in enumerate(workbooks())]
    for outcome in outcomes:
        if outcome.kind != "passed":
            print(f"{outcome.kind:8} {outcome.path.relative_to(CORPUS)}: {outcome.detail[:200]}")
    written = [(outcome.path, outcome.result) for outcome in outcomes if outcome.result is not None]
    judged = {before: new_errors([(before, after)]) for before, after in written if present("node")}
    worse = {before: faults for before, faults in judged.items() if faults and not new_errors([(before, before)])}
    print("The SDK cannot read, before or after:", [path.name for path in judged if judged[path] and path not in worse])
    closed = [after.name for _, after in written if present("libreoffice") and not opened(after, folder / "csv")]
    for path, faults in worse.items():
        print(f"worse    {path.relative_to(CORPUS)}:", *faults, sep="\n  ")
    print(f"LibreOffice does not open: {closed}")
    print(Counter(outcome.kind for outcome in outcomes), f"worse: {len(worse)}")


def opened(path: Path, folder: Path) -> bool:
    """Whether LibreOffice converts the workbook."""
    folder.mkdir(exist_ok=True)
    try:
        return converted(path, folder, "csv").is_file()
    except AssertionError:
        return False


if __name__ == "__main__":
    asks = argparse.ArgumentParser(
        prog="python -m tests.opc.walk", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asks.add_argument("folder", type=Path, help="where the workbooks that were written go")
    main(asks.parse_args().folder)
