"""Complaint dates that cannot be: none at all, still to come, or in an impossible order; each with its cells."""

from collections.abc import Iterator, Mapping
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
    """What is wrong with the dates of the complaints that count, in sheet order; unreadable cells have their own."""
    columns = {tab.tab: tab.columns for tab in book.tabs_of(Role.COMPLAINTS)}
    return tuple(
        found
        for complaint in book.complaints
        if complaint.status not in NOT_COUNTED and complaint.justified is not False
        for found in date_problems(complaint, columns.get(complaint.origin.tab, {}), now.date())
    )


def date_problems(complaint: Complaint, columns: Mapping[str, int], today: date) -> Iterator[Problem]:
    """What is wrong with the dates of one complaint."""
    opened = complaint.opened_at
    where = cell(complaint, "opened_at", columns)
    if opened is None:
        if "opened_at" not in complaint.unreadable:
            yield problem("complaint-undated", where, Severity.WARNING)
    elif as_date(opened) > today:
        yield problem("complaint-ahead", where, Severity.WARNING, day=moment_text(opened))
    for later, earlier in ORDER:
        end, start = moment_in(complaint, later), moment_in(complaint, earlier)
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
