"""Complaints, contacts, competitors and the calendar: one record per row."""

from collections.abc import Iterator, Mapping
from typing import Any

from relsheet.errors import problem
from relsheet.intake.callers import Callers
from relsheet.intake.cells import Cells
from relsheet.intake.logs import Log
from relsheet.intake.names import Directory
from relsheet.records import CalendarDay, Competitor, Complaint, Contact, DayKind

#: What the headers call otherwise than the record does.
RENAMED = {"satisfaction": "satisfied", "valid": "justified"}


def read_complaints(cells: Cells, directory: Directory) -> Log[Complaint]:
    """One complaint per row, also where its customer is unknown: it is still owed an answer."""
    callers = Callers(cells, directory)
    named = callers if "customer" in cells.table.columns else None
    keys, texts = callers.keys(), callers.texts()
    place = next(name for name in ("id", "customer", *cells.table.columns) if name in cells.table.columns)
    records = tuple(
        Complaint(
            origin=cells.table.origin(index, place),
            customer=keys[index],
            customer_text=texts[index],
            unreadable=tuple(RENAMED.get(name, name) for name in cells.unread(index)),
            **fields,
        )
        for index, fields in enumerate(_rows(cells))
        if not callers.is_left_out(index)
    )
    problems = (*cells.problems, *(named.problems() if named else ()))
    return Log(records, cells.table.mapped_tab(len(records)), problems)


def read_contacts(cells: Cells, directory: Directory) -> Log[Contact]:
    """One person per row who has a name and a known customer."""
    callers = Callers(cells, directory)
    problems = [*cells.problems, *callers.problems()]
    records = []
    for index, (key, fields) in enumerate(zip(callers.keys(), _rows(cells), strict=True)):
        if key is None:
            continue
        origin = cells.table.origin(index, "name")
        if fields["name"] is None:
            problems.append(problem("no-person", origin))
            continue
        records.append(Contact(customer=key, origin=origin, **fields))
    return Log(tuple(records), cells.table.mapped_tab(len(records)), tuple(problems))


def read_competitors(cells: Cells, directory: Directory) -> Log[Competitor]:
    """What is known of one rival per row; without a customer it is known of the rival in general."""
    callers = Callers(cells, directory)
    records = []
    for index, (key, text, fields) in enumerate(zip(callers.keys(), callers.texts(), _rows(cells), strict=True)):
        if key is not None or text is None:
            records.append(Competitor(customer=key, origin=cells.table.origin(index, "name"), **fields))
    unknown = tuple(found for found in callers.problems() if found.code != "no-customer")
    return Log(tuple(records), cells.table.mapped_tab(len(records)), (*cells.problems, *unknown))


def read_calendar(cells: Cells) -> Log[CalendarDay]:
    """One day per row: off, unless the row says that it is worked or gives hours."""
    days = zip(cells.column("day"), cells.column("kind"), cells.column("hours"), strict=True)
    records = tuple(
        CalendarDay(
            day=day,
            kind=kind or (DayKind.HOURS if hours else DayKind.OFF),
            origin=cells.table.origin(index, "day"),
            hours=hours,
        )
        for index, (day, kind, hours) in enumerate(days)
        if day is not None and "kind" not in cells.unreadable.get(index, ())
    )
    return Log(records, cells.table.mapped_tab(len(records)), cells.problems)


def _rows(cells: Cells) -> Iterator[Mapping[str, Any]]:
    """Per record its fields as the record calls them, but for whom it means."""
    names = [name for name in cells.values if name not in ("customer", "customer_id")]
    fields = [RENAMED.get(name, name) for name in names]
    for values in zip(*(cells.values[name] for name in names), strict=True):
        yield dict(zip(fields, values, strict=True))
