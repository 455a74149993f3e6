"""Complaints that cannot be: dates missing, still to come or in an impossible order, one and the same row twice."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from relsheet.errors import Problem, Severity, problem
from relsheet.records import Book, Complaint, Moment, Origin, Role
from relsheet.rules.complaint_course import NOT_COUNTED, is_before
from relsheet.rules.instants import moment_text
from relsheet.rules.sla_settings import as_date

#: What cannot come before what.
ORDER = (
    ("ack_at", "opened_at"),
    ("resolved_at", "opened_at"),
    ("closed_at", "opened_at"),
    ("reopened_at", "opened_at"),
    ("paused_to", "paused_from"),
)


def complaint_problems(book: Book, now: datetime) -> tuple[Problem, ...]:
    """What is wrong with the complaints that count: dates, then doubles; unreadable cells have their own."""
    columns = {tab.tab: tab.columns for tab in book.tabs_of(Role.COMPLAINTS)}
    counted = [one for one in book.complaints if one.status not in NOT_COUNTED and one.justified is not False]
    dates = (
        found
        for complaint in counted
        for found in date_problems(complaint, columns.get(complaint.origin.tab, {}), now.date())
    )
    return (*dates, *doubled(counted, columns))


def doubled(complaints: Iterable[Complaint], columns: Mapping[str, Mapping[str, int]]) -> Iterator[Problem]:
    """Each row with the number, customer and day of an earlier one; a number alone may be another year's."""
    first: dict[tuple[str, str | None, date], Complaint] = {}
    for complaint in complaints:
        if complaint.id and complaint.opened_at is not None:
            key = (complaint.id, complaint.customer, as_date(complaint.opened_at))
            earlier = first.setdefault(key, complaint)
            if earlier is not complaint:
                where, there = (cell(one, "id", columns.get(one.origin.tab, {})) for one in (complaint, earlier))
                values = {"id": complaint.id, "earlier": str(there)}
                yield problem("complaint-twice", where, Severity.WARNING, **values)


def date_problems(complaint: Complaint, columns: Mapping[str, int], today: date) -> Iterator[Problem]:
    """What is wrong with the dates of one complaint."""
    opened = complaint.opened_at
    if opened is None:
        if "opened_at" not in complaint.unreadable:
            yield problem("complaint-undated", cell(complaint, "opened_at", columns), Severity.WARNING)
    elif as_date(opened) > today:
        where = cell(complaint, "opened_at", columns)
        yield problem("complaint-ahead", where, Severity.WARNING, day=moment_text(opened))
    for later, earlier in ORDER:
        end = moment_in(complaint, later)
        start = None if end is None else moment_in(complaint, earlier)
        if end is not None and start is not None and is_before(end, start):
            values = {
                "end": moment_text(end),
                "start": moment_text(start),
                "start_cell": cell(complaint, earlier, columns),
            }
            yield problem("complaint-order", cell(complaint, later, columns), Severity.WARNING, **values)


def moment_in(complaint: Complaint, field: str) -> Moment | None:
    """One of the complaint's dates."""
    moment: Moment | None = getattr(complaint, field)
    return moment


def cell(complaint: Complaint, field: str, columns: Mapping[str, int]) -> Origin:
    """The cell of that field in the complaint's row; the row's own cell where no column holds it."""
    return complaint.origin.at(columns[field]) if field in columns else complaint.origin
